//! `compare`: all arms of a scenario, the baseline always among them.

use crate::cli::Surroundings;
use crate::cli::conduct::{Job, conduct};
use crate::cli::ending::{Ending, Trouble};
use crate::cli::options::StudyOptions;
use crate::experiment::plan::Plan;
use crate::scenario::Scenario;
use std::path::PathBuf;

/// The headline study, so that the program works from any folder.
pub(super) const HEADLINE: &str = include_str!("../../scenarios/headline.toml");

/// Run all arms of a scenario and compare them with its baseline
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Scenario file; without it the headline study that is built in
    scenario: Option<PathBuf>,
    /// Lay another file over the scenario; repeatable
    #[arg(long, value_name = "FILE", requires = "scenario")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    options: StudyOptions,
}

/// Compares the arms of a scenario.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    match &arguments.scenario {
        Some(path) => {
            let scenario = arguments.options.scenario.read(path, &arguments.overlay)?;
            compare(scenario, &arguments.options, surroundings)
        }
        None => headline(&arguments.options, surroundings),
    }
}

/// Compares the arms of the headline study.
pub(super) fn headline(options: &StudyOptions, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    compare(options.scenario.read_built_in("headline.toml", HEADLINE)?, options, surroundings)
}

fn compare(scenario: Scenario, options: &StudyOptions, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let plan = Plan::of(&scenario)?;
    conduct(&Job { verb: "compare", scenario, plan, options }, surroundings)
}
