//! A distribution given by points of its quantile function. It knows nothing of what it stands for.

use super::{SamplerError, between, finite};

/// Piecewise-linear quantiles: published points joined by straight lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Empirical {
    shares: Vec<f64>,
    values: Vec<f64>,
}

impl Empirical {
    /// From pairs (share, value): the share of draws that stay below the value. Shares rise from exactly 0 to
    /// exactly 1; values do not fall.
    ///
    /// # Errors
    /// If there are fewer than two points, shares do not rise from 0 to 1, values fall or are not finite.
    pub fn new(points: &[(f64, f64)]) -> Result<Self, SamplerError> {
        let (Some(&(first, _)), Some(&(last, _)), 2..) = (points.first(), points.last(), points.len()) else {
            return Err(SamplerError::TooFew { what: "points", least: 2, given: points.len() });
        };
        between("first share", first, 0.0, 0.0)?;
        between("last share", last, 1.0, 1.0)?;
        for &(share, value) in points {
            finite("share", share)?;
            finite("value", value)?;
        }
        for pair in points.windows(2) {
            let ((before, below), (after, above)) = (pair[0], pair[1]);
            if before >= after {
                return Err(SamplerError::NotRising { what: "shares", before, after });
            }
            if below > above {
                return Err(SamplerError::NotRising { what: "values", before: below, after: above });
            }
        }
        Ok(Self {
            shares: points.iter().map(|&(share, _)| share).collect(),
            values: points.iter().map(|&(_, value)| value).collect(),
        })
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        let right = self.shares.partition_point(|&share| share <= u).clamp(1, self.shares.len() - 1);
        let (from, to) = (self.shares[right - 1], self.shares[right]);
        let (low, high) = (self.values[right - 1], self.values[right]);
        low + (high - low) * ((u - from) / (to - from))
    }
}
