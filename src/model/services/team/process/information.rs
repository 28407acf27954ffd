//! Information between organisations: stories told again, facts out of date, and alerts that reach a team or do not.

use crate::ids::PersonId;
use crate::model::design::{Organisation, Role};
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::NONE;
use crate::model::services::team::{Case, CaseStage, Hands};
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::{DAY, SimTime, Span};

/// A further profession assesses: does the person have to tell their story again?
pub fn story(step: &mut Step, hands: &Hands, case: &Case, role: Role) {
    let information = &step.parameters().process.information;
    let Some((answers, first)) = hands.teams.answers_of(case.team).zip(case.coordinator) else { return };
    if !information.on || first == role {
        return;
    }
    let shared = answers.shares_with(role, answers.employer(first));
    let p = information.retold.get() * (1.0 - shared);
    if step.luck().chance(Purpose::Retold, case.luck, role as u64, p) {
        step.fact(case.key, FactKind::StoryRetold);
    }
}

/// Whether an action rests on a fact that is out of date.
pub fn stale(step: &mut Step, hands: &Hands, case: &Case, attempt: u64) -> bool {
    let information = &step.parameters().process.information;
    let Some((answers, role)) = hands.teams.answers_of(case.team).zip(case.coordinator) else { return false };
    let p = if information.on { information.stale.get() * (1.0 - answers.sees(role)) } else { 0.0 };
    let stale = step.luck().chance(Purpose::StaleFact, attempt, 0, p);
    if stale {
        step.fact(case.key, FactKind::StaleFact);
    }
    stale
}

/// Somebody has left hospital: does their team learn of it, and see to the case soon?
pub fn left_hospital(step: &mut Step, hands: &mut Hands, person: PersonId, occasion: u64) {
    let information = &step.parameters().process.information;
    let number = hands.people.state(person).case;
    if !information.on || number == NONE || hands.teams.sham {
        return;
    }
    let case = *hands.teams.cases.get(number);
    let idle = case.due != SimTime::NEVER && case.due > step.now;
    if case.stage != CaseStage::Following || !idle {
        return;
    }
    let Some((answers, role)) = hands.teams.answers_of(case.team).zip(case.coordinator) else { return };
    let p = information.alert.get() * answers.shares_with(role, Organisation::Hospital);
    let reached = step.luck().chance(Purpose::Alert, occasion, 0, p);
    step.fact(case.key, FactKind::Alert { reached });
    let soon = step.now + information.alert_within.span().max(Span::seconds(DAY));
    if reached && soon < case.due {
        let case = hands.teams.cases.get_mut(number);
        (case.review, case.due) = (soon, soon);
        step.file(soon, Event::Case(crate::ids::CaseId(number)));
    }
}
