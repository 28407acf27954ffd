//! The worlds of `mdtsim validate`, and what each replication of them gives for each row: a year of usual care, the same
//! after a pandemic, and teams that are evaluated as published ones were.
//!
//! This room measures the model. It does not know what anybody else has measured.

mod besides;
mod follow;
mod links;
pub mod patterns;
mod teams;
mod usual;

use crate::experiment::guard;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::threads::{Threads, ThreadsError, side_by_side};
use crate::experiment::unit::{self, Halt, in_windows};
use crate::experiment::watch::Watch;
use crate::model::place::Place;
use crate::outcomes::cohort::chart::{Charts, Mark};
use crate::outcomes::cohort::matching::Compared;
use crate::outcomes::cohort::rates;
use crate::time::{SimTime, Span};
use follow::{Followed, Look, index_date};
use std::collections::BTreeMap;
use usual::{Staff, Year};

/// What one replication gives, by row, and what it shows besides (`besides.rs`).
pub type Values = BTreeMap<String, f64>;

/// The arm in which a pandemic falls.
const PANDEMIC: &str = "pandemic";
/// The arm whose effect on everybody is a row.
const WHOLE_PLACE: &str = "neighbourhood-mdg";
/// Months of a year.
const MONTHS: f64 = 12.0;
/// Admissions are given per so many residents.
const PER_1000: f64 = 1000.0;
/// An old age.
const VERY_OLD: u32 = 85;
/// Half a year, days.
const HALF_A_YEAR: u64 = 183;

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The threads could not be started.
    #[error("{0}")]
    Threads(#[from] ThreadsError),
    /// A world failed.
    #[error("a world failed: {0}")]
    Failed(String),
    /// Somebody wished it to stop.
    #[error("interrupted; nothing was written")]
    Stopped,
    /// The scenario is not one to validate with.
    #[error("validation wants two places, and an arm called `pandemic` beside its teams")]
    Scenario,
}

impl From<Halt> for MeasureError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Failed(reason) => Self::Failed(reason),
            Halt::Stopped => Self::Stopped,
        }
    }
}

/// Measures every row in every replication of a plan with two places that are alike: the second gives the controls.
///
/// # Errors
/// [`MeasureError`].
pub fn measure(plan: &Plan, threads: usize, watch: &dyn Watch) -> Result<Vec<Values>, MeasureError> {
    let pandemic = plan.arms.iter().any(|arm| arm.id == PANDEMIC);
    if plan.places.len() != 2 || !pandemic {
        return Err(MeasureError::Scenario);
    }
    let replications: Vec<u32> = (0..plan.study.replications).collect();
    let one = |&replication: &u32| {
        guard::catch(|| Replication { plan, replication, watch }.values())
            .unwrap_or_else(|reason| Err(Halt::Failed(reason)))
    };
    let measured = Threads::start(threads)?.within(|| side_by_side(&replications, one));
    Ok(measured.into_iter().collect::<Result<_, _>>()?)
}

/// One replication of all worlds.
struct Replication<'a> {
    plan: &'a Plan,
    replication: u32,
    watch: &'a dyn Watch,
}

impl Replication<'_> {
    fn values(&self) -> Result<Values, Halt> {
        let baseline = self.plan.study.baseline;
        let elsewhere = self.followed(&self.warmed_up(1)?, baseline, Look::Records)?.1;
        let here = self.warmed_up(0)?;
        let (mut values, untouched) = self.usual(&here)?;
        let mut relative = Vec::new();
        for (arm, info) in self.plan.arms.iter().enumerate().filter(|&(arm, _)| arm != baseline) {
            if info.id == PANDEMIC {
                values.extend(self.pandemic(&here, arm)?);
                continue;
            }
            let (place, followed) = self.followed(&here, arm, Look::Records)?;
            let with_team = teams::admissions(&place, &followed);
            relative.push(with_team / untouched - 1.0);
            let matched = |is: fn(Mark) -> bool| teams::matched(&place, &followed, &elsewhere, is);
            if let Some((row, value)) = evaluated(&info.id, matched) {
                values.insert(row.into(), value);
            }
            if info.id == WHOLE_PLACE {
                let residents = f64::from(place.context.figures.population);
                let of_all = (with_team - untouched) * PER_1000 / residents / MONTHS;
                values.insert("val_stokes16_prac".into(), of_all);
            }
        }
        values.insert("val_pioneer_dd".into(), relative.iter().sum::<f64>() / relative.len() as f64);
        Ok(values)
    }

    /// A place at time zero, and the charts of the year before it.
    fn warmed_up(&self, place: usize) -> Result<(Place, Charts), Halt> {
        let unit = self.unit(place);
        let mut charts = Charts::default();
        let mut place = unit::begin(&self.plan.points[unit.point], unit);
        let zero = place.context.zero;
        in_windows(&mut place, SimTime::START, zero, self.watch, |facts| charts.see(facts))?;
        Ok((place, charts))
    }

    fn unit(&self, place: usize) -> Unit {
        Unit { point: 0, replication: self.replication, place }
    }

    /// The world of an arm, followed to the horizon.
    fn followed(&self, warmed_up: &(Place, Charts), arm: usize, look: Look) -> Result<(Place, Followed), Halt> {
        let mut place = unit::fork(&warmed_up.0, self.unit(0), self.plan, arm);
        let mut followed = Followed::new(warmed_up.1.clone(), &place);
        followed.run(&mut place, look, self.watch, |_, _| {})?;
        Ok((place, followed))
    }

    /// The rows of usual care, and its emergency admissions in the year of follow-up.
    fn usual(&self, here: &(Place, Charts)) -> Result<(Values, f64), Halt> {
        let mut place = unit::fork(&here.0, self.unit(0), self.plan, self.plan.study.baseline);
        let mut followed = Followed::new(here.1.clone(), &place);
        let mut before = None;
        followed.run(&mut place, Look::Midnights, self.watch, |place, at| {
            if at == index_date(place) {
                before = Some(Staff::of(place));
            }
        })?;
        let after = Staff::of(&place);
        let staff = [before.unwrap_or_else(|| after.clone()), after];
        let admissions = teams::admissions(&place, &followed);
        Ok((Year { place: &place, followed: &followed, staff }.values(), admissions))
    }

    /// The rows of figures that were counted in a pandemic or soon after one.
    fn pandemic(&self, here: &(Place, Charts), arm: usize) -> Result<Values, Halt> {
        let (place, followed) = self.followed(here, arm, Look::Midnights)?;
        let people = followed.people_at(index_date(&place));
        let in_homes = |youngest| rates::share(people, |person| person.age >= youngest, |person| person.care_home);
        let long_ago = place.context.horizon - Span::days(HALF_A_YEAR);
        let waits: Vec<SimTime> = place.social_care_waits().collect();
        let long = waits.iter().filter(|since| **since < long_ago).count();
        let (delivered, awaited) = followed.home_care;
        Ok(Values::from([
            ("val_ch_65".into(), in_homes(0)),
            ("val_ch_of85".into(), in_homes(VERY_OLD)),
            ("val_adass_6m".into(), long as f64 / waits.len() as f64),
            ("val_undelivered".into(), awaited / (awaited + delivered)),
        ]))
    }
}

/// What a published evaluation of such a team looked at: the row, and what the same comparison gives here.
fn evaluated(arm: &str, matched: impl Fn(fn(Mark) -> bool) -> Compared) -> Option<(&'static str, f64)> {
    Some(match arm {
        "neighbourhood-mdg" => ("val_stokes16_ind", matched(Mark::admission).difference() / MONTHS),
        "integrated-care-team" => ("val_nehf_ae", matched(|mark| mark == Mark::Attended).ratio()),
        "extensivist-hub" => ("val_fylde_ecs", matched(Mark::admission).ratio()),
        "huddle-and-voluntary" => ("val_fylde_epc", matched(Mark::admission).ratio()),
        _ => return None,
    })
}
