//! The summary for machines: every outcome of every arm with its intervals and its contrast, nine digits each.

use crate::analysis::answer::Answer;
use crate::analysis::contrast::{Contrast, Verdict};
use crate::analysis::estimate::Estimate;
use crate::analysis::ledger::{LedgerSum, sham_check};
use crate::analysis::outcome::{Outcome, PUBLIC_COST};
use crate::analysis::sources::Shares;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::report::error::{ReportError, write_file};
use crate::report::tables::flat::failed;
use crate::report::tables::lean::lean;
use crate::report::tables::trials::ALL_PLACES;
use crate::statistics::interval::Interval;
use serde::Serialize;
use serde_json::value::RawValue;
use std::path::Path;

/// One outcome of one arm in one scope.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SummaryRow {
    /// Design point.
    pub point: usize,
    /// Arm id.
    pub arm: String,
    /// Place, or all together.
    pub place: String,
    /// Key of the outcome.
    pub metric: String,
    /// Its unit.
    pub unit: String,
    /// Replications that have a figure.
    pub replications: usize,
    /// Mean over them.
    pub mean: Option<f64>,
    /// Standard deviation between replications.
    pub deviation: Option<f64>,
    /// Simulation error, lower end.
    pub simulation_low: Option<f64>,
    /// Simulation error, upper end.
    pub simulation_high: Option<f64>,
    /// Chance, lower end.
    pub chance_low: Option<f64>,
    /// Chance, upper end.
    pub chance_high: Option<f64>,
    /// Arm minus baseline, mean of pairs; empty for the baseline itself.
    pub difference: Option<f64>,
    /// Its simulation error, lower end.
    pub difference_simulation_low: Option<f64>,
    /// Its simulation error, upper end.
    pub difference_simulation_high: Option<f64>,
    /// Its chance interval, lower end.
    pub difference_chance_low: Option<f64>,
    /// Its chance interval, upper end.
    pub difference_chance_high: Option<f64>,
    /// Change of the mean relative to the baseline (0.1 is 10 % more).
    pub relative_change: Option<f64>,
    /// What may be said for one period, or why there is no contrast.
    pub verdict: String,
    /// Of the level, where parameters were drawn: knowledge, lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_low: IfDrawn,
    /// Knowledge, upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge_high: IfDrawn,
    /// Knowledge and chance, lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub both_low: IfDrawn,
    /// Knowledge and chance, upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub both_high: IfDrawn,
    /// Of the difference, where parameters were drawn: knowledge, lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference_knowledge_low: IfDrawn,
    /// Knowledge, upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference_knowledge_high: IfDrawn,
    /// Knowledge and chance, lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference_both_low: IfDrawn,
    /// Knowledge and chance, upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference_both_high: IfDrawn,
    /// Share of its variance that is chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_chance: IfDrawn,
    /// Share of its variance that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_knowledge: IfDrawn,
    /// Share of its variance that more runs would take away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_simulation: IfDrawn,
}

/// A column that only a run with drawn parameters has, and its cell, which may be empty.
type IfDrawn = Option<Option<f64>>;

/// The whole summary as `summary.json` holds it.
#[derive(Clone, Debug, Serialize)]
struct Summary<'a> {
    format: &'static str,
    version: &'a str,
    scenario: &'a str,
    question: Option<&'a str>,
    seed: u64,
    replications_asked: u32,
    trials_asked: usize,
    trials_done: usize,
    trials_failed: usize,
    baseline: &'a str,
    parameters_drawn: bool,
    answer: Vec<String>,
    sham_check: String,
    ledger: Vec<LedgerRow>,
    outcomes: Box<RawValue>,
}

#[derive(Clone, Debug, Serialize)]
struct LedgerRow {
    point: usize,
    arm: String,
    place: String,
    replications: usize,
    net_per_1000: Option<f64>,
    net_simulation_low: Option<f64>,
    net_simulation_high: Option<f64>,
    net_chance_low: Option<f64>,
    net_chance_high: Option<f64>,
}

/// Writes `summary.csv` and `summary.json` into `folder`.
///
/// # Errors
/// [`ReportError`], naming the file.
pub fn write(trials: &Trials, version: &str, folder: &Path) -> Result<(), ReportError> {
    let rows = rows(trials);
    let path = folder.join("summary.csv");
    let mut csv = csv::Writer::from_writer(Vec::new());
    rows.iter().try_for_each(|row| csv.serialize(row)).map_err(|error| failed(&path, &error))?;
    write_file(&path, &csv.into_inner().map_err(|error| failed(&path, &error))?)?;
    let path = folder.join("summary.json");
    let json = lean(&rows).and_then(|rows| serde_json::to_vec_pretty(&summary(trials, version, rows)));
    let mut json = json.map_err(|error| failed(&path, &error))?;
    json.push(b'\n');
    write_file(&path, &json)
}

/// One row for each design point, arm, scope and outcome, the summed public cost included.
pub fn rows(trials: &Trials) -> Vec<SummaryRow> {
    let outcomes = outcomes(trials);
    let mut rows = Vec::new();
    for scope in scopes(trials) {
        for arm in 0..trials.results.arms.len() {
            rows.extend(outcomes.iter().map(|outcome| row(trials, arm, scope, outcome)));
        }
    }
    rows
}

fn outcomes(trials: &Trials) -> Vec<Outcome> {
    let mut outcomes = Outcome::all(trials.results);
    if outcomes.iter().all(|outcome| outcome.key != PUBLIC_COST) {
        outcomes.extend(Outcome::find(trials.results, PUBLIC_COST));
    }
    outcomes
}

fn scopes(trials: &Trials) -> Vec<Scope> {
    (0..trials.results.study.points.len().max(1)).flat_map(|point| trials.scopes(point)).collect()
}

fn row(trials: &Trials, arm: usize, scope: Scope, outcome: &Outcome) -> SummaryRow {
    let estimate = trials.level(arm, scope, outcome);
    let mut row = SummaryRow {
        point: scope.point,
        arm: trials.results.arms[arm].id.clone(),
        place: place(trials, scope),
        metric: outcome.key.clone(),
        unit: outcome.unit.clone(),
        replications: estimate.map_or(0, |estimate| estimate.count),
        mean: estimate.and_then(|estimate| nine(estimate.mean)),
        deviation: estimate.and_then(|estimate| estimate.deviation).and_then(nine),
        ..SummaryRow::default()
    };
    (row.simulation_low, row.simulation_high) = ends(estimate.and_then(|estimate| estimate.simulation));
    (row.chance_low, row.chance_high) = ends(estimate.and_then(|estimate| estimate.chance));
    if trials.are_drawn() {
        drawn(&mut row, estimate);
    }
    if arm != trials.baseline() {
        let pair = Pair { arm, against: trials.baseline() };
        contrasted(&mut row, Contrast::of(trials, pair, scope, outcome).map_err(|reason| reason.to_string()));
    }
    row
}

/// The columns of a run with drawn parameters; those of the difference are filled when there is one.
fn drawn(row: &mut SummaryRow, level: Option<Estimate>) {
    let both = |interval: Option<Interval>| {
        let (low, high) = ends(interval);
        (Some(low), Some(high))
    };
    (row.knowledge_low, row.knowledge_high) = both(level.and_then(|level| level.knowledge));
    (row.both_low, row.both_high) = both(level.and_then(|level| level.both));
    of_difference(row, None);
}

fn of_difference(row: &mut SummaryRow, difference: Option<Estimate>) {
    let both = |interval: Option<Interval>| {
        let (low, high) = ends(interval);
        (Some(low), Some(high))
    };
    (row.difference_knowledge_low, row.difference_knowledge_high) = both(difference.and_then(|d| d.knowledge));
    (row.difference_both_low, row.difference_both_high) = both(difference.and_then(|d| d.both));
    let share = |of: fn(&Shares) -> f64| Some(difference.and_then(|d| d.shares).as_ref().map(of).and_then(nine));
    row.share_chance = share(|shares| shares.chance);
    row.share_knowledge = share(|shares| shares.knowledge);
    row.share_simulation = share(|shares| shares.simulation);
}

fn contrasted(row: &mut SummaryRow, contrast: Result<Contrast, String>) {
    match contrast {
        Ok(contrast) => {
            row.difference = nine(contrast.difference.mean);
            (row.difference_simulation_low, row.difference_simulation_high) = ends(contrast.difference.simulation);
            (row.difference_chance_low, row.difference_chance_high) = ends(contrast.difference.chance);
            if row.knowledge_low.is_some() {
                of_difference(row, Some(contrast.difference));
            }
            row.relative_change = contrast.relative.and_then(nine);
            row.verdict = verdict(contrast.verdict()).to_string();
        }
        Err(reason) => row.verdict = format!("no contrast: {reason}"),
    }
}

fn summary<'a>(trials: &Trials<'a>, version: &'a str, outcomes: Box<RawValue>) -> Summary<'a> {
    let results = trials.results;
    let answer = Answer::of(trials, Scope::default());
    let arms = 0..results.arms.len();
    let cells = scopes(trials).into_iter().flat_map(|scope| arms.clone().map(move |arm| (arm, scope)));
    Summary {
        format: "mdtsim summary 2",
        version,
        scenario: &results.study.id,
        question: results.study.question.as_deref(),
        seed: results.study.seed,
        replications_asked: results.study.replications,
        trials_asked: trials.trials_asked(),
        trials_done: trials.trials_done(),
        trials_failed: results.failed.len(),
        baseline: &results.arms[trials.baseline()].id,
        parameters_drawn: trials.are_drawn(),
        answer: answer.short.into_iter().chain(answer.further).chain(answer.before).chain(answer.findings).collect(),
        sham_check: sham_check(trials).to_string(),
        ledger: cells.filter_map(|(arm, scope)| ledger_row(trials, arm, scope)).collect(),
        outcomes,
    }
}

fn ledger_row(trials: &Trials, arm: usize, scope: Scope) -> Option<LedgerRow> {
    let sum = LedgerSum::of(trials, arm, scope).filter(|_| arm != trials.baseline())?;
    let (net_simulation_low, net_simulation_high) = ends(sum.net.simulation);
    let (net_chance_low, net_chance_high) = ends(sum.net.chance);
    Some(LedgerRow {
        point: scope.point,
        arm: trials.results.arms[arm].id.clone(),
        place: place(trials, scope),
        replications: sum.replications,
        net_per_1000: nine(sum.net.mean),
        net_simulation_low,
        net_simulation_high,
        net_chance_low,
        net_chance_high,
    })
}

fn place(trials: &Trials, scope: Scope) -> String {
    scope.place.map_or(ALL_PLACES.to_string(), |place| trials.results.places[place].name.clone())
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fewer => "fewer",
        Verdict::More => "more",
        Verdict::CannotTell => "cannot tell apart",
        Verdict::TooSmall => "too small to matter",
        Verdict::Same => "same",
    }
}

fn ends(interval: Option<Interval>) -> (Option<f64>, Option<f64>) {
    (interval.and_then(|interval| nine(interval.low)), interval.and_then(|interval| nine(interval.high)))
}

/// Nine significant digits: enough for any reader, and no more than any processor agrees on.
fn nine(value: f64) -> Option<f64> {
    format!("{value:.8e}").parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::nine;

    #[test]
    fn nine_digits_are_kept() {
        assert_eq!(nine(1234.567891234), Some(1234.56789));
        assert_eq!(nine(-0.000123456789123), Some(-0.000123456789));
        assert_eq!(nine(0.0), Some(0.0));
        assert_eq!(nine(f64::NAN), None);
    }
}
