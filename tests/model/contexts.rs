//! What leaders believe, what distance does to a design, and what sharing and trust save: rows of the table of constructs
//! that are outputs rather than mechanisms of a team.

use crate::support::{as_designed, facts, figures, parameters, warmed_up, world};
use crate::together::{CLEAR, PAIRS, Side, contrast, count, late, raises, share, team};
use crate::workforce::clearly;
use mdtsim::model::design::{EntryMix, NeedDomain, Organisation, Sharing};
use mdtsim::model::fact::{Errand, Fact, FactKind};
use mdtsim::model::place_figures::PlaceFigures;
use mdtsim::model::services::team::process::adoption;
use mdtsim::units::{Choice, Quantity};

fn met(history: &[Fact]) -> f64 {
    count(history, |kind| matches!(kind, FactKind::NeedMet(_)))
}

#[test]
fn belief_follows_what_the_team_reports_and_not_what_its_people_gain() {
    let belief = |history: &[Fact]| late(history, |night| night.belief);
    let usual = team("integrated-care-team").with("belief.on", false);
    let undone = usual.clone().with("team.implemented", 0.3);
    let (t, gain) = contrast(&undone, &usual, belief);
    assert!(t > CLEAR, "belief in a team that reports actions done: t {t:.2}, {gain:.3}");
    let mut in_vain = usual.clone();
    for domain in NeedDomain::ALL {
        in_vain = in_vain.with(&format!("needs.met_by_action.{}", domain.word().replace('-', "_")), 0.05);
    }
    raises("needs met by actions that help", &in_vain, &usual, met);
    let (_, lost) = contrast(&in_vain, &usual, belief);
    assert!(lost.abs() < 0.2 * gain, "actions in vain lower belief by {lost:.3} only, of {gain:.3}");
}

#[test]
fn the_same_design_comes_to_something_else_where_work_is_far_apart() {
    let design = team("integrated-care-team").designed(|design| design.caseload_cap *= 4).design;
    let contacts = |rural_share: f64, seed: u64| {
        let place = PlaceFigures { rural_share, ..figures(1_000) };
        let start = warmed_up(&parameters(&[]), &place, seed, 10, 300);
        let history = facts(&mut world(&start, &as_designed(design.clone(), &[])));
        let visits =
            |fact: &&Fact| matches!(fact.kind, FactKind::Contact { by, errand: Errand::Assessment, .. } if by.team);
        let minutes =
            |fact: &Fact| if let FactKind::Contact { minutes, .. } = fact.kind { f64::from(minutes) } else { 0.0 };
        let seen: Vec<f64> = history.iter().filter(visits).map(minutes).collect();
        seen.iter().sum::<f64>() / seen.len() as f64
    };
    let longer = (0..20).filter(|&seed| contacts(1.0, seed) > contacts(0.0, seed)).count();
    assert!(clearly(longer, 20), "an assessment takes longer in {longer} of 20");
}

#[test]
fn leaders_of_a_place_read_the_framework_in_their_own_way_and_practice_follows() {
    let slow = team("integrated-care-team").with("process.adoption.at_start", 0.1);
    let slow = slow.with("process.adoption.readiness_spread", 0);
    let apart = slow.clone().with("process.adoption.framework_spread", 0.3);
    let support = |side: &Side, seed| adoption::support(&side.place(seed).context);
    let fidelity = |side: &Side, seed| late(&side.history(seed), |night| night.fidelity);
    let rules = slow.parameters().process.adoption;
    let alike = rules.framework.get() * rules.readiness.get();
    let (mut above, mut below, mut follows) = (0, 0, 0);
    for seed in 0..PAIRS {
        assert_eq!(support(&slow, seed), alike, "without a spread all read it alike");
        let more = support(&apart, seed) > alike;
        assert_eq!(
            support(&apart, seed),
            support(&apart.clone().designed(|design| design.working.adapts = true), seed)
        );
        (above, below) = if more { (above + 1, below) } else { (above, below + 1) };
        follows += usize::from((fidelity(&apart, seed) > fidelity(&slow, seed)) == more);
    }
    assert!(above >= 10 && below >= 10, "{above} read more into it, {below} less");
    assert!(clearly(follows, PAIRS as usize), "practice follows in {follows} of {PAIRS}");
}

/// A team whose organisations share so far with one another.
fn sharing(of: f64) -> Side {
    let mut sharing = Sharing::default();
    for one in Organisation::EACH {
        for other in Organisation::EACH.into_iter().filter(|&other| other != one) {
            sharing.set(one, other, share(of));
        }
    }
    team("integrated-care-team").designed(|design| design.sharing = sharing)
}

/// Mean minutes of a team's assessments.
fn assessment(history: &[Fact]) -> f64 {
    let minutes = |fact: &Fact| match fact.kind {
        FactKind::Contact { minutes, by, errand: Errand::Assessment, .. } if by.team => Some(f64::from(minutes)),
        _ => None,
    };
    let all: Vec<f64> = history.iter().filter_map(minutes).collect();
    all.iter().sum::<f64>() / (all.len() as f64).max(1.0)
}

/// Mean minutes that a team's assessments go on looking for what others know.
fn searched(history: &[Fact]) -> f64 {
    let minutes = |fact: &Fact| match fact.kind {
        FactKind::Contact { visit: Some(visit), by, errand: Errand::Assessment, .. } if by.team => {
            Some(f64::from(visit.searched) / 60.0)
        }
        _ => None,
    };
    let all: Vec<f64> = history.iter().filter_map(minutes).collect();
    all.iter().sum::<f64>() / (all.len() as f64).max(1.0)
}

#[test]
fn organisations_that_share_repeat_fewer_assessments_and_trust_saves_minutes() {
    let repeated = |history: &[Fact]| {
        let all = count(history, |kind| matches!(kind, FactKind::Assessed { .. }));
        count(history, |kind| *kind == FactKind::Assessed { repeated: true }) / all.max(1.0)
    };
    raises("assessments repeated", &sharing(1.0), &sharing(0.0), repeated);
    let trusted = |domains: &[NeedDomain]| sharing(1.0).designed(|design| design.trusted_assessor = domains.to_vec());
    raises("minutes of an assessment", &trusted(NeedDomain::ALL), &trusted(&[]), assessment);
}

/// The minutes of looking for what others know, apart from what trust saves and from assessments that are not made again.
#[test]
fn who_sees_what_others_know_need_not_search_for_it() {
    let searching = |of: f64, minutes: u32| {
        let side = sharing(of).designed(|design| design.trusted_assessor.clear());
        side.with("work.search", format!("{minutes} min"))
    };
    raises("minutes of an assessment without sharing", &searching(1.0, 9), &searching(0.0, 9), assessment);
    // The ends of the range in the register: the whole search where nothing is shared, and nothing of it where all is.
    let [least, most] = [3, 20];
    for (shared, part) in [(0.0, 1.0), (1.0, 0.0)] {
        let (_, longer) = contrast(&searching(shared, least), &searching(shared, most), assessment);
        let expected = part * f64::from(most - least);
        assert!((longer - expected).abs() < 1.0, "{longer:.2} minutes for {expected} where {shared} is shared");
        let of_it = searched(&searching(shared, most).history(1));
        assert_eq!(of_it, part * f64::from(most), "minutes of searching are told as such where {shared} is shared");
    }
}

/// A rule of entry and a decay of fidelity of a design's own are those of everybody, put in for one team.
#[test]
fn a_design_may_have_its_own_rule_of_entry_and_its_own_decay() {
    let usual = team("integrated-care-team").designed(|design| {
        design.entry = EntryMix { risk_list: share(1.0), ..EntryMix::default() };
    });
    let strict = usual.clone().designed(|design| design.entry_score = Some(Quantity::new(4.0).unwrap()));
    assert_eq!(strict.history(1), usual.clone().with("team.minimum_score", 4).history(1));
    let referred = |history: &[Fact]| count(history, |kind| matches!(kind, FactKind::Referred { .. }));
    raises("referrals", &strict, &usual, referred);
    let fades = usual.clone().designed(|design| design.working.drift = Some(Quantity::new(0.3).unwrap()));
    assert_eq!(fades.history(1), usual.clone().with("process.adoption.drift", "0.3 per year").history(1));
    assert_ne!(fades.history(1), usual.history(1));
}
