//! The plan of an experiment: all its trials, laid out and checked before the first one runs.

use crate::experiment::grid::{self, Settings};
use crate::experiment::results::{ArmInfo, ArmKind, AskedWidth, DrawnParameter, PlaceInfo, SHOCKS, Study, shock_label};
use crate::experiment::watch::TrialName;
use crate::model::arm::mixture::Mixture;
use crate::model::arm::{Setup, Variant};
use crate::model::parameters::Parameters;
use crate::model::place_figures::PlaceFigures;
use crate::model::start::{Spans, TAIL_DAYS};
use crate::outcomes::catalogue;
use crate::scenario::file::Report;
use crate::scenario::register::uncertain::Drawn;
use crate::scenario::register::{Register, RegisterError};
use crate::scenario::suggest::did_you_mean;
use crate::scenario::{self, Arm, HalfWidth, Scenario};
use crate::time::{Calendar, Span};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An experiment, ready to run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is asked.
    pub study: Study,
    /// The arms, in the order of the scenario.
    pub arms: Vec<ArmInfo>,
    /// The places, in the order of the scenario.
    pub places: Vec<PlaceInfo>,
    /// The design points, one where nothing is swept, each at all of its draws.
    pub(super) points: Vec<Point>,
}

/// One design point at one draw of what is not known: all that its worlds are made of.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub seed: u64,
    pub parameters: Parameters,
    pub calendar: Calendar,
    pub spans: Spans,
    pub places: Vec<PlaceFigures>,
    pub setups: Vec<Setup>,
    /// The parameters of each arm that has other ones than the place has had until time zero.
    pub changed: Vec<Option<Parameters>>,
}

/// One replication of one place at one design point: the worlds of all arms, which share a warm-up. Where places
/// meet, the first stands for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Which of [`Plan::points`].
    pub point: usize,
    pub replication: u32,
    pub place: usize,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The scenario makes no sense at a point of its sweep.
    #[error("{0}")]
    Scenario(#[from] Box<Report>),
    /// The parameters do not fit the model.
    #[error("{0}")]
    Parameters(#[from] RegisterError),
    /// The scenario has no such arm.
    #[error("no arm is called `{arm}`; there are: {known}")]
    NoSuchArm {
        /// As written.
        arm: String,
        /// What there is.
        known: String,
    },
    /// The question asks for an outcome that is not counted.
    #[error("[report] or half_width: no outcome is called `{outcome}`{near}")]
    NoSuchOutcome {
        /// As written.
        outcome: String,
        /// What is near it, as a further sentence.
        near: String,
    },
    /// The scenario has no sweep.
    #[error("the scenario has no [sweep]; add one with method = \"grid\" and a [[sweep.axis]] with path and values")]
    NoSweep,
    /// Two points of the sweep are the same.
    #[error("two points of the sweep are the same ({0}); give every value of an axis once")]
    SamePoints(String),
    /// The sweep changes something that must be alike at all its points.
    #[error("a sweep cannot change {0}; compare scenarios that differ in it one by one")]
    Unlike(&'static str),
}

impl Plan {
    /// Every arm of the scenario, at the scenario's own point.
    ///
    /// # Errors
    /// When the parameters do not fit the model.
    pub fn of(scenario: &Scenario) -> Result<Self, PlanError> {
        Self::of_points(scenario, &[Settings::new()], &|_| true)
    }

    /// The baseline and at most one other arm.
    ///
    /// # Errors
    /// As [`Self::of`], and when there is no such arm.
    pub fn of_arm(scenario: &Scenario, arm: Option<&str>) -> Result<Self, PlanError> {
        let ids = || scenario.arms.iter().map(|arm| arm.id.as_str());
        if let Some(arm) = arm.filter(|&arm| ids().all(|id| id != arm)) {
            let known = ids().collect::<Vec<_>>().join(", ");
            return Err(PlanError::NoSuchArm { arm: arm.to_string(), known });
        }
        Self::of_points(scenario, &[Settings::new()], &|id| id == scenario.baseline || Some(id) == arm)
    }

    /// Every arm at every point of the scenario's sweep.
    ///
    /// # Errors
    /// As [`Self::of`], and when there is no sweep or its points make no sense together.
    pub fn of_sweep(scenario: &Scenario) -> Result<Self, PlanError> {
        let sweep = scenario.sweep.as_ref().filter(|sweep| !sweep.axes.is_empty()).ok_or(PlanError::NoSweep)?;
        Self::of_points(scenario, &grid::points(sweep), &|_| true)
    }

    fn of_points(scenario: &Scenario, points: &[Settings], wanted: &dyn Fn(&str) -> bool) -> Result<Self, PlanError> {
        outcomes_exist(scenario)?;
        let arms: Vec<&Arm> = scenario.arms.iter().filter(|arm| wanted(&arm.id)).collect();
        let settings: Vec<_> = points.iter().map(in_words).collect();
        let mut seen = BTreeSet::new();
        if let Some(twice) = settings.iter().find(|point| !seen.insert(*point)) {
            let words: Vec<_> = twice.iter().map(|(path, value)| format!("{path} = {value}")).collect();
            return Err(PlanError::SamePoints(words.join(", ")));
        }
        let at = |point: &Settings| -> Result<Vec<Point>, PlanError> {
            if point.is_empty() {
                return Point::of(scenario, wanted);
            }
            let here = scenario.at_point(point).map_err(Box::new)?;
            alike(scenario, &here)?;
            Point::of(&here, wanted)
        };
        let points: Vec<Vec<Point>> = points.iter().map(at).collect::<Result<_, _>>()?;
        Ok(Self {
            study: study(scenario, &arms, settings),
            arms: arms.iter().map(|arm| arm_info(scenario, &arms, arm)).collect(),
            places: scenario.places.iter().map(place_info).collect(),
            points: points.into_iter().flatten().collect(),
        })
    }

    /// Design point and draw of one of the points; draw 0 where every parameter stands at one value.
    pub(super) fn point_and_draw(&self, point: usize) -> (usize, u32) {
        let draws = self.study.draws.max(1) as usize;
        (point / draws, (point % draws) as u32)
    }

    /// The point of a design point at one of its draws; the inverse of [`Self::point_and_draw`].
    pub(super) fn point_at_draw(&self, point: usize, draw: u32) -> usize {
        point * self.study.draws.max(1) as usize + draw as usize
    }

    /// Trials: an arm in a replication at a point, in all places.
    pub fn trials(&self) -> usize {
        self.study.points.len() * self.arms.iter().map(|arm| self.study.runs(arm.replications)).sum::<usize>()
    }

    /// Person-days to be lived in all worlds and their warm-ups, by the published figures.
    pub fn person_days(&self) -> u64 {
        let days = |(number, point): (usize, &Point)| {
            let (_, draw) = self.point_and_draw(number);
            let lived = |most: u32| (0..most).filter(|&replication| self.study.lives(draw, replication)).count() as u64;
            let worlds_of = |arm: usize| lived(self.arms[arm].replications) * (1 + self.further_worlds(arm));
            let worlds = (0..self.arms.len()).map(worlds_of).sum();
            point.people() * point.days(lived(self.study.replications), worlds)
        };
        self.points.iter().enumerate().map(days).sum()
    }

    /// The same plan with so many replications; checks that take part in fewer keep theirs.
    pub fn with_replications(&self, replications: u32) -> Self {
        let mut more = self.clone();
        let before = std::mem::replace(&mut more.study.replications, replications);
        let all = |arm: &&mut ArmInfo| arm.replications == before;
        more.arms.iter_mut().filter(all).for_each(|arm| arm.replications = replications);
        more
    }

    /// The arms that take part in a replication.
    pub(super) fn arms_in(&self, replication: u32) -> Vec<usize> {
        (0..self.arms.len()).filter(|&arm| replication < self.arms[arm].replications).collect()
    }

    /// The units in the order in which they are begun: replications one after another, the largest place first.
    pub(super) fn units(&self) -> Vec<Unit> {
        let replications = 0..self.study.replications;
        let units = self.points.iter().enumerate().flat_map(|(number, point)| {
            let mut places: Vec<usize> = (0..point.places.len()).collect();
            places.sort_by_key(|&place| std::cmp::Reverse(point.places[place].older_residents()));
            let in_replication = move |replication| {
                let places = places.clone();
                let alone = places.into_iter().filter(move |&place| place == 0 || !point.places_meet());
                alone.map(move |place| Unit { point: number, replication, place })
            };
            let (_, draw) = self.point_and_draw(number);
            replications
                .clone()
                .filter(move |&replication| self.study.lives(draw, replication))
                .flat_map(in_replication)
        });
        units.collect()
    }

    /// What the trial of an arm in a unit is called.
    pub(super) fn name(&self, unit: Unit, arm: usize) -> TrialName<'_> {
        let (point, draw) = self.point_and_draw(unit.point);
        TrialName {
            point,
            draw: Some(draw).filter(|_| self.study.draws > 0),
            arm: &self.arms[arm].id,
            replication: unit.replication,
            place: &self.places[unit.place].name,
        }
    }
}

impl Point {
    /// A design point at each of its draws; at the values of the scenario where nothing is drawn.
    fn of(scenario: &Scenario, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Self>, PlanError> {
        let drawn = Register::built_in().drawn(scenario.seed, scenario.draws, &scenario.overrides);
        (0..scenario.draws.max(1)).map(|draw| Self::at(scenario, wanted, &drawn, draw)).collect()
    }

    fn at(scenario: &Scenario, wanted: &dyn Fn(&str) -> bool, drawn: &[Drawn], draw: u32) -> Result<Self, PlanError> {
        let register = Register::built_in();
        let parameters = |own: &Overrides| register.to_parameters(&register.at_draw(drawn, draw, own));
        let (warm_up, horizon) = (scenario.warm_up.whole_days(), scenario.horizon.whole_days());
        let days = (warm_up + horizon + TAIL_DAYS) as usize + 1;
        let setup = |arm: &Arm| Setup {
            variant: variant(scenario, arm),
            money: arm.money.map(|money| money.gbp_per_person_year()),
            shocks: scenario.shocks_of(arm),
        };
        let arms: Vec<&Arm> = scenario.arms.iter().filter(|arm| wanted(&arm.id)).collect();
        Ok(Self {
            seed: scenario.seed,
            parameters: parameters(&scenario.overrides)?,
            changed: arms
                .iter()
                .map(|arm| changed(scenario, arm).map(parameters).transpose())
                .collect::<Result<_, _>>()?,
            calendar: Calendar::new(first_day(scenario.start, warm_up), days),
            spans: Spans { warm_up: Span::days(warm_up), horizon: Span::days(horizon) },
            places: scenario.places.clone(),
            setups: arms.into_iter().map(setup).collect(),
        })
    }

    /// Whether places compete for the same staff, so that they run together.
    pub(super) fn places_meet(&self) -> bool {
        self.parameters.market.open && self.places.len() > 1
    }

    /// The parameters of an arm, from time zero on.
    pub(super) fn parameters_of(&self, arm: usize) -> &Parameters {
        self.changed[arm].as_ref().unwrap_or(&self.parameters)
    }

    /// Residents aged 65 and over in all places.
    fn people(&self) -> u64 {
        self.places.iter().map(|place| u64::from(place.older_residents())).sum()
    }

    /// Days lived in so many warm-ups and so many worlds of arms, each with its tail.
    fn days(&self, warm_ups: u64, worlds: u64) -> u64 {
        let days = |span: Span| span.in_days() as u64;
        days(self.spans.warm_up) * warm_ups + (days(self.spans.horizon) + TAIL_DAYS) * worlds
    }
}

/// Every outcome that the question asks for is counted.
fn outcomes_exist(scenario: &Scenario) -> Result<(), PlanError> {
    let metrics = catalogue::metrics();
    let keys = || metrics.iter().map(|metric| metric.key);
    let asked = scenario.outcomes.iter().chain(scenario.matters.keys());
    let mut asked = asked.chain(scenario.half_width.iter().map(|half_width| &half_width.outcome));
    match asked.find(|outcome| keys().all(|key| key != outcome.as_str())) {
        None => Ok(()),
        Some(outcome) => {
            let near = did_you_mean(outcome, keys()).map(|near| format!("; {near}")).unwrap_or_default();
            Err(PlanError::NoSuchOutcome { outcome: outcome.clone(), near })
        }
    }
}

fn first_day(start: Date, warm_up_days: u64) -> Date {
    start.saturating_sub(jiff::Span::new().days(warm_up_days as i64))
}

/// Parameters by key, as a scenario writes them.
type Overrides = BTreeMap<String, toml::Value>;

/// The parameters that an arm sets from time zero on, if they are other ones than the scenario's.
fn changed<'a>(scenario: &Scenario, arm: &'a Arm) -> Option<&'a Overrides> {
    arm.changes.as_ref().map(|changes| &changes.overrides).filter(|own| **own != scenario.overrides)
}

fn variant(scenario: &Scenario, arm: &Arm) -> Variant {
    let design = || scenario.design_of(arm).clone();
    match arm.kind {
        scenario::ArmKind::Design if arm.designs.len() > 1 || !arm.teams.is_empty() => Variant::Designs(Mixture {
            designs: scenario.designs_of(arm).into_iter().cloned().collect(),
            teams: arm.teams.clone(),
        }),
        scenario::ArmKind::Design => Variant::Design(design()),
        scenario::ArmKind::Sham => Variant::Sham(design()),
        scenario::ArmKind::Ripple => Variant::Ripple,
    }
}

fn in_words(point: &Settings) -> Vec<(String, String)> {
    point.iter().map(|(path, value)| (path.clone(), grid::shown(value))).collect()
}

/// All points of a sweep are rows of one table: the same arms, places and replications.
fn alike(one: &Scenario, other: &Scenario) -> Result<(), PlanError> {
    let ids = |scenario: &Scenario| scenario.arms.iter().map(|arm| (arm.id.clone(), arm.kind)).collect::<Vec<_>>();
    let codes = |scenario: &Scenario| scenario.places.iter().map(|place| place.code.clone()).collect::<Vec<_>>();
    if ids(one) != ids(other) || one.baseline != other.baseline {
        return Err(PlanError::Unlike("which arms there are"));
    }
    if codes(one) != codes(other) {
        return Err(PlanError::Unlike("which places there are"));
    }
    let runs = |scenario: &Scenario| (scenario.replications, scenario.draws, scenario.draws_in_turn);
    if runs(one) != runs(other) {
        return Err(PlanError::Unlike("the number of replications or draws"));
    }
    Ok(())
}

fn study(scenario: &Scenario, arms: &[&Arm], points: Vec<Vec<(String, String)>>) -> Study {
    let day = |date: Date| (date - scenario.start).get_days().max(0) as u32;
    let shock = |shock: &crate::model::shock::Shock| (shock_label(&shock.id), day(shock.at));
    Study {
        id: scenario.id.clone(),
        question: scenario.question.clone(),
        outcomes: scenario.outcomes.clone(),
        interviews: scenario.interviews,
        seed: scenario.seed,
        replications: scenario.replications,
        draws: scenario.draws,
        draws_in_turn: scenario.draws_in_turn && scenario.draws > 0,
        drawn: drawn(scenario),
        matters: scenario.matters.clone(),
        half_width: scenario.half_width.as_ref().map(asked_width),
        start: scenario.start.to_string(),
        warm_up_days: scenario.warm_up.whole_days() as u32,
        horizon_days: scenario.horizon.whole_days() as u32,
        baseline: arms.iter().position(|arm| arm.id == scenario.baseline).unwrap_or_default(),
        shocks: scenario.shocks.iter().map(shock).collect(),
        points,
        spill_over: scenario.spill_over,
    }
}

fn asked_width(half_width: &HalfWidth) -> AskedWidth {
    let HalfWidth { outcome, of, most } = half_width;
    AskedWidth { outcome: outcome.clone(), of: *of, most: *most }
}

/// What is drawn at the scenario's own point.
fn drawn(scenario: &Scenario) -> Vec<DrawnParameter> {
    let drawn = Register::built_in().drawn(scenario.seed, scenario.draws, &scenario.overrides);
    let kept = drawn.into_iter().filter(|_| scenario.draws > 0);
    kept.map(|Drawn { key, values }| DrawnParameter { key, values }).collect()
}

/// The staff that an arm's money buys is read off its worlds when they have run.
fn arm_info(scenario: &Scenario, arms: &[&Arm], arm: &Arm) -> ArmInfo {
    let (kind, title) = match arm.kind {
        scenario::ArmKind::Design if arm.designs.len() > 1 => (ArmKind::Design, side_by_side(&arm.id)),
        scenario::ArmKind::Design => (ArmKind::Design, scenario.design_of(arm).title.clone()),
        scenario::ArmKind::Sham => (ArmKind::Sham, "Sham team".to_string()),
        scenario::ArmKind::Ripple => (ArmKind::Ripple, "Ripple".to_string()),
    };
    let alike = |other: &&&Arm| {
        let same_design = arm.kind != scenario::ArmKind::Design || other.designs == arm.designs;
        other.kind == arm.kind && other.changes.is_none() && same_design
    };
    let shared = arms.iter().filter(|other| other.designs == arm.designs && other.kind == arm.kind).count() > 1;
    let several = arm.kind == scenario::ArmKind::Design && arm.designs.len() > 1;
    let by_id = !several && ((arm.changes.is_some() && shared) || arms.iter().filter(alike).count() > 1);
    let title = if by_id { format!("{title} ({})", arm.id) } else { title };
    let mut changes = arm.changes.as_ref().map(|changes| in_words(&changes.told)).unwrap_or_default();
    if let Some(own) = &arm.shocks {
        changes.push((SHOCKS.to_string(), if own.is_empty() { "none".to_string() } else { own.join(", ") }));
    }
    let designs = scenario.designs_of(arm).into_iter().map(|design| design.title.clone()).collect();
    let money = arm.money.map_or(0.0, |money| money.gbp_per_person_year());
    let all = scenario.replications;
    let replications = arm.replications.filter(|_| arm.id != scenario.baseline).map_or(all, |some| some.min(all));
    ArmInfo { id: arm.id.clone(), title, designs, kind, money, wte: 0.0, replications, changes }
}

/// An arm with several designs is called by its id in plain words.
fn side_by_side(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn place_info(place: &PlaceFigures) -> PlaceInfo {
    PlaceInfo { name: place.name.clone(), population: place.population, people_65: place.older_residents() }
}
