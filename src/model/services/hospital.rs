//! Adult beds: admission, the stay, and what a stay does to people.

use crate::ids::JourneyId;
use crate::model::design::NeedDomain;
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::happenings::{Consequence, go_back, new_need};
use crate::model::people::traits::{Acuity, Condition, Mark, Trigger, Whereabouts};
use crate::model::people::{NONE, People, State};
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::services::lines::{Line, Lines};
use crate::model::step::{Step, with_odds};
use crate::random::luck::Purpose;
use crate::random::samplers::standard_normal_quantile;
use crate::time::{DAY, Span};

/// Emergency patients come before elective ones.
const EMERGENCY: u8 = 0;
const ELECTIVE: u8 = 1;

/// The decision to admit: asks for a bed, and keeps the space until there is one.
pub fn admit(step: &mut Step, journeys: &mut Journeys, people: &mut People, lines: &mut Lines, id: JourneyId) {
    let journey = *journeys.get(id);
    if let Some(person) = journey.person {
        let (root, ordinal, trigger) = (journey.root, journey.admissions, journey.trigger);
        step.fact(people.key(person), FactKind::Admitted { root, ordinal, trigger });
        journeys.get_mut(id).admissions += 1;
        let state = people.state_mut(person);
        let day = (step.now.ticks() / DAY) as u16;
        state.admitted_on = [day, state.admitted_on[0]];
    }
    journeys.wait_in(step, id, Stage::AwaitingBed);
    if lines.ask(step, journeys, id, Line::Beds, EMERGENCY) {
        reach_bed(step, journeys, people, lines, id);
    }
}

/// An elective patient is called for; without a bed in time the operation is cancelled.
pub fn call_elective(step: &mut Step, journeys: &mut Journeys, people: &mut People, lines: &mut Lines, id: JourneyId) {
    if lines.ask(step, journeys, id, Line::Beds, ELECTIVE) {
        reach_bed(step, journeys, people, lines, id);
    } else {
        let patience = step.parameters().hospital.elective_patience.span();
        journeys.enter(step, id, Stage::AwaitingBed, patience);
    }
}

/// A bed is reached: the space is free again, the stay begins.
pub fn reach_bed(step: &mut Step, journeys: &mut Journeys, people: &mut People, lines: &mut Lines, id: JourneyId) {
    let waited = step.now.since(journeys.get(id).since);
    lines.give_back(step, journeys, id, Line::Spaces);
    let delirium = delirium(step, people, journeys.get(id));
    let journey = journeys.get_mut(id);
    journey.in_bed_from = step.now;
    journey.delirium = delirium;
    let length = stay(step, people, journey);
    let person = journey.person;
    journeys.enter(step, id, Stage::Stay, length);
    let Some(person) = person else { return };
    people.go_to(person, Whereabouts::Hospital);
    step.fact(people.key(person), FactKind::ReachedBed { waited });
    if delirium {
        step.fact(people.key(person), FactKind::BecameDelirious);
    }
    let recovery = people.state(person).recovery;
    if recovery != NONE {
        // Whoever has come into an acute bed gives up the place in reablement or rehabilitation.
        step.file(step.now, Event::Recovery(recovery));
    }
}

/// Falls gravely ill or breaks a hip in hospital: the stay lasts as long as that needs, if that is longer.
pub fn prolong(step: &mut Step, journeys: &mut Journeys, people: &People, id: JourneyId, root: u64, trigger: Trigger) {
    let journey = journeys.get_mut(id);
    let length = stay(step, people, &Journey { root, trigger, ..*journey });
    if step.now + length >= journey.due {
        journey.due = step.now + length;
        step.file(journey.due, Event::Journey(id));
    }
}

/// Whether the stay is one with delirium, by frailty and dementia.
fn delirium(step: &Step, people: &People, journey: &Journey) -> bool {
    let Some(person) = journey.person else { return false };
    let p = chance_of_delirium(step, people.state(person));
    step.luck().chance(Purpose::Delirium, journey.root, u64::from(journey.admissions), p)
}

fn chance_of_delirium(step: &Step, state: &State) -> f64 {
    let delirium = &step.parameters().delirium;
    let dementia = if state.conditions.has(Condition::Dementia) { delirium.with_dementia.get() } else { 1.0 };
    with_odds(delirium.chance.all()[state.frailty as usize].get(), dementia)
}

/// The stay until ready to leave. Whoever is dying stays to the end, unless it is written down that they wish to be
/// at home.
fn stay(step: &Step, people: &People, journey: &Journey) -> Span {
    let Some(person) = journey.person else {
        return step.context.exponential(Purpose::BackgroundStay, journey.root, 0, journey.mean_stay);
    };
    let needed = needed_stay(step, journey);
    // The published stays are of all; delirium says whose are the longer ones, and leaves their geometric mean.
    let p = chance_of_delirium(step, people.state(person));
    let above_mean = f64::from(u8::from(journey.delirium)) - p;
    let longer = libm::pow(step.parameters().delirium.on_stay.get(), above_mean);
    let needed = Span::seconds((needed.ticks() as f64 * longer) as u64);
    let wishes = people.state(person).marks.has(Mark::PrefersHome);
    match people.dies_at(person) {
        Some(end) if !wishes => needed.max(end.since(step.now) + Span::seconds(1)),
        _ => needed,
    }
}

/// The medically needed stay but for delirium.
fn needed_stay(step: &Step, journey: &Journey) -> Span {
    let hospital = &step.parameters().hospital;
    let (root, stage) = (journey.root, u64::from(journey.admissions));
    if journey.trigger == Trigger::HipFracture {
        return step.context.exponential(Purpose::LengthOfStay, root, stage, hospital.hip_stay_mean.span());
    }
    let factor = hospital.stay_frailty.all()[journey.frailty as usize].get();
    let median = Span::from_days(hospital.stay_median.days() * factor);
    let first = journey.trigger == Trigger::Illness && journey.acuity == Acuity::Severe && journey.admissions <= 1;
    if first && step.parameters().course.stay_follows {
        // The same luck that makes the grave days of the illness long makes the stay long.
        let z = standard_normal_quantile(1.0 - step.luck().uniform(Purpose::DeathInCrisis, root, 0));
        return Span::seconds((median.ticks() as f64 * libm::exp(hospital.stay_sigma.get() * z)) as u64);
    }
    step.context.lognormal(Purpose::LengthOfStay, root, stage, median, hospital.stay_sigma.get())
}

/// Leaves the bed. A stay may leave a new need in function behind, the more likely the longer it was. Returns
/// whether it did.
pub fn leave(step: &mut Step, journeys: &mut Journeys, people: &mut People, lines: &mut Lines, id: JourneyId) -> bool {
    let journey = *journeys.get(id);
    lines.give_back(step, journeys, id, Line::Beds);
    let Some(person) = journey.person else { return false };
    let key = people.key(person);
    let stay = step.now.since(journey.in_bed_from);
    let delay = step.now.since(journey.ready_from);
    step.fact(key, FactKind::LeftBed { stay, delay });
    let harmed = harms(step, &journey, stay);
    go_back(step, people, person);
    harmed && new_need(step, people, person, NeedDomain::Function as usize) != Consequence::None
}

/// The causal part of hospital-associated disability, spread evenly over the stay at which it was seen.
fn harms(step: &Step, journey: &Journey, stay: Span) -> bool {
    let hospital = &step.parameters().hospital;
    let at_usual_stay = hospital.disability.get() * hospital.disability_causal.get();
    let more = if journey.delirium { step.parameters().delirium.on_harm.get() } else { 1.0 };
    let stays = more * stay.in_days() / hospital.disability_stay.days();
    let p = 1.0 - libm::pow(1.0 - at_usual_stay, stays);
    step.luck().chance(Purpose::FunctionalLoss, journey.root, u64::from(journey.admissions), p)
}
