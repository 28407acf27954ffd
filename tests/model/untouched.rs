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

/// Few beds and crews, so that queues are long, and an occupancy that is acted on.
fn scarce() -> Parameters {
    parameters(&[("hospital.occupancy_slope", toml::Value::Float(-0.5))])
}

static START: LazyLock<Place> = LazyLock::new(|| warmed_up(&scarce(), &figures(6_000), 5, 120, 200));

fn recorded(setup: &Setup) -> (Vec<Fact>, Recording) {
    let mut place = world(&START, setup);
    place.record();
    let facts = facts(&mut place);
    (facts, place.recorded().unwrap())
}

fn told(setup: &Setup, recording: &Recording) -> Vec<Fact> {
    let mut place = world(&START, setup);
    place.answer_from(recording);
    facts(&mut place)
}

/// Facts about people and about everybody else, without those that count staff, in an order that does not depend on who
/// of two came first in the same second.
fn of_people(facts: &[Fact]) -> Vec<String> {
    let of_people = facts.iter().filter(|fact| !matches!(fact.kind, FactKind::Census(_)));
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
    assert_eq!(recorded(&usual).0, facts(&mut world(&START, &usual)));
}

#[test]
fn a_world_that_is_answered_from_its_own_recording_is_that_world() {
    for setup in [as_designed(design("usual-care"), &[]), with_money(design("integrated-care-team"), 60.0)] {
        let (facts, recording) = recorded(&setup);
        assert!(facts.len() > 10_000);
        expect_equal(&facts, &told(&setup, &recording));
    }
}

#[test]
fn a_team_that_only_takes_staff_has_no_effect_of_its_own() {
    let none = Quantity::new(0.0).unwrap();
    let mut idle = design("integrated-care-team");
    idle.entry = EntryMix { risk_list: none, professional: none, single_point: none, in_reach: none };
    let idle = with_money(idle, 300.0);
    let (usual, recording) = recorded(&as_designed(design("usual-care"), &[]));
    expect_equal(&usual, &told(&idle, &recording));
    assert_ne!(of_people(&usual), of_people(&recorded(&idle).0), "the staff it takes are missed");
}
