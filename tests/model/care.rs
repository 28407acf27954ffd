//! Care goes to whom it can reach: a graver crisis takes over, nobody works for the absent, and what a design says
//! about its time takes time.

use crate::support::{
    as_designed, count, design, facts, facts_until, figures, nobody_moves, parameters, warmed_up, with_money, world,
};
use mdtsim::model::design::{Design, Organisation, Start, Tiers};
use mdtsim::model::fact::{DeathPlace, Fact, FactKind};
use mdtsim::model::people::traits::{Mark, Trigger, Whereabouts};
use mdtsim::model::people::{Package, State};
use mdtsim::model::place::Place;
use mdtsim::model::shock::{Shock, ShockKind};
use mdtsim::time::{Calendar, SimTime, Span};
use mdtsim::units::Quantity;
use std::collections::{BTreeMap, BTreeSet};

fn by_person(facts: &[Fact]) -> BTreeMap<u64, Vec<Fact>> {
    let mut lives: BTreeMap<u64, Vec<Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.key != 0) {
        lives.entry(fact.key).or_default().push(fact.clone());
    }
    lives
}

/// A place where consultations for a crisis are waited for long, and most fractures are of the hip.
fn slow_practices() -> Vec<Fact> {
    let overrides =
        [("services.practice_minutes", "0.3 per 1000".into()), ("falls.hip_of_fracture", toml::Value::from(0.9))];
    facts(&mut warmed_up(&parameters(&overrides), &figures(6_000), 4, 0, 730))
}

#[test]
fn a_broken_hip_leads_to_a_bed_whatever_else_was_under_way() {
    let history = slow_practices();
    let end = history.last().map(|fact| fact.at).unwrap();
    let (mut waited, mut hips) = (0, 0);
    for life in by_person(&history).values() {
        let (mut consulting, mut in_hospital) = (false, false);
        for (index, fact) in life.iter().enumerate() {
            match fact.kind {
                FactKind::SoughtHelp { .. } => consulting = true,
                FactKind::CrisisAnswered { .. } | FactKind::Consulted { .. } => consulting = false,
                FactKind::Attended => in_hospital = true,
                FactKind::LeftBed { .. } => in_hospital = false,
                FactKind::BrokeBone(true) if !in_hospital && fact.at + Span::days(14) < end => {
                    let later = life[index..].iter().take_while(|later| later.at < fact.at + Span::days(14));
                    let answered = later.clone().any(|later| match &later.kind {
                        FactKind::Admitted { trigger, .. } => *trigger == Trigger::HipFracture,
                        kind => matches!(kind, FactKind::Died(_) | FactKind::MovedAway),
                    });
                    assert!(answered, "{:#?}", later.collect::<Vec<_>>());
                    hips += 1;
                    waited += usize::from(consulting);
                }
                _ => {}
            }
        }
    }
    assert!(hips > 100 && waited > 5, "{waited} of {hips} broke a hip while they waited for a consultation");
}

#[test]
fn every_crisis_begins_once_is_answered_once_and_owns_its_admissions() {
    let history = slow_practices();
    let (mut begun, mut answered) = (BTreeSet::new(), BTreeSet::new());
    let mut admissions = BTreeSet::new();
    for fact in &history {
        match fact.kind {
            FactKind::CrisisBegan { root } => assert!(begun.insert(root), "began twice: {fact:?}"),
            FactKind::CrisisAnswered { root, .. } => assert!(answered.insert(root), "answered twice: {fact:?}"),
            FactKind::Admitted { root, ordinal, .. } => {
                assert!(admissions.insert((root, ordinal)), "the same admission twice: {fact:?}");
                assert!(!answered.contains(&root), "admitted after the answer: {fact:?}");
                assert!(begun.contains(&root), "an admission without a crisis: {fact:?}");
            }
            _ => {}
        }
    }
    assert!(begun.len() > 3_000 && admissions.len() > 1_000);
}

#[test]
fn nobody_assesses_or_acts_at_home_for_somebody_in_a_bed() {
    let design = Design { in_reach: false, ..design("integrated-care-team") };
    let start = warmed_up(&parameters(&[]), &figures(4_000), 9, 90, 730);
    let history = facts(&mut world(&start, &with_money(design, 80.0)));
    let mut worked = 0;
    for life in by_person(&history).values() {
        let mut in_bed = false;
        for fact in life {
            match fact.kind {
                FactKind::ReachedBed { .. } => in_bed = true,
                FactKind::LeftBed { .. } => in_bed = false,
                FactKind::Action(_) | FactKind::Assessed { .. } => {
                    assert!(!in_bed, "{life:#?}");
                    worked += 1;
                }
                _ => {}
            }
        }
    }
    let put_off = count(&history, |kind| *kind == FactKind::NotAtHome);
    assert!(worked > 500 && put_off > 50, "{worked} done, {put_off} put off");
}

#[test]
fn a_line_without_staff_gives_its_work_back() {
    let after = Calendar::new("2026-04-01".parse().unwrap(), 4_000).date(SimTime::START + Span::days(200));
    // Without the library's own terms of money, so that only the shocks take any.
    let staffed = Design { start: Start::Staffed, budgets: Default::default(), ..design("integrated-care-team") };
    let end_of_money = |line: &str| Shock {
        id: line.into(),
        kind: ShockKind::EndOfMoney,
        funding: Some(line.into()),
        at: after,
        size: Quantity::new(1.0).unwrap(),
        warning: Quantity::new(0.0).unwrap(),
        length: None,
        until_saved: None,
    };
    let start = warmed_up(&nobody_moves(), &figures(6_000), 9, 90, 600);
    let sent_back = |shocks: &[Shock]| {
        let history = facts(&mut world(&start, &as_designed(staffed.clone(), shocks)));
        count(&history, |kind| *kind == FactKind::SentBack)
    };
    let lines: BTreeSet<String> = staffed.roster.values().map(|line| line.funding.clone()).collect();
    let shocks: Vec<Shock> = lines.iter().map(|line| end_of_money(line)).collect();
    // Where nobody leaves of themselves, only the end of the money can desert a line.
    let often = sent_back(&shocks);
    assert!(sent_back(&[]) == 0 && often > 10, "{often}");
}

/// The part of the people on lists with whom a coordinator is in touch, in the end, in some worlds together.
fn in_touch(overrides: &[(&str, toml::Value)], design: &Design) -> f64 {
    const WORLDS: u64 = 6;
    let (mut listed, mut touch) = (0, 0);
    for seed in 1..=WORLDS {
        let start = warmed_up(&parameters(overrides), &figures(4_000), seed, 60, 400);
        let mut place = world(&start, &with_money(Design { start: Start::Staffed, ..design.clone() }, 60.0));
        facts(&mut place);
        let (people, at) = (place.people(), place.context.horizon);
        let on_list = people.residents().map(|person| people.state(person));
        for state in on_list.filter(|state| state.case != mdtsim::model::people::NONE) {
            listed += 1;
            touch += u32::from(state.in_touch(at));
        }
    }
    assert!(listed > 200);
    f64::from(touch) / f64::from(listed)
}

#[test]
fn contact_that_is_not_made_steadies_nobody() {
    let design = design("integrated-care-team");
    let usual = in_touch(&[], &design);
    let overworked = in_touch(&[("work.call", "9 hours".into())], &design);
    assert!(usual > 0.2 && overworked < 0.6 * usual, "{usual} in touch, {overworked} when calls take a day");
}

#[test]
fn contact_lowers_the_rate_of_spells_only_while_it_holds() {
    let place = warmed_up(&parameters(&[]), &figures(500), 1, 1, 1);
    let (view, at) = (place.context.view(), place.context.zero);
    let ratio = place.context.parameters.team.stabilised_by_contact.get();
    for person in place.people().residents() {
        let mut state = place.people().state(person).clone();
        let rate = |state: &mdtsim::model::people::State| view.destabilisation(state, view.now(state, at));
        let alone = rate(&state);
        state.in_touch_until = at.ticks() as u32 + 1;
        assert!((rate(&state) - alone * ratio).abs() < 1e-12);
        assert!((view.destabilisation(&state, view.worst(&state, at, at + Span::days(9))) - alone).abs() < 1e-12);
        state.in_touch_until = at.ticks() as u32;
        assert_eq!(rate(&state), alone);
    }
}

/// People who have a plan that crews can see.
fn visible_plans(sharing: f64) -> usize {
    let mut design = design("integrated-care-team");
    for employer in [Organisation::Gp, Organisation::Trust, Organisation::Council, Organisation::Vcs] {
        design.sharing.set(employer, Organisation::Hospital, Quantity::new(sharing).unwrap());
    }
    let start = warmed_up(&parameters(&[]), &figures(4_000), 9, 60, 400);
    let mut place = world(&start, &with_money(design, 60.0));
    facts(&mut place);
    let people = place.people();
    // A plan for the last days lies with the person, whoever shares records with whom.
    let of_team = |state: &State| state.plan && !state.marks.has(Mark::EndOfLife);
    people.residents().filter(|&person| of_team(people.state(person))).count()
}

#[test]
fn a_crew_sees_a_plan_only_as_far_as_organisations_share() {
    let (none, some, all) = (visible_plans(0.0), visible_plans(0.4), visible_plans(1.0));
    assert_eq!(none, 0);
    assert!(0 < some && some < all, "{some} and {all}");
}

#[test]
fn deaths_in_a_bed_for_rehabilitation_are_no_deaths_at_home() {
    let overrides =
        [("discharge.rehabilitation_stay", "300 days".into()), ("discharge.rehabilitation_beds", "20 per 1000".into())];
    let history = facts(&mut warmed_up(&parameters(&overrides), &figures(4_000), 4, 200, 730));
    assert!(count(&history, |kind| *kind == FactKind::Died(DeathPlace::Rehabilitation)) > 0);
}

/// Two years of a team in a small place, with parameters and a design changed.
fn years(overrides: &[(&str, toml::Value)], design: Design) -> (Place, Vec<Fact>) {
    let start = warmed_up(&parameters(overrides), &figures(4_000), 9, 60, 600);
    let mut place = world(&start, &with_money(Design { start: Start::Staffed, ..design }, 60.0));
    let history = facts(&mut place);
    (place, history)
}

#[test]
fn going_into_the_ward_brings_the_way_out_forward_and_takes_minutes() {
    let factor = |factor: f64| [("discharge.in_reach_factor", toml::Value::from(factor))];
    let run = |in_reach: bool, size: f64| years(&factor(size), Design { in_reach, ..design("integrated-care-team") }).1;
    assert_eq!(run(false, 0.4), run(false, 1.0), "without going into the ward nothing is brought forward");
    assert_ne!(run(true, 0.4), run(true, 1.0));
    assert_ne!(run(true, 1.0), run(false, 1.0), "visits to the ward take time from the list");
}

/// Mean days from referral to plan.
fn days_to_plan(facts: &[Fact]) -> f64 {
    let wait = |fact: &Fact| if let FactKind::Planned { waited, .. } = fact.kind { Some(waited) } else { None };
    let waits: Vec<f64> = facts.iter().filter_map(wait).map(|waited| waited.in_days()).collect();
    assert!(waits.len() > 20);
    waits.iter().sum::<f64>() / waits.len() as f64
}

#[test]
fn preparing_a_case_takes_its_time() {
    let after =
        |length: &str| days_to_plan(&years(&[("work.preparation", length.into())], design("integrated-care-team")).1);
    let (short, long) = (after("5 min"), after("8 hours"));
    assert!(long > 1.05 * short, "{short} and {long} days to a plan");
}

#[test]
fn time_kept_for_planned_work_makes_newcomers_wait() {
    let wait = |share: f64| {
        let design = Design { proactive_share: Quantity::new(share).unwrap(), ..design("integrated-care-team") };
        let (_, history) = years(&[("work.call", "90 min".into())], design);
        let wait = |fact: &Fact| if let FactKind::FirstContact { waited } = fact.kind { Some(waited) } else { None };
        let waits: Vec<f64> = history.iter().filter_map(wait).map(|waited| waited.in_days()).collect();
        assert!(waits.len() > 50);
        waits.iter().sum::<f64>() / waits.len() as f64
    };
    let (none, all) = (wait(0.0), wait(1.0));
    assert!(none < all, "{none} and {all} days to the first contact");
}

/// Planned contacts with people of each frailty band, fittest first.
fn contacts(design: Design) -> [usize; 4] {
    let mut place = warmed_up(&parameters(&[]), &figures(4_000), 9, 60, 400);
    place = world(&place, &with_money(Design { start: Start::Staffed, ..design }, 60.0));
    let mut of_band = [0; 4];
    for week in 0..57 {
        let until = SimTime::START + Span::days(60 + 7 * week);
        let called = facts_until(&mut place, until);
        let people: BTreeMap<u64, usize> = {
            let people = place.people();
            let band = |person| (people.key(person), people.state(person).recorded_frailty as usize);
            people.residents().map(band).collect()
        };
        for fact in called.iter().filter(|fact| matches!(fact.kind, FactKind::KeptInTouch { .. })) {
            if let Some(&band) = people.get(&fact.key) {
                of_band[band] += 1;
            }
        }
    }
    of_band
}

#[test]
fn whoever_is_in_a_tier_is_called_as_often_as_it_says_and_the_others_as_before() {
    let every = |days: u64| Some(Quantity::new((days * 86_400) as f64).unwrap());
    let team = || Design { contact_every: every(28).unwrap(), ..design("integrated-care-team") };
    let all = contacts(team());
    let same = Tiers { moderate: every(28), severe: every(28), ..Tiers::default() };
    assert_eq!(contacts(Design { tiers: same, ..team() }), all, "a tier that says what all have changes nothing");
    let severe = contacts(Design { tiers: Tiers { severe: every(7), ..Tiers::default() }, ..team() });
    let rest = |of: [usize; 4]| of[..3].iter().sum::<usize>();
    assert!(severe[3] as f64 > 1.5 * all[3] as f64, "{all:?}, then {severe:?}");
    assert!((rest(severe) as f64 - rest(all) as f64).abs() < 0.15 * rest(all) as f64, "{all:?}, then {severe:?}");
}

#[test]
fn a_team_that_may_agree_to_home_care_waits_for_nobodys_decision() {
    let supply = [
        ("social_care.home_care_hours", toml::Value::from("363 per 1000")),
        ("social_care.start_delay", "7 days".into()),
        ("social_care.council_decides", 0.8.into()),
    ];
    // A long list and staff for it, so that many packages are asked for by the team.
    let lived = |overrides: &[(&str, toml::Value)], limit: f64, seed: u64| {
        let delegated_home_care = Quantity::new(limit).unwrap();
        let team = Design { delegated_home_care, caseload_cap: 480, ..design("integrated-care-team") };
        let start = warmed_up(&parameters(overrides), &figures(6_000), seed, 60, 400);
        facts(&mut world(&start, &with_money(Design { start: Start::Staffed, ..team }, 240.0)))
    };
    let waited_in = |limit: f64, seed: u64| {
        let (mut listed, mut asked, mut sum) = (BTreeSet::new(), BTreeSet::new(), 0.0);
        for fact in lived(&supply, limit, seed) {
            match fact.kind {
                FactKind::Accepted => drop(listed.insert(fact.key)),
                FactKind::HomeCareAsked if listed.contains(&fact.key) => drop(asked.insert(fact.key)),
                FactKind::HomeCareBegan { waited } if asked.remove(&fact.key) => sum += waited.in_days(),
                _ => {}
            }
        }
        sum
    };
    let [none, few, all] = [0.0, 12.0, 100.0].map(|limit| (9..13).map(|seed| waited_in(limit, seed)).sum::<f64>());
    assert!(all < few && few < none, "{none}, {few} and {all} days of waiting");
    let decides = |part: f64| lived(&[("social_care.council_decides", part.into())], 0.0, 9);
    assert_eq!(decides(0.2), decides(0.8), "where nothing is delegated nobody saves the decision");
}

#[test]
fn home_care_is_held_in_hospital_for_a_while_and_then_goes_to_others() {
    let (mut held, mut lapsed) = (0, 0);
    let mut place = warmed_up(&parameters(&[]), &figures(6_000), 4, 200, 200);
    for day in 0..200 {
        let now = SimTime::START + Span::days(200 + day);
        place.run_until(now, &mut Vec::new());
        place.audit(now).unwrap();
        for person in place.people().residents() {
            let state = place.people().state(person);
            match state.package {
                Package::Held(_) => held += 1,
                Package::Lapsed => lapsed += 1,
                Package::Active(_) => {
                    assert_ne!(state.whereabouts, Whereabouts::Hospital, "nobody visits somebody in a bed at home");
                    continue;
                }
                _ => continue,
            }
            assert!(matches!(
                state.whereabouts,
                Whereabouts::Hospital | Whereabouts::Rehabilitation | Whereabouts::EmergencyCare
            ));
        }
    }
    assert!(held > 50 && lapsed > 5, "{held} days held, {lapsed} days lapsed");
}

#[test]
fn unmet_need_starts_where_usual_care_settles() {
    let mut place = warmed_up(&parameters(&[]), &figures(12_000), 3, 1, 5 * 365);
    let a_head = |place: &Place| {
        let tally = place.people().tally();
        f64::from(tally.unmet_needs) / f64::from(tally.alive())
    };
    let first = a_head(&place);
    facts(&mut place);
    let last = a_head(&place);
    assert!((last / first - 1.0).abs() < 0.15, "{first} unmet needs a head at the start, {last} after five years");
}
