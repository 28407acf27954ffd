//! Use of care by those whom death takes out of neither world: a design that raises deaths does not lower what is used by it.
//!
//! Counted over people who lived in the place at time zero and still do at the horizon in both worlds, so that each has the
//! same days in which to use anything.

use crate::outcomes::chronicle::Chronicle;
use crate::outcomes::figures::{DAYS_A_YEAR, ratio};
use crate::outcomes::used::{Use, Used};
use crate::time::{DAY, SimTime, Span};
use std::collections::BTreeSet;

/// People alive, and in the place, from time zero to the horizon in both worlds, and what they used in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AliveInBoth {
    /// Days that they lived in each world.
    pub person_days: u64,
    /// What they used in the baseline's world.
    pub baseline: Use,
    /// What they used in the arm's world.
    pub arm: Use,
}

impl AliveInBoth {
    /// Of two worlds that share their beginning, each with what people used in it. `residents` lived in the place at time
    /// zero, as `lived_here` says of each (luck key); `length` is the time from there to the horizon.
    pub fn of(
        [baseline, arm]: [(&Chronicle, &Used); 2],
        residents: usize,
        lived_here: impl Fn(u64) -> bool,
        horizon: SimTime,
        length: Span,
    ) -> Self {
        let gone: BTreeSet<u64> = [baseline, arm]
            .iter()
            .flat_map(|(world, _)| world.gone_before(horizon))
            .filter(|&person| lived_here(person))
            .collect();
        let all = |used: &Used| {
            let counted = used.iter().filter(|&(&person, _)| lived_here(person) && !gone.contains(&person));
            counted.fold(Use::default(), |mut sum, (_, of_person)| {
                sum.add(of_person);
                sum
            })
        };
        let people = (residents - gone.len()) as u64;
        Self { person_days: people * (length.ticks() / DAY), baseline: all(baseline.1), arm: all(arm.1) }
    }

    /// Adds those of another place.
    pub fn add(&mut self, other: &Self) {
        self.person_days += other.person_days;
        self.baseline.add(&other.baseline);
        self.arm.add(&other.arm);
    }

    /// What they used in the arm's world less what they used in the baseline's, a year for each of them, as `of` counts it; NaN
    /// where there are none.
    pub fn beyond_the_baseline(&self, of: impl Fn(&Use) -> f64) -> f64 {
        ratio(of(&self.arm) - of(&self.baseline), self.person_days as f64 / DAYS_A_YEAR)
    }
}
