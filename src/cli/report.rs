//! `report`: writes tables, pictures and the page of a run again, from its journal.

use crate::cli::conduct::provenance;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::parameters;
use crate::cli::terminal;
use crate::experiment::fingerprint;
use crate::experiment::journal::{self, JournalError};
use crate::report;
use crate::scenario::{Scenario, file};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Write tables, pictures and page of a run again, from its journal and resolved scenario
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Output folder of a run
    folder: PathBuf,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
    /// Write one JSON object to standard output instead of a table
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Rewritten {
    format: &'static str,
    out: PathBuf,
    trials: usize,
    damaged_lines: usize,
}

/// Writes a report again.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let folder = &arguments.folder;
    let journal = journal::read(folder).map_err(|error| unreadable(folder, &error))?;
    let (scenario, resolved) = scenario(folder, &journal.head)?;
    let damaged = journal.damaged;
    let trials = journal.trials.len();
    let results = journal.into_results();
    let parameters = parameters::of(&scenario);
    report::write(&results, &parameters, &provenance(&scenario, resolved), folder)?;
    if damaged > 0 {
        terminal::note(&format!("{damaged} damaged lines of the journal were left out"));
    }
    if arguments.json {
        let out = folder.clone();
        terminal::json(&Rewritten { format: "mdtsim-report-1", out, trials, damaged_lines: damaged })?;
    } else {
        terminal::data(&report::in_short(&results, &parameters))?;
    }
    if !arguments.quiet {
        terminal::note(&format!("report: {}", folder.join("report.html").display()));
    }
    Ok(if results.failed.is_empty() { Ending::Done } else { Ending::TrialFailed })
}

/// The scenario that was run, and its text as the folder has it.
fn scenario(folder: &Path, head: &journal::Head) -> Result<(Scenario, String), Trouble> {
    let path = folder.join("scenario.resolved.toml");
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Trouble::resources(format!("cannot read {}: {error}", path.display())))?;
    let scenario = file::read_text(&path.display().to_string(), &text, &[])?;
    if fingerprint::of_scenario(&scenario) != head.scenario_hash {
        let words = "is not the scenario of the journal, so its values would be told of the wrong run";
        return Err(Trouble::input(format!("{} {words}", path.display())));
    }
    Ok((scenario, text))
}

fn unreadable(folder: &Path, error: &JournalError) -> Trouble {
    let missing = matches!(error, JournalError::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound);
    if missing {
        let needed = "a folder that `run`, `compare` or `sweep` has written, with journal/ and scenario.resolved.toml";
        return Trouble::input(format!("{error}; what is needed is {needed}: {}", folder.display()));
    }
    Trouble::resources(error.to_string())
}
