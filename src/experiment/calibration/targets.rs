//! What the base model is fitted to: rows of the evidence with the role *calibration*, and what in a world answers them.
//!
//! A published ratio by frailty or condition is marginal, so the simulated marginal ratio is held against it, people of
//! the same age and sex compared. A target without a row keeps an input: the model is to give back what it was given.

use crate::experiment::calibration::observe::Observed;
use crate::experiment::calibration::spread;
use crate::experiment::calibration::standard::expected_deaths;
use crate::model::design::Role;
use crate::model::people::traits::{AgeBand, Frailty, Sex};
use crate::model::workforce::{hiring, leaving};
use crate::outcomes::strata::{Counts, Stratum, rate_ratio};
use crate::scenario::register::Register;

/// Published rates are for so many people.
const THOUSAND: f64 = 1000.0;
/// Half the width of a 95 % interval, in standard deviations.
const HALF_WIDTH: f64 = 1.96;
/// No target is taken as surer than this part of itself: the model is no closer to the world.
const SUREST: f64 = 0.02;
/// Rows whose interval is that of sampling alone, and how far off they may be: other times, another country, odds for
/// rates.
const LOOSE: &[(&str, f64)] = &[
    ("hosp_irr_em_mild", 0.04),
    ("hosp_irr_em_moderate", 0.04),
    ("hosp_irr_em_severe", 0.04),
    ("lnk_fra_fall_em_mild", 0.08),
    ("lnk_fra_fall_em_moderate", 0.08),
    ("lnk_fra_fall_em_severe", 0.08),
    ("lnk_ch_rate_ni", 0.2),
    // Of all ages, and more frequent among older people.
    ("het_bottle_2more", 0.25),
    // An upper bound: within a quarter a passing spell counts as part of the person.
    ("het_sd_fall", 0.3),
];

/// What a target is about, which says what can act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Use of hospital.
    Use,
    /// Falls.
    Falls,
    /// Deaths.
    Deaths,
    /// How frail people are.
    Mix,
    /// Care homes.
    Homes,
    /// Delays and beds.
    Flow,
    /// Staff.
    Staff,
}

/// Something a world is held against.
#[derive(Clone, Debug)]
pub struct Target {
    /// What it is about.
    pub field: Field,
    /// Name, unlike all others.
    pub id: String,
    /// Rows of the evidence that it is made from.
    pub rows: Vec<String>,
    /// What is measured, in words.
    pub meaning: String,
    /// Unit, in words.
    pub unit: &'static str,
    /// The published value.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// Least standard deviation, as a part of the value: no target is taken as surer than the model could be right.
    pub least: f64,
    /// What a world shows.
    pub of: Measure,
}

/// Reads a figure off what was seen.
pub type Measure = fn(&Observed) -> f64;

impl Target {
    /// Distance of a figure from the target in standard deviations, in logarithms.
    pub fn residual(&self, seen: f64) -> f64 {
        // Nothing counted at all is far away, and finite.
        let log = |x: f64| libm::log(x.max(self.value * 1e-3));
        (log(seen) - log(self.value)) / self.width()
    }

    /// Standard deviation of the logarithm of the target.
    pub fn width(&self) -> f64 {
        let half = libm::log(self.high.max(self.low) / self.low.max(f64::MIN_POSITIVE)) / 2.0;
        (half / HALF_WIDTH).max(self.least)
    }

    /// Whether a figure lies in the target's interval.
    pub fn holds(&self, seen: f64) -> bool {
        (self.low..=self.high).contains(&seen)
    }
}

/// The targets of the base model.
///
/// # Panics
/// When a row is missing or has another role, which a test excludes.
pub fn national(register: &Register) -> Vec<Target> {
    let mut targets: Vec<Target> = ROWS.iter().map(|row| published(register, row)).collect();
    targets.extend(deaths_by_frailty(register));
    targets.extend(deaths());
    targets.extend(mixes());
    targets.extend(given_back());
    targets.push(spread::fell_in_half_a_year(register));
    targets
}

fn published(register: &Register, &(id, field, factor, unit, of): &Row) -> Target {
    let row = register.evidence(id).unwrap_or_else(|| panic!("no evidence `{id}`"));
    assert_eq!(row.role, "calibration", "`{id}` is no row to fit to");
    let number = |text: &str| text.parse::<f64>().map_or(f64::NAN, |number| number * factor);
    let least = LOOSE.iter().find(|(loose, _)| *loose == id).map_or(SUREST, |(_, part)| *part);
    Target {
        field,
        least,
        id: id.to_string(),
        rows: vec![id.to_string()],
        meaning: row.description.clone(),
        unit,
        value: number(&row.value),
        low: number(&row.low),
        high: number(&row.high),
        of,
    }
}

/// A ratio that is to be one: to an input that is kept, or to what several rows give.
fn made(id: &str, rows: &[&str], field: Field, meaning: &str, part: f64, of: Measure) -> Target {
    Target {
        id: id.to_string(),
        rows: rows.iter().map(|row| row.to_string()).collect(),
        meaning: meaning.to_string(),
        unit: RATIO,
        value: 1.0,
        low: 1.0 - part,
        high: 1.0 + part,
        field,
        least: SUREST,
        of,
    }
}

const PER_1000: &str = "per 1,000 a year";
const RATIO: &str = "ratio";
const SHARE: &str = "share";
/// Delayed bed-days are published in millions for England.
const DELAYED_EACH: f64 = 1e6 / PEOPLE_65;
/// People aged 65 and over in England, for which base supply is stated (`sup_pop65`).
const PEOPLE_65: f64 = 10_464_019.0;

/// Row, what it is about, factor that brings it to the unit of the measure, unit, measure.
type Row = (&'static str, Field, f64, &'static str, Measure);

const ROWS: &[Row] = &[
    ("sup_em_adm_65_74", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From65, |c| c.admissions)),
    ("sup_em_adm_75_84", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From75, |c| c.admissions)),
    ("sup_em_adm_85plus", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From85, |c| c.admissions)),
    ("sup_ed_t1_65_74", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From65, |c| c.attendances)),
    ("sup_ed_t1_75_84", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From75, |c| c.attendances)),
    ("sup_ed_t1_85plus", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From85, |c| c.attendances)),
    ("sup_amb_arr_65_74", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From65, |c| c.conveyed)),
    ("sup_amb_arr_75_84", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From75, |c| c.conveyed)),
    ("sup_amb_arr_85plus", Field::Use, 1.0, PER_1000, |o| per_1000(o, AgeBand::From85, |c| c.conveyed)),
    ("hosp_irr_em_mild", Field::Use, 1.0, RATIO, |o| by_frailty(o, Frailty::Mild, |c| c.admissions)),
    ("hosp_irr_em_moderate", Field::Use, 1.0, RATIO, |o| by_frailty(o, Frailty::Moderate, |c| c.admissions)),
    ("hosp_irr_em_severe", Field::Use, 1.0, RATIO, |o| by_frailty(o, Frailty::Severe, |c| c.admissions)),
    ("ltc_dem_hr_adm", Field::Use, 1.0, RATIO, |o| {
        rate_ratio(&o.strata, |c| c.admissions, |s| s.dementia, |s| !s.dementia)
    }),
    ("lnk_fra_fall_em_mild", Field::Falls, 1.0, RATIO, |o| by_frailty(o, Frailty::Mild, |c| c.falls_with_help)),
    ("lnk_fra_fall_em_moderate", Field::Falls, 1.0, RATIO, |o| by_frailty(o, Frailty::Moderate, |c| c.falls_with_help)),
    ("lnk_fra_fall_em_severe", Field::Falls, 1.0, RATIO, |o| by_frailty(o, Frailty::Severe, |c| c.falls_with_help)),
    ("fall_or_history", Field::Falls, 1.0, "odds ratio", spread::fall_after_fall),
    ("het_sd_fall", Field::Falls, 1.0, "standard deviation", spread::unlike_in_falls),
    ("fra_init_mild", Field::Mix, 1.0, SHARE, |o| at_start(o, Frailty::Mild)),
    ("fra_init_moderate", Field::Mix, 1.0, SHARE, |o| at_start(o, Frailty::Moderate)),
    ("fra_init_severe", Field::Mix, 1.0, SHARE, |o| at_start(o, Frailty::Severe)),
    ("lnk_fra_band_cross", Field::Mix, 1.0, "a year at 75+", |o| {
        let frail = |s: &Stratum| s.age >= 75 && matches!(s.frailty, Frailty::Mild | Frailty::Moderate);
        let counts = o.strata.of(frail);
        counts.steps as f64 / counts.years()
    }),
    ("het_em1_70", Field::Use, 1.0, SHARE, spread::admitted_at_seventy),
    ("het_bottle_2more", Field::Use, 1.0, SHARE, spread::two_more),
    ("cal_ch_65_2011", Field::Homes, 1.0, SHARE, |o| o.at_start.care_home as f64 / o.at_start.people() as f64),
    ("lnk_ch_rate_ni", Field::Homes, THOUSAND, PER_1000, |o| {
        let counts = o.strata.of(|s| !s.care_home);
        counts.care_home_entries as f64 * THOUSAND / counts.years()
    }),
    ("cal_los_delay_days", Field::Flow, DELAYED_EACH, "days a year each", |o| {
        let then = o.earlier.as_ref().unwrap_or(&o.sums);
        then.delayed * DAYS_A_YEAR / then.alive
    }),
    ("cap_ga_occupancy", Field::Flow, 1.0, SHARE, |o| o.sums.beds[0] / o.sums.beds[1]),
    ("cal_ed65_share", Field::Flow, 1.0, SHARE, |o| {
        let older = o.strata.of(|_| true);
        let rate = older.attendances as f64 / older.years();
        let others = o.parameters.others.attendances.per_year() * o.parameters.others.per_older.get();
        rate / (rate + others)
    }),
    // Leavers from the service; those who go to another trust leave a post behind all the same.
    ("wfx_nhs_nurse_22", Field::Staff, 1.0, "a year", |o| o.parameters.staff.leaving.community_nurse.per_year()),
    ("wfx_cn_vac_1718", Field::Staff, 1.0, SHARE, |o| vacancy(o, Role::CommunityNurse)),
    ("wfx_ot_la_vac_2022", Field::Staff, 1.0, SHARE, |o| vacancy(o, Role::OccupationalTherapist)),
    ("wfx_sw_la_vac_2021", Field::Staff, 1.0, SHARE, |o| vacancy(o, Role::SocialWorker)),
    ("cal_asc_turnover_1819", Field::Staff, 1.0, "a year", |o| o.parameters.care_workers.leaving.per_year()),
    ("cal_asc_vac_1819", Field::Staff, 1.0, SHARE, |o| 1.0 - o.sums.care_posts[1] / o.sums.care_posts[0]),
];

const DAYS_A_YEAR: f64 = 365.2425;

/// Deaths of each band of frailty beside those of the fit, from the ratio for each hundredth of the frailty index.
///
/// The bands' mid-points on the index are .06, .18, .30 and .42 (Clegg 2016), twelve hundredths apart. Which of two slopes of
/// Kojima 2018 is meant is the question `death-by-frailty`; its default is the one of more cohorts.
fn deaths_by_frailty(register: &Register) -> Vec<Target> {
    const STEP: f64 = 12.0;
    let slope = published(register, &("mort_hr_fi_0.01", Field::Deaths, 1.0, RATIO, |_| f64::NAN));
    let bands: [(&str, &str, f64, Measure); 3] = [
        ("deaths_mild", "mild", 1.0, |o| by_frailty(o, Frailty::Mild, |c| c.deaths)),
        ("deaths_moderate", "moderate", 2.0, |o| by_frailty(o, Frailty::Moderate, |c| c.deaths)),
        ("deaths_severe", "severe", 3.0, |o| by_frailty(o, Frailty::Severe, |c| c.deaths)),
    ];
    let target = |&(id, band, steps, of): &(&str, &str, f64, Measure)| {
        let over = |slope: f64| libm::pow(slope, STEP * steps);
        Target {
            id: id.to_string(),
            meaning: format!("Deaths with {band} frailty beside the fit, {STEP} hundredths of the index a band"),
            value: over(slope.value),
            low: over(slope.low),
            high: over(slope.high),
            of,
            ..slope.clone()
        }
    };
    bands.iter().map(target).collect()
}

/// Deaths by sex and age band over those that the life table gives people of these ages.
fn deaths() -> Vec<Target> {
    const WOMEN: [&str; 4] = ["mort_mx_f65", "mort_mx_f75", "mort_mx_f85", "mort_mx_f95"];
    const MEN: [&str; 4] = ["mort_mx_m65", "mort_mx_m75", "mort_mx_m85", "mort_mx_m95"];
    /// The interval of the rows, as a part of them.
    const AS_THE_ROWS: f64 = 0.03;
    let bands: [(&str, &str, [&str; 4], Measure); 6] = [
        ("deaths_f_65_74", "women aged 65 to 74", WOMEN, |o| table_ratio(o, Sex::Female, AgeBand::From65)),
        ("deaths_f_75_84", "women aged 75 to 84", WOMEN, |o| table_ratio(o, Sex::Female, AgeBand::From75)),
        ("deaths_f_85plus", "women aged 85 and over", WOMEN, |o| table_ratio(o, Sex::Female, AgeBand::From85)),
        ("deaths_m_65_74", "men aged 65 to 74", MEN, |o| table_ratio(o, Sex::Male, AgeBand::From65)),
        ("deaths_m_75_84", "men aged 75 to 84", MEN, |o| table_ratio(o, Sex::Male, AgeBand::From75)),
        ("deaths_m_85plus", "men aged 85 and over", MEN, |o| table_ratio(o, Sex::Male, AgeBand::From85)),
    ];
    let target = |&(id, who, rows, of): &(&str, &str, [&str; 4], Measure)| {
        made(id, &rows, Field::Deaths, &format!("Deaths over those of the life table, {who}"), AS_THE_ROWS, of)
    };
    bands.iter().map(target).collect()
}

/// The published mix is of a population over years: steps of frailty and those who enter are to keep it as it begins.
fn mixes() -> Vec<Target> {
    const INIT: [&str; 4] = ["fra_init_fit", "fra_init_mild", "fra_init_moderate", "fra_init_severe"];
    /// A change of so much over the run is nothing.
    const STEADY: f64 = 0.04;
    let kept: [(&str, &str, Measure); 9] = [
        ("mix_mild_65_74", "any frailty at 65 to 74", |o| kept(o, AgeBand::From65, Frailty::Mild)),
        ("mix_mild_75_84", "any frailty at 75 to 84", |o| kept(o, AgeBand::From75, Frailty::Mild)),
        ("mix_mild_85plus", "any frailty at 85 and over", |o| kept(o, AgeBand::From85, Frailty::Mild)),
        ("mix_moderate_65_74", "moderate or worse at 65 to 74", |o| kept(o, AgeBand::From65, Frailty::Moderate)),
        ("mix_moderate_75_84", "moderate or worse at 75 to 84", |o| kept(o, AgeBand::From75, Frailty::Moderate)),
        ("mix_moderate_85plus", "moderate or worse at 85 and over", |o| kept(o, AgeBand::From85, Frailty::Moderate)),
        ("mix_severe_65_74", "severe at 65 to 74", |o| kept(o, AgeBand::From65, Frailty::Severe)),
        ("mix_severe_75_84", "severe at 75 to 84", |o| kept(o, AgeBand::From75, Frailty::Severe)),
        ("mix_severe_85plus", "severe at 85 and over", |o| kept(o, AgeBand::From85, Frailty::Severe)),
    ];
    let target = |&(id, who, of): &(&str, &str, Measure)| {
        let meaning = format!("Share with {who}, at the end over at the start");
        made(id, &INIT, Field::Mix, &meaning, STEADY, of)
    };
    kept.iter().map(target).collect()
}

/// Rates that were put in for everybody together and are to come out again.
fn given_back() -> Vec<Target> {
    /// Rates of falls are known to about so much.
    const ABOUT: f64 = 0.1;
    const FALLS: [&str; 5] =
        ["fall_rate_65_69", "fall_rate_70_74", "fall_rate_75_79", "fall_rate_80_84", "fall_rate_85plus"];
    let falls: [(&str, &str, Measure); 3] = [
        ("falls_65_74", "people aged 65 to 74", |o| falls_ratio(o, AgeBand::From65)),
        ("falls_75_84", "people aged 75 to 84", |o| falls_ratio(o, AgeBand::From75)),
        ("falls_85plus", "people aged 85 and over", |o| falls_ratio(o, AgeBand::From85)),
    ];
    let target = |&(id, who, of): &(&str, &str, Measure)| {
        let meaning = format!("Falls at home over those put in for all frailty bands together, {who}");
        made(id, &FALLS, Field::Falls, &meaning, ABOUT, of)
    };
    falls.iter().map(target).collect()
}

fn per_1000(o: &Observed, band: AgeBand, events: fn(&Counts) -> u64) -> f64 {
    let counts = o.strata.of(|stratum| AgeBand::of(stratum.age) == band);
    events(&counts) as f64 * THOUSAND / counts.years()
}

fn by_frailty(o: &Observed, frailty: Frailty, events: fn(&Counts) -> u64) -> f64 {
    rate_ratio(&o.strata, events, |s| s.frailty == frailty, |s| s.frailty == Frailty::Fit)
}

fn at_start(o: &Observed, frailty: Frailty) -> f64 {
    o.at_start.bands.iter().map(|band| band[frailty as usize]).sum::<u64>() as f64 / o.at_start.people() as f64
}

/// The share of an age band in this frailty band or a worse one, at the horizon over at the start.
fn kept(o: &Observed, band: AgeBand, from: Frailty) -> f64 {
    let share = |bands: &[u64; 4]| bands[from as usize..].iter().sum::<u64>() as f64 / bands.iter().sum::<u64>() as f64;
    share(&o.at_end.bands[band as usize]) / share(&o.at_start.bands[band as usize])
}

fn table_ratio(o: &Observed, sex: Sex, band: AgeBand) -> f64 {
    let fits = |s: &Stratum| s.sex == sex && AgeBand::of(s.age) == band;
    o.strata.of(fits).deaths as f64 / expected_deaths(&o.strata, fits)
}

/// Falls at home over those that the published rates give people of these ages.
fn falls_ratio(o: &Observed, band: AgeBand) -> f64 {
    const FINE_BAND: usize = 5;
    const YOUNGEST: usize = 65;
    let rates = o.parameters.falls.rate.all();
    let at_home = o.strata.all().filter(|(s, _)| !s.care_home && AgeBand::of(s.age) == band);
    let (falls, expected) = at_home.fold((0.0, 0.0), |(falls, expected), (s, counts)| {
        let rate = rates[((s.age - YOUNGEST) / FINE_BAND).min(rates.len() - 1)].per_year();
        (falls + counts.falls as f64, expected + rate * counts.years())
    });
    falls / expected
}

/// The share of posts of a role that nobody holds in the long run, as leaving and hiring give it.
fn vacancy(o: &Observed, role: Role) -> f64 {
    let away = leaving::usual(&o.parameters.staff, role) * hiring::mean_vacancy(&o.parameters, role);
    away / (1.0 + away)
}
