//! How years, seasons and days differ: winters, heat, sickness of staff and the load of everyone else, day by day.
//!
//! The levels of a year are drawn for its financial year and nothing else, so that they are common to places and arms;
//! a year resembles the one before it. This file must not know who is ill or at work.

use crate::model::parameters::Parameters;
use crate::random::luck::{Luck, Purpose};
use crate::random::samplers::standard_normal_quantile;
use crate::time::{Calendar, DAY, DayKind, SimTime};

/// Mid-January, mid-July and the length of a year, days: definitions of the seasons, not findings.
const MID_WINTER: f64 = 14.0;
const MID_SUMMER: f64 = 196.0;
const DAYS_A_YEAR: f64 = 365.25;
/// Years after which a year is taken to be forgotten.
const MEMORY_YEARS: i64 = 8;

/// What each day of a run is like.
#[derive(Clone, Debug)]
pub struct Years {
    /// Level of acute illness: season, winter and heat together, mean about 1.
    pub illness: Vec<f64>,
    /// Factor on death: heat.
    pub death: Vec<f64>,
    /// Sickness absence of staff, relative to its mean over years.
    pub sickness: Vec<f64>,
    /// Calls, arrivals and emergency admissions of people under 65, relative to their mean.
    pub others: Vec<f64>,
}

impl Years {
    /// Lays out the days of a run. `luck` is that of the replication, in which no place is mixed.
    pub fn new(parameters: &Parameters, calendar: &Calendar, luck: Luck) -> Self {
        let days = (0..calendar.len()).map(|day| calendar.day(SimTime::from_ticks(day as u64 * DAY)));
        let days: Vec<DayKind> = days.collect();
        let years = Levels { parameters, luck };
        let heat = |day: &DayKind| years.hot(day);
        let (on_illness, on_death) = (parameters.years.heat_on_illness.get(), parameters.years.heat_on_death.get());
        let when = |on: bool, ratio: f64| if on { ratio } else { 1.0 };
        Self {
            illness: days.iter().map(|day| years.winter(day) * when(heat(day), on_illness)).collect(),
            death: days.iter().map(|day| when(heat(day), on_death)).collect(),
            sickness: days.iter().map(|day| years.sickness(day)).collect(),
            others: days.iter().map(|day| others(parameters, day)).collect(),
        }
    }
}

/// What is drawn for each year.
struct Levels<'a> {
    parameters: &'a Parameters,
    luck: Luck,
}

impl Levels<'_> {
    /// A standard normal number for a year that resembles the one of the year before.
    fn of_year(&self, purpose: Purpose, year: i16) -> f64 {
        let carried = self.parameters.years.carried_over.get();
        let (mut sum, mut squares, mut weight) = (0.0, 0.0, 1.0);
        for back in 0..MEMORY_YEARS {
            let subject = (i64::from(year) - back) as u64;
            sum += weight * standard_normal_quantile(self.luck.uniform(purpose, subject, 0));
            squares += weight * weight;
            weight *= carried;
        }
        sum / libm::sqrt(squares)
    }

    /// Level of acute illness but for heat. A winter belongs to the financial year in which it begins.
    fn winter(&self, day: &DayKind) -> f64 {
        let illness = &self.parameters.illness;
        let level = illness.year_spread.get() * self.of_year(Purpose::Winter, day.financial_year);
        (1.0 + illness.winter_amplitude.get() * wave(day)) * libm::exp(level)
    }

    /// Sickness absence of staff, mean 1 over years.
    fn sickness(&self, day: &DayKind) -> f64 {
        let spread = self.parameters.years.sickness_spread.get();
        libm::exp(spread * self.of_year(Purpose::SicknessYear, day.financial_year) - spread * spread / 2.0)
    }

    /// Whether the day lies in the hot spell of its summer: so many days, about a day drawn from June to August.
    fn hot(&self, day: &DayKind) -> bool {
        const SUMMER_DAYS: f64 = 92.0;
        let years = &self.parameters.years;
        let spread = years.heat_spread.get();
        let level = libm::exp(spread * self.of_year(Purpose::Heat, day.financial_year) - spread * spread / 2.0);
        let length = years.heat_days.days() * level;
        let middle = self.luck.uniform(Purpose::Heat, day.financial_year as u64, 1);
        let middle = MID_SUMMER + (middle - 1.0 / 2.0) * SUMMER_DAYS;
        (f64::from(day.day_of_year) - middle).abs() * 2.0 < length
    }
}

/// The yearly wave: 1 in mid-January, -1 in mid-July.
fn wave(day: &DayKind) -> f64 {
    libm::cos((f64::from(day.day_of_year) - MID_WINTER) / DAYS_A_YEAR * std::f64::consts::TAU)
}

/// Season and weekday of the load of people under 65; a week has mean 1.
fn others(parameters: &Parameters, day: &DayKind) -> f64 {
    const WEEK_DAYS: f64 = 7.0;
    const MONDAY: u8 = 0;
    const SATURDAY: u8 = 5;
    let load = &parameters.load;
    let (monday, weekend) = (load.monday.get(), load.weekend.get());
    let mean = (monday + 2.0 * weekend + (WEEK_DAYS - 3.0)) / WEEK_DAYS;
    let level = match day.weekday {
        MONDAY => monday,
        SATURDAY.. => weekend,
        _ => 1.0,
    };
    (1.0 + load.winter_amplitude.get() * wave(day)) * level / mean
}
