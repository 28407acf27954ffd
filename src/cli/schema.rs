//! `schema`: the JSON Schema of a scenario file, for editors.

use crate::cli::ending::{Ending, Trouble};
use crate::cli::terminal;
use crate::scenario::schema;

/// Print the JSON Schema of a scenario file, which its first line (#:schema FILE) shows to editors
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {}

/// Prints the schema.
pub(super) fn run(_: &Arguments) -> Result<Ending, Trouble> {
    terminal::data(&text()?)?;
    Ok(Ending::Done)
}

/// The schema as it lies in a file.
pub(super) fn text() -> Result<String, Trouble> {
    let json = serde_json::to_string_pretty(&schema::of_scenario());
    json.map(|text| text + "\n").map_err(|error| Trouble::resources(error.to_string()))
}
