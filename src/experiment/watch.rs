//! What an experiment tells while it runs, and how it is asked to stop.

use crate::model::event::Handled;

/// Which trial, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialName<'a> {
    /// Design point.
    pub point: usize,
    /// Draw of the uncertain parameters, from 0; `None` where none are drawn.
    pub draw: Option<u32>,
    /// Id of the arm.
    pub arm: &'a str,
    /// Replication, from 0.
    pub replication: u32,
    /// Name of the place.
    pub place: &'a str,
}

/// What a thread is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Makes up the people and the supply of a place.
    Beginning,
    /// Lives the warm-up of a place.
    WarmUp,
    /// Lives the world of an arm in a place.
    World,
    /// Counts what has happened in a window.
    Counting,
    /// Exchanges what places have to say to each other at a barrier.
    Barrier,
    /// Pairs the lives of an arm with those of the baseline.
    Pairing,
}

impl Part {
    /// All parts, in the order in which a trial comes to them.
    pub const ALL: [Part; 6] =
        [Part::Beginning, Part::WarmUp, Part::World, Part::Counting, Part::Barrier, Part::Pairing];
}

/// Somebody who looks on. Every method has a default that does nothing; they are called from many threads.
///
/// What a watcher does cannot change a result; one that panics when a trial begins fails that trial.
pub trait Watch: Sync {
    /// The world of an arm begins in a place.
    fn trial_begins(&self, _trial: &TrialName) {}
    /// So many person-days more have been lived, of [`crate::experiment::plan::Plan::person_days`].
    fn advanced(&self, _person_days: u64) {}
    /// So many entries of event lists have come up, by kind.
    fn handled(&self, _events: &Handled) {}
    /// A world has come to its end; the reason says why, if it failed.
    fn trial_ended(&self, _trial: &TrialName, _failed: Option<&str>) {}
    /// The calling thread begins with a piece of work; no piece lies within another.
    fn work_begins(&self, _part: Part) {}
    /// The calling thread has ended that piece.
    fn work_ended(&self, _part: Part) {}
    /// Whether to stop at the next opportunity.
    fn wants_to_stop(&self) -> bool {
        false
    }
}

/// Does a piece of work under the eyes of a watcher.
pub(super) fn seen<T>(watch: &dyn Watch, part: Part, work: impl FnOnce() -> T) -> T {
    watch.work_begins(part);
    let done = work();
    watch.work_ended(part);
    done
}

/// Nobody looks on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}
