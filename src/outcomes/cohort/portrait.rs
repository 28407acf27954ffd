//! Portraits: what each person is at a date, as far as a register would have it, and a little that only a study knows.

use crate::model::design::NeedDomain;
use crate::model::people::Package;
use crate::model::people::State;
use crate::model::people::traits::{Condition, Frailty, Residence, Sex};
use crate::time::{DAY, SimTime};
use std::collections::BTreeMap;

/// A person at a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Portrait {
    /// Age in whole years.
    pub age: u32,
    /// Day of birth, days since the start of the run (negative).
    pub born: i32,
    /// Sex.
    pub sex: Sex,
    /// Frailty band by the index.
    pub frailty: Frailty,
    /// Frailty band that a practice has coded.
    pub coded: Frailty,
    /// Number of long-term conditions.
    pub conditions: u32,
    /// Lives with dementia.
    pub dementia: bool,
    /// Lives with heart failure.
    pub heart_failure: bool,
    /// Lives in a care home.
    pub care_home: bool,
    /// Has a package of home care.
    pub home_care: bool,
    /// Needs help with mobility or daily life that nobody gives.
    pub needs_help: bool,
}

/// Domains of need in which help with mobility or daily life is wanted.
const HELP: [NeedDomain; 2] = [NeedDomain::Function, NeedDomain::SocialAndCare];

impl Portrait {
    /// Of a state at a moment.
    pub fn of(state: &State, at: SimTime) -> Self {
        Self {
            age: state.age(at) as u32,
            born: state.born,
            sex: state.sex,
            frailty: state.frailty,
            coded: state.recorded_frailty,
            conditions: state.conditions.count(),
            dementia: state.conditions.has(Condition::Dementia),
            heart_failure: state.conditions.has(Condition::HeartFailure),
            care_home: state.residence == Residence::CareHome,
            home_care: matches!(state.package, Package::Active(_) | Package::Held(_)),
            needs_help: HELP.iter().any(|&domain| state.needs.has(domain as usize)),
        }
    }

    /// Age in years with their parts at a moment.
    pub fn exact_age(&self, at: SimTime) -> f64 {
        const DAYS_A_YEAR: f64 = 365.25;
        (at.ticks() as f64 / DAY as f64 - f64::from(self.born)) / DAYS_A_YEAR
    }
}

/// Everybody who lives in a place at a date, by luck key.
pub type Portraits = BTreeMap<u64, Portrait>;

/// The portraits of these people at a moment.
pub fn portraits<'a>(people: impl Iterator<Item = (u64, &'a State)>, at: SimTime) -> Portraits {
    people.map(|(key, state)| (key, Portrait::of(state, at))).collect()
}
