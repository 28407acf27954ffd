//! Fairness: the same outcomes by group of people, the gaps between groups, and who is never reached.

use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::outcomes::fairness::{SPLITS, Split, key_in, key_of_gap, key_of_ratio};
use crate::outcomes::groups::{GAPS, GROUPS};
use crate::report::figures::DataTable;
use crate::report::page::outcomes::{cell, with_unit};

/// The dimension whose gaps lead: deprivation.
const LEADING: usize = 0;

/// How groups are made, and what a gap says.
pub fn note(trials: &Trials) -> String {
    let [every_world, designs] = match trials.is_alone() {
        true => [""; 2],
        false => [
            ", in every world; so the account of admissions adds up within every group (tables/ledger_by_group.csv)",
            "; what a design does to it is",
        ],
    };
    format!(
        "Everybody belongs to the groups that fitted them when counting began or when they came{every_world}. A gap is the \
         figure of the first group less that of the second, a relative gap the one over the other. Groups differ in age and \
         frailty, so that a gap is no measure of injustice by itself{designs}."
    )
}

/// Who is never reached, in a sentence and by group; `None` without the figures.
pub fn never_reached(trials: &Trials, scope: Scope) -> Option<(String, DataTable)> {
    let split = SPLITS.iter().find(|split| split.key == "never_reached_share")?;
    let all = Outcome::find(trials.results, split.key)?;
    let share = |outcome: &Outcome| trials.level(trials.baseline(), scope, outcome).map(|level| level.mean);
    let by_group = GROUPS.iter().enumerate().filter_map(|(index, group)| {
        let outcome = Outcome::find(trials.results, &key_in(split, index))?;
        Some((share(&outcome)?, group.label))
    });
    let (most, group) = by_group.max_by(|one, other| one.0.total_cmp(&other.0))?;
    let sentence = format!(
        "Of those who were moderately or severely frail with an unmet need when counting began, or when they came, {} are \
         reached in the whole period by no community service, general practice, team or home care under {}; of the groups \
         the share is highest in “{}”, {}. Hospital and ambulance do not count as reaching.",
        words::value(&all, share(&all)?),
        words::within_sentence(trials.title(trials.baseline())),
        group,
        words::value(&all, most),
    );
    let keys = (0..GROUPS.len()).map(|group| key_in(split, group));
    Some((sentence, table(trials, scope, "Never reached, by group", keys)?))
}

/// The absolute gaps that lead, outcome by outcome; `None` without the figures.
pub fn leading(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let keys = SPLITS.iter().map(|split| key_of_gap(split, LEADING));
    table(trials, scope, &format!("Absolute gaps, {}", GAPS[LEADING].label), keys)
}

/// Every outcome by group with all of its gaps.
pub fn all(trials: &Trials, scope: Scope) -> Vec<DataTable> {
    let keys = |split: &'static Split| {
        let groups = (0..GROUPS.len()).map(|group| key_in(split, group));
        let gaps = (0..GAPS.len()).map(|dimension| key_of_gap(split, dimension));
        let ratios = (0..GAPS.len()).map(|dimension| key_of_ratio(split, dimension));
        groups.chain(gaps).chain(ratios)
    };
    SPLITS.iter().filter_map(|split| table(trials, scope, split.label, keys(split))).collect()
}

fn table(trials: &Trials, scope: Scope, caption: &str, keys: impl Iterator<Item = String>) -> Option<DataTable> {
    let arms: Vec<usize> = std::iter::once(trials.baseline()).chain(trials.designs()).collect();
    let mut header = vec!["Outcome".to_string()];
    header.extend(arms.iter().map(|arm| trials.title(*arm).to_string()));
    let rows: Vec<Vec<String>> = keys
        .filter_map(|key| Outcome::find(trials.results, &key))
        .map(|outcome| {
            let cells = arms.iter().map(|arm| cell(trials, *arm, scope, &outcome));
            std::iter::once(with_unit(&outcome)).chain(cells).collect()
        })
        .collect();
    let designs = if trials.is_alone() { "" } else { ", for each design its mean and its difference" };
    let caption = format!("{caption}: level and chance interval{designs}");
    (!rows.is_empty()).then(|| DataTable::new(&caption, &header, rows))
}
