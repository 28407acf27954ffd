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

/// Of the data that are built in: places, register, evidence, designs and defaults.
pub fn of_data() -> String {
    let parts = scenario::built_in().map(|(name, text)| format!("{name} {}\n", of(text.as_bytes())));
    of(parts.concat().as_bytes())
}
