//! Sums over midnights of what leaders and staff see.

use crate::model::fact::views::{INDICATORS, Indicator, OwnPeople, Shown, Views};
use crate::outcomes::figures::ratio;
use crate::time::{DAY, YEAR};

/// Numerators and denominators of what was shown, and what staff saw of their own people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ViewSums {
    now: [[f64; 2]; INDICATORS],
    /// Of nights on which the year before was shown too: what is shown now, and what was then.
    since: [[[f64; 2]; 2]; INDICATORS],
    joined: f64,
    admissions_before: f64,
    list_days: f64,
    admissions: f64,
    found: f64,
    unmet: f64,
}

impl From<Views> for ViewSums {
    fn from(night: Views) -> Self {
        let pair = |shown: Shown| [f64::from(shown.count), f64::from(shown.of)];
        let OwnPeople { joined, admissions_before, list_days, admissions, found, unmet } = night.own;
        let mut sums = Self {
            now: night.dashboard.now.map(pair),
            joined: joined.into(),
            admissions_before: admissions_before.into(),
            list_days: list_days.into(),
            admissions: admissions.into(),
            found: found.into(),
            unmet: unmet.into(),
            ..Self::default()
        };
        for (at, before) in night.dashboard.before.into_iter().enumerate().filter(|(_, before)| before.of > 0.0) {
            sums.since[at] = [sums.now[at], pair(before)];
        }
        sums
    }
}

impl ViewSums {
    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        let pairs = |sums: &Self| sums.now.into_iter().chain(sums.since.into_iter().flatten()).collect::<Vec<_>>();
        let mine = self.now.iter_mut().chain(self.since.iter_mut().flatten());
        for (mine, theirs) in mine.zip(pairs(other)) {
            *mine = [mine[0] + theirs[0], mine[1] + theirs[1]];
        }
        self.joined += other.joined;
        self.admissions_before += other.admissions_before;
        self.list_days += other.list_days;
        self.admissions += other.admissions;
        self.found += other.found;
        self.unmet += other.unmet;
    }

    /// An indicator as it was shown, mean of nights; NaN where nothing was.
    pub fn shown(&self, indicator: Indicator) -> f64 {
        let [count, of] = self.now[indicator as usize];
        ratio(count, of)
    }

    /// How far an indicator was shown to have changed since the year before the design: 0.1 is 10 % more.
    pub fn change(&self, indicator: Indicator) -> f64 {
        let [now, before] = self.since[indicator as usize].map(|[count, of]| ratio(count, of));
        ratio(now, before) - 1.0
    }

    /// How far emergency admissions of people on lists lie from those in the year before they were taken on.
    pub fn own_admissions_change(&self) -> f64 {
        const DAYS_A_YEAR: f64 = YEAR as f64 / DAY as f64;
        ratio(ratio(self.admissions * DAYS_A_YEAR, self.list_days), ratio(self.admissions_before, self.joined)) - 1.0
    }

    /// How far needs found had become fewer at reviews.
    pub fn own_unmet_change(&self) -> f64 {
        ratio(self.unmet, self.found) - 1.0
    }
}
