//! An invented experiment, complete and consistent in itself, to try tables, pictures and words on.
//!
//! Its numbers mean nothing; they come from a small generator of its own, so that tests need no model.
#![allow(dead_code, clippy::disallowed_methods)] // each test uses a part; nothing here makes a bit promise

use mdtsim::experiment::results::{
    ArmInfo, ArmKind, Failure, Month, PlaceInfo, RESPONSE_BIN_MINUTES, RESPONSE_BINS, Results, Row, Study,
};
use mdtsim::outcomes::bed_days::BedDays;
use mdtsim::outcomes::ledger::Ledger;
use mdtsim::outcomes::ledger_class::{CLASSES, Side};
use mdtsim::outcomes::metric::{Direction, Group, Metric};
use mdtsim::report::page::{ParameterRow, Provenance};

const MONTHS: usize = 36;
const YEARS: f64 = 3.0;
const SHOCK_MONTH: usize = 12;

/// Id, title, kind, whether it has a team, pull on outcomes (1 = strongest).
const ARMS: [(&str, &str, ArmKind, bool, f64); 8] = [
    ("usual-care", "Usual care", ArmKind::Design, false, 0.0),
    ("more-of-the-same", "More of the same", ArmKind::Design, false, 0.25),
    ("neighbourhood-mdg", "Neighbourhood MDG", ArmKind::Design, true, 0.1),
    ("integrated-care-team", "Integrated care team", ArmKind::Design, true, 0.6),
    ("urgent-frailty-hub", "Urgent frailty hub", ArmKind::Design, true, 1.0),
    ("integrated-neighbourhood-team", "Integrated neighbourhood team", ArmKind::Design, true, -0.2),
    ("sham-team", "Sham team", ArmKind::Sham, false, 0.0),
    ("ripple", "Ripple", ArmKind::Ripple, false, 0.0),
];

const PLACES: [(&str, u32, u32); 2] = [("Leicester", 354_036, 43_560), ("Wiltshire", 504_070, 110_205)];

type Recipe = (&'static str, &'static str, &'static str, Direction, Group, usize, [f64; 4], bool);

/// Key, label, unit, direction, group, digits, [base, luck, noise between arms, pull], team only.
const METRICS: &[Recipe] = {
    use Direction::{Higher, Lower, Neither};
    use Group::{Access, Hospital, Money, People, Team, Workforce};
    const RATE: &str = "per 1,000 people 65+ a year";
    const DAYS: &str = "days per person a year";
    const GBP: &str = "GBP per person a year";
    &[
        ("unplanned_admissions_per_1000", "Emergency admissions", RATE, Lower, Hospital, 1, [0.0; 4], false),
        ("ed_attendances_per_1000", "Emergency attendances", RATE, Lower, Hospital, 1, [402., 9., 2., -4.], false),
        ("conveyances_per_1000", "Ambulance conveyances", RATE, Lower, Hospital, 1, [244., 6., 2., -5.], false),
        ("bed_days_per_person", "Emergency bed-days", DAYS, Lower, Hospital, 2, [2.31, 0.08, 0.02, -0.05], false),
        (
            "delayed_days_per_person",
            "Delayed days in hospital",
            DAYS,
            Lower,
            Hospital,
            3,
            [0.41, 0.05, 0.01, -0.02],
            false,
        ),
        ("readmissions_per_1000", "Readmissions within 30 days", RATE, Lower, Hospital, 1, [41., 2., 0.7, -0.8], false),
        (
            "two_hour_share",
            "Urgent referrals seen within two hours",
            "share",
            Higher,
            Access,
            3,
            [0.66, 0.03, 0.01, 0.12],
            false,
        ),
        (
            "days_to_first_contact_median",
            "Referral to first contact, median",
            "days",
            Lower,
            Access,
            1,
            [9., 1., 0.5, -3.],
            true,
        ),
        (
            "days_to_first_contact_p90",
            "Referral to first contact, nine in ten within",
            "days",
            Lower,
            Access,
            1,
            [31., 3., 1., -6.],
            true,
        ),
        ("days_to_plan_median", "Referral to plan, median", "days", Lower, Access, 1, [24., 2., 1., -4.], true),
        (
            "days_to_plan_p90",
            "Referral to plan, nine in ten within",
            "days",
            Lower,
            Access,
            1,
            [66., 5., 2., -8.],
            true,
        ),
        ("falls_per_1000", "Falls", RATE, Lower, People, 1, [512., 7., 1.5, -6.], false),
        ("injurious_falls_per_1000", "Injurious falls", RATE, Lower, People, 1, [98., 2.5, 0.8, -1.4], false),
        ("fractures_per_1000", "Fractures", RATE, Lower, People, 2, [14.2, 0.5, 0.2, -0.2], false),
        ("days_at_home_per_person", "Days at home", DAYS, Higher, People, 2, [338.2, 0.9, 0.08, 0.45], false),
        ("deaths_per_1000", "Deaths", RATE, Lower, People, 2, [43.1, 0.7, 0.25, -0.1], false),
        ("unmet_need_days_per_person", "Days with unmet need", DAYS, Lower, People, 1, [61., 1.2, 0.5, -3.], false),
        ("care_home_moves_per_1000", "Moves to a care home", RATE, Lower, People, 2, [13.4, 0.5, 0.3, -0.4], false),
        ("duplicate_assessments_per_1000", "Duplicate assessments", RATE, Lower, Team, 1, [85., 3., 1., -20.], false),
        (
            "caseload_per_1000",
            "People on the caseload",
            "per 1,000 people 65+",
            Neither,
            Team,
            1,
            [16., 0.4, 0.3, 4.],
            true,
        ),
        ("contacts_per_1000", "Contacts by the team", RATE, Neither, Team, 0, [410., 14., 8., 90.], true),
        ("plans_per_1000", "Plans made", RATE, Neither, Team, 1, [22., 0.8, 0.5, 5.], true),
        (
            "meetings_minutes_per_wte",
            "Minutes in meetings",
            "minutes per WTE a week",
            Neither,
            Team,
            0,
            [96., 3., 2., 10.],
            true,
        ),
        ("leavers_per_100_posts", "Leavers", "per 100 posts a year", Lower, Workforce, 1, [21., 3., 1., -1.], true),
        ("vacancy_share", "Posts vacant", "share", Lower, Workforce, 3, [0.19, 0.03, 0.01, -0.02], true),
        ("funded_wte", "Posts funded", "WTE", Neither, Workforce, 1, [96., 0., 0.3, 1.], true),
        ("filled_wte", "Posts filled", "WTE", Neither, Workforce, 1, [74., 3., 1., 2.], true),
        ("cost_nhs_per_person", "Cost to the NHS", GBP, Lower, Money, 0, [1623., 21., 4., 14.], false),
        ("cost_council_per_person", "Cost to the council", GBP, Lower, Money, 0, [812., 8., 2., 6.], false),
        ("cost_household_per_person", "Cost to households", GBP, Lower, Money, 0, [640., 9., 2., -2.], false),
    ]
};

/// Numbers that look random and are the same every time.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    fn count(&mut self, mean: f64) -> u64 {
        (mean + mean.sqrt() * self.normal()).round().max(0.0) as u64
    }
}

fn keyed(parts: [u64; 4]) -> Noise {
    let mut noise = Noise(17);
    for part in parts {
        noise.0 = noise.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(part + 1);
        noise.uniform();
    }
    noise
}

/// The experiment: eight arms, two places, three years.
pub fn results(replications: u32) -> Results {
    let mut rows = Vec::new();
    for arm in 0..ARMS.len() {
        for replication in 0..replications {
            let places: Vec<Row> = (0..PLACES.len()).map(|place| row(arm, replication, place)).collect();
            rows.push(together(&places));
            rows.extend(places);
        }
    }
    Results {
        study: study(replications),
        arms: arms(replications),
        places: places(),
        metrics: metrics(),
        rows,
        failed: Vec::new(),
    }
}

/// The same with a trial lost.
pub fn results_with_failure(replications: u32) -> Results {
    let mut results = results(replications);
    results.rows.retain(|row| !(row.arm == 4 && row.replication == 1));
    results.failed.push(Failure {
        point: 0,
        draw: None,
        arm: "urgent-frailty-hub".into(),
        replication: 1,
        place: "Wiltshire".into(),
        reason: "the caseload <b>overflowed</b> & nothing was saved".into(),
    });
    results
}

/// A made-up register.
pub fn parameters() -> Vec<ParameterRow> {
    let row =
        |key: &str, value: &str, range: &str, unit: &str, status: &str, source: &[(&str, &str)], meaning: &str| {
            let sources = source.iter().map(|(text, link)| (text.to_string(), link.to_string())).collect();
            ParameterRow {
                key: key.into(),
                value: value.into(),
                range: range.into(),
                unit: unit.into(),
                status: status.into(),
                sources,
                meaning: meaning.into(),
            }
        };
    vec![
        row(
            "falls.rate.fit",
            "0.23",
            "0.18 to 0.29",
            "per year",
            "verified",
            &[("A cohort of older people", "https://doi.org/10.0000/example")],
            "Falls of a fit person aged 65 to 74.",
        ),
        row(
            "falls.rate_ratio.severe",
            "2.4",
            "1.9 to 3.1",
            "ratio",
            "unchecked",
            &[("Quoted in a review", "javascript:alert(1)")],
            "Falls in severe frailty against none.",
        ),
        row("team.triage.minutes", "12", "5 to 30", "min", "assumption", &[], "Minutes for one triage <decision>."),
        row(
            "hospital.beds.occupancy_slope",
            "0",
            "0 to 0.5",
            "ratio",
            "assumption",
            &[],
            "How far full beds admit less.",
        ),
    ]
}

/// A made-up provenance.
pub fn provenance() -> Provenance {
    Provenance {
        version: "0.1.0".into(),
        commit: None,
        scenario_toml_resolved: "schema_version = 1\n\n[experiment]\nseed = 20261122 # <luck>\n".into(),
        scenario_hash: "5d41402abc4b2a76b9719d911017c592".into(),
        data_hash: "7d793037a0760186574b0282f2f435e7".into(),
    }
}

fn study(replications: u32) -> Study {
    Study {
        id: "headline".into(),
        question: Some(
            "With the same money at the start, which team design serves our frail older people best, and would we notice?".into(),
        ),
        outcomes: Vec::new(),
        interviews: 0,
        seed: 20_261_122,
        replications,
        draws: 0,
        draws_in_turn: false,
        drawn: Vec::new(),
        matters: Default::default(),
        half_width: None,
        start: "2027-04-01".into(),
        warm_up_days: 365,
        horizon_days: 1096,
        baseline: 0,
        shocks: vec![("Pilot money ends".into(), 366)],
        points: vec![Vec::new()],
        spill_over: false,
    }
}

fn arms(replications: u32) -> Vec<ArmInfo> {
    let info = |(id, title, kind, team, _): &(&str, &str, ArmKind, bool, f64)| ArmInfo {
        changes: Vec::new(),
        id: id.to_string(),
        title: title.to_string(),
        designs: vec![title.to_string()],
        kind: *kind,
        money: if *team || *id == "more-of-the-same" { 41.0 } else { 0.0 },
        wte: if *team { 96.0 } else { 0.0 },
        replications,
    };
    ARMS.iter().map(info).collect()
}

fn places() -> Vec<PlaceInfo> {
    let info = |(name, population, people_65): &(&str, u32, u32)| PlaceInfo {
        name: name.to_string(),
        population: *population,
        people_65: *people_65,
    };
    PLACES.iter().map(info).collect()
}

fn metrics() -> Vec<Metric> {
    METRICS
        .iter()
        .map(|(key, label, unit, direction, group, digits, _, _)| Metric {
            key,
            label,
            unit,
            direction: *direction,
            group: *group,
            digits: *digits,
        })
        .collect()
}

fn row(arm: usize, replication: u32, place: usize) -> Row {
    let (_, _, _, team, pull) = ARMS[arm];
    let mut luck = keyed([1, u64::from(replication), place as u64, 0]);
    let mut own = keyed([2, u64::from(replication), place as u64, arm as u64]);
    let person_years = f64::from(PLACES[place].2) * YEARS * 0.985;
    let baseline_total = ((231.0 + 4.0 * luck.normal()) / 1000.0 * person_years).round() as u64;
    let ledger = ledger(arm, baseline_total, person_years, &mut own);
    let mut values: Vec<f64> = METRICS.iter().map(|recipe| figure(recipe, team, pull, &mut luck, &mut own)).collect();
    values[0] = 1000.0 * ledger.arm_total as f64 / person_years;
    Row {
        point: 0,
        draw: 0,
        arm,
        replication,
        place: Some(place),
        values,
        ledger,
        ledger_beside: [moved(ledger, -0.5), moved(ledger, 0.25)],
        by_group: Vec::new(),
        months: months(team, pull, place, baseline_total, &mut luck, &mut own),
        response: response(team, pull, place, &mut own),
        events: events(person_years, pull, &mut own),
        person_years,
        staff: Default::default(),
        further: None,
    }
}

fn figure(recipe: &Recipe, team: bool, pull: f64, luck: &mut Noise, own: &mut Noise) -> f64 {
    let ([base, spread, noise, strength], team_only) = (recipe.6, recipe.7);
    let luck = spread * luck.normal();
    let differs = pull != 0.0;
    let own = if differs { noise * own.normal() } else { 0.0 };
    if team_only && !team { f64::NAN } else { base + luck + own + strength * pull }
}

fn ledger(arm: usize, baseline_total: u64, person_years: f64, noise: &mut Noise) -> Ledger {
    let (_, _, kind, _, pull) = ARMS[arm];
    let mut per_1000 = |rate: f64| noise.count(rate.max(0.0) * person_years / 1000.0);
    let mut ledger = Ledger { baseline_total, ..Ledger::default() };
    if kind == ArmKind::Ripple {
        ledger.avoided = per_1000(0.9);
        ledger.induced = per_1000(0.9);
        ledger.deferred = per_1000(0.5);
        ledger.brought_forward = per_1000(0.5);
    } else if pull != 0.0 {
        ledger.avoided = per_1000(3.0 + 3.0 * pull);
        ledger.induced = per_1000(3.2);
        ledger.substituted = per_1000(4.5 * pull);
        ledger.unsubstituted = per_1000(0.3);
        ledger.substitution_failed = per_1000(1.1 * pull);
        ledger.answered_otherwise = per_1000(1.2);
        ledger.admitted_instead = per_1000(1.0);
        ledger.precluded = per_1000(0.5);
        ledger.enabled = per_1000(0.6 + 0.2 * pull);
        ledger.deferred = per_1000(2.0);
        ledger.brought_forward = per_1000(1.8);
    }
    let pairs = ledger.deferred + ledger.brought_forward;
    let fewer = ledger.precluded + ledger.substituted + ledger.answered_otherwise + ledger.avoided;
    ledger.unchanged = baseline_total - pairs - fewer;
    ledger.arm_total = (baseline_total as i64 - ledger.net()) as u64;
    ledger.bed_days = days(&ledger, pull);
    ledger
}

/// Nine days for each admission of one world only, and for one in ten of those in both a day more or less.
fn days(ledger: &Ledger, pull: f64) -> BedDays {
    const STAY: u64 = 9;
    const ONE_IN: u64 = 10;
    let mut days = BedDays::default();
    for (at, class) in CLASSES.iter().enumerate() {
        let count = (class.count)(ledger);
        match class.side {
            Side::Fewer => days.fewer[at] = STAY * count,
            Side::More => days.more[at] = STAY * count,
            Side::Both if at > 0 => (days.fewer[at], days.more[at]) = (STAY * count, STAY * count),
            Side::Both if pull != 0.0 => {
                (days.same, days.fewer[at], days.more[at]) = (STAY * count, count / ONE_IN, count / ONE_IN);
            }
            Side::Both => days.same = STAY * count,
        }
    }
    days.baseline_total = days.same + days.fewer.iter().sum::<u64>();
    days.arm_total = days.same + days.more.iter().sum::<u64>();
    days
}

/// The ledger with so much more (or, below zero, less) of the pairs found by a longer (or shorter) deferral.
fn moved(mut ledger: Ledger, more: f64) -> Ledger {
    let [later, earlier] = [ledger.deferred, ledger.brought_forward].map(|pairs| (pairs as f64 * more) as i64);
    let add = |count: &mut u64, more: i64| *count = count.saturating_add_signed(more);
    add(&mut ledger.deferred, later);
    add(&mut ledger.brought_forward, earlier);
    add(&mut ledger.avoided, -later - earlier);
    add(&mut ledger.induced, -later - earlier);
    ledger
}

fn months(team: bool, pull: f64, place: usize, total: u64, luck: &mut Noise, own: &mut Noise) -> Vec<Month> {
    let wte = if team { [28.0, 68.0][place] } else { 0.0 };
    let mut filled = 0.35 * wte;
    (0..MONTHS)
        .map(|month| {
            let funded = if month >= SHOCK_MONTH { 0.6 * wte } else { wte };
            filled = (filled + 0.12 * (funded - filled) + 0.01 * wte * own.normal()).clamp(0.0, funded);
            let season = 1.0 + 0.12 * (month as f64 * std::f64::consts::TAU / 12.0 + 2.6).cos();
            let mean = total as f64 / MONTHS as f64;
            Month {
                admissions: (mean * season * (1.0 - 0.02 * pull) + mean.sqrt() * luck.normal()) as u32,
                beds_in_use: (mean * 0.4) as f32,
                caseload: (9.0 * filled * (1.0 + 0.05 * pull)) as f32,
                funded_wte: funded as f32,
                filled_wte: filled as f32,
                alive: PLACES[place].2,
            }
        })
        .collect()
}

fn response(team: bool, pull: f64, place: usize, own: &mut Noise) -> Vec<u32> {
    let mut bins = vec![0; RESPONSE_BINS];
    let referrals = [900, 2100][place];
    let typical = if team { 95.0 - 35.0 * pull } else { 100.0 };
    for _ in 0..referrals {
        let minutes = typical * (0.75 * own.normal()).exp();
        let bin = (minutes / f64::from(RESPONSE_BIN_MINUTES)) as usize;
        bins[bin.min(RESPONSE_BINS - 1)] += 1;
    }
    bins
}

fn events(person_years: f64, pull: f64, own: &mut Noise) -> Vec<(&'static str, u64)> {
    let kinds = [
        ("Falls", 0.512 - 0.006 * pull),
        ("Injurious falls", 0.098),
        ("Acute illnesses", 0.61),
        ("Destabilised spells begun", 0.17),
        ("New needs", 0.88 - 0.02 * pull),
        ("New conditions", 0.11),
        ("Frailty steps", 0.094),
        ("Carer and social crises", 0.07),
        ("Deaths", 0.043),
    ];
    kinds.iter().map(|(label, rate)| (*label, own.count(rate * person_years))).collect()
}

fn together(places: &[Row]) -> Row {
    let mut all = places[0].clone();
    let weights: f64 = places.iter().map(|row| row.person_years).sum();
    all.place = None;
    all.person_years = weights;
    for (index, value) in all.values.iter_mut().enumerate() {
        *value = places.iter().map(|row| row.values[index] * row.person_years).sum::<f64>() / weights;
    }
    for other in &places[1..] {
        all.ledger.add(&other.ledger);
        all.ledger_beside.iter_mut().zip(&other.ledger_beside).for_each(|(ledger, more)| ledger.add(more));
        for (month, more) in all.months.iter_mut().zip(&other.months) {
            month.admissions += more.admissions;
            month.beds_in_use += more.beds_in_use;
            month.caseload += more.caseload;
            month.funded_wte += more.funded_wte;
            month.filled_wte += more.filled_wte;
            month.alive += more.alive;
        }
        all.response.iter_mut().zip(&other.response).for_each(|(bin, more)| *bin += more);
        all.events.iter_mut().zip(&other.events).for_each(|(event, more)| event.1 += more.1);
    }
    all
}
