//! Counts and choices by the quantile function. They know nothing of what is counted or chosen.

use super::{SamplerError, between, not_negative, positive};

/// Greatest mean of a Poisson count: the search starts at zero and takes about as many steps as the count.
const GREATEST_MEAN: f64 = 600.0;
/// Smallest chance of a zero at which that search still begins exactly.
const SMALLEST_CHANCE_OF_NONE: f64 = 1e-290;
/// Terms this small, beyond the mean, change no sum: a uniform above them all ends the search there.
const NEGLIGIBLE: f64 = 1e-20;

/// The Poisson distribution: a number of independent events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    mean: f64,
    none: f64,
}

impl Poisson {
    /// From its mean, between 0 and 600.
    ///
    /// # Errors
    /// If the mean is outside.
    pub fn new(mean: f64) -> Result<Self, SamplerError> {
        let mean = between("mean", mean, 0.0, GREATEST_MEAN)?;
        Ok(Self { mean, none: libm::exp(-mean) })
    }

    /// The least count whose distribution function exceeds `u` in (0, 1).
    pub fn quantile(&self, u: f64) -> u64 {
        search(u, self.mean, self.none, |next| self.mean / next)
    }
}

/// The negative binomial distribution: a Poisson count whose mean varies by a gamma multiplier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NegativeBinomial {
    mean: f64,
    shape: f64,
    success: f64,
    none: f64,
}

impl NegativeBinomial {
    /// From its mean (zero or above) and the shape of the multiplier (above zero; the variance is
    /// mean + mean²/shape).
    ///
    /// # Errors
    /// If a number is outside, or zeros are so rare (below 1e-290) that the search cannot begin there.
    pub fn new(mean: f64, shape: f64) -> Result<Self, SamplerError> {
        let mean = not_negative("mean", mean)?;
        let shape = positive("shape", shape)?;
        let none = libm::exp(-shape * libm::log1p(mean / shape));
        between("chance of none", none, SMALLEST_CHANCE_OF_NONE, 1.0)?;
        Ok(Self { mean, shape, success: mean / (mean + shape), none })
    }

    /// The least count whose distribution function exceeds `u` in (0, 1).
    pub fn quantile(&self, u: f64) -> u64 {
        search(u, self.mean, self.none, |next| self.success * (self.shape + next - 1.0) / next)
    }
}

/// The geometric distribution: failures before the first success.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    log_failure: f64,
}

impl Geometric {
    /// From the chance of success at each attempt, above 0 and at most 1.
    ///
    /// # Errors
    /// If the chance is outside.
    pub fn new(success: f64) -> Result<Self, SamplerError> {
        let success = between("chance of success", positive("chance of success", success)?, 0.0, 1.0)?;
        Ok(Self { log_failure: libm::log1p(-success) })
    }

    /// The least count whose distribution function exceeds `u` in (0, 1).
    pub fn quantile(&self, u: f64) -> u64 {
        (libm::log1p(-u) / self.log_failure) as u64
    }
}

/// A choice among a few alternatives with fixed shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Categorical {
    /// Share of this alternative and those before it.
    up_to: Vec<f64>,
    last_possible: usize,
}

impl Categorical {
    /// From weights, none negative and not all zero; they are divided by their sum.
    ///
    /// # Errors
    /// If there is no weight, one is negative, or their sum is not a finite number above zero.
    pub fn new(weights: &[f64]) -> Result<Self, SamplerError> {
        let mut sum = 0.0;
        for &weight in weights {
            sum += not_negative("weight", weight)?;
        }
        let Some(last_possible) = weights.iter().rposition(|&weight| weight > 0.0) else {
            return Err(SamplerError::TooFew { what: "weights above zero", least: 1, given: 0 });
        };
        let sum = positive("sum of the weights", sum)?;
        let mut weight_up_to = 0.0;
        let up_to = weights.iter().map(|weight| {
            weight_up_to += weight;
            weight_up_to / sum
        });
        Ok(Self { up_to: up_to.collect(), last_possible })
    }

    /// The alternative that holds the place `u` in (0, 1) when all are laid end to end.
    pub fn quantile(&self, u: f64) -> usize {
        self.up_to.partition_point(|&share| share <= u).min(self.last_possible)
    }
}

/// Adds up the chances of 0, 1, 2, … until they exceed `u`; `ratio(n)` is the chance of n over that of n - 1.
fn search(u: f64, mean: f64, none: f64, ratio: impl Fn(f64) -> f64) -> u64 {
    let (mut count, mut chance, mut up_to) = (0.0, none, none);
    while up_to <= u && (count < mean || chance > NEGLIGIBLE) {
        count += 1.0;
        chance *= ratio(count);
        up_to += chance;
    }
    count as u64
}
