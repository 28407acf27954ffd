//! `trace`: the life of one person in the baseline and in an arm, side by side, as text or as a page.

use crate::cli::Surroundings;
use crate::cli::compare::HEADLINE;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::options::ScenarioOptions;
use crate::cli::terminal;
use crate::experiment::lives::{self, Asked, TraceError};
use crate::experiment::manifest;
use crate::experiment::plan::Plan;
use crate::experiment::results::ArmKind;
use crate::experiment::threads;
use crate::experiment::watch::Watch;
use crate::report::error::write_file;
use crate::report::life::telling::{Source, Telling};
use crate::report::life::{page, text};
use crate::scenario::{Scenario, suggest};
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

/// Tell one person's life in two worlds side by side: what happened, what did not and why
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Scenario file; without it the headline study that is built in
    scenario: Option<PathBuf>,
    /// Number of the person, from 1; without it an instructive one is picked
    #[arg(long, value_name = "N")]
    person: Option<NonZeroU64>,
    /// Id of the arm beside the baseline; without it the first team design of the scenario
    #[arg(long, value_name = "ID")]
    arm: Option<String>,
    /// Replication, from 0
    #[arg(long, value_name = "R", default_value_t = 0)]
    replication: u32,
    /// Place of the scenario; without it the first
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Write the page to this file instead of text to standard output
    #[arg(long, value_name = "FILE.html", conflicts_with = "page")]
    out: Option<PathBuf>,
    /// Write the page to standard output instead of text
    #[arg(long)]
    page: bool,
    /// Replace the file of --out if it exists
    #[arg(long, requires = "out")]
    force: bool,
    /// Lay another file over the scenario; repeatable
    #[arg(long, value_name = "FILE", requires = "scenario")]
    overlay: Vec<PathBuf>,
    #[command(flatten)]
    options: ScenarioOptions,
    /// Threads; all cores without it. They never change a result
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Traces a person.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let mut scenario = read(arguments)?;
    scenario.draws = 0; // a life is told at the register's values
    let (plan, asked) = asked(arguments, &scenario)?;
    refuse_to_replace(arguments)?;
    let names = [plan.study.baseline, asked.arm].map(|arm| plan.arms[arm].title.clone());
    let source = Source {
        scenario: scenario.id.clone(),
        place: plan.places[asked.place].name.clone(),
        replication: asked.replication,
        seed: scenario.seed,
        names,
    };
    if !arguments.quiet {
        let [one, other] = &source.names;
        terminal::note(&format!("{}, replication {}: {one} and {other}", source.place, asked.replication));
    }
    let threads = arguments.threads.map_or_else(threads::all, usize::from);
    let interrupted = Watching(surroundings);
    let traced = lives::trace(&plan, asked, threads, &interrupted)?;
    let telling = Telling::of(&traced, &source);
    match &arguments.out {
        Some(path) => {
            write_file(path, page::html(&telling, &source, manifest::VERSION)?.as_bytes())?;
            if !arguments.quiet {
                terminal::note(&format!("page: {}", path.display()));
            }
        }
        None if arguments.page => terminal::data(&page::html(&telling, &source, manifest::VERSION)?)?,
        None => terminal::data(&text::text(&telling))?,
    }
    Ok(Ending::Done)
}

fn read(arguments: &Arguments) -> Result<Scenario, Trouble> {
    match &arguments.scenario {
        Some(path) => arguments.options.read(path, &arguments.overlay),
        None => arguments.options.read_built_in("headline.toml", HEADLINE),
    }
}

/// The baseline and the arm that is wished, or the first team design.
fn asked(arguments: &Arguments, scenario: &Scenario) -> Result<(Plan, Asked), Trouble> {
    let whole = Plan::of(scenario)?;
    let baseline = whole.study.baseline;
    let first = whole.arms.iter().enumerate().find(|&(arm, info)| arm != baseline && info.kind == ArmKind::Design);
    let arm = match (&arguments.arm, first) {
        (Some(id), _) => id.clone(),
        (None, Some((_, info))) => info.id.clone(),
        (None, None) => return Err(Trouble::input("the scenario has no arm beside its baseline; name one with --arm")),
    };
    if arm == whole.arms[baseline].id {
        return Err(Trouble::input(format!(
            "--arm {arm}: this is the baseline itself; name the arm to hold beside it"
        )));
    }
    let plan = Plan::of_arm(scenario, Some(&arm)).map_err(|error| {
        let near = suggest::did_you_mean(&arm, whole.arms.iter().map(|arm| arm.id.as_str()));
        Trouble::input(format!("--arm {arm}: {error}{}", near.map(|near| format!("; {near}")).unwrap_or_default()))
    })?;
    let arm = plan.arms.iter().position(|info| info.id == arm).unwrap_or_default();
    let replications = plan.study.replications;
    if arguments.replication >= replications {
        let words =
            format!("--replication {}: the scenario has replications 0 to {}", arguments.replication, replications - 1);
        return Err(Trouble::input(words));
    }
    let place = arguments.place.as_deref().map_or(Ok(0), |name| place(&plan, name))?;
    let person = arguments.person.map(u64::from);
    Ok((plan, Asked { arm, place, replication: arguments.replication, person }))
}

fn place(plan: &Plan, name: &str) -> Result<usize, Trouble> {
    let names = || plan.places.iter().map(|place| place.name.as_str());
    let found = names().position(|known| known.eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        let near = suggest::did_you_mean(name, names()).map(|near| format!("; {near}")).unwrap_or_default();
        let known = names().collect::<Vec<_>>().join(", ");
        Trouble::input(format!("--place {name}: no place of the scenario is called `{name}`; there are: {known}{near}"))
    })
}

fn refuse_to_replace(arguments: &Arguments) -> Result<(), Trouble> {
    let Some(path) = arguments.out.as_ref().filter(|path| path.exists() && !arguments.force) else { return Ok(()) };
    Err(Trouble::input(format!("{} exists already; choose another file, or replace it with --force", path.display())))
}

/// Ctrl-C is heeded; how far it is, is not shown.
struct Watching<'a, 's>(&'a Surroundings<'s>);

impl Watch for Watching<'_, '_> {
    fn wants_to_stop(&self) -> bool {
        self.0.interrupt.is_asked() || self.0.watch.wants_to_stop()
    }
}

impl From<TraceError> for Trouble {
    fn from(error: TraceError) -> Self {
        let ending = match error {
            TraceError::NoSuchPerson { .. } | TraceError::GoneBefore(_) | TraceError::ScenarioChanged(_) => {
                Ending::BadInput
            }
            TraceError::Threads(_) => Ending::Resources,
            TraceError::Failed(_) => Ending::TrialFailed,
            TraceError::Stopped => Ending::Interrupted,
        };
        Self { ending, words: error.to_string() }
    }
}
