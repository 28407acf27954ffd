//! One person's life in the baseline and in an arm: two worlds are run once for all facts, and once more with somebody
//! looking at that person at every midnight and whenever something happened to them.
//!
//! Looking changes nothing. Which person is told of is either asked for or picked by a stated rule.

use crate::experiment::guard;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::threads::{Threads, ThreadsError, side_by_side};
use crate::experiment::unit::{self, Halt};
use crate::experiment::watch::Watch;
use crate::model::arm::{self, Setup};
use crate::model::fact::{Errand, Fact, FactKind};
use crate::model::people::State;
use crate::model::place::Place;
use crate::model::witness::Glimpse;
use crate::outcomes::life::{Life, TwoLives};
use crate::time::{Calendar, SimTime, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The arm beside the baseline, by its place in the plan.
    pub arm: usize,
    /// The place, by its place in the plan.
    pub place: usize,
    /// The replication, from 0.
    pub replication: u32,
    /// The number of the person, from 1; without it one is picked.
    pub person: Option<u64>,
}

/// How the person was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// By number.
    Asked,
    /// Seen by the team, and admitted in an emergency in one life only, because what led to it did not happen in the
    /// other; the one with the fewest facts.
    Admission,
    /// Not that, but admitted in the first life for a crisis that was answered without an admission in the second; the
    /// one with the fewest facts.
    Answer,
    /// The one with the fewest facts among those to whom something happened in one life only.
    Something,
    /// Nobody's lives differ: the first person.
    First,
}

/// One person, told of in two worlds.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The number of the person, from 1, in the order in which people came to the place.
    pub person: u64,
    /// How they were chosen.
    pub chosen: Chosen,
    /// The person as first seen at time zero or later, and when.
    pub first: Glimpse,
    /// The two lives: the baseline first.
    pub lives: TwoLives,
    /// Dates.
    pub calendar: Calendar,
    /// Time zero and the horizon.
    pub window: [SimTime; 2],
}

/// Why there is nothing to tell.
#[derive(Debug, thiserror::Error)]
pub enum TraceError {
    /// No such person.
    #[error("no person {person} has lived in the place; they are numbered from 1 to {last}")]
    NoSuchPerson {
        /// As asked.
        person: u64,
        /// The highest number.
        last: u64,
    },
    /// Nothing of the person falls into the time that is told of.
    #[error("person {0} had died or moved away before the period began; choose another, or none to have one picked")]
    GoneBefore(u64),
    /// The arm changes parameters, so that its intensities cannot be held against the baseline's state by state.
    #[error("arm `{0}` changes the scenario; two lives are told only of arms that differ in their team")]
    ScenarioChanged(String),
    /// The threads could not be started.
    #[error("{0}")]
    Threads(#[from] ThreadsError),
    /// A world failed.
    #[error("a world failed: {0}")]
    Failed(String),
    /// Somebody wished it to stop.
    #[error("interrupted; nothing was written")]
    Stopped,
}

/// Runs both worlds and compares the two lives of one person.
///
/// # Errors
/// [`TraceError`].
pub fn trace(plan: &Plan, asked: Asked, threads: usize, watch: &dyn Watch) -> Result<Traced, TraceError> {
    let pool = Threads::start(threads)?;
    let traced = guard::catch(|| pool.within(|| told(plan, asked, watch)));
    traced.unwrap_or_else(|reason| Err(TraceError::Failed(reason)))
}

fn told(plan: &Plan, asked: Asked, watch: &dyn Watch) -> Result<Traced, TraceError> {
    let point = &plan.points[0];
    let unit = Unit { point: 0, replication: asked.replication, place: asked.place };
    let zero = unit::warm_up(point, unit, watch)?;
    if point.changed[asked.arm].is_some() {
        return Err(TraceError::ScenarioChanged(plan.arms[asked.arm].id.clone()));
    }
    let setups = [plan.study.baseline, asked.arm].map(|arm| &point.setups[arm]);
    if let Some(person) = asked.person.filter(|&person| person > zero.ever_lived()) {
        known_later(&zero, setups[0], person, watch)?;
    }
    let told_of = |key: Option<u64>| {
        let worlds = side_by_side(&setups, |setup| facts(&zero, setup, key, watch));
        both(worlds)
    };
    let (number, chosen, facts) = match asked.person {
        Some(person) => {
            let key = zero.key_of(person.saturating_sub(1));
            (person, Chosen::Asked, told_of(Some(key))?)
        }
        None => pick(&zero, told_of(None)?),
    };
    let key = zero.key_of(number.saturating_sub(1));
    let moments: BTreeSet<SimTime> = facts.iter().flatten().map(|fact| fact.at).collect();
    let sides: Vec<_> = setups.into_iter().zip(&facts).collect();
    let lives = side_by_side(&sides, |(setup, facts)| watched(&zero, setup, key, facts, &moments, watch));
    let lives = both(lives)?;
    let first = lives.iter().flat_map(|life| life.midnights.first()).min_by_key(|glimpse| glimpse.at).cloned();
    let context = &zero.context;
    Ok(Traced {
        person: number,
        chosen,
        first: first.ok_or(TraceError::GoneBefore(number))?,
        lives: TwoLives::of(context, key, &lives),
        calendar: context.calendar.clone(),
        window: [context.zero, context.horizon],
    })
}

/// Somebody who comes to the place only later: is there anybody of this number by the horizon?
fn known_later(zero: &Place, setup: &Setup, person: u64, watch: &dyn Watch) -> Result<(), TraceError> {
    let mut place = arm::fork(zero, setup);
    let (from, until) = (zero.context.zero, zero.context.horizon);
    unit::in_windows(&mut place, from, until, watch, |_| {})?;
    let last = place.ever_lived();
    if person > last { Err(TraceError::NoSuchPerson { person, last }) } else { Ok(()) }
}

fn both<T>(worlds: Vec<Result<T, Halt>>) -> Result<[T; 2], TraceError> {
    let worlds: Vec<T> = worlds.into_iter().collect::<Result<_, _>>()?;
    worlds.try_into().map_err(|_| TraceError::Failed("a world is missing".into()))
}

/// The facts of a world up to the horizon: of one person, or of everybody.
fn facts(zero: &Place, setup: &Setup, key: Option<u64>, watch: &dyn Watch) -> Result<Vec<Fact>, Halt> {
    let mut place = arm::fork(zero, setup);
    let (from, until) = (place.context.zero, place.context.horizon);
    let mut kept = Vec::new();
    let wanted = |fact: &Fact| key.map_or(fact.key != 0, |key| fact.key == key);
    unit::in_windows(&mut place, from, until, watch, |facts| {
        kept.extend(facts.iter().filter(|fact| wanted(fact)).cloned());
    })?;
    Ok(kept)
}

/// The same world once more, with somebody looking at one person.
fn watched(
    zero: &Place,
    setup: &Setup,
    key: u64,
    facts: &[Fact],
    moments: &BTreeSet<SimTime>,
    watch: &dyn Watch,
) -> Result<Life, Halt> {
    let mut place = arm::fork(zero, setup);
    let (from, until) = (place.context.zero, place.context.horizon);
    let mut before: BTreeMap<SimTime, Option<State>> = BTreeMap::new();
    let mut midnights = Vec::new();
    let mut ignored = Vec::new();
    for day in from.day()..until.day() {
        if watch.wants_to_stop() {
            return Err(Halt::Stopped);
        }
        let midnight = SimTime::START + Span::days(day);
        place.run_until(midnight, &mut ignored);
        midnights.extend(place.glimpse(key, midnight));
        for &moment in moments.range(midnight..midnight + Span::days(1)) {
            place.run_until(moment, &mut ignored);
            before.insert(moment, place.glimpse(key, moment).map(|glimpse| glimpse.state));
        }
        ignored.clear();
    }
    watch.advanced(u64::from(place.context.figures.older_residents()) * (until.day() - from.day()));
    Ok(Life { facts: facts.to_vec(), before, midnights })
}

/// Picks somebody whose lives are worth telling, by the rules of [`Chosen`].
fn pick(zero: &Place, worlds: [Vec<Fact>; 2]) -> (u64, Chosen, [Vec<Fact>; 2]) {
    let people = worlds.map(|facts| by_person(&facts));
    let numbers = (1..=zero.ever_lived()).map(|number| (zero.key_of(number - 1), number));
    let none = Vec::new();
    let of = |key: u64| [0, 1].map(|world: usize| people[world].get(&key).unwrap_or(&none));
    let shortest = |wanted: &dyn Fn([&Vec<Fact>; 2]) -> bool| {
        let fitting = numbers.clone().filter(|&(key, _)| wanted(of(key)));
        fitting.min_by_key(|&(key, number)| (of(key).iter().map(|life| life.len()).sum::<usize>(), number))
    };
    let found = shortest(&admitted_in_one)
        .map(|found| (found, Chosen::Admission))
        .or_else(|| shortest(&answered_otherwise).map(|found| (found, Chosen::Answer)))
        .or_else(|| shortest(&|lives| lives[0] != lives[1]).map(|found| (found, Chosen::Something)));
    let ((key, number), chosen) = found.unwrap_or(((zero.key_of(0), 1), Chosen::First));
    (number, chosen, of(key).map(Vec::clone))
}

fn by_person(facts: &[Fact]) -> BTreeMap<u64, Vec<Fact>> {
    let mut people: BTreeMap<u64, Vec<Fact>> = BTreeMap::new();
    for fact in facts {
        people.entry(fact.key).or_default().push(fact.clone());
    }
    people
}

/// Whether the person was admitted in one life for something that did not happen in the other, after an action of a
/// team's plan in the second.
fn admitted_in_one(lives: [&Vec<Fact>; 2]) -> bool {
    let acted = |fact: &Fact| matches!(fact.kind, FactKind::Contact { errand: Errand::Action(_), .. });
    let spared = lives[0].iter().find(|fact| admission(fact).is_some_and(|root| !began(lives[1], root)));
    spared.is_some_and(|spared| lives[1].iter().any(|fact| acted(fact) && fact.at < spared.at))
}

/// Whether a crisis of both lives led to an admission in the first and to none in the second.
fn answered_otherwise(lives: [&Vec<Fact>; 2]) -> bool {
    let admitted = |root: u64| lives[1].iter().any(|fact| admission(fact) == Some(root));
    lives[0].iter().filter_map(admission).any(|root| began(lives[1], root) && !admitted(root))
}

/// The root of the crisis, if the fact is an admission.
fn admission(fact: &Fact) -> Option<u64> {
    match fact.kind {
        FactKind::Admitted { root, .. } => Some(root),
        _ => None,
    }
}

fn began(life: &[Fact], root: u64) -> bool {
    life.iter().any(|fact| fact.kind == FactKind::CrisisBegan { root })
}

impl From<Halt> for TraceError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Failed(reason) => Self::Failed(reason),
            Halt::Stopped => Self::Stopped,
        }
    }
}
