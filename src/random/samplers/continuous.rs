//! Distributions whose quantile function is a line of algebra. They know nothing of what they stand for.

use super::{SamplerError, finite, positive};

/// The exponential distribution: a wait without memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    mean: f64,
}

impl Exponential {
    /// From its mean, above zero.
    ///
    /// # Errors
    /// If the mean is not a finite number above zero.
    pub fn new(mean: f64) -> Result<Self, SamplerError> {
        Ok(Self { mean: positive("mean", mean)? })
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        self.mean * unit_exponential(u)
    }
}

/// The Weibull distribution: a wait whose hazard falls (shape below 1) or rises (above 1) as a power of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weibull {
    power: f64,
    scale: f64,
}

impl Weibull {
    /// From its shape and scale, both above zero.
    ///
    /// # Errors
    /// If either is not a finite number above zero.
    pub fn new(shape: f64, scale: f64) -> Result<Self, SamplerError> {
        Ok(Self { power: 1.0 / positive("shape", shape)?, scale: positive("scale", scale)? })
    }

    /// From its mean and shape, both above zero.
    ///
    /// # Errors
    /// If either is not a finite number above zero, or the scale between them is out of reach.
    pub fn from_mean(mean: f64, shape: f64) -> Result<Self, SamplerError> {
        let mean_of_unit_scale = libm::tgamma(1.0 + 1.0 / positive("shape", shape)?);
        Self::new(shape, positive("mean", mean)? / mean_of_unit_scale)
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        self.scale * libm::pow(unit_exponential(u), self.power)
    }
}

/// The uniform distribution between two bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    width: f64,
}

impl Uniform {
    /// Between `low` and `high`, the higher of the two.
    ///
    /// # Errors
    /// If a bound is not finite, or they do not rise.
    pub fn new(low: f64, high: f64) -> Result<Self, SamplerError> {
        rising(low, high)?;
        Ok(Self { low, width: finite("width", high - low)? })
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        self.low + self.width * u
    }
}

/// The triangular distribution: a least, a likeliest and a greatest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triangular {
    low: f64,
    high: f64,
    /// Share of draws below the mode.
    below: f64,
    /// Width times the distance from `low` to the mode, and from the mode to `high`.
    rise: f64,
    fall: f64,
}

impl Triangular {
    /// Between `low` and `high` with its peak at `mode`, which may lie on a bound.
    ///
    /// # Errors
    /// If a value is not finite, the bounds do not rise, or the mode is outside them.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, SamplerError> {
        rising(low, high)?;
        super::between("mode", mode, low, high)?;
        let width = finite("width", high - low)?;
        Ok(Self { low, high, below: (mode - low) / width, rise: width * (mode - low), fall: width * (high - mode) })
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        if u < self.below { self.low + (u * self.rise).sqrt() } else { self.high - ((1.0 - u) * self.fall).sqrt() }
    }
}

/// The quantile of the exponential distribution with mean one.
fn unit_exponential(u: f64) -> f64 {
    -libm::log1p(-u)
}

fn rising(low: f64, high: f64) -> Result<(), SamplerError> {
    finite("lower bound", low)?;
    finite("upper bound", high)?;
    if low < high { Ok(()) } else { Err(SamplerError::NotRising { what: "bounds", before: low, after: high }) }
}
