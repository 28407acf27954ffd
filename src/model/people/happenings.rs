//! What a clock's strike does to the person; what others make of it follows in `place`.

use crate::ids::PersonId;
use crate::model::design::NeedDomain;
use crate::model::fact::FactKind;
use crate::model::people::People;
use crate::model::people::causes::{IllnessCause, SocialCause};
use crate::model::people::clocks::{Clock, Happening, Rescan};
use crate::model::people::traits::{Acuity, Residence, Trigger, Whereabouts};
use crate::model::step::Step;
use crate::random::embedding::Point;
use crate::random::luck::Purpose;

/// What must follow a happening outside the person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Consequence {
    /// Nothing.
    None,
    /// A crisis for which help will be sought.
    Crisis(Trigger, Acuity),
    /// A new need in the domain with this index.
    Need(usize),
    /// A crisis that leaves a need besides.
    CrisisAndNeed(Trigger, Acuity, usize),
    /// The person moves away.
    MovesAway,
    /// The person dies.
    Dies,
}

/// A person goes back from hospital to where they stay: where they live, or their bed for rehabilitation.
pub fn go_back(step: &mut Step, people: &mut People, person: PersonId) {
    let bed = people.state(person).rehabilitation_bed;
    let to = if bed { Whereabouts::Rehabilitation } else { Whereabouts::Residence };
    people.go_to(person, to);
    step.fact(people.key(person), FactKind::WentBack(to));
}

/// Applies a happening to the person.
pub fn happens(
    step: &mut Step,
    people: &mut People,
    person: PersonId,
    happening: Happening,
    point: Point,
) -> Consequence {
    let key = people.key(person);
    match happening {
        Happening::Fall => fall(step, people, person, point),
        Happening::Illness(cause) => illness(step, people, person, cause, point),
        Happening::Destabilised => {
            destabilise(step, people, person, point);
            Consequence::None
        }
        Happening::Need(domain) => new_need(step, people, person, domain),
        Happening::Condition(condition) => {
            let state = people.state_mut(person);
            if !state.conditions.has(condition) {
                state.conditions.add(condition);
                step.fact(key, FactKind::ConditionBegan(condition));
                step.look_again(person, Rescan::of(Clock::Illness));
                step.look_again(person, Rescan::of(Clock::Death));
            }
            Consequence::None
        }
        Happening::Worse | Happening::Better => {
            let worse = happening == Happening::Worse;
            frailty_step(step, people, person, worse, point);
            Consequence::None
        }
        Happening::Social(SocialCause::MoveAway) => match people.state(person).whereabouts {
            Whereabouts::Residence => Consequence::MovesAway,
            _ => Consequence::None,
        },
        Happening::Social(cause) => social_crisis(step, people, person, cause, point),
        Happening::Death => Consequence::Dies,
    }
}

/// A fall; with an injury or worse, help is sought, and a need may stay behind.
fn fall(step: &mut Step, people: &mut People, person: PersonId, point: Point) -> Consequence {
    let falls = &step.parameters().falls;
    let (key, root) = (people.key(person), point.id.key());
    step.fact(key, FactKind::Fell);
    let draw = step.luck().draw(Purpose::FallInjury, root, 0);
    let (fracture, attention) = (falls.fracture.get(), falls.attention.get());
    let mark = draw.uniform(0);
    if mark >= attention {
        return Consequence::None;
    }
    let crisis = if mark < fracture {
        let hip = draw.uniform(1) < falls.hip_of_fracture.get();
        step.fact(key, FactKind::BrokeBone(hip));
        if hip {
            fall_gravely_ill(step, people, person, point);
        }
        let trigger = if hip { Trigger::HipFracture } else { Trigger::Fracture };
        (trigger, Acuity::Severe)
    } else if draw.uniform(1) < falls.severe_of_attention.get() {
        (Trigger::Fall, Acuity::Severe)
    } else {
        (Trigger::Fall, Acuity::Moderate)
    };
    let function = NeedDomain::Function as usize;
    let need = step.luck().chance(Purpose::NeedCourse, root, 1, falls.need_after.get());
    if need && new_need(step, people, person, function) != Consequence::None {
        return Consequence::CrisisAndNeed(crisis.0, crisis.1, function);
    }
    Consequence::Crisis(crisis.0, crisis.1)
}

/// A destabilised spell begins, or lasts longer.
fn destabilise(step: &mut Step, people: &mut People, person: PersonId, point: Point) {
    let spells = &step.parameters().destabilised;
    let (median, sigma) = (spells.length_median.span(), spells.length_sigma.get());
    let length = step.context.lognormal(Purpose::DestabilisedSpell, point.id.key(), 0, median, sigma);
    let until = (step.now + length).ticks() as u32;
    let state = people.state_mut(person);
    state.destabilised_until = state.destabilised_until.max(until);
    step.fact(people.key(person), FactKind::Destabilised);
    step.look_again(person, Rescan::OF_SPELLS);
}

/// The days begin in which an illness or injury may kill, at home as in hospital.
fn fall_gravely_ill(step: &mut Step, people: &mut People, person: PersonId, point: Point) {
    let mean = step.parameters().death.grave_days.span();
    let length = step.context.exponential(Purpose::DeathInCrisis, point.id.key(), 0, mean);
    let state = people.state_mut(person);
    state.grave_until = state.grave_until.max((step.now + length).ticks() as u32);
    step.look_again(person, Rescan::of(Clock::Death));
}

fn illness(step: &mut Step, people: &mut People, person: PersonId, cause: IllnessCause, point: Point) -> Consequence {
    let illness = &step.parameters().illness;
    let frailty = people.state(person).frailty as usize;
    step.fact(people.key(person), FactKind::FellIll(cause));
    let (severe, moderate) = (illness.severe.all()[frailty].get(), illness.moderate.all()[frailty].get());
    let mark = step.luck().uniform(Purpose::IllnessSeverity, point.id.key(), 0);
    let acuity = if mark < severe {
        let p = step.parameters().destabilised.with_severe_illness.get();
        if step.luck().chance(Purpose::DestabilisedSpell, point.id.key(), 1, p) {
            destabilise(step, people, person, point);
        }
        fall_gravely_ill(step, people, person, point);
        Acuity::Severe
    } else if mark < severe + moderate {
        Acuity::Moderate
    } else {
        Acuity::Mild
    };
    Consequence::Crisis(Trigger::Illness, acuity)
}

/// A need arises in a domain where there is none yet; in care homes the home meets it.
pub fn new_need(step: &mut Step, people: &mut People, person: PersonId, domain: usize) -> Consequence {
    let key = people.key(person);
    let state = people.state(person);
    if state.residence == Residence::CareHome || state.needs.has(domain) {
        return Consequence::None;
    }
    people.add_need(person, domain);
    step.fact(key, FactKind::NeedArose(domain));
    step.look_again(person, Rescan::OF_NEEDS);
    Consequence::Need(domain)
}

/// A need is met, if it is there; function won back protects for a while.
pub fn meet(step: &mut Step, people: &mut People, person: PersonId, domain: usize) {
    if !people.remove_need(person, domain) {
        return;
    }
    step.fact(people.key(person), FactKind::NeedMet(domain));
    // A need that is met lowers intensities, and a lower intensity brings no earlier point; only exercise may raise one.
    if domain == NeedDomain::Function as usize {
        let effects = &step.parameters().effects;
        people.state_mut(person).exercise_until = (step.now + effects.exercise_lasts.span()).ticks() as u32;
        if effects.exercise_on_falls.get() > 1.0 {
            step.look_again(person, Rescan::of(Clock::Falls));
        }
    }
}

fn frailty_step(step: &mut Step, people: &mut People, person: PersonId, worse: bool, point: Point) {
    let key = people.key(person);
    let from = people.state(person).frailty;
    let to = if worse { from.worse() } else { from.better() };
    if to == from {
        return;
    }
    people.change_frailty(person, to);
    step.fact(key, FactKind::FrailtyStep(worse));
    step.look_again(person, Rescan::ALL);
    // Whether the new band is coded; a band that is never coded leaves the old one on record.
    if step.luck().chance(Purpose::Recorded, point.id.key(), 0, step.parameters().records.frailty_recorded.get()) {
        people.state_mut(person).recorded_frailty = to;
    }
}

fn social_crisis(
    step: &mut Step,
    people: &mut People,
    person: PersonId,
    cause: SocialCause,
    point: Point,
) -> Consequence {
    let key = people.key(person);
    step.fact(key, FactKind::SocialCrisis);
    let carer = NeedDomain::Carer as usize;
    let care = NeedDomain::SocialAndCare as usize;
    let severe = step.luck().chance(Purpose::CarerCrisis, point.id.key(), 0, step.parameters().crisis.severe.get());
    let acuity = if severe { Acuity::Severe } else { Acuity::Moderate };
    let domain = if cause == SocialCause::CarerBreakdown {
        people.state_mut(person).carer = false;
        if severe { care } else { carer }
    } else {
        care
    };
    match new_need(step, people, person, domain) {
        Consequence::Need(domain) => Consequence::CrisisAndNeed(Trigger::Crisis, acuity, domain),
        _ => Consequence::Crisis(Trigger::Crisis, acuity),
    }
}
