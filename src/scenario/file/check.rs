//! From the merged tree to a checked scenario.

use super::arm;
use super::design;
use super::designs::Designs;
use super::layers::Layers;
use super::place;
use super::precision;
use super::problem::Problems;
use super::section::Section;
use super::source::Origin;
use super::tree::{Node, Value};
use super::values::{boolean, choice, date, id, positive, quantity, text, whole, wrong_type};
use crate::model::design::Design;
use crate::model::place_figures::PlaceFigures;
use crate::model::shock::{Shock, ShockKind};
use crate::scenario::register::{Register, RegisterError};
use crate::scenario::structure::{self, Overrides};
use crate::scenario::suggest::did_you_mean;
use crate::scenario::{Arm, HalfWidth, Scenario, Sweep};
use crate::time::DAY;
use crate::units::{Choice, Period, Quantity, Refusal};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA_VERSION: i64 = 1;

/// As [`scenario`], with what single arms change; that is looked at when all else is right.
pub fn with_changes(id: &str, layers: &Layers, problems: &Problems) -> Option<Scenario> {
    let mut read = scenario(id, layers, problems);
    if let Some(scenario) = read.as_mut().filter(|_| problems.is_empty()) {
        super::changes::read(scenario, layers, problems);
    }
    read
}

/// Checks everything but the values of a sweep and the changes of single arms. Gives a scenario only if nothing is wrong that would keep it from
/// being one; whether anything is wrong at all is for the caller to see in `problems`.
pub fn scenario(id: &str, layers: &Layers, problems: &Problems) -> Option<Scenario> {
    let root = Section::of(&layers.root, "the scenario", problems)?;
    schema_version(&root, layers, problems);
    let Asked { question, outcomes, matters, interviews } = report(&root, problems);
    let experiment = experiment(&root, layers, problems);
    let places = entries(&root, layers, "place", "name = \"Leicester\"", problems, place::read);
    let mut overrides = structure(&root, problems);
    overrides.extend(parameters(&root, problems));
    let names = Designs::of(layers, problems);
    root.item("design");
    let mut arms = entries(&root, layers, "arm", "id = \"usual-care\", design = \"usual-care\"", problems, arm::read);
    arm::settle_teams(&mut arms, &figures(&places), problems);
    let designs = designs(&names, &arms, problems);
    settings_are_used(layers, &names, &arms, problems);
    // An empty list takes the shocks of a file away; there need not be any.
    let none = |node: &Node| matches!(&node.value, Value::List(nodes) if nodes.is_empty());
    let shocks = match root.item("shock") {
        Some(item) if !none(&item.node) => {
            entries(&root, layers, "shock", "id, kind, funding, at, size and warning", problems, shock)
        }
        _ => Vec::new(),
    };
    let sweep = super::sweep::read(&root, problems);
    overlays_are_used(layers, &names, &arms, sweep.as_ref(), problems);
    root.finish();

    unlike(places.iter().map(|(node, place)| (*node, place.code.as_str())), "place", problems);
    unlike(arms.iter().map(|(node, arm)| (*node, arm.id.as_str())), "arm", problems);
    unlike(shocks.iter().map(|(node, shock)| (*node, shock.id.as_str())), "shock", problems);
    arm::money_has_a_use(&arms, &designs, problems);
    arm::shocks_exist(&arms, &shocks, problems);
    if arms.iter().flat_map(|(_, arm)| &arm.designs).all(|design| designs.contains_key(design)) {
        shocks_hit(&shocks, &designs, problems);
    }
    let experiment = experiment?;
    baseline_is_an_arm(&experiment, &arms, problems);
    shocks_are_in_time(&shocks, &experiment, problems);
    Some(Scenario {
        id: id.to_string(),
        question,
        outcomes,
        interviews,
        seed: experiment.seed?,
        replications: experiment.replications?,
        draws: experiment.draws,
        draws_in_turn: experiment.draws_in_turn,
        half_width: experiment.half_width,
        matters,
        start: experiment.start?,
        warm_up: experiment.warm_up?,
        horizon: experiment.horizon?,
        baseline: experiment.baseline?.0,
        spill_over: experiment.spill_over,
        places: values(places),
        overrides,
        designs,
        arms: values(arms),
        shocks: values(shocks),
        sweep,
        layers: layers.clone(),
    })
}

/// What is asked: the question, the outcomes that answer it, from what difference on they matter, and how many staff are
/// to be interviewed.
#[derive(Default)]
struct Asked {
    question: Option<String>,
    outcomes: Vec<String>,
    matters: BTreeMap<String, f64>,
    interviews: u32,
}

fn report(root: &Section, problems: &Problems) -> Asked {
    let Some(report) = root.section("report", "[report]") else { return Asked::default() };
    let question = report.optional("question", text);
    let outcomes = match report.item("outcomes").map(|item| &item.node) {
        None => Vec::new(),
        Some(Node { value: Value::List(nodes), .. }) => {
            let keys: Vec<_> =
                nodes.iter().filter_map(|node| Some((node, problems.keep(node.origin, text(node))?))).collect();
            unlike(keys.iter().map(|(node, key)| (*node, key.as_str())), "outcome", problems);
            values(keys)
        }
        Some(node) => {
            problems.refuse(node.origin, wrong_type(node, "a list such as [\"deaths_per_1000\"]"));
            Vec::new()
        }
    };
    let matters = precision::matters(&report, problems);
    let interviews = report.optional("interviews", whole::<1, u32>).unwrap_or_default();
    report.finish();
    Asked { question, outcomes, matters, interviews }
}

fn figures(places: &[(&Node, PlaceFigures)]) -> Vec<PlaceFigures> {
    places.iter().map(|(_, place)| place.clone()).collect()
}

fn values<T>(entries: Vec<(&Node, T)>) -> Vec<T> {
    entries.into_iter().map(|(_, value)| value).collect()
}

fn schema_version(root: &Section, layers: &Layers, problems: &Problems) {
    let help = format!("write `schema_version = {SCHEMA_VERSION}` at the top");
    match root.item("schema_version").map(|item| &item.node) {
        None => problems.add(layers.start, "`schema_version` is missing", help),
        Some(Node { value: Value::Integer(SCHEMA_VERSION), .. }) => {}
        Some(node) => {
            let shown = node.to_toml();
            problems.add(node.origin, format!("schema_version {shown} is not one that this program reads"), help);
        }
    }
}

/// What could be read of the table `[experiment]`, with the origin of its baseline for later.
struct Experiment {
    seed: Option<u64>,
    replications: Option<u32>,
    draws: u32,
    draws_in_turn: bool,
    half_width: Option<HalfWidth>,
    start: Option<Date>,
    warm_up: Option<Period>,
    horizon: Option<Period>,
    baseline: Option<(String, Origin)>,
    spill_over: bool,
}

fn experiment(root: &Section, layers: &Layers, problems: &Problems) -> Option<Experiment> {
    let table = root.section("experiment", "[experiment]")?;
    if layers.is_built_in(table.origin()) {
        let help = "add [experiment] with start, horizon and baseline".to_string();
        problems.add(layers.start, "the table [experiment] is missing", help);
        return None;
    }
    let seed = table.required("seed", whole::<0, u64>, "seed = 20261122");
    let replications = table.required("replications", whole::<1, u32>, "replications = 20");
    let draws_in_turn = table.optional("draws_in_turn", boolean).unwrap_or_default();
    let draws = precision::draws(&table, replications, draws_in_turn, problems);
    let half_width = precision::half_width(&table);
    let start = table.required("start", start_date, "start = \"2027-04-01\"");
    let warm_up = table.required("warm_up", whole_days, "warm_up = \"12 months\"");
    let horizon = table.required("horizon", horizon, "horizon = \"36 months\"");
    let baseline = table.required("baseline", id, "baseline = \"usual-care\"");
    let baseline_at = table.origin_of("baseline");
    let spill_over = table.optional("spill_over", boolean).unwrap_or_default();
    table.finish();
    Some(Experiment {
        seed,
        replications,
        draws,
        draws_in_turn,
        half_width,
        start,
        warm_up,
        horizon,
        baseline: baseline.map(|baseline| (baseline, baseline_at)),
        spill_over,
    })
}

/// A date on which the calendar knows its bank holidays.
fn start_date(node: &Node) -> Result<Date, Refusal> {
    const YEARS: std::ops::RangeInclusive<i16> = 1980..=2200;
    let date = date(node)?;
    if YEARS.contains(&date.year()) {
        return Ok(date);
    }
    let right = format!("a date in the years {} to {}, such as \"2027-04-01\"", YEARS.start(), YEARS.end());
    Err(Refusal { reason: format!("{date} is outside the calendar"), right })
}

/// A length of time rounded to whole days; something shorter than half a day is refused, a century is too.
fn whole_days(node: &Node) -> Result<Period, Refusal> {
    const LONGEST_YEARS: f64 = 100.0;
    let period: Period = quantity(node)?;
    let refuse = |reason: String| Err(Refusal { reason, right: Period::FORM.to_string() });
    if period.years() > LONGEST_YEARS {
        return refuse(format!("{period} is longer than a run can be ({LONGEST_YEARS} years)"));
    }
    if period.seconds() > 0.0 && period.whole_days() == 0 {
        return refuse(format!("{period} is less than a day"));
    }
    Period::new((period.whole_days() * DAY) as f64)
}

fn horizon(node: &Node) -> Result<Period, Refusal> {
    positive::<Period>(node).and_then(|_| whole_days(node))
}

/// The entries of a list of tables, each read by `read`; a list that is missing or empty is a problem.
fn entries<'a, T>(
    root: &Section<'a>,
    layers: &Layers,
    key: &'static str,
    example: &str,
    problems: &'a Problems,
    read: impl Fn(&Section, &Problems) -> Option<T>,
) -> Vec<(&'a Node, T)> {
    let missing =
        |origin| problems.add(origin, format!("there is no [[{key}]]"), format!("add [[{key}]] with {example}"));
    let Some(item) = root.item(key) else {
        missing(layers.start);
        return Vec::new();
    };
    let Value::List(nodes) = &item.node.value else {
        problems.refuse(item.node.origin, wrong_type(&item.node, &format!("[[{key}]] in double brackets")));
        return Vec::new();
    };
    if nodes.is_empty() {
        missing(item.node.origin);
    }
    let read_one = |node: &'a Node| {
        let section = Section::of(node, format!("[[{key}]]"), problems)?;
        let value = read(&section, problems);
        section.finish();
        Some((node, value?))
    };
    nodes.iter().filter_map(read_one).collect()
}

/// Notes every entry that bears a name which an earlier one has.
fn unlike<'a>(entries: impl Iterator<Item = (&'a Node, &'a str)>, what: &str, problems: &Problems) {
    let mut seen = BTreeSet::new();
    for (node, name) in entries {
        if !seen.insert(name) {
            let help = "give it another name, or leave it out".to_string();
            problems.add(node.origin, format!("a second {what} `{name}`"), help);
        }
    }
}

/// What the choices on questions that sources differ on make of parameters; `[parameters]` may set others.
fn structure(root: &Section, problems: &Problems) -> Overrides {
    let mut overrides = Overrides::new();
    let Some(item) = root.item("structure") else { return overrides };
    let Some(table) = item.node.table() else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "the table [structure]"));
        return overrides;
    };
    for (topic, item) in table {
        let Some(choice) = problems.keep(item.node.origin, text(&item.node)) else { continue };
        match structure::find(topic, &choice) {
            Ok(choice) => overrides.extend(choice.parameters.clone()),
            Err((reason, help)) => {
                let known = structure::topics().iter().any(|known| known.id == *topic);
                problems.add(if known { item.node.origin } else { item.key }, reason, help);
            }
        }
    }
    overrides
}

fn parameters(root: &Section, problems: &Problems) -> Overrides {
    let mut overrides = Overrides::new();
    let Some(item) = root.item("parameters") else { return overrides };
    let Some(table) = item.node.table() else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "the table [parameters]"));
        return overrides;
    };
    for (key, item) in table {
        let value = item.node.to_toml();
        match Register::built_in().check(key, &value) {
            Ok(()) => drop(overrides.insert(key.clone(), value)),
            Err(RegisterError::Refused { refusal, .. }) => problems.refuse(item.node.origin, refusal),
            Err(RegisterError::UnknownKey { suggestion, .. }) => {
                problems.add(item.key, format!("unknown parameter `{key}`"), suggestion);
            }
            Err(other) => problems.add(item.key, other.to_string(), None),
        }
    }
    overrides
}

/// Reads the designs that arms name and, so that nothing wrong is passed over, all others of the file.
fn designs(names: &Designs, arms: &[(&Node, Arm)], problems: &Problems) -> BTreeMap<String, Design> {
    for (node, arm) in arms {
        for (which, design) in arm.designs.iter().enumerate().filter(|(_, design)| !names.has(design)) {
            let origin = arm::origin_of_design(node, which);
            problems.add(origin, format!("there is no design `{design}`"), did_you_mean(design, names.ids()));
        }
    }
    let read = names.ids().filter_map(|id| {
        let design = design::read(&names.whole(id, problems)?, problems)?;
        arms.iter().any(|(_, arm)| arm.designs.iter().any(|design| design == id)).then(|| (id.to_string(), design))
    });
    read.collect()
}

/// Notes settings of designs that no arm uses, which would change nothing.
fn settings_are_used(layers: &Layers, names: &Designs, arms: &[(&Node, Arm)], problems: &Problems) {
    let used: BTreeSet<_> = arms.iter().flat_map(|(_, arm)| &arm.designs).flat_map(|id| names.line(id)).collect();
    for (path, origin) in &layers.settings {
        let design = path.strip_prefix("design.").and_then(|path| path.split('.').next());
        if let Some(design) = design.filter(|design| !used.contains(design)) {
            let help = format!("designs in use: {}", used.iter().copied().collect::<Vec<_>>().join(", "));
            problems.add(*origin, format!("no arm uses the design `{design}`, so this would change nothing"), help);
        }
    }
}

/// Notes designs that an overlay brings and no arm uses: whoever lays a file over another means it to change something. The
/// scenario file itself may hold designs in store.
fn overlays_are_used(
    layers: &Layers,
    names: &Designs,
    arms: &[(&Node, Arm)],
    sweep: Option<&Sweep>,
    problems: &Problems,
) {
    let of_points = sweep.into_iter().flat_map(|sweep| &sweep.axes).filter(|axis| axis.path.starts_with("arm."));
    let of_points = of_points.flat_map(|axis| &axis.values).filter_map(toml::Value::as_str);
    let of_arms = arms.iter().flat_map(|(_, arm)| arm.designs.iter().map(String::as_str));
    let named: BTreeSet<&str> = of_arms.chain(of_points.filter(|id| names.has(id))).collect();
    let used: BTreeSet<&str> = named.iter().flat_map(|id| names.line(id)).collect();
    let own = layers.root.table().and_then(|root| root.get("design")?.node.table());
    for (id, item) in own.into_iter().flatten().filter(|(id, _)| !used.contains(id.as_str())) {
        if layers.is_overlay(item.key) {
            let help = format!(
                "give it to an arm: [[arm]] of the overlay replaces all arms, and --set arm.ID.design=\"{id}\" one design; designs \
                 in use: {}",
                named.iter().copied().collect::<Vec<_>>().join(", ")
            );
            problems.add(
                item.key,
                format!("no arm uses the design `{id}`, so this overlay would change nothing by it"),
                help,
            );
        }
    }
}

fn shock(table: &Section, problems: &Problems) -> Option<Shock> {
    let id = table.required("id", id, "id = \"pilot-money-ends\"");
    let kind: Option<ShockKind> = table.required("kind", choice, "kind = \"end-of-money\"");
    let funding = match kind.is_none_or(ShockKind::hits_a_line) {
        true => table.required("funding", super::values::id, "funding = \"better-care-fund\""),
        false => table.optional("funding", super::values::id),
    };
    if let Some(kind) = kind.filter(|kind| !kind.hits_a_line() && funding.is_some()) {
        let help = "leave it out: it hits the whole place".to_string();
        problems.add(table.origin_of("funding"), format!("a shock of kind `{}` hits no line", kind.word()), help);
    }
    let at = table.required("at", date, "at = \"2028-04-01\"");
    let size = table.required("size", quantity, "size = 0.4");
    let warning = table.required("warning", quantity, "warning = \"7 weeks\"");
    let length = match kind.is_some_and(ShockKind::passes) {
        true => table.required("length", positive, "length = \"3 months\""),
        false => table.optional("length", positive),
    };
    let until_saved = table.optional("until_saved", positive);
    if until_saved.is_some() && (length.is_some() || kind.is_some_and(|kind| kind != ShockKind::Freeze)) {
        let help = "it is for a freeze without `length`, which ends when a sum has been saved";
        problems.add(table.origin_of("until_saved"), "`until_saved` means nothing here".to_string(), help.to_string());
    }
    Some(Shock { id: id?, kind: kind?, funding, at: at?, size: size?, warning: warning?, length, until_saved })
}

/// Notes shocks to money that pays for nobody.
fn shocks_hit(shocks: &[(&Node, Shock)], designs: &BTreeMap<String, Design>, problems: &Problems) {
    let rosters = designs.values().flat_map(|design| design.roster.values());
    let lines: BTreeSet<_> = rosters.map(|line| line.funding.as_str()).collect();
    let funded = shocks.iter().filter_map(|(node, shock)| Some((node, shock.funding.as_deref()?)));
    for (node, funding) in funded.filter(|(_, funding)| !lines.contains(funding)) {
        let known = lines.iter().copied().collect::<Vec<_>>().join(", ");
        let help = did_you_mean(funding, lines.iter().copied())
            .unwrap_or_else(|| format!("funding lines of the rosters in use: {known}"));
        problems.add(node.origin_of("funding"), format!("no roster is paid from `{funding}`"), help);
    }
}

/// Notes shocks at a time outside the comparison.
fn shocks_are_in_time(shocks: &[(&Node, Shock)], experiment: &Experiment, problems: &Problems) {
    let (Some(start), Some(horizon)) = (experiment.start, experiment.horizon) else { return };
    let end = start.saturating_add(jiff::Span::new().days(horizon.whole_days() as i64));
    for (node, shock) in shocks.iter().filter(|(_, shock)| shock.at < start || shock.at >= end) {
        let help = format!(
            "choose a date from {start} to before {end}, here or with --set shock.{}.at='\"{start}\"'; --set shock='[]' runs \
             without any shock",
            shock.id
        );
        problems.add(node.origin_of("at"), format!("{} is outside the comparison", shock.at), help);
    }
}

fn baseline_is_an_arm(experiment: &Experiment, arms: &[(&Node, Arm)], problems: &Problems) {
    let Some((baseline, origin)) = &experiment.baseline else { return };
    if !arms.iter().any(|(_, arm)| &arm.id == baseline) {
        let help = did_you_mean(baseline, arms.iter().map(|(_, arm)| arm.id.as_str()));
        problems.add(*origin, format!("no arm is called `{baseline}`"), help);
    }
}
