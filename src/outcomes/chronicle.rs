//! What the ledger has to know of one world: its emergency spells, its crises with their answers, and who was gone
//! when.
//!
//! Kept from time zero to the end of the run, the tail after the horizon included, in sorted columns.

use crate::model::fact::{Answer, Fact, FactKind};
use crate::time::SimTime;
use std::collections::BTreeMap;

/// An emergency acute spell. Its identity in every world is (root, ordinal).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spell {
    /// Luck key of the person.
    pub person: u64,
    /// When the decision to admit was made.
    pub at: SimTime,
    /// The crisis whose chain it belongs to.
    pub root: u64,
    /// Which admission of this chain, from 0.
    pub ordinal: u8,
    /// When it ended; the end of time where the run ended before.
    pub until: SimTime,
}

impl Spell {
    /// Whether it is the same admission as one of another world.
    pub fn is(&self, other: &Self) -> bool {
        (self.root, self.ordinal) == (other.root, other.ordinal)
    }

    /// Its bed-days before the horizon: midnights between the decision to admit and the end.
    pub fn bed_days(&self, horizon: SimTime) -> u64 {
        // As the census counts, which comes before whatever happens at its midnight.
        (self.until.day() + 1).min(horizon.day()).saturating_sub(self.at.day() + 1)
    }
}

/// A world while its chronicle is being written.
#[derive(Clone, Debug)]
pub struct Notes {
    zero: SimTime,
    chronicle: Chronicle,
    /// Who is in an emergency spell, by luck key: its place among the spells.
    in_spell: BTreeMap<u64, usize>,
}

/// The chronicle of one world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chronicle {
    /// By person, then time.
    spells: Vec<Spell>,
    /// Roots of the crises that began at time zero or later.
    begun: Vec<u64>,
    /// Roots of the crises that were over at time zero or later, with their answers.
    answered: Vec<(u64, Answer)>,
    /// Who died or moved away, and when.
    gone: Vec<(u64, SimTime)>,
}

impl Notes {
    /// Nothing written yet; facts before `zero` are common to all arms and left out.
    pub fn new(zero: SimTime) -> Self {
        Self { zero, chronicle: Chronicle::default(), in_spell: BTreeMap::new() }
    }

    /// Writes down what the ledger will ask for.
    pub fn see(&mut self, facts: &[Fact]) {
        let zero = self.zero;
        for fact in facts.iter().filter(|fact| fact.at >= zero) {
            let (person, at) = (fact.key, fact.at);
            match fact.kind {
                FactKind::Admitted { root, ordinal, .. } => {
                    self.ends(person, at);
                    self.in_spell.insert(person, self.chronicle.spells.len());
                    let until = SimTime::from_ticks(u64::MAX);
                    self.chronicle.spells.push(Spell { person, at, root, ordinal, until });
                }
                FactKind::CrisisBegan { root } => self.chronicle.begun.push(root),
                FactKind::CrisisAnswered { root, answer } => self.chronicle.answered.push((root, answer)),
                FactKind::WentBack(_) => self.ends(person, at),
                FactKind::Died(_) | FactKind::MovedAway => {
                    self.ends(person, at);
                    self.chronicle.gone.push((person, at));
                }
                _ => {}
            }
        }
    }

    /// The spell somebody is in, if any, is over.
    fn ends(&mut self, person: u64, at: SimTime) {
        if let Some(spell) = self.in_spell.remove(&person) {
            self.chronicle.spells[spell].until = at;
        }
    }

    /// The chronicle of a world that has reached its end.
    pub fn close(self) -> Chronicle {
        let mut chronicle = self.chronicle;
        chronicle.spells.sort_unstable();
        chronicle.begun.sort_unstable();
        chronicle.answered.sort_by_key(|&(root, _)| root);
        chronicle.gone.sort_unstable();
        chronicle
    }
}

impl Chronicle {
    /// All emergency spells, by person, then time.
    pub fn spells(&self) -> &[Spell] {
        &self.spells
    }

    /// Whether a crisis with this root began at time zero or later.
    pub fn began(&self, root: u64) -> bool {
        self.begun.binary_search(&root).is_ok()
    }

    /// How the crisis with this root was answered, if it was over at time zero or later.
    pub fn answer(&self, root: u64) -> Option<Answer> {
        let found = self.answered.binary_search_by_key(&root, |&(root, _)| root);
        found.ok().map(|index| self.answered[index].1)
    }

    /// Who died or moved away before a moment, by luck key.
    pub fn gone_before(&self, at: SimTime) -> impl Iterator<Item = u64> {
        self.gone.iter().filter(move |&&(_, gone)| gone < at).map(|&(person, _)| person)
    }

    /// Whether a person had died or moved away by a moment.
    pub fn gone_by(&self, person: u64, at: SimTime) -> bool {
        let found = self.gone.binary_search_by_key(&person, |&(person, _)| person);
        found.is_ok_and(|index| self.gone[index].1 <= at)
    }
}
