//! A telling as one self-contained HTML page that opens anywhere, offline and in print.

use crate::report::error::ReportError;
use crate::report::figures::DataTable;
use crate::report::life::telling::{Source, Telling};
use crate::report::limit::Limit;
use askama::Template;

#[derive(Template)]
#[template(path = "trace.html")]
struct Page<'a> {
    telling: &'a Telling,
    tables: [&'a DataTable; 2],
    cannot_say: &'a [Limit],
    made: Vec<(&'static str, String)>,
}

/// Fills the page; `version` is that of the program.
///
/// # Errors
/// [`ReportError::Page`], when it cannot be filled.
pub fn html(telling: &Telling, source: &Source, version: &str) -> Result<String, ReportError> {
    let made = vec![
        ("Program", format!("mdtsim {version}")),
        ("Scenario", source.scenario.clone()),
        ("Place", source.place.clone()),
        ("Replication, from 0", source.replication.to_string()),
        ("Seed of all luck", source.seed.to_string()),
    ];
    Ok(Page { telling, tables: [&telling.summary, &telling.visitors], cannot_say: &telling.cannot_say, made }
        .render()?)
}
