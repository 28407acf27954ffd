//! Whether teams differ because of where they are, because of what they are, or by luck.
//!
//! Asked of arms in which several designs work side by side. Knows no drawing and no file.

use crate::analysis::estimate::LEVEL;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::outcomes::staff::teams::{OUTCOMES, TeamOutcome};
use crate::statistics::interval::Interval;
use crate::statistics::variation::{Shares, intervals, shares};
use std::collections::{BTreeMap, BTreeSet};

/// The outcomes of teams that the short answer tells of.
const TOLD: [&str; 3] = ["cohesion", "days_to_plan_median", "actions_done_share"];

/// What is said where no team has figures in every replication, such as before it has its staff.
const NOT_TOLD: &str = "How much of what differs between teams lies between places and how much between teams of the same \
    place cannot be told from runs so few or so short.";

/// Where the variation of one outcome between teams lies.
#[derive(Clone, Debug)]
pub struct Variation {
    /// The outcome.
    pub outcome: &'static TeamOutcome,
    /// Teams in which it exists in every replication.
    pub teams: usize,
    /// The parts that lie between places, between teams of a place, and in luck.
    pub shares: Shares,
    /// How sure each part is, as far as more replications could tell; `None` with fewer than three.
    pub intervals: Option<[Interval; 3]>,
}

/// The arms in which teams of different designs work in the same place.
pub fn arms(trials: &Trials, point: usize) -> Vec<usize> {
    let mixed = |arm: &usize| {
        let rows = trials.rows(*arm, Scope { point, place: None });
        rows.first().is_some_and(|row| {
            let seen: BTreeSet<_> = row.staff.teams.iter().map(|(place, team)| (*place, team.design)).collect();
            let places: BTreeSet<_> = seen.iter().map(|(place, _)| *place).collect();
            seen.len() > places.len()
        })
    };
    (0..trials.results.arms.len()).filter(mixed).collect()
}

/// Where the variation between the teams of an arm lies, outcome by outcome, as far as there are several places.
pub fn of(trials: &Trials, point: usize, arm: usize) -> Vec<Variation> {
    OUTCOMES.iter().enumerate().filter_map(|(which, outcome)| one(trials, point, arm, which, outcome)).collect()
}

fn one(trials: &Trials, point: usize, arm: usize, which: usize, outcome: &'static TeamOutcome) -> Option<Variation> {
    let rows = trials.rows(arm, Scope { point, place: None });
    let mut places: BTreeMap<usize, BTreeMap<u16, Vec<f64>>> = BTreeMap::new();
    for (place, team) in rows.iter().flat_map(|row| &row.staff.teams) {
        if let Some(value) = team.values.get(which).copied().flatten() {
            places.entry(*place).or_default().entry(team.team).or_default().push(value);
        }
    }
    let complete = |teams: BTreeMap<u16, Vec<f64>>| -> Vec<Vec<f64>> {
        teams.into_values().filter(|values| values.len() == rows.len()).collect()
    };
    let places: Vec<_> = places.into_values().map(complete).filter(|teams| !teams.is_empty()).collect();
    Some(Variation {
        outcome,
        teams: places.iter().map(Vec::len).sum(),
        shares: shares(&places)?,
        intervals: intervals(&places, LEVEL),
    })
}

/// The same in a few words, of the first of these outcomes: where what lasts lies, or that it cannot be told; `None` where
/// it is not asked, with one design or one place.
pub fn lead(trials: &Trials, scope: Scope) -> Option<String> {
    let several = scope.place.is_none() && trials.results.places.len() > 1;
    let arm = arms(trials, scope.point).into_iter().next().filter(|_| several)?;
    let all = of(trials, scope.point, arm);
    let Some(one) = TOLD.iter().find_map(|key| all.iter().find(|one| one.outcome.key == *key)) else {
        return Some(NOT_TOLD.to_string());
    };
    let [between, within] = [one.part(0), one.part(1)];
    Some(format!(
        "Of the variation in {}, {between} lies between places, {within} between teams of the same place, and the rest is \
         luck.",
        one.label()
    ))
}

/// What the second paragraph says of it: of the first arm with several designs in a place.
pub fn sentence(trials: &Trials, scope: Scope) -> Option<String> {
    if scope.place.is_some() {
        return None;
    }
    let arm = arms(trials, scope.point).into_iter().next()?;
    let all = of(trials, scope.point, arm);
    let told: Vec<&Variation> = TOLD.iter().filter_map(|key| all.iter().find(|one| one.outcome.key == *key)).collect();
    let within = told.iter().filter(|one| one.shares.within > one.shares.between).count();
    let where_mostly = match told.len() - within {
        0 => "between teams of the same place rather than between places",
        between if between == told.len() => "between places rather than between teams of the same place",
        _ => "partly between teams of the same place and partly between places",
    };
    let parts: Vec<String> = told.iter().map(|one| one.in_words()).collect();
    let (first, others) = parts.split_first()?;
    let others: String = others.iter().map(|part| format!("; in {part}")).collect();
    Some(format!(
        "With {}, {}, what lasts differs {where_mostly}: of the variation in {first}{others}; the rest is luck, which falls \
         otherwise in another such period.",
        words::within_sentence(trials.title(arm)),
        words::counted(told[0].teams, "team"),
    ))
}

impl Variation {
    /// Such as "cohesion 97 % (89 to 100) lies between teams and 0 % (0 to 0) between places".
    fn in_words(&self) -> String {
        let [between, within] = [self.part(0), self.part(1)];
        format!("{} {within} lies between teams and {between} between places", self.label())
    }

    fn label(&self) -> String {
        let label = self.outcome.label.split([':', ',']).next().unwrap_or(self.outcome.label);
        words::within_sentence(label)
    }

    /// One part with its interval, such as "12 % (5 to 20)".
    pub fn part(&self, which: usize) -> String {
        let percent = |share: f64| format!("{:.0}", share * 100.0);
        let interval = self.intervals.map(|intervals| intervals[which]);
        let interval = interval.map(|i| format!(" ({} to {})", percent(i.low), percent(i.high))).unwrap_or_default();
        format!("{} %{interval}", percent(self.shares.all()[which]))
    }
}
