//! The groups by which outcomes are split: who belongs to which, by what they were at time zero or at entry.
//!
//! A group never changes with what a design does, so that both worlds split their people alike and every sum over
//! groups is exact. Knows no outcome.

use crate::model::people::profile::Profile;
use crate::model::people::traits::{Residence, Sex};

/// Number of groups in all dimensions together.
pub const GROUP_COUNT: usize = 19;
/// Number of dimensions; everybody is in one group of each.
pub const DIMENSIONS: usize = 8;

/// Share of rural residents from which a place counts as rural: those that the classification of local authorities
/// (2011) calls urban with significant rural, or predominantly rural.
pub const RURAL_FROM: f64 = 0.26;

/// A group of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Key in files.
    pub key: &'static str,
    /// Label for people.
    pub label: &'static str,
}

/// Two groups of one dimension held against one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Key in files.
    pub key: &'static str,
    /// Label for people.
    pub label: &'static str,
    /// The first group of the dimension.
    pub first: usize,
    /// How many groups the dimension has.
    pub count: usize,
    /// The group looked at.
    pub of: usize,
    /// The group that it is held against.
    pub against: usize,
}

const fn group(key: &'static str, label: &'static str) -> Group {
    Group { key, label }
}

/// All groups, dimension by dimension.
pub const GROUPS: [Group; GROUP_COUNT] = [
    group("fifth_1", "Most deprived fifth"),
    group("fifth_2", "Second most deprived fifth"),
    group("fifth_3", "Middle fifth"),
    group("fifth_4", "Second least deprived fifth"),
    group("fifth_5", "Least deprived fifth"),
    group("alone", "Living alone"),
    group("not_alone", "Not living alone"),
    group("no_carer", "Without an unpaid carer"),
    group("carer", "With an unpaid carer"),
    group("women", "Women"),
    group("men", "Men"),
    group("dementia", "With dementia"),
    group("no_dementia", "Without dementia"),
    group("care_home", "In a care home"),
    group("own_home", "In a home of their own"),
    group("rural", "In a rural place"),
    group("urban", "In an urban place"),
    group("offline", "Not using the internet"),
    group("online", "Using the internet"),
];

const fn gap(key: &'static str, label: &'static str, first: usize, count: usize, (of, against): (usize, usize)) -> Gap {
    Gap { key, label, first, count, of, against }
}

/// The gap of each dimension.
pub const GAPS: [Gap; DIMENSIONS] = [
    gap("deprivation", "most against least deprived fifth", 0, 5, (0, 4)),
    gap("alone", "living alone against not", 5, 2, (5, 6)),
    gap("carer", "without an unpaid carer against with one", 7, 2, (7, 8)),
    gap("sex", "women against men", 9, 2, (9, 10)),
    gap("dementia", "with dementia against without", 11, 2, (11, 12)),
    gap("care_home", "in a care home against in a home of their own", 13, 2, (13, 14)),
    gap("rurality", "in a rural place against an urban one", 15, 2, (15, 16)),
    gap("internet", "not using the internet against using it", 17, 2, (17, 18)),
];

/// The groups of one person, one in each dimension.
pub type Memberships = [u8; DIMENSIONS];

/// The groups of somebody with this profile in a place that is rural or not.
pub fn memberships(profile: &Profile, rural: bool) -> Memberships {
    let second = |is_first: bool| u8::from(!is_first);
    let within = [
        profile.fifth,
        second(profile.alone),
        second(!profile.carer),
        second(profile.sex == Sex::Female),
        second(profile.dementia),
        second(profile.residence == Residence::CareHome),
        second(rural),
        second(profile.offline),
    ];
    std::array::from_fn(|dimension| GAPS[dimension].first as u8 + within[dimension])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_follow_one_another_and_cover_all_groups() {
        let mut next = 0;
        for gap in GAPS {
            assert_eq!(gap.first, next, "{}", gap.key);
            next += gap.count;
            assert!((gap.first..next).contains(&gap.of) && (gap.first..next).contains(&gap.against));
        }
        assert_eq!(next, GROUP_COUNT);
    }
}
