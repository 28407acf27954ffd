//! Questions on which sources disagree: each a topic with its choices, one of them the default, never an average.
//!
//! A choice is a set of values for parameters. It lies between the register with its fitted values and a scenario's own
//! `[parameters]`, which may still set another.

use super::suggest::did_you_mean;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("data/structure.toml");

/// Values of parameters by key, as a scenario writes them.
pub type Overrides = BTreeMap<String, toml::Value>;

/// One question.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name, kebab-case.
    pub id: String,
    /// The question in words.
    pub question: String,
    /// The choices, the default first.
    pub choice: Vec<Alternative>,
}

/// One answer to it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Its name, kebab-case.
    pub id: String,
    /// What it says, with its source.
    pub meaning: String,
    /// Rows of the evidence behind it.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What of it no source gives, in sentences; empty where all of it is read in the evidence.
    #[serde(default)]
    pub assumption: String,
    /// Values of parameters; none of the default, which is what the register holds.
    #[serde(default)]
    pub parameters: Overrides,
}

#[derive(Deserialize)]
struct Topics {
    topic: Vec<Topic>,
}

/// All topics, in the order of their file.
pub fn topics() -> &'static [Topic] {
    static TOPICS: LazyLock<Vec<Topic>> =
        LazyLock::new(|| toml::from_str::<Topics>(TEXT).expect("the built-in alternatives are tested").topic);
    &TOPICS
}

/// The choices that set a parameter, each with its topic and the value.
pub fn setting(key: &str) -> impl Iterator<Item = (&'static Topic, &'static Alternative, &'static toml::Value)> {
    let all = topics().iter().flat_map(|topic| topic.choice.iter().map(move |choice| (topic, choice)));
    all.filter_map(move |(topic, choice)| Some((topic, choice, choice.parameters.get(key)?)))
}

/// The choice of a topic.
///
/// # Errors
/// What is wrong, and what may have been meant.
pub fn find(topic: &str, choice: &str) -> Result<&'static Alternative, (String, Option<String>)> {
    let known = || topics().iter().map(|topic| topic.id.as_str());
    let Some(found) = topics().iter().find(|known| known.id == topic) else {
        let help = did_you_mean(topic, known())
            .unwrap_or_else(|| format!("known here: {}", known().collect::<Vec<_>>().join(", ")));
        return Err((format!("there is no question `{topic}` on which sources differ"), Some(help)));
    };
    found.choice.iter().find(|known| known.id == choice).ok_or_else(|| {
        let choices: Vec<&str> = found.choice.iter().map(|choice| choice.id.as_str()).collect();
        (format!("`{choice}` is no choice of `{topic}`"), Some(format!("one of: {}", choices.join(", "))))
    })
}

/// The parameters that these choices set, each written `topic=choice`; later ones win.
///
/// # Errors
/// What is wrong with a choice, in words.
pub fn overrides(choices: &[String]) -> Result<Overrides, String> {
    let mut overrides = Overrides::new();
    for text in choices {
        let Some((topic, choice)) = text.split_once('=') else {
            return Err(format!("`{text}` has no `=`; write TOPIC=CHOICE"));
        };
        let alternative = find(topic.trim(), choice.trim()).map_err(|(reason, help)| {
            format!("{reason}{}", help.map(|help| format!("; {help}")).unwrap_or_default())
        })?;
        overrides.extend(alternative.parameters.clone());
    }
    Ok(overrides)
}
