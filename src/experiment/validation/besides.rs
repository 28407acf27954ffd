//! What a year of usual care shows besides the rows of the validation: the same things measured in another way, which tells
//! whether a miss comes from how a row is measured. Nothing is held against these figures; comments on misses quote them.

use crate::experiment::validation::Values;
use crate::experiment::validation::usual::{ANY_AGE, DECEMBER_DAYS, TRIAL_AGE, Year};
use crate::model::people::traits::Frailty;
use crate::outcomes::cohort::rates;
use crate::outcomes::cohort::survival::{Awaited, Followed, STUDIED, by_frailty};
use crate::outcomes::strata::{Counts, Stratum, rate_ratio};
use crate::time::Span;
use std::ops::RangeInclusive;

/// Everybody from the youngest age of the cohort on.
const ALL_AGES: RangeInclusive<u32> = 65..=u32::MAX;
const HALF_A_YEAR: u64 = 183;

impl Year<'_> {
    /// Adds them; no row of the validation has such a name.
    pub(super) fn besides(&self, values: &mut Values) {
        self.frailty_otherwise(values);
        self.falls_a_year(values);
        self.leavers(values);
        let (posts, leaving) = self.staff[0].nhs_put_in();
        values.insert("also_nhs_posts".into(), posts);
        values.insert("also_nhs_leaving_put_in".into(), leaving);
    }

    /// Ratios of severe frailty over none: in half the time, at all ages, with every admission and not the first alone, and
    /// by the frailty of each month, which is nearer to that of the moment, by which a fit counts; and by the estimator of a
    /// fit itself, of everybody's months within age and sex.
    fn frailty_otherwise(&self, values: &mut Values) {
        let (from, until) = self.window();
        let charts = &self.followed.charts;
        let people = self.followed.people_at(from);
        let year = [Followed { people, from, until }];
        let half = [Followed { people, from, until: from + Span::days(HALF_A_YEAR) }];
        let months = &self.followed.months;
        let ends = months.iter().skip(1).map(|(next, _)| *next).chain([until]);
        let monthly: Vec<Followed> =
            months.iter().zip(ends).map(|((from, people), until)| Followed { people, from: *from, until }).collect();
        for (name, ages, followed, awaited) in [
            ("also_mort_severe_half_year", STUDIED, &half[..], Awaited::Death),
            ("also_mort_severe_all_ages", ALL_AGES, &year, Awaited::Death),
            ("also_mort_severe_monthly", STUDIED, &monthly, Awaited::Death),
            ("also_hosp_severe_half_year", STUDIED, &half, Awaited::Admission),
            ("also_hosp_severe_every_admission", STUDIED, &year, Awaited::EveryAdmission),
            ("also_hosp_severe_monthly", STUDIED, &monthly, Awaited::EveryAdmission),
        ] {
            let ratios = by_frailty(followed, charts, &ages, awaited);
            values.insert(name.into(), ratios.map_or(f64::NAN, |[_, _, severe]| severe));
        }
        let as_fitted = |events: fn(&Counts) -> u64| {
            let of = |frailty| move |stratum: &Stratum| stratum.frailty == frailty;
            rate_ratio(&self.followed.strata, events, of(Frailty::Severe), of(Frailty::Fit))
        };
        values.insert("also_mort_severe_as_fitted".into(), as_fitted(|counts| counts.deaths));
        values.insert("also_hosp_severe_as_fitted".into(), as_fitted(|counts| counts.admissions));
    }

    /// Falls a year of a person at home, and in the group that is as old as people in trials.
    fn falls_a_year(&self, values: &mut Values) {
        let (from, until) = self.window();
        let (people, charts) = (self.followed.people_at(from), &self.followed.charts);
        let trial = rates::youngest_with_mean_age(people, TRIAL_AGE);
        for (name, youngest) in [("also_falls_a_year_65", ANY_AGE), ("also_falls_a_year_trial", trial)] {
            values.insert(name.into(), rates::falls(people, charts, from, until, youngest));
        }
    }

    /// Delay of those alone who can have any, and how many people leave a bed on a day of December in all of England.
    fn leavers(&self, values: &mut Values) {
        let (days, left) = self.followed.delay_in_december;
        let left = f64::from(left);
        values.insert("also_delay_days_65".into(), days / left);
        let others = self.others_leaving() / 365.0;
        values.insert("also_leavers_a_day_65".into(), left / DECEMBER_DAYS * self.to_england());
        values.insert("also_leavers_a_day".into(), (left / DECEMBER_DAYS + others) * self.to_england());
    }
}
