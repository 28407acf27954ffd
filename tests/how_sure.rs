//! How sure an answer is to be: replications added for a half-width, one parameter at a time, who is asked for too much.

mod small;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::precision;
use mdtsim::analysis::tornado;
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::experiment::offered::{self, Offered};
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::Row;
use mdtsim::experiment::run::{run, run_from};
use mdtsim::experiment::settling::Settling;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::model::design::Role;
use mdtsim::scenario::file;
use small::{ARMS, ASHBY, HEAD, results, scenario};

fn bits(rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

fn head(more: &str) -> String {
    HEAD.replace("replications = 2", &format!("replications = 2\n{more}"))
}

#[test]
fn replications_added_later_are_those_that_would_have_been_run_at_once() {
    let asked = "half_width = { outcome = \"contact_hours_per_person\", of = 0.000001, most = 4 }";
    let text = [&head(asked), ASHBY, ARMS].concat();
    let plan = Plan::of(&scenario(&text)).unwrap();
    let pilot = run(&plan, 2, &Unwatched, &mut |_| Ok(())).unwrap();
    let stands = precision::of(&Trials::of(&pilot.results)).unwrap();
    assert_eq!(stands.needed, 4, "so narrow a width takes the most that is allowed");
    let more = plan.with_replications(stands.needed);
    let added = run_from(&more, 2, 2, &Unwatched, &mut |_| Ok(())).unwrap();
    let joined = pilot.results.joined(added.results);
    let at_once = results(&text.replace("replications = 2", "replications = 4"), 2);
    assert_eq!(bits(&joined.rows), bits(&at_once.rows));
    assert_eq!((joined.study.replications, joined.arms[1].replications), (4, 4));
    let said = precision::sentence(&Trials::of(&joined)).unwrap();
    assert!(said.contains("4 replications were not enough"), "{said}");
}

#[test]
fn a_wide_half_width_is_reached_by_the_pilot() {
    let asked = "half_width = { outcome = \"days_at_home_per_person\", of = 1000 }";
    let pilot = results(&[&head(asked), ASHBY, ARMS].concat(), 2);
    assert_eq!(precision::of(&Trials::of(&pilot)).unwrap().needed, 2);
    assert!(precision::sentence(&Trials::of(&pilot)).unwrap().contains("2 replications were needed"));
}

#[test]
fn one_at_a_time_goes_to_both_ends_of_each_range_and_makes_a_tornado() {
    let sweep = "\n[sweep]\nmethod = \"one-at-a-time\"\n[[sweep.axis]]\npath = \"parameters.falls.attention\"\n";
    let scenario = scenario(&[HEAD, ASHBY, ARMS, sweep].concat());
    let plan = Plan::of_sweep(&scenario).unwrap();
    assert_eq!(plan.study.points.len(), 3);
    assert!(plan.study.points[0].is_empty() && plan.study.points[1].len() == 1);
    let results = run(&plan, 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    let found = tornado::of(&Trials::of(&results)).unwrap();
    assert_eq!(found.swings.len(), 1);
    assert_eq!(found.swings[0].ends.len(), 2);
    let told = Answer::of(&Trials::of(&results), Scope::default()).short.join(" ");
    assert!(told.contains("1 parameter was moved one at a time: "), "{told}");
    assert!(told.contains("falls.attention") && told.contains("All else stood at one value"), "{told}");
    let plain = small::results(&[HEAD, ASHBY, ARMS].concat(), 2);
    let first: Vec<Row> = results.rows.iter().filter(|row| row.point == 0).cloned().collect();
    assert_eq!(bits(&first), bits(&plain.rows), "the first point is the scenario as it is");
}

#[test]
fn an_axis_that_names_no_parameter_is_refused_with_a_suggestion() {
    let sweep = "\n[sweep]\nmethod = \"one-at-a-time\"\n[[sweep.axis]]\npath = \"parameters.falls.atention\"\n";
    let report = file::read_text("test.toml", &[HEAD, ASHBY, ARMS, sweep].concat(), &[]).unwrap_err();
    assert!(report.to_string().contains("falls.attention"), "{report}");
}

fn nurses(more: &str) -> Offered {
    let plan = Plan::of(&scenario(&[HEAD, ASHBY, ARMS, more].concat())).unwrap();
    let pilot = offered::of(&plan, 1).remove(0);
    pilot.offered.into_iter().find(|one| one.role == Role::CommunityNurse).unwrap()
}

#[test]
fn a_profession_with_a_quarter_of_its_staff_is_asked_for_several_times_as_much() {
    let (usual, few) = (nurses("").ratio, nurses("[parameters]\n\"services.nurses\" = \"0.9 per 1000\"\n").ratio);
    assert!(usual > 0.05 && usual < 1.0, "{usual}");
    assert!(few > 2.0 * usual, "{few} against {usual}");
}

#[test]
fn the_hours_of_the_week_add_up_to_the_whole_load() {
    let nurses = nurses("");
    assert!((nurses.week.ratio() - nurses.ratio).abs() < 1e-9, "{} {}", nurses.week.ratio(), nurses.ratio);
    assert_eq!(nurses.week.offered[3], 0.0, "nobody nurses on Monday at three in the morning");
    assert!(nurses.week.offered[10] > 0.0 && nurses.week.asked.iter().sum::<f64>() > 0.0);
}

#[test]
fn a_short_warm_up_is_seen_day_by_day() {
    let settling = Settling::of(&scenario(&[HEAD, ASHBY, ARMS].concat())).unwrap();
    assert_eq!((settling.place.as_str(), settling.warm_up), ("Ashby", 60));
    // Beyond the horizon of half a year, since two years tell a season.
    let days = 60 + 3 * 365;
    assert!(settling.series.iter().all(|series| series.days.len() >= days - 1), "{}", settling.series[0].days.len());
    assert!(!settling.sentences().is_empty());
    let wait = settling.series.iter().find(|series| series.name == "the wait for physiotherapy").unwrap();
    assert!(wait.days.iter().all(|days| *days >= 0.0) && wait.days[days - 2] > 0.0, "{:?}", wait.days);
}
