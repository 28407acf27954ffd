//! The emergency department: spaces, treatment, and the decision to admit.

use crate::ids::JourneyId;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::People;
use crate::model::people::traits::{Acuity, Trigger, Whereabouts};
use crate::model::services::hospital;
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::services::lines::{Line, Lines, class};
use crate::model::services::urgent;
use crate::model::step::{Step, with_odds};
use crate::random::luck::Purpose;

/// Sets out for the department without an ambulance.
pub fn travel(step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
    let mean = step.parameters().hospital.own_travel.span();
    let length = step.context.exponential(Purpose::AmbulanceTravel, journeys.get(id).root, 2, mean);
    journeys.enter(step, id, Stage::ToHospital, length);
}

/// Arrives and asks for a space; a crew waits with its patient.
pub fn arrive(step: &mut Step, journeys: &mut Journeys, people: &mut People, lines: &mut Lines, id: JourneyId) {
    if let Some(person) = journeys.get(id).person {
        people.go_to(person, Whereabouts::EmergencyCare);
        step.fact(people.key(person), FactKind::Attended);
    }
    journeys.wait_in(step, id, Stage::AwaitingSpace);
    journeys.get_mut(id).arrived = step.now;
    let urgency = class(journeys.get(id).acuity);
    if lines.ask(step, journeys, id, Line::Spaces, urgency) {
        enter_space(step, journeys, id);
    }
}

/// Has a space: is handed over by the crew, or treated straight away.
pub fn enter_space(step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
    if journeys.get(id).by_ambulance {
        let handover = step.parameters().ambulance.handover.span();
        journeys.enter(step, id, Stage::Handover, handover);
    } else {
        treat(step, journeys, id);
    }
}

/// The handover is over: the crew is free, treatment begins.
pub fn handed_over(step: &mut Step, journeys: &mut Journeys, people: &People, lines: &mut Lines, id: JourneyId) {
    let journey = journeys.get(id);
    if let Some(person) = journey.person {
        let waited = step.now.since(journey.arrived);
        step.fact(people.key(person), FactKind::HandedOver { waited });
    }
    lines.give_back(step, journeys, id, Line::Crews);
    treat(step, journeys, id);
}

fn treat(step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
    let journey = journeys.get(id);
    let emergency = &step.parameters().emergency;
    let median =
        if journey.person.is_some() { emergency.treatment_median } else { step.parameters().others.treatment_median };
    let sigma = emergency.treatment_sigma.get();
    let length = step.context.lognormal(Purpose::EmergencyTreatment, journey.root, 0, median.span(), sigma);
    journeys.enter(step, id, Stage::Treating, length);
}

/// Treatment is over: admit, hand to hospital at home, or send home.
pub fn decide(step: &mut Step, journeys: &mut Journeys, people: &mut People, lines: &mut Lines, id: JourneyId) {
    let journey = *journeys.get(id);
    if !admits(step, lines, &journey) {
        journeys.end(step, people, lines, id, Answer::Department);
        return;
    }
    if takes_hospital_at_home(step, &journey) && urgent::begin_hospital_at_home(step, journeys, people, lines, id) {
        lines.give_back(step, journeys, id, Line::Spaces);
        return;
    }
    hospital::admit(step, journeys, people, lines, id);
}

fn admits(step: &Step, lines: &mut Lines, journey: &Journey) -> bool {
    let parameters = step.parameters();
    let p = match (journey.person, journey.trigger) {
        (None, _) => parameters.others.admit.get(),
        (_, Trigger::HipFracture | Trigger::Assessment) => 1.0,
        (_, Trigger::Fracture) => parameters.hospital.fracture_admitted.get(),
        (_, Trigger::Fall | Trigger::OnFloor) => {
            parameters.emergency.admit_after_fall.all()[journey.acuity as usize].get()
        }
        (_, Trigger::Crisis) => parameters.crisis.admitted.all()[journey.acuity as usize].get(),
        _ => parameters.emergency.admit.all()[journey.acuity as usize].get(),
    };
    let p = if journey.acuity == Acuity::Moderate { p_of_moderate(step, lines, journey.root, p) } else { p };
    step.luck().chance(Purpose::Admit, journey.root, u64::from(journey.admissions), p)
}

/// Moderate cases depend on the hour, because at night no community service can start, and, if so assumed, on how
/// full the hospital is.
fn p_of_moderate(step: &Step, lines: &mut Lines, root: u64, p: f64) -> f64 {
    // The two occupancies between which the parameter is stated.
    const FROM: f64 = 0.9;
    const TO: f64 = 1.0;
    let parameters = step.parameters();
    let urgent = &parameters.urgent;
    let by_day = (urgent.from.get() as usize..urgent.until.get() as usize).contains(&step.now.hour());
    let night = if by_day { 1.0 } else { parameters.emergency.night_admit.get() };
    let slope = parameters.hospital.occupancy_slope.get();
    if slope == 0.0 {
        return with_odds(p, night);
    }
    let [in_use, beds] = lines.occupancy(step.now, Line::Beds, root);
    let occupancy = f64::from(in_use) / f64::from(beds.max(1));
    with_odds(p, night * libm::exp(slope * (occupancy - FROM) / (TO - FROM)))
}

fn takes_hospital_at_home(step: &Step, journey: &Journey) -> bool {
    let suitable = journey.person.is_some() && journey.trigger == Trigger::Illness && !journey.community_answer;
    let p = step.parameters().emergency.home_alternative.get();
    suitable && step.luck().chance(Purpose::UrgentAccept, journey.root, 1, p)
}
