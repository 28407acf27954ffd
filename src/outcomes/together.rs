//! Sums over teams and midnights of how teams work together.

use crate::model::fact::Together;
use crate::outcomes::figures::ratio;

/// Sums over midnights and teams.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TogetherSums {
    /// Team-days.
    pub team_days: u64,
    /// Cohesion.
    pub cohesion: f64,
    /// Shared purpose.
    pub alignment: f64,
    /// Voice.
    pub voice: f64,
    /// Tension.
    pub tension: f64,
    /// Fidelity.
    pub fidelity: f64,
    /// Belief of leaders.
    pub belief: f64,
    /// Belief of staff.
    pub staff_belief: f64,
    /// Goodwill.
    pub reserve: f64,
    /// Hours that nobody paid for.
    pub unpaid_hours: f64,
}

impl From<Together> for TogetherSums {
    fn from(night: Together) -> Self {
        Self {
            team_days: night.teams.into(),
            cohesion: night.cohesion.into(),
            alignment: night.alignment.into(),
            voice: night.voice.into(),
            tension: night.tension.into(),
            fidelity: night.fidelity.into(),
            belief: night.belief.into(),
            staff_belief: night.staff_belief.into(),
            reserve: night.reserve.into(),
            unpaid_hours: night.unpaid_hours.into(),
        }
    }
}

impl TogetherSums {
    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.team_days += other.team_days;
        self.cohesion += other.cohesion;
        self.alignment += other.alignment;
        self.voice += other.voice;
        self.tension += other.tension;
        self.fidelity += other.fidelity;
        self.belief += other.belief;
        self.staff_belief += other.staff_belief;
        self.reserve += other.reserve;
        self.unpaid_hours += other.unpaid_hours;
    }

    /// The mean of a sum over teams and days; NaN without teams.
    pub fn mean(&self, of: impl Fn(&Self) -> f64) -> f64 {
        ratio(of(self), self.team_days as f64)
    }
}
