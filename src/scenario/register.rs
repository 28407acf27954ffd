//! The evidence register: the one source of default parameter values, each with unit, range, state and sources.
//!
//! A key is the dotted path of a leaf of the model's parameters. What the evidence does not give is an assumption and
//! says so. Rows of the evidence with the role `check` are for comparing with output and are refused here.

mod leaf;
mod rules;
pub mod scale;
pub mod uncertain;

use super::fit::Fit;
use super::suggest::did_you_mean;
use crate::units::Refusal;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const REGISTER: &str = include_str!("data/register.csv");
const EVIDENCE: &str = include_str!("data/evidence.csv");

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The number was read in its source or a named copy of it.
    Verified,
    /// From general knowledge or derived; to be checked before publication.
    Unchecked,
    /// Nobody has evidence; a value with a range to be varied.
    Assumption,
    /// Chosen by `mdtsim calibrate` so that the model returns calibration targets.
    Fitted,
    /// Chosen by hand so that the model returns a row of the evidence; no spread of a fit, its range is judgement.
    ByHand,
    /// True by definition or by law.
    Definition,
}

impl Status {
    /// The word that people are shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unchecked => "unchecked",
            Self::Assumption => "assumption",
            Self::Fitted => "fitted",
            Self::ByHand => "set by hand",
            Self::Definition => "definition",
        }
    }

    /// Whether nobody has held the value against a source, so that a reader should be wary of it.
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Unchecked | Self::Assumption | Self::ByHand)
    }
}

/// One parameter: its default value and what is known of it.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Entry {
    /// Dotted path of the leaf, such as `falls.rate.age_65_69`.
    pub key: String,
    /// Default value in [`Self::unit`].
    pub value: f64,
    /// Lower end of the range, in the same unit.
    pub low: Option<f64>,
    /// Upper end of the range, in the same unit.
    pub high: Option<f64>,
    /// A unit that the unit types accept, or a word for bare numbers such as `probability`.
    pub unit: String,
    /// What is known of the value, as a distribution; `fixed` when it is not in doubt.
    pub distribution: String,
    /// Where the value comes from.
    pub status: Status,
    /// Ids of the evidence rows behind it.
    #[serde(deserialize_with = "semicolons")]
    pub evidence: Vec<String>,
    /// What the parameter means, in one sentence.
    pub meaning: String,
    /// Anything a reader should know besides.
    pub note: String,
    /// The interval of a fitted value, 95 %; `None` where `mdtsim calibrate` did not fit it.
    #[serde(skip)]
    pub fitted: Option<[f64; 2]>,
    /// What moved a fitted value, alone or together with others; `None` likewise.
    #[serde(skip)]
    pub moved_by: Option<String>,
}

impl Entry {
    /// The group, which is the first part of the key.
    pub fn group(&self) -> &str {
        self.key.split('.').next().unwrap_or(&self.key)
    }

    /// The ends of its range, as a scenario would write them.
    pub fn ends(&self) -> Vec<toml::Value> {
        [self.low, self.high].into_iter().flatten().map(|end| leaf::value(&self.unit, end)).collect()
    }

    /// A value of it, as a scenario would write it.
    pub fn written(&self, value: f64) -> toml::Value {
        leaf::value(&self.unit, value)
    }

    /// Whether a value of a scenario lies within the range, ends included; without a range every value does.
    pub fn holds(&self, written: &toml::Value) -> bool {
        let Some((low, high)) = self.low.zip(self.high) else { return true };
        // Ends that are written in another unit are not the same to the last bit.
        let slack = (high - low) * f64::EPSILON.sqrt();
        leaf::number(&self.unit, written).is_ok_and(|number| low - slack <= number && number <= high + slack)
    }

    /// The evidence rows behind the value, in the order in which the entry names them.
    pub fn sources<'a>(&self, register: &'a Register) -> Vec<&'a EvidenceRow> {
        self.evidence.iter().filter_map(|id| register.evidence(id)).collect()
    }
}

/// One number read in the literature; the columns are explained in the README of the evidence.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct EvidenceRow {
    /// Identity, such as `fall_p_fracture`.
    pub id: String,
    /// Subject.
    pub group: String,
    /// What was measured.
    pub description: String,
    /// The number.
    pub value: String,
    /// Lower end of its range.
    pub low: String,
    /// Upper end of its range.
    pub high: String,
    /// Unit, in the words of the source.
    pub unit: String,
    /// In whom it was measured.
    pub population: String,
    /// Uncertainty as a distribution.
    pub distribution: String,
    /// `input`, `calibration` or `check`.
    pub role: String,
    /// `verified` or `unchecked`.
    pub status: String,
    /// The source in words.
    pub source: String,
    /// DOI or address; empty when the row is a judgement.
    #[serde(rename = "doi_or_url")]
    pub link: String,
    /// What to bear in mind.
    pub note: String,
}

/// The register with the evidence behind it.
#[derive(Clone, Debug)]
pub struct Register {
    entries: Vec<Entry>,
    by_key: BTreeMap<String, usize>,
    evidence: BTreeMap<String, EvidenceRow>,
    /// Fitted parameters that do not exist.
    strays: Vec<String>,
}

/// Why no parameters could be made from the register and its overrides.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// The table itself cannot be read.
    #[error("the register cannot be read: {0}")]
    Table(String),
    /// An override names a parameter that does not exist.
    #[error("unknown parameter `{key}`{}", .suggestion.as_ref().map(|help| format!("; {help}")).unwrap_or_default())]
    UnknownKey {
        /// The key as written.
        key: String,
        /// Near keys, when there are any.
        suggestion: Option<String>,
    },
    /// A value makes no sense for its parameter.
    #[error("`{key}`: {refusal}")]
    Refused {
        /// The parameter.
        key: String,
        /// What is wrong and what would be right.
        refusal: Refusal,
    },
    /// The keys do not fit the structure of the parameters: one is missing, surplus or in the way of another.
    #[error("the register does not fit the model's parameters: {0}")]
    Shape(String),
}

impl Register {
    /// The register that is built into the program, with the values that were fitted in place of those typed in.
    pub fn built_in() -> &'static Register {
        static BUILT_IN: LazyLock<Register> = LazyLock::new(|| Register::typed().with(Fit::built_in()));
        &BUILT_IN
    }

    /// The register as it is typed: where every fit begins, and whose ranges bound it.
    pub fn typed() -> &'static Register {
        static TYPED: LazyLock<Register> =
            LazyLock::new(|| Register::from_csv(REGISTER, EVIDENCE).expect("the built-in register is tested"));
        &TYPED
    }

    /// This register with fitted values, which say so. A fitted parameter that is not here is passed over;
    /// [`Self::faults`] of the built-in register names it.
    pub fn with(&self, fit: &Fit) -> Self {
        let mut register = self.clone();
        for parameter in &fit.parameters {
            let Some(&index) = register.by_key.get(&parameter.key) else {
                register.strays.push(parameter.key.clone());
                continue;
            };
            let entry = &mut register.entries[index];
            entry.value = parameter.value;
            entry.status = Status::Fitted;
            entry.fitted = Some([parameter.low, parameter.high]);
            entry.moved_by = Some(parameter.moved_by.clone());
        }
        register
    }

    /// Reads a register and its evidence from the text of their tables. [`Self::faults`] checks the rules.
    ///
    /// # Errors
    /// When a line cannot be read.
    pub fn from_csv(register: &str, evidence: &str) -> Result<Self, RegisterError> {
        let entries: Vec<Entry> = lines(register)?;
        let by_key = entries.iter().enumerate().map(|(index, entry)| (entry.key.clone(), index)).collect();
        let rows: Vec<EvidenceRow> = lines(evidence)?;
        let evidence = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        Ok(Self { entries, by_key, evidence, strays: Vec::new() })
    }

    /// All entries, group by group.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a parameter.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(key).map(|&index| &self.entries[index])
    }

    /// A row of the evidence.
    pub fn evidence(&self, id: &str) -> Option<&EvidenceRow> {
        self.evidence.get(id)
    }

    /// All rows of the evidence with a role, in the order of their ids.
    pub fn of_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a EvidenceRow> {
        self.evidence.values().filter(move |row| row.role == role)
    }

    /// Which keys an unknown one may have meant.
    pub fn suggestion(&self, key: &str) -> Option<String> {
        did_you_mean(key, self.by_key.keys().map(String::as_str))
    }

    /// Whether `value` may stand for the parameter `key`: right form, right unit, possible value.
    ///
    /// # Errors
    /// When the parameter is unknown or the value refused.
    pub fn check(&self, key: &str, value: &toml::Value) -> Result<(), RegisterError> {
        let unknown = || RegisterError::UnknownKey { key: key.to_string(), suggestion: self.suggestion(key) };
        let entry = self.entry(key).ok_or_else(unknown)?;
        leaf::check(&entry.unit, value).map_err(|refusal| RegisterError::Refused { key: key.to_string(), refusal })
    }

    /// A number as the value of a parameter in a scenario file; `None` if there is no such parameter.
    pub fn written(&self, key: &str, number: f64) -> Option<toml::Value> {
        self.entry(key).map(|entry| leaf::value(&entry.unit, number))
    }

    /// The model's parameters: defaults of the register, with `overrides` (by key) in their place.
    ///
    /// # Errors
    /// When an override is unknown or refused, or when the keys do not fit the structure of `T` exactly.
    pub fn to_parameters<T: DeserializeOwned>(
        &self,
        overrides: &BTreeMap<String, toml::Value>,
    ) -> Result<T, RegisterError> {
        let mut tree = toml::Table::new();
        for (key, value) in overrides {
            self.check(key, value)?;
        }
        for entry in &self.entries {
            let value = match overrides.get(&entry.key) {
                None => leaf::value(&entry.unit, entry.value),
                Some(toml::Value::Float(number)) => leaf::value(&entry.unit, *number),
                Some(other) => other.clone(),
            };
            plant(&mut tree, &entry.key, value)?;
        }
        T::deserialize(toml::Value::Table(tree)).map_err(|error| RegisterError::Shape(one_line(&error.to_string())))
    }

    /// Every breach of the register's rules, in words; empty when it is sound.
    pub fn faults(&self) -> Vec<String> {
        rules::faults(self)
    }
}

/// Puts `value` at the dotted `key`, making tables on the way.
fn plant(tree: &mut toml::Table, key: &str, value: toml::Value) -> Result<(), RegisterError> {
    let mut parts: Vec<&str> = key.split('.').collect();
    let last = parts.pop().unwrap_or(key);
    let in_the_way = || RegisterError::Shape(format!("`{key}` is both a value and a table, or stands twice"));
    let mut table = tree;
    for part in parts {
        let below = table.entry(part).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        table = below.as_table_mut().ok_or_else(in_the_way)?;
    }
    if table.insert(last.to_string(), value).is_some() { Err(in_the_way()) } else { Ok(()) }
}

fn lines<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, RegisterError> {
    let lines = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    lines.collect::<Result<_, _>>().map_err(|error| RegisterError::Table(error.to_string()))
}

fn semicolons<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.split(';').map(str::trim).filter(|id| !id.is_empty()).map(str::to_string).collect())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
