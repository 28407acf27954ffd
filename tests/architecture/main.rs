//! The house keeps its order: arrows point down, outside crates have one door, files are short and say what they are.
//!
//! The order is written here once, and `docs/architecture.md` explains it. To change the house, change both.

mod source;

use source::{Arrow, File, sources};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The floors of the house from the roof down. Rooms on one floor do not know one another.
const FLOORS: &[&[&str]] = &[
    &["main"],
    &["lib"],
    &["cli"],
    &["report"],
    &["analysis"],
    &["experiment"],
    &["scenario", "outcomes"],
    &["model"],
    &["random"],
    &["engine", "units", "statistics"],
    &["time", "ids"],
];

/// The stairs inside the model, from the roof down, by the beginning of a file's path in `model`. The longest beginning
/// counts, so that `people/happenings` stands above the rest of `people`: what befalls a person needs the step, and the
/// step needs to know how people's clocks are read.
const MODEL: &[&[&str]] = &[
    &["arm"],
    &["start", "turning", "audit", "region", "untouched", "witness", "load"],
    &["place"],
    &["services"],
    &["indicator"],
    &["recording"],
    &["funding"],
    &["workforce"],
    &["people/happenings"],
    &["step"],
    &["people"],
    &["tables"],
    &["people/long_term"],
    &["years"],
    &["fact", "event"],
    &["people/profile", "round"],
    &["people/traits", "people/causes"],
    &["design"],
    &["parameters", "place_figures", "shock"],
];

/// Rooms of the model that speak by events and through `place` alone, although the stairs would allow an arrow.
const STRANGERS: &[(&str, &str)] = &[("services", "workforce"), ("services", "funding"), ("workforce", "people")];

/// The door of each outside crate. Not listed are the standard library and what has no door because it is a language of
/// the whole house: `serde` (derives) and `thiserror`.
const DOORS: &[(&str, &[&str])] = &[
    ("askama", &["report"]),
    ("blake3", &["experiment/fingerprint"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli/shell"]),
    ("clap_mangen", &["cli/shell"]),
    ("csv", &["scenario", "report/tables"]),
    ("ctrlc", &["cli/interrupt"]),
    ("libc", &["cli/memory"]),
    ("indicatif", &["cli/progress"]),
    ("jiff", &["time", "model/shock", "scenario", "outcomes/window", "experiment", "cli"]),
    (
        "libm",
        &[
            "model",
            "random",
            "statistics",
            "outcomes/cohort",
            "experiment/calibration",
            "experiment/settling",
            "experiment/validation/links",
            "scenario/frozen",
            "scenario/register",
            "analysis/validation",
            "analysis/patterns",
        ],
    ),
    ("parquet", &["report/tables/flat"]),
    ("plotters", &["report/figures"]),
    ("rand", &["random/samplers"]),
    ("rayon", &["engine/window", "experiment/threads"]),
    ("serde_json", &["units", "experiment", "report/tables", "scenario/schema", "cli"]),
    ("statrs", &["statistics/interval"]),
    ("strsim", &["scenario/suggest"]),
    ("toml", &["scenario", "experiment", "cli/parameters"]),
];
const LANGUAGES: &[&str] = &["serde", "thiserror"];

/// What makes a result depend on the run instead of the question: hash order and clocks.
const CHANCE: &[&str] = &["HashMap", "HashSet", "Instant", "SystemTime", "thread_rng", "available_parallelism"];
const CLOCKLESS: &[&str] = &["time", "ids", "units", "statistics", "engine", "random", "model", "outcomes"];

/// Longest file, lines.
const LONGEST: usize = 450;

/// The floor of a name, counted from the roof; the longest entry that the name begins with decides.
fn floor(floors: &[&[&str]], name: &str) -> Option<usize> {
    let entries = floors.iter().enumerate().flat_map(|(at, rooms)| rooms.iter().map(move |room| (at, *room)));
    entries.filter(|(_, room)| lies_in(name, room)).max_by_key(|(_, room)| room.len()).map(|(at, _)| at)
}

/// Whether a path such as `model/people/traits` is a room or lies in it.
fn lies_in(path: &str, room: &str) -> bool {
    path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn entry<'a>(floors: &[&[&'a str]], name: &str) -> Option<&'a str> {
    let rooms = floors.iter().flat_map(|rooms| rooms.iter().copied());
    rooms.filter(|room| lies_in(name, room)).max_by_key(|room| room.len())
}

/// Why an arrow may not be, if it may not.
fn fault(arrow: &Arrow) -> Option<String> {
    between_rooms(arrow).or_else(|| within_model(arrow))
}

fn between_rooms(arrow: &Arrow) -> Option<String> {
    let (from, to) = (arrow.leaving_room(), arrow.to_room());
    let Some(above) = floor(FLOORS, from) else { return Some(format!("`{from}` has no floor in this test")) };
    let Some(below) = floor(FLOORS, to) else { return Some(format!("`{to}` has no floor in this test")) };
    let known = from == to || above < below;
    (!known).then(|| format!("`{from}` may not know `{to}`"))
}

fn within_model(arrow: &Arrow) -> Option<String> {
    let (from, to) = (arrow.from.strip_prefix("model/")?, arrow.to.strip_prefix("model/")?);
    if from == "mod" {
        return None;
    }
    let (Some(above), Some(below)) = (floor(MODEL, from), floor(MODEL, to)) else {
        return Some(format!("`model/{from}` or `model/{to}` has no stair in this test"));
    };
    let same = entry(MODEL, from) == entry(MODEL, to);
    let strangers = STRANGERS
        .iter()
        .any(|(one, other)| (lies_in(from, one) && lies_in(to, other)) || (lies_in(from, other) && lies_in(to, one)));
    (strangers || !(same || above < below)).then(|| format!("`model/{from}` may not know `model/{to}`"))
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn arrows_point_down() {
    let files = sources();
    let arrows: Vec<Arrow> = files.iter().flat_map(File::arrows).collect();
    assert!(arrows.len() > 500, "only {} arrows were read", arrows.len());
    let faults = arrows.iter().filter_map(|arrow| Some(format!("{}:{}: {}", arrow.file, arrow.line, fault(arrow)?)));
    report(&faults.collect::<Vec<_>>());
}

#[test]
fn rooms_form_no_circle() {
    let mut below: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for arrow in sources().iter().flat_map(File::arrows).filter(|arrow| arrow.leaving_room() != arrow.to_room()) {
        below.entry(arrow.leaving_room().into()).or_default().push(arrow.to_room().into());
    }
    // Rooms that know nobody are taken away, again and again; whatever is left stands in a circle.
    while let Some(free) = below.keys().find(|room| below[*room].iter().all(|to| !below.contains_key(to))).cloned() {
        below.remove(&free);
    }
    assert!(below.is_empty(), "in a circle: {:?}", below.keys());
}

#[test]
fn the_rule_can_be_broken() {
    let arrow = |from: &str, to: &str| Arrow { file: String::new(), line: 0, from: from.into(), to: to.into() };
    for (from, to) in [
        ("engine/queue", "model/people"),
        ("engine/queue", "statistics/moments"),
        ("scenario/mod", "outcomes/tally"),
        ("model/people/birth", "random_walk/luck"),
        ("model/services/usual", "model/place"),
        ("model/services/usual", "model/workforce/posts"),
        ("model/people/birth", "model/people/happenings"),
        ("model/people/happenings", "model/workforce/posts"),
        ("model/workforce/posts", "model/people/traits"),
    ] {
        assert!(fault(&arrow(from, to)).is_some(), "{from} -> {to}");
    }
    for (from, to) in [("model/people/happenings", "model/people"), ("model/arm", "model/start"), ("cli/mod", "ids")] {
        assert_eq!(fault(&arrow(from, to)), None, "{from} -> {to}");
    }
}

#[test]
fn nobody_goes_through_the_root_or_by_the_back_stairs() {
    let faults = sources().into_iter().flat_map(|file| file.back_stairs());
    report(&faults.collect::<Vec<_>>());
}

#[test]
fn every_outside_crate_has_one_door() {
    let manifest = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    let crates = source::dependencies(&manifest);
    assert!(crates.len() > 10, "the manifest was read");
    let mut faults = Vec::new();
    for file in sources() {
        for (line, name) in file.outside(&crates) {
            let doors = DOORS.iter().find(|(known, _)| *known == name).map(|(_, doors)| *doors);
            let open = LANGUAGES.contains(&name.as_str())
                || doors.is_some_and(|doors| doors.iter().any(|door| lies_in(&file.module, door)));
            if !open {
                let doors = doors.map_or("nowhere: it has no door in this test".into(), |doors| doors.join(", "));
                faults.push(format!("src/{}:{line}: {name} comes in by {doors}", file.path));
            }
        }
    }
    report(&faults);
}

#[test]
fn results_know_no_clock_and_no_hash_order() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| CLOCKLESS.contains(&file.room())) {
        for (line, word) in file.words().filter(|(_, word)| CHANCE.contains(word)) {
            faults.push(format!("src/{}:{line}: {word}", file.path));
        }
    }
    report(&faults);
}

/// A feature of a design is one field and the question that it answers: what a team does asks the question.
#[test]
fn teams_ask_questions_of_their_design_and_read_no_field_of_it() {
    const TEAM: &str = "model/services/team";
    let mut faults = Vec::new();
    let (mut asked, mut files) = (0, 0);
    for file in sources().iter().filter(|file| lies_in(&file.module, TEAM)) {
        files += 1;
        let answers = lies_in(&file.module, "model/services/team/answers");
        for (number, line) in file.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let reads = line.contains("design.");
            asked += usize::from(answers && reads);
            if reads && !answers {
                faults.push(format!("src/{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    assert!(files > 15 && asked > 15, "{asked} fields are read by the answers, in {files} files of teams");
    report(&faults);
}

#[test]
fn files_open_with_what_they_are_for_and_stay_short() {
    let mut faults = Vec::new();
    for file in sources() {
        if !file.text.starts_with("//! ") {
            faults.push(format!("src/{}: does not open with //! and what it is for", file.path));
        }
        let lines = file.text.lines().count();
        if lines > LONGEST {
            faults.push(format!("src/{}: {lines} lines; the longest may have {LONGEST}", file.path));
        }
    }
    report(&faults);
}

/// What `.ci/inputs-hash` says that a hash is made from; its words where it says that something is wrong.
fn hashed(of: &[&str]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/inputs-hash");
    let done = Command::new("bash").arg(script).arg("list").args(of).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().lines().map(str::to_string).collect()
}

#[test]
fn every_room_is_known_to_the_hash_of_inputs_as_deciding_or_not() {
    // The script ends with an error where a file below src falls under none of its rules.
    let (whole, model) = (hashed(&[]), hashed(&["model"]));
    let of_studies: Vec<&String> = whole.iter().filter(|file| !model.contains(file)).collect();
    let (studies, figures): (Vec<&String>, Vec<&String>) =
        of_studies.iter().copied().partition(|file| file.starts_with("scenarios/"));
    assert!(!studies.is_empty() && !figures.is_empty(), "{of_studies:?}");
    assert!(figures.iter().all(|file| file.starts_with("src/analysis/")), "{figures:?}");
    for room in ["model", "random", "engine", "outcomes", "units", "statistics", "time"] {
        let all = sources().into_iter().map(|file| format!("src/{}", file.path));
        for file in all.filter(|file| file.starts_with(&format!("src/{room}/"))) {
            assert!(model.contains(&file), "{file} decides, and the hash leaves it out");
        }
    }
    for decides in [
        "src/scenario/register.rs",
        "src/scenario/file/layers.rs",
        "src/experiment/unit.rs",
        "src/analysis/validation.rs",
        "src/analysis/patterns.rs",
        "Cargo.lock",
    ] {
        assert!(model.iter().any(|file| file == decides), "{decides}");
    }
    for of_studies in ["src/analysis/contrast.rs", "src/analysis/estimate.rs", "src/analysis/sources.rs"] {
        assert!(figures.iter().any(|file| *file == of_studies), "{of_studies}");
    }
    // What stands below is left out of the hash, so nothing but tests may stand there.
    for file in whole.iter().filter(|file| file.ends_with(".rs")) {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let Some((_, below)) = text.split_once("\n#[cfg(test)]\n") else { continue };
        let ends = below.find("\n}\n").map_or(below.len(), |end| end + 3);
        let alone = below == "mod tests;\n" || below.starts_with("mod tests {") && ends == below.len();
        assert!(alone, "{file}: something stands below its tests");
    }
    let words = ["src/analysis/words.rs", "src/analysis/answer.rs", "src/analysis/lead.rs", "src/analysis/short.rs"];
    let shown = ["src/report/", "src/experiment/calibration/", "src/scenario/data/validation.csv"];
    for shows in words.iter().chain(&shown) {
        assert!(!whole.iter().any(|file| file.starts_with(shows)), "{shows}");
    }
}

/// What makes the figures of validation and patterns rests on rooms that the hash of the model holds, so that no figure can
/// move without it.
#[test]
fn figures_of_the_model_alone_rest_on_nothing_outside_its_hash() {
    let model = hashed(&["model"]);
    let of_others = ["crate::analysis::", "crate::report::", "crate::cli::"];
    for made in ["analysis/validation.rs", "analysis/patterns.rs"] {
        let file = sources().into_iter().find(|file| file.path == made).unwrap();
        let outside = of_others.iter().find(|room| file.text.contains(**room));
        assert!(outside.is_none(), "src/{made} mentions {outside:?}, which .ci/inputs-hash model leaves out");
        assert!(model.contains(&format!("src/{made}")));
    }
}
