//! Worlds as if capacity were untouched: answers from a recording are those of the recorded world, and nothing is used.

use crate::support::{as_designed, design, facts, figures, parameters, warmed_up, with_money, world};
use mdtsim::model::arm::Setup;
use mdtsim::model::design::EntryMix;
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::place::Place;
use mdtsim::model::untouched::Recording;
use mdtsim::units::Quantity;
use std::sync::LazyLock;

/// With an occupancy that is acted on.
static START: LazyLock<Place> = LazyLock::new(|| {
    let parameters = parameters(&[("hospital.occupancy_slope", toml::Value::Float(-0.5))]);
    warmed_up(&parameters, &figures(6_000), 5, 120, 200)
});

/// More of everything that is shared than anybody could ask for.
fn boundless() -> Parameters {
    let per_1000 = [
        ("ambulance.crews", 50),
        ("emergency.spaces", 100),
        ("hospital.beds", 500),
        ("discharge.reablement_places", 500),
        ("discharge.rehabilitation_beds", 500),
        ("social_care.care_home_places", 900),
        ("social_care.home_care_hours", 20_000),
        ("services.hospital_at_home", 500),
        ("services.practice_minutes", 50_000),
        ("services.nurses", 60),
        ("services.physiotherapists", 60),
        ("services.occupational_therapists", 60),
        ("services.social_workers", 60),
        ("services.mental_health", 60),
        ("services.pharmacists", 60),
        ("services.link_workers", 60),
        ("services.urgent_responders", 60),
    ];
    let shares = ["nurse_share", "therapist_share", "social_worker_share", "pharmacist_share"];
    let shares = shares.map(|share| (format!("services.{share}"), toml::Value::Float(1.0)));
    let supply = per_1000.map(|(key, value)| (key.to_string(), toml::Value::String(format!("{value} per 1000"))));
    let plenty: Vec<_> = supply.into_iter().chain(shares).collect();
    parameters(&plenty.iter().map(|(key, value)| (key.as_str(), value.clone())).collect::<Vec<_>>())
}

fn recorded(start: &Place, setup: &Setup) -> (Vec<Fact>, Recording) {
    let mut place = world(start, setup);
    place.record();
    let facts = facts(&mut place);
    (facts, place.recorded().unwrap())
}

fn told(start: &Place, setup: &Setup, recording: &Recording) -> Vec<Fact> {
    let mut place = world(start, setup);
    place.answer_from(recording);
    facts(&mut place)
}

/// Facts about people and about operations called off, in an order that does not depend on who of two came first in the
/// same second. Facts about staff and their meetings are left out.
fn of_people(facts: &[Fact]) -> Vec<String> {
    let of_people = facts.iter().filter(|fact| fact.key != 0 || fact.kind == FactKind::ElectiveCancelled);
    let mut words: Vec<_> = of_people.map(|fact| (fact.at, format!("{fact:?}"))).collect();
    words.sort();
    words.into_iter().map(|(_, words)| words).collect()
}

fn expect_equal(one: &[Fact], other: &[Fact]) {
    let (one, other) = (of_people(one), of_people(other));
    for (index, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one, other, "fact {index} of {}", other.len());
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn recording_changes_nothing() {
    let usual = as_designed(design("usual-care"), &[]);
    assert_eq!(recorded(&START, &usual).0, facts(&mut world(&START, &usual)));
}

#[test]
fn a_world_that_is_answered_from_its_own_recording_is_that_world() {
    for setup in [as_designed(design("usual-care"), &[]), with_money(design("integrated-care-team"), 60.0)] {
        let (facts, recording) = recorded(&START, &setup);
        assert!(facts.len() > 10_000);
        expect_equal(&facts, &told(&START, &setup, &recording));
    }
}

#[test]
fn a_team_that_only_takes_staff_has_no_effect_of_its_own() {
    let none = Quantity::new(0.0).unwrap();
    let mut idle = design("integrated-care-team");
    idle.entry = EntryMix { risk_list: none, professional: none, single_point: none, in_reach: none, own: none };
    let idle = with_money(idle, 300.0);
    let (usual, recording) = recorded(&START, &as_designed(design("usual-care"), &[]));
    expect_equal(&usual, &told(&START, &idle, &recording));
    assert_ne!(of_people(&usual), of_people(&recorded(&START, &idle).0), "the staff it takes are missed");
}

#[test]
fn without_scarcity_nothing_comes_about_through_queues() {
    let start = warmed_up(&boundless(), &figures(3_000), 6, 60, 120);
    let (usual, team) = (as_designed(design("usual-care"), &[]), with_money(design("integrated-care-team"), 60.0));
    let (without, of_baseline) = recorded(&start, &usual);
    let (with, of_team) = recorded(&start, &team);
    assert_ne!(of_people(&without), of_people(&with), "the team does something");
    expect_equal(&with, &told(&start, &team, &of_baseline));
    expect_equal(&without, &told(&start, &usual, &of_team));
}

#[test]
fn a_team_amid_scarcity_acts_by_itself_and_through_queues() {
    let (usual, team) = (as_designed(design("usual-care"), &[]), with_money(design("integrated-care-team"), 60.0));
    let (without, of_baseline) = recorded(&START, &usual);
    let with = recorded(&START, &team).0;
    let untouched = of_people(&told(&START, &team, &of_baseline));
    assert_ne!(untouched, of_people(&without));
    assert_ne!(untouched, of_people(&with));
}
