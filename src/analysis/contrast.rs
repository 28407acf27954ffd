//! Arm minus comparator, paired by replication, and what may be said of it.

use crate::analysis::estimate::{Estimate, LEVEL};
use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::outcomes::metric::Direction;
use crate::statistics::interval::Interval;
use crate::statistics::paired::{Ratio, differences};

/// A paired contrast of one outcome between two arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// Arm minus comparator.
    pub difference: Estimate,
    /// Mean of the comparator over the same replications.
    pub reference: f64,
    /// Relative change of the means (0.1 is 10 % more); `None` when the comparator's mean is zero.
    pub relative: Option<f64>,
    /// 95 % interval of the relative change of the means: simulation error.
    pub relative_simulation: Option<Interval>,
    /// The smallest difference that matters to the reader, in the outcome's unit, where one was stated.
    pub smallest_that_matters: Option<f64>,
    /// Half of the last digit that is shown of it, in the outcome's unit: an end of an interval that is nearer to zero reads
    /// as zero.
    pub shown: f64,
    /// Which way is better.
    pub direction: Direction,
}

/// What may be said of a contrast for one period in these places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Less than the comparator in (nearly) every period, by more than matters.
    Fewer,
    /// More than the comparator in (nearly) every period, by more than matters.
    More,
    /// One period cannot tell the two apart.
    CannotTell,
    /// Within the smallest difference that matters in (nearly) every period.
    TooSmall,
    /// The same in every replication, to the last bit.
    Same,
}

/// Whether a difference is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// The outcome has no better side.
    Neutral,
}

/// Why there is no contrast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoContrast {
    /// The outcome has no value in the arm.
    #[error("this design has no such figure")]
    MissingInArm,
    /// The outcome has no value in the comparator.
    #[error("the comparator has no such figure")]
    MissingInComparator,
    /// The outcome has no value in either.
    #[error("neither arm has such a figure")]
    MissingInBoth,
    /// No replication has both.
    #[error("no replication has the figure in both arms")]
    NoSharedReplication,
}

impl Contrast {
    /// Contrast of `outcome` between the arms of `pair`, in one scope.
    ///
    /// # Errors
    /// Says why when the outcome is missing in either arm: nothing is made up for it.
    pub fn of(trials: &Trials, pair: Pair, scope: Scope, outcome: &Outcome) -> Result<Self, NoContrast> {
        let pairs = trials.pairs(pair, scope);
        let values: Vec<(f64, f64)> =
            pairs.iter().map(|(arm, against)| (outcome.value(arm), outcome.value(against))).collect();
        let mut contrast = Self::of_pairs(&values, outcome.direction)?;
        if trials.are_drawn() {
            let differences = pairs.iter().zip(&values).map(|(pair, (arm, against))| (pair.0, arm - against));
            contrast.difference = trials.estimate(differences).ok_or(NoContrast::NoSharedReplication)?;
            contrast.relative_simulation = None;
        }
        contrast.smallest_that_matters = trials.results.study.matters.get(&outcome.key).copied();
        contrast.shown = words::half_of_the_last_digit(outcome, &contrast.difference);
        // A failed trial leaves no pair, and the reader is told of it.
        let asked = trials.results.study.runs(trials.results.arms[pair.arm].replications);
        contrast.difference.asked = values.len().max(asked);
        Ok(contrast)
    }

    /// Contrast of pairs (arm, comparator), one a replication, NaN where there is no figure.
    ///
    /// # Errors
    /// As [`Contrast::of`].
    pub fn of_pairs(pairs: &[(f64, f64)], direction: Direction) -> Result<Self, NoContrast> {
        let missing = |of: fn(&(f64, f64)) -> f64| pairs.iter().all(|pair| of(pair).is_nan());
        match (missing(|pair| pair.0), missing(|pair| pair.1)) {
            (true, true) => return Err(NoContrast::MissingInBoth),
            (true, false) => return Err(NoContrast::MissingInArm),
            (false, true) => return Err(NoContrast::MissingInComparator),
            (false, false) => {}
        }
        let ratio = Ratio::of(pairs);
        let complete = differences(pairs);
        let estimate = Estimate::of(&complete).ok_or(NoContrast::NoSharedReplication)?;
        let references: Vec<f64> = pairs.iter().filter(|pair| !pair.0.is_nan()).map(|pair| pair.1).collect();
        Ok(Self {
            difference: Estimate { asked: pairs.len(), ..estimate },
            reference: Estimate::of(&references).map_or(f64::NAN, |reference| reference.mean),
            relative: ratio.map(|ratio| ratio.value - 1.0),
            relative_simulation: ratio.and_then(|ratio| ratio.interval(LEVEL)).map(|interval| shifted(interval, -1.0)),
            smallest_that_matters: None,
            shown: 0.0,
            direction,
        })
    }

    /// The same contrast judged against a smallest difference that matters (not negative, in the outcome's unit).
    pub fn judged_by(self, smallest: f64) -> Self {
        Self { smallest_that_matters: Some(smallest), ..self }
    }

    /// What may be said for one period in these places, judged on chance, on what is not known where parameters were
    /// drawn, and on the smallest difference that matters.
    pub fn verdict(&self) -> Verdict {
        let margin = self.smallest_that_matters.unwrap_or(0.0);
        match self.difference.period() {
            _ if self.same_everywhere() => Verdict::Same,
            Some(chance) if chance.high < -margin && chance.high <= -self.shown => Verdict::Fewer,
            Some(chance) if chance.low > margin && chance.low >= self.shown => Verdict::More,
            Some(chance) if -margin < chance.low && chance.high < margin => Verdict::TooSmall,
            _ => Verdict::CannotTell,
        }
    }

    /// Whether the arms differ on average over many such periods, judged on simulation error and, where parameters
    /// were drawn, on what is not known.
    pub fn differs_on_average(&self) -> bool {
        let zero_is_outside = |interval: Interval| !interval.contains(0.0);
        self.difference.simulation.is_some_and(zero_is_outside) && self.difference.knowledge.is_none_or(zero_is_outside)
    }

    /// Whether the mean difference is for the better.
    pub fn turn(&self) -> Turn {
        match (self.direction, self.difference.mean) {
            (Direction::Higher, mean) if mean > 0.0 => Turn::Better,
            (Direction::Lower, mean) if mean < 0.0 => Turn::Better,
            (Direction::Higher | Direction::Lower, mean) if mean != 0.0 => Turn::Worse,
            _ => Turn::Neutral,
        }
    }

    fn same_everywhere(&self) -> bool {
        self.difference.mean == 0.0 && self.difference.deviation.unwrap_or(0.0) == 0.0
    }
}

fn shifted(interval: Interval, by: f64) -> Interval {
    Interval { low: interval.low + by, high: interval.high + by }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(differences: &[f64]) -> Contrast {
        let pairs: Vec<(f64, f64)> = differences.iter().map(|d| (10.0 + d, 10.0)).collect();
        Contrast::of_pairs(&pairs, Direction::Lower).unwrap()
    }

    #[test]
    fn chance_decides_the_verdict_and_simulation_error_the_average() {
        // mean −1, sd 1, n 5: mean ± 1.24, single ± 3.04
        let weak = contrast(&[-2.0, 0.0, -1.0, -2.224_745, 0.224_745]);
        assert_eq!(weak.verdict(), Verdict::CannotTell);
        assert!(!weak.differs_on_average());
        let many: Vec<f64> = (0..30).map(|k| -1.0 + f64::from(k % 3 - 1)).collect();
        let average = contrast(&many);
        assert_eq!(average.verdict(), Verdict::CannotTell);
        assert!(average.differs_on_average());
        assert_eq!(average.turn(), Turn::Better);
        assert_eq!(contrast(&[-5.0, -5.1, -4.9]).verdict(), Verdict::Fewer);
        assert_eq!(contrast(&[5.0, 5.1, 4.9]).verdict(), Verdict::More);
    }

    #[test]
    fn what_matters_is_the_readers_choice() {
        let small = contrast(&[-0.5, -0.51, -0.49]);
        assert_eq!(small.verdict(), Verdict::Fewer);
        assert_eq!(small.judged_by(1.0).verdict(), Verdict::TooSmall);
        assert_eq!(small.judged_by(0.5).verdict(), Verdict::CannotTell);
    }

    #[test]
    fn equal_to_the_last_bit_is_said_so_and_one_replication_says_nothing() {
        assert_eq!(contrast(&[0.0, 0.0]).verdict(), Verdict::Same);
        assert_eq!(contrast(&[-4.0]).verdict(), Verdict::CannotTell);
    }

    #[test]
    fn missing_figures_give_a_reason_instead_of_a_number() {
        let nan = f64::NAN;
        let of = |pairs: &[(f64, f64)]| Contrast::of_pairs(pairs, Direction::Lower).map(|c| c.difference.count);
        assert_eq!(of(&[(nan, 1.0), (nan, 2.0)]), Err(NoContrast::MissingInArm));
        assert_eq!(of(&[(1.0, nan)]), Err(NoContrast::MissingInComparator));
        assert_eq!(of(&[]), Err(NoContrast::MissingInBoth));
        assert_eq!(of(&[(1.0, nan), (nan, 1.0)]), Err(NoContrast::NoSharedReplication));
        assert_eq!(of(&[(1.0, 2.0), (nan, 1.0)]), Ok(1));
    }

    #[test]
    fn relative_change_is_that_of_the_means() {
        let contrast = Contrast::of_pairs(&[(9.0, 10.0), (18.0, 20.0)], Direction::Lower).unwrap();
        assert!((contrast.relative.unwrap() + 0.1).abs() < 1e-12);
        assert_eq!(contrast.reference, 15.0);
    }
}
