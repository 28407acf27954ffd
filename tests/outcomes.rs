//! Outcomes: what is counted from hand-made facts, and from worlds of the real model that part at time zero.

use jiff::civil::date;
use mdtsim::model::arm::{self, Setup, Variant};
use mdtsim::model::design::Role;
use mdtsim::model::fact::{Answer, Caller, Census, DeathPlace, Errand, Fact, FactKind, Visit};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::people::traits::Trigger;
use mdtsim::model::place::Place;
use mdtsim::model::place_figures::PlaceFigures;
use mdtsim::model::services::community::ServiceKind;
use mdtsim::model::start::{self, Spans};
use mdtsim::outcomes::alive_in_both::AliveInBoth;
use mdtsim::outcomes::catalogue;
use mdtsim::outcomes::chronicle::{Chronicle, Notes};
use mdtsim::outcomes::figures::{Figures, RESPONSE_BINS};
use mdtsim::outcomes::pairing::{Rules, pair};
use mdtsim::outcomes::tally::Tally;
use mdtsim::outcomes::tariff::Tariff;
use mdtsim::outcomes::used::Use;
use mdtsim::outcomes::window::Window;
use mdtsim::random::luck::Luck;
use mdtsim::scenario::file;
use mdtsim::scenario::register::Register;
use mdtsim::time::{Calendar, SimTime, Span};
use std::collections::BTreeMap;

const DAYS: u64 = 10;

fn parameters() -> Parameters {
    Register::built_in().to_parameters(&BTreeMap::new()).unwrap()
}

fn day(day: u64) -> SimTime {
    SimTime::START + Span::days(day)
}

/// Counts facts of a window that begins on day 100.
fn counted(facts: &[(u64, u64, FactKind)]) -> Figures {
    let calendar = Calendar::new(date(2027, 1, 1), 200);
    let mut tally = Tally::new(Window::new(day(100), day(100 + DAYS), &calendar));
    let facts: Vec<Fact> =
        facts.iter().map(|(on, key, kind)| Fact { at: day(*on), key: *key, kind: kind.clone() }).collect();
    tally.see(&facts);
    tally.close()
}

fn value(figures: &Figures, key: &str) -> f64 {
    let values = figures.values(&Tariff::new(&parameters()));
    let index = catalogue::metrics().iter().position(|metric| metric.key == key);
    values[index.unwrap_or_else(|| panic!("no outcome `{key}`"))]
}

/// A hundred people for ten days, of whom eight are at home less than the others.
fn quiet_days() -> Vec<(u64, u64, FactKind)> {
    let census = Census {
        alive: 100,
        in_hospital: 3,
        in_rehabilitation: 1,
        care_home_residents: 5,
        in_care_home: 4,
        carer_hours: 140,
        unmet_needs: 50,
        caseload: 20,
        home_care_hours: 70,
        team_funded: 4.0,
        team_filled: 3.0,
        posts_funded: 10.0,
        posts_filled: 8.0,
        team_cost: [300.0, 100.0, 10.0, 0.0],
        ..Census::default()
    };
    (100..100 + DAYS).map(|on| (on, 0, FactKind::Census(Box::new(census)))).collect()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn keys_are_unique_and_words_are_there() {
    let metrics = catalogue::metrics();
    for (index, metric) in metrics.iter().enumerate() {
        assert!(metrics[..index].iter().all(|earlier| earlier.key != metric.key), "{}", metric.key);
        assert!(metric.key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
        assert!(!metric.label.is_empty() && !metric.unit.is_empty());
    }
    assert_eq!(Figures::default().values(&Tariff::new(&parameters())).len(), metrics.len());
}

#[test]
fn rates_are_per_day_alive_and_days_at_home_per_day_that_could_have_been() {
    let figures = counted(&quiet_days());
    let years = 1000.0 / 365.2425;
    near(figures.person_years(), years);
    near(value(&figures, "days_at_home_per_person"), 0.92 * 365.2425);
    near(value(&figures, "unmet_need_days_per_person"), 500.0 / years);
    near(value(&figures, "caseload_per_1000"), 200.0);
    near(value(&figures, "vacancy_share"), 0.2);
    near(value(&figures, "team_vacancy_share"), 0.25);
    assert!(value(&figures, "two_hour_share").is_nan(), "nobody asked");
}

#[test]
fn a_death_counts_as_no_days_at_home_and_a_move_as_none_to_be_had() {
    let alive = |alive| FactKind::Census(Box::new(Census { alive, ..Census::default() }));
    let facts = |last| {
        let mut facts: Vec<_> = (100..105).map(|on| (on, 0, alive(2))).collect();
        facts.push((104, 7, last));
        facts.extend((105..110).map(|on| (on, 0, alive(1))));
        facts
    };
    near(value(&counted(&facts(FactKind::Died(DeathPlace::Home))), "days_at_home_per_person"), 0.75 * 365.2425);
    near(value(&counted(&facts(FactKind::MovedAway)), "days_at_home_per_person"), 365.2425);
}

#[test]
fn only_facts_within_the_window_count() {
    let mut facts = quiet_days();
    let admitted = || FactKind::Admitted { root: 1, ordinal: 0, trigger: Trigger::Fall };
    facts.extend([(99, 7, FactKind::Fell), (101, 7, FactKind::Fell), (101, 7, admitted()), (110, 7, admitted())]);
    let figures = counted(&facts);
    let years = figures.person_years();
    near(value(&figures, "falls_per_1000"), 1000.0 / years);
    near(value(&figures, "unplanned_admissions_per_1000"), 1000.0 / years);
    assert_eq!(figures.months().iter().map(|month| month.admissions).sum::<u32>(), 1);
}

#[test]
fn an_admission_soon_after_leaving_a_bed_is_a_readmission() {
    let left = FactKind::LeftBed { stay: Span::days(3), delay: Span::ZERO };
    let admitted = || FactKind::Admitted { root: 1, ordinal: 0, trigger: Trigger::Fall };
    let mut facts = quiet_days();
    facts.extend([(101, 7, left), (104, 8, admitted()), (105, 7, admitted())]);
    let figures = counted(&facts);
    near(value(&figures, "readmissions_per_1000"), 1000.0 / figures.person_years());
}

#[test]
fn urgent_response_is_held_against_two_hours_and_those_never_seen() {
    let came = |hours| FactKind::UrgentCame { root: 1, waited: Span::from_hours(hours) };
    let mut facts = quiet_days();
    facts.extend((0..4).map(|n| (101, n, FactKind::UrgentAsked { root: 1 })));
    facts.extend([(101, 0, came(1.0)), (101, 1, came(2.0)), (102, 2, came(5.0))]);
    let figures = counted(&facts);
    near(value(&figures, "two_hour_share"), 0.5);
    near(value(&figures, "urgent_response_median_minutes"), 120.0);
    let bins = figures.response();
    assert_eq!((bins.len(), bins.iter().sum::<u32>()), (RESPONSE_BINS, 3));
    assert_eq!((bins[4], bins[8], bins[20]), (1, 1, 1));
}

#[test]
fn claims_are_more_than_what_was_avoided_and_less_than_what_was_seen() {
    let answered = |root| FactKind::CrisisAnswered { root, answer: Answer::Substituted };
    let mut facts = quiet_days();
    facts.extend((0..10).map(|n| (101, n, answered(n))));
    let (mut figures, p) = (counted(&facts), parameters());
    let (hit, false_alarm) = (p.evaluation.claimed_if_avoided.get(), p.evaluation.claimed_if_not.get());
    let per_1000 = 1000.0 / figures.person_years();
    near(value(&figures, "claimed_avoided_per_1000"), 10.0 * false_alarm * per_1000);
    figures.substituted = 3;
    near(value(&figures, "claimed_avoided_per_1000"), (3.0 * hit + 7.0 * false_alarm) * per_1000);
    let twice = &mut figures.clone();
    twice.add(&figures);
    near(value(twice, "claimed_avoided_per_1000"), (3.0 * hit + 7.0 * false_alarm) * per_1000);
}

#[test]
fn whoever_leaves_a_base_service_for_a_team_empties_a_post_there() {
    let started = |team, from_local| FactKind::StaffStarted { team, from_local };
    let mut facts = quiet_days();
    let before = value(&counted(&facts), "base_posts_emptied_per_1000");
    facts.extend([(99, 0, started(true, true)), (101, 0, started(true, true)), (104, 0, started(true, true))]);
    // From outside the place, and back to a base that had waited.
    facts.extend([(102, 0, started(true, false)), (103, 0, started(false, true))]);
    let figures = counted(&facts);
    near(before, 0.0);
    near(value(&figures, "base_posts_emptied_per_1000"), 2.0 * 1000.0 / figures.person_years());
    let twice = &mut figures.clone();
    twice.add(&figures);
    near(value(twice, "base_posts_emptied_per_1000"), 2.0 * 1000.0 / figures.person_years());
}

#[test]
fn care_that_is_given_is_counted_in_hours_and_visits() {
    let visit = |by: ServiceKind| FactKind::Contact {
        minutes: 30.0,
        by: Caller { role: Role::Physiotherapist, team: false },
        errand: Errand::Need(1),
        visit: Some(Visit { by: by as u16, waited: Span::days(3), searched: 720 }),
    };
    let mut facts = quiet_days();
    facts.extend([
        (101, 7, visit(ServiceKind::Physiotherapy)),
        (102, 7, visit(ServiceKind::OccupationalTherapy)),
        (103, 7, visit(ServiceKind::Nursing)),
    ]);
    let figures = counted(&facts);
    near(value(&figures, "home_care_hours_per_person"), 100.0 / figures.person_years());
    near(value(&figures, "therapy_visits_per_1000"), 2.0 * 1000.0 / figures.person_years());
    near(value(&figures, "contact_hours_per_person"), 3.0 * 0.5 / figures.person_years());
    near(value(&figures, "search_hours_per_person"), 3.0 * 0.2 / figures.person_years());
}

#[test]
fn admissions_of_those_alive_in_both_worlds_are_held_against_the_days_of_these_alone() {
    let mut figures = counted(&quiet_days());
    assert!(value(&figures, "admissions_alive_in_both_per_1000").is_nan(), "nothing was paired");
    let used = |admissions| Use {
        admissions,
        attendances: 2 * admissions,
        hospital_days: 9 * admissions,
        home_care: 7 * admissions,
        contact_seconds: 3600 * admissions,
        ..Use::default()
    };
    figures.alive_in_both = AliveInBoth { person_days: 365_242_500, baseline: used(250), arm: used(240) };
    near(value(&figures, "admissions_alive_in_both_per_1000"), -0.01);
    near(value(&figures, "ed_attendances_alive_in_both_per_1000"), -0.02);
    near(value(&figures, "bed_days_alive_in_both_per_person"), -0.00009);
    near(value(&figures, "home_care_hours_alive_in_both_per_person"), -0.00001);
    near(value(&figures, "contact_hours_alive_in_both_per_person"), -0.00001);
    let prices = parameters().prices;
    let cost = 20.0 * prices.attendance.gbp() + 90.0 * prices.bed_day.gbp_per_day();
    near(value(&figures, "crisis_cost_alive_in_both_per_person") * 1_000_000.0, -cost);
    let twice = &mut figures.clone();
    twice.add(&figures);
    near(value(twice, "admissions_alive_in_both_per_1000"), -0.01);
}

#[test]
fn the_bill_is_the_sum_of_its_payers() {
    let mut facts = quiet_days();
    facts.push((101, 7, FactKind::Attended));
    let (figures, p) = (counted(&facts), parameters());
    let (prices, social) = (&p.prices, &p.social_care);
    let hospital = 30.0 * prices.bed_day.gbp_per_day() + 10.0 * prices.rehabilitation_day.gbp_per_day();
    let nhs = prices.attendance.gbp() + hospital + 3000.0;
    let home_care = 10.0 * 70.0 / 7.0 * prices.home_care_hour.gbp_per_hour();
    let care_homes = 50.0 * prices.care_home_day.gbp_per_day();
    let household = home_care * social.self_funded_home_care.get() + care_homes * social.self_funded_care_home.get();
    let bill = Tariff::new(&p).bill(&figures);
    near(bill.nhs, nhs);
    near(bill.household, household);
    near(bill.council, home_care + care_homes - household + 1000.0);
    near(bill.total(), nhs + home_care + care_homes + 1000.0 + 100.0);
    near(value(&figures, "team_cost_per_person"), 4100.0 / figures.person_years());
    // What carers give is in no total, and is valued as if it were paid.
    let unpaid = 10.0 * 140.0 / 7.0;
    near(bill.unpaid, unpaid * prices.home_care_hour.gbp_per_hour());
    near(value(&figures, "unpaid_care_value_per_person"), bill.unpaid / figures.person_years());
    near(value(&figures, "unpaid_care_hours_per_person"), unpaid / figures.person_years());
    let twice = &mut figures.clone();
    twice.add(&figures);
    near(value(twice, "unpaid_care_hours_per_person"), unpaid / figures.person_years());
}

#[test]
fn staff_of_hospital_at_home_are_paid_for_once() {
    let p = parameters();
    let bill = |in_hospital_at_home: u32, at_home_with_own_staff: u32| {
        let mut facts = quiet_days();
        for (.., kind) in &mut facts {
            if let FactKind::Census(census) = kind {
                (census.in_hospital_at_home, census.at_home_with_own_staff) =
                    (in_hospital_at_home, at_home_with_own_staff);
            }
        }
        Tariff::new(&p).bill(&counted(&facts))
    };
    let (none, usual, more) = (bill(0, 0), bill(2, 0), bill(5, 3));
    let days = DAYS as f64;
    near(usual.nhs - none.nhs, 2.0 * days * p.prices.hospital_at_home_day.gbp_per_day());
    // Three places more, carried by posts that the team's cost holds already.
    let supplies = 3.0 * days * p.prices.hospital_at_home_day_without_staff.gbp_per_day();
    near(more.nhs - usual.nhs, supplies);
    near(more.marginal - usual.marginal, supplies);
    near(more.team, usual.team);
    near(more.cashable, usual.cashable);
    let without = p.prices.hospital_at_home_day_without_staff.gbp_per_day();
    assert!(without < p.prices.hospital_at_home_day.gbp_per_day());
}

#[test]
fn two_places_together_are_one_place_with_all_their_people() {
    let wait = |hours| FactKind::UrgentCame { root: 1, waited: Span::from_hours(hours) };
    let (mut one, mut other) = (quiet_days(), quiet_days());
    one.extend([(101, 1, wait(1.0)), (102, 2, wait(4.0)), (103, 3, FactKind::Fell)]);
    other.extend([(101, 4, wait(3.0)), (104, 5, FactKind::Fell)]);
    let mut together = counted(&one);
    together.add(&counted(&other));
    near(value(&together, "urgent_response_median_minutes"), 180.0);
    near(value(&together, "falls_per_1000"), 2000.0 / together.person_years());
    near(value(&together, "caseload_per_1000"), 200.0);
    let month = together.months()[0];
    assert_eq!((month.alive, month.caseload, month.funded_wte), (200, 40.0, 8.0));
}

const WARM_UP: u64 = 365;
const HORIZON: u64 = 365;

/// A town of its own with some 3,000 older people.
const TOWN: &str = r#"
schema_version = 1
[experiment]
seed = 5
replications = 1
start = "2027-04-01"
warm_up = "365 days"
horizon = "365 days"
baseline = "usual-care"
[[place]]
name = "Anytown"
region = "East Midlands"
population = 15000
age_65_69 = 900
age_70_74 = 800
age_75_79 = 580
age_80_84 = 400
age_85_89 = 220
age_90_plus = 110
imd_score = 22
rural_share = 0.2
[[arm]]
id = "usual-care"
design = "usual-care"
[[arm]]
id = "team"
design = "integrated-care-team"
"#;

struct Town {
    warmed_up: Place,
    usual_care: Setup,
    team: Setup,
    sham: Setup,
    ripple: Setup,
}

fn town() -> Town {
    let scenario = file::read_text("town.toml", TOWN, &[]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    let figures: &PlaceFigures = &scenario.places[0];
    let calendar = Calendar::new(date(2026, 4, 1), (WARM_UP + HORIZON + start::TAIL_DAYS) as usize + 1);
    let spans = Spans { warm_up: Span::days(WARM_UP), horizon: Span::days(HORIZON) };
    let mut place = start::place(start::context(&parameters(), figures, &calendar, spans, Luck::new(5, 0)));
    place.run_until(place.context.zero, &mut Vec::new());
    let setup = |variant| Setup { variant, money: None, shocks: Vec::new() };
    let design = |id: &str| scenario.designs[id].clone();
    Town {
        warmed_up: place,
        usual_care: setup(Variant::Design(design("usual-care"))),
        team: setup(Variant::Design(design("integrated-care-team"))),
        sham: setup(Variant::Sham(design("integrated-care-team"))),
        ripple: setup(Variant::Ripple),
    }
}

/// Runs a world to its end: its figures, its chronicle and the deaths' lost days.
fn lived(town: &Town, setup: &Setup) -> (Figures, Chronicle, i64) {
    let mut place = arm::fork(&town.warmed_up, setup);
    let context = place.context.clone();
    let window = Window::new(context.zero, context.horizon, &context.calendar);
    let (mut tally, mut notes) = (Tally::new(window.clone()), Notes::new(context.zero));
    let mut lost = 0;
    let mut now = context.zero;
    while now < context.end {
        now = (now + Span::days(28)).min(context.end);
        let mut facts = Vec::new();
        place.run_until(now, &mut facts);
        tally.see(&facts);
        notes.see(&facts);
        let deaths = facts.iter().filter(|fact| matches!(fact.kind, FactKind::Died(_)) && window.holds(fact.at));
        lost += deaths.map(|death| window.midnights_after(death.at) as i64).sum::<i64>();
    }
    (tally.close(), notes.close(), lost)
}

fn bits(figures: &Figures) -> Vec<u64> {
    figures.values(&Tariff::new(&parameters())).into_iter().map(f64::to_bits).collect()
}

fn admissions(figures: &Figures) -> u64 {
    figures.months().iter().map(|month| u64::from(month.admissions)).sum()
}

#[test]
fn two_worlds_with_one_setup_are_one() {
    let town = town();
    let (figures, chronicle, _) = lived(&town, &town.usual_care);
    let (again, same, _) = lived(&town, &town.usual_care);
    let found = admissions(&figures);
    assert!(found > 100, "a town of 3,000 older people has {found} emergency admissions a year");
    let ledger = pair(&chronicle, &same, town.warmed_up.context.horizon, Rules::default());
    assert!(ledger.is_unchanged_only(), "{ledger:?}");
    assert_eq!(ledger.unchanged, found);
    assert_eq!(bits(&figures), bits(&again));
    assert_eq!(figures, again);
}

#[test]
fn a_sham_team_leaves_every_admission_unchanged() {
    let town = town();
    let (figures, chronicle, _) = lived(&town, &town.usual_care);
    let (_, sham, _) = lived(&town, &town.sham);
    let ledger = pair(&chronicle, &sham, town.warmed_up.context.horizon, Rules::default());
    assert!(ledger.is_unchanged_only(), "{ledger:?}");
    assert_eq!(ledger.unchanged, admissions(&figures));
}

#[test]
fn the_books_of_a_ripple_and_of_a_team_are_exact() {
    let town = town();
    let (figures, chronicle, _) = lived(&town, &town.usual_care);
    for setup in [&town.ripple, &town.team] {
        let (others, other, _) = lived(&town, setup);
        assert_ne!(chronicle, other, "the arm changed nothing, and so tests nothing");
        for days in [30, 90, 180] {
            let rules = Rules::deferral_of(Span::days(days));
            let ledger = pair(&chronicle, &other, town.warmed_up.context.horizon, rules);
            assert!(ledger.adds_up(), "{ledger:?}");
            assert_eq!((ledger.baseline_total, ledger.arm_total), (admissions(&figures), admissions(&others)));
            assert_eq!(ledger.net(), ledger.baseline_total as i64 - ledger.arm_total as i64);
        }
    }
}

#[test]
fn every_day_of_everybody_is_accounted_for() {
    let town = town();
    let (figures, _, lost) = lived(&town, &town.usual_care);
    assert_eq!(figures.nights.alive as i64 + lost, figures.possible_days, "days lived and days lost to death");
    assert!(figures.nights.delayed <= figures.nights.in_hospital, "the delayed are in hospital");
    let months = figures.months();
    assert_eq!(months.len(), 12);
    let events: u64 = figures.events.table().iter().map(|(_, count)| count).sum();
    assert!(events > 10_000, "{events} events");
}
