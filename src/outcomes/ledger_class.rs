//! The classes of the ledger: their words, their side of the account and the order in which they are decided.

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

/// Which class: its place in [`CLASSES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The same admission in both worlds.
    Unchanged,
    /// A pair of one person, later in the arm.
    Deferred,
    /// A pair of one person, earlier in the arm.
    BroughtForward,
    /// Its pair falls after the horizon in the arm.
    DeferredOut,
    /// Its pair falls after the horizon in the baseline.
    BroughtIn,
    /// The person was gone from the arm's world before it.
    Precluded,
    /// The person was gone from the baseline's world before it.
    Enabled,
    /// The arm answered the crisis by a substitute.
    Substituted,
    /// The baseline answered the crisis by a substitute.
    Unsubstituted,
    /// After a substitution in the arm, which so failed.
    SubstitutionFailed,
    /// The same crisis was otherwise not admitted in the arm.
    AnsweredOtherwise,
    /// The same crisis was otherwise not admitted in the baseline.
    AdmittedInstead,
    /// The crisis did not happen in the arm.
    Avoided,
    /// The crisis did not happen in the baseline.
    Induced,
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
pub const CLASSES: [Class; 14] = [
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
        key: "deferred_out",
        label: "Deferred beyond the end",
        meaning: "Admitted with the design too, but only after the period that is counted.",
        side: Side::Fewer,
        count: |ledger| ledger.deferred_out,
    },
    Class {
        key: "brought_in",
        label: "Brought in from beyond the end",
        meaning: "Admitted in the baseline too, but only after the period that is counted.",
        side: Side::More,
        count: |ledger| ledger.brought_in,
    },
    Class {
        key: "precluded",
        label: "Precluded",
        meaning: "Not admitted because the person had already died, or moved away, in the design's world.",
        side: Side::Fewer,
        count: |ledger| ledger.precluded,
    },
    Class {
        key: "enabled",
        label: "Enabled",
        meaning: "Admitted only because the person had died, or moved away, in the baseline's world and not with the design.",
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
