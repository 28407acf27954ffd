//! Samples that come in pairs: differences and ratios. Knows no model.

use crate::statistics::interval::{Interval, t_quantile};
use crate::statistics::moments::Moments;

/// Differences `first − second` of the pairs in which neither value is NaN, in order.
pub fn differences(pairs: &[(f64, f64)]) -> Vec<f64> {
    complete(pairs).map(|(first, second)| first - second).collect()
}

/// Ratio of two paired means with its standard error by the delta method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// Mean of the first over mean of the second.
    pub value: f64,
    /// Standard error; `None` with fewer than two pairs.
    pub standard_error: Option<f64>,
    /// Complete pairs.
    pub pairs: u64,
}

impl Ratio {
    /// Ratio of the means of the complete pairs; `None` without one, or when the second mean is zero.
    pub fn of(pairs: &[(f64, f64)]) -> Option<Self> {
        let first = Moments::of(complete(pairs).map(|pair| pair.0)).mean()?;
        let second = Moments::of(complete(pairs).map(|pair| pair.1)).mean()?;
        if second == 0.0 {
            return None;
        }
        let value = first / second;
        // The residuals first − ratio · second carry the variance of the ratio.
        let residuals = Moments::of(complete(pairs).map(|(first, second)| first - value * second));
        let standard_error = residuals.standard_error().map(|error| error / second.abs());
        Some(Self { value, standard_error, pairs: residuals.count() })
    }

    /// t interval of the ratio; `None` with fewer than two pairs.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        let t = t_quantile(0.5 + level / 2.0, self.pairs.checked_sub(1)? as f64)?;
        Some(Interval::around(self.value, t * self.standard_error?))
    }
}

fn complete(pairs: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> {
    pairs.iter().copied().filter(|(first, second)| !first.is_nan() && !second.is_nan())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incomplete_pairs_are_left_out() {
        assert_eq!(differences(&[(3.0, 1.0), (f64::NAN, 1.0), (1.0, f64::NAN), (1.0, 2.0)]), [2.0, -1.0]);
    }

    #[test]
    fn ratio_worked_by_hand() {
        // means 3 and 2, ratio 1.5; residuals 2−1.5, 4−4.5, 3−3 = .5, −.5, 0: variance .25, error sqrt(.25/3)/2
        let ratio = Ratio::of(&[(2.0, 1.0), (4.0, 3.0), (3.0, 2.0)]).unwrap();
        assert_eq!(ratio.value, 1.5);
        assert!((ratio.standard_error.unwrap() - (0.25_f64 / 3.0).sqrt() / 2.0).abs() < 1e-14);
        let interval = ratio.interval(0.95).unwrap();
        assert!((interval.half_width() - 4.302_652_73 * (0.25_f64 / 3.0).sqrt() / 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_ratio_to_nothing_is_refused() {
        assert_eq!(Ratio::of(&[(1.0, 0.0)]), None);
        assert_eq!(Ratio::of(&[]), None);
        assert_eq!(Ratio::of(&[(1.0, 2.0)]).unwrap().interval(0.95), None);
    }
}
