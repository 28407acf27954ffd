//! Reading a table key by key: what is asked for is read, what is left over is unknown.

use super::problem::Problems;
use super::source::Origin;
use super::tree::{Item, Node, Table};
use crate::scenario::suggest::did_you_mean;
use crate::units::Refusal;
use std::cell::RefCell;

/// A table that is being read. Problems are noted as they are met; [`Self::finish`] notes the unknown keys.
pub struct Section<'a> {
    /// How the table is called, such as `[experiment]`.
    name: String,
    table: &'a Table,
    origin: Origin,
    asked: RefCell<Vec<&'static str>>,
    problems: &'a Problems,
}

impl<'a> Section<'a> {
    /// Begins to read `node`, called `name`; `None`, with a problem noted, if it is no table.
    pub fn of(node: &'a Node, name: impl Into<String>, problems: &'a Problems) -> Option<Self> {
        let name = name.into();
        let Some(table) = node.table() else {
            problems.add(
                node.origin,
                format!("{} does not belong here", node.kind()),
                format!("expected the table {name}"),
            );
            return None;
        };
        Some(Self { name, table, origin: node.origin, asked: RefCell::default(), problems })
    }

    /// Where the table is written.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The key and its value, if the table has it.
    pub fn item(&self, key: &'static str) -> Option<&'a Item> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.get(key)
    }

    /// Where the value of `key` is written, or the table without it.
    pub fn origin_of(&self, key: &str) -> Origin {
        self.table.get(key).map_or(self.origin, |item| item.node.origin)
    }

    /// The value of `key`, if it is there and right.
    pub fn optional<T>(&self, key: &'static str, read: impl Fn(&Node) -> Result<T, Refusal>) -> Option<T> {
        let item = self.item(key)?;
        self.problems.keep(item.node.origin, read(&item.node))
    }

    /// The value of `key`; its absence is a problem, for which `example` shows what to write.
    pub fn required<T>(
        &self,
        key: &'static str,
        read: impl Fn(&Node) -> Result<T, Refusal>,
        example: &str,
    ) -> Option<T> {
        if self.item(key).is_none() {
            self.missing(key, example);
        }
        self.optional(key, read)
    }

    /// The table under `key`, if there is one.
    pub fn section(&self, key: &'static str, name: impl Into<String>) -> Option<Section<'a>> {
        self.item(key).and_then(|item| Section::of(&item.node, name, self.problems))
    }

    /// Notes that `key` is missing.
    pub fn missing(&self, key: &str, example: &str) {
        self.problems.add(self.origin, format!("`{key}` is missing in {}", self.name), format!("add {example}"));
    }

    /// Notes every key that was not asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, item) in self.table.iter().filter(|(key, _)| !asked.contains(&key.as_str())) {
            let help =
                did_you_mean(key, asked.iter().copied()).unwrap_or_else(|| format!("known here: {}", asked.join(", ")));
            self.problems.add(item.key, format!("unknown key `{key}` in {}", self.name), help);
        }
    }
}
