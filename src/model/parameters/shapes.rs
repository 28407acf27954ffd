//! Families of parameters: one value for each age band, frailty band, role and so on.

use serde::{Deserialize, Serialize};

/// One value for each fifth of deprivation, most deprived first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByFifth<T> {
    /// First.
    pub first: T,
    /// Second.
    pub second: T,
    /// Third.
    pub third: T,
    /// Fourth.
    pub fourth: T,
    /// Fifth.
    pub fifth: T,
}

impl<T: Copy> ByFifth<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 5] {
        [self.first, self.second, self.third, self.fourth, self.fifth]
    }
}

/// One value for each age band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByAge<T> {
    /// Age 65 74.
    pub age_65_74: T,
    /// Age 75 84.
    pub age_75_84: T,
    /// Age 85 plus.
    pub age_85_plus: T,
}

impl<T: Copy> ByAge<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 3] {
        [self.age_65_74, self.age_75_84, self.age_85_plus]
    }
}

/// One value for each five-year age band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByFineAge<T> {
    /// Age 65 69.
    pub age_65_69: T,
    /// Age 70 74.
    pub age_70_74: T,
    /// Age 75 79.
    pub age_75_79: T,
    /// Age 80 84.
    pub age_80_84: T,
    /// Age 85 plus.
    pub age_85_plus: T,
}

impl<T: Copy> ByFineAge<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 5] {
        [self.age_65_69, self.age_70_74, self.age_75_79, self.age_80_84, self.age_85_plus]
    }
}

/// One value for each frailty band.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByFrailty<T> {
    /// Fit.
    pub fit: T,
    /// Mild.
    pub mild: T,
    /// Moderate.
    pub moderate: T,
    /// Severe.
    pub severe: T,
}

impl<T: Copy> ByFrailty<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 4] {
        [self.fit, self.mild, self.moderate, self.severe]
    }
}

/// One value for each sex.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BySex<T> {
    /// Female.
    pub female: T,
    /// Male.
    pub male: T,
}

impl<T: Copy> BySex<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 2] {
        [self.female, self.male]
    }
}

/// One value for each domain of need.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByDomain<T> {
    /// Medical.
    pub medical: T,
    /// Function.
    pub function: T,
    /// Cognition and mood.
    pub cognition_and_mood: T,
    /// Social and care.
    pub social_and_care: T,
    /// Housing and equipment.
    pub housing_and_equipment: T,
    /// Carer.
    pub carer: T,
    /// Medicines.
    pub medicines: T,
    /// End of life.
    pub end_of_life: T,
}

impl<T: Copy> ByDomain<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 8] {
        [
            self.medical,
            self.function,
            self.cognition_and_mood,
            self.social_and_care,
            self.housing_and_equipment,
            self.carer,
            self.medicines,
            self.end_of_life,
        ]
    }
}

/// One value for each long-term condition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByCondition<T> {
    /// Copd.
    pub copd: T,
    /// Heart failure.
    pub heart_failure: T,
    /// Diabetes.
    pub diabetes: T,
    /// Coronary.
    pub coronary: T,
    /// Atrial fibrillation.
    pub atrial_fibrillation: T,
    /// Stroke.
    pub stroke: T,
    /// Kidney.
    pub kidney: T,
    /// Dementia.
    pub dementia: T,
    /// Arthritis.
    pub arthritis: T,
    /// Depression.
    pub depression: T,
}

impl<T: Copy> ByCondition<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 10] {
        [
            self.copd,
            self.heart_failure,
            self.diabetes,
            self.coronary,
            self.atrial_fibrillation,
            self.stroke,
            self.kidney,
            self.dementia,
            self.arthritis,
            self.depression,
        ]
    }
}

/// One value for each cause of acute illness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByCause<T> {
    /// Respiratory.
    pub respiratory: T,
    /// Cardiac.
    pub cardiac: T,
    /// Infection.
    pub infection: T,
    /// Medicine harm.
    pub medicine_harm: T,
    /// Other.
    pub other: T,
}

impl<T: Copy> ByCause<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 5] {
        [self.respiratory, self.cardiac, self.infection, self.medicine_harm, self.other]
    }
}

/// One value for each acuity of a crisis.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByAcuity<T> {
    /// Mild.
    pub mild: T,
    /// Moderate.
    pub moderate: T,
    /// Severe.
    pub severe: T,
}

impl<T: Copy> ByAcuity<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 3] {
        [self.mild, self.moderate, self.severe]
    }
}

/// One value for each role.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByRole<T> {
    /// Gp.
    pub gp: T,
    /// Geriatrician.
    pub geriatrician: T,
    /// Community matron.
    pub community_matron: T,
    /// Community nurse.
    pub community_nurse: T,
    /// Physiotherapist.
    pub physiotherapist: T,
    /// Occupational therapist.
    pub occupational_therapist: T,
    /// Social worker.
    pub social_worker: T,
    /// Mental health practitioner.
    pub mental_health_practitioner: T,
    /// Pharmacist.
    pub pharmacist: T,
    /// Paramedic.
    pub paramedic: T,
    /// Link worker.
    pub link_worker: T,
    /// Administrator.
    pub administrator: T,
    /// Support worker.
    pub support_worker: T,
}

impl<T: Copy> ByRole<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 13] {
        [
            self.gp,
            self.geriatrician,
            self.community_matron,
            self.community_nurse,
            self.physiotherapist,
            self.occupational_therapist,
            self.social_worker,
            self.mental_health_practitioner,
            self.pharmacist,
            self.paramedic,
            self.link_worker,
            self.administrator,
            self.support_worker,
        ]
    }
}

/// One value for each part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByPartOfDay<T> {
    /// Midnight to 6.
    pub night: T,
    /// 6 to 9.
    pub morning: T,
    /// 9 to 19.
    pub day: T,
    /// 19 to midnight.
    pub evening: T,
}

impl<T: Copy> ByPartOfDay<T> {
    /// The value of an hour, 0 to 23.
    pub fn at(&self, hour: usize) -> T {
        match hour {
            0..6 => self.night,
            6..9 => self.morning,
            9..19 => self.day,
            _ => self.evening,
        }
    }
}

/// One value for old carers and one for others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByCarer<T> {
    /// Old, mostly a husband or wife.
    pub old: T,
    /// Younger.
    pub younger: T,
}

impl<T: Copy> ByCarer<T> {
    /// The value of a carer who is old or not.
    pub fn by(&self, old: bool) -> T {
        if old { self.old } else { self.younger }
    }
}

/// One value for each organisation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByOrganisation<T> {
    /// General practices.
    pub gp: T,
    /// The community and mental health trust.
    pub trust: T,
    /// The council.
    pub council: T,
    /// Voluntary, community and social enterprises.
    pub vcs: T,
    /// The acute hospital.
    pub hospital: T,
}

impl<T: Copy> ByOrganisation<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 5] {
        [self.gp, self.trust, self.council, self.vcs, self.hospital]
    }
}
