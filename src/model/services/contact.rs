//! Seeking help: how long it takes, which door is tried, and what general practice does with a crisis.

use crate::ids::JourneyId;
use crate::ids::PersonId;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::People;
use crate::model::people::causes::pick;
use crate::model::people::traits::{Acuity, Frailty, Trigger};
use crate::model::services::community::{Community, Order, ServiceKind, Task, Work};
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::services::lines::Lines;
use crate::model::services::{ambulance, care_homes, emergency, practitioner, urgent, work};
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::{SimTime, Span};

/// A crisis begins: help is sought after a while. Whoever lies on the floor cannot wait, hurt or not.
pub fn begin(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    person: PersonId,
    root: u64,
    trigger: Trigger,
    acuity: Acuity,
) {
    let frailty: Frailty = people.state(person).frailty;
    let id = journeys.begin(Journey::new(Some(person), root, trigger, acuity, frailty));
    people.state_mut(person).journey = id.0;
    step.fact(people.key(person), FactKind::CrisisBegan { root });
    let contact = &step.parameters().contact;
    let pressing = if trigger == Trigger::OnFloor { Acuity::Severe } else { acuity };
    let median = contact.notice_median.all()[pressing as usize].span();
    let lag = step.context.lognormal(Purpose::NoticeLag, root, 0, median, contact.notice_sigma.get());
    let lag = if people.state(person).alone {
        Span::seconds((lag.ticks() as f64 * contact.alone_factor.get()) as u64)
    } else {
        lag
    };
    let lag = lag + put_off(step, journeys.stay_away, root, pressing);
    let at = if pressing == Acuity::Mild { by_day(step, step.now + lag) } else { step.now + lag };
    journeys.enter(step, id, Stage::Seeking, at.since(step.now));
}

/// How long some put off seeking help while people stay away from services: nobody does in a severe crisis.
fn put_off(step: &Step, stay_away: f64, root: u64, acuity: Acuity) -> Span {
    const WHETHER: u64 = 1;
    const HOW_LONG: u64 = 2;
    if acuity == Acuity::Severe || !step.luck().chance(Purpose::NoticeLag, root, WHETHER, stay_away) {
        return Span::ZERO;
    }
    step.context.exponential(Purpose::NoticeLag, root, HOW_LONG, step.parameters().pandemic.put_off.span())
}

/// The next moment at or after `at` within the hours of general practice; a weekend passes.
fn by_day(step: &Step, at: SimTime) -> SimTime {
    let services = &step.parameters().services;
    let (from, until) = (services.practice_from, services.practice_until);
    let mut at = at;
    if at.hour() >= until.get() as usize {
        at = at.start_of_day() + Span::days(1);
    }
    if at.hour() < from.get() as usize {
        at = at.start_of_day() + Span::from_hours(from.get());
    }
    while !step.context.calendar.day(at).is_working() {
        at = at.start_of_day() + Span::days(1) + Span::from_hours(from.get());
    }
    at
}

/// Where a call for help goes: the doors at which help is sought, and to which those who answer send on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Ambulance,
    /// By ambulance, on the word of a professional who has seen the person.
    SentByAmbulance,
    EmergencyDepartment,
    UrgentResponse,
    Practice,
    Telephone,
    /// The line of a care home's support.
    HomeLine,
    /// Nobody else: the crisis is dealt with.
    Home,
}

/// Seeks help: chooses a door.
pub fn seek(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    community: &mut Community,
    id: JourneyId,
) {
    let journey = *journeys.get(id);
    if let Some(person) = journey.person {
        let (trigger, acuity) = (journey.trigger, journey.acuity);
        step.fact(people.key(person), FactKind::SoughtHelp { trigger, acuity });
    }
    let door = match door(step, community, &journey) {
        Door::Ambulance | Door::EmergencyDepartment | Door::Telephone
            if care_homes::takes(step, people, community, &journey) =>
        {
            Door::HomeLine
        }
        door => door,
    };
    go(step, journeys, people, lines, community, id, door);
}

/// Goes through a door.
fn go(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    community: &mut Community,
    id: JourneyId,
    door: Door,
) {
    match door {
        Door::Ambulance if practitioner::takes(step, community, journeys.get(id)) => {
            practitioner::send(step, journeys, people, community, id);
        }
        Door::Ambulance => ambulance::call(step, journeys, lines, id),
        Door::SentByAmbulance => ambulance::send(step, journeys, lines, id),
        Door::EmergencyDepartment => emergency::travel(step, journeys, id),
        Door::UrgentResponse => urgent::ask(step, journeys, people, community, id),
        Door::Practice => consult(step, journeys, people, community, id),
        Door::Telephone => telephone(step, journeys, people, id),
        Door::HomeLine => care_homes::call(step, journeys, people, community, id),
        Door::Home => journeys.end(step, people, lines, id, Answer::Otherwise),
    }
}

fn door(step: &Step, community: &Community, journey: &Journey) -> Door {
    let contact = &step.parameters().contact;
    let of = journey.acuity as usize;
    if matches!(journey.trigger, Trigger::HipFracture | Trigger::OnFloor) {
        return Door::Ambulance;
    }
    let shares = [contact.ambulance, contact.attend, contact.urgent_response].map(|by| by.all()[of].get());
    let draw = step.luck().draw(Purpose::Door, journey.root, 0);
    let practice = 1.0 - shares.iter().sum::<f64>();
    match pick(draw.uniform(0), &[shares[0], shares[1], shares[2], practice]) {
        0 => Door::Ambulance,
        1 => Door::EmergencyDepartment,
        2 if community.open(ServiceKind::UrgentResponse) => Door::UrgentResponse,
        _ if calls_111(step, community, journey) => Door::Telephone,
        _ if community.open(ServiceKind::Practice) => Door::Practice,
        _ => out_of_hours(step, draw.uniform(1), journey.acuity),
    }
}

/// Whether 111 is called by whom would otherwise turn to general practice.
fn calls_111(step: &Step, community: &Community, journey: &Journey) -> bool {
    let advice = &step.parameters().advice;
    let by = if community.open(ServiceKind::Practice) { advice.by_day } else { advice.out_of_hours };
    step.luck().chance(Purpose::Door, journey.root, 1, by.all()[journey.acuity as usize].get())
}

fn telephone(step: &mut Step, journeys: &mut Journeys, people: &People, id: JourneyId) {
    let journey = journeys.get(id);
    if let Some(person) = journey.person {
        step.fact(people.key(person), FactKind::Telephoned);
    }
    let mean = step.parameters().advice.call.span();
    let length = step.context.exponential(Purpose::NoticeLag, journey.root, 1, mean);
    journeys.enter(step, id, Stage::OnTelephone, length);
}

/// The call to 111 is over: what the caller is told to do.
pub fn advised(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    community: &mut Community,
    id: JourneyId,
) {
    let journey = *journeys.get(id);
    let advice = &step.parameters().advice;
    let shares = [advice.ambulance, advice.attend, advice.urgent_response, advice.self_care];
    let shares = shares.map(|by| by.all()[journey.acuity as usize].get());
    let practice = 1.0 - shares.iter().sum::<f64>();
    let mark = step.luck().uniform(Purpose::Door, journey.root, 2);
    let door = match pick(mark, &[shares[0], shares[1], shares[2], shares[3], practice]) {
        0 => Door::Ambulance,
        1 => Door::EmergencyDepartment,
        2 if community.open(ServiceKind::UrgentResponse) => Door::UrgentResponse,
        3 => Door::Home,
        _ => Door::Practice,
    };
    go(step, journeys, people, lines, community, id, door);
}

/// Who would see a general practice by day calls 999, goes to hospital or waits for the morning.
fn out_of_hours(step: &Step, mark: f64, acuity: Acuity) -> Door {
    let contact = &step.parameters().contact;
    let (ambulance, attend) = (contact.out_of_hours_ambulance.get(), contact.out_of_hours_attend.get());
    match pick(mark, &[ambulance, attend, 1.0 - ambulance - attend]) {
        0 if acuity != Acuity::Mild => Door::Ambulance,
        1 if acuity != Acuity::Mild => Door::EmergencyDepartment,
        _ => Door::Practice,
    }
}

fn consult(step: &mut Step, journeys: &mut Journeys, people: &People, community: &mut Community, id: JourneyId) {
    journeys.wait_in(step, id, Stage::WithCommunity);
    let journey = journeys.get(id);
    let length = work::spread(step, journey.root, 0, step.parameters().contact.consultation);
    let class = crate::model::services::lines::class(journey.acuity) + 1;
    let person = journey.person.map(|person| (person, people.key(person)));
    let order = Order::of(ServiceKind::Practice, class, length, journey.root);
    let task = community.request(step, people, Work::Consultation(id), person, order);
    journeys.get_mut(id).task = Some(task);
}

/// A consultation is over: home, urgent response, or hospital.
pub fn consulted(
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
    let waited = task.began().map_or(Span::ZERO, |began| began.since(journeys.get(id).since));
    step.fact(people.key(person), FactKind::Consulted { waited });
    let (contact, of) = (&step.parameters().contact, journey.acuity as usize);
    let (home, urgent) = (contact.practice_home.all()[of].get(), contact.practice_urgent_response.all()[of].get());
    let mark = step.luck().uniform(Purpose::GpDecision, journey.root, 0);
    let door = match pick(mark, &[home, urgent, 1.0 - home - urgent]) {
        0 => Door::Home,
        1 if community.open(ServiceKind::UrgentResponse) => Door::UrgentResponse,
        _ if journey.acuity == Acuity::Severe => Door::SentByAmbulance,
        _ => Door::EmergencyDepartment,
    };
    go(step, journeys, people, lines, community, id, door);
}

/// Somebody is sent to hospital by a professional who found them deteriorated: a journey whose root is the referral.
pub fn send_to_hospital(step: &mut Step, journeys: &mut Journeys, people: &mut People, person: PersonId, root: u64) {
    let frailty = people.state(person).frailty;
    let id = journeys.begin(Journey::new(Some(person), root, Trigger::Assessment, Acuity::Severe, frailty));
    people.state_mut(person).journey = id.0;
    step.fact(people.key(person), FactKind::CrisisBegan { root });
    emergency::travel(step, journeys, id);
}
