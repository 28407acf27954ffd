//! `sweep`: all arms at every point of the scenario's grid.

use crate::analysis::words::number;
use crate::cli::Surroundings;
use crate::cli::conduct::{Job, conduct};
use crate::cli::ending::{Ending, Trouble};
use crate::cli::options::{ScenarioFile, StudyOptions};
use crate::cli::terminal;
use crate::experiment::estimate::Cost;
use crate::experiment::plan::Plan;
use serde::Serialize;

/// Run all arms of a scenario at every point of its [sweep]
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    file: ScenarioFile,
    /// Say how many runs, core-hours and megabytes it would take, from a short pilot, and run nothing else
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    options: StudyOptions,
}

/// Runs a sweep, or says what it would take.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let options = &arguments.options;
    let scenario = arguments.file.read(&options.scenario)?;
    let plan = Plan::of_sweep(&scenario)?;
    if arguments.dry_run {
        return dry_run(&plan, options);
    }
    conduct(&Job { verb: "sweep", scenario, plan, options }, surroundings)
}

/// What a sweep would take, as one JSON object.
#[derive(Serialize)]
struct Forecast {
    format: &'static str,
    points: usize,
    arms: usize,
    replications: u32,
    trials: usize,
    person_years: f64,
    core_hours: f64,
    wall_hours: f64,
    threads: usize,
    disk_bytes: u64,
}

fn dry_run(plan: &Plan, options: &StudyOptions) -> Result<Ending, Trouble> {
    const DAYS_A_YEAR: f64 = 365.2425;
    const HOUR: f64 = 3600.0;
    const MEGABYTE: f64 = 1e6;
    let failed = || Trouble { ending: Ending::TrialFailed, words: "the pilot failed, and so would the sweep".into() };
    let cost = Cost::of(plan).ok_or_else(failed)?;
    let core_hours = cost.core.as_secs_f64() / HOUR;
    let forecast = Forecast {
        format: "mdtsim-sweep-forecast-1",
        points: plan.study.points.len(),
        arms: plan.arms.len(),
        replications: plan.study.replications,
        trials: cost.trials,
        person_years: cost.person_days as f64 / DAYS_A_YEAR,
        core_hours,
        wall_hours: core_hours / options.threads() as f64,
        threads: options.threads(),
        disk_bytes: cost.disk_bytes,
    };
    if options.json {
        terminal::json(&forecast)?;
        return Ok(Ending::Done);
    }
    let Forecast { points, arms, replications, trials, person_years, wall_hours, threads, .. } = forecast;
    terminal::data(&format!(
        "Runs          {} ({points} points x {arms} arms x {replications} replications)\n\
         Person-years  {}\n\
         Core-hours    {} by a pilot on this machine; {} hours on {threads} threads\n\
         Disk          {} MB\n",
        number(trials as f64, 0),
        number(person_years, 0),
        number(core_hours, 3),
        number(wall_hours, 3),
        number(cost.disk_bytes as f64 / MEGABYTE, 1),
    ))?;
    Ok(Ending::Done)
}
