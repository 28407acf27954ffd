//! The paired ledger: what became of every emergency admission of one world in the other.
//!
//! Filled by comparing a baseline world with an arm's world that shares its luck (`pairing`). Counts are integers and
//! add up exactly: `baseline_total - arm_total == net()`, whatever the scenario.

use crate::outcomes::bed_days::BedDays;
use crate::outcomes::ledger_class::{CLASSES, Class, Kind, Side};

/// Emergency admissions of a pair of worlds by class, in the order in which the classes are decided.
///
/// Only admissions before the horizon are counted. *Pairs* count one admission in each world; all other classes count
/// admissions of one world only. A pair of which one half falls after the horizon is an admission of one world as far
/// as the horizon can see, and has classes of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Ledger {
    /// Emergency admissions in the baseline world.
    pub baseline_total: u64,
    /// Emergency admissions in the arm's world.
    pub arm_total: u64,
    /// Pairs with the same identity in both worlds.
    pub unchanged: u64,
    /// Pairs of one person, later in the arm.
    pub deferred: u64,
    /// Of `deferred`: the arm had answered the baseline's crisis with urgent response, hospital at home or the like,
    /// and admitted the person after all within the time of `Rules::failure`. No class of its own.
    pub deferred_after_substitution: u64,
    /// Pairs of one person, earlier in the arm.
    pub brought_forward: u64,
    /// Baseline only: its pair (of either kind) falls after the horizon in the arm.
    pub deferred_out: u64,
    /// Arm only: its pair (of either kind) falls after the horizon in the baseline.
    pub brought_in: u64,
    /// Baseline only: the person was dead in the arm's world before it, or had moved away.
    pub precluded: u64,
    /// Arm only: the person was dead in the baseline world before it, or had moved away.
    pub enabled: u64,
    /// Baseline only: the arm answered the same crisis with urgent response, hospital at home or the like.
    pub substituted: u64,
    /// Arm only: the baseline answered the same crisis with urgent response, hospital at home or the like.
    pub unsubstituted: u64,
    /// Arm only: within 30 days after a substitution, which so failed.
    pub substitution_failed: u64,
    /// Baseline only: the same crisis was otherwise not admitted in the arm.
    pub answered_otherwise: u64,
    /// Arm only: the same crisis was otherwise not admitted in the baseline.
    pub admitted_instead: u64,
    /// Baseline only: the crisis did not happen in the arm.
    pub avoided: u64,
    /// Arm only: the crisis did not happen in the baseline.
    pub induced: u64,
    /// The bed-days of these admissions.
    pub bed_days: BedDays,
}

impl Ledger {
    /// Every class with its count, in the order in which they are decided.
    pub fn classes(&self) -> impl Iterator<Item = (&'static Class, u64)> {
        CLASSES.iter().map(|class| (class, (class.count)(self)))
    }

    /// Admissions fewer in the arm than in the baseline (negative when the arm has more), from the classes.
    pub fn net(&self) -> i64 {
        self.on(Side::Fewer) as i64 - self.on(Side::More) as i64
    }

    /// Admissions of the classes on one side.
    pub fn on(&self, side: Side) -> u64 {
        self.classes().filter(|(class, _)| class.side == side).map(|(_, count)| count).sum()
    }

    /// Whether the classes add up to the totals of both worlds, as they must.
    pub fn adds_up(&self) -> bool {
        let pairs = self.on(Side::Both);
        pairs + self.on(Side::Fewer) == self.baseline_total
            && pairs + self.on(Side::More) == self.arm_total
            && self.bed_days.adds_up()
    }

    /// Counts an admission, or a pair of them, in its class: `baseline` and `arm` are its bed-days in each world, 0 where a
    /// world has none of it.
    pub fn record(&mut self, kind: Kind, baseline: u64, arm: u64) {
        *self.count_of(kind) += 1;
        self.bed_days.record(kind, baseline, arm);
    }

    fn count_of(&mut self, kind: Kind) -> &mut u64 {
        match kind {
            Kind::Unchanged => &mut self.unchanged,
            Kind::Deferred => &mut self.deferred,
            Kind::BroughtForward => &mut self.brought_forward,
            Kind::DeferredOut => &mut self.deferred_out,
            Kind::BroughtIn => &mut self.brought_in,
            Kind::Precluded => &mut self.precluded,
            Kind::Enabled => &mut self.enabled,
            Kind::Substituted => &mut self.substituted,
            Kind::Unsubstituted => &mut self.unsubstituted,
            Kind::SubstitutionFailed => &mut self.substitution_failed,
            Kind::AnsweredOtherwise => &mut self.answered_otherwise,
            Kind::AdmittedInstead => &mut self.admitted_instead,
            Kind::Avoided => &mut self.avoided,
            Kind::Induced => &mut self.induced,
        }
    }

    /// The ledger of two worlds with the same admissions, so many, and no others: of a world and itself.
    pub fn unchanged(admissions: u64) -> Self {
        Self { baseline_total: admissions, arm_total: admissions, unchanged: admissions, ..Self::default() }
    }

    /// Whether both worlds had the same admissions and no others, each as long in both, as under a sham team.
    pub fn is_unchanged_only(&self) -> bool {
        let days = &self.bed_days;
        let bed_days =
            BedDays { baseline_total: days.same, arm_total: days.same, same: days.same, ..BedDays::default() };
        *self == Self { bed_days, ..Self::unchanged(self.unchanged) }
    }

    /// Adds the ledger of another place, group or replication.
    pub fn add(&mut self, other: &Self) {
        self.baseline_total += other.baseline_total;
        self.arm_total += other.arm_total;
        self.unchanged += other.unchanged;
        self.deferred += other.deferred;
        self.deferred_after_substitution += other.deferred_after_substitution;
        self.brought_forward += other.brought_forward;
        self.deferred_out += other.deferred_out;
        self.brought_in += other.brought_in;
        self.precluded += other.precluded;
        self.enabled += other.enabled;
        self.substituted += other.substituted;
        self.unsubstituted += other.unsubstituted;
        self.substitution_failed += other.substitution_failed;
        self.answered_otherwise += other.answered_otherwise;
        self.admitted_instead += other.admitted_instead;
        self.avoided += other.avoided;
        self.induced += other.induced;
        self.bed_days.add(&other.bed_days);
    }
}
