//! Shared risk: whoever can share a risk sends fewer people to hospital; whoever is alone with it sends more.

use crate::model::parameters::process::Process as Rules;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::Process;
use crate::model::step::with_odds;

/// Support of somebody in the team, 0 to 1: its cohesion, or little for those who work without a meeting.
pub fn support(rules: &Rules, answers: &Answers, process: &Process) -> f64 {
    if answers.meeting().is_some() { process.cohesion } else { rules.risk.alone.get() }
}

/// The chance of sending somebody to hospital, `usual` at usual cohesion.
pub fn sends(rules: &Rules, answers: &Answers, process: &Process, usual: f64) -> f64 {
    if !rules.risk.on {
        return usual;
    }
    let more = support(rules, answers, process) - rules.ties.usual.get();
    with_odds(usual, libm::exp(rules.risk.escalates.get() * more))
}

/// How far a coordinator who is called shares the risk of leaving somebody at home, relative to usual.
pub fn backing(rules: &Rules, answers: &Answers, process: &Process) -> f64 {
    if rules.risk.on { support(rules, answers, process) / rules.ties.usual.get() } else { 1.0 }
}
