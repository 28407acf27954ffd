//! What a plan will cost, from a pilot: the smallest place for a few weeks, timed on this machine.

use crate::experiment::gather;
use crate::experiment::journal;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::threads::Threads;
use crate::experiment::unit::{self, Halt, WINDOW};
use crate::experiment::watch::Unwatched;
use crate::time::Span;
use std::time::Duration;

/// What a plan will cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Trials: an arm in a replication at a point, in all places.
    pub trials: usize,
    /// Person-days to be lived.
    pub person_days: u64,
    /// Time of one core.
    pub core: Duration,
    /// Space on disk, in bytes, without the page and the pictures.
    pub disk_bytes: u64,
}

/// Days that a pilot warms up.
const PILOT: Span = WINDOW;
/// Days in a month, about: enough to size what is kept of each month.
const MONTH_DAYS: u32 = 30;
/// The tables take about as much again as the journal.
const JOURNAL_AND_TABLES: u64 = 2;

impl Cost {
    /// Runs a pilot of a plan and scales it up. `None` when the pilot fails, and so would the plan.
    pub fn of(plan: &Plan) -> Option<Self> {
        let pilot = pilot(plan)?;
        let (elapsed, bytes) = timed(&pilot, plan)?;
        let person_days = plan.person_days();
        let trials = plan.trials();
        let scopes = if plan.places.len() > 1 { plan.places.len() + 1 } else { 1 };
        Some(Self {
            trials,
            person_days,
            core: elapsed.mul_f64(person_days as f64 / pilot.person_days() as f64),
            disk_bytes: (trials * scopes * bytes) as u64 * JOURNAL_AND_TABLES,
        })
    }
}

/// The plan's smallest place at its first point, once, for a short time in all arms.
fn pilot(plan: &Plan) -> Option<Plan> {
    let first = plan.points.first()?;
    let smallest = (0..first.places.len()).min_by_key(|&place| first.places[place].older_residents())?;
    let mut point = first.clone();
    point.places = vec![first.places[smallest].clone()];
    point.spans.warm_up = point.spans.warm_up.min(PILOT);
    point.spans.horizon = point.spans.horizon.min(PILOT);
    let mut pilot = Plan { places: vec![plan.places[smallest].clone()], points: vec![point], ..plan.clone() };
    pilot.study.replications = 1;
    pilot.arms.iter_mut().for_each(|arm| arm.replications = 1);
    Some(pilot)
}

/// How long the pilot takes on one core, and how many bytes a row of the plan takes in the journal.
#[allow(clippy::disallowed_methods)] // a forecast of time needs a clock; nothing of it reaches a row
fn timed(pilot: &Plan, plan: &Plan) -> Option<(Duration, usize)> {
    let unit = Unit { point: 0, replication: 0, place: 0 };
    let one_thread = Threads::start(1).ok()?;
    let begun = std::time::Instant::now();
    let lives = one_thread.within(|| unit::live(pilot, unit, &Unwatched));
    let elapsed = begun.elapsed();
    if lives.iter().any(|life| matches!(life, Err(Halt::Failed(_)))) {
        return None;
    }
    let mut trial = gather::Gathering::new(pilot).take(unit, lives).pop()?;
    let months = plan.study.horizon_days / MONTH_DAYS + 1;
    for row in &mut trial.rows {
        row.months.resize(months as usize, row.months.last().copied().unwrap_or_default());
    }
    Some((elapsed, journal::written_bytes(&trial)))
}
