//! Emergency admissions of those whom death takes out of neither world: a design that raises deaths does not lower these by it.
//!
//! Counted over people who lived in the place at time zero and still do at the horizon in both worlds, so that each has the
//! same days in which to be admitted.

use crate::outcomes::chronicle::Chronicle;
use crate::outcomes::figures::{DAYS_A_YEAR, THOUSAND, ratio};
use crate::time::{DAY, SimTime, Span};
use std::collections::BTreeSet;

/// People alive, and in the place, from time zero to the horizon in both worlds, and their emergency admissions in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AliveInBoth {
    /// Days that they lived in each world.
    pub person_days: u64,
    /// Their admissions in the baseline's world.
    pub baseline: u64,
    /// Their admissions in the arm's world.
    pub arm: u64,
}

impl AliveInBoth {
    /// Of two worlds that share their beginning. `residents` lived in the place at time zero, as `lived_here` says of each
    /// (luck key); `length` is the time from there to the horizon.
    pub fn of(
        [baseline, arm]: [&Chronicle; 2],
        residents: usize,
        lived_here: impl Fn(u64) -> bool,
        horizon: SimTime,
        length: Span,
    ) -> Self {
        let gone: BTreeSet<u64> = [baseline, arm]
            .iter()
            .flat_map(|world| world.gone_before(horizon))
            .filter(|&person| lived_here(person))
            .collect();
        let admissions = |world: &Chronicle| {
            let counts = |person| lived_here(person) && !gone.contains(&person);
            world.spells().iter().filter(|spell| spell.at < horizon && counts(spell.person)).count() as u64
        };
        let people = (residents - gone.len()) as u64;
        Self { person_days: people * (length.ticks() / DAY), baseline: admissions(baseline), arm: admissions(arm) }
    }

    /// Adds those of another place.
    pub fn add(&mut self, other: &Self) {
        self.person_days += other.person_days;
        self.baseline += other.baseline;
        self.arm += other.arm;
    }

    /// Admissions of the arm less those of the baseline, a year for every 1,000 of these people; NaN where there are none.
    pub fn beyond_the_baseline(&self) -> f64 {
        ratio((self.arm as f64 - self.baseline as f64) * THOUSAND, self.person_days as f64 / DAYS_A_YEAR)
    }
}
