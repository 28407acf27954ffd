//! Ambulance crews: waiting for one, the scene, and the decision to convey.

use crate::ids::JourneyId;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::People;
use crate::model::people::traits::{Mark, Trigger};
use crate::model::services::community::{Community, ServiceKind};
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::services::lines::{Line, Lines, class};
use crate::model::services::team::Teams;
use crate::model::services::urgent;
use crate::model::step::{Step, with_odds};
use crate::random::luck::Purpose;
use crate::time::Span;

/// Calls for a crew.
pub fn call(step: &mut Step, journeys: &mut Journeys, lines: &mut Lines, id: JourneyId) {
    journeys.wait_in(step, id, Stage::AwaitingCrew);
    let urgency = class(journeys.get(id).acuity);
    if lines.ask(step, journeys, id, Line::Crews, urgency) {
        set_out(step, journeys, id);
    }
}

/// A professional sends somebody to hospital by ambulance.
pub fn send(step: &mut Step, journeys: &mut Journeys, lines: &mut Lines, id: JourneyId) {
    journeys.get_mut(id).sent = true;
    call(step, journeys, lines, id);
}

/// A crew sets out, is on the scene, and then decides.
pub fn set_out(step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
    let waited = step.now.since(journeys.get(id).since);
    let drive = drive(step, journeys.get(id), step.parameters().ambulance.to_scene.minutes(), Purpose::AmbulanceTravel);
    let mean = step.parameters().ambulance.on_scene.span();
    let scene = step.context.exponential(Purpose::OnScene, journeys.get(id).root, 0, mean);
    journeys.enter(step, id, Stage::OnScene, drive + scene);
    journeys.get_mut(id).waited_for_crew = waited + drive;
}

/// The crew decides: to hospital, to urgent response, or home.
pub fn decide(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    community: &mut Community,
    teams: &Teams,
    id: JourneyId,
) {
    let journey = *journeys.get(id);
    let urgent_open = community.open(ServiceKind::UrgentResponse);
    // Whom urgent response has seen, or could not reach in time, is not offered to it again.
    let must_go = journey.sent || journey.trigger == Trigger::HipFracture;
    let may_offer = journey.person.is_some() && urgent_open && !must_go && !journey.community_answer;
    let offered = may_offer && offers_urgent_response(step, &journey);
    let on_call = |person| teams.coordinator_on_call(community, people.state(person), step.now);
    let answered = journey.person.is_some_and(on_call);
    let conveyed = must_go || (!offered && conveys(step, people, community, &journey, answered));
    if let Some(person) = journey.person {
        let waited = journey.waited_for_crew;
        step.fact(people.key(person), FactKind::CrewArrived { waited, conveyed });
    }
    if conveyed {
        journeys.get_mut(id).by_ambulance = true;
        let drive = drive(step, &journey, step.parameters().ambulance.to_hospital.minutes(), Purpose::Handover);
        journeys.enter(step, id, Stage::ToHospital, drive);
        return;
    }
    lines.give_back(step, journeys, id, Line::Crews);
    if offered {
        urgent::ask(step, journeys, people, community, id);
    } else {
        journeys.end(step, people, lines, id, Answer::Otherwise);
    }
}

fn offers_urgent_response(step: &Step, journey: &Journey) -> bool {
    let ambulance = &step.parameters().ambulance;
    let offer = ambulance.urgent_response_offer.all()[journey.acuity as usize].get() * ambulance.urgent_takes.get();
    step.luck().chance(Purpose::UrgentAccept, journey.root, 0, offer)
}

/// Whether a crew that does not hand over to urgent response conveys. A plan that the crew can see and the person
/// knows, and a coordinator who has answered the crew's call, share the risk of leaving somebody at home.
fn conveys(step: &Step, people: &People, community: &Community, journey: &Journey, answered: bool) -> bool {
    let parameters = step.parameters();
    let p = match journey.person {
        None => parameters.others.convey.get(),
        Some(person) => {
            let state = people.state(person);
            let alone = parameters.ambulance.convey.all()[journey.acuity as usize].get();
            let plan = if state.plan && state.knows_plan { parameters.team.plan_on_scene.get() } else { 1.0 };
            let backing = community.backing.get(usize::from(state.neighbourhood)).copied().unwrap_or(1.0);
            let answers = parameters.team.coordinator_answers.get();
            let coordinator = if answered { libm::pow(answers, backing) } else { 1.0 };
            let wishes = state.marks.has(Mark::PrefersHome) && state.marks.has(Mark::Dying);
            let wish = if wishes { parameters.dying.wish_on_conveyance.get() } else { 1.0 };
            with_odds(alone, plan * coordinator * wish)
        }
    };
    step.luck().chance(Purpose::Convey, journey.root, u64::from(journey.admissions), p)
}

/// A drive with an exponential length about a mean that grows with the rural share of the place.
fn drive(step: &Step, journey: &Journey, urban_minutes: f64, purpose: Purpose) -> Span {
    let factor = step.parameters().ambulance.rural_factor.get();
    let mean = step.context.rural_blend(urban_minutes, urban_minutes * factor);
    step.context.exponential(purpose, journey.root, 1, Span::from_minutes(mean))
}
