//! Outcomes by group, and the gaps between groups: how each is called and worked out.
//!
//! A gap is the figure of one group minus (or over) that of another in the same world; its change under a design is
//! then a contrast like any other, paired with the baseline.

use crate::outcomes::figures::{DAYS_A_YEAR, THOUSAND, ratio};
use crate::outcomes::group_sums::{GroupSums, LifeSums};
use crate::outcomes::groups::{GAPS, GROUPS};
use crate::outcomes::metric::Direction::{Higher, Lower};
use crate::outcomes::metric::{Direction, Group, Metric};
use std::sync::LazyLock;

/// An outcome that is split by group.
pub struct Split {
    /// Key in files.
    pub key: &'static str,
    /// Label for people.
    pub label: &'static str,
    unit: &'static str,
    direction: Direction,
    digits: usize,
    of: fn(&GroupSums) -> f64,
}

/// The outcomes that are split by group.
pub const SPLITS: [Split; 8] = [
    Split {
        key: "unplanned_admissions_per_1000",
        label: "Unplanned admissions",
        unit: "per 1,000 people of the group a year",
        direction: Lower,
        digits: 1,
        of: |group| group.per_1000(group.admissions),
    },
    Split {
        key: "ed_attendances_per_1000",
        label: "Emergency department attendances",
        unit: "per 1,000 people of the group a year",
        direction: Lower,
        digits: 1,
        of: |group| group.per_1000(group.attendances),
    },
    Split {
        key: "days_at_home_per_person",
        label: "Days at home (death counts zero)",
        unit: "days a year per person of the group",
        direction: Higher,
        digits: 2,
        of: |group| ratio(group.home_days as f64 * DAYS_A_YEAR, group.possible_days as f64),
    },
    Split {
        key: "deaths_per_1000",
        label: "Deaths",
        unit: "per 1,000 people of the group a year",
        direction: Lower,
        digits: 2,
        of: |group| group.per_1000(group.deaths),
    },
    Split {
        key: "needs_met_share",
        label: "Needs met, of those present or arisen",
        unit: "share",
        direction: Higher,
        digits: 3,
        of: |group| ratio(group.needs_met as f64, group.needs_present as f64),
    },
    Split {
        key: "unmet_need_days_per_person",
        label: "Days with an unmet need, need by need",
        unit: "days a year per person of the group",
        direction: Lower,
        digits: 1,
        of: |group| group.days_each(group.unmet_days),
    },
    Split {
        key: "taken_on_per_1000",
        label: "People taken on by a team at least once",
        unit: "per 1,000 people of the group",
        direction: Direction::Neither,
        digits: 1,
        of: |group| ratio(group.listed as f64 * THOUSAND, group.people as f64),
    },
    Split {
        key: "never_reached_share",
        label: "Never reached, of those frail and in need at the start",
        unit: "share",
        direction: Lower,
        digits: 3,
        of: |group| ratio(group.never_reached as f64, group.in_need as f64),
    },
];

/// Key of an outcome in the group with this index.
pub fn key_in(split: &Split, group: usize) -> String {
    format!("{}_of_{}", split.key, GROUPS[group].key)
}

/// Key of the absolute gap of an outcome in the dimension with this index.
pub fn key_of_gap(split: &Split, dimension: usize) -> String {
    format!("{}_gap_{}", split.key, GAPS[dimension].key)
}

/// Key of the relative gap of an outcome in the dimension with this index.
pub fn key_of_ratio(split: &Split, dimension: usize) -> String {
    format!("{}_ratio_{}", split.key, GAPS[dimension].key)
}

/// Key and label of every figure, for each outcome its groups, its gaps, its ratios.
static WORDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let of_split = |split: &Split| {
        let groups = (0..GROUPS.len()).map(|g| (key_in(split, g), format!("{}: {}", split.label, GROUPS[g].label)));
        let label = |kind: &str, d: usize| format!("{}, {kind}: {}", split.label, GAPS[d].label);
        let gaps = (0..GAPS.len()).map(|d| (key_of_gap(split, d), label("absolute gap", d)));
        let ratios = (0..GAPS.len()).map(|d| (key_of_ratio(split, d), label("relative gap", d)));
        groups.chain(gaps).chain(ratios).collect::<Vec<_>>()
    };
    SPLITS.iter().flat_map(of_split).collect()
});

/// The words of all figures, in the order of [`values`].
pub(super) fn metrics() -> Vec<Metric> {
    // Digits of a ratio.
    const OF_RATIO: usize = 3;
    let each = GROUPS.len() + 2 * GAPS.len();
    let metric = |(index, (key, label)): (usize, &'static (String, String))| {
        let (split, place) = (&SPLITS[index / each], index % each);
        let (in_group, is_ratio) = (place < GROUPS.len(), place >= GROUPS.len() + GAPS.len());
        Metric {
            key,
            label,
            unit: if is_ratio { "times" } else { split.unit },
            direction: if in_group { split.direction } else { Direction::Neither },
            group: Group::Fairness,
            digits: if is_ratio { OF_RATIO } else { split.digits },
        }
    };
    WORDS.iter().enumerate().map(metric).collect()
}

/// The figures of a world: for each outcome its groups, its absolute gaps, its relative gaps.
pub(super) fn values(sums: &LifeSums) -> Vec<f64> {
    let of_split = |split: &Split| {
        let groups: Vec<f64> = sums.groups.iter().map(split.of).collect();
        let gaps: Vec<f64> = GAPS.iter().map(|gap| groups[gap.of] - groups[gap.against]).collect();
        let ratios: Vec<f64> = GAPS.iter().map(|gap| ratio(groups[gap.of], groups[gap.against])).collect();
        [groups, gaps, ratios].concat()
    };
    SPLITS.iter().flat_map(of_split).collect()
}
