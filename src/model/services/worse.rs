//! A second crisis while one is in hand: the graver goes on, and the other is answered as part of it.
//!
//! Every crisis keeps its own root: it begins once and is answered once. An admission belongs to the crisis for which
//! it was decided, so a crisis that takes over before that moment becomes the root of what follows, and one that comes
//! after it only makes the stay longer. This file must not know which clocks crises come from.

use crate::ids::{JourneyId, PersonId};
use crate::model::event::Event;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::traits::{Acuity, Trigger};
use crate::model::services::contact;
use crate::model::services::discharge::Ways;
use crate::model::services::hospital;
use crate::model::services::journey::{Journey, Stage};
use crate::model::services::lines::{Line, Waits, class};
use crate::model::step::Step;

/// A crisis: whose, its root point, and what it is.
#[derive(Clone, Copy, Debug)]
pub struct Crisis {
    /// Who is in it.
    pub person: PersonId,
    /// The root point.
    pub root: u64,
    /// What set it off.
    pub trigger: Trigger,
    /// How urgent it is.
    pub acuity: Acuity,
}

/// A crisis befalls somebody whose journey is in hand.
pub fn befalls(step: &mut Step, ways: &mut Ways, id: JourneyId, crisis: Crisis) {
    let journey = *ways.journeys.get(id);
    let in_bed = matches!(journey.stage, Stage::Stay | Stage::AwaitingExit | Stage::Leaving);
    match journey.stage {
        _ if in_bed && crisis.acuity == Acuity::Severe => {
            absorb(step, ways, crisis);
            stay_longer(step, ways, id, crisis);
        }
        _ if in_bed || !graver(&crisis, &journey) => absorb(step, ways, crisis),
        // The decision to admit has been made; the ward will deal with both.
        Stage::AwaitingBed => absorb(step, ways, crisis),
        Stage::Seeking | Stage::WithCommunity | Stage::HospitalAtHome => seek_again(step, ways, id, crisis),
        _ => take_over(step, ways, id, crisis),
    }
}

/// Whether a crisis asks for more than the journey in hand.
fn graver(crisis: &Crisis, journey: &Journey) -> bool {
    let urgency = |acuity, trigger| (acuity, trigger == Trigger::HipFracture);
    urgency(crisis.acuity, crisis.trigger) > urgency(journey.acuity, journey.trigger)
}

/// A crisis is part of the one in hand.
fn absorb(step: &mut Step, ways: &Ways, crisis: Crisis) {
    let key = ways.people.key(crisis.person);
    step.fact(key, FactKind::CrisisBegan { root: crisis.root });
    step.fact(key, FactKind::CrisisAnswered { root: crisis.root, answer: Answer::Otherwise });
}

/// At home: help is sought for the graver crisis, and what was under way for the other is given up.
fn seek_again(step: &mut Step, ways: &mut Ways, id: JourneyId, crisis: Crisis) {
    withdraw(step, ways, id);
    let journey = *ways.journeys.get(id);
    let answer = if journey.stage == Stage::HospitalAtHome { Answer::Substituted } else { Answer::Otherwise };
    ways.journeys.end(step, ways.people, ways.lines, id, answer);
    let Crisis { person, root, trigger, acuity } = crisis;
    contact::begin(step, ways.journeys, ways.people, person, root, trigger, acuity);
}

/// On the way to hospital or in the department: the journey goes on for the graver crisis, in its class.
fn take_over(step: &mut Step, ways: &mut Ways, id: JourneyId, crisis: Crisis) {
    let key = ways.people.key(crisis.person);
    let journey = ways.journeys.get_mut(id);
    step.fact(key, FactKind::CrisisAnswered { root: journey.root, answer: Answer::Otherwise });
    step.fact(key, FactKind::CrisisBegan { root: crisis.root });
    (journey.root, journey.trigger, journey.acuity) = (crisis.root, crisis.trigger, crisis.acuity);
    let Some(line) = journey.waits.map(Waits::line) else { return };
    if matches!(line, Line::Crews | Line::Spaces) {
        ways.lines.stop_waiting(step, ways.journeys, id);
        if ways.lines.ask(step, ways.journeys, id, line, class(crisis.acuity)) {
            ways.journeys.get_mut(id).due = step.now;
            step.file(step.now, Event::Journey(id));
        }
    }
}

/// In a bed: whoever was ready to leave is so no longer, and the stay lasts as long as the new crisis needs.
fn stay_longer(step: &mut Step, ways: &mut Ways, id: JourneyId, crisis: Crisis) {
    if ways.journeys.get(id).stage != Stage::Stay {
        withdraw(step, ways, id);
        ways.lines.stop_waiting(step, ways.journeys, id);
        for line in [Line::Reablement, Line::Rehabilitation, Line::CareHomes] {
            ways.lines.give_back(step, ways.journeys, id, line);
        }
        ways.journeys.delayed -= 1;
        ways.journeys.wait_in(step, id, Stage::Stay);
        ways.journeys.get_mut(id).due = step.now;
    }
    hospital::prolong(step, ways.journeys, ways.people, id, crisis.root, crisis.trigger);
}

/// Withdraws the work that a journey waits for, unless somebody is at it already: then its end changes nothing.
pub fn withdraw(step: &mut Step, ways: &mut Ways, id: JourneyId) {
    if let Some(task) = ways.journeys.get_mut(id).task.take() {
        ways.community.withdraw(step, ways.people, task);
    }
}
