//! Ambulance crews: waiting for one, the scene, and the decision to convey.

use crate::ids::JourneyId;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::traits::{Acuity, Mark, Residence, Trigger};
use crate::model::people::{People, State};
use crate::model::services::community::{Community, ServiceKind};
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::services::lines::{Line, Lines, class};
use crate::model::services::team::Teams;
use crate::model::services::urgent;
use crate::model::step::{Step, with_odds};
use crate::random::luck::Purpose;
use crate::time::Span;

/// Calls for a crew. Whoever lies on the floor is as urgent as others who need a judgement the same day.
pub fn call(step: &mut Step, journeys: &mut Journeys, lines: &mut Lines, id: JourneyId) {
    journeys.wait_in(step, id, Stage::AwaitingCrew);
    let journey = journeys.get(id);
    let on_floor = journey.trigger == Trigger::OnFloor;
    let urgency = class(if on_floor { Acuity::Moderate } else { journey.acuity });
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
    let urban = step.parameters().ambulance.to_scene.minutes();
    let drive = drive(step, journeys.get(id), urban, Purpose::AmbulanceTravel, WAY);
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
    let conveyed = must_go || (!offered && crew_conveys(step, people, community, teams, &journey));
    if let Some(person) = journey.person {
        let waited = journey.waited_for_crew;
        let care_home = people.state(person).residence == Residence::CareHome;
        step.fact(people.key(person), FactKind::CrewArrived { waited, conveyed, care_home });
    }
    if conveyed {
        journeys.get_mut(id).by_ambulance = true;
        let drive = drive(step, &journey, step.parameters().ambulance.to_hospital.minutes(), Purpose::Handover, WAY);
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

/// Whether a crew that does not hand over to urgent response conveys.
fn crew_conveys(step: &Step, people: &People, community: &Community, teams: &Teams, journey: &Journey) -> bool {
    let parameters = step.parameters();
    let Some(person) = journey.person else { return conveys(step, journey, parameters.others.convey.get(), 1.0) };
    let alone = parameters.ambulance.convey.all()[journey.acuity as usize].get();
    conveys(step, journey, alone, shared_risk(step, people.state(person), community, teams))
}

/// Whether somebody who has a chance of being conveyed when nobody shares the risk is conveyed, at odds that others
/// change.
pub fn conveys(step: &Step, journey: &Journey, alone: f64, odds: f64) -> bool {
    step.luck().chance(Purpose::Convey, journey.root, u64::from(journey.admissions), with_odds(alone, odds))
}

/// How others change the odds of conveying somebody. A plan that whoever comes can see and the person knows, and a
/// coordinator who answers their call, share the risk of leaving somebody at home.
pub fn shared_risk(step: &Step, state: &State, community: &Community, teams: &Teams) -> f64 {
    let parameters = step.parameters();
    let plan = if state.plan && state.knows_plan { parameters.team.plan_on_scene.get() } else { 1.0 };
    let backing = community.backing.get(usize::from(state.neighbourhood)).copied().unwrap_or(1.0);
    let answers = parameters.team.coordinator_answers.get();
    let answered = teams.coordinator_on_call(community, state, step.now);
    let coordinator = if answered { libm::pow(answers, backing) } else { 1.0 };
    let wishes = state.marks.has(Mark::PrefersHome) && state.marks.has(Mark::Dying);
    let wish = if wishes { parameters.dying.wish_on_conveyance.get() } else { 1.0 };
    plan * coordinator * wish
}

/// The stage of the drives of a crew.
const WAY: u64 = 1;

/// A drive with an exponential length about a mean that grows with the rural share of the place.
pub fn drive(step: &Step, journey: &Journey, urban_minutes: f64, purpose: Purpose, stage: u64) -> Span {
    let factor = step.parameters().ambulance.rural_factor.get();
    let mean = step.context.rural_blend(urban_minutes, urban_minutes * factor);
    step.context.exponential(purpose, journey.root, stage, Span::from_minutes(mean))
}
