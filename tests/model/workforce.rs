//! People who work: vacancies, spells of sickness, cover, lending, home-care workers, and the labour market of a region.

use crate::support::{
    as_designed, count, design, facts, facts_until, figures, nobody_moves, parameters, warmed_up, with_money, world,
};
use mdtsim::engine::window;
use mdtsim::model::arm;
use mdtsim::model::design::{Contract, Design, Start};
use mdtsim::model::fact::{Census, Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::model::place_figures::PlaceFigures;
use mdtsim::model::region::Regions;
use mdtsim::model::workforce::market::LOOKAHEAD;
use mdtsim::time::{SimTime, Span};
use mdtsim::units::Quantity;
use toml::Value;

pub fn census(facts: &[Fact]) -> Vec<Census> {
    let census = |fact: &Fact| if let FactKind::Census(census) = &fact.kind { Some(**census) } else { None };
    facts.iter().filter_map(census).collect()
}

fn mean(days: &[Census], of: impl Fn(&Census) -> f64) -> f64 {
    days.iter().map(of).sum::<f64>() / days.len() as f64
}

#[test]
fn without_turnover_the_workforce_is_a_fixed_capacity() {
    let mut place = warmed_up(&nobody_moves(), &figures(3_000), 7, 30, 365);
    let supply = place.home_care_supply();
    let hours = place.context.parameters.social_care.home_care_hours.of(place.context.residents());
    assert_eq!(supply, hours as u32, "the published hours");
    let history = facts(&mut place);
    assert_eq!(count(&history, |kind| matches!(kind, FactKind::StaffLeft { .. } | FactKind::StaffStarted { .. })), 0);
    for day in census(&history) {
        assert_eq!(day.posts_filled, day.posts_funded);
        assert_eq!((day.staff.absent, day.staff.covered), (0.0, 0.0));
        assert_eq!(day.staff.care_workers, day.staff.care_posts);
    }
    assert_eq!(place.home_care_supply(), supply);
}

#[test]
fn hours_of_home_care_are_awaited_until_the_first_visit() {
    // With more hours than anybody asks for nobody stands in line, and care still takes days to start.
    let plenty = parameters(&[("social_care.home_care_hours", "2000 per 1000".into())]);
    let mut place = warmed_up(&plenty, &figures(20_000), 3, 90, 30);
    let mut awaited = Vec::new();
    for day in 1..=30 {
        let midnight = place.context.zero + Span::days(day);
        place.run_until(midnight, &mut Vec::new());
        awaited.push(place.home_care_hours().1);
    }
    assert!(awaited.iter().any(|&hours| hours > 0), "{awaited:?}");
}

#[test]
fn vacancies_of_home_care_workers_come_out_as_the_time_to_hire() {
    // Filled for 1/λ years, vacant for L years: λL/(1+λL), with λ and L as registered.
    let parameters = parameters(&[]);
    let load = parameters.care_workers.leaving.per_year() * parameters.care_workers.hire.years();
    let shares: Vec<f64> = (0..6)
        .map(|seed| {
            let days = census(&facts(&mut warmed_up(&parameters, &figures(4_000), seed, 300, 4 * 365)));
            mean(&days, |day| 1.0 - f64::from(day.staff.care_workers) / f64::from(day.staff.care_posts))
        })
        .collect();
    let vacant = shares.iter().sum::<f64>() / shares.len() as f64;
    let spread = shares.iter().map(|x| (x - vacant) * (x - vacant)).sum::<f64>() / (shares.len() - 1) as f64;
    let error = (spread / shares.len() as f64).sqrt();
    assert!(error < 0.02 && (vacant - load / (1.0 + load)).abs() < 5.0 * error, "{vacant} and {error} for {load}");
}

#[test]
fn spells_of_sickness_take_the_share_of_time_that_is_registered() {
    let shares: Vec<f64> = (0..5)
        .map(|seed| {
            let even = parameters(&[("years.sickness_spread", 0.0.into())]);
            let days = census(&facts(&mut warmed_up(&even, &figures(8_000), seed, 60, 3 * 365)));
            mean(&days, |day| f64::from(day.staff.absent)) / mean(&days, |day| f64::from(day.posts_filled))
        })
        .collect();
    let share = shares.iter().sum::<f64>() / shares.len() as f64;
    // A spell is counted in whole nights, so that it lasts about half a day longer than drawn.
    assert!((0.050..0.066).contains(&share), "{shares:?}");
}

/// Midnights of a year with these chances and caps of the bank, then of agencies.
fn covered([bank, agency]: [f64; 2], [of_bank, of_agency]: [f64; 2]) -> Vec<Census> {
    let parameters = parameters(&[
        ("bank.cover", bank.into()),
        ("bank.cap", of_bank.into()),
        ("agency.cover", agency.into()),
        ("agency.cap", of_agency.into()),
    ]);
    census(&facts(&mut warmed_up(&parameters, &figures(8_000), 3, 365, 365)))
}

#[test]
fn cover_stays_under_its_cap_and_is_charged() {
    for (chances, caps, some) in [
        ([0.0, 0.0], [0.1, 0.2], false),
        ([0.3, 0.5], [0.0, 0.0], false),
        ([0.0, 0.5], [0.1, 0.2], true),
        ([0.3, 0.0], [0.1, 0.2], true),
        ([1.0, 1.0], [0.1, 0.1], true),
    ] {
        let days = covered(chances, caps);
        assert_eq!(days.iter().any(|day| day.staff.covered > 0.0), some, "chances {chances:?}, caps {caps:?}");
        for day in days {
            let paid: f32 = day.staff.cover_cost.iter().sum();
            assert_eq!(paid > 0.0, day.staff.covered > 0.0);
            let (bank, funded) = (f64::from(day.staff.covered_by_bank), f64::from(day.posts_funded));
            assert!(bank <= caps[0] * funded + 1e-6);
            assert!(f64::from(day.staff.covered) - bank <= caps[1] * funded + 1e-6);
        }
    }
}

#[test]
fn the_bank_is_tried_first_and_an_agency_where_it_has_nobody_or_no_more_to_give() {
    let both = |chances, caps| {
        let days = covered(chances, caps);
        let bank = mean(&days, |day| f64::from(day.staff.covered_by_bank));
        [bank, mean(&days, |day| f64::from(day.staff.covered)) - bank]
    };
    let [bank, agency] = both([1.0, 1.0], [1.0, 1.0]);
    assert!(bank > 0.0 && agency == 0.0, "a bank that always has somebody leaves nothing: {bank} and {agency}");
    let [nobody, asked] = both([1.0, 1.0], [0.0, 1.0]);
    assert!(nobody == 0.0 && asked > 0.0, "a bank with nobody left sends on to agencies: {nobody} and {asked}");
    assert!(asked < bank, "which come later: {asked} and {bank}");
    let [little, more] = both([0.3, 1.0], [1.0, 1.0]);
    assert!(0.0 < little && little < more, "and cover the others: {little} and {more}");
}

pub fn lent() -> Design {
    let mut design = Design { start: Start::Recruiting, ..design("integrated-care-team") };
    for line in design.roster.values_mut() {
        (line.contract, line.ends) = (Contract::Secondment, Some(Quantity::new(1e8).unwrap()));
    }
    design
}

#[test]
fn whoever_is_lent_leaves_their_base_waiting_and_whoever_leaves_for_good_does_not() {
    let start = warmed_up(&parameters(&[]), &figures(12_000), 9, 60, 900);
    let mut place = world(&start, &as_designed(lent(), &[]));
    facts(&mut place);
    let posts = &place.posts().all;
    let bases: Vec<usize> = posts.iter().filter_map(|post| post.lent_from).collect();
    assert!(bases.len() > 5, "{} are lent", bases.len());
    for &base in &bases {
        assert!(!posts[base].filled() && !posts[base].team, "a base waits for whoever is lent from it");
        assert_eq!(bases.iter().filter(|&&other| other == base).count(), 1, "each lends once");
    }
    let sought = posts.iter().enumerate().filter(|(index, post)| !post.filled() && !bases.contains(index));
    assert!(sought.clone().count() > 0);
    for (_, post) in sought {
        assert_ne!(post.due, SimTime::NEVER, "a holder is sought for every other vacant post");
    }
}

/// Places of one region, the last of them with a design of its own.
fn region(overrides: &[(&str, Value)], third: Option<f64>, seed: u64, older: u32) -> Vec<Place> {
    let parameters = parameters(overrides);
    ["X-ASHBY", "X-BROOK", "X-CLEEVE"]
        .iter()
        .enumerate()
        .map(|(number, code)| {
            let figures = PlaceFigures { code: (*code).into(), ..figures(older) };
            let start = warmed_up(&parameters, &figures, seed, 1, 370);
            match third.filter(|_| number == 2) {
                Some(money) => world(&start, &with_money(design("integrated-care-team"), money)),
                None => start,
            }
        })
        .collect()
}

/// Runs places of a region to their horizon on so many threads; their facts.
fn together(mut places: Vec<Place>, threads: usize) -> Vec<Vec<Fact>> {
    let mut all = places.iter_mut().collect::<Vec<_>>();
    let mut regions = Regions::open(&mut all);
    let (zero, horizon) = (places[0].context.zero, places[0].context.horizon);
    let mut running: Vec<(Place, Vec<Fact>)> = places.into_iter().map(|place| (place, Vec::new())).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let advance = |(place, facts): &mut (Place, Vec<Fact>), until| place.run_until(until, facts);
        window::run(
            &mut running,
            zero,
            horizon,
            LOOKAHEAD,
            |_| 1,
            advance,
            |running, now| {
                let mut all: Vec<&mut Place> = running.iter_mut().map(|(place, _)| place).collect();
                regions.meet(&mut all, now);
                all.iter().for_each(|place| place.audit(now).unwrap());
                true
            },
        );
    });
    running.into_iter().map(|(_, facts)| facts).collect()
}

#[test]
fn a_region_is_the_same_bits_on_any_number_of_threads_and_differs_from_places_on_their_own() {
    let once = together(region(&[], Some(80.0), 1, 1_500), 1);
    for threads in [2, 7] {
        assert!(once == together(region(&[], Some(80.0), 1, 1_500), threads), "{threads} threads");
    }
    let alone: Vec<_> = region(&[], Some(80.0), 1, 1_500).iter_mut().map(facts).collect();
    assert!(once.iter().zip(&alone).any(|(together, alone)| together != alone));
}

#[test]
fn a_place_that_is_alone_in_its_region_hires_from_outside_as_ever() {
    let mut places = region(&[], None, 2, 1_500);
    places.truncate(1);
    let alone = facts(&mut places[0].clone());
    assert!(together(places, 1)[0] == alone);
}

/// One-sided sign test: whether so many of so many paired differences go one way by chance alone in under 1 in 1,000.
pub fn clearly(more: usize, of: usize) -> bool {
    let mut tail = 0.0;
    for k in more..=of {
        let choose = (0..k).fold(1.0, |product, i| product * (of - i) as f64 / (k - i) as f64);
        tail += choose * libm::pow(0.5, of as f64);
    }
    tail < 0.001
}

#[test]
fn a_team_that_recruits_leaves_its_neighbours_with_fewer_staff() {
    // Nurses leave often, all look in the region first, and hardly anybody comes from outside it.
    let market: [(&str, Value); 3] = [
        ("staff.leaving.community_nurse", "0.6 per year".into()),
        ("market.stays", 1.0.into()),
        ("market.from_region", 0.9.into()),
    ];
    // Until its posts are filled: later it loses people to its neighbours as they do to it.
    let year = 30..365;
    let fewer = (0..30).filter(|&seed| {
        let filled = |third| {
            let lived = together(region(&market, third, seed, 6_000), 2);
            let days = |facts: &Vec<Fact>| mean(&census(facts)[year.clone()], |day| f64::from(day.posts_filled));
            lived[..2].iter().map(days).sum::<f64>()
        };
        filled(Some(1_600.0)) < filled(None)
    });
    let fewer = fewer.count();
    assert!(clearly(fewer, 30), "in {fewer} of 30");
}

#[test]
fn a_switch_that_is_off_changes_nothing() {
    let off: [&[(&str, Value)]; 3] = [
        &[("bank.cover", Value::from(0.0)), ("agency.cover", Value::from(0.0))],
        &[("satisfaction.on_leaving", Value::from(0.0))],
        &[("absence.spells", Value::from(false))],
    ];
    let settings: [&[(&str, Value)]; 3] = [
        &[
            ("agency.after", Value::from("1 weeks")),
            ("bank.after", Value::from("1 weeks")),
            ("bank.cap", Value::from(0.1)),
        ],
        &[("satisfaction.overload", Value::from(2.0)), ("satisfaction.slow", Value::from("3 months"))],
        &[("absence.length", Value::from("20 days"))],
    ];
    for (off, settings) in off.into_iter().zip(settings) {
        let lived = |overrides: &[(&str, Value)]| {
            let mut history = facts(&mut warmed_up(&parameters(overrides), &figures(2_000), 4, 200, 500));
            // Satisfaction itself is seen in a census; what matters is that nothing follows from it.
            for fact in &mut history {
                if let FactKind::Census(census) = &mut fact.kind {
                    census.staff.satisfaction = 0.0;
                }
            }
            history
        };
        let changed = [off, settings].concat();
        assert!(lived(off) == lived(&changed), "{settings:?} where {off:?}");
        assert!(lived(&[]) != lived(off), "{off:?} makes a difference");
    }
}

#[test]
fn an_arm_that_is_forked_twice_lives_the_same_life() {
    let start = warmed_up(&parameters(&[]), &figures(2_000), 12, 120, 400);
    let setup = as_designed(lent(), &[]);
    let end = start.context.horizon;
    let one = facts_until(&mut arm::fork(&start, &setup), end);
    assert!(one == facts_until(&mut arm::fork(&start, &setup), end));
}
