//! What falls and illness lead to: who is admitted, who only needs lifting, what follows a stay, which conditions come.

use crate::support::{count, facts, figures, parameters, warmed_up};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::people::traits::Trigger;
use std::collections::BTreeMap;

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
    assert!(conveyances.len() * 10 >= waits.len() * 9, "a crew comes: {} of {}", conveyances.len(), waits.len());
    assert!(conveyed * 3 < conveyances.len(), "{conveyed} of {}", conveyances.len());
    let share = waits.len() as f64 / count(&usual, |kind| *kind == FactKind::Fell) as f64;
    // Half of the falls that leave somebody on the floor, which are about one in twelve.
    assert!((0.015..0.06).contains(&share), "{share}");
    assert_eq!(lifted(&history(&[("contact.lift", 0.0.into())], 1_000)).0.len(), 0);
}
