//! The whole scenario as TOML, every value with where it comes from.

use super::designs::{BLANK, Designs};
use super::layers::Layers;
use super::problem::Problems;
use super::source::{Origin, SourceKind};
use super::tree::{Item, Node, Table, Value};
use crate::scenario::Scenario;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Tables of a scenario in the order in which they are written.
const ORDER: [&str; 10] =
    ["schema_version", "report", "experiment", "place", "structure", "parameters", "design", "arm", "shock", "sweep"];

/// The scenario with all layers merged, as TOML that reads back as the same scenario, sweeps included. A comment behind each value names its origin: `default`, `FILE:LINE` or `--set`.
pub fn resolved(scenario: &Scenario) -> String {
    let layers = &scenario.layers;
    let writer = Writer { layers };
    let mut out = String::new();
    let Some(root) = layers.root.table() else { return out };
    for key in ORDER {
        if key == "design" {
            writer.table(&mut out, "design", &designs(scenario));
        } else if let Some(item) = root.get(key).filter(|item| !is_empty(item)) {
            writer.item(&mut out, "", key, item);
        }
    }
    out
}

/// Whether this is a list of nothing, such as shocks that were all taken away: behind tables it would belong to the last.
fn is_empty(item: &Item) -> bool {
    matches!(&item.node.value, Value::List(nodes) if nodes.is_empty())
}

/// Every design in use with its ancestors, each with its own values and its parent. What the blank design gives is
/// written out in its children.
fn designs(scenario: &Scenario) -> Table {
    let names = Designs::of(&scenario.layers, &Problems::default());
    let lines: BTreeSet<_> = scenario.designs.keys().flat_map(|id| names.line(id)).filter(|&id| id != BLANK).collect();
    let written = lines.into_iter().filter_map(|id| {
        let node = names.with_parent(id)?;
        Some((id.to_string(), Item { key: node.origin, node }))
    });
    written.collect()
}

struct Writer<'a> {
    layers: &'a Layers,
}

impl Writer<'_> {
    /// A key with its value: a line for plain values, headers for tables and lists of tables.
    fn item(&self, out: &mut String, prefix: &str, key: &str, item: &Item) {
        let path = if prefix.is_empty() { quoted(key) } else { format!("{prefix}.{}", quoted(key)) };
        match &item.node.value {
            Value::Table(table) => self.table(out, &path, table),
            Value::List(nodes) if nodes.iter().any(|node| node.table().is_some()) => {
                for table in nodes.iter().filter_map(Node::table) {
                    let _ = writeln!(out, "\n[[{path}]]");
                    self.body(out, &path, table);
                }
            }
            _ => {
                let _ = writeln!(out, "{} = {}  # {}", quoted(key), item.node.to_toml(), self.origin(item.node.origin));
            }
        }
    }

    fn table(&self, out: &mut String, path: &str, table: &Table) {
        let only_tables = table.values().all(|item| item.node.table().is_some());
        if !only_tables || table.is_empty() {
            let _ = writeln!(out, "\n[{path}]");
        }
        self.body(out, path, table);
    }

    /// Plain values first, as TOML demands, then what has headers of its own.
    fn body(&self, out: &mut String, path: &str, table: &Table) {
        let has_header = |item: &Item| match &item.node.value {
            Value::Table(_) => true,
            Value::List(nodes) => nodes.iter().any(|node| node.table().is_some()),
            _ => false,
        };
        let (below, plain): (Vec<_>, Vec<_>) = table.iter().partition(|(_, item)| has_header(item));
        for (key, item) in plain.into_iter().chain(below) {
            self.item(out, path, key, item);
        }
    }

    fn origin(&self, origin: Origin) -> String {
        let source = self.layers.sources.source(origin);
        match source.kind {
            SourceKind::BuiltIn => "default".to_string(),
            SourceKind::Setting => source.name.clone(),
            SourceKind::File => format!("{}:{}", source.name, self.layers.sources.locate(origin).line),
        }
    }
}

/// A key as TOML writes it: bare where it may be.
fn quoted(key: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !key.is_empty() && key.chars().all(bare) { key.to_string() } else { toml::Value::from(key).to_string() }
}
