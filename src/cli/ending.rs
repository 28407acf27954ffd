//! How a command ends, in exit codes and in words.

use crate::cli::terminal;
use crate::experiment::plan::PlanError;
use crate::experiment::run::RunError;
use crate::report::error::ReportError;
use crate::scenario::file::Report;

/// The exit codes, for `--help`.
pub const CODES: &str = "Exit codes:
  0    done
  1    the run finished and the question failed (--fail-if)
  2    the command or the scenario is wrong; nothing was run or written
  3    a trial failed; the others are kept
  4    a file could not be read or written, or something else ran out
  130  interrupted; finished trials stand in the journal";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As asked.
    Done,
    /// The run finished, and a condition of `--fail-if` holds.
    QuestionFailed,
    /// The command or the scenario is wrong.
    BadInput,
    /// At least one trial failed.
    TrialFailed,
    /// Input, output or resources.
    Resources,
    /// Somebody interrupted it.
    Interrupted,
}

impl Ending {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::QuestionFailed => 1,
            Self::BadInput => 2,
            Self::TrialFailed => 3,
            Self::Resources => 4,
            Self::Interrupted => 130,
        }
    }
}

/// Why a command could not be done.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// How the command ends.
    pub ending: Ending,
    /// What to tell.
    pub words: String,
}

impl Trouble {
    /// The command or the scenario is wrong.
    pub fn input(words: impl Into<String>) -> Self {
        Self { ending: Ending::BadInput, words: words.into() }
    }

    /// Input, output or resources.
    pub fn resources(words: impl Into<String>) -> Self {
        Self { ending: Ending::Resources, words: words.into() }
    }
}

impl From<Report> for Trouble {
    fn from(report: Report) -> Self {
        Self::input(report.render(terminal::colour()).trim_end())
    }
}

impl From<PlanError> for Trouble {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Scenario(report) => (*report).into(),
            other => Self::input(other.to_string()),
        }
    }
}

impl From<RunError> for Trouble {
    fn from(error: RunError) -> Self {
        Self::resources(error.to_string())
    }
}

impl From<ReportError> for Trouble {
    fn from(error: ReportError) -> Self {
        Self::resources(error.to_string())
    }
}
