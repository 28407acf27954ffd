//! The command line: verbs and options turned into plans, and what came of them into words.
//!
//! Data go to standard output, everything else to standard error. This room decides nothing about the model; it reads
//! options, calls the rooms below and says how it ended.

pub mod ending;
pub mod interrupt;
pub mod memory;

mod beginning;
mod calibrate;
mod check;
mod compare;
mod conduct;
mod explain;
mod folder;
mod hours;
mod log;
mod new;
mod options;
mod overload;
mod parameters;
mod patterns;
mod places;
mod progress;
mod question;
mod report;
mod run;
mod schema;
mod shell;
mod sweep;
mod terminal;
mod timings;
mod trace;
mod validate;

use crate::experiment::watch::Watch;
use clap::{Parser, Subcommand};
use ending::{Ending, Trouble};
use interrupt::Interrupt;
use options::StudyOptions;
use std::ffi::OsString;

/// Compares community team designs for frail older people: every simulated life is lived in both worlds.
///
/// Without a verb, the headline study that is built in is compared: six designs at the same money in Leicester and
/// Wiltshire, which serve as populations only.
#[derive(Debug, Parser)]
#[command(name = "mdtsim", version, after_help = ending::CODES, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    options: StudyOptions,
}

#[derive(Debug, Subcommand)]
enum Verb {
    New(new::Arguments),
    Run(run::Arguments),
    Compare(compare::Arguments),
    Sweep(sweep::Arguments),
    Calibrate(calibrate::Arguments),
    Check(check::Arguments),
    Places(places::Arguments),
    Explain(explain::Arguments),
    Report(report::Arguments),
    Trace(trace::Arguments),
    Patterns(patterns::Arguments),
    Validate(validate::Arguments),
    Schema(schema::Arguments),
    Completions(shell::Completions),
    Man(shell::Manual),
}

/// What a verb is given besides its own arguments.
struct Surroundings<'a> {
    /// The command as it was typed, for the record.
    command: String,
    /// Whether somebody has pressed Ctrl-C.
    interrupt: Interrupt,
    /// Somebody who looks on besides the progress that is shown.
    watch: &'a dyn Watch,
}

/// Does what the arguments ask (the first is the program's name) and says how it ended. `watch` looks on besides.
pub fn run(arguments: impl IntoIterator<Item = OsString>, interrupt: Interrupt, watch: &dyn Watch) -> Ending {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let command = arguments.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let line = match CommandLine::try_parse_from(arguments) {
        Ok(line) => line,
        Err(refusal) => return terminal::show(&refusal),
    };
    let surroundings = Surroundings { command, interrupt, watch };
    let ended = match line.verb {
        None => compare::headline(&line.options, &surroundings),
        Some(Verb::Run(arguments)) => run::run(&arguments, &surroundings),
        Some(Verb::Compare(arguments)) => compare::run(&arguments, &surroundings),
        Some(Verb::Sweep(arguments)) => sweep::run(&arguments, &surroundings),
        Some(Verb::Calibrate(arguments)) => calibrate::run(&arguments, &surroundings),
        Some(Verb::Check(arguments)) => check::run(&arguments),
        Some(Verb::Places(arguments)) => places::run(&arguments),
        Some(Verb::Explain(arguments)) => explain::run(&arguments),
        Some(Verb::Report(arguments)) => report::run(&arguments),
        Some(Verb::Trace(arguments)) => trace::run(&arguments, &surroundings),
        Some(Verb::Patterns(arguments)) => patterns::run(&arguments, &surroundings),
        Some(Verb::Validate(arguments)) => validate::run(&arguments, &surroundings),
        Some(Verb::New(arguments)) => new::run(&arguments),
        Some(Verb::Schema(arguments)) => schema::run(&arguments),
        Some(Verb::Completions(arguments)) => shell::completions(&arguments),
        Some(Verb::Man(arguments)) => shell::manual(&arguments),
    };
    ended.unwrap_or_else(|trouble: Trouble| {
        terminal::note(&trouble.words);
        trouble.ending
    })
}
