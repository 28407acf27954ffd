//! Teams one by one, and staff as they would speak: what each team came to, how each profession sees it, and who would
//! be interviewed.
//!
//! This room sees facts, and asks nothing of the model. People on a list belong to the team that they were referred to.

pub mod interviews;
pub mod professions;
mod recovery;
pub mod rounds;
pub mod teams;

use crate::model::fact::{Fact, FactKind};
use crate::outcomes::staff::interviews::{Candidate, Candidates};
use crate::outcomes::staff::professions::ProfessionSums;
use crate::outcomes::staff::rounds::RoundSums;
use crate::outcomes::staff::teams::{TeamFigures, Teams};
use crate::outcomes::window::Window;
use crate::random::luck::Luck;
use crate::time::Span;

/// What is counted of the staff of one place.
#[derive(Clone, Debug)]
pub struct Staff {
    window: Window,
    teams: Teams,
    professions: ProfessionSums,
    candidates: Candidates,
    rounds: RoundSums,
}

/// What was counted of the staff of one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StaffFigures {
    /// The teams, in the order of their neighbourhoods.
    pub teams: Vec<TeamFigures>,
    /// Sums by profession.
    pub professions: ProfessionSums,
    /// Everybody who could be interviewed, each at one date.
    pub candidates: Vec<Candidate>,
}

impl Staff {
    /// Nothing counted yet. A case is stuck that has been on a list for longer than `stuck_after`; a team has recovered
    /// from a shock that has so much of its cohesion again.
    pub fn new(window: Window, luck: Luck, stuck_after: Span, recovered: f64) -> Self {
        Self {
            candidates: Candidates::new(&window, luck),
            window,
            teams: Teams::new(stuck_after, recovered),
            professions: ProfessionSums::default(),
            rounds: RoundSums::default(),
        }
    }

    /// Counts the facts that lie within the window.
    pub fn see(&mut self, facts: &[Fact]) {
        for fact in facts.iter().filter(|fact| self.window.holds(fact.at)) {
            if let FactKind::Round(round) = &fact.kind {
                self.professions.round(round);
                self.candidates.round(round, fact.at);
                self.teams.round(round, fact.at);
                self.rounds.round(round, self.teams.lists(fact.at));
            } else {
                self.teams.see(fact);
            }
        }
    }

    /// What was counted, and of it what the place as a whole shows.
    pub fn close(self) -> (StaffFigures, RoundSums) {
        let mut rounds = self.rounds;
        let teams = self.teams.close(&self.window, &mut rounds);
        let figures = StaffFigures { teams, professions: self.professions, candidates: self.candidates.close() };
        (figures, rounds)
    }
}
