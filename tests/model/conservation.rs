//! Nobody and nothing is lost or made: people, units, hours, cases, posts, minutes and pounds, in places and designs
//! drawn at random. [`Place::audit`] holds what a place keeps against itself; here facts are held against it.

use crate::support::{count, design, figures, parameters, warmed_up, world};
use mdtsim::model::arm::mixture::Mixture;
use mdtsim::model::arm::{Setup, Variant, establishment};
use mdtsim::model::design::{Contract, Design, Pooled, RosterLine, Start};
use mdtsim::model::fact::{Census, Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::model::place_figures::PlaceFigures;
use mdtsim::model::region::Regions;
use mdtsim::model::shock::{Budget, Payer, Shock, ShockKind};
use mdtsim::model::workforce::market::LOOKAHEAD;
use mdtsim::model::workforce::posts::{Cover, Post};
use mdtsim::outcomes::tally::Tally;
use mdtsim::outcomes::tariff::Tariff;
use mdtsim::outcomes::window::Window;
use mdtsim::time::{Calendar, SimTime, Span};
use mdtsim::units::{Choice, Quantity};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAYS_A_YEAR: f64 = 365.2425;
const SHIPPED: [&str; 12] = [
    "usual-care",
    "more-of-the-same",
    "practice-meeting",
    "neighbourhood-mdg",
    "integrated-care-team",
    "virtual-ward",
    "urgent-frailty-hub",
    "integrated-neighbourhood-team",
    "huddle-and-voluntary",
    "extensivist-hub",
    "paramedic-practitioners",
    "care-home-support",
];

/// Neighbourhoods of a place where several designs work side by side.
const NEIGHBOURHOODS: usize = 3;

/// One to three designs of the library.
fn some_designs() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(SHIPPED.to_vec()), 1..=NEIGHBOURHOODS)
}

/// A place for so many designs: several need as many neighbourhoods, which its number of people of all ages gives it.
fn place_for(designs: usize) -> PlaceFigures {
    const PEOPLE: u32 = 120_000;
    let place = figures(2_500);
    if designs > 1 { PlaceFigures { population: PEOPLE, ..place } } else { place }
}

/// Who pays for a design's lines, alone or in common, and whether its posts are lent; as the library has it by default.
#[derive(Clone, Copy, Debug, Default)]
struct Terms {
    payer: Option<Payer>,
    pooled: Option<(f64, f64)>,
    lent: bool,
}

impl Terms {
    fn on(self, mut design: Design) -> Design {
        if let Some((part, of_nhs)) = self.pooled {
            let share = |value| Quantity::new(value).unwrap();
            design.pooled = Pooled { nhs: share(part * of_nhs), council: share(part * (1.0 - of_nhs)) };
        }
        if let Some(payer) = self.payer {
            let terms = |line: &RosterLine| {
                let ends =
                    Budget { payer: None, years: None, announced: Default::default(), renewed: Default::default() };
                let agreed = design.budgets.get(&line.funding).copied().unwrap_or(ends);
                (line.funding.clone(), Budget { payer: Some(payer), ..agreed })
            };
            design.budgets = design.roster.values().map(terms).collect();
        }
        if self.lent {
            for line in design.roster.values_mut() {
                (line.contract, line.ends) = (Contract::Secondment, Some(Quantity::new(1e8).unwrap()));
            }
        }
        design
    }
}

fn some_terms() -> impl Strategy<Value = Terms> {
    let payer = prop::option::of(prop::sample::select(Payer::ALL));
    let pooled = prop::option::of((0.0..=1.0_f64, 0.0..=1.0_f64));
    (payer, pooled, any::<bool>()).prop_map(|(payer, pooled, lent)| Terms { payer, pooled, lent })
}

/// Designs at so much money, which neighbourhoods whose design can spend share equally.
fn at_work(which: &[&str], terms: Terms, start: Start, money: f64, shocks: Vec<Shock>) -> Setup {
    let designs = || which.iter().map(|id| terms.on(Design { start, ..design(id) }));
    let variant = match designs().next() {
        Some(design) if which.len() == 1 => Variant::Design(design),
        _ => Variant::Designs(Mixture { designs: designs().collect(), teams: BTreeMap::new() }),
    };
    Setup { variant, money: Some(money), shocks }
}

/// What of the money goes to hours of home care, GBP for each older person a year.
fn for_home_care(which: &[&str], money: f64) -> f64 {
    let neighbourhoods = if which.len() > 1 { NEIGHBOURHOODS } else { 1 };
    let teams = (0..neighbourhoods).map(|at| which[at % which.len()]);
    let spending: Vec<&str> = teams.filter(|id| *id != "usual-care").collect();
    let parts = spending.iter().map(|id| design(id).extra_money_as.home_care.get());
    parts.sum::<f64>() * money / spending.len().max(1) as f64
}

/// Runs to the horizon and holds the books against one another every few days, at odd hours.
fn audited(place: &mut Place, step: Span) -> Vec<Fact> {
    let (mut now, horizon) = (place.context.zero, place.context.horizon);
    let mut facts = Vec::new();
    while now < horizon {
        now = (now + step).min(horizon);
        place.run_until(now, &mut facts);
        place.audit(now).unwrap_or_else(|fault| panic!("on day {}: {fault}", now.day()));
    }
    facts
}

fn everybody_is_accounted_for(place: &Place, before: u32, facts: &[Fact]) {
    let entered = count(facts, |kind| matches!(kind, FactKind::Entered)) as u32;
    let died = count(facts, |kind| matches!(kind, FactKind::Died(_))) as u32;
    let moved = count(facts, |kind| matches!(kind, FactKind::MovedAway)) as u32;
    assert!(entered > 0 && died > 0, "something happened");
    assert_eq!(before + entered - died - moved, place.people().tally().alive());
}

fn census(facts: &[Fact]) -> impl Iterator<Item = &Census> {
    facts.iter().filter_map(|fact| if let FactKind::Census(census) = &fact.kind { Some(&**census) } else { None })
}

/// What a member of staff in a post costs a day, GBP.
fn daily(place: &Place, post: &Post) -> f64 {
    let parameters = &place.context.parameters;
    let price = parameters.prices.staff_hour.all()[post.role as usize].gbp_per_hour();
    post.wte * price * parameters.team.working_year.get() / DAYS_A_YEAR
}

/// What cover costs, relative to staff.
fn price(place: &Place, by: Cover) -> f64 {
    let parameters = &place.context.parameters;
    match by {
        Cover::Bank => parameters.bank.price.get(),
        Cover::Agency => parameters.agency.price.get(),
    }
}

/// What posts as they stand cost a day by payer, GBP: the team's, and what cover costs beyond the pay of base posts.
fn owed(place: &Place) -> ([f64; 4], [f64; 4]) {
    let (mut team, mut cover) = ([0.0; 4], [0.0; 4]);
    for post in &place.posts().all {
        let pay = daily(place, post);
        let (ledger, owed) = match (post.team, post.filled(), post.covered) {
            (true, true, _) => (&mut team, pay),
            (true, false, Some(by)) => (&mut team, pay * price(place, by)),
            (false, false, Some(by)) => (&mut cover, pay * (price(place, by) - 1.0)),
            _ => continue,
        };
        let shares = place.funding().agreed.shares(post);
        ledger.iter_mut().zip(shares).for_each(|(mine, share)| *mine += owed * share);
    }
    (team, cover)
}

fn near(one: f64, other: f64, part: f64) -> bool {
    (one - other).abs() <= part * one.abs().max(other.abs()).max(1.0)
}

/// Runs over the next midnight and holds its ledgers against the posts of that night.
fn a_night_is_paid_for(place: &mut Place, budget: f64, facts: &mut Vec<Fact>) {
    let midnight = next_midnight(place, facts);
    let (team, cover) = owed(place);
    let of_team = || place.posts().all.iter().filter(|post| post.team);
    let unspent: f64 =
        of_team().filter(|post| !post.filled() && post.covered.is_none()).map(|post| daily(place, post)).sum();
    let premium = |post: &Post| post.covered.map_or(0.0, |by| daily(place, post) * (price(place, by) - 1.0));
    let dearer: f64 = of_team().map(premium).sum();
    let before = facts.len();
    place.run_until(midnight + Span::seconds(1), facts);
    let night = census(&facts[before..]).next().expect("a census every midnight");
    for payer in 0..4 {
        assert!(near(night.team_cost[payer].into(), team[payer], 1e-4), "team: {:?} for {team:?}", night.team_cost);
        assert!(near(night.staff.cover_cost[payer].into(), cover[payer], 1e-4), "cover: {cover:?}");
    }
    let spent: f64 = night.team_cost.iter().map(|&gbp| f64::from(gbp)).sum();
    assert!(near(spent - dearer + unspent, budget, 0.005), "{spent} - {dearer} + {unspent} of {budget} GBP a day");
}

/// Hours of home care are those of workers: no more are promised than there are, though packages in place go on when workers
/// leave; what is given was promised, and a night's count is what is given. `hours` are those supplied, taken and given after
/// each midnight.
fn hours_of_care_are_those_of_workers(facts: &[Fact], hours: &[[u32; 3]]) {
    let nights: Vec<u32> = census(facts).map(|night| night.home_care_hours).collect();
    assert_eq!(nights.len(), hours.len());
    for (night, (before, [supplied, taken, given])) in hours.iter().zip(&hours[1..]).enumerate() {
        let most = (*supplied).max(before[0]).max(before[1]);
        assert!(*taken <= most, "{taken} taken on night {}, {most} at most", night + 1);
        assert!(given <= taken, "{given} given of {taken}");
        // A count is made as the day turns, of what was promised until then.
        let counted = nights[night + 1];
        assert!(counted <= before[0].max(before[1]), "{counted} given on night {}, {before:?} before", night + 1);
    }
    assert!(nights.iter().any(|&hours| hours > 0));
}

fn next_midnight(place: &Place, facts: &[Fact]) -> SimTime {
    place.context.zero + Span::days(count(facts, is_census) as u64)
}

fn is_census(kind: &FactKind) -> bool {
    matches!(kind, FactKind::Census(_))
}

/// The bill of a world holds what its facts cost, worked out from them one by one, and every pound has one payer.
fn every_pound_has_a_payer(place: &Place, facts: &[Fact]) {
    let (context, parameters) = (&place.context, &place.context.parameters);
    let window = Window::new(context.zero, context.horizon, &context.calendar);
    let mut tally = Tally::new(window.clone());
    tally.see(facts);
    let bill = Tariff::new(parameters).bill(&tally.close());
    let within: Vec<Fact> = facts.iter().filter(|fact| window.holds(fact.at)).cloned().collect();
    let times = |is: fn(&FactKind) -> bool| count(&within, is) as f64;
    let nights = |of: fn(&Census) -> u32| census(&within).map(|night| f64::from(of(night))).sum::<f64>();
    let prices = &parameters.prices;
    let health = times(|kind| *kind == FactKind::Attended) * prices.attendance.gbp()
        + times(|kind| matches!(kind, FactKind::CrewArrived { conveyed: true, .. })) * prices.conveyed.gbp()
        + times(|kind| matches!(kind, FactKind::CrewArrived { conveyed: false, .. })) * prices.not_conveyed.gbp()
        + times(|kind| matches!(kind, FactKind::Consulted { .. })) * prices.consultation.gbp()
        + nights(|night| night.in_hospital) * prices.bed_day.gbp_per_day()
        + nights(|night| night.in_rehabilitation) * prices.rehabilitation_day.gbp_per_day()
        + nights(|night| night.in_hospital_at_home - night.at_home_with_own_staff)
            * prices.hospital_at_home_day.gbp_per_day()
        + nights(|night| night.at_home_with_own_staff) * prices.hospital_at_home_day_without_staff.gbp_per_day();
    let social = nights(|night| night.home_care_hours) / 7.0 * prices.home_care_hour.gbp_per_hour()
        + nights(|night| night.care_home_residents) * prices.care_home_day.gbp_per_day()
        + nights(|night| night.in_reablement) * prices.reablement_day.gbp_per_day();
    let staff: f64 = census(&within)
        .flat_map(|night| night.team_cost.into_iter().chain(night.staff.cover_cost))
        .map(f64::from)
        .sum();
    let payers = [bill.nhs, bill.council, bill.household, bill.other];
    assert!(payers.iter().all(|&gbp| gbp >= 0.0), "{payers:?}");
    assert!(near(payers.iter().sum(), health + social + staff, 1e-6), "{payers:?} for {health}, {social} and {staff}");
    assert!(near(bill.nhs - health + bill.council + bill.household + bill.other, social + staff, 1e-6));
}

/// Minutes told in facts are minutes that staff spent, and these are minutes that somebody was paid for or gave.
fn every_minute_is_somebodys(place: &Place, facts: &[Fact], zero: &[u64]) {
    const STRETCH_AFTER_HOURS: f64 = 1.25;
    // Facts tell minutes in single precision.
    const ROUNDED: f64 = 1.0 + 1e-6;
    let now = place.context.horizon;
    let told = |team: bool| -> f64 {
        let minutes = |fact: &Fact| match fact.kind {
            FactKind::Contact { minutes, by, .. } if by.team == team => f64::from(minutes),
            _ => 0.0,
        };
        facts.iter().map(minutes).sum()
    };
    let times: Vec<_> = place.staff_time(now).collect();
    // Work that was under way at the beginning is told in whole when it is done.
    let spent: [f64; 2] = [0..zero.len(), zero.len()..times.len()]
        .map(|services| times[services].iter().map(|(time, _)| time.spent as f64 / 60.0).sum());
    assert!(
        told(false) <= ROUNDED * spent[0] && told(true) <= ROUNDED * spent[1],
        "{} and {} of {spent:?}",
        told(false),
        told(true)
    );
    for (time, _) in &times {
        assert!(time.spent as f64 <= STRETCH_AFTER_HOURS * time.offered as f64 + 7_200.0, "{time:?}");
    }
    let paid = |night: &Census| {
        let hours = place.context.parameters.staff.week.hours_per_week() / 7.0;
        f64::from(night.posts_filled + night.staff.covered) * hours + f64::from(night.together.unpaid_hours)
    };
    let paid: f64 = census(facts).map(paid).sum();
    let earlier = zero.iter().copied().chain(std::iter::repeat(0));
    let offered: u64 = times
        .iter()
        .zip(earlier)
        .filter(|((_, posted), _)| *posted)
        .map(|((time, _), before)| time.offered - before)
        .sum();
    let offered = offered as f64 / 3_600.0;
    assert!(offered > 0.0 && offered < paid, "{offered} hours on duty of {paid} paid or given");
}

/// Whoever is in a post has started there, and whoever left is gone: posts filled, by number.
fn posts_change_hands(place: &Place, before: usize, facts: &[Fact]) {
    let started = count(facts, |kind| matches!(kind, FactKind::StaffStarted { .. }));
    let left = count(facts, |kind| matches!(kind, FactKind::StaffLeft { .. }));
    let after = place.posts().all.iter().filter(|post| post.filled()).count();
    assert_eq!(before + started, after + left, "{before} at first, {started} started, {left} left");
}

/// The world of some designs from time zero on, with what is held against its facts in the end.
struct World {
    place: Place,
    facts: Vec<Fact>,
    /// What its teams may cost, GBP a day.
    budget: f64,
    offered: Vec<u64>,
    /// Hours of home care after each midnight: supplied, taken, given.
    care: Vec<[u32; 3]>,
    alive: u32,
    filled: usize,
}

impl World {
    fn new(start: &Place, which: &[&str], setup: &Setup) -> Self {
        let (_, yearly) = establishment(&start.context, setup);
        let home_care = for_home_care(which, setup.money.unwrap()) * start.context.residents();
        let place = world(start, setup);
        Self {
            facts: Vec::new(),
            care: Vec::new(),
            budget: (yearly - home_care) / DAYS_A_YEAR,
            offered: start.staff_time(start.context.zero).map(|(time, _)| time.offered).collect(),
            alive: place.people().tally().alive(),
            filled: place.posts().all.iter().filter(|post| post.filled()).count(),
            place,
        }
    }

    fn run_until(&mut self, until: SimTime) {
        while next_midnight(&self.place, &self.facts) < until {
            a_night_is_paid_for(&mut self.place, self.budget, &mut self.facts);
            self.care.push(self.place.hours_of_home_care());
        }
        self.place.run_until(until, &mut self.facts);
    }

    fn adds_up(&self) {
        let place = &self.place;
        place.audit(place.context.horizon).unwrap_or_else(|fault| panic!("{fault}"));
        everybody_is_accounted_for(place, self.alive, &self.facts);
        every_pound_has_a_payer(place, &self.facts);
        every_minute_is_somebodys(place, &self.facts, &self.offered);
        posts_change_hands(place, self.filled, &self.facts);
        hours_of_care_are_those_of_workers(&self.facts, &self.care);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn posts_minutes_and_pounds_are_neither_made_nor_lost(
        seed in 0_u64..1_000_000,
        which in some_designs(),
        terms in some_terms(),
        money in 20.0..400.0_f64,
        staffed in any::<bool>(),
        cover in 0.0..0.9_f64,
        leaving in 0.5..4.0_f64,
        shock in prop::option::of((prop::sample::select(ShockKind::ALL), 0.1..1.0, 70_u64..150, 10_u64..60)),
    ) {
        let parameters = parameters(&[
            ("bank.cover", (cover / 2.0).into()),
            ("agency.cover", cover.into()),
            ("staff.community_factor", leaving.into()),
        ]);
        let start = warmed_up(&parameters, &place_for(which.len()), seed, 60, 150);
        let line = design(which[0]).roster.values().next().map(|line| line.funding.clone());
        let shocks: Vec<Shock> = shock
            .into_iter()
            .filter(|(kind, ..)| line.is_some() || !kind.hits_a_line())
            .map(|(kind, size, day, length)| befalls(kind, size, day, length, line.clone()))
            .collect();
        let begins = if staffed { Start::Staffed } else { Start::Recruiting };
        let mut world = World::new(&start, &which, &at_work(&which, terms, begins, money, shocks));
        world.run_until(start.context.horizon);
        world.adds_up();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_is_made_or_lost_where_places_compete_for_the_same_people(
        seed in 0_u64..1_000_000,
        which in prop::collection::vec(some_designs(), 3),
        terms in some_terms(),
        money in 50.0..400.0_f64,
        cover in 0.0..0.9_f64,
        leaving in 0.5..4.0_f64,
        stays in 0.2..1.0_f64,
        from_region in 0.1..0.9_f64,
    ) {
        let parameters = parameters(&[
            ("bank.cover", (cover / 2.0).into()),
            ("agency.cover", cover.into()),
            ("staff.community_factor", leaving.into()),
            ("market.stays", stays.into()),
            ("market.from_region", from_region.into()),
        ]);
        let mut worlds: Vec<World> = ["X-ASHBY", "X-BROOK", "X-CLEEVE"].iter().zip(&which).map(|(code, which)| {
            let figures = PlaceFigures { code: (*code).into(), ..place_for(which.len()) };
            let start = warmed_up(&parameters, &figures, seed, 60, 200);
            World::new(&start, which, &at_work(which, terms, Start::Recruiting, money, Vec::new()))
        }).collect();
        let mut regions = Regions::open(&mut worlds.iter_mut().map(|world| &mut world.place).collect::<Vec<_>>());
        let (mut now, horizon) = (worlds[0].place.context.zero, worlds[0].place.context.horizon);
        let (mut open, mut started) = (0, 0);
        while now < horizon {
            now = (now + LOOKAHEAD).min(horizon);
            worlds.iter_mut().for_each(|world| world.run_until(now));
            regions.meet(&mut worlds.iter_mut().map(|world| &mut world.place).collect::<Vec<_>>(), now);
            for world in &worlds {
                world.place.audit(now).unwrap_or_else(|fault| panic!("on day {}: {fault}", now.day()));
            }
        }
        for world in &worlds {
            world.adds_up();
            open += usize::from(world.place.posts().market.is_some());
            started += count(&world.facts, |kind| matches!(kind, FactKind::StaffStarted { .. }));
        }
        assert!(open == worlds.len() && started > 0, "{open} places in the market, {started} started");
    }
}

/// A shock on a day of the run that is over some days later.
fn befalls(kind: ShockKind, size: f64, day: u64, length: u64, line: Option<String>) -> Shock {
    let days = |days: u64| Quantity::new((days * 86_400) as f64).unwrap();
    Shock {
        id: "shock".into(),
        kind,
        funding: line.filter(|_| kind.hits_a_line()),
        at: Calendar::new("2026-04-01".parse().unwrap(), 4_000).date(SimTime::START + Span::days(day)),
        size: Quantity::new(size).unwrap(),
        warning: days(0),
        length: Some(days(length)),
        until_saved: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_books_of_a_place_agree_whatever_the_design(
        seed in 0_u64..1_000_000,
        which in some_designs(),
        terms in some_terms(),
        money in 5.0..150.0,
        home_care in 120.0..300.0,
        reablement in 1.0..4.0,
        beds in 2.0..5.0,
    ) {
        let parameters = parameters(&[
            ("social_care.home_care_hours", format!("{home_care} per 1000").into()),
            ("discharge.reablement_places", format!("{reablement} per 1000").into()),
            ("hospital.beds", format!("{beds} per 1000").into()),
        ]);
        let start = warmed_up(&parameters, &place_for(which.len()), seed, 90, 270);
        let alive = start.people().tally().alive();
        let mut place = world(&start, &at_work(&which, terms, design(which[0]).start, money, Vec::new()));
        let facts = audited(&mut place, Span::from_hours(131.37));
        everybody_is_accounted_for(&place, alive, &facts);
    }
}
