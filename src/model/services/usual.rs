//! Usual care for needs: noticed late, referred, sometimes sent back, waiting in the line of one profession.

use crate::ids::PersonId;
use crate::model::design::{NeedDomain, Organisation};
use crate::model::fact::{Caller, Errand, FactKind};
use crate::model::people::happenings::meet;
use crate::model::people::reach;
use crate::model::people::traits::{Residence, Whereabouts};
use crate::model::people::{Package, People, State};
use crate::model::services::community::{Community, Length, Order, ServiceKind, Task, Work, WorkPlace};
use crate::model::services::home_care::HomeCare;
use crate::model::services::lines::{Line, Lines};
use crate::model::services::{discharge, work};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::{DAY, Span, WEEK};
use crate::units::Period;

/// Ordinary referrals come after people in hospital and in crisis.
pub const ROUTINE: u8 = 3;

/// The service that answers a domain in usual care, and who employs it.
pub fn service_of(domain: NeedDomain) -> (ServiceKind, Organisation) {
    match domain {
        NeedDomain::Medical | NeedDomain::EndOfLife => (ServiceKind::Nursing, Organisation::Trust),
        NeedDomain::Function => (ServiceKind::Physiotherapy, Organisation::Trust),
        NeedDomain::CognitionAndMood => (ServiceKind::MentalHealth, Organisation::Trust),
        NeedDomain::SocialAndCare => (ServiceKind::SocialWork, Organisation::Council),
        NeedDomain::HousingAndEquipment => (ServiceKind::OccupationalTherapy, Organisation::Council),
        NeedDomain::Carer => (ServiceKind::LinkWork, Organisation::Vcs),
        NeedDomain::Medicines => (ServiceKind::Pharmacy, Organisation::Gp),
    }
}

/// A need has arisen: usual care will notice it after a while, and a referral that is sent back is made again.
pub fn need_arose(
    step: &mut Step,
    people: &People,
    community: &mut Community,
    person: PersonId,
    index: usize,
    onset: u64,
) {
    let needs = &step.parameters().needs;
    let key = mix(onset, index as u64);
    let mean = needs.noticed_after.all()[index].span();
    let mean = Span::seconds(
        (mean.ticks() as f64 * reach::on_notice(step.parameters(), people.state(person), people.afar)) as u64,
    );
    let lag = step.context.exponential(Purpose::NeedCourse, key, 0, mean);
    let bounced = step.luck().chance(Purpose::HandOffLost, key, 0, needs.bounced.get());
    let again = if bounced { step.parameters().work.retry.span() } else { Span::ZERO };
    let kind = service_of(NeedDomain::numbered(index)).0;
    let length = length_of(step, key, index, kind);
    let order = Order::of(kind, ROUTINE, length, key).at(WorkPlace::Home).after(lag + again);
    community.request(step, people, Work::Need(person, index as u8), Some((person, people.key(person))), order);
}

/// Staff time of assessment and action together.
pub fn length_of(step: &Step, key: u64, index: usize, kind: ServiceKind) -> Length {
    let work = &step.parameters().work;
    let sharing = work.usual_sharing.get();
    let visit = |length: Period| work::visit(step, key, index as u64, length, sharing);
    match kind {
        ServiceKind::SocialWork => work::spread(step, key, index as u64, work.care_assessment).into(),
        ServiceKind::OccupationalTherapy | ServiceKind::Physiotherapy => visit(work.therapist_assessment),
        ServiceKind::Pharmacy => work::spread(step, key, index as u64, work.medicines_review).into(),
        ServiceKind::LinkWork => visit(work.link_worker_visit),
        _ => visit(work.visit),
    }
}

/// What acts on needs.
pub struct Means<'a> {
    /// People.
    pub people: &'a mut People,
    /// Home care.
    pub home_care: &'a mut HomeCare,
    /// Lines, for places in care homes.
    pub lines: &'a mut Lines,
    /// The largest package of home care that whoever acts may agree to without the council, hours a week.
    pub agrees_to: f64,
}

/// Usual care has dealt with a need, if it is still there and nobody else has it in hand.
///
/// Returns whether the need is still there for usual care to notice again.
pub fn dealt_with(step: &mut Step, means: &mut Means, person: PersonId, index: usize, task: &Task) -> bool {
    let key = means.people.key(person);
    let minutes = task.whole().minutes() as f32;
    let by = Caller { role: service_of(NeedDomain::numbered(index)).0.role(), team: false };
    let (errand, visit) = (Errand::Need(index as u8), Some(task.visit()));
    step.fact(key, FactKind::Contact { minutes, by, errand, visit });
    let state = means.people.state(person);
    if !state.needs.has(index) || state.in_hand.has(index) {
        return state.needs.has(index);
    }
    means.people.state_mut(person).noticed.add(index);
    let employer = service_of(NeedDomain::numbered(index)).1;
    assessed(step, means.people, person, employer, step.parameters().work.usual_sharing.get());
    act(step, means, person, index, task.luck);
    means.people.state(person).needs.has(index)
}

/// An assessment by somebody of an organisation: is it one that another organisation has just made? Returns whether
/// it was made again in full.
pub fn assessed(step: &mut Step, people: &mut People, person: PersonId, by: Organisation, sharing: f64) -> bool {
    let work = &step.parameters().work;
    let key = people.key(person);
    let recent = recently_by_another(step, people.state(person), by);
    let p = work.duplicate.get() * (1.0 - sharing);
    let occasion = mix(by as u64, step.now.ticks() / WEEK);
    let repeated = recent && step.luck().chance(Purpose::DuplicateAssessment, key, occasion, p);
    let state = people.state_mut(person);
    state.assessed_on = (step.now.ticks() / DAY) as u16;
    state.assessed_by = by as u8;
    step.fact(key, FactKind::Assessed { repeated });
    repeated
}

/// Whether another organisation than `by` has assessed somebody a short while ago.
pub fn recently_by_another(step: &Step, state: &State, by: Organisation) -> bool {
    let today = (step.now.ticks() / DAY) as u16;
    state.assessed_on != u16::MAX
        && f64::from(today - state.assessed_on) < step.parameters().work.duplicate_window.days()
        && state.assessed_by != by as u8
}

/// Acts on a need: it is met or not, waits for home care, or ends in a care home if a place is free.
pub fn act(step: &mut Step, means: &mut Means, person: PersonId, index: usize, attempt: u64) {
    let needs = &step.parameters().needs;
    let state = means.people.state(person);
    let at_home = state.whereabouts == Whereabouts::Residence && state.residence == Residence::Home;
    if NeedDomain::numbered(index) == NeedDomain::SocialAndCare && at_home {
        let care_home = needs.care_home_wanted.all()[state.frailty as usize].get();
        let draw = step.luck().draw(Purpose::PlacementLength, attempt, 0);
        if draw.uniform(0) < care_home && means.lines.occupy(step.now, Line::CareHomes, attempt) {
            discharge::move_to_care_home(step, means.people, means.home_care, person);
            return;
        }
        if draw.uniform(1) < needs.home_care_wanted.get() && state.package == Package::None {
            means.people.state_mut(person).in_hand.add(index);
            means.home_care.ask_for(step, means.people, person, means.agrees_to);
            return;
        }
    }
    if step.luck().chance(Purpose::ActionEffect, attempt, index as u64, needs.met_by_action.all()[index].get()) {
        meet(step, means.people, person, index);
    }
}
