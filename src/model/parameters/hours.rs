//! Parameters of the hours of the day: when people of the background load come, and what runs by day or by night.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use crate::units::{Count, Ratio};
use serde::{Deserialize, Serialize};

/// Hours of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Weight of each hour of the day among arrivals of people under 65, by ambulance or on their own; only the ratios of the weights count.
    pub arrivals: ByHour<Ratio>,
    /// The hour until which, from midnight, crews are as few as at night.
    pub night_until: Count,
    /// First hour of a working day at which elective patients are called for.
    pub elective_from: Count,
    /// Hour by which elective patients of the day have been called for.
    pub elective_until: Count,
}

/// One value for each hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByHour<T> {
    /// From 0:00.
    pub from_0: T,
    /// From 1:00.
    pub from_1: T,
    /// From 2:00.
    pub from_2: T,
    /// From 3:00.
    pub from_3: T,
    /// From 4:00.
    pub from_4: T,
    /// From 5:00.
    pub from_5: T,
    /// From 6:00.
    pub from_6: T,
    /// From 7:00.
    pub from_7: T,
    /// From 8:00.
    pub from_8: T,
    /// From 9:00.
    pub from_9: T,
    /// From 10:00.
    pub from_10: T,
    /// From 11:00.
    pub from_11: T,
    /// From 12:00.
    pub from_12: T,
    /// From 13:00.
    pub from_13: T,
    /// From 14:00.
    pub from_14: T,
    /// From 15:00.
    pub from_15: T,
    /// From 16:00.
    pub from_16: T,
    /// From 17:00.
    pub from_17: T,
    /// From 18:00.
    pub from_18: T,
    /// From 19:00.
    pub from_19: T,
    /// From 20:00.
    pub from_20: T,
    /// From 21:00.
    pub from_21: T,
    /// From 22:00.
    pub from_22: T,
    /// From 23:00.
    pub from_23: T,
}

impl<T: Copy> ByHour<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 24] {
        [
            self.from_0,
            self.from_1,
            self.from_2,
            self.from_3,
            self.from_4,
            self.from_5,
            self.from_6,
            self.from_7,
            self.from_8,
            self.from_9,
            self.from_10,
            self.from_11,
            self.from_12,
            self.from_13,
            self.from_14,
            self.from_15,
            self.from_16,
            self.from_17,
            self.from_18,
            self.from_19,
            self.from_20,
            self.from_21,
            self.from_22,
            self.from_23,
        ]
    }
}
