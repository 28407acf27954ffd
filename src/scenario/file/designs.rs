//! The designs that a scenario can name: the library, the scenario's own, and what they inherit from one another.

use super::layers::Layers;
use super::problem::Problems;
use super::source::Origin;
use super::tree::{Item, Node, Table, Value};
use super::values::{is_id, text, wrong_type};
use crate::scenario::suggest::did_you_mean;
use std::collections::{BTreeMap, BTreeSet};

/// The built-in design without a team, from which every other descends.
pub const BLANK: &str = "blank";
const EXTENDS: &str = "extends";

/// The designs of a scenario before inheritance: the library, with the scenario's own laid over it.
pub struct Designs {
    tables: BTreeMap<String, Item>,
}

impl Designs {
    /// Lays the scenario's designs over the library. A design that names its parent starts from that parent alone;
    /// one that does not, and bears the name of a built-in design, changes that design key by key.
    pub fn of(layers: &Layers, problems: &Problems) -> Self {
        let mut tables = layers.library.clone();
        let root = layers.root.table();
        let Some(item) = root.and_then(|root| root.get("design")) else { return Self { tables } };
        let Some(own) = item.node.table() else {
            problems.refuse(item.node.origin, wrong_type(&item.node, "tables such as [design.integrated-care-team]"));
            return Self { tables };
        };
        for (id, item) in own {
            if !is_id(id) || id == BLANK {
                let reason = if id == BLANK { "is reserved" } else { "is not a name in kebab-case" };
                let help = "use small letters, digits and hyphens, such as `integrated-care-team`".to_string();
                problems.add(item.key, format!("`{id}` {reason}"), help);
            }
            let starts_afresh = item.node.table().is_some_and(|table| table.contains_key(EXTENDS));
            let node = match tables.remove(id) {
                Some(library) if !starts_afresh => library.node.overlaid(item.node.clone()),
                _ => item.node.clone(),
            };
            tables.insert(id.clone(), Item { key: item.key, node });
        }
        Self { tables }
    }

    /// Ids of all designs that an arm can name.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// Whether there is a design of this name.
    pub fn has(&self, id: &str) -> bool {
        self.tables.contains_key(id)
    }

    /// The whole table of a design with all that it inherits; `None` when its ancestry is broken.
    pub fn whole(&self, id: &str, problems: &Problems) -> Option<Node> {
        self.inherit(id, &mut Vec::new(), problems)
    }

    /// A design with all its ancestors, as far as they exist.
    pub fn line<'a>(&'a self, id: &'a str) -> BTreeSet<&'a str> {
        let mut line = BTreeSet::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| line.insert(*id)) {
            let table = self.tables.get(id).and_then(|item| item.node.table());
            next = match table.and_then(|table| table.get(EXTENDS)).map(|item| &item.node.value) {
                Some(Value::Text(parent)) => Some(parent),
                _ => None,
            };
        }
        line
    }

    /// A design's own table with its parent named; a child of the blank design has all that the blank one gives.
    pub fn with_parent(&self, id: &str) -> Option<Node> {
        let own = self.tables.get(id)?.node.clone();
        if own.table()?.contains_key(EXTENDS) {
            return Some(own);
        }
        let blank = self.tables.get(BLANK)?;
        let mut whole = self.inherit(id, &mut Vec::new(), &Problems::default())?;
        if let Value::Table(table) = &mut whole.value {
            let extends = Node { value: Value::Text(BLANK.to_string()), origin: blank.key };
            table.insert(EXTENDS.to_string(), Item { key: blank.key, node: extends });
        }
        Some(whole)
    }

    fn inherit<'a>(&'a self, id: &'a str, line: &mut Vec<&'a str>, problems: &Problems) -> Option<Node> {
        let mut own = self.tables.get(id)?.node.clone();
        let Value::Table(table) = &mut own.value else {
            problems.refuse(own.origin, wrong_type(&own, "a table of a design"));
            return None;
        };
        if id == BLANK {
            return Some(own);
        }
        let extends = table.remove(EXTENDS);
        give_title(id, table, own.origin);
        let Some(item) = extends else {
            return Some(self.tables.get(BLANK)?.node.clone().overlaid(own));
        };
        let parent = problems.keep(item.node.origin, text(&item.node))?;
        let Some((parent, _)) = self.tables.get_key_value(&parent) else {
            let known = did_you_mean(&parent, self.ids());
            problems.add(item.node.origin, format!("there is no design `{parent}` to extend"), known);
            return None;
        };
        line.push(id);
        if line.contains(&parent.as_str()) {
            let circle = format!("{} -> {parent}", line.join(" -> "));
            if line[0] == parent && line.iter().min() == line.first() {
                let help = "let one of them extend a design outside the circle, such as \"usual-care\"".to_string();
                problems.add(item.node.origin, format!("designs extend one another in a circle: {circle}"), help);
            }
            return None;
        }
        Some(self.inherit(parent, line, problems)?.overlaid(own))
    }
}

/// A title is not inherited: a design without one is called by its id in plain words.
fn give_title(id: &str, table: &mut Table, origin: Origin) {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    let title = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    let node = Node { value: Value::Text(title), origin };
    table.entry("title".to_string()).or_insert(Item { key: origin, node });
}
