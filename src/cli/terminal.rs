//! Writing to the two streams: data to standard output, words to standard error.

use crate::cli::ending::{Ending, Trouble};
use std::io::{self, IsTerminal, Write};

/// Writes data to standard output. A reader that has gone away (a closed pipe) is no trouble.
///
/// # Errors
/// When it cannot be written for another reason.
pub fn data(text: &str) -> Result<(), Trouble> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Trouble::resources(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes one JSON object to standard output.
///
/// # Errors
/// When it cannot be written.
pub fn json(object: &impl serde::Serialize) -> Result<(), Trouble> {
    let text = serde_json::to_string_pretty(object).map_err(|error| Trouble::resources(error.to_string()))?;
    data(&(text + "\n"))
}

/// Says something on standard error. When nobody can hear it, the work goes on.
pub fn note(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Shows what clap has to say: help and version on standard output, a refusal on standard error.
pub fn show(refusal: &clap::Error) -> Ending {
    let _ = refusal.print();
    if refusal.use_stderr() { Ending::BadInput } else { Ending::Done }
}

/// Whether standard error is read by a person at a terminal that can move its cursor.
pub fn is_live() -> bool {
    io::stderr().is_terminal() && !is_dumb()
}

/// Whether words on standard error may be coloured.
pub fn colour() -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    set("CLICOLOR_FORCE").is_some_and(|value| value != "0") || is_live()
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}
