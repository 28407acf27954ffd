//! Whether the warm-up is long enough: one world of usual care from its beginning, counted every midnight.

use crate::experiment::guard;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::unit;
use crate::model::fact::{Census, Fact, FactKind, Visit};
use crate::model::services::community::ServiceKind;
use crate::statistics::moments::Moments;
use crate::statistics::mser;
use crate::time::{DAY, SimTime, Span};

/// What is looked at: its name in a sentence, and its figure at a midnight.
type Watched = (&'static str, fn(&Midnight) -> f64);

const WATCHED: [Watched; 6] = [
    ("unmet needs", |night| f64::from(night.census.unmet_needs)),
    ("acute beds in use", |night| f64::from(night.census.beds_in_use)),
    ("people ready to leave hospital", |night| f64::from(night.census.delayed)),
    ("hours of home care", |night| f64::from(night.census.home_care_hours)),
    ("posts filled", |night| f64::from(night.census.posts_filled)),
    ("the wait for physiotherapy", |night| night.physiotherapy),
];

/// What is known of a day at its end.
struct Midnight {
    census: Census,
    /// How long those seen by a base service's physiotherapists had waited, days, mean of the last day on which they saw
    /// anybody; 0 before the first. It is the longest queue of usual care, and so the last to settle.
    physiotherapy: f64,
}

/// One series, day by day from the beginning of the warm-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is, as it stands in a sentence.
    pub name: &'static str,
    /// Its figure at each midnight.
    pub days: Vec<f64>,
    /// The day from which it has settled, by MSER-5; `None` where it has not.
    pub settled: Option<usize>,
}

/// The place that was looked at, and its series.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// Name of the place.
    pub place: String,
    /// Warm-up, days.
    pub warm_up: u32,
    /// The series.
    pub series: Vec<Series>,
}

impl Settling {
    /// The smallest place in its first replication, from the beginning of the warm-up to the horizon. `None` when it
    /// fails, as the run will then say.
    pub fn of(plan: &Plan) -> Option<Self> {
        let place = (0..plan.places.len()).min_by_key(|&place| plan.places[place].people_65)?;
        let midnights = guard::catch(|| midnights(plan, place)).ok()?;
        let series = WATCHED.iter().map(|(name, figure)| {
            let days: Vec<f64> = midnights.iter().map(figure).collect();
            Series { name, settled: mser::cut(&days), days }
        });
        let warm_up = plan.study.warm_up_days;
        Some(Self { place: plan.places[place].name.clone(), warm_up, series: series.collect() })
    }

    /// What the series say of the warm-up, in sentences: one for what settles too late, one for what does not.
    pub fn sentences(&self) -> Vec<String> {
        let Self { place, warm_up, series } = self;
        let late: Vec<String> = series
            .iter()
            .filter_map(|one| one.settled.filter(|day| *day > *warm_up as usize).map(|day| (one.name, day)))
            .map(|(name, day)| format!("{name} (settled after {day} days)"))
            .collect();
        let never: Vec<String> =
            series.iter().filter(|one| one.settled.is_none()).map(|one| one.name.to_string()).collect();
        if late.is_empty() && never.is_empty() {
            return vec![format!(
                "In {place} everything that was looked at has settled within the warm-up of {warm_up} days (MSER-5)."
            )];
        }
        let told = |names: Vec<String>, how: &str| {
            let short = format!("The warm-up of {warm_up} days is too short for {} in {place}{how}", names.join(", "));
            (!names.is_empty()).then(|| format!("{short} (MSER-5)."))
        };
        [told(late, ""), told(never, ": not settled by the horizon")].into_iter().flatten().collect()
    }
}

fn midnights(plan: &Plan, place: usize) -> Vec<Midnight> {
    let Some(point) = plan.points.first() else { return Vec::new() };
    let mut world = unit::begin(point, Unit { point: 0, replication: 0, place });
    let until = SimTime::START + point.spans.warm_up + point.spans.horizon;
    let (mut now, mut facts): (SimTime, Vec<Fact>) = (SimTime::START, Vec::new());
    let (mut midnights, mut today, mut physiotherapy) = (Vec::new(), Moments::default(), 0.0);
    while now < until {
        now = (now + Span::days(28)).min(until);
        world.run_until(now, &mut facts);
        for fact in facts.drain(..) {
            match fact.kind {
                FactKind::Contact { visit: Some(Visit { by, waited, .. }), .. }
                    if by == ServiceKind::Physiotherapy as u16 =>
                {
                    today.push(waited.ticks() as f64 / DAY as f64);
                }
                FactKind::Census(census) => {
                    physiotherapy = std::mem::take(&mut today).mean().unwrap_or(physiotherapy);
                    midnights.push(Midnight { census: *census, physiotherapy });
                }
                _ => {}
            }
        }
    }
    midnights
}
