//! Teams: at most one in each neighbourhood, with a list of people, professions that work for them, and a meeting.
//!
//! The design answers questions (`answers`); the team asks them and never looks at a design's features itself.

pub mod actions;
pub mod answers;
pub mod casework;
pub mod list;
pub mod meeting;
pub mod process;
pub mod records;
pub mod referral;
pub mod ward;

use crate::ids::{CaseId, PersonId};
use crate::model::design::Role;
use crate::model::people::traits::Needs;
use crate::model::people::{NONE, People, State};
use crate::model::services::community::{CaseWork, Community};
use crate::model::services::home_care::HomeCare;
use crate::model::services::journey::Journeys;
use crate::model::services::lines::Lines;
use crate::model::services::slab::Slab;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::Process;
use crate::random::luck::mix;
use crate::time::SimTime;
use std::collections::VecDeque;
use std::sync::Arc;

/// Number of roles.
pub const ROLES: usize = 13;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseStage {
    /// Waits for triage.
    Referred,
    /// Taken on, but the list is full.
    OnWaitingList,
    /// On the list; professions assess.
    Assessing,
    /// Assessed; the case is being prepared for the meeting.
    Preparing,
    /// Prepared; waits for the meeting.
    AwaitingMeeting,
    /// Discussed; the plan is being written.
    Planning,
    /// The plan is being carried out and followed up.
    Following,
}

/// A person's episode with a team.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Who.
    pub person: PersonId,
    /// The person's luck key.
    pub key: u64,
    /// The key of the luck of this episode: of the person's n-th referral.
    pub luck: u64,
    /// The team.
    pub team: u16,
    /// Where it stands.
    pub stage: CaseStage,
    /// Its pending event.
    pub due: SimTime,
    /// When the person was referred.
    pub referred: SimTime,
    /// When the next review is due.
    pub review: SimTime,
    /// Whether anybody has seen the person yet.
    pub seen: bool,
    /// The profession that coordinates.
    pub coordinator: Option<Role>,
    /// Needs that the team has found.
    pub found: Needs,
    /// Of these, those about which nobody sees yet what to do.
    pub undecided: Needs,
    /// Work that has been asked for and is not done.
    pub pending: u8,
    /// Professions that have assessed, one bit each.
    pub assessed_by: u16,
    /// Professions at the meeting that discussed the case.
    pub professions: u8,
    /// How often the plan has been gone through.
    pub round: u8,
    /// Planned contacts so far.
    pub contacts: u16,
    /// Until when the last of them counts as keeping in touch, seconds since the start; 0 if there was none.
    pub in_touch_until: u32,
    /// Until when somebody else's contact, a care home's round, would count by itself; 0 if there was none.
    pub others_until: u32,
}

impl Case {
    /// A planned contact is made, which counts until then. Notes what somebody else's contact would still count for.
    pub fn keep_in_touch(&mut self, state: &mut State, until: SimTime) {
        if state.in_touch_until != self.in_touch_until {
            self.others_until = state.in_touch_until;
        }
        self.in_touch_until = until.ticks() as u32;
        state.in_touch_until = self.in_touch_until;
    }

    /// The contacts of this case no longer count; those of somebody else do.
    pub fn end_touch(&self, state: &mut State) {
        if state.in_touch_until == self.in_touch_until {
            state.in_touch_until = self.others_until;
        }
    }

    /// The key of the luck of a piece of work of this episode.
    pub fn key_of(&self, work: CaseWork) -> u64 {
        let (kind, which) = match work {
            CaseWork::Triage => (0, 0),
            CaseWork::Assessment(role) => (1, role as u64),
            CaseWork::Plan => (2, u64::from(self.round)),
            CaseWork::Action(domain) => (3, mix(domain.into(), self.round.into())),
            CaseWork::Contact => (4, u64::from(self.contacts)),
            CaseWork::Review => (5, u64::from(self.round)),
            CaseWork::Preparation => (6, 0),
            CaseWork::WardVisit => (7, 0),
        };
        mix(self.luck, mix(kind, which))
    }
}

/// One team.
#[derive(Clone, Debug)]
pub struct Team {
    /// What its design answers; `None` in a neighbourhood without a team.
    pub answers: Option<Arc<Answers>>,
    /// Which of the arm's designs it has.
    pub design: u16,
    /// Index of the service of each role; `None` where the roster has none.
    pub services: [Option<u16>; ROLES],
    /// People on the list.
    pub on_list: u32,
    /// Most people on the list.
    pub cap: u32,
    /// Taken on, waiting for a place on the list.
    pub waiting: VecDeque<CaseId>,
    /// Assessed, waiting to be discussed.
    pub to_discuss: VecDeque<CaseId>,
    /// Day of the next meeting.
    pub next_meeting: u64,
    /// Day from which a board is due, where there is one.
    pub next_board: u64,
    /// How the team works together.
    pub process: Process,
}

/// All teams of an arm in a place.
#[derive(Clone, Debug, Default)]
pub struct Teams {
    /// One team a neighbourhood; empty without any.
    pub teams: Vec<Team>,
    /// Cases.
    pub cases: Slab<Case>,
    /// Who will ask for a team this month (slot and luck key), and when; the last first.
    pub asking: Vec<(SimTime, PersonId, u64)>,
    /// Whether no care is given: referrals and a list only.
    pub sham: bool,
    /// Whether every meeting is on screens at present, whatever the design says.
    pub on_screens: bool,
    /// Index of the service whose staff carry hospital at home, if a design has any.
    pub ward_service: Option<u16>,
}

impl Teams {
    /// What the design of a team answers; `None` where there is no team.
    pub fn answers_of(&self, team: impl Into<usize>) -> Option<Arc<Answers>> {
        self.teams.get(team.into())?.answers.clone()
    }

    /// Whether a crew that calls reaches somebody's coordinator: one who has kept in touch, of a profession that is on
    /// duty now, in the team's own hours.
    pub fn coordinator_on_call(&self, community: &Community, state: &State, now: SimTime) -> bool {
        if state.case == NONE {
            return false;
        }
        let case = self.cases.get(state.case);
        if now.ticks() >= u64::from(case.in_touch_until) {
            return false;
        }
        let service = |role: Role| self.teams[usize::from(case.team)].services[role as usize];
        case.coordinator.and_then(service).is_some_and(|service| community.on_duty(usize::from(service)))
    }

    /// People on the lists of all teams.
    pub fn caseload(&self) -> u32 {
        self.teams.iter().map(|team| team.on_list).sum()
    }
}

/// What casework touches.
pub struct Hands<'a> {
    /// Teams.
    pub teams: &'a mut Teams,
    /// People.
    pub people: &'a mut People,
    /// Community services, the teams' professions among them.
    pub community: &'a mut Community,
    /// Home care.
    pub home_care: &'a mut HomeCare,
    /// Lines.
    pub lines: &'a mut Lines,
    /// Journeys.
    pub journeys: &'a mut Journeys,
}

/// The profession that works for a case, and its service.
#[derive(Clone, Copy, Debug)]
pub struct Profession {
    /// Role.
    pub role: Role,
    /// Index of its service in this team.
    pub service: usize,
}
