//! What people read: tables, pictures, and one page that opens anywhere.
//!
//! This room shows what the analysis found; it computes no claim of its own and runs nothing. Everything shown comes
//! from the results, the register and the provenance it is given.

pub mod calibration;
pub mod error;
pub mod figures;
pub mod life;
pub mod limit;
pub mod missed;
pub mod page;
pub mod patterns;
pub mod tables;
pub mod validation;

use crate::analysis::influence;
use crate::analysis::trials::{Scope, Trials};
use crate::experiment::results::Results;
use crate::report::error::{ReportError, write_file};
use crate::report::page::{ParameterRow, Provenance, limits};
use crate::scenario::validation::validated;
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The page.
    pub page: PathBuf,
    /// The folder of figures.
    pub figures: PathBuf,
    /// The folder of tables.
    pub tables: PathBuf,
    /// Summary for machines and spreadsheets.
    pub summary: PathBuf,
}

/// Writes tables, figures, summaries, the resolved scenario and the page into an existing folder.
///
/// # Errors
/// [`ReportError`], naming the file or figure that could not be made. Files written before it stay.
pub fn write(
    results: &Results,
    parameters: &[ParameterRow],
    provenance: &Provenance,
    folder: &Path,
) -> Result<Written, ReportError> {
    let trials = Trials::of(results);
    let written = Written {
        page: folder.join("report.html"),
        figures: folder.join("figures"),
        tables: folder.join("tables"),
        summary: folder.join("summary.csv"),
    };
    tables::trials::write(results, &provenance.version, &written.tables)?;
    tables::summary::write(&trials, &provenance.version, folder)?;
    write_file(&folder.join("scenario.resolved.toml"), provenance.scenario_toml_resolved.as_bytes())?;
    let figures = figures::all(&trials, Scope::default());
    figures::write(&figures, &written.figures)?;
    let page = page::html(&trials, &figures, parameters, provenance)?;
    write_file(&written.page, page.as_bytes())?;
    Ok(written)
}

/// The comparison for a terminal, and below it what weighs most of what the model cannot say; ends with a line break.
pub fn in_short(results: &Results, parameters: &[ParameterRow]) -> String {
    let trials = Trials::of(results);
    let influences = influence::leading(&trials, Scope::default());
    let validated = validated().unwrap_or_default();
    let limits = limits::in_short(&trials, &influences, parameters, &validated);
    tables::terminal(results) + "\n" + &tables::terminal::listed(&limits)
}
