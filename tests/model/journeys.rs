//! Journeys and cases come to an end, and nobody is sent round in a circle.

use crate::support::{design, facts, figures, parameters, warmed_up, with_money, world};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::time::{SimTime, Span};
use std::collections::BTreeMap;

/// Two years of a place in which urgent response and teams are busy.
fn busy_years(design_id: &str) -> (Vec<Fact>, SimTime) {
    let start = warmed_up(&parameters(&[]), &figures(4_000), 9, 90, 730);
    let mut place = world(&start, &with_money(design(design_id), 80.0));
    (facts(&mut place), place.context.horizon)
}

fn lives(facts: &[Fact]) -> BTreeMap<u64, Vec<Fact>> {
    let mut lives: BTreeMap<u64, Vec<Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.key != 0) {
        lives.entry(fact.key).or_default().push(fact.clone());
    }
    lives
}

#[test]
fn urgent_response_is_asked_once_in_a_crisis() {
    let (facts, _) = busy_years("urgent-frailty-hub");
    let mut asked_in_all = 0;
    for life in lives(&facts).values() {
        let mut asked = 0;
        for fact in life {
            match fact.kind {
                FactKind::UrgentAsked { .. } => asked += 1,
                FactKind::SoughtHelp { .. } => asked = 0,
                _ => continue,
            }
            asked_in_all += asked;
            assert!(asked <= 1, "asked again in the same crisis: {life:#?}");
        }
    }
    assert!(asked_in_all > 100);
}

#[test]
fn every_crisis_is_answered_in_the_end() {
    let (facts, horizon) = busy_years("integrated-care-team");
    let long_ago = horizon - Span::days(270);
    let mut open: BTreeMap<u64, Fact> = BTreeMap::new();
    let mut answered = 0;
    for fact in &facts {
        match fact.kind {
            FactKind::CrisisBegan { root } => {
                open.insert(root, fact.clone());
            }
            FactKind::CrisisAnswered { root, .. } => answered += usize::from(open.remove(&root).is_some()),
            _ => {}
        }
    }
    open.retain(|_, fact| fact.at < long_ago);
    assert!(answered > 1_000);
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_plan_is_written_once_in_an_episode() {
    let (facts, _) = busy_years("integrated-care-team");
    let mut plans_in_all = 0;
    for life in lives(&facts).values() {
        let mut plans = 0;
        for fact in life {
            match fact.kind {
                FactKind::Planned { .. } => plans += 1,
                FactKind::Accepted => plans = 0,
                _ => continue,
            }
            plans_in_all += plans;
            assert!(plans <= 1, "two plans in one episode: {life:#?}");
        }
    }
    assert!(plans_in_all > 50);
}

#[test]
fn whoever_is_taken_on_is_seen_or_leaves_within_a_year() {
    let (facts, horizon) = busy_years("integrated-care-team");
    let long_ago = horizon - Span::days(365);
    let (mut seen, mut forgotten) = (0, Vec::new());
    for life in lives(&facts).values() {
        let mut waits_since: Option<SimTime> = None;
        for fact in life {
            match fact.kind {
                FactKind::Accepted => waits_since = Some(fact.at),
                FactKind::FirstContact { .. } | FactKind::Discharged | FactKind::Died(_) | FactKind::MovedAway => {
                    seen += usize::from(waits_since.take().is_some());
                }
                _ => {}
            }
        }
        forgotten.extend(waits_since.filter(|&since| since < long_ago));
    }
    assert!(seen > 50);
    assert!(forgotten.is_empty(), "{} of {seen}: {forgotten:?}", forgotten.len());
}
