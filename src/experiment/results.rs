//! What an experiment leaves behind: one row a trial, with everything that tables, figures and words are made of.

pub use crate::experiment::spill::Further;
pub use crate::outcomes::figures::{RESPONSE_BIN_MINUTES, RESPONSE_BINS};
use crate::outcomes::ledger::Ledger;
use crate::outcomes::metric::Metric;
pub use crate::outcomes::month::Month;
use crate::outcomes::pairing::Rules;
use crate::outcomes::staff::interviews::Interview;
use crate::outcomes::staff::professions::ProfessionFigures;
use crate::outcomes::staff::teams::TeamFigures;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that came out of one experiment.
#[derive(Clone, Debug)]
pub struct Results {
    /// What was asked.
    pub study: Study,
    /// The arms in the order of the scenario; the baseline is `study.baseline`.
    pub arms: Vec<ArmInfo>,
    /// The places in the order of the scenario.
    pub places: Vec<PlaceInfo>,
    /// The outcomes in the order of `Row::values`.
    pub metrics: Vec<Metric>,
    /// One row for each (design point, draw, arm, replication, scope), in that order; scope `None` is all places together.
    pub rows: Vec<Row>,
    /// Trials that failed, with the reason; their rows are missing.
    pub failed: Vec<Failure>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Study {
    /// Scenario name (the file's stem).
    pub id: String,
    /// The question in the leader's words.
    pub question: Option<String>,
    /// Keys of the outcomes that answer it, the first one first; empty where the usual ones do.
    #[serde(default)]
    pub outcomes: Vec<String>,
    /// Staff to be interviewed in every arm with teams, in the first replication.
    #[serde(default)]
    pub interviews: u32,
    /// Seed of all luck.
    pub seed: u64,
    /// Replications asked for.
    pub replications: u32,
    /// Draws of the uncertain parameters, each of which has all replications; 0 where every parameter stood at one
    /// value.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub draws: u32,
    /// Whether replications take the draws in turn, each living with one of them, instead of every draw having all
    /// replications.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draws_in_turn: bool,
    /// What was drawn at the scenario's own point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<DrawnParameter>,
    /// The smallest difference that matters, by key of the outcome, in its unit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub matters: BTreeMap<String, f64>,
    /// How narrow the simulation error was to be, replications being added until it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_width: Option<AskedWidth>,
    /// First day of what is counted, ISO date.
    pub start: String,
    /// Warm-up before it, in days.
    pub warm_up_days: u32,
    /// Length of what is counted, in days.
    pub horizon_days: u32,
    /// Index of the baseline among the arms.
    pub baseline: usize,
    /// Shocks of the scenario, of money or otherwise: label and first day after the start (days).
    pub shocks: Vec<(String, u32)>,
    /// Design points of a sweep, one entry a point: the settings as (path, value). One empty point when nothing is swept.
    pub points: Vec<Vec<(String, String)>>,
    /// Whether effects are split into an arm's own and those through shared queues.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spill_over: bool,
}

impl Study {
    /// Whether a draw is lived in a replication.
    pub fn lives(&self, draw: u32, replication: u32) -> bool {
        !self.draws_in_turn || replication % self.draws.max(1) == draw
    }

    /// How often an arm with so many replications is run at a design point, over all draws.
    pub fn runs(&self, replications: u32) -> usize {
        let lived = |draw| (0..replications).filter(move |&replication| self.lives(draw, replication)).count();
        (0..self.draws.max(1)).map(lived).sum()
    }
}

/// A half-width that was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskedWidth {
    /// Key of the outcome whose difference from the baseline is meant.
    pub outcome: String,
    /// Half-width of its simulation error, in its unit.
    pub of: f64,
    /// Most replications.
    pub most: u32,
}

/// An uncertain parameter and its value in each draw, in the unit of the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DrawnParameter {
    /// Key in the register.
    pub key: String,
    /// Its values, draw by draw.
    pub values: Vec<f64>,
}

/// Whether a number is left out of a file because it says nothing.
pub(super) fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// What kind of arm it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArmKind {
    /// A design under comparison.
    Design,
    /// The sham team: referrals and a list, no staff taken and no care given. A check, not a choice.
    Sham,
    /// Usual care with one queue inertly reordered: the ledger's floor. A check, not a choice.
    Ripple,
}

/// One arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmInfo {
    /// Id in files.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Names of its designs for people; several where they work side by side.
    #[serde(default)]
    pub designs: Vec<String>,
    /// Kind.
    pub kind: ArmKind,
    /// Money above usual care, GBP per resident aged 65+ a year, before turnover.
    pub money: f64,
    /// What the arm changes in the scenario, as (path, value); empty for most.
    #[serde(default)]
    pub changes: Vec<(String, String)>,
    /// Staff that the money buys, WTE in all places together.
    pub wte: f64,
    /// Run in the first so many replications; a check may run in fewer than the designs.
    pub replications: u32,
}

impl ArmInfo {
    /// Whether a shock of the study, by its label, befalls this arm.
    pub fn is_befallen_by(&self, label: &str) -> bool {
        let own = self.changes.iter().find(|(path, _)| path == SHOCKS);
        own.is_none_or(|(_, ids)| ids.split(", ").any(|id| shock_label(id) == label))
    }
}

/// What an arm's own shocks are called among its changes.
pub(super) const SHOCKS: &str = "shocks";

/// What a shock is called for people.
pub(super) fn shock_label(id: &str) -> String {
    id.replace('-', " ")
}

/// One place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceInfo {
    /// Name.
    pub name: String,
    /// Residents of all ages.
    pub population: u32,
    /// Residents aged 65 and over at the start.
    pub people_65: u32,
}

/// One trial, in one place or all together.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Design point.
    pub point: usize,
    /// Draw of the uncertain parameters, from 0; 0 where none are drawn.
    pub draw: u32,
    /// Arm.
    pub arm: usize,
    /// Replication, from 0.
    pub replication: u32,
    /// Place, or `None` for all together.
    pub place: Option<usize>,
    /// The outcomes in the order of `Results::metrics`; NaN where an outcome does not exist (no team, nobody waited).
    pub values: Vec<f64>,
    /// The ledger against the baseline of the same replication and scope.
    pub ledger: Ledger,
    /// The same with the other longest deferrals of `Rules::DEFERRAL_DAYS_BESIDE`.
    pub ledger_beside: [Ledger; 2],
    /// The same ledger for each group, in the order of `groups::GROUPS`.
    pub by_group: Vec<Ledger>,
    /// Months since the start of the horizon → figures, for pictures over time.
    pub months: Vec<Month>,
    /// Minutes from urgent referral to first visit, counted in bins of `RESPONSE_BIN_MINUTES`; the last bin is open.
    pub response: Vec<u32>,
    /// What happened, by kind, in the horizon (label, count): the events-by-kind table.
    pub events: Vec<(&'static str, u64)>,
    /// Person-years lived in the horizon.
    pub person_years: f64,
    /// Teams and their staff, in the row of all places together.
    pub staff: StaffRows,
    /// The outcomes of the two further worlds of spill-over, in the order of `values`, where it was asked for.
    pub further: Option<Further<Vec<f64>>>,
}

/// What a trial tells of its teams and their staff.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StaffRows {
    /// Each team with the index of its place.
    pub teams: Vec<(usize, TeamFigures)>,
    /// How each profession sees its work, all places together.
    pub professions: Vec<ProfessionFigures>,
    /// Those interviewed, where the scenario asks for interviews.
    pub interviews: Vec<Interview>,
}

impl Results {
    /// These results and more trials of the same study, in the order of the rows.
    pub fn joined(mut self, more: Self) -> Self {
        self.rows.extend(more.rows);
        // A stable sort keeps the scopes of a trial in their order.
        self.rows.sort_by_key(|row| (row.point, row.draw, row.arm, row.replication));
        let arm = |failure: &Failure| more.arms.iter().position(|arm| arm.id == failure.arm);
        self.failed.extend(more.failed);
        self.failed.sort_by_key(|failure| (failure.point, failure.draw, arm(failure), failure.replication));
        Self { study: more.study, arms: more.arms, rows: self.rows, failed: self.failed, ..self }
    }
}

impl Row {
    /// The ledger by the longest deferral, days, the shortest first.
    pub fn ledgers(&self) -> [(u64, &Ledger); 3] {
        let [shorter, longer] = &self.ledger_beside;
        let [less, more] = Rules::DEFERRAL_DAYS_BESIDE;
        [(less, shorter), (Rules::DEFERRAL_DAYS, &self.ledger), (more, longer)]
    }
}

/// A trial that failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Design point.
    pub point: usize,
    /// Draw of the uncertain parameters, where they are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<u32>,
    /// Arm id, where it got so far.
    pub arm: String,
    /// Replication.
    pub replication: u32,
    /// Place name.
    pub place: String,
    /// What went wrong.
    pub reason: String,
}
