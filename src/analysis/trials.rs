//! The rows of an experiment, found by arm and scope. Judges nothing.

use crate::analysis::cuts;
use crate::analysis::estimate::Estimate;
use crate::analysis::outcome::Outcome;
use crate::analysis::words;
use crate::experiment::results::{ArmKind, Results, Row};
use std::collections::BTreeMap;

/// Id of the arm that spends the same money as more of what is there already; the second comparator where it exists.
pub const MORE_OF_THE_SAME: &str = "more-of-the-same";

/// So many places are named one by one, more are counted.
const NAMED_PLACES: usize = 4;

/// What is looked at: a design point, and one place or all places together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// Design point of a sweep; 0 when nothing is swept.
    pub point: usize,
    /// Index of the place, `None` for all together.
    pub place: Option<usize>,
}

/// Two arms under comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The arm.
    pub arm: usize,
    /// What it is held against.
    pub against: usize,
}

/// All rows of an experiment by (scope, arm), each list in the order of the replications.
pub struct Trials<'a> {
    /// The experiment.
    pub results: &'a Results,
    cells: BTreeMap<(Scope, usize), Vec<&'a Row>>,
}

impl<'a> Trials<'a> {
    /// Sorts the rows of `results` into cells.
    pub fn of(results: &'a Results) -> Self {
        let mut cells: BTreeMap<(Scope, usize), Vec<&Row>> = BTreeMap::new();
        for row in &results.rows {
            let scope = Scope { point: row.point, place: row.place };
            cells.entry((scope, row.arm)).or_default().push(row);
        }
        for rows in cells.values_mut() {
            rows.sort_by_key(|row| (row.draw, row.replication));
        }
        Self { results, cells }
    }

    /// Rows of one arm in one scope, by draw and replication; empty when all of its trials failed.
    pub fn rows(&self, arm: usize, scope: Scope) -> &[&'a Row] {
        self.cells.get(&(scope, arm)).map_or(&[], Vec::as_slice)
    }

    /// Rows of two arms that share a replication of a draw, in the order of draws and replications.
    pub fn pairs(&self, pair: Pair, scope: Scope) -> Vec<(&'a Row, &'a Row)> {
        let key = |row: &Row| (row.draw, row.replication);
        let against: BTreeMap<(u32, u32), &Row> =
            self.rows(pair.against, scope).iter().map(|row| (key(row), *row)).collect();
        let matched = |row: &&'a Row| against.get(&key(row)).map(|other| (*row, *other));
        self.rows(pair.arm, scope).iter().filter_map(matched).collect()
    }

    /// Estimate of one figure a row, NaN where it does not exist; `None` when it exists nowhere.
    pub fn estimate<'r>(&self, figures: impl Iterator<Item = (&'r Row, f64)>) -> Option<Estimate> {
        if self.are_drawn() {
            Estimate::drawn(&figures.map(|(row, figure)| ((row.draw, row.replication), figure)).collect())
        } else {
            Estimate::of(&figures.map(|(_, figure)| figure).collect::<Vec<_>>())
        }
    }

    /// The level of an outcome in an arm; its intervals end where the figure cannot be.
    pub fn level(&self, arm: usize, scope: Scope, outcome: &Outcome) -> Option<Estimate> {
        let figures = || self.rows(arm, scope).iter().map(|row| (*row, outcome.value(row)));
        let (least, most) = outcome.bounds();
        // What has been below zero once, such as a gap between groups, is no count.
        let possible = figures().all(|(_, figure)| figure.is_nan() || (least <= figure && figure <= most));
        let level = self.estimate(figures())?;
        Some(if possible { level.within(least, most) } else { level })
    }

    /// Whether uncertain parameters were drawn, so that figures carry what is not known.
    pub fn are_drawn(&self) -> bool {
        self.results.study.draws > 0
    }

    /// The reference arm.
    pub fn baseline(&self) -> usize {
        self.results.study.baseline
    }

    /// The arms that somebody could choose instead of the baseline, in the order of the scenario.
    pub fn designs(&self) -> Vec<usize> {
        let choosable = |arm: &usize| *arm != self.baseline() && self.results.arms[*arm].kind == ArmKind::Design;
        (0..self.results.arms.len()).filter(choosable).collect()
    }

    /// The designs of which sentences speak: not those that are another one with links of a loop cut, which nobody could
    /// choose and which show what that other one's effect is made of.
    pub fn choices(&self) -> Vec<usize> {
        self.designs().into_iter().filter(|&arm| cuts::cut(self.results, arm).is_none()).collect()
    }

    /// Whether there is no design to hold against the baseline.
    pub fn is_alone(&self) -> bool {
        self.designs().is_empty()
    }

    /// The arm that spends the same money as more of the same, where there is one.
    pub fn more_of_the_same(&self) -> Option<usize> {
        self.designs().into_iter().find(|arm| self.results.arms[*arm].id == MORE_OF_THE_SAME)
    }

    /// The first arm of a kind, where there is one.
    pub fn arm_of_kind(&self, kind: ArmKind) -> Option<usize> {
        self.results.arms.iter().position(|arm| arm.kind == kind)
    }

    /// Name of an arm for people.
    pub fn title(&self, arm: usize) -> &'a str {
        &self.results.arms[arm].title
    }

    /// Scopes of one design point: all together first, then each place when there are several.
    pub fn scopes(&self, point: usize) -> Vec<Scope> {
        let places = if self.results.places.len() > 1 { self.results.places.len() } else { 0 };
        let each = (0..places).map(|place| Scope { point, place: Some(place) });
        std::iter::once(Scope { point, place: None }).chain(each).collect()
    }

    /// Name of a scope for people: "Leicester", "Leicester and Wiltshire together", "all 12 places together".
    pub fn place_name(&self, place: Option<usize>) -> String {
        match (place, self.results.places.as_slice()) {
            (Some(place), places) => places[place].name.clone(),
            (None, [only]) => only.name.clone(),
            (None, few) if few.len() <= NAMED_PLACES => {
                let names: Vec<&str> = few.iter().map(|place| place.name.as_str()).collect();
                format!("{} together", words::list(&names))
            }
            (None, many) => format!("all {} places together", many.len()),
        }
    }

    /// Of a sweep: the settings of its first design point, which is the one that answers, pictures and tables show.
    pub fn first_of_several_points(&self) -> Option<String> {
        let points = &self.results.study.points;
        let first = points.first().filter(|_| points.len() > 1)?;
        let settings: Vec<String> = first.iter().map(|(path, value)| format!("{path} = {value}")).collect();
        Some(if settings.is_empty() { "nothing changed".to_string() } else { settings.join(", ") })
    }

    /// Trials that left rows.
    pub fn trials_done(&self) -> usize {
        self.results.rows.iter().filter(|row| row.place.is_none()).count()
    }

    /// Trials that were to be run.
    pub fn trials_asked(&self) -> usize {
        let points = self.results.study.points.len().max(1);
        points * self.results.arms.iter().map(|arm| self.results.study.runs(arm.replications)).sum::<usize>()
    }
}
