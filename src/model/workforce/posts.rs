//! Posts and their holders.

use crate::model::design::{Contract, Organisation, Role};
use crate::model::workforce::climate::Climate;
use crate::random::luck::{Luck, Purpose, mix};
use crate::time::{SimTime, Span};

/// Who holds a post.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holder {
    /// Somebody, since a day.
    Filled {
        /// First day in the post.
        since: SimTime,
    },
    /// Nobody yet: the day on which the next holder starts.
    Vacant {
        /// First day of the next holder; `NEVER` while nobody is sought.
        until: SimTime,
    },
}

/// A post in an establishment.
#[derive(Clone, Debug)]
pub struct Post {
    /// Luck key: (place, employer, role, k), so that posts of existing services are alike in all arms.
    pub key: u64,
    /// Index of the service that it works in.
    pub service: u16,
    /// Whether it belongs to a team of the arm's design.
    pub team: bool,
    /// Role.
    pub role: Role,
    /// Employer.
    pub employer: Organisation,
    /// Contract.
    pub contract: Contract,
    /// Size.
    pub wte: f64,
    /// Part of its time for the work that the model knows, 0 to 1.
    pub share: f64,
    /// Part of its time that meetings take, 0 to 1.
    pub meetings: f64,
    /// Index of the funding line that pays.
    pub line: u16,
    /// Whether the line still pays for it.
    pub funded: bool,
    /// When its contract or secondment ends.
    pub ends: SimTime,
    /// When its holder learnt that the money is at risk; `NEVER` if it is not.
    pub at_risk_from: SimTime,
    /// Who holds it.
    pub holder: Holder,
    /// How many have held it so far, the present one included.
    pub incumbent: u32,
    /// What the holder still bears before leaving: the integral of the hazard of leaving, from an exponential draw.
    pub bears: f64,
}

impl Post {
    /// Whether somebody is in post.
    pub fn filled(&self) -> bool {
        matches!(self.holder, Holder::Filled { .. })
    }

    /// Somebody holds the post from a day on. How much they will bear is settled then, by their own luck.
    pub fn fill(&mut self, luck: Luck, since: SimTime) {
        self.holder = Holder::Filled { since };
        self.bears = -libm::log(luck.uniform(Purpose::Leaving, self.incumbent_key(), 0));
    }

    /// The key of the present or next holder.
    pub fn incumbent_key(&self) -> u64 {
        mix(self.key, u64::from(self.incumbent))
    }

    /// What its holder produces now, WTE: less while new in a post.
    pub fn productive(&self, now: SimTime, induction: Span, new: f64) -> f64 {
        match self.holder {
            Holder::Filled { since } if now.since(since) < induction && since > SimTime::START => self.wte * new,
            Holder::Filled { .. } => self.wte,
            Holder::Vacant { .. } => 0.0,
        }
    }
}

/// All posts of a place's community services, with when a colleague last left each service.
#[derive(Clone, Debug, Default)]
pub struct Posts {
    /// Posts, base services first.
    pub all: Vec<Post>,
    /// For each service, when somebody last left it.
    pub last_left: Vec<SimTime>,
    /// The climate of each service, by its index; a service that is missing has a plain one.
    pub climates: Vec<Climate>,
}

impl Posts {
    /// Funded and filled posts of teams (or of all services), WTE.
    pub fn totals(&self, teams_only: bool) -> (f64, f64) {
        let counted = self.all.iter().filter(|post| post.team || !teams_only);
        counted.fold((0.0, 0.0), |(funded, filled), post| {
            (funded + if post.funded { post.wte } else { 0.0 }, filled + if post.filled() { post.wte } else { 0.0 })
        })
    }

    /// Somebody left this service at this moment.
    pub fn note_leaving(&mut self, service: u16, now: SimTime) {
        let index = usize::from(service);
        if self.last_left.len() <= index {
            self.last_left.resize(index + 1, SimTime::NEVER);
        }
        self.last_left[index] = now;
    }

    /// Whether a colleague in this service left within the window before `now`.
    pub fn colleague_left(&self, service: u16, now: SimTime, window: Span) -> bool {
        self.last_left
            .get(usize::from(service))
            .is_some_and(|&left| left != SimTime::NEVER && left <= now && now.since(left) < window)
    }
}
