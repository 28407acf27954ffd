//! Nobody and nothing is lost or made: people, units, hours and cases, in places and designs drawn at random.

use crate::support::{count, design, figures, parameters, warmed_up, with_money, world};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::time::Span;
use proptest::prelude::*;

/// Runs to the horizon and holds the books against one another every few days, at odd hours.
fn audited(place: &mut Place, step: Span) -> Vec<Fact> {
    let (mut now, horizon) = (place.context.zero, place.context.horizon);
    let mut facts = Vec::new();
    while now < horizon {
        now = (now + step).min(horizon);
        place.run_until(now, &mut facts);
        place.audit().unwrap_or_else(|fault| panic!("on day {}: {fault}", now.day()));
    }
    facts
}

fn everybody_is_accounted_for(place: &Place, before: u32, facts: &[Fact]) {
    let entered = count(facts, |kind| matches!(kind, FactKind::Entered)) as u32;
    let died = count(facts, |kind| matches!(kind, FactKind::Died(_))) as u32;
    let moved = count(facts, |kind| matches!(kind, FactKind::MovedAway)) as u32;
    assert!(entered > 0 && died > 0, "something happened");
    assert_eq!(before + entered - died - moved, place.people().tally().alive());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_books_of_a_place_agree_whatever_the_design(
        seed in 0_u64..1_000_000,
        which in prop::sample::select(vec![
            "usual-care", "more-of-the-same", "neighbourhood-mdg", "integrated-care-team", "virtual-ward",
            "urgent-frailty-hub", "integrated-neighbourhood-team", "huddle-and-voluntary", "extensivist-hub",
        ]),
        money in 5.0..150.0,
        home_care in 120.0..300.0,
        reablement in 1.0..4.0,
        beds in 2.0..5.0,
    ) {
        let parameters = parameters(&[
            ("social_care.home_care_hours", format!("{home_care} per 1000").into()),
            ("discharge.reablement_places", format!("{reablement} per 1000").into()),
            ("hospital.beds", format!("{beds} per 1000").into()),
        ]);
        let start = warmed_up(&parameters, &figures(2_500), seed, 90, 270);
        let alive = start.people().tally().alive();
        let mut place = world(&start, &with_money(design(which), money));
        let facts = audited(&mut place, Span::from_hours(131.37));
        everybody_is_accounted_for(&place, alive, &facts);
    }
}
