//! Spill-over on request: what it adds to an experiment, and that it changes nothing else.

mod small;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::outcome::Outcome;
use mdtsim::analysis::spill::{SpillOver, taken};
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::analysis::words;
use mdtsim::experiment::journal::{self, Head, Journal};
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::{ArmKind, Results, Row};
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::report::tables;
use std::sync::LazyLock;

/// The small study with a team that is at work from the first day.
fn plain() -> String {
    small::text() + "[design.integrated-care-team]\nstart = \"staffed\"\n"
}

fn asked() -> String {
    plain().replace("baseline = \"usual-care\"", "baseline = \"usual-care\"\nspill_over = true")
}

static ASKED: LazyLock<Results> = LazyLock::new(|| small::results(&asked(), 2));

#[test]
fn asking_for_it_changes_no_other_figure() {
    let plain = small::results(&plain(), 2);
    assert!(plain.rows.iter().all(|row| row.further.is_none()));
    let without: Vec<Row> = ASKED.rows.iter().map(|row| Row { further: None, ..row.clone() }).collect();
    assert_eq!(format!("{without:?}"), format!("{:?}", plain.rows));
    assert!(tables::spill::table(&plain).is_none());
    assert!(!tables::terminal(&plain).contains("capacity were untouched"));
}

#[test]
fn every_design_has_it_and_no_check_and_no_baseline() {
    for row in &ASKED.rows {
        let design = ASKED.arms[row.arm].kind == ArmKind::Design && row.arm != ASKED.study.baseline;
        assert_eq!(row.further.is_some(), design, "{}", ASKED.arms[row.arm].id);
    }
}

#[test]
fn who_loses_is_said_of_outcomes_of_others_that_are_worse_and_only_where_it_is_asked() {
    let mut results = ASKED.clone();
    let wait = Outcome::find(&results, "nursing_wait_median_days").unwrap();
    let at = results.metrics.iter().position(|metric| metric.key == wait.key).unwrap();
    let asked = [Outcome::find(&results, "unplanned_admissions_per_1000").unwrap(), wait];
    let told = |results: &Results| taken(&Trials::of(results), Scope::default(), &asked);
    let mut wait_with = |arm: usize, days: f64| {
        results.rows.iter_mut().filter(|row| row.arm == arm).for_each(|row| row.values[at] = days);
        results.clone()
    };
    let usual = ASKED.study.baseline;
    let design = Trials::of(&ASKED).designs()[0];
    wait_with(usual, 3.0);
    let nobody = told(&wait_with(design, 2.0)).unwrap();
    let lose = "Nobody else could be told to lose, in 1 outcome";
    let filled = "; posts begin filled, nobody hired away.";
    assert_eq!(nobody, format!("{lose}{filled}"));
    let recruiting = small::results(&self::asked().replace("start = \"staffed\"", ""), 2);
    assert!(!told(&recruiting).unwrap().contains("posts"));
    let longer = wait_with(design, 5.0);
    let somebody = told(&longer).unwrap();
    assert!(
        somebody.starts_with("Worse for others: wait for community nursing (in nearly every period) with "),
        "{somebody}"
    );
    let mut unasked = longer;
    unasked.study.spill_over = false;
    assert_eq!(told(&unasked), None);
}

#[test]
fn the_parts_add_up_in_every_outcome_and_place() {
    let trials = Trials::of(&ASKED);
    let mut seen = 0;
    for scope in trials.scopes(0) {
        for outcome in Outcome::all(&ASKED) {
            let Some(split) = SpillOver::of(&trials, trials.designs()[0], scope, &outcome) else { continue };
            let [total, own, queues] = [split.total, split.own, split.queues].map(|part| part.difference.mean);
            let size = split.total.reference.abs().max(1.0);
            assert!((own + queues - total).abs() <= 1e-9 * size, "{}: {own} + {queues} and {total}", outcome.key);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn both_further_worlds_are_worlds_of_their_own() {
    let mut differ = [false; 4];
    for row in ASKED.rows.iter().filter(|row| row.further.is_some()) {
        let of_baseline = |other: &&Row| {
            (other.arm, other.replication, other.place) == (ASKED.study.baseline, row.replication, row.place)
        };
        let baseline = ASKED.rows.iter().find(of_baseline).unwrap();
        let further = row.further.as_ref().unwrap();
        let worlds = [&baseline.values, &further.untouched, &further.reversed, &row.values]
            .map(|values| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>());
        for (index, (one, other)) in [(0, 1), (0, 2), (1, 3), (2, 3)].into_iter().enumerate() {
            differ[index] |= worlds[one] != worlds[other];
        }
    }
    assert_eq!(differ, [true; 4]);
}

#[test]
fn threads_and_the_journal_make_no_difference() {
    let text = asked();
    let rows = |results: &Results| format!("{:?}", results.rows);
    assert_eq!(rows(&small::results(&text, 1)), rows(&ASKED));
    let folder = std::env::temp_dir().join(format!("mdtsim-spill-over-{}", std::process::id()));
    let plan = Plan::of(&small::scenario(&text)).unwrap();
    let mut journal = Journal::begin(&folder, &Head::of(&plan, "test", "test")).unwrap();
    run(&plan, 2, &Unwatched, &mut |trial| journal.append(trial)).unwrap();
    let read = journal::read(&folder).unwrap().into_results();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(rows(&read), rows(&ASKED));
    assert!(read.study.spill_over);
}

/// The page: its own section, with the parts of every design in words and figures that add up, and none where nobody asked.
#[test]
fn the_page_has_a_section_of_its_own_and_the_first_paragraph_tells_the_split() {
    let asked = small::page_of(&ASKED);
    let (_, section) = asked.split_once("<section id=\"spill-over\"").expect("a section");
    let section = section.split("</section>").next().unwrap();
    let trials = Trials::of(&ASKED);
    let outcome = Outcome::leading(&ASKED).remove(0);
    for arm in trials.designs() {
        let split = SpillOver::of(&trials, arm, Scope::default(), &outcome).unwrap();
        assert!(section.contains(trials.title(arm)), "{}", trials.title(arm));
        for part in [&split.total, &split.own, &split.queues] {
            let told = words::with_period(&outcome, &part.difference);
            assert!(section.contains(&told), "{told} of {} is not in the section", trials.title(arm));
        }
        let parts = split.own.difference.mean + split.queues.difference.mean;
        assert!((split.total.difference.mean - parts).abs() < 1e-9);
    }
    let short = Answer::of(&trials, Scope::default()).short.join(" ");
    assert!(short.contains("by itself") && short.contains("through queues"), "{short}");
    let plain = small::page_of(&small::results(&plain(), 2));
    assert!(!plain.contains("id=\"spill-over\"") && !plain.contains("through queues"));
}

#[test]
fn it_is_told_in_a_table_and_in_the_terminal() {
    let table = tables::spill::table(&ASKED).unwrap();
    let scopes = ASKED.places.len() + 1;
    assert_eq!(table.len(), ASKED.study.replications as usize * scopes * ASKED.metrics.len());
    let words = tables::terminal(&ASKED).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("its own, as if capacity were untouched, and"), "{words}");
}

#[test]
fn it_works_where_places_compete_for_staff() {
    let text = asked() + "[parameters]\n\"market.open\" = true\n";
    let results = small::results(&text, 2);
    assert!(results.failed.is_empty(), "{:?}", results.failed);
    let trials = Trials::of(&results);
    let outcomes = Outcome::all(&results);
    let split = |outcome| SpillOver::of(&trials, trials.designs()[0], Scope::default(), outcome);
    let splits: Vec<SpillOver> = outcomes.iter().filter_map(split).collect();
    assert!(splits.iter().any(|split| split.own.difference.mean != 0.0));
    assert!(splits.iter().any(|split| split.queues.difference.mean != 0.0));
}
