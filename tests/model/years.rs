//! Years, seasons and days differ as their parameters say, and alike in all places.

use crate::support::parameters;
use mdtsim::model::tables::Tables;
use mdtsim::random::luck::Luck;
use mdtsim::time::{Calendar, SimTime, Span};

const YEARS: u64 = 300;

/// The tables of many years.
fn tables(overrides: &[(&str, toml::Value)]) -> Tables {
    let calendar = Calendar::new("2027-01-01".parse().unwrap(), (YEARS * 366) as usize);
    Tables::new(&parameters(overrides), &calendar, Luck::new(11, 0))
}

fn days() -> impl Iterator<Item = SimTime> {
    (0..YEARS * 365).map(|day| SimTime::START + Span::days(day))
}

/// Mean and correlation from year to year of the levels in the middle of each financial year.
fn from_year_to_year(level: impl Fn(SimTime) -> f64) -> (f64, f64) {
    let levels: Vec<f64> = (0..YEARS).map(|year| level(SimTime::START + Span::days(200 + year * 365))).collect();
    let mean = levels.iter().sum::<f64>() / levels.len() as f64;
    let product = |lag: usize| levels.windows(lag + 1).map(|w| (w[0] - mean) * (w[lag] - mean)).sum::<f64>();
    (mean, product(1) / product(0))
}

#[test]
fn sickness_has_its_mean_and_a_year_resembles_the_one_before() {
    for (carried, low, high) in [(0.0, -0.15, 0.15), (0.6, 0.45, 0.75)] {
        let tables = tables(&[("years.carried_over", carried.into())]);
        let (mean, correlation) = from_year_to_year(|at| tables.sickness_level(at));
        assert!((mean - 1.0).abs() < 0.03, "{mean}");
        assert!((low..high).contains(&correlation), "{carried}: {correlation}");
    }
    let even = tables(&[("years.sickness_spread", 0.0.into())]);
    assert!(days().all(|at| even.sickness_level(at) == 1.0));
}

#[test]
fn heat_kills_on_some_summer_days_and_on_no_others() {
    let tables = tables(&[]);
    let hot = days().filter(|&at| tables.deadly(at) > 1.0).count() as f64 / YEARS as f64;
    assert!((9.0..15.0).contains(&hot), "{hot} days a year");
    let calendar = Calendar::new("2027-01-01".parse().unwrap(), (YEARS * 366) as usize);
    assert!(days().filter(|&at| tables.deadly(at) > 1.0).all(|at| (4..=10).contains(&calendar.day(at).month)));
    let cool = self::tables(&[("years.heat_on_death", 1.0.into()), ("years.heat_on_illness", 1.0.into())]);
    assert!(days().all(|at| cool.deadly(at) == 1.0 && cool.season(at) <= tables.season(at)));
}

#[test]
fn the_load_of_others_has_mean_one_over_the_year_and_is_highest_on_mondays() {
    let tables = tables(&[]);
    let calendar = Calendar::new("2027-01-01".parse().unwrap(), (YEARS * 366) as usize);
    let mean = |weekday: Option<u8>| {
        let of: Vec<f64> = days()
            .filter(|&at| weekday.is_none_or(|wanted| calendar.day(at).weekday == wanted))
            .map(|at| tables.load_of_others(at))
            .collect();
        of.iter().sum::<f64>() / of.len() as f64
    };
    assert!((mean(None) - 1.0).abs() < 0.001);
    assert!((1..7).all(|weekday| mean(Some(weekday)) < mean(Some(0))));
}
