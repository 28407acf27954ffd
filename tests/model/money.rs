//! Money and posts: the same money in every arm, shocks that take posts, and vacancies that come out by themselves.

use crate::support::{
    HEADLINE, as_designed, count, design, designs, facts, facts_until, figures, parameters, warmed_up, with_money,
    world,
};
use mdtsim::model::arm::establishment;
use mdtsim::model::design::{Contract, Design, Start};
use mdtsim::model::fact::{Census, Fact, FactKind};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::place::Place;
use mdtsim::model::shock::{Shock, ShockKind};
use mdtsim::model::start::{self, Spans};
use mdtsim::model::workforce::hiring::mean_vacancy;
use mdtsim::model::workforce::posts::Post;
use mdtsim::random::luck::Luck;
use mdtsim::time::{Calendar, Span};
use mdtsim::units::Quantity;

const FUND: &str = "better-care-fund";

fn census(facts: &[Fact]) -> Vec<Census> {
    let census = |fact: &Fact| if let FactKind::Census(census) = &fact.kind { Some(**census) } else { None };
    facts.iter().filter_map(census).collect()
}

/// Leaving of every role as given; nothing presses, nobody falls ill or covers. What else is set comes after.
fn leaving(per_year: f64, mut overrides: Vec<(String, toml::Value)>) -> Parameters {
    overrides.extend([
        ("staff.contagion".into(), 1.into()),
        ("staff.community_factor".into(), 1.into()),
        ("satisfaction.on_leaving".into(), 0.into()),
        ("absence.spells".into(), false.into()),
        ("bank.cover".into(), 0.into()),
        ("agency.cover".into(), 0.into()),
        ("care_workers.leaving".into(), "0 per year".into()),
    ]);
    overrides.extend(roles().map(|role| (format!("staff.leaving.{role}"), format!("{per_year} per year").into())));
    let overrides: Vec<(&str, toml::Value)> =
        overrides.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    parameters(&overrides)
}

fn roles() -> impl Iterator<Item = String> {
    let staff = toml::Value::try_from(&parameters(&[]).staff).unwrap();
    let roles: Vec<String> = staff["leaving"].as_table().unwrap().keys().cloned().collect();
    roles.into_iter()
}

/// The same where hiring takes so many days, always.
fn turnover(leaving_per_year: f64, days: f64) -> Parameters {
    let mut overrides: Vec<(String, toml::Value)> = vec![
        ("staff.approval".into(), "0 days".into()),
        ("hiring.round".into(), format!("{days} days").into()),
        ("hiring.checks".into(), "0 days".into()),
    ];
    for role in roles() {
        overrides.push((format!("hiring.found.{role}"), 1.into()));
        overrides.push((format!("hiring.notice.{role}"), "0 days".into()));
    }
    leaving(leaving_per_year, overrides)
}

#[test]
fn every_design_costs_the_money_asked_in_the_headline_places() {
    let parameters = parameters(&[]);
    let calendar = Calendar::new("2026-04-01".parse().unwrap(), 365);
    let spans = Spans { warm_up: Span::days(1), horizon: Span::days(30) };
    for figures in &HEADLINE.places {
        let context = start::context(&parameters, figures, &calendar, spans, Luck::new(1, 0));
        for (id, design) in designs() {
            for money in [12.0, 41.0, 90.0] {
                let (wte, cost) = establishment(&context, &with_money(design.clone(), money));
                let spent = cost / context.residents();
                let asked = if id == "usual-care" { 0.0 } else { money };
                assert!((spent - asked).abs() <= 0.005 * asked, "{id} in {}: {spent} of {asked}", figures.name);
                assert_eq!(wte > 0.0, asked > 0.0, "{id}");
            }
        }
    }
}

#[test]
fn the_posts_in_place_are_the_establishment() {
    let start = warmed_up(&parameters(&[]), &HEADLINE.places[0], 3, 0, 1);
    for (id, design) in designs() {
        let setup = with_money(design, 41.0);
        let (wte, cost) = establishment(&start.context, &setup);
        let place = world(&start, &setup);
        let prices = &start.context.parameters.prices;
        let hours_a_year = start.context.parameters.team.working_year.get();
        let yearly = |post: &Post| post.wte * prices.staff_hour.all()[post.role as usize].gbp_per_hour() * hours_a_year;
        let of_design = || place.posts().all.iter().filter(|post| post.team);
        let in_place: f64 = of_design().map(|post| post.wte).sum();
        let more_hours = place.care_workers().established_hours() - start.care_workers().established_hours();
        let paid =
            of_design().map(yearly).sum::<f64>() + more_hours * prices.home_care_hour.gbp_per_hour() * 365.2425 / 7.0;
        assert!((in_place - wte).abs() <= 1e-6 * wte, "{id}: {in_place} of {wte} WTE");
        assert!((paid - cost).abs() <= 0.005 * cost, "{id}: {paid} of {cost} GBP");
    }
}

fn staffed() -> Design {
    Design { start: Start::Staffed, ..design("integrated-care-team") }
}

fn shock(kind: ShockKind, size: f64, after: u64) -> Shock {
    Shock {
        id: "shock".into(),
        kind,
        funding: Some(FUND.into()),
        at: Calendar::new("2026-04-01".parse().unwrap(), 4_000).date(mdtsim::time::SimTime::START + Span::days(after)),
        size: Quantity::new(size).unwrap(),
        warning: Quantity::new(0.0).unwrap(),
        length: None,
        until_saved: None,
    }
}

/// Posts of the line that a shock hits.
fn of_fund<'a>(place: &'a Place, design: &'a Design) -> impl Iterator<Item = &'a Post> {
    place.posts().all.iter().filter(|post| post.team && design.roster[&post.role].funding == FUND)
}

#[test]
fn the_end_of_money_closes_the_share_of_its_line_fixed_posts_first_and_touches_nothing_else() {
    let start = warmed_up(&turnover(0.0, 60.0), &figures(12_000), 5, 30, 200);
    let mut design = staffed();
    for line in design.roster.values_mut().filter(|line| line.funding == FUND).step_by(2) {
        (line.contract, line.ends) = (Contract::Fixed, Some(Quantity::new(3.0).unwrap()));
    }
    let mut place = world(&start, &as_designed(design.clone(), &[shock(ShockKind::EndOfMoney, 0.4, 130)]));
    let line: f64 = of_fund(&place, &design).map(|post| post.wte).sum();
    let history = facts(&mut place);
    let days = census(&history);
    let (before, after) = (f64::from(days[98].team_funded), f64::from(days[199].team_funded));
    assert!(line > 3.0 && (before - after - 0.4 * line).abs() <= 1.0, "{before} to {after} WTE of {line} in the line");
    assert_eq!(days[199].team_funded, days[199].team_filled, "nobody else left");
    let gone: Vec<&Post> = place.posts().all.iter().filter(|post| !post.funded).collect();
    assert!(gone.iter().all(|post| post.team && design.roster[&post.role].funding == FUND));
    let fixed_left = of_fund(&place, &design).any(|post| post.funded && post.contract == Contract::Fixed);
    let permanent_gone = gone.iter().any(|post| post.contract == Contract::Permanent);
    assert!(!gone.is_empty(), "some posts went");
    assert!(!(fixed_left && permanent_gone), "a permanent post went before a fixed one");
    let usual = facts(&mut start.clone());
    assert_eq!(count(&usual, |kind| matches!(kind, FactKind::StaffLeft { .. })), 0, "the baseline is untouched");
}

#[test]
fn a_freeze_loses_only_posts_that_fall_vacant() {
    for (leaving, some) in [(0.0, false), (0.6, true)] {
        let start = warmed_up(&turnover(leaving, 60.0), &figures(12_000), 6, 30, 300);
        let design = staffed();
        let mut place = world(&start, &as_designed(design.clone(), &[shock(ShockKind::Freeze, 0.5, 60)]));
        facts(&mut place);
        let (total, lost): (f64, f64) = of_fund(&place, &design)
            .fold((0.0, 0.0), |(all, lost), post| (all + post.wte, lost + if post.funded { 0.0 } else { post.wte }));
        assert_eq!(lost > 0.0, some, "{lost} WTE lost at a leaving rate of {leaving}");
        assert!(lost <= 0.5 * total + 0.5, "{lost} of {total}");
        for post in place.posts().all.iter().filter(|post| !post.funded) {
            assert!(post.incumbent > 0, "nobody had left this post");
        }
    }
}

#[test]
fn without_leaving_every_base_post_stays_filled() {
    let mut place = warmed_up(&turnover(0.0, 60.0), &figures(3_000), 7, 30, 365);
    for day in census(&facts(&mut place)) {
        assert_eq!(day.posts_filled, day.posts_funded);
    }
}

/// The vacancy of a place in the long run, with its standard error from batches of two years, longer than a vacancy.
fn vacancy(parameters: &Parameters, older: u32, years: u64) -> (Place, f64, f64) {
    let mut place = warmed_up(parameters, &figures(older), 8, 3 * 365, years * 365);
    let end = place.context.horizon;
    let history = facts_until(&mut place, end);
    let days_counted = census(&history);
    let vacant = |from: usize, to: usize| {
        let sum = |of: fn(&Census) -> f32| days_counted[from..to].iter().map(|day| f64::from(of(day))).sum::<f64>();
        1.0 - sum(|day| day.posts_filled) / sum(|day| day.posts_funded)
    };
    let batches: Vec<f64> = (0..years as usize / 2).map(|batch| vacant(batch * 730, (batch + 1) * 730)).collect();
    let mean = batches.iter().sum::<f64>() / batches.len() as f64;
    let variance = batches.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (batches.len() - 1) as f64;
    (place, mean, (variance / batches.len() as f64).sqrt())
}

/// A post is filled for 1/λ years and vacant for L years: λL/(1+λL) of it is vacant in the long run.
fn renewal(load: f64) -> f64 {
    load / (1.0 + load)
}

#[test]
fn vacancies_come_out_as_the_time_between_two_holders() {
    let (leaving, days) = (1.0, 120.0);
    let (_, mean, error) = vacancy(&turnover(leaving, days), 2_000, 16);
    let expected = renewal(leaving * days / 365.2425);
    assert!(error < 0.02, "{error}");
    assert!((mean - expected).abs() < 3.5 * error, "{mean} for {expected}, standard error {error}");
}

/// With approval, rounds of advertising and notice as registered, role by role.
#[test]
fn vacancies_come_out_as_approval_advertising_checks_and_notice_together() {
    const LEAVING: f64 = 1.0;
    let expected = |parameters: &Parameters, place: &Place| {
        let posts = || place.posts().all.iter();
        let vacant = |post: &Post| post.wte * renewal(LEAVING * mean_vacancy(parameters, post.role));
        posts().map(vacant).sum::<f64>() / posts().map(|post| post.wte).sum::<f64>()
    };
    // Checks as long as the register allows, so that they can be told from nothing.
    let parameters = leaving(LEAVING, vec![("hiring.checks".into(), "6 weeks".into())]);
    let (place, mean, error) = vacancy(&parameters, 8_000, 16);
    let whole = expected(&parameters, &place);
    assert!(error < 0.02 && (mean - whole).abs() < 3.5 * error, "{mean} for {whole}, standard error {error}");
    // Each of the four is more than the error, so that it would be missed.
    let mut without = [(); 4].map(|()| parameters.clone());
    without[0].staff.approval = Default::default();
    without[1].hiring.checks = Default::default();
    without[2].hiring.round = Default::default();
    without[3].hiring.notice = turnover(LEAVING, 0.0).hiring.notice;
    for (part, less) in without.iter().enumerate() {
        let less = expected(less, &place);
        assert!((mean - less).abs() > 3.5 * error, "without part {part}: {less}, {mean}, standard error {error}");
    }
}

#[test]
fn a_shock_that_ends_gives_back_only_what_it_took() {
    let start = warmed_up(&turnover(0.0, 30.0), &figures(12_000), 5, 30, 300);
    let design = staffed();
    let for_good = Shock { id: "for-good".into(), ..shock(ShockKind::Cut, 0.4, 60) };
    let passing = Shock { length: Some(Quantity::new(90.0 * 86_400.0).unwrap()), ..shock(ShockKind::Cut, 0.5, 90) };
    let funded_after = |shocks: &[Shock]| {
        let mut place = world(&start, &as_designed(design.clone(), shocks));
        let days = census(&facts(&mut place));
        (f64::from(days[0].team_funded), f64::from(days[75].team_funded), f64::from(days[299].team_funded))
    };
    let (before, _, alone) = funded_after(std::slice::from_ref(&for_good));
    let (_, during, both) = funded_after(&[for_good, passing]);
    assert!(alone < before, "the lasting cut took something: {before} to {alone}");
    assert!(during < alone, "the passing cut took more: {during} of {alone}");
    assert!((both - alone).abs() < 1e-4, "{both} WTE after the passing cut, {alone} with the lasting cut alone");
}
