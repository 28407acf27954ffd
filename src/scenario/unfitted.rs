//! Rows of the evidence that could be fitted to and are not, by group, each group with its reason.
//!
//! A test holds them against the targets: a row with the role *calibration* is in a target or in one of these groups.

use std::sync::LazyLock;

const TEXT: &str = include_str!("../../docs/calibration_rows.csv");

/// Rows that are no targets for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfitted {
    /// Ids of the rows.
    pub rows: Vec<String>,
    /// Why, a sentence.
    pub reason: String,
}

/// The groups; none if their text cannot be read, which a test excludes.
pub fn unfitted() -> &'static [Unfitted] {
    static GROUPS: LazyLock<Vec<Unfitted>> = LazyLock::new(|| {
        let mut reader = csv::Reader::from_reader(TEXT.as_bytes());
        let lines = reader.deserialize::<(String, String)>().flatten();
        lines.map(|(rows, reason)| Unfitted { rows: rows.split(' ').map(str::to_string).collect(), reason }).collect()
    });
    &GROUPS
}
