//! A trial that fails names itself, and the others are not lost; one that is interrupted leaves whole trials behind.

mod small;

use mdtsim::cli;
use mdtsim::cli::ending::Ending;
use mdtsim::cli::interrupt::Interrupt;
use mdtsim::experiment::journal;
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::run::{RunError, Trial, run};
use mdtsim::experiment::watch::{TrialName, Unwatched, Watch};
use small::{finished, results, text};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

/// Fails the trials of one arm in one replication and place.
struct Saboteur {
    arm: &'static str,
    replication: u32,
    place: &'static str,
}

impl Watch for Saboteur {
    fn trial_begins(&self, trial: &TrialName) {
        let Self { arm, replication, place } = *self;
        assert!((trial.arm, trial.replication, trial.place) != (arm, replication, place), "sabotage");
    }
}

#[test]
fn a_failing_trial_names_itself_and_the_others_are_the_same_as_ever() {
    let sound = results(&text(), 2);
    let saboteur = Saboteur { arm: "team", replication: 1, place: "Brook" };
    let results = finished(&text(), 2, &saboteur).results;
    let [failure] = &results.failed[..] else { panic!("one failure: {:?}", results.failed) };
    assert_eq!((failure.point, failure.arm.as_str(), failure.replication), (0, "team", 1));
    assert_eq!(failure.place, "Brook");
    assert!(failure.reason.starts_with("sabotage"), "{}", failure.reason);
    // The place that failed has no row, and so there is none for both places together.
    let lost = |row: &&_| {
        let row: &mdtsim::experiment::results::Row = row;
        (row.arm, row.replication) == (1, 1) && row.place != Some(0)
    };
    let kept: Vec<_> = sound.rows.iter().filter(|row| !lost(row)).collect();
    assert_eq!(kept.len(), sound.rows.len() - 2);
    assert_eq!(format!("{kept:?}"), format!("{:?}", results.rows.iter().collect::<Vec<_>>()));
}

#[test]
fn a_failing_baseline_takes_its_replication_and_place_with_it_and_says_so() {
    let saboteur = Saboteur { arm: "usual-care", replication: 0, place: "Ashby" };
    let results = finished(&text(), 2, &saboteur).results;
    assert_eq!(results.failed.len(), 4);
    assert!(results.failed.iter().all(|failure| failure.replication == 0 && failure.place == "Ashby"));
    assert!(results.failed[0].reason.starts_with("sabotage"));
    assert!(results.failed[1].reason.contains("the baseline failed"));
    assert!(results.rows.iter().all(|row| row.replication == 1 || row.place == Some(1)));
    assert_eq!(results.rows.len(), 4 * 3 + 4);
}

fn command_line(folder: &Path, watch: &dyn Watch) -> Ending {
    let scenario = folder.join("small.toml");
    std::fs::write(&scenario, text()).unwrap();
    let out = folder.join("out");
    let line = ["mdtsim", "compare", scenario.to_str().unwrap(), "--out", out.to_str().unwrap(), "--quiet"];
    cli::run(line.into_iter().map(Into::into), Interrupt::default(), watch)
}

#[test]
fn the_command_ends_with_code_3_and_writes_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let ending = command_line(folder.path(), &Saboteur { arm: "team", replication: 1, place: "Brook" });
    assert_eq!((ending, ending.code()), (Ending::TrialFailed, 3));
    let out = folder.path().join("out");
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!(manifest["trials_asked"], 8);
    assert_eq!(manifest["trials_done"], 7);
    assert_eq!(manifest["trials_failed"], 1);
    assert_eq!(manifest["state"], "trials failed");
    let rows = read("tables/rows.csv");
    assert_eq!(rows.lines().count(), 1 + 4 * 2 * 3 - 2);
    assert!(read("log").contains("failed: point 0, arm team, replication 1, Brook: sabotage"));
    assert!(read("report.html").contains("sabotage"));
}

#[test]
fn a_trial_that_cannot_be_kept_ends_the_run() {
    let plan = Plan::of(&small::scenario(&text())).unwrap();
    let mut kept = 0;
    let full_disk = |_: &Trial| {
        kept += 1;
        if kept == 3 { Err(std::io::Error::from(std::io::ErrorKind::StorageFull)) } else { Ok(()) }
    };
    let error = run(&plan, 2, &Unwatched, &mut { full_disk }).unwrap_err();
    assert!(matches!(error, RunError::Keep(_)), "{error}");
    assert_eq!(kept, 3);
}

/// Wishes to stop once a number of trials have ended.
struct Impatient {
    ended: AtomicU32,
    most: u32,
}

impl Watch for Impatient {
    fn trial_ended(&self, _: &TrialName, _: Option<&str>) {
        self.ended.fetch_add(1, Ordering::Relaxed);
    }

    fn wants_to_stop(&self) -> bool {
        self.ended.load(Ordering::Relaxed) >= self.most
    }
}

#[test]
fn an_interrupted_run_leaves_whole_trials_in_its_journal() {
    let folder = tempfile::tempdir().unwrap();
    let ending = command_line(folder.path(), &Impatient { ended: AtomicU32::new(0), most: 9 });
    assert_eq!((ending, ending.code()), (Ending::Interrupted, 130));
    let out = folder.path().join("out");
    let journal = journal::read(&out).unwrap();
    // A place of a replication takes four worlds, a whole replication eight.
    assert_eq!((journal.trials.len() % 4, journal.damaged), (0, 0));
    assert!(journal.trials.len() < 8);
    let manifest: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["state"], "interrupted");
    assert!(!out.join("tables").exists());
}

#[test]
fn a_damaged_line_of_a_journal_is_told_apart_and_the_others_read_back_as_the_same_rows() {
    let folder = tempfile::tempdir().unwrap();
    let ending = command_line(folder.path(), &Unwatched);
    assert_eq!(ending, Ending::Done);
    let out = folder.path().join("out");
    let expected = format!("{:?}", results(&text(), 2).rows);
    assert_eq!(expected, format!("{:?}", journal::read(&out).unwrap().into_results().rows));

    let path = out.join("journal/trials.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    let cut_off = &whole[..whole.len() - 10];
    std::fs::write(&path, cut_off).unwrap();
    let journal = journal::read(&out).unwrap();
    assert_eq!((journal.trials.len(), journal.damaged), (7, 1));

    let changed = whole.replacen("\"baseline_total\":", "\"baseline_total\":1", 1);
    std::fs::write(&path, changed).unwrap();
    let journal = journal::read(&out).unwrap();
    assert_eq!((journal.trials.len(), journal.damaged), (7, 1));
}
