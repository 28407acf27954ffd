//! Which outcomes are compared: every metric, and the few that lead. Looked up by key, never by position.

use crate::experiment::results::{Results, Row};
use crate::outcomes::metric::{Direction, Group};

/// Key of unplanned admissions.
pub const ADMISSIONS: &str = "unplanned_admissions_per_1000";
/// Key of days at home.
pub const DAYS_AT_HOME: &str = "days_at_home_per_person";
/// Key of deaths.
pub const DEATHS: &str = "deaths_per_1000";
/// Key of the share of urgent referrals seen within two hours.
pub const TWO_HOUR: &str = "two_hour_share";
/// Key given to the sum of `PUBLIC_COSTS`.
pub const PUBLIC_COST: &str = "cost_public_per_person";
/// Keys of the costs of public payers, all of them per person and year.
pub const PUBLIC_COSTS: [&str; 2] = ["cost_nhs_per_person", "cost_council_per_person"];
/// Keys of outcomes shown as small multiples, those that exist.
pub const KEY_OUTCOMES: [&str; 10] = [
    DAYS_AT_HOME,
    DEATHS,
    "unmet_need_days_per_person",
    "quality_years_per_1000",
    "bed_days_per_person",
    "delayed_days_per_person",
    "ed_attendances_per_1000",
    "falls_per_1000",
    TWO_HOUR,
    PUBLIC_COST,
];

/// One outcome as it is compared: a metric, or the sum of metrics that share a denominator.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Key in files.
    pub key: String,
    /// Label for people.
    pub label: String,
    /// Unit in words.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Heading under which it is shown.
    pub group: Group,
    /// Digits after the point.
    pub digits: usize,
    parts: Vec<usize>,
}

impl Outcome {
    /// The outcome with this key; the public cost is summed when it is no metric of its own.
    pub fn find(results: &Results, key: &str) -> Option<Self> {
        let metric = results.metrics.iter().position(|metric| metric.key == key);
        match metric {
            Some(index) => Some(Self::single(results, index)),
            None if key == PUBLIC_COST => Self::public_cost(results),
            None => None,
        }
    }

    /// All metrics in their order.
    pub fn all(results: &Results) -> Vec<Self> {
        (0..results.metrics.len()).map(|index| Self::single(results, index)).collect()
    }

    /// Those that answer the question, the first one first: what the study names, or else the usual four.
    pub fn asked(results: &Results) -> Vec<Self> {
        let named: Vec<Self> = results.study.outcomes.iter().filter_map(|key| Self::find(results, key)).collect();
        if named.is_empty() { Self::usual(results) } else { named }
    }

    /// The outcomes that lead every table: those that answer the question, then the usual four that are not among them.
    pub fn leading(results: &Results) -> Vec<Self> {
        let mut leading = Self::asked(results);
        let others: Vec<Self> = Self::usual(results).into_iter().filter(|usual| !leading.contains(usual)).collect();
        leading.extend(others);
        leading
    }

    /// The four that every answer names, those that exist: admissions, days at home, deaths, public cost.
    fn usual(results: &Results) -> Vec<Self> {
        [ADMISSIONS, DAYS_AT_HOME, DEATHS, PUBLIC_COST].iter().filter_map(|key| Self::find(results, key)).collect()
    }

    /// Its value in a row; NaN where it does not exist.
    pub fn value(&self, row: &Row) -> f64 {
        self.of_values(&row.values)
    }

    /// Its value among the values of all metrics; NaN where it does not exist.
    pub fn of_values(&self, values: &[f64]) -> f64 {
        self.parts.iter().map(|part| values.get(*part).copied().unwrap_or(f64::NAN)).sum()
    }

    /// Between which ends a level can lie: shares between 0 and 1, worth in money and standardised figures anywhere, all else,
    /// which counts or costs something, not below 0.
    pub fn bounds(&self) -> (f64, f64) {
        let costs = self.group == Group::Money;
        match self.unit.split_whitespace().next() {
            Some("share" | "proportion") => (0.0, 1.0),
            Some("level" | "standard") => (f64::NEG_INFINITY, f64::INFINITY),
            Some("GBP" | "£") if !costs => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (0.0, f64::INFINITY),
        }
    }

    fn single(results: &Results, index: usize) -> Self {
        let metric = &results.metrics[index];
        Self {
            key: metric.key.to_string(),
            label: metric.label.to_string(),
            unit: metric.unit.to_string(),
            direction: metric.direction,
            group: metric.group,
            digits: metric.digits,
            parts: vec![index],
        }
    }

    /// NHS and council cost together, when both are there: a shift from one payer to the other is no saving.
    fn public_cost(results: &Results) -> Option<Self> {
        let position = |key: &&str| results.metrics.iter().position(|metric| metric.key == *key);
        let parts: Option<Vec<usize>> = PUBLIC_COSTS.iter().map(position).collect();
        let parts = parts?;
        let first = &results.metrics[parts[0]];
        Some(Self {
            key: PUBLIC_COST.to_string(),
            label: "Cost to NHS and council together".to_string(),
            unit: first.unit.to_string(),
            direction: Direction::Lower,
            group: Group::Money,
            digits: first.digits,
            parts,
        })
    }
}
