//! The report as one self-contained HTML page.

/// One parameter as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Key in the scenario.
    pub key: String,
    /// Value used.
    pub value: String,
    /// Range thought possible, in words.
    pub range: String,
    /// Unit.
    pub unit: String,
    /// State of the evidence: `verified`, `unchecked`, `assumption` and the like.
    pub status: String,
    /// Sources as (text, link); a link may be empty.
    pub sources: Vec<(String, String)>,
    /// What it means.
    pub meaning: String,
}

/// Where a report comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Commit it was built from, where known.
    pub commit: Option<String>,
    /// The scenario with every default filled in, TOML.
    pub scenario_toml_resolved: String,
    /// Hash of the resolved scenario.
    pub scenario_hash: String,
    /// Hash of the built-in data and register.
    pub data_hash: String,
}
