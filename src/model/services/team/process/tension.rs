//! Tension: where roles overlap, purposes differ and work presses, meetings bring it up. Worked through it strengthens
//! ties; left alone it wears them, stands in the way of working through the next, and is felt.

use crate::model::fact::FactKind;
use crate::model::parameters::process::Process as Rules;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::{Hands, Team};
use crate::model::step::{Step, with_odds};
use crate::random::luck::Purpose;
use crate::time::{DAY, YEAR};

/// A meeting may bring up a tension. Returns by what part the ties of those present grow (or, below 0, wear).
pub fn at_meeting(step: &mut Step, hands: &mut Hands, team: u16, answers: &Answers) -> f64 {
    let rules = &step.parameters().process;
    let state = &mut hands.teams.teams[usize::from(team)];
    if !rules.tension.on {
        return 0.0;
    }
    let draw = step.luck().draw(Purpose::Tension, team.into(), step.now.day());
    if draw.uniform(0) >= arises(rules, answers, state) {
        return 0.0;
    }
    let worked_through = draw.uniform(1) < worked_through(rules, answers, state);
    step.fact(0, FactKind::Tension { worked_through });
    if worked_through {
        return rules.tension.strengthens.get();
    }
    let process = &mut state.process;
    process.tension += rules.tension.adds.get() * (1.0 - process.tension);
    -rules.tension.wears.get()
}

/// The chance that a meeting brings up a tension.
fn arises(rules: &Rules, answers: &Answers, team: &Team) -> f64 {
    let (tension, process) = (&rules.tension, &team.process);
    let overlap = tension.overlap.get() * answers.role_overlap();
    let purposes = tension.purposes.get() * (1.0 - process.alignment);
    let workload = tension.workload.get() * process.pressure(team.to_discuss.len(), answers);
    1.0 - (1.0 - overlap) * (1.0 - purposes) * (1.0 - workload)
}

/// The chance that it is worked through.
fn worked_through(rules: &Rules, answers: &Answers, team: &Team) -> f64 {
    let (tension, process) = (&rules.tension, &team.process);
    let log_odds = tension.reflection.get() * answers.reflection()
        + tension.by_cohesion.get() * (process.cohesion - rules.ties.usual.get())
        + tension.standing.get() * process.tension;
    with_odds(tension.worked_through.get(), libm::exp(log_odds))
}

/// A day passes: tension fades by itself.
pub fn fade(rules: &Rules, team: &mut Team) {
    const YEARS: f64 = DAY as f64 / YEAR as f64;
    team.process.tension *= libm::exp(-rules.tension.fades.per_year() * YEARS);
}
