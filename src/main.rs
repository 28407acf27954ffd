//! The program. Everything is in the library; see `cli` for the verbs.

use mdtsim::cli;
use mdtsim::experiment::watch::Unwatched;
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::memory::settle();
    let interrupt = cli::interrupt::on_ctrl_c();
    let ending = cli::run(std::env::args_os(), interrupt, &Unwatched);
    ExitCode::from(ending.code())
}
