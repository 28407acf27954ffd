//! Who lives in a place at time zero: the groups of everybody, found by luck key.
//!
//! All arms of a replication part from the same moment, so that one roster serves them all. Knows no fact.

use crate::engine::prefetch::prefetch;
use crate::model::people::profile::Profile;
use crate::outcomes::groups::{Memberships, memberships};

/// A resident at time zero.
#[derive(Clone, Copy, Debug)]
pub struct Resident {
    key: u64,
    /// The groups to which they belong.
    pub groups: Memberships,
}

/// The residents of a place at time zero, in the order of their keys.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    residents: Vec<Resident>,
    /// Where the keys with each leading pattern of bits begin; keys are spread evenly, so that each has a few.
    starts: Vec<u32>,
    shift: u32,
    rural: bool,
}

impl Roster {
    /// The roster of these people, in a place that is rural or not.
    pub fn new(people: impl Iterator<Item = (u64, Profile)>, rural: bool) -> Self {
        let mut residents: Vec<Resident> =
            people.map(|(key, profile)| Resident { key, groups: memberships(&profile, rural) }).collect();
        residents.shrink_to_fit();
        residents.sort_unstable_by_key(|resident| resident.key);
        let bits = residents.len().max(2).ilog2();
        let shift = u64::BITS - bits;
        let starts = (0..=1_u64 << bits)
            .map(|pattern| residents.partition_point(|resident| resident.key >> shift < pattern) as u32)
            .collect();
        Self { residents, starts, shift, rural }
    }

    /// The residents in the order of their keys.
    pub fn residents(&self) -> &[Resident] {
        &self.residents
    }

    /// Whether the place is rural.
    pub fn rural(&self) -> bool {
        self.rural
    }

    /// Has the way to somebody near for when they are looked for.
    #[inline]
    pub fn fetch_way(&self, key: u64) {
        if let Some(start) = self.starts.get((key >> self.shift) as usize) {
            prefetch(start);
        }
    }

    /// About where somebody lies in the order of the keys, who is brought near for when they are looked for; the way to
    /// them is near already.
    #[inline]
    pub fn fetch(&self, key: u64) -> Option<usize> {
        let from = *self.starts.get((key >> self.shift) as usize)? as usize;
        prefetch(self.residents.get(from)?);
        Some(from)
    }

    /// The place of somebody in the order of the keys, if they lived here at time zero.
    #[inline]
    pub fn find(&self, key: u64) -> Option<usize> {
        let pattern = (key >> self.shift) as usize;
        let (from, to) = (*self.starts.get(pattern)? as usize, *self.starts.get(pattern + 1)? as usize);
        self.residents[from..to].iter().position(|resident| resident.key == key).map(|offset| from + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::people::traits::{Frailty, Needs, Residence, Sex, Whereabouts};

    #[test]
    fn everybody_is_found_and_nobody_else() {
        let profile = Profile {
            sex: Sex::Male,
            fifth: 0,
            alone: false,
            carer: false,
            dementia: false,
            residence: Residence::Home,
            whereabouts: Whereabouts::Residence,
            frailty: Frailty::Fit,
            needs: Needs::default(),
            offline: false,
        };
        let keys: Vec<u64> = (1..500_u64).map(|k| k.wrapping_mul(0x9e37_79b9_7f4a_7c15)).chain([3, u64::MAX]).collect();
        let roster = Roster::new(keys.iter().map(|&key| (key, profile)), false);
        assert!(keys.iter().all(|&key| roster.find(key).is_some_and(|at| roster.residents()[at].key == key)));
        assert!([0, 1, 12_345].iter().all(|&key| roster.find(key).is_none()));
        assert!(Roster::default().find(7).is_none());
    }
}
