//! Whether the warm-up is long enough: worlds of usual care from their beginning, counted every midnight.
//!
//! MSER-5 (White 1997; White, Cobb and Spratt 2000) looks for a start that differs from what follows. A season or a level that
//! goes on changing differs from what follows at any time, so that by itself the rule says of every such series that it never
//! settles. So the season is taken out first, and where that does not do, the pace at which the level changes; both are
//! those of the last two years, like days of the year being held against one another.

use crate::experiment::guard;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::unit;
use crate::model::fact::{Census, Fact, FactKind, Visit};
use crate::model::services::community::ServiceKind;
use crate::scenario::Scenario;
use crate::statistics::moments::Moments;
use crate::statistics::mser;
use crate::time::{DAY, SimTime, Span};
use crate::units::{Period, Quantity};
use std::ops::Range;

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

/// Days after which a season returns.
const YEAR: usize = 365;
/// The season is told by waves of a year, of half a year and of a third.
const WAVES: usize = 3;
/// So many replications are averaged, so that luck is less taken for a change.
pub const REPLICATIONS: u32 = 3;
/// Nearer to where it comes to rest than this, what is counted is near enough, whenever it settles.
const NEAR: f64 = 0.01;
/// Followed for so long after the warm-up at least: the last two years tell the season, and must not hold the start.
const FOLLOWED: &str = "36 months";

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
    /// The same with the season taken out; as it was where there are not two years of it.
    pub without_season: Vec<f64>,
    /// The day from which it has settled, by MSER-5, season taken out and, where it drifts, its pace too; `None` where it has
    /// not.
    pub settled: Option<usize>,
    /// By how much it changes a year where, but for the season, it goes on changing at the same pace; `None` where it does not.
    pub drift: Option<f64>,
}

impl Series {
    /// Judges a series.
    pub fn of(name: &'static str, days: Vec<f64>) -> Self {
        let pace = pace(&days);
        let season = season(&days, pace);
        let less = |values: &[f64], what: &dyn Fn(usize) -> f64| -> Vec<f64> {
            values.iter().enumerate().map(|(day, value)| value - what(day)).collect()
        };
        let without_season = less(&days, &season);
        let straight = less(&without_season, &|day| pace * day as f64);
        let level = mser::cut(&without_season);
        let settled = level.or_else(|| mser::cut(&straight));
        let drift = settled.filter(|_| level.is_none()).map(|_| pace * YEAR as f64);
        Self { name, days, without_season, settled, drift }
    }

    /// By how much its mean over the days that are counted differs from where it comes to rest, relative to that: its mean from
    /// the day on which it has settled, or of its last year where it has not. What goes on changing at the same pace is no
    /// difference.
    pub fn off(&self, counted: Range<usize>) -> f64 {
        let pace = self.drift.unwrap_or(0.0) / YEAR as f64;
        let middle = (counted.start + counted.end) as f64 / 2.0;
        let mean = |days: Range<usize>| {
            let part = self.without_season.get(days.clone()).unwrap_or_default();
            let level = |(day, value): (usize, &f64)| value - pace * ((days.start + day) as f64 - middle);
            part.iter().enumerate().map(level).sum::<f64>() / part.len().max(1) as f64
        };
        let end = self.days.len();
        let rest = mean(self.settled.unwrap_or(end.saturating_sub(YEAR))..end);
        let counted = mean(counted.start.min(end)..counted.end.min(end));
        if rest == 0.0 { 0.0 } else { counted / rest - 1.0 }
    }

    /// How fast it drifts: "+1.2 % a year"; `None` where it does not.
    pub fn a_year(&self) -> Option<String> {
        const PER_CENT: f64 = 100.0;
        let mean = self.days.iter().sum::<f64>() / self.days.len().max(1) as f64;
        let part = PER_CENT * self.drift? / mean;
        Some(format!("{part:+.1} % a year").replace('-', "−"))
    }
}

/// How much a series changes a day: the days of its last year less the same days a year before.
fn pace(days: &[f64]) -> f64 {
    let Some(last) = days.len().checked_sub(2 * YEAR).map(|first| &days[first..]) else { return 0.0 };
    let (before, after) = last.split_at(YEAR);
    before.iter().zip(after).map(|(before, after)| after - before).sum::<f64>() / (YEAR * YEAR) as f64
}

/// How far a day of the year lies from the mean of a year, in the last two years of a series that changes at a pace.
fn season(days: &[f64], pace: f64) -> impl Fn(usize) -> f64 + use<> {
    let first = days.len().saturating_sub(2 * YEAR);
    let enough = days.len() >= 2 * YEAR;
    let angle = |wave: usize, day: usize| std::f64::consts::TAU * (wave * (day % YEAR)) as f64 / YEAR as f64;
    // Over whole years waves and a level have nothing in common, so that each is told by itself.
    let mean = days[first..].iter().enumerate().map(|(k, value)| value - pace * (first + k) as f64).sum::<f64>()
        / days.len().clamp(1, 2 * YEAR) as f64;
    let part = |wave: usize, of: fn(f64) -> f64| {
        let days = days[first..].iter().enumerate().map(|(k, value)| (first + k, value - mean));
        days.map(|(day, value)| (value - pace * day as f64) * of(angle(wave, day))).sum::<f64>() / YEAR as f64
    };
    let waves: Vec<[f64; 2]> =
        (1..=WAVES).filter(|_| enough).map(|wave| [part(wave, libm::cos), part(wave, libm::sin)]).collect();
    move |day| {
        let at = |(k, [cosine, sine]): (usize, &[f64; 2])| {
            cosine * libm::cos(angle(k + 1, day)) + sine * libm::sin(angle(k + 1, day))
        };
        waves.iter().enumerate().map(at).sum()
    }
}

/// The place that was looked at, and its series.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// Name of the place.
    pub place: String,
    /// Warm-up, days.
    pub warm_up: u32,
    /// What is counted after it, days.
    pub horizon: u32,
    /// The series.
    pub series: Vec<Series>,
}

impl Settling {
    /// The smallest place in the mean of its first replications, from the beginning of the warm-up to the horizon, and on to
    /// three years after the warm-up. `None` when it fails, as the run will then say.
    pub fn of(scenario: &Scenario) -> Option<Self> {
        let followed = Period::from_text(FOLLOWED).ok()?;
        let mut longer = scenario.clone();
        if longer.horizon.whole_days() < followed.whole_days() {
            longer.horizon = followed;
        }
        let plan = &Plan::of(&longer).ok()?;
        let place = (0..plan.places.len()).min_by_key(|&place| plan.places[place].people_65)?;
        let world = |replication| guard::catch(|| midnights(plan, place, replication)).ok();
        let worlds: Vec<Vec<Midnight>> = (0..REPLICATIONS).map(world).collect::<Option<_>>()?;
        let length = worlds.iter().map(Vec::len).min()?;
        let series = WATCHED.iter().map(|(name, figure)| {
            let of_day = |day: usize| worlds.iter().map(|world| figure(&world[day])).sum::<f64>();
            Series::of(name, (0..length).map(|day| of_day(day) / worlds.len() as f64).collect())
        });
        let warm_up = plan.study.warm_up_days;
        let horizon = scenario.horizon.whole_days() as u32;
        Some(Self { place: plan.places[place].name.clone(), warm_up, horizon, series: series.collect() })
    }

    /// What the series say of the warm-up, in sentences: what settles too late or not at all and by how much that moves what is
    /// counted, what goes on changing whatever the warm-up, each with what to do; and how it was judged.
    pub fn sentences(&self) -> Vec<String> {
        let Self { place, warm_up, horizon, series } = self;
        let counted = *warm_up as usize..(warm_up + horizon) as usize;
        let unsettled: Vec<(&Series, f64)> = series
            .iter()
            .filter(|one| one.settled.is_none_or(|day| day > counted.start))
            .map(|one| (one, one.off(counted.clone())))
            .collect();
        let (near, far): (Vec<_>, Vec<_>) = unsettled.into_iter().partition(|(_, off)| off.abs() < NEAR);
        let (late, never): (Vec<_>, Vec<_>) = far.into_iter().partition(|(one, _)| one.settled.is_some());
        let drifting: Vec<String> =
            series.iter().filter_map(|one| Some(format!("{} ({})", one.name, one.a_year()?))).collect();
        let days = series.first().map_or(0, |one| one.days.len());
        let mut sentences = Vec::new();
        let short = format!("The warm-up of {warm_up} days is too short for ");
        if let Some(latest) = late.iter().filter_map(|(one, _)| one.settled).max() {
            let names: Vec<String> = late
                .iter()
                .map(|(one, off)| {
                    format!("{} (settled after {} days; {})", one.name, one.settled.unwrap_or_default(), apart(*off))
                })
                .collect();
            sentences.push(format!(
                "{short}{} in {place} (MSER-5). One of {latest} days would do for that.",
                names.join(", ")
            ));
        }
        if !never.is_empty() {
            let names: Vec<String> =
                never.iter().map(|(one, off)| format!("{} ({} of the last year)", one.name, apart(*off))).collect();
            sentences.push(format!(
                "{short}{} in {place}: not settled in {days} days (MSER-5). Try a longer one, and trust differences between arms, \
                 which begin from the same moment, before levels.",
                names.join(", ")
            ));
        }
        if sentences.is_empty() {
            let but = if drifting.is_empty() { "" } else { ", but for drift" };
            sentences.push(format!(
                "In {place} everything that was looked at has settled within the warm-up of {warm_up} days{but}, or lies within \
                 {} of where it does (MSER-5).",
                per_cent(NEAR)
            ));
        } else if !near.is_empty() {
            let names: Vec<&str> = near.iter().map(|(one, _)| one.name).collect();
            sentences.push(format!(
                "Settled late or not at all, and yet in the period that is counted within {} of where they come to rest: {}.",
                per_cent(NEAR),
                names.join(", ")
            ));
        }
        if !drifting.is_empty() {
            sentences.push(format!(
                "Drift and no matter of the start: at the same pace goes on changing in {place}: {} (MSER-5 once that is taken \
                 out). No warm-up ends it; every arm has it, and levels hold for the period that is counted.",
                drifting.join(", ")
            ));
        }
        sentences.push(format!(
            "Judged with the season taken out, on the mean of {REPLICATIONS} replications over {days} days (MSER-5)."
        ));
        sentences
    }
}

/// How far what is counted lies from where it comes to rest: "3.1 % below the level".
fn apart(off: f64) -> String {
    format!("counted {} {} the level", per_cent(off.abs()), if off < 0.0 { "below" } else { "above" })
}

fn per_cent(share: f64) -> String {
    const PER_CENT: f64 = 100.0;
    format!("{:.0} %", PER_CENT * share)
}

fn midnights(plan: &Plan, place: usize, replication: u32) -> Vec<Midnight> {
    let Some(point) = plan.points.first() else { return Vec::new() };
    let mut world = unit::begin(point, Unit { point: 0, replication, place });
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

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: u32 = 4 * YEAR as u32;

    /// A level of 100 with numbers that look random, and something besides.
    fn series(besides: impl Fn(f64) -> f64) -> Series {
        let noise = |key: u32| (f64::from(key + 1) * 0.754_877_666_246_693).fract() - 0.5;
        Series::of("a figure", (0..DAYS).map(|day| 100.0 + noise(day) + besides(f64::from(day))).collect())
    }

    fn season(day: f64) -> f64 {
        5.0 * libm::cos(std::f64::consts::TAU * day / YEAR as f64)
    }

    fn start(day: f64) -> f64 {
        -30.0 * libm::exp(-day / 40.0)
    }

    #[test]
    fn noise_and_season_have_settled_from_the_beginning() {
        for made in [series(|_| 0.0), series(season)] {
            assert!(made.settled.unwrap() <= 60, "{:?}", made.settled);
            assert_eq!(made.drift, None);
        }
        let seasonal = series(season);
        assert_eq!(mser::cut(&seasonal.without_season), seasonal.settled);
        assert!(seasonal.without_season.iter().all(|value| (value - 100.0).abs() < 1.0), "the season is taken out");
    }

    #[test]
    fn a_start_that_wears_off_is_cut_off_where_it_ends_with_a_season_or_without() {
        for made in [series(start), series(|day| start(day) + season(day))] {
            assert!((90..=250).contains(&made.settled.unwrap()), "{:?}", made.settled);
            assert_eq!(made.drift, None);
        }
    }

    #[test]
    fn a_drift_is_told_as_such_and_what_comes_before_it_as_a_start() {
        let made = series(|day| 0.02 * day + season(day));
        assert!(made.settled.unwrap() <= 60, "{:?}", made.settled);
        assert!((made.drift.unwrap() - 7.3).abs() < 0.1, "{:?}", made.drift);
        let both = series(|day| 0.02 * day + season(day) + start(day));
        assert!((90..=250).contains(&both.settled.unwrap()), "{:?}", both.settled);
        assert!(both.drift.is_some());
    }

    #[test]
    fn what_is_counted_is_held_against_where_a_series_comes_to_rest() {
        // Thirty below at first, half of it gone by day 28: the mean of the first hundred days is 11 below a hundred.
        let made = series(|day| start(day) + season(day));
        assert!((made.off(0..100) + 0.11).abs() < 0.01, "{}", made.off(0..100));
        assert!(made.off(400..800).abs() < 0.002);
        let drifting = series(|day| 0.02 * day);
        assert!(drifting.off(0..365).abs() < 0.005, "{}", drifting.off(0..365));
    }

    #[test]
    fn what_changes_ever_faster_has_neither_settled_nor_a_pace() {
        let made = series(|day| (day / 100.0) * (day / 100.0));
        assert_eq!((made.settled, made.drift), (None, None));
    }

    #[test]
    fn each_is_named_with_what_to_do() {
        let drifting = series(|day| 0.02 * day);
        let late = Series { name: "another", ..series(start) };
        let of = |warm_up, series: &[&Series]| {
            let series = series.iter().copied().cloned().collect();
            Settling { place: "Ashby".to_string(), warm_up, horizon: 100, series }.sentences().join(" ")
        };
        let told = of(30, &[&drifting, &late]);
        for words in [
            "too short for another (settled after",
            "% below the level)",
            "would do",
            "in Ashby: a figure (+6.4 % a year)",
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
        let nearly = of(120, &[&late]);
        assert!(
            nearly.starts_with("In Ashby everything") && nearly.contains("within 1 % of where it does"),
            "{nearly}"
        );
        let enough = of(365, &[&late]);
        assert!(
            enough.starts_with("In Ashby everything that was looked at has settled within the warm-up"),
            "{enough}"
        );
        assert!(!enough.contains("rift"), "{enough}");
    }
}
