//! What makes staff a team: every mechanism has a switch, moves what it is named for in the stated direction, and
//! changes nothing while it is off.

use crate::support::beyond::expect_a_reason;
use crate::support::{as_designed, design, facts, figures, parameters, unchecked, warmed_up, world};
use mdtsim::model::design::working::{Chair, Working};
use mdtsim::model::design::{Contract, Design, Meeting, MeetingMode, Organisation, Role, RosterLine, Sharing, Start};
use mdtsim::model::fact::{Fact, FactKind, Together};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::place::Place;
use mdtsim::model::shock::Shock;
use mdtsim::model::workforce::circle::{Circle, Gone};
use mdtsim::model::workforce::posts::{Holder, Posts};
use mdtsim::scenario::register::Register;
use mdtsim::time::{SimTime, Span};
use mdtsim::units::Quantity;
use toml::Value;

/// Paired replications of a comparison.
pub const PAIRS: u64 = 45;
/// Student's t with 29 degrees of freedom: one-sided p below 0.001.
pub const CLEAR: f64 = 3.396;

type Overrides = Vec<(String, Value)>;

/// One side of a comparison: a design under parameters.
#[derive(Clone)]
pub struct Side {
    pub design: Design,
    overrides: Overrides,
    residents: u32,
}

impl Side {
    #[track_caller]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        expect_a_reason(key, &value);
        self.overrides.push((key.into(), value));
        self
    }

    /// The same in a place with so many residents aged 65 and over.
    pub fn among(mut self, residents: u32) -> Self {
        self.residents = residents;
        self
    }

    pub fn designed(mut self, change: impl FnOnce(&mut Design)) -> Self {
        change(&mut self.design);
        self
    }

    fn working(self, change: impl FnOnce(&mut Working)) -> Self {
        self.designed(|design| change(&mut design.working))
    }

    pub fn parameters(&self) -> Parameters {
        let overrides: Vec<(&str, Value)> =
            self.overrides.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        unchecked(&overrides)
    }

    pub fn place(&self, seed: u64) -> Place {
        self.shocked(seed, &[])
    }

    /// Its world with shocks to come.
    pub fn shocked(&self, seed: u64, shocks: &[Shock]) -> Place {
        let start = warmed_up(&self.parameters(), &figures(self.residents), seed, 10, 300);
        world(&start, &as_designed(self.design.clone(), shocks))
    }

    pub fn history(&self, seed: u64) -> Vec<Fact> {
        facts(&mut self.place(seed))
    }
}

/// A staffed team of the library for a small place, large enough to have work to do.
pub fn team(id: &str) -> Side {
    let mut design = Design { start: Start::Staffed, ..design(id) };
    design.caseload_cap *= 4;
    for line in design.roster.values_mut() {
        line.wte = Quantity::new(line.wte.wte() * 4.0).unwrap();
    }
    Side { design, overrides: Vec::new(), residents: 1_000 }.with("process.adoption.at_start", 0.8)
}

pub fn line(wte: f64, employer: Organisation) -> RosterLine {
    let (contract, funding) = (Contract::Permanent, "fund".to_string());
    RosterLine { wte: share(wte), employer, contract, ends: None, funding, attends: share(1.0) }
}

pub fn share<Q: Quantity>(value: f64) -> Q {
    Q::new(value).unwrap()
}

pub fn meets(days: f64, mode: MeetingMode) -> Option<Meeting> {
    const DAY: f64 = 86_400.0;
    Some(Meeting { every: share(days * DAY), length: share(5_400.0), cases: 12, mode })
}

/// Student's t of the paired differences `more - less`, and their mean.
pub fn contrast(less: &Side, more: &Side, of: impl Fn(&[Fact]) -> f64) -> (f64, f64) {
    paired(PAIRS, |seed| of(&more.history(seed)) - of(&less.history(seed)))
}

/// Student's t of a paired difference over the replications, and its mean.
pub fn paired(pairs: u64, difference: impl Fn(u64) -> f64) -> (f64, f64) {
    let differences: Vec<f64> = (0..pairs).map(difference).collect();
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let variance = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
    (mean / (variance / n).sqrt(), mean)
}

#[track_caller]
pub fn raises(what: &str, less: &Side, more: &Side, of: impl Fn(&[Fact]) -> f64) {
    let (t, mean) = contrast(less, more, of);
    assert!(t > CLEAR, "{what}: t {t:.2}, mean difference {mean:.4}");
}

pub fn count(history: &[Fact], is: impl Fn(&FactKind) -> bool) -> f64 {
    history.iter().filter(|fact| is(&fact.kind)).count() as f64
}

fn part(history: &[Fact], yes: &FactKind, no: &FactKind) -> f64 {
    let (yes, no) = (count(history, |kind| kind == yes), count(history, |kind| kind == no));
    yes / (yes + no).max(1.0)
}

fn nights(history: &[Fact]) -> Vec<Together> {
    let night = |fact: &Fact| if let FactKind::Census(census) = &fact.kind { Some(census.together) } else { None };
    history.iter().filter_map(night).collect()
}

/// Mean over the last hundred days.
pub fn late(history: &[Fact], of: fn(&Together) -> f32) -> f64 {
    let nights = nights(history);
    let last = &nights[nights.len() - 100..];
    last.iter().map(|night| f64::from(of(night))).sum::<f64>() / last.len() as f64
}

fn cohesion(history: &[Fact]) -> f64 {
    late(history, |night| night.cohesion)
}

fn days_to_plan(history: &[Fact]) -> f64 {
    let wait =
        |fact: &Fact| if let FactKind::Planned { waited, .. } = fact.kind { Some(waited.in_days()) } else { None };
    let waits: Vec<f64> = history.iter().filter_map(wait).collect();
    waits.iter().sum::<f64>() / (waits.len() as f64).max(1.0)
}

/// Facts that do not tell of teams' own states, which are counted whether or not they have an effect.
fn without_states(mut history: Vec<Fact>) -> Vec<Fact> {
    history.retain(|fact| !matches!(fact.kind, FactKind::Round(_) | FactKind::TiesLost { .. }));
    for fact in &mut history {
        if let FactKind::Census(census) = &mut fact.kind {
            census.together = Together::default();
        }
    }
    history
}

fn switches() -> Vec<String> {
    let keys = Register::built_in().entries().iter().map(|entry| entry.key.clone());
    keys.filter(|key| key.starts_with("process.") && key.ends_with(".on")).collect()
}

#[test]
fn a_mechanism_that_is_off_has_no_parameter_that_matters() {
    let library = ["integrated-care-team", "neighbourhood-mdg", "practice-meeting"];
    let mut off = team("integrated-care-team");
    for key in switches() {
        off = off.with(&key, false);
    }
    let mut far = off.clone();
    for entry in Register::built_in().entries().iter().filter(|entry| entry.key.starts_with("process.")) {
        let Some((low, high)) = entry.low.zip(entry.high) else { continue };
        let bare = matches!(entry.unit.as_str(), "share" | "probability" | "ratio" | "coefficient" | "count");
        let value = if entry.value - low > high - entry.value { low } else { high };
        far = far.with(&entry.key, if bare { value.into() } else { Value::from(format!("{value} {}", entry.unit)) });
    }
    for (seed, id) in library.into_iter().enumerate() {
        let design = |design: &mut Design| *design = team(id).design;
        let (one, other) = (off.clone().designed(design), far.clone().designed(design));
        let (one, other) = (without_states(one.history(seed as u64)), without_states(other.history(seed as u64)));
        assert!(one.len() > 3_000 && one == other, "{id}");
    }
}

#[test]
fn every_mechanism_that_is_switched_off_changes_what_happens() {
    let everything = team("integrated-care-team").working(|working| {
        working.guests.insert(Role::Gp, share(0.5));
        working.adapts = true;
    });
    let everything = everything.with("team.escalates", 0.5).designed(|design| {
        design.roster.remove(&Role::Gp);
        design.roster.remove(&Role::Administrator);
        design.caseload_cap *= 3;
    });
    // A small place may not feel a mechanism within a year; some of several do.
    let all_on: Vec<Vec<Fact>> = (0..6).map(|seed| without_states(everything.history(seed))).collect();
    for key in switches().iter().filter(|key| !key.contains("climate")) {
        let off = everything.clone().with(key, false);
        let differs = |(seed, on): (u64, &Vec<Fact>)| without_states(off.history(seed)) != *on;
        assert!((0..).zip(&all_on).any(differs), "{key}");
    }
}

/// Verification: contact builds ties and leavers take them along by the rules of `process.ties`.
#[test]
fn meeting_more_often_builds_ties_and_leavers_take_them_along() {
    let rarely = team("integrated-care-team").designed(|design| design.meeting = meets(28.0, MeetingMode::InPerson));
    let weekly = rarely.clone().designed(|design| design.meeting = meets(7.0, MeetingMode::InPerson));
    raises("cohesion by meeting weekly", &rarely, &weekly, cohesion);
    let on_screens = weekly.clone().designed(|design| design.meeting = meets(7.0, MeetingMode::Virtual));
    raises("cohesion by meeting in a room", &on_screens, &weekly, cohesion);
    let mut fleeting = weekly.clone();
    let roles = toml::Value::try_from(&parameters(&[]).staff).unwrap();
    for role in roles["leaving"].as_table().unwrap().keys() {
        fleeting = fleeting.with(&format!("staff.leaving.{role}"), "1.5 per year");
    }
    raises("cohesion where nobody leaves soon", &fleeting, &weekly, cohesion);
    let rarely_and_fleeting = fleeting.clone().designed(|design| design.meeting = meets(28.0, MeetingMode::InPerson));
    raises("what meeting weekly buys back where people leave", &rarely_and_fleeting, &fleeting, cohesion);
}

#[test]
fn ties_keep_requests_from_being_lost_and_from_waiting() {
    let strangers =
        team("integrated-care-team").with("process.ties.meeting", 0.05).with("process.ties.lost_within", 0.2);
    let friends = strangers.clone().with("process.ties.meeting", 0.3);
    let lost = |history: &[Fact]| {
        let lost = count(history, |kind| *kind == FactKind::HandOffLostWithin);
        lost / (lost + count(history, |kind| matches!(kind, FactKind::Action(_)))).max(1.0)
    };
    raises("requests lost between strangers", &friends, &strangers, lost);
    let off = strangers.clone().with("process.ties.on", false);
    assert_eq!(lost(&off.history(0)), 0.0);
    raises("actions in time without delay", &strangers, &off, |history| {
        count(history, |kind| matches!(kind, FactKind::Action(_)))
    });
}

#[test]
fn a_shared_chair_and_cohesion_let_quiet_voices_be_heard() {
    let heard = |history: &[Fact]| {
        part(history, &FactKind::Observation { heard: true }, &FactKind::Observation { heard: false })
    };
    let steep = team("integrated-care-team");
    raises("voice without hierarchy", &steep, &steep.clone().with("process.voice.gradient", 0.1), heard);
    let shared = steep.clone().working(|working| working.chair = Chair::Shared).with("process.voice.shared_chair", 0.3);
    raises("voice with a shared chair", &steep, &shared, heard);
    let strangers = steep.clone().with("process.ties.meeting", 0.05).with("process.voice.by_cohesion", 1);
    let friends = strangers.clone().with("process.ties.meeting", 0.3);
    raises("voice among friends", &strangers, &friends, heard);
    let off = steep.with("process.voice.on", false);
    assert_eq!(count(&off.history(0), |kind| matches!(kind, FactKind::Observation { .. })), 0.0);
}

/// A group that meets fortnightly and discusses so many cases each time: of few, others wait.
fn discusses(cases: u32) -> Side {
    let group = team("neighbourhood-mdg").with("process.adoption.on", false);
    group.designed(|design| design.meeting.iter_mut().for_each(|meeting| meeting.cases = cases))
}

#[test]
fn quiet_voices_are_heard_less_under_the_pressure_of_cases_that_wait() {
    let heard = |history: &[Fact]| {
        part(history, &FactKind::Observation { heard: true }, &FactKind::Observation { heard: false })
    };
    // The ends of the range in the register.
    let [feels_none, feels_all] = [0.0, 0.6].map(|pressure| discusses(3).with("process.voice.pressure", pressure));
    raises("voice that no pressure takes", &feels_all, &feels_none, heard);
    let nobody_waits = discusses(48).with("process.voice.pressure", 0.6);
    raises("voice where no case waits", &feels_all, &nobody_waits, heard);
}

/// A team that gives time to how it works, with tension arising at a level.
fn tense(level: f64, reflection: f64) -> Side {
    let team = team("integrated-care-team").working(|working| working.reflection = share(reflection));
    let team = team.designed(|design| design.meeting = meets(7.0, MeetingMode::InPerson));
    let team = team.with("process.tension.overlap", 0).with("process.tension.workload", 0);
    // Aims stay far apart, so that the level is that of every meeting.
    team.with("process.tension.purposes", level).with("process.purpose.meeting", 0).with("process.purpose.own_aim", 1)
}

#[test]
fn tension_that_is_worked_through_strengthens_ties_and_tension_that_stays_wears_them() {
    let (none, worked_through, stays) = (tense(0.0, 0.2), tense(0.3, 0.2), tense(1.0, 0.0));
    raises("tension worked through", &none, &worked_through, cohesion);
    raises("tension that stays", &stays, &worked_through, cohesion);
    raises("what stays of it", &worked_through, &stays, |history| late(history, |night| night.tension));
    raises("time given to it", &tense(0.5, 0.0), &tense(0.5, 0.2), |history| {
        part(history, &FactKind::Tension { worked_through: true }, &FactKind::Tension { worked_through: false })
    });
}

/// The best level of tension lies inside: none, some and much of it, and nothing else that differs, where ties grow slowly by
/// meeting, what is worked through adds much, and what stays stands in the way of the next. With the registered values weekly
/// meetings make ties so near full that tension has only something to wear.
#[test]
fn some_tension_is_better_than_none_and_than_much_where_ties_have_room_to_grow() {
    let (none, [some, much]) = {
        let team = team("integrated-care-team").working(|working| working.reflection = share(0.1));
        let team = team.with("process.ties.meeting", 0.05).with("process.tension.strengthens", 0.4);
        let team = team.with("process.tension.adds", 0.3).with("process.tension.standing", -8);
        let team = team.with("process.purpose.own_aim", 0.8).with("process.purpose.meeting", 0.01);
        // The ends of the ranges of how readily tension arises.
        let arises = |overlap: f64, purposes: f64, workload: f64| {
            let team = team.clone().with("process.tension.overlap", overlap);
            team.with("process.tension.purposes", purposes).with("process.tension.workload", workload)
        };
        (team.clone().with("process.tension.on", false), [arises(0.05, 0.1, 0.05), arises(0.5, 0.7, 0.5)])
    };
    raises("some tension rather than none", &none, &some, cohesion);
    raises("some tension rather than much", &much, &some, cohesion);
    raises("none rather than much", &much, &none, cohesion);
    let registered = team("integrated-care-team");
    let calm = registered.clone().with("process.tension.on", false);
    let (t, mean) = paired(3 * PAIRS, |seed| cohesion(&calm.history(seed)) - cohesion(&registered.history(seed)));
    assert!(t > CLEAR, "as registered, none: t {t:.2}, mean difference {mean:.4}");
}

/// Where nothing else brings tension up, so that each source is seen alone.
#[test]
fn roles_that_overlap_and_cases_that_wait_each_bring_up_tension() {
    let tensions = |history: &[Fact]| count(history, |kind| matches!(kind, FactKind::Tension { .. }));
    let calm = |side: Side| {
        let side = side.with("process.tension.overlap", 0).with("process.tension.workload", 0);
        side.with("process.tension.purposes", 0)
    };
    let overlap = |side: &Side| side.clone().with("process.tension.overlap", 0.5);
    let every_role = calm(team("integrated-care-team"));
    assert_eq!(tensions(&every_role.history(0)), 0.0);
    raises("tension by roles that overlap", &every_role, &overlap(&every_role), tensions);
    let each_its_own = every_role.designed(|design| {
        design.roster.retain(|role, _| [Role::Pharmacist, Role::SocialWorker, Role::Administrator].contains(role));
    });
    assert!((0..10).all(|seed| tensions(&overlap(&each_its_own).history(seed)) == 0.0), "these have no need in common");
    let [cases_wait, none_waits] = [3, 48].map(|cases| calm(discusses(cases)));
    let workload = |side: &Side| side.clone().with("process.tension.workload", 0.5);
    raises("tension by work that presses", &cases_wait, &workload(&cases_wait), tensions);
    raises("tension by cases that wait", &workload(&none_waits), &workload(&cases_wait), tensions);
}

#[test]
fn purposes_converge_by_meeting_and_a_reorganisation_sends_them_apart() {
    let alignment = |history: &[Fact]| late(history, |night| night.alignment);
    let rarely = team("integrated-care-team").designed(|design| design.meeting = meets(28.0, MeetingMode::InPerson));
    let weekly = rarely.clone().designed(|design| design.meeting = meets(7.0, MeetingMode::InPerson));
    raises("shared purpose by meeting", &rarely, &weekly, alignment);
    let later = |working: &mut Working| working.reorganised_after = Some(share(200.0 * 86_400.0));
    let reorganised = weekly.clone().working(later);
    raises("shared purpose left in peace", &reorganised, &weekly, alignment);
    raises("cohesion left in peace", &reorganised, &weekly, cohesion);
}

#[test]
fn whoever_is_supported_escalates_less_and_whoever_is_alone_more() {
    let escalated = |history: &[Fact]| count(history, |kind| *kind == FactKind::Escalated);
    let often = |side: Side| side.with("team.escalates", 0.5).with("destabilised.onset.mild", "2 per year");
    let team_of_friends = often(team("integrated-care-team").with("process.ties.meeting", 0.3));
    raises(
        "escalation of friends who do not share risks",
        &team_of_friends,
        &team_of_friends.clone().with("process.risk.on", false),
        escalated,
    );
    let lone = team_of_friends.clone().designed(|design| design.meeting = None);
    raises("escalation of the lone", &lone.clone().with("process.risk.on", false), &lone, escalated);
}

/// Two nurses' professions with so many guests of other domains, at what a further profession costs.
fn porous(guests: &[Role], per_profession: f64) -> Side {
    let mut side = team("integrated-care-team")
        .with("team.per_profession", per_profession)
        .with("team.finds_elsewhere", 0.1)
        .with("process.adoption.on", false);
    side.design.named_coordinator = false;
    side.design.roster.clear();
    side.design.roster.insert(Role::CommunityMatron, line(6.0, Organisation::Trust));
    side.design.roster.insert(Role::CommunityNurse, line(8.0, Organisation::Trust));
    side.design.roster.insert(Role::Administrator, line(4.0, Organisation::Trust));
    side.design.meeting = meets(7.0, MeetingMode::InPerson);
    side.working(|working| working.guests = guests.iter().map(|&role| (role, share(1.0))).collect())
}

/// Verification: each profession sees needs of its own and costs attention, so that the optimum is an input's.
#[test]
fn the_best_number_of_professions_at_the_table_lies_inside() {
    const SOME: [Role; 3] = [Role::Physiotherapist, Role::SocialWorker, Role::MentalHealthPractitioner];
    const MANY: [Role; 9] = [
        Role::Physiotherapist,
        Role::SocialWorker,
        Role::MentalHealthPractitioner,
        Role::Pharmacist,
        Role::OccupationalTherapist,
        Role::LinkWorker,
        Role::Gp,
        Role::Geriatrician,
        Role::Paramedic,
    ];
    let done = |history: &[Fact]| count(history, |kind| *kind == FactKind::Action(true));
    let done_share = |history: &[Fact]| part(history, &FactKind::Action(true), &FactKind::Action(false));
    let (none, some, many) = (porous(&[], 0.75), porous(&SOME, 0.75), porous(&MANY, 0.75));
    raises("actions with some guests", &none, &some, done);
    raises("actions with some guests rather than many", &many, &some, done);
    raises("share carried out with few", &some, &none, done_share);
    let closed = many.clone().with("process.guests.on", false);
    assert!(closed.history(3) == none.history(3), "guests stay away when the mechanism is off");
    // The registered value is 0.9; there the optimum is less marked, and takes more pairs to be seen.
    for (rho, pairs) in [(0.66, PAIRS), (0.85, PAIRS), (0.9, 4 * PAIRS)] {
        let (none, some, many) = (porous(&[], rho), porous(&SOME, rho), porous(&MANY, rho));
        let some: Vec<f64> = (0..pairs).map(|seed| done(&some.history(seed))).collect();
        for (what, less) in [("none", &none), ("many", &many)] {
            let (t, mean) = paired(pairs, |seed| some[seed as usize] - done(&less.history(seed)));
            assert!(t > CLEAR, "some guests rather than {what} at {rho}: t {t:.2}, mean difference {mean:.2}");
        }
    }
}

#[test]
fn two_or_three_see_more_than_one_and_two_need_not_wait_for_the_meeting() {
    let found =
        |history: &[Fact]| part(history, &FactKind::Decision { settled: true }, &FactKind::Decision { settled: false });
    let meeting = team("neighbourhood-mdg").with("process.adoption.on", false);
    let alone = meeting.clone().designed(|design| design.meeting = None);
    raises("decisions found together", &alone, &meeting, found);
    let three = meeting.clone().with("process.decisions.by_three", 1);
    raises("decisions found by three", &meeting.clone().with("process.decisions.by_three", 0), &three, found);
    let dyads = meeting.clone().working(|working| working.dyads = true);
    raises("days to a plan that waits for the meeting", &dyads, &meeting, days_to_plan);
    let off = meeting.with("process.decisions.on", false);
    assert_eq!(count(&off.history(0), |kind| matches!(kind, FactKind::Decision { .. })), 0.0);
}

#[test]
fn practice_grows_into_a_design_faster_where_leaders_and_framework_support_it() {
    let discussed = |history: &[Fact]| {
        part(history, &FactKind::Settled { at_meeting: true }, &FactKind::Settled { at_meeting: false })
    };
    let fidelity = |history: &[Fact]| late(history, |night| night.fidelity);
    let slow =
        team("integrated-care-team").with("process.adoption.at_start", 0.1).with("process.adoption.framework", 0);
    let supported = slow.clone().with("process.adoption.framework", 1);
    raises("fidelity with a framework", &slow, &supported, fidelity);
    raises("cases discussed with a framework", &slow, &supported, discussed);
    let ready = supported.clone().with("process.adoption.readiness", 0.8);
    raises("fidelity of the ready", &supported.clone().with("process.adoption.readiness", 0.2), &ready, fidelity);
    let drifting = supported.clone().with("process.adoption.drift", "0.3 per year");
    raises("fidelity without drift", &drifting, &supported, fidelity);
    assert_eq!(discussed(&slow.with("process.adoption.on", false).history(0)), 1.0);
}

#[test]
fn a_team_that_adapts_meets_more_often_when_cases_wait() {
    // By its list as it stands; what records change about that is a test of its own.
    let blueprint = discusses(3).with("process.adaptation.by_records", false);
    let local = blueprint.clone().working(|working| working.adapts = true);
    raises("cases discussed by the team that adapts", &blueprint, &local, |history| {
        count(history, |kind| *kind == FactKind::Settled { at_meeting: true })
    });
    let off = local.clone().with("process.adaptation.on", false);
    assert!(off.history(2) == blueprint.history(2), "a team that may not adapt keeps to its design");
}

/// Cases are never so many or so few that the team meets at other times, it takes nobody whom it is not for, and that it
/// settles its ways pleases nobody: whatever differs is who comes.
#[test]
fn a_team_that_adapts_meets_without_those_who_have_nothing_in_hand() {
    let blueprint = |list: u32| {
        let team = team("integrated-care-team").with("process.adoption.on", false).with("process.climate.on", false);
        let team = team.with("process.adaptation.by_records", false).with("team.triage_without_fit", 0);
        let team = team.with("process.adaptation.long", 2).with("process.adaptation.short", 0);
        team.designed(|design| {
            design.caseload_cap = list;
            design.meeting.iter_mut().for_each(|meeting| meeting.cases = 60);
        })
    };
    // Whoever stays away ties nobody to themselves.
    let missed = |list: u32| -> Vec<f64> {
        let (all_come, local) = (blueprint(list), blueprint(list).working(|working| working.adapts = true));
        (0..PAIRS).map(|seed| cohesion(&all_come.history(seed)) - cohesion(&local.history(seed))).collect()
    };
    let (idle, busy) = (missed(4), missed(1_920));
    let (t, mean) = paired(PAIRS, |seed| idle[seed as usize]);
    assert!(t > CLEAR, "cohesion where all come: t {t:.2}, mean difference {mean:.4}");
    let (t, mean) = paired(PAIRS, |seed| idle[seed as usize] - busy[seed as usize]);
    assert!(t > CLEAR, "and more of it where few have anything in hand: t {t:.2}, mean difference {mean:.4}");
}

#[test]
fn goodwill_carries_work_until_it_has_run_out() {
    let overworked = team("integrated-care-team").with("process.effort.waiting", 2).with("process.effort.most", 0.2);
    let overworked = overworked.designed(|design| design.caseload_cap *= 4);
    let soon = overworked.clone().with("process.effort.runs_out", "12 per year");
    let hours = |nights: &[Together]| nights.iter().map(|night| f64::from(night.unpaid_hours)).sum::<f64>();
    for seed in 0..4 {
        let nights = nights(&soon.history(seed));
        let (first, last) = (hours(&nights[..150]) / 150.0, hours(&nights[200..]) / 100.0);
        assert!(first > 2.0 * last, "{first} hours a day at first, {last} at last");
        assert!(nights.iter().any(|night| night.reserve == 0.0), "goodwill runs out");
    }
    let off = overworked.clone().with("process.effort.on", false);
    assert_eq!(hours(&nights(&off.history(0))), 0.0);
    let lasting = overworked.with("process.effort.runs_out", "0.5 per year");
    let contacts = |history: &[Fact]| count(history, |kind| matches!(kind, FactKind::Contact { .. }));
    raises("contacts by goodwill", &off, &lasting, contacts);
}

#[test]
fn without_an_administrator_plans_are_late_and_fewer_come() {
    let alone = team("integrated-care-team").designed(|design| {
        design.roster.remove(&Role::Administrator);
    });
    let off = alone.clone().with("process.administrator.on", false);
    raises("days to a plan", &off, &alone, days_to_plan);
    raises("ties of those who are invited", &alone, &off, cohesion);
}

#[test]
fn without_sharing_stories_are_told_again_facts_are_stale_and_alerts_are_missed() {
    let among = |share_of: f64| {
        let mut sharing = Sharing::default();
        for one in Organisation::EACH {
            for other in Organisation::EACH.into_iter().filter(|&other| other != one) {
                sharing.set(one, other, share(share_of));
            }
        }
        team("integrated-care-team").designed(|design| design.sharing = sharing)
    };
    let (apart, together) = (among(0.0), among(1.0));
    raises("stories told again", &together, &apart, |history| count(history, |kind| *kind == FactKind::StoryRetold));
    raises("stale facts", &together, &apart, |history| count(history, |kind| *kind == FactKind::StaleFact));
    raises("alerts", &apart, &together, |history| {
        part(history, &FactKind::Alert { reached: true }, &FactKind::Alert { reached: false })
    });
    let off = apart.with("process.information.on", false);
    let told = |kind: &FactKind| matches!(kind, FactKind::StoryRetold | FactKind::StaleFact | FactKind::Alert { .. });
    assert_eq!(count(&off.history(0), told), 0.0);
}

#[test]
fn the_climate_of_a_team_reaches_its_staff_unless_that_is_cut() {
    let mut place = team("integrated-care-team").place(5);
    facts(&mut place);
    let of_team = |place: &Place| -> Vec<f32> {
        let services = place.posts().all.iter().filter(|post| post.team).map(|post| usize::from(post.service));
        services.filter_map(|service| place.posts().climates.get(service)).map(|climate| climate.cohesion).collect()
    };
    let told = of_team(&place);
    assert!(told.len() > 5 && told.iter().all(|&cohesion| cohesion > 0.6), "{told:?}");
    let mut cut = team("integrated-care-team").with("process.climate.on", false).place(5);
    facts(&mut cut);
    assert!(cut.posts().climates.is_empty());
}

#[test]
fn the_tie_to_an_organisation_leaves_with_its_last_member_and_a_newcomer_is_a_stranger() {
    let place = team("integrated-care-team").place(6);
    let (rules, now) = (&place.context.parameters.process, place.context.zero);
    let mut posts = place.posts().clone();
    let members: Vec<usize> = (0..posts.all.len()).filter(|&index| posts.all[index].team).collect();
    let mut circle = Circle::new(&posts, &members, rules, now);
    let outside = |circle: &Circle| circle.outside(Organisation::Vcs, &rules.ties, now);
    assert_eq!(outside(&circle), rules.ties.own_employer.get());
    circle.contact_of_all(40.0, &rules.ties, now);
    let cohesion = circle.cohesion(&rules.ties, now);
    assert!(cohesion > 0.99, "{cohesion}");
    for post in posts.all.iter_mut().filter(|post| post.team && post.employer == Organisation::Vcs) {
        post.holder = Holder::Vacant { until: SimTime::NEVER };
        post.incumbent += 1;
    }
    let _gone = circle.update(&posts, rules, now);
    assert_eq!(outside(&circle), rules.ties.newcomer.get());
    assert!(circle.cohesion(&rules.ties, now) > 0.99, "those who stay know one another as before");
    let nurse = posts.all.iter().position(|post| post.team && post.role == Role::CommunityNurse).unwrap();
    posts.all[nurse].incumbent += 1;
    let _gone = circle.update(&posts, rules, now);
    let with_newcomer = circle.cohesion(&rules.ties, now);
    assert!(with_newcomer < 0.95, "{with_newcomer}");
    let _broken = circle.reorganise(rules, now);
    let after = circle.cohesion(&rules.ties, now);
    let kept = 1.0 - rules.ties.broken_by_change.get();
    assert!((after - with_newcomer * kept).abs() < 1e-9, "{after}");
}

/// Ties of a circle of so many at full strength beyond strangers, of which each pair has one.
fn full_pairs(members: usize) -> f64 {
    (members * (members - 1) / 2) as f64
}

#[test]
fn leavers_take_their_ties_along_once_and_a_reorganisation_breaks_its_part() {
    let place = team("integrated-care-team").place(6);
    let (rules, now) = (&place.context.parameters.process, place.context.zero);
    let mut posts = place.posts().clone();
    let members: Vec<usize> = (0..posts.all.len()).filter(|&index| posts.all[index].team).collect();
    let mut circle = Circle::new(&posts, &members, rules, now);
    let leave = |posts: &mut Posts, which: &[usize]| {
        for &index in which {
            posts.all[index].holder = Holder::Vacant { until: SimTime::NEVER };
            posts.all[index].incumbent += 1;
        }
    };
    let nothing = Gone::default();
    assert_eq!(circle.update(&posts, rules, now), nothing, "nobody has left");
    circle.contact_of_all(400.0, &rules.ties, now);
    let strength = 1.0 - rules.ties.newcomer.get();
    let near = |gone: f64, ties: f64| assert!((gone - ties * strength).abs() < 1e-6, "{gone} for {ties} full ties");
    // Two at once: each tie of theirs is gone, that between the two of them once.
    leave(&mut posts, &members[..2]);
    let gone = circle.update(&posts, rules, now);
    near(gone.within, full_pairs(members.len()) - full_pairs(members.len() - 2));
    assert_eq!(gone.outside, 0.0, "nobody has asked anything of another organisation");
    assert_eq!(circle.update(&posts, rules, now), nothing, "and no tie is gone twice");
    // A successor is a stranger, who takes nothing along.
    posts.all[members[0]].holder = Holder::Filled { since: now };
    circle.update(&posts, rules, now);
    leave(&mut posts, &members[..1]);
    assert_eq!(circle.update(&posts, rules, now), nothing);
    let broken = circle.reorganise(rules, now);
    let [all, part] = [full_pairs(members.len() - 2), rules.ties.broken_by_change.get()];
    assert!((broken.within - all * part).abs() < 1e-6 && part < strength, "{broken:?}");
    // What is asked of an organisation ties whoever asked to it, until they leave.
    let role = posts.all[members[2]].role;
    circle.contact_outside(role, Organisation::Council, 400.0, &rules.ties, now);
    let of_role: Vec<usize> = members[2..].iter().copied().filter(|&index| posts.all[index].role == role).collect();
    leave(&mut posts, &of_role);
    near(circle.update(&posts, rules, now).outside, 1.0);
}

#[test]
fn facts_tell_of_the_ties_that_leavers_take_and_of_those_that_a_reorganisation_breaks() {
    let lost = |facts: &[Fact], changed: bool| -> Vec<(SimTime, f32)> {
        let of = |fact: &Fact| match fact.kind {
            FactKind::TiesLost { within, reorganised, .. } if reorganised == changed => Some((fact.at, within)),
            _ => None,
        };
        facts.iter().filter_map(of).collect()
    };
    let (mut left, mut noticed) = (0, 0);
    for seed in 0..6 {
        let history = team("integrated-care-team").history(seed);
        let of_team = |fact: &&Fact| matches!(fact.kind, FactKind::StaffLeft { team: Some(_), .. });
        let leavers: Vec<SimTime> = history.iter().filter(of_team).map(|fact| fact.at).collect();
        // They are noticed when the team next looks, a meeting or a month later at most.
        for (at, within) in lost(&history, false) {
            let recent = |left: SimTime| left <= at && at.since(left) <= Span::days(31);
            assert!(within > 0.0 && leavers.iter().any(|&left| recent(left)), "{at:?}");
            noticed += 1;
        }
        assert!(lost(&history, true).is_empty(), "nothing was reorganised");
        left += leavers.len();
    }
    assert!(left > 0 && noticed > 0, "{left} left, {noticed} noticed");
    let (design, zero) = (team("integrated-care-team"), team("integrated-care-team").place(9).context.zero);
    let reorganised = design.working(|working| working.reorganised_after = Some(share(100.0 * 86_400.0)));
    let broken = lost(&reorganised.history(9), true);
    assert_eq!(broken.iter().map(|(at, _)| at.day()).collect::<Vec<_>>(), [(zero + Span::days(100)).day()]);
    assert!(broken[0].1 > 0.0);
}
