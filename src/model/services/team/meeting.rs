//! The meeting: who comes, how many cases it gets through, and what the round table adds.
//!
//! The hours that it takes are missing from the working week of those who attend (`Post::meetings`).

use crate::ids::CaseId;
use crate::model::design::{NeedDomain, Role};
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::{administrator, guests, tension, voice};
use crate::model::services::team::{Hands, casework};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::WEEK;

/// A meeting that was held.
#[derive(Clone, Debug)]
pub struct Held {
    /// Index of the team.
    pub team: usize,
    /// Roles of the team that were there.
    pub present: Vec<Role>,
    /// The part by which the ties of those present grow (or, below 0, wear) through tension.
    pub strain: f64,
}

/// Holds the meetings of the day.
pub fn turn_of_day(step: &mut Step, hands: &mut Hands) -> Vec<Held> {
    if hands.teams.teams.is_empty() || !step.context.calendar.day(step.now).is_working() {
        return Vec::new();
    }
    let mut held = Vec::new();
    for index in 0..hands.teams.teams.len() {
        let Some(answers) = hands.teams.answers_of(index) else { continue };
        let Some((every, _, cases)) = answers.meeting() else { continue };
        let team = &mut hands.teams.teams[index];
        if step.now.day() >= team.next_meeting {
            team.next_meeting = step.now.day() + ((every as f64 * team.process.cadence).round() as u64).max(1);
            held.extend(hold(step, hands, index as u16, &answers, cases));
        }
    }
    held
}

/// Holds one meeting, if anybody of a profession comes.
fn hold(step: &mut Step, hands: &mut Hands, team: u16, answers: &Answers, cases: u32) -> Option<Held> {
    let present = attending(step, hands, team, answers);
    if present.iter().all(|&role| role == Role::Administrator) {
        return None;
    }
    let guests = guests::drawn_in(step, hands, team, answers);
    let pace = if present.contains(&Role::Administrator) { 1.0 } else { step.parameters().team.no_administrator.get() };
    let most = (f64::from(cases) * pace * (1.0 - answers.reflection())) as usize;
    let table = Table { everybody: [&present[..], &guests[..]].concat(), guests };
    for _ in 0..most {
        let Some(id) = hands.teams.teams[usize::from(team)].to_discuss.pop_front() else { break };
        discuss(step, hands, id, &table);
    }
    let strain = tension::at_meeting(step, hands, team, answers);
    Some(Held { team: usize::from(team), present, strain })
}

/// Those of the team who come.
fn attending(step: &Step, hands: &Hands, team: u16, answers: &Answers) -> Vec<Role> {
    let invited = administrator::invited(step, hands, team);
    let comes = |&(role, attends): &(Role, f64)| {
        let wants = hands.teams.teams[usize::from(team)].process.attendance[role as usize];
        let chance = attends * time_for(step, hands, team, role, answers) * invited * wants;
        step.luck().chance(Purpose::Attendance, mix(team.into(), step.now.day()), role as u64, chance)
    };
    answers.attendance().filter(comes).map(|(role, _)| role).collect()
}

/// How far a role's hours allow it to come to the meetings that it should attend, 0 to 1.
fn time_for(step: &Step, hands: &Hands, team: u16, role: Role, answers: &Answers) -> f64 {
    let Some(service) = hands.teams.teams[usize::from(team)].services[role as usize] else { return 0.0 };
    let week = hands.community.services[usize::from(service)].in_post * step.parameters().staff.week.hours_per_week();
    let wanted = answers.meeting_hours(role);
    if wanted > 0.0 { (week / wanted).min(1.0) } else { 1.0 }
}

/// Who sits at the table.
struct Table {
    everybody: Vec<Role>,
    /// Of these, those drawn in from elsewhere.
    guests: Vec<Role>,
}

/// A case is discussed: those present may see a need of their own domain in what others tell.
fn discuss(step: &mut Step, hands: &mut Hands, id: CaseId, table: &Table) {
    let case = *hands.teams.cases.get(id.0);
    let mut found = case.found;
    for domain in hands.people.state(case.person).needs.iter() {
        let own = |role: &&Role| Answers::own_domain(**role, NeedDomain::numbered(domain));
        let sees = table.everybody.iter().filter(own).map(|&role| sees(step, hands, case.team, role, table));
        let p = step.parameters().team.finds.all()[domain].get() * sees.fold(0.0, f64::max);
        let occasion = mix(u64::MAX, step.now.ticks() / WEEK);
        if step.luck().chance(Purpose::Voice, mix(case.key, domain as u64), occasion, p) {
            found.add(domain);
        }
    }
    casework::settled(step, hands, id, found, &table.everybody, true);
}

/// How well somebody at the table sees a need of their own domain in what others tell, and is heard, relative to an
/// assessment.
fn sees(step: &Step, hands: &Hands, team: u16, role: Role, table: &Table) -> f64 {
    let rules = &step.parameters().process;
    let guest = table.guests.contains(&role);
    let finds = if guest { rules.guests.finds } else { step.parameters().team.finds_elsewhere };
    finds.get() * voice::of(rules, hands, team, role)
}
