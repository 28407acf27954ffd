//! What staff see of their own people, and what they come to believe by it: cases that end well are remembered above
//! others, those lost on the way below, and nobody sees what would have happened without the team.
//!
//! A team that collects a small set of outcomes counts every case once.

use crate::ids::JourneyId;
use crate::model::parameters::judgement::Belief;
use crate::model::people::NONE;
use crate::model::people::traits::Trigger;
use crate::model::services::journey::Stage;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::{Hands, Team, ward};

/// The cases of a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cases {
    /// Reviewed, with goals met.
    pub won: u32,
    /// Reviewed, with something still unmet.
    pub open: u32,
    /// Died or moved away.
    pub lost: u32,
}

impl Cases {
    /// The part of reviews that found the goals met; `None` without a review.
    pub fn wins(&self) -> Option<f64> {
        let reviewed = self.won + self.open;
        (reviewed > 0).then(|| f64::from(self.won) / f64::from(reviewed))
    }

    /// The part of cases that went well, as it is remembered or, where outcomes are collected, as it was.
    pub fn remembered(&self, belief: &Belief, outcomes_collected: bool) -> Option<f64> {
        let (vivid, lost) =
            if outcomes_collected { (1.0, 1.0) } else { (libm::exp(belief.vivid.get()), belief.lost.get()) };
        let won = vivid * f64::from(self.won);
        let all = won + f64::from(self.open) + lost * f64::from(self.lost);
        (all > 0.0).then(|| won / all)
    }
}

/// Somebody is taken on, with so many emergency admissions on record in the year before.
pub fn joined(team: &mut Team, admissions: u32) {
    let own = &mut team.process.month.own;
    own.joined += 1.0;
    own.admissions_before += admissions as f32;
}

/// Somebody on a list has come into a bed.
pub fn admitted(hands: &mut Hands, journey: JourneyId) {
    let journey = hands.journeys.get(journey);
    let Some(person) = journey.person.filter(|_| journey.stage == Stage::Stay && journey.trigger != Trigger::Elective)
    else {
        return;
    };
    let number = hands.people.state(person).case;
    if number != NONE && ward::on_list(hands.teams.cases.get(number)) {
        let team = hands.teams.cases.get(number).team;
        hands.teams.teams[usize::from(team)].process.month.own.admissions += 1.0;
    }
}

/// A review has found so many needs, of which some are unmet still.
pub fn reviewed(team: &mut Team, found: u32, unmet: u32, goals_met: bool) {
    let month = &mut team.process.month;
    month.own.found += found as f32;
    month.own.unmet += unmet as f32;
    if goals_met {
        month.cases.won += 1;
    } else {
        month.cases.open += 1;
    }
}

/// Somebody on the list has died or moved away.
pub fn lost(team: &mut Team) {
    team.process.month.cases.lost += 1;
}

/// A day passes for those on the list.
pub fn day(team: &mut Team) {
    team.process.month.own.list_days += team.on_list as f32;
}

/// A month passes: staff look back on it.
pub fn month(belief: &Belief, answers: &Answers, team: &mut Team) {
    let process = &mut team.process;
    process.own = process.month.own;
    let cases = process.month.cases;
    process.wins = cases.wins().unwrap_or(process.wins);
    if let Some(remembered) = cases.remembered(belief, answers.collects_outcomes()) {
        process.staff_belief += belief.learning.get() * (remembered - process.staff_belief);
    }
}
