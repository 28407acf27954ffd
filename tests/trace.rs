//! One life in two worlds: every difference has a stated cause that came before it, and what is the same is told once.

#![allow(dead_code)] // the support is shared with other tests

#[path = "model/support.rs"]
mod support;

use mdtsim::model::arm::{Setup, Variant};
use mdtsim::model::fact::Fact;
use mdtsim::model::people::aspects::Aspect;
use mdtsim::model::place::Place;
use mdtsim::outcomes::life::why::{Weighed, Why};
use mdtsim::outcomes::life::{Life, TwoLives};
use mdtsim::time::SimTime;
use std::collections::{BTreeMap, BTreeSet};
use support::{design, facts, figures, parameters, warmed_up, with_money, world};

type Facts = BTreeMap<u64, Vec<Fact>>;

fn by_person(facts: &[Fact]) -> Facts {
    let mut people = Facts::new();
    for fact in facts.iter().filter(|fact| fact.key != 0) {
        people.entry(fact.key).or_default().push(*fact);
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
    warmed_up(&parameters, &figures(2_000), seed, 60, 600)
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
    let mut weighed = 0;
    for (seed, other) in [(1, "integrated-care-team"), (2, "integrated-neighbourhood-team"), (3, "urgent-frailty-hub")]
    {
        let start = start(seed);
        for (key, two) in pairs(&start, [&usual(), &with_money(design(other), 80.0)], 400) {
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
    assert!(weighed >= 100, "{weighed} points weighed");
}
