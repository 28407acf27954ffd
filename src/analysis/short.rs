//! The short answer: the one paragraph that says what the arms did to the outcomes that the question is about.
//!
//! It holds its own uncertainty, so that nobody who reads no further is told more than is known.

use crate::analysis::estimate::{Estimate, LEVEL};
use crate::analysis::outcome::Outcome;
use crate::analysis::standing::{self, grouped};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::statistics::interval::t_quantile;

/// The sentences of the short answer; none when nothing was compared.
pub fn answer(trials: &Trials, scope: Scope) -> Vec<String> {
    let outcomes = Outcome::asked(trials.results);
    let of_outcomes: Vec<String> =
        outcomes.iter().filter_map(|outcome| grouped(trials, scope, outcome, trials.baseline())).collect();
    if of_outcomes.is_empty() {
        return Vec::new();
    }
    let mut sentences = vec![where_and_when(trials, scope)];
    sentences.extend(of_outcomes);
    sentences.extend(noticed(trials, scope, &outcomes));
    sentences
}

fn where_and_when(trials: &Trials, scope: Scope) -> String {
    let study = &trials.results.study;
    format!(
        "In {}, over {} from {}, with every parameter held at one value, so that true uncertainty is wider.",
        trials.place_name(scope.place),
        words::months(study.horizon_days),
        study.start,
    )
}

/// Which of the differences somebody would notice who compared one period with another.
fn noticed(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Option<String> {
    let mut seen = Vec::new();
    let mut unseen = Vec::new();
    for outcome in outcomes {
        let (Some(luck), Some(largest)) = (luck(trials, scope, outcome), standing::largest(trials, scope, outcome))
        else {
            continue;
        };
        let label = words::within_sentence(&outcome.label);
        if largest > luck { seen.push(label) } else { unseen.push(label) }
    }
    const NOTICE: &str = "Somebody who could only compare one such period with another";
    match (seen.is_empty(), unseen.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("{NOTICE} would take all of this for luck.")),
        (false, true) => Some(format!("{NOTICE} would notice the largest of these differences in every outcome.")),
        (false, false) => Some(format!(
            "{NOTICE} would notice the largest of these differences in {}, and would take those in {} for luck.",
            words::list(&seen),
            words::list(&unseen),
        )),
    }
}

/// How far two periods of the baseline differ by luck alone, but for the rarest.
pub fn luck(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<f64> {
    let rows = trials.rows(trials.baseline(), scope);
    let usual = Estimate::of(&rows.iter().map(|row| outcome.value(row)).collect::<Vec<_>>())?;
    Some(t_quantile(0.5 + LEVEL / 2.0, usual.count as f64 - 1.0)? * usual.deviation? * 2.0_f64.sqrt())
}
