//! The meeting: who comes, how many cases it gets through, and what the round table adds.
//!
//! The hours that it takes are missing from the working week of those who attend (`Post::meetings`).

use crate::ids::CaseId;
use crate::model::design::{NeedDomain, Role};
use crate::model::services::team::answers::{Answers, sittings};
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
    /// The part of it that was given to how the team works, 0 to 1.
    pub reflection: f64,
    /// Whether it was held on screens.
    pub on_screens: bool,
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
        let (team, today) = (&mut hands.teams.teams[index], step.now.day());
        let board = answers.board();
        let (meets, sits) = sittings::today(today, team.next_meeting, board.map(|_| team.next_board));
        if meets {
            team.next_meeting = today + ((every as f64 * team.process.cadence).round() as u64).max(1);
            held.extend(meet(step, hands, index as u16, &answers, cases));
        }
        if let Some((every, _, cases)) = board.filter(|_| sits) {
            hands.teams.teams[index].next_board = today + every;
            held.extend(sit(step, hands, index as u16, &answers, cases));
        }
    }
    held
}

/// Holds one meeting, if anybody of a profession comes.
fn meet(step: &mut Step, hands: &mut Hands, team: u16, answers: &Answers, cases: u32) -> Option<Held> {
    let present = attending(step, hands, team, answers)?;
    let guests = guests::drawn_in(step, hands, team, answers);
    let reflection = answers.reflection();
    let everybody = [&present[..], &guests[..]].concat();
    work_through(step, hands, team, f64::from(cases) * (1.0 - reflection), &Table { everybody, guests });
    let strain = tension::at_meeting(step, hands, team, answers);
    Some(Held { team: usize::from(team), present, strain, reflection, on_screens: answers.meets_on_screens() })
}

/// Holds one board: cases and nothing else, by the team's own people.
fn sit(step: &mut Step, hands: &mut Hands, team: u16, answers: &Answers, cases: u32) -> Option<Held> {
    let present = attending(step, hands, team, answers)?;
    let table = Table { everybody: present.clone(), guests: Vec::new() };
    work_through(step, hands, team, cases.into(), &table);
    let on_screens = answers.boards_on_screens();
    Some(Held { team: usize::from(team), present, strain: 0.0, reflection: 0.0, on_screens })
}

/// Discusses whoever has waited longest, up to so many cases if an administrator has prepared them.
fn work_through(step: &mut Step, hands: &mut Hands, team: u16, cases: f64, table: &Table) {
    let prepared = table.everybody.contains(&Role::Administrator);
    let pace = if prepared { 1.0 } else { step.parameters().team.no_administrator.get() };
    for _ in 0..(cases * pace) as usize {
        let Some(id) = hands.teams.teams[usize::from(team)].to_discuss.pop_front() else { break };
        discuss(step, hands, id, table);
    }
}

/// Those of the team who come; nobody, if only an administrator would.
fn attending(step: &Step, hands: &Hands, team: u16, answers: &Answers) -> Option<Vec<Role>> {
    let invited = administrator::invited(step, hands, team);
    let comes = |&(role, attends): &(Role, f64)| {
        let wants = hands.teams.teams[usize::from(team)].process.attendance[role as usize];
        let chance = attends * time_for(step, hands, team, role, answers) * invited * wants;
        step.luck().chance(Purpose::Attendance, mix(team.into(), step.now.day()), role as u64, chance)
    };
    let present: Vec<Role> = answers.attendance().filter(comes).map(|(role, _)| role).collect();
    present.iter().any(|&role| role != Role::Administrator).then_some(present)
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
