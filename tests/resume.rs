//! Going on with an interrupted run: nothing finished is run again, and the tables are the same bytes as of a run that
//! nobody interrupted.

mod desk;
mod small;

use desk::{Desk, Said, names};
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::run;
use mdtsim::experiment::watch::{TrialName, Unwatched, Watch};
use small::{ARMS, BROOK, HEAD};
use std::sync::atomic::{AtomicU32, Ordering};

const JOURNAL: &str = "out/journal/trials.jsonl";

/// A desk with a whole run in `whole`, and another of the same in `out` of whose journal only this much is left.
fn interrupted(scenario: &str, arguments: &[&str], left: impl Fn(&str) -> String) -> Desk {
    let desk = Desk::new();
    desk.write("one.toml", scenario);
    let whole = desk.run(&[arguments, &["one.toml", "--quiet", "--out", "whole"]].concat());
    assert_eq!(whole.code, 0, "{}", whole.err);
    std::fs::create_dir_all(desk.path("out/journal")).unwrap();
    desk.write(JOURNAL, &left(&desk.read("whole/journal/trials.jsonl")));
    desk
}

/// The first lines of a journal and the beginning of the next one.
fn torn(text: &str, lines: usize) -> String {
    let mut all = text.split_inclusive('\n');
    let kept: String = all.by_ref().take(lines).collect();
    kept + &all.next().unwrap()[..200]
}

fn tables_are_the_same(desk: &Desk) {
    let tables = names(&desk.path("whole/tables"));
    assert!(tables.len() > 8 && tables == names(&desk.path("out/tables")));
    for name in tables {
        let bytes = |run: &str| std::fs::read(desk.path(run).join("tables").join(&name)).unwrap();
        assert!(bytes("whole") == bytes("out"), "{name}");
    }
    assert_eq!(desk.read("whole/summary.json"), desk.read("out/summary.json"));
}

fn refused(said: &Said, words: &str) {
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    assert!(said.err.contains(words), "{words}\n{}", said.err);
}

fn study() -> String {
    [&HEAD.replace("replications = 2", "replications = 3"), BROOK, ARMS].concat()
}

#[test]
fn a_run_that_goes_on_has_the_same_tables_and_runs_nothing_twice() {
    // A head, the four trials of the first replication, one of the second and a part of the next.
    let desk = interrupted(&study(), &["compare"], |text| torn(text, 6));
    let said = desk.run(&["compare", "one.toml", "--resume", "out", "--threads", "2"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("5 finished trials in the journal; 1 damaged line left out"), "{}", said.err);
    tables_are_the_same(&desk);
    let lines = desk.read(JOURNAL).lines().count();
    assert_eq!(lines, 1 + 5 + 8, "the replication that was not whole is run again, the whole one is not");
    let manifest = desk.json("out/manifest.json");
    assert_eq!((&manifest["trials_done"], &manifest["state"]), (&12.into(), &"complete".into()));

    let again = desk.run(&["compare", "one.toml", "--out", "out", "--resume"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(desk.read(JOURNAL).lines().count(), lines, "nothing was left to be run");
    tables_are_the_same(&desk);
    let report = desk.run(&["report", "out"]);
    assert!(report.code == 0 && !report.err.contains("damaged"), "{}", report.err);
    tables_are_the_same(&desk);
}

#[test]
fn draws_and_added_replications_go_on_too() {
    let asked = "draws = 2\nhalf_width = { outcome = \"contact_hours_per_person\", of = 0.000001, most = 3 }";
    let head = HEAD.replace("replications = 2", &format!("replications = 2\n{asked}"));
    let text = [&head, BROOK, ARMS].concat();
    let arguments = ["run", "--arm", "team"];
    // Two draws of two replications of two arms, then one added replication of the first draw.
    let desk = interrupted(&text, &arguments, |text| text.split_inclusive('\n').take(11).collect());
    let said = desk.run(&[&arguments[..], &["one.toml", "--resume", "out"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    tables_are_the_same(&desk);
    assert_eq!(desk.read(JOURNAL).lines().count(), 1 + 2 * 3 * 2);
}

#[test]
fn a_journal_of_something_else_is_refused_with_words_and_left_alone() {
    let desk = interrupted(&study(), &["compare"], |text| torn(text, 3));
    let before = desk.read(JOURNAL);
    let go_on = |more: &[&str]| desk.run(&[&["compare", "one.toml", "--resume", "out"], more].concat());
    refused(&go_on(&["--seed", "8"]), "another scenario, or of this one with other settings");
    refused(&desk.run(&["run", "one.toml", "--arm", "team", "--resume", "out"]), "other trials");
    refused(&go_on(&["--out", "out"]), "both name a folder");
    refused(&go_on(&["--force", "--out", "out"]), "cannot be used with");
    refused(&desk.run(&["compare", "one.toml", "--resume"]), "needs the folder of a run");
    refused(&desk.run(&["compare", "one.toml", "--resume", "nowhere"]), "cannot go on in nowhere");
    refused(&desk.run(&["compare", "one.toml", "--out", "out"]), "exists already");
    assert_eq!(desk.read(JOURNAL), before);
    desk.write(JOURNAL, &before.replacen("schema_version", "schema_versiom", 1).replacen("Brook", "Brooke", 1));
    refused(&go_on(&[]), "the first line of out/journal/trials.jsonl is damaged");
    let head = mdtsim::experiment::journal::Head::of(
        &mdtsim::experiment::plan::Plan::of(&small::scenario(&study())).unwrap(),
        "0.0.1",
        "hash",
    );
    std::fs::remove_file(desk.path(JOURNAL)).unwrap();
    mdtsim::experiment::journal::Journal::begin(&desk.path("out"), &head).unwrap();
    refused(&go_on(&[]), "the journal is of another version of the program");
}

/// Counts the trials that begin, and fails one of them.
#[derive(Default)]
struct Saboteur {
    begun: AtomicU32,
}

impl Watch for Saboteur {
    fn trial_begins(&self, trial: &TrialName) {
        self.begun.fetch_add(1, Ordering::Relaxed);
        assert!((trial.arm, trial.replication) != ("team", 1), "sabotage");
    }
}

#[test]
fn a_trial_that_failed_is_finished_and_is_not_tried_again() {
    let plan = Plan::of(&small::scenario(&study())).unwrap();
    let mut kept = Vec::new();
    let saboteur = Saboteur::default();
    let first = run::run(&plan, 2, &saboteur, &mut |trial| {
        kept.push(trial.clone());
        Ok(())
    });
    let first = first.unwrap().results;
    assert_eq!((first.failed.len(), kept.len()), (1, 12));
    let begun = saboteur.begun.load(Ordering::Relaxed);
    let mut nothing = |_: &run::Trial| -> std::io::Result<()> { panic!("nothing is left to be kept") };
    let again = run::resume(&plan, 0, &kept, 2, &saboteur, &mut nothing).unwrap().results;
    assert_eq!(saboteur.begun.load(Ordering::Relaxed), begun, "no trial begins");
    assert_eq!(format!("{:?}", again.rows), format!("{:?}", first.rows));
    assert_eq!(again.failed, first.failed);

    // Of a replication that is not whole all arms are lived again, whatever of it was kept.
    let part: Vec<_> = kept.iter().filter(|trial| (trial.replication, trial.arm) != (2, 3)).cloned().collect();
    let mut added = Vec::new();
    let keep = &mut |trial: &run::Trial| -> std::io::Result<()> {
        added.push((trial.replication, trial.arm));
        Ok(())
    };
    let whole = run::resume(&plan, 0, &part, 2, &Unwatched, keep).unwrap().results;
    added.sort_unstable();
    assert_eq!(added, [(2, 0), (2, 1), (2, 2), (2, 3)]);
    assert_eq!(format!("{:?}", whole.rows), format!("{:?}", first.rows));
}
