//! What a team writes down of its work, in the record of the employer of whoever did it, and the time that it takes.

use crate::model::design::Role;
use crate::model::fact::{Caller, Errand};
use crate::model::recording::Measure;
use crate::model::services::community::{CaseWork, ServiceKind, Task};
use crate::model::services::team::{Case, Hands};
use crate::model::step::Step;
use crate::units::{Choice, Period};

/// Writes down what somebody of a role has done for a case in a piece of casework.
pub fn write_down(
    step: &Step,
    hands: &mut Hands,
    case: &Case,
    work: CaseWork,
    (what, role): (Measure, Role),
    amount: f64,
) {
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let by = answers.employer(role);
    let book = &mut hands.teams.teams[usize::from(case.team)].process.book;
    book.write(step.context, step.now, what, by, case.key_of(work), amount);
}

/// Writes down a contact with a person, and whether it was the team's first.
pub fn contact(step: &Step, hands: &mut Hands, case: &Case, work: CaseWork, role: Role) {
    let which = if case.seen { Measure::FollowUp } else { Measure::FirstContact };
    let since_referral = step.now.since(case.referred).in_days();
    write_down(step, hands, case, work, (Measure::Contact, role), 0.0);
    write_down(step, hands, case, work, (which, role), since_referral);
}

/// The length of a review, which is longer where a small set of outcomes is collected.
pub fn review_length(step: &Step, hands: &Hands, team: u16) -> Period {
    let collects = hands.teams.answers_of(team).is_some_and(|answers| answers.collects_outcomes());
    let parameters = step.parameters();
    if collects { parameters.belief.review_with_outcomes } else { parameters.work.review }
}

/// Who has done a piece of work that a team asked for: a profession of its own, or a base service.
pub fn caller(hands: &Hands, team: u16, task: &Task) -> Caller {
    let team = &hands.teams.teams[usize::from(team)];
    let of_team = Role::ALL.iter().find(|&&role| team.services[role as usize] == Some(task.service));
    match of_team {
        Some(&role) => Caller { role, team: true },
        None => Caller { role: ServiceKind::ALL[usize::from(task.service)].role(), team: false },
    }
}

/// What a piece of casework is called where it is told.
pub fn errand(work: CaseWork) -> Errand {
    match work {
        CaseWork::Triage => Errand::Triage,
        CaseWork::Assessment(_) => Errand::Assessment,
        CaseWork::WardVisit => Errand::WardVisit,
        CaseWork::Preparation => Errand::Preparation,
        CaseWork::Plan => Errand::Plan,
        CaseWork::Action(domain) => Errand::Action(domain),
        CaseWork::Contact => Errand::KeepInTouch,
        CaseWork::Review => Errand::Review,
    }
}
