//! Where a run begins: in a folder of its own with an empty journal, or where an interrupted one stopped.

use crate::analysis::words::counted;
use crate::cli::conduct::{Job, cannot_write};
use crate::cli::ending::Trouble;
use crate::cli::folder;
use crate::cli::log::Log;
use crate::cli::terminal;
use crate::experiment::fingerprint;
use crate::experiment::journal::{self, Head, Journal, JournalError};
use crate::experiment::manifest;
use crate::experiment::run::Trial;
use crate::scenario::file;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// An output folder in which trials can be kept.
pub(super) struct Beginning {
    /// The folder.
    pub folder: PathBuf,
    /// Its journal.
    pub journal: Journal,
    /// Its log.
    pub log: Log,
    /// Trials that have been lived before.
    pub lived: Vec<Trial>,
}

impl Beginning {
    /// Makes the folder of a job, or takes up the one that it goes on in.
    ///
    /// # Errors
    /// When the folder cannot be used, or its journal is not of this job.
    pub fn of(job: &Job) -> Result<Self, Trouble> {
        let head = Head::of(&job.plan, manifest::VERSION, &fingerprint::of_scenario(&job.scenario));
        match job.options.resumed()? {
            Some(folder) => go_on(folder, &head, job.options.quiet),
            None => begin(job, &head),
        }
    }
}

fn begin(job: &Job, head: &Head) -> Result<Beginning, Trouble> {
    let folder = folder::make(job.options.out.as_deref(), job.options.force, &job.scenario.id)?;
    let cannot = |what: &'static str| move |error: std::io::Error| (what, error);
    let begun = || {
        let log = Log::begin(&folder).map_err(cannot("log"))?;
        let resolved = file::resolved(&job.scenario);
        std::fs::write(folder.join("scenario.resolved.toml"), resolved).map_err(cannot("scenario.resolved.toml"))?;
        Ok((log, Journal::begin(&folder, head).map_err(cannot("journal"))?))
    };
    let (log, journal) = begun().map_err(|(what, error)| cannot_write(what, &folder, &error))?;
    Ok(Beginning { journal, log, lived: Vec::new(), folder })
}

fn go_on(folder: &Path, head: &Head, quiet: bool) -> Result<Beginning, Trouble> {
    let refused = |error: JournalError| Trouble::input(format!("cannot go on in {}: {error}", folder.display()));
    let read = journal::read(folder).map_err(|error| match error {
        JournalError::File { source, .. } if source.kind() != ErrorKind::NotFound => {
            cannot_write("journal", folder, &source)
        }
        other => refused(other),
    })?;
    head.goes_on(&read.head).map_err(refused)?;
    let log = Log::go_on(folder).map_err(|error| cannot_write("log", folder, &error))?;
    let journal = Journal::go_on(folder).map_err(|error| cannot_write("journal", folder, &error))?;
    let mut words = format!("going on: {} in the journal", counted(read.trials.len(), "finished trial"));
    if read.damaged > 0 {
        words += &format!("; {} left out", counted(read.damaged, "damaged line"));
    }
    log.line(&words);
    if !quiet {
        terminal::note(&words);
    }
    Ok(Beginning { folder: folder.to_path_buf(), journal, log, lived: read.trials })
}
