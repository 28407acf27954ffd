//! Support of care homes: a regular round of each home, with reviews of medicines and advance plans, and a line that a home
//! calls before it calls 999. All of it is work of one service; without staff none of it happens.
//!
//! Homes have no other part in the model than to say whose round it is.

use crate::ids::{JourneyId, PersonId};
use crate::model::fact::{Answer, Caller, Errand, FactKind};
use crate::model::people::clocks::{Clock, Rescan};
use crate::model::people::happenings::plan_for_the_end;
use crate::model::people::traits::{Mark, Residence, Trigger, Whereabouts};
use crate::model::people::{People, State};
use crate::model::services::community::{Community, Order, ServiceKind, Task, Work};
use crate::model::services::journey::{Journey, Journeys};
use crate::model::services::lines::{Lines, class};
use crate::model::services::{contact, urgent, work};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::{DAY, Span};

/// Rounds come after every call.
const ROUND: u8 = 4;
/// Sets what is drawn about a resident at a round apart.
const PLAN: u64 = 0;
const SENT: u64 = 1;

/// The rounds of all homes of a place.
#[derive(Clone, Debug, Default)]
pub struct Rounds {
    homes: Vec<Round>,
    /// Day of the next rounds.
    next: u64,
    /// How often rounds have been asked for.
    asked: u64,
}

/// The round of one home.
#[derive(Clone, Debug, Default)]
struct Round {
    /// Whether staff have been asked for one that is not done yet.
    under_way: bool,
    /// Who is to be seen, with their luck keys.
    residents: Vec<Visit>,
}

/// What a round is to do for one resident.
#[derive(Clone, Copy, Debug)]
struct Visit {
    person: PersonId,
    key: u64,
    /// Which round of the place it belongs to.
    round: u64,
    minutes: f32,
    plans: bool,
    reviews: bool,
}

/// The day turns: when rounds are due, each home whose last one is done is given another.
pub fn turn_of_day(step: &mut Step, rounds: &mut Rounds, people: &People, community: &mut Community) {
    if step.now.day() < rounds.next || !community.staffed(ServiceKind::CareHomeSupport) {
        return;
    }
    let rules = &step.parameters().care_homes;
    rounds.next = step.now.day() + rules.round_every.whole_days().max(1);
    rounds.asked += 1;
    let places = step.parameters().social_care.care_home_places.of(step.context.residents());
    rounds.homes.resize((places / rules.size.get()).ceil().max(1.0) as usize, Round::default());
    for round in rounds.homes.iter_mut().filter(|round| !round.under_way) {
        round.residents.clear();
    }
    for person in people.residents().filter(|&person| people.state(person).residence == Residence::CareHome) {
        let key = people.key(person);
        let home = step.luck().hash(Purpose::CareHome, key, 0) % rounds.homes.len() as u64;
        let round = &mut rounds.homes[home as usize];
        if !round.under_way {
            let visit = plan_visit(step, people.state(person), person, key, rounds.asked);
            round.residents.push(visit);
        }
    }
    ask(step, rounds, people, community);
}

fn plan_visit(step: &Step, state: &State, person: PersonId, key: u64, round: u64) -> Visit {
    let (rules, work) = (&step.parameters().care_homes, &step.parameters().work);
    let plans = !state.marks.has(Mark::EndOfLife)
        && step.luck().chance(Purpose::HomeRound, mix(key, PLAN), round, rules.plans.get());
    let reviews = u64::from(state.medicines_until) <= step.now.day();
    let more = |does: bool, length: crate::units::Period| if does { length.minutes() } else { 0.0 };
    let minutes = rules.round_minutes.minutes() + more(plans, work.plan) + more(reviews, work.medicines_review);
    Visit { person, key, round, minutes: minutes as f32, plans, reviews }
}

fn ask(step: &mut Step, rounds: &mut Rounds, people: &People, community: &mut Community) {
    let asked = rounds.asked;
    for (home, round) in rounds.homes.iter_mut().enumerate().filter(|(_, round)| !round.under_way) {
        if round.residents.is_empty() {
            continue;
        }
        round.under_way = true;
        let minutes: f64 = round.residents.iter().map(|visit| f64::from(visit.minutes)).sum();
        let length = work::travel(step) + Span::from_minutes(minutes);
        let order = Order::of(ServiceKind::CareHomeSupport, ROUND, length, mix(home as u64, asked));
        community.request(step, people, Work::HomeRound(home as u16), None, order);
    }
}

/// The round of a home is done: what it has brought each resident who is still there.
pub fn went_round(step: &mut Step, rounds: &mut Rounds, journeys: &mut Journeys, people: &mut People, task: &Task) {
    let Work::HomeRound(home) = task.work else { return };
    let round = &mut rounds.homes[usize::from(home)];
    round.under_way = false;
    for visit in std::mem::take(&mut round.residents) {
        let state = people.state(visit.person);
        let there = people.key(visit.person) == visit.key
            && state.residence == Residence::CareHome
            && state.whereabouts == Whereabouts::Residence;
        if there {
            seen(step, journeys, people, visit, task);
        }
    }
}

fn seen(step: &mut Step, journeys: &mut Journeys, people: &mut People, visit: Visit, task: &Task) {
    let (person, key) = (visit.person, visit.key);
    let by = Caller { role: ServiceKind::CareHomeSupport.role(), team: false };
    let (minutes, errand) = (visit.minutes, Errand::HomeRound);
    step.fact(key, FactKind::Contact { minutes, by, errand, visit: Some(task.visit()) });
    let holds = step.parameters().visits.contact_holds.span();
    people.state_mut(person).in_touch_until = (step.now + holds).ticks() as u32;
    if visit.plans && !people.state(person).marks.has(Mark::EndOfLife) {
        plan_for_the_end(step, people, person);
    }
    if visit.reviews {
        review(step, people, person);
        escalate(step, journeys, people, visit);
    }
}

/// The medicines of a resident are reviewed, which is felt in falls for a while.
fn review(step: &mut Step, people: &mut People, person: PersonId) {
    let until = step.now + step.parameters().care_homes.review_every.span();
    people.state_mut(person).medicines_until = (until.ticks() / DAY) as u16;
    step.fact(people.key(person), FactKind::MedicinesReviewed);
    if step.parameters().care_homes.review_on_falls.get() > 1.0 {
        step.look_again(person, Rescan::of(Clock::Falls));
    }
}

/// Somebody found in the middle of a destabilised spell when looked at closely may be sent to hospital, as after any
/// first assessment.
fn escalate(step: &mut Step, journeys: &mut Journeys, people: &mut People, visit: Visit) {
    let person = visit.person;
    let state = people.state(person);
    if !state.destabilised(step.now) || state.journey().is_some() {
        return;
    }
    let root = mix(mix(visit.key, SENT), visit.round);
    if step.luck().chance(Purpose::Escalate, root, 0, step.parameters().team.escalates.get()) {
        step.fact(people.key(person), FactKind::Escalated);
        contact::send_to_hospital(step, journeys, people, person, root);
    }
}

/// Whether a care home that would send to hospital, or call 999 or 111, calls its line first.
pub fn takes(step: &Step, people: &People, community: &Community, journey: &Journey) -> bool {
    let in_home = |person| people.state(person).residence == Residence::CareHome;
    if journey.trigger == Trigger::HipFracture || !journey.person.is_some_and(in_home) {
        return false;
    }
    let first = step.parameters().care_homes.calls_first.all()[journey.acuity as usize].get();
    community.open(ServiceKind::CareHomeSupport) && step.luck().chance(Purpose::HomeRound, journey.root, 0, first)
}

/// A home calls: somebody comes within hours, as urgent response does.
pub fn call(step: &mut Step, journeys: &mut Journeys, people: &People, community: &mut Community, id: JourneyId) {
    let journey = *journeys.get(id);
    let sharing = step.parameters().work.usual_sharing.get();
    let length = work::visit(step, journey.root, 1, step.parameters().urgent.visit, sharing);
    let order = Order::of(ServiceKind::CareHomeSupport, class(journey.acuity) + 1, length, journey.root);
    urgent::await_visit(step, journeys, people, community, id, Work::HomeCall(id), order);
}

/// Somebody has been to the resident for whom the home called.
pub fn answered(
    step: &mut Step,
    journeys: &mut Journeys,
    people: &mut People,
    lines: &mut Lines,
    id: JourneyId,
    task: &Task,
) {
    let Some(person) = journeys.get(id).person else { return };
    let waited = task.waited() + work::travel(step);
    step.fact(people.key(person), FactKind::HomeCallAnswered { waited });
    if urgent::settles(step, journeys, people, lines, id) {
        journeys.end(step, people, lines, id, Answer::Substituted);
    }
}
