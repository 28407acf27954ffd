//! docs/validation.md is what `mdtsim validate` wrote from the tables beside it: no row, comment, verdict or count in it
//! was set by hand, and the README tells its count. The model is not run.

use mdtsim::analysis::validation::{TOLERANCE, UNTRACED};
use mdtsim::report::missed;
use mdtsim::report::validation::figure;
use mdtsim::scenario::file;
use mdtsim::scenario::register::Register;
use mdtsim::scenario::validation::{Target, Validated, WORLDS, rows, targets, validated};
use std::collections::BTreeMap;
use std::path::Path;

const AGAIN: &str = "run `make validate` and commit what it writes";

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn document() -> String {
    read("docs/validation.md")
}

/// The cells of a table that follows a heading line, the heading and its rule left out.
fn table(document: &str, heading: &str) -> Vec<Vec<String>> {
    let lines = document.lines().skip_while(|line| *line != heading).skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| {
        let inner =
            line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")).unwrap_or_else(|| panic!("{line}"));
        // A cell that is empty has one space between its bars.
        inner.split(" | ").map(str::to_string).collect()
    };
    lines.map(cells).collect()
}

/// The items of the list below a heading.
fn items(document: &str, heading: &str) -> Vec<String> {
    let below = document.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.starts_with('#'));
    below.filter_map(|line| line.strip_prefix("- ").map(str::to_string)).collect()
}

const ROWS: &str = "| row | what | published | model | | kind | comment |";
const COUNTS: &str = "| | inside | in scope | rows |";

fn in_a_cell(text: &str) -> String {
    text.replace('|', "/")
}

fn with_interval(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
    let ends = low.zip(high).map(|(low, high)| format!(" ({} to {})", figure(low), figure(high)));
    value.map_or("–".to_string(), |value| figure(value) + &ends.unwrap_or_default())
}

fn by_id<T>(all: Vec<T>, id: fn(&T) -> &String) -> BTreeMap<String, T> {
    all.into_iter().map(|one| (id(&one).clone(), one)).collect()
}

fn published() -> Vec<Target> {
    targets(mdtsim::scenario::validation::TARGETS).unwrap()
}

fn found() -> BTreeMap<String, Validated> {
    by_id(validated().unwrap(), |row| &row.id)
}

/// The word beside a row, by the rule that was written down beforehand.
fn verdict(target: &Target, found: &Validated) -> &'static str {
    let (Some(model), Some(low), Some(high)) = (found.model, target.low, target.high) else { return "not measured" };
    let widest = (high - low).max(TOLERANCE * target.value.abs());
    let narrow = found.model_low.zip(found.model_high).is_some_and(|(low, high)| high - low <= widest);
    match (low <= model && model <= high, narrow) {
        (false, _) => "outside",
        (true, true) => "inside",
        (true, false) => "too few replications",
    }
}

const AFTER_MENDS: &str = ", after mends";

/// Whether a row is inside and came in with mends by people who had seen it.
fn mended(target: &Target, found: &Validated) -> bool {
    rows().unwrap().inside_after_mends.contains(&target.id) && verdict(target, found) == "inside"
}

#[test]
fn each_row_is_that_of_the_tables_with_its_verdict_and_its_comment() {
    let (known, found) = (rows().unwrap(), found());
    let in_scope: Vec<Target> =
        published().into_iter().filter(|target| !known.out_of_scope.contains_key(&target.id)).collect();
    let shown = table(&document(), ROWS);
    let ids = |of: &[Vec<String>]| of.iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&shown), in_scope.iter().map(|target| format!("`{}`", target.id)).collect::<Vec<_>>(), "{AGAIN}");
    for (row, target) in shown.iter().zip(&in_scope) {
        let found = &found[&target.id];
        let verdict = verdict(target, found);
        let written = known.comments.get(&target.id).filter(|comment| !comment.is_empty()).map(String::as_str);
        let comment = written.unwrap_or(if verdict == "inside" { "" } else { UNTRACED });
        assert_ne!(comment, UNTRACED, "{}: a miss has a comment", target.id);
        let wanted = [
            format!("`{}`", target.id),
            format!("{} ({}; {})", target.description, target.unit, target.population),
            with_interval(Some(target.value), target.low, target.high),
            with_interval(found.model, found.model_low, found.model_high),
            verdict.to_string(),
            format!("{}{}", known.measures[&target.id].kind, if mended(target, found) { AFTER_MENDS } else { "" }),
            comment.to_string(),
        ];
        assert_eq!(row[..], wanted.map(|cell| in_a_cell(&cell)), "{}: {AGAIN}", target.id);
        assert_eq!(found.inside, verdict == "inside", "{} in src/scenario/data/validated.csv: {AGAIN}", target.id);
    }
}

#[test]
fn what_is_out_of_scope_stands_there_with_its_reason_and_every_row_with_its_source() {
    let known = rows().unwrap();
    let of_row = |target: &Target| {
        let reason = known.out_of_scope.get(&target.id);
        reason.map(|reason| format!("`{}` ({}): {reason}", target.id, target.description))
    };
    let wanted: Vec<String> = published().iter().filter_map(of_row).collect();
    assert_eq!(items(&document(), "## Out of scope"), wanted, "{AGAIN}");
    let source = |target: &Target| format!("`{}`: {}, {} ({})", target.id, target.source, target.link, target.status);
    assert_eq!(items(&document(), "## Sources"), published().iter().map(source).collect::<Vec<_>>(), "{AGAIN}");
}

/// Inside, in scope and in all, of the rows for which something holds.
fn counted(holds: impl Fn(&Target) -> bool) -> [usize; 3] {
    let (known, found) = (rows().unwrap(), found());
    let all: Vec<Target> = published().into_iter().filter(holds).collect();
    let in_scope = all.iter().filter(|target| !known.out_of_scope.contains_key(&target.id));
    let inside = in_scope.clone().filter(|target| verdict(target, &found[&target.id]) == "inside");
    [inside.count(), in_scope.count(), all.len()]
}

/// The sentence that the document gives of its own rows.
fn summary() -> String {
    let shown = table(&document(), ROWS);
    let with = |word: &str| shown.iter().filter(|row| row[4] == word).count();
    let wide = match with("too few replications") {
        0 => String::new(),
        wide => format!("; {wide} want more replications"),
    };
    let mended = match shown.iter().filter(|row| row[5].ends_with(AFTER_MENDS)).count() {
        0 => String::new(),
        mended => format!(", {mended} of them after mends by people who had seen the rows"),
    };
    let out_of_scope = items(&document(), "## Out of scope").len();
    format!(
        "{} of the {} rows that the model can speak to are inside{mended}{wide}. {out_of_scope} are out of scope.",
        with("inside"),
        shown.len()
    )
}

#[test]
fn its_summary_and_its_counts_are_those_of_its_own_rows() {
    let (document, summary) = (document(), summary());
    assert!(document.lines().any(|line| line == summary), "`{summary}` is not what docs/validation.md says: {AGAIN}");
    let page = read("docs/validation.html");
    assert!(page.contains(&format!("<p>{summary}</p>")), "`{summary}` is not what docs/validation.html says: {AGAIN}");
    let known = rows().unwrap();
    let of_kind = |kind: &str| counted(|target| known.measures.get(&target.id).is_some_and(|row| row.kind == kind));
    for line in table(&document, COUNTS) {
        let wanted = match line[0].as_str() {
            "All rows" => counted(|_| true),
            "Validation" => of_kind("validation"),
            "Consistency" => of_kind("consistency"),
            group => counted(|target| target.group.replace('_', " ") == group),
        };
        assert_eq!(line[1..], wanted.map(|count| count.to_string()), "{}: {AGAIN}", line[0]);
    }
    let groups: std::collections::BTreeSet<String> = published().into_iter().map(|target| target.group).collect();
    assert_eq!(table(&document, COUNTS).len(), 3 + groups.len(), "{AGAIN}");
}

#[test]
fn the_page_holds_every_comment_and_both_are_of_the_whole_run_and_stamped() {
    let worlds = file::read_text("validation.toml", WORLDS, &[]).unwrap_or_else(|report| panic!("{report}"));
    let page = read("docs/validation.html").replace("&#39;", "'").replace("&#34;", "\"");
    let page = page.replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&");
    for (row, comment) in rows().unwrap().comments {
        assert!(page.contains(&comment), "the comment on {row} is not in docs/validation.html: {AGAIN}");
    }
    let whole = format!(", {} replications of two places with ", worlds.replications);
    for (name, text) in [("docs/validation.md", document()), ("docs/validation.html", page)] {
        assert!(text.contains(&whole), "{name} is not of {} replications: {AGAIN}", worlds.replications);
        assert!(
            text.contains("Hash of the model's inputs (`.ci/inputs-hash model`): `"),
            "{name} is not stamped: {AGAIN}"
        );
    }
}

/// They are kept while the comparison is made anew, and so may hold nothing of it but where it is.
#[test]
fn pages_that_are_made_before_it_point_to_it_and_quote_nothing_of_it() {
    for name in ["docs/patterns.md", "docs/calibration.md"] {
        let page = read(name);
        assert!(page.contains(&missed::of_every_run()), "{name} is of another version: {}", missed::of_every_run());
        assert!(!page.contains("(published "), "{name} quotes rows, which the next comparison may change");
    }
}

/// What is no row stands in a table of its own, with the figure as the evidence has it.
#[test]
fn links_that_are_for_checking_only_stand_beside_their_published_figures() {
    let shown = table(&document(), "| evidence | what | published | model | source |");
    assert_eq!(shown.len(), 4, "{AGAIN}");
    for row in &shown {
        let evidence = Register::built_in().evidence(row[0].trim_matches('`')).unwrap();
        assert!(row[1].starts_with(&evidence.description) && row[2].starts_with(&evidence.value), "{row:?}");
        assert!(row[3].parse::<f64>().unwrap() > 0.5, "{row:?}");
    }
    // The reversal: those who are helped are admitted more often than those whose need is unmet, and these than others.
    let model = |id: &str| shown.iter().find(|row| row[0].contains(id)).unwrap()[3].parse::<f64>().unwrap();
    assert!(model("lnk_eng_met_adm") > model("lnk_eng_unmet_adm") && model("lnk_eng_unmet_adm") > 1.0, "{shown:?}");
}

#[test]
fn the_readme_tells_how_many_are_inside() {
    let readme = read("README.md").split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = summary();
    assert!(readme.contains(&sentence), "README.md is to say: “{sentence}” (as docs/validation.md does)");
    for link in ["(docs/validation.md)", "(docs/calibration.md)"] {
        assert!(readme.contains(link), "README.md does not point to {link}");
    }
}
