//! Care in another place or sooner: hospital at home, response within two hours and going into the ward. Each takes the place
//! of something, with staff of its own.

use crate::reactive::service;
use crate::shocks::shock;
use crate::support::facts;
use crate::together::{CLEAR, PAIRS, Side, count, paired, raises, share, team};
use crate::workforce::census;
use mdtsim::model::design::{Hours, Role};
use mdtsim::model::fact::{Answer, Fact, FactKind};
use mdtsim::model::shock::{Shock, ShockKind};
use std::collections::BTreeSet;

/// A service of matrons who do nothing but carry places in hospital at home.
fn hospital_at_home(wte: f64) -> Side {
    service(Role::CommunityMatron, wte, |design| design.hospital_at_home = share(1.0))
}

fn beds(history: &[Fact]) -> f64 {
    count(history, |kind| matches!(kind, FactKind::ReachedBed { .. }))
}

#[test]
fn hospital_at_home_begins_stays_there_instead_of_in_a_bed() {
    let (none, some) = (hospital_at_home(0.0), hospital_at_home(10.0));
    raises("stays in hospital at home", &none, &some, |history| {
        count(history, |kind| *kind == FactKind::HospitalAtHomeBegan)
    });
    raises("crises answered by it", &none, &some, |history| {
        count(history, |kind| matches!(kind, FactKind::CrisisAnswered { answer: Answer::Substituted, .. }))
    });
    raises("admissions to a bed without it", &some, &none, beds);
}

#[test]
fn a_place_without_hospital_at_home_has_what_a_design_brings_and_no_more() {
    let without = |wte| hospital_at_home(wte).with("services.hospital_at_home", "0 per 1000");
    let began = |side: &Side| count(&side.history(1), |kind| *kind == FactKind::HospitalAtHomeBegan);
    assert_eq!(began(&without(0.0)), 0.0);
    assert!(began(&without(10.0)) > 0.0);
}

/// Nights in hospital at home from `from` days after time zero on.
fn nights_at_home(history: &[Fact], from: usize) -> f64 {
    census(history)[from..].iter().map(|night| f64::from(night.in_hospital_at_home)).sum()
}

/// Nights in the places of usual care hold their staff's pay, those beyond do not.
#[test]
fn only_nights_beyond_the_places_of_usual_care_are_carried_by_a_designs_own_staff() {
    let full = hospital_at_home(6.0).with("emergency.home_alternative", 0.5);
    let base = full.clone().designed(|design| design.roster.clear());
    for seed in 0..4 {
        let (usual, more) = (base.history(seed), full.history(seed));
        assert!(census(&usual).iter().all(|night| night.at_home_with_own_staff == 0), "nobody carries further places");
        let places = census(&usual).iter().map(|night| night.in_hospital_at_home).max().unwrap();
        let nights = census(&more);
        assert!(nights.iter().any(|night| night.at_home_with_own_staff > 0));
        for night in nights {
            assert_eq!(night.at_home_with_own_staff, night.in_hospital_at_home.saturating_sub(places));
        }
    }
}

/// Whoever carries the places is paid from a line that is cut at day 100: a place falls with the post that carried it.
#[test]
fn places_in_hospital_at_home_fall_with_the_posts_that_carry_them() {
    const CUT: u64 = 100;
    // As many as could go there do, so that places are what is short.
    let full = hospital_at_home(6.0).with("emergency.home_alternative", 0.5);
    let base = full.clone().designed(|design| design.roster.clear());
    let cut = Shock { funding: Some("fund".into()), ..shock(ShockKind::EndOfMoney, 1.0, CUT - 50, 0, None) };
    let after = CUT as usize + 60;
    let (t, mean) = paired(PAIRS, |seed| {
        let vacant = facts(&mut full.shocked(seed, std::slice::from_ref(&cut)));
        nights_at_home(&full.history(seed), after) - nights_at_home(&vacant, after)
    });
    assert!(t > CLEAR, "nights in hospital at home while its posts are filled: t {t:.2}, {mean:.2}");
    let most = |history: &[Fact]| census(history)[after..].iter().map(|night| night.in_hospital_at_home).max();
    for seed in 0..6 {
        let vacant = facts(&mut full.shocked(seed, std::slice::from_ref(&cut)));
        assert_eq!(most(&vacant), most(&base.history(seed)), "no places are left but those of usual care");
    }
}

/// Nobody is sent to the department for want of somebody who could come.
#[test]
fn urgent_response_around_the_clock_takes_the_place_of_attendances_and_admissions() {
    let around_the_clock = Hours { days: [true; 7], from: 0, to: 24 };
    let urgent = |wte: f64| {
        service(Role::CommunityMatron, wte, |design| design.urgent_share = share(1.0))
            .designed(|design| design.hours = around_the_clock)
    };
    let (none, some) = (urgent(0.0), urgent(20.0));
    raises("visits within hours", &none, &some, |history| {
        count(history, |kind| matches!(kind, FactKind::UrgentCame { .. }))
    });
    raises("attendances without it", &some, &none, |history| count(history, |kind| *kind == FactKind::Attended));
    // Most of those whom it keeps at home would have gone home again, so that it takes more pairs to see who would not.
    let (t, mean) = paired(3 * PAIRS, |seed| beds(&none.history(seed)) - beds(&some.history(seed)));
    assert!(t > CLEAR, "admissions to a bed without it: t {t:.2}, mean difference {mean:.4}");
}

/// In the hours of usual care, whose staff are so few that some must wait.
#[test]
fn more_staff_for_urgent_response_come_to_more_people_within_two_hours_and_to_more_of_those_who_ask() {
    let urgent = |wte: f64| {
        service(Role::CommunityMatron, wte, |design| design.urgent_share = share(1.0))
            .designed(|design| design.hours = Hours { days: [true; 7], from: 8, to: 20 })
    };
    let waits = |history: &[Fact]| -> Vec<f64> {
        let wait =
            |fact: &Fact| if let FactKind::UrgentCame { waited, .. } = fact.kind { Some(waited.hours()) } else { None };
        history.iter().filter_map(wait).collect()
    };
    let told = |side: &Side| -> Vec<[f64; 3]> {
        let of = |history: &[Fact]| {
            let (waits, asked) = (waits(history), count(history, |kind| matches!(kind, FactKind::UrgentAsked { .. })));
            let in_time = waits.iter().filter(|&&hours| hours <= 2.0).count() as f64;
            [in_time, in_time / asked, waits.iter().sum::<f64>() / waits.len() as f64]
        };
        (0..2 * PAIRS).map(|seed| of(&side.history(seed))).collect()
    };
    let (none, some) = (told(&urgent(0.0)), told(&urgent(20.0)));
    let what = ["visits within two hours", "part of those who ask", "mean wait"];
    for (index, (what, sign)) in what.into_iter().zip([1.0, 1.0, -1.0]).enumerate() {
        let (t, mean) = paired(2 * PAIRS, |seed| some[seed as usize][index] - none[seed as usize][index]);
        assert!(t * sign > CLEAR, "{what}: t {t:.2}, mean difference {mean:.4}");
    }
}

/// Median days in a bed although ready to leave, of those on a team's list when they reached it: what must be arranged,
/// and not the few who wait for weeks for a place elsewhere.
fn delay_on_the_list(history: &[Fact]) -> f64 {
    let (mut listed, mut in_bed) = (BTreeSet::new(), BTreeSet::new());
    let mut delays = Vec::new();
    for fact in history {
        match fact.kind {
            FactKind::Accepted => drop(listed.insert(fact.key)),
            FactKind::Discharged => drop(listed.remove(&fact.key)),
            FactKind::ReachedBed { .. } if listed.contains(&fact.key) => drop(in_bed.insert(fact.key)),
            FactKind::LeftBed { delay, .. } if in_bed.remove(&fact.key) => delays.push(delay.in_days()),
            _ => {}
        }
    }
    assert!(delays.len() > 10, "{} left a bed", delays.len());
    delays.sort_by(f64::total_cmp);
    delays[delays.len() / 2]
}

#[test]
fn people_on_the_list_leave_a_bed_sooner_where_the_team_goes_into_the_ward() {
    let stays = team("integrated-care-team").among(2_000).designed(|design| {
        design.caseload_cap *= 4;
        design.in_reach = false;
        design.hours = Hours { days: [true; 7], from: 8, to: 20 };
    });
    let goes = stays.clone().designed(|design| design.in_reach = true);
    raises("delay of those on the list whom nobody visits on the ward", &goes, &stays, delay_on_the_list);
}
