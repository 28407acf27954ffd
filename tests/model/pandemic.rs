//! A pandemic: what it takes, whom it shuts out, what it does to meetings, what is put off and comes back, and that it is over.

use crate::shocks::{PLACE, WARM_UP, shock, staffed, zero_plus};
use crate::support::{as_designed, design, facts, facts_until, figures, parameters, warmed_up, world};
use crate::together::{CLEAR, PAIRS, late, paired};
use mdtsim::model::design::MeetingMode;
use mdtsim::model::fact::{Errand, Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::model::shock::{Shock, ShockKind};
use mdtsim::time::SimTime;
use std::collections::BTreeSet;

#[test]
fn a_pandemic_takes_staff_closes_doors_and_is_over() {
    let mut place = world(&PLACE, &as_designed(staffed(), &[shock(ShockKind::Pandemic, 1.0, 100, 0, Some(150))]));
    let shares: Vec<f64> = place.posts().all.iter().map(|post| post.share).collect();
    let history = facts_until(&mut place, zero_plus(240));
    let redeployed = |place: &Place| place.posts().all.iter().filter(|post| post.team && post.share < 0.75).count();
    assert!(redeployed(&place) > 10 && place.posts().absence > 1.5);
    let seeking = |from: u64, until: u64| {
        let asked = |fact: &&Fact| matches!(fact.kind, FactKind::SoughtHelp { .. });
        history.iter().filter(asked).filter(|fact| (zero_plus(from)..zero_plus(until)).contains(&fact.at)).count()
    };
    assert!(seeking(100, 130) < seeking(70, 100), "{} then {}", seeking(70, 100), seeking(100, 130));
    let moved_in = |from: u64, until: u64| {
        let entered = |fact: &&Fact| matches!(fact.kind, FactKind::EnteredCareHome);
        history.iter().filter(entered).filter(|fact| (zero_plus(from)..zero_plus(until)).contains(&fact.at)).count()
    };
    assert!(moved_in(110, 240) * 2 < moved_in(0, 100), "{} then {}", moved_in(0, 100), moved_in(110, 240));
    facts(&mut place);
    let of_the_year = place.context.tables.sickness_level(SimTime::from_ticks(zero_plus(499).ticks()));
    assert_eq!((redeployed(&place), place.posts().absence), (0, of_the_year));
    let after: Vec<f64> = place.posts().all.iter().map(|post| post.share).collect();
    assert!(shares.iter().zip(after).all(|(before, after)| (before - after).abs() < 1e-12));
}

/// A pandemic of which nothing but meetings on screens is left, in the worlds of a team that meets in such a way.
fn on_screens(mode: MeetingMode, seed: u64) -> [Vec<Fact>; 2] {
    let neutral = [
        ("pandemic.absence", toml::Value::from(1.0)),
        ("pandemic.redeployed", 0.into()),
        ("pandemic.care_homes_closed", 0.into()),
        ("pandemic.stay_away", 0.into()),
        ("pandemic.offline_on_notice", 1.into()),
        ("pandemic.offline_on_referral", 1.into()),
        ("process.ties.meeting", 0.05.into()),
    ];
    let start = warmed_up(&parameters(&neutral), &figures(3_000), seed, WARM_UP, 300);
    let mut design = staffed();
    design.meeting.iter_mut().for_each(|meeting| meeting.mode = mode);
    let pandemic = shock(ShockKind::Pandemic, 1.0, 5, 0, Some(290));
    let lived = |shocks: &[Shock]| {
        let mut history = facts(&mut world(&start, &as_designed(design.clone(), shocks)));
        history.retain(|fact| fact.kind != FactKind::ShockFell);
        history
    };
    [lived(std::slice::from_ref(&pandemic)), lived(&[])]
}

#[test]
fn meetings_on_screens_cost_a_team_cohesion_in_a_pandemic_and_nothing_if_it_met_so_before() {
    let cohesion = |history: &[Fact]| late(history, |night| night.cohesion);
    let (t, mean) = paired(PAIRS, |seed| {
        let [pandemic, usual] = on_screens(MeetingMode::InPerson, seed);
        cohesion(&usual) - cohesion(&pandemic)
    });
    assert!(t > CLEAR, "cohesion of those who meet in a room: t {t:.2}, mean difference {mean:.4}");
    for seed in 0..3 {
        let [pandemic, usual] = on_screens(MeetingMode::Virtual, seed);
        assert!(pandemic == usual, "nothing else of the pandemic is left");
    }
}

/// What is put off in the first part of a pandemic comes back when that part is over, at the values of the register.
#[test]
fn crises_that_were_put_off_in_a_pandemic_come_back_after_its_first_part() {
    const FALLS: u64 = 5;
    let pandemic = shock(ShockKind::Pandemic, 1.0, FALLS, 0, Some(240));
    let early = parameters(&[]).pandemic.early.days() as u64;
    let (first_part, afterwards) = (FALLS..FALLS + early, FALLS + early + 1..FALLS + early + 91);
    let change: Vec<[f64; 2]> = (0..PAIRS)
        .map(|seed| {
            let start = warmed_up(&parameters(&[]), &figures(3_000), seed, WARM_UP, 200);
            let lived = |shocks: &[Shock]| facts(&mut world(&start, &as_designed(design("usual-care"), shocks)));
            let (with, without) = (lived(std::slice::from_ref(&pandemic)), lived(&[]));
            [&first_part, &afterwards].map(|window| {
                let seeking = |history: &[Fact]| {
                    let asked = |fact: &&Fact| matches!(fact.kind, FactKind::SoughtHelp { .. });
                    let there = |fact: &&Fact| (zero_plus(window.start)..zero_plus(window.end)).contains(&fact.at);
                    history.iter().filter(asked).filter(there).count() as f64
                };
                seeking(&with) - seeking(&without)
            })
        })
        .collect();
    for (which, sign) in [(0, -1.0), (1, 1.0)] {
        let (t, mean) = paired(PAIRS, |seed| change[seed as usize][which]);
        assert!(t * sign > CLEAR, "calls for help, first fewer, then more ({which}): t {t:.2}, {mean:.2}");
    }
}

/// Facts of a team's world in a pandemic of full size, or without one, of those who do not use the internet: visits for a
/// need by usual care, and referrals to the team.
fn of_those_offline(seed: u64, notice: f64, referral: f64, pandemic: bool) -> ([f64; 2], Vec<Fact>) {
    let parameters = parameters(&[
        ("pandemic.offline_on_notice", notice.into()),
        ("pandemic.offline_on_referral", referral.into()),
        // Everybody seeks help as ever and staff stay, so that nothing else differs from a time without a pandemic.
        ("pandemic.stay_away", 0.1.into()),
        ("pandemic.redeployed", 0.into()),
    ]);
    let start = warmed_up(&parameters, &figures(3_000), seed, WARM_UP, 300);
    let offline: BTreeSet<u64> =
        start.people().profiles().filter(|(_, profile)| profile.offline).map(|(key, _)| key).collect();
    let shocks: Vec<Shock> = pandemic.then(|| shock(ShockKind::Pandemic, 1.0, 5, 0, Some(290))).into_iter().collect();
    let history = facts(&mut world(&start, &as_designed(staffed(), &shocks)));
    let count = |is: fn(&FactKind) -> bool| {
        history.iter().filter(|fact| is(&fact.kind) && offline.contains(&fact.key)).count() as f64
    };
    let visits = count(|kind| matches!(kind, FactKind::Contact { errand: Errand::Need(_), .. }));
    ([visits, count(|kind| matches!(kind, FactKind::Referred { .. }))], history)
}

#[test]
fn while_services_are_reached_from_afar_those_without_internet_are_noticed_later_and_referred_less() {
    // Off against the registered values.
    let [off, on] = [[1.0, 1.0], [1.5, 0.6]];
    let lost = |which: usize| {
        paired(PAIRS, |seed| {
            let lived = |[notice, referral]: [f64; 2]| of_those_offline(seed, notice, referral, true).0[which];
            lived(off) - lived(on)
        })
    };
    for (which, what) in ["visits for a need", "referrals"].into_iter().enumerate() {
        let (t, mean) = lost(which);
        assert!(t > CLEAR, "{what}: t {t:.2}, mean difference {mean:.2}");
    }
    let usual = |values: [f64; 2]| of_those_offline(3, values[0], values[1], false).1;
    assert!(usual(off) == usual(on), "without a pandemic nothing depends on it");
}
