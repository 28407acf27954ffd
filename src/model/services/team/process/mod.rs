//! What makes staff a team: how requests are handed on, who is heard, how decisions are found, what wears and what
//! strengthens. Each file holds one mechanism; casework asks and never looks at how it is answered.
//!
//! This room does not know who holds a post. Ties lie with the posts; the calendar brings the numbers here in line.

pub mod adaptation;
pub mod administrator;
pub mod adoption;
pub mod decisions;
pub mod effort;
pub mod experience;
pub mod guests;
pub mod handing_on;
pub mod information;
pub mod purpose;
pub mod risk;
pub mod tension;
pub mod voice;

use crate::model::design::{Organisation, Role};
use crate::model::fact::views::OwnPeople;
use crate::model::parameters::process::Process as Rules;
use crate::model::recording::Book;
use crate::model::services::team::ROLES;
use crate::model::services::team::answers::Answers;

const ORGANISATIONS: usize = Organisation::EACH.len();

/// How a team works together now.
#[derive(Clone, Debug)]
pub struct Process {
    /// Mean tie of all pairs of members, 0 to 1.
    pub cohesion: f64,
    /// How far members pull the same way, 0 to 1.
    pub alignment: f64,
    /// Part of the team's posts that nobody holds, 0 to 1.
    pub vacant: f64,
    /// Tension that nobody has worked through, 0 to 1.
    pub tension: f64,
    /// Part of practice that follows the design, 0 to 1.
    pub fidelity: f64,
    /// How far local leaders believe in the team, 0 to 1.
    pub belief: f64,
    /// How far the staff believe it, by the cases they remember, 0 to 1.
    pub staff_belief: f64,
    /// Part of reviews that found goals met, in the last month that had any, 0 to 1.
    pub wins: f64,
    /// What staff saw of their own people last month.
    pub own: OwnPeople,
    /// What the team has written down.
    pub book: Book,
    /// What it had written down of its lists by the end of last month; `None` in the first.
    pub noted: Option<adaptation::Noted>,
    /// Goodwill that is left, 0 to 1.
    pub reserve: f64,
    /// Whether goodwill has run out and not come back.
    pub spent: bool,
    /// Hours given beyond those paid, relative to those paid.
    pub giving: f64,
    /// Time between meetings, relative to the design.
    pub cadence: f64,
    /// Chance of taking somebody who fits no purpose, relative to usual.
    pub threshold: f64,
    /// Attendance of each role, relative to the design.
    pub attendance: [f64; ROLES],
    /// Ties between roles.
    pub ties: [[f32; ROLES]; ROLES],
    /// The best tie of the team to each organisation.
    pub outside: [f32; ORGANISATIONS],
    /// How far the aims of each role are its employer's, 0 to 1.
    pub apart: [f32; ROLES],
    /// What has happened this month.
    pub month: Month,
}

/// What a team remembers of the month.
#[derive(Clone, Debug, Default)]
pub struct Month {
    /// Work handed from one role to another.
    pub joint: Vec<(Role, Role)>,
    /// Requests to other organisations.
    pub asked: Vec<(Role, Organisation)>,
    /// Actions that came to nothing, and those carried out.
    pub actions: [u32; 2],
    /// The same by the role that acted, for those of the team.
    pub by_role: [[u16; 2]; ROLES],
    /// Needs in hand by the role that answers them.
    pub used: [u32; ROLES],
    /// Cases that the staff remember.
    pub cases: experience::Cases,
    /// What the staff saw of their own people.
    pub own: OwnPeople,
}

impl Process {
    /// Where nothing is known of wins: neither many nor few.
    const USUAL_WINS: f64 = 0.5;

    /// A team that begins: strangers with a design.
    pub fn new(rules: &Rules) -> Self {
        let stranger = rules.ties.newcomer.get();
        Self {
            cohesion: stranger,
            alignment: 1.0 - rules.purpose.own_aim.get(),
            vacant: 0.0,
            tension: 0.0,
            fidelity: if rules.adoption.on { rules.adoption.at_start.get() } else { 1.0 },
            belief: rules.adoption.belief.get(),
            staff_belief: rules.adoption.belief.get(),
            wins: Self::USUAL_WINS,
            own: OwnPeople::default(),
            book: Book::default(),
            noted: None,
            reserve: 1.0,
            spent: false,
            giving: 0.0,
            cadence: 1.0,
            threshold: 1.0,
            attendance: [1.0; ROLES],
            ties: [[stranger as f32; ROLES]; ROLES],
            outside: [stranger as f32; ORGANISATIONS],
            apart: [rules.purpose.own_aim.get() as f32; ROLES],
            month: Month::default(),
        }
    }

    /// Pressure on the team, 0 to 1: the larger of posts that nobody holds and cases that wait beyond one meeting.
    pub fn pressure(&self, waiting: usize, answers: &Answers) -> f64 {
        let cases = answers.meeting().map_or(0.0, |(_, _, cases)| f64::from(cases));
        let backlog = if cases > 0.0 { (waiting as f64 / cases - 1.0).clamp(0.0, 1.0) } else { 0.0 };
        self.vacant.max(backlog)
    }
}
