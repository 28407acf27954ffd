//! Shared purpose: triage goes by what whoever triages is there for, which is the team's purpose only in the end.

use crate::model::design::Role;
use crate::model::design::aims::{Aims, blended};
use crate::model::parameters::process::Process as Rules;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::Process;

/// The aims by which a role of the team triages now.
pub fn of_triage(rules: &Rules, answers: &Answers, process: &Process, role: Option<Role>) -> Aims {
    let team = answers.aims();
    match role {
        Some(role) if rules.purpose.on => {
            blended(&team, answers.employer(role), f64::from(process.apart[role as usize]))
        }
        _ => team,
    }
}
