//! `calibrate`: fits the base model to published figures, or a place to what it knows of itself.

use crate::cli::Surroundings;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::folder;
use crate::cli::interrupt::Interrupt;
use crate::cli::terminal;
use crate::experiment::calibration::knobs::Knob;
use crate::experiment::calibration::observe::{Laboratory, Onlooker, TrialError};
use crate::experiment::calibration::{Earlier, Fit, FitError, InDoubt, Task, fit, knobs, local, targets};
use crate::experiment::fingerprint;
use crate::experiment::threads;
use crate::experiment::watch::Watch;
use crate::model::place_figures::PlaceFigures;
use crate::model::start::Spans;
use crate::report::error::write_file;
use crate::report::{calibration, figures};
use crate::scenario::eras::eras;
use crate::scenario::file::local::{LocalFile, read_local};
use crate::scenario::fit::Provenance;
use crate::scenario::places;
use crate::scenario::register::Register;
use crate::scenario::structure::{self, Overrides};
use crate::time::{Calendar, Span};
use jiff::civil::date;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fit the model under usual care to published figures, or a place to what it knows of itself
///
/// Without --targets the free parameters of the base model are fitted to the evidence with the role `calibration`, and
/// the fitted values are written to calibration.toml in the output folder; --into replaces those of a source tree.
/// With --targets an overlay for scenarios of one place is written.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// What a place knows of itself, as a file; writes an overlay for its scenarios
    #[arg(long, value_name = "FILE", conflicts_with = "into")]
    targets: Option<PathBuf>,
    /// Choose one side of a question on which sources differ, such as falls-by-frailty=hazard; repeatable
    #[arg(long, value_name = "TOPIC=CHOICE")]
    structure: Vec<String>,
    /// Write the fit into this source tree too: its built-in values and docs/calibration.md
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Output folder; without it output/calibration-NNN, the next free number
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the output folder of an earlier run
    #[arg(long, requires = "out")]
    force: bool,
    /// A small and rough fit in seconds, to see that everything works; what it misses may be luck
    #[arg(long, conflicts_with = "into")]
    quick: bool,
    /// Most rounds of differences; 0 keeps the fitted values, and works out anew how sure they are and what they follow
    #[arg(long, value_name = "N")]
    rounds: Option<u32>,
    /// Worlds at every point
    #[arg(long, value_name = "N")]
    replications: Option<NonZeroU32>,
    /// Residents aged 65 and over of each world, of a fit to published figures
    #[arg(long, value_name = "N", conflicts_with = "targets")]
    people: Option<NonZeroU32>,
    /// Seed of all luck
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
    /// Threads; all cores without it. They never change a result
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    quiet: bool,
}

const SEED: u64 = 20_261_122;

/// How large a fit is.
#[derive(Clone, Copy)]
struct Size {
    people: u32,
    replications: u32,
    rounds: u32,
    /// Most parameters in doubt that what is fitted is to follow.
    in_doubt: usize,
}

const WHOLE: Size = Size { people: 40_000, replications: 4, rounds: 3, in_doubt: usize::MAX };
const QUICK: Size = Size { people: 4_000, replications: 1, rounds: 1, in_doubt: 4 };
/// Residents aged 65 and over of a world that only shows whether a parameter acts at all.
const SCREEN: u32 = 3_000;
/// For the events of two years to be told apart, and people to be followed for one after leaving hospital.
const DAYS: u64 = 760;
const WARM_UP: u64 = 183;
/// A year of delays in the worlds of an earlier year.
const DAYS_THEN: u64 = 365;

/// Fits, and writes what came of it once it is whole.
pub(super) fn run(arguments: &Arguments, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    if let Some(out) = arguments.out.as_deref().filter(|out| out.exists() && !arguments.force) {
        return Err(Trouble::input(format!("{} exists already; choose another folder, or --force", out.display())));
    }
    let given = structure::overrides(&arguments.structure).map_err(Trouble::input)?;
    match &arguments.targets {
        Some(path) => place(arguments, &read_local(path)?, given, surroundings),
        None => base(arguments, given, surroundings),
    }
}

/// The base model.
fn base(arguments: &Arguments, given: Overrides, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let size = arguments.size();
    let people = arguments.people.map_or(size.people, NonZeroU32::get);
    let in_doubt = Register::built_in().in_doubt().map(|entry| entry.key.clone());
    let task = Task {
        laboratory: arguments.laboratory(places::england(people), size),
        targets: targets::national(Register::built_in()),
        // Rounding leaves what was fitted to an end of its range a little before it.
        knobs: knobs::knobs(knobs::NATIONAL, &given, Register::typed()).into_iter().map(Knob::at_its_end).collect(),
        given: given.clone(),
        earlier: Some(arguments.earlier(places::england(people), size)),
        in_doubt: Some(InDoubt {
            keys: in_doubt.filter(|key| !given.contains_key(key)).take(size.in_doubt).collect(),
            screen: Laboratory { replications: 1, ..arguments.laboratory(places::england(SCREEN), size) },
            replications: (arguments.replications(size) / 2).max(1),
        }),
        rounds: arguments.rounds.unwrap_or(size.rounds) as usize,
        rough: arguments.quick,
    };
    let found = search(arguments, &task, surroundings)?;
    let kept = calibration::kept(&found, provenance(&task, &found));
    let text = kept.text().map_err(|error| Trouble::resources(format!("cannot write the fit: {error}")))?;
    let page = calibration::page(&found, &kept);
    let folder = folder::make(arguments.out.as_deref(), arguments.force, "calibration")?;
    let files = [("calibration.toml", text.as_str()), ("calibration.md", &page)];
    leave(&folder, &files, "The base model and what it was fitted to", &found)?;
    if let Some(tree) = &arguments.into {
        replace(&tree.join("src/scenario/data/calibration.toml"), &text)?;
        replace(&tree.join("docs/calibration.md"), &page)?;
    }
    let open = calibration::cannot_say_in_short(&found);
    terminal::data(&format!("{}\n{open}\nThe fit is in {}\n", calibration::table(&found), folder.display()))?;
    Ok(Ending::Done)
}

/// One place.
fn place(
    arguments: &Arguments,
    known: &LocalFile,
    given: Overrides,
    surroundings: &Surroundings,
) -> Result<Ending, Trouble> {
    let size = arguments.size();
    let task = Task {
        laboratory: arguments.laboratory(known.place.clone(), size),
        targets: local::targets(&known.targets),
        knobs: knobs::knobs(&local::groups(&known.targets), &given, Register::built_in()),
        given,
        earlier: None,
        in_doubt: None,
        rounds: arguments.rounds.unwrap_or(size.rounds) as usize,
        rough: arguments.quick,
    };
    let found = search(arguments, &task, surroundings)?;
    let mut years: Vec<String> = known.targets.iter().map(|target| target.year.to_string()).collect();
    years.sort();
    years.dedup();
    let name = &known.place.name;
    let eras = local::eras(&known.targets);
    let overlay = calibration::overlay(name, &found, (&years.join(", "), &eras), &arguments.structure);
    let folder = folder::make(arguments.out.as_deref(), arguments.force, "calibration")?;
    leave(&folder, &[("overlay.toml", overlay.as_str())], &format!("{name} and what it knows of itself"), &found)?;
    let overlay = folder.join("overlay.toml");
    let open = calibration::place_cannot_say(&found);
    terminal::data(&format!("{}{eras}\n{open}\nThe overlay is {}\n", calibration::table(&found), overlay.display()))?;
    Ok(Ending::Done)
}

impl Arguments {
    fn size(&self) -> Size {
        if self.quick { QUICK } else { WHOLE }
    }

    /// The worlds with the supply of the year of the rows on delays.
    fn earlier(&self, figures: PlaceFigures, size: Size) -> Earlier {
        let then = eras().iter().flat_map(|era| era.parameters.clone());
        Earlier { laboratory: self.over(figures, size, DAYS_THEN), parameters: then.collect() }
    }

    fn laboratory(&self, figures: PlaceFigures, size: Size) -> Laboratory {
        self.over(figures, size, DAYS)
    }

    fn over(&self, figures: PlaceFigures, size: Size, days: u64) -> Laboratory {
        let spans = Spans { warm_up: Span::days(WARM_UP), horizon: Span::days(days) };
        Laboratory {
            figures,
            spans,
            calendar: Calendar::new(date(2023, 4, 1), Laboratory::days(spans)),
            seed: self.seed,
            replications: self.replications(size),
        }
    }

    fn replications(&self, size: Size) -> u32 {
        self.replications.map_or(size.replications, NonZeroU32::get)
    }

    fn threads(&self) -> usize {
        self.threads.map_or_else(threads::all, usize::from)
    }
}

fn search(arguments: &Arguments, task: &Task, surroundings: &Surroundings) -> Result<Fit, Trouble> {
    let onlooker = Told {
        interrupt: &surroundings.interrupt,
        also: surroundings.watch,
        quiet: arguments.quiet,
        tenths: AtomicUsize::new(0),
    };
    onlooker.told(&format!("{} targets, {} things to move", task.targets.len(), task.knobs.len()));
    fit(task, arguments.threads(), &onlooker).map_err(|error| match error {
        FitError::Trial(TrialError::Stopped) => {
            Trouble { ending: Ending::Interrupted, words: "interrupted; nothing was written".to_string() }
        }
        other => Trouble::resources(other.to_string()),
    })
}

fn provenance(task: &Task, found: &Fit) -> Provenance {
    let days = |span: Span| span.in_days() as u32;
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_string(),
        data: fingerprint::of_data_to_fit(),
        seed: task.laboratory.seed,
        replications: task.laboratory.replications,
        people: task.laboratory.figures.older_residents(),
        warm_up_days: days(task.laboratory.spans.warm_up),
        days: days(task.laboratory.spans.horizon),
        objective_before: found.objective[0],
        objective_after: found.objective[1],
        held_when_drawn: found.following.as_ref().map(|following| following.held),
        rounds: found.rounds as u32,
        settled: found.settled,
    }
}

/// Writes the files and the figure of a fit into its folder.
fn leave(folder: &Path, files: &[(&str, &str)], title: &str, found: &Fit) -> Result<(), Trouble> {
    for (name, text) in files {
        write_file(&folder.join(name), text.as_bytes())?;
    }
    figures::write(&[calibration::figure(title, found)], &folder.join("figures"))?;
    Ok(())
}

/// Replaces a file in one step, so that it is never half written.
fn replace(path: &Path, text: &str) -> Result<(), Trouble> {
    let beside = path.with_extension("new");
    write_file(&beside, text.as_bytes())?;
    std::fs::rename(&beside, path)
        .map_err(|error| Trouble::resources(format!("cannot replace {}: {error}", path.display())))
}

/// Tells on standard error how far a fit is.
struct Told<'a> {
    interrupt: &'a Interrupt,
    also: &'a dyn Watch,
    quiet: bool,
    /// Tenths of the present batch that have been told.
    tenths: AtomicUsize,
}

impl Onlooker for Told<'_> {
    fn lived(&self, done: usize, of: usize) {
        const TENTHS: usize = 10;
        /// A batch of fewer worlds is over soon enough.
        const FEW: usize = 20;
        let tenths = done * TENTHS / of.max(1);
        if of > FEW && !self.quiet && self.tenths.swap(tenths % TENTHS, Ordering::Relaxed) < tenths {
            terminal::note(&format!("{done} of {of} worlds"));
        }
    }

    fn wants_to_stop(&self) -> bool {
        self.interrupt.is_asked() || self.also.wants_to_stop()
    }

    fn told(&self, words: &str) {
        if !self.quiet {
            terminal::note(words);
        }
    }
}
