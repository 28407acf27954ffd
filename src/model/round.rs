//! What a round through the teams of a place finds, on the first day of every month: plain data, team by team and
//! member by member, about the month that is over.

use crate::model::design::aims::Aims;
use crate::model::design::{Organisation, Role};

/// One round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// The teams with posts, in the order of their neighbourhoods.
    pub teams: Vec<TeamSeen>,
    /// Everybody in one of their posts.
    pub members: Vec<MemberSeen>,
}

/// How a team works.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TeamSeen {
    /// Its neighbourhood, from 0.
    pub team: u16,
    /// Which of the arm's designs it has.
    pub design: u16,
    /// Mean tie of its members, 0 to 1.
    pub cohesion: f64,
    /// How far members pull the same way, 0 to 1.
    pub alignment: f64,
    /// How far the quietest role is heard, 0 to 1.
    pub voice: f64,
    /// Tension that nobody has worked through, 0 to 1.
    pub tension: f64,
    /// Part of practice that follows the design, 0 to 1.
    pub fidelity: f64,
    /// Part of its posts that nobody holds, 0 to 1.
    pub vacant: f64,
    /// People on its list.
    pub on_list: u32,
    /// People who wait for a place on it.
    pub waiting: u32,
    /// Actions of plans that came to nothing in the month, and those carried out.
    pub actions: [u32; 2],
    /// What it is for in the words of its members: the mean of their aims; those of the design while it has none.
    pub aims: Aims,
}

/// Somebody in a post of a team, as they would speak of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemberSeen {
    /// Luck key of the post and its holder.
    pub key: u64,
    /// The team.
    pub team: u16,
    /// Role.
    pub role: Role,
    /// Employer.
    pub employer: Organisation,
    /// Size of the post.
    pub wte: f64,
    /// Whole days in the post.
    pub tenure_days: u32,
    /// Satisfaction, standard deviations above usual.
    pub satisfaction: f64,
    /// Mean tie to the other members, 0 to 1; `None` for one alone.
    pub cohesion: Option<f64>,
    /// Part of what their profession did for plans in the month that was carried out, 0 to 1; `None` when it did
    /// nothing for any.
    pub benefit: Option<f64>,
}
