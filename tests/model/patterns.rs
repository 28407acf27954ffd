//! Patterns that the model as a whole should show; what follows from its inputs is called verification. Of these, three
//! are with what they verify: turnover lowers cohesion and meeting buys part of it back, and the best number of
//! professions lies inside (`together`); annual renewal costs leavers (`shocks`). That nothing is usual care, bit for bit, is in
//! `null_arms`.

use crate::shocks::{WARM_UP, closed, given_back, shock, staffed, until_saved, zero_plus};
use crate::support::{facts_until, figures, parameters, warmed_up, with_money, world};
use crate::together::{CLEAR, PAIRS, Side, contrast, count, line, meets, paired, raises, team};
use crate::workforce::clearly;
use mdtsim::model::arm::Setup;
use mdtsim::model::design::{Contract, Design, MeetingMode, NeedDomain, Organisation, Role};
use mdtsim::model::fact::views::Indicator;
use mdtsim::model::fact::{Census, Fact, FactKind};
use mdtsim::model::place::Place;
use mdtsim::model::services::community::ServiceKind;
use mdtsim::model::shock::{Shock, ShockKind};
use mdtsim::model::workforce::circle::Circle;
use mdtsim::time::Span;
use std::collections::BTreeSet;

fn census(history: &[Fact]) -> impl Iterator<Item = &Census> {
    history.iter().filter_map(|fact| if let FactKind::Census(census) = &fact.kind { Some(&**census) } else { None })
}

/// Nurses who look for needs outside their domain with this chance. Local therapists and home care answer them.
fn finders(chance: f64) -> Side {
    let mut side = team("integrated-care-team")
        .with("team.finds_elsewhere", chance)
        .with("process.adoption.on", false)
        .with("needs.home_care_wanted", 0.9);
    side.design.roster.clear();
    side.design.roster.insert(Role::CommunityMatron, line(6.0, Organisation::Trust));
    side.design.roster.insert(Role::CommunityNurse, line(8.0, Organisation::Trust));
    side.design.roster.insert(Role::SocialWorker, line(6.0, Organisation::Council));
    side.design.roster.insert(Role::Administrator, line(4.0, Organisation::Trust));
    side.designed(|design| design.meeting = meets(7.0, MeetingMode::InPerson))
}

/// The same in a place with so much therapy (WTE) and home care (hours a week) per 1,000.
fn served(side: Side, therapists: f64, home_care: f64) -> Side {
    side.with("services.physiotherapists", format!("{therapists} per 1000"))
        .with("services.occupational_therapists", format!("{therapists} per 1000"))
        .with("social_care.home_care_hours", format!("{home_care} per 1000"))
}

/// Needs in function that were met.
fn function_met(history: &[Fact]) -> f64 {
    count(history, |kind| *kind == FactKind::NeedMet(NeedDomain::Function as usize))
}

/// Mean wait for a therapist's visit, days.
fn therapy_wait(history: &[Fact]) -> f64 {
    let therapy = [ServiceKind::Physiotherapy as u16, ServiceKind::OccupationalTherapy as u16];
    let waits: Vec<f64> = history
        .iter()
        .filter_map(|fact| match fact.kind {
            FactKind::Contact { visit: Some(visit), .. } if therapy.contains(&visit.by) => Some(visit.waited.in_days()),
            _ => None,
        })
        .collect();
    waits.iter().sum::<f64>() / (waits.len() as f64).max(1.0)
}

/// People who have asked for home care and not got it.
fn without_home_care(history: &[Fact]) -> f64 {
    let began = |kind: &FactKind| matches!(kind, FactKind::HomeCareBegan { .. });
    count(history, |kind| *kind == FactKind::HomeCareAsked) - count(history, began)
}

/// Hours of home care delivered, summed over nights.
fn care_hours(history: &[Fact]) -> f64 {
    census(history).map(|night| f64::from(night.home_care_hours)).sum()
}

/// A quantity is the same but for less than a fifth of what it gains where there is plenty, up or down: two one-sided tests,
/// each with p below .001.
#[track_caller]
fn equals(what: &str, few: &Side, many: &Side, gain: f64, of: impl Fn(&[Fact]) -> f64) {
    const PART: f64 = 0.2;
    let (t, mean) = paired(4 * PAIRS, |seed| of(&many.history(seed)) - of(&few.history(seed)));
    let least_sure = mean.abs() + CLEAR * (mean / t).abs();
    assert!(
        least_sure < PART * gain,
        "{what}: t {t:.2}, mean difference {mean:.3}, {least_sure:.3} at the end of its interval, {gain:.3} where there is plenty"
    );
}

#[test]
fn finding_need_without_more_therapy_moves_the_queue_and_not_the_outcome() {
    let scarce = |chance| served(finders(chance), 0.1, 245.0);
    let plenty = |chance| served(finders(chance), 4.0, 245.0);
    let (t, gain) = contrast(&plenty(0.05), &plenty(0.9), function_met);
    assert!(t > CLEAR, "with therapists to spare needs that are found are met: t {t:.2}, {gain:.2}");
    equals("needs in function met", &scarce(0.05), &scarce(0.9), gain, function_met);
    let larger = |chance| scarce(chance).among(2_000);
    raises("wait for therapy", &larger(0.05), &larger(0.9), therapy_wait);
}

#[test]
fn finding_need_without_more_home_care_moves_the_queue_and_not_the_hours() {
    let scarce = |chance| served(finders(chance), 4.0, 120.0);
    let plenty = |chance| served(finders(chance), 4.0, 900.0);
    let (t, gain) = contrast(&plenty(0.05), &plenty(0.9), care_hours);
    assert!(t > CLEAR, "with hours to spare those who are found get them: t {t:.2}, {gain:.2}");
    equals("hours of home care", &scarce(0.05), &scarce(0.9), gain, care_hours);
    raises("people without home care", &scarce(0.05), &scarce(0.9), without_home_care);
}

/// Midnights at home of everybody; who enters when is the same in both worlds, so that a death counts as none.
fn at_home(history: &[Fact]) -> f64 {
    let home = |night: &Census| night.alive - night.in_hospital - night.in_rehabilitation - night.in_care_home;
    census(history).map(|night| f64::from(home(night))).sum()
}

/// Delayed days for every 1,000 people on registers a year as the dashboard shows them, late and as far as they were written
/// down: the mean over nights.
fn delayed_days_shown(history: &[Fact]) -> f64 {
    let shown = |night: &Census| night.views.dashboard.now[Indicator::DelayedDays as usize].value();
    let nights: Vec<f64> = census(history).filter_map(shown).collect();
    assert!(nights.len() > 100, "shown on {} nights", nights.len());
    nights.iter().sum::<f64>() / nights.len() as f64
}

/// The indicator is that of the dashboard, days at home are the truth.
#[test]
fn delayed_days_on_the_dashboard_can_fall_while_days_at_home_fall_and_rise_while_they_rise() {
    let usual = team("integrated-care-team");
    // Twenty times the beds for rehabilitation, and people sent there who would have waited for care at home.
    let mut into_beds = usual.clone().with("discharge.rehabilitation_beds", "20 per 1000");
    for band in ["fit", "mild", "moderate", "severe"] {
        into_beds = into_beds.with(&format!("discharge.rehabilitation.{band}"), 0.4);
    }
    // Delayed days differ little beside chance.
    let more_shown = |what: &str, less: &Side, more: &Side| {
        let shown = |side: &Side, seed| delayed_days_shown(&side.history(seed));
        let (t, mean) = paired(6 * PAIRS, |seed| shown(more, seed) - shown(less, seed));
        assert!(t > CLEAR, "{what}: t {t:.2}, mean difference {mean:.4}");
    };
    more_shown("delayed days without these beds", &into_beds, &usual);
    raises("days at home without these beds", &into_beds, &usual, at_home);
    // Treatment is over sooner; part of the time gained goes by in waiting for what is needed at home.
    let few_places = usual.with("discharge.reablement_places", "0.5 per 1000");
    let ready_sooner = few_places.clone().with("hospital.stay_median", "1.5 days");
    more_shown("delayed days of those ready sooner", &few_places, &ready_sooner);
    // Weeks of waiting take back most of what shorter stays give, so that it takes more pairs to tell.
    let more_at_home = |seed| at_home(&ready_sooner.history(seed)) - at_home(&few_places.history(seed));
    let (t, mean) = paired(3 * PAIRS, more_at_home);
    assert!(t > CLEAR, "days at home of those ready sooner: t {t:.2}, mean difference {mean:.4}");
}

/// Pairs of posts whose holders knew one another, and who they were.
struct Knots {
    pairs: Vec<[usize; 2]>,
    incumbents: Vec<u32>,
}

impl Knots {
    fn of(place: &Place, day: u64) -> Self {
        let rules = &place.context.parameters.process.ties;
        let known = |circle: &Circle| {
            circle.ties(rules, zero_plus(day)).into_iter().filter(|(_, tie)| *tie > 2.0 * rules.newcomer.get())
        };
        let pairs = place.circles().iter().flat_map(known).map(|(pair, _)| pair).collect();
        Self { pairs, incumbents: place.posts().all.iter().map(|post| post.incumbent).collect() }
    }

    /// Pairs of which somebody has left a post that is `gone`.
    fn broken(&self, place: &Place, gone: impl Fn(usize) -> bool) -> BTreeSet<[usize; 2]> {
        let left = |&post: &usize| {
            let now = &place.posts().all[post];
            (now.incumbent != self.incumbents[post] || !now.filled()) && gone(post)
        };
        self.pairs.iter().copied().filter(|pair| pair.iter().any(left)).collect()
    }
}

/// Ties of a team before a shock, those broken on its day, and those of posts that it had closed in the end.
struct Lived {
    broken_at_once: BTreeSet<[usize; 2]>,
    lost: BTreeSet<[usize; 2]>,
    /// The part of what was lost that somebody on a fixed contract had.
    of_fixed: f64,
    /// Pay of the posts while they were closed, GBP.
    saved: f64,
}

/// A team of which some have fixed contracts and some permanent ones on the same fund.
fn mixed() -> Design {
    let mut design = staffed();
    for role in [Role::SocialWorker, Role::Administrator, Role::SupportWorker] {
        let line = design.roster.get_mut(&role).unwrap();
        (line.contract, line.ends) = (Contract::Permanent, None);
    }
    design
}

/// The day of the shock, and for how long a planned cut lasts.
const SHOCK: u64 = 40;
const LASTS: u64 = 200;

/// A team whose staff leave often lives through a shock to a fifth of its fund, or through none.
fn lived(start: &Place, shock: Option<Shock>) -> Lived {
    let (shocked, shocks) = (shock.is_some(), shock.into_iter().collect());
    let mut place = world(start, &Setup { shocks, ..with_money(mixed(), 1_600.0) });
    facts_until(&mut place, zero_plus(SHOCK - 1));
    let knots = Knots::of(&place, SHOCK - 1);
    let mut saved = given_back(&facts_until(&mut place, zero_plus(SHOCK + 1)));
    let broken_at_once = knots.broken(&place, |_| true);
    let (mut gone, mut now) = (BTreeSet::new(), zero_plus(SHOCK + 1));
    while shocked && now < place.context.horizon {
        now += Span::days(1);
        saved += given_back(&facts_until(&mut place, now));
        gone.extend(closed(&place));
    }
    let lost = knots.broken(&place, |post| gone.contains(&post));
    let fixed = |post: &usize| gone.contains(post) && place.posts().all[*post].contract == Contract::Fixed;
    let of_fixed = lost.iter().filter(|pair| pair.iter().any(fixed)).count() as f64 / lost.len().max(1) as f64;
    Lived { broken_at_once, lost, of_fixed, saved }
}

#[test]
fn a_freeze_and_a_planned_cut_of_the_same_money_lose_different_ties() {
    const PLACES: u64 = 18;
    let often = ["community_matron", "social_worker", "paramedic", "link_worker", "administrator", "support_worker"]
        .map(|role| (format!("staff.leaving.{role}"), "0.4 per year"));
    let often: Vec<(&str, toml::Value)> = often.iter().map(|(key, rate)| (key.as_str(), (*rate).into())).collect();
    let (mut different, mut at_once, mut more, mut fewer) = (0, 0, 0, 0);
    for seed in 0..PLACES {
        let start = warmed_up(&parameters(&often), &figures(2_000), seed, WARM_UP, 700);
        let cut = shock(ShockKind::Cut, 0.2, SHOCK, 0, Some(LASTS));
        let [usual, cut, freeze] =
            [None, Some(cut), Some(until_saved(0.2, SHOCK, 0, LASTS))].map(|shock| lived(&start, shock));
        assert!((freeze.saved / cut.saved - 1.0).abs() < 0.03, "GBP given back: {} and {}", freeze.saved, cut.saved);
        assert_eq!(freeze.broken_at_once, usual.broken_at_once, "a freeze breaks no tie on its day");
        at_once += usize::from(cut.broken_at_once.len() > usual.broken_at_once.len());
        different += usize::from(cut.lost != freeze.lost);
        more += usize::from(cut.of_fixed > freeze.of_fixed);
        fewer += usize::from(cut.of_fixed < freeze.of_fixed);
    }
    // A cut takes vacant posts first; where these suffice it breaks no tie either.
    let places = PLACES as usize;
    assert!(clearly(at_once, places), "a cut breaks ties on its day in {at_once} of {places}");
    assert!(clearly(different, places), "other ties in {different} of {places}");
    assert!(clearly(more, more + fewer), "those of fixed contracts go first in a cut: in {more}, later in {fewer}");
}
