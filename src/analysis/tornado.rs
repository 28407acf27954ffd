//! One parameter at a time from the lower to the upper end of its range, and what a difference makes of it.

use crate::analysis::contrast::Contrast;
use crate::analysis::estimate::Estimate;
use crate::analysis::outcome::Outcome;
use crate::analysis::standing;
use crate::analysis::trials::{Pair, Scope, Trials};
use std::collections::BTreeMap;

/// What a sweep that changes one thing at a time has done to one difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The outcome.
    pub outcome: Outcome,
    /// The design that moves it most where nothing is changed.
    pub arm: usize,
    /// Its difference from the baseline there.
    pub usual: f64,
    /// What was changed, the widest first.
    pub swings: Vec<Swing>,
}

/// One thing that was changed, and the difference at each of its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// Its path in the scenario.
    pub path: String,
    /// Value, the difference there, and how far that lies from the usual one with its simulation error.
    pub ends: Vec<(String, f64, Estimate)>,
}

impl Swing {
    /// The key of the parameter in the register, or the path if it is none.
    pub fn key(&self) -> &str {
        self.path.strip_prefix("parameters.").unwrap_or(&self.path)
    }

    /// From the least to the greatest difference, the usual one among them.
    pub fn width(&self, usual: f64) -> f64 {
        let all = || self.ends.iter().map(|end| end.1).chain([usual]);
        all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min)
    }

    /// Whether any end differs from the usual beyond simulation error.
    pub fn is_clear(&self) -> bool {
        self.ends.iter().any(|(_, _, shift)| shift.simulation.is_some_and(|interval| !interval.contains(0.0)))
    }
}

/// The tornado of the first outcome of the question; `None` unless the points change one thing at a time.
pub fn of(trials: &Trials) -> Option<Tornado> {
    let points = &trials.results.study.points;
    let one_at_a_time = points.len() > 1 && points[0].is_empty() && points[1..].iter().all(|point| point.len() == 1);
    let outcome = Outcome::asked(trials.results).into_iter().next().filter(|_| one_at_a_time)?;
    let scope = |point: usize| Scope { point, place: None };
    let compared = standing::compared(trials, scope(0), &outcome, trials.baseline());
    let size = |contrast: &Contrast| contrast.difference.mean.abs();
    let (arm, usual) = compared.into_iter().max_by(|(_, one), (_, other)| size(one).total_cmp(&size(other)))?;
    let pair = Pair { arm, against: trials.baseline() };
    let before = differences(trials, pair, scope(0), &outcome);
    let mut swings: Vec<Swing> = Vec::new();
    for (number, point) in points.iter().enumerate().skip(1) {
        let Ok(here) = Contrast::of(trials, pair, scope(number), &outcome) else { continue };
        let there = differences(trials, pair, scope(number), &outcome);
        let shifts: Vec<f64> = there.iter().filter_map(|(trial, value)| Some(value - before.get(trial)?)).collect();
        let Some(shift) = Estimate::of(&shifts) else { continue };
        let (path, value) = &point[0];
        let end = (value.clone(), here.difference.mean, shift);
        match swings.iter_mut().find(|swing| swing.path == *path) {
            Some(swing) => swing.ends.push(end),
            None => swings.push(Swing { path: path.clone(), ends: vec![end] }),
        }
    }
    let usual = usual.difference.mean;
    swings.sort_by(|one, other| other.width(usual).total_cmp(&one.width(usual)));
    Some(Tornado { outcome, arm, usual, swings })
}

/// The difference in every trial that has one, by draw and replication.
fn differences(trials: &Trials, pair: Pair, scope: Scope, outcome: &Outcome) -> BTreeMap<(u32, u32), f64> {
    let value = |arm: f64, against: f64| Some(arm - against).filter(|difference| difference.is_finite());
    let pairs = trials.pairs(pair, scope).into_iter();
    pairs
        .filter_map(|(arm, against)| {
            Some(((arm.draw, arm.replication), value(outcome.value(arm), outcome.value(against))?))
        })
        .collect()
}
