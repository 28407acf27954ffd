//! Decisions: two or three of those present find what to do about a need, or do not find it yet.

use crate::model::design::{NeedDomain, Role};
use crate::model::fact::FactKind;
use crate::model::people::traits::Needs;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::{adoption, voice};
use crate::model::services::team::{Case, Hands, casework};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};

/// Sets the draw of a group's size apart from the draws of decisions.
const SIZE: u64 = u64::MAX;
const TWO: usize = 2;
const THREE: usize = 3;

/// Who settles a case that does not wait for a meeting: its coordinator where practice does not follow the design or
/// the team never meets; the coordinator and one more where the design leaves simple cases to two. `None`: the meeting.
pub fn without_meeting(step: &Step, hands: &Hands, answers: &Answers, case: &Case) -> Option<Vec<Role>> {
    let alone: Vec<Role> = case.coordinator.into_iter().collect();
    if answers.meeting().is_none() || !adoption::follows_design(step, hands, case) {
        return Some(alone);
    }
    let simple = step.parameters().process.decisions.simple_needs.get();
    answers.settles_between_two(case.found.count(), simple).then(|| {
        let there = |role: &Role| casework::staffed(hands, case.team, *role).is_some();
        let needed =
            case.found.iter().filter_map(|domain| answers.profession_for(NeedDomain::numbered(domain), |r| there(&r)));
        let second = needed.filter(|&role| Some(role) != case.coordinator).take(1);
        alone.into_iter().chain(second).collect()
    })
}

/// Of the needs found in a case, those about which nobody sees what to do yet. The coordinator presents the case; one
/// or two others of those present decide with them.
pub fn undecided(step: &mut Step, hands: &Hands, case: &Case, found: Needs, present: &[Role]) -> Needs {
    let rules = &step.parameters().process;
    if !rules.decisions.on {
        return Needs::default();
    }
    let mut undecided = Needs::default();
    for domain in found.iter() {
        let unseen: f64 = group(step, case, domain, present)
            .iter()
            .map(|&role| 1.0 - sees(step, hands, case, domain, role))
            .product();
        let occasion = mix(case.round.into(), domain as u64);
        let settled = step.luck().chance(Purpose::Decision, case.luck, occasion, 1.0 - unseen);
        if !settled {
            undecided.add(domain);
        }
        step.fact(case.key, FactKind::Decision { settled });
    }
    undecided
}

/// The chance that somebody sees what to do about a need and is heard.
fn sees(step: &Step, hands: &Hands, case: &Case, domain: usize, role: Role) -> f64 {
    let rules = &step.parameters().process;
    let own = Answers::own_domain(role, NeedDomain::numbered(domain));
    let sees = if own { rules.decisions.own_domain } else { rules.decisions.other_domain };
    sees.get() * voice::of(rules, hands, case.team, role)
}

/// Who decides: the coordinator, then those whose domain it is, then others, as far as they are present.
fn group(step: &Step, case: &Case, domain: usize, present: &[Role]) -> Vec<Role> {
    let luck = step.luck();
    let by_three = step.parameters().process.decisions.by_three.get();
    let three = luck.chance(Purpose::Decision, mix(case.luck, SIZE), domain as u64, by_three);
    let mut others: Vec<Role> =
        present.iter().copied().filter(|&role| role != Role::Administrator && Some(role) != case.coordinator).collect();
    others.sort_by_key(|&role| {
        let own = Answers::own_domain(role, NeedDomain::numbered(domain));
        (!own, luck.hash(Purpose::Decision, mix(case.luck, domain as u64), role as u64))
    });
    let mut group: Vec<Role> = case.coordinator.into_iter().collect();
    let size = if three { THREE } else { TWO };
    group.extend(others.into_iter().take(size - group.len()));
    group
}
