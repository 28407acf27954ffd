//! W4: people in a mild, moderate or severe state who progress, fall, fall ill and die over five years, and wait for
//! beds; on request they also have contacts that only count. A person in a bed or waiting for one has nothing else
//! happen to them until they leave it.

use crate::Done;
use mdtsim::engine::event_list::{EventList, Rank, Slot};
use mdtsim::engine::prefetch::prefetch;
use mdtsim::engine::resource::{Demand, Outcome, Resource};
use mdtsim::time::{DAY, SimTime, Span, YEAR};
use rand_distr::{Distribution, Exp1, StandardUniform};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

const YEARS: u64 = 5;
/// Yearly rates by state: the next state, a fall, acute illness, death.
const RATES: [[f64; 4]; 3] = [[0.20, 0.30, 0.10, 0.01], [0.25, 0.60, 0.25, 0.03], [0.0, 1.50, 0.60, 0.12]];
/// Part of the people who start in the first state, and in the first two.
const STARTS: [f64; 2] = [0.7, 0.9];
/// Falls that need a bed.
const FALLS_TO_BED: f64 = 0.1;
const BEDS_PER_PERSON: f64 = 0.006;
const STAY_DAYS: f64 = 7.0;
/// Of those who leave a bed: who dies, and who takes a step to the worse.
const DIE_LEAVING: f64 = 0.04;
const WORSE_LEAVING: f64 = 0.15;
/// Events in a bucket of the event list, on average.
const IN_BUCKET: f64 = 1_000.0;
/// How many events ahead a person is asked for.
const AHEAD: usize = 12;

#[derive(Clone, Copy)]
struct Person {
    state: u8,
    in_bed: bool,
}

struct World {
    luck: Pcg64Mcg,
    events: EventList,
    people: Vec<Person>,
    beds: Resource<u32>,
    contacts: f64,
    /// Progressions, falls, illnesses, deaths, contacts, and bed-leavings.
    counts: [u64; 6],
}

/// Five years of so many people, with so many contacts a year each.
pub fn run(number: u32, contacts: f64, seed: u64) -> Done {
    let mut world = World::new(number, contacts, seed);
    let end = SimTime::START + Span::seconds(YEARS * YEAR);
    let mut handled = 0;
    while let Some(event) = world.events.pop_before(end) {
        if let Some(Slot(soon)) = world.events.upcoming(AHEAD) {
            prefetch(&world.people[soon as usize]);
        }
        handled += 1;
        world.turn(event.at(), event.slot().0);
    }
    let [_, falls, ..] = world.counts;
    let falls_each = falls as f64 / f64::from(number) / YEARS as f64;
    Done { events: handled, check: ("falls a person-year from the start", falls_each) }
}

impl World {
    fn new(number: u32, contacts: f64, seed: u64) -> Self {
        let yearly = (1.3 + contacts) * f64::from(number);
        let bucket = (IN_BUCKET / yearly * YEAR as f64) as u64;
        let mut world = Self {
            luck: Pcg64Mcg::seed_from_u64(seed),
            events: EventList::new(Span::seconds(bucket.max(1))),
            people: Vec::with_capacity(number as usize),
            beds: Resource::new((f64::from(number) * BEDS_PER_PERSON) as u32),
            contacts,
            counts: [0; 6],
        };
        for slot in 0..number {
            let mark = world.uniform();
            let state = STARTS.iter().filter(|&&start| mark >= start).count() as u8;
            world.people.push(Person { state, in_bed: false });
            world.wait(SimTime::START, slot);
        }
        world
    }

    fn uniform(&mut self) -> f64 {
        StandardUniform.sample(&mut self.luck)
    }

    fn spread(&mut self, mean: f64) -> Span {
        let units: f64 = Exp1.sample(&mut self.luck);
        Span::seconds((units * mean) as u64)
    }

    fn total(&self, slot: u32) -> f64 {
        RATES[usize::from(self.people[slot as usize].state)].iter().sum::<f64>() + self.contacts
    }

    /// Files a person's next happening.
    fn wait(&mut self, now: SimTime, slot: u32) {
        let mean = YEAR as f64 / self.total(slot);
        let at = now + self.spread(mean);
        self.events.push(at, Rank(0), Slot(slot));
    }

    fn turn(&mut self, now: SimTime, slot: u32) {
        if self.people[slot as usize].in_bed {
            return self.leave_bed(now, slot);
        }
        let rates = RATES[usize::from(self.people[slot as usize].state)];
        let mut mark = self.uniform() * self.total(slot);
        let kind = rates.iter().position(|rate| {
            mark -= rate;
            mark < 0.0
        });
        let kind = kind.unwrap_or(rates.len());
        self.counts[kind] += 1;
        let needs_bed = match kind {
            0 => {
                self.people[slot as usize].state += 1;
                false
            }
            1 => self.uniform() < FALLS_TO_BED,
            2 => true,
            3 => return,
            _ => false,
        };
        if needs_bed { self.seek_bed(now, slot) } else { self.wait(now, slot) }
    }

    fn seek_bed(&mut self, now: SimTime, slot: u32) {
        let demand = Demand { class: 0, order: now.ticks(), units: 1 };
        if self.beds.request(now, demand, slot) == Outcome::Started {
            self.take_bed(now, slot);
        }
    }

    fn take_bed(&mut self, now: SimTime, slot: u32) {
        self.people[slot as usize].in_bed = true;
        let stay = self.spread(STAY_DAYS * DAY as f64);
        self.events.push(now + stay, Rank(0), Slot(slot));
    }

    fn leave_bed(&mut self, now: SimTime, slot: u32) {
        self.counts[5] += 1;
        self.people[slot as usize].in_bed = false;
        self.beds.release(now, 1);
        while let Some((next, _, _)) = self.beds.start_next(now) {
            self.take_bed(now, next);
        }
        let mark = self.uniform();
        if mark < DIE_LEAVING {
            return;
        }
        let person = &mut self.people[slot as usize];
        if mark < DIE_LEAVING + WORSE_LEAVING && person.state < 2 {
            person.state += 1;
        }
        self.wait(now, slot);
    }
}
