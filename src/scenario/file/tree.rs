//! TOML as a tree in which every key and value remembers where it was written.

use super::problem::Problems;
use super::source::Origin;
use super::syntax;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where.
    pub origin: Origin,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A date, a time or both, as written.
    Date(String),
    /// An array.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

/// A table, by key.
pub type Table = BTreeMap<String, Item>;

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where the key was written.
    pub key: Origin,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The table, if this is one.
    pub fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    /// Where the value of `key` is written in this table, or else the table itself.
    pub fn origin_of(&self, key: &str) -> Origin {
        self.table().and_then(|table| table.get(key)).map_or(self.origin, |item| item.node.origin)
    }

    /// The type in a reader's words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "text",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The node as a plain TOML value, without origins.
    pub fn to_toml(&self) -> toml::Value {
        match &self.value {
            Value::Text(text) | Value::Date(text) => toml::Value::String(text.clone()),
            Value::Integer(number) => toml::Value::Integer(*number),
            Value::Float(number) => toml::Value::Float(*number),
            Value::Boolean(truth) => toml::Value::Boolean(*truth),
            Value::List(nodes) => toml::Value::Array(nodes.iter().map(Node::to_toml).collect()),
            Value::Table(table) => {
                toml::Value::Table(table.iter().map(|(key, item)| (key.clone(), item.node.to_toml())).collect())
            }
        }
    }

    /// A plain TOML value as a node, every part of which is said to come from `origin`.
    pub fn from_toml(value: &toml::Value, origin: Origin) -> Self {
        let value = match value {
            toml::Value::String(text) => Value::Text(text.clone()),
            toml::Value::Integer(number) => Value::Integer(*number),
            toml::Value::Float(number) => Value::Float(*number),
            toml::Value::Boolean(truth) => Value::Boolean(*truth),
            toml::Value::Datetime(date) => Value::Date(date.to_string()),
            toml::Value::Array(values) => Value::List(values.iter().map(|v| Self::from_toml(v, origin)).collect()),
            toml::Value::Table(table) => Value::Table(
                table
                    .iter()
                    .map(|(k, v)| (k.clone(), Item { key: origin, node: Self::from_toml(v, origin) }))
                    .collect(),
            ),
        };
        Self { value, origin }
    }

    /// Lays `over` on top of this node: tables key by key, everything else replaced whole.
    pub fn overlaid(self, over: Node) -> Node {
        match (self.value, over.value) {
            (Value::Table(mut table), Value::Table(above)) => {
                for (key, item) in above {
                    let node = match table.remove(&key) {
                        Some(below) => below.node.overlaid(item.node),
                        None => item.node,
                    };
                    table.insert(key, Item { key: item.key, node });
                }
                Node { value: Value::Table(table), origin: over.origin }
            }
            (_, value) => Node { value, origin: over.origin },
        }
    }
}

/// Reads a whole TOML text, number `source`. What cannot be read is noted and left out.
pub fn parse_document(text: &str, source: usize, problems: &Problems) -> Node {
    let (document, errors) = DeTable::parse_recoverable(text);
    note(errors, text, source, problems);
    let origin = Origin::new(source, document.span());
    Node { value: table(document.get_ref(), &Reading { source, offset: 0, problems }), origin }
}

/// Reads a single TOML value that begins `offset` bytes into text number `source`; `None` if it is not TOML.
pub fn parse_value(text: &str, source: usize, offset: usize, problems: &Problems) -> Option<Node> {
    let value = DeValue::parse(text).ok()?;
    node(&value, &Reading { source, offset, problems })
}

/// Notes the first of these errors; what follows it is mostly its echo.
fn note(errors: Vec<toml::de::Error>, text: &str, source: usize, problems: &Problems) {
    let Some(error) = errors.into_iter().next() else { return };
    let span = error.span().unwrap_or(0..text.len());
    let broken = syntax::line_at(text, span.start).and_then(syntax::Broken::of);
    let (reason, help) = match &broken {
        Some(broken) => broken.told(),
        None => (error.message().trim().to_string(), syntax::help(error.message())),
    };
    problems.add(Origin::new(source, span), format!("this is not TOML: {reason}"), help);
    if broken.is_some() {
        problems.cannot_go_on();
    }
}

struct Reading<'a> {
    source: usize,
    offset: usize,
    problems: &'a Problems,
}

impl Reading<'_> {
    fn origin<T>(&self, spanned: &Spanned<T>) -> Origin {
        Origin::new(self.source, self.offset + spanned.span().start..self.offset + spanned.span().end)
    }
}

fn table(table: &DeTable, reading: &Reading) -> Value {
    let items = table.iter().filter_map(|(key, value)| {
        Some((key.get_ref().to_string(), Item { key: reading.origin(key), node: node(value, reading)? }))
    });
    Value::Table(items.collect())
}

fn node(spanned: &Spanned<DeValue>, reading: &Reading) -> Option<Node> {
    let origin = reading.origin(spanned);
    let too_large = || reading.problems.add(origin, "this number is too large to be held", None);
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).map_err(|_| too_large()).ok()?)
        }
        DeValue::Float(number) => Value::Float(number.as_str().parse().map_err(|_| too_large()).ok()?),
        DeValue::Boolean(truth) => Value::Boolean(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(values) => Value::List(values.iter().filter_map(|value| node(value, reading)).collect()),
        DeValue::Table(below) => table(below, reading),
    };
    Some(Node { value, origin })
}
