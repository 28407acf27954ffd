//! The output folder: found or made without ever overwriting what somebody has not given up.

use crate::cli::ending::Trouble;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where runs go that were not told where to go.
const OUTPUT: &str = "output";
/// Numbers have three digits, and more beyond.
const MOST: u32 = 999_999;
/// All that a run writes into its folder.
const WRITTEN: [&str; 12] = [
    "journal",
    "tables",
    "figures",
    "summary.csv",
    "summary.json",
    "manifest.json",
    "scenario.resolved.toml",
    "report.html",
    "log",
    "calibration.toml",
    "calibration.md",
    "overlay.toml",
];

/// Makes the folder of a run: the one asked for, or the next free number of the scenario.
///
/// # Errors
/// When the folder exists and is not to be replaced, or cannot be made.
pub fn make(asked: Option<&Path>, force: bool, scenario: &str) -> Result<PathBuf, Trouble> {
    match asked {
        Some(folder) if folder.exists() => replace(folder, force),
        Some(folder) => std::fs::create_dir_all(folder).map_err(|error| cannot("make", folder, &error)),
        None => return next(scenario),
    }?;
    Ok(asked.unwrap_or(Path::new(OUTPUT)).to_path_buf())
}

/// The next free number. Making the folder is what takes the number, so that two runs never share one.
fn next(scenario: &str) -> Result<PathBuf, Trouble> {
    let output = Path::new(OUTPUT);
    std::fs::create_dir_all(output).map_err(|error| cannot("make", output, &error))?;
    for number in 1..=MOST {
        let folder = output.join(format!("{scenario}-{number:03}"));
        match std::fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(cannot("make", &folder, &error)),
        }
    }
    Err(Trouble::resources(format!("every number up to {MOST} is taken in {}; choose with --out", output.display())))
}

/// Empties the folder of an earlier run, if that is wished and it is one.
fn replace(folder: &Path, force: bool) -> Result<(), Trouble> {
    let shown = folder.display();
    if !force {
        return Err(Trouble::input(format!(
            "{shown} exists already; choose another folder with --out, or replace it with --force"
        )));
    }
    let entries = std::fs::read_dir(folder).map_err(|error| match error.kind() {
        ErrorKind::NotADirectory => Trouble::input(format!("{shown} is a file; choose a folder with --out")),
        _ => cannot("read", folder, &error),
    })?;
    let names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    if let Some(other) = names.iter().find(|name| WRITTEN.iter().all(|written| *name != *written)) {
        let other = other.to_string_lossy();
        return Err(Trouble::input(format!(
            "{shown} holds `{other}`, which no run has written; --force replaces only folders of earlier runs"
        )));
    }
    for name in names {
        let path = folder.join(name);
        let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        removed.map_err(|error| cannot("remove", &path, &error))?;
    }
    Ok(())
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::resources(format!("cannot {what} {}: {error}", path.display()))
}
