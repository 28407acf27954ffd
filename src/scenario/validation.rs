//! What others have measured and the model is held against: figures with their sources, which of them the model can speak
//! to and how, and what is said of misses. Nothing in here enters the model, and nothing is fitted to it.

use crate::scenario::probes::Probed;
use std::collections::{BTreeMap, BTreeSet};

/// The figures, as they were published.
pub const TARGETS: &str = include_str!("data/validation.csv");
const SCOPE: &str = include_str!("../../docs/validation_scope.csv");
const ROWS: &str = include_str!("../../docs/validation_rows.csv");
const COMMENTS: &str = include_str!("../../docs/validation_comments.csv");
const VALIDATED: &str = include_str!("data/validated.csv");
/// The worlds in which the rows are measured, as a scenario.
pub const WORLDS: &str = include_str!("data/validation.toml");
/// The worlds of patterns 1, 2 and 4.
pub const PATTERNS: &str = include_str!("data/patterns.toml");
/// The worlds of pattern 3.
pub const FIRST_YEAR: &str = include_str!("data/first_year.toml");

/// One published figure.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Target {
    /// Identity, such as `val_readm_65`.
    pub id: String,
    /// Subject.
    pub group: String,
    /// What was measured.
    pub description: String,
    /// The figure.
    pub value: f64,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// Unit, in the words of the source.
    pub unit: String,
    /// In whom it was measured.
    pub population: String,
    /// `verified` or `unchecked`.
    pub status: String,
    /// The source in words.
    pub source: String,
    /// DOI or address.
    #[serde(rename = "doi_or_url")]
    pub link: String,
    /// What to bear in mind.
    pub note: String,
}

impl Target {
    /// Whether it is a ratio, whose mean is taken in logarithms.
    pub fn is_ratio(&self) -> bool {
        self.unit.ends_with("ratio")
    }
}

/// How a row is measured in the model.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Measure {
    /// The row.
    pub id: String,
    /// `validation`, or `consistency` where inputs imply much of the figure.
    pub kind: String,
    /// In which world and when.
    pub world: String,
    /// How.
    pub measured: String,
}

/// What is written beside a row.
#[derive(Clone, Debug, serde::Deserialize)]
struct Comment {
    id: String,
    /// `yes` for a row that came inside with mends of the model by people who had seen it; empty for all others.
    inside_after_mends: String,
    comment: String,
}

/// A row as it stood when `mdtsim validate` was last run.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Validated {
    /// The row.
    pub id: String,
    /// What was measured.
    pub description: String,
    /// The published figure.
    pub target: f64,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// The model's figure; none if nothing could be measured.
    pub model: Option<f64>,
    /// Lower end of the model's interval.
    pub model_low: Option<f64>,
    /// Upper end of the model's interval.
    pub model_high: Option<f64>,
    /// Whether the row is inside.
    pub inside: bool,
}

impl Validated {
    /// Whether the model was compared and missed.
    pub fn is_missed(&self) -> bool {
        self.model.is_some() && !self.inside
    }
}

/// The rows in scope, as they stood when `mdtsim validate` was last run; empty if it never was.
///
/// # Errors
/// In words, when the table cannot be read.
pub fn validated() -> Result<Vec<Validated>, String> {
    lines(VALIDATED)
}

/// The subject of each published figure that is built in, by row and in words.
///
/// # Errors
/// In words, when the table cannot be read.
pub fn subjects() -> Result<BTreeMap<String, String>, String> {
    Ok(targets(TARGETS)?.into_iter().map(|target| (target.id, target.group.replace('_', " "))).collect())
}

/// What is known of the rows besides their figures, by row.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Why the model cannot speak to a row.
    pub out_of_scope: BTreeMap<String, String>,
    /// How the others are measured.
    pub measures: BTreeMap<String, Measure>,
    /// What is said of a miss whose cause was traced.
    pub comments: BTreeMap<String, String>,
    /// Rows that came inside with mends of the model by people who had seen them: weaker evidence than the others
    /// (docs/decisions.md, "What the first look at validation showed, and what is inside now").
    pub inside_after_mends: BTreeSet<String>,
}

/// Reads figures.
///
/// # Errors
/// In words, when a line cannot be read.
pub fn targets(text: &str) -> Result<Vec<Target>, String> {
    lines(text)
}

/// The rows as the documents have them.
///
/// # Errors
/// In words, when a table cannot be read.
pub fn rows() -> Result<Rows, String> {
    let measures: Vec<Measure> = lines(ROWS)?;
    let probed = Probed::built_in()?;
    // Probes are measured with this very program, so that a figure that is not there yet must not stop it; a test does.
    let filled = |Comment { id, comment, .. }: &Comment| {
        let comment = probed.fill(id, comment).unwrap_or_else(|_| comment.clone());
        (id.clone(), comment)
    };
    let comments: Vec<Comment> = lines(COMMENTS)?;
    let mended = comments.iter().filter(|comment| comment.inside_after_mends == "yes");
    Ok(Rows {
        out_of_scope: lines::<(String, String)>(SCOPE)?.into_iter().collect(),
        measures: measures.into_iter().map(|measure| (measure.id.clone(), measure)).collect(),
        comments: comments.iter().map(filled).collect(),
        inside_after_mends: mended.map(|comment| comment.id.clone()).collect(),
    })
}

/// The lines of a table after its first, but for those that begin with `#`.
pub(super) fn lines<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>, String> {
    let lines = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).into_deserialize();
    lines.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_either_measured_or_out_of_scope_with_a_reason_and_few_are_the_latter() {
        const MOST_OUT_OF_SCOPE: usize = 10;
        let (targets, rows) = (targets(TARGETS).unwrap(), rows().unwrap());
        assert_eq!(targets.len(), 48);
        for Target { id, .. } in &targets {
            assert!(rows.measures.contains_key(id) != rows.out_of_scope.contains_key(id), "{id}");
        }
        assert_eq!(rows.measures.len() + rows.out_of_scope.len(), targets.len());
        assert!(rows.out_of_scope.len() <= MOST_OUT_OF_SCOPE);
        assert!(rows.out_of_scope.values().all(|reason| reason.len() > 40));
        let known = |id: &String| targets.iter().any(|target| target.id == *id);
        assert!(rows.comments.keys().all(known));
        assert!(rows.measures.values().all(|row| ["validation", "consistency"].contains(&row.kind.as_str())));
    }

    #[test]
    fn every_figure_that_a_comment_quotes_was_measured() {
        let probed = Probed::built_in().unwrap();
        for Comment { id, inside_after_mends, comment } in lines(COMMENTS).unwrap() {
            assert!(["", "yes"].contains(&inside_after_mends.as_str()), "{id}: {inside_after_mends}");
            probed.fill(&id, &comment).unwrap_or_else(|missing| panic!("{missing}; run make probes"));
        }
    }

    #[test]
    fn what_was_validated_last_is_of_rows_in_scope() {
        let rows = rows().unwrap();
        assert!(validated().unwrap().iter().all(|row| rows.measures.contains_key(&row.id)));
    }

    #[test]
    fn every_row_that_is_measured_has_an_interval_to_lie_in() {
        let rows = rows().unwrap();
        for target in targets(TARGETS).unwrap().iter().filter(|target| rows.measures.contains_key(&target.id)) {
            let (low, high) = (target.low.unwrap(), target.high.unwrap());
            assert!(low <= target.value && target.value <= high, "{}", target.id);
        }
    }
}
