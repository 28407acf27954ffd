//! What the model was held against that it was not fitted to, and what came of it, as the last validation wrote it.
//!
//! This file reads a table that another command writes; it must not know how a target was compared. An empty table
//! means that nothing has been compared yet.

use serde::Deserialize;

const VALIDATED: &str = include_str!("data/validated.csv");

/// One published figure beside the model's.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Validated {
    /// Its name in the evidence.
    pub id: String,
    /// What was measured.
    pub description: String,
    /// The published figure.
    pub target: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// The model's mean.
    pub model: Option<f64>,
    /// Lower end of the model's interval.
    pub model_low: Option<f64>,
    /// Upper end of the model's interval.
    pub model_high: Option<f64>,
    /// `yes` where the model lies inside; anything else is a miss, or a row that the model cannot speak to.
    pub inside: String,
}

impl Validated {
    /// Whether the model was compared and missed.
    pub fn is_missed(&self) -> bool {
        self.model.is_some() && !matches!(self.inside.trim(), "yes" | "true" | "1")
    }
}

/// The rows of the last validation; a row that cannot be read is left out.
pub fn built_in() -> Vec<Validated> {
    of_csv(VALIDATED)
}

fn of_csv(text: &str) -> Vec<Validated> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_table_and_a_row_that_cannot_be_read_do_no_harm() {
        assert!(of_csv("").is_empty());
        let text = "id,description,target,low,high,model,model_low,model_high,inside\n\
                    a,Bed-days,2,1,3,2.5,2.4,2.6,yes\n\
                    b,Falls,5,4,6,9,8,10,no\n\
                    c,Costs,5,4,6,,,,cannot speak\n\
                    d,Broken,five,4,6,9,8,10,no\n";
        let rows = of_csv(text);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows.iter().map(Validated::is_missed).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn what_is_built_in_reads_whole() {
        let lines = VALIDATED.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(built_in().len(), lines.saturating_sub(1));
    }
}
