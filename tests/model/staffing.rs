//! What the workforce comes to: the same time every day without turnover, less while a holder is new, and back at the base
//! when those who were lent are called.

use crate::shocks::{WARM_UP, shock, zero_plus};
use crate::support::{as_designed, facts, facts_until, figures, nobody_moves, parameters, warmed_up, world};
use crate::together::{CLEAR, PAIRS, Side, count, paired, share, team};
use crate::workforce::lent;
use mdtsim::model::design::{Contract, Design, Hours, Organisation, Role, Start};
use mdtsim::model::fact::FactKind;
use mdtsim::model::parameters::Parameters;
use mdtsim::model::place::Place;
use mdtsim::model::services::community::ServiceKind;
use mdtsim::model::shock::ShockKind;
use mdtsim::model::workforce::leaving;
use mdtsim::model::workforce::output::{Output, Standing};
use mdtsim::model::workforce::posts::{Cover, Holder, Post, Posts};
use mdtsim::random::luck::Luck;
use mdtsim::time::{SimTime, Span, WEEKDAYS_A_YEAR, WORKING_DAYS_A_YEAR};
use mdtsim::units::Choice;
use std::collections::BTreeMap;
use toml::Value;

const HOUR: f64 = 3_600.0;

/// When a service works, and whether on bank holidays too.
fn hours_of(parameters: &Parameters, kind: ServiceKind) -> (Hours, bool) {
    let (services, urgent, calls) = (&parameters.services, &parameters.urgent, &parameters.practitioners);
    let weekdays = [true, true, true, true, true, false, false];
    let (days, from, until) = match kind {
        ServiceKind::Practice => (weekdays, services.practice_from, services.practice_until),
        ServiceKind::UrgentResponse => ([true; 7], urgent.from, urgent.until),
        ServiceKind::Practitioners => ([true; 7], calls.from, calls.until),
        _ => (weekdays, services.office_from, services.office_until),
    };
    (Hours { days, from: from.get() as u8, to: until.get() as u8 }, days[6])
}

/// The part of the days on which a service is open that its staff work: bank holidays are leave, and everybody works
/// the weekdays of a year but for the days of leave, wherever they fall.
fn present(leave_days: f64, open_on_bank_holidays: bool) -> f64 {
    let open = if open_on_bank_holidays { WEEKDAYS_A_YEAR } else { WORKING_DAYS_A_YEAR };
    (WEEKDAYS_A_YEAR - leave_days) / open
}

/// Hours of a fixed number of staff facing people (WTE) from time zero to the horizon of a place, and by how much the rounding
/// of whole people to each day may make it differ (standard deviation, at most).
fn fixed_capacity(place: &Place, hours: Hours, holidays: bool, staff: f64) -> (f64, f64) {
    let context = &place.context;
    let rules = &context.parameters.staff;
    let (mut all, mut days_open) = (0.0, 0.0);
    let open = f64::from(hours.to - hours.from);
    for day in 0..context.horizon.since(context.zero).in_days() as u64 {
        let at = context.zero + Span::days(day);
        let today = context.calendar.day(at);
        if !hours.days[usize::from(today.weekday)] || (today.bank_holiday && !holidays) {
            continue;
        }
        let odds = rules.sickness.get() / (1.0 - rules.sickness.get()) * context.tables.sickness_level(at);
        let present = present(rules.leave_days.get(), holidays) / (1.0 + odds);
        let on_duty = staff * present * (1.0 - rules.not_facing.get());
        all += on_duty * rules.week.hours_per_week() / f64::from(hours.per_week()) * open;
        days_open += 1.0;
    }
    // A number rounded by chance to a whole one has a standard deviation of a half at most.
    (all, 0.5 * open * f64::sqrt(days_open))
}

/// Hours that each service has offered by the horizon since time zero.
fn offered(start: &Place, end: &Place) -> Vec<f64> {
    let until = |place: &Place, now| -> Vec<u64> { place.staff_time(now).map(|(time, _)| time.offered).collect() };
    let before = until(start, start.context.zero);
    let after = until(end, end.context.horizon).into_iter().enumerate();
    after.map(|(index, after)| (after - before.get(index).copied().unwrap_or(0)) as f64 / HOUR).collect()
}

/// Posts of a service outside meetings, as far as their time is for its work, WTE.
fn facing(place: &Place, service: usize) -> f64 {
    let posts = place.posts().all.iter().filter(|post| usize::from(post.service) == service);
    posts.map(|post| post.wte * post.share * (1.0 - post.meetings)).sum()
}

#[track_caller]
fn agrees(what: &str, offered: f64, (expected, rounding): (f64, f64)) {
    assert!(
        (offered - expected).abs() < 3.5 * rounding,
        "{what}: {offered:.0} hours for {expected:.0} (± {rounding:.0})"
    );
}

/// General practice is stated in minutes a working day of staff who fall ill as often as registered.
fn practice(place: &Place) -> f64 {
    const WEEK_DAYS: f64 = 5.0;
    let (rules, services) = (&place.context.parameters.staff, &place.context.parameters.services);
    let minutes = services.practice_minutes.of(place.context.residents()) * WEEK_DAYS;
    let present = (1.0 - rules.sickness.get()) * present(rules.leave_days.get(), false);
    minutes / 60.0 / rules.week.hours_per_week() / present / (1.0 - rules.not_facing.get())
}

#[test]
fn without_turnover_every_service_has_the_time_of_a_fixed_number_of_staff() {
    let start = warmed_up(&nobody_moves(), &figures(12_000), 7, 30, 365);
    let mut place = start.clone();
    facts_until(&mut place, start.context.horizon);
    let offered = offered(&start, &place);
    for kind in ServiceKind::ALL {
        let (hours, holidays) = hours_of(&place.context.parameters, kind);
        let staff = if kind == ServiceKind::Practice { practice(&place) } else { facing(&place, kind as usize) };
        let expected = fixed_capacity(&place, hours, holidays, staff);
        assert_eq!(staff > 0.0, offered[kind as usize] > 0.0, "{kind:?}");
        agrees(&format!("{kind:?}"), offered[kind as usize], expected);
    }
    let busy = ServiceKind::ALL.into_iter().filter(|&kind| offered[kind as usize] > 500.0);
    assert!(busy.count() >= 8, "{offered:?}");
}

/// A staffed team whose practice is its design from the first day, and whose staff go home on time.
fn steady() -> Side {
    let team = team("integrated-care-team").with("process.adoption.on", false).with("process.effort.on", false);
    team.with("process.adaptation.on", false)
}

#[test]
fn without_turnover_a_team_has_the_time_of_its_posts_outside_meetings() {
    let mut parameters = nobody_moves();
    parameters.process = steady().parameters().process;
    let start = warmed_up(&parameters, &figures(12_000), 7, 30, 365);
    let design = steady().design;
    let hours = design.hours;
    let before = world(&start, &as_designed(design, &[]));
    let mut place = before.clone();
    facts_until(&mut place, start.context.horizon);
    let offered = offered(&before, &place);
    let own = ServiceKind::ALL.len()..offered.len();
    assert!(own.len() >= 8, "{} professions", own.len());
    for service in own {
        let staff = facing(&place, service);
        let expected = fixed_capacity(&place, hours, hours.on_weekends(), staff);
        assert!(staff > 0.0 && offered[service] > 0.0);
        agrees(&format!("service {service}"), offered[service], expected);
    }
    assert!(place.posts().all.iter().any(|post| post.team && post.meetings > 0.0));
}

/// Posts that are lent to the team, each with its base.
fn lent_posts(place: &Place) -> Vec<(usize, usize)> {
    let posts = place.posts().all.iter().enumerate();
    posts.filter_map(|(index, post)| post.lent_from.map(|base| (index, base))).collect()
}

#[test]
fn whoever_is_lent_is_back_at_their_base_when_a_shock_calls_and_leaves_the_team_a_vacancy() {
    const FALLS: u64 = 500;
    let framework = shock(ShockKind::PolicyChange, 1.0, FALLS, 0, None);
    for (recalled, all) in [(1.0, true), (0.0, false)] {
        let parameters = parameters(&[("secondment.recalled", recalled.into())]);
        let start = warmed_up(&parameters, &figures(12_000), 9, WARM_UP, 900);
        let mut place = world(&start, &as_designed(lent(), std::slice::from_ref(&framework)));
        facts_until(&mut place, zero_plus(FALLS));
        let before = lent_posts(&place);
        let posts = &place.posts().all;
        assert!(before.len() > 5 && before.iter().all(|&(post, base)| posts[post].filled() && !posts[base].filled()));
        facts_until(&mut place, zero_plus(FALLS) + Span::seconds(1));
        let posts = &place.posts().all;
        for &(post, base) in &before {
            let (lent, base) = (&posts[post], &posts[base]);
            assert_eq!(base.filled(), all, "their base has them back");
            assert_eq!(!lent.filled() && lent.lent_from.is_none() && lent.due != SimTime::NEVER, all, "is advertised");
        }
        let there = before.iter().map(|&(post, _)| posts[post].wte).sum::<f64>();
        assert!(there > 3.0, "{there} WTE");
    }
}

/// What a holder of the post produces so many days after the first, WTE.
fn output(parameters: &Parameters, post: &Post, since: SimTime, days: f64) -> f64 {
    Output::new(parameters).of(post, since + Span::from_days(days))
}

#[test]
fn a_newcomer_produces_less_in_the_induction_and_then_more_week_by_week() {
    let parameters = parameters(&[]);
    let (new, length) = (parameters.staff.new_productivity.get(), parameters.staff.induction.days());
    let ramp = parameters.staff.ramp.days();
    let since = SimTime::START + Span::days(100);
    let mut post = Post { wte: 0.8, ..Post::new(1, 0, Role::CommunityNurse, Organisation::Trust) };
    assert_eq!(output(&parameters, &post, since, 0.0), 0.0, "nobody is in post");
    post.fill(Luck::new(1, 0), since);
    assert_eq!(output(&parameters, &post, since, 0.0), 0.8 * new);
    assert_eq!(output(&parameters, &post, since, length - 1.0), 0.8 * new);
    let rise: Vec<f64> =
        (0..=ramp as u32).map(|day| output(&parameters, &post, since, length + f64::from(day))).collect();
    assert!(rise.is_sorted() && new < 1.0 && rise[0] == 0.8 * new, "{rise:?}");
    let half = output(&parameters, &post, since, length + ramp / 2.0) / 0.8;
    assert!((half - (1.0 + new) / 2.0).abs() < 7.0 / ramp, "{half} half-way up");
    assert_eq!(output(&parameters, &post, since, length + ramp + 0.001), 0.8);

    // The diary looks at each moment at which that changes, and at no other.
    let full = Output::new(&parameters);
    let (mut now, mut steps) = (since, 0);
    loop {
        let next = full.next_change(since, now);
        if next == SimTime::NEVER {
            break;
        }
        let [before, after] = [next - Span::seconds(1), next].map(|at| full.of(&post, at));
        assert!(before < after || (before == after && steps == 0), "{before} and {after} at step {steps}");
        (now, steps) = (next, steps + 1);
    }
    assert_eq!(full.of(&post, now), 0.8);
    assert!(steps > 10, "{steps} steps");
    post.fill(Luck::new(1, 0), SimTime::START);
    assert_eq!(output(&parameters, &post, SimTime::START, 0.0), 0.8, "whoever is there at first is past all that");
}

#[test]
fn a_newcomer_takes_up_the_time_of_one_colleague_of_the_service() {
    let parameters = parameters(&[]);
    let (new, shown) = (parameters.staff.new_productivity.get(), parameters.staff.supervision.get());
    let now = SimTime::START + Span::days(400);
    let staff = |newcomers: u64, experienced: u64| {
        let mut posts = Posts::default();
        for key in 0..newcomers + experienced {
            let index = posts.add(Post::new(key, 0, Role::CommunityNurse, Organisation::Trust));
            posts.all[index].fill(Luck::new(1, 0), if key < newcomers { now } else { SimTime::START });
        }
        posts.add(Post { wte: 0.4, ..Post::new(99, 0, Role::CommunityNurse, Organisation::Trust) });
        let output = Output::new(&parameters);
        let standing = posts.all.last().map(|post| output.standing(post, now));
        assert_eq!(standing, Some(Standing::Nobody), "a vacancy shows nobody anything");
        posts.staff(0, output, now, 1.0).0
    };
    let close = |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} for {other}");
    assert!(shown > 0.0);
    close(staff(0, 4), 4.0);
    close(staff(1, 4), 4.0 + new - shown);
    close(staff(3, 4), 4.0 + 3.0 * new - 3.0 * shown);
    close(staff(3, 1), 1.0 + 3.0 * new - shown);
    close(staff(2, 0), 2.0 * new);
}

/// What becomes of the paid time of a base service on a day, WTE: each part worked out on its own.
#[derive(Default)]
struct PaidTime {
    paid: f64,
    /// Off sick, or covered by somebody who does less.
    away: f64,
    learning: f64,
    showing: f64,
    /// Work that the model does not know.
    elsewhere: f64,
    /// On leave or in training.
    leave: f64,
    /// Records, travel that no visit is charged, and what else is not with people.
    not_facing: f64,
    facing: f64,
}

impl PaidTime {
    fn of(place: &Place, service: usize, holidays: bool, now: SimTime) -> Self {
        let (parameters, rules) = (&place.context.parameters, &place.context.parameters.staff);
        let output = Output::new(parameters);
        let posts = || place.posts().all.iter().filter(|post| usize::from(post.service) == service);
        let wte = |standing| -> f64 {
            posts().filter(|post| output.standing(post, now) == standing).map(|post| post.wte).sum()
        };
        let (newcomers, experienced) = (wte(Standing::Newcomer), wte(Standing::Experienced));
        let shown = newcomers.min(experienced) * rules.supervision.get();
        let mut time = Self::default();
        for post in posts().filter(|post| post.filled() || post.covered.is_some()) {
            time.paid += post.wte;
            let able = output.of(post, now);
            let shows = output.standing(post, now) == Standing::Experienced;
            let showing = if shows { able * shown / experienced } else { 0.0 };
            let own = (able - showing) * post.share;
            let learns = post.filled() && !post.absent();
            *if learns { &mut time.learning } else { &mut time.away } += post.wte - able;
            time.showing += showing;
            time.elsewhere += (able - showing) * (1.0 - post.share);
            let there = own * rules.not_on_leave(holidays);
            time.leave += own - there;
            time.not_facing += there * rules.not_facing.get();
            time.facing += there * (1.0 - rules.not_facing.get());
        }
        time
    }

    fn parts(&self) -> f64 {
        self.away + self.learning + self.showing + self.elsewhere + self.leave + self.not_facing + self.facing
    }
}

#[test]
fn every_paid_hour_is_away_learned_shown_elsewhere_on_leave_written_up_or_offered() {
    let parameters = parameters(&[("staff.community_factor", 2.3.into())]);
    let start = warmed_up(&parameters, &figures(12_000), 7, WARM_UP, 365);
    let design = Design { start: Start::Recruiting, ..crate::support::design("integrated-care-team") };
    let before = world(&start, &as_designed(design, &[]));
    let mut place = before.clone();
    let week = parameters.staff.week.hours_per_week();
    let kinds: Vec<ServiceKind> = ServiceKind::ALL.into_iter().filter(|&kind| kind != ServiceKind::Practice).collect();
    let mut expected = vec![(0.0, 0.0); ServiceKind::ALL.len()];
    let (mut learned, mut shown, mut away) = (0.0, 0.0, 0.0);
    for day in 0..365 {
        let now = zero_plus(day) + Span::seconds(1);
        facts_until(&mut place, now);
        let today = place.context.calendar.day(now);
        for &kind in &kinds {
            let (hours, holidays) = hours_of(&parameters, kind);
            let time = PaidTime::of(&place, kind as usize, holidays, now);
            assert!((time.parts() - time.paid).abs() < 1e-9, "{kind:?}: {} of {} WTE", time.parts(), time.paid);
            (learned, shown, away) = (learned + time.learning, shown + time.showing, away + time.away);
            if hours.days[usize::from(today.weekday)] && (holidays || !today.bank_holiday) {
                let open = f64::from(hours.to - hours.from);
                let (all, days) = &mut expected[kind as usize];
                *all += time.facing * week / f64::from(hours.per_week()) * open;
                *days += open * open;
            }
        }
    }
    facts_until(&mut place, start.context.horizon);
    let offered = offered(&before, &place);
    for &kind in &kinds {
        let (hours, squares) = expected[kind as usize];
        agrees(&format!("{kind:?}"), offered[kind as usize], (hours, 0.5 * f64::sqrt(squares)));
    }
    assert!(learned > 100.0 && shown > 10.0 && away > 100.0, "{learned}, {shown} and {away} WTE days");
}

#[test]
fn somebody_from_the_bank_does_more_than_somebody_from_an_agency_and_less_than_a_holder() {
    let parameters = parameters(&[]);
    let covered = |covered| {
        let post = Post { wte: 0.8, covered, ..Post::new(1, 0, Role::CommunityNurse, Organisation::Trust) };
        output(&parameters, &post, SimTime::START, 0.0)
    };
    let [nobody, bank, agency] = [None, Some(Cover::Bank), Some(Cover::Agency)].map(covered);
    assert_eq!(nobody, 0.0);
    assert_eq!((bank, agency), (0.8 * parameters.bank.output.get(), 0.8 * parameters.agency.output.get()));
    assert!(0.0 < agency && agency < bank && bank < 0.8);
    assert!(parameters.bank.price.get() < parameters.agency.price.get());
}

#[test]
fn the_banks_shifts_are_work_of_those_in_post() {
    let mut posts = Posts::default();
    for key in 0..5 {
        posts.add(Post::new(key, 0, Role::CommunityNurse, Organisation::Trust));
        posts.all[key as usize].fill(Luck::new(1, 0), SimTime::START);
    }
    assert_eq!(posts.extra_shifts(0), 0.0);
    for (index, cover) in [(0, Cover::Bank), (1, Cover::Agency)] {
        posts.all[index].holder = Holder::Vacant { until: SimTime::NEVER };
        posts.all[index].covered = Some(cover);
    }
    assert_eq!(posts.extra_shifts(0), 1.0 / 3.0, "one post among three holders");
    assert_eq!(posts.extra_shifts(1), 0.0, "a service without posts");
}

/// The same seen in a place: how much a newcomer yields changes the time of a team's staff until the last induction is over,
/// and not by a second from then on.
#[test]
fn a_team_that_recruits_has_less_time_until_its_inductions_are_over() {
    const SETTLED: u64 = 800;
    let lived = |new: f64| {
        let (side, mut parameters) = (steady(), nobody_moves());
        parameters.process = side.parameters().process;
        parameters.staff.new_productivity = share(new);
        let start = warmed_up(&parameters, &figures(6_000), 11, WARM_UP, 900);
        let design = Design { start: Start::Recruiting, ..side.design };
        let mut place = world(&start, &as_designed(design, &[]));
        let own = |place: &Place, now| -> u64 {
            place.staff_time(now).skip(ServiceKind::ALL.len()).map(|(time, _)| time.offered).sum()
        };
        facts_until(&mut place, zero_plus(SETTLED));
        let recruiting = own(&place, zero_plus(SETTLED));
        for post in place.posts().all.iter().filter(|post| post.team) {
            let Holder::Filled { since } = post.holder else { panic!("a post of {:?} is vacant", post.role) };
            assert!(since + parameters.staff.induction.span() < zero_plus(SETTLED), "{:?} is new", post.role);
        }
        let end = place.context.horizon;
        facts_until(&mut place, end);
        (recruiting, own(&place, end) - recruiting)
    };
    // The ends of the range in the register.
    let (little, much) = (lived(0.35), lived(0.75));
    assert!(little.0 < much.0, "{} and {} seconds while they are new", little.0, much.0);
    assert_eq!(little.1, much.1, "the same time once nobody is new");
    assert!(little.1 > 0);
}

/// Leaving of a holder of a post against that of the same holder of a permanent one whom no colleague has left.
#[track_caller]
fn expect_ratio(parameters: &Parameters, posts: &Posts, post: &Post, now: SimTime, ratio: f64) {
    let plain = Post { contract: Contract::Permanent, group: u16::MAX, ..post.clone() };
    let found = leaving::hazard(parameters, posts, post, now) / leaving::hazard(parameters, posts, &plain, now);
    assert!((found / ratio - 1.0).abs() < 1e-12, "{found} for {ratio}: {:?}, {:?}", post.role, post.contract);
}

#[test]
fn the_last_months_of_a_contract_and_a_colleague_who_left_make_people_leave() {
    let parameters = parameters(&[]);
    let staff = &parameters.staff;
    let now = SimTime::START + Span::days(300);
    let mut posts = Posts::default();
    for role in Role::ALL.iter().copied() {
        let mut post = Post::new(role as u64, 3, role, Organisation::Trust);
        expect_ratio(&parameters, &posts, &post, now, 1.0);
        let window = staff.contract_end_window.span();
        for contract in [Contract::Fixed, Contract::Secondment] {
            (post.contract, post.ends) = (contract, now + window + Span::days(1));
            expect_ratio(&parameters, &posts, &post, now, 1.0);
            post.ends = now + window;
            expect_ratio(&parameters, &posts, &post, now, staff.contract_end.get());
        }
        post.contract = Contract::Permanent;
        // A permanent contract has no last months.
        expect_ratio(&parameters, &posts, &post, now, 1.0);
    }
    assert!(staff.contract_end.get() > 1.0 && staff.contagion.get() > 1.0);
    let near = Post::new(1, 3, Role::CommunityNurse, Organisation::Trust);
    let far = Post::new(2, 4, Role::CommunityNurse, Organisation::Trust);
    posts.note_leaving(near.group, now);
    let felt = now + staff.contagion_window.span();
    expect_ratio(&parameters, &posts, &near, now, staff.contagion.get());
    expect_ratio(&parameters, &posts, &near, felt - Span::seconds(1), staff.contagion.get());
    expect_ratio(&parameters, &posts, &near, felt, 1.0);
    expect_ratio(&parameters, &posts, &far, now, 1.0);
    assert_eq!(leaving::next_change(&parameters, &posts, &near, now), felt);
}

/// A small place without teams that has been lived for so many days, and how many have left a post in it.
fn some_years(overrides: &[(&str, Value)], older: u32, days: u64, seed: u64) -> (Place, f64) {
    let mut place = warmed_up(&parameters(overrides), &figures(older), seed, WARM_UP, days);
    let history = facts(&mut place);
    (place, count(&history, |kind| matches!(kind, FactKind::StaffLeft { .. })))
}

/// Each role is a service of its own there, and nothing but its rate decides who leaves: as many of all others do.
#[test]
fn a_role_leaves_as_often_as_is_registered_for_it_and_no_other_leaves_with_it() {
    let by_role = |key: &str, value: Value, seed: u64| {
        let (place, _) = some_years(&[("satisfaction.on_leaving", 0.0.into()), (key, value)], 600, 700, seed);
        let mut left: BTreeMap<Role, f64> = BTreeMap::new();
        for post in &place.posts().all {
            *left.entry(post.role).or_default() += f64::from(post.incumbent);
        }
        left
    };
    for (role, key, less, more) in [
        (Role::CommunityNurse, "staff.leaving.community_nurse", "0 per year".into(), "1.5 per year".into()),
        (Role::SocialWorker, "staff.leaving.social_worker", "0 per year".into(), "1.5 per year".into()),
        (Role::CommunityNurse, "staff.community_factor", Value::from(1.5), Value::from(2.3)),
    ] {
        let (t, mean) = paired(PAIRS, |seed| {
            let [mut less, mut more] = [&less, &more].map(|value| by_role(key, value.clone(), seed));
            let [fewer, others] = [&mut less, &mut more].map(|left| left.remove(&role).unwrap());
            assert_eq!(less, more, "{key}: other roles");
            others - fewer
        });
        assert!(t > CLEAR, "{key}: t {t:.2}, mean difference {mean:.2}");
    }
}

/// Satisfaction listens to one thing at the ends of its range, and leaving to satisfaction as much as it may.
#[track_caller]
fn makes_people_leave(what: &str, most: f64, further: &[(&str, Value)], older: u32, days: u64) {
    let lived = |weight: f64, seed: u64| {
        let weights: [(&str, Value); 3] =
            [("satisfaction.on_leaving", 0.6.into()), ("satisfaction.slow", "3 months".into()), (what, weight.into())];
        some_years(&[&weights, further].concat(), older, days, seed).1
    };
    let (t, mean) = paired(PAIRS, |seed| lived(most, seed) - lived(0.0, seed));
    assert!(t > CLEAR, "leavers by {what}: t {t:.2}, mean difference {mean:.2}");
}

#[test]
fn services_of_which_more_is_asked_than_they_can_do_lose_more_people() {
    makes_people_leave("satisfaction.overload", 2.0, &[], 600, 1_800);
}

/// Two nurses are all whose group has a further post: whichever of them is left is alone until a successor comes.
#[test]
fn whoever_is_left_alone_in_a_group_of_two_leaves_sooner() {
    let often: [(&str, Value); 3] = [
        ("staff.leaving.community_nurse", "0.16 per year".into()),
        ("staff.community_factor", 2.3.into()),
        ("staff.approval", "8 weeks".into()),
    ];
    makes_people_leave("satisfaction.isolation", 1.5, &often, 300, 2_400);
    let (place, _) = some_years(&often, 300, 1, 0);
    let of = |role| place.posts().all.iter().filter(|post| post.role == role).count();
    assert_eq!((of(Role::CommunityNurse), place.posts().all.len()), (2, 9));
}
