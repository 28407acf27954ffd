//! Teams side by side: where their differences lie, and how each design's teams and each profession fared.

use crate::analysis::estimate::Estimate;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::variation;
use crate::outcomes::staff::teams::OUTCOMES;
use crate::report::figures::DataTable;

/// What the tables hold.
pub const NOTE: &str = "Teams of different designs work side by side. Each outcome is worked out for every team in \
    every replication. Lasting differences between places, and between the teams of one place, are told from luck, which \
    falls otherwise in every replication, by the analysis of variance of teams within places; the intervals say how far more \
    replications could move a part, and nothing of other places or other teams. Every team is in tables/teams.csv, how \
    each profession sees its work in tables/professions.csv.";

/// Where some arm has several designs in a place: for every arm where variation lies, then, for those with several
/// designs, the outcomes by place and design.
pub fn tables(trials: &Trials, scope: Scope) -> Vec<DataTable> {
    let mixed = variation::arms(trials, scope.point);
    let every = if mixed.is_empty() { 0 } else { trials.results.arms.len() };
    let parts = (0..every).filter_map(|arm| parts(trials, scope, arm));
    parts.chain(mixed.iter().map(|&arm| designs(trials, scope, arm))).collect()
}

fn parts(trials: &Trials, scope: Scope, arm: usize) -> Option<DataTable> {
    let header = ["Outcome of a team", "Teams", "Between places", "Between teams of a place", "Luck"];
    let found = variation::of(trials, scope.point, arm);
    let rows = found.iter().map(|one| {
        let parts = (0..header.len() - 2).map(|part| one.part(part));
        [one.outcome.label.to_string(), one.teams.to_string()].into_iter().chain(parts).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let caption = format!("{}: where the variation between teams lies", trials.title(arm));
    (!rows.is_empty()).then(|| DataTable::new(&caption, &header.map(str::to_string), rows))
}

/// Means of the teams of a design in a place, over its teams and all replications.
fn designs(trials: &Trials, scope: Scope, arm: usize) -> DataTable {
    let rows = trials.rows(arm, Scope { point: scope.point, place: None });
    let info = &trials.results.arms[arm];
    let mut groups: Vec<(usize, u16)> =
        rows.iter().flat_map(|row| &row.staff.teams).map(|(place, team)| (*place, team.design)).collect();
    groups.sort_unstable();
    groups.dedup();
    let name = |&(place, design): &(usize, u16)| {
        let design = info.designs.get(usize::from(design)).map_or("", String::as_str);
        format!("{design}, {}", trials.results.places[place].name)
    };
    let mut header = vec!["Outcome of a team".to_string()];
    header.extend(groups.iter().map(name));
    let cell = |which: usize, &(place, design): &(usize, u16)| {
        let teams = rows.iter().flat_map(|row| &row.staff.teams);
        let ours = teams.filter(|(at, team)| *at == place && team.design == design);
        let values: Vec<f64> = ours.filter_map(|(_, team)| team.values.get(which).copied().flatten()).collect();
        let mean = Estimate::of(&values).map(|estimate| estimate.mean);
        mean.map_or_else(|| "–".to_string(), |mean| format!("{mean:.*}", OUTCOMES[which].digits))
    };
    let lines = OUTCOMES.iter().enumerate().map(|(which, outcome)| {
        let cells = groups.iter().map(|group| cell(which, group));
        std::iter::once(outcome.label.to_string()).chain(cells).collect::<Vec<String>>()
    });
    let caption = format!("{}: means of the teams of each design in each place", info.title);
    DataTable::new(&caption, &header, lines)
}
