//! What a place knows of itself as targets, and what may be moved to meet them.

use crate::experiment::calibration::knobs::Group;
use crate::experiment::calibration::observe::Observed;
use crate::experiment::calibration::targets::{Field, Measure, Target};
use crate::model::design::Role;
use crate::model::workforce::{hiring, leaving};
use crate::outcomes::strata::Counts;
use crate::scenario::file::local::{Known, LocalTarget};

const THOUSAND: f64 = 1000.0;
/// No target is taken as surer than this part of itself.
const LEAST: f64 = 0.01;

impl From<Known> for Field {
    fn from(known: Known) -> Self {
        match known {
            Known::EmergencyAdmissions | Known::Attendances => Self::Use,
            Known::MeanDelay | Known::BedOccupancy | Known::TwoHourShare => Self::Flow,
            Known::VacancyNurse
            | Known::VacancyPhysiotherapist
            | Known::VacancyOccupationalTherapist
            | Known::VacancySocialWorker
            | Known::VacancyHomeCareWorker => Self::Staff,
        }
    }
}

/// What may be known: how it is measured, its unit, and the parameters that move it.
struct Way {
    unit: &'static str,
    of: Measure,
    knobs: &'static [Group],
}

fn way(known: Known) -> Way {
    let (unit, of, knobs): (_, Measure, &'static [Group]) = match known {
        Known::EmergencyAdmissions => (
            "per 1,000 people 65+ a year",
            |o| per_1000(o, |counts| counts.admissions),
            &[("how often older people fall acutely ill", &["illness.rate"], &[Field::Use, Field::Flow])],
        ),
        Known::Attendances => (
            "per 1,000 people 65+ a year",
            |o| per_1000(o, |counts| counts.attendances),
            &[
                ("how much illness is moderate", &["illness.moderate"], &[Field::Use, Field::Flow]),
                ("who goes to the department first", &["contact.attend"], &[Field::Use, Field::Flow]),
                ("admission of moderate cases", &["emergency.admit.moderate"], &[Field::Use, Field::Flow]),
            ],
        ),
        Known::MeanDelay => (
            "days",
            |o| o.sums.stays[1] / o.sums.stays[0],
            &[
                ("hours of home care", &["social_care.home_care_hours"], &[Field::Flow]),
                ("places in reablement", &["discharge.reablement_places"], &[Field::Flow]),
                ("beds for rehabilitation", &["discharge.rehabilitation_beds"], &[Field::Flow]),
                ("arranging to leave", &["discharge.arrangement"], &[Field::Flow]),
            ],
        ),
        Known::BedOccupancy => (
            "share",
            |o| o.sums.beds[0] / o.sums.beds[1],
            &[
                ("stays of people under 65", &["others.stay_mean"], &[Field::Flow]),
                ("beds", &["hospital.beds"], &[Field::Flow]),
            ],
        ),
        Known::TwoHourShare => (
            "share",
            |o| o.sums.urgent[1] / o.sums.urgent[0],
            &[("staff of urgent response", &["services.urgent_responders"], &[Field::Flow])],
        ),
        Known::VacancyNurse => (
            "share",
            |o| vacancy(o, Role::CommunityNurse),
            &[
                ("leaving of community nurses", &["staff.leaving.community_nurse"], &[Field::Staff]),
                ("finding community nurses", &["hiring.found.community_nurse"], &[Field::Staff]),
            ],
        ),
        Known::VacancyPhysiotherapist => (
            "share",
            |o| vacancy(o, Role::Physiotherapist),
            &[
                ("leaving of physiotherapists", &["staff.leaving.physiotherapist"], &[Field::Staff]),
                ("finding physiotherapists", &["hiring.found.physiotherapist"], &[Field::Staff]),
            ],
        ),
        Known::VacancyOccupationalTherapist => (
            "share",
            |o| vacancy(o, Role::OccupationalTherapist),
            &[
                ("leaving of occupational therapists", &["staff.leaving.occupational_therapist"], &[Field::Staff]),
                ("finding occupational therapists", &["hiring.found.occupational_therapist"], &[Field::Staff]),
            ],
        ),
        Known::VacancySocialWorker => (
            "share",
            |o| vacancy(o, Role::SocialWorker),
            &[
                ("leaving of social workers", &["staff.leaving.social_worker"], &[Field::Staff]),
                ("finding social workers", &["hiring.found.social_worker"], &[Field::Staff]),
            ],
        ),
        Known::VacancyHomeCareWorker => (
            "share",
            |o| 1.0 - o.sums.care_posts[1] / o.sums.care_posts[0],
            &[
                ("leaving of home-care workers", &["care_workers.leaving"], &[Field::Staff]),
                ("hiring home-care workers", &["care_workers.hire"], &[Field::Staff]),
            ],
        ),
    };
    Way { unit, of, knobs }
}

/// A place's targets.
pub fn targets(known: &[LocalTarget]) -> Vec<Target> {
    let target = |local: &LocalTarget| {
        let Way { unit, of, .. } = way(local.what);
        Target {
            field: local.what.into(),
            least: LEAST,
            id: local.what.key().to_string(),
            rows: Vec::new(),
            meaning: format!("{} ({})", local.what.label(), local.year),
            unit,
            value: local.value,
            low: local.low,
            high: local.high,
            of,
        }
    };
    known.iter().map(target).collect()
}

/// What may be moved for these targets, each thing once.
pub fn groups(known: &[LocalTarget]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for group in known.iter().flat_map(|local| way(local.what).knobs) {
        if groups.iter().all(|(name, ..)| *name != group.0) {
            groups.push(*group);
        }
    }
    groups
}

fn per_1000(o: &Observed, events: fn(&Counts) -> u64) -> f64 {
    let counts = o.strata.of(|_| true);
    events(&counts) as f64 * THOUSAND / counts.years()
}

fn vacancy(o: &Observed, role: Role) -> f64 {
    let away = leaving::usual(&o.parameters.staff, role) * hiring::mean_vacancy(&o.parameters, role);
    away / (1.0 + away)
}

/// What is to be said of targets whose year is another time than the model's.
pub fn eras(known: &[LocalTarget]) -> String {
    /// Years whose care was that of a pandemic.
    const PANDEMIC: std::ops::RangeInclusive<u16> = 2020..=2021;
    /// Before these, beds, home care and delays were others than those that the register holds.
    const RECENT: u16 = 2022;
    let mut words = String::new();
    for target in known {
        let (label, year) = (target.what.label(), target.year);
        if PANDEMIC.contains(&year) {
            words += &format!("- {label} is of {year}, a year of the pandemic, which this model does not stand for.\n");
        } else if year < RECENT {
            words +=
                &format!("- {label} is of {year}; supply and prices of this model are those of {RECENT} and later.\n");
        }
    }
    words
}
