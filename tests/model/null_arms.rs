//! What changes nothing must differ in nothing, and what changes something must show.

use crate::support::{
    as_designed, design, designs, facts, facts_until, figures, parameters, warmed_up, with_money, world,
};
use mdtsim::model::arm::{Setup, Variant};
use mdtsim::model::design::{Design, EntryMix};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::time::Span;
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

fn sham(design: Design, money: f64) -> Setup {
    Setup { variant: Variant::Sham(design), money: Some(money), shocks: Vec::new() }
}

/// Expects nothing but facts about lists to differ from usual care, and returns how many there are of those.
fn expect_only_lists(facts: Vec<Fact>, usual: &[Fact]) -> usize {
    let of_lists = |kind: &FactKind| {
        matches!(kind, FactKind::Referred { .. } | FactKind::Accepted | FactKind::Refused | FactKind::Discharged)
    };
    let (listed, others): (Vec<Fact>, Vec<Fact>) = facts.into_iter().partition(|fact| of_lists(&fact.kind));
    let without_list = |fact: &Fact| {
        let mut fact = fact.clone();
        if let FactKind::Census(census) = &mut fact.kind {
            census.caseload = 0;
        }
        fact
    };
    expect_equal(&others.iter().map(without_list).collect::<Vec<_>>(), usual);
    listed.len()
}

#[test]
fn a_sham_team_refers_and_lists_people_and_changes_nothing_else() {
    let listed = expect_only_lists(facts_of(&sham(design("integrated-care-team"), 60.0)), &USUAL);
    assert!(listed > 100, "{listed} facts about lists");
}

/// Until when each person was last in touch with somebody, as the place stands.
fn in_touch(place: &Place) -> Vec<u32> {
    place.people().residents().map(|person| place.people().state(person).in_touch_until).collect()
}

#[test]
fn leaving_a_sham_list_does_not_end_the_touch_of_a_care_homes_round() {
    let rounds =
        parameters(&[("care_homes.staff", "0.2 per 1000".into()), ("care_homes.round_every", "28 days".into())]);
    let start = warmed_up(&rounds, &figures(20_000), 12, 120, 730);
    let mut usual = start.clone();
    let mut listed = world(&start, &sham(design("integrated-care-team"), 300.0));
    let mut seen = 0;
    for months in 1..=24 {
        let until = start.context.zero + Span::days(30 * months);
        expect_only_lists(facts_until(&mut listed, until), &facts_until(&mut usual, until));
        seen = seen.max(in_touch(&usual).iter().filter(|&&until| until > 0).count());
        let otherwise = in_touch(&listed).iter().zip(in_touch(&usual)).filter(|(one, other)| *one != other).count();
        assert_eq!(otherwise, 0, "residents otherwise in touch after {months} months");
    }
    assert!(seen > 100, "{seen} residents seen at rounds");
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
