//! `new`: a scenario to begin with, and the schema beside it.

use crate::cli::ending::{Ending, Trouble};
use crate::cli::{compare, schema, terminal};
use crate::scenario::schema::FILE;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Write a commented scenario to begin with: the headline study, and how to change it
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Scenario file to write; it must not exist
    file: PathBuf,
}

const BEGINNING: &str = "# A scenario to begin with: the headline study. Change what you like and see what it says with
#
#     mdtsim check FILE        mdtsim compare FILE        mdtsim compare FILE --replications 2
#
# `mdtsim places` lists the places, `mdtsim explain` the parameters; editors that read the schema complete the rest.
";

const END: &str = r##"
# A design of your own: write only what differs from the one that it extends.
#
# [design.my-team]
# extends = "integrated-care-team"
# caseload_cap = 80                   # people on the list per 40,000 residents
# [design.my-team.roster.pharmacist]
# wte = "1.0 WTE"                     # scaled, with the others, to the money of the arm
#
# [[arm]]
# id = "my-team"
# design = "my-team"
# money = "41 GBP per person per year"
#
# The same with something else for this arm alone: paths below design, shock and parameters.
#
# [[arm]]
# id = "my-team-meets-less"
# design = "my-team"
# money = "41 GBP per person per year"
# [arm.set]
# "design.my-team.meeting.every" = "28 days"
#
# What `mdtsim sweep FILE` varies: a list of values, or a range.
#
# [sweep]
# method = "grid"
# [[sweep.axis]]
# path = "parameters.falls.attention"
# from = 0.1
# to = 0.3
# step = 0.1
"##;

/// Writes the scenario and, if there is none, the schema beside it.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let file = &arguments.file;
    write_new(file, &text())?;
    let beside = file.with_file_name(FILE);
    let beside_words = if beside.exists() { String::new() } else { format!(", {}", beside.display()) };
    if !beside.exists() {
        write_new(&beside, &schema::text()?)?;
    }
    terminal::note(&format!("wrote {}{beside_words}", file.display()));
    Ok(Ending::Done)
}

/// The headline study from its version on, with words before and after it.
fn text() -> String {
    let study = compare::HEADLINE.find("schema_version").map_or(compare::HEADLINE, |at| &compare::HEADLINE[at..]);
    format!("#:schema {FILE}\n{BEGINNING}{study}{END}")
}

/// Writes a file that must not exist yet.
fn write_new(path: &Path, text: &str) -> Result<(), Trouble> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        let shown = path.display();
        match error.kind() {
            ErrorKind::AlreadyExists => Trouble::input(format!("{shown} exists already; choose another name")),
            ErrorKind::NotFound => Trouble::input(format!("there is no folder for {shown}; make it first")),
            _ => Trouble::resources(format!("cannot write {shown}: {error}")),
        }
    })
}
