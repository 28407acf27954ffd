//! The comparison as one self-contained page that opens anywhere, with a strip for each row.

use crate::analysis::validation::{Row, Verdict};
use crate::report::error::ReportError;
use crate::report::limit::Limit;
use crate::report::validation::strip::{LENGTH, Strip};
use crate::report::validation::{Made, words};
use askama::Template;

#[derive(Template)]
#[template(path = "validation.html")]
struct Page<'a> {
    /// What a quick run says before anything else.
    rough: Option<[&'static str; 2]>,
    summary: String,
    rule: &'static str,
    made: Vec<String>,
    counts: Vec<words::Counted>,
    groups: Vec<Group<'a>>,
    cannot_say: Vec<Limit>,
    out_of_scope: Vec<&'a Row>,
    length: f64,
}

struct Group<'a> {
    name: String,
    rows: Vec<Shown<'a>>,
}

struct Shown<'a> {
    row: &'a Row,
    target: String,
    model: String,
    strip: Option<Strip>,
    comment: &'a str,
    inside: bool,
    kind: String,
}

/// Fills the page.
///
/// # Errors
/// [`ReportError::Page`], when it cannot be filled.
pub(super) fn html(rows: &[Row], made: &Made) -> Result<String, ReportError> {
    let mut groups: Vec<Group> = Vec::new();
    for row in rows.iter().filter(|row| row.verdict != Verdict::OutOfScope) {
        let name = row.target.group.replace('_', " ");
        let shown = Shown {
            row,
            target: words::target(row),
            model: words::model(row),
            strip: Strip::of(row),
            comment: words::comment(row, made),
            inside: row.verdict == Verdict::Inside,
            kind: words::kind(row),
        };
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.rows.push(shown),
            None => groups.push(Group { name, rows: vec![shown] }),
        }
    }
    let page = Page {
        rough: made.quick.then_some([words::ROUGH, words::ROUGH_MEANS]),
        summary: words::summary(rows),
        rule: words::RULE,
        made: words::made(made),
        counts: words::counts(rows),
        groups,
        cannot_say: words::cannot_say(rows, made),
        out_of_scope: rows.iter().filter(|row| row.verdict == Verdict::OutOfScope).collect(),
        length: LENGTH,
    };
    Ok(page.render()?)
}
