//! What somebody still bears of a hazard before it happens to them.
//!
//! An amount is drawn once, from the exponential distribution. It is used up at the rate of the hazard, whatever that
//! rate may become, and when it is gone the event comes. Two arms that share the draw then differ in the moment only
//! as far as their rates differ. This room does not know what the hazard is.

use crate::time::{DAY, SimTime, Span};

/// An amount that is left, and the rate at which it goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    left: f64,
    /// Per second.
    rate: f64,
}

impl Exposure {
    /// Nobody bears anything: the event never comes.
    pub const NONE: Exposure = Exposure { left: f64::INFINITY, rate: 0.0 };

    /// The amount that belongs to a uniform number in (0, 1), not yet exposed.
    pub fn drawn(uniform: f64) -> Self {
        Self { left: -libm::log(uniform), rate: 0.0 }
    }

    /// The amount of the next time, at the same hazard.
    pub fn renew(&mut self, uniform: f64) {
        self.left = -libm::log(uniform);
    }

    /// From now on the hazard is so high, per day.
    pub fn set_rate(&mut self, per_day: f64) {
        self.rate = per_day / DAY as f64;
    }

    /// The hazard is borne for a while.
    pub fn bear(&mut self, elapsed: Span) {
        self.left -= self.rate * elapsed.ticks() as f64;
    }

    /// Whether the event has come.
    pub fn is_over(&self) -> bool {
        self.left <= 0.0
    }

    /// The first midnight by which the event has come, if the rate stays as it is and everything is counted to `now`.
    pub fn midnight(&self, now: SimTime) -> SimTime {
        const LONGEST: f64 = SimTime::NEVER.ticks() as f64;
        if self.left <= 0.0 {
            return now;
        }
        let seconds = libm::ceil(self.left / self.rate);
        if self.rate <= 0.0 || seconds + now.ticks() as f64 >= LONGEST {
            return SimTime::NEVER;
        }
        (now + Span::seconds(seconds as u64 + DAY - 1)).start_of_day()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_event_comes_when_the_amount_is_used_up_whatever_the_rates_were_on_the_way() {
        let mut exposure = Exposure { left: 1.0, rate: 0.0 };
        assert_eq!(exposure.midnight(SimTime::START), SimTime::NEVER);
        exposure.set_rate(0.01);
        let halfway = SimTime::START + Span::days(50);
        exposure.bear(Span::days(50));
        assert!(!exposure.is_over());
        exposure.set_rate(0.1);
        assert_eq!(exposure.midnight(halfway), halfway + Span::days(5));
        exposure.bear(Span::days(6));
        assert!(exposure.is_over());
    }
}
