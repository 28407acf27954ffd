//! Matched controls, as published evaluations draw them: one untouched person of another place for each person who was
//! taken on, alike in what records hold. Hidden severity, spells and unmet needs are in no record and are not used.

use crate::outcomes::cohort::chart::{Charts, Mark};
use crate::outcomes::cohort::portrait::{Portrait, Portraits};
use crate::time::{SimTime, Span};
use std::collections::{BTreeMap, BTreeSet};

/// How far back hospital records are read, days.
const YEAR: u64 = 365;
/// How recent an admission is that counts as one of late, days.
const LATELY: u64 = 60;
/// From so many on, admissions and attendances of a year count as many.
const MANY: usize = 3;
/// Width of the ages that count as alike, years.
const AGES: u32 = 5;

/// A place as an evaluator sees it: who lived there on the first of each month, and their hospital records.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// The first of each month with everybody who lived there, in order.
    pub months: &'a [(SimTime, Portraits)],
    /// Records of hospital use, from a year before the first month on.
    pub charts: &'a Charts,
}

/// What is known of somebody on the day on which they enter the study.
type Likeness = [u32; 8];

/// How much of the likeness has to agree, from all of it to least: attendances are dropped first, then conditions, then age.
const LEVELS: [usize; 4] = [8, 7, 6, 5];

fn likeness(person: &Portrait, charts: &Charts, key: u64, at: SimTime) -> Likeness {
    let before = |days: u64| at - Span::days(days.min(at.day()));
    let count = |days: u64, is: fn(Mark) -> bool| charts.count(key, before(days), at, is);
    let several = |number: usize| number.min(MANY) as u32;
    let conditions = match person.conditions {
        few @ (0 | 1) => few,
        2 | 3 => 2,
        _ => 3,
    };
    [
        person.sex as u32,
        person.coded as u32,
        person.care_home.into(),
        several(count(YEAR, Mark::admission)),
        u32::from(count(LATELY, Mark::admission) > 0),
        person.age / AGES,
        conditions,
        several(count(YEAR, |mark| mark == Mark::Attended)),
    ]
}

/// What the treated and their controls had in the time for which both groups were followed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Compared {
    /// Events of the treated.
    pub treated: f64,
    /// Events of the controls.
    pub controls: f64,
    /// Years lived by the treated.
    pub treated_years: f64,
    /// Years lived by the controls.
    pub control_years: f64,
    /// Pairs.
    pub pairs: u32,
    /// People taken on who had no match and were left out.
    pub unmatched: u32,
}

impl Compared {
    /// Rate of the treated over that of the controls; `NaN` where the controls had nothing.
    pub fn ratio(&self) -> f64 {
        (self.treated / self.treated_years) / (self.controls / self.control_years)
    }

    /// Rate of the treated less that of the controls, per year.
    pub fn difference(&self) -> f64 {
        self.treated / self.treated_years - self.controls / self.control_years
    }
}

/// Whom a team takes on for the first time in each of the months of the records, with the moment.
pub fn taken_on(records: Records) -> Vec<(usize, u64, SimTime)> {
    let Some((first, _)) = records.months.first() else { return Vec::new() };
    let mut found = Vec::new();
    for (key, entries) in records.charts.all() {
        let Some(at) = entries.iter().find(|entry| entry.mark == Mark::Accepted).map(|entry| entry.at) else {
            continue;
        };
        let month = records.months.partition_point(|(month, _)| *month <= at);
        if at >= *first && records.months[month - 1].1.contains_key(&key) {
            found.push((month - 1, key, at));
        }
    }
    found.sort_unstable_by_key(|&(month, key, _)| (month, key));
    found
}

/// Holds each of these people (month, key, moment of entry) against one of elsewhere who is alike on the first of the
/// same month, and follows both for `length`, at the latest until `end`. Nobody is a control twice.
pub fn compare(
    treated: &[(usize, u64, SimTime)],
    here: Records,
    elsewhere: Records,
    (length, end): (Span, SimTime),
    is: impl Fn(Mark) -> bool,
) -> Compared {
    let mut compared = Compared::default();
    let mut used = BTreeSet::new();
    for (month, (first, pool)) in elsewhere.months.iter().enumerate() {
        let entering: Vec<_> = treated.iter().filter(|(entered, ..)| *entered == month).collect();
        if entering.is_empty() {
            continue;
        }
        let mut lines = lines(pool, elsewhere.charts, *first);
        for &&(_, key, at) in &entering {
            let alike = likeness(&here.months[month].1[&key], here.charts, key, at);
            let Some(control) = pick(&mut lines, &alike, &mut used) else {
                compared.unmatched += 1;
                continue;
            };
            let (events, years) = followed(here.charts, key, at, (at + length).min(end), &is);
            compared.treated += events;
            compared.treated_years += years;
            let (events, years) = followed(elsewhere.charts, control, *first, (*first + length).min(end), &is);
            compared.controls += events;
            compared.control_years += years;
            compared.pairs += 1;
        }
    }
    compared
}

/// Possible controls by the part of their likeness that has to agree; keys are random, and so is their order.
type Lines = [BTreeMap<Vec<u32>, Vec<u64>>; LEVELS.len()];

fn lines(pool: &Portraits, charts: &Charts, at: SimTime) -> Lines {
    let mut lines = Lines::default();
    for (&key, person) in pool {
        let alike = likeness(person, charts, key, at);
        for (line, level) in lines.iter_mut().zip(LEVELS) {
            line.entry(alike[..level].to_vec()).or_default().push(key);
        }
    }
    lines
}

fn pick(lines: &mut Lines, alike: &Likeness, used: &mut BTreeSet<u64>) -> Option<u64> {
    lines.iter_mut().zip(LEVELS).find_map(|(line, level)| {
        let candidates = line.get_mut(&alike[..level])?;
        while let Some(candidate) = candidates.pop() {
            if used.insert(candidate) {
                return Some(candidate);
            }
        }
        None
    })
}

fn followed(charts: &Charts, key: u64, from: SimTime, until: SimTime, is: impl Fn(Mark) -> bool) -> (f64, f64) {
    let (end, _) = charts.follow(key, from, until);
    (charts.count(key, from, end, is) as f64, end.since(from).years())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fact::{DeathPlace, Fact, FactKind};
    use crate::model::people::traits::{Frailty, Sex, Trigger};

    fn day(day: u64) -> SimTime {
        SimTime::START + Span::days(day)
    }

    fn person(age: u32, conditions: u32) -> Portrait {
        Portrait {
            age,
            born: -(age as i32) * 365,
            sex: Sex::Female,
            frailty: Frailty::Mild,
            coded: Frailty::Mild,
            conditions,
            dementia: false,
            heart_failure: false,
            care_home: false,
            home_care: false,
            needs_help: false,
        }
    }

    fn charts(facts: &[(u64, u64, FactKind)]) -> Charts {
        let mut charts = Charts::default();
        let facts: Vec<Fact> =
            facts.iter().map(|(at, key, kind)| Fact { at: day(*at), key: *key, kind: kind.clone() }).collect();
        charts.see(&facts);
        charts
    }

    fn admitted(root: u64) -> FactKind {
        FactKind::Admitted { root, ordinal: 0, trigger: Trigger::Illness }
    }

    #[test]
    fn the_one_who_is_alike_is_picked_and_used_once_and_both_are_followed_from_entry() {
        let months = [(day(400), Portraits::from([(1, person(80, 2)), (2, person(81, 3)), (3, person(66, 0))]))];
        let here = charts(&[
            (390, 1, admitted(1)),
            (390, 2, admitted(2)),
            (405, 1, FactKind::Accepted),
            (406, 2, FactKind::Accepted),
            (407, 3, FactKind::Accepted),
            (420, 1, admitted(3)),
        ]);
        // Elsewhere, 11 is alike but for its conditions, 12 is a man, 13 dies after a hundred days.
        let man = Portrait { sex: Sex::Male, ..person(80, 2) };
        let pool = Portraits::from([(11, person(82, 5)), (12, man), (13, person(83, 2))]);
        let elsewhere_charts =
            charts(&[(350, 11, admitted(4)), (350, 13, admitted(5)), (500, 13, FactKind::Died(DeathPlace::Home))]);
        let there = [(day(400), pool)];
        let here = Records { months: &months, charts: &here };
        let elsewhere = Records { months: &there, charts: &elsewhere_charts };
        let treated = taken_on(here);
        assert_eq!(treated, [(0, 1, day(405)), (0, 2, day(406)), (0, 3, day(407))]);
        let compared = compare(&treated, here, elsewhere, (Span::days(365), day(2000)), Mark::admission);
        assert_eq!((compared.pairs, compared.unmatched), (2, 1), "12 is not like anybody who was taken on");
        assert_eq!((compared.treated, compared.controls), (1.0, 0.0));
        assert!((compared.control_years - (365.0 + 100.0) / 365.25).abs() < 1e-3, "{compared:?}");
    }
}
