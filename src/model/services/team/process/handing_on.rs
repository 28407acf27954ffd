//! Handing on: a request is lost, or waits, where people do not know one another.

use crate::model::design::{Organisation, Role};
use crate::model::parameters::process::Ties;
use crate::model::services::team::process::Process;
use crate::time::Span;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Chance that it is lost.
    pub lost: f64,
    /// Time until it is taken up.
    pub delay: Span,
}

impl Process {
    /// A request from one profession of the team to another.
    pub fn within(&self, rules: &Ties, from: Role, to: Role) -> Passage {
        if !rules.on || from == to {
            return Passage { lost: 0.0, delay: Span::ZERO };
        }
        let strangeness = 1.0 - f64::from(self.ties[from as usize][to as usize]);
        Passage { lost: rules.lost_within.get() * strangeness, delay: delay(rules, strangeness) }
    }

    /// A request to another organisation, of which `usual` are lost over a usual tie.
    pub fn to_outside(&self, rules: &Ties, to: Organisation, usual: f64) -> Passage {
        if !rules.on {
            return Passage { lost: usual, delay: Span::ZERO };
        }
        let strangeness = 1.0 - f64::from(self.outside[to as usize]);
        let lost = (usual * strangeness / (1.0 - rules.usual.get())).min(1.0);
        Passage { lost, delay: delay(rules, strangeness) }
    }

    /// Remembers that a piece of work went from one profession to another.
    pub fn note_joint_work(&mut self, from: Role, to: Role) {
        self.month.used[to as usize] += 1;
        if from != to {
            self.month.joint.push((from, to));
        }
    }

    /// Remembers a request to another organisation.
    pub fn note_request(&mut self, from: Role, to: Organisation) {
        self.month.asked.push((from, to));
    }
}

fn delay(rules: &Ties, strangeness: f64) -> Span {
    Span::seconds((rules.delay.seconds() * strangeness) as u64)
}
