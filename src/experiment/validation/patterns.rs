//! What happens to people who are picked and not helped: next year's admissions, and what an evaluation of a team that does
//! nothing finds. And what designs do in their first year when effects are drawn.

use crate::experiment::guard;
use crate::experiment::plan::{Plan, PlanError};
use crate::experiment::run::run;
use crate::experiment::threads::{Threads, side_by_side};
use crate::experiment::unit::Halt;
use crate::experiment::validation::follow::{Followed, Look, index_date};
use crate::experiment::validation::{MeasureError, Replication, teams};
use crate::experiment::watch::Watch;
use crate::model::place::Place;
use crate::outcomes::cohort::chart::Mark;
use crate::outcomes::cohort::matching::{Compared, taken_on};
use crate::scenario::Scenario;
use crate::time::Span;
use std::collections::BTreeMap;

/// A year before and after, days.
const YEAR: u64 = 365;
/// Admissions of a year for which people are picked.
const PICKED_FROM: usize = 2;
/// What is looked at in pattern 3.
const ADMISSIONS: &str = "unplanned_admissions_per_1000";

/// Somebody who was picked: admissions in the year before and after, and years lived in the latter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picked {
    /// Emergency admissions in the year before.
    pub before: f64,
    /// Emergency admissions in the year after.
    pub after: f64,
    /// Years lived in the year after, until death or moving away.
    pub lived: f64,
}

/// What one replication shows of people who are picked and not helped.
#[derive(Clone, Debug)]
pub struct Unhelped {
    /// Everybody with two or more admissions in the year before the index date, under usual care.
    pub picked: Vec<Picked>,
    /// Admissions in the follow-up of those who are picked from records, with the sham team and without it: the truth.
    pub with_and_without: (f64, f64),
    /// Admissions in the year after entry of each person whom the sham team takes from records.
    pub yearly: Vec<f64>,
    /// What matched controls say of each sham team, by arm.
    pub matched: BTreeMap<String, Compared>,
}

/// Follows people who are picked and not helped, in every replication of a plan with two places and sham arms.
///
/// # Errors
/// [`MeasureError`].
pub fn unhelped(plan: &Plan, threads: usize, watch: &dyn Watch) -> Result<Vec<Unhelped>, MeasureError> {
    if plan.places.len() != 2 {
        return Err(MeasureError::Scenario);
    }
    let replications: Vec<u32> = (0..plan.study.replications).collect();
    let one = |&replication: &u32| {
        let worlds = Replication { plan, replication, watch };
        guard::catch(|| of_replication(&worlds)).unwrap_or_else(|reason| Err(Halt::Failed(reason)))
    };
    let followed = Threads::start(threads)?.within(|| side_by_side(&replications, one));
    Ok(followed.into_iter().collect::<Result<_, _>>()?)
}

fn of_replication(worlds: &Replication) -> Result<Unhelped, Halt> {
    let baseline = worlds.plan.study.baseline;
    let elsewhere = worlds.followed(&worlds.warmed_up(1)?, baseline, Look::Records)?.1;
    let here = worlds.warmed_up(0)?;
    let (place, untouched) = worlds.followed(&here, baseline, Look::Records)?;
    let mut unhelped = Unhelped {
        picked: picked(&place, &untouched),
        with_and_without: (0.0, 0.0),
        yearly: Vec::new(),
        matched: BTreeMap::new(),
    };
    for (arm, info) in worlds.plan.arms.iter().enumerate().filter(|&(arm, _)| arm != baseline) {
        let (place, followed) = worlds.followed(&here, arm, Look::Records)?;
        let compared = teams::matched(&place, &followed, &elsewhere, Mark::admission);
        unhelped.matched.insert(info.id.clone(), compared);
        let entered = taken_on(teams::records(&followed));
        if unhelped.yearly.is_empty() {
            let horizon = place.context.horizon;
            for &(_, key, at) in entered.iter().filter(|(_, _, at)| *at + Span::days(YEAR) <= horizon) {
                let until = at + Span::days(YEAR);
                let with = followed.charts.count(key, at, until, Mark::admission);
                unhelped.yearly.push(with as f64);
                unhelped.with_and_without.0 += with as f64;
                unhelped.with_and_without.1 += untouched.charts.count(key, at, until, Mark::admission) as f64;
            }
        }
    }
    Ok(unhelped)
}

fn picked(place: &Place, followed: &Followed) -> Vec<Picked> {
    let (index, year) = (index_date(place), Span::days(YEAR));
    let charts = &followed.charts;
    let before = |key| charts.count(key, index - year, index, Mark::admission);
    let people = followed.people_at(index).keys().map(|&key| (key, before(key)));
    let chosen = people.filter(|(_, before)| *before >= PICKED_FROM);
    let after = chosen.map(|(key, before)| {
        let (end, _) = charts.follow(key, index, index + year);
        let after = charts.count(key, index, end, Mark::admission);
        Picked { before: before as f64, after: after as f64, lived: end.since(index).years() }
    });
    after.collect()
}

/// The effect of a design on admissions of everybody aged 65 and over in its first year: with the team over without.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstYear {
    /// The arm.
    pub arm: String,
    /// The draw.
    pub draw: usize,
    /// Admissions with it over those of usual care.
    pub ratio: f64,
}

/// Why a draw could not be run.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// It makes no scenario.
    #[error("{0}")]
    Plan(#[from] PlanError),
    /// It could not be run.
    #[error("{0}")]
    Run(#[from] crate::experiment::run::RunError),
    /// A world failed, or somebody wished it to stop.
    #[error("a draw did not come to its end")]
    Unfinished,
}

/// Runs every arm of a scenario under each draw of parameters.
///
/// # Errors
/// [`DrawError`].
pub fn first_years(
    scenario: &Scenario,
    draws: &[BTreeMap<String, toml::Value>],
    threads: usize,
    watch: &dyn Watch,
) -> Result<Vec<FirstYear>, DrawError> {
    let mut effects = Vec::new();
    for (draw, overrides) in draws.iter().enumerate() {
        let mut drawn = scenario.clone();
        drawn.overrides.extend(overrides.clone());
        // Each draw is another place in time as well: its luck is its own.
        drawn.seed = scenario.seed + draw as u64;
        let plan = Plan::of(&drawn)?;
        let finished = run(&plan, threads, watch, &mut |_| Ok(()))?;
        let results = finished.results;
        let metric = results.metrics.iter().position(|metric| metric.key == ADMISSIONS);
        let admissions = |arm: usize| {
            let row = results.rows.iter().find(|row| row.arm == arm && row.place.is_none());
            Some(row?.values[metric?])
        };
        let usual = admissions(plan.study.baseline).ok_or(DrawError::Unfinished)?;
        for (arm, info) in plan.arms.iter().enumerate().filter(|&(arm, _)| arm != plan.study.baseline) {
            let ratio = admissions(arm).ok_or(DrawError::Unfinished)? / usual;
            effects.push(FirstYear { arm: info.id.clone(), draw, ratio });
        }
    }
    Ok(effects)
}
