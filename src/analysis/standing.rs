//! How the designs stand on one outcome: who differs in nearly every period, who only on average, and whether others
//! cannot be told apart.

use crate::analysis::contrast::{Contrast, Verdict};
use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;

/// One outcome over all designs: who differs in nearly every period, who only on average; the others are not named.
pub fn grouped(trials: &Trials, scope: Scope, outcome: &Outcome, against: usize) -> Option<String> {
    let compared = compared(trials, scope, outcome, against);
    if compared.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    for (standing, words_before) in STANDINGS {
        let here: Vec<&(usize, Contrast)> = compared.iter().filter(|(_, c)| Standing::of(c) == standing).collect();
        let named: Vec<String> = here.iter().map(|(arm, c)| named(trials, outcome, *arm, c)).collect();
        if named.len() == compared.len() && standing == Standing::Alike {
            parts.push("no design can be told apart".to_string());
        } else if !named.is_empty() && standing == Standing::Alike {
            // What is not told from nothing has not the weight of a finding.
            parts.push("the others cannot be told apart".to_string());
        } else if !named.is_empty() {
            parts.push(format!("{words_before} {}", words::list(&named)));
        }
    }
    let comparator = words::within_sentence(trials.title(against));
    let level = trials.level(against, scope, outcome)?;
    let unit = Some(words::unit(outcome)).filter(|unit| !unit.is_empty()).map(|unit| format!(", {unit}"));
    let unit = unit.unwrap_or_default();
    let level = words::value(outcome, level.mean);
    let heading = format!("{} against {comparator}{unit} ({level} there)", outcome.label);
    Some(format!("{heading}: {}.", parts.join("; ")))
}

/// Every design but the comparator with its contrast, where there is one.
pub fn compared(trials: &Trials, scope: Scope, outcome: &Outcome, against: usize) -> Vec<(usize, Contrast)> {
    let designs = trials.choices().into_iter().filter(|arm| *arm != against);
    designs.filter_map(|arm| Some((arm, Contrast::of(trials, Pair { arm, against }, scope, outcome).ok()?))).collect()
}

/// A design with its difference.
fn named(trials: &Trials, outcome: &Outcome, arm: usize, contrast: &Contrast) -> String {
    format!("{} ({})", trials.title(arm), words::bare_difference(outcome, &contrast.difference))
}

/// How a design stands on one outcome.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It differs in nearly every period.
    Apart,
    /// It differs only on average over many periods.
    OnAverage,
    /// It cannot be told apart.
    Alike,
}

const STANDINGS: [(Standing, &str); 3] = [
    (Standing::Apart, "in nearly every period with"),
    (Standing::OnAverage, "only on average over many periods with"),
    (Standing::Alike, ""),
];

impl Standing {
    /// How the design of a contrast stands.
    pub fn of(contrast: &Contrast) -> Self {
        match contrast.verdict() {
            Verdict::Fewer | Verdict::More => Self::Apart,
            Verdict::CannotTell if contrast.differs_on_average() => Self::OnAverage,
            Verdict::CannotTell | Verdict::TooSmall | Verdict::Same => Self::Alike,
        }
    }
}

/// The largest mean difference that any design made from the baseline; `None` when none made any.
pub fn largest(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<f64> {
    compared(trials, scope, outcome, trials.baseline())
        .into_iter()
        .map(|(_, contrast)| contrast.difference.mean.abs())
        .max_by(f64::total_cmp)
        .filter(|largest| *largest > 0.0)
}
