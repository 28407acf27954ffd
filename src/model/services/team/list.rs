//! A team's list: who is on it, who waits for it, and who leaves it.

use crate::ids::{CaseId, PersonId};
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::NONE;
use crate::model::people::clocks::{Clock, Rescan};
use crate::model::services::team::process::experience;
use crate::model::services::team::{CaseStage, Hands, casework, ward};
use crate::model::step::Step;
use crate::time::SimTime;

/// Takes somebody on: at once, or when there is room.
pub fn take_on(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = hands.teams.cases.get_mut(id.0);
    let team = &mut hands.teams.teams[usize::from(case.team)];
    if team.on_list >= team.cap {
        case.stage = CaseStage::OnWaitingList;
        case.due = SimTime::NEVER;
        team.waiting.push_back(id);
        return;
    }
    team.on_list += 1;
    case.stage = CaseStage::Assessing;
    let (key, person) = (case.key, case.person);
    experience::joined(team, hands.people.state(person).recorded_admissions(step.now.day(), 0));
    step.fact(key, FactKind::Accepted);
    if hands.teams.sham {
        stay_until_review(step, hands, id);
    } else {
        casework::begin(step, hands, id);
    }
}

/// On a sham list nothing happens until the time of the review is over.
fn stay_until_review(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let Some(answers) = hands.teams.answers_of(hands.teams.cases.get(id.0).team) else { return };
    let case = hands.teams.cases.get_mut(id.0);
    case.due = step.now + answers.review_after();
    case.review = case.due;
    step.file(case.due, Event::Case(id));
}

/// Takes somebody off the list and lets the next in.
pub fn discharge(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    step.fact(case.key, FactKind::Discharged);
    let state = hands.people.state_mut(case.person);
    let was_in_touch = state.in_touch(step.now);
    case.end_touch(state);
    if was_in_touch && !state.in_touch(step.now) {
        step.look_again(case.person, Rescan::of(Clock::Destabilisation));
    }
    leave(step, hands, id);
}

/// Somebody has died or moved away.
pub fn lost(step: &mut Step, hands: &mut Hands, person: PersonId) {
    let number = hands.people.state(person).case;
    if number != NONE {
        let case = hands.teams.cases.get(number);
        if ward::on_list(case) {
            experience::lost(&mut hands.teams.teams[usize::from(case.team)]);
        }
        leave(step, hands, CaseId(number));
    }
}

fn leave(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    let team = &mut hands.teams.teams[usize::from(case.team)];
    match case.stage {
        CaseStage::Referred => {}
        CaseStage::OnWaitingList => team.waiting.retain(|&waiting| waiting != id),
        _ => team.on_list -= 1,
    }
    if case.stage == CaseStage::AwaitingMeeting {
        team.to_discuss.retain(|&waiting| waiting != id);
    }
    let next = if team.on_list < team.cap { team.waiting.pop_front() } else { None };
    hands.people.let_go_of_needs(case.person);
    close(hands, id);
    if let Some(next) = next {
        take_on(step, hands, next);
    }
}

/// Forgets a case.
pub fn close(hands: &mut Hands, id: CaseId) {
    let case = hands.teams.cases.get_mut(id.0);
    case.due = SimTime::NEVER;
    hands.people.state_mut(case.person).case = NONE;
    hands.teams.cases.free(id.0);
}
