//! `validate`: runs the model against published figures that it was not fitted to.

use crate::analysis::validation;
use crate::cli::Surroundings;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::folder;
use crate::cli::terminal;
use crate::experiment::manifest::VERSION;
use crate::experiment::plan::Plan;
use crate::experiment::threads;
use crate::experiment::validation::{MeasureError, measure};
use crate::experiment::watch::Watch;
use crate::report::validation::{self as shown, Made};
use crate::scenario::validation as published;
use crate::scenario::{Scenario, file};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};

/// Run the model against published figures that it was not fitted to, and write down what is inside and what is not
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// A twentieth of the people and two replications: whether it runs, not whether it holds. Never writes to docs/
    #[arg(long)]
    quick: bool,
    /// Other figures, in the columns of those that are built in. Never writes to docs/ without --out
    #[arg(long, value_name = "FILE.csv")]
    targets: Option<PathBuf>,
    /// Folder of all that is written; without it docs/ and src/scenario/data/ of this project, and with --quick,
    /// --targets or --replications output/validation-NNN, the next free number
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Hash of the model's inputs, to be written down: "$(.ci/inputs-hash model)"
    #[arg(long, value_name = "HASH")]
    stamp: Option<String>,
    /// Another value in the worlds that are measured, to find what a miss comes from; repeatable
    #[arg(long, value_name = "PATH=VALUE", requires = "out", conflicts_with = "stamp")]
    set: Vec<String>,
    /// Replications, other than those of the page in docs/, to which this never writes without --out
    #[arg(long, value_name = "N")]
    replications: Option<NonZeroU32>,
    /// Threads; all cores without it. They never change a result
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

const DOCUMENTS: &str = "docs";
const TABLES: &str = "src/scenario/data";
/// What the folder of a quick run is called, before its number.
const NUMBERED: &str = "validation";
/// How many times fewer people, and how many replications, when it is to be quick.
const QUICK: u32 = 20;
const QUICK_REPLICATIONS: u32 = 2;

/// Validates.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let other = arguments.quick || arguments.targets.is_some() || arguments.replications.is_some();
    let folders = folders(arguments.out.as_deref(), other)?;
    let targets = targets(arguments.targets.as_deref())?;
    let known = published::rows().map_err(Trouble::input)?;
    let scenario = worlds(arguments)?;
    let plan = Plan::of(&scenario)?;
    let threads = arguments.threads.map_or_else(threads::all, usize::from);
    let replications = measure(&plan, threads, &Watching(surroundings))?;
    let besides = validation::besides(&targets, &replications);
    let rows = validation::rows(targets, &known, &replications);
    let made = Made {
        version: VERSION.to_string(),
        inputs: arguments.stamp.clone(),
        quick: arguments.quick,
        replications: scenario.replications,
        people: scenario.places.first().map_or(0, |place| place.older_residents()),
        own_targets: arguments.targets.is_some(),
        set: arguments.set.clone(),
    };
    let [documents, tables] = match folders {
        Some(folders) => folders,
        // Made now, so that a run that is stopped leaves no empty folder.
        None => folder::make(None, false, NUMBERED).map(|folder| [folder.clone(), folder])?,
    };
    shown::write(&rows, &besides, &made, &documents, &tables)?;
    // For `.ci/probes`, which quotes them in comments.
    if arguments.out.is_some() {
        shown::write_besides(&besides, &tables)?;
    }
    terminal::data(&format!("{}\n", shown::in_short(&rows, &made)))?;
    terminal::note(&format!("written: {} and a page beside it", documents.join("validation.md").display()));
    Ok(Ending::Done)
}

/// Where documents and table go; none for a run that was told no folder and measures something `other` than the project's
/// own page does: a quick one, one with another number of replications, or one against other figures.
fn folders(out: Option<&Path>, other: bool) -> Result<Option<[PathBuf; 2]>, Trouble> {
    if let Some(out) = out {
        return Ok(Some([out.to_path_buf(), out.to_path_buf()]));
    }
    let folders = [DOCUMENTS, TABLES].map(PathBuf::from);
    if other || folders.iter().all(|folder| folder.is_dir()) {
        return Ok((!other).then_some(folders));
    }
    Err(Trouble::input(format!("{DOCUMENTS} and {TABLES} are not here: say with --out where to write")))
}

fn targets(path: Option<&Path>) -> Result<Vec<published::Target>, Trouble> {
    let Some(path) = path else { return published::targets(published::TARGETS).map_err(Trouble::input) };
    let unreadable = |error: &dyn std::fmt::Display| Trouble::input(format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    published::targets(&text).map_err(|error| unreadable(&error))
}

/// The worlds, or smaller ones and fewer of them if that is wished.
fn worlds(arguments: &Arguments) -> Result<Scenario, Trouble> {
    let quick = arguments.quick.then_some(QUICK_REPLICATIONS);
    let replications = arguments.replications.map(NonZeroU32::get).or(quick);
    let replications = replications.map(|number| format!("experiment.replications={number}"));
    let settings: Vec<String> = replications.into_iter().chain(arguments.set.iter().cloned()).collect();
    let mut scenario = file::read_text("validation.toml", published::WORLDS, &settings)?;
    if arguments.quick {
        for place in &mut scenario.places {
            place.population /= QUICK;
            place.by_age = place.by_age.map(|people| people / QUICK);
        }
    }
    Ok(scenario)
}

/// Stops when somebody has pressed Ctrl-C.
pub(super) struct Watching<'a, 's>(pub &'a Surroundings<'s>);

impl Watch for Watching<'_, '_> {
    fn wants_to_stop(&self) -> bool {
        self.0.interrupt.is_asked() || self.0.watch.wants_to_stop()
    }
}

impl From<MeasureError> for Trouble {
    fn from(error: MeasureError) -> Self {
        let ending = match error {
            MeasureError::Scenario => Ending::BadInput,
            MeasureError::Failed(_) => Ending::TrialFailed,
            MeasureError::Threads(_) => Ending::Resources,
            MeasureError::Stopped => Ending::Interrupted,
        };
        Self { ending, words: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_page_of_the_project_has_a_folder_of_its_own() {
        // The tests run where docs/ is.
        assert_eq!(folders(None, false).unwrap(), Some([DOCUMENTS, TABLES].map(PathBuf::from)));
        assert_eq!(folders(None, true).unwrap(), None, "the next free number");
        let out = PathBuf::from("elsewhere");
        assert_eq!(folders(Some(&out), true).unwrap(), Some([out.clone(), out]));
    }
}
