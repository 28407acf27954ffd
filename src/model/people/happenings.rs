//! What a clock's strike does to the person; what others make of it follows in `place`.

use crate::ids::PersonId;
use crate::model::design::NeedDomain;
use crate::model::fact::FactKind;
use crate::model::people::causes::{IllnessCause, SocialCause};
use crate::model::people::clocks::{Clock, Happening, Rescan};
use crate::model::people::traits::{Acuity, Mark, Needs, Residence, Trigger, Whereabouts};
use crate::model::people::{People, State};
use crate::model::step::{Step, with_odds};
use crate::random::embedding::Point;
use crate::random::luck::Purpose;
use crate::time::Span;

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
    let bed = people.state(person).marks.has(Mark::RehabilitationBed);
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
        Happening::Social(SocialCause::MoveAway) => {
            let state = people.state(person);
            let stays = state.whereabouts != Whereabouts::Residence || state.marks.has(Mark::Dying);
            if stays { Consequence::None } else { Consequence::MovesAway }
        }
        Happening::Social(cause) => social_crisis(step, people, person, cause, point),
        Happening::Death => death(step, people, person, point),
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
        return unhurt(step, people.state(person), draw.uniform(1));
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
    unsettle(step, people, person, point, crisis.1);
    let function = NeedDomain::Function as usize;
    let need = step.luck().chance(Purpose::NeedCourse, root, 1, falls.need_after.get());
    if need && new_need(step, people, person, function) != Consequence::None {
        return Consequence::CrisisAndNeed(crisis.0, crisis.1, function);
    }
    Consequence::Crisis(crisis.0, crisis.1)
}

/// A fall that hurt nobody: at home some cannot get up again, and for some of these 999 is called. Homes lift their
/// residents themselves.
fn unhurt(step: &Step, state: &State, mark: f64) -> Consequence {
    let stranded = step.parameters().falls.cannot_rise.all()[state.frailty as usize].get();
    let called = stranded * step.parameters().contact.lift.get();
    let at_home = state.residence == Residence::Home && state.whereabouts == Whereabouts::Residence;
    if at_home && mark < called { Consequence::Crisis(Trigger::OnFloor, Acuity::Mild) } else { Consequence::None }
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
    step.look_again(person, Rescan::OF_SPELLS.while_passing());
}

/// An illness or injury may begin a spell, or make one last longer: whether it leads to a bed or is treated at home.
fn unsettle(step: &mut Step, people: &mut People, person: PersonId, point: Point, acuity: Acuity) {
    let spells = &step.parameters().destabilised;
    let p = match acuity {
        Acuity::Mild => return,
        Acuity::Moderate => spells.with_moderate_illness.get(),
        Acuity::Severe => spells.with_severe_illness.get(),
    };
    if step.luck().chance(Purpose::DestabilisedSpell, point.id.key(), 1, p) {
        destabilise(step, people, person, point);
    }
}

/// The days begin in which an illness or injury may kill, at home as in hospital.
fn fall_gravely_ill(step: &mut Step, people: &mut People, person: PersonId, point: Point) {
    let mean = step.parameters().death.grave_days.span();
    let length = step.context.exponential(Purpose::DeathInCrisis, point.id.key(), 0, mean);
    let state = people.state_mut(person);
    state.grave_until = state.grave_until.max((step.now + length).ticks() as u32);
    step.look_again(person, Rescan::of(Clock::Death).while_passing());
}

/// The treatment of an illness or injury is over, in a bed or at home: the weeks of convalescence begin, in which
/// illness comes back and people die more often. Their length is the illness's own and asks nobody where it was treated.
pub fn convalesce(step: &mut Step, people: &mut People, person: PersonId, root: u64, acuity: Acuity) {
    let mean = step.parameters().course.convalescence.all()[acuity as usize].span();
    if mean == Span::ZERO {
        return;
    }
    let last = (step.now + step.context.exponential(Purpose::Convalescence, root, 0, mean)).day();
    let state = people.state_mut(person);
    state.convalescent_until = state.convalescent_until.max((last + 1) as u16);
    step.look_again(person, Rescan::of(Clock::Death).and(Rescan::of(Clock::Illness)).while_passing());
}

/// The end has come: in a grave illness or without warning at once; otherwise with the last days, for which those who
/// are not in hospital seek help or not. When they end hangs on nothing that is done in them, nor on where they are spent.
fn death(step: &mut Step, people: &mut People, person: PersonId, point: Point) -> Consequence {
    let dying = &step.parameters().dying;
    let (state, root) = (people.state(person), point.id.key());
    let grave = step.now.ticks() < u64::from(state.grave_until);
    let in_hospital = matches!(state.whereabouts, Whereabouts::EmergencyCare | Whereabouts::Hospital);
    let draw = step.luck().draw(Purpose::DeathInCrisis, root, 1);
    if grave || draw.uniform(0) < dying.sudden.get() {
        return Consequence::Dies;
    }
    let on_their_own = state.residence == Residence::Home && state.whereabouts != Whereabouts::Rehabilitation;
    let calls = if on_their_own { dying.crisis_at_home } else { dying.crisis_in_care_home };
    let planned = if state.marks.has(Mark::EndOfLife) { dying.plan_on_crisis.get() } else { 1.0 };
    let calls = in_hospital || draw.uniform(1) < with_odds(calls.get(), planned);
    let length =
        step.context.lognormal(Purpose::DeathInCrisis, root, 2, dying.days_median.span(), dying.days_sigma.get());
    people.begin_to_die(person, step.now + length);
    step.fact(people.key(person), FactKind::LastDays);
    let need = NeedDomain::EndOfLife as usize;
    let arose =
        !people.state(person).marks.has(Mark::EndOfLife) && new_need(step, people, person, need) != Consequence::None;
    match (calls, arose) {
        (true, true) => Consequence::CrisisAndNeed(Trigger::Illness, Acuity::Severe, need),
        (true, false) => Consequence::Crisis(Trigger::Illness, Acuity::Severe),
        (false, true) => Consequence::Need(need),
        (false, false) => Consequence::None,
    }
}

fn illness(step: &mut Step, people: &mut People, person: PersonId, cause: IllnessCause, point: Point) -> Consequence {
    let illness = &step.parameters().illness;
    let frailty = people.state(person).frailty as usize;
    step.fact(people.key(person), FactKind::FellIll(cause));
    let in_spell = people.state(person).destabilised(step.now);
    let odds = if in_spell { step.parameters().course.severe_in_spell.get() } else { 1.0 };
    let (severe, moderate) =
        (with_odds(illness.severe.all()[frailty].get(), odds), illness.moderate.all()[frailty].get());
    let mark = step.luck().uniform(Purpose::IllnessSeverity, point.id.key(), 0);
    let acuity = if mark < severe {
        fall_gravely_ill(step, people, person, point);
        Acuity::Severe
    } else if mark < severe + moderate {
        Acuity::Moderate
    } else {
        Acuity::Mild
    };
    unsettle(step, people, person, point, acuity);
    Consequence::Crisis(Trigger::Illness, acuity)
}

/// A need arises in a domain where there is none yet; in care homes the home meets it.
pub fn new_need(step: &mut Step, people: &mut People, person: PersonId, domain: usize) -> Consequence {
    let key = people.key(person);
    let state = people.state(person);
    if state.residence == Residence::CareHome || state.needs.has(domain) {
        return Consequence::None;
    }
    let before = state.needs;
    people.add_need(person, domain);
    let raised = raised_by_needs(step, before, people.state(person).needs);
    if domain == NeedDomain::Carer as usize {
        people.state_mut(person).marks.set(Mark::CarerSupported, false);
    }
    if domain == NeedDomain::Medicines as usize {
        people.state_mut(person).marks.set(Mark::MedicinesReviewed, false);
    }
    step.fact(key, FactKind::NeedArose(domain));
    step.look_again(person, raised);
    Consequence::Need(domain)
}

/// The clocks that needs make strike more often than others did: only these can have an earlier point now.
fn raised_by_needs(step: &Step, before: Needs, now: Needs) -> Rescan {
    let tables = &step.context.tables;
    let effects = [
        (Clock::Falls, &tables.needs_on_falls),
        (Clock::Illness, &tables.needs_on_illness),
        (Clock::Frailty, &tables.needs_on_frailty),
        (Clock::Social, &tables.needs_on_crisis),
    ];
    let raised = effects.into_iter().filter(|(_, effect)| effect[now.0 as usize] > effect[before.0 as usize]);
    raised.fold(Rescan::NONE, |all, (clock, _)| all.and(Rescan::of(clock)))
}

/// A need is met, if it is there; function won back protects for a while.
pub fn meet(step: &mut Step, people: &mut People, person: PersonId, domain: usize) {
    if !people.remove_need(person, domain) {
        return;
    }
    step.fact(people.key(person), FactKind::NeedMet(domain));
    step.look_again(person, Rescan::NONE);
    if domain == NeedDomain::Carer as usize {
        people.state_mut(person).marks.set(Mark::CarerSupported, true);
    }
    if domain == NeedDomain::EndOfLife as usize {
        plan_for_the_end(step, people, person);
    }
    // A need that is met lowers intensities, and a lower intensity brings no earlier point; only what was done may raise one.
    if domain == NeedDomain::Function as usize {
        win_back_function(step, people, person);
    }
    if domain == NeedDomain::HousingAndEquipment as usize {
        leave_done(step, people, person, Mark::HomeAdapted);
    }
    if domain == NeedDomain::Medicines as usize {
        leave_done(step, people, person, Mark::MedicinesReviewed);
    }
}

/// What was done stays done, and may act on falls beside the need that it met.
fn leave_done(step: &mut Step, people: &mut People, person: PersonId, mark: Mark) {
    let state = people.state_mut(person);
    state.marks.set(mark, true);
    if step.context.view().dealt_with(state) > 1.0 {
        step.look_again(person, Rescan::of(Clock::Falls));
    }
}

/// Function won back protects for a while, or harms.
fn win_back_function(step: &mut Step, people: &mut People, person: PersonId) {
    let effects = &step.parameters().effects;
    let state = people.state_mut(person);
    state.exercise_until = (step.now + effects.exercise_lasts.span()).ticks() as u32;
    let since = step.now.day().checked_sub(state.admitted_on[0].into());
    let soon = state.admitted_on[0] != u16::MAX && since.is_some_and(|days| days <= effects.soon_after.whole_days());
    state.marks.set(Mark::AfterStay, soon);
    if step.context.view().exercise(state) > 1.0 {
        step.look_again(person, Rescan::of(Clock::Falls));
    }
}

/// Whoever becomes frailer at home may find a carer, so often that carers are as common as at the start.
fn find_carer(step: &Step, state: &mut State, point: Point) {
    let has = step.parameters().people.has_carer.all();
    let (before, now) = (has[state.frailty.better() as usize].get(), has[state.frailty as usize].get());
    let finds = (now - before) / (1.0 - before).max(f64::MIN_POSITIVE);
    let home = state.residence == Residence::Home;
    if home && !state.carer && step.luck().chance(Purpose::Carer, point.id.key(), 0, finds) {
        state.carer = true;
        let old = step.luck().chance(Purpose::Carer, point.id.key(), 1, step.parameters().carers.old.get());
        state.marks.set(Mark::OldCarer, old);
    }
}

/// The last days are planned for: the plan is written and known, and with it where the person wishes to be.
pub fn plan_for_the_end(step: &mut Step, people: &mut People, person: PersonId) {
    let key = people.key(person);
    let p = step.parameters().dying.prefers_home.get();
    let home = step.luck().chance(Purpose::PreferredPlace, key, 0, p);
    let state = people.state_mut(person);
    state.plan = true;
    state.knows_plan = true;
    state.marks.set(Mark::EndOfLife, true);
    state.marks.set(Mark::PrefersHome, home);
    step.fact(key, FactKind::EndPlanned);
}

fn frailty_step(step: &mut Step, people: &mut People, person: PersonId, worse: bool, point: Point) {
    let key = people.key(person);
    let from = people.state(person).frailty;
    let to = if worse { from.worse() } else { from.better() };
    if to == from {
        return;
    }
    people.change_frailty(person, to);
    if worse {
        find_carer(step, people.state_mut(person), point);
    }
    step.fact(key, FactKind::FrailtyStep(worse));
    step.look_again(person, Rescan::ALL);
    // Whether the new band is coded; a band that is never coded leaves the old one on record.
    if step.luck().chance(Purpose::Recorded, point.id.key(), 0, step.parameters().records.frailty_recorded.get()) {
        people.state_mut(person).recorded_frailty = to;
    }
}

/// The carer is lost for good; whose old carer dies is left alone, for such carers are mostly husbands and wives.
fn lose_carer(step: &mut Step, people: &mut People, person: PersonId, cause: SocialCause) {
    let state = people.state_mut(person);
    state.carer = false;
    state.alone |= cause == SocialCause::CarerDeath && state.marks.has(Mark::OldCarer);
    step.fact(people.key(person), FactKind::CarerLost);
    step.look_again(person, Rescan::of(Clock::Falls));
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
    let domain = match cause {
        SocialCause::CarerBreakdown | SocialCause::CarerIllness if !severe => carer,
        _ => care,
    };
    match cause {
        SocialCause::CarerIllness => step.fact(key, FactKind::CarerIll),
        SocialCause::CarerBreakdown | SocialCause::CarerDeath => lose_carer(step, people, person, cause),
        _ => {}
    }
    match new_need(step, people, person, domain) {
        Consequence::Need(domain) => Consequence::CrisisAndNeed(Trigger::Crisis, acuity, domain),
        _ => Consequence::Crisis(Trigger::Crisis, acuity),
    }
}
