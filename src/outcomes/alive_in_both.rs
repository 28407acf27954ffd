//! Use of care by those whom death takes out of neither world: a design that raises deaths does not lower what is used by it.
//!
//! Counted over people who lived in the place at time zero and still do at the horizon in both worlds, so that each has the
//! same days in which to use anything.

use crate::outcomes::chronicle::Chronicle;
use crate::outcomes::figures::{DAYS_A_YEAR, ratio};
use crate::outcomes::roster::Roster;
use crate::outcomes::used::{Use, Used};
use crate::time::{DAY, SimTime, Span};

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
    /// Of two worlds that share their beginning, each with what the residents of the roster used in it. `length` is the time
    /// from time zero to the horizon.
    pub fn of([baseline, arm]: [(&Chronicle, &Used); 2], roster: &Roster, horizon: SimTime, length: Span) -> Self {
        let mut there = vec![true; roster.residents().len()];
        for (world, _) in [baseline, arm] {
            world.gone_before(horizon).filter_map(|person| roster.find(person)).for_each(|gone| there[gone] = false);
        }
        let all = |used: &Used| {
            let counted = used.iter().zip(&there).filter(|(_, there)| **there);
            counted.fold(Use::default(), |mut sum, (of_person, _)| {
                sum.add(of_person);
                sum
            })
        };
        let people = there.iter().filter(|there| **there).count() as u64;
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
