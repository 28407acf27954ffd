//! Home care: a finite number of hours a week, for which people wait in turn.
//!
//! Finding more need creates no more hours. A stay in hospital holds a package for some days, then frees it.

use crate::engine::queue::Ticket;
use crate::engine::resource::{Demand, Outcome, Resource};
use crate::ids::PersonId;
use crate::model::design::NeedDomain;
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::happenings::meet;
use crate::model::people::{Package, People};
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::SimTime;
use std::collections::BTreeMap;

/// Longest package that is counted, hours a week.
const LONGEST: f64 = 100.0;

/// A request for, or a start of, a package.
#[derive(Clone, Copy, Debug)]
struct Pending {
    asked: SimTime,
    hours: u8,
    ticket: Option<Ticket>,
}

/// The supply of home care and who waits for it.
#[derive(Clone, Debug)]
pub struct HomeCare {
    hours: Resource<PersonId>,
    pending: BTreeMap<PersonId, Pending>,
    /// Hours a week that are being delivered.
    pub delivered: u32,
}

impl HomeCare {
    /// A supply of so many hours a week.
    pub fn new(hours: u32) -> Self {
        Self { hours: Resource::new(hours), pending: BTreeMap::new(), delivered: 0 }
    }

    /// Hours a week that can be supplied.
    pub fn supply(&self) -> u32 {
        self.hours.capacity()
    }

    /// People waiting.
    pub fn waiting(&self) -> usize {
        self.hours.waiting()
    }

    /// Changes the supply.
    pub fn resize(&mut self, step: &mut Step, people: &mut People, hours: u32) {
        self.hours.set_capacity(step.now, hours);
        self.start_waiting(step, people);
    }

    /// Puts a package in place at the start of a run, as far as the supply goes.
    pub fn put_in_place(&mut self, step: &Step, people: &mut People, person: PersonId) {
        let hours = package(step, people.key(person));
        if self.hours.free() >= u32::from(hours) {
            let demand = Demand { class: 0, order: 0, units: u32::from(hours) };
            let _held = self.hours.request(step.now, demand, person);
            self.delivered += u32::from(hours);
            people.state_mut(person).package = Package::Active(hours);
        }
    }

    /// Asks for a package. Returns whether care is there already.
    pub fn ask(&mut self, step: &mut Step, people: &mut People, person: PersonId) -> bool {
        let key = people.key(person);
        let state = people.state_mut(person);
        match state.package {
            Package::Active(_) => return true,
            Package::Waiting | Package::Starting => return false,
            Package::None => state.package = Package::Waiting,
        }
        step.fact(key, FactKind::HomeCareAsked);
        let hours = package(step, key);
        let demand = Demand { class: 0, order: step.now.ticks(), units: u32::from(hours) };
        let outcome = self.hours.request(step.now, demand, person);
        let ticket = match outcome {
            Outcome::Started => None,
            Outcome::Waiting(ticket) => Some(ticket),
        };
        self.pending.insert(person, Pending { asked: step.now, hours, ticket });
        if ticket.is_none() {
            self.schedule_start(step, people, person);
        }
        false
    }

    /// Hours are reserved: care begins after the time it takes to find and start it.
    fn schedule_start(&self, step: &mut Step, people: &mut People, person: PersonId) {
        people.state_mut(person).package = Package::Starting;
        let delay = step.parameters().social_care.start_delay.span();
        let length = step.context.exponential(Purpose::PackageHours, people.key(person), 2, delay);
        step.file(step.now + length, Event::Package(person));
    }

    /// A package's event: care begins. Returns whether it did.
    pub fn begin(&mut self, step: &mut Step, people: &mut People, person: PersonId) -> bool {
        if people.state(person).package != Package::Starting {
            return false;
        }
        let Some(pending) = self.pending.remove(&person) else { return false };
        self.delivered += u32::from(pending.hours);
        let key = people.key(person);
        let waited = step.now.since(pending.asked);
        step.fact(key, FactKind::HomeCareBegan { waited });
        people.state_mut(person).package = Package::Active(pending.hours);
        meet(step, people, person, NeedDomain::SocialAndCare as usize);
        true
    }

    /// Ends whatever a person has or waits for, and lets others start.
    pub fn stop(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let package = std::mem::replace(&mut people.state_mut(person).package, Package::None);
        match package {
            Package::None => return,
            Package::Active(hours) => {
                self.delivered -= u32::from(hours);
                self.hours.release(step.now, u32::from(hours));
            }
            Package::Waiting | Package::Starting => match self.pending.remove(&person) {
                Some(Pending { ticket: Some(ticket), .. }) if package == Package::Waiting => {
                    self.hours.renege(step.now, ticket);
                }
                Some(Pending { hours, .. }) => self.hours.release(step.now, u32::from(hours)),
                None => {}
            },
        }
        self.start_waiting(step, people);
    }

    fn start_waiting(&mut self, step: &mut Step, people: &mut People) {
        while let Some((person, _, _)) = self.hours.start_next(step.now) {
            self.schedule_start(step, people, person);
        }
    }
}

/// Hours a week of a person's package.
fn package(step: &Step, key: u64) -> u8 {
    let social = &step.parameters().social_care;
    let sigma = social.package_sigma.get();
    let median = social.package_mean.hours_per_week() / libm::exp(sigma * sigma / 2.0);
    let z = crate::random::samplers::standard_normal_quantile(step.luck().uniform(Purpose::PackageHours, key, 0));
    (median * libm::exp(sigma * z)).round().clamp(1.0, LONGEST) as u8
}
