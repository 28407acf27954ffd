//! Rows of the summary as JSON without their empty cells. Knows their columns and nothing of what they mean.

use crate::report::tables::summary::SummaryRow;
use serde_json::value::RawValue;

/// The columns in their order.
const COLUMNS: [&str; 30] = [
    "point",
    "arm",
    "place",
    "metric",
    "unit",
    "replications",
    "mean",
    "deviation",
    "simulation_low",
    "simulation_high",
    "chance_low",
    "chance_high",
    "difference",
    "difference_simulation_low",
    "difference_simulation_high",
    "difference_chance_low",
    "difference_chance_high",
    "relative_change",
    "verdict",
    "knowledge_low",
    "knowledge_high",
    "both_low",
    "both_high",
    "difference_knowledge_low",
    "difference_knowledge_high",
    "difference_both_low",
    "difference_both_high",
    "share_chance",
    "share_knowledge",
    "share_simulation",
];

/// The rows as a list in JSON, one a line; cells without a figure are left out, since most rows have many.
pub(super) fn lean(rows: &[SummaryRow]) -> Result<Box<RawValue>, serde_json::Error> {
    let line = |row: &SummaryRow| -> Result<String, serde_json::Error> {
        let cells = serde_json::to_value(row)?;
        let written = COLUMNS.iter().filter_map(|column| Some((column, cells.get(column)?)));
        let written = written.filter(|(_, cell)| !cell.is_null());
        Ok(format!(
            "{{{}}}",
            written.map(|(column, cell)| format!("\"{column}\":{cell}")).collect::<Vec<_>>().join(",")
        ))
    };
    let lines: Result<Vec<String>, _> = rows.iter().map(line).collect();
    RawValue::from_string(format!("[\n    {}\n  ]", lines?.join(",\n    ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_with_a_figure_is_in_the_json_and_no_other() {
        let row = SummaryRow {
            arm: "team \"A\"".into(),
            mean: Some(0.1),
            both_low: Some(Some(-2.0)),
            both_high: Some(None),
            ..SummaryRow::default()
        };
        let known = serde_json::to_value(SummaryRow { knowledge_low: Some(None), ..row.clone() }).unwrap();
        assert!(known.as_object().unwrap().keys().all(|key| COLUMNS.contains(&key.as_str())));
        let list: serde_json::Value = serde_json::from_str(lean(&[row.clone(), row]).unwrap().get()).unwrap();
        let read = list[1].as_object().unwrap();
        assert_eq!(
            (&read["arm"], &read["mean"], &read["both_low"]),
            (&"team \"A\"".into(), &0.1.into(), &(-2.0).into())
        );
        assert!(!read.contains_key("both_high") && !read.contains_key("difference"), "{read:?}");
    }
}
