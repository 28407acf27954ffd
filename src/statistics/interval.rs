//! Intervals around the mean of a sample and around its next single value. Knows no model.

use crate::statistics::moments::Moments;
use crate::statistics::quantile::{quantile, sorted};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A closed interval, `low <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Interval of `half` to both sides of `centre`.
    pub fn around(centre: f64, half: f64) -> Self {
        Self { low: centre - half, high: centre + half }
    }

    /// Whether `value` lies in the interval, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Half of its width.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }

    /// The interval of the same values with the other sign.
    pub fn negated(&self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

/// Quantile of Student's t with `freedom` degrees of freedom; `None` unless `0 < share < 1` and `freedom > 0`.
pub fn t_quantile(share: f64, freedom: f64) -> Option<f64> {
    let possible = share > 0.0 && share < 1.0 && freedom > 0.0;
    possible.then(|| StudentsT::new(0.0, 1.0, freedom).ok().map(|t| t.inverse_cdf(share))).flatten()
}

/// Where the true mean lies with confidence `level`: it narrows with the root of the sample size.
///
/// `None` with fewer than two values.
pub fn mean_interval(sample: &Moments, level: f64) -> Option<Interval> {
    let half = t_half(sample, level)? * sample.standard_error()?;
    Some(Interval::around(sample.mean()?, half))
}

/// Where one further value would fall with probability `level`, the sample being normal: it does not vanish with
/// the sample size. `None` with fewer than two values.
pub fn next_value_interval(sample: &Moments, level: f64) -> Option<Interval> {
    let count = sample.count() as f64;
    let half = t_half(sample, level)? * sample.deviation()? * (1.0 + 1.0 / count).sqrt();
    Some(Interval::around(sample.mean()?, half))
}

/// The central `level` of a sample by its own quantiles; `None` for an empty one.
pub fn central_interval(sample: &[f64], level: f64) -> Option<Interval> {
    let values = sorted(sample.iter().copied());
    let tail = (1.0 - level) / 2.0;
    Some(Interval { low: quantile(&values, tail)?, high: quantile(&values, 1.0 - tail)? })
}

/// The t quantile that leaves `level` between its two signs.
fn t_half(sample: &Moments, level: f64) -> Option<f64> {
    let freedom = sample.count().checked_sub(1)? as f64;
    t_quantile(0.5 + level / 2.0, freedom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-6
    }

    #[test]
    fn t_quantiles_equal_the_printed_tables() {
        assert!(near(t_quantile(0.975, 1.0).unwrap(), 12.706_204_7));
        assert!(near(t_quantile(0.975, 7.0).unwrap(), 2.364_624_3));
        assert!(near(t_quantile(0.025, 19.0).unwrap(), -2.093_024_1));
        assert!(near(t_quantile(0.95, 30.0).unwrap(), 1.697_260_9));
        assert_eq!(t_quantile(0.975, 0.0), None);
        assert_eq!(t_quantile(1.0, 5.0), None);
    }

    #[test]
    fn intervals_of_a_sample_worked_by_hand() {
        // mean 3, variance 2.5, n 5; t(.975, 4) = 2.7764451
        let sample = Moments::of([1.0, 2.0, 3.0, 4.0, 5.0]);
        let mean = mean_interval(&sample, 0.95).unwrap();
        assert!(near(mean.half_width(), 2.776_445_105 * 0.5_f64.sqrt()));
        let next = next_value_interval(&sample, 0.95).unwrap();
        assert!(near(next.high, 3.0 + 2.776_445_105 * 3.0_f64.sqrt()));
        assert!(next.contains(mean.low) && next.contains(mean.high));
    }

    #[test]
    fn one_value_has_no_interval() {
        let sample = Moments::of([1.0]);
        assert_eq!(mean_interval(&sample, 0.95), None);
        assert_eq!(next_value_interval(&sample, 0.95), None);
        assert_eq!(central_interval(&[], 0.95), None);
    }

    #[test]
    fn central_interval_is_made_of_quantiles() {
        let sample: Vec<f64> = (0..=100).map(f64::from).collect();
        let central = central_interval(&sample, 0.95).unwrap();
        assert!(near(central.low, 2.5) && near(central.high, 97.5));
        assert_eq!(central.negated().high, -central.low);
    }
}
