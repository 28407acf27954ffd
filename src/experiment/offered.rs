//! Whether staff are asked for more than they can do, before anything is run: a few weeks of usual care in each place,
//! and the work that is asked of each profession in them against its staff time.

use crate::experiment::guard;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::unit;
use crate::model::design::Role;
use crate::model::fact::Fact;
use crate::model::load::Load;
use crate::time::Span;

/// Weeks that are left out, in which needs that were there at the start are asked for all at once.
const BEFORE: Span = Span::days(28);
/// Weeks that are looked at.
const LOOKED_AT: Span = Span::days(56);
/// Places are tried in the order of the scenario until so many residents aged 65 and over have been.
const ENOUGH_PEOPLE: u32 = 200_000;

/// The load of one profession in one place under usual care.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offered {
    /// Index of the place.
    pub place: usize,
    /// The profession that most of the service's staff belong to.
    pub role: Role,
    /// Hours of work asked for over hours of staff time; above 1 the line grows as long as it lasts.
    pub ratio: f64,
}

/// The offered load of every profession of the base services, place by place, in the first replication at the first
/// design point. Empty where the pilot fails, as the run will then say.
pub fn of(plan: &Plan) -> Vec<Offered> {
    let mut people = 0;
    let enough = |place: &usize| {
        let before = people;
        people += plan.places[*place].people_65;
        *place == 0 || before + plan.places[*place].people_65 <= ENOUGH_PEOPLE
    };
    let places: Vec<usize> = (0..plan.places.len()).take_while(enough).collect();
    places.into_iter().flat_map(|place| guard::catch(|| in_place(plan, place)).unwrap_or_default()).collect()
}

fn in_place(plan: &Plan, place: usize) -> Vec<Offered> {
    let Some(point) = plan.points.first() else { return Vec::new() };
    let mut world = unit::begin(point, Unit { point: 0, replication: 0, place });
    let mut facts: Vec<Fact> = Vec::new();
    let from = crate::time::SimTime::START + BEFORE;
    world.run_until(from, &mut facts);
    let before = world.loads(from);
    let until = from + LOOKED_AT;
    world.run_until(until, &mut facts);
    let ratio = |(now, before): (Load, Load)| {
        let (asked, offered) = (now.asked - before.asked, now.offered - before.offered);
        (offered > 0).then(|| Offered { place, role: now.kind.role(), ratio: asked as f64 / offered as f64 })
    };
    world.loads(until).into_iter().zip(before).filter_map(ratio).collect()
}
