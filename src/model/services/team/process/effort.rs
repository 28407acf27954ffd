//! Discretionary effort: staff who find work waiting give hours that nobody pays for, as long as their goodwill lasts.

use crate::model::parameters::process::Effort;
use crate::model::services::community::Community;
use crate::model::services::team::Team;

/// A week passes: how much a team's staff give from now on, and what is left of their goodwill. Returns whether it has run
/// out with this week.
pub fn week(rules: &Effort, community: &Community, team: &mut Team) -> bool {
    const WEEKS_A_YEAR: f64 = 365.25 / 7.0;
    if !rules.on {
        return false;
    }
    let (mut waiting, mut staff) = (0.0, 0.0);
    for service in team.services.iter().flatten().map(|&service| usize::from(service)) {
        waiting += community.waiting(service) as f64;
        staff += community.services[service].staff;
    }
    let load = if staff > 0.0 { waiting / staff / rules.waiting.get() - 1.0 } else { 0.0 };
    let process = &mut team.process;
    // Once it has run out, goodwill has to come back a good way before staff give again.
    let was_spent = process.spent;
    process.spent = if process.spent { process.reserve < rules.again.get() } else { process.reserve <= 0.0 };
    let most = if process.spent { 0.0 } else { load.clamp(0.0, 1.0) };
    process.giving = rules.most.get() * most;
    let spent = rules.runs_out.per_year() / WEEKS_A_YEAR * most;
    let back = if most == 0.0 { rules.comes_back.per_year() / WEEKS_A_YEAR * (1.0 - process.reserve) } else { 0.0 };
    process.reserve = (process.reserve - spent + back).clamp(0.0, 1.0);
    process.spent && !was_spent
}

/// Somebody's goals are met: a visible win.
pub fn win(rules: &Effort, team: &mut Team) {
    let process = &mut team.process;
    process.reserve += rules.win.get() * (1.0 - process.reserve);
}
