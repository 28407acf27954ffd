//! One replication of all places at once, where places compete for the same staff: the warm-ups side by side, then
//! the worlds of every arm side by side, meeting at the barriers of the labour market.

use crate::engine::window;
use crate::experiment::gather::Lives;
use crate::experiment::plan::{Plan, Unit};
use crate::experiment::spill::Queues;
use crate::experiment::threads::side_by_side;
use crate::experiment::unit::{self, Account, Halt, Lived, World};
use crate::experiment::watch::{Part, Watch, seen};
use crate::model::fact::Fact;
use crate::model::place::Place;
use crate::model::region::Regions;
use crate::model::untouched::Recording;
use crate::model::workforce::market::LOOKAHEAD;
use crate::time::SimTime;

/// A place on its way, and what is kept of it.
struct Running {
    place: Place,
    account: Option<Account>,
}

/// Places at time zero, and what their labour markets have pending.
#[derive(Clone)]
struct WarmedUp {
    places: Vec<Place>,
    regions: Regions,
}

/// What the worlds of a replication have in common: the places at time zero where other arms begin from them, the
/// baseline's worlds, and their queues where they were recorded.
struct Begun {
    kept: Option<WarmedUp>,
    horizon: SimTime,
    reference: Vec<World>,
    queues: Option<Vec<Recording>>,
}

/// The worlds of all places in a replication, place by place.
pub(super) fn live(plan: &Plan, unit: Unit, watch: &dyn Watch) -> Vec<(Unit, Lives)> {
    let units: Vec<Unit> = (0..plan.places.len()).map(|place| Unit { place, ..unit }).collect();
    let baseline = plan.study.baseline;
    let arms = plan.arms_in(unit.replication);
    let begun = unit::watched(&plan.name(unit, baseline), watch, || {
        let warmed_up = warm_up(plan, &units, watch)?;
        let horizon = warmed_up.places[0].context.horizon;
        let own = vec![plan.queues(baseline); units.len()];
        // The places at time zero are kept only for other arms to begin from.
        let (places, kept) = if arms.len() > 1 { (warmed_up.clone(), Some(warmed_up)) } else { (warmed_up, None) };
        let (reference, queues) = worlds(plan, &units, places, baseline, &own, watch)?;
        Ok(Begun { kept, horizon, reference, queues })
    });
    let begun = match begun {
        Ok(begun) => begun,
        Err(halt) => {
            return units.into_iter().map(|unit| (unit, unit::without_baseline(plan, unit, halt.clone()))).collect();
        }
    };
    let others: Vec<usize> = arms.iter().copied().filter(|&arm| arm != baseline).collect();
    let mut all = side_by_side(&others, |&arm| {
        unit::watched(&plan.name(unit, arm), watch, || beside(&begun, &units, plan, arm, watch))
    });
    let own = begun.reference.into_iter().map(|world| unit::own(world, begun.horizon)).collect();
    all.insert(unit::position(&arms, baseline), Ok(own));
    let mut by_arm: Vec<_> = all.into_iter().map(|lived| lived.map(Vec::into_iter)).collect();
    let mut of_place = |unit: Unit| {
        let of_arm = |lived: &mut Result<std::vec::IntoIter<Lived>, Halt>| match lived {
            Ok(lived) => lived.next().ok_or_else(|| Halt::Failed("a place is missing".into())),
            Err(halt) => Err(halt.clone()),
        };
        (unit, by_arm.iter_mut().map(of_arm).collect())
    };
    units.iter().map(|&unit| of_place(unit)).collect()
}

/// The worlds of an arm beside the baseline's, and its further worlds where spill-over was asked for.
fn beside(begun: &Begun, units: &[Unit], plan: &Plan, arm: usize, watch: &dyn Watch) -> Result<Vec<Lived>, Halt> {
    let missing = || Halt::Failed("the places at time zero are missing".into());
    let warmed_up = begun.kept.as_ref().ok_or_else(missing)?;
    let own = vec![plan.queues(arm); units.len()];
    let (others, of_arm) = worlds(plan, units, warmed_up.clone(), arm, &own, watch)?;
    let mut all = begun.lived(others, watch);
    let (Some(of_baseline), Some(of_arm)) = (&begun.queues, &of_arm) else { return Ok(all) };
    let told = |arm: usize, recordings: &[Recording]| {
        let queues: Vec<Queues> = recordings.iter().map(Queues::Told).collect();
        worlds(plan, units, warmed_up.clone(), arm, &queues, watch)
    };
    let (untouched, _) = told(arm, of_baseline)?;
    let (reversed, _) = told(plan.study.baseline, of_arm)?;
    for (place, (untouched, reversed)) in untouched.into_iter().zip(reversed).enumerate() {
        let further = unit::further(vec![Ok(untouched), Ok(reversed)], &begun.reference[place], begun.horizon)?;
        all[place].further = Some(Box::new(further));
    }
    Ok(all)
}

impl Begun {
    /// What is kept of worlds, held against the baseline's.
    fn lived(&self, worlds: Vec<World>, watch: &dyn Watch) -> Vec<Lived> {
        let pairs = worlds.into_iter().zip(&self.reference);
        let pair = |(world, baseline): (World, &World)| {
            seen(watch, Part::Pairing, || unit::lived(world, baseline, self.horizon))
        };
        pairs.map(pair).collect()
    }
}

fn warm_up(plan: &Plan, units: &[Unit], watch: &dyn Watch) -> Result<WarmedUp, Halt> {
    let point = &plan.points[units[0].point];
    let begin =
        |unit: &Unit| seen(watch, Part::Beginning, || Running { place: unit::begin(point, *unit), account: None });
    let mut running = side_by_side(units, begin);
    let mut regions = Regions::open(&mut places(&mut running));
    let zero = running[0].place.context.zero;
    run(&mut running, &mut regions, SimTime::START, zero, watch)?;
    Ok(WarmedUp { places: running.into_iter().map(|running| running.place).collect(), regions })
}

fn worlds(
    plan: &Plan,
    units: &[Unit],
    warmed_up: WarmedUp,
    arm: usize,
    queues: &[Queues],
    watch: &dyn Watch,
) -> Result<(Vec<World>, Option<Vec<Recording>>), Halt> {
    let WarmedUp { places, mut regions } = warmed_up;
    let paired = plan.arms_in(units[0].replication).len() > 1;
    let begin = |((place, unit), queues): ((Place, &Unit), &Queues)| {
        let mut place = seen(watch, Part::Beginning, || unit::turn_into(place, *unit, plan, arm));
        queues.prepare(&mut place);
        Running { account: Some(seen(watch, Part::Counting, || Account::new(&place, None, paired))), place }
    };
    let mut running: Vec<Running> = places.into_iter().zip(units).zip(queues).map(begin).collect();
    let (zero, end) = (running[0].place.context.zero, running[0].place.context.end);
    run(&mut running, &mut regions, zero, end, watch)?;
    let recorded = running.iter_mut().map(|running| running.place.recorded()).collect();
    let accounts = running.into_iter().filter_map(|running| running.account);
    Ok((accounts.map(|account| seen(watch, Part::Counting, || account.close())).collect(), recorded))
}

fn places(running: &mut [Running]) -> Vec<&mut Place> {
    running.iter_mut().map(|running| &mut running.place).collect()
}

/// All places from one moment to another; they meet at every barrier.
fn run(
    running: &mut [Running],
    regions: &mut Regions,
    from: SimTime,
    until: SimTime,
    watch: &dyn Watch,
) -> Result<(), Halt> {
    let mut before = from;
    let advance = |running: &mut Running, until: SimTime| {
        // The facts of a window are dropped at its end: kept for later ones, their room would be needed in every place.
        let mut facts: Vec<Fact> = Vec::new();
        let part = if running.account.is_some() { Part::World } else { Part::WarmUp };
        seen(watch, part, || running.place.run_until(until, &mut facts));
        if let Some(account) = &mut running.account {
            seen(watch, Part::Counting, || account.see(&facts));
        }
        watch.handled(&running.place.take_handled());
    };
    let people = |running: &Running| u64::from(running.place.context.figures.older_residents());
    let ended = window::run(running, from, until, LOOKAHEAD, people, advance, |running, now| {
        seen(watch, Part::Barrier, || regions.meet(&mut places(running), now));
        let people: u64 = running.iter().map(people).sum();
        watch.advanced(people * (now.day() - before.day()));
        before = now;
        !watch.wants_to_stop()
    });
    if ended { Ok(()) } else { Err(Halt::Stopped) }
}
