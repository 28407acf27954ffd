//! Worlds of usual care, lived to be held against targets: common luck at every point, on all threads.

use crate::experiment::guard;
use crate::experiment::threads::{Threads, ThreadsError};
use crate::experiment::unit::{WINDOW, in_windows};
use crate::experiment::watch::{Unwatched, Watch};
use crate::model::fact::{Census, Fact, FactKind};
use crate::model::parameters::Parameters;
use crate::model::place::Place;
use crate::model::place_figures::PlaceFigures;
use crate::model::start::{self, Spans, TAIL_DAYS};
use crate::outcomes::strata::{Mix, Strata};
use crate::random::luck::Luck;
use crate::time::{Calendar, DAY, HOUR, SimTime, Span};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// The national standard for urgent community response.
const TWO_HOURS: Span = Span::seconds(2 * HOUR);

/// The same worlds again and again, but for their parameters.
#[derive(Clone, Debug)]
pub struct Laboratory {
    /// Whose population it is.
    pub figures: PlaceFigures,
    /// Warm-up and what is counted after it.
    pub spans: Spans,
    /// The calendar from the start of the warm-up.
    pub calendar: Calendar,
    /// Seed of all luck.
    pub seed: u64,
    /// Worlds at every point.
    pub replications: u32,
}

/// What was seen of the worlds at a point, all replications together.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The parameters of the point.
    pub parameters: Parameters,
    /// Events and time by stratum.
    pub strata: Strata,
    /// Who lived there at the start of the warm-up.
    pub at_start: Mix,
    /// Who lived there at the horizon.
    pub at_end: Mix,
    /// Sums over midnights and stays.
    pub sums: Sums,
    /// Sums of worlds with the supply of an earlier year, where targets are of one.
    pub earlier: Option<Sums>,
    /// Residents under 65.
    pub younger: f64,
}

/// Sums over the midnights and stays of all worlds of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Midnights of residents.
    pub alive: f64,
    /// Midnights of residents in a bed though ready to leave.
    pub delayed: f64,
    /// Midnights of beds in use, and of beds there are.
    pub beds: [f64; 2],
    /// Stays that ended, and days of delay in them.
    pub stays: [f64; 2],
    /// Urgent responses, and those within two hours.
    pub urgent: [f64; 2],
    /// Posts of home-care workers, and workers in post.
    pub care_posts: [f64; 2],
    /// Funded posts of community services, and filled ones.
    pub posts: [f64; 2],
}

impl Sums {
    fn fields(&mut self) -> [&mut f64; 12] {
        let Self { alive, delayed, beds, stays, urgent, care_posts, posts } = self;
        let ([b0, b1], [s0, s1], [u0, u1]) = (beds, stays, urgent);
        let ([c0, c1], [p0, p1]) = (care_posts, posts);
        [alive, delayed, b0, b1, s0, s1, u0, u1, c0, c1, p0, p1]
    }

    fn add(&mut self, mut other: Self) {
        self.fields().into_iter().zip(other.fields()).for_each(|(mine, theirs)| *mine += *theirs);
    }

    fn see(&mut self, facts: &[Fact], beds: u32) {
        for fact in facts {
            match fact.kind {
                FactKind::Census(ref census) => self.midnight(census, beds),
                FactKind::LeftBed { delay, .. } => {
                    self.stays[0] += 1.0;
                    self.stays[1] += delay.ticks() as f64 / DAY as f64;
                }
                FactKind::UrgentCame { waited, .. } => {
                    self.urgent[0] += 1.0;
                    self.urgent[1] += f64::from(u8::from(waited <= TWO_HOURS));
                }
                _ => {}
            }
        }
    }

    fn midnight(&mut self, census: &Census, beds: u32) {
        self.alive += f64::from(census.alive);
        self.delayed += f64::from(census.delayed);
        self.beds[0] += f64::from(census.beds_in_use);
        self.beds[1] += f64::from(beds);
        self.care_posts[0] += f64::from(census.staff.care_posts);
        self.care_posts[1] += f64::from(census.staff.care_workers);
        self.posts[0] += f64::from(census.posts_funded);
        self.posts[1] += f64::from(census.posts_filled);
    }
}

impl Observed {
    fn add(&mut self, other: &Self) {
        self.strata.add(&other.strata);
        self.at_start.add(&other.at_start);
        self.at_end.add(&other.at_end);
        self.sums.add(other.sums);
        if let (Some(mine), Some(theirs)) = (&mut self.earlier, other.earlier) {
            mine.add(theirs);
        }
        self.younger += other.younger;
    }

    /// Worlds of one point as one, in their order; `None` of none.
    pub fn together(worlds: &[Self]) -> Option<Self> {
        let (first, others) = worlds.split_first()?;
        let mut all = first.clone();
        others.iter().for_each(|other| all.add(other));
        Some(all)
    }
}

/// Somebody who looks on while points are tried.
pub trait Onlooker: Sync {
    /// So many of so many worlds of a batch have been lived.
    fn lived(&self, done: usize, of: usize);
    /// Whether to stop.
    fn wants_to_stop(&self) -> bool;
    /// Something worth a line.
    fn told(&self, words: &str);
}

/// Why points could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// Somebody wished it to stop.
    #[error("stopped")]
    Stopped,
    /// A world failed.
    #[error("a world failed: {0}")]
    Failed(String),
    /// The threads could not be started.
    #[error("{0}")]
    Threads(#[from] ThreadsError),
}

impl Laboratory {
    /// Lives the worlds of every point; what is seen is the same bits on any number of threads.
    ///
    /// # Errors
    /// When somebody stopped it, or a world failed.
    pub fn observe(
        &self,
        points: Vec<Parameters>,
        threads: usize,
        onlooker: &dyn Onlooker,
    ) -> Result<Vec<Observed>, TrialError> {
        let worlds = self.worlds(points, threads, onlooker)?;
        Ok(worlds.iter().filter_map(|of_point| Observed::together(of_point)).collect())
    }

    /// The same, each world of a point by itself.
    ///
    /// # Errors
    /// When somebody stopped it, or a world failed.
    pub fn worlds(
        &self,
        points: Vec<Parameters>,
        threads: usize,
        onlooker: &dyn Onlooker,
    ) -> Result<Vec<Vec<Observed>>, TrialError> {
        let units: Vec<(usize, u32)> =
            (0..points.len()).flat_map(|point| (0..self.replications).map(move |number| (point, number))).collect();
        let worlds: Mutex<Vec<Option<Observed>>> = Mutex::new(vec![None; units.len()]);
        let (failed, over) = (Mutex::new(None), AtomicBool::new(false));
        Threads::start(threads)?.each(units.iter().enumerate(), |(index, &(point, replication))| {
            if over.load(Ordering::Relaxed) || onlooker.wants_to_stop() {
                over.store(true, Ordering::Relaxed);
                return;
            }
            match guard::catch(|| self.live(&points[point], replication)) {
                Ok(world) => {
                    let mut worlds = worlds.lock().unwrap_or_else(|error| error.into_inner());
                    worlds[index] = Some(world);
                    onlooker.lived(worlds.iter().flatten().count(), units.len());
                }
                Err(reason) => {
                    over.store(true, Ordering::Relaxed);
                    *failed.lock().unwrap_or_else(|error| error.into_inner()) = Some(reason);
                }
            }
        });
        if let Some(reason) = failed.into_inner().unwrap_or_else(|error| error.into_inner()) {
            return Err(TrialError::Failed(reason));
        }
        let worlds = worlds.into_inner().unwrap_or_else(|error| error.into_inner());
        let worlds: Option<Vec<Observed>> = worlds.into_iter().collect();
        let mut worlds = worlds.ok_or(TrialError::Stopped)?.into_iter();
        Ok(points.iter().map(|_| worlds.by_ref().take(self.replications as usize).collect()).collect())
    }

    /// One world of usual care from its warm-up to the horizon.
    fn live(&self, parameters: &Parameters, replication: u32) -> Observed {
        let luck = Luck::new(self.seed, replication);
        let context = start::context(parameters, &self.figures, &self.calendar, self.spans, luck);
        let (zero, horizon) = (context.zero, context.horizon);
        let mut place = start::place(context);
        let at_start = Mix::of(place.inhabitants(SimTime::START));
        let lived = in_windows(&mut place, SimTime::START, zero, &Unwatched as &dyn Watch, |_| {});
        debug_assert!(lived.is_ok(), "nobody looks on who could stop it");
        let (strata, sums) = count(&mut place, zero, horizon);
        Observed {
            parameters: parameters.clone(),
            strata,
            at_start,
            at_end: Mix::of(place.inhabitants(horizon)),
            sums,
            earlier: None,
            younger: f64::from(self.figures.population - self.figures.older_residents()),
        }
    }

    /// Days from the start of the warm-up that a calendar for these spans must have.
    pub fn days(spans: Spans) -> usize {
        ((spans.warm_up.in_days() + spans.horizon.in_days()) as u64 + TAIL_DAYS) as usize + 1
    }
}

/// What is counted between time zero and the horizon.
fn count(place: &mut Place, zero: SimTime, horizon: SimTime) -> (Strata, Sums) {
    let (mut strata, mut sums, mut facts, mut now) = (Strata::new(zero, horizon), Sums::default(), Vec::new(), zero);
    while now < horizon {
        let next = (now + WINDOW).min(horizon);
        strata.sort(place.inhabitants(now), now, next);
        place.run_until(next, &mut facts);
        strata.see(&facts);
        sums.see(&facts, place.beds());
        facts.clear();
        now = next;
    }
    strata.close(place.inhabitants(horizon));
    (strata, sums)
}
