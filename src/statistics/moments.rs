//! Running mean and variance of a sample, one value at a time (Welford's recurrence). Knows no model.

/// Count, mean and sum of squared deviations of the values seen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Moments of all values of `sample`, taken in its order.
    pub fn of(sample: impl IntoIterator<Item = f64>) -> Self {
        let mut moments = Self::default();
        for value in sample {
            moments.push(value);
        }
        moments
    }

    /// Adds one value. A NaN makes every later figure NaN: the caller decides what a missing value means.
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (value - self.mean);
    }

    /// Number of values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Mean; `None` without a value.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// Sample variance (divisor n − 1); `None` with fewer than two values.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }

    /// Sample standard deviation; `None` with fewer than two values.
    pub fn deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Standard error of the mean of independent values; `None` with fewer than two.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / self.count as f64).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_equal_those_worked_by_hand() {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32
        let moments = Moments::of([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(moments.count(), 8);
        assert_eq!(moments.mean(), Some(5.0));
        assert!((moments.variance().unwrap() - 32.0 / 7.0).abs() < 1e-14);
        assert!((moments.standard_error().unwrap() - (32.0_f64 / 56.0).sqrt()).abs() < 1e-14);
    }

    #[test]
    fn a_large_offset_costs_no_precision() {
        let moments = Moments::of([1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]);
        assert_eq!(moments.variance(), Some(30.0));
    }

    #[test]
    fn nothing_is_claimed_of_too_small_a_sample() {
        assert_eq!(Moments::default().mean(), None);
        assert_eq!(Moments::of([3.0]).mean(), Some(3.0));
        assert_eq!(Moments::of([3.0]).variance(), None);
    }
}
