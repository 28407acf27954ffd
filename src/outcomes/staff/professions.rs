//! How each profession in the teams sees its work: sums over the monthly rounds.

use crate::model::design::Role;
use crate::model::round::{MemberSeen, Round};
use crate::outcomes::figures::ratio;
use crate::units::Choice;
use serde::{Deserialize, Serialize};

/// Keys of what is told of a profession, in the order of [`ProfessionFigures::values`].
pub const OUTCOMES: [&str; 5] = ["people", "satisfaction", "perceived_benefit", "cohesion", "tenure_months"];

/// How one profession sees its work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfessionFigures {
    /// The profession, in a scenario's word.
    pub role: String,
    /// The figures in the order of [`OUTCOMES`]; `None` where one does not exist.
    pub values: Vec<Option<f64>>,
}

/// Sums by profession.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProfessionSums {
    rounds: u64,
    roles: Vec<Sums>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sums {
    seen: f64,
    satisfaction: f64,
    benefits: f64,
    benefit: f64,
    ties: f64,
    cohesion: f64,
    tenure: f64,
}

impl Sums {
    fn member(&mut self, member: &MemberSeen) {
        const MONTH_DAYS: f64 = 30.4;
        self.seen += 1.0;
        self.satisfaction += member.satisfaction;
        self.tenure += f64::from(member.tenure_days) / MONTH_DAYS;
        if let Some(benefit) = member.benefit {
            self.benefits += 1.0;
            self.benefit += benefit;
        }
        if let Some(cohesion) = member.cohesion {
            self.ties += 1.0;
            self.cohesion += cohesion;
        }
    }

    fn add(&mut self, other: &Self) {
        self.seen += other.seen;
        self.satisfaction += other.satisfaction;
        self.benefits += other.benefits;
        self.benefit += other.benefit;
        self.ties += other.ties;
        self.cohesion += other.cohesion;
        self.tenure += other.tenure;
    }
}

impl ProfessionSums {
    /// Counts a round.
    pub(super) fn round(&mut self, round: &Round) {
        self.rounds += 1;
        self.roles.resize(Role::ALL.len(), Sums::default());
        for member in &round.members {
            self.roles[member.role as usize].member(member);
        }
    }

    /// Adds the sums of another place over the same rounds.
    pub fn add(&mut self, other: &Self) {
        self.rounds = self.rounds.max(other.rounds);
        self.roles.resize(self.roles.len().max(other.roles.len()), Sums::default());
        self.roles.iter_mut().zip(&other.roles).for_each(|(mine, theirs)| mine.add(theirs));
    }

    /// The professions that were there, in the order of roles.
    pub fn figures(&self) -> Vec<ProfessionFigures> {
        let there = Role::ALL.iter().zip(&self.roles).filter(|(_, sums)| sums.seen > 0.0);
        let figures = |(role, sums): (&Role, &Sums)| {
            let values = [
                ratio(sums.seen, self.rounds as f64),
                ratio(sums.satisfaction, sums.seen),
                ratio(sums.benefit, sums.benefits),
                ratio(sums.cohesion, sums.ties),
                ratio(sums.tenure, sums.seen),
            ];
            let values = values.map(|value| Some(value).filter(|value| value.is_finite())).to_vec();
            ProfessionFigures { role: role.word().to_string(), values }
        };
        there.map(figures).collect()
    }
}
