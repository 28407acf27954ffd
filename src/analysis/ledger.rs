//! The paired ledger summed over replications, with its floor beside it and the sham check.
//!
//! Net leads; the gross classes are only ever given together with the net and with what mere shuffling makes.

use crate::analysis::estimate::Estimate;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::{ArmKind, Row};
use crate::outcomes::ledger::Ledger;
use crate::outcomes::ledger_class::{CLASSES, Class, Side};
use crate::outcomes::pairing::Rules;

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
    /// Net admissions fewer per 1,000 people a year, each world per person alive in it.
    pub net: Estimate,
}

impl LedgerSum {
    /// Ledger of `arm` against the baseline; `None` when they share no replication.
    pub fn of(trials: &Trials, arm: usize, scope: Scope) -> Option<Self> {
        Self::within(trials, arm, scope, Rules::DEFERRAL_DAYS)
    }

    /// The same with a longest deferral of so many days; `None` also when nothing was paired by it. The net is the
    /// same whatever the days, and only its split into classes moves.
    pub fn within(trials: &Trials, arm: usize, scope: Scope, days: u64) -> Option<Self> {
        let pairs = trials.pairs(Pair { arm, against: trials.baseline() }, scope);
        let mut total = Ledger::default();
        for (row, _) in &pairs {
            total.add(row.ledgers().into_iter().find(|(longest, _)| *longest == days)?.1);
        }
        // As the outcome has it: each world per person alive in it, so that the two nets are one.
        let net = |(row, baseline): &(&Row, &Row)| {
            per_thousand(row.ledger.baseline_total as f64, baseline.person_years)
                - per_thousand(row.ledger.arm_total as f64, row.person_years)
        };
        Some(Self {
            arm,
            replications: pairs.len(),
            total,
            person_years: pairs.iter().map(|(_, baseline)| baseline.person_years).sum(),
            net: trials.estimate(pairs.iter().map(|pair| (pair.0, net(pair))))?,
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
        total.add(&row.ledger);
        rows += 1;
    }
    let days = &total.bed_days;
    let moved = days.baseline_total + days.arm_total - 2 * days.same;
    let classes = CLASSES[1..].iter().map(|class| (class.label, (class.count)(&total)));
    let others: Vec<(&str, u64)> = classes.chain([("Bed-days", moved)]).filter(|(_, n)| *n > 0).collect();
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
