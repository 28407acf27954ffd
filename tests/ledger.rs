//! The paired ledger: one story for each class, and exact sums on worlds made at random.

use mdtsim::model::design::Role;
use mdtsim::model::fact::{Answer, Caller, DeathPlace, Errand, Fact, FactKind};
use mdtsim::model::people::profile::Profile;
use mdtsim::model::people::traits::{Frailty, Needs, Residence, Sex, Trigger, Whereabouts};
use mdtsim::outcomes::alive_in_both::AliveInBoth;
use mdtsim::outcomes::chronicle::{Chronicle, Notes};
use mdtsim::outcomes::ledger::Ledger;
use mdtsim::outcomes::ledger_class::{CLASSES, Kind, Side};
use mdtsim::outcomes::pairing::{Rules, pair, pair_all, pair_groups, pair_people};
use mdtsim::outcomes::roster::Roster;
use mdtsim::outcomes::used::{Use, Used, Uses};
use mdtsim::outcomes::window::Window;
use mdtsim::time::{Calendar, SimTime, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::Arc;

const ZERO: u64 = 365;
const HORIZON: u64 = ZERO + 300;
const ANNE: u64 = 17;
const BOB: u64 = 18;

fn day(day: u64) -> SimTime {
    SimTime::START + Span::days(day)
}

/// A world as a list of facts, in days since the start of the run.
#[derive(Clone, Debug, Default)]
struct World(Vec<Fact>);

impl World {
    fn fact(mut self, on: u64, key: u64, kind: FactKind) -> Self {
        self.0.push(Fact { at: day(on), key, kind });
        self
    }

    fn crisis(self, root: u64, on: u64) -> Self {
        self.fact(on, ANNE, FactKind::CrisisBegan { root })
    }

    fn admitted(self, root: u64, on: u64) -> Self {
        self.fact(on, ANNE, FactKind::Admitted { root, ordinal: 0, trigger: Trigger::Illness })
    }

    fn answered(self, root: u64, on: u64, answer: Answer) -> Self {
        self.fact(on, ANNE, FactKind::CrisisAnswered { root, answer })
    }

    /// A crisis that ends in a bed: the spell of most stories.
    fn spell(self, root: u64, on: u64) -> Self {
        self.crisis(root, on).admitted(root, on).answered(root, on + 5, Answer::Admitted)
    }

    fn substituted(self, root: u64, on: u64) -> Self {
        self.crisis(root, on).answered(root, on + 5, Answer::Substituted)
    }

    fn dies(self, on: u64) -> Self {
        self.fact(on, ANNE, FactKind::Died(DeathPlace::Home))
    }

    fn used(&self) -> Used {
        let calendar = Calendar::new("2026-04-01".parse().unwrap(), HORIZON as usize + 1);
        // Bob is given seven hours a week of home care when arms part.
        let home_care = std::iter::once((BOB, 7));
        let mut uses = Uses::new(Window::new(day(ZERO), day(HORIZON), &calendar), roster(), home_care);
        uses.see(&self.0);
        uses.close()
    }

    fn chronicle(&self) -> Chronicle {
        let mut notes = Notes::new(day(ZERO));
        notes.see(&self.0);
        notes.close()
    }
}

/// Anne and Bob, who lived here at time zero and beside whom others came later.
fn roster() -> Arc<Roster> {
    let profile = Profile {
        sex: Sex::Female,
        fifth: 0,
        alone: false,
        carer: false,
        dementia: false,
        residence: Residence::Home,
        whereabouts: Whereabouts::Residence,
        frailty: Frailty::Fit,
        needs: Needs::default(),
        offline: false,
    };
    Arc::new(Roster::new([ANNE, BOB].map(|key| (key, profile)).into_iter(), false))
}

fn alive_in_both(baseline: &World, arm: &World) -> AliveInBoth {
    let [one, other] = [baseline.chronicle(), arm.chronicle()];
    let [of_one, of_other] = [baseline.used(), arm.used()];
    let length = Span::days(HORIZON - ZERO);
    AliveInBoth::of([(&one, &of_one), (&other, &of_other)], &roster(), day(HORIZON), length)
}

fn world() -> World {
    World::default()
}

fn ledger(baseline: &World, arm: &World) -> Ledger {
    pair(&baseline.chronicle(), &arm.chronicle(), day(HORIZON), Rules::default())
}

/// Holds a ledger against its totals and the classes that are not zero.
fn expect(ledger: Ledger, baseline_total: u64, arm_total: u64, classes: &[(&str, u64)]) {
    assert!(ledger.adds_up(), "{ledger:?}");
    assert_eq!((ledger.baseline_total, ledger.arm_total), (baseline_total, arm_total));
    let found: Vec<_> = ledger.classes().filter(|&(_, n)| n > 0).map(|(class, n)| (class.key, n)).collect();
    assert_eq!(found, classes);
}

/// What somebody like Bob has used by the horizon who goes on being given home care.
const GIVEN: u64 = 7 * (HORIZON - ZERO - 1);

fn only_admitted(admissions: u64) -> Use {
    Use { admissions, home_care: GIVEN, ..Use::default() }
}

#[test]
fn whoever_dies_or_moves_away_in_either_world_is_not_alive_in_both() {
    let admitted = |root| FactKind::Admitted { root, ordinal: 0, trigger: Trigger::Illness };
    let of_bob = |world: World| world.fact(ZERO + 50, BOB, admitted(9));
    let baseline = of_bob(world().spell(1, ZERO + 10).spell(2, ZERO + 90).spell(3, HORIZON + 1));
    let arm = of_bob(world().spell(1, ZERO + 10));
    let all = AliveInBoth { person_days: 2 * 300, baseline: only_admitted(3), arm: only_admitted(2) };
    assert_eq!(alive_in_both(&baseline, &arm), all);
    let of_anne = |admissions| Use { admissions, ..Use::default() };
    let without_bob = AliveInBoth { person_days: 300, baseline: of_anne(2), arm: of_anne(1) };
    let dead = arm.clone().fact(HORIZON - 1, BOB, FactKind::Died(DeathPlace::Home));
    assert_eq!(alive_in_both(&baseline, &dead), without_bob);
    let moved = baseline.clone().fact(ZERO, BOB, FactKind::MovedAway);
    assert_eq!(alive_in_both(&moved, &dead), without_bob);
    // After the horizon nobody is counted, nor whoever came in after time zero.
    let later = arm.clone().fact(HORIZON, BOB, FactKind::Died(DeathPlace::Home));
    assert_eq!(alive_in_both(&baseline, &later), all);
    let newcomer = arm.fact(ZERO + 5, 99, admitted(7)).fact(ZERO + 20, 99, FactKind::Died(DeathPlace::Home));
    assert_eq!(alive_in_both(&baseline, &newcomer), all);
}

/// Somebody of a community service was there for so many minutes.
fn visited(minutes: f32) -> FactKind {
    let by = Caller { role: Role::CommunityNurse, team: false };
    FactKind::Contact { minutes, by, errand: Errand::Need(0), visit: None }
}

#[test]
fn what_those_alive_in_both_worlds_used_is_counted_by_midnights_and_within_the_window() {
    let crew = |conveyed| FactKind::CrewArrived { waited: Span::ZERO, conveyed, care_home: false };
    let back = FactKind::WentBack(Whereabouts::Residence);
    let admitted = FactKind::Admitted { root: 7, ordinal: 0, trigger: Trigger::Illness };
    let baseline = world().fact(ZERO + 2, BOB, FactKind::Consulted { waited: Span::ZERO });
    // Four nights from the department on; then a stay that the horizon cuts to two nights; and one from before time zero.
    let arm = world()
        .fact(ZERO + 1, ANNE, back.clone())
        .fact(ZERO + 10, ANNE, crew(true))
        .fact(ZERO + 10, ANNE, FactKind::Attended)
        .fact(ZERO + 11, ANNE, FactKind::ReachedBed { waited: Span::ZERO })
        .fact(ZERO + 14, ANNE, FactKind::LeftBed { stay: Span::days(4), delay: Span::days(1) })
        .fact(ZERO + 14, ANNE, back)
        .fact(ZERO + 40, ANNE, admitted.clone())
        .fact(ZERO + 60, ANNE, admitted)
        .fact(ZERO + 70, ANNE, FactKind::UrgentCame { root: 8, waited: Span::ZERO })
        .fact(HORIZON - 10, ANNE, FactKind::EnteredCareHome)
        .fact(ZERO + 20, BOB, crew(false))
        .fact(HORIZON - 3, BOB, FactKind::Attended)
        .fact(HORIZON + 9, BOB, FactKind::Attended)
        // Nobody visits him for ten nights, and then more often; she is visited for the last five.
        .fact(ZERO + 20, BOB, FactKind::HomeCareHours(0))
        .fact(ZERO + 30, BOB, FactKind::HomeCareHours(14))
        .fact(HORIZON - 6, ANNE, FactKind::HomeCareHours(10))
        .fact(ZERO + 40, ANNE, visited(45.0));
    let both = alive_in_both(&baseline, &arm);
    assert_eq!(both.baseline, Use { consultations: 1, home_care: GIVEN, ..Use::default() });
    let nights = HORIZON - ZERO - 1;
    let used = Use {
        attendances: 2,
        conveyed: 1,
        not_conveyed: 1,
        admissions: 2,
        // The first admission came 26 days after she had left a bed, the second 46.
        readmissions: 1,
        urgent: 1,
        hospital_days: 4 + 2,
        delayed_seconds: 24 * 60 * 60,
        care_home_days: 9,
        home_care: 7 * 20 + 14 * (nights - 30) + 10 * 5,
        contact_seconds: 45 * 60,
        ..Use::default()
    };
    assert_eq!(both.arm, used);
    let years = 2.0 * (HORIZON - ZERO) as f64 / 365.2425;
    let beyond = both.beyond_the_baseline(|used| used.hospital_days as f64);
    assert!((beyond - 6.0 / years).abs() < 1e-3 * beyond, "{beyond}");
}

/// Somebody went home, or to a bed for rehabilitation.
fn left(world: World, on: u64) -> World {
    world.fact(on, ANNE, FactKind::WentBack(Whereabouts::Residence))
}

#[test]
fn bed_days_are_told_apart_by_what_became_of_their_admission() {
    let baseline = left(left(world().spell(1, 400), 410).spell(2, 430), 433);
    // The first stay is three days shorter; the second is answered outside hospital; a third is there only with the design.
    let arm = left(left(world().spell(1, 400), 407).substituted(2, 430).spell(3, 550), 552);
    let found = ledger(&baseline, &arm);
    expect(found, 2, 2, &[("unchanged", 1), ("substituted", 1), ("induced", 1)]);
    let days = found.bed_days;
    assert_eq!((days.baseline_total, days.arm_total, days.same), (10 + 3, 7 + 2, 7));
    let of = |days: [u64; 14], kind: Kind| days[kind as usize];
    assert_eq!((of(days.fewer, Kind::Unchanged), of(days.more, Kind::Unchanged)), (3, 0));
    assert_eq!((of(days.fewer, Kind::Substituted), of(days.more, Kind::Induced)), (3, 2));
    assert_eq!((days.net(), days.adds_up()), (13 - 9, true));
    // Only what lies before the horizon counts: of a stay that goes on, and of a pair that is beyond it.
    let stays = ledger(&world().spell(1, HORIZON - 4), &world().crisis(1, HORIZON - 4).admitted(1, HORIZON + 2));
    expect(stays, 1, 0, &[("deferred_out", 1)]);
    assert_eq!((stays.bed_days.baseline_total, stays.bed_days.arm_total), (3, 0));
    assert!(!found.is_unchanged_only());
    assert!(ledger(&baseline, &baseline).is_unchanged_only());
}

#[test]
fn the_same_admission_a_little_later_is_unchanged() {
    let baseline = world().spell(1, 400);
    let arm = world().crisis(1, 400).admitted(1, 402).answered(1, 420, Answer::Admitted);
    expect(ledger(&baseline, &arm), 1, 1, &[("unchanged", 1)]);
}

#[test]
fn the_same_admission_after_the_horizon_is_deferred_out() {
    // The wait in the department is longer in the arm, and midnight of the last day passes meanwhile.
    let baseline = world().spell(1, HORIZON - 1);
    let arm = world().crisis(1, HORIZON - 1).admitted(1, HORIZON);
    expect(ledger(&baseline, &arm), 1, 0, &[("deferred_out", 1)]);
    expect(ledger(&arm, &baseline), 0, 1, &[("brought_in", 1)]);
}

#[test]
fn a_fall_prevented_and_an_illness_two_months_later_is_deferred() {
    let (baseline, arm) = (world().spell(1, 400), world().spell(2, 460));
    expect(ledger(&baseline, &arm), 1, 1, &[("deferred", 1)]);
    expect(ledger(&arm, &baseline), 1, 1, &[("brought_forward", 1)]);
}

#[test]
fn a_partner_in_the_tail_is_found() {
    let (baseline, arm) = (world().spell(1, HORIZON - 10), world().spell(2, HORIZON + 79));
    expect(ledger(&baseline, &arm), 1, 0, &[("deferred_out", 1)]);
    let too_late = world().spell(2, HORIZON + 81);
    expect(ledger(&baseline, &too_late), 1, 0, &[("avoided", 1)]);
}

#[test]
fn nearest_admissions_are_paired_first_and_one_to_one() {
    // The arm's two admissions both lie near the baseline's one; the nearer takes it, the other is induced.
    let baseline = world().spell(1, 420);
    let arm = world().spell(2, 400).spell(3, 430);
    expect(ledger(&baseline, &arm), 1, 2, &[("deferred", 1), ("induced", 1)]);
}

#[test]
fn only_ever_the_same_person() {
    let baseline = world().spell(1, 400);
    let ben = |kind| Fact { at: day(400), key: ANNE + 1, kind };
    let root = 2;
    let admitted = FactKind::Admitted { root, ordinal: 0, trigger: Trigger::Illness };
    let arm = World(vec![ben(FactKind::CrisisBegan { root }), ben(admitted)]);
    expect(ledger(&baseline, &arm), 1, 1, &[("avoided", 1), ("induced", 1)]);
}

#[test]
fn an_admission_after_the_death_of_the_other_world_is_precluded_or_enabled() {
    let (baseline, arm) = (world().spell(1, 500), world().dies(390));
    expect(ledger(&baseline, &arm), 1, 0, &[("precluded", 1)]);
    expect(ledger(&arm, &baseline), 0, 1, &[("enabled", 1)]);
    // A death afterwards explains nothing.
    expect(ledger(&baseline, &world().dies(501)), 1, 0, &[("avoided", 1)]);
}

#[test]
fn urgent_response_instead_of_a_bed_is_a_substitution() {
    let (baseline, arm) = (world().spell(1, 400), world().substituted(1, 400));
    expect(ledger(&baseline, &arm), 1, 0, &[("substituted", 1)]);
    expect(ledger(&arm, &baseline), 0, 1, &[("unsubstituted", 1)]);
}

#[test]
fn a_crisis_from_before_time_zero_is_common_to_both_worlds() {
    // The fall was on the last day of the warm-up; only its answer differs, and only the answer was written down.
    let baseline = world().crisis(1, ZERO - 1).admitted(1, ZERO + 1);
    let arm = world().crisis(1, ZERO - 1).answered(1, ZERO + 2, Answer::Substituted);
    expect(ledger(&baseline, &arm), 1, 0, &[("substituted", 1)]);
    let unanswered = world().crisis(1, ZERO - 1);
    expect(ledger(&baseline, &unanswered), 1, 0, &[("answered_otherwise", 1)]);
}

#[test]
fn a_substitution_followed_by_an_admission_has_failed() {
    // Day 400: hospital at home instead of a bed. The baseline's admission is paired with the nearer, earlier one of
    // the arm; the admission twelve days later is left over and shows that hospital at home was not enough.
    let baseline = world().spell(1, 400);
    let arm = world().spell(2, 395).substituted(1, 400).spell(3, 412);
    let found = ledger(&baseline, &arm);
    expect(found, 1, 2, &[("brought_forward", 1), ("substitution_failed", 1)]);
    // Up to 30 days count; after them it is an admission of its own.
    let just = world().spell(2, 395).substituted(1, 400).spell(3, 430);
    expect(ledger(&baseline, &just), 1, 2, &[("brought_forward", 1), ("substitution_failed", 1)]);
    let later = world().spell(2, 395).substituted(1, 400).spell(3, 431);
    expect(ledger(&baseline, &later), 1, 2, &[("brought_forward", 1), ("induced", 1)]);
}

#[test]
fn a_failed_substitution_that_is_a_pair_stays_deferred_and_is_told_apart() {
    let baseline = world().spell(1, 400);
    let failed = ledger(&baseline, &world().substituted(1, 400).spell(2, 412));
    expect(failed, 1, 1, &[("deferred", 1)]);
    assert_eq!(failed.deferred_after_substitution, 1);
    let other = ledger(&baseline, &world().substituted(1, 400).spell(2, 440));
    assert_eq!((other.deferred, other.deferred_after_substitution), (1, 0));
}

#[test]
fn one_substitution_fails_only_once() {
    let baseline = world().spell(1, 400);
    let arm = world().spell(2, 395).substituted(1, 400).spell(3, 412).spell(4, 420);
    let classes = [("brought_forward", 1), ("substitution_failed", 1), ("induced", 1)];
    expect(ledger(&baseline, &arm), 1, 3, &classes);
    // Nor does it fail again when its failure was the deferred half of a pair.
    let arm = world().substituted(1, 400).spell(2, 412).spell(3, 415);
    expect(ledger(&baseline, &arm), 1, 2, &[("deferred", 1), ("induced", 1)]);
}

#[test]
fn a_crew_that_treats_at_home_answers_otherwise() {
    let baseline = world().spell(1, 400);
    let arm = world().crisis(1, 400).answered(1, 400, Answer::Otherwise);
    expect(ledger(&baseline, &arm), 1, 0, &[("answered_otherwise", 1)]);
    expect(ledger(&arm, &baseline), 0, 1, &[("admitted_instead", 1)]);
}

#[test]
fn a_fall_that_did_not_happen_is_avoided() {
    let (baseline, arm) = (world().spell(1, 400), world());
    expect(ledger(&baseline, &arm), 1, 0, &[("avoided", 1)]);
    expect(ledger(&arm, &baseline), 0, 1, &[("induced", 1)]);
}

#[test]
fn shorter_rules_tell_deferral_from_two_separate_events() {
    let (baseline, arm) = (world().spell(1, 400).chronicle(), world().spell(2, 445).chronicle());
    let of = |days| pair(&baseline, &arm, day(HORIZON), Rules::deferral_of(Span::days(days)));
    let apart = [("avoided", 1), ("induced", 1)];
    expect(of(30), 1, 1, &apart);
    expect(of(44), 1, 1, &apart);
    expect(of(45), 1, 1, &[("deferred", 1)]);
}

#[test]
fn the_ledgers_beside_the_usual_one_have_its_net_and_another_split() {
    let (baseline, arm) = (world().spell(1, 400).chronicle(), world().spell(2, 460).chronicle());
    let (usual, [shorter, longer]) = pair_all(&baseline, &arm, day(HORIZON));
    expect(usual, 1, 1, &[("deferred", 1)]);
    expect(shorter, 1, 1, &[("avoided", 1), ("induced", 1)]);
    expect(longer, 1, 1, &[("deferred", 1)]);
    let (baseline, arm) = (world().spell(1, 400).chronicle(), world().spell(2, 520).chronicle());
    let (usual, [_, longer]) = pair_all(&baseline, &arm, day(HORIZON));
    expect(usual, 1, 1, &[("avoided", 1), ("induced", 1)]);
    expect(longer, 1, 1, &[("deferred", 1)]);
}

#[test]
fn ledgers_add_class_by_class() {
    let one = ledger(
        &world().spell(1, 400).spell(2, 450).spell(3, HORIZON - 1),
        &world().spell(1, 400).substituted(2, 450).spell(4, HORIZON + 2),
    );
    let mut twice = one;
    twice.add(&one);
    assert!(CLASSES.iter().all(|class| (class.count)(&twice) == 2 * (class.count)(&one)));
    assert_eq!((twice.net(), twice.adds_up()), (2 * one.net(), true));
}

/// One crisis that may happen in either world, with its course in each.
#[derive(Clone, Debug)]
struct Crisis {
    person: u64,
    root: u64,
    on: u64,
    /// For each world: whether it happens, and how it goes on.
    course: [Option<Course>; 2],
}

#[derive(Clone, Debug)]
struct Course {
    /// Admissions in its chain, days after the crisis began.
    admitted_after: Vec<u64>,
    answer: Option<Answer>,
}

fn course() -> impl Strategy<Value = Option<Course>> {
    let answers =
        prop::sample::select(vec![None, Some(Answer::Admitted), Some(Answer::Substituted), Some(Answer::Otherwise)]);
    let course = (vec(0u64..20, 0..3), answers).prop_map(|(admitted_after, answer)| Course { admitted_after, answer });
    proptest::option::weighted(0.7, course)
}

/// Two worlds of a few people over the horizon and the tail. The arm's clock runs an hour late, so that no two
/// admissions of the two worlds ever fall on the same second.
fn worlds() -> impl Strategy<Value = [World; 2]> {
    let crisis = (0u64..4, ZERO - 20..HORIZON + 80, course(), course());
    let deaths = vec((0usize..2, 0u64..4, ZERO..HORIZON + 90), 0..4);
    (vec(crisis, 0..40), deaths).prop_map(|(crises, deaths)| {
        let crises: Vec<Crisis> = crises
            .into_iter()
            .zip(1..)
            .map(|((person, on, one, other), root)| Crisis { person, root, on, course: [one, other] })
            .collect();
        [0, 1].map(|world| lived(world, &crises, &deaths))
    })
}

fn lived(world: usize, crises: &[Crisis], deaths: &[(usize, u64, u64)]) -> World {
    let mut facts = Vec::new();
    let late = Span::from_hours(world as f64);
    for Crisis { person, root, on, course } in crises {
        let (key, root) = (*person, *root);
        let before_zero = *on < ZERO;
        // What began before time zero began in both worlds.
        let Some(course) = course[world].as_ref().or(if before_zero { course[1 - world].as_ref() } else { None })
        else {
            continue;
        };
        facts.push(Fact { at: day(*on) + late, key, kind: FactKind::CrisisBegan { root } });
        for (ordinal, days) in (0..).zip(&course.admitted_after) {
            let at = day((on + days).max(ZERO)) + late;
            facts.push(Fact { at, key, kind: FactKind::Admitted { root, ordinal, trigger: Trigger::Fall } });
        }
        if let Some(answer) = course.answer {
            facts.push(Fact { at: day(on + 25) + late, key, kind: FactKind::CrisisAnswered { root, answer } });
        }
    }
    let mut seen = Vec::new();
    for &(in_world, key, on) in deaths {
        if in_world == world && !seen.contains(&key) {
            seen.push(key);
            facts.push(Fact { at: day(on), key, kind: FactKind::Died(DeathPlace::Home) });
        }
    }
    World(facts)
}

fn admissions(world: &World) -> u64 {
    let counts =
        |fact: &&Fact| matches!(fact.kind, FactKind::Admitted { .. }) && fact.at >= day(ZERO) && fact.at < day(HORIZON);
    world.0.iter().filter(counts).count() as u64
}

/// Without any deferral every admission's class can be read from the facts alone, one by one.
fn by_hand(own: &World, other: &World, key: &str) -> u64 {
    let has = |world: &World, test: &dyn Fn(&Fact) -> bool| world.0.iter().any(test);
    let class = |spell: &Fact, root: u64, ordinal: u8| {
        let same =
            |f: &Fact| matches!(f.kind, FactKind::Admitted { root: r, ordinal: o, .. } if (r, o) == (root, ordinal));
        let gone = |f: &Fact| f.key == spell.key && f.at <= spell.at && matches!(f.kind, FactKind::Died(_));
        let began = |f: &Fact| f.kind == FactKind::CrisisBegan { root } && f.at >= day(ZERO);
        let substituted = |f: &Fact| f.kind == FactKind::CrisisAnswered { root, answer: Answer::Substituted };
        if has(other, &same) {
            "same"
        } else if has(other, &gone) {
            "gone"
        } else if has(other, &substituted) {
            "substituted"
        } else if has(other, &began) || !has(own, &began) {
            "otherwise"
        } else {
            "not at all"
        }
    };
    let of = |fact: &Fact| match fact.kind {
        FactKind::Admitted { root, ordinal, .. } if fact.at < day(HORIZON) => class(fact, root, ordinal) == key,
        _ => false,
    };
    own.0.iter().filter(|fact| of(fact)).count() as u64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_admission_is_in_one_class_and_the_net_is_exact([baseline, arm] in worlds(), days in 0u64..200) {
        let rules = Rules::deferral_of(Span::days(days));
        let ledger = pair(&baseline.chronicle(), &arm.chronicle(), day(HORIZON), rules);
        prop_assert_eq!((ledger.baseline_total, ledger.arm_total), (admissions(&baseline), admissions(&arm)));
        prop_assert!(ledger.adds_up());
        prop_assert_eq!(ledger.baseline_total as i64 - ledger.arm_total as i64, ledger.net());
    }

    #[test]
    fn every_group_adds_up_by_itself([baseline, arm] in worlds()) {
        let (baseline, arm) = (baseline.chronicle(), arm.chronicle());
        let groups = pair_groups(&baseline, &arm, day(HORIZON), Rules::default(), 2, |person| (person % 2) as usize);
        let mut sum = Ledger::default();
        for ledger in &groups {
            prop_assert!(ledger.adds_up());
            sum.add(ledger);
        }
        prop_assert_eq!(sum, pair(&baseline, &arm, day(HORIZON), Rules::default()));
    }

    #[test]
    fn groups_that_overlap_add_up_each_in_its_own_dimension([baseline, arm] in worlds()) {
        let (baseline, arm) = (baseline.chronicle(), arm.chronicle());
        let whole = pair(&baseline, &arm, day(HORIZON), Rules::default());
        for groups in [1, 2, 3, 5] {
            let mut ledgers = vec![Ledger::default(); groups];
            pair_people(&baseline, &arm, day(HORIZON), Rules::default(), |person, ledger| {
                ledgers[person as usize % groups].add(ledger);
            });
            let mut sum = Ledger::default();
            for ledger in &ledgers {
                prop_assert!(ledger.adds_up());
                prop_assert_eq!(ledger.baseline_total as i64 - ledger.arm_total as i64, ledger.net());
                sum.add(ledger);
            }
            prop_assert_eq!(sum, whole);
        }
    }

    #[test]
    fn a_world_against_itself_is_unchanged([world, _] in worlds()) {
        let chronicle = world.chronicle();
        let ledger = pair(&chronicle, &chronicle, day(HORIZON), Rules::default());
        prop_assert!(ledger.is_unchanged_only(), "{:?}", ledger);
        prop_assert_eq!(ledger.unchanged, admissions(&world));
    }

    #[test]
    fn exchanging_the_worlds_exchanges_the_classes([baseline, arm] in worlds()) {
        let (one, other) = (ledger(&baseline, &arm), ledger(&arm, &baseline));
        prop_assert_eq!(one.net(), -other.net());
        prop_assert_eq!(one.unchanged, other.unchanged);
        prop_assert_eq!((one.deferred, one.brought_forward), (other.brought_forward, other.deferred));
        prop_assert_eq!((one.deferred_out, one.brought_in), (other.brought_in, other.deferred_out));
        prop_assert_eq!((one.precluded, one.enabled), (other.enabled, other.precluded));
        // A failed substitution is looked for on the arm's side only; without one the exchange is exact.
        if one.substitution_failed == 0 && other.substitution_failed == 0 {
            prop_assert_eq!((one.substituted, one.unsubstituted), (other.unsubstituted, other.substituted));
            prop_assert_eq!((one.avoided, one.induced), (other.induced, other.avoided));
            prop_assert_eq!(one.answered_otherwise, other.admitted_instead);
        }
        let late = |l: &Ledger| l.unsubstituted + l.substitution_failed + l.admitted_instead + l.induced;
        prop_assert_eq!(late(&one), other.substituted + other.answered_otherwise + other.avoided);
    }

    #[test]
    fn a_longer_deferral_pairs_no_fewer([baseline, arm] in worlds()) {
        let (baseline, arm) = (baseline.chronicle(), arm.chronicle());
        let alone = [30, 90, 180].map(|days| {
            let ledger = pair(&baseline, &arm, day(HORIZON), Rules::deferral_of(Span::days(days)));
            let paired = ledger.deferred_out + ledger.brought_in;
            ledger.on(Side::Fewer) + ledger.on(Side::More) - paired
        });
        prop_assert!(alone[0] >= alone[1] && alone[1] >= alone[2], "{:?}", alone);
    }

    #[test]
    fn without_deferral_the_classes_are_those_read_from_the_facts([baseline, arm] in worlds()) {
        let rules = Rules { deferral: Span::ZERO, failure: Span::ZERO };
        let ledger = pair(&baseline.chronicle(), &arm.chronicle(), day(HORIZON), rules);
        let mine = ["gone", "substituted", "otherwise", "not at all"].map(|key| by_hand(&baseline, &arm, key));
        let theirs = ["gone", "substituted", "otherwise", "not at all"].map(|key| by_hand(&arm, &baseline, key));
        prop_assert_eq!(
            mine,
            [ledger.precluded, ledger.substituted, ledger.answered_otherwise, ledger.avoided]
        );
        prop_assert_eq!(theirs, [ledger.enabled, ledger.unsubstituted, ledger.admitted_instead, ledger.induced]);
        prop_assert_eq!(by_hand(&baseline, &arm, "same"), ledger.unchanged + ledger.deferred_out);
    }
}
