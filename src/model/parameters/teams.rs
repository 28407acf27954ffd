//! Parameters of work, staff, teams and prices.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use super::shapes::{ByDomain, ByFrailty, ByRole};
use crate::time::{BANK_HOLIDAYS_A_YEAR, WEEKDAYS_A_YEAR, WORKING_DAYS_A_YEAR};
use crate::units::{
    Coefficient, Count, HoursPerWeek, Money, MoneyPerDay, MoneyPerHour, OddsRatio, Period, Probability, Rate,
    RateRatio, Ratio, Share,
};
use serde::{Deserialize, Serialize};

/// How long work takes, with travel, records and search for information.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// A visit of a nurse or therapist.
    pub visit: Period,
    /// A first comprehensive assessment at home.
    pub nurse_assessment: Period,
    /// An assessment at home by a therapist.
    pub therapist_assessment: Period,
    /// An assessment under the Care Act with its records.
    pub care_assessment: Period,
    /// A structured review of medicines.
    pub medicines_review: Period,
    /// A visit of a link worker.
    pub link_worker_visit: Period,
    /// Writing and sharing a plan after a meeting.
    pub plan: Period,
    /// A planned contact by telephone.
    pub call: Period,
    /// Triage of a referral.
    pub triage: Period,
    /// Preparing a case for a meeting.
    pub preparation: Period,
    /// A review of a case.
    pub review: Period,
    /// Records after a visit.
    pub record: Period,
    /// Travel to a visit in a place without rural districts.
    pub travel_urban: Period,
    /// Travel to a visit in a wholly rural place.
    pub travel_rural: Period,
    /// Looking for information before an assessment or visit when nothing is shared.
    pub search: Period,
    /// Chance that an assessment which another organisation has made within the time below is made again when nothing is shared.
    pub duplicate: Probability,
    /// Time within which an assessment could serve another organisation.
    pub duplicate_window: Period,
    /// Part of an assessment that another organisation's assessment saves when it is seen and accepted.
    pub reused: Share,
    /// Longest stretch of one piece of work without a break; longer work is taken up again in turn.
    pub chunk: Period,
    /// Time until a referral that was sent back is made again.
    pub retry: Period,
    /// Sharing of records between organisations in usual care.
    pub usual_sharing: Share,
    /// Spread of the length of work, standard deviation of its logarithm.
    pub spread: Coefficient,
}

/// Working time, absence, leaving and hiring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Full-time week.
    pub week: HoursPerWeek,
    /// Days a year of annual leave, bank holidays and training.
    pub leave_days: Count,
    /// Share of time lost to sickness.
    pub sickness: Share,
    /// Share of time on duty that is neither visits, travel, records nor meetings.
    pub not_facing: Share,
    /// Leaving at usual satisfaction.
    pub leaving: ByRole<Rate>,
    /// Nurses of community trusts who leave their post, relative to those who leave the service, which the rates above count.
    pub community_factor: Ratio,
    /// Leaving while the money of a post is known to be at risk, relative to before.
    pub uncertain_money: RateRatio,
    /// Leaving in the last months of a fixed contract, relative to before.
    pub contract_end: RateRatio,
    /// Length of those last months.
    pub contract_end_window: Period,
    /// Leaving after a colleague has left, relative to before.
    pub contagion: RateRatio,
    /// Time for which a colleague's leaving is felt.
    pub contagion_window: Period,
    /// Approval of a vacancy before it is advertised.
    pub approval: Period,
    /// Output in the induction, relative to full.
    pub new_productivity: Ratio,
    /// Length of the induction.
    pub induction: Period,
    /// Time after the induction in which output rises to full.
    pub ramp: Period,
    /// Part of the time of a colleague of the same profession in the same service that a newcomer takes up in the induction.
    pub supervision: Share,
    /// Chance that somebody hired into a team comes from an existing service of the place and leaves a hole there.
    pub from_local_services: Probability,
}

impl Staff {
    /// The part of their working days on which staff are neither on leave nor in training, 0 to 1. Bank holidays are
    /// among the days of leave; where the service keeps them nobody takes them again on a day on which it is open.
    pub fn not_on_leave(&self, open_on_bank_holidays: bool) -> f64 {
        let (leave, days) = if open_on_bank_holidays {
            (self.leave_days.get(), WEEKDAYS_A_YEAR)
        } else {
            (self.leave_days.get() - BANK_HOLIDAYS_A_YEAR, WORKING_DAYS_A_YEAR)
        };
        1.0 - leave.max(0.0) / days
    }
}

/// How a team works.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Hours worked in a year by one WTE, for turning money into staff.
    pub working_year: Count,
    /// Chance that a professional who sees somebody in a crisis refers them when the team takes all its people by this route.
    pub professional_referral: ByFrailty<Probability>,
    /// Odds of such a referral during a destabilised spell, relative to outside one: what a professional sees and no register holds.
    pub sees_destabilised: OddsRatio,
    /// Chance that somebody in hospital is referred when the team takes all its people by this route.
    pub in_reach_referral: ByFrailty<Probability>,
    /// Chance in a month that somebody with an unmet need, or a carer of theirs, asks a team that they know of when it takes all its people by this route.
    pub own_referral: Probability,
    /// Chance that triage takes somebody who fits none of the team's purposes.
    pub triage_without_fit: Probability,
    /// Waiting list, relative to the most people on the list, at which a team sends referrals back.
    pub longest_waiting_list: Ratio,
    /// Time after which a case is discussed with the assessments that have been made.
    pub assessments_within: Period,
    /// Recorded risk score below which nobody is picked from a list.
    pub minimum_score: Count,
    /// Points of the recorded risk score for each recorded emergency admission in the last year.
    pub score_admission: Coefficient,
    /// Points for each band of recorded frailty above fit.
    pub score_frailty: Coefficient,
    /// Points for each ten years of age above 65.
    pub score_age: Coefficient,
    /// Chance that an assessment by the profession of the domain finds a need that is there.
    pub finds: ByDomain<Probability>,
    /// Chance of finding a need outside one's own domain, relative to within.
    pub finds_elsewhere: Ratio,
    /// Chance that a first assessment of somebody in a destabilised spell ends with sending them to hospital.
    pub escalates: Probability,
    /// Chance that an action of a plan is carried out with three professions at the meeting.
    pub implemented: Probability,
    /// Odds of carrying out for each further profession at the meeting.
    pub per_profession: OddsRatio,
    /// Professions at which the chance above holds.
    pub usual_professions: Count,
    /// Odds of carrying out after a meeting on screens, relative to one in a room.
    pub meeting_mode_attention: Ratio,
    /// Chance that a person is told of their plan.
    pub told: Probability,
    /// Odds of being conveyed when the crew can see a plan that the person knows, relative to without: risk is shared.
    pub plan_on_scene: OddsRatio,
    /// Odds of being conveyed in the team's hours when a named coordinator can be called, relative to without.
    pub coordinator_answers: OddsRatio,
    /// Rate of destabilised spells while a coordinator keeps regular contact, relative to without.
    pub stabilised_by_contact: RateRatio,
    /// Chance that a request between two employers is lost when nothing is shared.
    pub hand_off_lost: Probability,
    /// Cases that a meeting gets through without an administrator, relative to with.
    pub no_administrator: Ratio,
}

/// Effects of single actions that a person has actually received, besides meeting a need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// Falls after supervised exercise, relative to without; 1 means that the effect runs through the need alone.
    pub exercise_on_falls: RateRatio,
    /// How long the effect of exercise lasts.
    pub exercise_lasts: Period,
    /// Falls after exercise that begins soon after an admission, relative to after other exercise.
    pub exercise_after_discharge: RateRatio,
    /// How soon after an admission that is.
    pub soon_after: Period,
    /// Falls after hazards in the home were dealt with, relative to before; 1 means that the effect runs through the need alone.
    pub home_hazards_on_falls: RateRatio,
    /// Falls of people at home after a review of medicines, relative to before; 1 means that the effect runs through the need alone.
    pub medicines_on_falls: RateRatio,
}

/// Unit costs, price year 2023/24.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// An hour of work.
    pub staff_hour: ByRole<MoneyPerHour>,
    /// An attendance at the emergency department.
    pub attendance: Money,
    /// An ambulance response with conveyance.
    pub conveyed: Money,
    /// An ambulance response without conveyance.
    pub not_conveyed: Money,
    /// A day in an acute bed.
    pub bed_day: MoneyPerDay,
    /// A day in a bed for rehabilitation.
    pub rehabilitation_day: MoneyPerDay,
    /// An hour of home care.
    pub home_care_hour: MoneyPerHour,
    /// A day in a care home.
    pub care_home_day: MoneyPerDay,
    /// A day of reablement.
    pub reablement_day: MoneyPerDay,
    /// A day in hospital at home in a place of usual care, its staff included.
    pub hospital_at_home_day: MoneyPerDay,
    /// A day in hospital at home beside the staff, where a design's own posts carry the place.
    pub hospital_at_home_day_without_staff: MoneyPerDay,
    /// A consultation in general practice.
    pub consultation: Money,
}
