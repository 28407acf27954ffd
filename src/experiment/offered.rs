//! Whether staff are asked for more than they can do, before anything is run: a few weeks of usual care in each place,
//! and the work that is asked of each profession in them against its staff time, in all and hour by hour of the week.

pub mod week;

use crate::experiment::guard;
use crate::experiment::offered::week::{HOURS, Week, hour_of_week};
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::threads::{Threads, side_by_side};
use crate::experiment::unit;
use crate::model::design::Role;
use crate::model::fact::{Fact, FactKind};
use crate::model::load::Load;
use crate::model::place::Place;
use crate::model::services::community::ServiceKind;
use crate::statistics::moments::Moments;
use crate::time::{HOUR, SimTime, Span};

/// Weeks that are left out, in which needs that were there at the start are asked for all at once.
const BEFORE: Span = Span::days(28);
/// Weeks that are looked at.
const WEEKS: u64 = 8;
/// Places are tried in the order of the scenario until so many residents aged 65 and over have been.
const ENOUGH_PEOPLE: u32 = 200_000;

/// What a few weeks of usual care show of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Pilot {
    /// Index of the place.
    pub place: usize,
    /// The load of each profession that has staff.
    pub offered: Vec<Offered>,
    /// How often help was sought in a crisis in each hour of the week, all weeks together.
    pub sought: [u64; HOURS],
    /// Hours of home care delivered and awaited over those that can be supplied, the mean of the midnights.
    pub home_care: f64,
    /// Adult beds in use over those that are open, the mean of the midnights.
    pub beds: f64,
}

/// The load of one profession in one place under usual care.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// The service.
    pub kind: ServiceKind,
    /// The profession that most of the service's staff belong to.
    pub role: Role,
    /// Hours of work asked for over hours of staff time; above 1 the line grows as long as it lasts.
    pub ratio: f64,
    /// The same hour by hour, the mean of the weeks.
    pub week: Week,
}

/// The offered load of every profession of the base services, place by place, in the first replication at the first
/// design point, as many places at a time as there are threads. A place is missing where the pilot fails, as the run will
/// then say; without threads all are.
pub fn of(plan: &Plan, threads: usize) -> Vec<Pilot> {
    let mut people = 0;
    let enough = |place: &usize| {
        let before = people;
        people += plan.places[*place].people_65;
        *place == 0 || before + plan.places[*place].people_65 <= ENOUGH_PEOPLE
    };
    let places: Vec<usize> = (0..plan.places.len()).take_while(enough).collect();
    let tried = |&place: &usize| guard::catch(|| in_place(plan, place)).ok().flatten();
    let Ok(threads) = Threads::start(threads) else { return Vec::new() };
    threads.within(|| side_by_side(&places, tried)).into_iter().flatten().collect()
}

fn in_place(plan: &Plan, place: usize) -> Option<Pilot> {
    let mut world = unit::begin(plan.points.first()?, Unit { point: 0, replication: 0, place });
    let mut now = SimTime::START + BEFORE;
    world.run_until(now, &mut Vec::new());
    let first = world.loads(now);
    let (mut weeks, mut sought) = (ServiceKind::ALL.map(|_| Week::EMPTY), [0; HOURS]);
    let (mut before, mut nights) = (first, Nights::default());
    for _ in 0..WEEKS * HOURS as u64 {
        let hour = hour_of_week(world.context.calendar.day(now), now);
        now += Span::seconds(HOUR);
        sought[hour] += crises(&mut world, now, &mut nights);
        let after = world.loads(now);
        for ((week, before), after) in weeks.iter_mut().zip(before).zip(after) {
            let mean = |after: u64, before: u64| (after - before) as f64 / HOUR as f64 / WEEKS as f64;
            week.asked[hour] += mean(after.asked, before.asked);
            week.offered[hour] += mean(after.offered, before.offered);
        }
        before = after;
    }
    let offered = |((last, first), week): ((Load, Load), Week)| {
        let (asked, offered) = (last.asked - first.asked, last.offered - first.offered);
        let ratio = (offered > 0).then(|| asked as f64 / offered as f64)?;
        Some(Offered { kind: last.kind, role: last.kind.role(), ratio, week })
    };
    let offered = before.into_iter().zip(first).zip(weeks).filter_map(offered).collect();
    let [home_care, beds] = [nights.home_care, nights.beds].map(|of| of.mean().unwrap_or_default());
    Some(Pilot { place, offered, sought, home_care, beds })
}

/// What midnights show of what has places or hours and no staff of its own.
#[derive(Default)]
struct Nights {
    home_care: Moments,
    beds: Moments,
}

/// How often help is sought in a crisis until a moment; a midnight on the way is looked at.
fn crises(world: &mut Place, until: SimTime, nights: &mut Nights) -> u64 {
    let mut facts: Vec<Fact> = Vec::new();
    world.run_until(until, &mut facts);
    let census =
        facts.iter().find_map(|fact| if let FactKind::Census(night) = &fact.kind { Some(night) } else { None });
    if let Some(night) = census {
        let (delivered, awaited) = world.home_care_hours();
        nights.home_care.push(f64::from(delivered + awaited) / f64::from(world.home_care_supply().max(1)));
        nights.beds.push(f64::from(night.beds_in_use) / f64::from(world.beds().max(1)));
    }
    facts.iter().filter(|fact| matches!(fact.kind, FactKind::SoughtHelp { .. })).count() as u64
}
