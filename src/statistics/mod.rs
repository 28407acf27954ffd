//! Mathematics of samples: means, quantiles, intervals, paired differences and ratios.
//!
//! This room knows numbers only: no arm, no outcome, no person, no clock. Sums run in the order of the sample, so
//! that the same sample gives the same bits.

pub mod interval;
pub mod least_squares;
pub mod loglinear;
pub mod moments;
pub mod mser;
pub mod paired;
pub mod power;
pub mod quantile;
pub mod ranks;
pub mod variation;
