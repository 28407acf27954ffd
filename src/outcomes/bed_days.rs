//! The bed-days of the admissions in a ledger: which are spent in both worlds, and which in one only and why.
//!
//! A bed-day is a midnight between the decision to admit and the end of the spell, before the horizon. Its identity in every
//! world is that of its spell and how many midnights of the spell came before it, so that of an admission in both worlds the
//! days that both have are the same and only the longer stay has more.

use crate::outcomes::ledger_class::{CLASSES, Kind};

/// Bed-days of emergency spells begun from time zero to the horizon. They add up exactly: those the same in both worlds and
/// those of a world's classes are that world's total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BedDays {
    /// In the baseline's world.
    pub baseline_total: u64,
    /// In the arm's world.
    pub arm_total: u64,
    /// Spent in both worlds: of the same admission, as far as the shorter stay goes.
    pub same: u64,
    /// In the baseline's world only, by the class of the admission.
    pub fewer: [u64; CLASSES.len()],
    /// In the arm's world only, by the class of the admission.
    pub more: [u64; CLASSES.len()],
}

impl BedDays {
    /// Adds the days of an admission of this class, or of a pair.
    pub fn record(&mut self, kind: Kind, baseline: u64, arm: u64) {
        let same = if kind == Kind::Unchanged { baseline.min(arm) } else { 0 };
        self.baseline_total += baseline;
        self.arm_total += arm;
        self.same += same;
        self.fewer[kind as usize] += baseline - same;
        self.more[kind as usize] += arm - same;
    }

    /// Days fewer in the arm's world (negative when it has more), from the classes.
    pub fn net(&self) -> i64 {
        self.fewer.iter().sum::<u64>() as i64 - self.more.iter().sum::<u64>() as i64
    }

    /// Whether the classes add up to the totals of both worlds, as they must.
    pub fn adds_up(&self) -> bool {
        self.same + self.fewer.iter().sum::<u64>() == self.baseline_total
            && self.same + self.more.iter().sum::<u64>() == self.arm_total
    }

    /// Adds those of another place, group or replication.
    pub fn add(&mut self, other: &Self) {
        self.baseline_total += other.baseline_total;
        self.arm_total += other.arm_total;
        self.same += other.same;
        self.fewer.iter_mut().zip(other.fewer).for_each(|(days, more)| *days += more);
        self.more.iter_mut().zip(other.more).for_each(|(days, more)| *days += more);
    }
}
