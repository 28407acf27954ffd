//! `run`: one arm beside the baseline, or the baseline alone.

use crate::cli::Surroundings;
use crate::cli::conduct::{Job, conduct};
use crate::cli::ending::{Ending, Trouble};
use crate::cli::options::{ScenarioFile, StudyOptions};
use crate::experiment::plan::Plan;

/// Run one arm of a scenario beside its baseline, or the baseline alone
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    file: ScenarioFile,
    /// Id of the arm; without it the baseline alone
    #[arg(long, value_name = "ID")]
    arm: Option<String>,
    #[command(flatten)]
    options: StudyOptions,
}

/// Runs an arm.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let options = &arguments.options;
    let scenario = arguments.file.read(&options.scenario)?;
    let plan = Plan::of_arm(&scenario, arguments.arm.as_deref())?;
    conduct(&Job { verb: "run", scenario, plan, options }, surroundings)
}
