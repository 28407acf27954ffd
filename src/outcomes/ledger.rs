//! The paired ledger: what became of every emergency admission of one world in the other.
//!
//! Filled by comparing a baseline world with an arm's world that shares its luck. Counts are integers and add up
//! exactly: `baseline_total - arm_total == net()`, whatever the scenario.

/// Emergency admissions of a pair of worlds by class, in the order in which the classes are decided.
///
/// *Pairs* count one admission in each world; all other fields count admissions of one world only.
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
    /// Pairs of one person, earlier in the arm.
    pub brought_forward: u64,
    /// Baseline only: the person was dead in the arm's world before it.
    pub precluded: u64,
    /// Arm only: the person was dead in the baseline world before it.
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
}

impl Ledger {
    /// Admissions fewer in the arm than in the baseline (negative when the arm has more), from the classes.
    pub fn net(&self) -> i64 {
        let fewer = self.precluded + self.substituted + self.answered_otherwise + self.avoided;
        let more = self.enabled + self.unsubstituted + self.substitution_failed + self.admitted_instead + self.induced;
        fewer as i64 - more as i64
    }
}
