//! Fingerprints of what a run depends on: its scenario and the data that are built in.

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
    of_texts(|_| true)
}

/// Of the data that are built in but for the fitted values: what a fit is made from.
pub fn of_data_to_fit() -> String {
    of_texts(|name| name != scenario::CALIBRATION)
}

fn of_texts(counts: impl Fn(&str) -> bool) -> String {
    let texts = scenario::built_in().into_iter().filter(|(name, _)| counts(name));
    let parts: String = texts.map(|(name, text)| format!("{name} {}\n", of(text.as_bytes()))).collect();
    of(parts.as_bytes())
}
