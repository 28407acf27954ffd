//! Who is noticed later and reached less, as flagged assumptions: ethnicity and digital access act here and nowhere
//! else. This file must not know how anybody falls ill.

use crate::model::parameters::Parameters;
use crate::model::people::State;
use crate::model::people::traits::Mark;

/// Time until usual care notices a need, relative to others; `afar` says how far services are reached by telephone and
/// video alone, 0 to 1.
pub fn on_notice(parameters: &Parameters, state: &State, afar: f64) -> f64 {
    let (reach, then) = (&parameters.reach, parameters.pandemic.offline_on_notice.get());
    both(state, reach.minority_on_notice.get(), reach.offline_on_notice.get() * as_far(then, afar))
}

/// Odds that a professional refers to a team, relative to others; `afar` as above.
pub fn on_referral(parameters: &Parameters, state: &State, afar: f64) -> f64 {
    let (reach, then) = (&parameters.reach, parameters.pandemic.offline_on_referral.get());
    both(state, reach.minority_on_referral.get(), reach.offline_on_referral.get() * as_far(then, afar))
}

/// A ratio as far as it applies: 1 where it does not.
fn as_far(ratio: f64, afar: f64) -> f64 {
    1.0 + (ratio - 1.0) * afar
}

fn both(state: &State, minority: f64, offline: f64) -> f64 {
    let when = |mark, ratio: f64| if state.marks.has(mark) { ratio } else { 1.0 };
    when(Mark::Minority, minority) * when(Mark::Offline, offline)
}
