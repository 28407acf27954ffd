//! Lives, groups and quality of life: stories told in facts, and sums of the real model that have to agree.

mod small;

use jiff::civil::date;
use mdtsim::analysis::felt::{felt, sentences};
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::analysis::worth::{PRESENT_COST, QUALITY_YEARS};
use mdtsim::experiment::results::{Results, Row};
use mdtsim::model::design::Role;
use mdtsim::model::fact::{Caller, DeathPlace, Errand, Fact, FactKind, Visit};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::people::profile::Profile;
use mdtsim::model::people::traits::{Frailty, Needs, Residence, Sex, Whereabouts};
use mdtsim::outcomes::catalogue;
use mdtsim::outcomes::figures::Nights;
use mdtsim::outcomes::from_need::Awaited;
use mdtsim::outcomes::group_sums::{GroupSums, LifeSums};
use mdtsim::outcomes::groups::{GAPS, GROUP_COUNT};
use mdtsim::outcomes::ledger::Ledger;
use mdtsim::outcomes::lives::Lives;
use mdtsim::outcomes::roster::Roster;
use mdtsim::outcomes::utility::Utility;
use mdtsim::outcomes::window::Window;
use mdtsim::outcomes::year::Year;
use mdtsim::report::figures;
use mdtsim::report::tables::summary;
use mdtsim::report::tables::trials::ledger_by_group;
use mdtsim::scenario::register::Register;
use mdtsim::time::{Calendar, HOUR, SimTime, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

const ANNE: u64 = 17;
const BEN: u64 = 18;
const PATIENCE: u32 = 30;

/// Anne is severely frail, lives alone at home and has an unmet need in medical care and one in function.
const FRAIL: Profile = Profile {
    sex: Sex::Female,
    fifth: 0,
    alone: true,
    carer: false,
    dementia: false,
    residence: Residence::Home,
    whereabouts: Whereabouts::Residence,
    frailty: Frailty::Severe,
    needs: Needs(0b11),
    offline: false,
};

/// What a hundred days come to; facts are at noon of the day that they name, counted from time zero.
fn lived(people: &[(u64, Profile)], facts: &[(u64, u64, FactKind)]) -> GroupSums {
    followed(people, facts).all()
}

fn followed(people: &[(u64, Profile)], facts: &[(u64, u64, FactKind)]) -> LifeSums {
    let zero = SimTime::START + Span::days(100);
    let window = Window::new(zero, zero + Span::days(100), &Calendar::new(date(2027, 1, 1), 300));
    let roster = Arc::new(Roster::new(people.iter().copied(), false));
    let mut lives = Lives::new(window, roster, people.iter().copied(), PATIENCE);
    let noon = |day: u64| zero + Span::days(day) + Span::seconds(12 * HOUR);
    let facts: Vec<Fact> =
        facts.iter().map(|(on, key, kind)| Fact { at: noon(*on), key: *key, kind: kind.clone() }).collect();
    lives.see(&facts);
    let sums = lives.close();
    for (dimension, gap) in GAPS.iter().enumerate() {
        assert_eq!(sums.all_by(dimension), sums.all(), "by {}", gap.key);
    }
    sums
}

#[test]
fn falls_are_counted_in_the_band_that_somebody_is_in_and_rise_with_frailty() {
    let facts = [
        (9, ANNE, FactKind::Fell),
        (19, ANNE, FactKind::FrailtyStep(false)),
        (29, ANNE, FactKind::Fell),
        (29, ANNE, FactKind::BrokeBone(true)),
        (39, ANNE, FactKind::FrailtyStep(true)),
        (49, ANNE, FactKind::Fell),
    ];
    let sums = followed(&[(ANNE, FRAIL)], &facts);
    assert_eq!((sums.falls, sums.fractures), ([0, 0, 1, 2], [0, 0, 1, 0]));
    let results = small::results(&small::text(), 2);
    for row in &results.rows {
        let falls =
            ["fit", "mild", "moderate", "severe"].map(|band| value(&results, row, &format!("falls_{band}_per_1000")));
        assert!(falls.is_sorted() && falls[0] > 0.0, "{falls:?}");
    }
}

#[test]
fn people_credit_a_team_with_needs_that_would_have_been_met_anyway() {
    let met = |on: u64| (on, ANNE, FactKind::NeedMet(0));
    let credited = |facts: &[(u64, u64, FactKind)]| lived(&[(ANNE, FRAIL)], facts).met_on_list;
    assert_eq!(credited(&[met(9)]), 0, "before there was a team");
    assert_eq!(credited(&[(4, ANNE, FactKind::Accepted), met(9)]), 1);
    assert_eq!(credited(&[(4, ANNE, FactKind::Accepted), (5, ANNE, FactKind::Discharged), met(9)]), 0);
    let results = small::results(&small::text(), 2);
    let trials = Trials::of(&results);
    let felt = felt(&trials, Scope::default());
    assert!(!felt.is_empty());
    for one in &felt {
        assert!(one.credited.mean > one.truth.mean, "{one:?}");
    }
    assert_eq!(sentences(&trials, Scope::default()).len(), felt.len());
}

fn visited(by: u16) -> FactKind {
    let by_a_nurse = Caller { role: Role::CommunityNurse, team: false };
    let visit = Some(Visit { by, waited: Span::ZERO, searched: 0 });
    FactKind::Contact { minutes: 45.0, by: by_a_nurse, errand: Errand::Need(0), visit }
}

#[test]
fn whoever_nobody_comes_to_is_left_alone_and_never_reached() {
    let sums = lived(&[(ANNE, FRAIL)], &[]);
    assert_eq!((sums.home_days, sums.alive_days, sums.unmet_days), (100, 100, 200));
    assert_eq!((sums.in_need, sums.never_reached, sums.left_alone_days), (1, 1, 70));
}

#[test]
fn waits_from_need_begin_when_somebody_without_an_unmet_need_has_one() {
    let came = |errand: Errand| {
        let by = Caller { role: Role::CommunityNurse, team: false };
        FactKind::Contact { minutes: 30.0, by, errand, visit: Some(Visit { by: 3, waited: Span::ZERO, searched: 0 }) }
    };
    let well = Profile { needs: Needs(0), ..FRAIL };
    let planned = FactKind::Planned { waited: Span::ZERO, told: false };
    let facts = [
        // Nobody is in need, so that no wait is over.
        (3, BEN, came(Errand::Assessment)),
        (10, BEN, FactKind::NeedArose(2)),
        (14, BEN, FactKind::NeedArose(1)),
        // Somebody comes after four days, acts after nine; what comes again is no first time.
        (14, BEN, came(Errand::Assessment)),
        (19, BEN, came(Errand::Action(1))),
        (25, BEN, came(Errand::Need(1))),
        (30, BEN, planned.clone()),
        (31, BEN, FactKind::NeedMet(1)),
        (40, BEN, FactKind::NeedMet(2)),
        (45, BEN, came(Errand::Need(2))),
        // Another time of need begins a new wait.
        (50, BEN, FactKind::NeedArose(2)),
        (56, BEN, FactKind::HomeCareBegan { waited: Span::ZERO }),
        // What Anne needs counts from time zero; twelve midnights.
        (11, ANNE, FactKind::Consulted { waited: Span::ZERO }),
    ];
    let from_need = followed(&[(ANNE, FRAIL), (BEN, well)], &facts).from_need;
    assert_eq!(from_need.mean(Awaited::Contact), (4.0 + 6.0 + 12.0) / 3.0);
    assert_eq!(from_need.mean(Awaited::Service), (9.0 + 6.0) / 2.0);
    assert_eq!(from_need.mean(Awaited::Plan), 20.0);
    let mut twice = from_need;
    twice.add(&from_need);
    assert_eq!(twice.mean(Awaited::Service), from_need.mean(Awaited::Service));
    assert!(followed(&[(BEN, well)], &[]).from_need.mean(Awaited::Contact).is_nan(), "no wait is over");
}

#[test]
fn a_visit_reaches_and_begins_a_new_wait() {
    let sums = lived(&[(ANNE, FRAIL)], &[(39, ANNE, visited(1)), (49, ANNE, visited(1))]);
    // Midnights 0 to 39 before the first visit, 50 to 99 after the second.
    assert_eq!((sums.never_reached, sums.left_alone_days), (0, 10 + 20));
    let met = lived(&[(ANNE, FRAIL)], &[(39, ANNE, FactKind::NeedMet(0)), (39, ANNE, FactKind::NeedMet(1))]);
    assert_eq!((met.left_alone_days, met.unmet_days, met.needs_met, met.needs_present), (10, 80, 2, 2));
}

#[test]
fn continuity_tells_the_same_service_and_the_same_team_apart() {
    // Service 1 is a base service; 20 and 21 are two professions of the person's team.
    let visits: Vec<_> = [1, 1, 20, 21, 21].iter().enumerate().map(|(n, &by)| (n as u64, ANNE, visited(by))).collect();
    let sums = lived(&[(ANNE, FRAIL)], &visits);
    assert_eq!((sums.later_visits, sums.by_same_service, sums.by_same_team), (4, 2, 3));
}

#[test]
fn days_in_hospital_are_not_at_home_and_death_ends_them_all() {
    let facts = [
        (9, ANNE, FactKind::Attended),
        (10, ANNE, FactKind::ReachedBed { waited: Span::ZERO }),
        (19, ANNE, FactKind::WentBack(Whereabouts::Residence)),
        (49, ANNE, FactKind::Died(DeathPlace::Home)),
    ];
    let sums = lived(&[(ANNE, FRAIL)], &facts);
    assert_eq!((sums.home_days, sums.alive_days, sums.possible_days), (40, 50, 100));
    assert_eq!((sums.attendances, sums.deaths), (1, 1));
    let home = [(9, ANNE, FactKind::EnteredCareHome), (19, ANNE, FactKind::WentBack(Whereabouts::Residence))];
    assert_eq!(lived(&[(ANNE, FRAIL)], &home).home_days, 10);
}

#[test]
fn somebody_who_enters_is_counted_from_the_next_midnight_and_who_moves_has_no_more_days() {
    let facts = [(49, BEN, FactKind::Profiled(FRAIL)), (59, BEN, FactKind::MovedAway)];
    let sums = lived(&[], &facts);
    assert_eq!((sums.people, sums.alive_days, sums.possible_days, sums.home_days), (1, 10, 10, 10));
}

#[test]
fn a_coordinator_counts_while_contact_holds_and_the_list_is_not_left() {
    let noon = |day| SimTime::START + Span::days(100 + day) + Span::seconds(12 * HOUR);
    let contact = |on, holds| (on, ANNE, FactKind::KeptInTouch { until: noon(on + holds) });
    let days = |facts: &[(u64, u64, FactKind)]| lived(&[(ANNE, FRAIL)], facts).coordinated_days;
    assert_eq!(days(&[contact(9, 30)]), 30);
    assert_eq!(days(&[contact(9, 30), contact(29, 30)]), 50);
    assert_eq!(days(&[contact(9, 10), contact(29, 10)]), 20);
    assert_eq!(days(&[contact(9, 30), (29, ANNE, FactKind::Discharged)]), 20);
    assert_eq!(days(&[contact(9, 300)]), 90);
}

fn parameters(overrides: &[(&str, f64)]) -> Parameters {
    let overrides: BTreeMap<_, _> =
        overrides.iter().map(|&(key, value)| (key.to_string(), toml::Value::Float(value))).collect();
    Register::built_in().to_parameters(&overrides).unwrap()
}

#[test]
fn quality_of_life_is_the_sum_of_its_parts() {
    let keys = ["fit", "mild", "moderate", "severe"].map(|band| format!("utility.by_frailty.{band}"));
    let mut weights: Vec<(&str, f64)> = keys.iter().map(String::as_str).zip([1.0, 0.8, 0.6, 0.4]).collect();
    let losses = [("in_hospital", 0.5), ("in_care_home", 0.1), ("unmet_need", 0.01), ("hip_fracture", 0.25)];
    let losses = losses.map(|(key, value)| (format!("utility.{key}"), value));
    weights.extend(losses.iter().map(|(key, value)| (key.as_str(), *value)));
    let nights = Nights {
        by_frailty: [10, 20, 30, 40],
        in_hospital: 6,
        in_care_home: 10,
        unmet_needs: 100,
        ..Nights::default()
    };
    let years = Utility::new(&parameters(&weights)).years(&Year { nights, ..Year::default() });
    assert!((years * 365.2425 - (10.0 + 16.0 + 18.0 + 16.0 - 3.0 - 1.0 - 1.0)).abs() < 1e-9, "{years}");
}

/// The value of an outcome in a row.
fn value(results: &Results, row: &Row, key: &str) -> f64 {
    let index = results.metrics.iter().position(|metric| metric.key == key);
    row.values[index.unwrap_or_else(|| panic!("no outcome {key}"))]
}

/// The real model: what is followed life by life agrees with what the census counts, group by group and to the last
/// admission.
#[test]
fn groups_add_up_to_the_whole_in_every_world() {
    let results = small::results(&small::text(), 2);
    let mut changed = 0;
    for row in &results.rows {
        for gap in &GAPS {
            let mut all = Ledger::default();
            row.by_group[gap.first..gap.first + gap.count].iter().for_each(|group| all.add(group));
            assert_eq!(all, row.ledger, "by {}", gap.key);
        }
        for group in &row.by_group {
            assert!(group.adds_up(), "{group:?}");
            assert_eq!(group.baseline_total as i64 - group.arm_total as i64, group.net());
            changed += group.baseline_total - group.unchanged;
        }
    }
    assert!(changed > 0, "the designs change admissions");
    assert_eq!(results.metrics.len(), catalogue::metrics().len());
}

/// The page, the pictures and the summary tell of groups, quality of life and the accounts of freed beds.
#[test]
fn what_was_counted_reaches_the_reader() {
    let results = small::results(&small::text(), 2);
    let trials = Trials::of(&results);
    let page = small::page_of(&results);
    for text in [
        "Fairness",
        "Who is never reached",
        "Most deprived fifth",
        "Money’s worth",
        "Cost to the NHS and the council for each day at home gained",
        "value the lives of frail people less",
        "The same bed-days in three accounts",
        "Experience of care",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let rows = summary::rows(&trials);
    for key in [
        "never_reached_share_of_fifth_1",
        "days_at_home_per_person_gap_deprivation",
        "unplanned_admissions_per_1000_ratio_alone",
        "net_benefit_low_per_person",
        "left_alone_days_per_person",
        "cost_cashable_beds_closed_per_person",
    ] {
        let of_team = rows.iter().find(|row| row.metric == key && row.arm == "team");
        let row = of_team.unwrap_or_else(|| panic!("no row {key}"));
        assert!(row.mean.is_some() && row.difference_chance_low.is_some() && !row.unit.is_empty(), "{key}");
    }
    let table = ledger_by_group(&results);
    assert_eq!(table.len(), results.rows.len() * GROUP_COUNT);
}

/// Lines that all lie on the floor are told in words instead.
#[test]
fn how_often_a_design_is_worth_its_cost_is_drawn_where_it_ever_is() {
    const FURTHER_COST: f64 = 10.0;
    let mut results = small::results(&small::text(), 2);
    let of = |key: &str| results.metrics.iter().position(|metric| metric.key == key).unwrap();
    let (years, cost) = (of(QUALITY_YEARS), of(PRESENT_COST));
    let team = results.arms.iter().position(|arm| arm.id == "team").unwrap();
    // Worth its cost from 10,000 pounds for a year of full health on, and at no value that is put on it.
    for (gained, drawn) in [(1.0, true), (-1.0, false)] {
        for row in &mut results.rows {
            let (further_years, further_cost) = if row.arm == team { (gained, FURTHER_COST) } else { (0.0, 0.0) };
            (row.values[years], row.values[cost]) = (700.0 + further_years, 1_000.0 + further_cost);
        }
        let figures = figures::all(&Trials::of(&results), Scope::default());
        let figure = figures.iter().find(|figure| figure.name == "acceptability");
        assert_eq!(figure.is_some(), drawn, "{gained} years gained");
        assert_eq!(small::page_of(&results).contains("How often a design is worth its cost"), drawn);
        let Some(figure) = figure else { continue };
        let shares: Vec<&str> = figure.table.rows.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(shares, ["0 %", "0 %", "100 %", "100 %", "100 %", "100 %"]);
    }
}

/// Money that can be cashed is part of what is spent, and the three accounts of a bed-day differ by the bed alone.
#[test]
fn accounts_of_money_stand_in_their_order() {
    let results = small::results(&small::text(), 2);
    for row in &results.rows {
        let of = |key: &str| value(&results, row, key);
        let (public, cashable) = (of("cost_public_per_person"), of("cost_cashable_per_person"));
        assert!(cashable < of("cost_marginal_per_person") && of("cost_marginal_per_person") < public);
        let closed = of("cost_cashable_beds_closed_per_person") - cashable;
        let bed_day = parameters(&[]).prices.bed_day.gbp_per_day();
        assert!((closed - of("bed_days_per_person") * bed_day).abs() < 1e-6 * closed);
        assert!((public - cashable - of("cost_not_cashable_per_person")).abs() < 1e-6 * public);
        let [low, high] = ["low", "high"].map(|end| of(&format!("net_benefit_{end}_per_person")));
        let years = of("quality_years_per_1000") / 1000.0;
        let evaluation = parameters(&[]).evaluation;
        let step = evaluation.threshold_high.gbp() - evaluation.threshold_low.gbp();
        assert!((high - low - step * years).abs() < 1e-6 * high.abs());
    }
}

/// Sums that the census has too: days lived, at home and in need come out the same life by life.
#[test]
fn lives_and_census_agree() {
    let results = small::results(&small::text(), 2);
    for row in results.rows.iter().filter(|row| row.place.is_some()) {
        // Every place is either rural or not, so that one of the two groups holds all of its people.
        let whole = |key: &str| {
            let [one, other] = ["rural", "urban"].map(|group| value(&results, row, &format!("{key}_of_{group}")));
            if one.is_nan() { other } else { one }
        };
        for key in [
            "days_at_home_per_person",
            "unmet_need_days_per_person",
            "unplanned_admissions_per_1000",
            "deaths_per_1000",
        ] {
            let (lives, census) = (whole(key), value(&results, row, key));
            assert!((lives - census).abs() <= 1e-9 * census, "{key}: {lives}, not {census}");
        }
        let met = (whole("needs_met_share"), value(&results, row, "needs_met_share"));
        assert!((met.0 - met.1).abs() < 0.02, "{met:?}: needs of those who enter count as present by group");
        assert!(value(&results, row, "never_reached_share") < 0.9);
        assert!((500.0..900.0).contains(&value(&results, row, "quality_years_per_1000")));
    }
}
