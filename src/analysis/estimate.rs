//! The mean of an outcome over replications, with the intervals that must never be confused.
//!
//! Knows neither arms nor outcomes, only a sample of replications, or of the replications of several draws.

use crate::analysis::sources::{Shares, Sources};
use crate::statistics::interval::{Interval, central_interval, mean_interval, next_value_interval};
use crate::statistics::moments::Moments;
use std::collections::{BTreeMap, BTreeSet};

/// Confidence and coverage of all intervals shown.
pub const LEVEL: f64 = 0.95;

/// From so many replications on, chance is read from the sample's own quantiles instead of a normal prediction.
pub const ENOUGH_FOR_QUANTILES: usize = 40;

/// The mean of a figure over replications.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Replications in which the figure exists.
    pub count: usize,
    /// Replications looked at.
    pub asked: usize,
    /// Mean.
    pub mean: f64,
    /// Standard deviation between replications at one set of parameters; `None` with one.
    pub deviation: Option<f64>,
    /// Simulation error: 95 % interval of the mean, which falls with more replications; `None` with one.
    pub simulation: Option<Interval>,
    /// Chance: where 95 % of single replications fall, which is what a leader would live through in these places and
    /// this period; it does not fall with more replications. `None` with one.
    pub chance: Option<Interval>,
    /// Knowledge: where 95 % of the means over many periods lie by what is not known of the parameters; `None` where
    /// every parameter stood at one value.
    pub knowledge: Option<Interval>,
    /// Knowledge and chance: where 95 % of single periods fall, parameters and luck both unknown; `None` likewise.
    pub both: Option<Interval>,
    /// What the spread is made of; `None` likewise.
    pub shares: Option<Shares>,
}

impl Estimate {
    /// Estimate from one value a replication, NaN where the figure does not exist; `None` when it exists nowhere.
    pub fn of(values: &[f64]) -> Option<Self> {
        let present: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        let moments = Moments::of(present.iter().copied());
        Some(Self {
            count: present.len(),
            asked: values.len(),
            mean: moments.mean()?,
            deviation: moments.deviation(),
            simulation: mean_interval(&moments, LEVEL),
            chance: chance_interval(&present, &moments),
            knowledge: None,
            both: None,
            shares: None,
        })
    }

    /// Estimate from values by (draw, replication), NaN where the figure does not exist; `None` when it exists
    /// nowhere. Where the parts cannot be told apart, replications with a draw each still say where single periods fall by
    /// both; other values have no intervals.
    pub fn drawn(cells: &BTreeMap<(u32, u32), f64>) -> Option<Self> {
        let all: Vec<f64> = cells.values().copied().collect();
        let plain = Self::of(&all)?;
        let Some(sources) = Sources::of(cells) else {
            let present: Vec<(u32, u32)> = cells.iter().filter(|(_, v)| !v.is_nan()).map(|(cell, _)| *cell).collect();
            let each_its_own =
                |of: fn(&(u32, u32)) -> u32| present.iter().map(of).collect::<BTreeSet<_>>().len() == present.len();
            let apart = each_its_own(|cell| cell.0) && each_its_own(|cell| cell.1);
            let both = plain.chance.filter(|_| apart);
            let simulation = plain.simulation.filter(|_| apart);
            return Some(Self { deviation: None, simulation, chance: None, both, ..plain });
        };
        Some(Self {
            count: sources.values,
            mean: sources.mean,
            deviation: Some(sources.chance.variance.sqrt()),
            simulation: sources.simulation_interval(LEVEL),
            chance: sources.chance_interval(LEVEL),
            knowledge: sources.knowledge_interval(LEVEL),
            both: sources.both_interval(LEVEL),
            shares: sources.shares(),
            ..plain
        })
    }

    /// Where a single period falls, by all that is in doubt here: knowledge and chance, or chance alone where every
    /// parameter stood at one value.
    pub fn period(&self) -> Option<Interval> {
        self.both.or(self.chance)
    }

    /// The intervals of chance and of knowledge by themselves, where they are worth showing: neither where the two were
    /// told apart only roughly.
    pub fn parts(&self) -> (Option<Interval>, Option<Interval>) {
        let rough = self.both.is_some() && self.shares.is_none_or(|shares| shares.rough);
        if rough { (None, None) } else { (self.chance, self.knowledge) }
    }

    /// The same estimate with intervals cut off where the figure cannot be.
    pub fn within(self, least: f64, most: f64) -> Self {
        let cut = |interval: Option<Interval>| {
            interval.map(|ends| Interval { low: ends.low.clamp(least, most), high: ends.high.clamp(least, most) })
        };
        Self {
            simulation: cut(self.simulation),
            chance: cut(self.chance),
            knowledge: cut(self.knowledge),
            both: cut(self.both),
            ..self
        }
    }

    /// The same estimate of the figure with the other sign.
    pub fn negated(&self) -> Self {
        Self {
            mean: -self.mean,
            simulation: self.simulation.map(|interval| interval.negated()),
            chance: self.chance.map(|interval| interval.negated()),
            knowledge: self.knowledge.map(|interval| interval.negated()),
            both: self.both.map(|interval| interval.negated()),
            ..*self
        }
    }
}

fn chance_interval(present: &[f64], moments: &Moments) -> Option<Interval> {
    if present.len() >= ENOUGH_FOR_QUANTILES {
        central_interval(present, LEVEL)
    } else {
        next_value_interval(moments, LEVEL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_replications_narrow_simulation_error_but_not_chance() {
        let few: Vec<f64> = (0..10).map(|k| f64::from(k % 5)).collect();
        let many: Vec<f64> = (0..1000).map(|k| f64::from(k % 5)).collect();
        let (few, many) = (Estimate::of(&few).unwrap(), Estimate::of(&many).unwrap());
        assert!(many.simulation.unwrap().half_width() < few.simulation.unwrap().half_width() / 8.0);
        assert_eq!(many.chance.unwrap(), Interval { low: 0.0, high: 4.0 });
        assert!(few.chance.unwrap().half_width() > 2.0);
    }

    #[test]
    fn periods_with_a_draw_each_have_an_interval_of_both_and_no_parts() {
        let estimate = |cells: &[(u32, u32)]| {
            Estimate::drawn(&cells.iter().map(|&(d, r)| ((d, r), f64::from(d + 3 * r))).collect()).unwrap()
        };
        let own = estimate(&[(0, 0), (1, 1), (2, 2)]);
        assert!(own.both.is_some() && own.chance.is_none() && own.shares.is_none());
        assert_eq!(own.period(), Estimate::of(&[0.0, 4.0, 8.0]).unwrap().chance);
        let one_luck = estimate(&[(0, 0), (1, 0), (2, 0)]);
        assert!(one_luck.both.is_none() && one_luck.period().is_none());
        let turns = estimate(&[(0, 0), (1, 1), (0, 2), (1, 3)]);
        assert!(turns.both.is_some() && turns.chance.is_some() && turns.shares.is_some());
    }

    #[test]
    fn missing_values_are_counted_and_left_out() {
        let estimate = Estimate::of(&[1.0, f64::NAN, 3.0]).unwrap();
        assert_eq!((estimate.count, estimate.asked, estimate.mean), (2, 3, 2.0));
        assert_eq!(Estimate::of(&[f64::NAN]), None);
        assert_eq!(Estimate::of(&[1.0]).unwrap().chance, None);
    }
}
