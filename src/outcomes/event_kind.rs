//! Facts sorted by kind: the labels of the events table, and the counts from which most outcomes are made.

use crate::model::fact::{Answer, DeathPlace, Errand, FactKind};

/// The kinds of event that are counted. A census is no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the labels below say what each kind is")]
pub enum EventKind {
    Entered,
    MovedAway,
    DiedAtHome,
    DiedInCareHome,
    DiedInHospital,
    DiedInRehabilitation,
    Fell,
    BrokeHip,
    BrokeOtherBone,
    FellIll,
    LastDays,
    EndPlanned,
    CarerLost,
    CarerIll,
    Destabilised,
    NeedArose,
    NeedMet,
    ConditionBegan,
    FrailtyWorse,
    FrailtyBetter,
    SocialCrisis,
    CrisisBegan,
    SoughtHelp,
    Telephoned,
    Consulted,
    CrewConveyed,
    CrewTreatedAtHome,
    Attended,
    Admitted,
    ReachedBed,
    BecameDelirious,
    LeftBed,
    UrgentAsked,
    UrgentCame,
    PractitionerConveyed,
    PractitionerTreated,
    HomeCallAnswered,
    HomeRound,
    MedicinesReviewed,
    HospitalAtHomeBegan,
    AnsweredByAdmission,
    AnsweredBySubstitute,
    AnsweredOtherwise,
    ElectiveCancelled,
    HomeCareAsked,
    HomeCareBegan,
    EnteredCareHome,
    Contact,
    NotAtHome,
    ReferralLapsed,
    SentBack,
    Assessed,
    AssessedAgain,
    Referred,
    Accepted,
    Refused,
    FirstContact,
    PlannedAndTold,
    PlannedUntold,
    ActionDone,
    ActionNotDone,
    HandOffLost,
    HandOffLostWithin,
    ObservationHeard,
    ObservationUnheard,
    DecisionFound,
    DecisionOpen,
    TensionWorkedThrough,
    TensionStayed,
    Escalated,
    StoryRetold,
    StaleFact,
    AlertReached,
    AlertMissed,
    SettledAtMeeting,
    SettledWithoutMeeting,
    Discharged,
    StaffLeft,
    TeamStaffLeft,
    StaffStarted,
    TeamStaffStarted,
}

use EventKind as Kind;

/// What an event is about, for saying how much happens in a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// What a person is or has changes.
    Person,
    /// A step on the way through a crisis.
    Crisis,
    /// Somebody of the staff has given their time.
    Contact,
    /// What becomes of work, cases and staff.
    Work,
}

impl Nature {
    /// Every nature with its words.
    pub const ALL: [(Nature, &str); 4] = [
        (Nature::Person, "events of persons"),
        (Nature::Crisis, "steps of crises"),
        (Nature::Contact, "contacts by staff"),
        (Nature::Work, "turns of work, cases and posts"),
    ];

    /// The nature of the kind at this place of the events table.
    pub fn of(kind: usize) -> Self {
        let is = |kinds: &[Kind]| kinds.iter().any(|&other| other as usize == kind);
        if is(&[Kind::Contact, Kind::HomeRound, Kind::HomeCallAnswered, Kind::Consulted]) {
            Nature::Contact
        } else if kind < Kind::CrisisBegan as usize || is(&[Kind::HomeCareBegan, Kind::EnteredCareHome]) {
            Nature::Person
        } else if kind <= Kind::ElectiveCancelled as usize && !is(&[Kind::MedicinesReviewed]) {
            Nature::Crisis
        } else {
            Nature::Work
        }
    }
}

/// Every kind with its label, in the order of the enum and of the events table.
const LABELS: [(EventKind, &str); Kind::TeamStaffStarted as usize + 1] = [
    (Kind::Entered, "Turned 65 in the place or moved in"),
    (Kind::MovedAway, "Moved away"),
    (Kind::DiedAtHome, "Died at home"),
    (Kind::DiedInCareHome, "Died in a care home"),
    (Kind::DiedInHospital, "Died in hospital"),
    (Kind::DiedInRehabilitation, "Died in a bed for rehabilitation"),
    (Kind::Fell, "Fell"),
    (Kind::BrokeHip, "Broke a hip"),
    (Kind::BrokeOtherBone, "Broke another bone"),
    (Kind::FellIll, "Fell acutely ill"),
    (Kind::LastDays, "The last days began"),
    (Kind::EndPlanned, "Stepped over to end-of-life care"),
    (Kind::CarerLost, "Lost the carer for good"),
    (Kind::CarerIll, "The carer fell ill"),
    (Kind::Destabilised, "Became destabilised"),
    (Kind::NeedArose, "A need arose"),
    (Kind::NeedMet, "A need was met"),
    (Kind::ConditionBegan, "A long-term condition began"),
    (Kind::FrailtyWorse, "Became frailer by a band"),
    (Kind::FrailtyBetter, "Became less frail by a band"),
    (Kind::SocialCrisis, "Social crisis or breakdown of care"),
    (Kind::CrisisBegan, "A crisis began"),
    (Kind::SoughtHelp, "Sought help in a crisis"),
    (Kind::Telephoned, "Called 111"),
    (Kind::Consulted, "Seen in general practice in a crisis"),
    (Kind::CrewConveyed, "Ambulance crew came and conveyed"),
    (Kind::CrewTreatedAtHome, "Ambulance crew came and did not convey"),
    (Kind::Attended, "Attended the emergency department"),
    (Kind::Admitted, "Admitted in an emergency"),
    (Kind::ReachedBed, "Reached an acute bed"),
    (Kind::BecameDelirious, "Became delirious in an acute bed"),
    (Kind::LeftBed, "Left an acute bed"),
    (Kind::UrgentAsked, "Urgent community response asked for"),
    (Kind::UrgentCame, "Urgent community response visited"),
    (Kind::PractitionerConveyed, "Paramedic practitioner came and called a crew"),
    (Kind::PractitionerTreated, "Paramedic practitioner came and treated or referred on"),
    (Kind::HomeCallAnswered, "Care home called its line and was visited"),
    (Kind::HomeRound, "Seen on the round of a care home"),
    (Kind::MedicinesReviewed, "Medicines reviewed in a care home"),
    (Kind::HospitalAtHomeBegan, "Hospital at home began"),
    (Kind::AnsweredByAdmission, "A crisis ended after admission"),
    (Kind::AnsweredBySubstitute, "A crisis was answered by urgent response, hospital at home or the like"),
    (Kind::AnsweredOtherwise, "A crisis was answered otherwise"),
    (Kind::ElectiveCancelled, "An elective admission was cancelled (all ages)"),
    (Kind::HomeCareAsked, "Home care asked for"),
    (Kind::HomeCareBegan, "Home care began"),
    (Kind::EnteredCareHome, "Moved into a care home for good"),
    (Kind::Contact, "Contact by community staff"),
    (Kind::NotAtHome, "Work put off: the person was not at home"),
    (Kind::ReferralLapsed, "A referral in usual care lapsed while it waited"),
    (Kind::SentBack, "Work sent back: nobody left in the profession"),
    (Kind::Assessed, "Assessed"),
    (Kind::AssessedAgain, "Assessed again by another organisation"),
    (Kind::Referred, "Referred to a team"),
    (Kind::Accepted, "Taken on a team's list"),
    (Kind::Refused, "Not taken on a team's list"),
    (Kind::FirstContact, "First contact by the team"),
    (Kind::PlannedAndTold, "Plan written and the person told"),
    (Kind::PlannedUntold, "Plan written and the person not told"),
    (Kind::ActionDone, "Action of a plan carried out"),
    (Kind::ActionNotDone, "Action of a plan not carried out"),
    (Kind::HandOffLost, "Request between employers lost"),
    (Kind::HandOffLostWithin, "Request within a team lost"),
    (Kind::ObservationHeard, "What a profession found was heard"),
    (Kind::ObservationUnheard, "What a profession found was not heard"),
    (Kind::DecisionFound, "What to do about a need was seen at once"),
    (Kind::DecisionOpen, "What to do about a need was not seen yet"),
    (Kind::TensionWorkedThrough, "A tension in a team was worked through"),
    (Kind::TensionStayed, "A tension in a team stayed"),
    (Kind::Escalated, "Sent to hospital by a team's assessment"),
    (Kind::StoryRetold, "Story told again to a further profession"),
    (Kind::StaleFact, "An action rested on a fact out of date"),
    (Kind::AlertReached, "Left hospital and the team learnt of it"),
    (Kind::AlertMissed, "Left hospital and the team did not learn of it"),
    (Kind::SettledAtMeeting, "Case discussed in a meeting"),
    (Kind::SettledWithoutMeeting, "Case settled without a meeting"),
    (Kind::Discharged, "Left the team's list"),
    (Kind::StaffLeft, "Left a post in a base service"),
    (Kind::TeamStaffLeft, "Left a post in a team"),
    (Kind::StaffStarted, "Started in a post in a base service"),
    (Kind::TeamStaffStarted, "Started in a post in a team"),
];

impl EventKind {
    /// The kind of a fact, or `None` for a census.
    pub fn of(fact: &FactKind) -> Option<Self> {
        let either = |flag: bool, yes: Kind, no: Kind| if flag { yes } else { no };
        Some(match *fact {
            FactKind::Entered => Kind::Entered,
            FactKind::MovedAway => Kind::MovedAway,
            FactKind::Died(DeathPlace::Home) => Kind::DiedAtHome,
            FactKind::Died(DeathPlace::CareHome) => Kind::DiedInCareHome,
            FactKind::Died(DeathPlace::Hospital) => Kind::DiedInHospital,
            FactKind::Died(DeathPlace::Rehabilitation) => Kind::DiedInRehabilitation,
            FactKind::Fell => Kind::Fell,
            FactKind::BrokeBone(hip) => either(hip, Kind::BrokeHip, Kind::BrokeOtherBone),
            FactKind::FellIll(_) => Kind::FellIll,
            FactKind::LastDays => Kind::LastDays,
            FactKind::EndPlanned => Kind::EndPlanned,
            FactKind::CarerLost => Kind::CarerLost,
            FactKind::CarerIll => Kind::CarerIll,
            FactKind::Destabilised => Kind::Destabilised,
            FactKind::NeedArose(_) => Kind::NeedArose,
            FactKind::NeedMet(_) => Kind::NeedMet,
            FactKind::ConditionBegan(_) => Kind::ConditionBegan,
            FactKind::FrailtyStep(worse) => either(worse, Kind::FrailtyWorse, Kind::FrailtyBetter),
            FactKind::SocialCrisis => Kind::SocialCrisis,
            FactKind::SoughtHelp { .. } => Kind::SoughtHelp,
            FactKind::CrisisBegan { .. } => Kind::CrisisBegan,
            FactKind::CrisisAnswered { answer: Answer::Admitted, .. } => Kind::AnsweredByAdmission,
            FactKind::CrisisAnswered { answer: Answer::Substituted, .. } => Kind::AnsweredBySubstitute,
            FactKind::CrisisAnswered { answer: Answer::Department | Answer::Otherwise, .. } => Kind::AnsweredOtherwise,
            FactKind::Telephoned => Kind::Telephoned,
            FactKind::Consulted { .. } => Kind::Consulted,
            FactKind::CrewArrived { conveyed, .. } => either(conveyed, Kind::CrewConveyed, Kind::CrewTreatedAtHome),
            FactKind::Attended => Kind::Attended,
            FactKind::Admitted { .. } => Kind::Admitted,
            FactKind::ReachedBed { .. } => Kind::ReachedBed,
            FactKind::BecameDelirious => Kind::BecameDelirious,
            FactKind::LeftBed { .. } => Kind::LeftBed,
            FactKind::ElectiveCancelled => Kind::ElectiveCancelled,
            FactKind::UrgentAsked { .. } => Kind::UrgentAsked,
            FactKind::UrgentCame { .. } => Kind::UrgentCame,
            FactKind::PractitionerCame { conveys, .. } => {
                either(conveys, Kind::PractitionerConveyed, Kind::PractitionerTreated)
            }
            FactKind::HomeCallAnswered { .. } => Kind::HomeCallAnswered,
            FactKind::MedicinesReviewed => Kind::MedicinesReviewed,
            FactKind::HospitalAtHomeBegan => Kind::HospitalAtHomeBegan,
            FactKind::HomeCareAsked => Kind::HomeCareAsked,
            FactKind::HomeCareBegan { .. } => Kind::HomeCareBegan,
            FactKind::EnteredCareHome => Kind::EnteredCareHome,
            FactKind::Contact { errand: Errand::HomeRound, .. } => Kind::HomeRound,
            FactKind::Contact { .. } => Kind::Contact,
            FactKind::NotAtHome => Kind::NotAtHome,
            FactKind::ReferralLapsed { .. } => Kind::ReferralLapsed,
            FactKind::SentBack => Kind::SentBack,
            FactKind::Assessed { repeated } => either(repeated, Kind::AssessedAgain, Kind::Assessed),
            FactKind::Referred { .. } => Kind::Referred,
            FactKind::Accepted => Kind::Accepted,
            FactKind::Refused => Kind::Refused,
            FactKind::FirstContact { .. } => Kind::FirstContact,
            FactKind::Planned { told, .. } => either(told, Kind::PlannedAndTold, Kind::PlannedUntold),
            FactKind::Action(done) => either(done, Kind::ActionDone, Kind::ActionNotDone),
            FactKind::HandOffLost => Kind::HandOffLost,
            FactKind::HandOffLostWithin => Kind::HandOffLostWithin,
            FactKind::Observation { heard } => either(heard, Kind::ObservationHeard, Kind::ObservationUnheard),
            FactKind::Decision { settled } => either(settled, Kind::DecisionFound, Kind::DecisionOpen),
            FactKind::Tension { worked_through } => {
                either(worked_through, Kind::TensionWorkedThrough, Kind::TensionStayed)
            }
            FactKind::Escalated => Kind::Escalated,
            FactKind::StoryRetold => Kind::StoryRetold,
            FactKind::StaleFact => Kind::StaleFact,
            FactKind::Alert { reached } => either(reached, Kind::AlertReached, Kind::AlertMissed),
            FactKind::Settled { at_meeting } => either(at_meeting, Kind::SettledAtMeeting, Kind::SettledWithoutMeeting),
            FactKind::Discharged => Kind::Discharged,
            FactKind::StaffLeft { team, .. } => either(team.is_some(), Kind::TeamStaffLeft, Kind::StaffLeft),
            FactKind::StaffStarted { team, .. } => either(team, Kind::TeamStaffStarted, Kind::StaffStarted),
            FactKind::Census(_)
            | FactKind::Round(_)
            | FactKind::ShockFell
            | FactKind::GoodwillRanOut { .. }
            | FactKind::RiskJudged { .. }
            | FactKind::TiesLost { .. }
            | FactKind::OthersActed { .. }
            | FactKind::Profiled(_)
            | FactKind::WentBack(_)
            | FactKind::HandedOver { .. }
            | FactKind::HomeCareHours(_)
            | FactKind::KeptInTouch { .. } => return None,
        })
    }
}

/// How often each kind of event happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventCounts([u64; LABELS.len()]);

impl Default for EventCounts {
    fn default() -> Self {
        Self([0; LABELS.len()])
    }
}

impl EventCounts {
    /// Counts one event.
    pub fn count(&mut self, kind: EventKind) {
        self.0[kind as usize] += 1;
    }

    /// How often this kind happened.
    pub fn of(&self, kind: EventKind) -> u64 {
        self.0[kind as usize]
    }

    /// How often these kinds happened together.
    pub fn sum(&self, kinds: &[EventKind]) -> u64 {
        kinds.iter().map(|&kind| self.of(kind)).sum()
    }

    /// Adds the counts of another place.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// Every label with its count, in the order of the events table.
    pub fn table(&self) -> Vec<(&'static str, u64)> {
        LABELS.iter().map(|&(kind, label)| (label, self.of(kind))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_in_the_order_of_the_kinds_and_differ() {
        for (index, (kind, label)) in LABELS.iter().enumerate() {
            assert_eq!(*kind as usize, index, "{label}");
            assert!(LABELS[..index].iter().all(|(_, earlier)| earlier != label), "{label} stands twice");
        }
    }
}
