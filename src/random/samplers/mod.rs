//! Samplers: one uniform number in, one draw out, by the quantile function.
//!
//! One uniform per draw is what common random numbers need: a higher uniform is a longer stay in every arm. All
//! mathematics goes through `libm`, so that a draw has the same bits on every processor. Each sampler is also a
//! `Distribution` of `rand`, for the places that hold a generator. This room must not know what is drawn.

mod beta;
mod continuous;
mod counts;
mod empirical;
mod gamma;
mod normal;

pub use beta::Beta;
pub use continuous::{Exponential, Triangular, Uniform, Weibull};
pub use counts::{Categorical, Geometric, NegativeBinomial, Poisson};
pub use empirical::Empirical;
pub use gamma::{Gamma, GammaTable};
pub use normal::{LogNormal, Normal, standard_normal_quantile};

use crate::random::luck::open_unit;
use rand::Rng;
use rand::distr::Distribution;

/// Parameters that make no distribution.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SamplerError {
    /// A parameter that must be above zero is not.
    #[error("the {what} must be a finite number above zero, not {value}")]
    NotPositive {
        /// The parameter.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// A parameter that must be zero or above is not.
    #[error("the {what} must be a finite number, zero or above, not {value}")]
    Negative {
        /// The parameter.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// A parameter that must be finite is not.
    #[error("the {what} must be a finite number, not {value}")]
    NotFinite {
        /// The parameter.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// Numbers that must rise do not.
    #[error("the {what} must rise, but {after} follows {before}")]
    NotRising {
        /// The parameters.
        what: &'static str,
        /// The earlier.
        before: f64,
        /// The later.
        after: f64,
    },
    /// A parameter lies outside what the sampler can do.
    #[error("the {what} must lie between {least} and {most}, not {value}")]
    Outside {
        /// The parameter.
        what: &'static str,
        /// Least allowed.
        least: f64,
        /// Most allowed.
        most: f64,
        /// What was given.
        value: f64,
    },
    /// Too few numbers to make a distribution.
    #[error("a distribution needs at least {least} {what}, not {given}")]
    TooFew {
        /// What is counted.
        what: &'static str,
        /// Least number.
        least: usize,
        /// Number given.
        given: usize,
    },
}

fn positive(what: &'static str, value: f64) -> Result<f64, SamplerError> {
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(SamplerError::NotPositive { what, value }) }
}

fn not_negative(what: &'static str, value: f64) -> Result<f64, SamplerError> {
    if value.is_finite() && value >= 0.0 { Ok(value) } else { Err(SamplerError::Negative { what, value }) }
}

fn finite(what: &'static str, value: f64) -> Result<f64, SamplerError> {
    if value.is_finite() { Ok(value) } else { Err(SamplerError::NotFinite { what, value }) }
}

fn between(what: &'static str, value: f64, least: f64, most: f64) -> Result<f64, SamplerError> {
    let inside = value >= least && value <= most;
    if inside { Ok(value) } else { Err(SamplerError::Outside { what, least, most, value }) }
}

/// Makes each sampler a `Distribution`: a generator's next 64 bits, as a uniform, through the quantile function.
macro_rules! draw_by_quantile {
    ($($sampler:ty => $value:ty),+ $(,)?) => {$(
        impl Distribution<$value> for $sampler {
            fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> $value {
                self.quantile(open_unit(rng.next_u64()))
            }
        }
    )+};
}

draw_by_quantile! {
    Exponential => f64,
    Weibull => f64,
    Triangular => f64,
    Uniform => f64,
    Normal => f64,
    LogNormal => f64,
    Gamma => f64,
    Beta => f64,
    Empirical => f64,
    Poisson => u64,
    Geometric => u64,
    NegativeBinomial => u64,
    Categorical => usize,
}
