//! Fingerprints of what a run depends on: its scenario and the data that are built in.

use crate::experiment::calibration::targets::{Target, national};
use crate::scenario::eras::{Era, eras};
use crate::scenario::register::{Entry, Register};
use crate::scenario::{self, Scenario, file};

/// The fingerprint of some bytes, in hexadecimal.
pub fn of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Of what a scenario says, wherever it was written: the resolved file without its comments.
pub fn of_scenario(scenario: &Scenario) -> String {
    let resolved = file::resolved(scenario);
    let plain = resolved.parse::<toml::Table>().map_or(resolved, |table| table.to_string());
    of(plain.as_bytes())
}

/// Of the data that are built in: places, register, evidence, designs, defaults and fitted values.
pub fn of_data() -> String {
    let texts = scenario::built_in().into_iter();
    let parts: String = texts.map(|(name, text)| format!("{name} {}\n", of(text.as_bytes()))).collect();
    of(parts.as_bytes())
}

/// Of the data that a fit of the base model rests on, as they are built in.
pub fn of_data_to_fit() -> String {
    of_what_is_fitted(Register::typed())
}

/// Of the data that a fit rests on: the numbers of a register, the targets that its evidence gives, the places and what
/// was otherwise in earlier years. Words, and evidence that is no target, are not in it, since they cannot move a fit.
///
/// # Panics
/// When the evidence lacks a row behind a target.
pub fn of_what_is_fitted(register: &Register) -> String {
    let lines = register.entries().iter().map(number);
    let lines = lines.chain(national(register).into_iter().map(|target| aimed_at(&target, register)));
    let lines = lines.chain(eras().iter().map(supply));
    let places = scenario::built_in().into_iter().find(|(name, _)| *name == scenario::PLACES);
    let lines: Vec<String> = lines.chain(places.map(|(_, text)| of(text.as_bytes()))).collect();
    of(lines.join("\n").as_bytes())
}

/// A parameter: whether it is in doubt says whether what is fitted has to follow it.
fn number(entry: &Entry) -> String {
    let Entry { key, value, low, high, unit, distribution, .. } = entry;
    format!("{key} {value} {low:?} {high:?} {unit} {distribution} {}", entry.is_uncertain())
}

/// A target with the rows behind it.
fn aimed_at(target: &Target, register: &Register) -> String {
    let Target { id, value, low, high, least, rows, .. } = target;
    let rows = rows.iter().filter_map(|row| register.evidence(row));
    let rows: Vec<String> = rows.map(|row| format!("{} {} {} {}", row.id, row.value, row.low, row.high)).collect();
    format!("{id} {value} {low} {high} {least} {}", rows.join(" "))
}

fn supply(era: &Era) -> String {
    let values = era.parameters.iter().map(|(key, value)| format!("{key}={value}"));
    format!("{} {} {}", era.year, era.targets.join(" "), values.collect::<Vec<_>>().join(" "))
}
