//! What the README shows works: its commands run, its TOML is sound, its table is the one that was printed. And what
//! the documents say of the code is there.

use assert_cmd::Command;
use mdtsim::scenario::register::Register;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = "cargo run --release";

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The contents of all fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<Vec<&str>> = None;
    let mut wanted = false;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(of)) => {
                wanted = of == language;
                open = Some(Vec::new());
            }
            (Some(lines), Some(_)) => {
                if wanted {
                    blocks.push(lines.join("\n"));
                }
                open = None;
            }
            (Some(lines), None) => lines.push(line),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is left open");
    blocks
}

/// The lines that a reader would type.
fn commands() -> Vec<String> {
    blocks(&read("README.md"), "sh").iter().flat_map(|block| block.lines()).map(str::to_string).collect()
}

/// What lies between the name of the program and the end of its line.
fn arguments(line: &str) -> Vec<&str> {
    assert!(!line.contains(['\'', '"', '\\']), "quoting is not read here: {line}");
    line.strip_prefix(PROGRAM).unwrap().trim_start().trim_start_matches("--").split_whitespace().collect()
}

/// A folder as a clone looks to somebody who has saved the README's design.
fn clone() -> tempfile::TempDir {
    let clone = tempfile::tempdir().unwrap();
    std::fs::create_dir(clone.path().join("scenarios")).unwrap();
    for entry in std::fs::read_dir(Path::new(ROOT).join("scenarios")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            continue;
        }
        std::fs::copy(entry.path(), clone.path().join("scenarios").join(entry.file_name())).unwrap();
    }
    let [design] = &blocks(&read("README.md"), "toml")[..] else { panic!("one design is shown") };
    std::fs::write(clone.path().join("my-team.toml"), design).unwrap();
    clone
}

/// Options that make a study small, for verbs that run one.
fn smaller(arguments: &[&str]) -> Vec<&'static str> {
    let Some(verb @ ("compare" | "run" | "sweep" | "trace")) = arguments.first().copied() else { return Vec::new() };
    let mut small = vec![
        "--replications",
        "1",
        "--set",
        "experiment.warm_up=\"7 days\"",
        "--set",
        "experiment.horizon=\"28 days\"",
    ];
    if verb != "sweep" {
        small.extend(["--set", "shock.fund-not-renewed.at=\"2027-04-15\""]);
    }
    // The arguments themselves may have chosen the replications already.
    if arguments.contains(&"--replications") { small.split_off(2) } else { small }
}

#[test]
fn the_two_commands_stand_alone_and_come_first() {
    let commands = commands();
    assert_eq!(commands[..2], ["cargo run --release", "cargo test --release"]);
    assert!(commands[2..].iter().all(|line| line.starts_with("cargo run --release -- ")), "{commands:?}");
}

#[test]
fn every_other_command_works_as_it_is_written() {
    let clone = clone();
    let mut verbs = Vec::new();
    for line in &commands()[2..] {
        let arguments = arguments(line);
        let mut command = Command::cargo_bin("mdtsim").unwrap();
        let output = command.current_dir(clone.path()).args(&arguments).args(smaller(&arguments)).output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {words}");
        // What is written to a file is named on the other stream.
        assert!(!output.stdout.is_empty() || line.contains("--out"), "{line} says nothing");
        verbs.push(arguments[0].to_string());
    }
    verbs.sort();
    verbs.dedup();
    assert_eq!(
        verbs,
        ["check", "compare", "explain", "places", "report", "run", "sweep", "trace"],
        "every verb is shown"
    );
    assert!(clone.path().join("output/my-team/report.html").exists());
    assert!(clone.path().join("output/meetings-and-money-001/report.html").exists());
}

#[test]
fn every_line_of_the_design_is_taken_up() {
    let clone = clone();
    let mut command = Command::cargo_bin("mdtsim").unwrap();
    let resolved = ["check", "scenarios/headline.toml", "--overlay", "my-team.toml", "--resolved"];
    let output = command.current_dir(clone.path()).args(resolved).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let shown = read("README.md");
    let values = blocks(&shown, "toml")[0].lines().filter(|line| line.contains(" = ")).count();
    assert_eq!(text.matches("my-team.toml:").count(), values, "{text}");
    assert!(blocks(&shown, "toml")[0].lines().filter(|line| !line.is_empty()).count() <= 10, "ten lines");
}

#[test]
fn the_examples_of_scenario_files_are_sound() {
    let shown = blocks(&read("docs/scenario-files.md"), "toml").join("\n");
    let text = format!("{}\n{shown}\n", read("scenarios/headline.toml"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("all.toml"), text).unwrap();
    let mut command = Command::cargo_bin("mdtsim").unwrap();
    let output = command.current_dir(folder.path()).args(["sweep", "all.toml", "--dry-run"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_table_is_the_one_that_the_long_checks_printed() {
    let of = |name: &str| blocks(&read(name), "text");
    let (shown, printed) = (of("README.md"), of("docs/long-checks.md"));
    assert_eq!(printed.len(), 1, "docs/long-checks.md holds one table");
    assert_eq!(shown, printed, "run .ci/long, which writes both");
}

#[test]
fn it_says_how_much_of_the_register_is_assumed_or_unchecked() {
    let entries = Register::built_in().entries();
    let weak = entries.iter().filter(|entry| entry.status.is_weak()).count();
    let share = weak as f64 / entries.len() as f64;
    assert!((0.80..0.90).contains(&share), "{share}");
    assert!(
        read("README.md")
            .contains("More than four in five of the parameters are assumptions, unchecked or set by hand")
    );
}

#[test]
fn what_it_points_to_is_there() {
    let text = read("README.md");
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let own: Vec<&str> = links.filter(|link| !link.contains("://") && !link.starts_with('#')).collect();
    let named = text.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains(' '));
    let named = named.filter(|word| ["src/", "docs/", "scenarios/", "output/"].iter().any(|at| word.starts_with(at)));
    let all: Vec<&str> = own.into_iter().chain(named).collect();
    assert!(all.len() > 15, "{all:?}");
    for path in all {
        assert!(Path::new(ROOT).join(path).exists(), "{path}");
    }
}

/// The words between single backticks, fenced blocks left out.
fn code_words(text: &str) -> Vec<String> {
    let mut fenced = false;
    let prose = text.lines().filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced && !line.starts_with("```")
    });
    let prose: Vec<&str> = prose.collect();
    prose.join("\n").split('`').skip(1).step_by(2).map(str::to_string).collect()
}

fn source(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// Files are named from the root, from `src` or from `src/model`; functions as `Type::function` or `file::function`.
#[test]
fn the_documents_name_files_and_functions_that_exist() {
    let src = Path::new(ROOT).join("src");
    let mut code = String::new();
    source(&src, &mut code);
    let (mut files, mut functions, mut faults) = (0, 0, Vec::new());
    for document in ["docs/architecture.md", "docs/model.md", "docs/decisions.md"] {
        for word in code_words(&read(document)) {
            let plain = word.chars().all(|c| c.is_alphanumeric() || "_/.:".contains(c));
            if plain && word.ends_with(".rs") {
                files += 1;
                let homes = [Path::new(ROOT), &src, &src.join("model"), &src.join("model/services")];
                if !homes.iter().any(|home| home.join(&word).exists()) {
                    faults.push(format!("{document}: no file `{word}`"));
                }
            } else if let Some((_, name)) = word.rsplit_once("::").filter(|_| plain && !word.starts_with("crate")) {
                functions += 1;
                let function = [format!("fn {name}("), format!("fn {name}<")].iter().any(|one| code.contains(one));
                let other = [' ', '{', '(', ','].iter().any(|end| code.contains(&format!(" {name}{end}")));
                let lower = name.starts_with(|c: char| c.is_lowercase());
                if !(function || (other && !lower) || code.contains(&format!("pub {name}:"))) {
                    faults.push(format!("{document}: nothing is called `{word}`"));
                }
            }
        }
    }
    assert!(files > 20 && functions > 30, "{files} files and {functions} functions were read");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
