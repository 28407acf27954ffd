//! Teams one by one, professions, and interviews with invented staff as tables. Each is written where there is any of
//! it.

use crate::experiment::results::{Results, Row};
use crate::outcomes::staff::interviews::Interview;
use crate::outcomes::staff::professions;
use crate::outcomes::staff::teams;
use crate::report::error::ReportError;
use crate::report::tables::flat::{Column, Table};
use std::path::Path;

/// Writes `teams`, `professions` and `interviews`, each with at least one row.
///
/// # Errors
/// [`ReportError`], naming the file that could not be written.
pub fn write(results: &Results, folder: &Path, creator: &str) -> Result<(), ReportError> {
    let tables =
        [("teams", by_team(results)), ("professions", by_profession(results)), ("interviews", interviews(results))];
    tables
        .iter()
        .filter(|(_, table)| !table.is_empty())
        .try_for_each(|(name, table)| table.write(folder, name, creator))
}

/// One row for each trial and team: where it is, its design, and its outcomes.
pub fn by_team(results: &Results) -> Table {
    let entries: Vec<_> =
        results.rows.iter().flat_map(|row| row.staff.teams.iter().map(move |team| (row, team))).collect();
    let mut table = trial(results, entries.iter().map(|(row, _)| *row));
    let place = |(_, (place, _)): &(&Row, &(usize, teams::TeamFigures))| results.places[*place].name.clone();
    table.push("place", Column::Text(entries.iter().map(place).collect()));
    table.push("team", Column::Int32(entries.iter().map(|(_, (_, team))| number(team.team)).collect()));
    let design = |row: &Row, design: u16| results.arms[row.arm].designs.get(usize::from(design)).cloned();
    let designs = entries.iter().map(|(row, (_, team))| design(row, team.design).unwrap_or_default());
    table.push("design", Column::Text(designs.collect()));
    for (which, outcome) in teams::OUTCOMES.iter().enumerate() {
        let values = entries.iter().map(|(_, (_, team))| value(&team.values, which));
        table.push(outcome.key, Column::Double(values.collect()));
    }
    table
}

/// One row for each trial and profession in the teams, all places together.
pub fn by_profession(results: &Results) -> Table {
    let each = |row: &'_ Row| row.staff.professions.len();
    let rows = results.rows.iter().flat_map(|row| std::iter::repeat_n(row, each(row)));
    let mut table = trial(results, rows);
    let entries = || results.rows.iter().flat_map(|row| &row.staff.professions);
    table.push("profession", Column::Text(entries().map(|entry| entry.role.clone()).collect()));
    for (which, key) in professions::OUTCOMES.iter().enumerate() {
        table.push(*key, Column::Double(entries().map(|entry| value(&entry.values, which)).collect()));
    }
    table
}

/// One row for each of the invented staff who are interviewed.
pub fn interviews(results: &Results) -> Table {
    let rows = results.rows.iter().flat_map(|row| std::iter::repeat_n(row, row.staff.interviews.len()));
    let mut table = trial(results, rows);
    let all: Vec<&Interview> = results.rows.iter().flat_map(|row| &row.staff.interviews).collect();
    let words = |of: &dyn Fn(&Interview) -> String| Column::Text(all.iter().map(|entry| of(entry)).collect());
    let numbers = |of: &dyn Fn(&Interview) -> f64| Column::Double(all.iter().map(|entry| of(entry)).collect());
    let days = |of: &dyn Fn(&Interview) -> u32| Column::Int32(all.iter().map(|entry| of(entry) as i32).collect());
    let columns = [
        ("place", words(&|entry| results.places[entry.place].name.clone())),
        ("team", Column::Int32(all.iter().map(|entry| number(entry.team)).collect())),
        ("day", days(&|entry| entry.day)),
        ("profession", words(&|entry| entry.role.clone())),
        ("employer", words(&|entry| entry.employer.clone())),
        ("tenure_days", days(&|entry| entry.tenure_days)),
        ("satisfaction", numbers(&|entry| entry.satisfaction)),
        ("perceived_benefit", numbers(&|entry| entry.perceived_benefit.unwrap_or(f64::NAN))),
        ("cohesion", numbers(&|entry| entry.cohesion.unwrap_or(f64::NAN))),
    ];
    columns.into_iter().for_each(|(name, column)| table.push(name, column));
    table
}

fn trial<'a>(results: &Results, rows: impl Iterator<Item = &'a Row>) -> Table {
    let rows: Vec<&Row> = rows.collect();
    let mut table = Table::default();
    table.push("point", Column::Int32(rows.iter().map(|row| row.point as i32).collect()));
    table.push("arm", Column::Text(rows.iter().map(|row| results.arms[row.arm].id.clone()).collect()));
    table.push("replication", Column::Int32(rows.iter().map(|row| row.replication as i32).collect()));
    table
}

/// Teams are counted from 1 for people.
fn number(team: u16) -> i32 {
    i32::from(team) + 1
}

fn value(values: &[Option<f64>], which: usize) -> f64 {
    values.get(which).copied().flatten().unwrap_or(f64::NAN)
}
