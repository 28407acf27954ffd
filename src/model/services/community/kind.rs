//! The services of the base supply, by name. This file knows no staff and no work.

use crate::model::design::Role;

/// Services of the base supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind {
    /// General practice, for acute illness.
    Practice,
    /// Community nursing.
    Nursing,
    /// Community physiotherapy.
    Physiotherapy,
    /// Occupational therapy.
    OccupationalTherapy,
    /// Adult social work.
    SocialWork,
    /// Community mental health.
    MentalHealth,
    /// Pharmacists in primary care.
    Pharmacy,
    /// Social prescribing.
    LinkWork,
    /// Two-hour urgent community response.
    UrgentResponse,
    /// Paramedic practitioners, sent instead of ambulance crews.
    Practitioners,
    /// Support of care homes.
    CareHomeSupport,
}

impl ServiceKind {
    /// All base services.
    pub const ALL: [ServiceKind; 11] = [
        ServiceKind::Practice,
        ServiceKind::Nursing,
        ServiceKind::Physiotherapy,
        ServiceKind::OccupationalTherapy,
        ServiceKind::SocialWork,
        ServiceKind::MentalHealth,
        ServiceKind::Pharmacy,
        ServiceKind::LinkWork,
        ServiceKind::UrgentResponse,
        ServiceKind::Practitioners,
        ServiceKind::CareHomeSupport,
    ];

    /// The profession that most of its staff belong to.
    pub const fn role(self) -> Role {
        match self {
            ServiceKind::Practice => Role::Gp,
            ServiceKind::Nursing => Role::CommunityNurse,
            ServiceKind::Physiotherapy => Role::Physiotherapist,
            ServiceKind::OccupationalTherapy => Role::OccupationalTherapist,
            ServiceKind::SocialWork => Role::SocialWorker,
            ServiceKind::MentalHealth => Role::MentalHealthPractitioner,
            ServiceKind::Pharmacy => Role::Pharmacist,
            ServiceKind::LinkWork => Role::LinkWorker,
            ServiceKind::UrgentResponse | ServiceKind::CareHomeSupport => Role::CommunityMatron,
            ServiceKind::Practitioners => Role::Paramedic,
        }
    }
}
