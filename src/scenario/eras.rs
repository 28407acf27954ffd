//! Years of which rows for calibration speak, and what was otherwise then: values of parameters for the worlds in which a
//! fit reads those rows. No scenario and no run reads them.

use super::structure::Overrides;
use serde::Deserialize;
use std::sync::LazyLock;

const TEXT: &str = include_str!("data/eras.toml");

/// One year.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Era {
    /// The year.
    pub year: u16,
    /// What was otherwise, with its source.
    pub meaning: String,
    /// Targets that are read in its worlds.
    pub targets: Vec<String>,
    /// Rows of the evidence behind the values.
    pub evidence: Vec<String>,
    /// Values of parameters.
    pub parameters: Overrides,
}

#[derive(Deserialize)]
struct Eras {
    era: Vec<Era>,
}

/// All years, the earliest first.
pub fn eras() -> &'static [Era] {
    static ERAS: LazyLock<Vec<Era>> =
        LazyLock::new(|| toml::from_str::<Eras>(TEXT).expect("the built-in years are tested").era);
    &ERAS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::register::Register;

    #[test]
    fn supply_of_an_earlier_year_is_what_the_evidence_comes_to() {
        let era = &eras()[0];
        let register = Register::built_in();
        let number = |row: &str| register.evidence(row).unwrap().value.parse::<f64>().unwrap();
        let users = number("sup_hc_clients65_1000") / (1.0 - number("sup_hc_selffund"));
        let hours = users * register.entry("social_care.package_mean").unwrap().value;
        let said = |key: &str| {
            let text = era.parameters[key].as_str().unwrap();
            text.split(' ').next().unwrap().parse::<f64>().unwrap()
        };
        assert!((said("social_care.home_care_hours") - hours).abs() < 1.0, "{hours}");
        assert!(era.evidence.iter().chain(&era.targets).all(|row| register.evidence(row).is_some()));
        for (key, value) in &era.parameters {
            register.check(key, value).unwrap();
        }
    }
}
