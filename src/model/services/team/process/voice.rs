//! Voice: the steeper the hierarchy, the less is heard of those of low standing.

use crate::model::design::Role;
use crate::model::fact::FactKind;
use crate::model::parameters::process::Process as Rules;
use crate::model::people::traits::Needs;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::Process;
use crate::model::services::team::{Case, Hands};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};

/// Sets the keys of observations apart from what is seen in discussion.
const OBSERVATIONS: u64 = 1;

/// How steep a team's hierarchy is now, 0 to 1: less in a cohesive team and with a shared chair, more under pressure.
pub fn gradient(rules: &Rules, answers: &Answers, process: &Process, waiting: usize) -> f64 {
    let voice = &rules.voice;
    let cohesion = voice.by_cohesion.get() * (process.cohesion - rules.ties.usual.get());
    let chair = if answers.shares_chair() { voice.shared_chair.get() } else { 0.0 };
    let pressure = voice.pressure.get() * process.pressure(waiting, answers);
    (voice.gradient.get() - cohesion - chair + pressure).clamp(0.0, 1.0)
}

/// How far a role is heard in a team now, 0 to 1.
pub fn of(rules: &Rules, hands: &Hands, team: u16, role: Role) -> f64 {
    let team = &hands.teams.teams[usize::from(team)];
    match &team.answers {
        Some(answers) if rules.voice.on => {
            let steep = gradient(rules, answers, &team.process, team.to_discuss.len());
            1.0 - steep * (1.0 - rules.voice.standing.all()[role as usize].get())
        }
        _ => 1.0,
    }
}

/// Of what a profession has found, what reaches the plan. Whoever coordinates writes it, and is heard.
pub fn reaching_plan(step: &mut Step, hands: &Hands, case: &Case, role: Role, found: Needs) -> Needs {
    let rules = &step.parameters().process;
    if !rules.voice.on {
        return found;
    }
    let voice = if case.coordinator == Some(role) { 1.0 } else { of(rules, hands, case.team, role) };
    let mut reaching = Needs::default();
    for domain in found.iter() {
        let occasion = mix(OBSERVATIONS, mix(role as u64, domain as u64));
        let heard = step.luck().chance(Purpose::Voice, case.luck, occasion, voice);
        if heard {
            reaching.add(domain);
        }
        step.fact(case.key, FactKind::Observation { heard });
    }
    reaching
}
