//! Luck in the whole model: looking more often changes nothing, and nothing differs between two worlds of a person
//! without a cause that came before.

#![allow(dead_code)] // the support is shared with other tests

#[path = "model/support.rs"]
mod support;

use mdtsim::model::arm::{Setup, Variant};
use mdtsim::model::fact::{Answer, Fact, FactKind};
use mdtsim::model::people::traits::Condition;
use mdtsim::model::place::Place;
use mdtsim::time::{SimTime, Span};
use std::collections::BTreeMap;
use support::{design, facts, facts_until, figures, parameters, warmed_up, with_money, world};

/// Needs that matter, exercise and contact that have an effect: every intensity has something to follow.
fn start(older: u32, seed: u64, days: u64) -> Place {
    let parameters = parameters(&[
        ("effects.exercise_on_falls", 0.77.into()),
        ("needs.weight", 1.5.into()),
        ("hospital.disability_causal", 0.8.into()),
    ]);
    warmed_up(&parameters, &figures(older), seed, 60, days)
}

fn expect_equal(one: &[Fact], other: &[Fact]) {
    for (index, (one, other)) in one.iter().zip(other).enumerate() {
        assert_eq!(one, other, "fact {index}");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn looking_at_all_clocks_again_and_again_changes_no_fact() {
    let start = start(2_500, 1, 500);
    for setup in [with_money(design("integrated-care-team"), 80.0), with_money(design("urgent-frailty-hub"), 80.0)] {
        let once = facts(&mut world(&start, &setup));
        let mut place = world(&start, &setup);
        let mut often = Vec::new();
        let (mut now, horizon) = (place.context.zero, place.context.horizon);
        while now < horizon {
            now = (now + Span::from_hours(6.83)).min(horizon);
            place.run_until(now, &mut often);
            place.look_again_at_everybody(now);
        }
        expect_equal(&once, &often);
    }
}

#[test]
fn it_does_not_matter_in_which_stretches_or_among_which_places_a_place_is_run() {
    let start = start(2_000, 2, 300);
    let setup = with_money(design("integrated-neighbourhood-team"), 60.0);
    let at_once = facts(&mut world(&start, &setup));
    let (mut place, mut other) = (world(&start, &setup), start.clone());
    let (mut in_stretches, mut of_other) = (Vec::new(), Vec::new());
    let (mut now, horizon) = (place.context.zero, place.context.horizon);
    let mut stretch = 1;
    while now < horizon {
        stretch = stretch * 7_919 % 1_000_003;
        now = (now + Span::seconds(stretch)).min(horizon);
        other.run_until(now, &mut of_other);
        place.run_until(now, &mut in_stretches);
    }
    expect_equal(&at_once, &in_stretches);
    expect_equal(&facts(&mut start.clone()), &of_other);
}

/// A clock of a person, and the facts that can change how likely it is to strike, or what its strike does.
struct Clock {
    name: &'static str,
    strikes: fn(&FactKind) -> bool,
    follows: fn(&FactKind) -> bool,
}

use FactKind::{
    BecameDelirious, BrokeBone, CarerLost, ConditionBegan, CrisisAnswered, Destabilised, Died, Discharged, EndPlanned,
    EnteredCareHome, Fell, FellIll, FrailtyStep, HomeCareBegan, LastDays, LeftBed, MovedAway, NeedArose, NeedMet,
    Planned, ReachedBed, SocialCrisis,
};

/// What ends everything.
const END: fn(&FactKind) -> bool = |kind| matches!(kind, Died(_) | MovedAway);

/// The clocks, with the inputs of their intensities as `people/intensity.rs` has them.
const CLOCKS: [Clock; 8] = [
    Clock {
        name: "falls",
        strikes: |kind| matches!(kind, Fell),
        follows: |kind| {
            // Whose old carer dies lives alone.
            matches!(kind, NeedArose(_) | NeedMet(_) | FrailtyStep(_) | Destabilised | EnteredCareHome | CarerLost)
                || END(kind)
        },
    },
    Clock {
        name: "illness",
        strikes: |kind| matches!(kind, FellIll(_)),
        follows: |kind| {
            matches!(kind, NeedArose(_) | NeedMet(_) | FrailtyStep(_) | Destabilised | ConditionBegan(_) | BrokeBone(_))
                // Convalescence begins when a crisis has been answered.
                || matches!(kind, CrisisAnswered { .. })
                || END(kind)
        },
    },
    Clock {
        name: "destabilisation",
        strikes: |kind| matches!(kind, Destabilised),
        // An illness or a fall that injures may bring a spell, or make one last longer.
        follows: |kind| matches!(kind, FrailtyStep(_) | Planned { .. } | Discharged | FellIll(_) | Fell) || END(kind),
    },
    Clock {
        name: "needs",
        strikes: |kind| matches!(kind, NeedArose(_)),
        follows: |kind| {
            matches!(kind, NeedMet(_) | FrailtyStep(_) | Destabilised | EnteredCareHome)
                || matches!(kind, Fell | SocialCrisis | LeftBed { .. } | BecameDelirious | LastDays | EndPlanned)
                // Home care that is held for a stay lapses so long after the bed was reached, or after it was granted there.
                || matches!(kind, ReachedBed { .. } | HomeCareBegan { .. })
                || END(kind)
        },
    },
    Clock { name: "conditions", strikes: |kind| matches!(kind, ConditionBegan(_)), follows: END },
    Clock {
        name: "frailty",
        strikes: |kind| matches!(kind, FrailtyStep(_)),
        follows: |kind| matches!(kind, NeedArose(_) | NeedMet(_) | LeftBed { .. }) || END(kind),
    },
    Clock {
        name: "social",
        strikes: |kind| matches!(kind, SocialCrisis),
        // Strain follows needs, frailty, dementia and home care.
        follows: |kind| {
            matches!(kind, NeedArose(_) | NeedMet(_) | FrailtyStep(_) | EnteredCareHome | HomeCareBegan { .. })
                || matches!(kind, ConditionBegan(Condition::Dementia) | CarerLost)
                || END(kind)
        },
    },
    Clock {
        name: "death",
        strikes: |kind| matches!(kind, Died(_)),
        follows: |kind| {
            matches!(
                kind,
                FrailtyStep(_)
                    | Destabilised
                    | EnteredCareHome
                    | ConditionBegan(_)
                    | FellIll(_)
                    | BrokeBone(_)
                    | CrisisAnswered { .. }
                    | LastDays
                    | MovedAway
            )
        },
    },
];

type Lives = BTreeMap<u64, Vec<Fact>>;

fn lives(facts: &[Fact]) -> Lives {
    let mut lives = Lives::new();
    for fact in facts.iter().filter(|fact| fact.key != 0) {
        lives.entry(fact.key).or_default().push(fact.clone());
    }
    lives
}

/// The facts of a person that matter to a clock, without what they carry besides (waits, places of death).
fn of_clock(life: &[Fact], clock: &Clock) -> Vec<(SimTime, FactKind)> {
    let plain = |kind: FactKind| match kind {
        // How long a stay was is a cause of a need it leaves behind; how long of it was delay is not.
        LeftBed { stay, .. } => LeftBed { stay, delay: Span::ZERO },
        HomeCareBegan { .. } => HomeCareBegan { waited: Span::ZERO },
        ReachedBed { .. } => ReachedBed { waited: Span::ZERO },
        Planned { .. } => Planned { waited: Span::ZERO, told: false },
        Died(_) => Died(mdtsim::model::fact::DeathPlace::Home),
        // When a crisis was over matters, and not by whom.
        CrisisAnswered { root, .. } => CrisisAnswered { root, answer: Answer::Substituted },
        kind => kind,
    };
    let matters = |kind: &FactKind| (clock.strikes)(kind) || (clock.follows)(kind);
    life.iter().filter(|fact| matters(&fact.kind)).map(|fact| (fact.at, plain(fact.kind.clone()))).collect()
}

/// The fact by which two worlds of a person first differ as far as a clock is concerned: the earlier of the two that
/// stand in the first place where their histories part. Of two in the same second the cause is taken to be first.
fn first_difference(one: &[(SimTime, FactKind)], other: &[(SimTime, FactKind)], clock: &Clock) -> Option<FactKind> {
    let alike = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let earliest = one[alike..].first().into_iter().chain(other[alike..].first());
    earliest.min_by_key(|(at, kind)| (*at, (clock.strikes)(kind))).map(|(_, kind)| kind.clone())
}

#[test]
fn no_clock_strikes_in_one_world_only_without_a_cause_before_it() {
    let mut parted = 0;
    for seed in 1..=4 {
        let start = start(3_000, seed, 900);
        let baseline = lives(&facts(&mut start.clone()));
        let setups = [
            with_money(design("integrated-care-team"), 80.0),
            with_money(design("more-of-the-same"), 80.0),
            Setup { variant: Variant::Ripple, money: None, shocks: Vec::new() },
        ];
        for setup in setups {
            let arm = lives(&facts(&mut world(&start, &setup)));
            parted += without_cause(&baseline, &arm);
        }
    }
    assert!(parted >= 1_000, "{parted} pairs of histories part");
}

/// Holds every clock of everybody in two worlds against the facts it follows; returns how many histories part in a
/// strike that is explained.
fn without_cause(baseline: &Lives, arm: &Lives) -> usize {
    let nothing = Vec::new();
    let mut parted = 0;
    for (key, life) in baseline {
        let others = arm.get(key).unwrap_or(&nothing);
        for clock in &CLOCKS {
            let (one, other) = (of_clock(life, clock), of_clock(others, clock));
            let Some(first) = first_difference(&one, &other, clock) else { continue };
            let lives = || (life, others);
            assert!(!(clock.strikes)(&first), "{}: {first:?} of {key:x} without a cause: {:#?}", clock.name, lives());
            let strikes = |facts: &[(SimTime, FactKind)]| {
                facts.iter().filter(|(_, kind)| (clock.strikes)(kind)).cloned().collect::<Vec<_>>()
            };
            parted += usize::from(strikes(&one) != strikes(&other));
        }
    }
    parted
}

#[test]
fn the_test_for_causes_would_notice_a_fall_without_one() {
    // The same world with one fall left out: whoever did not fall had no reason not to.
    let start = start(1_000, 5, 200);
    let baseline = facts(&mut start.clone());
    let bone = |at: usize| matches!(baseline[at + 1].kind, BrokeBone(_));
    let fall = (0..baseline.len()).find(|&at| baseline[at].kind == Fell && !bone(at)).unwrap();
    let mut without = baseline.clone();
    without.remove(fall);
    let caught = std::panic::catch_unwind(|| without_cause(&lives(&baseline), &lives(&without)));
    assert!(caught.is_err());
}

#[test]
fn luck_does_not_depend_on_what_was_asked_before() {
    // The second year is the same whether or not another world was run from the same start in between.
    let start = start(1_000, 6, 300);
    let half = start.context.zero + Span::days(150);
    let mut one = start.clone();
    let first = facts_until(&mut one, half);
    let _other = facts(&mut world(&start, &with_money(design("virtual-ward"), 60.0)));
    let second = facts(&mut one);
    let whole = facts(&mut start.clone());
    expect_equal(&[first, second].concat(), &whole);
}
