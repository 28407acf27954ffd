//! How long a team takes to be what it was before a shock: until its cohesion is back for good.
//!
//! Looked at on the first of each month. Only the first shock counts, as what comes later falls on a team that is no longer
//! what it was.

use crate::time::SimTime;

/// A team before, during and after a shock.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Recovery {
    /// Cohesion at the last round.
    cohesion: Option<f64>,
    shock: Option<Shock>,
}

#[derive(Clone, Copy, Debug)]
struct Shock {
    at: SimTime,
    before: f64,
    /// The round at which cohesion was back; `None` while it is not.
    back: Option<SimTime>,
}

impl Recovery {
    /// A round finds the team with this cohesion, and it must have a part of what it had before to be back.
    pub fn round(&mut self, at: SimTime, cohesion: f64, part: f64) {
        self.cohesion = Some(cohesion);
        if let Some(shock) = &mut self.shock {
            let is_back = cohesion >= part * shock.before;
            shock.back = if is_back { shock.back.or(Some(at)) } else { None };
        }
    }

    /// A shock falls, on a team of which a round has told.
    pub fn shock(&mut self, at: SimTime) {
        if let (None, Some(before)) = (self.shock, self.cohesion) {
            // It has lost nothing until a round finds that it has.
            self.shock = Some(Shock { at, before, back: Some(at) });
        }
    }

    /// Days from the shock until the team was back for good, 0 for one that never fell short; to the horizon for one that
    /// is not back by then; `None` without a shock.
    pub fn days(&self, horizon: SimTime) -> Option<f64> {
        let shock = self.shock?;
        Some(shock.back.unwrap_or(horizon).since(shock.at).in_days())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    fn day(day: u64) -> SimTime {
        SimTime::START + Span::days(day)
    }

    /// A team with this cohesion at rounds of every thirty days, on which a shock falls at day 45.
    fn days(cohesion: &[f64]) -> Option<f64> {
        let mut recovery = Recovery::default();
        for (month, &cohesion) in cohesion.iter().enumerate() {
            let at = 30 * (month as u64 + 1);
            if month == 1 {
                recovery.shock(day(45));
            }
            recovery.round(day(at), cohesion, 0.9);
        }
        recovery.days(day(400))
    }

    #[test]
    fn a_team_has_recovered_when_its_cohesion_is_back_for_good() {
        assert_eq!(days(&[0.8]), None, "no shock");
        assert_eq!(days(&[0.8, 0.8, 0.75]), Some(0.0), "it has lost little");
        assert_eq!(days(&[0.8, 0.5, 0.6, 0.75]), Some(75.0));
        assert_eq!(days(&[0.8, 0.5, 0.75, 0.6, 0.75]), Some(105.0), "not for good");
        assert_eq!(days(&[0.8, 0.8, 0.5, 0.6]), Some(355.0), "not back by the horizon");
        let mut newcomer = Recovery::default();
        newcomer.shock(day(45));
        newcomer.round(day(60), 0.3, 0.9);
        assert_eq!(newcomer.days(day(400)), None, "nobody knows what it was");
    }
}
