//! The trials as tables: wide (one row a trial and scope), long (one row a figure), and the ledger.

use crate::experiment::results::{DrawnParameter, Results, Row};
use crate::outcomes::groups::GROUPS;
use crate::outcomes::ledger::Ledger;
use crate::outcomes::ledger_class::{CLASSES, Side};
use crate::report::error::{ReportError, make_folder};
use crate::report::tables::flat::{Column, Table};
use crate::report::tables::spill;
use std::path::Path;

/// What stands in the column `place` for all places together.
pub const ALL_PLACES: &str = "all places";

/// Writes `rows`, `metrics`, `ledger` and, where it was asked for, `spill_over` as Parquet and CSV into `folder`, which is made when it is missing.
///
/// `version` is the program's version; it is all that the files say of their origin.
///
/// # Errors
/// [`ReportError`], naming the file that could not be written.
pub fn write(results: &Results, version: &str, folder: &Path) -> Result<(), ReportError> {
    make_folder(folder)?;
    let creator = format!("mdtsim {version}");
    rows(results).write(folder, "rows", &creator)?;
    metrics(results).write(folder, "metrics", &creator)?;
    ledger(results).write(folder, "ledger", &creator)?;
    ledger_by_group(results).write(folder, "ledger_by_group", &creator)?;
    super::staff::write(results, folder, &creator)?;
    spill::table(results).map_or(Ok(()), |table| table.write(folder, "spill_over", &creator))?;
    if results.study.draws > 0 { drawn(results).write(folder, "parameters", &creator) } else { Ok(()) }
}

/// One row for each draw and uncertain parameter: the value that it had.
pub fn drawn(results: &Results) -> Table {
    let drawn = &results.study.drawn;
    let cells = || (0..results.study.draws).flat_map(|draw| drawn.iter().map(move |parameter| (draw, parameter)));
    let value = |(draw, parameter): (u32, &DrawnParameter)| parameter.values[draw as usize];
    let mut table = Table::default();
    table.push("draw", Column::Int32(cells().map(|(draw, _)| draw as i32).collect()));
    table.push("parameter", Column::Text(cells().map(|(_, parameter)| parameter.key.clone()).collect()));
    table.push("value", Column::Double(cells().map(value).collect()));
    table
}

/// One row for each trial and scope: who and where, the settings of a sweep, every outcome, the ledger.
pub fn rows(results: &Results) -> Table {
    let mut table = identity(results, &results.rows.iter().collect::<Vec<_>>());
    for (path, column) in settings(results) {
        table.push(path, column);
    }
    table.push("person_years", doubles(results, |row| row.person_years));
    for (index, metric) in results.metrics.iter().enumerate() {
        table.push(metric.key, doubles(results, |row| row.values.get(index).copied().unwrap_or(f64::NAN)));
    }
    push_ledger(&mut table, &results.rows.iter().map(|row| &row.ledger).collect::<Vec<_>>(), "ledger_");
    table
}

/// One row for each trial, scope and outcome.
pub fn metrics(results: &Results) -> Table {
    let repeated: Vec<&Row> =
        results.rows.iter().flat_map(|row| std::iter::repeat_n(row, results.metrics.len())).collect();
    let mut table = identity(results, &repeated);
    let keys = results.rows.iter().flat_map(|_| results.metrics.iter().map(|metric| metric.key.to_string()));
    table.push("metric", Column::Text(keys.collect()));
    let value = |row: &Row, index: usize| row.values.get(index).copied().unwrap_or(f64::NAN);
    let values = results.rows.iter().flat_map(|row| (0..results.metrics.len()).map(move |index| value(row, index)));
    table.push("value", Column::Double(values.collect()));
    table
}

/// One row for each trial, scope and longest deferral: the classes of the ledger, its totals and its net.
pub fn ledger(results: &Results) -> Table {
    let (rows, ledgers): (Vec<&Row>, Vec<(u64, &Ledger)>) =
        results.rows.iter().flat_map(|row| row.ledgers().map(|ledger| (row, ledger))).unzip();
    let (days, ledgers): (Vec<u64>, Vec<&Ledger>) = ledgers.into_iter().unzip();
    let mut table = identity(results, &rows);
    table.push("deferral_days", Column::Int32(days.iter().map(|&days| days as i32).collect()));
    push_ledger(&mut table, &ledgers, "");
    table
}

/// One row for each trial, scope and group: the classes of the group's ledger, its totals and its net.
pub fn ledger_by_group(results: &Results) -> Table {
    let repeated: Vec<&Row> =
        results.rows.iter().flat_map(|row| std::iter::repeat_n(row, row.by_group.len())).collect();
    let mut table = identity(results, &repeated);
    let keys = results.rows.iter().flat_map(|row| GROUPS.iter().take(row.by_group.len()));
    table.push("group", Column::Text(keys.map(|group| group.key.to_string()).collect()));
    let ledgers: Vec<&Ledger> = results.rows.iter().flat_map(|row| &row.by_group).collect();
    push_ledger(&mut table, &ledgers, "");
    table
}

pub(super) fn identity(results: &Results, rows: &[&Row]) -> Table {
    let arm = |row: &&Row| results.arms[row.arm].id.clone();
    let place = |row: &&Row| row.place.map_or(ALL_PLACES.to_string(), |place| results.places[place].name.clone());
    let mut table = Table::default();
    table.push("point", Column::Int32(rows.iter().map(|row| row.point as i32).collect()));
    if results.study.draws > 0 {
        table.push("draw", Column::Int32(rows.iter().map(|row| row.draw as i32).collect()));
    }
    table.push("arm", Column::Text(rows.iter().map(arm).collect()));
    table.push("replication", Column::Int32(rows.iter().map(|row| row.replication as i32).collect()));
    table.push("place", Column::Text(rows.iter().map(place).collect()));
    table
}

/// The settings of each design point, one column a swept path; none when nothing is swept.
fn settings(results: &Results) -> Vec<(String, Column)> {
    let mut paths: Vec<&String> = Vec::new();
    for (path, _) in results.study.points.iter().flatten() {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    let setting = |point: usize, path: &str| {
        let settings = results.study.points.get(point).into_iter().flatten();
        settings.filter(|(name, _)| name == path).map(|(_, value)| value.clone()).next().unwrap_or_default()
    };
    let column = |path: &str| Column::Text(results.rows.iter().map(|row| setting(row.point, path)).collect());
    paths.into_iter().map(|path| (path.clone(), column(path))).collect()
}

fn push_ledger(table: &mut Table, ledgers: &[&Ledger], prefix: &str) {
    let mut push = |name: &str, count: &dyn Fn(&Ledger) -> i64| {
        let counts = ledgers.iter().map(|ledger| count(ledger)).collect();
        table.push(format!("{prefix}{name}"), Column::Int64(counts));
    };
    push("baseline_total", &|ledger| ledger.baseline_total as i64);
    push("arm_total", &|ledger| ledger.arm_total as i64);
    for class in &CLASSES {
        push(class.key, &|ledger| (class.count)(ledger) as i64);
    }
    push("bed_days_baseline_total", &|ledger| ledger.bed_days.baseline_total as i64);
    push("bed_days_arm_total", &|ledger| ledger.bed_days.arm_total as i64);
    push("bed_days_same", &|ledger| ledger.bed_days.same as i64);
    for (at, class) in CLASSES.iter().enumerate() {
        if class.side != Side::More {
            push(&format!("bed_days_fewer_{}", class.key), &|ledger| ledger.bed_days.fewer[at] as i64);
        }
        if class.side != Side::Fewer {
            push(&format!("bed_days_more_{}", class.key), &|ledger| ledger.bed_days.more[at] as i64);
        }
    }
    push("bed_days_net", &|ledger| ledger.bed_days.net());
    push("deferred_after_substitution", &|ledger| ledger.deferred_after_substitution as i64);
    push("net", &Ledger::net);
}

fn doubles(results: &Results, value: impl Fn(&Row) -> f64) -> Column {
    Column::Double(results.rows.iter().map(value).collect())
}
