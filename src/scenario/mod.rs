//! Scenarios: what a run is about, read from files and checked before anything runs.
//!
//! This room knows the scenario file, the built-in places and designs, and the evidence register with the default
//! value of every parameter. It must not know how a world runs or what is counted in it.

pub mod eras;
pub mod file;
pub mod fit;
pub mod frozen;
pub mod places;
pub mod probes;
pub mod register;
pub mod schema;
pub mod structure;
pub mod suggest;
pub mod unfitted;
pub mod validation;

use crate::model::design::Design;
use crate::model::place_figures::PlaceFigures;
use crate::model::shock::Shock;
use crate::units::{Choice, MoneyPerPersonYear, Period};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The texts that are built in, by name: what a run depends on besides its scenario and the program.
pub fn built_in() -> [(&'static str, &'static str); 8] {
    [
        (PLACES, include_str!("data/places_england.csv")),
        ("register", include_str!("data/register.csv")),
        ("evidence", include_str!("data/evidence.csv")),
        ("designs", include_str!("data/designs.toml")),
        ("defaults", include_str!("data/defaults.toml")),
        ("structure", include_str!("data/structure.toml")),
        ("eras", include_str!("data/eras.toml")),
        ("calibration", include_str!("data/calibration.toml")),
    ]
}

/// The name of the built-in table of places.
pub const PLACES: &str = "places";

/// A checked scenario: every value makes sense by itself and every name it mentions exists.
///
/// Two scenarios are equal when they say the same, wherever it was written.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Name of the scenario: its file name without ending.
    pub id: String,
    /// The question in the leader's words.
    pub question: Option<String>,
    /// Keys of the outcomes that answer it, the first one first; empty where the usual ones do. Whether they exist is
    /// for the plan to say, since a scenario does not know what is counted.
    pub outcomes: Vec<String>,
    /// Staff of teams to be interviewed in every arm, in the first replication.
    pub interviews: u32,
    /// Seed of all luck.
    pub seed: u64,
    /// How often every arm is run, at least 1.
    pub replications: u32,
    /// Draws of the uncertain parameters, each of which has all replications; 0 holds every parameter at one value.
    pub draws: u32,
    /// Whether replications take the draws in turn instead of every draw having all of them.
    pub draws_in_turn: bool,
    /// How narrow the simulation error is to be; replications are added until it is.
    pub half_width: Option<HalfWidth>,
    /// The smallest difference that matters, by key of the outcome, in its unit, above zero.
    pub matters: BTreeMap<String, f64>,
    /// Time zero, when the arms part; the warm-up lies before it.
    pub start: Date,
    /// Length of the warm-up under usual care, in whole days (months and years are rounded to days).
    pub warm_up: Period,
    /// Length of the comparison after time zero, in whole days (likewise), at least one.
    pub horizon: Period,
    /// Id of the arm against which all others are compared.
    pub baseline: String,
    /// Whether the effect of each design is split into its own and that through shared queues, by further worlds.
    pub spill_over: bool,
    /// The places, at least one, with different codes.
    pub places: Vec<PlaceFigures>,
    /// Parameters that differ from the register: key and value in its unit.
    pub overrides: BTreeMap<String, toml::Value>,
    /// The designs that arms use, by id, with all that they inherit.
    pub designs: BTreeMap<String, Design>,
    /// The arms, at least one, with different ids, in the order of the file.
    pub arms: Vec<Arm>,
    /// Shocks to money.
    pub shocks: Vec<Shock>,
    /// The sweep, if the file has one.
    pub sweep: Option<Sweep>,
    layers: file::Layers,
}

impl Scenario {
    /// The designs of an arm, with what the arm changes in them. The arm is one of this scenario's.
    pub fn designs_of<'a>(&'a self, arm: &'a Arm) -> Vec<&'a Design> {
        match &arm.changes {
            Some(changes) => changes.designs.iter().collect(),
            None => arm.designs.iter().map(|id| &self.designs[id]).collect(),
        }
    }

    /// The design of an arm; the first of several.
    pub fn design_of<'a>(&'a self, arm: &'a Arm) -> &'a Design {
        self.designs_of(arm)[0]
    }

    /// The shocks as they befall an arm.
    pub fn shocks_of(&self, arm: &Arm) -> Vec<Shock> {
        let all = arm.changes.as_ref().map_or(&self.shocks, |changes| &changes.shocks);
        let befalls = |shock: &&Shock| arm.shocks.as_ref().is_none_or(|own| own.contains(&shock.id));
        all.iter().filter(befalls).cloned().collect()
    }
}

impl PartialEq for Scenario {
    fn eq(&self, other: &Self) -> bool {
        let Self { id, question, outcomes, interviews, seed, replications, start, warm_up, horizon, baseline, .. } =
            self;
        let Self { spill_over, .. } = self;
        let Self { places, overrides, designs, arms, shocks, sweep, layers: _, .. } = self;
        let Self { draws, draws_in_turn, half_width, matters, .. } = self;
        (id, question, outcomes, interviews) == (&other.id, &other.question, &other.outcomes, &other.interviews)
            && (seed, replications) == (&other.seed, &other.replications)
            && (draws, draws_in_turn) == (&other.draws, &other.draws_in_turn)
            && (half_width, matters) == (&other.half_width, &other.matters)
            && (start, warm_up, horizon, baseline) == (&other.start, &other.warm_up, &other.horizon, &other.baseline)
            && *spill_over == other.spill_over
            && (places, overrides, designs) == (&other.places, &other.overrides, &other.designs)
            && (arms, shocks, sweep) == (&other.arms, &other.shocks, &other.sweep)
    }
}

/// How narrow an answer is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct HalfWidth {
    /// Key of the outcome.
    pub outcome: String,
    /// Half-width of the simulation error of its difference from the baseline, in its unit, above zero; the widest
    /// design decides.
    pub of: f64,
    /// So many replications are run at most, at least 2.
    pub most: u32,
}

/// A design, or several side by side, under comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// Name in results, kebab-case.
    pub id: String,
    /// Ids of designs of [`Scenario::designs`], at least one; several work side by side.
    pub designs: Vec<String>,
    /// By the code of a place, how many teams of each design it has; elsewhere they take neighbourhoods in turn.
    pub teams: BTreeMap<String, Vec<u32>>,
    /// What the arm may spend; `None` spends what the roster costs.
    pub money: Option<MoneyPerPersonYear>,
    /// What the arm is for.
    pub kind: ArmKind,
    /// Run in the first so many replications only; `None` runs in all. Only checks (sham, ripple) may have it.
    pub replications: Option<u32>,
    /// Ids of the shocks that befall it; `None`: all of them.
    pub shocks: Option<Vec<String>>,
    /// What the arm changes, if it carries settings of its own.
    pub changes: Option<Changes>,
}

/// The settings of one arm and what the scenario comes to with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// The settings as (path, value).
    pub told: Vec<(String, toml::Value)>,
    /// The designs as this arm has them.
    pub designs: Vec<Design>,
    /// The parameters that differ from the register in this arm, from time zero on.
    pub overrides: BTreeMap<String, toml::Value>,
    /// All shocks with what this arm changes in them.
    pub shocks: Vec<Shock>,
}

/// What an arm is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmKind {
    /// To try the design.
    Design,
    /// To test the ledger: the design's list and referrals, but no staff taken and no care given.
    Sham,
    /// To find the ledger's floor: an inert reordering of one queue.
    Ripple,
}

/// A plan to run the scenario at many points.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// How points are laid out.
    pub method: SweepMethod,
    /// What is varied, at least one axis.
    pub axes: Vec<SweepAxis>,
}

/// How the points of a sweep are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SweepMethod {
    /// Every combination of the values of all axes.
    Grid,
    /// The scenario as it is, then with one value of one axis at a time.
    OneAtATime,
}

impl Choice for SweepMethod {
    const ALL: &'static [Self] = &[Self::Grid, Self::OneAtATime];

    fn word(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::OneAtATime => "one-at-a-time",
        }
    }
}

/// One thing that a sweep varies.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepAxis {
    /// Dotted path in the scenario, such as `design.integrated-care-team.meeting.every`.
    pub path: String,
    /// Its values, at least one, each checked at that path.
    pub values: Vec<toml::Value>,
}
