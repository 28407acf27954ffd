//! The same question gets the same bits: on any number of threads, run after run, and whatever else is in the file.

mod small;

use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::{Results, Row};
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::scenario::register::Register;
use small::{ARMS, ASHBY, BROOK, CLEEVE, HEAD, results, scenario, text};

/// Rows as text in which equal bits look equal: the shortest form that reads back, and NaN as NaN.
fn bits(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

fn rows_of<'a>(results: &'a Results, arm: &str) -> Vec<&'a Row> {
    let arm = results.arms.iter().position(|info| info.id == arm).unwrap();
    results.rows.iter().filter(|row| row.arm == arm).collect()
}

/// A row without its arm.
fn but_for_the_arm(row: &Row) -> String {
    format!("{:?}", Row { arm: 0, ..row.clone() })
}

#[test]
fn rows_are_the_same_bits_on_any_number_of_threads_and_run_after_run() {
    let once = results(&text(), 1);
    // Four arms, two replications, two places and both together.
    assert_eq!(once.rows.len(), 4 * 2 * 3);
    assert!(once.failed.is_empty());
    for threads in [2, 7, 1] {
        assert_eq!(bits(&once.rows), bits(&results(&text(), threads).rows), "{threads} threads");
    }
}

#[test]
fn places_that_compete_for_staff_are_the_same_bits_on_any_number_of_threads() {
    let open = [text().as_str(), "[parameters]\n\"market.open\" = true\n"].concat();
    let once = results(&open, 1);
    assert!(once.failed.is_empty() && once.rows.len() == 4 * 2 * 3);
    for threads in [2, 7] {
        assert_eq!(bits(&once.rows), bits(&results(&open, threads).rows), "{threads} threads");
    }
    assert_ne!(bits(&once.rows), bits(&results(&text(), 1).rows));
}

#[test]
fn rows_stand_in_the_order_of_point_arm_replication_and_scope() {
    let results = results(&text(), 2);
    let order: Vec<_> = results.rows.iter().map(|row| (row.point, row.arm, row.replication, row.place)).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
}

#[test]
fn another_seed_and_another_replication_are_another_luck() {
    let results_7 = results(&text(), 2);
    let results_8 = results(&text().replace("seed = 7", "seed = 8"), 2);
    let admissions = |results: &Results, replication| {
        let rows = rows_of(results, "usual-care");
        rows.iter().find(|row| row.replication == replication && row.place.is_none()).unwrap().ledger.baseline_total
    };
    assert_ne!(admissions(&results_7, 0), admissions(&results_7, 1));
    assert_ne!(admissions(&results_7, 0), admissions(&results_8, 0));
}

/// An arm that is the baseline but for one parameter.
fn changing(id: &str, key: &str, factor: f64) -> String {
    let entry = Register::built_in().entry(key).unwrap();
    let value = if entry.unit == "probability" {
        (factor * entry.value).to_string()
    } else {
        format!("\"{} {}\"", factor * entry.value, entry.unit)
    };
    format!("[[arm]]\nid = \"{id}\"\nset.parameters.{key} = {value}\n")
}

#[test]
fn an_arm_that_changes_a_parameter_shares_its_luck_with_the_baseline() {
    let arms = [
        changing("as-it-is", "falls.attention", 1.0),
        changing("less-attention", "falls.attention", 0.5),
        changing("as-steady", "falls.rate.age_75_79", 1.0),
        changing("more-falls", "falls.rate.age_75_79", 1.5),
    ];
    let results = results(&(text() + &arms.concat()), 2);
    let baseline = rows_of(&results, "usual-care");
    for arm in ["as-it-is", "as-steady"] {
        for (one, other) in rows_of(&results, arm).into_iter().zip(&baseline) {
            assert_eq!(but_for_the_arm(one), but_for_the_arm(other), "{arm}");
        }
    }
    let fewer = |arm: &str| rows_of(&results, arm).iter().map(|row| row.ledger.net()).sum::<i64>();
    assert!(fewer("less-attention") > 0 && fewer("more-falls") < 0);
    for row in rows_of(&results, "more-falls") {
        let most = 2 * row.ledger.unchanged > row.ledger.baseline_total;
        assert!(row.ledger.adds_up() && most, "{:?}", row.ledger);
    }
}

#[test]
fn two_identical_arms_differ_in_nothing() {
    let twin = "[[arm]]\nid = \"twin\"\ndesign = \"integrated-care-team\"\nmoney = \"80 GBP per person per year\"\n";
    let again = "[[arm]]\nid = \"again\"\ndesign = \"usual-care\"\n";
    let results = results(&[text().as_str(), twin, again].concat(), 2);
    for (one, other) in [("team", "twin"), ("usual-care", "again")] {
        let (one, other) = (rows_of(&results, one), rows_of(&results, other));
        assert_eq!(one.len(), other.len());
        for (one, other) in one.into_iter().zip(other) {
            assert_eq!(but_for_the_arm(one), but_for_the_arm(other));
        }
    }
    for row in rows_of(&results, "again") {
        assert!(row.ledger.baseline_total > 0 && row.ledgers().iter().all(|(_, l)| l.is_unchanged_only()));
    }
}

#[test]
fn a_third_place_leaves_the_first_two_unchanged() {
    let two = results(&text(), 2);
    let three = results(&[HEAD, CLEEVE, ASHBY, BROOK, ARMS].concat(), 2);
    for place in 0..2 {
        let before: Vec<_> = two.rows.iter().filter(|row| row.place == Some(place)).cloned().collect();
        let after = three.rows.iter().filter(|row| row.place == Some(place + 1)).cloned();
        let after: Vec<_> = after.map(|row| Row { place: Some(place), ..row }).collect();
        assert!(!before.is_empty());
        assert_eq!(bits(&before), bits(&after));
    }
}

#[test]
fn what_else_is_compared_leaves_an_arm_unchanged() {
    let all = results(&text(), 2);
    let plan = Plan::of_arm(&scenario(&text()), Some("team")).unwrap();
    let alone = run(&plan, 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    for arm in ["usual-care", "team"] {
        let (among, alone) = (rows_of(&all, arm), rows_of(&alone, arm));
        assert_eq!(among.len(), alone.len());
        for (among, alone) in among.into_iter().zip(alone) {
            assert_eq!(but_for_the_arm(among), but_for_the_arm(alone));
        }
    }
}

#[test]
fn a_check_in_fewer_replications_leaves_the_others_unchanged() {
    let all = results(&text(), 2);
    let fewer = results(&text().replace("sham = true\n", "sham = true\nreplications = 1\n"), 2);
    let kept: Vec<_> = all.rows.iter().filter(|row| (row.arm, row.replication) != (2, 1)).cloned().collect();
    assert_eq!(kept.len() + 3, all.rows.len());
    assert_eq!(bits(&kept), bits(&fewer.rows));
}

#[test]
fn all_places_together_add_up() {
    let results = results(&text(), 2);
    let [all, ashby, brook] = &results.rows[..3] else { panic!("three scopes") };
    assert_eq!(all.place, None);
    assert_eq!(all.ledger.baseline_total, ashby.ledger.baseline_total + brook.ledger.baseline_total);
    let events = |row: &Row| row.events.iter().map(|(_, count)| *count).collect::<Vec<_>>();
    let sums: Vec<u64> = events(ashby).iter().zip(events(brook)).map(|(one, other)| one + other).collect();
    assert_eq!(events(all), sums);
    assert!((all.person_years - ashby.person_years - brook.person_years).abs() < 1e-9);
}
