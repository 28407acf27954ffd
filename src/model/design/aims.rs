//! Aims as weights: what a team is for, what an employer is for, and what lies between.

use super::{Organisation, PurposeWeights};

/// Weights over the five purposes of a design, in its order.
pub type Aims = [f64; 5];

impl PurposeWeights {
    /// The weights in the order of the fields.
    pub fn aims(&self) -> Aims {
        [self.avoid_admission, self.discharge, self.plan_ahead, self.independence, self.end_of_life]
            .map(|weight| weight.get())
    }
}

impl Organisation {
    /// All organisations, in the order of the type.
    pub const EACH: [Organisation; 5] = [Self::Gp, Self::Trust, Self::Council, Self::Vcs, Self::Hospital];

    /// What an organisation is for above all, when it is asked on its own.
    pub fn main_aim(self) -> Aims {
        match self {
            Self::Trust => [1.0, 0.0, 0.0, 0.0, 0.0],
            Self::Hospital => [0.0, 1.0, 0.0, 0.0, 0.0],
            Self::Gp => [0.0, 0.0, 1.0, 0.0, 0.0],
            Self::Council | Self::Vcs => [0.0, 0.0, 0.0, 1.0, 0.0],
        }
    }
}

/// The team's aims, as far as they are not (`apart`, 0 to 1) those of an employer.
pub fn blended(team: &Aims, employer: Organisation, apart: f64) -> Aims {
    let own = employer.main_aim();
    std::array::from_fn(|aim| team[aim] * (1.0 - apart) + own[aim] * apart)
}

/// Distance of two sets of aims: the part of the weight that lies elsewhere, 0 to 1.
pub fn distance(one: &Aims, other: &Aims) -> f64 {
    one.iter().zip(other).map(|(a, b)| (a - b).max(0.0)).sum()
}
