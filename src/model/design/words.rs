//! The words that stand for the choices of a design in scenario files and results.

use super::working::Chair;
use super::{Contract, ExitWhen, MeetingMode, NeedDomain, Organisation, Role, Start};
use crate::units::Choice;

impl Choice for Start {
    const ALL: &'static [Self] = &[Self::Recruiting, Self::Staffed];

    fn word(self) -> &'static str {
        match self {
            Self::Recruiting => "recruiting",
            Self::Staffed => "staffed",
        }
    }
}

impl Choice for ExitWhen {
    const ALL: &'static [Self] = &[Self::GoalsMet, Self::AtReview, Self::Never];

    fn word(self) -> &'static str {
        match self {
            Self::GoalsMet => "goals met",
            Self::AtReview => "at review",
            Self::Never => "never",
        }
    }
}

impl Choice for MeetingMode {
    const ALL: &'static [Self] = &[Self::InPerson, Self::CoLocated, Self::Virtual, Self::Hybrid];

    fn word(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::CoLocated => "co-located",
            Self::Virtual => "virtual",
            Self::Hybrid => "hybrid",
        }
    }
}

impl Choice for Chair {
    const ALL: &'static [Self] = &[Self::Fixed, Self::Shared];

    fn word(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Shared => "shared",
        }
    }
}

impl Choice for Organisation {
    const ALL: &'static [Self] = &[Self::Gp, Self::Trust, Self::Council, Self::Vcs, Self::Hospital];

    fn word(self) -> &'static str {
        match self {
            Self::Gp => "gp",
            Self::Trust => "trust",
            Self::Council => "council",
            Self::Vcs => "vcs",
            Self::Hospital => "hospital",
        }
    }
}

impl Choice for Contract {
    const ALL: &'static [Self] = &[Self::Permanent, Self::Fixed, Self::Secondment];

    fn word(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::Fixed => "fixed",
            Self::Secondment => "secondment",
        }
    }
}

impl Choice for Role {
    const ALL: &'static [Self] = &[
        Self::Gp,
        Self::Geriatrician,
        Self::CommunityMatron,
        Self::CommunityNurse,
        Self::Physiotherapist,
        Self::OccupationalTherapist,
        Self::SocialWorker,
        Self::MentalHealthPractitioner,
        Self::Pharmacist,
        Self::Paramedic,
        Self::LinkWorker,
        Self::Administrator,
        Self::SupportWorker,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Gp => "gp",
            Self::Geriatrician => "geriatrician",
            Self::CommunityMatron => "community-matron",
            Self::CommunityNurse => "community-nurse",
            Self::Physiotherapist => "physiotherapist",
            Self::OccupationalTherapist => "occupational-therapist",
            Self::SocialWorker => "social-worker",
            Self::MentalHealthPractitioner => "mental-health-practitioner",
            Self::Pharmacist => "pharmacist",
            Self::Paramedic => "paramedic",
            Self::LinkWorker => "link-worker",
            Self::Administrator => "administrator",
            Self::SupportWorker => "support-worker",
        }
    }
}

impl NeedDomain {
    /// The domain with this index, in the order of the type; there are eight.
    pub fn numbered(index: usize) -> Self {
        <Self as Choice>::ALL[index]
    }
}

impl Choice for NeedDomain {
    const ALL: &'static [Self] = &[
        Self::Medical,
        Self::Function,
        Self::CognitionAndMood,
        Self::SocialAndCare,
        Self::HousingAndEquipment,
        Self::Carer,
        Self::Medicines,
        Self::EndOfLife,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Medical => "medical",
            Self::Function => "function",
            Self::CognitionAndMood => "cognition-and-mood",
            Self::SocialAndCare => "social-and-care",
            Self::HousingAndEquipment => "housing-and-equipment",
            Self::Carer => "carer",
            Self::Medicines => "medicines",
            Self::EndOfLife => "end-of-life",
        }
    }
}
