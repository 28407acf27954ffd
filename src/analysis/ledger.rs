//! The paired ledger summed over replications, with its floor beside it and the sham check.
//!
//! Net leads; the gross classes are only ever given together with the net and with what mere shuffling makes.

use crate::analysis::estimate::Estimate;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::ArmKind;
use crate::outcomes::ledger::Ledger;

/// On which side of the account a class stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// One admission in each world: no difference in number.
    Both,
    /// In the baseline's world only: an admission fewer.
    Fewer,
    /// In the arm's world only: an admission more.
    More,
}

/// One class of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// Key in files.
    pub key: &'static str,
    /// Label for people.
    pub label: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// Side of the account.
    pub side: Side,
    /// Its count.
    pub count: fn(&Ledger) -> u64,
}

/// The classes in the order in which they are decided.
pub const CLASSES: [Class; 12] = [
    Class {
        key: "unchanged",
        label: "Unchanged",
        meaning: "The same admission in both worlds.",
        side: Side::Both,
        count: |ledger| ledger.unchanged,
    },
    Class {
        key: "deferred",
        label: "Deferred",
        meaning: "The same person is admitted within 90 days, later with the design.",
        side: Side::Both,
        count: |ledger| ledger.deferred,
    },
    Class {
        key: "brought_forward",
        label: "Brought forward",
        meaning: "The same person is admitted within 90 days, earlier with the design.",
        side: Side::Both,
        count: |ledger| ledger.brought_forward,
    },
    Class {
        key: "precluded",
        label: "Precluded",
        meaning: "Not admitted because the person had already died in the design's world.",
        side: Side::Fewer,
        count: |ledger| ledger.precluded,
    },
    Class {
        key: "enabled",
        label: "Enabled",
        meaning: "Admitted only because the person had died in the baseline's world and lived on with the design.",
        side: Side::More,
        count: |ledger| ledger.enabled,
    },
    Class {
        key: "substituted",
        label: "Substituted",
        meaning: "The same crisis was answered by urgent response, hospital at home or the like.",
        side: Side::Fewer,
        count: |ledger| ledger.substituted,
    },
    Class {
        key: "unsubstituted",
        label: "Substitution lost",
        meaning: "The baseline answered the same crisis outside hospital; the design's world admitted.",
        side: Side::More,
        count: |ledger| ledger.unsubstituted,
    },
    Class {
        key: "substitution_failed",
        label: "Substitution failed",
        meaning: "Admitted after all within 30 days of being answered outside hospital.",
        side: Side::More,
        count: |ledger| ledger.substitution_failed,
    },
    Class {
        key: "answered_otherwise",
        label: "Answered otherwise",
        meaning: "The same crisis happened and led to no admission for another reason.",
        side: Side::Fewer,
        count: |ledger| ledger.answered_otherwise,
    },
    Class {
        key: "admitted_instead",
        label: "Admitted instead",
        meaning: "The same crisis led to no admission in the baseline and to one with the design.",
        side: Side::More,
        count: |ledger| ledger.admitted_instead,
    },
    Class {
        key: "avoided",
        label: "Avoided",
        meaning: "The crisis did not happen with the design.",
        side: Side::Fewer,
        count: |ledger| ledger.avoided,
    },
    Class {
        key: "induced",
        label: "Induced",
        meaning: "The crisis happened only with the design.",
        side: Side::More,
        count: |ledger| ledger.induced,
    },
];

/// The ledger of one arm in one scope, over all its replications.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerSum {
    /// The arm.
    pub arm: usize,
    /// Replications.
    pub replications: usize,
    /// Sum over the replications.
    pub total: Ledger,
    /// Baseline person-years in the replications, together.
    pub person_years: f64,
    /// Net admissions fewer per 1,000 people a year.
    pub net: Estimate,
}

impl LedgerSum {
    /// Ledger of `arm` against the baseline; `None` when they share no replication.
    pub fn of(trials: &Trials, arm: usize, scope: Scope) -> Option<Self> {
        let pairs = trials.pairs(Pair { arm, against: trials.baseline() }, scope);
        let mut total = Ledger::default();
        for (row, _) in &pairs {
            add(&mut total, &row.ledger);
        }
        let net: Vec<f64> =
            pairs.iter().map(|(row, baseline)| per_thousand(row.ledger.net() as f64, baseline.person_years)).collect();
        Some(Self {
            arm,
            replications: pairs.len(),
            total,
            person_years: pairs.iter().map(|(_, baseline)| baseline.person_years).sum(),
            net: Estimate::of(&net)?,
        })
    }

    /// Mean of a class per replication, in admissions.
    pub fn mean(&self, class: &Class) -> f64 {
        (class.count)(&self.total) as f64 / self.replications as f64
    }

    /// A class per 1,000 people of the baseline a year.
    pub fn rate(&self, class: &Class) -> f64 {
        per_thousand((class.count)(&self.total) as f64, self.person_years)
    }

    /// All classes of one side together, per 1,000 people of the baseline a year.
    pub fn gross(&self, side: Side) -> f64 {
        CLASSES.iter().filter(|class| class.side == side).map(|class| self.rate(class)).sum()
    }
}

/// The floor: what an inert reordering of one queue makes, to be held beside every gross figure.
pub fn floor(trials: &Trials, scope: Scope) -> Option<LedgerSum> {
    LedgerSum::of(trials, trials.arm_of_kind(ArmKind::Ripple)?, scope)
}

/// What the sham team shows: a team that does nothing must change nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShamCheck {
    /// No such arm was run.
    NotRun,
    /// Every class is zero but *unchanged*.
    Passes {
        /// Admissions found alike in both worlds.
        unchanged: u64,
    },
    /// Classes that are not zero, with their counts.
    Fails(Vec<(&'static str, u64)>),
}

/// Checks the sham arm over all design points, replications and scopes.
pub fn sham_check(trials: &Trials) -> ShamCheck {
    let Some(sham) = trials.arm_of_kind(ArmKind::Sham) else { return ShamCheck::NotRun };
    let mut total = Ledger::default();
    let mut rows = 0;
    for row in trials.results.rows.iter().filter(|row| row.arm == sham && row.place.is_none()) {
        add(&mut total, &row.ledger);
        rows += 1;
    }
    let others: Vec<(&str, u64)> =
        CLASSES[1..].iter().map(|class| (class.label, (class.count)(&total))).filter(|(_, n)| *n > 0).collect();
    match (rows, others.is_empty()) {
        (0, _) => ShamCheck::NotRun,
        (_, true) => ShamCheck::Passes { unchanged: total.unchanged },
        (_, false) => ShamCheck::Fails(others),
    }
}

impl std::fmt::Display for ShamCheck {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotRun => write!(out, "Sham team: not run, so the check is missing."),
            Self::Passes { unchanged } => {
                let unchanged = words::number(*unchanged as f64, 0);
                write!(out, "Sham team: passes. All of its {unchanged} admissions are the same in both worlds.")
            }
            Self::Fails(classes) => {
                let named: Vec<String> =
                    classes.iter().map(|(label, count)| format!("{} {count}", label.to_lowercase())).collect();
                write!(out, "Sham team: FAILS. A team that does nothing changed admissions: {}.", named.join(", "))
            }
        }
    }
}

fn per_thousand(count: f64, person_years: f64) -> f64 {
    1000.0 * count / person_years
}

fn add(total: &mut Ledger, one: &Ledger) {
    total.baseline_total += one.baseline_total;
    total.arm_total += one.arm_total;
    total.unchanged += one.unchanged;
    total.deferred += one.deferred;
    total.brought_forward += one.brought_forward;
    total.precluded += one.precluded;
    total.enabled += one.enabled;
    total.substituted += one.substituted;
    total.unsubstituted += one.unsubstituted;
    total.substitution_failed += one.substitution_failed;
    total.answered_otherwise += one.answered_otherwise;
    total.admitted_instead += one.admitted_instead;
    total.avoided += one.avoided;
    total.induced += one.induced;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_add_up_to_the_net_of_the_ledger() {
        let ledger = Ledger {
            baseline_total: 100,
            arm_total: 95,
            unchanged: 80,
            deferred: 3,
            brought_forward: 2,
            precluded: 1,
            enabled: 2,
            substituted: 6,
            unsubstituted: 1,
            substitution_failed: 2,
            answered_otherwise: 3,
            admitted_instead: 1,
            avoided: 5,
            induced: 4,
        };
        let sum = |side: Side| -> u64 {
            CLASSES.iter().filter(|class| class.side == side).map(|class| (class.count)(&ledger)).sum()
        };
        assert_eq!(sum(Side::Fewer) as i64 - sum(Side::More) as i64, ledger.net());
        assert_eq!(sum(Side::Both) + sum(Side::Fewer), ledger.baseline_total);
        assert_eq!(sum(Side::Both) + sum(Side::More), ledger.arm_total);
        let mut twice = ledger;
        add(&mut twice, &ledger);
        assert!(CLASSES.iter().all(|class| (class.count)(&twice) == 2 * (class.count)(&ledger)));
    }
}
