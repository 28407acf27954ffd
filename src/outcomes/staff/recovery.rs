//! How long a team takes to be what it was: after a shock until its cohesion is back for good, and after each leaver until
//! what its members have in one another is back.
//!
//! Looked at on the first of each month. Of shocks only the first counts, as what comes later falls on a team that is no
//! longer what it was.

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

/// What a team has in the ties between its members: a post that nobody holds has none.
fn held(cohesion: f64, vacant: f64) -> f64 {
    cohesion * (1.0 - vacant)
}

/// Those who left a team, and how long each was missed.
#[derive(Clone, Debug, Default)]
pub(super) struct Departures {
    /// Cohesion, less that of posts that nobody holds, at the last round.
    held: Option<f64>,
    /// When each left who is still missed, and what was held at the round before.
    missed: Vec<(SimTime, f64)>,
    gone: u64,
    days: f64,
}

impl Departures {
    /// A round finds the team with this cohesion and so many of its posts vacant, and it must have a part of what it had
    /// before somebody left to miss them no longer.
    pub fn round(&mut self, at: SimTime, cohesion: f64, vacant: f64, part: f64) {
        let held = held(cohesion, vacant);
        self.held = Some(held);
        let days = &mut self.days;
        self.missed.retain(|&(left, before)| {
            let back = held >= part * before;
            *days += if back { at.since(left).in_days() } else { 0.0 };
            !back
        });
    }

    /// Somebody leaves a team of which a round has told.
    pub fn left(&mut self, at: SimTime) {
        if let Some(before) = self.held {
            self.gone += 1;
            self.missed.push((at, before));
        }
    }

    /// How many left, and the days until each was missed no longer: to the first round that finds the team as it was, or to
    /// the horizon.
    pub fn close(&self, horizon: SimTime) -> (u64, f64) {
        let still: f64 = self.missed.iter().map(|(left, _)| horizon.since(*left).in_days()).sum();
        (self.gone, self.days + still)
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

    #[test]
    fn a_leaver_is_missed_until_their_post_is_held_by_somebody_whom_the_team_knows() {
        let mut team = Departures::default();
        team.left(day(10));
        team.round(day(30), 0.8, 0.0, 0.95);
        team.left(day(45));
        team.round(day(60), 0.8, 0.1, 0.95);
        team.round(day(90), 0.7, 0.0, 0.95);
        team.left(day(100));
        team.round(day(120), 0.78, 0.0, 0.95);
        assert_eq!(team.close(day(400)), (2, 95.0), "nobody knows what there was before the first round");
        team.left(day(130));
        team.round(day(150), 0.78, 0.1, 0.95);
        assert_eq!(team.close(day(400)), (3, 95.0 + 270.0), "the last is missed to the horizon");
    }
}
