//! Every construct of the founding papers that is a switch (`docs/switches.toml`): off it gives the baseline bit for bit,
//! on it differs, and it moves the outcome that shows it in the stated direction. Worlds are small and years short.

use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::Row;
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::outcomes::catalogue;
use mdtsim::scenario::file;
use mdtsim::scenario::register::Register;
use mdtsim::statistics::interval::t_quantile;
use mdtsim::statistics::moments::Moments;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::{Table, Value};

/// Worlds of each level, and the fewest in which an outcome must exist at both.
const PAIRS: u32 = 40;
const FEWEST: u64 = 30;
/// Worlds in which what is off is held against the same with settings that it would listen to.
const BIT_FOR_BIT: u32 = 3;
/// One-sided chance of such a difference where there is none.
const CHANCE: f64 = 0.001;
const THREADS: usize = 2;
/// Where the paths begin that are no parameters.
const ROOTS: [&str; 3] = ["arm", "design", "shock"];
/// The team is the first arm.
const TEAM: usize = 0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switches {
    switch: Vec<Switch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    row: String,
    construct: String,
    #[serde(default = "a_thousand")]
    people: u32,
    #[serde(default = "nine")]
    months: u32,
    shock: Option<Table>,
    #[serde(default)]
    with: Table,
    off: Table,
    inert: Table,
    #[serde(default)]
    shown: Vec<String>,
    on: Table,
    more: Option<Table>,
    moves: Vec<Move>,
}

/// An outcome, and from which level to which it goes up.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    outcome: String,
    up: [String; 2],
}

fn a_thousand() -> u32 {
    1_000
}

fn nine() -> u32 {
    9
}

static SWITCHES: LazyLock<Vec<Switch>> =
    LazyLock::new(|| toml::from_str::<Switches>(include_str!("../docs/switches.toml")).unwrap().switch);

/// A team that is at work from the first day.
const STUDY: &str = r#"schema_version = 1
[experiment]
seed = 11
start = "2027-04-01"
warm_up = "30 days"
baseline = "team"
[parameters]
process.adoption.at_start = 0.8
[design.integrated-care-team]
start = "staffed"
caseload_cap = 480
[design.practice-meeting]
start = "staffed"
caseload_cap = 480
[[arm]]
id = "team"
design = "integrated-care-team"
money = "240 GBP per person per year"
"#;

/// Another arm that has the shock, since it has to befall somebody.
const SHOCKED: &str = r#"[[arm]]
id = "usual-care"
design = "usual-care"
[[shock]]
id = "shock"
at = "2027-06-01"
warning = "0 days"
"#;

/// A place with so many people aged 65 and over.
fn place(people: u32) -> String {
    let ages = [("65_69", 27), ("70_74", 26), ("75_79", 19), ("80_84", 14), ("85_89", 9), ("90_plus", 5)];
    let ages: String = ages.iter().map(|(age, of)| format!("age_{age} = {}\n", people * of / 100)).collect();
    let population = people * 27 / 5;
    let place = "[[place]]\nname = \"Ashby\"\nregion = \"East Midlands\"\nimd_score = 21.5\nrural_share = 0.3\n";
    format!("{place}population = {population}\n{ages}")
}

/// Settings as paths of a scenario with their values.
fn paths(settings: &Table) -> BTreeMap<String, Value> {
    fn below(prefix: &str, value: &Value, into: &mut BTreeMap<String, Value>) {
        match value {
            Value::Table(table) => {
                table.iter().for_each(|(key, value)| below(&format!("{prefix}.{key}"), value, into));
            }
            value => {
                into.insert(prefix.to_string(), value.clone());
            }
        }
    }
    let mut paths = BTreeMap::new();
    for (key, value) in settings {
        let root = if ROOTS.contains(&key.as_str()) { key.clone() } else { format!("parameters.{key}") };
        below(&root, value, &mut paths);
    }
    paths
}

impl Switch {
    /// The worlds of the team under settings, each laid over those before it.
    fn lived(&self, settings: &[&Table], replications: u32) -> Vec<Row> {
        let shock = self.shock.as_ref().map_or(String::new(), |shock| format!("{SHOCKED}{shock}"));
        let text = format!("{STUDY}{shock}{}", place(self.people));
        let paths: BTreeMap<String, Value> = settings.iter().flat_map(|settings| paths(settings)).collect();
        let replications = (String::from("experiment.replications"), Value::from(replications));
        let horizon = (String::from("experiment.horizon"), Value::from(format!("{} months", self.months)));
        let settings = paths.into_iter().chain([replications, horizon]).map(|(path, value)| format!("{path}={value}"));
        let scenario = file::read_text("switch.toml", &text, &settings.collect::<Vec<_>>())
            .unwrap_or_else(|report| panic!("{}: {report}", self.construct));
        let results = run(&Plan::of(&scenario).unwrap(), THREADS, &Unwatched, &mut |_| Ok(())).unwrap().results;
        assert!(results.failed.is_empty(), "{}", self.construct);
        results.rows.into_iter().filter(|row| row.arm == TEAM && row.place.is_none()).collect()
    }

    fn level(&self, level: &str) -> Option<&Table> {
        match level {
            "off" => Some(&self.off),
            "on" => Some(&self.on),
            "more" => self.more.as_ref(),
            _ => panic!("{}: no level `{level}`", self.construct),
        }
    }
}

/// The worlds of each level of a switch.
type Levels = BTreeMap<&'static str, Vec<Row>>;

static LIVED: LazyLock<Vec<(&Switch, Levels)>> = LazyLock::new(|| {
    let lived = |switch: &'static Switch| {
        let of = |level| Some((level, switch.lived(&[&switch.with, switch.level(level)?], PAIRS)));
        (switch, ["off", "on", "more"].into_iter().filter_map(of).collect())
    };
    SWITCHES.iter().map(lived).collect()
});

fn index(outcome: &str) -> usize {
    let found = catalogue::metrics().iter().position(|metric| metric.key == outcome);
    found.unwrap_or_else(|| panic!("no outcome `{outcome}`"))
}

#[test]
fn what_is_off_is_the_same_bits_whatever_it_would_listen_to() {
    for switch in SWITCHES.iter() {
        assert!(!switch.inert.is_empty(), "{}", switch.construct);
        let off = switch.lived(&[&switch.with, &switch.off], BIT_FOR_BIT);
        let inert = switch.lived(&[&switch.with, &switch.off, &switch.inert], BIT_FOR_BIT);
        assert_eq!(off.len(), BIT_FOR_BIT as usize);
        for (off, inert) in off.iter().zip(&inert) {
            for (at, metric) in catalogue::metrics().iter().enumerate() {
                let same = off.values[at].to_bits() == inert.values[at].to_bits();
                assert!(same || switch.shown.iter().any(|shown| shown == metric.key), "{}: {}", switch.row, metric.key);
            }
            assert_eq!((&off.events, off.person_years), (&inert.events, inert.person_years), "{}", switch.construct);
        }
    }
}

#[test]
fn what_is_on_differs() {
    for (switch, levels) in LIVED.iter() {
        let bits = |row: &Row| row.values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        let of = |level: &str| levels[level].iter().map(bits).collect::<Vec<_>>();
        assert!(of("off") != of("on"), "{}", switch.construct);
    }
}

/// Why an outcome does not clearly go up from one level to another, unless it does.
fn fault(switch: &Switch, of: &Move, levels: &Levels) -> Option<String> {
    let ([low, high], at) = (&of.up, index(&of.outcome));
    let pairs = levels[low.as_str()].iter().zip(&levels[high.as_str()]);
    let differences = pairs.map(|(low, high)| high.values[at] - low.values[at]);
    let sample = Moments::of(differences.filter(|difference| !difference.is_nan()));
    let (count, mean) = (sample.count(), sample.mean().unwrap_or(0.0));
    let t = mean / sample.standard_error().unwrap_or(0.0);
    let clear = count >= FEWEST && t_quantile(1.0 - CHANCE, count as f64 - 1.0).is_some_and(|clear| t > clear);
    let Switch { row, construct, .. } = switch;
    let told =
        || format!("{row} ({construct}): {} from {low} to {high}, t {t:.2} of {count}, mean {mean:.4}", of.outcome);
    (!clear).then(told)
}

#[test]
fn every_switch_moves_what_shows_it_in_the_stated_direction() {
    let moves = LIVED.iter().flat_map(|(switch, levels)| switch.moves.iter().map(move |of| (*switch, of, levels)));
    let faults: Vec<String> = moves.filter_map(|(switch, of, levels)| fault(switch, of, levels)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(SWITCHES.iter().all(|switch| !switch.moves.is_empty()));
}

#[test]
fn settings_lie_within_the_ranges_of_the_register() {
    let levels =
        |switch: &'static Switch| [Some(&switch.with), Some(&switch.inert), Some(&switch.on), switch.more.as_ref()];
    for (path, value) in SWITCHES.iter().flat_map(levels).flatten().flat_map(paths) {
        let Some(key) = path.strip_prefix("parameters.") else { continue };
        let entry = Register::built_in().entry(key).unwrap_or_else(|| panic!("no parameter {key}"));
        assert!(entry.holds(&value), "{key} = {value} lies outside {:?} to {:?}", entry.low, entry.high);
    }
}
