//! The comparison with published figures as people read it: a document, a page with a picture, and a table for reports.
//!
//! This room shows what the analysis found and computes no claim of its own.

mod checks;
mod document;
mod page;
mod strip;
mod words;

pub use words::figure;

use crate::analysis::validation::Row;
use crate::report::error::{ReportError, make_folder, write_file};
use std::path::Path;

/// What the comparison was made with.
#[derive(Clone, Debug)]
pub struct Made {
    /// Version of the program.
    pub version: String,
    /// Hash of the model's inputs, if it was given.
    pub inputs: Option<String>,
    /// Whether people and replications are so few that the figures are rough.
    pub quick: bool,
    /// Replications.
    pub replications: u32,
    /// People aged 65 and over in each of the two places.
    pub people: u32,
    /// Whether the figures are other ones than those that are built in.
    pub own_targets: bool,
    /// What was set otherwise in the worlds, as it was given (`PATH=VALUE`).
    pub set: Vec<String>,
}

/// Writes `validation.md` and `validation.html` into a folder, and `validated.csv` into another. What the worlds give besides the
/// rows is shown where there is a published figure like it.
///
/// # Errors
/// [`ReportError`], naming the file.
pub fn write(
    rows: &[Row],
    besides: &[(String, f64)],
    made: &Made,
    documents: &Path,
    tables: &Path,
) -> Result<(), ReportError> {
    make_folder(documents)?;
    make_folder(tables)?;
    write_file(&documents.join("validation.md"), document::text(rows, besides, made).as_bytes())?;
    write_file(&documents.join("validation.html"), page::html(rows, made)?.as_bytes())?;
    write_file(&tables.join("validated.csv"), words::table(rows).as_bytes())
}

/// Writes `besides.csv` into a folder: what the worlds gave besides the rows, by name.
///
/// # Errors
/// [`ReportError`], naming the file.
pub fn write_besides(figures: &[(String, f64)], folder: &Path) -> Result<(), ReportError> {
    let lines: String = figures.iter().map(|(name, figure)| format!("{name},{figure}\n")).collect();
    write_file(&folder.join("besides.csv"), format!("id,model\n{lines}").as_bytes())
}

/// A short account for a terminal.
pub fn in_short(rows: &[Row], made: &Made) -> String {
    let rough = made.quick.then(|| format!("{}\n{}\n\n", words::ROUGH, words::ROUGH_MEANS));
    rough.unwrap_or_default() + &words::summary(rows)
}
