//! Effects come only through what has an effect: no need, no action, no stay does more than its parameters say.

use crate::support::{design, facts, figures, parameters, warmed_up, with_money, world};
use mdtsim::model::design::NeedDomain;
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::people::State;
use mdtsim::model::people::causes::SocialCause;
use mdtsim::model::people::traits::{Needs, Residence};
use mdtsim::model::place::Place;
use mdtsim::time::SimTime;

/// Every intensity of somebody with all needs unmet over that of the same person with none.
fn effects_of_needs(place: &Place, state: &State, at: SimTime) -> [f64; 8] {
    let view = place.context.view();
    let with = |needs: u8| {
        let state = State { needs: Needs(needs), ..state.clone() };
        let moment = view.now(&state, at);
        [
            view.falls(&state, moment),
            view.illness_level(&state, moment),
            view.destabilisation(&state, moment),
            view.needs(&state, moment),
            view.conditions(&state, moment),
            view.step(&state, moment, true),
            view.social(&state, SocialCause::Social),
            view.death(&state, moment),
        ]
    };
    let (all, none) = (with(u8::MAX), with(0));
    std::array::from_fn(|clock| if none[clock] > 0.0 { all[clock] / none[clock] } else { 1.0 })
}

#[test]
fn with_the_weight_of_needs_at_zero_meeting_them_changes_no_intensity() {
    for (weight, some) in [(0.0, false), (1.0, true)] {
        let place = warmed_up(&parameters(&[("needs.weight", weight.into())]), &figures(500), 1, 30, 1);
        let at = place.context.zero;
        let mut seen = 0;
        for person in place.people().residents() {
            let state = place.people().state(person);
            let effects = effects_of_needs(&place, state, at);
            // Needs act on falls, illness, frailty steps and crises, and on nothing else.
            assert!([2, 3, 4, 7].iter().all(|&clock| effects[clock] == 1.0), "{effects:?}");
            if some && state.residence == Residence::Home {
                assert!(effects[0] > 1.0 && effects[1] > 1.0 && effects[6] > 1.0, "{effects:?}");
            } else if !some {
                assert_eq!(effects, [1.0; 8]);
            }
            seen += 1;
        }
        assert!(seen > 400);
    }
}

#[test]
fn exercise_has_no_effect_of_its_own_by_default() {
    let place = warmed_up(&parameters(&[]), &figures(500), 1, 1, 1);
    assert_eq!(place.context.parameters.effects.exercise_on_falls.get(), 1.0);
    let view = place.context.view();
    let at = place.context.zero;
    for person in place.people().residents() {
        let state = place.people().state(person);
        let exercised = State { exercise_until: u32::MAX, ..state.clone() };
        let falls = |state: &State| view.falls(state, view.now(state, at));
        assert_eq!(falls(state), falls(&exercised));
    }
}

/// Needs in function that arise in the very second in which the same person leaves a bed, whereto being told between.
fn needs_from_stays(facts: &[Fact]) -> usize {
    let function = NeedDomain::Function as usize;
    let with_bed = |pair: &[Fact]| {
        matches!(pair[0].kind, FactKind::LeftBed { .. })
            && pair[1].kind == FactKind::NeedArose(function)
            && (pair[0].key, pair[0].at) == (pair[1].key, pair[1].at)
    };
    let facts: Vec<Fact> = facts.iter().filter(|fact| !matches!(fact.kind, FactKind::WentBack(_))).cloned().collect();
    facts.windows(2).filter(|pair| with_bed(pair)).count()
}

#[test]
fn hospital_stays_leave_needs_behind_only_as_far_as_they_cause_them() {
    let of_share = |share: f64| {
        let parameters = parameters(&[("hospital.disability_causal", share.into())]);
        needs_from_stays(&facts(&mut warmed_up(&parameters, &figures(3_000), 2, 60, 365)))
    };
    assert_eq!(of_share(0.0), 0);
    let (some, more) = (of_share(0.4), of_share(1.0));
    assert!(0 < some && some < more, "{some} and {more}");
}

#[test]
fn usual_care_deals_with_needs_that_a_stay_left_behind() {
    // Needs only from stays: whatever is met in function was noticed by usual care.
    let none = |level: &str| format!("0 per {level}");
    let mut overrides: Vec<(String, toml::Value)> = vec![("falls.need_after".into(), 0.into())];
    for band in ["fit", "mild", "moderate", "severe"] {
        overrides.push((format!("needs.onset.{band}"), none("year").into()));
        overrides.push((format!("people.need_at_start.{band}"), 0.into()));
    }
    overrides.push(("hospital.disability_causal".into(), 1.into()));
    let overrides: Vec<_> = overrides.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    let history = facts(&mut warmed_up(&parameters(&overrides), &figures(3_000), 2, 60, 500));
    assert!(needs_from_stays(&history) > 20);
    let met = history.iter().filter(|fact| fact.kind == FactKind::NeedMet(NeedDomain::Function as usize)).count();
    assert!(met > 5, "{met} met");
}

#[test]
fn people_who_move_to_a_care_home_bring_no_unmet_need() {
    let start = warmed_up(&parameters(&[]), &figures(3_000), 3, 60, 365);
    let mut place = world(&start, &with_money(design("integrated-care-team"), 41.0));
    facts(&mut place);
    let people = place.people();
    let in_homes = people.residents().filter(|&person| people.state(person).residence == Residence::CareHome);
    let needs: Vec<u32> = in_homes.map(|person| people.state(person).needs.count()).collect();
    assert!(needs.len() > 50 && needs.iter().all(|&needs| needs == 0));
}
