//! What an experiment tells while it runs, and how it is asked to stop.

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

/// Somebody who looks on. Every method has a default that does nothing; they are called from many threads.
///
/// What a watcher does cannot change a result; one that panics when a trial begins fails that trial.
pub trait Watch: Sync {
    /// The world of an arm begins in a place.
    fn trial_begins(&self, _trial: &TrialName) {}
    /// So many person-days more have been lived, of [`crate::experiment::plan::Plan::person_days`].
    fn advanced(&self, _person_days: u64) {}
    /// A world has come to its end; the reason says why, if it failed.
    fn trial_ended(&self, _trial: &TrialName, _failed: Option<&str>) {}
    /// Whether to stop at the next opportunity.
    fn wants_to_stop(&self) -> bool {
        false
    }
}

/// Nobody looks on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}
