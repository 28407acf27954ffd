//! The outcomes of the question over the points of a sweep: where a design differs least and most, and at how many points it
//! can be told. A question about what something depends on is not answered by one point.

use crate::analysis::contrast::Contrast;
use crate::analysis::finding::Units;
use crate::analysis::outcome::Outcome;
use crate::analysis::short;
use crate::analysis::standing::Standing;
use crate::analysis::tornado;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;

/// A sentence for each outcome and design; none where nothing is swept, or one thing at a time, which is told otherwise.
pub fn lead(trials: &Trials, place: Option<usize>, outcomes: &[Outcome]) -> Vec<String> {
    if trials.results.study.points.len() < 2 || tornado::of(trials).is_some() {
        return Vec::new();
    }
    let mut units = Units::default();
    let designs = trials.designs();
    let pairs = outcomes.iter().flat_map(|outcome| designs.iter().map(move |&arm| (outcome, arm)));
    pairs.filter_map(|(outcome, arm)| sentence(trials, place, outcome, arm, &mut units)).collect()
}

fn sentence(trials: &Trials, place: Option<usize>, outcome: &Outcome, arm: usize, units: &mut Units) -> Option<String> {
    let pair = Pair { arm, against: trials.baseline() };
    let points = trials.results.study.points.len();
    let at = |point: usize| Some((point, Contrast::of(trials, pair, Scope { point, place }, outcome).ok()?));
    let found: Vec<(usize, Contrast)> = (0..points).filter_map(at).collect();
    let by_mean = |(_, one): &&(usize, Contrast), (_, other): &&(usize, Contrast)| {
        one.difference.mean.total_cmp(&other.difference.mean)
    };
    let (low, high) = (found.iter().min_by(by_mean)?, found.iter().max_by(by_mean)?);
    let end = |(point, contrast): &(usize, Contrast)| {
        format!("{} at {}", words::bare_difference(outcome, &contrast.difference), settings(trials, *point))
    };
    let told = |which: Standing| found.iter().filter(|(_, contrast)| Standing::of(contrast) == which).count();
    let (apart, average) = (told(Standing::Apart), told(Standing::OnAverage));
    let unit = units.first_time(outcome).map(|unit| format!(", {unit}")).unwrap_or_default();
    Some(format!(
        "{} with {} against {}{unit}: from {} to {}, told from none in nearly every period at {apart} and only on average \
         at {average} of {points} points.",
        short::brief(&outcome.label),
        trials.title(arm),
        words::within_sentence(trials.title(trials.baseline())),
        end(low),
        end(high),
    ))
}

/// What is set at a point, in the last words of each path: "meeting.every 7 days and money 20 GBP per person per year".
fn settings(trials: &Trials, point: usize) -> String {
    let one = |(path, value): &(String, String)| {
        let named = path.splitn(3, '.').collect::<Vec<_>>();
        // A design or an arm is named after its kind; what is set of it follows.
        let own = match named.as_slice() {
            ["design" | "arm" | "shock", _, own] => own,
            _ => path.as_str(),
        };
        format!("{own} {}", value.trim_matches('"'))
    };
    words::list(&trials.results.study.points[point].iter().map(one).collect::<Vec<_>>())
}
