//! The first outcome of the question place by place, where a study names its outcomes and has several places: a question
//! about which design fits where is not answered by the places together.

use crate::analysis::contrast::Contrast;
use crate::analysis::finding::{Seen, Units};
use crate::analysis::outcome::Outcome;
use crate::analysis::standing;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;

/// Up to so many places are told one by one in the first paragraph; more would fill it.
const FEW: usize = 3;

/// The scopes of the places one by one, where they are asked for.
fn places(trials: &Trials, scope: Scope) -> Vec<Scope> {
    let scopes = trials.scopes(scope.point);
    let asked = !trials.results.study.outcomes.is_empty() && scope.place.is_none();
    if asked { scopes.into_iter().skip(1).collect() } else { Vec::new() }
}

/// For the first paragraph: in each of a few places the baseline's level, and who differs there.
pub fn lead(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<String> {
    let places = places(trials, scope);
    let mut units = Units::default();
    let in_place = |scope: &Scope| {
        let seen = Seen::of(trials, *scope, outcome)?;
        let body = seen.body(trials, 1).unwrap_or_else(|| "no design could be told from it".to_string());
        Some(format!("in {} ({}) {body}", trials.place_name(scope.place), seen.level(trials, &mut units)))
    };
    let told: Vec<String> = places.iter().filter(|_| places.len() <= FEW).filter_map(in_place).collect();
    (!told.is_empty()).then(|| format!("{} place by place: {}.", outcome.label, told.join("; ")))
}

/// For the second paragraph, where there are too many places for the first: from which design to which the outcome goes in
/// each.
pub fn range(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<String> {
    let places = places(trials, scope);
    let in_place = |scope: &Scope| {
        let compared = standing::compared(trials, *scope, outcome, trials.baseline());
        let by_mean = |(_, one): &&(usize, Contrast), (_, other): &&(usize, Contrast)| {
            one.difference.mean.total_cmp(&other.difference.mean)
        };
        let (low, high) = (compared.iter().min_by(by_mean)?, compared.iter().max_by(by_mean)?);
        let end = |(arm, contrast): &(usize, Contrast)| {
            let difference = words::bare_difference(outcome, &contrast.difference);
            format!("{difference} with {} ({})", trials.title(*arm), words::short_verdict(contrast))
        };
        let span = if low.0 == high.0 { end(low) } else { format!("from {} to {}", end(low), end(high)) };
        Some(format!("in {} {span}", trials.place_name(scope.place)))
    };
    let told: Vec<String> = places.iter().filter_map(in_place).collect();
    (!told.is_empty()).then(|| {
        format!("The range of {} place by place: {}.", words::within_sentence(&outcome.label), told.join("; "))
    })
}
