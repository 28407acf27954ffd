//! Urgent community response and hospital at home: care within hours, where the person lives.

use crate::ids::JourneyId;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::People;
use crate::model::people::happenings::go_back;
use crate::model::people::traits::Acuity;
use crate::model::services::community::{Community, Order, ServiceKind, Task, Work, WorkPlace};
use crate::model::services::journey::{Journeys, Stage};
use crate::model::services::lines::{Line, Lines, class};
use crate::model::services::{ambulance, trusted, work};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::Span;

/// Sets the keys of later visits apart from those of the first.
const FOLLOW_UPS: u64 = u64::MAX;

/// Asks for a visit within two hours.
pub fn ask(step: &mut Step, journeys: &mut Journeys, people: &People, community: &mut Community, id: JourneyId) {
    let journey = *journeys.get(id);
    let Some(person) = journey.person else { return };
    step.fact(people.key(person), FactKind::UrgentAsked { root: journey.root });
    let sharing = step.parameters().work.usual_sharing.get();
    let length = work::visit(step, journey.root, 1, step.parameters().urgent.visit, sharing);
    let order = Order::of(ServiceKind::UrgentResponse, class(journey.acuity) + 1, length, journey.root);
    await_visit(step, journeys, people, community, id, Work::UrgentVisit(id), order);
}

/// Waits for a visit by whoever is asked; somebody severely ill does not wait for ever.
pub fn await_visit(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &People,
    community: &mut Community,
    id: JourneyId,
    visit: Work,
    order: Order,
) {
    journeys.wait_in(step, id, Stage::WithCommunity);
    let person = journeys.get(id).person.map(|person| (person, people.key(person)));
    let task = community.request(step, people, visit, person, order);
    let journey = journeys.get_mut(id);
    journey.community_answer = true;
    journey.task = Some(task);
    if journey.acuity == Acuity::Severe {
        let late = step.parameters().urgent.late.span();
        journeys.enter(step, id, Stage::WithCommunity, late);
    }
}

/// Somebody has waited too long for a visit that has not begun: an ambulance is called instead.
pub fn too_late(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &People,
    lines: &mut Lines,
    community: &mut Community,
    id: JourneyId,
) {
    let Some(task) = journeys.get(id).task else { return };
    if community.task(task).began().is_none() && community.withdraw(step, people, task) {
        journeys.get_mut(id).task = None;
        ambulance::call(step, journeys, lines, id);
    }
}

/// The first visit is over: home, hospital at home, or hospital.
pub fn visited(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    community: &mut Community,
    id: JourneyId,
    task: &Task,
) {
    let journey = *journeys.get(id);
    let Some(person) = journey.person else { return };
    let key = people.key(person);
    let waited = task.waited() + work::travel(step);
    step.fact(key, FactKind::UrgentCame { root: journey.root, waited });
    trusted::hand_on(step, people, community, person, journey.root);
    if settles(step, journeys, people, lines, id) {
        follow_up(step, people, community, journey.root, person);
        journeys.end(step, people, lines, id, Answer::Substituted);
    }
}

/// What a visit of the kind of urgent response comes to. Returns whether it has settled the crisis; otherwise the person
/// is on the way to hospital, or in hospital at home.
pub fn settles(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    id: JourneyId,
) -> bool {
    let journey = *journeys.get(id);
    let (urgent, of) = (&step.parameters().urgent, journey.acuity as usize);
    let draw = step.luck().draw(Purpose::UrgentOutcome, journey.root, 0);
    let sent = draw.uniform(0) < urgent.converts.all()[of].get();
    let needs_ward = draw.uniform(1) < urgent.hospital_at_home.all()[of].get();
    let hospital = sent || (needs_ward && !begin_hospital_at_home(step, journeys, people, lines, id));
    if hospital {
        ambulance::send(step, journeys, lines, id);
    }
    !hospital && !needs_ward
}

/// Further visits on the following days.
fn follow_up(step: &mut Step, people: &People, community: &mut Community, root: u64, person: crate::ids::PersonId) {
    let visits = step.parameters().urgent.visits_after.get() as u64;
    let sharing = step.parameters().work.usual_sharing.get();
    for day in 1..=visits {
        let length = work::visit(step, mix(root, FOLLOW_UPS), day, step.parameters().work.visit, sharing);
        // Planned visits come after everything urgent.
        let order = Order::of(ServiceKind::UrgentResponse, class(Acuity::Mild) + 2, length, root)
            .at(WorkPlace::Home)
            .after(Span::days(day));
        community.request(step, people, Work::UrgentFollowUp(person), Some((person, people.key(person))), order);
    }
}

/// Takes a place in hospital at home if one is free. Returns whether it did.
pub fn begin_hospital_at_home(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    id: JourneyId,
) -> bool {
    if !lines.take_if_free(step, journeys, id, Line::HospitalAtHome) {
        return false;
    }
    let journey = *journeys.get(id);
    if let Some(person) = journey.person {
        go_back(step, people, person);
        step.fact(people.key(person), FactKind::HospitalAtHomeBegan);
    }
    journeys.get_mut(id).community_answer = true;
    let mean = step.parameters().services.hospital_at_home_stay.span();
    let length = step.context.exponential(Purpose::HospitalAtHomeLength, journey.root, 0, mean);
    journeys.enter(step, id, Stage::HospitalAtHome, length);
    true
}

/// A stay in hospital at home is over: well again, or to hospital after all.
pub fn end_hospital_at_home(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    id: JourneyId,
) {
    let root = journeys.get(id).root;
    lines.give_back(step, journeys, id, Line::HospitalAtHome);
    let fails = step.parameters().services.hospital_at_home_fails.get();
    if step.luck().chance(Purpose::UrgentOutcome, root, 1, fails) {
        ambulance::send(step, journeys, lines, id);
    } else {
        journeys.end(step, people, lines, id, Answer::Substituted);
    }
}
