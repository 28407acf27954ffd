//! Sweeps: the axes of a scenario, and the scenario at any point of them.

use super::check;
use super::layers::Layers;
use super::problem::{Problem, Problems, Report};
use super::range;
use super::section::Section;
use super::source::{Origin, SourceKind};
use super::tree::{Node, Value};
use super::values::{choice, text, wrong_type};
use crate::scenario::register::Register;
use crate::scenario::{Scenario, Sweep, SweepAxis, SweepMethod};

/// The whole check of a scenario, the values of its sweep included.
pub fn checked(id: &str, layers: Layers) -> Result<Scenario, Report> {
    let problems = layers.problems();
    if layers.broken {
        return Err(Report::new(layers.sources, problems.into_sorted()));
    }
    let scenario = check::with_changes(id, &layers, &problems);
    let problems = problems.into_sorted();
    match scenario {
        Some(scenario) if problems.is_empty() => {
            let problems = try_axes(&layers);
            if problems.is_empty() { Ok(scenario) } else { Err(Report::new(layers.sources, problems)) }
        }
        _ => Err(Report::new(layers.sources, problems)),
    }
}

/// The scenario with each `(path, value)` of `point` laid over it.
pub fn at_point(scenario: &Scenario, point: &[(String, toml::Value)]) -> Result<Scenario, Report> {
    let mut layers = scenario.layers.clone();
    let problems = Problems::default();
    for (path, value) in point {
        let shown = format!("{path}={value}");
        let source = layers.sources.add("sweep", &shown, SourceKind::Setting);
        let key = Origin::new(source, 0..path.len());
        let node = Node::from_toml(value, Origin::new(source, path.len() + 1..shown.len()));
        if let Err((reason, help)) = layers.put(path, node, key) {
            problems.add(key, reason, help);
        }
    }
    let checked = check::with_changes(&scenario.id, &layers, &problems);
    match (checked, problems.into_sorted()) {
        (Some(scenario), problems) if problems.is_empty() => Ok(scenario),
        (_, problems) => Err(Report::new(layers.sources, problems)),
    }
}

/// Reads `[sweep]`, without trying its values.
pub fn read(root: &Section, problems: &Problems) -> Option<Sweep> {
    let table = root.section("sweep", "[sweep]")?;
    let method = table.required("method", choice::<SweepMethod>, "method = \"grid\"");
    let one_at_a_time = method == Some(SweepMethod::OneAtATime);
    let axes = match table.item("axis").map(|item| &item.node) {
        Some(Node { value: Value::List(nodes), .. }) if one_at_a_time => {
            nodes.iter().flat_map(|node| ends(node, problems)).collect()
        }
        Some(Node { value: Value::List(nodes), .. }) => nodes.iter().filter_map(|node| axis(node, problems)).collect(),
        Some(node) => {
            problems.refuse(node.origin, wrong_type(node, "[[sweep.axis]] in double brackets"));
            return None;
        }
        None => Vec::new(),
    };
    if table.item("axis").is_none() {
        table.missing("axis", "[[sweep.axis]] with path and values, or from, to and step");
    }
    table.finish();
    Some(Sweep { method: method?, axes })
}

/// An axis of which no values need be said: then its path names an uncertain parameter, or the beginning of several,
/// and each goes to the two ends of its range.
fn ends(node: &Node, problems: &Problems) -> Vec<SweepAxis> {
    let Some(table) = Section::of(node, "[[sweep.axis]]", problems) else { return Vec::new() };
    if ["values", "from", "to"].into_iter().any(|key| table.item(key).is_some()) {
        return axis(node, problems).into_iter().collect();
    }
    let path = table.required("path", text, "path = \"parameters.falls\"");
    table.finish();
    let Some(path) = path else { return Vec::new() };
    let register = Register::built_in();
    let below = |key: &str| match path.strip_prefix("parameters.") {
        Some(name) => key == name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')),
        None => path == "parameters",
    };
    let found = register.entries().iter().filter(|entry| below(&entry.key) && entry.has_a_range());
    let axes: Vec<SweepAxis> =
        found.map(|entry| SweepAxis { path: format!("parameters.{}", entry.key), values: entry.ends() }).collect();
    if axes.is_empty() {
        let name = path.strip_prefix("parameters.").unwrap_or(&path);
        let help = register.suggestion(name).unwrap_or_else(|| "give it `values`, or name parameters".to_string());
        problems.add(table.origin_of("path"), format!("no parameter with a range is called `{name}`"), help);
    }
    axes
}

fn axis(node: &Node, problems: &Problems) -> Option<SweepAxis> {
    let table = Section::of(node, "[[sweep.axis]]", problems)?;
    let path = table.required("path", text, "path = \"design.integrated-care-team.meeting.every\"");
    let values = range::values(&table, problems);
    table.finish();
    Some(SweepAxis { path: path?, values: values.iter().map(Node::to_toml).collect() })
}

/// Lays every value of every axis over the scenario by itself and gives the problems that this brings.
fn try_axes(layers: &Layers) -> Vec<Problem> {
    let found = Problems::default();
    for (path, key, nodes) in axes(layers) {
        for node in &nodes {
            let trial = Problems::default();
            let mut changed = layers.clone();
            match changed.put(&path, node.clone(), key) {
                Err((reason, help)) => found.add(key, reason, help),
                Ok(()) => drop(check::with_changes("", &changed, &trial)),
            }
            for problem in trial.into_sorted() {
                let elsewhere = problem.origin != node.origin && problem.origin != key;
                let origin = if elsewhere { node.origin } else { problem.origin };
                found.add(origin, problem.reason, problem.help);
            }
        }
    }
    found.into_sorted()
}

/// Path, its place and the values of every axis in the tree.
fn axes(layers: &Layers) -> Vec<(String, Origin, Vec<Node>)> {
    let axes = layers.root.table().and_then(|root| root.get("sweep")?.node.table()?.get("axis"));
    let Some(Value::List(axes)) = axes.map(|item| &item.node.value) else { return Vec::new() };
    let seen = Problems::default(); // the check has told them already
    let read = axes.iter().filter_map(|axis| {
        let table = Section::of(axis, "[[sweep.axis]]", &seen)?;
        let path = table.optional("path", text)?;
        // An axis without values goes to the ends of the register, which its own test tries.
        let valued = ["values", "from", "to"].into_iter().any(|key| table.item(key).is_some());
        let values = if valued { range::values(&table, &seen) } else { Vec::new() };
        Some((path, table.origin_of("path"), values))
    });
    read.collect()
}
