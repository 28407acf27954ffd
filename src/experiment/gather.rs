//! Putting together what the places of a replication have lived through, in a fixed order.

use crate::experiment::plan::{Plan, Unit};
use crate::experiment::results::{ArmInfo, Failure, Further, PlaceInfo, Results, Row, StaffRows, Study};
use crate::experiment::unit::{Halt, Lived};
use crate::outcomes::catalogue;
use crate::outcomes::staff::professions::ProfessionSums;
use crate::outcomes::staff::{StaffFigures, interviews};
use crate::outcomes::tariff::Tariff;
use std::collections::BTreeMap;

/// One trial that has come to its end: an arm in a replication at a draw of a point, in all places.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Design point.
    pub point: usize,
    /// Draw of the uncertain parameters, from 0; 0 where none are drawn.
    pub draw: u32,
    /// Arm.
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// All places together first, then each place where there are several. A place that failed has no row, and then
    /// there is none for all together.
    pub rows: Vec<Row>,
    /// The places in which the trial failed.
    pub failed: Vec<Failure>,
}

/// The worlds of a unit.
pub(super) type Lives = Vec<Result<Lived, Halt>>;

/// What has been lived so far.
pub(super) struct Gathering<'a> {
    plan: &'a Plan,
    /// Replications of which some places are still to come, by (point, replication), place by place.
    waiting: BTreeMap<(usize, u32), Vec<Option<Lives>>>,
}

impl<'a> Gathering<'a> {
    pub fn new(plan: &'a Plan) -> Self {
        Self { plan, waiting: BTreeMap::new() }
    }

    /// Takes the worlds of a unit; gives the trials of its replication when it was the last one missing.
    pub fn take(&mut self, unit: Unit, lives: Lives) -> Vec<Trial> {
        let empty = || self.plan.places.iter().map(|_| None).collect();
        let places = self.waiting.entry((unit.point, unit.replication)).or_insert_with(empty);
        places[unit.place] = Some(lives);
        if places.iter().any(Option::is_none) {
            return Vec::new();
        }
        let places = self.waiting.remove(&(unit.point, unit.replication)).into_iter().flatten().flatten();
        let mut places: Vec<_> = places.map(Vec::into_iter).collect();
        let (point, draw) = self.plan.point_and_draw(unit.point);
        let of_arm = |arm| {
            let lives: Vec<_> = places.iter_mut().filter_map(Iterator::next).collect();
            trial(self.plan, unit.point, Identity { point, draw, arm, replication: unit.replication }, lives)
        };
        self.plan.arms_in(unit.replication).into_iter().map(of_arm).collect()
    }
}

/// What all rows of a trial share.
#[derive(Clone, Copy)]
struct Identity {
    point: usize,
    draw: u32,
    arm: usize,
    replication: u32,
}

/// The trial of an arm whose worlds were made of `made_of`, one of the plan's points.
fn trial(plan: &Plan, made_of: usize, identity: Identity, lives: Lives) -> Trial {
    let Identity { point, draw, arm, replication } = identity;
    let failure = |(place, life): (usize, &Result<Lived, Halt>)| match life {
        Err(Halt::Failed(reason)) => Some(Failure {
            point,
            draw: Some(draw).filter(|_| plan.study.draws > 0),
            arm: plan.arms[arm].id.clone(),
            replication,
            place: plan.places[place].name.clone(),
            reason: reason.clone(),
        }),
        Ok(_) | Err(Halt::Stopped) => None,
    };
    let failed: Vec<_> = lives.iter().enumerate().filter_map(failure).collect();
    let tariff = |arm| Tariff::new(plan.points[made_of].parameters_of(arm));
    let tariffs = [tariff(arm), tariff(plan.study.baseline)];
    let interviews = if replication == 0 { plan.study.interviews } else { 0 };
    let staff = staff(&lives, interviews as usize);
    let mut of_places = Vec::new();
    if lives.len() > 1 {
        let lived = lives.iter().enumerate().filter_map(|(place, life)| Some((place, life.as_ref().ok()?)));
        of_places.extend(lived.map(|(place, lived)| row(identity, Some(place), lived, &tariffs)));
    }
    let of_all = together(lives).map(|all| Row { staff, ..row(identity, None, &all, &tariffs) });
    let rows = of_all.into_iter().chain(of_places).collect();
    Trial { point, draw, arm, replication, rows, failed }
}

/// What is told of the teams of all places and their staff.
fn staff(lives: &[Result<Lived, Halt>], interviews: usize) -> StaffRows {
    let staff: Vec<&StaffFigures> = lives.iter().flatten().map(|lived| &lived.staff).collect();
    let teams =
        staff.iter().enumerate().flat_map(|(place, staff)| staff.teams.iter().map(move |team| (place, team.clone())));
    let mut professions = ProfessionSums::default();
    staff.iter().for_each(|staff| professions.add(&staff.professions));
    let candidates: Vec<_> = staff.iter().map(|staff| staff.candidates.as_slice()).collect();
    StaffRows {
        teams: teams.collect(),
        professions: professions.figures(),
        interviews: interviews::sample(&candidates, interviews),
    }
}

/// All places as one, in the order of the scenario; `None` when one of them is missing. Each is let go as soon as it has
/// been added, because a country's waits are long lists.
fn together(lives: Lives) -> Option<Lived> {
    let mut all: Option<Lived> = None;
    for life in lives {
        let lived = life.ok()?;
        match &mut all {
            Some(all) => all.add(&lived),
            None => all = Some(lived),
        }
    }
    all
}

/// A row, by the tariffs of the arm and of the baseline.
fn row(identity: Identity, place: Option<usize>, lived: &Lived, tariffs: &[Tariff; 2]) -> Row {
    let Identity { point, draw, arm, replication } = identity;
    let Lived { figures, ledger, ledger_beside, by_group, staff: _, further } = lived;
    let [tariff, of_baseline] = tariffs;
    Row {
        point,
        draw,
        arm,
        replication,
        place,
        values: figures.values(tariff),
        ledger: *ledger,
        ledger_beside: *ledger_beside,
        by_group: by_group.clone(),
        months: figures.months(),
        response: figures.response(),
        events: figures.events.table(),
        person_years: figures.person_years(),
        staff: StaffRows::default(),
        further: further.as_ref().map(|further| Further {
            untouched: further.untouched.values(tariff),
            reversed: further.reversed.values(of_baseline),
        }),
    }
}

/// All trials as results, in the order of the rows, whatever the order in which they came to their end. Of a trial
/// that was run twice, one counts.
pub fn results(mut study: Study, mut arms: Vec<ArmInfo>, places: Vec<PlaceInfo>, mut trials: Vec<Trial>) -> Results {
    count_added(&mut study, &mut arms, &trials);
    trials.sort_by_key(Trial::key);
    trials.dedup_by_key(|trial| trial.key());
    for (number, arm) in arms.iter_mut().enumerate() {
        let first = trials.iter().filter(|trial| trial.arm == number).find_map(|trial| trial.rows.first());
        arm.wte = first.and_then(|row| row.months.first()).map_or(0.0, |month| f64::from(month.funded_wte));
    }
    let (rows, failed): (Vec<_>, Vec<_>) = trials.into_iter().map(|trial| (trial.rows, trial.failed)).unzip();
    Results {
        study,
        arms,
        places,
        metrics: catalogue::metrics(),
        rows: rows.into_iter().flatten().collect(),
        failed: failed.into_iter().flatten().collect(),
    }
}

/// Replications that were added for the sake of a half-width count as asked for.
fn count_added(study: &mut Study, arms: &mut [ArmInfo], trials: &[Trial]) {
    let last = trials.iter().map(|trial| trial.replication + 1).max().unwrap_or_default();
    if study.half_width.is_some() && last > study.replications {
        let before = std::mem::replace(&mut study.replications, last);
        arms.iter_mut().filter(|arm| arm.replications == before).for_each(|arm| arm.replications = last);
    }
}

impl Trial {
    /// Which trial it is.
    fn key(&self) -> (usize, u32, usize, u32) {
        (self.point, self.draw, self.arm, self.replication)
    }
}
