//! What can go wrong while a report is written, said for people.

use std::path::{Path, PathBuf};

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A table could not be put into its file format.
    #[error("cannot write the table {}: {reason}", path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// What the format said.
        reason: String,
    },
    /// A figure could not be drawn.
    #[error("cannot draw the figure {name}: {reason}")]
    Figure {
        /// Name of the figure.
        name: String,
        /// What the drawing said.
        reason: String,
    },
    /// The page could not be filled.
    #[error("cannot fill the page: {0}")]
    Page(#[from] askama::Error),
}

/// Writes a whole file.
///
/// # Errors
/// [`ReportError::Write`], naming the file.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), ReportError> {
    std::fs::write(path, content).map_err(|source| ReportError::Write { path: path.to_path_buf(), source })
}

/// Makes a folder and those above it.
///
/// # Errors
/// [`ReportError::Write`], naming the folder.
pub fn make_folder(path: &Path) -> Result<(), ReportError> {
    std::fs::create_dir_all(path).map_err(|source| ReportError::Write { path: path.to_path_buf(), source })
}
