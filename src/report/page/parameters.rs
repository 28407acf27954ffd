//! The parameters as the page shows them: grouped, their state counted, links only where they lead somewhere safe.

use crate::analysis::words;
use crate::report::page::ParameterRow;

/// Parameters that share the first part of their key.
pub struct ParameterGroup {
    /// First part of the key.
    pub name: String,
    /// Rows.
    pub rows: Vec<ParameterView>,
}

/// One parameter.
pub struct ParameterView {
    /// Key in the scenario.
    pub key: String,
    /// What it means.
    pub meaning: String,
    /// Value with its unit.
    pub value: String,
    /// Range.
    pub range: String,
    /// State of the evidence.
    pub status: String,
    /// Whether the reader should be wary of it.
    pub is_weak: bool,
    /// Sources.
    pub sources: Vec<SourceView>,
}

/// One source.
pub struct SourceView {
    /// Text.
    pub text: String,
    /// Address, for those of the web only.
    pub link: Option<String>,
}

/// Rows by the first part of their key, in the order of first appearance.
pub fn grouped(parameters: &[ParameterRow]) -> Vec<ParameterGroup> {
    let mut groups: Vec<ParameterGroup> = Vec::new();
    for row in parameters {
        let name = row.key.split('.').next().unwrap_or_default();
        let view = view(row);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.rows.push(view),
            None => groups.push(ParameterGroup { name: name.to_string(), rows: vec![view] }),
        }
    }
    groups
}

/// How many parameters are in which state, in a sentence.
pub fn state(parameters: &[ParameterRow]) -> String {
    if parameters.is_empty() {
        return "No parameter was listed for this report.".to_string();
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in parameters {
        match counts.iter_mut().find(|(status, _)| *status == row.status) {
            Some((_, count)) => *count += 1,
            None => counts.push((&row.status, 1)),
        }
    }
    let parts: Vec<String> = counts.iter().map(|(status, count)| format!("{count} “{status}”")).collect();
    let weak = parameters.iter().filter(|row| row.is_weak()).count();
    format!(
        "{} by the state of their evidence: {}. {} marked because nobody has checked the source, or because they are \
         assumptions or were set by hand so that the model returns a published figure.",
        words::counted(parameters.len(), "parameter"),
        words::list(&parts),
        if weak == 1 { "1 is".to_string() } else { format!("{weak} are") }
    )
}

fn view(row: &ParameterRow) -> ParameterView {
    ParameterView {
        key: row.key.clone(),
        meaning: row.meaning.clone(),
        value: format!("{} {}", row.value, row.unit).trim_end().to_string(),
        range: row.range.clone(),
        status: row.status.clone(),
        is_weak: row.is_weak(),
        sources: row.sources.iter().map(|(text, link)| SourceView { text: text.clone(), link: safe(link) }).collect(),
    }
}

/// Addresses of the web and DOIs; anything else is no link.
fn safe(link: &str) -> Option<String> {
    let link = link.trim();
    if link.starts_with("https://") || link.starts_with("http://") {
        Some(link.to_string())
    } else if link.starts_with("10.") && link.contains('/') {
        Some(format!("https://doi.org/{link}"))
    } else {
        None
    }
}

/// The values put on a year of full health and the discount, as they were set.
pub fn thresholds(parameters: &[ParameterRow]) -> String {
    let value = |key: &str| {
        let row = parameters.iter().find(|row| row.key == key);
        // A share needs no unit.
        let unit = |row: &ParameterRow| if row.unit == "share" { String::new() } else { format!(" {}", row.unit) };
        row.map_or("not stated".to_string(), |row| format!("{}{}", row.value, unit(row)).trim().to_string())
    };
    format!(
        "Value of a year of full health: lower {}, higher {}; discount {} a year.",
        value("evaluation.threshold_low"),
        value("evaluation.threshold_high"),
        value("evaluation.discount_rate"),
    )
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(safe("10.1136/bmj.39343"), Some("https://doi.org/10.1136/bmj.39343".to_string()));
        assert!(safe("https://example.org/a").is_some());
        assert_eq!(safe("javascript:alert(1)"), None);
        assert_eq!(safe(""), None);
    }
}
