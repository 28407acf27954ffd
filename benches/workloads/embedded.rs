//! W5: what the Poisson embedding costs. People have five processes for five years; each candidate point is found,
//! waits its turn in the event list, and is held against the intensity of its moment. Whoever dies is followed by
//! somebody else.

use crate::Done;
use mdtsim::engine::event_list::{EventList, Rank, Slot};
use mdtsim::engine::prefetch::prefetch;
use mdtsim::random::embedding::Process;
use mdtsim::random::luck::{Luck, Purpose};
use mdtsim::time::{SimTime, Span, YEAR};

const YEARS: u64 = 5;
const PROCESSES: [Process; 5] = [
    Process::new(0, Span::days(400), 0.5),
    Process::new(1, Span::days(400), 0.7),
    Process::new(2, Span::days(1_600), 0.12),
    Process::new(3, Span::days(1_600), 0.12),
    Process::new(4, Span::days(6_400), 0.03),
];
/// Events a year of each process at its height, the last of them deaths.
const PEAKS: [f64; 5] = [0.6, 0.8, 0.15, 0.1, 0.05];
const DEATH: usize = 4;
/// The least intensity over the greatest; it falls from one to the other within each year.
const TROUGH: f64 = 0.6;
/// Candidates in a bucket of the event list, on average.
const IN_BUCKET: f64 = 1_000.0;
/// How many candidates ahead a person is asked for.
const AHEAD: usize = 12;
const NEVER: u32 = u32::MAX;

#[repr(align(64))]
struct Person {
    key: u64,
    next: [u32; PROCESSES.len()],
}

struct World {
    luck: Luck,
    end: SimTime,
    events: EventList,
    people: Vec<Person>,
    born: u64,
}

/// Five years of so many people. The events are candidates; what is checked is how many of them happened.
pub fn run(number: u32, seed: u64) -> Done {
    let yearly = PEAKS.iter().sum::<f64>() * f64::from(number);
    let mut world = World {
        luck: Luck::new(seed, 0),
        end: SimTime::from_ticks(YEARS * YEAR),
        events: EventList::new(Span::seconds((IN_BUCKET / yearly * YEAR as f64).max(1.0) as u64)),
        people: Vec::with_capacity(number as usize),
        born: 0,
    };
    for slot in 0..number {
        let key = world.next_key();
        world.people.push(Person { key, next: [NEVER; PROCESSES.len()] });
        world.look(SimTime::START, slot, 0..=DEATH);
    }
    let (mut candidates, mut happened) = (0, 0);
    while let Some(event) = world.events.pop_before(world.end) {
        if let Some(Slot(soon)) = world.events.upcoming(AHEAD) {
            prefetch(&world.people[soon as usize]);
        }
        candidates += 1;
        happened += world.turn(event.at(), event.slot().0);
    }
    Done { events: candidates, check: ("events a person-year", happened as f64 / f64::from(number) / YEARS as f64) }
}

impl World {
    fn next_key(&mut self) -> u64 {
        self.born += 1;
        self.luck.key(Purpose::Person, self.born)
    }

    /// Finds the next candidate of some processes, and files the person's first.
    fn look(&mut self, now: SimTime, slot: u32, which: std::ops::RangeInclusive<usize>) {
        let person = &mut self.people[slot as usize];
        for process in which {
            let point = PROCESSES[process].next(self.luck, person.key, now, self.end, |_, _| PEAKS[process]);
            person.next[process] = point.map_or(NEVER, |point| point.at.ticks() as u32);
        }
        let due = person.next.iter().copied().min().unwrap_or(NEVER);
        if due != NEVER {
            self.events.push(SimTime::from_ticks(due.into()), Rank(0), Slot(slot));
        }
    }

    /// A person's candidate comes up. Returns how many events it was.
    fn turn(&mut self, now: SimTime, slot: u32) -> u64 {
        let person = &self.people[slot as usize];
        let Some(process) = person.next.iter().position(|&next| u64::from(next) == now.ticks()) else { return 0 };
        let points = PROCESSES[process].at(self.luck, person.key, now, PEAKS[process]);
        let happened = points.filter(|point| point.height < intensity(process, now)).count() as u64;
        if process == DEATH && happened > 0 {
            let key = self.next_key();
            self.people[slot as usize] = Person { key, next: [NEVER; PROCESSES.len()] };
            self.look(now, slot, 0..=DEATH);
        } else {
            self.look(now, slot, process..=process);
        }
        happened
    }
}

/// Events a year at a moment.
fn intensity(process: usize, at: SimTime) -> f64 {
    let part = (at.ticks() % YEAR) as f64 / YEAR as f64;
    PEAKS[process] * (1.0 - (1.0 - TROUGH) * part)
}
