//! The table of constructs in docs/model.md: every row of the two founding papers, the three loops, and nothing in it that
//! does not exist; and the shipped study that cuts the loops.

mod small;

use mdtsim::outcomes::catalogue;
use mdtsim::scenario::register::Register;
use mdtsim::scenario::{file, schema};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Rows 1 to 34 are those of the two papers, then come the loops.
const CONSTRUCTS: usize = 34;
const LOOPS: [&str; 3] = ["i", "ii", "iii"];

/// A row of the table: number, construct, kind, where, parameters, output, test. Beyond the papers' rows a construct has
/// no number, and its name stands for it.
struct Construct {
    number: String,
    kind: String,
    place: String,
    parameters: String,
    output: String,
    test: String,
}

fn section() -> String {
    let text = std::fs::read_to_string(Path::new(ROOT).join("docs/model.md")).unwrap();
    let (_, rest) = text.split_once("\n## 10. ").expect("section 10");
    rest.split("\n## ").next().unwrap().to_string()
}

/// The cells of every line of a table, its heading and the rule below it left out.
fn lines_of_tables(section: &str) -> impl Iterator<Item = Vec<String>> {
    let cells =
        |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_string()).collect::<Vec<_>>();
    let rows = section.lines().filter(|line| line.starts_with('|')).map(cells);
    rows.filter(|cells| !["No.", "Construct"].contains(&cells[0].as_str()) && !cells[0].starts_with("---"))
}

fn constructs() -> Vec<Construct> {
    let section = section();
    let rows = lines_of_tables(&section).filter(|cells| cells.len() == 7);
    rows.map(|cells| {
        let [number, _, kind, place, parameters, output, test] = cells.try_into().expect("seven cells");
        Construct { number, kind, place, parameters, output, test }
    })
    .collect()
}

/// The table of what goes beyond the papers' rows.
fn beyond() -> Vec<Construct> {
    let section = section();
    let (_, rest) = section.split_once("\nBeyond the papers' rows:").expect("the second table");
    let (table, _) = rest.split_once("\n### ").expect("something after it");
    let row = |cells: Vec<String>| {
        let [number, place, parameters, output, test] = cells.try_into().expect("five cells");
        Construct { number, kind: String::new(), place, parameters, output, test }
    };
    lines_of_tables(table).map(row).collect()
}

/// The words between backticks.
fn words(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// All Rust files below a folder.
fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// Names of all functions marked as tests, in the tests and in the source, property tests included.
fn tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    ["tests", "src"].iter().for_each(|folder| sources(&Path::new(ROOT).join(folder), &mut files));
    let mut names = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let marked = text.split("#[test]").skip(1);
        let named = marked.filter_map(|rest| rest.split_once("fn ").and_then(|(_, rest)| rest.split('(').next()));
        names.extend(named.map(str::to_string));
    }
    names
}

/// Every key that a table of a scenario file may have.
fn scenario_keys(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            if let Some(serde_json::Value::Object(properties)) = map.get("properties") {
                into.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| scenario_keys(value, into));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| scenario_keys(value, into)),
        _ => {}
    }
}

/// Keys of the ways of working, which the reader names where it meets a strange one.
fn working_keys() -> Vec<String> {
    let text = format!("{}{}{}\n[design.x.working]\nstrange = 1\n", small::HEAD, small::ASHBY, small::ARMS);
    let report = file::read_text("x.toml", &text, &[]).unwrap_err();
    let help = report.problems().iter().filter_map(|problem| problem.help.as_ref()?.strip_prefix("known here: "));
    help.flat_map(|keys| keys.split(", ")).map(str::to_string).chain(["working".into()]).collect()
}

#[test]
fn the_table_has_every_construct_and_loop_once_in_order_and_leaves_no_cell_empty() {
    let rows = constructs();
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let wanted: Vec<String> = (1..=CONSTRUCTS).map(|n| n.to_string()).chain(LOOPS.map(String::from)).collect();
    assert_eq!(numbers, wanted);
    for Construct { number, kind, .. } in &rows {
        assert!(["switch", "output", "context"].contains(&kind.as_str()), "{number}: {kind}");
    }
    let beyond = beyond();
    assert!(beyond.len() > 12, "{} rows beyond the papers'", beyond.len());
    for Construct { number, place, parameters, output, test, .. } in rows.iter().chain(&beyond) {
        for cell in [place, parameters, output, test] {
            assert!(!words(cell).is_empty(), "{number}: `{cell}` names nothing");
            assert!(!cell.contains("not yet"), "{number}: `{cell}` leaves something for later");
        }
    }
}

/// `tests/switches.rs` runs what `docs/switches.toml` says; here it is held against the table.
#[test]
fn every_switch_is_run_and_moves_outcomes_of_its_row() {
    let switches: toml::Table = include_str!("../docs/switches.toml").parse().unwrap();
    let switches = switches["switch"].as_array().unwrap();
    let (rows, beyond) = (constructs(), beyond());
    for row in rows.iter().filter(|row| row.kind == "switch") {
        assert!(
            switches.iter().any(|switch| switch["row"].as_str() == Some(&row.number)),
            "nothing runs {}",
            row.number
        );
    }
    for switch in switches {
        let number = switch["row"].as_str().unwrap();
        let row = rows.iter().filter(|row| row.kind == "switch").chain(&beyond).find(|row| row.number == number);
        let row = row.unwrap_or_else(|| panic!("no row {number} that is a switch"));
        for of in switch["moves"].as_array().unwrap() {
            let outcome = of["outcome"].as_str().unwrap();
            assert!(words(&row.output).contains(&outcome), "{outcome} is no output of row {number}");
        }
    }
}

#[test]
fn what_the_table_names_exists() {
    let register: Vec<String> = Register::built_in().entries().iter().map(|entry| entry.key.clone()).collect();
    let mut keys = BTreeSet::new();
    scenario_keys(&schema::of_scenario(), &mut keys);
    keys.extend(working_keys());
    let metrics: BTreeSet<&str> = catalogue::metrics().iter().map(|metric| metric.key).collect();
    let tests = tests();
    let mut faults = Vec::new();
    let mut seen = 0;
    for row in constructs().into_iter().chain(beyond()) {
        let mut fault = |found: bool, what: &str, word: &str| {
            seen += 1;
            if !found {
                faults.push(format!("{}: no {what} `{word}`", row.number));
            }
        };
        for word in words(&row.place) {
            let homes =
                ["", "src", "src/model", "src/model/services"].map(|home| Path::new(ROOT).join(home).join(word));
            fault(homes.iter().any(|path| path.exists()), "file", word);
        }
        for word in words(&row.parameters) {
            let group = format!("{word}.");
            let parameter = register.iter().any(|key| key == word || key.starts_with(&group));
            let of_file = word.trim_matches(['[', ']']).split('.').all(|part| part == "ID" || keys.contains(part));
            fault(parameter || of_file, "parameter or key of a scenario", word);
        }
        for word in words(&row.output) {
            let family = word.strip_suffix('*').is_some_and(|start| metrics.iter().any(|key| key.starts_with(start)));
            fault(family || metrics.contains(word), "outcome", word);
        }
        for word in words(&row.test) {
            fault(tests.contains(word), "test", word);
        }
    }
    assert!(seen > 600, "{seen} names were read");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every other table of the section with a column of tests.
#[test]
fn tests_that_other_tables_name_exist() {
    let (section, tests) = (section(), tests());
    let mut of_tests = false;
    let mut seen = 0;
    for line in section.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if !line.starts_with('|') {
            of_tests = false;
        } else if cells.last().is_some_and(|last| last.starts_with("Test")) {
            of_tests = true;
        } else if of_tests {
            // A file or a parameter may be named beside the tests; a test has a name of several words.
            let named = words(cells[cells.len() - 1]).into_iter().filter(|word| !word.contains(['.', '/', ' ']));
            for word in named.filter(|word| word.matches('_').count() > 3) {
                seen += 1;
                assert!(tests.contains(word), "{}: no test `{word}`", cells[0]);
            }
        }
    }
    assert!(seen > 120, "{seen} names were read");
}

/// The shipped study of the loops with more money, for a year and a half.
fn loops() -> String {
    let undrawn = include_str!("../scenarios/loops.toml").lines().filter(|line| !line.starts_with("draws"));
    let undrawn: Vec<&str> = undrawn.collect();
    undrawn
        .join("\n")
        .replace("replications = 34", "replications = 4")
        .replace("warm_up = \"12 months\"", "warm_up = \"30 days\"")
        .replace("horizon = \"36 months\"", "horizon = \"18 months\"")
        .replace("41 GBP", "400 GBP")
        .replace("\n[[place]]", "\n[parameters]\nteam.escalates = 0.1\n\n[[place]]")
}

#[test]
fn every_cut_of_a_loop_is_in_the_documents_and_changes_what_happens() {
    let (text, told) = (loops(), section());
    let scenario = small::scenario(&text);
    let results = small::results(&text, 2);
    let of_arm = |arm: usize| -> Vec<&Vec<(&str, u64)>> {
        results.rows.iter().filter(|row| row.arm == arm && row.place.is_none()).map(|row| &row.events).collect()
    };
    let uncut = scenario.arms.iter().position(|arm| arm.id == "uncut").unwrap();
    let mut cuts = 0;
    for (index, arm) in scenario.arms.iter().enumerate() {
        let Some(changes) = &arm.changes else { continue };
        for (key, _) in &changes.told {
            let key = key.strip_prefix("parameters.").expect("a parameter");
            assert!(told.contains(&format!("`{key}")), "{key} of {} is not in section 10 of docs/model.md", arm.id);
        }
        assert!(told.contains(&format!("`{}`", arm.id)), "{} is not in section 10 of docs/model.md", arm.id);
        assert_eq!(scenario.design_of(arm), scenario.design_of(&scenario.arms[uncut]), "{}", arm.id);
        assert_ne!(of_arm(index), of_arm(uncut), "{} makes no difference", arm.id);
        cuts += 1;
    }
    assert!(cuts >= LOOPS.len());
}
