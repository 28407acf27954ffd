//! The tables of the ledger, of events and of places.

use crate::analysis::ledger::{LedgerSum, floor};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::ArmKind;
use crate::model::start::TAIL_DAYS;
use crate::outcomes::bed_days::BedDays;
use crate::outcomes::ledger_class::{CLASSES, Class, Kind, Side};
use crate::outcomes::pairing::Rules;
use crate::report::figures::DataTable;

/// The longest deferrals that are shown, days, the shortest first.
const DAYS: [u64; 3] = [Rules::DEFERRAL_DAYS_BESIDE[0], Rules::DEFERRAL_DAYS, Rules::DEFERRAL_DAYS_BESIDE[1]];

/// The ledgers of the given arms by name, those that share no replication with the baseline left out.
fn sums(trials: &Trials, arms: &[usize], of: impl Fn(usize) -> Option<LedgerSum>) -> Vec<(String, LedgerSum)> {
    arms.iter().filter_map(|&arm| Some((column_name(trials, arm), of(arm)?))).collect()
}

/// The designs, and behind them the arms of the given kinds.
fn designs_and(trials: &Trials, checks: &[ArmKind]) -> Vec<usize> {
    let checks = checks.iter().filter_map(|&kind| trials.arm_of_kind(kind));
    trials.designs().into_iter().chain(checks).collect()
}

fn headed(first: &str, sums: &[(String, LedgerSum)]) -> Vec<String> {
    std::iter::once(first.to_string()).chain(sums.iter().map(|(name, _)| name.clone())).collect()
}

/// The ledger of every arm but the baseline, floor and sham beside the designs: mean per replication.
pub fn ledger(trials: &Trials, scope: Scope) -> DataTable {
    let arms = designs_and(trials, &[ArmKind::Ripple, ArmKind::Sham]);
    let sums = sums(trials, &arms, |arm| LedgerSum::of(trials, arm, scope));
    let header = headed("Class", &sums);
    let mut rows = vec![net(&sums)];
    let mean = |total: u64, sum: &LedgerSum| words::number(total as f64 / sum.replications as f64, 1);
    rows.push(line("Admissions in the baseline", sums.iter().map(|(_, sum)| mean(sum.total.baseline_total, sum))));
    rows.push(line("Admissions in the arm", sums.iter().map(|(_, sum)| mean(sum.total.arm_total, sum))));
    for class in &CLASSES {
        rows.push(line(class.label, sums.iter().map(|(_, sum)| words::number(sum.mean(class), 1))));
        if class.key == "deferred" {
            let failed = sums.iter().map(|(_, sum)| mean(sum.total.deferred_after_substitution, sum));
            rows.push(line("of these, after a substitution that failed", failed));
        }
    }
    DataTable::new("The paired ledger: admissions per replication, net first", &header, rows)
}

fn net(sums: &[(String, LedgerSum)]) -> Vec<String> {
    let with_chance = |(_, sum): &(String, LedgerSum)| {
        format!("{}\n({})", words::signed(sum.net.mean, 2), words::signed_range(sum.net.period(), 2))
    };
    line(
        "Net, per 1,000 people 65+ a year, fewer (+), with the interval of single periods",
        sums.iter().map(with_chance),
    )
}

/// The bed-days of these admissions: which are spent in one world only, by the class of the admission; mean per replication.
/// Classes without a day in any arm are left out.
pub fn bed_days(trials: &Trials, scope: Scope) -> DataTable {
    let arms = designs_and(trials, &[ArmKind::Ripple, ArmKind::Sham]);
    let sums = sums(trials, &arms, |arm| LedgerSum::of(trials, arm, scope));
    let header = headed("Bed-days", &sums);
    let row = |what: &str, days: &dyn Fn(&BedDays) -> i64| {
        let mean = |sum: &LedgerSum| days(&sum.total.bed_days) as f64 / sum.replications as f64;
        line(what, sums.iter().map(|(_, sum)| words::number(mean(sum), 0)))
    };
    let any = |days: &dyn Fn(&BedDays) -> u64| sums.iter().any(|(_, sum)| days(&sum.total.bed_days) > 0);
    let mut rows = vec![
        row("Net, fewer with the design (+)", &BedDays::net),
        row("In the baseline", &|days| days.baseline_total as i64),
        row("With the design", &|days| days.arm_total as i64),
        row("The same in both worlds", &|days| days.same as i64),
    ];
    for (at, class) in CLASSES.iter().enumerate() {
        let [fewer, more] = match class.side {
            Side::Both if at == Kind::Unchanged as usize => ["shorter stays", "longer stays"],
            _ => ["in the baseline only", "with the design only"],
        };
        if any(&|days| days.fewer[at]) {
            rows.push(row(&format!("{}, {fewer}", class.label), &|days| days.fewer[at] as i64));
        }
        if any(&|days| days.more[at]) {
            rows.push(row(&format!("{}, {more}", class.label), &|days| days.more[at] as i64));
        }
    }
    DataTable::new("The bed-days of these admissions, per replication, net first", &header, rows)
}

/// How the split into classes moves with the longest deferral, for designs and floor: mean per replication.
/// Classes that do not move are left out.
pub fn deferrals(trials: &Trials, scope: Scope) -> DataTable {
    let arms = designs_and(trials, &[ArmKind::Ripple]);
    let by_days = DAYS.map(|days| (days, sums(trials, &arms, |arm| LedgerSum::within(trials, arm, scope, days))));
    let header = headed("Class and longest deferral", &by_days[0].1);
    let of_class = |class: &'static Class| {
        let means = by_days.each_ref().map(|(_, sums)| -> Vec<String> {
            sums.iter().map(|(_, sum)| words::number(sum.mean(class), 1)).collect()
        });
        let moves = means.iter().any(|other| *other != means[0]);
        let lines = DAYS.into_iter().zip(means).filter(move |_| moves);
        lines.map(|(days, means)| line(&format!("{}, {days} days", class.label), means.into_iter()))
    };
    let lines = CLASSES.iter().flat_map(of_class);
    let rows = std::iter::once(net(&by_days[0].1)).chain(lines);
    DataTable::new("The ledger by longest deferral: admissions per replication, net first", &header, rows)
}

/// What the longest deferral is for, and how far the longest of them can be seen.
pub fn deferral_sentence(trials: &Trials) -> String {
    let [shorter, usual, longer] = DAYS;
    let cut_short = longer.saturating_sub(TAIL_DAYS);
    let share = cut_short as f64 / f64::from(trials.results.study.horizon_days);
    format!(
        "An admission counts as deferred, and not as avoided, when the same person is admitted within {usual} days in \
         the other world. How the split moves if {shorter} or {longer} days are taken instead is shown here, for the \
         classes that move; the net does not. A run ends {TAIL_DAYS} days after the period that is counted, so the \
         admissions of its last {cut_short} days ({} % of it) are followed for less than {longer} days, and some that \
         were only deferred count as avoided there.",
        words::number(100.0 * share.min(1.0), 0),
    )
}

/// What each class means.
pub fn classes() -> DataTable {
    let rows = CLASSES.iter().map(|class| vec![class.label.to_string(), class.meaning.to_string()]);
    DataTable::new("The classes of the ledger, in the order in which they are decided", &["Class", "Meaning"], rows)
}

/// What the floor says, or that it is missing.
pub fn floor_sentence(trials: &Trials, scope: Scope) -> String {
    match floor(trials, scope) {
        Some(floor) => format!(
            "The floor: an inert reordering of one queue, which helps nobody, still makes {} admissions fewer and {} more \
             per 1,000 people 65+ a year, all classes together. Gross figures no larger than these mean nothing, whoever \
             reports them.",
            words::number(floor.gross(Side::Fewer), 1),
            words::number(floor.gross(Side::More), 1)
        ),
        None => "The floor is missing: no ripple arm was run, so it is not known how much of the gross classes mere \
              shuffling makes."
            .to_string(),
    }
}

/// Events by kind per person-year lived, every arm.
pub fn events(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let arms = 0..trials.results.arms.len();
    let first = arms.clone().find_map(|arm| trials.rows(arm, scope).first().copied())?;
    let kinds: Vec<&str> = first.events.iter().map(|(kind, _)| *kind).collect();
    if kinds.is_empty() {
        return None;
    }
    let mut header = vec!["Event".to_string()];
    header.extend(arms.clone().map(|arm| column_name(trials, arm)));
    let rows = kinds.into_iter().map(|kind| {
        let rates = arms.clone().map(|arm| rate(trials, arm, scope, kind));
        line(kind, rates.map(|rate| words::number(rate, 4)))
    });
    Some(DataTable::new("Events by kind, per person-year lived", &header, rows))
}

/// The places as populations.
pub fn places(trials: &Trials) -> DataTable {
    let rows = trials.results.places.iter().map(|place| {
        let count = |people: u32| words::number(f64::from(people), 0);
        vec![place.name.clone(), count(place.population), count(place.people_65)]
    });
    DataTable::new(
        "Places, as populations only",
        &["Place", "Residents of all ages", "Residents aged 65 and over"],
        rows,
    )
}

/// The arms: what kind, what money, what staff.
pub fn arms(trials: &Trials) -> DataTable {
    let changing = trials.results.arms.iter().any(|arm| !arm.changes.is_empty());
    let mixed = trials.results.arms.iter().any(|arm| arm.designs.len() > 1);
    let rows = trials.results.arms.iter().enumerate().map(|(index, arm)| {
        let kind = match arm.kind {
            _ if trials.results.arms.len() == 1 => "the only one",
            _ if index == trials.baseline() => "baseline",
            ArmKind::Design => "design",
            ArmKind::Sham => "check: does nothing",
            ArmKind::Ripple => "check: shuffles one queue",
        };
        let mut row = vec![
            arm.title.clone(),
            arm.id.clone(),
            kind.to_string(),
            words::pounds(arm.money),
            words::number(arm.wte, 1),
            arm.replications.to_string(),
        ];
        let changes = arm.changes.iter().map(|(path, value)| format!("{path} = {value}"));
        row.extend(mixed.then(|| arm.designs.join("\n")));
        row.extend(changing.then(|| changes.collect::<Vec<_>>().join("\n")));
        row
    });
    let mut header = vec![
        "Arm",
        "Id",
        "Kind",
        "Money above usual care, per resident 65+ a year",
        "Staff that it buys, WTE",
        "Replications",
    ];
    header.extend(mixed.then_some("Designs"));
    header.extend(changing.then_some("What it changes"));
    let caption = if trials.is_alone() { "Arms" } else { "The arms under comparison" };
    DataTable::new(caption, &header, rows)
}

fn column_name(trials: &Trials, arm: usize) -> String {
    match trials.results.arms[arm].kind {
        ArmKind::Design => trials.title(arm).to_string(),
        ArmKind::Sham => format!("{} (check)", trials.title(arm)),
        ArmKind::Ripple => format!("{} (floor)", trials.title(arm)),
    }
}

fn rate(trials: &Trials, arm: usize, scope: Scope, kind: &str) -> f64 {
    let rows = trials.rows(arm, scope);
    let count = |(label, count): &(&str, u64)| if *label == kind { *count } else { 0 };
    let events: u64 = rows.iter().flat_map(|row| row.events.iter().map(count)).sum();
    events as f64 / rows.iter().map(|row| row.person_years).sum::<f64>()
}

fn line(name: &str, cells: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(name.to_string()).chain(cells).collect()
}
