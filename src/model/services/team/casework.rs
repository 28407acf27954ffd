//! Casework: assessments, the plan, its actions, planned contacts and reviews.

use crate::ids::CaseId;
use crate::model::design::{NeedDomain, Organisation, Role};
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::traits::{Needs, Whereabouts};
use crate::model::recording::Measure;
use crate::model::services::community::{CaseWork, Order, Task, Work, WorkPlace};
use crate::model::services::team::answers::Answers;
use crate::model::services::team::{
    Case, CaseStage, Hands, Profession, actions, list, process, records, referral, ward,
};
use crate::model::services::usual;
use crate::model::services::work;
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::{DAY, SimTime, Span, WEEK};
use crate::units::Period;

/// Classes in a profession's line: what is promised to people comes before planned contacts. First come assessments.
pub const ASSESSMENTS: u8 = 2;
/// Actions of a plan and desk work for it.
pub const ACTIONS: u8 = 3;
/// Planned contacts and reviews.
pub const CONTACTS: u8 = 4;

/// The profession of a role in a team, if the roster has it and somebody is in post.
pub fn staffed(hands: &Hands, team: u16, role: Role) -> Option<Profession> {
    let service = usize::from(hands.teams.teams[usize::from(team)].services[role as usize]?);
    (hands.community.services[service].staff > 0.0).then_some(Profession { role, service })
}

/// Who triages: the administrator, or else somebody who visits.
pub fn clerk(step: &Step, hands: &mut Hands, id: CaseId) -> Option<Profession> {
    let team = hands.teams.cases.get(id.0).team;
    let answers = hands.teams.answers_of(team)?;
    let administrator = if answers.has_administrator() { staffed(hands, team, Role::Administrator) } else { None };
    administrator.or_else(|| coordinator(step, hands, id))
}

/// Who coordinates a case; when nobody of that profession is in post any longer, another takes over.
pub fn coordinator(step: &Step, hands: &mut Hands, id: CaseId) -> Option<Profession> {
    let case = *hands.teams.cases.get(id.0);
    if let Some(profession) = case.coordinator.and_then(|role| staffed(hands, case.team, role)) {
        return Some(profession);
    }
    let answers = hands.teams.answers_of(case.team)?;
    let mark = step.luck().uniform(Purpose::Coordinator, case.luck, 0);
    let role = answers.coordinator(mark, |role| staffed(hands, case.team, role).is_some())?;
    hands.teams.cases.get_mut(id.0).coordinator = Some(role);
    staffed(hands, case.team, role)
}

/// Somebody is on the list: the coordinator's profession assesses first.
pub fn begin(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let Some(answers) = hands.teams.answers_of(hands.teams.cases.get(id.0).team) else { return };
    hands.teams.cases.get_mut(id.0).review = step.now + answers.review_after();
    seek_assessment(step, hands, id);
}

/// Asks for the first assessment, if anybody is there to make it; else it is tried again when its time is over.
fn seek_assessment(step: &mut Step, hands: &mut Hands, id: CaseId) {
    if let Some(profession) = coordinator(step, hands, id) {
        assess(step, hands, id, profession.role);
    }
    give_time(step, hands, id);
}

/// Lets the case's event come when assessments have had their time; what is outstanding then is left out.
fn give_time(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let longest = step.parameters().team.assessments_within.span();
    let case = hands.teams.cases.get_mut(id.0);
    case.due = step.now + longest;
    step.file(case.due, Event::Case(id));
}

/// Asks a profession to assess, once.
fn assess(step: &mut Step, hands: &mut Hands, id: CaseId, role: Role) {
    let case = *hands.teams.cases.get(id.0);
    if case.assessed_by & (1 << role as u16) != 0 {
        return;
    }
    let Some(profession) = staffed(hands, case.team, role) else { return };
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let minutes = &step.parameters().work;
    let length = match role {
        Role::SocialWorker => minutes.care_assessment,
        Role::Physiotherapist | Role::OccupationalTherapist => minutes.therapist_assessment,
        Role::Pharmacist => minutes.medicines_review,
        Role::LinkWorker | Role::SupportWorker => minutes.link_worker_visit,
        _ => minutes.nurse_assessment,
    };
    let key = case.key_of(CaseWork::Assessment(role));
    let mut length = work::visit(step, key, 0, length, answers.sees(role));
    if usual::recently_by_another(step, hands.people.state(case.person), answers.employer(role)) && answers.trusts(role)
    {
        // What another organisation has just found need not be asked again, as far as it can be seen.
        let kept = 1.0 - minutes.reused.get() * answers.sees(role);
        length = length.of(kept);
    }
    let place = if answers.in_reach() { WorkPlace::HomeOrWard } else { WorkPlace::Home };
    let order = Order::to(profession.service, ASSESSMENTS, length, case.key).at(place);
    let case = hands.teams.cases.get_mut(id.0);
    case.assessed_by |= 1 << role as u16;
    case.pending += 1;
    let person = Some((case.person, case.key));
    hands.community.request(step, hands.people, Work::Case(id, CaseWork::Assessment(role)), person, order);
}

/// A piece of casework is done.
pub fn done(step: &mut Step, hands: &mut Hands, id: CaseId, work: CaseWork, task: &Task) {
    if !of_this_episode(hands, id, task) {
        return;
    }
    let case = *hands.teams.cases.get(id.0);
    let minutes = task.whole().minutes() as f32;
    let (by, errand) = (records::caller(hands, case.team, task), records::errand(work));
    let with_person = !matches!(work, CaseWork::Triage | CaseWork::Preparation | CaseWork::Plan);
    let visit = with_person.then(|| task.visit());
    step.fact(case.key, FactKind::Contact { minutes, by, errand, visit });
    if with_person {
        records::contact(step, hands, &case, work, by.role);
    }
    if matches!(work, CaseWork::Action(_)) && !by.team {
        step.fact(0, FactKind::OthersActed { waited: step.now.since(task.asked()) });
    }
    let first = !case.seen && with_person;
    if first {
        let waited = step.now.since(case.referred);
        step.fact(case.key, FactKind::FirstContact { waited });
        hands.teams.cases.get_mut(id.0).seen = true;
    }
    match work {
        CaseWork::Triage => referral::triaged(step, hands, id),
        CaseWork::Assessment(role) => {
            if first {
                escalate(step, hands, &case);
            }
            assessed(step, hands, id, role);
        }
        CaseWork::Preparation => prepared(hands, id),
        CaseWork::WardVisit => ward::visited(step, hands, case.person),
        CaseWork::Plan => planned(step, hands, id),
        CaseWork::Action(domain) => actions::acted(step, hands, id, domain.into(), task.service),
        CaseWork::Contact => contacted(step, hands, id),
        CaseWork::Review => reviewed(step, hands, id),
    }
}

/// Whether a piece of work belongs to a case's present episode, and is not left over from an earlier one.
fn of_this_episode(hands: &Hands, id: CaseId, task: &Task) -> bool {
    let case = hands.teams.cases.get(id.0);
    let same_person = task.person() == Some((case.person, case.key)) && hands.people.state(case.person).case == id.0;
    same_person && task.asked() >= case.referred
}

/// A piece of casework comes back from a profession in which nobody is left: another answers it, or it is left out.
pub fn sent_back(step: &mut Step, hands: &mut Hands, id: CaseId, work: CaseWork, task: &Task) {
    if !of_this_episode(hands, id, task) {
        return;
    }
    let case = hands.teams.cases.get_mut(id.0);
    let team = case.team;
    step.fact(case.key, FactKind::SentBack);
    match work {
        CaseWork::Triage => referral::seek_triage(step, hands, id),
        CaseWork::Assessment(role) => {
            case.pending -= 1;
            case.assessed_by &= !(1 << role as u16);
            match (case.stage, case.assessed_by, case.pending) {
                (CaseStage::Assessing, 0, _) => seek_assessment(step, hands, id),
                (CaseStage::Assessing, _, 0) => to_meeting(step, hands, id),
                _ => {}
            }
        }
        CaseWork::Preparation => prepare(step, hands, id),
        // The ward lets somebody go without the team as well.
        CaseWork::WardVisit => {}
        CaseWork::Plan => plan(step, hands, id),
        CaseWork::Action(domain) => {
            case.pending -= 1;
            let (person, domain) = (case.person, usize::from(domain));
            hands.people.state_mut(person).in_hand.remove(domain);
            actions::hand_out(step, hands, id, domain);
        }
        CaseWork::Contact => ask(step, hands, id, CaseWork::Contact, CONTACTS, step.parameters().work.call),
        CaseWork::Review => {
            let length = records::review_length(step, hands, team);
            ask(step, hands, id, work, CONTACTS, length);
        }
    }
}

/// An assessment is done: what it found, who else must see the person, and whether the case can be discussed.
fn assessed(step: &mut Step, hands: &mut Hands, id: CaseId, role: Role) {
    let case = *hands.teams.cases.get(id.0);
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    usual::assessed(step, hands.people, case.person, answers.employer(role), answers.sees(role));
    let seen = find(step, hands, &case, role);
    process::information::story(step, hands, &case, role);
    let found = process::voice::reaching_plan(step, hands, &case, role, seen);
    let (stage, team) = (case.stage, case.team);
    let case = hands.teams.cases.get_mut(id.0);
    case.pending -= 1;
    case.found = Needs(case.found.0 | found.0);
    for domain in seen.iter() {
        hands.people.state_mut(case.person).noticed.add(domain);
    }
    if stage != CaseStage::Assessing {
        return;
    }
    let others: Vec<Role> = found
        .iter()
        .map(NeedDomain::numbered)
        .filter(|&domain| !Answers::own_domain(role, domain))
        .filter_map(|domain| answers.profession_for(domain, |role| staffed(hands, team, role).is_some()))
        .collect();
    for other in others {
        assess(step, hands, id, other);
    }
    if hands.teams.cases.get(id.0).pending == 0 {
        to_meeting(step, hands, id);
    }
}

/// Needs that a profession finds: its own domains well, others less.
fn find(step: &Step, hands: &Hands, case: &Case, role: Role) -> Needs {
    let team = &step.parameters().team;
    let mut found = Needs::default();
    for domain in hands.people.state(case.person).needs.iter() {
        let own = Answers::own_domain(role, NeedDomain::numbered(domain));
        let factor = if own { 1.0 } else { team.finds_elsewhere.get() };
        let p = team.finds.all()[domain].get() * factor;
        let occasion = mix(role as u64, step.now.ticks() / WEEK);
        if step.luck().chance(Purpose::Finding, mix(case.key, domain as u64), occasion, p) {
            found.add(domain);
        }
    }
    found
}

/// Somebody found in the middle of a destabilised spell may be sent to hospital: finding creates use.
fn escalate(step: &mut Step, hands: &mut Hands, case: &Case) {
    let state = hands.people.state(case.person);
    let here = state.whereabouts == Whereabouts::Residence && state.journey().is_none();
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let usual = step.parameters().team.escalates.get();
    let team = &hands.teams.teams[usize::from(case.team)].process;
    let p = process::risk::sends(&step.parameters().process, &answers, team, usual);
    let root = case.luck;
    if !here || !state.destabilised(step.now) {
        return;
    }
    let rules = &step.parameters().process;
    if rules.risk.on {
        let support = process::risk::support(rules, &answers, team) as f32;
        step.fact(case.key, FactKind::RiskJudged { support });
    }
    if step.luck().chance(Purpose::Escalate, root, 0, p) {
        step.fact(case.key, FactKind::Escalated);
        crate::model::services::contact::send_to_hospital(step, hands.journeys, hands.people, case.person, root);
    }
}

/// The case can be discussed; without a meeting the plan is written straight away.
fn to_meeting(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let settled_by = process::decisions::without_meeting(step, hands, &answers, &case);
    hands.teams.cases.get_mut(id.0).due = SimTime::NEVER;
    match settled_by {
        None => prepare(step, hands, id),
        Some(present) => settled(step, hands, id, case.found, &present, false),
    }
}

/// Has the case prepared for the meeting.
fn prepare(step: &mut Step, hands: &mut Hands, id: CaseId) {
    hands.teams.cases.get_mut(id.0).stage = CaseStage::Preparing;
    ask(step, hands, id, CaseWork::Preparation, ACTIONS, step.parameters().work.preparation);
}

/// The case is prepared: it waits for the meeting.
fn prepared(hands: &mut Hands, id: CaseId) {
    let case = hands.teams.cases.get_mut(id.0);
    case.stage = CaseStage::AwaitingMeeting;
    hands.teams.teams[usize::from(case.team)].to_discuss.push_back(id);
}

/// Those present have settled what to do in a case, as far as they see it; the plan is written.
pub fn settled(step: &mut Step, hands: &mut Hands, id: CaseId, found: Needs, present: &[Role], at_meeting: bool) {
    let case = *hands.teams.cases.get(id.0);
    let undecided = process::decisions::undecided(step, hands, &case, found, present);
    let professions = present.iter().filter(|&&role| role != Role::Administrator).count();
    step.fact(case.key, FactKind::Settled { at_meeting });
    let case = hands.teams.cases.get_mut(id.0);
    (case.found, case.undecided) = (found, undecided);
    case.professions = professions.max(1) as u8;
    plan(step, hands, id);
}

/// Has the plan written.
pub fn plan(step: &mut Step, hands: &mut Hands, id: CaseId) {
    hands.teams.cases.get_mut(id.0).stage = CaseStage::Planning;
    let length = step.parameters().work.plan;
    ask(step, hands, id, CaseWork::Plan, ACTIONS, length);
}

/// Asks the coordinator for desk work or a call; when nobody is there to coordinate, tries again in a week.
fn ask(step: &mut Step, hands: &mut Hands, id: CaseId, what: CaseWork, class: u8, length: Period) {
    let Some(profession) = coordinator(step, hands, id) else {
        let case = hands.teams.cases.get_mut(id.0);
        case.due = step.now + Span::seconds(WEEK);
        step.file(case.due, Event::Case(id));
        return;
    };
    let case = *hands.teams.cases.get(id.0);
    let length = work::spread(step, case.key_of(what), 0, length);
    let place = if what == CaseWork::Contact { WorkPlace::Home } else { WorkPlace::Anywhere };
    let class = in_turn(step, hands, &case, what, class);
    let late = process::administrator::late(step, hands, case.team, what);
    let order = Order::to(profession.service, class, length, case.key).at(place).after(late);
    hands.community.request(step, hands.people, Work::Case(id, what), Some((case.person, case.key)), order);
}

/// The class of work in a profession's line. The share of its time that a team keeps for planned work is served in
/// turn with first assessments; the rest comes after them.
pub fn in_turn(step: &Step, hands: &Hands, case: &Case, what: CaseWork, class: u8) -> u8 {
    let planned = matches!(what, CaseWork::Action(_) | CaseWork::Contact | CaseWork::Review);
    let kept = hands.teams.answers_of(case.team).map_or(0.0, |answers| answers.kept_for_planned_work());
    let in_turn = planned && step.luck().chance(Purpose::KeptTime, case.key_of(what), 0, kept);
    if in_turn { ASSESSMENTS } else { class }
}

/// The plan is written: told or not, its actions are handed out, and following begins.
fn planned(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    let told = step.luck().chance(Purpose::PlanTold, case.luck, 0, step.parameters().team.told.get());
    if case.round == 0 {
        let waited = step.now.since(case.referred);
        step.fact(case.key, FactKind::Planned { waited, told });
        let by = case.coordinator.unwrap_or(Role::Administrator);
        records::write_down(step, hands, &case, CaseWork::Plan, (Measure::Plan, by), 0.0);
    }
    let visible = crews_see(step, hands, &case);
    let state = hands.people.state_mut(case.person);
    state.plan = visible;
    state.knows_plan |= told;
    hands.teams.cases.get_mut(id.0).stage = CaseStage::Following;
    for domain in Needs(case.found.0 & !case.undecided.0).iter() {
        actions::hand_out(step, hands, id, domain);
    }
    next_follow_up(step, hands, id);
}

/// Whether a plan reaches the record that crews read with the hospital: as far as its writer's employer shares.
fn crews_see(step: &Step, hands: &Hands, case: &Case) -> bool {
    let Some(answers) = hands.teams.answers_of(case.team) else { return false };
    let sharing = case.coordinator.map_or(0.0, |role| answers.shares_with(role, Organisation::Hospital));
    step.luck().chance(Purpose::PlanTold, case.luck, 1, sharing)
}

/// Files what comes next for somebody who is followed: a planned contact, or the review.
fn next_follow_up(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let Case { team, person, .. } = *hands.teams.cases.get(id.0);
    let frailty = hands.people.state(person).recorded_frailty;
    let every = hands.teams.answers_of(team).and_then(|answers| answers.contact_every(frailty));
    let case = hands.teams.cases.get_mut(id.0);
    let contact = every.map_or(case.review, |every| step.now + every);
    case.due = contact.min(case.review).max(step.now + Span::seconds(DAY));
    step.file(case.due, Event::Case(id));
}

/// A case's event: a place on the list without triage, a planned contact, or the review.
pub fn turn(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    if case.due != step.now {
        return;
    }
    let work = &step.parameters().work;
    match case.stage {
        CaseStage::Referred => referral::triaged(step, hands, id),
        CaseStage::Assessing if hands.teams.sham => list::discharge(step, hands, id),
        CaseStage::Assessing if case.assessed_by == 0 => seek_assessment(step, hands, id),
        CaseStage::Assessing => to_meeting(step, hands, id),
        CaseStage::Preparing => prepare(step, hands, id),
        CaseStage::Planning => plan(step, hands, id),
        CaseStage::Following if step.now >= case.review => {
            ask(step, hands, id, CaseWork::Review, CONTACTS, records::review_length(step, hands, case.team));
        }
        CaseStage::Following => ask(step, hands, id, CaseWork::Contact, CONTACTS, work.call),
        CaseStage::OnWaitingList | CaseStage::AwaitingMeeting => {}
    }
}

/// A planned contact has been made; the coordinator may notice something new.
fn contacted(step: &mut Step, hands: &mut Hands, id: CaseId) {
    notice_more(step, hands, id);
    let case = hands.teams.cases.get_mut(id.0);
    case.contacts += 1;
    let person = case.person;
    let until = step.now + step.parameters().visits.contact_holds.span();
    case.keep_in_touch(hands.people.state_mut(person), until);
    step.fact(hands.people.key(person), FactKind::KeptInTouch { until });
    next_follow_up(step, hands, id);
}

/// The review: discharge, or another round for what is found and still unmet.
fn reviewed(step: &mut Step, hands: &mut Hands, id: CaseId) {
    notice_more(step, hands, id);
    let case = *hands.teams.cases.get(id.0);
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let unmet = Needs(case.found.0 & hands.people.state(case.person).needs.0);
    let goals_met = unmet.count() == 0 && case.pending == 0;
    let team = &mut hands.teams.teams[usize::from(case.team)];
    process::experience::reviewed(team, case.found.count(), unmet.count(), goals_met);
    if answers.ends_at_review(goals_met) {
        if goals_met {
            let team = &mut hands.teams.teams[usize::from(case.team)];
            process::effort::win(&step.parameters().process.effort, team);
        }
        list::discharge(step, hands, id);
        return;
    }
    let case = hands.teams.cases.get_mut(id.0);
    case.round = case.round.saturating_add(1);
    case.review = step.now + answers.review_after();
    let in_hand = hands.people.state(case.person).in_hand;
    for domain in unmet.iter().filter(|&domain| !in_hand.has(domain)) {
        actions::hand_out(step, hands, id, domain);
    }
    next_follow_up(step, hands, id);
}

/// What the coordinator notices on the way is added to what was found.
fn notice_more(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    let Some(role) = case.coordinator else { return };
    let found = find(step, hands, &case, role);
    let case = hands.teams.cases.get_mut(id.0);
    case.found = Needs(case.found.0 | found.0);
}
