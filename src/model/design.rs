//! A team design as plain data: who is in the team, for whom, when and how it works.
//!
//! Everything is stated for a neighbourhood of 40,000 residents. This file holds no behaviour of teams and reads no
//! file; whoever builds a design has checked it first.

pub mod aims;
mod words;
pub mod working;

use crate::model::design::working::Working;
use crate::model::shock::Budget;
use crate::units::{Count, HoursPerWeek, Period, Share, Wte};
use std::collections::BTreeMap;

/// A team design.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// Name for people, such as "Integrated care team".
    pub title: String,
    /// What the team is for; weights of triage.
    pub purpose: PurposeWeights,
    /// By which route people reach the team.
    pub entry: EntryMix,
    /// Recorded risk score below which nobody is picked from its list; `None`: as anywhere (`team.minimum_score`).
    pub entry_score: Option<Count>,
    /// Part of the team's time kept for planned work with people who are not in crisis, 0 to 1.
    pub proactive_share: Share,
    /// Most people on the list at once, per 40,000 residents; 0 means no list.
    pub caseload_cap: u32,
    /// Median time from acceptance to discharge from the list.
    pub episode: Period,
    /// Whether posts begin vacant or filled.
    pub start: Start,
    /// When the team works.
    pub hours: Hours,
    /// When the part of it that answers crises works, if not in the team's hours: urgent response, practitioners and hospital
    /// at home.
    pub urgent_hours: Option<Hours>,
    /// Whether each person on the list has one named coordinator.
    pub named_coordinator: bool,
    /// Time between planned contacts with a person on the list.
    pub contact_every: Period,
    /// The same for people of a frailty band, where it is not [`Self::contact_every`].
    pub tiers: Tiers,
    /// When a person leaves the list.
    pub exit: ExitRule,
    /// Part of the staff's time kept for urgent response within two hours, 0 to 1.
    pub urgent_share: Share,
    /// Part of the staff's time kept for hospital at home, 0 to 1.
    pub hospital_at_home: Share,
    /// Part of the paramedics' time in which they answer calls for an ambulance instead of a crew, 0 to 1.
    pub practitioner_share: Share,
    /// Part of the staff's time kept for the support of care homes, 0 to 1.
    pub care_home_share: Share,
    /// New or dedicated posts by role; empty for usual care.
    pub roster: BTreeMap<Role, RosterLine>,
    /// The multidisciplinary meeting, if there is one.
    pub meeting: Option<Meeting>,
    /// A shorter one beside it, such as a daily board, on days on which the meeting is not held.
    pub board: Option<Meeting>,
    /// How the team works together.
    pub working: Working,
    /// How far organisations see one another's records.
    pub sharing: Sharing,
    /// Domains in which one profession accepts another's assessment.
    pub trusted_assessor: Vec<NeedDomain>,
    /// Whether the team goes into the hospital to find people and bring discharge forward.
    pub in_reach: bool,
    /// The terms of its funding lines, by name; lines that are not here are recurrent.
    pub budgets: BTreeMap<String, Budget>,
    /// The part of every funding line that comes out of a budget which payers hold in common.
    pub pooled: Pooled,
    /// The largest package of home care that the team may agree to itself, without the council's decision.
    pub delegated_home_care: HoursPerWeek,
    /// Where an arm's money goes that no roster takes up; all zero when the roster takes all of it.
    pub extra_money_as: ExtraMoney,
}

impl Design {
    /// When the part of the team that answers crises works.
    pub fn hours_in_crises(&self) -> Hours {
        self.urgent_hours.unwrap_or(self.hours)
    }
}

/// What a team is for, as weights that add up to 1 (or are all zero where there is no team).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PurposeWeights {
    /// Keeping people out of hospital who need not go.
    pub avoid_admission: Share,
    /// Bringing people home sooner.
    pub discharge: Share,
    /// Planning ahead with people at risk.
    pub plan_ahead: Share,
    /// Keeping or regaining independence.
    pub independence: Share,
    /// Care at the end of life.
    pub end_of_life: Share,
}

/// The routes by which people reach a team, as shares that add up to 1 (or are all zero where there is no team).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EntryMix {
    /// Picked from a list that ranks recorded risk.
    pub risk_list: Share,
    /// Referred by a professional who judges that it would help.
    pub professional: Share,
    /// Through a single point of access.
    pub single_point: Share,
    /// Found by the team's own staff in the emergency department or on the ward.
    pub in_reach: Share,
    /// Asked for by people themselves or their carers.
    pub own: Share,
}

/// How often people on a list are contacted, by their frailty on record.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tiers {
    /// Time between planned contacts with the fit; `None`: as with everybody.
    pub fit: Option<Period>,
    /// With the mildly frail.
    pub mild: Option<Period>,
    /// With the moderately frail.
    pub moderate: Option<Period>,
    /// With the severely frail.
    pub severe: Option<Period>,
}

impl Tiers {
    /// The tiers, of the fittest first.
    pub fn all(&self) -> [Option<Period>; 4] {
        [self.fit, self.mild, self.moderate, self.severe]
    }
}

/// What each of two payers puts into a common budget, as shares of all money of a design; at most 1 together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pooled {
    /// From the National Health Service.
    pub nhs: Share,
    /// From the council.
    pub council: Share,
}

/// Whether the posts of a new team begin filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Posts begin vacant and are filled from the labour market and from existing services.
    Recruiting,
    /// Posts begin filled.
    Staffed,
}

/// Days and hours of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Whether the team works on each day, Monday first.
    pub days: [bool; 7],
    /// First hour worked, 0 to 23.
    pub from: u8,
    /// The hour at which work ends, 1 to 24, later than [`Self::from`].
    pub to: u8,
}

impl Hours {
    /// From the earlier beginning to the later end, on all days of either.
    pub fn together_with(self, other: Hours) -> Hours {
        let days = std::array::from_fn(|day| self.days[day] || other.days[day]);
        Hours { days, from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// Hours open in one week.
    pub fn per_week(self) -> u32 {
        self.days.iter().filter(|&&open| open).count() as u32 * u32::from(self.to - self.from)
    }

    /// Whether the team works on a Saturday or a Sunday; one that does works on bank holidays too.
    pub fn on_weekends(self) -> bool {
        self.days[5] || self.days[6]
    }

    /// Whether the team works at `hour` (0 to 23) of `weekday` (0 is Monday, below 7).
    pub fn covers(self, weekday: u8, hour: u8) -> bool {
        self.days[usize::from(weekday)] && (self.from..self.to).contains(&hour)
    }
}

/// When a person leaves the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExitRule {
    /// Time from acceptance (or the last review) to a review.
    pub review_after: Period,
    /// What ends the episode.
    pub when: ExitWhen,
}

/// What ends an episode with a team; death and a move always do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitWhen {
    /// At a review that finds the planned actions done.
    GoalsMet,
    /// At the first review, whatever it finds.
    AtReview,
    /// Never by decision of the team.
    Never,
}

/// One line of a roster: the posts of one role.
#[derive(Clone, Debug, PartialEq)]
pub struct RosterLine {
    /// Establishment per 40,000 residents.
    pub wte: Wte,
    /// Who employs the posts.
    pub employer: Organisation,
    /// The kind of contract.
    pub contract: Contract,
    /// When fixed contracts and secondments end, counted from the start of the design.
    pub ends: Option<Period>,
    /// The funding line that pays, a name that shocks refer to.
    pub funding: String,
    /// Share of meetings attended by somebody of this role, 0 to 1.
    pub attends: Share,
}

/// The multidisciplinary meeting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meeting {
    /// Time from one meeting to the next.
    pub every: Period,
    /// Length of a meeting.
    pub length: Period,
    /// Most cases discussed in one meeting.
    pub cases: u32,
    /// How people meet.
    pub mode: MeetingMode,
}

/// How a team meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingMode {
    /// Staff travel to a room.
    InPerson,
    /// Staff share a base.
    CoLocated,
    /// Staff meet on screens.
    Virtual,
    /// Some in the room, some on screens.
    Hybrid,
}

/// An organisation that employs staff and keeps records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Organisation {
    /// General practices and their networks.
    Gp,
    /// The community and mental health trust.
    Trust,
    /// The council with social care.
    Council,
    /// Voluntary, community and social enterprises.
    Vcs,
    /// The acute hospital.
    Hospital,
}

/// The kind of contract of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contract {
    /// Without end.
    Permanent,
    /// Ends on a date.
    Fixed,
    /// Lent by another employer, where the post waits.
    Secondment,
}

/// How far two organisations see one another's records: 0 nothing, 0.3 view on request, 0.6 read, 1 read and write.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharing {
    pairs: BTreeMap<(Organisation, Organisation), Share>,
}

impl Sharing {
    /// Sets the sharing of a pair, in either order.
    pub fn set(&mut self, one: Organisation, other: Organisation, share: Share) {
        self.pairs.insert((one.min(other), one.max(other)), share);
    }

    /// Sharing between two organisations, 0 to 1; an organisation sees all of its own records.
    pub fn between(&self, one: Organisation, other: Organisation) -> f64 {
        if one == other {
            return 1.0;
        }
        self.pairs.get(&(one.min(other), one.max(other))).map_or(0.0, |share| share.get())
    }
}

/// Where money goes that buys no team: shares of the arm's money, at most 1 together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExtraMoney {
    /// More hours of home care.
    pub home_care: Share,
    /// More community nurses of the base supply.
    pub community_nurses: Share,
}

/// A profession or function in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// General practitioner.
    Gp,
    /// Consultant geriatrician.
    Geriatrician,
    /// Community matron or advanced clinical practitioner.
    CommunityMatron,
    /// Community nurse.
    CommunityNurse,
    /// Physiotherapist.
    Physiotherapist,
    /// Occupational therapist.
    OccupationalTherapist,
    /// Social worker.
    SocialWorker,
    /// Mental health practitioner.
    MentalHealthPractitioner,
    /// Pharmacist.
    Pharmacist,
    /// Paramedic.
    Paramedic,
    /// Social prescribing link worker or voluntary-sector coordinator.
    LinkWorker,
    /// Team administrator or coordinator.
    Administrator,
    /// Support worker or reablement worker.
    SupportWorker,
}

/// A domain of need, in which a person may be unmet and a profession may assess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NeedDomain {
    /// Medical needs.
    Medical,
    /// Function and mobility.
    Function,
    /// Cognition and mood.
    CognitionAndMood,
    /// Social contact and care.
    SocialAndCare,
    /// Housing and equipment.
    HousingAndEquipment,
    /// The needs of the carer.
    Carer,
    /// Medicines.
    Medicines,
    /// End of life.
    EndOfLife,
}
