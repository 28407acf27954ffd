//! In-reach: the coordinator goes to the ward when somebody on the list has reached a bed, and what can be arranged before
//! the person is ready to leave, is.

use crate::ids::{CaseId, JourneyId};
use crate::model::people::NONE;
use crate::model::services::community::{CaseWork, Order, Work, WorkPlace};
use crate::model::services::journey::Stage;
use crate::model::services::team::casework::{ASSESSMENTS, coordinator};
use crate::model::services::team::{Case, CaseStage, Hands};
use crate::model::services::{discharge, work};
use crate::model::step::Step;
use crate::random::luck::mix;

/// Somebody on the list has reached a bed: the coordinator goes to the ward, if the design has it so.
pub fn visit(step: &mut Step, hands: &mut Hands, journey: JourneyId) {
    let journey = *hands.journeys.get(journey);
    let Some(person) = journey.person.filter(|_| journey.stage == Stage::Stay) else { return };
    let number = hands.people.state(person).case;
    if number == NONE || hands.teams.sham || !on_list(hands.teams.cases.get(number)) {
        return;
    }
    let id = CaseId(number);
    let team = hands.teams.cases.get(number).team;
    let Some(answers) = hands.teams.answers_of(team).filter(|answers| answers.in_reach()) else { return };
    let Some(profession) = coordinator(step, hands, id) else { return };
    let case = *hands.teams.cases.get(number);
    let key = mix(case.key_of(CaseWork::WardVisit), mix(journey.root, journey.admissions.into()));
    let length = work::visit(step, key, 0, step.parameters().work.visit, answers.sees(profession.role));
    let order = Order::to(profession.service, ASSESSMENTS, length, case.key).at(WorkPlace::Ward);
    hands.community.request(step, hands.people, Work::Case(id, CaseWork::WardVisit), Some((person, case.key)), order);
}

/// Whether a case has a place on the list.
pub fn on_list(case: &Case) -> bool {
    !matches!(case.stage, CaseStage::Referred | CaseStage::OnWaitingList)
}

/// Somebody of the team has been to the ward: what can be arranged before the person is ready to leave, is.
pub fn visited(step: &mut Step, hands: &mut Hands, case: &Case) {
    if let Some(journey) = hands.people.state(case.person).journey() {
        discharge::prepared(step, hands.journeys, hands.people, hands.community, journey);
    }
}
