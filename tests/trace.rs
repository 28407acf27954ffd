//! One life in two worlds: every difference has a stated cause that came before it, and what is the same is told once.

#![allow(dead_code)] // the support is shared with other tests

mod small;
#[path = "model/support.rs"]
mod support;

use mdtsim::model::arm::{Setup, Variant};
use mdtsim::model::design::Role;
use mdtsim::model::fact::{Answer, Caller, DeathPlace, Errand, Fact, FactKind, Visit};
use mdtsim::model::people::aspects::Aspect;
use mdtsim::model::people::causes::IllnessCause;
use mdtsim::model::people::traits::{Acuity, Condition, Trigger, Whereabouts};
use mdtsim::model::place::Place;
use mdtsim::outcomes::life::why::{Weighed, Why};
use mdtsim::outcomes::life::{Life, TwoLives};
use mdtsim::report::life::words;
use mdtsim::time::{DAY, SimTime, Span};
use mdtsim::units::Choice;
use std::collections::{BTreeMap, BTreeSet};
use support::{design, facts, figures, parameters, warmed_up, with_money, world};

type Facts = BTreeMap<u64, Vec<Fact>>;

fn by_person(facts: &[Fact]) -> Facts {
    let mut people = Facts::new();
    for fact in facts.iter().filter(|fact| fact.key != 0) {
        people.entry(fact.key).or_default().push(fact.clone());
    }
    people
}

/// Needs that matter, exercise and stays that have an effect: every intensity has something to follow.
fn start(seed: u64) -> Place {
    let parameters = parameters(&[
        ("effects.exercise_on_falls", 0.77.into()),
        ("needs.weight", 1.5.into()),
        ("hospital.disability_causal", 0.8.into()),
    ]);
    warmed_up(&parameters, &figures(3_000), seed, 60, 900)
}

/// The lives of some people in the world of a setup.
fn lives(
    start: &Place,
    setup: &Setup,
    facts: &Facts,
    looked_at: &BTreeMap<u64, BTreeSet<SimTime>>,
) -> BTreeMap<u64, Life> {
    let mut place = world(start, setup);
    let mut lives: BTreeMap<u64, Life> = looked_at.keys().map(|&key| (key, Life::default())).collect();
    let mut moments: Vec<(SimTime, u64)> =
        looked_at.iter().flat_map(|(&key, moments)| moments.iter().map(move |&at| (at, key))).collect();
    moments.sort_unstable();
    for (at, key) in moments {
        place.run_until(at, &mut Vec::new());
        let life = lives.get_mut(&key).unwrap();
        life.before.insert(at, place.glimpse(key, at).map(|glimpse| glimpse.state));
    }
    for (key, life) in &mut lives {
        life.facts = facts.get(key).cloned().unwrap_or_default();
    }
    lives
}

/// Both lives of up to `most` people whose lives differ.
fn pairs(start: &Place, setups: [&Setup; 2], most: usize) -> Vec<(u64, TwoLives)> {
    let both = setups.map(|setup| by_person(&facts(&mut world(start, setup))));
    let none = Vec::new();
    let of = |key: u64| [0, 1].map(|side: usize| both[side].get(&key).unwrap_or(&none));
    let keys: BTreeSet<u64> = both.iter().flat_map(|facts| facts.keys().copied()).collect();
    let differing = keys.into_iter().filter(|&key| of(key)[0] != of(key)[1]).take(most);
    let looked_at: BTreeMap<u64, BTreeSet<SimTime>> =
        differing.map(|key| (key, of(key).into_iter().flatten().map(|fact| fact.at).collect())).collect();
    let sides = [0, 1].map(|side: usize| lives(start, setups[side], &both[side], &looked_at));
    let two = |&key: &u64| (key, TwoLives::of(&start.context, key, &[sides[0][&key].clone(), sides[1][&key].clone()]));
    looked_at.keys().map(two).collect()
}

fn usual() -> Setup {
    Setup { variant: Variant::Design(design("usual-care")), money: None, shocks: Vec::new() }
}

#[test]
fn every_difference_between_two_lives_has_a_stated_cause_that_came_before() {
    let (mut pairs_told, mut weighed) = (0, 0);
    for (seed, other) in [(1, "integrated-care-team"), (2, "integrated-neighbourhood-team"), (3, "urgent-frailty-hub")]
    {
        let start = start(seed);
        for (key, two) in pairs(&start, [&usual(), &with_money(design(other), 80.0)], 5_000) {
            pairs_told += 1;
            for (index, strand) in two.strands.iter().enumerate() {
                assert_eq!(strand.is_the_same(), two.whys[index].is_none(), "{key:x} {strand:?}");
                let Some(why) = &two.whys[index] else { continue };
                let said = || format!("{other} {key:x}: {strand:?}\n{why:?}");
                assert_ne!(why, &Why::Unknown, "{}", said());
                if let Some(because) = why.because() {
                    assert!(two.strands[because].at() <= strand.at(), "{}", said());
                    assert!(!two.strands[because].is_the_same(), "{}", said());
                }
                if let Why::Point(Weighed { height, here, there, differs }) = why {
                    weighed += 1;
                    assert!(there <= height && height < here, "{}", said());
                    assert!(!differs.is_empty(), "{}", said());
                    assert!(differs.iter().all(|difference| difference.because.is_some()), "{}", said());
                    // In a care home falls have a rate of their own; elsewhere the factors make up the whole difference.
                    let product: f64 = differs.iter().map(|difference| difference.factor).product();
                    let whole = product / (here / there);
                    let own_rate = differs.iter().any(|difference| difference.aspect == Aspect::Residence);
                    assert!(own_rate || *there == 0.0 || (whole - 1.0).abs() < 1e-6, "{}", said());
                }
            }
        }
    }
    assert!(pairs_told >= 1_000, "{pairs_told} pairs of lives differ");
    assert!(weighed >= 100, "{weighed} points weighed");
}

/// A folder with a small scenario in it, two of whose arms are the same usual care.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let again = "[[arm]]\nid = \"again\"\ndesign = \"usual-care\"\n";
        std::fs::write(desk.0.path().join("small.toml"), small::text() + again).unwrap();
        desk
    }

    fn trace(&self, arguments: &[&str]) -> (i32, String, String) {
        let mut command = assert_cmd::Command::cargo_bin("mdtsim").unwrap();
        command.current_dir(self.0.path()).args(["trace", "small.toml"]).args(arguments);
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn files(&self) -> usize {
        std::fs::read_dir(self.0.path()).unwrap().count()
    }
}

#[test]
fn lives_in_two_identical_arms_are_told_once() {
    let desk = Desk::new();
    for person in [&["--person", "5"][..], &[]] {
        let (code, out, err) = desk.trace(&[&["--arm", "again"], person].concat());
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("The two lives are the same"), "{out}");
        let told = out.split("Date by date").nth(1).unwrap();
        assert!(!told.contains("  > ") && !told.contains(" – "), "{told}");
    }
    let (_, out, _) = desk.trace(&["--arm", "sham"]);
    assert!(out.contains("The two worlds differ in their teams."), "referrals to a sham team are told: {out}");
    assert!(!out.contains("did not happen with"), "and change nothing: {out}");
}

#[test]
fn a_person_is_picked_by_a_stated_rule_and_told_the_same_when_asked_for() {
    let desk = Desk::new();
    let (code, picked, err) = desk.trace(&["--arm", "team", "--quiet"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(picked.contains("Picked by this rule"), "{picked}");
    let number: String = picked.chars().skip("Person ".len()).take_while(|letter| *letter != ' ').collect();
    let (_, asked, _) = desk.trace(&["--person", &number.replace(',', ""), "--threads", "1", "--quiet"]);
    let lives = |text: &str| text[text.find("In short").unwrap()..].to_string();
    assert_eq!(lives(&picked), lives(&asked));
    assert!(asked.contains("Chosen by number."));
}

#[test]
fn the_page_stands_alone_and_bears_what_the_text_says() {
    let desk = Desk::new();
    let (code, out, err) = desk.trace(&["--arm", "team", "--out", "life.html"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert!(err.contains("page: life.html"));
    let page = std::fs::read_to_string(desk.0.path().join("life.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<strong>Why:</strong>"));
    assert!(
        page.contains("What the model cannot say") && page.contains("Anything that rests on what the model misses")
    );
    for outside in ["http", "src=", "<script", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    let (_, printed, _) = desk.trace(&["--arm", "team", "--page"]);
    assert_eq!(page, printed);
    let (code, _, err) = desk.trace(&["--out", "life.html"]);
    assert!(code == 2 && err.contains("--force"), "{err}");
    assert_eq!(desk.trace(&["--out", "life.html", "--force"]).0, 0);
}

/// The figures of a row of the text, one for each life.
fn row(text: &str, name: &str) -> Vec<f64> {
    let line =
        text.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_else(|| panic!("{name}: {text}"));
    let (_, figures) = line.split_once(name).unwrap();
    let number = |word: &str| word.trim_start_matches('£').replace(',', "").parse().unwrap();
    figures.split_whitespace().map(number).collect()
}

/// Who came, in both lives: whether they are of the team, and how many times and minutes in each.
fn who_came(text: &str) -> Vec<(bool, [[f64; 2]; 2])> {
    let (_, table) = text.split_once("Who came, or worked on the case\n").expect("who came");
    let rows = table.split("\n\n").next().unwrap().lines().skip(1);
    let figures = |cell: &str| {
        let numbers: String = cell.chars().map(|letter| if letter.is_ascii_digit() { letter } else { ' ' }).collect();
        let numbers: Vec<f64> = numbers.split_whitespace().map(|number| number.parse().unwrap()).collect();
        if numbers.is_empty() { [0.0; 2] } else { [numbers[0], numbers[1]] }
    };
    let cells =
        |line: &str| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(String::from).collect();
    rows.map(|line| {
        let cells: Vec<String> = cells(line);
        let [who, one, other] = &cells[..] else { panic!("{line}") };
        (who.starts_with("The team's"), [figures(one), figures(other)])
    })
    .collect()
}

#[test]
fn who_came_and_what_it_cost_are_told_on_both_sides_in_the_text_and_on_the_page() {
    const MORE: f64 = 100.0;
    let desk = Desk::new();
    // Long and well paid enough for somebody to be spared a stay.
    let longer = ["--set", "arm.team.money=200 GBP per person per year", "--set", "experiment.horizon=12 months"];
    let trace = |further: &[&str]| {
        let (code, out, err) = desk.trace(&[&["--arm", "team", "--quiet"], &longer[..], further].concat());
        assert_eq!(code, 0, "{err}");
        out
    };
    let text = trace(&[]);
    let came = who_came(&text);
    for (side, minutes) in row(&text, "Minutes of staff in contacts").into_iter().enumerate() {
        let told: f64 = came.iter().map(|(_, sides)| sides[side][1]).sum();
        assert!((told - minutes).abs() <= 0.5 * (came.len() + 1) as f64, "{told} for {minutes} minutes\n{text}");
    }
    let of_team = |side: usize| came.iter().filter(|(team, _)| *team).map(|(_, sides)| sides[side][0]).sum::<f64>();
    assert!(of_team(0) == 0.0 && of_team(1) > 0.0, "a team comes where there is one: {text}");
    // What nights in hospital cost is what they are said to, in each life.
    let bed_day = parameters(&[]).prices.bed_day.gbp_per_day();
    let dearer = format!("parameters.prices.bed_day={} GBP per day", bed_day + MORE);
    let dear = trace(&["--set", &dearer]);
    let nights = row(&text, "Nights in hospital");
    let [nhs, council, household] =
        ["Cost to the NHS, without posts", "Cost to the council, without posts", "Cost to the household"].map(
            |payer| {
                let more = row(&dear, payer).into_iter().zip(row(&text, payer)).map(|(dear, usual)| dear - usual);
                more.collect::<Vec<_>>()
            },
        );
    assert!(nights.len() == 2 && nights.iter().sum::<f64>() > 0.0, "{text}");
    for side in 0..2 {
        assert!((nhs[side] - MORE * nights[side]).abs() <= 1.0, "{nhs:?} for {nights:?} nights");
        assert_eq!((council[side], household[side]), (0.0, 0.0));
    }
    let page = trace(&["--page"]);
    for line in ["Cost to the NHS, without posts", "Cost to the council, without posts", "Cost to the household"] {
        let cells = text.lines().find(|told| told.contains(line)).unwrap().split("  ").map(str::trim);
        let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let on_page = format!("<th scope=\"row\">{}</th><td>{}</td><td>{}</td>", cells[0], cells[1], cells[2]);
        assert!(page.contains(&on_page), "{on_page}");
    }
    assert!(page.contains("Who came, or worked on the case") && page.contains("The team&#39;s"));
}

#[test]
fn bad_input_is_named_and_nothing_is_written() {
    let desk = Desk::new();
    for (arguments, words) in [
        (&["--person", "99999"][..], "no person 99999"),
        (&["--person", "0"], "--person"),
        (&["--arm", "taem"], "did you mean `team`"),
        (&["--place", "Ashbi"], "did you mean `Ashby`"),
        (&["--replication", "2"], "replications 0 to 1"),
        (&["--set", "experiment.replications=0"], "--set:1:"),
    ] {
        let (code, out, err) = desk.trace(&[arguments, &["--out", "life.html", "--quiet"]].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(words), "{arguments:?}: {err}");
        assert_eq!(desk.files(), 1, "{arguments:?}");
    }
}

/// One of each kind of fact.
fn every_fact() -> Vec<FactKind> {
    use FactKind::*;
    let (hour, days) = (Span::from_hours(1.0), Span::days(4));
    let contact = |errand| Contact {
        minutes: 43.6,
        by: Caller { role: Role::OccupationalTherapist, team: true },
        errand,
        visit: None,
    };
    let visit = Some(Visit { by: 0, waited: hour, searched: 0 });
    let usual = |role| Contact { minutes: 60.0, by: Caller { role, team: false }, errand: Errand::Need(4), visit };
    let mut all = vec![Entered, MovedAway];
    all.extend([DeathPlace::Home, DeathPlace::CareHome, DeathPlace::Hospital].map(Died));
    all.extend([Fell, BrokeBone(true), BrokeBone(false), Destabilised, SocialCrisis]);
    all.extend(IllnessCause::ALL.map(FellIll));
    all.extend((0..8).flat_map(|domain| [NeedArose(domain), NeedMet(domain)]));
    all.extend(Condition::ALL.map(ConditionBegan));
    all.extend([FrailtyStep(true), FrailtyStep(false)]);
    for trigger in [
        Trigger::Fall,
        Trigger::OnFloor,
        Trigger::Fracture,
        Trigger::HipFracture,
        Trigger::Illness,
        Trigger::Crisis,
        Trigger::Elective,
        Trigger::Assessment,
    ] {
        all.push(SoughtHelp { trigger, acuity: Acuity::Severe });
    }
    all.extend([Acuity::Mild, Acuity::Moderate].map(|acuity| SoughtHelp { trigger: Trigger::Fall, acuity }));
    all.push(CrisisBegan { root: 1 });
    all.extend(
        [Answer::Admitted, Answer::Substituted, Answer::Department, Answer::Otherwise]
            .map(|answer| CrisisAnswered { root: 1, answer }),
    );
    all.extend([Consulted { waited: hour }, Attended, Admitted { root: 1, ordinal: 0, trigger: Trigger::Fall }]);
    all.extend([true, false].map(|conveyed| CrewArrived {
        waited: Span::from_minutes(19.4),
        conveyed,
        care_home: false,
    }));
    all.extend([
        ReachedBed { waited: hour },
        LeftBed { stay: days, delay: Span::ZERO },
        LeftBed { stay: days, delay: Span::days(1) },
    ]);
    all.extend([
        ElectiveCancelled,
        UrgentAsked { root: 1 },
        UrgentCame { root: 1, waited: hour },
        HospitalAtHomeBegan,
        HomeCareAsked,
    ]);
    all.extend([HomeCareBegan { waited: days }, EnteredCareHome]);
    all.extend([true, false].map(|conveys| PractitionerCame { waited: Span::from_minutes(31.0), conveys }));
    all.extend([HomeCallAnswered { waited: hour }, MedicinesReviewed]);
    let errands = [
        Errand::UrgentFollowUp,
        Errand::HomeRound,
        Errand::Triage,
        Errand::Assessment,
        Errand::WardVisit,
        Errand::Preparation,
        Errand::Plan,
        Errand::Action(6),
        Errand::KeepInTouch,
        Errand::Review,
    ];
    all.extend(errands.map(contact));
    all.extend(Role::ALL.iter().map(|&role| usual(role)));
    all.extend([Assessed { repeated: true }, Assessed { repeated: false }, Referred { team: 0 }, Accepted, Refused]);
    all.extend([
        FirstContact { waited: days },
        Planned { waited: days, told: true },
        Planned { waited: days, told: false },
    ]);
    all.extend([Action(true), Action(false), HandOffLost, HandOffLostWithin, Discharged]);
    all.extend([Escalated, StoryRetold, StaleFact, RiskJudged { support: 0.5 }, GoodwillRanOut { team: 0 }]);
    all.extend([true, false].map(|heard| Observation { heard }));
    all.extend([true, false].map(|settled| Decision { settled }));
    all.extend([true, false].map(|reached| Alert { reached }));
    all.extend([true, false].map(|at_meeting| Settled { at_meeting }));
    all.extend([
        StaffLeft { team: Some(0), wte: 1.0 },
        StaffStarted { team: true, from_local: false },
        TiesLost { team: 0, within: 2.5, outside: 0.5, reorganised: false },
        HandedOver { waited: hour },
        WentBack(Whereabouts::Residence),
        WentBack(Whereabouts::Rehabilitation),
        KeptInTouch { until: SimTime::START },
        Census(Default::default()),
    ]);
    all
}

#[test]
fn a_stay_is_told_in_the_nights_that_the_account_counts() {
    let told = |hour: f64, stay: f64, delay: f64| {
        let at = SimTime::from_ticks(30 * DAY) + Span::from_hours(hour);
        let kind = FactKind::LeftBed { stay: Span::from_hours(stay), delay: Span::from_hours(delay) };
        words::told(&Fact { at, key: 1, kind }).unwrap()
    };
    // From 11 in the evening to 2 in the afternoon, and from 1 in the night: nearly as long, with a midnight fewer.
    assert_eq!(told(14.0, 23.0 * 24.0 + 15.0, 0.0), "Left hospital after 24 nights on a ward");
    assert_eq!(
        told(14.0, 23.0 * 24.0 + 13.0, 30.0),
        "Left hospital after 23 nights on a ward, 1 of them waiting to leave"
    );
    assert_eq!(told(14.0, 5.0, 2.0), "Left hospital after 5 hours on a ward");
    assert_eq!(told(14.0, 15.0, 0.0), "Left hospital after 1 night on a ward");
}

#[test]
fn every_fact_has_its_words() {
    let told = |kind: FactKind| {
        let said = format!("{kind:?}: ");
        let fact = Fact { at: SimTime::from_ticks(20 * DAY + DAY / 2), key: 1, kind };
        said + &words::told(&fact).unwrap_or_else(|| "(not told)".into())
    };
    insta::assert_snapshot!(every_fact().into_iter().map(told).collect::<Vec<_>>().join("\n"));
}
