//! The model can be held against published figures, and patterns of the whole model are there. No published figure is
//! looked at here: the targets are made up.

use assert_cmd::Command;
use mdtsim::analysis::patterns::{Curve, Regression, powers, spreads};
use mdtsim::analysis::validation::UNTRACED;
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::validation::patterns::{Unhelped, first_years, unhelped};
use mdtsim::experiment::validation::{MeasureError, measure};
use mdtsim::experiment::watch::Unwatched;
use mdtsim::scenario::{Scenario, file, frozen, validation};
use std::sync::LazyLock;

/// One of the scenarios that are built in, with a part of its people.
fn small(text: &str, part: u32, replications: u32) -> Scenario {
    let settings = [format!("experiment.replications={replications}")];
    let mut scenario = file::read_text("worlds.toml", text, &settings).unwrap_or_else(|report| panic!("{report}"));
    for place in &mut scenario.places {
        place.population /= part;
        place.by_age = place.by_age.map(|people| people / part);
    }
    scenario
}

static UNHELPED: LazyLock<Vec<Unhelped>> = LazyLock::new(|| {
    let plan = Plan::of(&small(validation::PATTERNS, 10, 2)).unwrap();
    unhelped(&plan, 2, &Unwatched).unwrap()
});

#[test]
fn people_who_are_picked_get_better_by_themselves_and_a_naive_study_would_claim_it() {
    let found = Regression::of(&UNHELPED).unwrap();
    assert!(found.people > 200, "only {} people", found.people);
    assert_eq!(found.truth, 1.0, "a team that does nothing changes nothing");
    assert!(found.falls().iter().all(|fall| *fall > 0.0), "{found:?}");
    assert!(found.naive().unwrap().high < found.truth, "{found:?}");
}

#[test]
fn matched_controls_are_found_for_a_team_that_does_nothing_and_a_small_study_shows_little() {
    for arm in ["records", "judgement"] {
        let compared: Vec<_> = UNHELPED.iter().map(|one| one.matched[arm]).collect();
        let curve = Curve::of(arm, &compared).unwrap();
        assert!(curve.pairs > 100 && curve.unmatched < curve.pairs, "{curve:?}");
        assert!(curve.interval.is_some_and(|ends| ends.low < curve.ratio && curve.ratio < ends.high), "{curve:?}");
    }
    let powers = powers(&UNHELPED).unwrap();
    assert!(powers[0].1 < 0.25, "150 people cannot show a tenth: {powers:?}");
    assert!(powers[5].1 > 0.8, "tens of thousands can: {powers:?}");
}

#[test]
fn each_draw_runs_every_design_and_draws_differ() {
    let ranges = frozen::read(frozen::TABLE).unwrap();
    let scenario = small(validation::FIRST_YEAR, 4, 1);
    let effects = first_years(&scenario, &frozen::draws(&ranges, 2, 5), 2, &Unwatched).unwrap();
    let spreads = spreads(&effects);
    assert_eq!((spreads[0].draws, spreads.len()), (16, 9), "two draws of eight designs, and all of them together");
    assert!(spreads[0].ratios[0] < spreads[0].ratios[2]);
    // A sign is expected where beds have a substitute, within the ranges and under every draw; a list alone may go either way.
    let hub = spreads.iter().find(|spread| spread.arm == "urgent-frailty-hub").unwrap();
    assert!(hub.ratios[2] < 1.0, "{hub:?}");
}

#[test]
fn every_row_in_scope_is_measured_and_threads_change_nothing() {
    let plan = Plan::of(&small(validation::WORLDS, 20, 2)).unwrap();
    let values = measure(&plan, 1, &Unwatched).unwrap();
    let rows = validation::rows().unwrap();
    for id in rows.measures.keys() {
        assert!(values.iter().all(|one| one[id].is_finite()), "{id}");
    }
    for leavers in ["val_hchs_leavers", "val_asc_turnover_2324"] {
        let rates: Vec<f64> = values.iter().map(|one| one[leavers]).collect();
        assert!(rates.iter().all(|rate| (0.0..1.0).contains(rate) && *rate > 0.0), "{leavers}: {rates:?}");
    }
    let (besides, asked): (Vec<&String>, Vec<&String>) = values[0].keys().partition(|id| id.starts_with("also_"));
    assert_eq!(asked.len(), rows.measures.len(), "nothing is called a row that is none");
    assert!(besides.len() >= 10 && besides.iter().all(|id| values[0][*id].is_finite()), "{besides:?}");
    assert_ne!(values[0], values[1], "replications differ");
    assert_eq!(values, measure(&plan, 2, &Unwatched).unwrap());
    let other = Plan::of(&small(validation::FIRST_YEAR, 20, 1)).unwrap();
    assert!(matches!(measure(&other, 1, &Unwatched), Err(MeasureError::Scenario)));
}

#[test]
fn the_command_writes_a_document_a_page_and_a_table_for_figures_of_anybodys() {
    let folder = tempfile::tempdir().unwrap();
    let targets = folder.path().join("targets.csv");
    let header = "id,group,description,value,low,high,unit,population,distribution,status,source,doi_or_url,note\n";
    let rows = "val_fall_65,falls,\"Fallers, in a year\",0.5,0,1,proportion,p,none,verified,s,l,n\n\
                val_beddays_65,hospital,Bed-days,-5,-6,-4,per person per year,p,none,verified,s,l,n\n\
                val_frail_50_2017,frailty_prevalence,Frail at 50,0.4,0.3,0.5,proportion,p,none,verified,s,l,n\n";
    std::fs::write(&targets, format!("{header}{rows}")).unwrap();
    let out = folder.path().join("out");
    let mut command = Command::cargo_bin("mdtsim").unwrap();
    command.args(["validate", "--quick", "--stamp", "abc123", "--targets"]).arg(&targets).arg("--out").arg(&out);
    command.assert().success();
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let document = read("validation.md");
    for words in ["`abc123`", "not the published ones", "1 of the 2 rows", "| `val_fall_65` |"] {
        assert!(document.contains(words), "{words}\n{document}");
    }
    assert!(document.contains("- `val_frail_50_2017` (Frail at 50): The people of the model are 65 and over"));
    let limits = "Anything that rests on what it misses: Bed-days (`val_beddays_65`).";
    assert!(document.contains("## What the model cannot say") && document.contains(limits), "{document}");
    let table = read("validated.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "id,description,target,low,high,model,model_low,model_high,inside");
    assert!(
        lines[1].starts_with("val_fall_65,\"Fallers, in a year\",0.5,0,1,") && lines[1].ends_with(",true"),
        "{table}"
    );
    assert!(lines[2].ends_with(",false") && lines.len() == 3, "{table}");
    let page = read("validation.html");
    assert!(page.matches("<svg").count() == 2 && page.contains("</html>"), "each row has its picture");
    assert!(page.contains("What the model cannot say") && page.contains("fewer than half are met: hospital (0 of 1)"));
}

#[test]
fn a_quick_run_says_first_that_it_is_rough_and_leaves_out_comments_on_a_full_one() {
    let folder = tempfile::tempdir().unwrap();
    for folder_of_the_project in ["docs", "src/scenario/data"] {
        std::fs::create_dir_all(folder.path().join(folder_of_the_project)).unwrap();
    }
    let mut command = Command::cargo_bin("mdtsim").unwrap();
    let output = command.current_dir(folder.path()).args(["validate", "--quick"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let loud = "QUICK RUN, ROUGH NUMBERS: these are not the figures of docs/validation.md.";
    assert!(told.starts_with(loud) && told.contains(" of the 43 rows"), "{told}");
    let empty = |path: &str| std::fs::read_dir(folder.path().join(path)).unwrap().next().is_none();
    assert!(empty("docs") && empty("src/scenario/data"), "rough numbers stay away from those of the project");
    let read = |name: &str| std::fs::read_to_string(folder.path().join("output/validation-001").join(name)).unwrap();
    let (document, page) =
        (read("validation.md"), read("validation.html").replace("&#39;", "'").replace("&#34;", "\""));
    let (before, after) = document.split_once(loud).unwrap();
    assert!(!before.contains(" of the ") && after.contains("Comments on misses are left out"), "{before}");
    assert!(document.contains("Not stamped"), "{document}");
    let main = page.split_once("<main>").unwrap().1;
    assert!(main.find(loud).unwrap() < main.find(" of the 43 rows").unwrap(), "{page}");
    assert!(page.contains("<title>Quick run, rough numbers: "));
    for (row, comment) in validation::rows().unwrap().comments {
        assert!(!document.contains(&comment) && !page.contains(&comment), "{row}");
    }
    assert!(!document.contains(UNTRACED) && !page.contains(UNTRACED), "that is no comment either");
}

#[test]
fn without_a_place_to_write_nothing_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("mdtsim").unwrap();
    command.arg("validate").current_dir(folder.path()).assert().code(2);
}
