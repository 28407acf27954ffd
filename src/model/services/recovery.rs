//! Recovery after hospital: reablement at home, and beds for rehabilitation.
//!
//! A recovery holds its place until the person is well enough, or until the home care that they now need has started:
//! so a queue for home care fills reablement, and full reablement fills the hospital.

use crate::ids::PersonId;
use crate::model::event::Event;
use crate::model::people::happenings::go_back;
use crate::model::people::traits::{Mark, Residence, Whereabouts};
use crate::model::people::{NONE, Package, People};
use crate::model::services::home_care::HomeCare;
use crate::model::services::journey::Journeys;
use crate::model::services::lines::{Line, Lines};
use crate::model::services::slab::Slab;
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::SimTime;

/// Kinds of recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryKind {
    /// At home, with visits.
    Reablement,
    /// In a bed.
    Rehabilitation,
}

impl RecoveryKind {
    const fn line(self) -> Line {
        match self {
            RecoveryKind::Reablement => Line::Reablement,
            RecoveryKind::Rehabilitation => Line::Rehabilitation,
        }
    }
}

/// One recovery.
#[derive(Clone, Copy, Debug)]
struct Recovery {
    person: PersonId,
    root: u64,
    kind: RecoveryKind,
    /// Its pending event, or never while it waits for home care.
    due: SimTime,
}

/// All recoveries of a place.
#[derive(Clone, Debug, Default)]
pub struct Recoveries {
    slab: Slab<Option<Recovery>>,
    /// People in reablement, who are counted at midnight.
    pub in_reablement: u32,
}

impl Recoveries {
    /// Begins a recovery, whose place is already held.
    pub fn begin(&mut self, step: &mut Step, people: &mut People, person: PersonId, root: u64, kind: RecoveryKind) {
        let discharge = &step.parameters().discharge;
        let length = match kind {
            RecoveryKind::Reablement => step
                .context
                .exponential(Purpose::Reablement, root, 0, discharge.reablement_stay.span())
                .min(discharge.reablement_limit.span()),
            RecoveryKind::Rehabilitation => {
                step.context.exponential(Purpose::RehabilitationBed, root, 0, discharge.rehabilitation_stay.span())
            }
        };
        let due = step.now + length;
        let number = self.slab.add(Some(Recovery { person, root, kind, due }));
        self.in_reablement += u32::from(kind == RecoveryKind::Reablement);
        people.state_mut(person).recovery = number;
        if kind == RecoveryKind::Rehabilitation {
            people.state_mut(person).marks.set(Mark::RehabilitationBed, true);
            go_back(step, people, person);
        }
        step.file(due, Event::Recovery(number));
    }

    /// The planned time is over: no further need, or a wait for home care. It ends before its time for whoever has
    /// come into an acute bed or lives in a care home now.
    pub fn planned_end(
        &mut self,
        step: &mut Step,
        people: &mut People,
        journeys: &mut Journeys,
        lines: &mut Lines,
        home_care: &mut HomeCare,
        number: u32,
    ) {
        let Some(recovery) = *self.slab.get(number) else { return };
        let state = people.state(recovery.person);
        if state.whereabouts == Whereabouts::Hospital || state.residence == Residence::CareHome {
            self.finish(step, people, journeys, lines, recovery.person);
            return;
        }
        if recovery.due != step.now {
            return;
        }
        let p = step.parameters().discharge.no_ongoing_need.get();
        let needs_care = match state.package {
            Package::Lapsed => true,
            Package::None => !step.luck().chance(Purpose::PackageHours, recovery.root, 1, p),
            _ => false,
        };
        if needs_care && !home_care.ask(step, people, recovery.person) {
            if let Some(recovery) = self.slab.get_mut(number) {
                recovery.due = SimTime::NEVER;
            }
            return;
        }
        home_care.resume(step, people, recovery.person);
        self.finish(step, people, journeys, lines, recovery.person);
    }

    /// Recoveries in hand by number: whose they are, and the line of which they hold a place.
    pub fn all(&self) -> impl Iterator<Item = (u32, PersonId, Line)> {
        let in_hand = self.slab.all().filter_map(|(number, recovery)| recovery.map(|recovery| (number, recovery)));
        in_hand.map(|(number, recovery)| (number, recovery.person, recovery.kind.line()))
    }

    /// Ends a person's recovery if only home care was waited for.
    pub fn finish_if_waiting(
        &mut self,
        step: &mut Step,
        people: &mut People,
        journeys: &mut Journeys,
        lines: &mut Lines,
        person: PersonId,
    ) {
        let number = people.state(person).recovery;
        if number != NONE && self.slab.get(number).is_some_and(|recovery| recovery.due == SimTime::NEVER) {
            self.finish(step, people, journeys, lines, person);
        }
    }

    /// Ends a person's recovery, if there is one, and gives the place back.
    pub fn finish(
        &mut self,
        step: &mut Step,
        people: &mut People,
        journeys: &mut Journeys,
        lines: &mut Lines,
        person: PersonId,
    ) {
        let number = std::mem::replace(&mut people.state_mut(person).recovery, NONE);
        if number == NONE {
            return;
        }
        people.state_mut(person).marks.set(Mark::RehabilitationBed, false);
        if people.state(person).whereabouts == Whereabouts::Rehabilitation {
            go_back(step, people, person);
        }
        let Some(recovery) = self.slab.get_mut(number).take() else { return };
        self.slab.free(number);
        self.in_reablement -= u32::from(recovery.kind == RecoveryKind::Reablement);
        lines.release(step, journeys, recovery.kind.line());
    }
}
