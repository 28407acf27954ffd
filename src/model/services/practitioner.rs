//! Paramedic practitioners: sent to suitable calls instead of a crew, they see and treat, refer on, or have somebody
//! conveyed. They have a line and hours of their own, and whoever waits too long for one gets a crew.

use crate::ids::JourneyId;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::People;
use crate::model::people::traits::Trigger;
use crate::model::services::community::{Community, Order, ServiceKind, Task, Work};
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::services::lines::{Lines, class};
use crate::model::services::team::Teams;
use crate::model::services::{ambulance, urgent};
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::Span;

/// Stages of draws about a practitioner, after those of crews.
const SUITS: u64 = 3;
const DRIVE: u64 = 3;
const SCENE: u64 = 1;
const REFERS: u64 = 4;

/// Whether a call for an ambulance is one to which a practitioner is sent.
pub fn takes(step: &Step, community: &Community, journey: &Journey) -> bool {
    if journey.person.is_none() || journey.trigger == Trigger::HipFracture {
        return false;
    }
    let suits = step.parameters().practitioners.suits.all()[journey.acuity as usize].get();
    community.open(ServiceKind::Practitioners) && step.luck().chance(Purpose::Door, journey.root, SUITS, suits)
}

/// Sends a practitioner; when none has set out in time, a crew goes.
pub fn send(step: &mut Step, journeys: &mut Journeys, people: &People, community: &mut Community, id: JourneyId) {
    let journey = *journeys.get(id);
    let parameters = step.parameters();
    let drive = way(step, &journey);
    let scene =
        step.context.exponential(Purpose::OnScene, journey.root, SCENE, parameters.practitioners.on_scene.span());
    let length = drive + scene + parameters.work.record.span();
    let order = Order::of(ServiceKind::Practitioners, class(journey.acuity) + 1, length, journey.root);
    let person = journey.person.map(|person| (person, people.key(person)));
    let task = community.request(step, people, Work::PractitionerVisit(id), person, order);
    journeys.get_mut(id).task = Some(task);
    journeys.enter(step, id, Stage::WithCommunity, parameters.practitioners.late.span());
}

/// The practitioner has done what there was to do: home, urgent response, or hospital.
pub fn visited(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    community: &mut Community,
    teams: &Teams,
    task: &Task,
) {
    let Work::PractitionerVisit(id) = task.work else { return };
    let journey = *journeys.get(id);
    let Some(person) = journey.person else { return };
    let rules = &step.parameters().practitioners;
    let (alone, refers) = (rules.conveys.all()[journey.acuity as usize], rules.refers.all()[journey.acuity as usize]);
    let shared = ambulance::shared_risk(step, people.state(person), community, teams);
    let conveys = ambulance::conveys(step, &journey, alone.get(), shared);
    let waited = task.waited() + way(step, &journey);
    step.fact(people.key(person), FactKind::PractitionerCame { waited, conveys });
    let offered = community.open(ServiceKind::UrgentResponse) && !journey.community_answer;
    if conveys {
        ambulance::send(step, journeys, lines, id);
    } else if offered && step.luck().chance(Purpose::UrgentAccept, journey.root, REFERS, refers.get()) {
        urgent::ask(step, journeys, people, community, id);
    } else {
        journeys.end(step, people, lines, id, Answer::Substituted);
    }
}

/// The drive to the scene, as long as that of a crew would be in the mean.
fn way(step: &Step, journey: &Journey) -> Span {
    let urban = step.parameters().ambulance.to_scene.minutes();
    ambulance::drive(step, journey, urban, Purpose::AmbulanceTravel, DRIVE)
}
