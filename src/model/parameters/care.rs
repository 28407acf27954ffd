//! Parameters of usual care, the crisis path and everyone else.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use super::shapes::{ByAcuity, ByAge, ByFrailty};
use crate::units::{Coefficient, Count, HoursPerWeek, OddsRatio, PerThousand, Period, Probability, Rate, Ratio, Share};
use serde::{Deserialize, Serialize};

/// Seeking help in a crisis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Median time from the onset of a crisis until help is sought.
    pub notice_median: ByAcuity<Period>,
    /// Spread of the time until help is sought, standard deviation of its logarithm.
    pub notice_sigma: Coefficient,
    /// Time until help is sought when living alone, relative to others.
    pub alone_factor: Ratio,
    /// Share who call 999 first, by day.
    pub ambulance: ByAcuity<Probability>,
    /// Share who go to the emergency department by themselves, by day.
    pub attend: ByAcuity<Probability>,
    /// Share who reach urgent community response directly, by day.
    pub urgent_response: ByAcuity<Probability>,
    /// Of those who would see a general practice by day, the share who call 999 out of hours.
    pub out_of_hours_ambulance: Share,
    /// Of those who would see a general practice by day, the share who go to the emergency department out of hours; the others wait for the morning.
    pub out_of_hours_attend: Share,
    /// Share managed at home after a consultation in general practice.
    pub practice_home: ByAcuity<Probability>,
    /// Share whom general practice refers to urgent community response; the others go to hospital.
    pub practice_urgent_response: ByAcuity<Probability>,
    /// Length of a consultation for acute illness.
    pub consultation: Period,
    /// Share of those who lie unhurt on the floor for whom 999 is called; family, neighbours and alarm services help the others up.
    pub lift: Probability,
}

/// Ambulance crews.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambulance {
    /// Double-crewed ambulances on duty, mean over the day.
    pub crews: PerThousand,
    /// Mean time to drive to the scene in a place without rural districts.
    pub to_scene: Period,
    /// Mean time on scene.
    pub on_scene: Period,
    /// Mean time to drive to hospital in a place without rural districts.
    pub to_hospital: Period,
    /// Drives in a wholly rural place, relative to a place without rural districts.
    pub rural_factor: Ratio,
    /// Time of a handover that does not wait for a space.
    pub handover: Period,
    /// Share conveyed when no urgent response is at hand.
    pub convey: ByAcuity<Probability>,
    /// Share of patients on scene whom a crew offers to urgent response when it is open.
    pub urgent_response_offer: ByAcuity<Probability>,
    /// Chance that urgent response takes a patient whom a crew offers.
    pub urgent_takes: Probability,
    /// Crews on duty at night, relative to the mean of the day.
    pub night_crews: Ratio,
}

/// The emergency department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emergency {
    /// Treatment spaces with their staff.
    pub spaces: PerThousand,
    /// Median time from entering a space to a decision.
    pub treatment_median: Period,
    /// Spread of that time, standard deviation of its logarithm.
    pub treatment_sigma: Coefficient,
    /// Chance of admission after treatment for acute illness.
    pub admit: ByAcuity<Probability>,
    /// Chance of admission after treatment for a fall that broke no bone.
    pub admit_after_fall: ByAcuity<Probability>,
    /// Odds of admission of moderate cases from 20:00 to 8:00, when no community service can start, relative to by day.
    pub night_admit: OddsRatio,
    /// Share of severe cases that hospital at home could take.
    pub home_alternative: Probability,
}

/// Adult beds, stays and harm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hospital {
    /// Adult general and acute beds open, for all ages of adults.
    pub beds: PerThousand,
    /// Median medically needed stay of somebody fit.
    pub stay_median: Period,
    /// Spread of stays, standard deviation of their logarithm.
    pub stay_sigma: Coefficient,
    /// Medically needed stay by frailty, relative to fit.
    pub stay_frailty: ByFrailty<Ratio>,
    /// Mean stay after a broken hip.
    pub hip_stay_mean: Period,
    /// Chance of admission with a fracture other than of the hip.
    pub fracture_admitted: Probability,
    /// Chance of new disability with an admission, all causes.
    pub disability: Probability,
    /// Part of that disability which the stay causes.
    pub disability_causal: Share,
    /// Mean stay at which that chance was seen, over which it is spread.
    pub disability_stay: Period,
    /// Change of the log odds of admission of moderate cases as occupancy rises from 90 to 100 %.
    pub occupancy_slope: Coefficient,
    /// Elective admissions with an overnight stay.
    pub elective: ByAge<Rate>,
    /// Mean elective stay.
    pub elective_stay: ByAge<Period>,
    /// Time to reach the emergency department on one's own.
    pub own_travel: Period,
    /// How long a patient called for an elective operation waits for a bed before it is cancelled.
    pub elective_patience: Period,
    /// First hour of the day at which patients go home.
    pub discharge_from: Count,
    /// Last hour of the day at which patients go home.
    pub discharge_until: Count,
}

/// Ways out of hospital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discharge {
    /// Pathway 1: home with support.
    pub home_with_support: ByFrailty<Probability>,
    /// Of those who go home with support and had none, the share who get home care at once and no reablement.
    pub straight_to_home_care: ByFrailty<Probability>,
    /// Pathway 2: a bed for rehabilitation.
    pub rehabilitation: ByFrailty<Probability>,
    /// Pathway 3: a care home.
    pub care_home: ByFrailty<Probability>,
    /// Places in reablement and home-based intermediate care.
    pub reablement_places: PerThousand,
    /// Mean length of reablement, at most six weeks by rule.
    pub reablement_stay: Period,
    /// Longest planned reablement.
    pub reablement_limit: Period,
    /// Share of those completing reablement who need no home care after it.
    pub no_ongoing_need: Probability,
    /// Beds for rehabilitation.
    pub rehabilitation_beds: PerThousand,
    /// Mean stay in a bed for rehabilitation.
    pub rehabilitation_stay: Period,
    /// Time to arrange medicines, letters and transport for somebody who needs no support.
    pub arrangement: Period,
    /// That time when somebody of the team has been to the ward before, relative to without.
    pub in_reach_factor: Ratio,
}

/// Home care and care homes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialCare {
    /// Hours of home care a week that can be supplied, all payers.
    pub home_care_hours: PerThousand,
    /// Mean package of home care.
    pub package_mean: HoursPerWeek,
    /// Spread of packages, standard deviation of their logarithm.
    pub package_sigma: Coefficient,
    /// Share of packages paid by households.
    pub self_funded_home_care: Share,
    /// Shortest time to find and start a package once hours are free.
    pub start_delay: Period,
    /// Part of that time which the council's decision takes, and which a team saves that may agree to a package itself.
    pub council_decides: Share,
    /// Part of the hours of home care that is in use at the start.
    pub in_use_at_start: Share,
    /// Mean time until a package is no longer needed, death and care home apart.
    pub package_lasts: Period,
    /// Mean time after which somebody who waits for home care makes do without.
    pub patience: Period,
    /// Places in care homes, all ages.
    pub care_home_places: PerThousand,
    /// Places taken by people under 65 and from elsewhere.
    pub others_in_places: PerThousand,
    /// Share of care-home residents who pay themselves.
    pub self_funded_care_home: Share,
    /// Time for which a package of home care is held for somebody in hospital.
    pub held_in_hospital: Period,
    /// Time for family and home to agree on a place once one is free and the assessment is done.
    pub finding_place: Period,
}

/// Base supply of community services, in every arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Services {
    /// First hour of general practice on working days.
    pub practice_from: Count,
    /// Hour at which general practice closes.
    pub practice_until: Count,
    /// First hour of other community services on working days.
    pub office_from: Count,
    /// Hour at which other community services close.
    pub office_until: Count,
    /// Minutes of general practice a working day for acute illness of people aged 65+.
    pub practice_minutes: PerThousand,
    /// Community nurses, WTE.
    pub nurses: PerThousand,
    /// Part of community nursing time for needs that arise in the model; the rest goes to standing caseloads.
    pub nurse_share: Share,
    /// Community physiotherapists, WTE.
    pub physiotherapists: PerThousand,
    /// Community and council occupational therapists, WTE.
    pub occupational_therapists: PerThousand,
    /// Part of therapists' time for needs that arise in the model.
    pub therapist_share: Share,
    /// Adult social workers, WTE.
    pub social_workers: PerThousand,
    /// Part of social workers' time for new assessments of older people.
    pub social_worker_share: Share,
    /// Community mental health staff for older people, WTE.
    pub mental_health: PerThousand,
    /// Pharmacists in primary care networks, WTE.
    pub pharmacists: PerThousand,
    /// Part of pharmacists' time for reviews of older people.
    pub pharmacist_share: Share,
    /// Social prescribing link workers, WTE.
    pub link_workers: PerThousand,
    /// Urgent community response staff, WTE.
    pub urgent_responders: PerThousand,
    /// Places in hospital at home (virtual wards).
    pub hospital_at_home: PerThousand,
    /// Mean stay in hospital at home.
    pub hospital_at_home_stay: Period,
    /// Share of stays in hospital at home that end in hospital.
    pub hospital_at_home_fails: Probability,
    /// Places in hospital at home that one WTE can look after.
    pub hospital_at_home_staff: Count,
    /// Part of the places at the start of any day taken by people stepped down from wards and by those under 65.
    pub hospital_at_home_others: Share,
}

/// What urgent community response does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Urgent {
    /// First hour of the day.
    pub from: Count,
    /// Last hour of the day.
    pub until: Count,
    /// Time with the person.
    pub visit: Period,
    /// Further visits on the following days.
    pub visits_after: Count,
    /// Share whom urgent response sends to hospital after the first visit.
    pub converts: ByAcuity<Probability>,
    /// Of those not sent to hospital, the share who need a place in hospital at home; without one they are sent.
    pub hospital_at_home: ByAcuity<Probability>,
    /// Wait after which a severe case is sent to hospital instead.
    pub late: Period,
}

/// Everyone else: people under 65 and from elsewhere, who use the same ambulances, spaces and beds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Others {
    /// Attendances at the emergency department per resident under 65.
    pub attendances: Rate,
    /// Ambulance incidents with a response on scene per resident under 65.
    pub ambulance: Rate,
    /// Share of those incidents conveyed.
    pub convey: Probability,
    /// Share of those incidents in the two most urgent categories.
    pub urgent_incident: Share,
    /// Share of those attendances admitted to an adult bed.
    pub admit: Probability,
    /// Mean stay of those admitted, until they leave.
    pub stay_mean: Period,
    /// Elective admissions with an overnight stay per resident under 65.
    pub elective: Rate,
    /// Mean elective stay of those under 65.
    pub elective_stay: Period,
    /// Median time in a space of those under 65.
    pub treatment_median: Period,
    /// Residents of England under 65 for each aged 65 and over, to which supply for all ages is scaled.
    pub per_older: Ratio,
    /// Part of ambulance work in England that is for people under 65.
    pub share_of_crews: Share,
    /// Part of attendances in England that are by people under 65.
    pub share_of_spaces: Share,
    /// Part of bed-days in England that are of people under 65.
    pub share_of_beds: Share,
}

/// What the care system writes down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// Time until an admission is seen in the records from which a risk list is drawn.
    pub admission_recorded_after: Period,
    /// Chance that a person's frailty band is recorded.
    pub frailty_recorded: Probability,
}
