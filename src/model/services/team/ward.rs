//! In-reach: staff go to the ward when somebody has reached a bed, and what can be arranged before the person is ready to
//! leave, is. For people on a list their coordinator goes; a team that keeps no list sends somebody to those whom it finds
//! there.

use crate::ids::{CaseId, JourneyId, PersonId};
use crate::model::fact::{Errand, FactKind};
use crate::model::people::NONE;
use crate::model::people::traits::Acuity;
use crate::model::services::community::{CaseWork, Order, ServiceKind, Task, Work, WorkPlace};
use crate::model::services::journey::{Journey, Stage};
use crate::model::services::lines::class;
use crate::model::services::team::answers::Route;
use crate::model::services::team::casework::{ASSESSMENTS, coordinator, staffed};
use crate::model::services::team::{Case, CaseStage, Hands, Profession, records, referral};
use crate::model::services::{discharge, work};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};

/// Somebody has reached a bed: whoever is to go to the ward for them, does.
pub fn visit(step: &mut Step, hands: &mut Hands, journey: JourneyId) {
    let journey = *hands.journeys.get(journey);
    let Some(person) = journey.person.filter(|_| journey.stage == Stage::Stay) else { return };
    if hands.teams.sham {
        return;
    }
    match hands.people.state(person).case {
        NONE => look_for(step, hands, person, &journey),
        number => visit_case(step, hands, CaseId(number), &journey),
    }
}

/// The coordinator of somebody on the list goes, if the design has it so.
fn visit_case(step: &mut Step, hands: &mut Hands, id: CaseId, journey: &Journey) {
    let case = *hands.teams.cases.get(id.0);
    let Some(answers) = hands.teams.answers_of(case.team).filter(|answers| answers.in_reach()) else { return };
    if !on_list(&case) {
        return;
    }
    let Some(profession) = coordinator(step, hands, id) else { return };
    let key = mix(case.key_of(CaseWork::WardVisit), mix(journey.root, journey.admissions.into()));
    let length = work::visit(step, key, 0, step.parameters().work.visit, answers.sees(profession.role));
    let order = Order::to(profession.service, ASSESSMENTS, length, case.key).at(WorkPlace::Ward);
    let person = Some((case.person, case.key));
    hands.community.request(step, hands.people, Work::Case(id, CaseWork::WardVisit), person, order);
}

/// A team that keeps no list finds somebody on the ward: by the same chance as a team with a list that takes people on
/// there.
fn look_for(step: &mut Step, hands: &mut Hands, person: PersonId, journey: &Journey) {
    let team = hands.people.state(person).neighbourhood;
    let Some(answers) = hands.teams.answers_of(team).filter(|answers| answers.in_reach()) else { return };
    let occasion = mix(journey.root, journey.admissions.into());
    let keeps_list = hands.teams.teams[usize::from(team)].cap > 0;
    if keeps_list || !referral::judged_fit(step, hands, person, (&answers, Route::InReach), occasion) {
        return;
    }
    let own = |role| staffed(hands, team.into(), role);
    let mark = step.luck().uniform(Purpose::Coordinator, occasion, 0);
    let visiting = answers.coordinator(mark, |role| own(role).is_some()).and_then(own);
    let urgent = ServiceKind::UrgentResponse;
    // After everything urgent, like visits that urgent response has planned.
    let (Profession { role, service }, class) = match visiting {
        Some(profession) => (profession, ASSESSMENTS),
        None if hands.community.has_shift(urgent) => {
            (Profession { role: urgent.role(), service: urgent as usize }, class(Acuity::Mild) + 2)
        }
        None => return,
    };
    let length = work::visit(step, occasion, 0, step.parameters().work.visit, answers.sees(role));
    let order = Order::to(service, class, length, occasion).at(WorkPlace::Ward);
    let key = hands.people.key(person);
    hands.community.request(step, hands.people, Work::InReach(person), Some((person, key)), order);
}

/// Whether a case has a place on the list.
pub fn on_list(case: &Case) -> bool {
    !matches!(case.stage, CaseStage::Referred | CaseStage::OnWaitingList)
}

/// Somebody of a team without a list has been to the ward.
pub fn found(step: &mut Step, hands: &mut Hands, person: PersonId, task: &Task) {
    let minutes = task.whole().minutes() as f32;
    let by = records::caller(hands, hands.people.state(person).neighbourhood.into(), task);
    let visit = Some(task.visit());
    step.fact(hands.people.key(person), FactKind::Contact { minutes, by, errand: Errand::WardVisit, visit });
    visited(step, hands, person);
}

/// Somebody of a team has been to the ward: what can be arranged before the person is ready to leave, is.
pub fn visited(step: &mut Step, hands: &mut Hands, person: PersonId) {
    if let Some(journey) = hands.people.state(person).journey() {
        discharge::prepared(step, hands.journeys, hands.people, hands.community, journey);
    }
}
