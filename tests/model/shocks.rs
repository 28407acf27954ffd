//! Shocks and terms of money: what each takes, whom it makes leave, and that it gives back that and nothing else.

use crate::support::{as_designed, design, facts, facts_until, figures, parameters, warmed_up, with_money, world};
use crate::workforce::{census, clearly};
use mdtsim::model::arm::Setup;
use mdtsim::model::design::{Contract, Design, Organisation, Pooled, Start};
use mdtsim::model::fact::{Census, Fact, FactKind, StaffCensus};
use mdtsim::model::place::Place;
use mdtsim::model::shock::{Budget, Payer, Shock, ShockKind};
use mdtsim::model::workforce::posts::{Cover, Post};
use mdtsim::time::{Calendar, SimTime, Span};
use mdtsim::units::{Choice, Quantity};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub const FUND: &str = "better-care-fund";
pub const WARM_UP: u64 = 60;
/// Money for a team with many posts, GBP per person.
const MUCH: f64 = 500.0;

/// A shock so many days after time zero, told `warning` days before, for so many days or for good.
pub fn shock(kind: ShockKind, size: f64, after: u64, warning: u64, length: Option<u64>) -> Shock {
    let days = |days: u64| Quantity::new((days * 86_400) as f64).unwrap();
    let at = SimTime::START + Span::days(WARM_UP + after);
    Shock {
        id: format!("{}-{after}", kind.word()),
        kind,
        funding: kind.hits_a_line().then(|| FUND.into()),
        at: Calendar::new("2026-04-01".parse().unwrap(), 4_000).date(at),
        size: Quantity::new(size).unwrap(),
        warning: days(warning),
        length: length.map(days),
        until_saved: None,
    }
}

pub fn staffed() -> Design {
    // Without the library's own terms of money, so that a test says which there are.
    let (budgets, pooled) = (BTreeMap::new(), Pooled::default());
    Design { start: Start::Staffed, budgets, pooled, ..design("integrated-care-team") }
}

/// What two payers hold in common.
fn pooled(nhs: f64, council: f64) -> Pooled {
    Pooled { nhs: Quantity::new(nhs).unwrap(), council: Quantity::new(council).unwrap() }
}

pub fn zero_plus(days: u64) -> SimTime {
    SimTime::START + Span::days(WARM_UP + days)
}

pub static PLACE: LazyLock<Place> = LazyLock::new(|| warmed_up(&parameters(&[]), &figures(12_000), 5, WARM_UP, 500));

pub fn closed(place: &Place) -> Vec<usize> {
    place.posts().all.iter().enumerate().filter(|(_, post)| !post.funded).map(|(index, _)| index).collect()
}

#[test]
fn a_shock_gives_back_what_it_took_and_nothing_else() {
    let for_good = shock(ShockKind::Cut, 0.3, 30, 0, None);
    let for_a_while = shock(ShockKind::Cut, 0.3, 60, 0, Some(90));
    let mut one = world(&PLACE, &as_designed(staffed(), std::slice::from_ref(&for_good)));
    let mut both = world(&PLACE, &as_designed(staffed(), &[for_good, for_a_while]));
    facts_until(&mut one, zero_plus(100));
    facts_until(&mut both, zero_plus(100));
    let (lost, more) = (closed(&one), closed(&both));
    assert!(!lost.is_empty() && more.len() > lost.len() && lost.iter().all(|post| more.contains(post)));
    facts_until(&mut both, zero_plus(200));
    assert_eq!(closed(&both), lost, "what the first took is still gone");
}

/// Leavers of the team in the days around a shock.
fn leavers(facts: &[Fact], from: u64, until: u64) -> usize {
    let team = |fact: &&Fact| matches!(fact.kind, FactKind::StaffLeft { team: Some(_), .. });
    facts.iter().filter(team).filter(|fact| (zero_plus(from)..zero_plus(until)).contains(&fact.at)).count()
}

#[test]
fn a_freeze_and_a_cut_of_the_same_money_lose_different_people_and_posts() {
    let lived = |kind| {
        let mut place = world(&PLACE, &as_designed(staffed(), &[shock(kind, 0.4, 100, 0, None)]));
        let history = facts(&mut place);
        (leavers(&history, 100, 101), closed(&place), place)
    };
    let (by_cut, cut, place) = lived(ShockKind::Cut);
    let (by_freeze, frozen, _) = lived(ShockKind::Freeze);
    assert!(by_cut >= 2 && by_freeze <= 1, "{by_cut} and {by_freeze} left on the day");
    assert_ne!(cut, frozen);
    // A cut takes fixed contracts before permanent ones; a freeze takes whoever happens to leave.
    let permanent =
        |posts: &[usize]| posts.iter().filter(|&&post| place.posts().all[post].contract == Contract::Permanent).count();
    assert!(!frozen.is_empty() && permanent(&frozen) > 0 || permanent(&cut) < cut.len());
    let money = |posts: &[usize]| -> f64 {
        let prices = &place.context.parameters.prices.staff_hour.all();
        let post = |index: usize| &place.posts().all[index];
        posts.iter().map(|&index| post(index).wte * prices[post(index).role as usize].gbp_per_hour()).sum()
    };
    assert!(money(&frozen) <= 1.3 * money(&cut), "a freeze saves no more than its size");
}

/// Pay of posts that are no longer paid for, night by night, GBP, over a whole run.
pub fn given_back(facts: &[Fact]) -> f64 {
    census(facts).iter().map(|night| f64::from(night.staff.given_back)).sum()
}

/// A freeze that goes on until it has saved what a cut of its size would in so many days.
pub fn until_saved(size: f64, after: u64, warning: u64, days: u64) -> Shock {
    let freeze = shock(ShockKind::Freeze, size, after, warning, None);
    Shock { until_saved: Some(Quantity::new((days * 86_400) as f64).unwrap()), ..freeze }
}

/// Posts are whole and so are days: a freeze is over on the first day on which the sum has been saved.
#[test]
fn a_freeze_until_a_sum_is_saved_gives_back_what_the_planned_cut_gives_back_and_then_ends() {
    const TOLERANCE: f64 = 0.02;
    let often = ["community_matron", "social_worker", "paramedic", "link_worker", "administrator", "support_worker"]
        .map(|role| (format!("staff.leaving.{role}"), "0.5 per year"));
    let often: Vec<(&str, toml::Value)> = often.iter().map(|(key, rate)| (key.as_str(), (*rate).into())).collect();
    for seed in 0..6 {
        let start = warmed_up(&parameters(&often), &figures(8_000), seed, WARM_UP, 900);
        let lived = |shock: Shock| {
            let setup = Setup { shocks: vec![shock], ..with_money(staffed(), MUCH) };
            let mut place = world(&start, &setup);
            let history = facts(&mut place);
            (census(&history), given_back(&history), place)
        };
        let (by_cut, cut, _) = lived(shock(ShockKind::Cut, 0.2, 30, 20, Some(180)));
        let (by_freeze, freeze, place) = lived(until_saved(0.2, 30, 20, 180));
        assert!(cut > 0.0 && (freeze / cut - 1.0).abs() < TOLERANCE, "GBP given back: {freeze} and {cut}");
        assert!(closed(&place).is_empty(), "the freeze is over");
        let early =
            |nights: &[Census]| nights[30..90].iter().map(|night| f64::from(night.staff.given_back)).sum::<f64>();
        assert!(early(&by_freeze) < early(&by_cut), "a freeze saves later: it waits for somebody to leave");
    }
}

/// The fund under terms of so many years, always renewed, seven weeks before April.
fn with_terms(years: Option<u32>) -> Setup {
    let mut design = staffed();
    let announced = Quantity::new((49 * 86_400) as f64).unwrap();
    let budget = Budget { payer: None, years, announced, renewed: Quantity::new(1.0).unwrap() };
    let lines: Vec<String> = design.roster.values().map(|line| line.funding.clone()).collect();
    design.budgets = lines.into_iter().map(|line| (line, budget)).collect();
    with_money(design, MUCH)
}

/// Verification: worry raises leaving, and annual money is worried about every winter.
#[test]
fn money_renewed_each_year_costs_leavers_that_money_for_three_years_does_not() {
    // Six months of worry less seven weeks in every year, against the same in every third.
    let (mut more, mut fewer) = (0, 0);
    let mut winters = [[0; 2]; 2];
    for seed in 0..40 {
        let start = warmed_up(&parameters(&[]), &figures(6_000), seed, WARM_UP, 3 * 365);
        let lived = |years| facts(&mut world(&start, &with_terms(years)));
        let (annual, longer) = (lived(Some(1)), lived(Some(3)));
        let left = |facts: &[Fact]| leavers(facts, 0, 3 * 365);
        more += usize::from(left(&annual) > left(&longer));
        fewer += usize::from(left(&annual) < left(&longer));
        // Time zero is 31 May: October to the announcement in February, of the first winter and of the second.
        for (winter, sums) in winters.iter_mut().enumerate() {
            let from = 123 + 365 * winter as u64;
            for (sum, facts) in sums.iter_mut().zip([&annual, &longer]) {
                *sum += leavers(facts, from, from + 130);
            }
        }
        if seed == 0 {
            let recurrent = facts(&mut world(&start, &with_terms(None)));
            assert!(recurrent == facts(&mut world(&start, &with_money(staffed(), MUCH))), "terms without end are none");
        }
    }
    assert!(clearly(more, more + fewer), "more in {more} of 40, fewer in {fewer}");
    assert!(winters.iter().all(|[annual, longer]| annual > longer), "every winter before the last: {winters:?}");
}

/// Time zero is 31 May 2026 and the money ends on 1 April 2027, 305 days later: the answer comes seven weeks before.
#[test]
fn worry_ends_with_a_late_answer_and_lasts_until_april_where_there_is_none_to_hope_for() {
    let worried = |renewed: f64, announced: u32, day: u64| {
        let mut setup = with_terms(Some(1));
        if let mdtsim::model::arm::Variant::Design(design) = &mut setup.variant {
            for budget in design.budgets.values_mut() {
                budget.renewed = Quantity::new(renewed).unwrap();
                budget.announced = Quantity::new(f64::from(announced * 86_400)).unwrap();
            }
        }
        let mut place = world(&PLACE, &setup);
        facts_until(&mut place, zero_plus(day));
        let of_team = place.posts().all.iter().filter(|post| post.team && post.funded);
        let worries: Vec<bool> = of_team.map(|post| post.worries > 0).collect();
        (!worries.is_empty(), worries.iter().all(|worries| *worries))
    };
    // The day before the answer and the day after it, with seven weeks and with twenty to go.
    for (announced, told) in [(49, 256), (140, 165)] {
        assert_eq!(worried(1.0, announced, told), (true, true), "everybody waits for the answer");
        assert_eq!(worried(1.0, announced, told + 1), (true, false), "the money goes on");
        assert_eq!(worried(0.0, announced, told + 1), (true, true), "it does not, and the posts are there until April");
    }
    assert_eq!(worried(0.0, 49, 304), (true, true));
    assert!(!worried(0.0, 49, 307).0, "nobody is paid any longer");
}

#[test]
fn a_line_that_is_not_renewed_pays_for_nobody_from_april_on() {
    let mut setup = with_terms(Some(1));
    if let mdtsim::model::arm::Variant::Design(design) = &mut setup.variant {
        for budget in design.budgets.values_mut() {
            budget.renewed = Quantity::new(0.0).unwrap();
        }
    }
    // Time zero is 31 May 2026; the money ends on 1 April 2027, 305 days later.
    let mut place = world(&PLACE, &setup);
    let days = census(&facts(&mut place));
    assert!(days[304].team_funded > 1.0);
    assert_eq!(days[307].team_funded, 0.0);
    assert_eq!(days[307].team_filled, 0.0);
}

#[test]
fn each_payer_has_a_ledger_that_adds_up_to_what_its_posts_cost() {
    let mut design = staffed();
    let budget =
        |payer| Budget { payer: Some(payer), years: None, announced: Default::default(), renewed: Default::default() };
    design.budgets.insert(FUND.into(), budget(Payer::Vcs));
    design.pooled = pooled(0.2, 0.1);
    let mut place = world(&PLACE, &as_designed(design.clone(), &[]));
    let before = facts_until(&mut place, zero_plus(200));
    let posts = place.posts().all.clone();
    let next = facts_until(&mut place, zero_plus(200) + Span::seconds(1));
    let parameters = &place.context.parameters;
    let mut owed = [0.0; 4];
    for post in posts.iter().filter(|post| post.team && (post.filled() || post.covered.is_some())) {
        let hours = parameters.team.working_year.get() / 365.2425;
        let price = parameters.prices.staff_hour.all()[post.role as usize].gbp_per_hour();
        let dearer = match post.covered {
            None => 1.0,
            Some(Cover::Bank) => parameters.bank.price.get(),
            Some(Cover::Agency) => parameters.agency.price.get(),
        };
        // Of all lines three tenths are held in common by two payers.
        let own = match post.employer {
            _ if design.roster[&post.role].funding == FUND => Payer::Vcs,
            Organisation::Council => Payer::Council,
            Organisation::Vcs => Payer::Vcs,
            _ => Payer::Nhs,
        };
        let cost = post.wte * price * hours * dearer;
        owed[own as usize] += 0.7 * cost;
        owed[Payer::Nhs as usize] += 0.2 * cost;
        owed[Payer::Council as usize] += 0.1 * cost;
    }
    let paid = census(&next)[0].team_cost;
    for (paid, owed) in paid.into_iter().zip(owed) {
        assert!((f64::from(paid) - owed).abs() <= 1e-4 * owed.max(1.0), "{paid} for {owed}");
    }
    assert!(owed[Payer::Vcs as usize] > 0.0 && owed[Payer::Household as usize] == 0.0 && !before.is_empty());
}

#[test]
fn a_provider_that_fails_takes_its_workers_and_others_hire_for_the_work() {
    let usual = design("usual-care");
    let mut place = world(&PLACE, &as_designed(usual, &[shock(ShockKind::ProviderFailure, 0.3, 50, 0, None)]));
    let days = census(&facts(&mut place));
    let workers = |day: usize| f64::from(days[day].staff.care_workers);
    assert!(workers(52) < 0.75 * workers(49), "{} to {}", workers(49), workers(52));
    assert!(workers(400) > 0.85 * workers(49), "{} by then", workers(400));
    assert_eq!(days[52].staff.care_posts, days[49].staff.care_posts);
}

#[test]
fn council_savings_take_their_size_of_council_posts_and_of_the_care_that_the_council_pays_for() {
    const FALLS: u64 = 100;
    const SIZE: f64 = 0.3;
    let mut place = world(&PLACE, &as_designed(staffed(), &[shock(ShockKind::CouncilSavings, SIZE, FALLS, 0, None)]));
    let nights = census(&facts_until(&mut place, zero_plus(FALLS + 2)));
    let prices = place.context.parameters.prices.staff_hour.all();
    let money = |post: &Post| post.wte * prices[post.role as usize].gbp_per_hour();
    let council = || place.posts().all.iter().filter(|post| post.employer == Organisation::Council);
    let whole: f64 = council().map(money).sum();
    let gone: f64 = council().filter(|post| !post.funded).map(money).sum();
    let largest = council().map(money).fold(0.0, f64::max);
    assert!((gone - SIZE * whole).abs() <= largest / 2.0, "{gone} of {whole} GBP an hour");
    let [of_team, of_base] = [true, false].map(|team| council().any(|post| post.team == team && !post.funded));
    assert!(of_team && of_base, "the team's council posts and those of base services");
    assert!(closed(&place).iter().all(|&index| place.posts().all[index].employer == Organisation::Council));
    let [before, after] = [FALLS, FALLS + 1].map(|night| nights[night as usize].staff);
    for employer in Organisation::EACH {
        let funded = |night: StaffCensus| night.by_employer[employer as usize][0];
        assert_eq!(funded(before) > funded(after), employer == Organisation::Council, "{employer:?}");
    }
    let paid = 1.0 - place.context.parameters.social_care.self_funded_home_care.get();
    let care = |night: StaffCensus| f64::from(night.care_posts);
    assert!((care(before) - care(after) - SIZE * paid * care(before)).abs() <= 0.5);
}

#[test]
fn what_the_council_saves_is_borne_by_all_posts_of_a_common_budget() {
    const FALLS: u64 = 100;
    const SIZE: f64 = 0.3;
    // What the council puts into a post, by whether it employs it.
    let closed_by_savings = |common: Pooled, part: [f64; 2]| {
        let savings = shock(ShockKind::CouncilSavings, SIZE, FALLS, 0, None);
        let setup = Setup { shocks: vec![savings], ..with_money(Design { pooled: common, ..staffed() }, MUCH) };
        let mut place = world(&PLACE, &setup);
        facts_until(&mut place, zero_plus(FALLS + 2));
        let prices = place.context.parameters.prices.staff_hour.all();
        let money = |post: &Post| post.wte * prices[post.role as usize].gbp_per_hour();
        let own = |post: &Post| post.employer == Organisation::Council;
        let puts_in = |post: &Post| if post.team { part[usize::from(own(post))] } else { f64::from(own(post)) };
        let posts = &place.posts().all;
        let gone =
            |of: &dyn Fn(&Post) -> bool| -> f64 { posts.iter().filter(|it| !it.funded && of(it)).map(money).sum() };
        let saved: f64 = SIZE * posts.iter().map(|post| money(post) * puts_in(post)).sum::<f64>();
        let largest = posts.iter().map(money).fold(0.0, f64::max);
        assert!((gone(&|_| true) - saved).abs() <= largest / 2.0, "{} of {saved}", gone(&|_| true));
        [gone(&|post| post.team && own(post)), gone(&|post| post.team && !own(post))]
    };
    let alone = closed_by_savings(Pooled::default(), [0.0, 1.0]);
    assert!(alone[0] > 0.0 && alone[1] == 0.0, "each for themselves: {alone:?}");
    let common = closed_by_savings(pooled(0.75, 0.25), [0.25, 0.25]);
    assert!(common[1] > 0.0 && common[0] < alone[0], "its own posts are spared at others' cost: {common:?}");
}

#[test]
fn council_savings_reach_what_the_council_pays_for_whoever_employs_the_holder() {
    const FALLS: u64 = 100;
    let closed_by_savings = |payer| {
        let forever = Budget { payer, years: None, announced: Default::default(), renewed: Default::default() };
        let lines = staffed().roster.values().map(|line| (line.funding.clone(), forever)).collect();
        let savings = shock(ShockKind::CouncilSavings, 0.3, FALLS, 0, None);
        let design = Design { budgets: lines, ..staffed() };
        let mut place = world(&PLACE, &Setup { shocks: vec![savings], ..with_money(design, MUCH) });
        facts_until(&mut place, zero_plus(FALLS + 2));
        let posts = &place.posts().all;
        let is_councils = |post: &&Post| post.employer == Organisation::Council;
        let team = || posts.iter().filter(|post| post.team && !post.funded);
        assert!(posts.iter().any(|post| !post.team && !post.funded), "base posts are the council's in any case");
        [team().filter(is_councils).count(), team().filter(|post| !is_councils(post)).count()]
    };
    let [own, others] = closed_by_savings(None);
    assert!(own > 0 && others == 0, "each employer pays: {own} and {others}");
    assert_eq!(closed_by_savings(Some(Payer::Nhs)), [0, 0], "the health service pays for all of the team");
    let [own, others] = closed_by_savings(Some(Payer::Council));
    assert!(own + others > 0 && others > 0, "the council pays for all of the team: {own} and {others}");
}

#[test]
fn late_winter_money_finds_few_workers_before_it_ends() {
    let usual = design("usual-care");
    let winter = shock(ShockKind::WinterMoney, 0.2, 100, 14, Some(90));
    let mut with = world(&PLACE, &as_designed(usual.clone(), &[winter]));
    let (with, without) = (census(&facts(&mut with)), census(&facts(&mut world(&PLACE, &as_designed(usual, &[])))));
    let more_posts = |day: usize| i64::from(with[day].staff.care_posts) - i64::from(without[day].staff.care_posts);
    let more_workers =
        |day: usize| i64::from(with[day].staff.care_workers) - i64::from(without[day].staff.care_workers);
    assert!(more_posts(102) > 10 && more_posts(199) == 0);
    assert!(more_workers(102) < more_posts(102) / 4, "hardly anybody has started yet");
    assert!(more_workers(185) > 0 && more_workers(185) < more_posts(102), "the money ends before all have started");
}

#[test]
fn another_framework_sends_teams_back_to_the_beginning() {
    let mut place = world(&PLACE, &as_designed(staffed(), &[shock(ShockKind::PolicyChange, 1.0, 200, 60, None)]));
    let before = facts_until(&mut place, zero_plus(195));
    assert!(place.posts().all.iter().all(|post| post.team == (post.worries > 0)), "every team post is at risk");
    let usual = facts_until(&mut world(&PLACE, &as_designed(staffed(), &[])), zero_plus(300));
    let after = facts_until(&mut place, zero_plus(300));
    assert!(place.posts().all.iter().all(|post| post.worries == 0));
    assert_eq!(place.posts().reorganised, zero_plus(200));
    assert!([before, after].concat() != usual);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn when_all_shocks_are_over_every_post_hour_and_pound_is_where_it_was(
        shocks in prop::collection::vec(
            (prop::sample::select(ShockKind::ALL), 0.0..1.0, 1_u64..250, 0_u64..90, 5_u64..120),
            1..6,
        ),
        lend in any::<bool>(),
    ) {
        let mut design = staffed();
        for line in design.roster.values_mut().filter(|_| lend) {
            (line.contract, line.ends) = (Contract::Secondment, Some(Quantity::new(1e8).unwrap()));
        }
        let mut shocks: Vec<Shock> = shocks
            .into_iter()
            .map(|(kind, size, after, warning, length)| shock(kind, size, after, warning, Some(length)))
            .collect();
        shocks.dedup_by_key(|shock| shock.kind);
        let mut place = world(&PLACE, &as_designed(design, &shocks));
        let before = (place.posts().all.clone(), place.care_workers().posts);
        let mut now = place.context.zero;
        while now < zero_plus(400) {
            now += Span::from_hours(211.3);
            place.run_until(now, &mut Vec::new());
            place.audit(now).unwrap_or_else(|fault| panic!("on day {}: {fault}", now.day()));
        }
        let after = &place.posts().all;
        prop_assert_eq!(before.1, place.care_workers().posts);
        for (before, after) in before.0.iter().zip(after) {
            prop_assert!(after.funded && after.worries == 0);
            prop_assert!(before.wte == after.wte && (before.share - after.share).abs() < 1e-12);
        }
    }
}
