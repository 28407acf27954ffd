//! What changes nothing must differ in nothing, and what changes something must show.

use crate::support::{as_designed, design, designs, facts, figures, parameters, warmed_up, with_money, world};
use mdtsim::model::arm::{Setup, Variant};
use mdtsim::model::design::EntryMix;
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::units::Quantity;
use std::sync::LazyLock;

static START: LazyLock<Place> = LazyLock::new(|| warmed_up(&parameters(&[]), &figures(3_000), 11, 120, 365));

static USUAL: LazyLock<Vec<Fact>> = LazyLock::new(|| facts(&mut START.clone()));

fn facts_of(setup: &Setup) -> Vec<Fact> {
    facts(&mut world(&START, setup))
}

/// Points at the first difference instead of printing two histories.
fn expect_equal(one: &[Fact], other: &[Fact]) {
    for (index, (one, other)) in one.iter().zip(other).enumerate() {
        assert_eq!(one, other, "fact {index}");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn usual_care_is_the_warmed_up_place_run_on() {
    assert!(USUAL.len() > 10_000);
    expect_equal(&facts_of(&as_designed(design("usual-care"), &[])), &USUAL);
}

#[test]
fn a_team_without_posts_or_without_money_is_usual_care() {
    let mut nobody = design("integrated-care-team");
    nobody.roster.clear();
    expect_equal(&facts_of(&as_designed(nobody, &[])), &USUAL);
    expect_equal(&facts_of(&with_money(design("integrated-care-team"), 0.0)), &USUAL);
    expect_equal(&facts_of(&with_money(design("more-of-the-same"), 0.0)), &USUAL);
}

#[test]
fn no_posts_no_referrals_and_no_money_are_usual_care_in_every_design_and_each_of_them_shows() {
    let none = Quantity::new(0.0).unwrap();
    for (id, design) in designs() {
        let mut nothing = design.clone();
        nothing.roster.clear();
        nothing.entry = EntryMix { risk_list: none, professional: none, single_point: none, in_reach: none, own: none };
        expect_equal(&facts_of(&with_money(nothing, 0.0)), &USUAL);
        if id != "usual-care" {
            assert_ne!(facts_of(&with_money(design, 60.0)), *USUAL, "{id}");
        }
    }
}

#[test]
fn a_sham_team_refers_and_lists_people_and_changes_nothing_else() {
    let sham = Setup { variant: Variant::Sham(design("integrated-care-team")), money: Some(60.0), shocks: Vec::new() };
    let of_lists = |kind: &FactKind| {
        matches!(kind, FactKind::Referred { .. } | FactKind::Accepted | FactKind::Refused | FactKind::Discharged)
    };
    let (listed, others): (Vec<Fact>, Vec<Fact>) = facts_of(&sham).into_iter().partition(|fact| of_lists(&fact.kind));
    assert!(listed.len() > 100, "{} facts about lists", listed.len());
    let without_list = |fact: &Fact| {
        let mut fact = fact.clone();
        if let FactKind::Census(census) = &mut fact.kind {
            census.caseload = 0;
        }
        fact
    };
    expect_equal(&others.iter().map(without_list).collect::<Vec<_>>(), &USUAL);
}

#[test]
fn whatever_is_switched_on_shows() {
    let on = [
        with_money(design("integrated-care-team"), 41.0),
        with_money(design("urgent-frailty-hub"), 41.0),
        with_money(design("more-of-the-same"), 41.0),
        Setup { variant: Variant::Ripple, money: None, shocks: Vec::new() },
    ];
    for setup in on {
        assert_ne!(facts_of(&setup), *USUAL, "{setup:?}");
    }
}
