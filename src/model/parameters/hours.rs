//! Parameters of the hours of the day: what runs by day or by night, and when elective patients are called.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use crate::units::Count;
use serde::{Deserialize, Serialize};

/// Hours of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// The hour until which, from midnight, crews are as few as at night.
    pub night_until: Count,
    /// First hour of a working day at which elective patients are called for.
    pub elective_from: Count,
    /// Hour by which elective patients of the day have been called for.
    pub elective_until: Count,
}
