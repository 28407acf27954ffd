//! How long needs wait, from when they arise and not from when somebody is referred.
//!
//! Looked at person by person: from the day on which somebody who had no unmet need has one, until the last of their needs
//! is met. A need that is there at time zero or at entry counts from then, as nobody knows how old it is; a wait that is
//! not over by the horizon, by death or by the need being met otherwise is left out. Arms are looked at for equally long,
//! so that what is left out is alike in them; a longer horizon shows longer waits.

use crate::outcomes::figures::ratio;

/// What a need can wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Anybody who comes: community staff, general practice, urgent response, home care.
    Contact,
    /// Somebody who acts on a need: a piece of usual care for it, an action of a plan, or home care.
    Service,
    /// A team's plan.
    Plan,
}

/// How many things can be waited for.
const KINDS: usize = 3;

/// What has come to somebody since they have been in need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Came(u8);

impl Came {
    /// Nothing yet.
    pub const NOTHING: Self = Self(0);

    /// Whether this comes for the first time.
    pub fn first(&mut self, what: Awaited) -> bool {
        let before = self.0;
        self.0 |= 1 << what as u8;
        self.0 != before
    }
}

/// Waits from need that are over: how many of each kind, and their days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FromNeed([(u64, u64); KINDS]);

impl FromNeed {
    /// A wait is over.
    pub fn push(&mut self, what: Awaited, days: u64) {
        let (count, sum) = &mut self.0[what as usize];
        *count += 1;
        *sum += days;
    }

    /// Adds those of another place.
    pub fn add(&mut self, other: &Self) {
        for ((count, sum), (further, days)) in self.0.iter_mut().zip(other.0) {
            *count += further;
            *sum += days;
        }
    }

    /// Mean days; NaN where none is over.
    pub fn mean(&self, what: Awaited) -> f64 {
        let (count, sum) = self.0[what as usize];
        ratio(sum as f64, count as f64)
    }
}
