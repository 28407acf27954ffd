//! Pairs the emergency admissions of two worlds that share their luck, and so fills the ledger.
//!
//! The classes are decided in the order of the ledger: the same admission in both worlds; the same person a while
//! earlier or later, one to one and nearest first; the person gone from the other world; the crisis answered there by
//! a substitute, or otherwise without admission; and last the crisis that did not happen there. Admissions after the
//! horizon serve as partners and are not counted.

use crate::model::fact::Answer;
use crate::outcomes::chronicle::{Chronicle, Spell};
use crate::outcomes::ledger::Ledger;
use crate::outcomes::ledger_class::Kind;
use crate::time::{SimTime, Span};

/// How far apart things may be that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Longest time between two admissions of a person, one in each world, that are one admission deferred or brought
    /// forward. Partners beyond the end of the run are not seen, so a time longer than the tail is cut short by it.
    pub deferral: Span,
    /// Time after a substitution within which an admission shows that it failed.
    pub failure: Span,
}

impl Rules {
    /// Days within which a deferred admission is found, unless stated otherwise.
    pub const DEFERRAL_DAYS: u64 = 90;
    /// Days that are tried beside these, because how many admissions count as deferred depends on the choice.
    pub const DEFERRAL_DAYS_BESIDE: [u64; 2] = [30, 180];
    /// Days within which a substitution can fail, unless stated otherwise.
    pub const FAILURE_DAYS: u64 = 30;

    /// The usual rules with another longest deferral.
    pub fn deferral_of(deferral: Span) -> Self {
        Self { deferral, failure: Span::days(Self::FAILURE_DAYS) }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::deferral_of(Span::days(Self::DEFERRAL_DAYS))
    }
}

/// The ledger of an arm's world against the baseline world, for admissions before the horizon.
pub fn pair(baseline: &Chronicle, arm: &Chronicle, horizon: SimTime, rules: Rules) -> Ledger {
    let mut ledger = Ledger::default();
    let pairing = Pairing { baseline, arm, horizon, rules };
    pairing.each_person(|_, spells| pairing.classify(spells, &mut ledger));
    ledger
}

/// The ledger by the usual rules, and those of [`Rules::DEFERRAL_DAYS_BESIDE`] beside it.
pub fn pair_all(baseline: &Chronicle, arm: &Chronicle, horizon: SimTime) -> (Ledger, [Ledger; 2]) {
    let beside = Rules::DEFERRAL_DAYS_BESIDE.map(|days| Rules::deferral_of(Span::days(days)));
    (pair(baseline, arm, horizon, Rules::default()), beside.map(|rules| pair(baseline, arm, horizon, rules)))
}

/// The same as [`pair`], apart for each person who was admitted in either world (luck key), in the order of their keys.
pub fn pair_people(
    baseline: &Chronicle,
    arm: &Chronicle,
    horizon: SimTime,
    rules: Rules,
    mut take: impl FnMut(u64, &Ledger),
) {
    let pairing = Pairing { baseline, arm, horizon, rules };
    pairing.each_person(|person, spells| {
        let mut ledger = Ledger::default();
        pairing.classify(spells, &mut ledger);
        take(person, &ledger);
    });
}

/// The same, apart for each group of people: `group` says to which of `groups` a person (luck key) belongs. Groups
/// fixed at time zero or entry are the same in both worlds, and so every group adds up by itself.
pub fn pair_groups(
    baseline: &Chronicle,
    arm: &Chronicle,
    horizon: SimTime,
    rules: Rules,
    groups: usize,
    group: impl Fn(u64) -> usize,
) -> Vec<Ledger> {
    let mut ledgers = vec![Ledger::default(); groups];
    let pairing = Pairing { baseline, arm, horizon, rules };
    pairing.each_person(|person, spells| pairing.classify(spells, &mut ledgers[group(person)]));
    ledgers
}

struct Pairing<'a> {
    baseline: &'a Chronicle,
    arm: &'a Chronicle,
    horizon: SimTime,
    rules: Rules,
}

/// One person's spells in both worlds, and which of them belong together.
struct Spells<'a> {
    baseline: &'a [Spell],
    arm: &'a [Spell],
    /// For each spell of the baseline, its partner in the arm.
    partner: Vec<Option<usize>>,
    /// For each spell of the arm, whether it is a partner.
    taken: Vec<bool>,
}

impl<'a> Spells<'a> {
    fn new(baseline: &'a [Spell], arm: &'a [Spell]) -> Self {
        Self { baseline, arm, partner: vec![None; baseline.len()], taken: vec![false; arm.len()] }
    }

    fn join(&mut self, b: usize, a: usize) {
        self.partner[b] = Some(a);
        self.taken[a] = true;
    }

    /// Joins what is the same admission in both worlds.
    fn join_same(&mut self) {
        for (b, spell) in self.baseline.iter().enumerate() {
            if let Some(a) = (0..self.arm.len()).find(|&a| !self.taken[a] && self.arm[a].is(spell)) {
                self.join(b, a);
            }
        }
    }

    /// Joins what is left one to one, nearest first. Of two pairs as near, the one with the earlier admission comes
    /// first, whichever world it is in: exchanging the worlds exchanges the classes and nothing else.
    fn join_nearest(&mut self, within: Span) {
        let mut near = Vec::new();
        for (b, mine) in self.baseline.iter().enumerate().filter(|&(b, _)| self.partner[b].is_none()) {
            for (a, theirs) in self.arm.iter().enumerate().filter(|&(a, _)| !self.taken[a]) {
                let (first, last) = (mine.at.min(theirs.at), mine.at.max(theirs.at));
                let roots = (mine.root.min(theirs.root), mine.root.max(theirs.root));
                if last.since(first) <= within {
                    near.push((last.since(first), first, roots, b, a));
                }
            }
        }
        near.sort_unstable();
        for (_, _, _, b, a) in near {
            if self.partner[b].is_none() && !self.taken[a] {
                self.join(b, a);
            }
        }
    }
}

impl Pairing<'_> {
    /// Goes through everybody who was admitted in either world, in the order of their keys.
    fn each_person(&self, mut visit: impl FnMut(u64, Spells)) {
        let (mut baseline, mut arm) = (self.baseline.spells(), self.arm.spells());
        while let Some(person) = baseline.first().into_iter().chain(arm.first()).map(|spell| spell.person).min() {
            let of_person = |spells: &[Spell]| spells.partition_point(|spell| spell.person == person);
            let (mine, rest) = baseline.split_at(of_person(baseline));
            let (theirs, others) = arm.split_at(of_person(arm));
            (baseline, arm) = (rest, others);
            visit(person, Spells::new(mine, theirs));
        }
    }

    fn counts(&self, spell: &Spell) -> bool {
        spell.at < self.horizon
    }

    /// Puts every admission of one person in its class.
    fn classify(&self, mut spells: Spells, ledger: &mut Ledger) {
        ledger.baseline_total += spells.baseline.iter().filter(|spell| self.counts(spell)).count() as u64;
        ledger.arm_total += spells.arm.iter().filter(|spell| self.counts(spell)).count() as u64;
        spells.join_same();
        spells.join_nearest(self.rules.deferral);
        let mut substitutions = Vec::new();
        for (mine, partner) in spells.baseline.iter().zip(&spells.partner) {
            let theirs = partner.map(|a| &spells.arm[a]);
            match theirs {
                Some(theirs) => self.count_pair(mine, theirs, ledger),
                None if self.counts(mine) => ledger.record(self.of_baseline_only(mine), self.bed_days(mine), 0),
                None => {}
            }
            let closed = theirs.is_some_and(|theirs| mine.is(theirs) || self.fails(mine, theirs));
            if self.substitutes(self.arm, mine) && !closed {
                substitutions.push(mine);
            }
        }
        for (theirs, _) in spells.arm.iter().zip(&spells.taken).filter(|&(theirs, taken)| !taken && self.counts(theirs))
        {
            ledger.record(self.of_arm_only(theirs, &mut substitutions), 0, self.bed_days(theirs));
        }
    }

    fn bed_days(&self, spell: &Spell) -> u64 {
        spell.bed_days(self.horizon)
    }

    fn count_pair(&self, mine: &Spell, theirs: &Spell, ledger: &mut Ledger) {
        let kind = match (self.counts(mine), self.counts(theirs)) {
            (true, true) if mine.is(theirs) => Kind::Unchanged,
            (true, true) if theirs.at < mine.at => Kind::BroughtForward,
            (true, true) => {
                ledger.deferred_after_substitution +=
                    u64::from(self.substitutes(self.arm, mine) && self.fails(mine, theirs));
                Kind::Deferred
            }
            (true, false) => Kind::DeferredOut,
            (false, true) => Kind::BroughtIn,
            (false, false) => return,
        };
        ledger.record(kind, self.bed_days(mine), self.bed_days(theirs));
    }

    fn of_baseline_only(&self, mine: &Spell) -> Kind {
        if self.arm.gone_by(mine.person, mine.at) {
            Kind::Precluded
        } else if self.substitutes(self.arm, mine) {
            Kind::Substituted
        } else if accepted(self.arm, self.baseline, mine.root) {
            Kind::AnsweredOtherwise
        } else {
            Kind::Avoided
        }
    }

    /// `substitutions`: what the baseline admitted and the arm answered by a substitute, not yet known to have failed.
    fn of_arm_only(&self, theirs: &Spell, substitutions: &mut Vec<&Spell>) -> Kind {
        if self.baseline.gone_by(theirs.person, theirs.at) {
            Kind::Enabled
        } else if self.substitutes(self.baseline, theirs) {
            Kind::Unsubstituted
        } else if let Some(failed) = substitutions.iter().rposition(|mine| self.fails(mine, theirs)) {
            substitutions.remove(failed);
            Kind::SubstitutionFailed
        } else if accepted(self.baseline, self.arm, theirs.root) {
            Kind::AdmittedInstead
        } else {
            Kind::Induced
        }
    }

    /// Whether a world answered the crisis of another world's admission by a substitute.
    fn substitutes(&self, world: &Chronicle, spell: &Spell) -> bool {
        world.answer(spell.root) == Some(Answer::Substituted)
    }

    /// Whether the substitution of `mine` failed with the admission `theirs`.
    fn fails(&self, mine: &Spell, theirs: &Spell) -> bool {
        mine.at <= theirs.at && theirs.at.since(mine.at) <= self.rules.failure
    }
}

/// Whether the crisis of an admission of the world `own` happened in the `other` world too: it began there, or before
/// time zero and so in both.
fn accepted(other: &Chronicle, own: &Chronicle, root: u64) -> bool {
    other.began(root) || !own.began(root)
}
