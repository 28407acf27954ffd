//! Risk that staff of teams bear when they judge whether somebody can stay at home: what a team does not share with
//! whoever decides, they bear alone.

use crate::outcomes::figures::ratio;

/// Sums over judgements of risk.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RisksBorne {
    judged: u64,
    /// The part of each that nobody shared, 0 to 1.
    alone: f64,
}

impl RisksBorne {
    /// Counts a judgement with so much support from the others, 0 to 1.
    pub fn count(&mut self, support: f64) {
        self.judged += 1;
        self.alone += 1.0 - support;
    }

    /// Adds those of another place.
    pub fn add(&mut self, other: &Self) {
        self.judged += other.judged;
        self.alone += other.alone;
    }

    /// The part of the risk that staff bore alone, 0 to 1, mean of judgements; NaN without any.
    pub fn alone(&self) -> f64 {
        ratio(self.alone, self.judged as f64)
    }
}
