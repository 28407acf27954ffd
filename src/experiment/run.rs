//! Running a plan on all cores. Threads decide when a trial is run, never what comes of it.

pub use crate::experiment::gather::Trial;
use crate::experiment::gather::{self, Gathering, Lives};
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::results::Results;
use crate::experiment::threads::{Threads, ThreadsError};
use crate::experiment::together;
use crate::experiment::unit::{self, Halt};
use crate::experiment::watch::Watch;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Mutex;

/// Keeps every trial as soon as it is finished, for instance in a journal.
pub type Keep<'a> = dyn FnMut(&Trial) -> io::Result<()> + Send + 'a;

/// What came of a plan.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The rows of all trials that came to their end.
    pub results: Results,
    /// Whether somebody stopped the experiment, so that trials are missing.
    pub stopped: bool,
}

/// Why an experiment could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The threads could not be started.
    #[error("{0}")]
    Threads(#[from] ThreadsError),
    /// A finished trial could not be kept.
    #[error("cannot keep a finished trial: {0}")]
    Keep(#[from] io::Error),
}

/// What the threads share.
struct Shared<'a, 'k> {
    gathering: Gathering<'a>,
    trials: Vec<Trial>,
    keep: &'a mut Keep<'k>,
    trouble: Option<io::Error>,
    stopped: bool,
}

/// Runs all trials of a plan on so many threads. The rows are the same bits on any number of them.
///
/// # Errors
/// When threads cannot be started or a finished trial cannot be kept; a trial that fails is no error but part of the
/// results.
pub fn run(plan: &Plan, threads: usize, watch: &dyn Watch, keep: &mut Keep) -> Result<Finished, RunError> {
    run_from(plan, 0, threads, watch, keep)
}

/// As [`run`], but for the replications before `first`, which have been run already.
///
/// # Errors
/// As [`run`].
pub fn run_from(
    plan: &Plan,
    first: u32,
    threads: usize,
    watch: &dyn Watch,
    keep: &mut Keep,
) -> Result<Finished, RunError> {
    resume(plan, first, &[], threads, watch, keep)
}

/// As [`run_from`], with trials that have been lived before and were kept: a replication of which all trials are among
/// them is not run again, and the results are the same bits as if it had been.
///
/// # Errors
/// As [`run`].
pub fn resume(
    plan: &Plan,
    first: u32,
    lived: &[Trial],
    threads: usize,
    watch: &dyn Watch,
    keep: &mut Keep,
) -> Result<Finished, RunError> {
    let pool = Threads::start(threads)?;
    let wanted = |replication: u32| (first..plan.study.replications).contains(&replication);
    let whole = whole_replications(plan, lived);
    let trials = lived.iter().filter(|trial| wanted(trial.replication) && whole.contains(&replication_of(plan, trial)));
    let shared = Shared {
        gathering: Gathering::new(plan),
        trials: trials.cloned().collect(),
        keep,
        trouble: None,
        stopped: false,
    };
    let shared = Mutex::new(shared);
    let units = plan.units().into_iter();
    let units = units.filter(|unit| wanted(unit.replication) && !whole.contains(&(unit.point, unit.replication)));
    pool.each(units, |unit| {
        if !lock(&shared).is_over(watch) {
            for (unit, lives) in live(plan, unit, watch) {
                lock(&shared).take(unit, lives);
            }
        }
    });
    let Shared { trials, trouble, stopped, .. } = shared.into_inner().unwrap_or_else(|poison| poison.into_inner());
    match trouble {
        Some(error) => Err(error.into()),
        None => Ok(Finished {
            results: gather::results(plan.study.clone(), plan.arms.clone(), plan.places.clone(), trials),
            stopped,
        }),
    }
}

/// The plan's point and the replication of a trial.
fn replication_of(plan: &Plan, trial: &Trial) -> (usize, u32) {
    (plan.point_at_draw(trial.point, trial.draw), trial.replication)
}

/// The replications, by point, of which the trials of all arms have been lived.
fn whole_replications(plan: &Plan, lived: &[Trial]) -> BTreeSet<(usize, u32)> {
    let mut arms: BTreeMap<(usize, u32), BTreeSet<usize>> = BTreeMap::new();
    for trial in lived {
        arms.entry(replication_of(plan, trial)).or_default().insert(trial.arm);
    }
    let is_whole = |&(_, replication): &(usize, u32), arms: &BTreeSet<usize>| {
        plan.arms_in(replication).iter().all(|arm| arms.contains(arm))
    };
    arms.into_iter().filter(|(which, arms)| is_whole(which, arms)).map(|(which, _)| which).collect()
}

/// The worlds of a unit: of one place, or of all where places meet.
fn live(plan: &Plan, unit: Unit, watch: &dyn Watch) -> Vec<(Unit, Lives)> {
    if plan.points[unit.point].places_meet() {
        together::live(plan, unit, watch)
    } else {
        vec![(unit, unit::live(plan, unit, watch))]
    }
}

impl Shared<'_, '_> {
    /// Whether no further unit is to be begun.
    fn is_over(&mut self, watch: &dyn Watch) -> bool {
        self.stopped |= watch.wants_to_stop();
        self.stopped || self.trouble.is_some()
    }

    /// Takes the worlds of a unit, and keeps the trials that are finished with it.
    fn take(&mut self, unit: Unit, lives: Lives) {
        if self.trouble.is_some() {
            return;
        }
        if lives.iter().any(|life| matches!(life, Err(Halt::Stopped))) {
            self.stopped = true;
            return;
        }
        let trials = self.gathering.take(unit, lives);
        let kept = trials.iter().try_for_each(|trial| (self.keep)(trial));
        self.trials.extend(trials);
        self.trouble = self.trouble.take().or(kept.err());
    }
}

fn lock<'m, 'a, 'k>(shared: &'m Mutex<Shared<'a, 'k>>) -> std::sync::MutexGuard<'m, Shared<'a, 'k>> {
    shared.lock().unwrap_or_else(|poison| poison.into_inner())
}
