//! The parameters of a run as people read them: value, range, state and sources from the register.

use crate::report::page::ParameterRow;
use crate::scenario::Scenario;
use crate::scenario::register::{Entry, EvidenceRow, Register};

/// Every parameter with the value that the scenario gives it.
pub fn of(scenario: &Scenario) -> Vec<ParameterRow> {
    let register = Register::built_in();
    register.entries().iter().map(|entry| row(entry, register, scenario)).collect()
}

fn row(entry: &Entry, register: &Register, scenario: &Scenario) -> ParameterRow {
    let written = |value: &toml::Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    let changed = scenario.overrides.get(&entry.key);
    let (value, unit) = match changed {
        Some(toml::Value::String(text)) => (text.clone(), String::new()),
        Some(other) => (written(other), entry.unit.clone()),
        None => (entry.value.to_string(), entry.unit.clone()),
    };
    ParameterRow {
        key: entry.key.clone(),
        value,
        range: range(entry),
        unit,
        status: entry.status.word().to_string(),
        sources: entry.sources(register).into_iter().map(|row| (source(row), row.link.clone())).collect(),
        meaning: entry.meaning.clone(),
    }
}

/// The range thought possible, in words.
pub fn range(entry: &Entry) -> String {
    match (entry.low, entry.high) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        _ => String::new(),
    }
}

/// A row of the evidence as a source: its words, or what was measured where it has none.
pub fn source(row: &EvidenceRow) -> String {
    if row.source.is_empty() { row.description.clone() } else { row.source.clone() }
}
