//! The rules that every register keeps.

use super::{Entry, Register, Status, leaf};
use std::collections::BTreeSet;

/// Every breach of a rule, in words.
pub fn faults(register: &Register) -> Vec<String> {
    let mut faults = order_faults(register.entries());
    faults.extend(register.strays.iter().map(|key| format!("{key}: fitted, but no parameter of the register")));
    for entry in register.entries() {
        let problems = value_faults(entry).into_iter().chain(source_faults(register, entry));
        faults.extend(problems.map(|problem| format!("{}: {problem}", entry.key)));
    }
    faults
}

/// No key twice, and all keys of a group together.
fn order_faults(entries: &[Entry]) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut keys, mut groups) = (BTreeSet::new(), BTreeSet::new());
    let mut group = "";
    for entry in entries {
        if !keys.insert(&entry.key) {
            faults.push(format!("{}: stands twice", entry.key));
        }
        if entry.group() != group && !groups.insert(entry.group()) {
            faults.push(format!("{}: apart from the others of its group", entry.key));
        }
        group = entry.group();
    }
    faults
}

/// A unit that reads, a range that holds the value, a sentence that says what it is.
fn value_faults(entry: &Entry) -> Vec<String> {
    let mut faults = Vec::new();
    for value in [Some(entry.value), entry.low, entry.high].into_iter().flatten() {
        if let Err(refusal) = leaf::check(&entry.unit, &leaf::value(&entry.unit, value)) {
            faults.push(refusal.to_string());
        }
    }
    if entry.low.is_some_and(|low| low > entry.value) || entry.high.is_some_and(|high| high < entry.value) {
        faults.push("the value lies outside its range".to_string());
    }
    if entry.low.is_some() != entry.high.is_some() {
        faults.push("the range has one end only".to_string());
    }
    if entry.distribution.is_empty() {
        faults.push("no distribution; write `fixed` where nothing is in doubt".to_string());
    }
    if !entry.meaning.ends_with('.') {
        faults.push("the meaning is not a sentence".to_string());
    }
    faults
}

/// Evidence that exists, may be used, and bears out the status.
fn source_faults(register: &Register, entry: &Entry) -> Vec<String> {
    let mut faults = Vec::new();
    for id in &entry.evidence {
        match register.evidence(id) {
            None => faults.push(format!("evidence `{id}` does not exist")),
            Some(row) if row.role == "check" => {
                faults.push(format!("evidence `{id}` has the role `check` and never enters the model"));
            }
            Some(_) => {}
        }
    }
    let verified = entry.sources(register).iter().any(|row| row.status == "verified");
    if entry.status == Status::Verified && !verified {
        faults.push("verified, but none of its evidence is".to_string());
    }
    if entry.status == Status::Unchecked && entry.evidence.is_empty() {
        faults.push("no evidence; a value without evidence is an assumption".to_string());
    }
    if entry.status == Status::Assumption && entry.low.is_none() && entry.unit != leaf::SWITCH {
        faults.push("an assumption without a range".to_string());
    }
    if entry.status == Status::ByHand && (entry.evidence.is_empty() || entry.low.is_none()) {
        faults.push("set by hand without a range, or without the evidence that it is to return".to_string());
    }
    faults
}
