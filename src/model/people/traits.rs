//! The words for what a person is: sex, age band, frailty, conditions, whereabouts and the kinds of crisis.

/// Sex recorded at birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Age bands of published rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeBand {
    /// 65 to 74.
    From65,
    /// 75 to 84.
    From75,
    /// 85 and over.
    From85,
}

impl AgeBand {
    /// The band of an age in whole years.
    pub const fn of(age: usize) -> Self {
        match age {
            0..=74 => AgeBand::From65,
            75..=84 => AgeBand::From75,
            _ => AgeBand::From85,
        }
    }
}

/// Bands of the electronic frailty index (Clegg et al. 2016): cuts at 0.12, 0.24 and 0.36 of the deficits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frailty {
    /// Up to 0.12.
    Fit,
    /// Above 0.12 up to 0.24.
    Mild,
    /// Above 0.24 up to 0.36.
    Moderate,
    /// Above 0.36.
    Severe,
}

impl Frailty {
    /// All bands, fittest first.
    pub const ALL: [Frailty; 4] = [Frailty::Fit, Frailty::Mild, Frailty::Moderate, Frailty::Severe];

    /// The next worse band, or the same at the end.
    pub const fn worse(self) -> Self {
        match self {
            Frailty::Fit => Frailty::Mild,
            Frailty::Mild => Frailty::Moderate,
            _ => Frailty::Severe,
        }
    }

    /// The next better band, or the same at the end.
    pub const fn better(self) -> Self {
        match self {
            Frailty::Severe => Frailty::Moderate,
            Frailty::Moderate => Frailty::Mild,
            _ => Frailty::Fit,
        }
    }
}

/// Long-term conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Chronic obstructive pulmonary disease.
    Copd,
    /// Heart failure.
    HeartFailure,
    /// Diabetes.
    Diabetes,
    /// Coronary heart disease.
    Coronary,
    /// Atrial fibrillation.
    AtrialFibrillation,
    /// Stroke or transient ischaemic attack.
    Stroke,
    /// Chronic kidney disease, stages 3 to 5.
    Kidney,
    /// Dementia.
    Dementia,
    /// Arthritis.
    Arthritis,
    /// Depression.
    Depression,
}

impl Condition {
    /// All conditions, in the order of the parameters.
    pub const ALL: [Condition; 10] = [
        Condition::Copd,
        Condition::HeartFailure,
        Condition::Diabetes,
        Condition::Coronary,
        Condition::AtrialFibrillation,
        Condition::Stroke,
        Condition::Kidney,
        Condition::Dementia,
        Condition::Arthritis,
        Condition::Depression,
    ];
}

/// A set of conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Conditions(u16);

impl Conditions {
    /// Whether the condition is in the set.
    pub const fn has(self, condition: Condition) -> bool {
        self.0 & (1 << condition as u16) != 0
    }

    /// Adds a condition.
    pub const fn add(&mut self, condition: Condition) {
        self.0 |= 1 << condition as u16;
    }

    /// The same set without one.
    pub const fn without(self, condition: Condition) -> Self {
        Self(self.0 & !(1 << condition as u16))
    }

    /// How many.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The place of the set in a table of all sets.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Number of domains of need.
pub const DOMAINS: usize = 8;

/// A set of need domains, one bit each in the order of `design::NeedDomain`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs(pub u8);

impl Needs {
    /// Whether the domain with this index (0 to 7) is in the set.
    pub const fn has(self, domain: usize) -> bool {
        self.0 & (1 << domain) != 0
    }

    /// Adds the domain with this index.
    pub const fn add(&mut self, domain: usize) {
        self.0 |= 1 << domain;
    }

    /// Takes out the domain with this index.
    pub const fn remove(&mut self, domain: usize) {
        self.0 &= !(1 << domain);
    }

    /// How many domains.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The indices of the domains in the set, lowest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..8).filter(move |&domain| self.has(domain))
    }
}

/// What is true of a few people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The last days have begun; the clock of death shows the hour.
    Dying,
    /// Is on the path of end-of-life care: the last days are planned for.
    EndOfLife,
    /// Wishes to die where they live, and it is written down.
    PrefersHome,
    /// The carer is old too, mostly a husband or wife.
    OldCarer,
    /// The carer has had support since a need of theirs last arose.
    CarerSupported,
    /// Has a carer who is counted as one.
    Cared,
    /// From an ethnic minority.
    Minority,
    /// Does not use the internet.
    Offline,
    /// Function was last won back soon after an admission.
    AfterStay,
    /// Hazards in the home have been dealt with.
    HomeAdapted,
    /// Medicines have been reviewed since a need in them last arose.
    MedicinesReviewed,
    /// Pays for care out of pocket.
    SelfFunder,
    /// Has a bed for rehabilitation, to which they return from the emergency department.
    RehabilitationBed,
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// Whether the mark is in the set.
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u8) != 0
    }

    /// Puts the mark into the set or takes it out.
    pub const fn set(&mut self, mark: Mark, on: bool) {
        self.0 = self.0 & !(1 << mark as u8) | (on as u16) << mark as u8;
    }
}

/// Where somebody lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residence {
    /// In a home of their own or of relatives.
    Home,
    /// In a care home.
    CareHome,
}

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Where they live.
    Residence,
    /// On the way to hospital, or in the emergency department.
    EmergencyCare,
    /// In an acute bed.
    Hospital,
    /// In a bed for rehabilitation.
    Rehabilitation,
    /// Nowhere in the place: dead, moved away, or the slot is not in use.
    Gone,
}

/// How urgent a crisis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acuity {
    /// Can wait for a consultation.
    Mild,
    /// Needs a judgement the same day.
    Moderate,
    /// Needs hospital care, in hospital or at home.
    Severe,
}

/// What set off a crisis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A fall that injured or left somebody on the floor for long, but broke no bone.
    Fall,
    /// A fall that hurt nobody, after which the person cannot get up from the floor.
    OnFloor,
    /// A fall that broke a bone other than the hip.
    Fracture,
    /// A fall that broke the hip.
    HipFracture,
    /// Acute illness.
    Illness,
    /// Breakdown of care or a social crisis.
    Crisis,
    /// A planned admission.
    Elective,
    /// Deterioration found by a professional at an assessment.
    Assessment,
}
