//! What did happen: the facts of a world, in the order in which they came about.
//!
//! Facts are the model's only output. It does not know who wants them.

pub mod views;

use crate::model::design::{Organisation, Role};
use crate::model::fact::views::Views;
use crate::model::people::causes::IllnessCause;
use crate::model::people::profile::Profile;
use crate::model::people::traits::{Acuity, Condition, DOMAINS, Trigger, Whereabouts};
use crate::model::round::Round;
use crate::time::{SimTime, Span};

/// A fact: who, when, what.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// When.
    pub at: SimTime,
    /// The luck key of the person it is about; 0 where it is about nobody in particular.
    pub key: u64,
    /// What.
    pub kind: FactKind,
}

/// How a crisis was answered, once it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// In an acute bed.
    Admitted,
    /// By urgent community response or hospital at home, without an acute bed.
    Substituted,
    /// In the emergency department, and sent home from there.
    Department,
    /// Otherwise: a consultation, a crew that treated at home, nobody.
    Otherwise,
}

/// Somebody's place of death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeathPlace {
    /// At home.
    Home,
    /// In a care home.
    CareHome,
    /// In hospital, or on the way.
    Hospital,
    /// In a bed for rehabilitation.
    Rehabilitation,
}

/// Who made a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// What they are.
    pub role: Role,
    /// Whether they belong to a team rather than to a base service.
    pub team: bool,
}

/// Staff who were with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Index of their community service: the base services first, in the order of `ServiceKind`.
    pub by: u16,
    /// How long after it was asked for.
    pub waited: Span,
    /// How much of the staff time went on looking for what others know, s.
    pub searched: u16,
}

/// What a contact was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Usual care for a need in the domain with this index.
    Need(u8),
    /// A later visit by urgent community response.
    UrgentFollowUp,
    /// The round of a care home.
    HomeRound,
    /// A team's decision whether to take somebody on.
    Triage,
    /// A team's assessment.
    Assessment,
    /// A team's visit to the ward, to prepare the way out.
    WardVisit,
    /// Preparing a case for a team's meeting.
    Preparation,
    /// Writing a team's plan.
    Plan,
    /// An action of a team's plan in the domain with this index.
    Action(u8),
    /// A team's planned contact.
    KeepInTouch,
    /// A team's review.
    Review,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// Turned 65 in the place or moved in.
    Entered,
    /// What somebody who has just entered is.
    Profiled(Profile),
    /// Left hospital or emergency care, or a bed for rehabilitation, for here: where they live, or such a bed.
    WentBack(Whereabouts),
    /// Moved away.
    MovedAway,
    /// Died.
    Died(DeathPlace),
    /// Fell.
    Fell,
    /// Broke a bone in a fall; the flag says whether it was the hip.
    BrokeBone(bool),
    /// Fell ill.
    FellIll(IllnessCause),
    /// The last days began.
    LastDays,
    /// The last days were planned for: stepped over to end-of-life care.
    EndPlanned,
    /// Lost the carer for good, who died or could not go on.
    CarerLost,
    /// The carer fell ill.
    CarerIll,
    /// Became destabilised.
    Destabilised,
    /// A need arose in the domain with this index.
    NeedArose(usize),
    /// A need was met.
    NeedMet(usize),
    /// A long-term condition began.
    ConditionBegan(Condition),
    /// Frailty took a step to the worse (true) or the better.
    FrailtyStep(bool),
    /// Care broke down or a social crisis came.
    SocialCrisis,
    /// Sought help in a crisis.
    SoughtHelp { trigger: Trigger, acuity: Acuity },
    /// A crisis began with this root and will be answered.
    CrisisBegan { root: u64 },
    /// A crisis is over.
    CrisisAnswered { root: u64, answer: Answer },
    /// Called 111.
    Telephoned,
    /// A consultation in general practice for a crisis, after this wait.
    Consulted { waited: Span },
    /// An ambulance crew reached somebody aged 65+, who lives in a care home or not, after this wait.
    CrewArrived { waited: Span, conveyed: bool, care_home: bool },
    /// Came to the emergency department.
    Attended,
    /// The crew had handed over somebody aged 65+ this long after it arrived at the department.
    HandedOver { waited: Span },
    /// Was admitted in an emergency: the identity of the spell is (root, ordinal).
    Admitted { root: u64, ordinal: u8, trigger: Trigger },
    /// Reached a bed this long after the decision to admit.
    ReachedBed { waited: Span },
    /// A stay in an acute bed is one with delirium.
    BecameDelirious,
    /// Left an acute bed.
    LeftBed { stay: Span, delay: Span },
    /// An elective admission of anybody was cancelled for want of a bed.
    ElectiveCancelled,
    /// Urgent community response was asked for a crisis with this root.
    UrgentAsked { root: u64 },
    /// Urgent community response came for a crisis with this root after this wait.
    UrgentCame { root: u64, waited: Span },
    /// A paramedic practitioner came instead of a crew after this wait, and has the person conveyed or not.
    PractitionerCame { waited: Span, conveys: bool },
    /// A care home called its line, and somebody came after this wait.
    HomeCallAnswered { waited: Span },
    /// The medicines of a resident of a care home were reviewed.
    MedicinesReviewed,
    /// A stay in hospital at home began.
    HospitalAtHomeBegan,
    /// Home care was asked for.
    HomeCareAsked,
    /// Home care began after this wait.
    HomeCareBegan { waited: Span },
    /// From now on so many hours a week of home care are given to somebody; 0: none.
    HomeCareHours(u8),
    /// Moved into a care home for good.
    EnteredCareHome,
    /// A contact by staff of any service ended: minutes of staff time, by whom and what for, and the visit, if they were
    /// with the person.
    Contact { minutes: f32, by: Caller, errand: Errand, visit: Option<Visit> },
    /// Planned work was put off because the person was in hospital or in a bed for rehabilitation.
    NotAtHome,
    /// A referral in usual care for a need in the domain with this index lapsed after so long in a line.
    ReferralLapsed { domain: usize, waited: Span },
    /// Work for a case came back from a profession that nobody holds any longer.
    SentBack,
    /// A coordinator has made a contact, and counts as keeping in touch until then unless the person leaves the list.
    KeptInTouch { until: SimTime },
    /// An assessment was made; the flag says whether another organisation had just made it.
    Assessed { repeated: bool },
    /// Was referred to the team of this neighbourhood.
    Referred { team: u16 },
    /// Was taken on a team's list.
    Accepted,
    /// Was not taken on a team's list.
    Refused,
    /// First contact by the team, this long after referral.
    FirstContact { waited: Span },
    /// A plan was written, this long after referral; the flag says whether the person was told.
    Planned { waited: Span, told: bool },
    /// An action of a plan was carried out (true) or not.
    Action(bool),
    /// A request between employers was lost.
    HandOffLost,
    /// A request between two professions of a team was lost.
    HandOffLostWithin,
    /// What a profession of a team found was heard when the plan was made, or not.
    Observation { heard: bool },
    /// Two or three people of a team saw what to do about a need, or did not yet.
    Decision { settled: bool },
    /// A meeting brought up a tension, which was worked through or stayed.
    Tension { worked_through: bool },
    /// A team's assessment ended with sending the person to hospital.
    Escalated,
    /// Somebody had to tell their story again.
    StoryRetold,
    /// An action rested on a fact that was out of date.
    StaleFact,
    /// Somebody on a team's list left hospital; the flag says whether the team learnt of it.
    Alert { reached: bool },
    /// A case was discussed in a meeting, or settled without.
    Settled { at_meeting: bool },
    /// A base service has done what a team asked of it, this long after it was asked.
    OthersActed { waited: Span },
    /// Left the team's list.
    Discharged,
    /// A member of staff left a post of this size, of the team of this neighbourhood or of a base service.
    StaffLeft { team: Option<u16>, wte: f32 },
    /// Somebody started in a post; the flag says whether they left a hole in another service of the place.
    StaffStarted { team: bool, from_local: bool },
    /// Ties of the team of this neighbourhood have gone since they were last looked at, in full ties: those between members,
    /// and those of leavers to organisations. Leavers took them along, or a reorganisation broke them.
    TiesLost { team: u16, within: f32, outside: f32, reorganised: bool },
    /// A shock to money or staff fell on the place.
    ShockFell,
    /// The goodwill of the team of this neighbourhood ran out: nobody gives hours that are not paid for until it is back.
    GoodwillRanOut { team: u16 },
    /// Somebody of a team judged whether a person in a destabilised spell can stay at home, with so much support from the
    /// others, 0 to 1; told where risk can be shared.
    RiskJudged { support: f32 },
    /// A count of the place at midnight; apart, as it is large and rare.
    Census(Box<Census>),
    /// A round through the teams on the first of a month; apart for the same reason.
    Round(Box<Round>),
}

/// How the teams of a place work together, summed over its teams.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Together {
    /// Teams with staff.
    pub teams: u32,
    /// Mean tie of their members, each from 0 to 1.
    pub cohesion: f32,
    /// How far members pull the same way.
    pub alignment: f32,
    /// How far the quietest role is heard.
    pub voice: f32,
    /// Tension that nobody has worked through.
    pub tension: f32,
    /// Part of practice that follows the design.
    pub fidelity: f32,
    /// How far local leaders believe that they help.
    pub belief: f32,
    /// How far their own staff believe it.
    pub staff_belief: f32,
    /// Goodwill that is left.
    pub reserve: f32,
    /// Hours given today that nobody pays for.
    pub unpaid_hours: f32,
}

/// Counts of a place at a midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Census {
    /// Residents aged 65+ alive.
    pub alive: u32,
    /// Of these, in an acute bed or emergency care.
    pub in_hospital: u32,
    /// In a bed for rehabilitation.
    pub in_rehabilitation: u32,
    /// Living in a care home, wherever they are tonight.
    pub care_home_residents: u32,
    /// In a care home tonight.
    pub in_care_home: u32,
    /// In a bed although ready to leave.
    pub delayed: u32,
    /// Unmet needs of all people together.
    pub unmet_needs: u32,
    /// The same by domain.
    pub unmet_by_domain: [u32; DOMAINS],
    /// Residents by frailty band, fittest first.
    pub by_frailty: [u32; 4],
    /// People living at home with a carer.
    pub carers: u32,
    /// Hours a week of unpaid care, all of them together.
    pub carer_hours: u32,
    /// Strain of their carers, each 0 to 100, all together.
    pub carer_strain: u32,
    /// Acute beds in use, everyone.
    pub beds_in_use: u32,
    /// On teams' lists.
    pub caseload: u32,
    /// Home-care hours a week being delivered.
    pub home_care_hours: u32,
    /// In reablement.
    pub in_reablement: u32,
    /// In hospital at home.
    pub in_hospital_at_home: u32,
    /// Of these, beyond the places of usual care: in places that a design's own posts carry.
    pub at_home_with_own_staff: u32,
    /// Team posts funded, WTE.
    pub team_funded: f32,
    /// Team posts filled, WTE.
    pub team_filled: f32,
    /// Posts of community services funded, WTE, teams included.
    pub posts_funded: f32,
    /// Posts of community services filled, WTE, teams included.
    pub posts_filled: f32,
    /// Cost of the team's filled and covered posts for this day, GBP: NHS, council, voluntary sector, household.
    pub team_cost: [f32; 4],
    /// How the staff of community services are, teams included.
    pub staff: StaffCensus,
    /// How teams work together.
    pub together: Together,
    /// What leaders and staff see.
    pub views: Views,
}

/// Number of organisations that employ staff.
pub const EMPLOYERS: usize = Organisation::EACH.len();

/// How the staff of a place are at a midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StaffCensus {
    /// Satisfaction of holders, standard deviations above usual, times their WTE.
    pub satisfaction: f32,
    /// Holders off sick, WTE.
    pub absent: f32,
    /// Vacant posts covered by agency and bank, WTE.
    pub covered: f32,
    /// Of these, by the bank.
    pub covered_by_bank: f32,
    /// Posts funded and filled, WTE, and pay of those who hold them today, GBP: by employer, in the order of
    /// `Organisation`.
    pub by_employer: [[f32; 3]; EMPLOYERS],
    /// Pay of posts that are no longer paid for, GBP a day.
    pub given_back: f32,
    /// Posts of home-care workers.
    pub care_posts: u32,
    /// Home-care workers in post.
    pub care_workers: u32,
    /// What cover of base posts costs today beyond their holders' pay, GBP: NHS, council, voluntary sector, household.
    pub cover_cost: [f32; 4],
}
