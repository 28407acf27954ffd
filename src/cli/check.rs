//! `check`: reads a scenario, says everything that is wrong with it or what it comes to, and runs nothing.

use crate::analysis::words::{counted, number};
use crate::cli::ending::{Ending, Trouble};
use crate::cli::options::{ScenarioFile, ScenarioOptions};
use crate::cli::overload::Overload;
use crate::cli::terminal;
use crate::experiment::fingerprint;
use crate::experiment::offered::{Offered, Pilot};
use crate::experiment::plan::Plan;
use crate::experiment::settling::Settling;
use crate::experiment::threads;
use crate::report::figures;
use crate::scenario::{Scenario, file};
use crate::units::Choice;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Check a scenario without running it
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    file: ScenarioFile,
    /// Print the whole scenario, each value with where it comes from
    #[arg(long)]
    resolved: bool,
    /// Live through the warm-up and the period once under usual care in the smallest place, say whether the warm-up is
    /// long enough, and draw it into this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["resolved", "json"])]
    warm_up: Option<PathBuf>,
    #[command(flatten)]
    options: ScenarioOptions,
    /// Write one JSON object
    #[arg(long, conflicts_with = "resolved")]
    json: bool,
}

/// What a sound scenario comes to.
#[derive(Serialize)]
struct Sound {
    format: &'static str,
    scenario: String,
    scenario_hash: String,
    places: usize,
    people_65: u64,
    arms: usize,
    points: usize,
    replications: u32,
    trials: usize,
    horizon_days: u32,
    warm_up_days: u32,
    person_years: f64,
    changed_parameters: usize,
    offered_load: Vec<LoadOfStaff>,
    capacity: Vec<InUse>,
    #[serde(skip)]
    overload: Vec<String>,
}

/// Work asked of a profession in a place over its staff time, under usual care.
#[derive(Serialize)]
struct LoadOfStaff {
    place: String,
    role: &'static str,
    ratio: f64,
    /// Hours of work asked for in each hour of an average week, from Monday at midnight.
    asked_by_hour: Vec<f64>,
    /// Hours of staff on duty in each of them.
    staffed_by_hour: Vec<f64>,
}

/// What is in use in a place of what is in nobody's roster, under usual care.
#[derive(Serialize)]
struct InUse {
    place: String,
    /// Hours of home care in use and awaited over those that can be supplied.
    home_care_ratio: f64,
    /// Adult beds in use at midnight over those that are open.
    beds_in_use_share: f64,
}

/// Checks a scenario.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let scenario = arguments.file.read(&arguments.options)?;
    let plan = if scenario.sweep.is_some() { Plan::of_sweep(&scenario)? } else { Plan::of(&scenario)? };
    if arguments.resolved {
        terminal::data(&file::resolved(&scenario))?;
    } else if arguments.json {
        terminal::json(&Sound::of(&scenario, &plan))?;
    } else {
        terminal::data(&Sound::of(&scenario, &plan).in_words(&arguments.file.scenario.display().to_string()))?;
    }
    if let Some(folder) = &arguments.warm_up {
        warm_up(&scenario, folder)?;
    }
    Ok(Ending::Done)
}

/// Says and draws how the smallest place settles.
fn warm_up(scenario: &Scenario, folder: &Path) -> Result<(), Trouble> {
    let failed = || Trouble { ending: Ending::TrialFailed, words: "the warm-up failed, and so would the run".into() };
    let settling = Settling::of(scenario).ok_or_else(failed)?;
    figures::write(&[figures::warm_up::figure(&settling)], folder)?;
    let said = settling.sentences().join("\n");
    terminal::data(&format!("{said}\nDrawn in {}\n", folder.join("warm-up.png").display()))
}

impl Sound {
    fn of(scenario: &Scenario, plan: &Plan) -> Self {
        const DAYS_A_YEAR: f64 = 365.2425;
        Self {
            format: "mdtsim-check-1",
            scenario: scenario.id.clone(),
            scenario_hash: fingerprint::of_scenario(scenario),
            places: plan.places.len(),
            people_65: plan.places.iter().map(|place| u64::from(place.people_65)).sum(),
            arms: plan.arms.len(),
            points: plan.study.points.len(),
            replications: plan.study.replications,
            trials: plan.trials(),
            horizon_days: plan.study.horizon_days,
            warm_up_days: plan.study.warm_up_days,
            person_years: plan.person_days() as f64 / DAYS_A_YEAR,
            changed_parameters: scenario.overrides.len(),
            offered_load: Vec::new(),
            capacity: Vec::new(),
            overload: Vec::new(),
        }
        .with_load(scenario, plan)
    }

    /// What a few weeks of usual care say of the work of staff.
    fn with_load(mut self, scenario: &Scenario, plan: &Plan) -> Self {
        let Overload { lines, by_hour, warnings, pilots } = Overload::of(scenario, threads::all());
        let load = |pilot: &Pilot, one: &Offered| LoadOfStaff {
            place: plan.places[pilot.place].name.clone(),
            role: one.role.word(),
            ratio: one.ratio,
            asked_by_hour: one.week.asked.into(),
            staffed_by_hour: one.week.offered.into(),
        };
        let of_place = |pilot: &Pilot| pilot.offered.iter().map(|one| load(pilot, one)).collect::<Vec<_>>();
        self.offered_load = pilots.iter().flat_map(of_place).collect();
        let in_use = |pilot: &Pilot| InUse {
            place: plan.places[pilot.place].name.clone(),
            home_care_ratio: pilot.home_care,
            beds_in_use_share: pilot.beds,
        };
        self.capacity = pilots.iter().map(in_use).collect();
        self.overload = lines.into_iter().chain(by_hour).chain(warnings).collect();
        self
    }

    fn in_words(&self, path: &str) -> String {
        let swept = if self.points > 1 { format!("{} points x ", self.points) } else { String::new() };
        let said = format!(
            "{path}: nothing is wrong with the file\n\
             {} with {} people aged 65 and over; {swept}{} x {} = {}\n\
             {} days counted after a warm-up of {} days; {} person-years to be lived; {} changed\n",
            counted(self.places, "place"),
            number(self.people_65 as f64, 0),
            counted(self.arms, "arm"),
            counted(self.replications as usize, "replication"),
            counted(self.trials, "trial"),
            self.horizon_days,
            self.warm_up_days,
            number(self.person_years, 0),
            counted(self.changed_parameters, "parameter"),
        );
        self.overload.iter().fold(said, |said, line| said + line + "\n")
    }
}
