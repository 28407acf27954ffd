//! Pattern 3 draws from ranges that were frozen before anybody looked; what has changed since is written down.

use mdtsim::scenario::frozen::{self, Range};
use mdtsim::scenario::register::Register;
use std::collections::{BTreeMap, BTreeSet};

const FROZEN: &str = include_str!("../docs/frozen_ranges.csv");
const CHANGES: &str = include_str!("../docs/frozen_changes.csv");

/// Keys with a reason, from the table of changes.
fn changes() -> BTreeMap<String, String> {
    let lines = CHANGES.lines().skip(1).filter(|line| !line.is_empty());
    let split = lines.map(|line| line.split_once(',').unwrap_or_else(|| panic!("no reason in `{line}`")));
    split.map(|(key, reason)| (key.to_string(), reason.to_string())).collect()
}

#[test]
fn the_frozen_ranges_are_those_of_the_register_or_the_table_of_changes_says_what_is_not() {
    let by_key = |ranges: Vec<Range>| ranges.into_iter().map(|range| (range.key.clone(), range)).collect();
    let then: BTreeMap<String, Range> = by_key(frozen::read(FROZEN).unwrap());
    let now: BTreeMap<String, Range> = by_key(frozen::of(Register::built_in()));
    let keys: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let moved: BTreeSet<String> = keys.into_iter().filter(|key| then.get(*key) != now.get(*key)).cloned().collect();
    let told: BTreeSet<String> = changes().into_keys().collect();
    assert_eq!(
        moved, told,
        "left: what differs from docs/frozen_ranges.csv; right: what docs/frozen_changes.csv tells"
    );
    assert!(changes().values().all(|reason| reason.len() > 20), "every change has a reason");
    assert!(then.len() > 50, "only {} ranges", then.len());
}
