//! The meeting: who comes, how many cases it gets through, and what the round table adds.
//!
//! The hours that it takes are missing from the working week of those who attend (`Post::meetings`).

use crate::ids::CaseId;
use crate::model::design::Role;
use crate::model::people::traits::Needs;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::{Hands, casework};
use crate::model::services::usual;
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::WEEK;

/// Holds the meetings of the day.
pub fn turn_of_day(step: &mut Step, hands: &mut Hands) {
    let Some(answers) = hands.teams.answers.clone() else { return };
    let Some((every, _, cases)) = answers.meeting() else { return };
    if !step.context.calendar.day(step.now).is_working() {
        return;
    }
    for team in 0..hands.teams.teams.len() {
        if step.now.day() >= hands.teams.teams[team].next_meeting {
            hands.teams.teams[team].next_meeting = step.now.day() + every;
            hold(step, hands, team as u16, &answers, cases);
        }
    }
}

fn hold(step: &mut Step, hands: &mut Hands, team: u16, answers: &Answers, cases: u32) {
    let present: Vec<Role> = answers
        .attendance()
        .filter(|&(role, attends)| {
            let chance = attends * time_for(step, hands, team, role, answers);
            step.luck().chance(Purpose::Attendance, mix(team.into(), step.now.day()), role as u64, chance)
        })
        .map(|(role, _)| role)
        .collect();
    let professions = present.iter().filter(|&&role| role != Role::Administrator).count() as u8;
    if professions == 0 {
        return;
    }
    let pace = if present.contains(&Role::Administrator) { 1.0 } else { step.parameters().team.no_administrator.get() };
    let most = (f64::from(cases) * pace) as usize;
    for _ in 0..most {
        let Some(id) = hands.teams.teams[usize::from(team)].to_discuss.pop_front() else { break };
        discuss(step, hands, id, &present, professions);
    }
}

/// How far a role's hours allow it to come to the meetings that it should attend, 0 to 1.
fn time_for(step: &Step, hands: &Hands, team: u16, role: Role, answers: &Answers) -> f64 {
    let Some(service) = hands.teams.teams[usize::from(team)].services[role as usize] else { return 0.0 };
    let week = hands.community.services[usize::from(service)].in_post * step.parameters().staff.week.hours_per_week();
    let wanted = answers.meeting_hours(role);
    if wanted > 0.0 { (week / wanted).min(1.0) } else { 1.0 }
}

/// A case is discussed: those present may see a need of their own domain in what others tell.
fn discuss(step: &mut Step, hands: &mut Hands, id: CaseId, present: &[Role], professions: u8) {
    let case = *hands.teams.cases.get(id.0);
    let team = &step.parameters().team;
    let mut found = case.found;
    for domain in hands.people.state(case.person).needs.iter() {
        let spoken_for = present.iter().any(|&role| Answers::own_domain(role, usual::domain(domain)));
        let p = team.finds.all()[domain].get() * team.finds_elsewhere.get();
        let occasion = mix(u64::MAX, step.now.ticks() / WEEK);
        if spoken_for && step.luck().chance(Purpose::Voice, mix(case.key, domain as u64), occasion, p) {
            found = Needs(found.0 | 1 << domain);
        }
    }
    let case = hands.teams.cases.get_mut(id.0);
    case.found = found;
    case.professions = professions;
    casework::plan(step, hands, id);
}
