//! One replication of one place: the warm-up once, then the worlds of all arms, forked from the same moment.
//!
//! The baseline's world is run first, because every other world is held against it. Worlds run in windows, and facts
//! are counted and dropped window by window, so that memory does not grow with the horizon.

use crate::experiment::guard;
use crate::experiment::plan::{Plan, Point, Unit};
use crate::experiment::spill::{Further, Queues};
use crate::experiment::threads::side_by_side;
use crate::experiment::watch::{Part, TrialName, Watch, seen};
use crate::model::arm;
use crate::model::fact::Fact;
use crate::model::parameters::Parameters;
use crate::model::place::Place;
use crate::model::start;
use crate::model::step::Context;
use crate::model::untouched::Recording;
use crate::outcomes::alive_in_both::AliveInBoth;
use crate::outcomes::chronicle::{Chronicle, Notes};
use crate::outcomes::figures::Figures;
use crate::outcomes::groups::{GROUP_COUNT, Memberships, RURAL_FROM};
use crate::outcomes::ledger::Ledger;
use crate::outcomes::lives::Lives;
use crate::outcomes::pairing::{self, Rules};
use crate::outcomes::roster::Roster;
use crate::outcomes::staff::{Staff, StaffFigures};
use crate::outcomes::tally::Tally;
use crate::outcomes::used::{Used, Uses};
use crate::outcomes::window::Window;
use crate::random::luck::Luck;
use crate::time::{SimTime, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A window: the time after which facts are counted and a wish to stop is heeded.
pub(super) const WINDOW: Span = Span::days(28);

/// What is kept of a world that has come to its end.
#[derive(Clone, Debug)]
pub(super) struct Lived {
    pub figures: Figures,
    pub ledger: Ledger,
    /// The ledger with the other longest deferrals of [`pairing::Rules::DEFERRAL_DAYS_BESIDE`].
    pub ledger_beside: [Ledger; 2],
    /// The same by group, in the order of `groups::GROUPS`.
    pub by_group: Vec<Ledger>,
    /// Teams and their staff.
    pub staff: StaffFigures,
    /// The figures of the two further worlds of spill-over, where it was asked for.
    pub further: Option<Box<Further<Figures>>>,
}

/// All that is seen of a world: its figures, and what the ledger has to know of it.
#[derive(Clone)]
pub(super) struct World {
    pub figures: Figures,
    pub chronicle: Chronicle,
    /// What people used, where there is another world to be paired with.
    used: Used,
    pub staff: StaffFigures,
    /// Who lived in the place at time zero; the same in every arm.
    roster: Arc<Roster>,
    /// From time zero to the horizon.
    length: Span,
    /// The groups of those who entered, by luck key.
    entrants: BTreeMap<u64, Memberships>,
}

/// What the worlds of a unit have in common: the place at time zero where other arms begin from it, the baseline's world,
/// and its queues where they were recorded.
struct Begun {
    kept: Option<Place>,
    horizon: SimTime,
    reference: World,
    queues: Option<Recording>,
}

/// Why a world has not come to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// Something went wrong in it, or in the world it is held against.
    Failed(String),
    /// Somebody wished the experiment to stop.
    Stopped,
}

/// The worlds of the arms that take part, in the order of [`Plan::arms_in`].
pub(super) fn live(plan: &Plan, unit: Unit, watch: &dyn Watch) -> Vec<Result<Lived, Halt>> {
    let point = &plan.points[unit.point];
    let baseline = plan.study.baseline;
    let arms = plan.arms_in(unit.replication);
    let begun = watched(&plan.name(unit, baseline), watch, || {
        let warmed_up = warm_up(point, unit, watch)?;
        let horizon = warmed_up.context.horizon;
        let begin = |kept| seen(watch, Part::Beginning, || turn_into(kept, unit, plan, baseline));
        // The place at time zero is kept only for other arms to begin from.
        let kept = (arms.len() > 1).then(|| warmed_up.clone());
        let (reference, queues) = world(begin(warmed_up), plan, unit, plan.queues(baseline), None, watch)?;
        Ok(Begun { kept, horizon, reference, queues })
    });
    let begun = match begun {
        Ok(begun) => begun,
        Err(halt) => return without_baseline(plan, unit, halt),
    };
    let others: Vec<usize> = arms.iter().copied().filter(|&arm| arm != baseline).collect();
    let mut lives =
        side_by_side(&others, |&arm| watched(&plan.name(unit, arm), watch, || beside(&begun, unit, plan, arm, watch)));
    lives.insert(position(&arms, baseline), Ok(own(begun.reference, begun.horizon)));
    lives
}

/// The world of an arm beside the baseline's, and its further worlds where spill-over was asked for.
fn beside(begun: &Begun, unit: Unit, plan: &Plan, arm: usize, watch: &dyn Watch) -> Result<Lived, Halt> {
    let Begun { kept, horizon, reference, queues } = begun;
    let warmed_up = kept.as_ref().ok_or_else(|| Halt::Failed("the place at time zero is missing".into()))?;
    let roster = Some(&reference.roster);
    let begin = |arm| seen(watch, Part::Beginning, || fork(warmed_up, unit, plan, arm));
    let (other, of_arm) = world(begin(arm), plan, unit, plan.queues(arm), roster, watch)?;
    let mut lived = seen(watch, Part::Pairing, || lived(other, reference, *horizon));
    if let (Some(of_baseline), Some(of_arm)) = (queues, &of_arm) {
        let worlds = side_by_side(&[(arm, of_baseline), (plan.study.baseline, of_arm)], |&(arm, recording)| {
            Ok(world(begin(arm), plan, unit, Queues::Told(recording), roster, watch)?.0)
        });
        lived.further = Some(Box::new(further(worlds, reference, *horizon)?));
    }
    Ok(lived)
}

/// What is kept of a world, held against the baseline.
pub(super) fn lived(world: World, baseline: &World, horizon: SimTime) -> Lived {
    let (ledger, ledger_beside) = pairing::pair_all(&baseline.chronicle, &world.chronicle, horizon);
    let by_group = by_group(baseline, &world, horizon);
    let mut figures = world.figures;
    figures.substituted = ledger.substituted;
    figures.alive_in_both =
        alive_in_both([(&baseline.chronicle, &baseline.used), (&world.chronicle, &world.used)], baseline, horizon);
    Lived { figures, ledger, ledger_beside, by_group, staff: world.staff, further: None }
}

/// What is kept of the baseline's world, held against itself: every admission is unchanged, in all and in each group. Bed-days
/// are known where it was written down for pairing.
pub(super) fn own(mut world: World, horizon: SimTime) -> Lived {
    world.figures.alive_in_both = alive_in_both([(&world.chronicle, &world.used); 2], &world, horizon);
    let sums = &world.figures.lives;
    let bed_days = pairing::pair(&world.chronicle, &world.chronicle, horizon, Rules::default()).bed_days;
    let ledger = Ledger { bed_days, ..Ledger::unchanged(sums.all().admissions) };
    let paired = by_group(&world, &world, horizon);
    let groups = sums.groups.iter().zip(paired);
    let by_group =
        groups.map(|(group, Ledger { bed_days, .. })| Ledger { bed_days, ..Ledger::unchanged(group.admissions) });
    let by_group = by_group.collect();
    Lived { ledger, ledger_beside: [ledger; 2], by_group, staff: world.staff, figures: world.figures, further: None }
}

/// The figures of the two further worlds of an arm: its team with the baseline's queues, then the other order.
pub(super) fn further(
    worlds: Vec<Result<World, Halt>>,
    baseline: &World,
    horizon: SimTime,
) -> Result<Further<Figures>, Halt> {
    let worlds: Vec<World> = worlds.into_iter().collect::<Result<_, _>>()?;
    let mut figures = worlds.into_iter().map(|world| lived(world, baseline, horizon).figures);
    match (figures.next(), figures.next()) {
        (Some(untouched), Some(reversed)) => Ok(Further { untouched, reversed }),
        _ => Err(Halt::Failed("a world of spill-over is missing".into())),
    }
}

/// What those used who lived in the place at time zero and are alive in both worlds at the horizon.
fn alive_in_both(worlds: [(&Chronicle, &Used); 2], baseline: &World, horizon: SimTime) -> AliveInBoth {
    AliveInBoth::of(worlds, &baseline.roster, horizon, baseline.length)
}

/// The ledger of each group; whoever enters after the horizon has no admission that counts, and no group.
fn by_group(baseline: &World, arm: &World, horizon: SimTime) -> Vec<Ledger> {
    let mut ledgers = vec![Ledger::default(); GROUP_COUNT];
    let roster = &baseline.roster;
    pairing::pair_people(&baseline.chronicle, &arm.chronicle, horizon, Rules::default(), |person, ledger| {
        let resident = roster.find(person).map(|at| roster.residents()[at].groups);
        if let Some(groups) = resident.or_else(|| baseline.entrants.get(&person).copied()) {
            groups.iter().for_each(|&group| ledgers[usize::from(group)].add(ledger));
        }
    });
    ledgers
}

impl Lived {
    /// Adds what was lived in another place.
    pub fn add(&mut self, other: &Self) {
        self.figures.add(&other.figures);
        self.ledger.add(&other.ledger);
        self.ledger_beside.iter_mut().zip(&other.ledger_beside).for_each(|(ledger, more)| ledger.add(more));
        self.by_group.iter_mut().zip(&other.by_group).for_each(|(ledger, more)| ledger.add(more));
        if let (Some(further), Some(more)) = (&mut self.further, &other.further) {
            further.untouched.add(&more.untouched);
            further.reversed.add(&more.reversed);
        }
    }
}

/// When the baseline has not come to its end, no other world can be held against it, and none is run.
pub(super) fn without_baseline(plan: &Plan, unit: Unit, halt: Halt) -> Vec<Result<Lived, Halt>> {
    let others = match &halt {
        Halt::Stopped => Halt::Stopped,
        Halt::Failed(_) => Halt::Failed("not run, because the baseline failed in this replication and place".into()),
    };
    let arms = plan.arms_in(unit.replication);
    let mut lives: Vec<_> = arms.iter().map(|_| Err(others.clone())).collect();
    lives[position(&arms, plan.study.baseline)] = Err(halt);
    lives
}

/// Where the baseline stands among the arms that take part; it always does.
pub(super) fn position(arms: &[usize], baseline: usize) -> usize {
    arms.iter().position(|&arm| arm == baseline).unwrap_or_default()
}

/// Runs one trial's part in a place so that whatever goes wrong stays in it.
pub(super) fn watched<T>(
    name: &TrialName,
    watch: &dyn Watch,
    run: impl FnOnce() -> Result<T, Halt>,
) -> Result<T, Halt> {
    let caught = guard::catch(|| {
        watch.trial_begins(name);
        run()
    });
    let result = caught.unwrap_or_else(|reason| Err(Halt::Failed(reason)));
    match &result {
        Ok(_) => watch.trial_ended(name, None),
        Err(Halt::Failed(reason)) => watch.trial_ended(name, Some(reason)),
        Err(Halt::Stopped) => {}
    }
    result
}

/// The place at the start of its warm-up.
pub(super) fn begin(point: &Point, unit: Unit) -> Place {
    start::place(context(point, unit, &point.parameters))
}

/// The place at time zero, after its warm-up under usual care.
pub(super) fn warm_up(point: &Point, unit: Unit, watch: &dyn Watch) -> Result<Place, Halt> {
    let mut place = seen(watch, Part::Beginning, || begin(point, unit));
    let zero = place.context.zero;
    in_windows(&mut place, SimTime::START, zero, watch, |_| {})?;
    Ok(place)
}

fn context(point: &Point, unit: Unit, parameters: &Parameters) -> Arc<Context> {
    let luck = Luck::new(point.seed, unit.replication);
    start::context(parameters, &point.places[unit.place], &point.calendar, point.spans, luck)
}

/// The world of an arm at time zero.
pub(super) fn fork(warmed_up: &Place, unit: Unit, plan: &Plan, arm: usize) -> Place {
    let point = &plan.points[unit.point];
    match &point.changed[arm] {
        Some(parameters) => arm::fork_under(warmed_up, context(point, unit, parameters), &point.setups[arm]),
        None => arm::fork(warmed_up, &point.setups[arm]),
    }
}

/// The same where nobody else needs the place as it was.
pub(super) fn turn_into(warmed_up: Place, unit: Unit, plan: &Plan, arm: usize) -> Place {
    let point = &plan.points[unit.point];
    match &point.changed[arm] {
        Some(_) => fork(&warmed_up, unit, plan, arm),
        None => arm::turn_into(warmed_up, &point.setups[arm]),
    }
}

/// The world of a place from time zero to the end of the tail, and its queues where they were recorded. The roster is
/// that of an earlier world of the same beginning.
fn world(
    mut place: Place,
    plan: &Plan,
    unit: Unit,
    queues: Queues,
    roster: Option<&Arc<Roster>>,
    watch: &dyn Watch,
) -> Result<(World, Option<Recording>), Halt> {
    queues.prepare(&mut place);
    let context = Arc::clone(&place.context);
    let paired = plan.arms_in(unit.replication).len() > 1;
    let mut account = seen(watch, Part::Counting, || Account::new(&place, roster, paired));
    in_windows(&mut place, context.zero, context.end, watch, |facts| account.see(facts))?;
    Ok((seen(watch, Part::Counting, || account.close()), place.recorded()))
}

/// What is kept of a world while it runs.
pub(super) struct Account {
    tally: Tally,
    /// What pairing will ask for, where there is another world to be paired with.
    notes: Option<(Notes, Uses)>,
    roster: Arc<Roster>,
    length: Span,
    lives: Lives,
    staff: Staff,
}

impl Account {
    /// Of a world at time zero, which will be paired with another or stands alone.
    /// The roster is that of any world which parts from the same moment, where there is one.
    pub fn new(place: &Place, roster: Option<&Arc<Roster>>, paired: bool) -> Self {
        let context = &place.context;
        let window = Window::new(context.zero, context.horizon, &context.calendar);
        let rural = context.figures.rural_share >= RURAL_FROM;
        let roster = match roster {
            Some(roster) => Arc::clone(roster),
            None => Arc::new(Roster::new(place.people().profiles(), rural)),
        };
        let patience = context.parameters.evaluation.left_alone_after.whole_days() as u32;
        let lives = Lives::new(window.clone(), Arc::clone(&roster), place.people().profiles(), patience);
        let rules = &context.parameters.evaluation;
        let staff = Staff::new(window.clone(), context.luck, rules.stuck_after.span(), rules.recovered.get());
        let uses = || Uses::new(window.clone(), Arc::clone(&roster), place.people().home_care());
        let notes = paired.then(|| (Notes::new(context.zero), uses()));
        let length = context.horizon.since(context.zero);
        Self { tally: Tally::new(window), notes, roster, length, lives, staff }
    }

    /// Sees the facts of a window.
    pub fn see(&mut self, facts: &[Fact]) {
        self.tally.see(facts);
        if let Some((notes, uses)) = &mut self.notes {
            notes.see(facts);
            uses.see(facts);
        }
        self.lives.see(facts);
        self.staff.see(facts);
    }

    /// The world has come to its end.
    pub fn close(self) -> World {
        let entrants = if self.notes.is_some() { self.lives.entrants() } else { BTreeMap::new() };
        let mut figures = self.tally.close();
        figures.lives = self.lives.close();
        let (staff, rounds) = self.staff.close();
        figures.rounds = rounds;
        let noted = self.notes.map(|(notes, uses)| (notes.close(), uses.close()));
        let (chronicle, used) = noted.unwrap_or_default();
        World { figures, chronicle, used, staff, roster: self.roster, length: self.length, entrants }
    }
}

/// Runs a place in windows, giving away the facts of each.
pub(super) fn in_windows(
    place: &mut Place,
    from: SimTime,
    until: SimTime,
    watch: &dyn Watch,
    mut take: impl FnMut(&[Fact]),
) -> Result<(), Halt> {
    let people = u64::from(place.context.figures.older_residents());
    let mut facts = Vec::new();
    let mut now = from;
    while now < until {
        if watch.wants_to_stop() {
            return Err(Halt::Stopped);
        }
        let next = (now + WINDOW).min(until);
        let part = if now < place.context.zero { Part::WarmUp } else { Part::World };
        seen(watch, part, || place.run_until(next, &mut facts));
        seen(watch, Part::Counting, || take(&facts));
        facts.clear();
        watch.handled(&place.take_handled());
        watch.advanced(people * (next.day() - now.day()));
        now = next;
    }
    Ok(())
}
