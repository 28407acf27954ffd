//! Ties: how well two know each other's work, and how that comes and goes.
//!
//! A tie grows by contact, each time by a part of what is missing, and fades between contacts at a rate. Fading is
//! worked out when a tie is asked for, so that nothing happens from day to day. This file knows no team.

use crate::time::SimTime;

/// A tie, from 0 (strangers) to 1.
#[derive(Clone, Copy, Debug)]
pub struct Tie {
    strength: f64,
    at: SimTime,
}

impl Tie {
    /// A tie of this strength at a moment.
    pub fn new(strength: f64, at: SimTime) -> Self {
        Self { strength, at }
    }

    /// Its strength after fading until now at `fading` a year.
    pub fn now(&self, now: SimTime, fading: f64) -> f64 {
        self.strength * libm::exp(-fading * now.since(self.at).years())
    }

    /// A contact that adds `part` (0 to 1) of what is missing.
    pub fn contact(&mut self, now: SimTime, fading: f64, part: f64) {
        let faded = self.now(now, fading);
        *self = Self::new(faded + part * (1.0 - faded), now);
    }

    /// Loses `part` (0 to 1) of itself.
    pub fn wear(&mut self, now: SimTime, fading: f64, part: f64) {
        *self = Self::new(self.now(now, fading) * (1.0 - part), now);
    }
}

/// The part of what is missing to a full tie that `contacts` contacts add, when one adds `one`.
pub fn part_of(contacts: f64, one: f64) -> f64 {
    1.0 - libm::pow(1.0 - one, contacts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{DAY, Span, YEAR};

    #[test]
    fn a_tie_without_contact_fades_as_an_exponential_and_fading_in_two_goes_is_fading_in_one() {
        let start = SimTime::from_ticks(0);
        let later = |days: u64| SimTime::from_ticks(days * DAY);
        let mut tie = Tie::new(0.8, start);
        let after_a_year = tie.now(SimTime::from_ticks(YEAR), 0.6);
        assert!((after_a_year - 0.8 * libm::exp(-0.6)).abs() < 1e-12);
        let straight = tie.now(later(300), 0.6);
        tie.wear(later(100), 0.6, 0.0);
        assert!((tie.now(later(300), 0.6) - straight).abs() < 1e-12);
    }

    /// With a contact every `d` days a tie settles where what a contact adds is what fades in between.
    #[test]
    fn with_regular_contact_a_tie_settles_where_gain_and_fading_meet() {
        for (days, part, fading) in [(7, 0.15, 0.6), (14, 0.15, 0.6), (30, 0.3, 1.2)] {
            let mut tie = Tie::new(0.1, SimTime::from_ticks(0));
            let contacts = 4_000;
            for contact in 1..=contacts {
                tie.contact(SimTime::from_ticks(contact * days * DAY), fading, part);
            }
            let kept = libm::exp(-fading * Span::days(days).years());
            let expected = part / (1.0 - kept * (1.0 - part));
            let found = tie.now(SimTime::from_ticks(contacts * days * DAY), fading);
            assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
        }
    }

    #[test]
    fn several_contacts_at_once_are_as_many_one_after_another() {
        let now = SimTime::from_ticks(5);
        let (mut one_by_one, mut at_once) = (Tie::new(0.2, now), Tie::new(0.2, now));
        for _ in 0..3 {
            one_by_one.contact(now, 1.0, 0.15);
        }
        at_once.contact(now, 1.0, part_of(3.0, 0.15));
        assert!((one_by_one.now(now, 1.0) - at_once.now(now, 1.0)).abs() < 1e-12);
    }
}
