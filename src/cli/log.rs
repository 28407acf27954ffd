//! The log of a run: one line for each thing worth finding again, with its time. It is outside the promise of equal
//! bytes.

use jiff::Timestamp;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A log that is being written.
#[derive(Debug)]
pub struct Log(Mutex<File>);

impl Log {
    /// Begins the log of an output folder.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        Ok(Self(Mutex::new(File::create(folder.join("log"))?)))
    }

    /// Goes on with the log of an output folder.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn go_on(folder: &Path) -> io::Result<Self> {
        let file = File::options().append(true).create(true).open(folder.join("log"))?;
        Ok(Self(Mutex::new(file)))
    }

    /// Notes something. A log that cannot be written (a full disk) does not stop the run.
    pub fn line(&self, words: &str) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = writeln!(file, "{:.3} {words}", Timestamp::now());
    }
}
