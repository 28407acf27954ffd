//! What is wrong with a scenario, said so that a person can put it right.

use super::source::{Origin, Sources};
use crate::units::Refusal;
use std::cell::{Cell, RefCell};
use std::fmt::{self, Write};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The stretch of text that is wrong.
    pub origin: Origin,
    /// What is wrong with it.
    pub reason: String,
    /// What would be right, when that can be said.
    pub help: Option<String>,
}

/// Problems as they are found. Reading goes on after each, so that all of a file are reported at once.
#[derive(Debug, Default)]
pub struct Problems {
    found: RefCell<Vec<Problem>>,
    /// Whether a text broke off in a way that makes all that is said of the rest its echo.
    broken: Cell<bool>,
}

impl Problems {
    /// Notes a problem.
    pub fn add(&self, origin: Origin, reason: impl Into<String>, help: impl Into<Option<String>>) {
        self.found.borrow_mut().push(Problem { origin, reason: reason.into(), help: help.into() });
    }

    /// Notes a value that was refused.
    pub fn refuse(&self, origin: Origin, refusal: Refusal) {
        self.add(origin, refusal.reason, format!("expected {}", refusal.right));
    }

    /// Notes the value's problem, if it has one, and gives the value otherwise.
    pub fn keep<T>(&self, origin: Origin, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| self.refuse(origin, refusal)).ok()
    }

    /// Says that what is found from here on would be an echo of what has been noted.
    pub fn cannot_go_on(&self) {
        self.broken.set(true);
    }

    /// Whether nothing more can be said before what has been noted is put right.
    pub fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// Whether none has been noted.
    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All problems in the order of the texts, each once.
    pub fn into_sorted(self) -> Vec<Problem> {
        let mut problems = self.found.into_inner();
        problems.sort();
        problems.dedup();
        problems
    }
}

/// All that is wrong with a scenario. Nothing was run.
#[derive(Clone, Debug)]
pub struct Report {
    sources: Sources,
    problems: Vec<Problem>,
}

impl Report {
    /// A report of `problems`, of which there is at least one, found in `sources`.
    pub(super) fn new(sources: Sources, problems: Vec<Problem>) -> Self {
        Self { sources, problems }
    }

    /// The problems, in the order of the texts.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// `FILE:LINE:COLUMN` of a problem of this report.
    pub fn location(&self, problem: &Problem) -> String {
        self.sources.locate(problem.origin).to_string()
    }

    /// The report for a terminal: each problem with its place first, the line underlined, the reason and what would
    /// be right. `colour` adds emphasis and no meaning; whether it is wanted is for the caller to find out.
    pub fn render(&self, colour: bool) -> String {
        let paint = Paint { colour };
        let rendered: Vec<_> = self.problems.iter().map(|problem| self.render_one(problem, &paint)).collect();
        rendered.join("\n")
    }

    fn render_one(&self, problem: &Problem, paint: &Paint) -> String {
        let at = self.sources.locate(problem.origin);
        let mut out = format!("{}: {}\n", paint.bold(&at.to_string()), paint.red(&problem.reason));
        let gutter = " ".repeat(at.line.to_string().len());
        if !at.text.trim().is_empty() {
            let (text, column) = excerpt(at.text, at.column);
            let lead: String =
                text.chars().take(column - 1).map(|letter| if letter == '\t' { '\t' } else { ' ' }).collect();
            let room = (text.chars().count() + 1).saturating_sub(column).max(1);
            let marks = "^".repeat(at.length.clamp(1, room));
            let _ = writeln!(out, "  {} | {text}\n  {gutter} | {lead}{}", at.line, paint.red(&marks));
        }
        if let Some(help) = &problem.help {
            let _ = writeln!(out, "  {gutter} = {help}");
        }
        out
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}

/// The part of a long line around `column`, and the column in that part.
fn excerpt(line: &str, column: usize) -> (String, usize) {
    const WIDEST: usize = 160;
    const BEFORE: usize = 40;
    if line.chars().count() <= WIDEST {
        return (line.to_string(), column);
    }
    let skipped = column.saturating_sub(BEFORE + 1);
    (line.chars().skip(skipped).take(WIDEST).collect(), column - skipped)
}

struct Paint {
    colour: bool,
}

impl Paint {
    fn bold(&self, text: &str) -> String {
        self.with(text, "1")
    }

    fn red(&self, text: &str) -> String {
        self.with(text, "31")
    }

    fn with(&self, text: &str, code: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }
}
