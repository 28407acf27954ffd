//! Teams one by one: how each worked, in means of the monthly rounds, and what became of those referred to it.

use crate::model::fact::{Fact, FactKind};
use crate::model::round::{MemberSeen, Round, TeamSeen};
use crate::outcomes::figures::{DAYS_A_YEAR, leavers, ratio};
use crate::outcomes::metric::Direction::{self, Higher, Lower, Neither};
use crate::outcomes::staff::recovery::{Departures, Recovery};
use crate::outcomes::staff::rounds::RoundSums;
use crate::outcomes::waits::Waits;
use crate::outcomes::window::Window;
use crate::time::{DAY, SimTime, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An outcome of a single team.
#[derive(Clone, Copy, Debug)]
pub struct TeamOutcome {
    /// Key in files.
    pub key: &'static str,
    /// Plain-English label.
    pub label: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// Digits after the point when shown.
    pub digits: usize,
    of: fn(&TeamSums) -> f64,
}

const fn outcome(
    key: &'static str,
    label: &'static str,
    direction: Direction,
    digits: usize,
    of: fn(&TeamSums) -> f64,
) -> TeamOutcome {
    TeamOutcome { key, label, direction, digits, of }
}

const MEDIAN: f64 = 0.5;
/// Rounds are on the first of each month.
const MONTHS_A_YEAR: f64 = 12.0;

/// The outcomes of a team, in the order of [`TeamFigures::values`].
pub const OUTCOMES: [TeamOutcome; 17] = [
    outcome("cohesion", "Cohesion: mean tie between members", Higher, 3, |sums| sums.mean(sums.cohesion)),
    outcome("shared_purpose", "Shared purpose of members", Higher, 3, |sums| sums.mean(sums.alignment)),
    outcome("voice", "Voice of those of low standing", Higher, 3, |sums| sums.mean(sums.voice)),
    outcome("tension", "Tension not worked through", Lower, 3, |sums| sums.mean(sums.tension)),
    outcome("fidelity", "Practice that follows the design", Neither, 3, |sums| sums.mean(sums.fidelity)),
    outcome("vacancy_share", "Posts that nobody holds", Lower, 3, |sums| sums.mean(sums.vacant)),
    outcome("leavers_per_100_posts", "Leavers a year per 100 WTE in post", Lower, 1, |sums| {
        leavers(sums.left, sums.wte * DAYS_A_YEAR / MONTHS_A_YEAR)
    }),
    outcome("recovery_days", "Days until cohesion is back after a shock", Lower, 0, |sums| sums.recovered),
    outcome("satisfaction", "Satisfaction of staff, SD above usual", Higher, 3, |sums| {
        ratio(sums.satisfaction, sums.wte)
    }),
    outcome("perceived_benefit", "Benefit as staff see it: own actions done", Higher, 3, |sums| {
        ratio(sums.benefit, sums.benefits)
    }),
    outcome("referrals", "People referred", Neither, 0, |sums| sums.referred as f64),
    outcome("on_list", "People on the list, mean", Neither, 1, |sums| sums.mean(sums.on_list)),
    outcome("list_days", "Days on the list so far, mean", Neither, 1, |sums| ratio(sums.list_days, sums.listed)),
    outcome("stuck_share", "Of those on the list, there for too long", Lower, 3, |sums| ratio(sums.stuck, sums.listed)),
    outcome("days_to_plan_median", "Days from referral to a plan, median", Lower, 1, |sums| {
        sums.plans.quantile(MEDIAN) / DAY as f64
    }),
    outcome("discussed_share", "Cases settled in a meeting", Neither, 3, |sums| {
        ratio(sums.settled[1] as f64, sums.settled.iter().sum::<u64>() as f64)
    }),
    outcome("actions_done_share", "Actions of plans carried out", Higher, 3, |sums| {
        ratio(sums.actions[1] as f64, sums.actions.iter().sum::<u64>() as f64)
    }),
];

/// What one team came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamFigures {
    /// Its neighbourhood, from 0.
    pub team: u16,
    /// Which of the arm's designs it has.
    pub design: u16,
    /// The outcomes in the order of [`OUTCOMES`]; `None` where one does not exist.
    pub values: Vec<Option<f64>>,
}

/// Sums of one team.
#[derive(Clone, Debug, Default)]
struct TeamSums {
    design: u16,
    rounds: f64,
    cohesion: f64,
    alignment: f64,
    voice: f64,
    tension: f64,
    fidelity: f64,
    vacant: f64,
    left: f64,
    recovery: Recovery,
    departures: Departures,
    /// When its goodwill first ran out.
    goodwill_gone: Option<SimTime>,
    /// Days until it had recovered; NaN without a shock.
    recovered: f64,
    on_list: f64,
    wte: f64,
    satisfaction: f64,
    benefits: f64,
    benefit: f64,
    listed: f64,
    stuck: f64,
    list_days: f64,
    referred: u64,
    settled: [u64; 2],
    actions: [u64; 2],
    plans: Waits,
}

impl TeamSums {
    fn mean(&self, sum: f64) -> f64 {
        ratio(sum, self.rounds)
    }

    fn seen(&mut self, team: &TeamSeen, at: SimTime, part: f64) {
        self.recovery.round(at, team.cohesion, part);
        self.departures.round(at, team.cohesion, team.vacant, part);
        self.design = team.design;
        self.rounds += 1.0;
        self.cohesion += team.cohesion;
        self.alignment += team.alignment;
        self.voice += team.voice;
        self.tension += team.tension;
        self.fidelity += team.fidelity;
        self.vacant += team.vacant;
        self.on_list += f64::from(team.on_list);
    }

    fn member(&mut self, member: &MemberSeen) {
        self.wte += member.wte;
        self.satisfaction += member.satisfaction * member.wte;
        if let Some(benefit) = member.benefit {
            self.benefits += member.wte;
            self.benefit += benefit * member.wte;
        }
    }
}

/// Somebody who was referred.
#[derive(Clone, Copy, Debug)]
struct Known {
    team: u16,
    on_list_since: Option<SimTime>,
}

/// What is known of all lists of a place at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lists {
    /// People on them.
    pub listed: u64,
    /// Of these, those on it for too long.
    pub stuck: u64,
    /// Days for which they have been on it, all together.
    pub days: f64,
}

/// The teams of a place while they are followed.
#[derive(Clone, Debug)]
pub(super) struct Teams {
    stuck_after: Span,
    /// Part of its cohesion before a shock that a team must have again.
    recovered: f64,
    sums: BTreeMap<u16, TeamSums>,
    people: BTreeMap<u64, Known>,
}

impl Teams {
    pub fn new(stuck_after: Span, recovered: f64) -> Self {
        Self { stuck_after, recovered, sums: BTreeMap::new(), people: BTreeMap::new() }
    }

    /// A round, with the lists as they stand then.
    pub fn round(&mut self, round: &Round, at: SimTime) {
        for team in &round.teams {
            self.sums.entry(team.team).or_default().seen(team, at, self.recovered);
        }
        for member in &round.members {
            self.sums.entry(member.team).or_default().member(member);
        }
        for known in self.people.values() {
            let Some((sums, since)) = self.sums.get_mut(&known.team).zip(known.on_list_since) else { continue };
            sums.listed += 1.0;
            sums.list_days += at.since(since).in_days();
            sums.stuck += if at.since(since) > self.stuck_after { 1.0 } else { 0.0 };
        }
    }

    /// All lists of the place together at a moment.
    pub fn lists(&self, at: SimTime) -> Lists {
        let times = self.people.values().filter_map(|known| known.on_list_since).map(|since| at.since(since));
        times.fold(Lists::default(), |lists, time| Lists {
            listed: lists.listed + 1,
            stuck: lists.stuck + u64::from(time > self.stuck_after),
            days: lists.days + time.in_days(),
        })
    }

    /// A fact about somebody.
    pub fn see(&mut self, fact: &Fact) {
        if let FactKind::Referred { team } = fact.kind {
            self.people.insert(fact.key, Known { team, on_list_since: None });
            self.sums.entry(team).or_default().referred += 1;
            return;
        }
        if let FactKind::StaffLeft { team: Some(team), wte } = fact.kind {
            let sums = self.sums.entry(team).or_default();
            sums.left += f64::from(wte);
            sums.departures.left(fact.at);
            return;
        }
        if let FactKind::GoodwillRanOut { team } = fact.kind {
            self.sums.entry(team).or_default().goodwill_gone.get_or_insert(fact.at);
            return;
        }
        if matches!(fact.kind, FactKind::ShockFell) {
            self.sums.values_mut().for_each(|sums| sums.recovery.shock(fact.at));
            return;
        }
        let Some(known) = self.people.get_mut(&fact.key) else { return };
        let sums = self.sums.entry(known.team).or_default();
        match fact.kind {
            FactKind::Accepted => known.on_list_since = Some(fact.at),
            FactKind::Planned { waited, .. } => sums.plans.push(waited),
            FactKind::Settled { at_meeting } => sums.settled[usize::from(at_meeting)] += 1,
            FactKind::Action(done) => sums.actions[usize::from(done)] += 1,
            FactKind::Discharged | FactKind::Refused | FactKind::Died(_) | FactKind::MovedAway => {
                self.people.remove(&fact.key);
            }
            _ => {}
        }
    }

    /// What each team came to, and into `rounds` how long what befell them lasted.
    pub fn close(mut self, window: &Window, rounds: &mut RoundSums) -> Vec<TeamFigures> {
        let horizon = window.horizon();
        let value = |outcome: &TeamOutcome, sums: &TeamSums| Some((outcome.of)(sums)).filter(|value| value.is_finite());
        let figures = |(&team, sums): (&u16, &TeamSums)| TeamFigures {
            team,
            design: sums.design,
            values: OUTCOMES.iter().map(|outcome| value(outcome, sums)).collect(),
        };
        self.sums.retain(|_, sums| sums.rounds > 0.0);
        self.sums.values_mut().for_each(|sums| sums.recovered = sums.recovery.days(horizon).unwrap_or(f64::NAN));
        for sums in self.sums.values() {
            if sums.recovered.is_finite() {
                rounds.shocked += 1;
                rounds.recovery_days += sums.recovered;
            }
            let (gone, missed_days) = sums.departures.close(horizon);
            rounds.gone += gone;
            rounds.missed_days += missed_days;
            rounds.teams += 1;
            rounds.goodwill_days += sums.goodwill_gone.unwrap_or(horizon).since(window.zero()).in_days();
        }
        self.sums.iter().map(figures).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAYS: u64 = 100;

    fn fact(key: u64, day: u64, kind: FactKind) -> Fact {
        Fact { at: SimTime::START + Span::days(day), key, kind }
    }

    #[test]
    fn whoever_is_on_a_list_grows_older_on_it_and_is_stuck_in_the_end() {
        let mut teams = Teams::new(Span::days(DAYS), 0.9);
        let at = |day: u64| SimTime::START + Span::days(day);
        for (key, team) in [(1, 0), (2, 1), (3, 1)] {
            teams.see(&fact(key, 10, FactKind::Referred { team }));
            teams.see(&fact(key, 20, FactKind::Accepted));
        }
        assert_eq!(teams.lists(at(20 + DAYS)), Lists { listed: 3, stuck: 0, days: 3.0 * DAYS as f64 });
        teams.see(&fact(3, 50, FactKind::Discharged));
        assert_eq!(teams.lists(at(21 + DAYS)), Lists { listed: 2, stuck: 2, days: 2.0 * (DAYS + 1) as f64 });
        teams.see(&fact(2, 200, FactKind::MovedAway));
        assert_eq!(teams.lists(at(220)).listed, 1);
    }

    #[test]
    fn what_becomes_of_people_is_counted_for_the_team_they_were_referred_to() {
        let mut teams = Teams::new(Span::days(DAYS), 0.9);
        teams.see(&fact(9, 1, FactKind::Action(true)));
        for team in [0, 1] {
            let key = 5 + u64::from(team);
            teams.see(&fact(key, 1, FactKind::Referred { team }));
            teams.see(&fact(key, 9, FactKind::Planned { waited: Span::days(8), told: true }));
            teams.see(&fact(key, 12, FactKind::Action(team == 1)));
        }
        let done = |team: u16| teams.sums[&team].actions;
        assert_eq!((done(0), done(1)), ([1, 0], [0, 1]), "and of nobody who was not referred");
        assert_eq!(teams.sums[&1].plans.quantile(MEDIAN), 8.0 * DAY as f64);
    }
}
