//! The command line as its users meet it: what it writes, where, and how it ends.

mod desk;
mod small;

use desk::{Desk, names, said};
use serde_json::Value;
use small::text;
use std::path::Path;

/// A scenario with one replication, for tests that need no second one.
const ONCE: [&str; 2] = ["--replications", "1"];

#[test]
fn help_tells_the_exit_codes_and_the_verbs() {
    let said = Desk::new().run(&["--help"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for word in [
        "Exit codes",
        "130",
        "--fail-if",
        "compare",
        "sweep",
        "check",
        "calibrate",
        "places",
        "explain",
        "report",
        "new",
        "schema",
        "man",
    ] {
        assert!(said.out.contains(word), "{word}");
    }
    let wrong = Desk::new().run(&["compair"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("compair") && wrong.out.is_empty());
}

#[test]
fn new_writes_a_scenario_that_runs_and_never_over_a_file() {
    let desk = Desk::new();
    let said = desk.run(&["new", "mine.toml"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    assert_eq!(desk.names(), ["mdtsim.schema.json", "mine.toml", "small.toml"]);
    let text = desk.read("mine.toml");
    assert!(text.starts_with("#:schema mdtsim.schema.json\n"));
    assert_eq!(desk.run(&["check", "mine.toml"]).code, 0);
    let (head, tail) = text.split_once("# A design of your own").unwrap();
    let code = |line: &&str| line.starts_with("# [") || line.contains(" = ");
    let tail: Vec<&str> = tail.lines().filter(code).map(|line| line.trim_start_matches("# ")).collect();
    assert!(tail.len() > 15);
    desk.write("all.toml", &format!("{head}\n{}\n", tail.join("\n")));
    let said = desk.run(&["check", "all.toml"]);
    assert_eq!(said.code, 0, "what is commented out is right too: {}", said.err);

    desk.write("mdtsim.schema.json", "mine");
    let again = desk.run(&["new", "mine.toml"]);
    assert!(again.code == 2 && again.err.contains("exists already"), "{}", again.err);
    assert_eq!(desk.run(&["new", "no-folder/mine.toml"]).code, 2);
    assert_eq!(desk.run(&["new", "."]).code, 2);
    assert_eq!(desk.run(&["new", "other.toml"]).code, 0);
    assert_eq!(desk.read("mdtsim.schema.json"), "mine", "what lies there is left alone");
}

#[test]
fn shells_manuals_and_editors_are_told_of_every_verb() {
    let desk = Desk::new();
    for shell in ["bash", "fish", "zsh"] {
        let said = desk.run(&["completions", shell]);
        assert!(said.code == 0 && said.out.contains("sweep") && said.out.contains("fail-if"), "{shell}");
    }
    assert_eq!(desk.run(&["completions", "dosh"]).code, 2);
    let said = desk.run(&["man"]);
    assert!(said.code == 0 && said.out.contains(".TH mdtsim") && said.out.contains("compare"), "{}", said.out);
    let said = desk.run(&["man", "sweep"]);
    assert!(said.code == 0 && said.out.contains("mdtsim\\-sweep") && said.out.contains("dry"), "{}", said.out);
    let wrong = desk.run(&["man", "sweeep"]);
    assert!(wrong.code == 2 && wrong.err.contains("there are: new, run"), "{}", wrong.err);
    let said = desk.run(&["schema"]);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/mdtsim.schema.json");
    let shipped = std::fs::read_to_string(shipped).unwrap();
    assert!(said.code == 0 && said.out == shipped, "write it anew: mdtsim schema > scenarios/mdtsim.schema.json");
}

#[test]
fn without_a_verb_the_headline_study_is_compared_from_any_folder() {
    let desk = Desk::new();
    let said = desk.run(&["--set", "experiment.replications=0"]);
    assert_eq!(said.code, 2);
    assert!(said.err.starts_with("--set:1:"), "{}", said.err);
    let said = desk.run(&["--set", "arm.nobody.money=1"]);
    assert!(said.err.contains("integrated-neighbourhood-team"), "{}", said.err);
    assert_eq!(desk.names(), ["small.toml"]);
}

#[test]
fn compare_prints_a_table_and_fills_the_next_free_folder() {
    let desk = Desk::new();
    let said = desk.run(&["compare", "small.toml", "--replications", "2", "--threads", "2"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Usual care") && said.out.contains("Integrated care team"));
    assert!(said.err.contains("seed 7") && said.err.contains("2 threads"));
    assert!(said.err.contains("report: output/small-001/report.html"));
    let written = names(&desk.path("output/small-001"));
    let expected = [
        "figures",
        "journal",
        "log",
        "manifest.json",
        "report.html",
        "scenario.resolved.toml",
        "summary.csv",
        "summary.json",
        "tables",
    ];
    assert_eq!(written, expected);
    let tables = names(&desk.path("output/small-001/tables"));
    let expected = ["ledger", "ledger_by_group", "metrics", "professions", "rows", "teams"];
    assert_eq!(tables, expected.map(|name| [format!("{name}.csv"), format!("{name}.parquet")]).concat());
    let manifest = desk.json("output/small-001/manifest.json");
    assert_eq!((&manifest["seed"], &manifest["seed_automatic"]), (&7.into(), &false.into()));
    assert_eq!((&manifest["trials_asked"], &manifest["trials_done"]), (&8.into(), &8.into()));
    assert_eq!((&manifest["state"], &manifest["threads"]), (&"complete".into(), &2.into()));
    assert!(manifest["seconds"].as_f64().unwrap() > 0.0);
    assert!(manifest["command"].as_str().unwrap().ends_with("compare small.toml --replications 2 --threads 2"));

    let quiet = desk.run(&["compare", "small.toml", "--quiet", ONCE[0], ONCE[1]]);
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    assert_eq!(names(&desk.path("output")), ["small-001", "small-002"]);
}

#[test]
fn tables_have_the_same_bytes_on_one_thread_and_on_three() {
    let desk = Desk::new();
    for (threads, out) in [("1", "one"), ("3", "three")] {
        assert_eq!(desk.run(&["compare", "small.toml", "--threads", threads, "--out", out]).code, 0);
    }
    for name in names(&desk.path("one/tables")) {
        let bytes = |out: &str| std::fs::read(desk.path(out).join("tables").join(&name)).unwrap();
        assert!(bytes("one") == bytes("three"), "{name}");
    }
    assert_eq!(desk.read("one/summary.csv"), desk.read("three/summary.csv"));
    assert_eq!(desk.json("one/manifest.json")["scenario_hash"], desk.json("three/manifest.json")["scenario_hash"]);
}

#[test]
fn json_is_one_versioned_object_on_standard_output() {
    let desk = Desk::new();
    let said = desk.run(&["run", "small.toml", "--arm", "team", "--json", "--out", "out", ONCE[0], ONCE[1]]);
    let told: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&told["format"], &told["out"]), (&"mdtsim-run-1".into(), &"out".into()));
    // The baseline is always run.
    assert_eq!(told["manifest"]["trials_done"], 2);
    assert_eq!(told["summary"], desk.json("out/summary.json"));
}

#[test]
fn run_without_an_arm_runs_the_baseline_alone() {
    let desk = Desk::new();
    let said = desk.run(&["run", "small.toml", "--out", "out", ONCE[0], ONCE[1]]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(desk.json("out/manifest.json")["trials_done"], 1);
    let wrong = desk.run(&["run", "small.toml", "--arm", "teem"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("`teem`") && wrong.err.contains("team"), "{}", wrong.err);
}

#[test]
fn an_existing_folder_is_refused_and_left_alone_unless_it_is_an_earlier_run() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("mine")).unwrap();
    desk.write("mine/letter.txt", "dear all");
    for force in [&[][..], &["--force"]] {
        let said = desk.run(&[&["compare", "small.toml", "--out", "mine"], force].concat());
        assert_eq!(said.code, 2);
        assert!(said.err.contains("mine"), "{}", said.err);
        assert_eq!(names(&desk.path("mine")), ["letter.txt"]);
    }
    let arguments = ["run", "small.toml", "--out", "out", ONCE[0], ONCE[1]];
    assert_eq!(desk.run(&arguments).code, 0);
    let before = desk.read("out/manifest.json");
    assert_eq!(desk.run(&arguments).code, 2);
    assert_eq!(desk.read("out/manifest.json"), before);
    assert_eq!(desk.run(&[&arguments[..], &["--force", "--seed", "9"]].concat()).code, 0);
    assert_eq!(desk.json("out/manifest.json")["seed"], 9);
}

#[test]
fn a_bad_scenario_is_told_with_its_place_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("bad.toml", &text().replace("horizon = \"6 months\"", "horizon = 6\nhorizn = 1"));
    for verb in ["compare", "run", "sweep", "check"] {
        let said = desk.run(&[verb, "bad.toml"]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{verb}");
        assert!(said.err.starts_with("bad.toml:7:"), "{}", said.err);
        assert!(said.err.contains("bad.toml:8:1") && said.err.contains("horizon"), "{}", said.err);
    }
    let said = desk.run(&["compare", "nowhere.toml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.starts_with("nowhere.toml:1:1"));
    assert_eq!(desk.names(), ["bad.toml", "small.toml"]);
}

#[test]
fn errors_are_coloured_only_where_that_is_wanted() {
    let desk = Desk::new();
    let with = |variables: &[(&str, &str)]| {
        let mut command = desk.command();
        command.args(["check", "nowhere.toml"]).envs(variables.iter().copied());
        said(&mut command).err.contains('\u{1b}')
    };
    assert!(!with(&[]), "no terminal");
    assert!(with(&[("CLICOLOR_FORCE", "1")]));
    assert!(!with(&[("CLICOLOR_FORCE", "0")]));
    assert!(!with(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn an_output_folder_that_cannot_be_made_ends_with_code_4() {
    let desk = Desk::new();
    let said = desk.run(&["compare", "small.toml", "--out", "small.toml/below"]);
    assert_eq!(said.code, 4);
    assert!(said.err.contains("small.toml/below"), "{}", said.err);
}

#[test]
fn a_question_that_fails_ends_with_code_1() {
    let desk = Desk::new();
    let ask =
        |condition: &str| desk.run(&["compare", "small.toml", "--quiet", "--fail-if", condition, ONCE[0], ONCE[1]]);
    let failed = ask("sham unplanned_admissions_per_1000 > -1");
    assert_eq!(failed.code, 1);
    assert!(failed.err.contains("sham unplanned_admissions_per_1000 > -1"), "{}", failed.err);
    assert_eq!(ask("sham unplanned_admissions_per_1000 > 0").code, 0);
    for wrong in ["sham admissions > 0", "shame unplanned_admissions_per_1000 > 0", "sham", "sham deaths_per_1000 > x"]
    {
        let said = ask(wrong);
        assert_eq!(said.code, 2, "{wrong}");
        assert!(said.err.contains("--fail-if"), "{}", said.err);
    }
    assert_eq!(names(&desk.path("output")).len(), 2, "a condition that makes no sense is refused before the run");
}

const SWEEP: &str = r#"
[sweep]
method = "grid"
[[sweep.axis]]
path = "design.integrated-care-team.meeting.every"
values = ["7 days", "28 days"]
[[sweep.axis]]
path = "arm.team.money"
values = ["40 GBP per person per year", "80 GBP per person per year", "120 GBP per person per year"]
"#;

#[test]
fn a_sweep_has_one_row_a_trial_with_its_settings() {
    let desk = Desk::new();
    // One place, so that a trial has one scope and so one row.
    desk.write("grid.toml", &[small::HEAD, small::BROOK, small::ARMS, SWEEP].concat());
    let said = desk.run(&["sweep", "grid.toml", "--out", "out"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let table = desk.read("out/tables/rows.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let heading = rows.headers().unwrap().clone();
    let column = |name: &str| heading.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}"));
    let settings = [column("design.integrated-care-team.meeting.every"), column("arm.team.money")];
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6 * 4 * 2);
    let at = |point: &str| {
        let row = rows.iter().find(|row| &row[column("point")] == point).unwrap();
        settings.map(|column| row[column].to_string())
    };
    assert_eq!(at("0"), ["7 days", "40 GBP per person per year"]);
    assert_eq!(at("1"), ["7 days", "80 GBP per person per year"]);
    assert_eq!(at("5"), ["28 days", "120 GBP per person per year"]);
    assert_eq!(desk.json("out/manifest.json")["points"], 6);
}

#[test]
fn a_dry_run_says_what_a_sweep_takes_and_writes_nothing() {
    let desk = Desk::new();
    desk.write("grid.toml", &(text() + SWEEP));
    let said = desk.run(&["sweep", "grid.toml", "--dry-run"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for word in ["Runs          48", "Core-hours", "Disk"] {
        assert!(said.out.contains(word), "{word} in {}", said.out);
    }
    let said = desk.run(&["sweep", "grid.toml", "--dry-run", "--json"]);
    let forecast: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&forecast["points"], &forecast["trials"]), (&6.into(), &48.into()));
    assert!(forecast["core_hours"].as_f64().unwrap() > 0.0 && forecast["disk_bytes"].as_u64().unwrap() > 0);
    assert_eq!(desk.names(), ["grid.toml", "small.toml"]);
}

#[test]
fn sweeps_that_make_no_sense_are_refused() {
    let desk = Desk::new();
    let axis = |path: &str, values: &str| {
        let sweep = format!("[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\npath = \"{path}\"\nvalues = {values}\n");
        desk.write("grid.toml", &(text() + &sweep));
        desk.run(&["sweep", "grid.toml"])
    };
    let twice = axis("experiment.seed", "[3, 3]");
    assert!(twice.code == 2 && twice.err.contains("experiment.seed = 3"), "{}", twice.err);
    let replications = axis("experiment.replications", "[1, 2]");
    assert!(replications.code == 2 && replications.err.contains("replications"), "{}", replications.err);
    let value = axis("arm.team.money", "[\"40 GBP per person per year\", \"40 EUR\"]");
    assert!(value.code == 2 && value.err.contains("grid.toml:"), "{}", value.err);
    let none = desk.run(&["sweep", "small.toml"]);
    assert!(none.code == 2 && none.err.contains("[sweep]"), "{}", none.err);
    assert_eq!(desk.names(), ["grid.toml", "small.toml"]);
}

#[test]
fn check_says_what_a_scenario_comes_to_and_resolves_it() {
    let desk = Desk::new();
    let said = desk.run(&["check", "small.toml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("nothing is wrong") && said.out.contains("8 trials"), "{}", said.out);
    let resolved = desk.run(&["check", "small.toml", "--resolved", "--seed", "11"]);
    assert!(resolved.out.contains("seed = 11  # --set"), "{}", resolved.out);
    assert!(resolved.out.contains("replications = 2  # small.toml:4"), "{}", resolved.out);
    desk.write("again.toml", &resolved.out);
    let hash = |arguments: &[&str]| {
        let told: Value = serde_json::from_str(&desk.run(arguments).out).unwrap();
        told["scenario_hash"].as_str().unwrap().to_string()
    };
    let first = hash(&["check", "small.toml", "--json", "--seed", "11"]);
    assert_eq!(first, hash(&["check", "again.toml", "--json"]));
    assert_ne!(first, hash(&["check", "small.toml", "--json"]));
}

#[test]
fn shipped_scenarios_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let desk = Desk::new();
    for name in names(&folder).into_iter().filter(|name| name.ends_with(".toml")) {
        let said = desk.run(&["check", folder.join(&name).to_str().unwrap()]);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
    }
}

#[test]
fn places_are_listed_shown_and_searched() {
    let desk = Desk::new();
    let all = desk.run(&["places"]);
    assert_eq!((all.code, all.out.lines().count()), (0, 153));
    let one = desk.run(&["places", "leicester"]);
    assert!(one.out.starts_with("Leicester (E06000016)") && one.out.contains("354,036"), "{}", one.out);
    assert!(desk.run(&["places", "york"]).out.starts_with("York ("));
    assert!(desk.run(&["places", "shire"]).out.lines().count() > 10);
    let told: Value = serde_json::from_str(&desk.run(&["places", "Wiltshire", "--json"]).out).unwrap();
    assert_eq!(told["places"][0]["code"], "E06000054");
    let wrong = desk.run(&["places", "Leicster"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("did you mean Leicester"), "{}", wrong.err);
}

#[test]
fn a_parameter_is_explained_with_its_sources() {
    let desk = Desk::new();
    let group: Value = serde_json::from_str(&desk.run(&["explain", "falls", "--json"]).out).unwrap();
    let parameters = group["parameters"].as_array().unwrap();
    assert!(parameters.len() > 3);
    let sourced = parameters.iter().find(|parameter| !parameter["sources"].as_array().unwrap().is_empty()).unwrap();
    let (key, source) = (sourced["key"].as_str().unwrap(), &sourced["sources"][0]);
    let said = desk.run(&["explain", key]);
    assert_eq!(said.code, 0);
    for word in [key, "Value", "State", source["source"].as_str().unwrap(), source["link"].as_str().unwrap()] {
        assert!(said.out.contains(word), "{word} in {}", said.out);
    }
    let wrong = desk.run(&["explain", &format!("{key}s")]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains(key), "{}", wrong.err);
}

#[test]
fn a_report_is_written_again_from_the_journal() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["compare", "small.toml", "--out", "out"]).code, 0);
    let kept: Vec<_> = ["report.html", "summary.json", "tables/rows.csv", "tables/rows.parquet"]
        .map(|name| (name, std::fs::read(desk.path("out").join(name)).unwrap()))
        .into();
    for (name, _) in &kept {
        std::fs::remove_file(desk.path("out").join(name)).unwrap();
    }
    let said = desk.run(&["report", "out"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for (name, bytes) in kept {
        assert!(bytes == std::fs::read(desk.path("out").join(name)).unwrap(), "{name}");
    }
    let wrong = desk.run(&["report", "nowhere"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("nowhere/journal"), "{}", wrong.err);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_code_130_and_keeps_what_is_finished() {
    let desk = Desk::new();
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("mdtsim"));
    command.args(["compare", "small.toml", "--replications", "1000", "--out", "out", "--quiet"]);
    let mut child = command.current_dir(desk.0.path()).spawn().unwrap();
    let journal = desk.path("out/journal/trials.jsonl");
    let lines = || std::fs::read_to_string(&journal).map_or(0, |text| text.lines().count());
    for _ in 0..600 {
        if lines() > 1 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(lines() > 1, "nothing was finished in half a minute");
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let manifest = desk.json("out/manifest.json");
    assert_eq!(manifest["state"], "interrupted");
    assert_eq!(manifest["trials_done"], lines() - 1);
}

#[test]
fn timings_tell_events_of_persons_by_kind_and_they_add_up() {
    let said = Desk::new().run(&["compare", "small.toml", "--replications", "1", "--timings", "--out", "timed"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let (above, below) = said.err.split_once("events of persons by kind\n").expect(&said.err);
    let number = |line: &str| line.split_whitespace().last().and_then(|word| word.parse::<f64>().ok());
    let all = above.lines().find(|line| line.contains("events of persons ")).and_then(number).unwrap();
    let kinds: Vec<f64> = below.lines().take_while(|line| line.starts_with("    ")).filter_map(number).collect();
    // Each kind is told to a thousandth and all of them to a hundredth.
    assert!(kinds.len() > 15 && (kinds.iter().sum::<f64>() - all).abs() < 0.02, "{all}, {kinds:?}");
    for kind in ["Fell ", "A need arose ", "Became destabilised ", "Died in hospital "] {
        assert!(below.contains(kind), "{kind}\n{below}");
    }
}
