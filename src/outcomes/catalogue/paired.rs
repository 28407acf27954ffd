//! The outcome that only two worlds together have: admissions of those who are alive in both.

use super::{Row, row};
use crate::outcomes::metric::Direction::Lower;

/// Outcomes of an arm's world beside the baseline's; 0 in the baseline itself.
pub(super) const PAIRED: &[Row] = &[row(
    "admissions_alive_in_both_per_1000",
    "Unplanned admissions beyond the baseline's, of those alive in both worlds",
    "per 1,000 of them a year",
    Lower,
    1,
    |f, _| f.alive_in_both.beyond_the_baseline(),
)];
