//! `explain`: what a parameter means, what it is worth and where its value comes from.

use crate::cli::ending::{Ending, Trouble};
use crate::cli::parameters::{range, source};
use crate::cli::terminal;
use crate::scenario::register::{Entry, EvidenceRow, Register};
use crate::scenario::structure;
use serde::Serialize;
use std::fmt::Write;

/// Explain a parameter: value, unit, range, state of the evidence, meaning and sources
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Key of a parameter such as falls.rate.age_65_69, or the beginning of several, such as falls
    parameter: String,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Explained<'a> {
    format: &'static str,
    parameters: Vec<Parameter<'a>>,
}

#[derive(Serialize)]
struct Parameter<'a> {
    key: &'a str,
    value: f64,
    unit: &'a str,
    low: Option<f64>,
    high: Option<f64>,
    fitted: Option<[f64; 2]>,
    distribution: &'a str,
    status: &'a str,
    meaning: &'a str,
    note: &'a str,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: &'a str,
    source: String,
    link: &'a str,
    status: &'a str,
    measured: &'a str,
    population: &'a str,
}

/// Explains one parameter, or lists those whose keys begin alike.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let register = Register::built_in();
    let key = arguments.parameter.trim().trim_end_matches('.');
    let found: Vec<&Entry> = match register.entry(key) {
        Some(entry) => vec![entry],
        None => below(register, key)?,
    };
    if arguments.json {
        let parameters = found.iter().map(|entry| Parameter::of(entry, register)).collect();
        terminal::json(&Explained { format: "mdtsim-explain-1", parameters })?;
    } else if let [entry] = found[..] {
        terminal::data(&explained(entry, register))?;
    } else {
        terminal::data(&listed(&found))?;
    }
    Ok(Ending::Done)
}

/// The parameters below a group such as `falls.rate`.
fn below<'a>(register: &'a Register, group: &str) -> Result<Vec<&'a Entry>, Trouble> {
    let inside = |entry: &&Entry| entry.key.strip_prefix(group).is_some_and(|rest| rest.starts_with('.'));
    let found: Vec<_> = register.entries().iter().filter(inside).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let mut groups: Vec<&str> = register.entries().iter().map(Entry::group).collect();
    groups.dedup();
    let help = register.suggestion(group).unwrap_or_else(|| format!("groups: {}", groups.join(", ")));
    Err(Trouble::input(format!("unknown parameter `{group}`; {help}")))
}

impl<'a> Parameter<'a> {
    fn of(entry: &'a Entry, register: &'a Register) -> Self {
        Self {
            key: &entry.key,
            value: entry.value,
            unit: &entry.unit,
            low: entry.low,
            high: entry.high,
            fitted: entry.fitted,
            distribution: &entry.distribution,
            status: entry.status.word(),
            meaning: &entry.meaning,
            note: &entry.note,
            sources: entry.sources(register).into_iter().map(Source::of).collect(),
        }
    }
}

impl<'a> Source<'a> {
    fn of(row: &'a EvidenceRow) -> Self {
        Self {
            id: &row.id,
            source: source(row),
            link: &row.link,
            status: &row.status,
            measured: &row.description,
            population: &row.population,
        }
    }
}

fn explained(entry: &Entry, register: &Register) -> String {
    let mut text = format!("{}\n{}\n\n", entry.key, entry.meaning);
    let mut line = |what: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{what:13} {value}");
        }
    };
    line("Value", &format!("{} {}", entry.value, entry.unit));
    line("Range", &range(entry));
    if let Some([low, high]) = entry.fitted {
        line("Fitted", &format!("by `mdtsim calibrate`, {low} to {high} (95 % given the targets)"));
    }
    line("Distribution", &entry.distribution);
    line("State", entry.status.word());
    line("Note", &entry.note);
    for row in entry.sources(register) {
        line("Source", &source(row));
        line("", &format!("{} ({}): {}", row.description, row.population, measured(row)));
        line("", &row.link);
    }
    if entry.evidence.is_empty() {
        line("Source", "none");
    }
    for (topic, choice, value) in structure::setting(&entry.key) {
        line("Otherwise", &format!("{value} with [structure] {} = \"{}\"", topic.id, choice.id));
        line("", &choice.meaning);
        line("", &choice.assumption);
        line("", &choice.evidence.join(", "));
    }
    text
}

/// What the source gives, with its range.
fn measured(row: &EvidenceRow) -> String {
    let range = if row.low.is_empty() { String::new() } else { format!(", {} to {}", row.low, row.high) };
    format!("{} {}{range} [{}]", row.value, row.unit, row.status)
}

fn listed(found: &[&Entry]) -> String {
    let key = found.iter().map(|entry| entry.key.len()).max().unwrap_or_default();
    let value = |entry: &Entry| format!("{} {}", entry.value, entry.unit);
    let width = found.iter().map(|entry| value(entry).chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for entry in found {
        let _ = writeln!(
            text,
            "{:key$}  {:width$}  {:11}  {}",
            entry.key,
            value(entry),
            entry.status.word(),
            entry.meaning
        );
    }
    text
}
