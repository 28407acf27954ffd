//! What the patterns of the whole model come to: how far admissions fall by themselves, what matched controls say of a
//! team that does nothing, how likely a study is to show an effect, and how large first-year effects can be.

use crate::experiment::validation::patterns::{FirstYear, Picked, Unhelped};
use crate::outcomes::cohort::matching::Compared;
use crate::statistics::interval::{Interval, mean_interval};
use crate::statistics::moments::Moments;
use crate::statistics::paired::Ratio;
use crate::statistics::power;

const LEVEL: f64 = 0.95;
/// The fall that published studies of untreated people show, as shares.
pub const EXPECTED_FALL: Interval = Interval { low: 0.35, high: 0.70 };
/// First-year effects within these are called small.
pub const SMALL_EFFECT: Interval = Interval { low: 0.9, high: 1.1 };
/// The true reduction for which power is asked.
pub const REDUCTION: f64 = 0.1;
/// Sizes of the two groups for which power is shown.
pub const SIZES: [u32; 6] = [150, 500, 1500, 5000, 15_000, 50_000];

/// Admissions of people picked for two or more, in the year before and after, with nobody helping.
#[derive(Clone, Debug)]
pub struct Regression {
    /// People.
    pub people: usize,
    /// Admissions per person in the year before.
    pub before: f64,
    /// Admissions per person in the year after.
    pub after: f64,
    /// Admissions per year lived in the year after.
    pub after_alive: f64,
    /// After over before, per person, with the interval that a before-and-after study would give.
    pub ratio: Ratio,
    /// What is true: admissions with a team that does nothing over those without it.
    pub truth: f64,
}

impl Regression {
    /// Of all replications together; `None` without anybody.
    pub fn of(replications: &[Unhelped]) -> Option<Self> {
        let picked: Vec<Picked> = replications.iter().flat_map(|one| one.picked.iter().copied()).collect();
        let pairs: Vec<(f64, f64)> = picked.iter().map(|one| (one.after, one.before)).collect();
        let sum = |of: fn(&Picked) -> f64| picked.iter().map(of).sum::<f64>();
        let people = picked.len() as f64;
        let sham = |of: fn(&(f64, f64)) -> f64| replications.iter().map(|one| of(&one.with_and_without)).sum::<f64>();
        Some(Self {
            people: picked.len(),
            before: sum(|one| one.before) / people,
            after: sum(|one| one.after) / people,
            after_alive: sum(|one| one.after) / sum(|one| one.lived),
            ratio: Ratio::of(&pairs)?,
            truth: sham(|both| both.0) / sham(|both| both.1),
        })
    }

    /// The fall per person, and per day alive.
    pub fn falls(&self) -> [f64; 2] {
        [self.after, self.after_alive].map(|after| 1.0 - after / self.before)
    }

    /// The interval of a before-and-after study.
    pub fn naive(&self) -> Option<Interval> {
        self.ratio.interval(LEVEL)
    }
}

/// What matched controls say, over replications.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Who picks, and what they see.
    pub what: String,
    /// Rate ratio, the mean of logarithms taken back.
    pub ratio: f64,
    /// Its 95 % interval; none with one replication.
    pub interval: Option<Interval>,
    /// Pairs in all.
    pub pairs: u32,
    /// People left without a match.
    pub unmatched: u32,
}

impl Curve {
    /// Of the same arm in all replications; `None` where there is no ratio.
    pub fn of(what: impl Into<String>, compared: &[Compared]) -> Option<Self> {
        let sample = Moments::of(compared.iter().map(|one| libm::log(one.ratio())));
        let back = |interval: Interval| Interval { low: libm::exp(interval.low), high: libm::exp(interval.high) };
        Some(Self {
            what: what.into(),
            ratio: libm::exp(sample.mean()?),
            interval: mean_interval(&sample, LEVEL).map(back),
            pairs: compared.iter().map(|one| one.pairs).sum(),
            unmatched: compared.iter().map(|one| one.unmatched).sum(),
        })
    }
}

/// The power of a study of a year with so many people in each of two groups to show a true reduction by a tenth, among
/// people whom a list picks from records.
pub fn powers(replications: &[Unhelped]) -> Option<Vec<(u32, f64)>> {
    let yearly = Moments::of(replications.iter().flat_map(|one| one.yearly.iter().copied()));
    let (mean, variance) = (yearly.mean()?, yearly.variance()?);
    // Each admission is spared with the same chance.
    let kept = 1.0 - REDUCTION;
    let spared = (kept * mean, kept * kept * variance + kept * REDUCTION * mean);
    let power = |each: u32| power::of_two_means([mean, spared.0], [variance, spared.1], f64::from(each));
    Some(SIZES.iter().map(|&each| (each, power(each))).collect())
}

/// First-year effects of one design, or of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The design.
    pub arm: String,
    /// Draws.
    pub draws: usize,
    /// Smallest, mean and largest ratio.
    pub ratios: [f64; 3],
    /// Share of draws outside .9 to 1.1.
    pub outside: f64,
}

/// The spread of all first years, then of each design in the order of the draws.
pub fn spreads(effects: &[FirstYear]) -> Vec<Spread> {
    let mut arms: Vec<&str> = Vec::new();
    for effect in effects {
        if !arms.contains(&effect.arm.as_str()) {
            arms.push(&effect.arm);
        }
    }
    let of = |name: &str, wanted: &dyn Fn(&FirstYear) -> bool| {
        let ratios: Vec<f64> = effects.iter().filter(|effect| wanted(effect)).map(|effect| effect.ratio).collect();
        let outside = ratios.iter().filter(|&&ratio| !SMALL_EFFECT.contains(ratio)).count();
        let lowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = ratios.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let number = ratios.len() as f64;
        Spread {
            arm: name.to_string(),
            draws: ratios.len(),
            ratios: [lowest, ratios.iter().sum::<f64>() / number, highest],
            outside: outside as f64 / number,
        }
    };
    let mut spreads = vec![of("all designs", &|_| true)];
    spreads.extend(arms.into_iter().map(|arm| of(arm, &|effect| effect.arm == arm)));
    spreads
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn unhelped(picked: &[(f64, f64, f64)]) -> Unhelped {
        Unhelped {
            picked: picked.iter().map(|&(before, after, lived)| Picked { before, after, lived }).collect(),
            with_and_without: (30.0, 30.0),
            yearly: vec![0.0, 0.0, 0.0, 1.0, 2.0],
            matched: BTreeMap::new(),
        }
    }

    #[test]
    fn a_fall_by_itself_is_told_per_person_and_per_day_alive() {
        let found =
            Regression::of(&[unhelped(&[(2.0, 1.0, 1.0), (2.0, 1.0, 0.5)]), unhelped(&[(4.0, 2.0, 0.5)])]).unwrap();
        assert_eq!((found.people, found.before, found.after, found.truth), (3, 8.0 / 3.0, 4.0 / 3.0, 1.0));
        assert_eq!(found.after_alive, 2.0);
        assert!((found.falls()[0] - 0.5).abs() < 1e-12 && (found.falls()[1] - 0.25).abs() < 1e-12);
        assert!(Regression::of(&[unhelped(&[])]).is_none());
    }

    #[test]
    fn more_people_have_more_power() {
        let powers = powers(&[unhelped(&[])]).unwrap();
        assert!(powers.is_sorted_by(|one, next| one.1 < next.1), "{powers:?}");
        assert!(powers[0].1 < 0.25 && powers[5].1 > 0.99);
    }

    #[test]
    fn spreads_count_what_lies_outside() {
        let effect = |arm: &str, draw, ratio| FirstYear { arm: arm.into(), draw, ratio };
        let effects = [effect("a", 0, 0.8), effect("b", 0, 1.0), effect("a", 1, 0.95), effect("b", 1, 1.1)];
        let spreads = spreads(&effects);
        assert_eq!(spreads.iter().map(|one| one.outside).collect::<Vec<_>>(), [0.25, 0.5, 0.0]);
        assert_eq!(spreads[1].ratios, [0.8, 0.875, 0.95]);
    }
}
