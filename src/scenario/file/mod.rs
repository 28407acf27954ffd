//! Reading scenario files: layers, checks and the report of all that is wrong.

mod arm;
mod budget;
mod changes;
mod check;
mod design;
mod designs;
mod layers;
pub mod local;
mod place;
mod precision;
mod problem;
mod range;
mod resolved;
mod section;
mod source;
mod sweep;
mod syntax;
mod tree;
mod values;
mod working;

pub use layers::Layers;
pub use problem::{Problem, Report};
pub use resolved::resolved;

use super::Scenario;
use std::path::{Path, PathBuf};

/// Reads a scenario file, lays `overlays` over it, applies `sets` (each `path=value`) and checks the result.
///
/// # Errors
/// A report of everything that is wrong, each problem with file, line and column.
pub fn read(path: &Path, overlays: &[PathBuf], sets: &[String]) -> Result<Scenario, Report> {
    let id = path.file_stem().map_or_else(|| "scenario".into(), |stem| stem.to_string_lossy().into_owned());
    sweep::checked(&id, Layers::read(path, overlays, sets)?)
}

/// As [`read`], for a scenario whose text is at hand, such as one that is built into the program.
///
/// # Errors
/// As [`read`].
pub fn read_text(name: &str, text: &str, sets: &[String]) -> Result<Scenario, Report> {
    let id = Path::new(name).file_stem().map_or_else(|| name.into(), |stem| stem.to_string_lossy().into_owned());
    sweep::checked(&id, Layers::of_text(name, text, sets)?)
}

impl Scenario {
    /// Whether the value at a dotted path of tables is a default, written in no file and set by no option.
    pub fn is_default(&self, path: &str) -> bool {
        self.layers.is_default(path)
    }

    /// This scenario at one point of a sweep: each `(path, value)` laid over it, then checked again.
    ///
    /// # Errors
    /// A report when a path leads nowhere or a value makes no sense there.
    pub fn at_point(&self, point: &[(String, toml::Value)]) -> Result<Scenario, Report> {
        sweep::at_point(self, point)
    }
}
