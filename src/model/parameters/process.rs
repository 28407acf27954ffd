//! Parameters of what makes staff a team: ties, voice, tension, purpose, shared risk, decisions, adoption.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only. Each mechanism has a
//! switch `on`; while it is off the mechanism has no effect at all.

use super::shapes::ByRole;
use crate::units::{Coefficient, Count, Period, Probability, Rate, Ratio, Share};
use serde::{Deserialize, Serialize};

/// How a team works together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Ties between the members of a team, and between it and other organisations.
    pub ties: Ties,
    /// Hierarchy and voice: whose observations reach the plan.
    pub voice: Voice,
    /// Tension: how it arises, is worked through, or stays.
    pub tension: Tension,
    /// Shared purpose: how members' aims come together and apart.
    pub purpose: SharedPurpose,
    /// Shared risk: what support does to the readiness to send somebody to hospital.
    pub risk: SharedRisk,
    /// Porosity: professions from outside who are drawn in.
    pub guests: Guests,
    /// Collective problem-solving: decisions made by two or three of those present.
    pub decisions: Decisions,
    /// Local leadership: how fast and how faithfully a design is adopted, and how practice drifts from it.
    pub adoption: Adoption,
    /// Adaptation: how a team that may do so changes its ways by its own records.
    pub adaptation: Adaptation,
    /// Discretionary effort: unpaid hours that mask want of staff until they run out.
    pub effort: Effort,
    /// What hangs on the administrator besides the pace of meetings.
    pub administrator: Administrator,
    /// Information between organisations: stories told again, facts out of date, alerts.
    pub information: Information,
    /// What staff feel of all this.
    pub climate: ClimateLink,
}

/// Ties between the members of a team, and between it and other organisations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ties {
    /// Whether the strength of ties changes how requests are handed on; ties are counted either way.
    pub on: bool,
    /// Part of what is missing to a full tie that one meeting in a room adds.
    pub meeting: Share,
    /// Contact in a meeting on screens, relative to one in a room.
    pub screens: Ratio,
    /// Contact of people who share a base in one week, relative to a meeting.
    pub same_base: Ratio,
    /// Contact in handing one piece of work to somebody, relative to a meeting.
    pub joint_work: Ratio,
    /// Rate at which a tie fades without contact.
    pub fading: Rate,
    /// Tie between a newcomer and anybody else.
    pub newcomer: Share,
    /// Tie of a member of the team to the organisation that employs them.
    pub own_employer: Share,
    /// Tie and cohesion at which requests are lost, voices heard and risks shared as the parameters of teams say.
    pub usual: Share,
    /// Chance that a request between two professions of a team is lost when they do not know each other.
    pub lost_within: Probability,
    /// Time until a request is taken up where nobody knows anybody; in proportion less with a tie.
    pub delay: Period,
    /// Part of every tie in a team that a reorganisation breaks.
    pub broken_by_change: Share,
    /// Contact that a month is worth to all in which every review finds goals met, relative to a meeting; 0: none.
    pub success: Ratio,
}

/// Hierarchy and voice: whose observations reach the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// Whether standing decides whose observations are heard.
    pub on: bool,
    /// Steepness of the hierarchy in a team of usual cohesion with one chair and no pressure.
    pub gradient: Share,
    /// Fall of that steepness when cohesion rises from nothing to full.
    pub by_cohesion: Coefficient,
    /// Fall of that steepness when the chair is shared.
    pub shared_chair: Share,
    /// Rise of that steepness under full pressure.
    pub pressure: Share,
    /// Standing of a profession at the table.
    pub standing: ByRole<Share>,
}

/// Tension: how it arises, is worked through, or stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tension {
    /// Whether tension arises.
    pub on: bool,
    /// Chance that a meeting brings up tension when all roles overlap.
    pub overlap: Probability,
    /// Chance that a meeting brings up tension when purposes have nothing in common.
    pub purposes: Probability,
    /// Chance that a meeting brings up tension under full pressure.
    pub workload: Probability,
    /// Chance that a tension is worked through in a team of usual cohesion that gives no time to it.
    pub worked_through: Probability,
    /// Rise of the log odds of that with the part of meetings given to how the team works.
    pub reflection: Coefficient,
    /// Rise of those log odds when cohesion rises from nothing to full.
    pub by_cohesion: Coefficient,
    /// Change of those log odds with the tension that is there already.
    pub standing: Coefficient,
    /// Part of what is missing to a full tie that a tension worked through adds for those present.
    pub strengthens: Share,
    /// Part of their ties that a tension which stays takes from those present.
    pub wears: Share,
    /// Part of what is missing to full tension that one which stays adds.
    pub adds: Share,
    /// Rate at which tension fades by itself.
    pub fades: Rate,
}

/// Shared purpose: how members' aims come together and apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedPurpose {
    /// Whether triage goes by the aims that members have in fact, rather than by the stated ones.
    pub on: bool,
    /// Weight of their employer's main aim in the aims of a newcomer; the rest is the team's.
    pub own_aim: Share,
    /// Part of the way to the team's aims that members go in one meeting.
    pub meeting: Share,
    /// That part in a meeting given wholly to how the team works, relative to one that gives no time to it.
    pub reflection: Ratio,
}

/// Shared risk: what support does to the readiness to send somebody to hospital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedRisk {
    /// Whether support changes how readily staff send people to hospital.
    pub on: bool,
    /// Change of the log odds that an assessment ends with sending somebody to hospital, from no support to full.
    pub escalates: Coefficient,
    /// Support of somebody who works without a team meeting.
    pub alone: Share,
}

/// Porosity: professions from outside who are drawn in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guests {
    /// Whether guests named in a design come.
    pub on: bool,
    /// Chance that a guest sees a need of their own domain in what is told, relative to an assessment of their own.
    pub finds: Ratio,
}

/// Collective problem-solving: decisions made by two or three of those present.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// Whether a decision can fail to be found at first.
    pub on: bool,
    /// Chance that a decision is made by three people rather than two.
    pub by_three: Probability,
    /// Chance that somebody whose domain it is sees what to do about a need.
    pub own_domain: Probability,
    /// Chance that somebody of another domain does.
    pub other_domain: Probability,
    /// Most needs found in a case that a design may settle between two people without a meeting.
    pub simple_needs: Count,
}

/// Local leadership: how fast and how faithfully a design is adopted, and how practice drifts from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// Whether practice has to grow into the design; else it is practised as written from the first day.
    pub on: bool,
    /// Part of practice that follows the design on the first day.
    pub at_start: Share,
    /// Rate at which what is missing is adopted without national support.
    pub own_pace: Rate,
    /// Further rate with full support by the national framework, full readiness and leaders who believe in it.
    pub framework_pace: Rate,
    /// How far the national framework, as leaders read it, supports such teams: the mean of places.
    pub framework: Share,
    /// Standard deviation between places of how leaders read it; the result is held between 0 and 1.
    pub framework_spread: Coefficient,
    /// Mean readiness of places.
    pub readiness: Share,
    /// Standard deviation of readiness between places; the result is held between 0 and 1.
    pub readiness_spread: Coefficient,
    /// How far local leaders believe at the start that the team will help.
    pub belief: Share,
    /// Part of the way that belief goes in a month towards what the team reports of itself.
    pub learning: Share,
    /// Rate at which practice drifts away from the design.
    pub drift: Rate,
}

/// Adaptation: how a team that may do so changes its ways by its own records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adaptation {
    /// Whether teams that may adapt do so.
    pub on: bool,
    /// Change of cadence, attendance or threshold in one month.
    pub step: Share,
    /// Furthest that cadence, attendance or threshold goes from the design.
    pub most: Ratio,
    /// Cases that wait to be discussed, relative to those of one meeting, at which a team meets more often.
    pub long: Ratio,
    /// The same at which it meets less often.
    pub short: Ratio,
    /// Whether it goes by what was written down by the end of the month before; else by its list as it stands.
    pub by_records: bool,
}

/// Discretionary effort: unpaid hours that mask want of staff until they run out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Whether staff stay on when work waits.
    pub on: bool,
    /// Hours that staff give beyond those paid when much waits, relative to those paid.
    pub most: Share,
    /// Pieces of work waiting for each WTE at which staff begin to stay on; at twice as many they give most.
    pub waiting: Count,
    /// Rate at which the reserve of goodwill runs out while staff give most.
    pub runs_out: Rate,
    /// Rate at which it comes back while they give nothing.
    pub comes_back: Rate,
    /// Reserve at which staff begin to give again once it has run out.
    pub again: Share,
    /// Part of the reserve that one person whose goals are met gives back: a visible win.
    pub win: Share,
}

/// What hangs on the administrator besides the pace of meetings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Administrator {
    /// Whether lists, invitations and plans suffer while nobody administers.
    pub on: bool,
    /// Attendance of meetings without an administrator, relative to with.
    pub invited: Ratio,
    /// Time by which a plan is late without an administrator.
    pub plan_late: Period,
    /// Chance that a month's risk list is drawn without an administrator.
    pub list_drawn: Probability,
}

/// Information between organisations: stories told again, facts out of date, alerts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Information {
    /// Whether facts go out of date and alerts reach teams.
    pub on: bool,
    /// Chance that somebody has to tell their story again to a further profession when nothing is shared.
    pub retold: Probability,
    /// Chance that an action rests on a fact that is out of date when nothing is shared, and comes to nothing.
    pub stale: Probability,
    /// Chance that a team learns that somebody on its list has left hospital when everything is shared.
    pub alert: Probability,
    /// Time in which a team that has learnt of it sees to the case.
    pub alert_within: Period,
}

/// What staff feel of all this.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClimateLink {
    /// Whether the climate of a team reaches the satisfaction of its staff.
    pub on: bool,
}
