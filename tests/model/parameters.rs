//! Every number of the model stands in the evidence register, inside its range, and none is an outcome.

use crate::support::parameters;
use mdtsim::model::parameters::Parameters;
use mdtsim::scenario::register::Register;
use std::collections::{BTreeMap, BTreeSet};
use toml::Value;

/// Dotted paths and values of all leaves.
fn leaves(value: &Value, path: &str, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(value, &path, into);
            }
        }
        _ => {
            into.insert(path.to_string(), value.clone());
        }
    }
}

fn default_leaves() -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    leaves(&Value::try_from(parameters(&[])).unwrap(), "", &mut found);
    found
}

#[test]
fn every_leaf_has_an_entry_and_every_entry_is_a_leaf() {
    let entries: BTreeSet<&str> = Register::built_in().entries().iter().map(|entry| entry.key.as_str()).collect();
    let leaves = default_leaves();
    let leaves: BTreeSet<&str> = leaves.keys().map(String::as_str).collect();
    assert!(leaves.len() > 400);
    assert_eq!(leaves.difference(&entries).collect::<Vec<_>>(), Vec::<&&str>::new(), "without an entry");
    assert_eq!(entries.difference(&leaves).collect::<Vec<_>>(), Vec::<&&str>::new(), "that is no parameter");
}

#[test]
fn every_leaf_is_the_value_of_its_entry_and_inside_its_range() {
    let register = Register::built_in();
    let default = parameters(&[]);
    for (key, value) in default_leaves() {
        let entry = register.entry(&key).unwrap();
        if let (Some(low), Some(high)) = (entry.low, entry.high) {
            assert!((low..=high).contains(&entry.value), "{key}: {} outside {low} to {high}", entry.value);
        }
        register.check(&key, &value).unwrap_or_else(|error| panic!("{key}: {error}"));
        let again: Parameters = register.to_parameters(&BTreeMap::from([(key.clone(), value)])).unwrap();
        assert!(again == default, "{key} does not come back as its entry says");
    }
}

#[test]
fn no_entry_rests_on_an_outcome_kept_for_checking() {
    let register = Register::built_in();
    let mut sources = 0;
    for entry in register.entries() {
        for row in entry.sources(register) {
            sources += 1;
            assert_ne!(row.role, "check", "{} rests on {}", entry.key, row.id);
        }
    }
    assert!(sources > 100);
}
