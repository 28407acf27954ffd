//! Services that answer in place of others: paramedic practitioners, the support of care homes, a shift in the line of a
//! base service, and assessments that others accept. Each works only with staff, in its hours, by what it does.

use crate::support::{as_designed, facts, figures, parameters, warmed_up, world};
use crate::together::{CLEAR, PAIRS, Side, count, line, paired, raises, share, team};
use crate::workforce::clearly;
use mdtsim::model::design::{Design, EntryMix, Hours, NeedDomain, Organisation, PurposeWeights, Role};
use mdtsim::model::fact::{Answer, Errand, Fact, FactKind};
use mdtsim::model::people::traits::{Needs, Residence};
use mdtsim::time::{DayKind, SimTime};
use std::collections::{BTreeMap, BTreeSet};

/// A staffed service without a list: so many WTE of one role for 40,000 residents, all of their time for one thing.
pub fn service(role: Role, wte: f64, kept: fn(&mut Design)) -> Side {
    team("urgent-frailty-hub").among(3_000).designed(|design| {
        design.roster = [(role, line(wte, Organisation::Trust))].into();
        design.meeting = None;
        design.urgent_share = share(0.0);
        design.hospital_at_home = share(0.0);
        design.trusted_assessor = Vec::new();
        design.in_reach = false;
        kept(design);
    })
}

fn practitioners(wte: f64) -> Side {
    service(Role::Paramedic, wte, |design| design.practitioner_share = share(1.0))
}

fn care_home_support(wte: f64) -> Side {
    service(Role::CommunityMatron, wte, |design| design.care_home_share = share(1.0))
}

fn conveyed(history: &[Fact]) -> f64 {
    count(history, |kind| matches!(kind, FactKind::CrewArrived { conveyed: true, .. }))
}

fn crews(history: &[Fact]) -> f64 {
    count(history, |kind| matches!(kind, FactKind::CrewArrived { .. }))
}

fn came(history: &[Fact]) -> f64 {
    count(history, |kind| matches!(kind, FactKind::PractitionerCame { .. }))
}

#[test]
fn practitioners_go_instead_of_crews_and_have_fewer_conveyed() {
    // The ends of the ranges in the register that lie furthest apart, and as many calls as it allows.
    let often = |side: Side| {
        let side = side.with("contact.ambulance.moderate", 0.2).with("ambulance.convey.moderate", 0.6);
        side.with("practitioners.suits.moderate", 0.6).with("practitioners.suits.mild", 0.0)
    };
    let none = often(practitioners(0.0));
    let some = often(practitioners(20.0)).with("practitioners.conveys.moderate", 0.2);
    let as_crews = often(practitioners(20.0)).with("practitioners.conveys.moderate", 0.65);
    let of = |side: &Side| -> Vec<[f64; 3]> {
        let told = |history: Vec<Fact>| [came(&history), crews(&history), conveyed(&history)];
        (0..PAIRS).map(|seed| told(side.history(seed))).collect()
    };
    let (without, with, as_crews) = (of(&none), of(&some), of(&as_crews));
    let more = |what: usize| paired(PAIRS, |seed| with[seed as usize][what] - without[seed as usize][what]);
    for (what, sign) in [(0, 1.0), (1, -1.0), (2, -1.0)] {
        let (t, mean) = more(what);
        assert!(t * sign > CLEAR, "calls they answer, crews sent, conveyances ({what}): t {t:.2}, {mean:.2}");
    }
    let (_, gain) = more(2);
    let (_, left) = paired(PAIRS, |seed| as_crews[seed as usize][2] - without[seed as usize][2]);
    assert!(left.abs() < 0.5 * gain.abs(), "who conveys as a crew does spares {left:.2} of {gain:.2}");
}

/// Whether a moment lies on a working day from nine to five.
fn office(place_day: impl Fn(SimTime) -> DayKind, at: SimTime) -> bool {
    place_day(at).is_working() && (9..17).contains(&at.hour())
}

const OFFICE: Hours = Hours { days: [true, true, true, true, true, false, false], from: 9, to: 17 };

#[test]
fn practitioners_set_out_in_their_hours_only_and_whoever_waits_too_long_gets_a_crew() {
    let office_hours = practitioners(20.0).designed(|design| design.hours = OFFICE);
    let (mut came, mut late) = (0, 0);
    for seed in 0..6 {
        let mut place = office_hours.place(seed);
        let context = place.context.clone();
        for fact in facts(&mut place) {
            let FactKind::PractitionerCame { waited, .. } = fact.kind else { continue };
            came += 1;
            // The visit itself and the wait for its beginning are over when it is told.
            let spare = mdtsim::time::Span::from_hours(6.0);
            let began = fact.at.ticks().saturating_sub(spare.ticks());
            let days = |at: SimTime| context.calendar.day(at);
            let hours = (began..=fact.at.ticks()).step_by(900).map(SimTime::from_ticks);
            assert!(hours.into_iter().any(|at| office(days, at)), "{fact:?}");
            late += usize::from(waited.minutes() > 240.0);
        }
    }
    assert!(came > 20 && late == 0, "{came} came, {late} after hours of waiting");
    // One practitioner for many: most calls go on to a crew.
    let few = practitioners(0.5).with("practitioners.suits.moderate", 0.6).with("practitioners.late", "30 min");
    let many = practitioners(20.0).with("practitioners.suits.moderate", 0.6).with("practitioners.late", "30 min");
    raises("calls answered by more of them", &few, &many, self::came);
}

#[test]
fn services_without_staff_are_usual_care_whatever_their_parameters_say() {
    let usual = team("usual-care");
    for seed in 0..3 {
        let far = usual
            .clone()
            .with("practitioners.suits.moderate", 1.0)
            .with("practitioners.conveys.moderate", 0.0)
            .with("care_homes.calls_first.moderate", 1.0)
            .with("care_homes.review_on_falls", 0.64)
            .with("care_homes.plans", 1.0);
        assert!(usual.history(seed) == far.history(seed));
        assert!(usual.history(seed) != usual.clone().with("practitioners.staff", "0.5 per 1000").history(seed));
        assert!(usual.history(seed) != usual.clone().with("care_homes.staff", "0.5 per 1000").history(seed));
    }
}

/// Facts of those who live in a care home at time zero.
fn of_residents(side: &Side, seed: u64) -> Vec<Fact> {
    let mut place = side.place(seed);
    let people = place.people();
    let residents = people.residents().filter(|&person| people.state(person).residence == Residence::CareHome);
    let keys: Vec<u64> = residents.map(|person| people.key(person)).collect();
    facts(&mut place).into_iter().filter(|fact| keys.contains(&fact.key)).collect()
}

/// Pairs of worlds of care homes, in which little happens at a time.
const HOMES: u64 = 10 * PAIRS;

/// Facts of the residents of care homes in the paired worlds of two sides.
struct Homes {
    less: Vec<Vec<Fact>>,
    more: Vec<Vec<Fact>>,
}

impl Homes {
    fn of(less: &Side, more: &Side) -> Self {
        let all = |side: &Side| (0..HOMES).map(|seed| of_residents(side, seed)).collect();
        Self { less: all(less), more: all(more) }
    }

    #[track_caller]
    fn raises(&self, what: &str, is: fn(&FactKind) -> bool) {
        let (t, mean) = self.contrast(is);
        assert!(t > CLEAR, "{what}: t {t:.2}, {mean:.2}");
    }

    #[track_caller]
    fn lowers(&self, what: &str, is: fn(&FactKind) -> bool) {
        let (t, mean) = self.contrast(is);
        assert!(t < -CLEAR, "{what}: t {t:.2}, {mean:.2}");
    }

    fn contrast(&self, is: fn(&FactKind) -> bool) -> (f64, f64) {
        paired(HOMES, |seed| count(&self.more[seed as usize], is) - count(&self.less[seed as usize], is))
    }
}

/// More people in care homes than there are, so that a small place shows what happens to them.
fn many_residents(side: Side) -> Side {
    side.with("people.in_care_home.age_75_84", 0.2).with("people.in_care_home.age_85_plus", 0.4)
}

#[test]
fn care_home_support_goes_round_answers_calls_and_spares_conveyances() {
    let homes = Homes::of(&many_residents(care_home_support(0.0)), &many_residents(care_home_support(20.0)));
    homes.raises("seen on rounds", |kind| matches!(kind, FactKind::Contact { errand: Errand::HomeRound, .. }));
    homes.raises("medicines reviewed", |kind| *kind == FactKind::MedicinesReviewed);
    homes.raises("plans", |kind| *kind == FactKind::EndPlanned);
    homes.raises("calls", |kind| matches!(kind, FactKind::HomeCallAnswered { .. }));
    let in_place = |kind: &FactKind| matches!(kind, FactKind::CrisisAnswered { answer: Answer::Substituted, .. });
    homes.raises("answered in place", in_place);
    let from_homes = |kind: &FactKind| matches!(kind, FactKind::CrewArrived { conveyed: true, care_home: true, .. });
    homes.lowers("conveyances from homes", from_homes);
}

#[test]
fn each_part_of_care_home_support_moves_what_it_acts_on() {
    let support = many_residents(care_home_support(20.0)).with("care_homes.calls_first.mild", 0.0);
    let support = support.with("care_homes.calls_first.moderate", 0.0).with("care_homes.calls_first.severe", 0.0);
    let part = |review: f64, contact: f64| {
        let side = support.clone().with("care_homes.review_on_falls", review);
        side.with("team.stabilised_by_contact", contact)
    };
    let neither = part(1.0, 1.0);
    Homes::of(&neither, &part(0.64, 1.0)).lowers("falls, by reviews", |kind| *kind == FactKind::Fell);
    Homes::of(&neither, &part(1.0, 0.65)).lowers("spells, by rounds", |kind| *kind == FactKind::Destabilised);
}

#[test]
fn residents_of_care_homes_are_referred_to_a_team_that_supports_homes_and_to_no_other() {
    let with = |kept: f64| {
        let side = team("integrated-care-team").designed(|design| design.care_home_share = share(kept));
        (0..8)
            .map(|seed| count(&of_residents(&side, seed), |kind| matches!(kind, FactKind::Referred { .. })))
            .sum::<f64>()
    };
    assert_eq!(with(0.0), 0.0);
    assert!(with(0.2) > 5.0);
}

#[test]
fn a_shift_with_shorter_hours_than_its_service_is_shorter() {
    let hub = team("urgent-frailty-hub").with("services.urgent_responders", "0.01 per 1000");
    let short = hub.clone().designed(|design| design.hours = OFFICE);
    let weekends = |side: &Side, seed: u64| {
        let mut place = side.place(seed);
        let context = place.context.clone();
        let history = facts(&mut place);
        let visit = |fact: &&Fact| matches!(fact.kind, FactKind::UrgentCame { .. });
        history.iter().filter(visit).filter(|fact| context.calendar.day(fact.at).weekday >= 5).count() as f64
    };
    let (t, mean) = paired(PAIRS, |seed| weekends(&hub, seed) - weekends(&short, seed));
    assert!(t > CLEAR, "visits at weekends: t {t:.2}, {mean:.2}");
    let left = (0..10).map(|seed| weekends(&short, seed)).sum::<f64>();
    let all = (0..10).map(|seed| weekends(&hub, seed)).sum::<f64>();
    assert!(left < 0.2 * all, "{left} of {all} visits are left at weekends without the shift");
}

#[test]
fn a_hub_without_a_list_acts_on_what_its_word_is_trusted_for() {
    let all = NeedDomain::numbered;
    let hub = team("urgent-frailty-hub").with("team.finds_elsewhere", 0.5);
    let trusted = hub.clone().designed(|design| design.trusted_assessor = (0..8).map(all).collect());
    let untrusted = hub.designed(|design| design.trusted_assessor = Vec::new());
    let met = |history: &[Fact]| count(history, |kind| matches!(kind, FactKind::NeedMet(_)));
    raises("needs met", &untrusted, &trusted, met);
}

#[test]
fn the_way_to_a_care_home_is_shorter_where_an_assessment_on_the_ward_is_trusted() {
    let place = |side: &Side, seed| {
        let overrides = [
            ("discharge.care_home.mild", toml::Value::from(0.3)),
            ("discharge.care_home.moderate", 0.3.into()),
            ("social_care.care_home_places", "90 per 1000".into()),
            ("work.care_assessment", "14 hours".into()),
            // As many are found on the ward as the register allows.
            ("process.adoption.at_start", 0.8.into()),
            ("team.in_reach_referral.mild", 0.3.into()),
            ("team.in_reach_referral.moderate", 0.65.into()),
            ("team.in_reach_referral.severe", 0.8.into()),
        ];
        let start = warmed_up(&parameters(&overrides), &figures(5_000), seed, 60, 300);
        facts(&mut world(&start, &as_designed(side.design.clone(), &[])))
    };
    // The mean delay of those who move into a care home from a bed.
    let delay = |history: &[Fact]| {
        let moves = |pair: &&[Fact]| pair[1].kind == FactKind::EnteredCareHome && pair[0].key == pair[1].key;
        let days = |pair: &[Fact]| {
            if let FactKind::LeftBed { delay, .. } = pair[0].kind { Some(delay.in_days()) } else { None }
        };
        let told: Vec<Fact> = history
            .iter()
            .filter(|fact| !matches!(fact.kind, FactKind::WentBack(_) | FactKind::NeedMet(_) | FactKind::NeedArose(_)))
            .cloned()
            .collect();
        let delays: Vec<f64> = told.windows(2).filter(moves).filter_map(days).collect();
        assert!(delays.len() > 10, "{} moved in", delays.len());
        delays.iter().sum::<f64>() / delays.len() as f64
    };
    let hub = team("urgent-frailty-hub").designed(|design| {
        design.trusted_assessor = vec![NeedDomain::SocialAndCare];
        design.sharing.set(Organisation::Hospital, Organisation::Council, share(1.0));
        design.sharing.set(Organisation::Trust, Organisation::Council, share(0.0));
        found_on_the_ward(design, 1.0);
    });
    let untrusted = hub.clone().designed(|design| design.trusted_assessor = Vec::new());
    let shorter = (0..20).filter(|&seed| delay(&place(&hub, seed)) < delay(&place(&untrusted, seed))).count();
    assert!(clearly(shorter, 20), "fewer delayed days in {shorter} of 20");
    let nobody_goes = |side: Side| side.designed(|design| found_on_the_ward(design, 0.0));
    let (trusted, untrusted) = (nobody_goes(hub), nobody_goes(untrusted));
    assert!(place(&trusted, 1) == place(&untrusted, 1), "an assessment that nobody made saves nothing");
}

/// Has a design find so much of its people on the ward, and all others through a single point of access.
fn found_on_the_ward(design: &mut Design, part: f64) {
    let none = share(0.0);
    let (in_reach, single_point) = (share(part), share(1.0 - part));
    design.entry = EntryMix { in_reach, single_point, risk_list: none, professional: none, own: none };
}

#[test]
fn a_hub_without_a_list_brings_the_way_out_forward_by_visits_that_take_minutes() {
    let goes = team("urgent-frailty-hub").among(2_000).designed(|design| {
        design.trusted_assessor = Vec::new();
        found_on_the_ward(design, 1.0);
    });
    let stays = goes.clone().designed(|design| design.in_reach = false);
    let finds_nobody = goes.clone().designed(|design| found_on_the_ward(design, 0.0));
    let calls = |history: &[Fact]| {
        let minutes = |fact: &Fact| match fact.kind {
            FactKind::Contact { minutes, errand: Errand::WardVisit, .. } => Some(f64::from(minutes)),
            _ => None,
        };
        history.iter().filter_map(minutes).collect::<Vec<f64>>()
    };
    let delay = |history: &[Fact]| {
        let days =
            |fact: &Fact| if let FactKind::LeftBed { delay, .. } = fact.kind { Some(delay.in_days()) } else { None };
        let mut delays: Vec<f64> = history.iter().filter_map(days).collect();
        delays.sort_by(f64::total_cmp);
        delays[delays.len() / 2]
    };
    raises("median delay where nobody visits the ward", &goes, &stays, delay);
    let visits = calls(&goes.history(1));
    assert!(visits.len() > 20 && visits.iter().all(|&minutes| minutes > 0.0), "{} visits", visits.len());
    assert!(stays.history(1) == finds_nobody.history(1), "whoever finds nobody brings nothing forward");
    assert!(goes.history(1) != stays.history(1));
}

/// People refused or taken on by what a team is for, of those whom a triage sees come from hospital.
fn taken_on(history: &[Fact]) -> [f64; 2] {
    let mut waiting = BTreeMap::new();
    let mut in_hospital = BTreeSet::new();
    let mut taken = [0.0; 2];
    for fact in history {
        match fact.kind {
            FactKind::ReachedBed { .. } => drop(in_hospital.insert(fact.key)),
            FactKind::WentBack(_) => drop(in_hospital.remove(&fact.key)),
            FactKind::Referred { .. } => drop(waiting.insert(fact.key, in_hospital.contains(&fact.key))),
            FactKind::Accepted => {
                if let Some(from_hospital) = waiting.remove(&fact.key) {
                    taken[usize::from(from_hospital)] += 1.0;
                }
            }
            FactKind::Refused => drop(waiting.remove(&fact.key)),
            _ => {}
        }
    }
    taken
}

#[test]
fn what_a_team_is_for_decides_whom_it_takes() {
    let base = team("integrated-care-team").with("team.triage_without_fit", 0.0).with("process.purpose.on", false);
    let base = base.designed(|design| {
        design.caseload_cap *= 3;
        design.entry.in_reach = share(0.5);
        design.entry.professional = share(0.5);
        design.entry.risk_list = share(0.0);
        design.entry.single_point = share(0.0);
    });
    let none = PurposeWeights::default();
    let discharge = base.clone().designed(|design| design.purpose = PurposeWeights { discharge: share(1.0), ..none });
    let ahead = base.designed(|design| design.purpose = PurposeWeights { plan_ahead: share(1.0), ..none });
    let part = |history: &[Fact]| {
        let [home, hospital] = taken_on(history);
        hospital / (home + hospital).max(1.0)
    };
    raises("part of those taken on who come from hospital", &ahead, &discharge, part);
}

/// A team that only those reach who ask for it themselves, or whose carers do.
fn asked_for() -> Side {
    team("integrated-care-team").designed(|design| {
        design.caseload_cap *= 3;
        design.entry = EntryMix { own: share(1.0), ..EntryMix::default() };
    })
}

fn referred(history: &[Fact]) -> f64 {
    count(history, |kind| matches!(kind, FactKind::Referred { .. }))
}

#[test]
fn people_ask_for_a_team_themselves_at_any_hour_and_only_with_a_need() {
    let asked = asked_for();
    let nobody = asked.clone().with("team.own_referral", 0.0);
    assert!((0..3).all(|seed| referred(&nobody.history(seed)) == 0.0));
    raises("referrals", &asked.clone().with("team.own_referral", 0.01), &asked, referred);
    let mut hours = BTreeSet::new();
    for seed in 0..5 {
        let place = asked.place(seed);
        let without: BTreeSet<u64> =
            place.people().profiles().filter(|(_, who)| who.needs == Needs::default()).map(|(key, _)| key).collect();
        let history = asked.history(seed);
        let mut needs_since: BTreeSet<u64> = BTreeSet::new();
        for fact in &history {
            match fact.kind {
                FactKind::NeedArose(_) => drop(needs_since.insert(fact.key)),
                FactKind::Referred { .. } => {
                    assert!(!without.contains(&fact.key) || needs_since.contains(&fact.key), "asked without a need");
                    hours.insert(fact.at.hour());
                }
                _ => {}
            }
        }
    }
    assert!(hours.len() > 12, "at any hour: {hours:?}");
}

/// The part that is conveyed of those whom a crew sees while a coordinator is in touch with them.
fn conveyed_of_those_in_touch(history: &[Fact]) -> f64 {
    let mut in_touch = BTreeMap::new();
    let (mut seen, mut taken) = (0.0, 0.0);
    for fact in history {
        match fact.kind {
            FactKind::KeptInTouch { until } => drop(in_touch.insert(fact.key, until)),
            FactKind::Discharged => drop(in_touch.remove(&fact.key)),
            FactKind::CrewArrived { conveyed, .. } if in_touch.get(&fact.key).is_some_and(|&until| fact.at < until) => {
                seen += 1.0;
                taken += f64::from(u8::from(conveyed));
            }
            _ => {}
        }
    }
    if seen > 0.0 { taken / seen } else { 0.0 }
}

/// Of the whole model: what a team shares of the risk of leaving somebody at home reaches the crews that stand there.
#[test]
fn a_cohesive_team_whose_coordinators_answer_has_fewer_people_conveyed() {
    let team = team("integrated-care-team")
        .among(3_000)
        .with("team.coordinator_answers", 0.45)
        .with("contact.ambulance.moderate", 0.2)
        .designed(|design| {
            design.caseload_cap *= 4;
            design.hours = Hours { days: [true; 7], from: 0, to: 24 };
            design.roster.values_mut().for_each(|line| line.wte = share(line.wte.wte() * 3.0));
        });
    let ties = |meeting: f64, fading: &str, newcomer: f64| {
        let side = team.clone().with("process.ties.meeting", meeting).with("process.ties.newcomer", newcomer);
        side.with("process.ties.fading", format!("{fading} per year"))
    };
    // The ends of the ranges in the register.
    let (shares, alone) = (ties(0.3, "0.2", 0.3), ties(0.05, "1.2", 0.0));
    raises("part conveyed of those with a coordinator", &shares, &alone, conveyed_of_those_in_touch);
    let usual = shares.clone().with("process.risk.on", false);
    raises("part conveyed where ties say nothing of risk", &shares, &usual, conveyed_of_those_in_touch);
}
