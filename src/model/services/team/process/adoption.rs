//! Adoption: practice grows into the design at a pace that readiness, the national framework and the belief of local
//! leaders set, and drifts away from it. What does not follow the design yet is one-to-one work as before.

use crate::model::parameters::judgement::Belief;
use crate::model::parameters::process::Process as Rules;
use crate::model::services::team::process::Process;
use crate::model::services::team::{Case, Hands};
use crate::model::step::{Context, Step};
use crate::random::luck::Purpose;
use crate::random::samplers::standard_normal_quantile;
use crate::units::{Coefficient, Rate, Share};

/// How far a place is ready and its leaders read the national framework as support for such teams, 0 to 1: the luck of
/// the place, the same in all arms.
pub fn support(context: &Context) -> f64 {
    let adoption = &context.parameters.process.adoption;
    let of_place = |purpose, mean: Share, spread: Coefficient| {
        let z = standard_normal_quantile(context.luck.uniform(purpose, 0, 0));
        (mean.get() + spread.get() * z).clamp(0.0, 1.0)
    };
    of_place(Purpose::FrameworkReading, adoption.framework, adoption.framework_spread)
        * of_place(Purpose::Readiness, adoption.readiness, adoption.readiness_spread)
}

/// What leaders hear this month, 0 to 1: how good the dashboard looks, and what the staff tell of their cases. Without a
/// dashboard they have only the latter.
pub fn heard(belief: &Belief, dashboard: Option<f64>, process: &Process) -> f64 {
    let told = process.staff_belief;
    dashboard.map_or(told, |looks| told + belief.indicators.get() * (looks - told))
}

/// A month passes: leaders go by what they have heard, or else by the actions that the team reports as done, and practice
/// goes on towards the design, and drifts from it at the team's own rate.
pub fn month(rules: &Rules, (support, drift): (f64, Rate), process: &mut Process, heard: Option<f64>) {
    const MONTHS_A_YEAR: f64 = 12.0;
    let adoption = &rules.adoption;
    if !adoption.on {
        return;
    }
    let [not_done, done] = process.month.actions.map(f64::from);
    let reported = (not_done + done > 0.0).then(|| done / (not_done + done));
    if let Some(heard) = heard.or(reported) {
        process.belief += adoption.learning.get() * (heard - process.belief);
    }
    let support = support * process.belief;
    let pace = adoption.own_pace.per_year() + adoption.framework_pace.per_year() * support;
    let (pace, drift) = (pace / MONTHS_A_YEAR, drift.per_year() / MONTHS_A_YEAR);
    // The way towards the level at which adoption and drift are in balance.
    let level = pace / (pace + drift).max(f64::MIN_POSITIVE);
    process.fidelity = level + (process.fidelity - level) * libm::exp(-(pace + drift));
}

/// Whether a case is dealt with as the design says, rather than by its coordinator alone as before.
pub fn follows_design(step: &Step, hands: &Hands, case: &Case) -> bool {
    let fidelity = hands.teams.teams[usize::from(case.team)].process.fidelity;
    step.luck().chance(Purpose::Adoption, case.luck, case.round.into(), fidelity)
}

/// The part of referrals to a team that those who could refer make, knowing of it.
pub fn known(hands: &Hands, team: u16) -> f64 {
    hands.teams.teams[usize::from(team)].process.fidelity
}
