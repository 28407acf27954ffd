//! The further worlds of spill-over: what an arm does as if capacity were untouched, and what its queues alone do.
//!
//! The third world runs the arm's team while the shared queues answer as the baseline's did; the other order runs the
//! baseline's people while they answer as the arm's did. Whoever has not asked for spill-over runs and records nothing.

use crate::experiment::plan::Plan;
use crate::experiment::results::ArmKind;
use crate::model::place::Place;
use crate::model::untouched::Recording;

/// Who answers in the shared queues of a world.
#[derive(Clone, Copy, Debug)]
pub(super) enum Queues<'a> {
    /// They themselves.
    Own,
    /// They themselves, and it is recorded.
    Recorded,
    /// A recording of another world.
    Told(&'a Recording),
}

impl Queues<'_> {
    /// Has the queues of a world at time zero answered so.
    pub fn prepare(self, place: &mut Place) {
        match self {
            Queues::Own => {}
            Queues::Recorded => place.record(),
            Queues::Told(recording) => place.answer_from(recording),
        }
    }
}

/// One of each for the two further worlds of an arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Further<T> {
    /// The arm's team, with the baseline's queues: as if capacity were untouched.
    pub untouched: T,
    /// The other order: the baseline's people, with the arm's queues.
    pub reversed: T,
}

impl<T> Further<T> {
    /// The same of something else.
    pub fn map<R>(&self, of: impl Fn(&T) -> R) -> Further<R> {
        Further { untouched: of(&self.untouched), reversed: of(&self.reversed) }
    }
}

impl Plan {
    /// Whether the queues of an arm's worlds are recorded: those of the baseline and of every design beside it.
    pub(super) fn records(&self, arm: usize) -> bool {
        self.study.spill_over && self.arms[arm].kind == ArmKind::Design
    }

    /// How many worlds of an arm are run beside its own.
    pub(super) fn further_worlds(&self, arm: usize) -> u64 {
        const FURTHER: u64 = 2;
        if self.records(arm) && arm != self.study.baseline { FURTHER } else { 0 }
    }

    pub(super) fn queues(&self, arm: usize) -> Queues<'static> {
        if self.records(arm) { Queues::Recorded } else { Queues::Own }
    }
}
