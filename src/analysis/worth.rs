//! What a difference is worth: cost per day at home gained, and how often quality of life outweighs its cost.
//!
//! Works on replications paired with the baseline, so that it holds chance only; what is unknown about the world is
//! missing until parameters are drawn.

use crate::analysis::contrast::Contrast;
use crate::analysis::estimate::LEVEL;
use crate::analysis::outcome::{DAYS_AT_HOME, Outcome, PUBLIC_COST};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::statistics::interval::Interval;
use crate::statistics::paired::Ratio;

/// Key of the years weighted with their quality, discounted.
pub const QUALITY_YEARS: &str = "quality_years_per_1000";
/// Key of the discounted cost to NHS and council.
pub const PRESENT_COST: &str = "cost_present_per_person";
/// Keys of the net monetary benefit at the lower and at the higher threshold.
pub const NET_BENEFIT: [&str; 2] = ["net_benefit_low_per_person", "net_benefit_high_per_person"];

/// People for whom quality-weighted years are stated.
const PEOPLE: f64 = 1000.0;

/// What a day at home gained costs NHS and council.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DayAtHome {
    /// None is gained on average, so there is no such price.
    NoneGained,
    /// Days are gained on average, and it costs no more.
    NoFurtherCost,
    /// So many pounds a day: the mean further cost over the mean days gained, with its simulation error.
    Costs(f64, Option<Interval>),
}

/// The price of a day at home gained; `None` without the figures.
pub fn day_at_home(trials: &Trials, pair: Pair, scope: Scope) -> Option<DayAtHome> {
    let find = |key| Outcome::find(trials.results, key);
    let (cost, days) = (find(PUBLIC_COST)?, find(DAYS_AT_HOME)?);
    let gained = Contrast::of(trials, pair, scope, &days).ok()?.difference.mean;
    let further = Contrast::of(trials, pair, scope, &cost).ok()?.difference.mean;
    DayAtHome::of(gained, further, &differences(trials, pair, scope, &cost, &days))
}

impl DayAtHome {
    /// Of the mean days gained and their mean further cost, with both (cost, days) replication by replication.
    fn of(gained: f64, further: f64, differences: &[(f64, f64)]) -> Option<Self> {
        if gained <= 0.0 {
            return Some(Self::NoneGained);
        }
        if further <= 0.0 {
            return Some(Self::NoFurtherCost);
        }
        let ratio = Ratio::of(differences)?;
        Some(Self::Costs(ratio.value, ratio.interval(LEVEL)))
    }
}

/// Whether a design is worth its cost, by the value put on a year of full health.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Further cost per person and further quality-weighted years per 1,000 people, one pair a replication.
    differences: Vec<(f64, f64)>,
}

impl Worth {
    /// The differences of a pair of arms; `None` without the figures.
    pub fn of(trials: &Trials, pair: Pair, scope: Scope) -> Option<Self> {
        let find = |key| Outcome::find(trials.results, key);
        let differences = differences(trials, pair, scope, &find(PRESENT_COST)?, &find(QUALITY_YEARS)?);
        (!differences.is_empty()).then_some(Self { differences })
    }

    /// Share of replications in which the further quality of life, at this value of a year (GBP), outweighs the
    /// further cost.
    pub fn acceptable_at(&self, value: f64) -> f64 {
        let worth_it = |&&(cost, years): &&(f64, f64)| value * years / PEOPLE > cost;
        self.differences.iter().filter(worth_it).count() as f64 / self.differences.len() as f64
    }
}

/// Differences of two outcomes in the replications that have both.
fn differences(trials: &Trials, pair: Pair, scope: Scope, one: &Outcome, other: &Outcome) -> Vec<(f64, f64)> {
    let pairs = trials.pairs(pair, scope);
    let of = |outcome: &Outcome, index: usize| outcome.value(pairs[index].0) - outcome.value(pairs[index].1);
    let both = (0..pairs.len()).map(|index| (of(one, index), of(other, index)));
    both.filter(|(one, other)| one.is_finite() && other.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_at_home_has_a_price_only_where_days_are_gained_and_cost_something() {
        let differences = [(30.0, 1.0), (50.0, 3.0), (40.0, 2.0)];
        assert_eq!(DayAtHome::of(-0.5, 40.0, &differences), Some(DayAtHome::NoneGained));
        assert_eq!(DayAtHome::of(0.5, -40.0, &differences), Some(DayAtHome::NoFurtherCost));
        let Some(DayAtHome::Costs(price, Some(interval))) = DayAtHome::of(2.0, 40.0, &differences) else {
            panic!("no price")
        };
        assert!((price - 20.0).abs() < 1e-12, "40 GBP for two days");
        assert!(interval.low < price && price < interval.high);
    }

    #[test]
    fn a_higher_value_of_health_makes_more_of_what_costs_acceptable() {
        // Costs £20 for a thousandth of a year: worth it above £20,000. Saves £5 and loses as much: worth it below £5,000.
        let worth = Worth { differences: vec![(20.0, 1.0), (-5.0, -1.0)] };
        assert_eq!([0.0, 10_000.0, 30_000.0].map(|value| worth.acceptable_at(value)), [0.5, 0.0, 0.5]);
    }
}
