//! Options that several verbs share, and reading the scenario they lead to.

use crate::cli::ending::Trouble;
use crate::experiment::threads;
use crate::scenario::{Scenario, file};
use clap::Args;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Options that change a scenario.
#[derive(Clone, Debug, Default, Args)]
pub struct ScenarioOptions {
    /// Set one value of the scenario, such as experiment.horizon="12 months"; repeatable
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Seed of all luck
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Replications, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    pub replications: Option<u32>,
    /// Draw the uncertain parameters so many times from their ranges; each draw has all replications
    #[arg(long, value_name = "N", value_parser = at_least::<2>)]
    pub draws: Option<u32>,
    /// Add replications until the simulation error of every design's difference is this narrow, such as
    /// unplanned_admissions_per_1000=0.5
    #[arg(long, value_name = "OUTCOME=NUMBER", value_parser = half_width)]
    pub half_width: Option<String>,
}

/// Options of everything that runs trials.
#[derive(Clone, Debug, Default, Args)]
pub struct StudyOptions {
    #[command(flatten)]
    pub scenario: ScenarioOptions,
    /// Output folder; without it output/SCENARIO-NNN, the next free number
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the output folder of an earlier run
    #[arg(long, requires = "out")]
    pub force: bool,
    /// Go on with an interrupted run in its folder, given here or by --out: trials that are finished in its journal are
    /// not run again
    #[arg(long, value_name = "DIR", num_args = 0..=1, conflicts_with = "force")]
    pub resume: Option<Option<PathBuf>>,
    /// Threads; all cores without it. They never change a result
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// End with exit code 1 if this holds, such as "sham unplanned_admissions_per_1000 > 0"; the mean difference
    /// from the baseline is meant; repeatable
    #[arg(long, value_name = "ARM OUTCOME < or > NUMBER")]
    pub fail_if: Vec<String>,
    /// Say nothing on standard error but errors
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say when each trial ends
    #[arg(long, short)]
    pub verbose: bool,
    /// Say on standard error where the time went: by part, by thread, and between barriers
    #[arg(long)]
    pub timings: bool,
    /// Write one JSON object to standard output instead of a table
    #[arg(long)]
    pub json: bool,
}

/// The scenario of a verb that needs one.
#[derive(Clone, Debug, Args)]
pub struct ScenarioFile {
    /// Scenario file
    pub scenario: PathBuf,
    /// Lay another file over the scenario; repeatable
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
}

impl ScenarioFile {
    /// Reads and checks the scenario with its overlays and the settings of `options`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, options: &ScenarioOptions) -> Result<Scenario, Trouble> {
        options.read(&self.scenario, &self.overlay)
    }
}

impl ScenarioOptions {
    /// All settings, those of their own options last.
    fn settings(&self) -> Vec<String> {
        let seed = self.seed.map(|seed| format!("experiment.seed={seed}"));
        let replications = self.replications.map(|number| format!("experiment.replications={number}"));
        let crossed =
            |number: u32| [format!("experiment.draws={number}"), "experiment.draws_in_turn=false".to_string()];
        let draws = self.draws.into_iter().flat_map(crossed);
        self.set.iter().cloned().chain(seed).chain(replications).chain(draws).chain(self.half_width.clone()).collect()
    }

    /// Reads and checks a scenario file with overlays and these settings.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, path: &Path, overlays: &[PathBuf]) -> Result<Scenario, Trouble> {
        Ok(file::read(path, overlays, &self.settings())?)
    }

    /// Checks a scenario that is built in, with these settings.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read_built_in(&self, name: &str, text: &str) -> Result<Scenario, Trouble> {
        Ok(file::read_text(name, text, &self.settings())?)
    }
}

/// A half-width as a setting of the scenario.
fn half_width(text: &str) -> Result<String, String> {
    let refused = || "expected OUTCOME=NUMBER, such as unplanned_admissions_per_1000=0.5".to_string();
    let (outcome, of) = text.split_once('=').ok_or_else(refused)?;
    let of: f64 = of.trim().parse().map_err(|_| refused())?;
    Ok(format!("experiment.half_width={{ outcome = \"{}\", of = {of:?} }}", outcome.trim()))
}

/// A whole number that is not too small, with words for one that is.
fn at_least<const LEAST: u32>(text: &str) -> Result<u32, String> {
    let number = text.trim().parse::<u32>().ok().filter(|number| *number >= LEAST);
    number.ok_or_else(|| format!("expected a whole number, {LEAST} or more"))
}

impl StudyOptions {
    /// The folder of the run to go on with, if one is asked for.
    ///
    /// # Errors
    /// When no folder is named, or two are.
    pub fn resumed(&self) -> Result<Option<&Path>, Trouble> {
        match (&self.resume, &self.out) {
            (None, _) => Ok(None),
            (Some(Some(_)), Some(_)) => {
                Err(Trouble::input("--resume DIR and --out DIR both name a folder; give one of them"))
            }
            (Some(Some(folder)), None) | (Some(None), Some(folder)) => Ok(Some(folder)),
            (Some(None), None) => Err(Trouble::input("--resume needs the folder of a run: --resume DIR")),
        }
    }

    /// How many threads to use.
    pub fn threads(&self) -> usize {
        self.threads.map_or_else(threads::all, usize::from)
    }
}
