//! `patterns`: what should be seen in the whole model, run and written down.

use crate::cli::ending::{Ending, Trouble};
use crate::cli::terminal;
use crate::scenario::frozen;
use crate::scenario::register::Register;

/// Show what the patterns of the whole model are held against
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Print the ranges of the effects of unmet need and of components, as the register has them
    #[arg(long, required = true)]
    freeze: bool,
}

/// Runs the patterns, or prints the ranges from which one of them draws.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    if arguments.freeze {
        terminal::data(&frozen::table(&frozen::of(Register::built_in())))?;
    }
    Ok(Ending::Done)
}
