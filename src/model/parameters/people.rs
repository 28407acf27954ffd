//! Parameters of who lives in a place and what happens to them.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use super::shapes::{ByAcuity, ByAge, ByCause, ByCondition, ByDomain, ByFifth, ByFineAge, ByFrailty, BySex};
use crate::units::{Coefficient, Count, Period, Probability, Rate, RateRatio, Ratio, Share};
use serde::{Deserialize, Serialize};

/// Who lives in a place at the start, and who enters it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// Share of women.
    pub female: ByAge<Probability>,
    /// Chance of living alone outside care homes.
    pub lives_alone: BySex<Probability>,
    /// Chance of living in a care home at the start.
    pub in_care_home: ByAge<Probability>,
    /// Chance of an unpaid carer at home.
    pub has_carer: ByFrailty<Probability>,
    /// National share of residents aged 65+ in each fifth of deprivation, most deprived first.
    pub fifth_share: ByFifth<Share>,
    /// How much a place one point more deprived (Index of Multiple Deprivation score) tilts its people towards the most deprived fifths, log odds per fifth and point.
    pub fifth_tilt: Coefficient,
    /// Index of Multiple Deprivation score at which a place has the national fifths.
    pub mean_deprivation: Count,
    /// Share with any frailty at the start.
    pub frail_at_start: ByAge<Share>,
    /// Share of the frail at the start who are moderately frail.
    pub moderate_of_frail: ByAge<Share>,
    /// Share of the frail at the start who are severely frail.
    pub severe_of_frail: ByAge<Share>,
    /// How care-home residents at the start lie among the bands, relative to the share of their age.
    pub care_home_by_frailty: ByFrailty<Ratio>,
    /// Mean years by which residents aged 90 and over at the start are older than 90.
    pub years_beyond_90: Period,
    /// Chance, for each domain of equal share, of an unmet need at the start.
    pub need_at_start: ByFrailty<Share>,
    /// Moves into the place per resident aged 65+, matched by moves out.
    pub move_in: Rate,
    /// Share of those turning 65 who are frail.
    pub entrants_frail: Share,
    /// Shape of the gamma distribution of hidden persistent severity (mean 1).
    pub severity_shape: Ratio,
    /// Chance of being in a destabilised spell on entry, relative to the one at which such spells settle.
    pub spells_at_entry: Share,
}

/// Passing spells in which a person is hidden from registers and several times more at risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destabilised {
    /// Onset of a destabilised spell.
    pub onset: ByFrailty<Rate>,
    /// Median length of a spell.
    pub length_median: Period,
    /// Spread of the length of a spell, standard deviation of its logarithm.
    pub length_sigma: Coefficient,
    /// Chance that a severe acute illness, a broken bone or another severe fall begins a spell, or makes one last longer.
    pub with_severe_illness: Probability,
    /// Chance that a moderate acute illness or an injury from a fall that is not severe begins a spell, or makes one last longer.
    pub with_moderate_illness: Probability,
    /// Acute illness during a spell, relative to before.
    pub on_illness: RateRatio,
    /// Falls during a spell, relative to before.
    pub on_falls: RateRatio,
    /// Death during a spell, relative to before.
    pub on_death: RateRatio,
    /// New needs during a spell, relative to before.
    pub on_needs: RateRatio,
}

/// Falls of people at home and in care homes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Falls {
    /// Falls of people at home, all frailty bands together.
    pub rate: ByFineAge<Rate>,
    /// Factor by which frailty, severity, spells and needs together return the published rate by age.
    pub level: ByAge<Ratio>,
    /// Direct effect of frailty on falls.
    pub frailty: ByFrailty<RateRatio>,
    /// Exponent of hidden severity in falls.
    pub severity_exponent: Coefficient,
    /// Falls in care homes, all residents.
    pub care_home: Rate,
    /// Falls of those living alone, relative to others.
    pub alone: RateRatio,
    /// Chance that a fall breaks a bone.
    pub fracture: Probability,
    /// Share of fractures that are of the hip.
    pub hip_of_fracture: Probability,
    /// Chance that a fall leads to medical attention, fractures included.
    pub attention: Probability,
    /// Share of falls with medical attention but no fracture that are severe (head injury, long lie).
    pub severe_of_attention: Probability,
    /// Chance that a fall at home without injury leaves the person unable to get up.
    pub cannot_rise: ByFrailty<Probability>,
    /// Chance that an injurious fall leaves a new need in function.
    pub need_after: Probability,
}

/// Acute illness, told apart by cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Illness {
    /// Acute illness that makes somebody seek help, all frailty bands together.
    pub rate: ByAge<Rate>,
    /// Share of acute illness by cause in a person without any of the conditions below.
    pub cause_share: ByCause<Share>,
    /// Direct effect of frailty on acute illness.
    pub frailty: ByFrailty<RateRatio>,
    /// Exponent of hidden severity in acute illness.
    pub severity_exponent: Coefficient,
    /// Respiratory illness with COPD, relative to without.
    pub copd_on_respiratory: RateRatio,
    /// Cardiac illness with heart failure, relative to without.
    pub heart_failure_on_cardiac: RateRatio,
    /// Cardiac illness with coronary disease, atrial fibrillation or stroke, relative to without.
    pub heart_disease_on_cardiac: RateRatio,
    /// Infection with kidney disease or diabetes, relative to without.
    pub kidney_or_diabetes_on_infection: RateRatio,
    /// Infection with dementia, relative to without.
    pub dementia_on_infection: RateRatio,
    /// Height of the yearly wave of acute illness above its mean, peak in mid-January.
    pub winter_amplitude: Coefficient,
    /// Standard deviation between winters of the logarithm of the winter level.
    pub year_spread: Coefficient,
    /// Share of acute illness that is severe: hospital care is needed unless it can be given at home.
    pub severe: ByFrailty<Probability>,
    /// Share of acute illness that is moderate: same-day judgement is needed.
    pub moderate: ByFrailty<Probability>,
}

/// Needs that stay unmet until somebody finds and meets them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// Onset of new needs, all domains together.
    pub onset: ByFrailty<Rate>,
    /// Share of new needs by domain.
    pub domain_share: ByDomain<Share>,
    /// Log rate ratio of acute illness while a need is unmet.
    pub on_illness: ByDomain<Coefficient>,
    /// Log rate ratio of falls while a need is unmet.
    pub on_falls: ByDomain<Coefficient>,
    /// Log rate ratio of carer and social crises while a need is unmet.
    pub on_crisis: ByDomain<Coefficient>,
    /// Log rate ratio of frailty steps while a need is unmet.
    pub on_frailty: ByDomain<Coefficient>,
    /// Factor on all effects of unmet need; 0 switches them off.
    pub weight: Ratio,
    /// Mean time until usual care notices a new need.
    pub noticed_after: ByDomain<Period>,
    /// Chance that a referral in usual care is rejected, lost or sent back.
    pub bounced: Probability,
    /// Mean time that a referral waits in a line of usual care before it lapses; usual care then notices the need anew.
    pub lapses_after: Period,
    /// Chance that a completed action meets the need.
    pub met_by_action: ByDomain<Probability>,
    /// Share of social and care needs, once assessed, that lead to a move to a care home.
    pub care_home_wanted: ByFrailty<Probability>,
    /// Share of social and care needs, once assessed, that lead to a package of home care.
    pub home_care_wanted: Probability,
}

/// How common long-term conditions are; how often they begin follows (`people/long_term.rs`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// Prevalence at ages 65 to 74.
    pub at_65_74: ByCondition<Probability>,
    /// Prevalence at ages 75 to 84.
    pub at_75_84: ByCondition<Probability>,
    /// Prevalence at ages 85 and over.
    pub at_85_plus: ByCondition<Probability>,
}

/// Steps between the four bands of the electronic frailty index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frailty {
    /// Step from fit to mild.
    pub to_mild: ByAge<Rate>,
    /// Step from mild to moderate.
    pub to_moderate: ByAge<Rate>,
    /// Step from moderate to severe.
    pub to_severe: ByAge<Rate>,
    /// Step back to the next better band.
    pub recovery: Rate,
    /// Steps in the most deprived fifth, relative to the least deprived.
    pub most_deprived: RateRatio,
    /// Steps of women, relative to men.
    pub female: RateRatio,
}

/// Carer breakdown, social crisis and moves away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crisis {
    /// Breakdown of care by an unpaid carer.
    pub carer_breakdown: Rate,
    /// Social crisis without carer breakdown.
    pub social: ByFrailty<Rate>,
    /// Share of carer and social crises in which the person cannot stay where they are.
    pub severe: Probability,
    /// Chance that somebody brought to hospital in a carer or social crisis is admitted.
    pub admitted: ByAcuity<Probability>,
}

/// Death, one hazard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Death {
    /// Hazard of death at 65.
    pub at_65: BySex<Rate>,
    /// Rise of the logarithm of the hazard with each year of age.
    pub slope: BySex<Coefficient>,
    /// Factor by which frailty, severity, spells and setting together return the life table.
    pub level: ByAge<Ratio>,
    /// Direct effect of frailty on death.
    pub frailty: ByFrailty<RateRatio>,
    /// Exponent of hidden severity in death.
    pub severity_exponent: Coefficient,
    /// Death in the days after a severe acute illness or a broken hip began, relative to outside them, wherever the person is cared for.
    pub grave_illness: RateRatio,
    /// Mean length of those days.
    pub grave_days: Period,
    /// Death during convalescence from acute illness or injury, relative to outside it, wherever the person was treated.
    pub convalescence: RateRatio,
    /// Death in a care home, relative to at home with the same frailty.
    pub care_home: RateRatio,
    /// Death with a long-term condition, relative to without.
    pub conditions: ByCondition<RateRatio>,
}
