//! What each person used of crisis and hospital care, home care and community staff between time zero and the horizon, read
//! off facts.
//!
//! Kept person by person so that two worlds can be held against one another over the same people. Days are counted by
//! midnights, as the census does; a stay that began before time zero is common to all worlds and left out.

use crate::model::fact::{Fact, FactKind};
use crate::outcomes::window::Window;
use crate::time::{MINUTE, SimTime};
use std::collections::BTreeMap;

/// What was used, by one person or by many together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Emergency admissions.
    pub admissions: u64,
    /// Attendances at the emergency department.
    pub attendances: u64,
    /// Visits of ambulance crews that conveyed.
    pub conveyed: u64,
    /// Visits of ambulance crews that did not.
    pub not_conveyed: u64,
    /// Consultations in general practice in a crisis.
    pub consultations: u64,
    /// Midnights in an acute bed or in emergency care.
    pub hospital_days: u64,
    /// Hours a week of home care, added up over midnights.
    pub home_care: u64,
    /// Time of staff of community services and teams in contacts, seconds.
    pub contact_seconds: u64,
}

impl Use {
    /// Adds what others used.
    pub fn add(&mut self, other: &Self) {
        self.admissions += other.admissions;
        self.attendances += other.attendances;
        self.conveyed += other.conveyed;
        self.not_conveyed += other.not_conveyed;
        self.consultations += other.consultations;
        self.hospital_days += other.hospital_days;
        self.home_care += other.home_care;
        self.contact_seconds += other.contact_seconds;
    }
}

/// What people used in a world, by luck key.
pub type Used = BTreeMap<u64, Use>;

/// A world while it is written down what people use.
#[derive(Clone, Debug)]
pub struct Uses {
    window: Window,
    used: Used,
    /// Who is in hospital or emergency care, and from which midnight on.
    stays: BTreeMap<u64, u64>,
    /// Who is given home care, how many hours a week, and from which midnight on.
    packages: BTreeMap<u64, (u8, u64)>,
}

impl Uses {
    /// Nothing used yet. `home_care`: who is given how many hours a week at time zero, by luck key.
    pub fn new(window: Window, home_care: impl Iterator<Item = (u64, u8)>) -> Self {
        let from = next_midnight(window.zero());
        let packages = home_care.map(|(person, hours)| (person, (hours, from))).collect();
        Self { window, used: Used::new(), stays: BTreeMap::new(), packages }
    }

    /// Counts the facts that lie within the window.
    pub fn see(&mut self, facts: &[Fact]) {
        for fact in facts {
            if self.window.holds(fact.at) {
                self.count(fact);
            }
        }
    }

    fn count(&mut self, fact: &Fact) {
        match fact.kind {
            FactKind::Admitted { .. } => self.of(fact.key).admissions += 1,
            FactKind::CrewArrived { conveyed: true, .. } => self.of(fact.key).conveyed += 1,
            FactKind::CrewArrived { conveyed: false, .. } => self.of(fact.key).not_conveyed += 1,
            FactKind::Consulted { .. } => self.of(fact.key).consultations += 1,
            FactKind::Attended => {
                self.of(fact.key).attendances += 1;
                self.stays.entry(fact.key).or_insert(next_midnight(fact.at));
            }
            FactKind::ReachedBed { .. } => {
                self.stays.entry(fact.key).or_insert(next_midnight(fact.at));
            }
            FactKind::HomeCareHours(hours) => self.give(fact.key, hours, next_midnight(fact.at)),
            FactKind::Contact { minutes, .. } => self.of(fact.key).contact_seconds += seconds(minutes),
            FactKind::WentBack(_) | FactKind::Died(_) | FactKind::MovedAway => {
                self.leave(fact.key, next_midnight(fact.at));
            }
            _ => {}
        }
    }

    fn of(&mut self, person: u64) -> &mut Use {
        self.used.entry(person).or_default()
    }

    fn leave(&mut self, person: u64, until: u64) {
        if let Some(from) = self.stays.remove(&person) {
            self.of(person).hospital_days += until.saturating_sub(from);
        }
    }

    /// From a midnight on somebody is given so many hours a week.
    fn give(&mut self, person: u64, hours: u8, from: u64) {
        let before =
            if hours > 0 { self.packages.insert(person, (hours, from)) } else { self.packages.remove(&person) };
        if let Some((hours, since)) = before {
            self.of(person).home_care += u64::from(hours) * from.saturating_sub(since);
        }
    }

    /// What everybody had used by the horizon.
    pub fn close(mut self) -> Used {
        let zero = self.window.zero();
        let end = zero.day() + self.window.midnights_after(zero) + 1;
        let still_there: Vec<u64> = self.stays.keys().copied().collect();
        still_there.into_iter().for_each(|person| self.leave(person, end));
        let still_given: Vec<u64> = self.packages.keys().copied().collect();
        still_given.into_iter().for_each(|person| self.give(person, 0, end));
        self.used
    }
}

/// Whole seconds, which add up to the same in any order.
fn seconds(minutes: f32) -> u64 {
    (f64::from(minutes) * MINUTE as f64).round() as u64
}

/// The first midnight after a moment, as a day: what happens at midnight happens after the census.
fn next_midnight(at: SimTime) -> u64 {
    at.day() + 1
}
