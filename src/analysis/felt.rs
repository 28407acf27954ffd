//! What people and staff would say a team did for them, beside what it did: perceived benefit against the truth.
//!
//! People on a list credit the team with every need that is met meanwhile; staff see their own actions. Neither sees the
//! world in which some of it would have come about without them.

use crate::analysis::estimate::Estimate;
use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::Row;

const CREDITED: &str = "needs_credited_per_1000";
const MET: &str = "needs_met_per_1000";
const SEEN_BY_STAFF: &str = "staff_benefit_share";
const SCORE: &str = "experience_score";

/// What was felt under one design, and what was so.
#[derive(Clone, Debug, PartialEq)]
pub struct Felt {
    /// The design.
    pub arm: usize,
    /// Needs with which people credit the team, per 1,000 people a year.
    pub credited: Estimate,
    /// Needs met more than in the baseline, per 1,000 people a year.
    pub truth: Estimate,
    /// Part of their own actions that staff saw carried out, 0 to 1.
    pub staff: Option<Estimate>,
    /// Change of the part of statements on their care with which people agree.
    pub score: Estimate,
}

/// What was felt under each design that had people on a list.
pub fn felt(trials: &Trials, scope: Scope) -> Vec<Felt> {
    trials.choices().into_iter().filter_map(|arm| of_arm(trials, scope, arm)).collect()
}

fn of_arm(trials: &Trials, scope: Scope, arm: usize) -> Option<Felt> {
    let find = |key: &str| Outcome::find(trials.results, key);
    let (credited, met, staff, score) = (find(CREDITED)?, find(MET)?, find(SEEN_BY_STAFF)?, find(SCORE)?);
    let pairs = trials.pairs(Pair { arm, against: trials.baseline() }, scope);
    let mean = |of: &dyn Fn(&Row, &Row) -> f64| {
        let values: Vec<f64> = pairs.iter().map(|(row, other)| of(row, other)).filter(|v| v.is_finite()).collect();
        Estimate::of(&values)
    };
    let credited = mean(&|row, _| credited.value(row)).filter(|credited| credited.mean > 0.0)?;
    Some(Felt {
        arm,
        credited,
        truth: mean(&|row, other| met.value(row) - met.value(other))?,
        staff: mean(&|row, _| staff.value(row)),
        score: mean(&|row, other| score.value(row) - score.value(other))?,
    })
}

/// In words, one sentence for each design that had people on a list.
pub fn sentences(trials: &Trials, scope: Scope) -> Vec<String> {
    felt(trials, scope).iter().map(|felt| sentence(trials, felt)).collect()
}

fn sentence(trials: &Trials, felt: &Felt) -> String {
    const PER_CENT: f64 = 100.0;
    let staff = felt.staff.as_ref().map(|seen| {
        format!("; staff saw {} % of what they did for plans carried out", words::number(PER_CENT * seen.mean, 0))
    });
    let statements = words::number((PER_CENT * felt.score.mean).abs(), 1);
    let direction = if felt.score.mean < 0.0 { "less" } else { "more" };
    format!(
        "What was felt with {}: people on its list would credit it with {} needs met per 1,000 people 65+ a year, while {} \
         were met than in {}{}; of five statements on their care, those frail and in need at the start agreed with \
         {statements} percentage points {direction}.",
        trials.title(felt.arm),
        words::number(felt.credited.mean, 1),
        more_or_fewer(felt.truth.mean),
        words::within_sentence(trials.title(trials.baseline())),
        staff.unwrap_or_default(),
    )
}

fn more_or_fewer(change: f64) -> String {
    let direction = if change < 0.0 { "fewer" } else { "more" };
    format!("{} {direction}", words::number(change.abs(), 1))
}
