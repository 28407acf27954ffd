//! Draws of uncertain parameters: joint over arms, keyed, in a fixed order, and nothing but parameters.

mod small;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::contrast::Contrast;
use mdtsim::analysis::outcome::Outcome;
use mdtsim::analysis::trials::{Pair, Scope, Trials};
use mdtsim::experiment::journal::{self, Head, Journal};
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::{Results, Row};
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::scenario::register::Register;
use small::{ARMS, ASHBY, HEAD, results, scenario};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const DRAWS: u32 = 3;

fn text(draws: u32) -> String {
    let head = HEAD.replace("replications = 2", &format!("replications = 2\ndraws = {draws}"));
    [&head, ASHBY, ARMS].concat()
}

static DRAWN: LazyLock<Results> = LazyLock::new(|| results(&text(DRAWS), 2));

fn bits(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

#[test]
fn rows_come_by_point_draw_arm_and_replication_and_are_the_same_on_one_thread() {
    let keys: Vec<_> = DRAWN.rows.iter().map(|row| (row.point, row.draw, row.arm, row.replication)).collect();
    assert!(DRAWN.failed.is_empty());
    assert_eq!(keys.len(), DRAWS as usize * 4 * 2);
    assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(bits(&DRAWN.rows), bits(&results(&text(DRAWS), 1).rows));
}

/// A draw is a run with other parameters and the same luck, in all arms.
#[test]
fn a_draw_is_the_scenario_with_the_drawn_values_written_into_it() {
    let register = Register::built_in();
    let with_draws = scenario(&text(DRAWS));
    let drawn = register.drawn(with_draws.seed, DRAWS, &with_draws.overrides);
    let last = DRAWS - 1;
    let values: BTreeMap<_, _> = register.at_draw(&drawn, last, &with_draws.overrides);
    let lines: Vec<String> = values.iter().map(|(key, value)| format!("\"{key}\" = {value}\n")).collect();
    let head = HEAD.to_string();
    let plain = results(&[head.as_str(), ASHBY, ARMS, "[parameters]\n", &lines.concat()].concat(), 2);
    let of_last = DRAWN.rows.iter().filter(|row| row.draw == last);
    let of_last: Vec<Row> = of_last.map(|row| Row { draw: 0, ..row.clone() }).collect();
    assert_eq!(bits(&of_last), bits(&plain.rows));
    let first: Vec<_> = DRAWN.rows.iter().filter(|row| row.draw == 0).map(|row| &row.values).collect();
    assert_ne!(format!("{first:?}"), format!("{:?}", of_last.iter().map(|row| &row.values).collect::<Vec<_>>()));
}

#[test]
fn a_sham_team_changes_nothing_in_any_draw() {
    let sham = DRAWN.arms.iter().position(|arm| arm.id == "sham").unwrap();
    for row in DRAWN.rows.iter().filter(|row| row.arm == sham) {
        assert_eq!(row.ledger.unchanged, row.ledger.arm_total, "draw {}", row.draw);
    }
}

#[test]
fn a_journal_reads_back_as_the_same_results() {
    let plan = Plan::of(&scenario(&text(DRAWS))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut journal = Journal::begin(folder.path(), &Head::of(&plan, "test", "hash")).unwrap();
    let finished = run(&plan, 2, &Unwatched, &mut |trial| journal.append(trial)).unwrap();
    let read = journal::read(folder.path()).unwrap().into_results();
    assert_eq!(read.study, finished.results.study);
    assert_eq!(bits(&read.rows), bits(&finished.results.rows));
    assert_eq!(bits(&read.rows), bits(&DRAWN.rows));
}

#[test]
fn a_contrast_carries_all_three_intervals_and_is_judged_on_two() {
    let trials = Trials::of(&DRAWN);
    let hours = Outcome::find(&DRAWN, "contact_hours_per_person").unwrap();
    let team = DRAWN.arms.iter().position(|arm| arm.id == "team").unwrap();
    let pair = Pair { arm: team, against: trials.baseline() };
    let difference = Contrast::of(&trials, pair, Scope::default(), &hours).unwrap().difference;
    assert_eq!((difference.count, difference.asked), (6, 6));
    let (chance, both) = (difference.chance.unwrap(), difference.both.unwrap());
    assert!(difference.simulation.is_some() && difference.knowledge.is_some());
    assert_eq!(difference.period(), Some(both));
    let shares = difference.shares.unwrap();
    assert!((shares.chance + shares.knowledge + shares.simulation - 1.0).abs() < 1e-9);
    assert!(chance.half_width() > 0.0 && both.half_width() > 0.0);
}

#[test]
fn crossed_draws_tell_in_the_first_paragraph_what_the_answer_hangs_on_and_draws_in_turn_do_not() {
    let first = |results: &Results| Answer::of(&Trials::of(results), Scope::default()).short.join(" ");
    // In so small a world few other outcomes differ at all.
    let mut asked = DRAWN.clone();
    asked.study.outcomes = vec!["contact_hours_per_person".to_string()];
    let told = first(&asked);
    assert!(told.contains("Of the doubt about this"), "{told}");
    assert!(told.contains("simulation; with so few draws no parameter could be told from luck"), "{told}");
    assert!(!first(&results(&in_turn(4), 2)).contains("Of the doubt"));
}

#[test]
fn without_draws_nothing_of_them_is_in_a_journal() {
    let plan = Plan::of(&scenario(&[HEAD, ASHBY, ARMS].concat())).unwrap();
    let head = serde_json::to_string(&Head::of(&plan, "test", "hash")).unwrap();
    assert!(!head.contains("draw") && !head.contains("matters"), "{head}");
}

#[test]
fn one_replication_cannot_tell_chance_from_what_is_not_known() {
    let text = text(2).replace("replications = 2", "replications = 1");
    let report = mdtsim::scenario::file::read_text("test.toml", &text, &[]).unwrap_err();
    assert!(report.to_string().contains("at least two replications"), "{report}");
}

/// The same study with four replications, which take two draws in turn.
fn in_turn(replications: u32) -> String {
    let lines = format!("replications = {replications}\ndraws = 2\ndraws_in_turn = true");
    [&HEAD.replace("replications = 2", &lines), ASHBY, ARMS].concat()
}

#[test]
fn draws_in_turn_are_trials_of_crossed_draws_each_replication_with_one_of_them() {
    let turns = results(&in_turn(4), 2);
    let crossed = results(&in_turn(4).replace("draws_in_turn = true\n", "").replace("draws_in_turn = true", ""), 2);
    let taken = crossed.rows.iter().filter(|row| row.replication % 2 == row.draw).cloned().collect::<Vec<_>>();
    assert_eq!(bits(&turns.rows), bits(&taken));
    assert_eq!(crossed.rows.len(), 2 * turns.rows.len());
    let (trials, plan) = (Trials::of(&turns), Plan::of(&scenario(&in_turn(4))).unwrap());
    assert_eq!(
        (trials.trials_asked(), plan.trials(), trials.trials_done()),
        (turns.rows.len(), turns.rows.len(), turns.rows.len())
    );
}

#[test]
fn the_answer_of_draws_in_turn_carries_both_and_says_that_few_draws_do_not_tell_them_apart() {
    let turns = results(&in_turn(4), 2);
    let trials = Trials::of(&turns);
    let hours = Outcome::find(&turns, "contact_hours_per_person").unwrap();
    let team = turns.arms.iter().position(|arm| arm.id == "team").unwrap();
    let pair = Pair { arm: team, against: trials.baseline() };
    let difference = Contrast::of(&trials, pair, Scope::default(), &hours).unwrap().difference;
    assert_eq!((difference.count, difference.asked), (4, 4));
    assert!(difference.both.is_some() && difference.chance.is_some() && difference.knowledge.is_some());
    let table = mdtsim::report::tables::terminal(&turns);
    assert!(table.contains("by chance and by what is not known of"), "{table}");
    let told = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("Where the doubt about the largest difference comes from: ")
            && told.contains(": simulation ")
            && told.contains("which so few draws do not tell apart"),
        "{told}"
    );
}

#[test]
fn there_are_no_more_draws_in_turn_than_replications_and_none_for_one() {
    let draws = |replications| scenario(&in_turn(replications).replace("draws = 2", "draws = 4")).draws;
    assert_eq!([draws(8), draws(4), draws(3), draws(2), draws(1)], [4, 4, 3, 2, 0]);
    let plan = Plan::of(&scenario(&in_turn(1))).unwrap();
    assert!(plan.study.draws == 0 && !plan.study.draws_in_turn);
}
