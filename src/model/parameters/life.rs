//! Parameters of carers, dying, delirium, telephone advice, and of how years and days differ.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use super::shapes::{ByAcuity, ByAge, ByCarer, ByFrailty, ByPartOfDay};
use crate::units::{Coefficient, HoursPerWeek, OddsRatio, Period, Probability, Rate, RateRatio, Ratio, Share};
use serde::{Deserialize, Serialize};

/// How years differ, besides their winters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// Correlation of the levels of a year (winter, heat, sickness of staff) with those of the year before.
    pub carried_over: Coefficient,
    /// Days of heat in a summer, mean over years.
    pub heat_days: Period,
    /// Standard deviation between summers of the logarithm of the days of heat.
    pub heat_spread: Coefficient,
    /// Acute illness on a day of heat, relative to other days.
    pub heat_on_illness: Ratio,
    /// Death on a day of heat, relative to other days.
    pub heat_on_death: Ratio,
    /// Standard deviation between years of the logarithm of sickness absence of staff.
    pub sickness_spread: Coefficient,
}

/// How the load of people under 65 varies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// Height of the yearly wave of their calls and arrivals above its mean, peak in mid-January.
    pub winter_amplitude: Coefficient,
    /// Their calls and arrivals on a Monday, relative to Tuesday to Friday.
    pub monday: Ratio,
    /// Their calls and arrivals on Saturday and Sunday, relative to Tuesday to Friday.
    pub weekend: Ratio,
    /// Their calls and arrivals in an hour of each part of the day, relative to one another.
    pub hour: ByPartOfDay<Ratio>,
}

/// Advice by telephone (NHS 111) as first contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Of those who would see general practice by day, the share who call 111 first.
    pub by_day: ByAcuity<Probability>,
    /// Of those who would see general practice by day, the share who call 111 first out of hours.
    pub out_of_hours: ByAcuity<Probability>,
    /// Mean time from calling to being told what to do.
    pub call: Period,
    /// Share of callers for whom an ambulance is sent.
    pub ambulance: ByAcuity<Probability>,
    /// Share of callers told to go to the emergency department.
    pub attend: ByAcuity<Probability>,
    /// Share of callers handed to urgent community response, while it is open.
    pub urgent_response: ByAcuity<Probability>,
    /// Share of callers told how to look after themselves; the others are sent to general practice.
    pub self_care: ByAcuity<Probability>,
}

/// Unpaid carers, and what they bear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carers {
    /// Share of carers who are old themselves, mostly husbands and wives.
    pub old: Probability,
    /// Carers who fall ill so that they cannot care for the time being.
    pub illness: ByCarer<Rate>,
    /// Carers who die.
    pub death: ByCarer<Rate>,
    /// Unpaid care where no home care comes.
    pub hours: ByFrailty<HoursPerWeek>,
    /// Hours of unpaid care that an hour of home care replaces.
    pub replaced_by_home_care: Ratio,
    /// Strain of a carer, 0 to 1, where no need is unmet and no help comes.
    pub strain: ByFrailty<Share>,
    /// Strain added by dementia.
    pub strain_of_dementia: Share,
    /// Strain added by each unmet need.
    pub strain_of_need: Share,
    /// Strain taken away while home care comes.
    pub relief_by_home_care: Share,
    /// Strain taken away once a need of the carer has been met, until another arises.
    pub relief_by_support: Share,
    /// Strain at which carers break down at the published rate.
    pub usual_strain: Share,
    /// Change of the log rate of breakdown from no strain to the highest.
    pub strain_on_breakdown: Coefficient,
}

/// The last days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dying {
    /// Share of deaths outside grave illness that come without warning.
    pub sudden: Probability,
    /// Median length of the last days of the others.
    pub days_median: Period,
    /// Spread of that length, standard deviation of its logarithm.
    pub days_sigma: Coefficient,
    /// Chance that the last days of somebody at home without a plan for them become a crisis.
    pub crisis_at_home: Probability,
    /// The same in a care home or a bed for rehabilitation.
    pub crisis_in_care_home: Probability,
    /// Odds of such a crisis where the last days are planned for, relative to without.
    pub plan_on_crisis: OddsRatio,
    /// Share of those with such a plan who wish to die where they live.
    pub prefers_home: Probability,
    /// Odds that a crew conveys somebody dying whose wish for home is written down, relative to without.
    pub wish_on_conveyance: OddsRatio,
}

/// Delirium in hospital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delirium {
    /// Chance of delirium in an emergency stay, without dementia.
    pub chance: ByFrailty<Probability>,
    /// Odds of delirium with dementia, relative to without.
    pub with_dementia: OddsRatio,
    /// Medically needed stay with delirium, relative to without.
    pub on_stay: Ratio,
    /// Functional loss on a day in hospital with delirium, relative to without.
    pub on_harm: RateRatio,
}

/// The course of illness and injury.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Whether a severe illness that stays grave for long also needs a bed for long.
    pub stay_follows: bool,
    /// Acute illness during convalescence, relative to outside it: relapse.
    pub relapse: RateRatio,
    /// Odds that acute illness is severe during a destabilised spell, relative to outside.
    pub severe_in_spell: OddsRatio,
    /// Mean length of convalescence after the end of treatment.
    pub convalescence: ByAcuity<Period>,
}

/// Who is noticed later and reached less: ethnicity and digital access act here and nowhere else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// Share of residents from ethnic minorities.
    pub minority: Share,
    /// Share of residents who do not use the internet.
    pub offline: ByAge<Share>,
    /// Time until usual care notices a need of people from ethnic minorities, relative to others.
    pub minority_on_notice: Ratio,
    /// Time until usual care notices a need of people who do not use the internet, relative to others.
    pub offline_on_notice: Ratio,
    /// Odds that a professional refers somebody from an ethnic minority to a team, relative to others.
    pub minority_on_referral: OddsRatio,
    /// Odds that a professional refers somebody who does not use the internet to a team, relative to others.
    pub offline_on_referral: OddsRatio,
}
