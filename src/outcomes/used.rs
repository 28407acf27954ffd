//! What each person used of crisis and hospital care, home care and community staff between time zero and the horizon, read
//! off facts.
//!
//! Kept for each resident at time zero, so that two worlds can be held against one another over the same people. Days are
//! counted by midnights, as the census does; a stay that began before time zero is common to all worlds and left out.

use crate::model::fact::{Fact, FactKind};
use crate::outcomes::roster::Roster;
use crate::outcomes::tally::READMISSION;
use crate::outcomes::window::Window;
use crate::time::{MINUTE, SimTime};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// Visits of urgent community response.
    pub urgent: u64,
    /// Calls answered by paramedic practitioners.
    pub practitioners: u64,
    /// Stays in hospital at home.
    pub hospital_at_home: u64,
    /// Emergency admissions within 30 days of leaving a bed.
    pub readmissions: u64,
    /// Midnights in an acute bed or in emergency care.
    pub hospital_days: u64,
    /// Time in an acute bed after being fit to leave it, of stays that have ended, seconds.
    pub delayed_seconds: u64,
    /// Midnights in a care home entered for good after time zero.
    pub care_home_days: u64,
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
        self.urgent += other.urgent;
        self.practitioners += other.practitioners;
        self.hospital_at_home += other.hospital_at_home;
        self.readmissions += other.readmissions;
        self.hospital_days += other.hospital_days;
        self.delayed_seconds += other.delayed_seconds;
        self.care_home_days += other.care_home_days;
        self.home_care += other.home_care;
        self.contact_seconds += other.contact_seconds;
    }
}

/// What the residents at time zero used in a world, in the order of the roster.
pub type Used = Vec<Use>;

/// A world while it is written down what people use.
#[derive(Clone, Debug)]
pub struct Uses {
    window: Window,
    roster: Arc<Roster>,
    used: Used,
    /// Who is in hospital or emergency care, and from which midnight on; by place in the roster.
    stays: BTreeMap<usize, u64>,
    /// Who is given home care, how many hours a week, and from which midnight on; by place in the roster.
    packages: BTreeMap<usize, (u8, u64)>,
    /// Who has left an acute bed, and when they last did; by place in the roster.
    left_bed: BTreeMap<usize, SimTime>,
    /// Who has moved into a care home, and from which midnight on; by place in the roster.
    moved_in: BTreeMap<usize, u64>,
}

impl Uses {
    /// Nothing used yet. `home_care`: who is given how many hours a week at time zero, by luck key.
    pub fn new(window: Window, roster: Arc<Roster>, home_care: impl Iterator<Item = (u64, u8)>) -> Self {
        let from = next_midnight(window.zero());
        let given = home_care.filter_map(|(person, hours)| Some((roster.find(person)?, (hours, from))));
        let packages = given.collect();
        let used = vec![Use::default(); roster.residents().len()];
        let (stays, left_bed, moved_in) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { window, roster, used, stays, packages, left_bed, moved_in }
    }

    /// Counts the facts that lie within the window.
    pub fn see(&mut self, facts: &[Fact]) {
        for fact in facts {
            if self.window.holds(fact.at) && says_of_use(&fact.kind) {
                // Whoever came later is in no comparison of those alive in both worlds throughout.
                if let Some(resident) = self.roster.find(fact.key) {
                    self.count(fact, resident);
                }
            }
        }
    }

    fn count(&mut self, fact: &Fact, resident: usize) {
        let from = next_midnight(fact.at);
        let used = &mut self.used[resident];
        match fact.kind {
            FactKind::Admitted { .. } => {
                let left = self.left_bed.get(&resident);
                used.admissions += 1;
                used.readmissions += u64::from(left.is_some_and(|&left| fact.at.since(left) <= READMISSION));
            }
            FactKind::LeftBed { delay, .. } => {
                used.delayed_seconds += delay.ticks();
                self.left_bed.insert(resident, fact.at);
            }
            FactKind::UrgentCame { .. } => used.urgent += 1,
            FactKind::PractitionerCame { .. } => used.practitioners += 1,
            FactKind::HospitalAtHomeBegan => used.hospital_at_home += 1,
            FactKind::EnteredCareHome => {
                self.moved_in.entry(resident).or_insert(from);
            }
            FactKind::CrewArrived { conveyed: true, .. } => used.conveyed += 1,
            FactKind::CrewArrived { conveyed: false, .. } => used.not_conveyed += 1,
            FactKind::Consulted { .. } => used.consultations += 1,
            FactKind::Attended => {
                used.attendances += 1;
                self.stays.entry(resident).or_insert(from);
            }
            FactKind::ReachedBed { .. } => {
                self.stays.entry(resident).or_insert(from);
            }
            FactKind::HomeCareHours(hours) => self.give(resident, hours, from),
            FactKind::Contact { minutes, .. } => used.contact_seconds += seconds(minutes),
            FactKind::WentBack(_) | FactKind::Died(_) | FactKind::MovedAway => self.leave(resident, from),
            _ => {}
        }
    }

    fn leave(&mut self, resident: usize, until: u64) {
        if let Some(from) = self.stays.remove(&resident) {
            self.used[resident].hospital_days += until.saturating_sub(from);
        }
    }

    /// From a midnight on somebody is given so many hours a week.
    fn give(&mut self, resident: usize, hours: u8, from: u64) {
        let before =
            if hours > 0 { self.packages.insert(resident, (hours, from)) } else { self.packages.remove(&resident) };
        if let Some((hours, since)) = before {
            self.used[resident].home_care += u64::from(hours) * from.saturating_sub(since);
        }
    }

    /// What everybody had used by the horizon.
    pub fn close(mut self) -> Used {
        let zero = self.window.zero();
        let end = zero.day() + self.window.midnights_after(zero) + 1;
        let still_there: Vec<usize> = self.stays.keys().copied().collect();
        still_there.into_iter().for_each(|resident| self.leave(resident, end));
        let still_given: Vec<usize> = self.packages.keys().copied().collect();
        still_given.into_iter().for_each(|resident| self.give(resident, 0, end));
        // Nobody leaves a care home but by death, and whoever has died is in no comparison.
        for (&resident, &from) in &self.moved_in {
            self.used[resident].care_home_days = end.saturating_sub(from);
        }
        self.used
    }
}

/// Whether a fact is about use, before it is looked up whose it is.
fn says_of_use(kind: &FactKind) -> bool {
    matches!(
        kind,
        FactKind::Admitted { .. }
            | FactKind::CrewArrived { .. }
            | FactKind::Consulted { .. }
            | FactKind::Attended
            | FactKind::ReachedBed { .. }
            | FactKind::LeftBed { .. }
            | FactKind::UrgentCame { .. }
            | FactKind::PractitionerCame { .. }
            | FactKind::HospitalAtHomeBegan
            | FactKind::EnteredCareHome
            | FactKind::HomeCareHours(_)
            | FactKind::Contact { .. }
            | FactKind::WentBack(_)
            | FactKind::Died(_)
            | FactKind::MovedAway
    )
}

/// Whole seconds, which add up to the same in any order.
fn seconds(minutes: f32) -> u64 {
    (f64::from(minutes) * MINUTE as f64).round() as u64
}

/// The first midnight after a moment, as a day: what happens at midnight happens after the census.
fn next_midnight(at: SimTime) -> u64 {
    at.day() + 1
}
