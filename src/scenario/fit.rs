//! The fitted values that are built in: what `mdtsim calibrate` wrote, with where it comes from.
//!
//! They lie between the register and a scenario: a fitted value stands for the one typed into the register, and a
//! scenario may set another. This room reads and writes the file; it does not know how a fit is made.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("data/calibration.toml");
/// What stands at the head of the file.
const HEAD: &str = "# Written by `mdtsim calibrate --into .`; a further run replaces it. Each value stands for the one in register.csv.\n\n";

/// A fit, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// Where it comes from; absent while nothing was fitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// The fitted parameters.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
    /// How what moved the parameters goes together.
    #[serde(default, rename = "joint")]
    pub joint: Vec<Joint>,
    /// How what was moved follows parameters that were not.
    #[serde(default)]
    pub follows: Vec<Follows>,
    /// The targets, and how the model meets them.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
}

/// Where a fit comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Fingerprint of the data that it rests on.
    pub data: String,
    /// Seed of all luck.
    pub seed: u64,
    /// Worlds at every point.
    pub replications: u32,
    /// Residents aged 65 and over of each.
    pub people: u32,
    /// Warm-up in days.
    pub warm_up_days: u32,
    /// Days counted.
    pub days: u32,
    /// Sum of squared distances from the targets, in standard deviations, with the values typed into the register.
    pub objective_before: f64,
    /// The same with the fitted values.
    pub objective_after: f64,
    /// Medians over some draws of how many targets hold what the model shows: every parameter in doubt drawn alone, and
    /// followed by what was fitted; absent where nothing was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_when_drawn: Option<[f64; 2]>,
    /// Rounds of differences of the search that found the values, which a run that keeps them does not change.
    pub rounds: u32,
    /// Whether the search came to rest.
    pub settled: bool,
}

/// A fitted parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its key in the register.
    pub key: String,
    /// Its value, in the register's unit.
    pub value: f64,
    /// Lower end of its interval, 95 %.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What moved it.
    pub moved_by: String,
    /// Whether it touches an end of its range in the register.
    pub at_bound: bool,
}

/// How surely something that was moved is known, and how it goes with what was moved before it.
///
/// It moves its parameters on their own scales (`register::scale`), all by as much. What lies at an end of its range has
/// no entry and stays there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joint {
    /// What was moved.
    pub moved_by: String,
    /// Its standard deviation on that scale.
    pub deviation: f64,
    /// Its correlation with each of those before it, in their order.
    pub correlations: Vec<f64>,
}

/// How what was moved follows a parameter that was not fitted and is drawn, so that a draw stays near the targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Follows {
    /// The key of the parameter.
    pub parameter: String,
    /// By how much it moves what, on its own scale, for each standard deviation by which the parameter is drawn away from
    /// its middle.
    pub shifts: BTreeMap<String, f64>,
}

/// A target and how the model meets it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Name.
    pub id: String,
    /// Rows of the evidence behind it.
    pub rows: Vec<String>,
    /// What is measured.
    pub meaning: String,
    /// Unit, in words.
    pub unit: String,
    /// Target.
    pub value: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The model with the values typed into the register.
    pub before: f64,
    /// The model with the fitted values.
    pub after: f64,
}

impl Fit {
    /// The fit that is built in; empty if its text cannot be read, which a test excludes.
    pub fn built_in() -> &'static Fit {
        static BUILT_IN: LazyLock<Fit> = LazyLock::new(|| Fit::read(TEXT).unwrap_or_default());
        &BUILT_IN
    }

    /// Reads a fit.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The text of its file; reading it gives the same fit.
    ///
    /// # Errors
    /// When a number cannot be written.
    pub fn text(&self) -> Result<String, toml::ser::Error> {
        Ok(format!("{HEAD}{}", toml::to_string(self)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_fit_reads_and_reads_back() {
        let fit = Fit::read(TEXT).unwrap();
        assert_eq!(Fit::read(&fit.text().unwrap()).unwrap(), fit);
    }
}
