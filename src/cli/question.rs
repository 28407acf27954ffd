//! `--fail-if`: a condition on the mean difference of an arm from the baseline, asked once the run is over.

use crate::analysis::contrast::{Contrast, NoContrast};
use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::cli::ending::Trouble;
use crate::experiment::plan::Plan;
use crate::experiment::results::Results;
use crate::outcomes::catalogue;
use crate::scenario::suggest::did_you_mean;

/// A condition under which the question has failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    arm: usize,
    metric: &'static str,
    above: bool,
    bound: f64,
    text: String,
}

impl Question {
    /// Reads `ARM OUTCOME < NUMBER` or `ARM OUTCOME > NUMBER`.
    ///
    /// # Errors
    /// When it is not of this form, or the plan has no such arm or outcome.
    pub fn read(text: &str, plan: &Plan) -> Result<Self, Trouble> {
        let refuse = |reason: String| {
            Trouble::input(format!(
                "--fail-if \"{text}\": {reason}; write ARM OUTCOME < NUMBER or ARM OUTCOME > NUMBER, such as \
                 \"sham unplanned_admissions_per_1000 > 0\""
            ))
        };
        let parts: Vec<&str> = text.split_whitespace().collect();
        let [arm, metric, sign @ ("<" | ">"), bound] = parts[..] else {
            return Err(refuse("this is not a condition".into()));
        };
        let arms = || plan.arms.iter().map(|arm| arm.id.as_str()).collect::<Vec<_>>().join(", ");
        let metrics = catalogue::metrics();
        let number = plan.arms.iter().position(|info| info.id == arm);
        let number = number.ok_or_else(|| refuse(format!("no arm is called `{arm}` (there are: {})", arms())))?;
        let near = || did_you_mean(metric, metrics.iter().map(|metric| metric.key));
        let near = || near().unwrap_or_else(|| "summary.csv of any run lists all".to_string());
        let known = metrics.iter().find(|known| known.key == metric);
        let known = known.ok_or_else(|| refuse(format!("no outcome is called `{metric}`; {}", near())))?;
        let bound = bound.parse::<f64>().ok().filter(|bound| bound.is_finite());
        let bound = bound.ok_or_else(|| refuse("the bound is not a number".into()))?;
        Ok(Self { arm: number, metric: known.key, above: sign == ">", bound, text: text.to_string() })
    }

    /// Says that the condition holds at a design point, in words; `None` when it holds at none.
    ///
    /// # Errors
    /// When the difference is not known, so that the question has no answer.
    pub fn failed(&self, results: &Results) -> Result<Option<String>, Trouble> {
        let trials = Trials::of(results);
        for point in 0..results.study.points.len() {
            let difference = self.difference(&trials, point).map_err(|reason| {
                let ending = crate::cli::ending::Ending::TrialFailed;
                Trouble { ending, words: format!("--fail-if \"{}\" has no answer: {reason}", self.text) }
            })?;
            let holds = if self.above { difference > self.bound } else { difference < self.bound };
            if holds {
                let at = if results.study.points.len() > 1 { format!(" at point {point}") } else { String::new() };
                return Ok(Some(format!("failed: {} holds{at}: the mean difference is {difference}", self.text)));
            }
        }
        Ok(None)
    }

    fn difference(&self, trials: &Trials, point: usize) -> Result<f64, NoContrast> {
        let pair = Pair { arm: self.arm, against: trials.baseline() };
        let outcome = Outcome::find(trials.results, self.metric).ok_or(NoContrast::MissingInBoth)?;
        let contrast = Contrast::of(trials, pair, Scope { point, place: None }, &outcome)?;
        Ok(contrast.difference.mean)
    }
}
