//! Who is noticed later and reached less, as flagged assumptions: ethnicity and digital access act here and nowhere
//! else. This file must not know how anybody falls ill.

use crate::model::parameters::Parameters;
use crate::model::people::State;
use crate::model::people::traits::Mark;

/// Time until usual care notices a need, relative to others.
pub fn on_notice(parameters: &Parameters, state: &State) -> f64 {
    let reach = &parameters.reach;
    both(state, reach.minority_on_notice.get(), reach.offline_on_notice.get())
}

/// Odds that a professional refers to a team, relative to others.
pub fn on_referral(parameters: &Parameters, state: &State) -> f64 {
    let reach = &parameters.reach;
    both(state, reach.minority_on_referral.get(), reach.offline_on_referral.get())
}

fn both(state: &State, minority: f64, offline: f64) -> f64 {
    let when = |mark, ratio: f64| if state.marks.has(mark) { ratio } else { 1.0 };
    when(Mark::Minority, minority) * when(Mark::Offline, offline)
}
