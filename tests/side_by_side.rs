//! Several designs in one place: what a file may say of them, what they cost, and what they come to.

mod small;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::analysis::variation;
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::{Results, Row};
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::model::arm::mixture::Mixture;
use mdtsim::model::arm::{Setup, Variant, establishment, fork};
use mdtsim::model::design::Organisation;
use mdtsim::model::fact::{Census, Fact, FactKind};
use mdtsim::model::start::{self, Spans};
use mdtsim::outcomes::staff::interviews::Interview;
use mdtsim::outcomes::staff::teams;
use mdtsim::random::luck::Luck;
use mdtsim::report::tables::staff;
use mdtsim::scenario::Scenario;
use mdtsim::scenario::file::{read_text, resolved};
use mdtsim::scenario::register::Register;
use mdtsim::time::{Calendar, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The two small places with more residents, so that they have several neighbourhoods: three and two.
fn places() -> String {
    let more = |place: &str, residents: [&str; 2]| place.replace(residents[0], residents[1]);
    let ashby =
        more(small::ASHBY, ["population = 14000", "population = 120000"]).replace("\"Ashby\"", "\"Ashby Vale\"");
    ashby + &more(small::BROOK, ["population = 9000", "population = 80000"]) + USUAL_CARE
}

const USUAL_CARE: &str = r#"
[[arm]]
id = "usual-care"
design = "usual-care"
"#;

fn text(arms: &str) -> String {
    format!("{}{}{arms}", small::HEAD, places())
}

fn scenario(arms: &str) -> Scenario {
    read_text("small.toml", &text(arms), &[]).unwrap_or_else(|report| panic!("{report}"))
}

/// What is wrong: line, column and reason with its help.
fn wrong(arms: &str) -> Vec<String> {
    let report = read_text("small.toml", &text(arms), &[]).unwrap_err();
    let said = |problem: &mdtsim::scenario::file::Problem| {
        let help = problem.help.clone().unwrap_or_default();
        format!("{}: {} | {help}", report.location(problem), problem.reason)
    };
    report.problems().iter().map(said).collect()
}

const MIXED: &str = r#"
[[arm]]
id = "as-it-is"
designs = ["practice-meeting", "integrated-care-team"]
money = "41 GBP per person per year"
[arm.teams.ashby-vale]
practice-meeting = 1
integrated-care-team = 2
"#;

#[test]
fn designs_take_neighbourhoods_in_turn_unless_a_place_says_how_many_it_has() {
    let scenario = scenario(MIXED);
    let arm = &scenario.arms[1];
    assert_eq!(arm.designs, ["practice-meeting", "integrated-care-team"]);
    assert_eq!(arm.teams, BTreeMap::from([("own:Ashby Vale".to_string(), vec![1, 2])]));
    let designs = scenario.designs_of(arm).into_iter().cloned().collect();
    let mixture = Mixture { designs, teams: arm.teams.clone() };
    assert_eq!(mixture.of_place("own:Ashby Vale", 3), [Some(0), Some(1), Some(1)]);
    assert_eq!(mixture.of_place("own:Brook", 3), [Some(0), Some(1), Some(0)]);
    let fewer = Mixture { teams: BTreeMap::from([("own:Brook".to_string(), vec![0, 1])]), ..mixture };
    assert_eq!(fewer.of_place("own:Brook", 3), [Some(1), None, None], "neighbourhoods beyond have no team");

    let again = read_text("small.toml", &resolved(&scenario), &[]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(again, scenario);
}

#[test]
fn what_is_wrong_with_several_designs_has_its_place_and_a_suggestion() {
    let problem = |arm: &str| {
        let said = wrong(&format!("\n[[arm]]\nid = \"mixed\"\n{arm}\n"));
        assert_eq!(said.len(), 1, "{said:?}");
        said.into_iter().next().unwrap()
    };
    let line = text("").lines().count();
    let two = "designs = [\"practice-meeting\", \"integrated-care-team\"]";
    let cases = [
        ("designs = [\"practice-meting\"]", 4, 12, "no design `practice-meting`", "practice-meeting"),
        ("designs = []", 4, 11, "names no design", "once"),
        ("designs = [\"usual-care\", \"usual-care\"]", 4, 11, "one of them twice", "once"),
        ("design = \"usual-care\"\ndesigns = [\"usual-care\"]", 5, 1, "either `design` or `designs`", "side by side"),
        ("designs = \"usual-care\"", 4, 11, "text does not belong here", "list of names"),
        (
            "designs = [\"practice-meeting\", \"integrated-care-team\", \"virtual-ward\"]",
            4,
            11,
            "Brook has 2 neighbourhoods, too few for 3 designs",
            "[arm.teams.brook]",
        ),
        (&format!("{two}\nteams.broke.practice-meeting = 1"), 5, 7, "no place of this scenario", "brook"),
        (&format!("{two}\nteams.brook.practice-meting = 1"), 5, 13, "no design `practice-meting`", "practice-meeting"),
        (&format!("{two}\nteams.brook.practice-meeting = 3"), 5, 7, "3 teams for Brook, which has 2", "one team"),
        (&format!("{two}\nteams.brook.practice-meeting = -1"), 5, 32, "less than 0", "whole number"),
        (&format!("{two}\nsham = true"), 4, 11, "a check of one design", "design"),
        ("design = \"usual-care\"\nshocks = [\"freese\"]", 5, 10, "no shock is called `freese`", ""),
    ];
    for (arm, below, column, reason, help) in cases {
        let said = problem(arm);
        let at = format!("small.toml:{}:{column}:", line + below);
        assert!(said.starts_with(&at) && said.contains(reason) && said.contains(help), "{arm}\n{said}\n{at}");
    }
}

#[test]
fn a_mixture_costs_the_money_of_the_arm_and_every_team_its_share() {
    let scenario = scenario(MIXED);
    let parameters = Register::built_in().to_parameters(&BTreeMap::new()).unwrap();
    let calendar = Calendar::new("2026-04-01".parse().unwrap(), 365);
    let spans = Spans { warm_up: Span::days(1), horizon: Span::days(30) };
    let designs: Vec<_> = scenario.designs_of(&scenario.arms[1]).into_iter().cloned().collect();
    let place = &scenario.places[0];
    let context = start::context(&parameters, place, &calendar, spans, Luck::new(1, 0));
    for teams in [vec![1, 2], vec![2, 1], vec![1, 1], vec![0, 2]] {
        for money in [12.0, 41.0] {
            let teams = BTreeMap::from([(place.code.clone(), teams.clone())]);
            let mixture = Mixture { designs: designs.clone(), teams };
            let setup = Setup { variant: Variant::Designs(mixture), money: Some(money), shocks: Vec::new() };
            let (wte, cost) = establishment(&context, &setup);
            let spent = cost / context.residents();
            assert!((spent - money).abs() <= 0.005 * money && wte > 0.0, "{spent} of {money}");
        }
    }
}

#[test]
fn one_design_is_the_same_however_it_is_named_bit_for_bit_and_two_are_not() {
    let arms = r#"
[[arm]]
id = "one"
design = "integrated-care-team"
money = "41 GBP per person per year"
[[arm]]
id = "placed"
designs = ["integrated-care-team"]
money = "41 GBP per person per year"
teams.ashby-vale.integrated-care-team = 3
teams.brook.integrated-care-team = 2
"#;
    let plan = Plan::of(&scenario(&format!("{arms}{MIXED}"))).unwrap();
    let results = run(&plan, 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    assert!(results.failed.is_empty(), "{:?}", results.failed);
    let bits = |arm: &str| -> Vec<Vec<u64>> {
        let number = results.arms.iter().position(|info| info.id == arm).unwrap();
        let rows = results.rows.iter().filter(|row| row.arm == number);
        rows.map(|row| row.values.iter().map(|value| value.to_bits()).collect()).collect()
    };
    assert_eq!(bits("one"), bits("placed"));
    assert_ne!(bits("one"), bits("as-it-is"));
}

#[test]
fn an_arm_has_the_shocks_that_it_names_and_no_others() {
    let shocks = r#"
[[shock]]
id = "freeze"
kind = "freeze"
funding = "better-care-fund"
at = "2027-06-01"
size = 0.5
warning = "2 weeks"
[[shock]]
id = "cut"
kind = "cut"
funding = "better-care-fund"
at = "2027-06-01"
size = 0.5
warning = "2 weeks"
[[arm]]
id = "frozen"
design = "integrated-care-team"
shocks = ["freeze"]
[[arm]]
id = "whole"
design = "integrated-care-team"
shocks = []
"#;
    let cut = "[[arm]]\nid = \"cut\"\ndesign = \"integrated-care-team\"\nshocks = [\"cut\"]\n";
    let scenario = scenario(&format!("{shocks}{cut}"));
    let ids = |arm: usize| -> Vec<String> {
        scenario.shocks_of(&scenario.arms[arm]).into_iter().map(|shock| shock.id).collect()
    };
    assert_eq!(ids(0), ["freeze", "cut"], "without a word, all of them");
    assert_eq!((ids(1), ids(2), ids(3)), (vec!["freeze".to_string()], Vec::new(), vec!["cut".to_string()]));
    let plan = Plan::of(&scenario).unwrap();
    assert_eq!(plan.arms[1].changes, [("shocks".to_string(), "freeze".to_string())]);
    assert_eq!(plan.arms[2].changes, [("shocks".to_string(), "none".to_string())]);

    let unheard = format!("{shocks}{cut}").replace("shocks = [\"cut\"]", "shocks = []");
    let unheard = unheard.replace("design = \"usual-care\"", "design = \"usual-care\"\nshocks = []");
    let alone = text(&unheard).replacen("design = \"usual-care\"", "design = \"usual-care\"\nshocks = []", 1);
    let report = read_text("small.toml", &alone, &[]).unwrap_err();
    assert!(report.problems().iter().any(|p| p.reason.contains("`cut` befalls no arm")), "{report}");
}

#[test]
fn every_team_has_a_row_of_its_own_and_together_they_are_the_outcomes_of_the_place() {
    let plan = Plan::of(&scenario(MIXED)).unwrap();
    let results = run(&plan, 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    let rows: Vec<_> = results.rows.iter().filter(|row| row.arm == 1 && row.place.is_none()).collect();
    let usual = results.rows.iter().filter(|row| row.arm == 0);
    assert!(usual.into_iter().all(|row| row.staff.teams.is_empty() && row.staff.professions.is_empty()));
    let which = |key: &str| teams::OUTCOMES.iter().position(|outcome| outcome.key == key).unwrap();
    let metric =
        |row: &Row, key: &str| row.values[results.metrics.iter().position(|metric| metric.key == key).unwrap()];
    for row in rows {
        let seen: Vec<_> = row.staff.teams.iter().map(|(place, team)| (*place, team.team, team.design)).collect();
        assert_eq!(seen, [(0, 0, 0), (0, 1, 1), (0, 2, 1), (1, 0, 0), (1, 1, 1)], "place, neighbourhood, design");
        let referred: f64 = row.staff.teams.iter().filter_map(|(_, team)| team.values[which("referrals")]).sum();
        let per_1000 = metric(row, "referrals_per_1000");
        assert!((referred - per_1000 * row.person_years / 1000.0).abs() < 1e-6 * referred, "{referred}");
        let cohesion = row.staff.teams.iter().filter_map(|(_, team)| team.values[which("cohesion")]).sum::<f64>() / 5.0;
        let by_night = metric(row, "team_cohesion");
        assert!((cohesion - by_night).abs() < 0.5 * by_night, "by month {cohesion}, by night {by_night}");
        let likeness = metric(row, "team_purpose_likeness");
        assert!(
            likeness > 0.0 && likeness < 1.0,
            "designs of different purpose are neither one nor nothing: {likeness}"
        );
        assert!(metric(row, "list_days_mean") > 0.0 && metric(row, "list_stuck_share") == 0.0, "half a year");
    }
    let table = staff::by_team(&results);
    assert_eq!(table.len(), 2 * 5);
    assert_eq!(staff::interviews(&results).len(), 0, "nobody asked for interviews");
}

#[test]
fn interviews_are_spread_over_teams_and_professions_and_change_nothing() {
    let asked = |number: usize| {
        let head = format!("[report]\ninterviews = {number}\n[experiment]");
        let text = text(MIXED).replacen("[experiment]", &head, 1);
        let scenario = read_text("small.toml", &text, &[]).unwrap_or_else(|report| panic!("{report}"));
        run(&Plan::of(&scenario).unwrap(), 2, &Unwatched, &mut |_| Ok(())).unwrap().results
    };
    let (few, many) = (asked(11), asked(1_000));
    let of = |results: &Results, replication: u32| -> Vec<Interview> {
        let row = results.rows.iter().find(|row| row.arm == 1 && row.replication == replication && row.place.is_none());
        row.unwrap().staff.interviews.clone()
    };
    let sample = of(&few, 0);
    assert_eq!((sample.len(), of(&few, 1).len()), (11, 0), "in the first replication alone");
    let heard = |place: usize, team: u16| sample.iter().filter(move |one| (one.place, one.team) == (place, team));
    for (place, team) in [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)] {
        let count = heard(place, team).count();
        assert!((2..=3).contains(&count), "{count} of team {team} in place {place}");
        let professions: BTreeSet<_> = heard(place, team).map(|one| one.role.clone()).collect();
        let all = of(&many, 0);
        let there = all.iter().filter(|one| (one.place, one.team) == (place, team));
        let there: BTreeSet<_> = there.map(|one| one.role.clone()).collect();
        assert_eq!(professions.len(), count.min(there.len()), "a profession is heard twice when all have been heard");
    }
    let everybody = of(&many, 0);
    assert!(everybody.len() > 11 && everybody.iter().all(|one| one.day >= 90), "in the second half: {everybody:?}");
    let values = |results: &Results| -> Vec<Vec<u64>> {
        results.rows.iter().map(|row| row.values.iter().map(|value| value.to_bits()).collect()).collect()
    };
    assert_eq!(values(&few), values(&many));
}

/// Every census of the mixed arm and of usual care in the first place.
fn censuses(arm: usize) -> Vec<Census> {
    let scenario = scenario(MIXED);
    let parameters = Register::built_in().to_parameters(&BTreeMap::new()).unwrap();
    let calendar = Calendar::new("2026-04-01".parse().unwrap(), 400);
    let spans = Spans { warm_up: Span::days(20), horizon: Span::days(120) };
    let context = start::context(&parameters, &scenario.places[0], &calendar, spans, Luck::new(3, 0));
    let mut place = start::place(context);
    let (zero, horizon) = (place.context.zero, place.context.horizon);
    place.run_until(zero, &mut Vec::new());
    let designs: Vec<_> = scenario.designs_of(&scenario.arms[1]).into_iter().cloned().collect();
    let variant = match arm {
        0 => Variant::Design(scenario.design_of(&scenario.arms[0]).clone()),
        _ => Variant::Designs(Mixture { designs, teams: BTreeMap::new() }),
    };
    let mut world = fork(&place, &Setup { variant, money: None, shocks: Vec::new() });
    let mut facts = Vec::new();
    world.run_until(horizon, &mut facts);
    let census = |fact: Fact| if let FactKind::Census(census) = fact.kind { Some(*census) } else { None };
    facts.into_iter().filter_map(census).collect()
}

#[test]
fn posts_and_pay_by_employer_add_up_to_those_of_all() {
    let (usual, mixed) = (censuses(0), censuses(1));
    for census in usual.iter().chain(&mixed) {
        let sum = |which: usize| census.staff.by_employer.iter().map(|sums| sums[which]).sum::<f32>();
        assert!((sum(0) - census.posts_funded).abs() < 1e-2 && (sum(1) - census.posts_filled).abs() < 1e-2);
    }
    let last =
        |censuses: &[Census], employer: Organisation| censuses.last().unwrap().staff.by_employer[employer as usize];
    assert_eq!(last(&usual, Organisation::Vcs)[2] > 0.0, last(&usual, Organisation::Vcs)[1] > 0.0, "pay for holders");
    let more = |employer| last(&mixed, employer)[0] - last(&usual, employer)[0];
    assert!(more(Organisation::Trust) > 0.5 && more(Organisation::Council) > 0.1, "teams have posts of both");
    assert_eq!(last(&usual, Organisation::Hospital), [0.0; 3], "no base service of the community is the hospital's");
}

#[test]
fn others_answer_a_team_and_nobody_else() {
    let staffed =
        "\n[design.practice-meeting]\nstart = \"staffed\"\n[design.integrated-care-team]\nstart = \"staffed\"\n";
    let scenario = scenario(&format!("{staffed}{MIXED}").replace("41 GBP", "160 GBP"));
    let results = run(&Plan::of(&scenario).unwrap(), 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    let at = results.metrics.iter().position(|metric| metric.key == "others_response_median_days").unwrap();
    for row in results.rows.iter().filter(|row| row.place.is_none()) {
        let days = row.values[at];
        assert_eq!(days.is_nan(), row.arm == 0, "arm {}: {days}", row.arm);
        assert!(row.arm == 0 || days > 0.0);
    }
}

#[test]
fn a_team_table_tells_where_teams_differ_when_places_have_several_designs() {
    let text = text(MIXED).replacen("replications = 2", "replications = 4", 1);
    let scenario = read_text("small.toml", &text, &[]).unwrap_or_else(|report| panic!("{report}"));
    let results = run(&Plan::of(&scenario).unwrap(), 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    let trials = Trials::of(&results);
    assert_eq!(variation::arms(&trials, 0), [1]);
    let found = variation::of(&trials, 0, 1);
    let voice = found.iter().find(|one| one.outcome.key == "shared_purpose").unwrap();
    assert_eq!(voice.teams, 5);
    assert!(voice.shares.within > voice.shares.between, "two designs differ more than two places: {:?}", voice.shares);
    let intervals = voice.intervals.unwrap();
    assert!(intervals.iter().all(|interval| (0.0..=1.0).contains(&interval.low) && interval.high <= 1.0));
    let told = variation::sentence(&trials, Scope::default()).unwrap();
    assert!(told.starts_with("With as it is, 5 teams, what lasts differs "), "{told}");
    let answer = Answer::of(&trials, Scope::default());
    assert!(answer.further.contains(&told), "{:?}", answer.further);
    let lead = variation::lead(&trials, Scope::default()).unwrap();
    assert!(lead.starts_with("Of the variation in cohesion, ") && answer.short.contains(&lead), "{:?}", answer.short);
    let few =
        Results { rows: results.rows.iter().filter(|row| row.replication == 0).cloned().collect(), ..results.clone() };
    let untold = Answer::of(&Trials::of(&few), Scope::default()).short.join(" ");
    assert!(
        untold.contains("between teams of the same place cannot be told from runs so few or so short."),
        "{untold}"
    );
    let one_place = Answer::of(&trials, Scope { point: 0, place: Some(0) });
    let told = [one_place.short, one_place.further].concat();
    assert!(!told.iter().any(|sentence| sentence.contains("between places")), "{told:?}");
}
