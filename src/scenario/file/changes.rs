//! What single arms change: `[arm.set]`, settings laid over the scenario for the world of one arm alone.

use super::arm::{DESIGNS, SHOCKS, TEAMS};
use super::check;
use super::designs::Designs;
use super::layers::{Layers, called};
use super::problem::Problems;
use super::source::Origin;
use super::tree::{Item, Node, Value};
use super::values::wrong_type;
use crate::model::design::Design;
use crate::model::parameters::Parameters;
use crate::model::place_figures::PlaceFigures;
use crate::model::start::{self, Spans};
use crate::random::luck::Luck;
use crate::scenario::register::Register;
use crate::scenario::{ArmKind, Changes, Scenario};
use crate::time::{Calendar, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The key of an arm under which its changes stand.
pub const SET: &str = "set";
const DESIGN: &str = "design";
/// Where the paths begin that an arm can set; everything else is common to all arms.
const ROOTS: [&str; 3] = [DESIGN, "parameters", "shock"];

/// One setting of an arm.
struct Setting<'a> {
    path: String,
    key: Origin,
    node: &'a Node,
}

/// Reads the changes of every arm into the scenario, each checked as if it had been made for all arms.
pub fn read(scenario: &mut Scenario, layers: &Layers, problems: &Problems) {
    let Some(arms) = arm_nodes(&layers.root) else { return };
    let plain = without_changes(layers);
    let designs = Designs::of(&plain, &Problems::default());
    for node in arms {
        let Some(item) = node.table().and_then(|table| table.get(SET)) else { continue };
        let Some(arm) = scenario.arms.iter_mut().find(|arm| Some(arm.id.as_str()) == called(node)) else { continue };
        if arm.kind != ArmKind::Design {
            let help = "leave out one of the two".to_string();
            problems.add(item.key, "an arm with `sham` or `ripple` is a check and changes nothing", help);
            continue;
        }
        if item.node.table().is_none() {
            problems.refuse(item.node.origin, wrong_type(&item.node, "a table [arm.set] of PATH = VALUE"));
            continue;
        }
        let settings = settings(&item.node);
        let allowed =
            Allowed { designs: arm.designs.iter().flat_map(|id| designs.line(id)).collect(), own: &arm.designs[0] };
        let known = settings.iter().filter(|setting| allowed.check(setting, problems)).count();
        if known == settings.len() {
            arm.changes = changed(&plain, &settings, &arm.designs, problems);
        }
    }
}

/// Gives every arm that changes something or has shocks of its own, and names no design, the designs and the money of
/// the baseline.
pub fn complete(root: &mut Node) {
    let baseline = root.table().and_then(|root| root.get("experiment")?.node.table()?.get("baseline"));
    let Some(Value::Text(baseline)) = baseline.map(|item| item.node.value.clone()) else { return };
    let arm = arm_nodes(root).and_then(|arms| arms.iter().find(|arm| called(arm) == Some(&baseline)));
    let Some(baseline) = arm.and_then(Node::table).cloned() else { return };
    let Value::Table(table) = &mut root.value else { return };
    let Some(Value::List(arms)) = table.get_mut("arm").map(|item| &mut item.node.value) else { return };
    for arm in arms {
        let Value::Table(arm) = &mut arm.value else { continue };
        let changes = arm.contains_key(SET) || arm.contains_key(SHOCKS);
        if changes && !arm.contains_key(DESIGN) && !arm.contains_key(DESIGNS) {
            for key in [DESIGN, DESIGNS, TEAMS, "money"] {
                if let Some(item) = baseline.get(key) {
                    arm.entry(key.to_string()).or_insert_with(|| item.clone());
                }
            }
        }
    }
}

fn arm_nodes(root: &Node) -> Option<&[Node]> {
    match &root.table()?.get("arm")?.node.value {
        Value::List(arms) => Some(arms),
        _ => None,
    }
}

fn without_changes(layers: &Layers) -> Layers {
    let mut plain = layers.clone();
    if let Value::Table(root) = &mut plain.root.value
        && let Some(Value::List(arms)) = root.get_mut("arm").map(|item| &mut item.node.value)
    {
        for arm in arms {
            if let Value::Table(arm) = &mut arm.value {
                arm.remove(SET);
            }
        }
    }
    plain
}

/// The values below `[arm.set]` with their dotted paths, however they were nested.
fn settings(set: &Node) -> Vec<Setting<'_>> {
    fn below<'a>(prefix: &str, item: &'a Item, found: &mut Vec<Setting<'a>>) {
        match item.node.table() {
            Some(table) => {
                table.iter().for_each(|(key, item)| below(&format!("{prefix}.{key}"), item, found));
            }
            None => found.push(Setting { path: prefix.to_string(), key: item.key, node: &item.node }),
        }
    }
    let mut found = Vec::new();
    set.table().into_iter().flatten().for_each(|(key, item)| below(key, item, &mut found));
    found
}

/// What an arm may set.
struct Allowed<'a> {
    /// Its designs with all ancestors.
    designs: BTreeSet<&'a str>,
    own: &'a str,
}

impl Allowed<'_> {
    fn check(&self, setting: &Setting, problems: &Problems) -> bool {
        let (root, rest) = setting.path.split_once('.').unwrap_or((&setting.path, ""));
        let design = rest.split('.').next().unwrap_or_default();
        if !ROOTS.contains(&root) {
            let help = "an arm can set paths below design, parameters and shock".to_string();
            problems.add(setting.key, format!("`{}` is common to all arms", setting.path), help);
            return false;
        }
        if root == DESIGN && !self.designs.contains(design) {
            let help = format!("set design.{}.… instead", self.own);
            problems.add(setting.key, format!("this arm does not use the design `{design}`"), help);
            return false;
        }
        root != "parameters" || from_time_zero(rest, setting, problems)
    }
}

/// The scenario as one arm has it.
fn changed(plain: &Layers, settings: &[Setting], designs: &[String], problems: &Problems) -> Option<Changes> {
    let mut layers = plain.clone();
    for setting in settings {
        if let Err((reason, help)) = layers.put(&setting.path, setting.node.clone(), setting.key) {
            problems.add(setting.key, reason, help);
            return None;
        }
    }
    let trial = Problems::default();
    let read = check::scenario("", &layers, &trial);
    let ours = |origin: Origin| settings.iter().any(|setting| origin == setting.key || origin == setting.node.origin);
    for problem in trial.into_sorted() {
        let origin = if ours(problem.origin) { problem.origin } else { settings.first()?.key };
        problems.add(origin, problem.reason, problem.help);
    }
    let read = read?;
    let told = settings.iter().map(|setting| (setting.path.clone(), setting.node.to_toml())).collect();
    let designs: Option<Vec<Design>> = designs.iter().map(|id| read.designs.get(id).cloned()).collect();
    Some(Changes { told, designs: designs?, overrides: read.overrides, shocks: read.shocks })
}

/// Arms part at time zero, so an arm can change only what acts from then on. Notes a parameter that shapes how a
/// place begins: its value, or an end of its range, gives other residents, supply or staff at the start.
fn from_time_zero(key: &str, setting: &Setting, problems: &Problems) -> bool {
    let register = Register::built_in();
    let Some(entry) = register.entry(key) else { return true }; // an unknown key is told by the check
    let values = std::iter::once(setting.node.to_toml()).chain(entry.ends());
    let beginning = |overrides: &BTreeMap<String, toml::Value>| {
        register.to_parameters(overrides).ok().map(|parameters: Parameters| beginning(&parameters))
    };
    let usual = beginning(&BTreeMap::new());
    let mut others = values.filter_map(|value| beginning(&BTreeMap::from([(key.to_string(), value)])));
    if others.all(|other| Some(other) == usual) {
        return true;
    }
    let help = "vary it in a [sweep], where it changes the baseline and its warm-up too".to_string();
    problems.add(setting.key, format!("`{key}` shapes how a place begins, before the arms part"), help);
    false
}

/// How a little invented place begins.
fn beginning(parameters: &Parameters) -> String {
    let place = PlaceFigures {
        code: "trial".into(),
        name: "Trial".into(),
        region: String::new(),
        icb: String::new(),
        population: 16_000,
        by_age: [900, 850, 620, 430, 250, 130],
        imd_score: 20.0,
        rural_share: 0.5,
        rural_known: true,
    };
    let calendar = Calendar::new(jiff::civil::date(2027, 4, 1), 1);
    let spans = Spans { warm_up: Span::ZERO, horizon: Span::ZERO };
    start::beginning(start::context(parameters, &place, &calendar, spans, Luck::new(0, 0)))
}
