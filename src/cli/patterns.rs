//! `patterns`: what should be seen in the whole model, run and written down.

use crate::analysis::patterns::{Curve, Regression, powers, spreads};
use crate::cli::Surroundings;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::terminal;
use crate::cli::validate::Watching;
use crate::experiment::manifest::VERSION;
use crate::experiment::plan::Plan;
use crate::experiment::threads;
use crate::experiment::validation::patterns::{DrawError, Unhelped, first_years, unhelped};
use crate::report::error::{make_folder, write_file};
use crate::report::patterns::{Found, document};
use crate::scenario::register::Register;
use crate::scenario::{Scenario, file, frozen, validation};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Run the patterns of the whole model: people who get better by themselves, what evaluations make of a team that does
/// nothing, what a study can show, and how large first-year effects can be
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Print the ranges of the effects of unmet need and of components, as the register has them, and run nothing
    #[arg(long)]
    freeze: bool,
    /// A twentieth of the people, two replications and two draws: whether it runs, not what is seen
    #[arg(long)]
    quick: bool,
    /// Folder of patterns.md
    #[arg(long, value_name = "DIR", default_value = "docs")]
    out: PathBuf,
    /// Hash of the model's inputs, to be written down: "$(.ci/inputs-hash model)"
    #[arg(long, value_name = "HASH")]
    stamp: Option<String>,
    /// Threads; all cores without it. They never change a result
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

/// Draws of effects for pattern 3.
const DRAWS: usize = 32;
/// What a professional's eye for a destabilised spell is worth, as odds ratios, along the curve of pattern 2.
const SIGHT: [&str; 3] = ["1", "3", "8"];
const QUICK: u32 = 20;

/// Runs the patterns, or prints the ranges from which one of them draws.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    if arguments.freeze {
        terminal::data(&frozen::table(&frozen::of(Register::built_in())))?;
        return Ok(Ending::Done);
    }
    let found = Patterns { arguments, surroundings }.found()?;
    make_folder(&arguments.out)?;
    let path: &Path = &arguments.out.join("patterns.md");
    write_file(path, document(&found).as_bytes())?;
    terminal::note(&format!("written: {}", path.display()));
    Ok(Ending::Done)
}

struct Patterns<'a, 's> {
    arguments: &'a Arguments,
    surroundings: &'a Surroundings<'s>,
}

impl Patterns<'_, '_> {
    fn found(&self) -> Result<Found, Trouble> {
        let mut curve = Vec::new();
        let mut first: Option<Vec<Unhelped>> = None;
        for sight in SIGHT {
            let scenario = self.worlds(
                "patterns.toml",
                validation::PATTERNS,
                &[format!("parameters.team.sees_destabilised={sight}")],
            )?;
            let plan = if first.is_none() { Plan::of(&scenario)? } else { Plan::of_arm(&scenario, Some("judgement"))? };
            let followed = unhelped(&plan, self.threads(), &Watching(self.surroundings))?;
            for (arm, what) in [
                ("records", "a list, from records alone".to_string()),
                ("judgement", format!("professionals who see somebody, odds ratio {sight} in a destabilised spell")),
            ] {
                let compared: Vec<_> = followed.iter().filter_map(|one| one.matched.get(arm).copied()).collect();
                curve.extend(Curve::of(what, &compared).filter(|_| !compared.is_empty()));
            }
            first.get_or_insert(followed);
        }
        let first = first.unwrap_or_default();
        Ok(Found {
            made: self.made(),
            regression: Regression::of(&first),
            curve,
            powers: powers(&first),
            spreads: spreads(&self.first_years()?),
        })
    }

    fn first_years(&self) -> Result<Vec<crate::experiment::validation::patterns::FirstYear>, Trouble> {
        let scenario = self.worlds("first_year.toml", validation::FIRST_YEAR, &[])?;
        let ranges = frozen::read(frozen::TABLE).map_err(Trouble::input)?;
        let draws = frozen::draws(&ranges, if self.arguments.quick { 2 } else { DRAWS }, scenario.seed);
        Ok(first_years(&scenario, &draws, self.threads(), &Watching(self.surroundings))?)
    }

    fn worlds(&self, name: &str, text: &str, settings: &[String]) -> Result<Scenario, Trouble> {
        let mut scenario = file::read_text(name, text, settings)?;
        if self.arguments.quick {
            scenario.replications = scenario.replications.min(2);
            for place in &mut scenario.places {
                place.population /= QUICK;
                place.by_age = place.by_age.map(|people| people / QUICK);
            }
        }
        Ok(scenario)
    }

    fn threads(&self) -> usize {
        self.arguments.threads.map_or_else(threads::all, usize::from)
    }

    fn made(&self) -> Vec<String> {
        let hash = match &self.arguments.stamp {
            Some(hash) => format!("hash of the model's inputs (`.ci/inputs-hash model`): `{hash}`"),
            None => "the hash of the model's inputs was not given".to_string(),
        };
        let quick = self.arguments.quick.then(|| "small worlds, to see whether it runs: no result".to_string());
        [format!("mdtsim {VERSION}"), hash].into_iter().chain(quick).collect()
    }
}

impl From<DrawError> for Trouble {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::Plan(error) => error.into(),
            DrawError::Run(error) => error.into(),
            DrawError::Unfinished => Self { ending: Ending::TrialFailed, words: error.to_string() },
        }
    }
}
