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
/// Worlds in which a setting may show that it acts: one is enough for most, and for those that cannot.
const LOOKS: [u32; 2] = [1, 12];
/// One-sided chance of such a difference where there is none.
const CHANCE: f64 = 0.001;
const THREADS: usize = 2;
/// Where the paths begin that are no parameters.
const ROOTS: [&str; 3] = ["arm", "design", "shock"];
/// The places of the region of a switch, which has the first alone unless it says how many.
const PLACES: [&str; 3] = ["Ashby", "Brook", "Cleeve"];
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
    #[serde(default = "one")]
    places: usize,
    shock: Option<Table>,
    #[serde(default)]
    with: Table,
    off: Table,
    inert: Table,
    #[serde(default)]
    idle: Vec<String>,
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

fn one() -> usize {
    1
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

/// A place of a region with so many people aged 65 and over.
fn place(name: &str, people: u32) -> String {
    let ages = [("65_69", 27), ("70_74", 26), ("75_79", 19), ("80_84", 14), ("85_89", 9), ("90_plus", 5)];
    let ages: String = ages.iter().map(|(age, of)| format!("age_{age} = {}\n", people * of / 100)).collect();
    let population = people * 27 / 5;
    let place =
        format!("[[place]]\nname = \"{name}\"\nregion = \"East Midlands\"\nimd_score = 21.5\nrural_share = 0.3\n");
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

/// Settings by name: the weights of a design's purpose, which add up to 1, and every other path by itself.
fn inseparable(paths: BTreeMap<String, Value>) -> BTreeMap<String, BTreeMap<String, Value>> {
    let mut by_name: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for (path, value) in paths {
        let weight = path.rsplit_once('.').filter(|(of, _)| of.starts_with("design.") && of.ends_with(".purpose"));
        let name = weight.map_or(path.as_str(), |(purpose, _)| purpose);
        let name = name.strip_prefix("parameters.").unwrap_or(name).to_string();
        by_name.entry(name).or_default().insert(path, value);
    }
    by_name
}

impl Switch {
    /// The worlds of the team under settings, each laid over those before it.
    fn lived(&self, settings: &[&Table], replications: u32) -> Vec<Row> {
        self.lived_by(settings.iter().flat_map(|settings| paths(settings)).collect(), replications)
    }

    fn lived_by(&self, paths: BTreeMap<String, Value>, replications: u32) -> Vec<Row> {
        let shock = self.shock.as_ref().map_or(String::new(), |shock| format!("{SHOCKED}{shock}"));
        let places: String = PLACES[..self.places].iter().map(|name| place(name, self.people)).collect();
        let text = format!("{STUDY}{shock}{places}");
        let replications = (String::from("experiment.replications"), Value::from(replications));
        let horizon = (String::from("experiment.horizon"), Value::from(format!("{} months", self.months)));
        let settings = paths.into_iter().chain([replications, horizon]).map(|(path, value)| format!("{path}={value}"));
        let scenario = file::read_text("switch.toml", &text, &settings.collect::<Vec<_>>())
            .unwrap_or_else(|report| panic!("{}: {report}", self.construct));
        let results = run(&Plan::of(&scenario).unwrap(), THREADS, &Unwatched, &mut |_| Ok(())).unwrap().results;
        assert!(results.failed.is_empty(), "{}", self.construct);
        results.rows.into_iter().filter(|row| row.arm == TEAM && row.place.is_none()).collect()
    }

    /// Whether two worlds are the same bits, but for outcomes that only tell of a state.
    fn same(&self, one: &Row, other: &Row) -> bool {
        let shown = |key: &str| self.shown.iter().any(|shown| shown == key);
        let bits = |row: &Row| -> Vec<u64> {
            let told = catalogue::metrics().into_iter().zip(&row.values).filter(|(metric, _)| !shown(metric.key));
            told.map(|(_, value)| value.to_bits()).collect()
        };
        bits(one) == bits(other) && (&one.events, one.person_years) == (&other.events, other.person_years)
    }

    /// Whether settings make a difference at a level that is on, by themselves or beside all others that are inert:
    /// against what the level has in their place, or against the register's where it has the same.
    fn acts(&self, of: &BTreeMap<String, Value>, looks: &[u32]) -> bool {
        [Some(&self.on), self.more.as_ref()].into_iter().flatten().any(|level| {
            let of_level: BTreeMap<String, Value> = [&self.with, level].into_iter().flat_map(paths).collect();
            let mut alone = of_level.clone();
            alone.retain(|path, value| of.get(path) != Some(value));
            let others = paths(&self.inert).into_iter().filter(|(path, _)| !of.contains_key(path));
            let beside = alone.clone().into_iter().chain(others).collect();
            [alone, beside].into_iter().any(|without: BTreeMap<String, Value>| {
                let mut with = without.clone();
                with.extend(of.clone());
                looks.iter().any(|&worlds| {
                    let [without, with] = [&without, &with].map(|settings| self.lived_by(settings.clone(), worlds));
                    without.iter().zip(&with).any(|(without, with)| !self.same(without, with))
                })
            })
        })
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

/// A setting that changes nothing while a mechanism is off says little unless it changes something while it is on.
#[test]
fn whatever_it_would_listen_to_it_listens_to_once_it_is_on() {
    let mut faults = Vec::new();
    for switch in SWITCHES.iter() {
        let inert = inseparable(paths(&switch.inert));
        for idle in &switch.idle {
            assert!(inert.contains_key(idle), "{}: `{idle}` is not inert", switch.construct);
        }
        for (name, settings) in &inert {
            let idle = switch.idle.contains(name);
            let looks = if idle { &LOOKS[..1] } else { &LOOKS[..] };
            if switch.acts(settings, looks) == idle {
                let what = if idle { "acts all the same" } else { "never acts" };
                faults.push(format!("{} ({}): {name} {what}", switch.row, switch.construct));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
