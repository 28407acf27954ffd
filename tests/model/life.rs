//! Carers, the last days, delirium and first contacts do what they say, and nothing when they are switched off.

use crate::support::{count, facts, figures, parameters, warmed_up};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::people::carers;
use mdtsim::model::people::causes::SocialCause;
use mdtsim::model::people::traits::{Frailty, Mark, Needs};
use std::collections::BTreeMap;

fn history(overrides: &[(&str, toml::Value)], older: u32) -> Vec<Fact> {
    facts(&mut warmed_up(&parameters(overrides), &figures(older), 3, 90, 365))
}

#[test]
fn the_last_days_end_in_death_after_about_the_length_that_was_set() {
    let history = history(&[("dying.sudden", 0.0.into())], 4_000);
    let began: BTreeMap<u64, f64> = history
        .iter()
        .filter(|fact| fact.kind == FactKind::LastDays)
        .map(|fact| (fact.key, fact.at.ticks() as f64 / 86_400.0))
        .collect();
    let died = history.iter().filter(|fact| matches!(fact.kind, FactKind::Died(_)));
    let mut days: Vec<f64> =
        died.filter_map(|fact| began.get(&fact.key).map(|began| fact.at.ticks() as f64 / 86_400.0 - began)).collect();
    days.sort_by(f64::total_cmp);
    assert!(days.len() > 60, "{}", days.len());
    let median = days[days.len() / 2];
    assert!((5.0..12.0).contains(&median), "{median}");
    assert!(!history.iter().any(|fact| fact.kind == FactKind::MovedAway && began.contains_key(&fact.key)));
}

#[test]
fn switched_off_nothing_of_the_kind_happens() {
    let off: Vec<(&str, toml::Value)> = [
        "advice.by_day.mild",
        "advice.by_day.moderate",
        "advice.by_day.severe",
        "advice.out_of_hours.mild",
        "advice.out_of_hours.moderate",
        "advice.out_of_hours.severe",
        "delirium.chance.fit",
        "delirium.chance.mild",
        "delirium.chance.moderate",
        "delirium.chance.severe",
    ]
    .map(|key| (key, 0.0.into()))
    .into_iter()
    .chain([("dying.sudden", 1.0.into())])
    .collect();
    let kinds: [fn(&FactKind) -> bool; 3] = [
        |kind| *kind == FactKind::Telephoned,
        |kind| *kind == FactKind::BecameDelirious,
        |kind| *kind == FactKind::LastDays,
    ];
    let (with, without) = (history(&[], 2_000), history(&off, 2_000));
    for kind in kinds {
        assert!(count(&with, kind) > 20);
        assert_eq!(count(&without, kind), 0);
    }
}

#[test]
fn a_stay_with_delirium_is_about_as_common_as_in_the_audit() {
    let history = history(&[], 4_000);
    let share = count(&history, |kind| *kind == FactKind::BecameDelirious) as f64
        / count(&history, |kind| matches!(kind, FactKind::ReachedBed { .. })) as f64;
    assert!((0.1..0.25).contains(&share), "{share}");
}

#[test]
fn strain_rises_with_needs_and_frailty_and_raises_breakdown_unless_switched_off() {
    for (effect, some) in [(1.5, true), (0.0, false)] {
        let place = warmed_up(&parameters(&[("carers.strain_on_breakdown", effect.into())]), &figures(1_500), 1, 30, 1);
        let (view, parameters) = (place.context.view(), &place.context.parameters);
        let mut seen = 0;
        for person in place.people().residents() {
            let state = place.people().state(person);
            if !carers::has_carer(state) || state.frailty != Frailty::Mild {
                continue;
            }
            seen += 1;
            let mut worse = state.clone();
            worse.frailty = Frailty::Severe;
            worse.needs = Needs(u8::MAX);
            let (before, after) = (carers::strain(parameters, state), carers::strain(parameters, &worse));
            assert!(after > before);
            assert_eq!(f64::from(state.strain), (before * 100.0).round(), "weighed when it last changed");
            let mut strained = state.clone();
            strained.strain = (after * 100.0).round() as u8;
            let rate = |state| view.social(state, SocialCause::CarerBreakdown);
            assert_eq!(rate(&strained) > rate(state), some);
        }
        assert!(seen > 50);
    }
}

#[test]
fn whoever_loses_the_carer_has_none_and_the_running_counts_agree() {
    let mut place = warmed_up(&parameters(&[]), &figures(3_000), 2, 90, 365);
    let history = facts(&mut place);
    assert!(count(&history, |kind| *kind == FactKind::CarerLost) > 20);
    assert!(count(&history, |kind| *kind == FactKind::CarerIll) > 20);
    let people = place.people();
    let with: Vec<_> = people.residents().map(|id| people.state(id)).filter(|state| carers::has_carer(state)).collect();
    let tally = people.tally();
    assert_eq!(tally.carers as usize, with.len());
    assert_eq!(tally.carer_hours, with.iter().map(|state| u32::from(state.care_hours)).sum::<u32>());
    assert_eq!(tally.carer_strain, with.iter().map(|state| u32::from(state.strain)).sum::<u32>());
    assert!(with.iter().all(|state| state.marks.has(Mark::Cared)));
}

#[test]
fn as_many_are_in_a_spell_on_entry_as_later() {
    // The levels of single years differ, so that one world would not tell.
    let in_spell = |days| {
        let in_world = |seed| {
            let place = warmed_up(&parameters(&[]), &figures(6_000), seed, days, 1);
            let people = place.people();
            let of = people.residents().filter(|&id| people.state(id).destabilised(place.context.zero)).count();
            of as f64 / f64::from(people.tally().alive())
        };
        (0..8).map(in_world).sum::<f64>() / 8.0
    };
    let (early, late) = (in_spell(1), in_spell(365));
    assert!(early > 0.005 && (0.7..1.3).contains(&(early / late)), "{early} {late}");
}
