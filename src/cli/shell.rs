//! `completions` and `man`: what shells and manual readers know of the commands, made from the commands themselves.

use crate::cli::CommandLine;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::terminal;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Clone, Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// Print the manual page of the program, or of one of its verbs, as roff
#[derive(Clone, Debug, clap::Args)]
pub struct Manual {
    /// The verb
    verb: Option<String>,
}

const NAME: &str = "mdtsim";

/// Prints completions.
pub(super) fn completions(arguments: &Completions) -> Result<Ending, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut CommandLine::command(), NAME, &mut script);
    told(&script)
}

/// Prints a page of the manual.
pub(super) fn manual(arguments: &Manual) -> Result<Ending, Trouble> {
    let program = CommandLine::command();
    let page = match &arguments.verb {
        None => program,
        Some(verb) => of_verb(&program, verb)?,
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff).map_err(|error| Trouble::resources(error.to_string()))?;
    told(&roff)
}

fn of_verb(program: &Command, verb: &str) -> Result<Command, Trouble> {
    let known = || program.get_subcommands().map(Command::get_name).collect::<Vec<_>>().join(", ");
    let found = program.find_subcommand(verb).ok_or_else(|| {
        let words = format!("there is no verb `{verb}`; there are: {}", known());
        Trouble::input(words)
    })?;
    Ok(found.clone().display_name(format!("{NAME}-{verb}")).bin_name(format!("{NAME} {verb}")))
}

fn told(bytes: &[u8]) -> Result<Ending, Trouble> {
    terminal::data(&String::from_utf8_lossy(bytes))?;
    Ok(Ending::Done)
}
