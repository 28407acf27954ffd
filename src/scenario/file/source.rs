//! The texts that a scenario is put together from, and places in them.

use std::fmt;

/// What a text is, which decides how the origin of its values is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// Defaults and designs that are built into the program.
    BuiltIn,
    /// A scenario or overlay file.
    File,
    /// A `--set` option, or a value of a sweep.
    Setting,
}

/// One text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path of the file, or `--set`.
    pub name: String,
    /// The whole text; of a file in invalid UTF-8 with the bad bytes replaced.
    pub text: String,
    /// What the text is.
    pub kind: SourceKind,
}

/// A stretch of bytes of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    source: usize,
    start: usize,
    end: usize,
}

/// Where a stretch lies, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// Name of the text.
    pub file: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line itself.
    pub text: &'a str,
    /// How many characters of that line belong to the stretch.
    pub length: usize,
}

/// All texts of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text and gives its number.
    pub fn add(&mut self, name: &str, text: &str, kind: SourceKind) -> usize {
        self.0.push(Source { name: name.to_string(), text: text.to_string(), kind });
        self.0.len() - 1
    }

    /// The text of an origin.
    pub fn source(&self, origin: Origin) -> &Source {
        &self.0[origin.source]
    }

    /// Line and column of an origin.
    pub fn locate(&self, origin: Origin) -> Location<'_> {
        let source = self.source(origin);
        let text = source.text.as_str();
        let start = floor(text, origin.start);
        let end = floor(text, origin.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Location {
            file: &source.name,
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            text: text[line_start..line_end].trim_end_matches('\r'),
            length: text[start..end.min(line_end)].chars().count(),
        }
    }
}

impl Origin {
    /// The stretch `range` of text number `source`.
    pub fn new(source: usize, range: std::ops::Range<usize>) -> Self {
        Self { source, start: range.start, end: range.end }
    }

    /// Whether both lie in one text.
    pub fn is_of_the_text_of(self, other: Origin) -> bool {
        self.source == other.source
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The last character boundary of `text` at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
