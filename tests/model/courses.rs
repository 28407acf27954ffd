//! What falls and illness lead to: who is admitted, who only needs lifting, what follows a stay, which conditions come.

use crate::support::{count, facts, figures, parameters, warmed_up};
use mdtsim::model::fact::{Answer, Fact, FactKind};
use mdtsim::model::people::traits::{Acuity, AgeBand, Condition, Trigger};
use mdtsim::model::people::{NONE, State};
use mdtsim::model::place::Place;
use mdtsim::model::services::journey::Exit;
use mdtsim::time::Span;
use std::collections::{BTreeMap, BTreeSet};

fn history(overrides: &[(&str, toml::Value)], older: u32) -> Vec<Fact> {
    facts(&mut warmed_up(&parameters(overrides), &figures(older), 5, 60, 365))
}

fn admitted(facts: &[Fact], of: Trigger) -> usize {
    count(facts, |kind| matches!(kind, FactKind::Admitted { trigger, .. } if *trigger == of))
}

#[test]
fn falls_without_a_broken_bone_are_admitted_by_a_chance_of_their_own() {
    let keys = ["mild", "moderate", "severe"].map(|acuity| format!("emergency.admit_after_fall.{acuity}"));
    let with = |p: f64| history(&keys.each_ref().map(|key| (key.as_str(), p.into())), 2_000);
    let (never, always) = (with(0.0), with(1.0));
    assert_eq!(admitted(&never, Trigger::Fall), 0);
    assert!(admitted(&always, Trigger::Fall) > 20);
    let ill = [&never, &always].map(|facts| admitted(facts, Trigger::Illness));
    assert!(ill[0] > 200 && ill[0].abs_diff(ill[1]) < ill[0] / 5, "{ill:?}");
}

/// Of those who lie unhurt on the floor: minutes from the fall until help was called, and whether a crew conveyed them.
fn lifted(facts: &[Fact]) -> (Vec<f64>, Vec<bool>) {
    let (mut fell, mut called) = (BTreeMap::new(), BTreeMap::new());
    let (mut waits, mut conveyances) = (Vec::new(), Vec::new());
    for fact in facts {
        match fact.kind {
            FactKind::Fell => {
                fell.insert(fact.key, fact.at);
            }
            FactKind::SoughtHelp { trigger, .. } => {
                called.insert(fact.key, trigger);
                if let Some(&at) = fell.get(&fact.key).filter(|_| trigger == Trigger::OnFloor) {
                    waits.push(fact.at.since(at).ticks() as f64 / 60.0);
                }
            }
            FactKind::CrewArrived { conveyed, .. } if called.get(&fact.key) == Some(&Trigger::OnFloor) => {
                conveyances.push(conveyed);
            }
            _ => {}
        }
    }
    (waits, conveyances)
}

#[test]
fn whoever_cannot_get_up_is_lifted_by_a_crew_and_mostly_stays_at_home() {
    let usual = history(&[], 4_000);
    let (mut waits, conveyances) = lifted(&usual);
    waits.sort_by(f64::total_cmp);
    assert!(waits.len() > 40 && (30.0..240.0).contains(&waits[waits.len() / 2]), "{} {waits:?}", waits.len());
    let conveyed = conveyances.iter().filter(|&&conveyed| conveyed).count();
    assert!(conveyances.len() * 10 >= waits.len() * 8, "a crew comes: {} of {}", conveyances.len(), waits.len());
    assert!(conveyed * 3 < conveyances.len(), "{conveyed} of {}", conveyances.len());
    let share = waits.len() as f64 / count(&usual, |kind| *kind == FactKind::Fell) as f64;
    // Half of the falls that leave somebody on the floor, which are about one in twelve.
    assert!((0.015..0.06).contains(&share), "{share}");
    assert_eq!(lifted(&history(&[("contact.lift", 0.0.into())], 1_000)).0.len(), 0);
}

#[test]
fn convalescence_raises_illness_and_death_and_grave_days_only_death() {
    let place = warmed_up(&parameters(&[]), &figures(500), 1, 1, 1);
    let (view, at) = (place.context.view(), place.context.zero);
    let (course, death) = (&place.context.parameters.course, &place.context.parameters.death);
    assert!(course.relapse.get() > 1.0 && death.convalescence.get() > 1.0);
    for person in place.people().residents() {
        let well = State { grave_until: 0, convalescent_until: 0, ..place.people().state(person).clone() };
        let grave = State { grave_until: u32::MAX, ..well.clone() };
        let after = State { convalescent_until: u16::MAX, ..well.clone() };
        let illness = |state: &State| view.illness_level(state, view.now(state, at));
        let dying = |state: &State| view.death(state, view.now(state, at));
        let near = |seen: f64, due: f64| assert!((seen / due - 1.0).abs() < 1e-12, "{seen} {due}");
        near(illness(&grave) / illness(&well), 1.0);
        near(illness(&after) / illness(&well), course.relapse.get());
        near(dying(&after) / dying(&well), death.convalescence.get());
    }
}

/// Of those whose severe illness was answered this way not long before the end: how many are convalescent, and how many
/// there are.
fn convalescent(place: &Place, facts: &[Fact], how: fn(&Answer) -> bool) -> [usize; 2] {
    let (mut sought, mut answered) = (BTreeMap::new(), BTreeMap::new());
    for fact in facts {
        match fact.kind {
            FactKind::SoughtHelp { trigger, acuity } => {
                sought.insert(fact.key, (trigger, acuity));
            }
            FactKind::CrisisAnswered { answer, .. } if how(&answer) => {
                let severe = sought.get(&fact.key) == Some(&(Trigger::Illness, Acuity::Severe));
                answered.extend(severe.then_some((fact.key, fact.at)));
            }
            _ => {}
        }
    }
    let (people, now) = (place.people(), place.context.horizon);
    let recent = people.residents().filter(|&id| {
        answered.get(&people.key(id)).is_some_and(|at| now.since(*at) < Span::days(30))
            && people.state(id).journey == NONE
    });
    recent.fold([0, 0], |[on, all], id| {
        let convalescent = now.day() < u64::from(people.state(id).convalescent_until);
        [on + usize::from(convalescent), all + 1]
    })
}

#[test]
fn convalescence_follows_illness_wherever_it_was_treated() {
    let long = [("course.convalescence.severe", "1000 days".into())];
    let mut place = warmed_up(&parameters(&long), &figures(6_000), 5, 60, 120);
    let facts = facts(&mut place);
    let [in_bed, beds] = convalescent(&place, &facts, |answer| *answer == Answer::Admitted);
    let [at_home, homes] = convalescent(&place, &facts, |answer| *answer != Answer::Admitted);
    assert!(beds > 20 && in_bed * 20 >= beds * 18, "{in_bed} of {beds}");
    assert!(homes > 10 && at_home * 20 >= homes * 18, "{at_home} of {homes}");
}

#[test]
fn spells_begin_with_illness_and_injury_that_lead_to_a_bed() {
    let mut overrides: Vec<(String, toml::Value)> = ["fit", "mild", "moderate", "severe"]
        .map(|band| (format!("destabilised.onset.{band}"), "0 per year".into()))
        .into();
    let mut spells = |severe: f64, moderate: f64| {
        overrides.push(("destabilised.with_severe_illness".into(), severe.into()));
        overrides.push(("destabilised.with_moderate_illness".into(), moderate.into()));
        let set: Vec<_> = overrides.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        let facts = history(&set, 1_500);
        let begun = facts.iter().filter(|fact| fact.kind == FactKind::Destabilised);
        let begun: BTreeSet<_> = begun.map(|fact| (fact.key, fact.at)).collect();
        let with = |is: fn(&FactKind) -> bool| {
            facts.iter().filter(|fact| is(&fact.kind) && begun.contains(&(fact.key, fact.at))).count()
        };
        [with(|kind| *kind == FactKind::BrokeBone(false)), with(|kind| matches!(kind, FactKind::FellIll(_)))]
    };
    assert_eq!(spells(0.0, 0.0), [0, 0]);
    let ([bones, severe], [_, both]) = (spells(1.0, 0.0), spells(1.0, 1.0));
    assert!(bones > 10 && severe > 50 && both > severe + severe / 2, "{bones} {severe} {both}");
}

/// People by age band, and those of them with each condition.
fn prevalence(place: &Place) -> [(f64, [f64; 10]); 3] {
    let (people, now) = (place.people(), place.context.zero);
    let mut seen = [(0.0, [0.0; 10]); 3];
    for state in people.residents().map(|id| people.state(id)) {
        let (all, with) = &mut seen[AgeBand::of(state.age(now)) as usize];
        *all += 1.0;
        for condition in Condition::ALL {
            with[condition as usize] += f64::from(u8::from(state.conditions.has(condition)));
        }
    }
    seen
}

/// A change by an eighth of itself over five years is nothing, nor is one that chance alone often brings.
#[test]
fn long_term_conditions_stay_as_common_at_each_age_over_five_years() {
    let parameters = parameters(&[]);
    let conditions = &parameters.conditions;
    let given = [conditions.at_65_74, conditions.at_75_84, conditions.at_85_plus].map(|band| band.all());
    let [start, end] = [1, 1826].map(|days| prevalence(&warmed_up(&parameters, &figures(24_000), 9, days, 1)));
    for (band, condition) in (0..3).flat_map(|band| Condition::ALL.map(|condition| (band, condition))) {
        let [before, after] = [&start, &end].map(|seen| seen[band].1[condition as usize] / seen[band].0);
        let p = given[band][condition as usize].get();
        let chance = 3.0 * (p * (1.0 - p) * (1.0 / start[band].0 + 1.0 / end[band].0)).sqrt();
        assert!((after - before).abs() < (p / 8.0).max(chance), "{band} {condition:?}: {before:.4} {after:.4}");
        assert!((before - p).abs() < (p / 8.0).max(chance), "{band} {condition:?}: {before:.4} for {p:.4}");
    }
}

#[test]
fn some_go_home_with_care_at_once_and_not_through_reablement() {
    let straight = |p: f64| {
        let bands = ["fit", "mild", "moderate", "severe"].map(|band| format!("discharge.straight_to_home_care.{band}"));
        let overrides: Vec<_> = bands.iter().map(|key| (key.as_str(), p.into())).collect();
        let mut place = warmed_up(&parameters(&overrides), &figures(6_000), 5, 60, 180);
        let (mut facts, mut ways, zero) = (Vec::new(), Vec::new(), place.context.zero);
        for day in 1..180 {
            place.run_until(zero + Span::days(day), &mut facts);
            ways.extend(place.ways_out());
        }
        let of = |exit: Exit| ways.iter().filter(|&&way| way == exit).count();
        [of(Exit::HomeCare), place.recovering().filter(|(_, reablement)| *reablement).count()]
    };
    let ([never, many], [always, none]) = (straight(0.0), straight(1.0));
    assert!(always > never + 20, "wait for home care on the ward: {never} {always}");
    assert!(many > 5 && none == 0, "in reablement: {many} {none}");
}
