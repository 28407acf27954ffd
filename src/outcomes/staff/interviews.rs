//! A sample of staff as an interviewer would draw it: some of every team and, within it, of as many professions as
//! there are. Those interviewed are invented, and what they say is read off the state of their post.

use crate::model::round::{MemberSeen, Round};
use crate::outcomes::window::Window;
use crate::random::luck::{Luck, Purpose};
use crate::time::SimTime;
use crate::units::Choice;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Somebody who could be interviewed, at the date that luck has picked for them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Lowest comes first.
    order: u64,
    /// Whole days since time zero.
    day: u32,
    member: MemberSeen,
}

/// Somebody who was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interview {
    /// Index of the place.
    pub place: usize,
    /// The team's neighbourhood, from 0.
    pub team: u16,
    /// Whole days since time zero.
    pub day: u32,
    /// Profession, in a scenario's word.
    pub role: String,
    /// Employer, in a scenario's word.
    pub employer: String,
    /// Whole days in the post.
    pub tenure_days: u32,
    /// Satisfaction, standard deviations above usual.
    pub satisfaction: f64,
    /// Part of what their profession did for plans in the month before that was carried out.
    pub perceived_benefit: Option<f64>,
    /// Their own mean tie to the others of the team.
    pub cohesion: Option<f64>,
}

/// Those who could be interviewed in a place: everybody who is in a post of a team in the second half of the period.
#[derive(Clone, Debug)]
pub(super) struct Candidates {
    luck: Luck,
    zero: SimTime,
    from: SimTime,
    known: BTreeMap<u64, Candidate>,
}

impl Candidates {
    pub fn new(window: &Window, luck: Luck) -> Self {
        let half = window.horizon().since(window.zero()).in_days() as u64 / 2;
        let from = window.zero() + crate::time::Span::days(half);
        Self { luck, zero: window.zero(), from, known: BTreeMap::new() }
    }

    /// Everybody in post may be met at this date rather than at an earlier one.
    pub fn round(&mut self, round: &Round, at: SimTime) {
        if at < self.from {
            return;
        }
        let day = at.since(self.zero).in_days() as u32;
        for member in &round.members {
            let order = self.luck.hash(Purpose::Interview, member.key, day.into());
            let candidate = Candidate { order, day, member: *member };
            let known = self.known.entry(member.key).or_insert(candidate);
            if order < known.order {
                *known = candidate;
            }
        }
    }

    pub fn close(self) -> Vec<Candidate> {
        self.known.into_values().collect()
    }
}

/// Draws `number` people from the candidates of all places: teams take turns, and each sends a profession that has not
/// been heard yet in it as long as it has one.
pub fn sample(places: &[&[Candidate]], number: usize) -> Vec<Interview> {
    let mut teams: BTreeMap<(usize, u16), VecDeque<Candidate>> = BTreeMap::new();
    for (place, candidates) in places.iter().enumerate() {
        for candidate in *candidates {
            teams.entry((place, candidate.member.team)).or_default().push_back(*candidate);
        }
    }
    for candidates in teams.values_mut() {
        candidates.make_contiguous().sort_unstable_by_key(|candidate| (candidate.order, candidate.member.key));
        *candidates = professions_in_turn(candidates);
    }
    let mut interviews = Vec::new();
    while interviews.len() < number && teams.values().any(|candidates| !candidates.is_empty()) {
        for (&(place, _), candidates) in &mut teams {
            let next = if interviews.len() < number { candidates.pop_front() } else { None };
            interviews.extend(next.map(|candidate| interview(place, &candidate)));
        }
    }
    interviews.sort_by_key(|interview| (interview.place, interview.team, interview.day));
    interviews
}

/// First one of every profession, then the others, each part in the order in which they stood.
fn professions_in_turn(candidates: &VecDeque<Candidate>) -> VecDeque<Candidate> {
    let mut heard = BTreeSet::new();
    let (first, others): (Vec<Candidate>, Vec<Candidate>) =
        candidates.iter().copied().partition(|candidate| heard.insert(candidate.member.role));
    first.into_iter().chain(others).collect()
}

fn interview(place: usize, candidate: &Candidate) -> Interview {
    let Candidate { day, member, .. } = candidate;
    Interview {
        place,
        team: member.team,
        day: *day,
        role: member.role.word().to_string(),
        employer: member.employer.word().to_string(),
        tenure_days: member.tenure_days,
        satisfaction: member.satisfaction,
        perceived_benefit: member.benefit,
        cohesion: member.cohesion,
    }
}
