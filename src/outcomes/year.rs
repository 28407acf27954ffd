//! What was counted in one year of the window, for whatever is discounted by the year in which it falls.

use crate::outcomes::event_kind::EventCounts;
use crate::outcomes::figures::Nights;

/// One year of the window; the last may not be whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Year {
    /// Events by kind.
    pub events: EventCounts,
    /// Sums over its midnights.
    pub nights: Nights,
    /// Falls for which help was sought, without a broken bone.
    pub falls_with_help: u64,
}

impl Year {
    /// Adds the same year of another place.
    pub fn add(&mut self, other: &Self) {
        self.events.add(&other.events);
        self.nights.add(&other.nights);
        self.falls_with_help += other.falls_with_help;
    }
}
