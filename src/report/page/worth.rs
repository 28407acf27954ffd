//! What the differences are worth: the price of a day at home, net monetary benefit, and the same bed-days in three
//! accounts.

use crate::analysis::contrast::Contrast;
use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::analysis::worth::{DayAtHome, NET_BENEFIT, PRESENT_COST, QUALITY_YEARS, day_at_home};
use crate::report::figures::DataTable;

/// What every reader of this table has to know.
pub const NOTE: &str = "Years weighted with quality of life value the lives of frail people less, so that no such \
    figure is to be read without fairness and experience. Costs are those of the NHS and the council, in pounds of 2023/24; \
    costs and years are discounted from the second year on. Unpaid care is in none of them.";

/// What a freed bed-day brings depends on what is done with it.
pub const BEDS: &str = "A bed-day that a design frees saves nothing by itself. If the bed is refilled, what leaves the \
    budgets is what is bought by the hour or the day, and what the team costs is added. If it goes to electives, no \
    cash leaves either, but so many more stays find a bed (what they cost themselves is not counted). Only a bed that \
    is closed is cash. These are three accounts of the same days, not three savings.";

/// Discounted cost, quality-weighted years, net benefit at both thresholds and the price of a day at home; `None`
/// without the figures.
pub fn table(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let keys = [PRESENT_COST, QUALITY_YEARS, NET_BENEFIT[0], NET_BENEFIT[1]];
    let last = "Cost to the NHS and the council for each day at home gained (simulation error)";
    differences(trials, scope, &keys, "Money’s worth: difference from the baseline by design", |pair| {
        vec![(last, day_at_home(trials, pair, scope).map_or(words::NO_FIGURE.to_string(), price))]
    })
}

/// The same bed-days refilled, used for electives, and closed; `None` without the figures.
pub fn beds(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let keys = [
        "bed_days_per_person",
        "cost_cashable_per_person",
        "elective_stays_in_beds_per_1000",
        "cost_cashable_beds_closed_per_person",
    ];
    differences(trials, scope, &keys, "The same bed-days in three accounts: difference from the baseline", |_| {
        Vec::new()
    })
}

/// One row a design: its difference in each outcome, then further cells with their headings.
fn differences(
    trials: &Trials,
    scope: Scope,
    keys: &[&str],
    caption: &str,
    further: impl Fn(Pair) -> Vec<(&'static str, String)>,
) -> Option<DataTable> {
    let outcomes: Option<Vec<Outcome>> = keys.iter().map(|key| Outcome::find(trials.results, key)).collect();
    let outcomes = outcomes.filter(|_| !trials.designs().is_empty())?;
    let pair = |arm| Pair { arm, against: trials.baseline() };
    let mut header = vec!["Design".to_string()];
    header.extend(outcomes.iter().map(|outcome| format!("{}, {}", outcome.label, words::axis_unit(outcome))));
    header.extend(further(pair(trials.baseline())).into_iter().map(|(heading, _)| heading.to_string()));
    let rows = trials.designs().into_iter().map(|arm| {
        let mut row = vec![trials.title(arm).to_string()];
        row.extend(outcomes.iter().map(|outcome| {
            Contrast::of(trials, pair(arm), scope, outcome)
                .map_or(words::NO_FIGURE.to_string(), |c| words::with_period(outcome, &c.difference))
        }));
        row.extend(further(pair(arm)).into_iter().map(|(_, cell)| cell));
        row
    });
    Some(DataTable::new(caption, &header, rows))
}

fn price(price: DayAtHome) -> String {
    match price {
        DayAtHome::NoneGained => "no day gained".to_string(),
        DayAtHome::NoFurtherCost => "gained at no further cost".to_string(),
        DayAtHome::Costs(value, None) => words::pounds(value.round()),
        DayAtHome::Costs(value, Some(interval)) => {
            let rounded = |value: f64| words::number(value, 0);
            format!("£{} ({} to {})", rounded(value), rounded(interval.low), rounded(interval.high))
        }
    }
}
