//! The JSON Schema of a scenario has the keys that the reader knows, and every shipped scenario keeps to it.

use mdtsim::scenario::file::read_text;
use mdtsim::scenario::register::Register;
use mdtsim::scenario::schema;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

const GOOD: &str = include_str!("small/study.toml");
const STRANGE: &str = "zzzzzzzzzzzz = 1";

/// The keys that the reader says it knows where it meets a strange one.
fn known(text: &str) -> BTreeSet<String> {
    let report = read_text("study.toml", text, &[]).unwrap_err();
    let problem = report.problems().iter().find(|problem| problem.reason.contains("`zzzzzzzzzzzz`")).unwrap();
    let help = problem.help.as_ref().unwrap().strip_prefix("known here: ").unwrap();
    help.split(", ").map(str::to_string).collect()
}

fn keys(schema: &Value, pointer: &str) -> BTreeSet<String> {
    let table = schema.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
    table["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_table_has_the_keys_that_the_reader_knows() {
    let schema = schema::of_scenario();
    let below = |table: &str| format!("{GOOD}\n{table}\n{STRANGE}\n");
    let within = |head: &str| GOOD.replacen(head, &format!("{head}\n{STRANGE}"), 1);
    let place = "[[place]]\nname = \"Own\"\npopulation = 5000\nage_65_69 = 100\nregion = \"x\"";
    let design = "/properties/design/patternProperties/^[a-z0-9]+(-[a-z0-9]+)*$";
    let cases = [
        (format!("{STRANGE}\n{GOOD}"), String::new()),
        (within("[report]"), "/properties/report".into()),
        (within("[experiment]"), "/properties/experiment".into()),
        (below(place), "/properties/place/items".into()),
        (below("[[arm]]\nid = \"x\""), "/properties/arm/items".into()),
        (below("[[shock]]\nid = \"x\""), "/properties/shock/items".into()),
        (below("[sweep]"), "/properties/sweep".into()),
        (below("[[sweep.axis]]"), "/properties/sweep/properties/axis/items".into()),
        (below("[design.x.purpose]"), format!("{design}/properties/purpose")),
        (below("[design.x.entry]"), format!("{design}/properties/entry")),
        (below("[design.x.exit]"), format!("{design}/properties/exit")),
        (below("[design.x.meeting]"), format!("{design}/properties/meeting")),
        (below("[design.x.working]"), format!("{design}/properties/working")),
        (below("[design.x.extra_money_as]"), format!("{design}/properties/extra_money_as")),
        (below("[design.x.roster.pharmacist]"), format!("{design}/properties/roster/properties/pharmacist")),
    ];
    for (text, pointer) in cases {
        assert_eq!(keys(&schema, &pointer), known(&text), "{pointer}");
    }
    let mut of_design = known(&below("[design.x]"));
    of_design.insert("extends".to_string());
    assert_eq!(keys(&schema, design), of_design);
    let parameters: BTreeSet<_> = Register::built_in().entries().iter().map(|entry| entry.key.clone()).collect();
    assert_eq!(keys(&schema, "/properties/parameters"), parameters);
}

/// What in a value does not keep to its schema: strange keys, words outside a choice, numbers outside a range.
fn breaches(schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value}"));
    }
    let number = value.as_f64().unwrap_or_default();
    if number < schema["minimum"].as_f64().unwrap_or(number) || number > schema["maximum"].as_f64().unwrap_or(number) {
        found.push(format!("{at}: {value}"));
    }
    let kind = match value {
        Value::Array(values) => {
            values.iter().for_each(|value| breaches(&schema["items"], value, at, found));
            "array"
        }
        Value::Object(table) => {
            for (key, value) in table {
                let own = schema["properties"].get(key);
                let each = || schema["patternProperties"].as_object().and_then(|named| named.values().next());
                match own.or_else(each) {
                    Some(schema) => breaches(schema, value, &format!("{at}.{key}"), found),
                    None if schema["additionalProperties"] == Value::Bool(false) => found.push(format!("{at}.{key}")),
                    None => {}
                }
            }
            "object"
        }
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::Bool(_) => "boolean",
        _ => "string",
    };
    match schema["type"].as_str() {
        Some("number") if kind == "integer" => {}
        Some(expected) if expected != kind => found.push(format!("{at} is {kind}, not {expected}")),
        _ => {}
    }
}

#[test]
fn what_is_shipped_keeps_to_the_schema() {
    let schema = schema::of_scenario();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scenarios = std::fs::read_dir(root.join("scenarios")).unwrap().map(|entry| entry.unwrap().path());
    let toml = scenarios.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let all: Vec<_> = toml.chain([root.join("src/scenario/data/designs.toml")]).collect();
    assert!(all.len() > 3);
    let found = |text: &str| {
        let value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        let mut found = Vec::new();
        breaches(&schema, &value, "", &mut found);
        found
    };
    for path in all {
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(found(&text), Vec::<String>::new(), "{}", path.display());
        let library = path.ends_with("designs.toml");
        assert!(library || text.starts_with("#:schema mdtsim.schema.json\n"), "{}", path.display());
    }
    let wrong = "[experiment]\nseed = -1\nsead = 1\nhorizon = 3\n[design.x]\nstart = \"soon\"\n";
    assert_eq!(found(wrong).len(), 4, "{:?}", found(wrong));
}
