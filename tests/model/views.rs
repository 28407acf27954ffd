//! Truth, record, indicator, judgement: what is written down late and in part, what a dashboard makes of it, what
//! leaders and staff come to believe, and what follows for money, staff and practice.

use crate::support::{as_designed, facts, facts_until, figures, parameters, warmed_up, world};
use crate::together::{CLEAR, Side, count, late, raises, share, team};
use crate::workforce::clearly;
use mdtsim::model::design::{Organisation, Sharing};
use mdtsim::model::fact::views::{Dashboard, Indicator, Views};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::model::shock::{Budget, Shock, ShockKind};
use mdtsim::scenario::register::Register;
use mdtsim::time::Span;

/// What was seen each night.
fn nights(history: &[Fact]) -> Vec<Views> {
    let views = |fact: &Fact| if let FactKind::Census(census) = &fact.kind { Some(census.views) } else { None };
    history.iter().filter_map(views).collect()
}

/// The dashboard of the last night.
fn last(history: &[Fact]) -> Dashboard {
    nights(history).last().expect("a night").dashboard
}

fn belief(history: &[Fact]) -> f64 {
    late(history, |night| night.belief)
}

fn staff_belief(history: &[Fact]) -> f64 {
    late(history, |night| night.staff_belief)
}

fn busy() -> Side {
    team("integrated-care-team")
}

/// Records that miss nothing, mistake nothing and are never late.
fn full_records(mut side: Side) -> Side {
    for entry in Register::built_in().entries() {
        if entry.key.starts_with("recording.recorded.") {
            side = side.with(&entry.key, 1);
        } else if entry.key.starts_with("recording.miscoded.") {
            side = side.with(&entry.key, 0);
        } else if entry.key.starts_with("recording.coded_after.") {
            side = side.with(&entry.key, "0 days");
        } else if entry.key.starts_with("indicators.lag.") {
            side = side.with(&entry.key, 0);
        }
    }
    side.with("recording.registered", 1)
}

/// First days of May 2026 to February 2027, counted from the first of April, when every place here begins.
const MONTHS: [u64; 10] = [30, 61, 91, 122, 153, 183, 214, 244, 275, 306];

/// An indicator as the night after each of these days shows it, when it has just been drawn up.
fn monthly(history: &[Fact], indicator: Indicator) -> Vec<f32> {
    let on = |day: u64| {
        let drawn_up = |fact: &&Fact| fact.at.day() == day + 1 && matches!(fact.kind, FactKind::Census(_));
        let night = history.iter().find(drawn_up).expect("a night");
        nights(std::slice::from_ref(night))[0].dashboard.now[indicator as usize].count
    };
    MONTHS.map(on).to_vec()
}

#[test]
fn full_records_show_what_happened_and_others_less_of_it_and_later() {
    let full = full_records(busy()).among(2_000).with("indicators.window", 1);
    let history = full.history(1);
    let happened = |is: fn(&FactKind) -> bool| -> Vec<f32> {
        let within = |pair: &[u64]| {
            let facts = history.iter().filter(|fact| (pair[0]..pair[1]).contains(&fact.at.day()));
            facts.filter(|fact| is(&fact.kind)).count() as f32
        };
        MONTHS.windows(2).map(within).collect()
    };
    let admissions = happened(|kind| matches!(kind, FactKind::Admitted { .. }));
    assert!(admissions.iter().sum::<f32>() > 50.0, "{admissions:?}");
    assert_eq!(monthly(&history, Indicator::EmergencyAdmissions)[1..], admissions, "all of them, and at once");
    assert_eq!(monthly(&history, Indicator::Plans)[1..], happened(|kind| matches!(kind, FactKind::Planned { .. })));
    let later = full.clone().with("indicators.lag.emergency_admissions", 2).history(1);
    assert_eq!(monthly(&later, Indicator::EmergencyAdmissions)[3..], admissions[..7], "two months later");
    let usual = busy().with("indicators.window", 1).history(1);
    for indicator in [Indicator::EmergencyAdmissions, Indicator::Plans, Indicator::Contacts] {
        let sum = |history: &[Fact]| monthly(history, indicator).iter().sum::<f32>();
        assert!(sum(&usual) < sum(&history), "{indicator:?}");
    }
}

/// The same chance of miscoding with every keeper, and of its being put right.
fn miscoded(mut side: Side, miscoded: f64, corrected: f64) -> Side {
    for keeper in ["gp", "trust", "council", "vcs", "hospital"] {
        side = side.with(&format!("recording.miscoded.{keeper}"), miscoded);
        side = side.with(&format!("recording.corrected.{keeper}"), corrected);
    }
    side.with("recording.corrected_after", "14 days")
}

/// Lives are the same while what is shown of them is not: plans are missed and taken for contacts, until they are put right.
#[test]
fn miscoding_moves_what_is_shown_from_what_happened_and_changes_nobodys_life() {
    let full = full_records(busy()).among(2_000).with("indicators.window", 1).with("belief.on", false);
    let full = full.with("funding.by_belief", 0).with("process.adaptation.by_records", false);
    let late = |side: Side| side.with("indicators.lag.plans", 4).with("indicators.lag.contacts", 4);
    let (lasting, righted) = (miscoded(full.clone(), 0.3, 0.0), miscoded(late(full.clone()), 0.3, 1.0));
    let histories = [&full, &lasting, &late(full.clone()), &righted].map(|side| side.history(1));
    let shown = |which: usize, indicator| monthly(&histories[which], indicator).iter().sum::<f32>();
    let [of_plans, of_contacts] = [Indicator::Plans, Indicator::Contacts].map(|indicator| {
        let [truth, lasting, seen_late, righted] = [0, 1, 2, 3].map(|which| shown(which, indicator));
        assert!(truth > 40.0 && seen_late > 20.0, "{indicator:?}: {truth}, {seen_late}");
        [lasting - truth, righted - seen_late]
    });
    let plans = shown(0, Indicator::Plans);
    assert!(of_plans[0] < -0.15 * plans, "{of_plans:?} of {plans}");
    assert_eq!(of_contacts[0], -of_plans[0], "each of them is a contact too many");
    assert!(of_plans[1].abs() <= 0.1 * plans, "after four months nearly all are put right: {of_plans:?} of {plans}");
    let shares = [Indicator::TwoHourShare, Indicator::FirstContact, Indicator::EmergencyAdmissions];
    for indicator in shares {
        assert_ne!(monthly(&histories[0], indicator), monthly(&histories[1], indicator), "{indicator:?}");
    }
    for other in &histories[1..] {
        assert!(blind(other.clone()) == blind(histories[0].clone()), "somebody's life is another");
    }
    let idle = miscoded(full, 0.0, 0.9).with("recording.corrected_after", "150 days");
    assert!(idle.history(1) == histories[0], "nothing to put right");
}

/// What happened, without what was seen and judged of it.
fn blind(mut history: Vec<Fact>) -> Vec<Fact> {
    for fact in &mut history {
        if let FactKind::Census(census) = &mut fact.kind {
            census.views = Views::default();
            census.together.staff_belief = 0.0;
        }
    }
    history
}

/// Nothing that is seen or judged changes what happens, once belief and what hangs on it are cut.
#[test]
fn records_indicators_and_beliefs_that_nothing_hangs_on_change_nothing() {
    let cut = busy()
        .with("belief.on", false)
        .with("funding.by_belief", 0)
        .with("process.adaptation.by_records", false)
        .designed(|design| design.working.adapts = true);
    let mut far = cut.clone();
    for entry in Register::built_in().entries() {
        let ours = ["recording.", "indicators.", "belief."].iter().any(|group| entry.key.starts_with(group));
        let Some((low, high)) = entry.low.zip(entry.high).filter(|_| ours) else { continue };
        let value = if entry.value - low > high - entry.value { low } else { high };
        let bare = ["share", "probability", "ratio", "coefficient", "count"].contains(&entry.unit.as_str());
        // How long a review takes is work, and no matter of judgement.
        if entry.key != "belief.review_with_outcomes" {
            let value = if bare { value.into() } else { toml::Value::from(format!("{value} {}", entry.unit)) };
            far = far.with(&entry.key, value);
        }
    }
    assert_ne!(last(&cut.history(3)), last(&far.history(3)), "the dashboard is another");
    assert!(blind(cut.history(3)) == blind(far.history(3)));
}

#[test]
fn leaders_go_by_the_dashboard_as_the_framework_weighs_it_and_by_what_staff_tell() {
    let judged = |steady: f64| busy().with("belief.indicators", steady).with("process.adoption.learning", 0.3);
    let open = |plans: u32| promised(plans).with("process.adoption.framework_pace", "8 per year");
    let (modest, vast) = (open(1), open(900));
    raises("belief where less was promised", &vast, &modest, belief);
    raises("practice that follows the design", &vast, &modest, |history| late(history, |night| night.fidelity));
    let [blind_to_it, other] = [modest, vast].map(|side| side.with("belief.indicators", 0));
    assert_eq!(belief(&blind_to_it.history(2)), belief(&other.history(2)), "leaders who look at no dashboard");
    let (plain, vivid) = (judged(0.0).with("belief.vivid", 0), judged(0.0).with("belief.vivid", 2));
    raises("belief of leaders by vivid cases", &plain, &vivid, belief);
}

#[test]
fn vivid_cases_raise_what_staff_believe_unless_they_count_every_case() {
    let told = busy().with("belief.vivid", 1.5).with("belief.lost", 0.1);
    let sober = told.clone().with("belief.vivid", 0).with("belief.lost", 1);
    raises("belief by vivid cases", &sober, &told, staff_belief);
    let counted = told.clone().designed(|design| design.working.outcome_set = true);
    raises("belief without a set of outcomes", &counted, &told, staff_belief);
    let same = sober.with("belief.review_with_outcomes", "30 min");
    let collected = same.clone().designed(|design| design.working.outcome_set = true);
    assert!(same.history(5) == collected.history(5), "a set of outcomes adds nothing to an even memory but its time");
}

#[test]
fn another_framework_looks_at_other_indicators() {
    let side = |after: f64| {
        let keys = [("belief.indicators", 1.0), ("indicators.after_change.plans", after)];
        let mut overrides: Vec<(String, toml::Value)> = keys.map(|(key, value)| (key.into(), value.into())).into();
        for entry in Register::built_in().entries() {
            let other = entry.key.starts_with("indicators.after_change.") && !entry.key.ends_with("plans");
            if other || entry.key.starts_with("indicators.weight.") {
                overrides.push((entry.key.clone(), if entry.key.ends_with("claimed") { 1 } else { 0 }.into()));
            }
        }
        overrides.push(("indicators.standard.plans".into(), "900 per 1000 per year".into()));
        overrides.push(("indicators.standard.claimed".into(), "1 per 1000 per year".into()));
        overrides
    };
    let beliefs = |after: f64| {
        let overrides = side(after);
        let overrides: Vec<(&str, toml::Value)> = overrides.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
        let start = warmed_up(&parameters(&overrides), &figures(1_000), 4, 10, 300);
        let day = start.context.calendar.date(start.context.zero + Span::days(150));
        let (size, warning) = (share(1.0), share(0.0));
        let kind = ShockKind::PolicyChange;
        let shock =
            Shock { id: "change".into(), kind, funding: None, at: day, size, warning, length: None, until_saved: None };
        let mut setup = as_designed(busy().design, &[]);
        setup.shocks = vec![shock];
        let history = facts(&mut world(&start, &setup));
        let night =
            |fact: &Fact| if let FactKind::Census(census) = &fact.kind { Some(census.together.belief) } else { None };
        history.iter().filter_map(night).collect::<Vec<f32>>()
    };
    let (heavy, light) = (beliefs(20.0), beliefs(0.0));
    assert_eq!(heavy[..150], light[..150], "nothing differs before the change");
    assert!(heavy.last() < light.last(), "a framework that weighs what was missed");
}

#[test]
fn teams_that_adapt_by_records_see_less_and_later() {
    let local = busy().designed(|design| {
        design.working.adapts = true;
        design.caseload_cap *= 3;
    });
    let by_list = local.clone().with("process.adaptation.by_records", false);
    assert!((0..4).any(|seed| local.history(seed) != by_list.history(seed)));
    let blueprint = busy();
    let other = blueprint.clone().with("process.adaptation.by_records", false);
    assert!(blueprint.history(1) == other.history(1), "a team with a blueprint goes by no list");
    let discussed = |history: &[Fact]| count(history, |kind| *kind == FactKind::Settled { at_meeting: true });
    let mut blind = local.clone();
    for keeper in ["gp", "trust", "council", "vcs", "hospital"] {
        blind = blind.with(&format!("recording.recorded.{keeper}"), 0);
    }
    raises("cases discussed by a team that can see its list", &blind, &by_list, discussed);
}

/// A team that leaders judge by its plans alone, of which so many were promised for every 1,000 a year.
fn promised(plans: u32) -> Side {
    let mut side = busy().with("belief.indicators", 1).with("process.adoption.learning", 0.3);
    side = side.with("process.adoption.at_start", 0.1);
    for entry in Register::built_in().entries().iter().filter(|entry| entry.key.starts_with("indicators.weight.")) {
        side = side.with(&entry.key, if entry.key.ends_with("plans") { 1 } else { 0 });
    }
    let side = side.with("indicators.standard.plans", format!("{plans} per 1000 per year"));
    side.with("process.adoption.framework_pace", "0 per year").with("funding.by_belief", 3)
}

/// A side on money that is agreed for a year at a time and goes on with this chance, lived for so many days.
fn lived(side: &Side, seed: u64, days: u64) -> Place {
    let announced = share(49.0 * 86_400.0);
    let budget = Budget { payer: None, years: Some(1), announced, renewed: share(0.5) };
    let mut design = side.design.clone();
    let lines: Vec<String> = design.roster.values().map(|line| line.funding.clone()).collect();
    design.budgets = lines.into_iter().map(|line| (line, budget)).collect();
    let start = warmed_up(&side.parameters(), &figures(1_000), seed, 10, 400);
    let mut place = world(&start, &as_designed(design, &[]));
    let until = place.context.zero + Span::days(days);
    facts_until(&mut place, until);
    place
}

/// Loop (i) from indicators to money: time zero is 11 April 2026, and money is agreed until April 2027.
#[test]
fn money_goes_on_more_often_and_staff_doubt_it_less_where_the_dashboard_looks_good() {
    let (modest, vast) = (promised(1), promised(900));
    let doubts = |side: &Side| -> Vec<f64> {
        let place = lived(side, 1, 280);
        place.posts().all.iter().filter(|post| post.team && post.worries > 0).map(|post| post.doubt).collect()
    };
    let (calm, worried) = (doubts(&modest), doubts(&vast));
    assert!(calm.len() > 5 && calm.iter().all(|&doubt| doubt < 1.0), "{calm:?}");
    assert!(worried.iter().all(|&doubt| doubt > 1.0), "{worried:?}");
    // Each line has its own luck; one of them is looked at.
    let funded = |side: &Side, seed: u64| lived(side, seed, 360).posts().all.iter().any(|p| p.line == 1 && p.funded);
    let mut funds = Vec::new();
    for seed in 0..30 {
        let (good, bad) = (funded(&modest, seed), funded(&vast, seed));
        assert!(good || !bad, "{seed}: the same luck, and a better chance");
        funds.push((good, bad));
    }
    let more = funds.iter().filter(|(good, bad)| *good && !*bad).count();
    // None goes on only where it looks bad, so that each of these speaks for the same side.
    assert!(clearly(more, more), "{more} of 30 go on only where the dashboard looks good");
    assert!(funds.contains(&(false, false)) && funds.contains(&(true, true)), "no dashboard makes anything certain");
    let off = |side: Side| side.with("funding.by_belief", 0);
    let (good, bad) = (lived(&off(modest), 2, 360), lived(&off(vast), 2, 360));
    let posts = |place: &Place| format!("{:?}", place.posts().all);
    assert_eq!(posts(&good), posts(&bad), "the loop is cut");
}

/// Loop (iii) from outcomes back to staff: goals that are met are seen, and tie the team together.
#[test]
fn visible_wins_raise_satisfaction_and_cohesion_and_their_want_lowers_it() {
    let satisfied = |history: &[Fact]| {
        let night = |fact: &Fact| {
            if let FactKind::Census(census) = &fact.kind { Some(f64::from(census.staff.satisfaction)) } else { None }
        };
        let nights: Vec<f64> = history.iter().filter_map(night).collect();
        nights[nights.len() - 100..].iter().sum()
    };
    let unmoved = |side: Side| side.with("satisfaction.on_leaving", 0).with("process.ties.success", 0);
    let done = |implemented: f64| unmoved(busy().with("team.implemented", implemented));
    let (few, many) = (done(0.05), done(0.95).with("satisfaction.wins", 1.5));
    let heedless = done(0.05).with("satisfaction.wins", 0);
    raises(
        "satisfaction of those who see no wins and do not mind",
        &few.with("satisfaction.wins", 1.5),
        &heedless,
        satisfied,
    );
    raises("satisfaction by many wins", &done(0.05).with("satisfaction.wins", 1.5), &many, satisfied);
    let cut = busy().with("process.ties.success", 0);
    let tied = cut.clone().with("process.ties.success", 3);
    raises("cohesion by success", &cut, &tied, |history| late(history, |night| night.cohesion));
}

#[test]
fn autonomy_and_records_within_reach_are_part_of_the_climate() {
    let climate = |side: Side| {
        let place = side.place(3);
        let mut place = place;
        let horizon = place.context.horizon;
        facts_until(&mut place, horizon);
        let service = place.posts().all.iter().find(|post| post.team).expect("a team post").service;
        place.posts().climate(service)
    };
    let blueprint = climate(busy());
    let free = climate(busy().designed(|design| (design.working.adapts, design.working.dyads) = (true, true)));
    assert_eq!((blueprint.autonomy, free.autonomy), (0.5, 1.0));
    let mut sharing = Sharing::default();
    for one in Organisation::EACH {
        for other in Organisation::EACH.into_iter().filter(|&other| other != one) {
            sharing.set(one, other, share(0.9));
        }
    }
    let shared = climate(busy().designed(|design| design.sharing = sharing));
    assert!(
        (shared.friction - 0.1).abs() < 1e-6 && blueprint.friction > 0.4,
        "{} {}",
        shared.friction,
        blueprint.friction
    );
}

/// Loop (ii) from end to end: a team that finds people in a bad spell sends them to hospital, what is recorded shows on the
/// dashboard, leaders believe less, and practice grows into the design more slowly, although nothing else about it differs.
/// `team.escalates` and `destabilised.onset.mild` lie beyond the register, where a small place would see too few of them.
#[test]
fn need_that_is_found_raises_admissions_on_the_dashboard_and_lowers_belief() {
    let mut side = busy().with("belief.indicators", 1).with("process.adoption.learning", 0.3);
    for entry in Register::built_in().entries().iter().filter(|entry| entry.key.starts_with("indicators.weight.")) {
        side = side.with(&entry.key, if entry.key.ends_with("emergency_admissions") { 1 } else { 0 });
    }
    let often = side.with("destabilised.onset.mild", "2 per year");
    let (calm, sends) = (often.clone().with("team.escalates", 0), often.with("team.escalates", 1));
    // Means of all nights: what the dashboard shows of admissions, belief, and practice that follows the design.
    let seen = |side: &Side, seed: u64| -> [f64; 3] {
        let start = warmed_up(&side.parameters(), &figures(1_000), seed, 390, 300);
        let history = facts(&mut world(&start, &as_designed(side.design.clone(), &[])));
        let night = |fact: &Fact| {
            let FactKind::Census(census) = &fact.kind else { return None };
            let shown = census.views.dashboard.now[Indicator::EmergencyAdmissions as usize].value()?;
            Some([shown, f64::from(census.together.belief), f64::from(census.together.fidelity)])
        };
        let nights: Vec<[f64; 3]> = history.iter().filter_map(night).collect();
        [0, 1, 2].map(|at| nights.iter().map(|night| night[at]).sum::<f64>() / nights.len() as f64)
    };
    let pairs: Vec<([f64; 3], [f64; 3])> = (0..300).map(|seed| (seen(&calm, seed), seen(&sends, seed))).collect();
    let t = |at: usize| {
        let differences: Vec<f64> = pairs.iter().map(|(calm, sends)| sends[at] - calm[at]).collect();
        let n = differences.len() as f64;
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
        mean / (variance / n).sqrt()
    };
    assert!(t(0) > CLEAR, "admissions on the dashboard: t {:.2}, belief {:.2}", t(0), t(1));
    assert!(t(1) < -CLEAR, "belief of leaders: t {:.2}, practice {:.2}", t(1), t(2));
    assert!(t(2) < -CLEAR, "practice that follows the design: t {:.2}", t(2));
}
