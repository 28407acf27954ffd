//! The administrator: without one, invitations do not go out, plans are late and lists are not drawn.

use crate::model::design::Role;
use crate::model::services::community::CaseWork;
use crate::model::services::team::{Hands, casework};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::Span;

/// Sets the keys of lists apart from those of people.
const LISTS: u64 = u64::MAX;

/// Whether nobody administers a team now.
fn missing(step: &Step, hands: &Hands, team: u16) -> bool {
    step.parameters().process.administrator.on && casework::staffed(hands, team, Role::Administrator).is_none()
}

/// Attendance of a team's meetings, relative to usual.
pub fn invited(step: &Step, hands: &Hands, team: u16) -> f64 {
    if missing(step, hands, team) { step.parameters().process.administrator.invited.get() } else { 1.0 }
}

/// Time by which desk work of a team is late.
pub fn late(step: &Step, hands: &Hands, team: u16, work: CaseWork) -> Span {
    let plan = work == CaseWork::Plan && missing(step, hands, team);
    if plan { step.parameters().process.administrator.plan_late.span() } else { Span::ZERO }
}

/// Whether a team's risk list is drawn this month.
pub fn draws_list(step: &Step, hands: &Hands, team: u16) -> bool {
    let p = step.parameters().process.administrator.list_drawn.get();
    !missing(step, hands, team) || step.luck().chance(Purpose::Triage, mix(LISTS, team.into()), step.now.day(), p)
}
