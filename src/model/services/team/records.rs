//! What a team writes down of its work, in the record of the employer of whoever did it, and the time that it takes.

use crate::model::design::Role;
use crate::model::recording::Measure;
use crate::model::services::team::{Case, Hands};
use crate::model::step::Step;
use crate::units::Period;

/// Writes down what somebody of a role has done for a case.
pub fn write_down(step: &Step, hands: &mut Hands, case: &Case, (what, role): (Measure, Role), amount: f64) {
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let by = answers.employer(role);
    let book = &mut hands.teams.teams[usize::from(case.team)].process.book;
    book.write(step.context, step.now, what, by, case.key, amount);
}

/// The length of a review, which is longer where a small set of outcomes is collected.
pub fn review_length(step: &Step, hands: &Hands, team: u16) -> Period {
    let collects = hands.teams.answers_of(team).is_some_and(|answers| answers.collects_outcomes());
    let parameters = step.parameters();
    if collects { parameters.belief.review_with_outcomes } else { parameters.work.review }
}
