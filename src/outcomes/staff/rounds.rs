//! What the monthly rounds through the teams of a place come to for the place as a whole.

use crate::model::design::aims::distance;
use crate::model::round::Round;
use crate::outcomes::figures::ratio;
use crate::outcomes::staff::teams::Lists;

/// Sums over rounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoundSums {
    /// People on lists.
    pub listed: u64,
    /// Of these, those on it for too long.
    pub stuck: u64,
    /// Days for which they have been on it.
    pub days: f64,
    /// Pairs of teams of different designs.
    pub pairs: u64,
    /// Likeness of their stated purposes, 0 to 1.
    pub likeness: f64,
    /// Staff whose profession did something for plans in the month, WTE, at each round.
    pub benefits: f64,
    /// The part of it that was carried out, times their WTE.
    pub benefit: f64,
    /// Teams on which a shock fell.
    pub shocked: u64,
    /// Days until each had recovered, or until the horizon.
    pub recovery_days: f64,
    /// Those who left a team of which a round had told.
    pub gone: u64,
    /// Days until each was missed no longer, or until the horizon.
    pub missed_days: f64,
    /// Teams.
    pub teams: u64,
    /// Days until the goodwill of each first ran out, or until the horizon.
    pub goodwill_days: f64,
}

impl RoundSums {
    /// Counts a round, with what is known of lists then.
    pub fn round(&mut self, round: &Round, lists: Lists) {
        self.listed += lists.listed;
        self.stuck += lists.stuck;
        self.days += lists.days;
        for (wte, benefit) in round.members.iter().filter_map(|member| Some((member.wte, member.benefit?))) {
            self.benefits += wte;
            self.benefit += benefit * wte;
        }
        for (at, one) in round.teams.iter().enumerate() {
            for other in round.teams[at + 1..].iter().filter(|other| other.design != one.design) {
                self.pairs += 1;
                self.likeness += 1.0 - distance(&one.aims, &other.aims);
            }
        }
    }

    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.listed += other.listed;
        self.stuck += other.stuck;
        self.days += other.days;
        self.pairs += other.pairs;
        self.likeness += other.likeness;
        self.benefits += other.benefits;
        self.benefit += other.benefit;
        self.shocked += other.shocked;
        self.recovery_days += other.recovery_days;
        self.gone += other.gone;
        self.missed_days += other.missed_days;
        self.teams += other.teams;
        self.goodwill_days += other.goodwill_days;
    }

    /// The benefit that staff see: the part of what their profession did for plans that was carried out.
    pub fn benefit_seen(&self) -> f64 {
        ratio(self.benefit, self.benefits)
    }

    /// Mean time from a shock until a team has recovered, or until the horizon, days.
    pub fn mean_recovery(&self) -> f64 {
        ratio(self.recovery_days, self.shocked as f64)
    }

    /// Mean time until a leaver was missed no longer, or until the horizon, days.
    pub fn mean_missed(&self) -> f64 {
        ratio(self.missed_days, self.gone as f64)
    }

    /// Mean time until a team's goodwill first ran out, or until the horizon, days.
    pub fn mean_goodwill(&self) -> f64 {
        ratio(self.goodwill_days, self.teams as f64)
    }

    /// Mean time on the list so far, days.
    pub fn mean_days(&self) -> f64 {
        ratio(self.days, self.listed as f64)
    }

    /// The part of those on lists who are stuck.
    pub fn stuck_share(&self) -> f64 {
        ratio(self.stuck as f64, self.listed as f64)
    }

    /// How like one another the purposes are that members of teams of different designs would state, 0 to 1.
    pub fn mean_likeness(&self) -> f64 {
        ratio(self.likeness, self.pairs as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::design::aims::Aims;
    use crate::model::round::TeamSeen;

    fn team(design: u16, aims: Aims) -> TeamSeen {
        TeamSeen {
            team: 0,
            design,
            cohesion: 0.0,
            alignment: 0.0,
            voice: 0.0,
            tension: 0.0,
            fidelity: 0.0,
            vacant: 0.0,
            on_list: 0,
            waiting: 0,
            actions: [0; 2],
            aims,
        }
    }

    fn likeness(teams: Vec<TeamSeen>) -> f64 {
        let mut sums = RoundSums::default();
        sums.round(&Round { teams, members: Vec::new() }, Lists::default());
        sums.mean_likeness()
    }

    #[test]
    fn likeness_is_of_purposes_and_between_designs() {
        let (one, half, other) = ([1.0, 0.0, 0.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(likeness(vec![team(0, one), team(1, one)]), 1.0);
        assert_eq!(likeness(vec![team(0, one), team(1, half)]), 0.5);
        assert_eq!(likeness(vec![team(0, one), team(1, other)]), 0.0);
        assert_eq!(likeness(vec![team(0, one), team(0, other), team(1, one)]), 0.5, "not within a design");
        assert!(likeness(vec![team(0, one), team(0, other)]).is_nan(), "one design");
    }

    #[test]
    fn lists_are_told_by_their_people() {
        let mut sums = RoundSums::default();
        for lists in [Lists { listed: 2, stuck: 1, days: 400.0 }, Lists { listed: 2, stuck: 0, days: 20.0 }] {
            sums.round(&Round::default(), lists);
        }
        assert_eq!((sums.mean_days(), sums.stuck_share()), (105.0, 0.25));
        let mut twice = sums;
        twice.add(&sums);
        assert_eq!(twice.mean_days(), sums.mean_days());
    }
}
