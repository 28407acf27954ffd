//! Adaptation: a team that may do so changes how often it meets, who comes and whom it takes, by its own records. One
//! that follows a blueprint keeps to its design.

use crate::model::design::Role;
use crate::model::parameters::process::Adaptation;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::{ROLES, Team};

/// A month passes: one step in each way of working.
pub fn month(rules: &Adaptation, answers: &Answers, team: &mut Team, longest_waiting_list: f64) {
    if !rules.on || !answers.adapts() {
        return;
    }
    let (step, most) = (rules.step.get(), rules.most.get());
    let changed = |now: f64, up: bool, down: bool| {
        let factor = if up {
            1.0 + step
        } else if down {
            1.0 / (1.0 + step)
        } else {
            1.0
        };
        now * factor
    };
    let cases = answers.meeting().map_or(0.0, |(_, _, cases)| f64::from(cases));
    let waiting = team.to_discuss.len() as f64;
    let (long, short) = (waiting > rules.long.get() * cases, waiting < rules.short.get() * cases);
    let process = &mut team.process;
    process.cadence = changed(process.cadence, short, long).clamp(1.0 / most, most);
    let limit = f64::from(team.cap) * longest_waiting_list;
    let (full, empty) = (team.waiting.len() as f64 >= limit, team.waiting.is_empty());
    let short_of_people = empty && team.on_list < team.cap;
    process.threshold = changed(process.threshold, short_of_people, full && !empty).clamp(1.0 / most, most);
    // Whoever administers is needed whatever the cases are.
    for role in (0..ROLES).filter(|&role| role != Role::Administrator as usize) {
        let (attendance, used) = (&mut process.attendance[role], process.month.used[role]);
        *attendance = changed(*attendance, used > 0, used == 0).clamp(1.0 / most, 1.0);
    }
}
