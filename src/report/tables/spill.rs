//! Spill-over as a table: one row for each trial, scope and outcome, with all four worlds and what follows from them.

use crate::experiment::results::{Results, Row};
use crate::report::tables::flat::{Column, Table};
use crate::report::tables::trials::identity;
use std::collections::BTreeMap;

/// One figure in four worlds.
struct Figure {
    baseline: f64,
    untouched: f64,
    reversed: f64,
    arm: f64,
}

impl Figure {
    fn own(&self) -> f64 {
        self.untouched - self.baseline
    }
}

/// The table; `None` where nobody asked for spill-over.
pub fn table(results: &Results) -> Option<Table> {
    let key = |row: &Row| (row.point, row.replication, row.place);
    let of_baseline = results.rows.iter().filter(|row| row.arm == results.study.baseline);
    let baselines: BTreeMap<_, &Row> = of_baseline.map(|row| (key(row), row)).collect();
    let (mut rows, mut metrics, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    for row in &results.rows {
        let (Some(further), Some(baseline)) = (&row.further, baselines.get(&key(row))) else { continue };
        for (index, metric) in results.metrics.iter().enumerate() {
            let value = |values: &[f64]| values.get(index).copied().unwrap_or(f64::NAN);
            rows.push(row);
            metrics.push(metric.key.to_string());
            figures.push(Figure {
                baseline: value(&baseline.values),
                untouched: value(&further.untouched),
                reversed: value(&further.reversed),
                arm: value(&row.values),
            });
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut table = identity(results, &rows);
    table.push("metric", Column::Text(metrics));
    let mut push = |name: &str, of: fn(&Figure) -> f64| {
        table.push(name, Column::Double(figures.iter().map(of).collect()));
    };
    push("baseline", |figure| figure.baseline);
    push("as_if_capacity_were_untouched", |figure| figure.untouched);
    push("arm", |figure| figure.arm);
    push("baseline_with_queues_of_arm", |figure| figure.reversed);
    push("own_effect", Figure::own);
    push("through_queues", |figure| figure.arm - figure.untouched);
    push("gap_between_orders", |figure| figure.arm - figure.reversed - figure.own());
    Some(table)
}
