//! What a fit may move: single parameters, or several by one common factor, each within its range in the register.

use crate::experiment::calibration::targets::Field;
use crate::model::parameters::Parameters;
use crate::scenario::register::scale::Scale;
use crate::scenario::register::{Entry, Register, RegisterError};
use crate::statistics::least_squares::Coordinate;
use std::collections::BTreeMap;

/// A range in the register is taken as so many standard deviations wide.
const RANGE_IN_WIDTHS: f64 = 4.0;
/// Fitted values are written with so many significant digits, and tried as they are written.
const DIGITS: usize = 4;
/// Two numbers this near, as a part of a parameter's reach, are one: a bound counts as touched.
const TOUCH: f64 = 0.01;

/// Something that a fit may move.
#[derive(Clone, Debug)]
pub struct Knob {
    /// What it is called in words.
    pub name: String,
    /// What it may act on.
    pub acts_on: &'static [Field],
    /// Its parameters as they are unmoved; those at zero stay there.
    entries: Vec<Entry>,
    scale: Scale,
    /// Lowest and highest shift that leaves every parameter in its range.
    reach: [f64; 2],
    width: f64,
    /// The shift that the built-in values have.
    start: f64,
}

/// Where a knob stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// At the lower end of a range.
    Lowest,
    /// At the upper end of a range.
    Highest,
    /// Between.
    Inside,
}

impl Knob {
    /// A knob on these parameters, or `None` where none of them can be moved. Unmoved they are as in `from`; a search
    /// begins with the built-in values.
    fn new(&(name, _, acts_on): &Group, keys: &[String], from: &Register) -> Option<Self> {
        let ranged = |e: &&Entry| e.value != 0.0 && e.low.zip(e.high).is_some_and(|(low, high)| low < high);
        let entries: Vec<Entry> = keys.iter().filter_map(|key| from.entry(key)).filter(ranged).cloned().collect();
        let scale = Scale::of(entries.first()?);
        let (mut reach, mut width, mut start) = ([f64::NEG_INFINITY, f64::INFINITY], 0.0, 0.0);
        for entry in &entries {
            let [low, high] = ends(entry, scale);
            let here = scale.there(entry.value);
            reach = [reach[0].max(low - here), reach[1].min(high - here)];
            width += (high - low) / RANGE_IN_WIDTHS / entries.len() as f64;
            let built_in = Register::built_in().entry(&entry.key).map_or(entry.value, |entry| entry.value);
            start += (scale.there(built_in) - here) / entries.len() as f64;
        }
        // A fitted value may lie at an end of its range, or be rounded beyond it.
        let reach = [reach[0].min(0.0), reach[1].max(0.0)];
        (reach[0] < reach[1]).then(|| Self { name: name.to_string(), acts_on, entries, scale, reach, width, start })
    }

    /// The same knob, from which a search begins at another shift.
    pub fn begun_at(self, shift: f64) -> Self {
        Self { start: shift, ..self }
    }

    /// The knob as a coordinate: zero is where its parameters are unmoved.
    pub fn coordinate(&self) -> Coordinate {
        let [low, high] = self.reach;
        Coordinate { start: self.start, centre: 0.0, width: self.width, low, high }
    }

    /// The same knob, at the very end of its range where it touches one.
    pub fn at_its_end(self) -> Self {
        let start = match self.stand(self.start) {
            Stand::Lowest => self.reach[0],
            Stand::Highest => self.reach[1],
            Stand::Inside => self.start,
        };
        Self { start, ..self }
    }

    /// Its parameters with their values at a shift, and at the ends of an interval about it.
    pub fn values(&self, shift: f64, spread: f64) -> Vec<(String, f64, [f64; 2])> {
        const HALF_WIDTH: f64 = 1.96;
        let at = |entry: &Entry, shift: f64| {
            let value = self.scale.back(self.scale.there(entry.value) + shift.clamp(self.reach[0], self.reach[1]));
            let value = rounded(value);
            value.clamp(entry.low.unwrap_or(value), entry.high.unwrap_or(value))
        };
        let reach = HALF_WIDTH * spread;
        self.entries
            .iter()
            .map(|e| (e.key.clone(), at(e, shift), [at(e, shift - reach), at(e, shift + reach)]))
            .collect()
    }

    /// Whether a shift touches an end of the range.
    pub fn stand(&self, shift: f64) -> Stand {
        let touch = TOUCH * (self.reach[1] - self.reach[0]);
        if shift <= self.reach[0] + touch {
            Stand::Lowest
        } else if shift >= self.reach[1] - touch {
            Stand::Highest
        } else {
            Stand::Inside
        }
    }
}

/// The parameters with all knobs at their shifts, over what is `given`.
///
/// # Errors
/// As the register says.
pub fn parameters(
    knobs: &[Knob],
    shifts: &[f64],
    given: &BTreeMap<String, toml::Value>,
) -> Result<Parameters, RegisterError> {
    let register = Register::built_in();
    let mut overrides = given.clone();
    for (key, value, _) in knobs.iter().zip(shifts).flat_map(|(knob, &shift)| knob.values(shift, 0.0)) {
        overrides.extend(register.written(&key, value).map(|value| (key, value)));
    }
    register.to_parameters(&overrides)
}

/// The knobs of these groups of parameters, but for parameters whose values are given; unmoved they are as in `from`.
pub fn knobs(groups: &[Group], given: &BTreeMap<String, toml::Value>, from: &Register) -> Vec<Knob> {
    let mut knobs = Vec::new();
    for group in groups {
        let keys: Vec<String> =
            group.1.iter().flat_map(|key| below(key)).filter(|key| !given.contains_key(key)).collect();
        knobs.extend(Knob::new(group, &keys, from));
    }
    knobs
}

/// The parameters that a key names: itself, or all below it.
fn below(key: &str) -> Vec<String> {
    let inside =
        |entry: &&Entry| entry.key.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    Register::typed().entries().iter().filter(inside).map(|entry| entry.key.clone()).collect()
}

/// The ends of the range on the scale; a range that ends where the scale does is cut off a little before.
fn ends(entry: &Entry, scale: Scale) -> [f64; 2] {
    const LEAST: f64 = 0.02;
    let (low, high) = (entry.low.unwrap_or(entry.value), entry.high.unwrap_or(entry.value));
    match scale {
        Scale::Log => [scale.there(low.max(entry.value * LEAST)), scale.there(high)],
        Scale::Logit => {
            let rest = 1.0 - entry.value;
            [scale.there(low.max(entry.value * LEAST)), scale.there(high.min(1.0 - rest * LEAST))]
        }
        Scale::Plain => [low, high],
    }
}

fn rounded(value: f64) -> f64 {
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value)
}

/// What is moved as one: its name, its parameters (or the beginnings of their keys), and what it may act on.
pub type Group = (&'static str, &'static [&'static str], &'static [Field]);

const ILLNESS: &[Field] = &[Field::Use, Field::Deaths, Field::Homes, Field::Flow];
const FALLS: &[Field] = &[Field::Falls, Field::Use, Field::Deaths];
const DEATHS: &[Field] = &[Field::Deaths, Field::Mix, Field::Homes];
const FRAILTY: &[Field] = &[Field::Mix, Field::Use, Field::Falls, Field::Deaths, Field::Homes, Field::Flow];
const HOMES: &[Field] = &[Field::Homes, Field::Deaths, Field::Falls, Field::Flow];
const DOORS: &[Field] = &[Field::Use, Field::Flow];

/// What the fit of the base model may move.
pub const NATIONAL: &[Group] = &[
    ("acute illness at 65 to 74", &["illness.rate.age_65_74"], ILLNESS),
    ("acute illness at 75 to 84", &["illness.rate.age_75_84"], ILLNESS),
    ("acute illness at 85 and over", &["illness.rate.age_85_plus"], ILLNESS),
    ("illness with mild frailty", &["illness.frailty.mild"], ILLNESS),
    ("illness with moderate frailty", &["illness.frailty.moderate"], ILLNESS),
    ("illness with severe frailty", &["illness.frailty.severe"], ILLNESS),
    ("infection with dementia", &["illness.dementia_on_infection"], ILLNESS),
    ("how much illness is severe", &["illness.severe"], ILLNESS),
    ("how much illness is moderate", &["illness.moderate"], ILLNESS),
    ("admission of moderate cases", &["emergency.admit.moderate"], DOORS),
    ("who calls 999 first", &["contact.ambulance.moderate", "contact.ambulance.severe"], DOORS),
    ("falls at 65 to 74", &["falls.level.age_65_74"], FALLS),
    ("falls at 75 to 84", &["falls.level.age_75_84"], FALLS),
    ("falls at 85 and over", &["falls.level.age_85_plus"], FALLS),
    ("falls with mild frailty", &["falls.frailty.mild"], FALLS),
    ("falls with moderate frailty", &["falls.frailty.moderate"], FALLS),
    ("falls with severe frailty", &["falls.frailty.severe"], FALLS),
    ("hidden severity in falls", &["falls.severity_exponent"], FALLS),
    ("spread of hidden severity", &["people.severity_shape"], &[Field::Use, Field::Falls, Field::Deaths]),
    ("deaths at 65 to 74", &["death.level.age_65_74"], DEATHS),
    ("deaths at 75 to 84", &["death.level.age_75_84"], DEATHS),
    ("deaths at 85 and over", &["death.level.age_85_plus"], DEATHS),
    ("deaths of women", &["death.at_65.female"], DEATHS),
    ("deaths with mild frailty", &["death.frailty.mild"], DEATHS),
    ("deaths with moderate frailty", &["death.frailty.moderate"], DEATHS),
    ("deaths with severe frailty", &["death.frailty.severe"], DEATHS),
    ("any frailty at the start", &["people.frail_at_start"], FRAILTY),
    ("moderate frailty at the start", &["people.moderate_of_frail"], FRAILTY),
    ("severe frailty at the start", &["people.severe_of_frail"], FRAILTY),
    ("steps to mild frailty at 65 to 74", &["frailty.to_mild.age_65_74"], FRAILTY),
    ("steps to mild frailty at 75 to 84", &["frailty.to_mild.age_75_84"], FRAILTY),
    ("steps to mild frailty at 85 and over", &["frailty.to_mild.age_85_plus"], FRAILTY),
    ("steps to moderate frailty at 65 to 74", &["frailty.to_moderate.age_65_74"], FRAILTY),
    ("steps to moderate frailty at 75 to 84", &["frailty.to_moderate.age_75_84"], FRAILTY),
    ("steps to moderate frailty at 85 and over", &["frailty.to_moderate.age_85_plus"], FRAILTY),
    ("steps to severe frailty at 65 to 74", &["frailty.to_severe.age_65_74"], FRAILTY),
    ("steps to severe frailty at 75 to 84", &["frailty.to_severe.age_75_84"], FRAILTY),
    ("steps to severe frailty at 85 and over", &["frailty.to_severe.age_85_plus"], FRAILTY),
    ("care homes at the start", &["people.in_care_home"], HOMES),
    ("moves into care homes", &["needs.care_home_wanted", "discharge.care_home"], HOMES),
    ("arranging to leave hospital", &["discharge.arrangement"], &[Field::Flow]),
    ("beds for rehabilitation", &["discharge.rehabilitation_beds"], &[Field::Flow]),
    ("agreeing on a place in a care home", &["social_care.finding_place"], &[Field::Flow]),
    ("stays of people under 65", &["others.stay_mean"], &[Field::Flow]),
    ("attendances of people under 65", &["others.attendances"], &[Field::Flow]),
    ("leaving of community nurses", &["staff.leaving.community_nurse"], &[Field::Staff]),
    ("finding community nurses", &["hiring.found.community_nurse"], &[Field::Staff]),
    ("finding occupational therapists", &["hiring.found.occupational_therapist"], &[Field::Staff]),
    ("finding social workers", &["hiring.found.social_worker"], &[Field::Staff]),
    ("leaving of home-care workers", &["care_workers.leaving"], &[Field::Staff]),
    ("hiring home-care workers", &["care_workers.hire"], &[Field::Staff]),
];
