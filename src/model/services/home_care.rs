//! Home care: a finite number of hours a week, for which people wait in turn.
//!
//! Finding more need creates no more hours. Those who wait too long make do without, and the need stays unmet.

use crate::engine::queue::Ticket;
use crate::engine::resource::Demand;
use crate::engine::shared::{Answer, Shared};
use crate::engine::tape::Tape;
use crate::ids::PersonId;
use crate::model::design::NeedDomain;
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::clocks::Rescan;
use crate::model::people::happenings::meet;
use crate::model::people::{Package, People};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::standard_normal_quantile;
use crate::time::{SimTime, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longest package that is counted, hours a week.
const LONGEST: f64 = 100.0;

/// Sets the draws of when packages start apart from those of how long they are.
const STARTS: u64 = 2;

/// Somebody's package, from the request to its end.
#[derive(Clone, Copy, Debug)]
struct Account {
    asked: SimTime,
    hours: u8,
    /// Place in line, while there are no hours yet.
    ticket: Option<Ticket>,
    /// When there will be hours, where a recording of the line has told.
    told: Option<SimTime>,
    /// What the person waits for next: giving up, the first visit, or the end of the need.
    due: SimTime,
    /// Until when the hours are held for somebody in hospital.
    held_until: SimTime,
    /// Whether whoever asked could agree to the package, so that nothing waits for the council's decision.
    agreed: bool,
}

impl Account {
    fn new(asked: SimTime, hours: u8, due: SimTime) -> Self {
        Self { asked, hours, ticket: None, told: None, due, held_until: SimTime::NEVER, agreed: false }
    }

    fn waits(&self) -> bool {
        self.ticket.is_some() || self.told.is_some()
    }
}

/// What the event of a package was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing: the event was stale.
    Stale,
    /// Care began, or the person gave up waiting: whoever waited for it can move on.
    Settled,
    /// There are hours now, as a recording has told.
    Reserved,
    /// Care is no longer needed.
    Ended,
    /// The hours of somebody in hospital are held no longer.
    Lapsed,
}

/// The supply of home care and who has or awaits it.
#[derive(Clone, Debug)]
pub struct HomeCare {
    hours: Shared<PersonId>,
    accounts: BTreeMap<PersonId, Account>,
    /// Hours a week that are being delivered.
    pub delivered: u32,
}

impl HomeCare {
    /// A supply of so many hours a week.
    pub fn new(hours: u32) -> Self {
        Self { hours: Shared::new(hours), accounts: BTreeMap::new(), delivered: 0 }
    }

    /// Hours a week that can be supplied.
    pub fn supply(&self) -> u32 {
        self.hours.capacity()
    }

    /// Hours a week that are delivered or reserved for those about to start.
    pub fn taken(&self) -> u32 {
        self.hours.in_use()
    }

    /// Everybody with a package or waiting for one: hours a week, and whether they still stand in line.
    pub fn accounts(&self) -> impl Iterator<Item = (PersonId, u8, bool)> {
        self.accounts.iter().map(|(&person, account)| (person, account.hours, account.waits()))
    }

    /// Since when each of those who wait for hours has waited.
    pub fn waiting_since(&self) -> impl Iterator<Item = SimTime> {
        self.accounts.values().filter(|account| account.ticket.is_some()).map(|account| account.asked)
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
    pub fn put_in_place(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let hours = package(step, people.key(person));
        if self.hours.free() >= u32::from(hours) {
            let demand = Demand { class: 0, order: 0, units: u32::from(hours) };
            let _held = self.hours.request(step.now, demand, people.key(person), person);
            self.accounts.insert(person, Account::new(step.now, hours, SimTime::NEVER));
            self.deliver(step, people, person);
        }
    }

    /// Asks for a package that the council agrees to. Returns whether care is there already.
    pub fn ask(&mut self, step: &mut Step, people: &mut People, person: PersonId) -> bool {
        self.ask_for(step, people, person, 0.0)
    }

    /// Asks for a package, by somebody who may agree to one of up to so many hours a week. Returns whether care is there
    /// already.
    pub fn ask_for(&mut self, step: &mut Step, people: &mut People, person: PersonId, agrees_to: f64) -> bool {
        let key = people.key(person);
        match people.state(person).package {
            Package::Active(_) | Package::Held(_) => return true,
            Package::Waiting | Package::Starting => return false,
            Package::None | Package::Lapsed => {}
        }
        let state = people.state_mut(person);
        state.package = Package::Waiting;
        state.packages = state.packages.wrapping_add(1);
        let number = u64::from(state.packages);
        step.fact(key, FactKind::HomeCareAsked);
        let hours = package(step, key);
        let demand = Demand { class: 0, order: step.now.ticks(), units: u32::from(hours) };
        let answer = self.hours.request(step.now, demand, key, person);
        let patience = step.parameters().social_care.patience.span();
        let due = step.now + step.context.exponential(Purpose::Patience, key, number, patience);
        let mut account = Account::new(step.now, hours, due);
        account.agreed = f64::from(hours) <= agrees_to;
        match answer {
            Answer::Started => {}
            Answer::InLine(ticket) => account.ticket = Some(ticket),
            Answer::Told(start) => account.told = Some(start),
        }
        self.accounts.insert(person, account);
        if account.waits() {
            step.file(due, Event::Package(person));
            step.file_unless_never(account.told.unwrap_or(SimTime::NEVER), Event::Package(person));
        } else {
            self.schedule_start(step, people, person);
        }
        false
    }

    /// A package's event.
    pub fn turn(&mut self, step: &mut Step, people: &mut People, person: PersonId) -> Turn {
        let Some(account) = self.accounts.get(&person) else { return Turn::Stale };
        if account.held_until == step.now {
            self.stop(step, people, person);
            people.state_mut(person).package = Package::Lapsed;
            return Turn::Lapsed;
        }
        if account.told == Some(step.now) {
            self.hours.take(step.now, account.hours.into());
            self.schedule_start(step, people, person);
            return Turn::Reserved;
        }
        if account.due != step.now {
            return Turn::Stale;
        }
        match people.state(person).package {
            Package::Starting => {
                self.begin(step, people, person);
                Turn::Settled
            }
            Package::Waiting => {
                self.stop(step, people, person);
                people.state_mut(person).in_hand.remove(NeedDomain::SocialAndCare as usize);
                Turn::Settled
            }
            Package::Active(_) | Package::Held(_) => {
                self.stop(step, people, person);
                Turn::Ended
            }
            Package::None | Package::Lapsed => Turn::Stale,
        }
    }

    /// Somebody with a package has come into a bed: nobody visits, and the hours are held for a while.
    pub fn hold(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let Package::Active(hours) = people.state(person).package else { return };
        let Some(account) = self.accounts.get_mut(&person) else { return };
        account.held_until = step.now + step.parameters().social_care.held_in_hospital.span();
        step.file(account.held_until, Event::Package(person));
        people.state_mut(person).package = Package::Held(hours);
        self.give(step, people.key(person), hours, 0);
    }

    /// Somebody is home again: visits go on, if their hours are still held.
    pub fn resume(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let Package::Held(hours) = people.state(person).package else { return };
        let Some(account) = self.accounts.get_mut(&person) else { return };
        account.held_until = SimTime::NEVER;
        people.state_mut(person).package = Package::Active(hours);
        self.give(step, people.key(person), 0, hours);
    }

    /// Ends whatever a person has or waits for, and lets others start.
    pub fn stop(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let package = std::mem::replace(&mut people.state_mut(person).package, Package::None);
        step.look_again(person, Rescan::NONE);
        let Some(account) = self.accounts.remove(&person) else { return };
        if let Package::Active(hours) = package {
            self.give(step, people.key(person), hours, 0);
        }
        match account.ticket {
            Some(ticket) => self.hours.renege(step.now, ticket),
            None if account.waits() => {}
            None => self.hours.release(step.now, u32::from(account.hours)),
        }
        self.start_waiting(step, people);
    }

    /// The line for hours, to be recorded.
    pub fn shared(&mut self) -> &mut Shared<PersonId> {
        &mut self.hours
    }

    /// Has the line answered from a recording, and tells those who wait when there will be hours.
    pub fn answer_from(&mut self, step: &mut Step, people: &People, tape: &Arc<Tape>) {
        let told = self.hours.answer_from(Arc::clone(tape), step.now, |person| people.key(person));
        for (person, start) in told {
            if let Some(account) = self.accounts.get_mut(&person) {
                (account.ticket, account.told) = (None, Some(start));
                step.file_unless_never(start, Event::Package(person));
            }
        }
    }

    /// Hours are reserved: care begins after the time it takes to find and start it.
    fn schedule_start(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        people.state_mut(person).package = Package::Starting;
        let social = &step.parameters().social_care;
        let occasion = mix(STARTS, people.state(person).packages.into());
        let key = people.key(person);
        let length = step.context.exponential(Purpose::PackageHours, key, occasion, social.start_delay.span());
        let agreed = self.accounts.get(&person).is_some_and(|account| account.agreed);
        let undecided = if agreed { 1.0 - social.council_decides.get() } else { 1.0 };
        let length = Span::seconds((length.ticks() as f64 * undecided) as u64);
        self.set_due(step, person, length);
    }

    fn begin(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let Some(asked) = self.accounts.get(&person).map(|account| account.asked) else { return };
        step.fact(people.key(person), FactKind::HomeCareBegan { waited: step.now.since(asked) });
        self.deliver(step, people, person);
        meet(step, people, person, NeedDomain::SocialAndCare as usize);
    }

    fn deliver(&mut self, step: &mut Step, people: &mut People, person: PersonId) {
        let Some(hours) = self.accounts.get(&person).map(|account| account.hours) else { return };
        self.give(step, people.key(person), 0, hours);
        people.state_mut(person).package = Package::Active(hours);
        step.look_again(person, Rescan::NONE);
        let mean = step.parameters().social_care.package_lasts.span();
        let number = u64::from(people.state(person).packages);
        let length = step.context.exponential(Purpose::PlacementLength, people.key(person), number, mean);
        self.set_due(step, person, length);
    }

    /// Somebody who was given so many hours a week is given so many from now on.
    fn give(&mut self, step: &mut Step, key: u64, before: u8, now: u8) {
        self.delivered = self.delivered + u32::from(now) - u32::from(before);
        step.fact(key, FactKind::HomeCareHours(now));
    }

    fn set_due(&mut self, step: &mut Step, person: PersonId, length: Span) {
        if let Some(account) = self.accounts.get_mut(&person) {
            account.ticket = None;
            account.told = None;
            account.due = step.now + length;
            step.file(account.due, Event::Package(person));
        }
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
    let z = standard_normal_quantile(step.luck().uniform(Purpose::PackageHours, key, 0));
    (median * libm::exp(sigma * z)).round().clamp(1.0, LONGEST) as u8
}
