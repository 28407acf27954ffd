//! `run`: one arm beside the baseline, or the baseline alone.

use crate::cli::Surroundings;
use crate::cli::conduct::{Job, conduct};
use crate::cli::ending::{Ending, Trouble};
use crate::cli::options::StudyOptions;
use crate::experiment::plan::Plan;
use std::path::PathBuf;

/// Run one arm of a scenario beside its baseline, or the baseline alone
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Scenario file
    scenario: PathBuf,
    /// Id of the arm; without it the baseline alone
    #[arg(long, value_name = "ID")]
    arm: Option<String>,
    /// Lay another file over the scenario; repeatable
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    options: StudyOptions,
}

/// Runs an arm.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let options = &arguments.options;
    let scenario = options.scenario.read(&arguments.scenario, &arguments.overlay)?;
    let plan = Plan::of_arm(&scenario, arguments.arm.as_deref())?;
    conduct(&Job { verb: "run", scenario, plan, options }, surroundings)
}
