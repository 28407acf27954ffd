//! What leaders and staff saw against the truth, what became of a design's value on the way to the dashboard, and how much
//! went round each loop.

use crate::analysis::estimate::Estimate;
use crate::analysis::loops;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::views::{self, View};
use crate::analysis::words;
use crate::report::figures::DataTable;

/// What every reader of the views has to know.
pub const NOTE: &str = "Truth is the difference between the same lives in two worlds, in all residents aged 65 and over, \
    which nobody in the model sees. Leaders see a dashboard against the year before the design; staff see their own people \
    against the year before these were taken on, which falls by itself because people are taken on in a bad year. What one \
    side has no view of counts as no change seen. Undervaluation is the part of the value that the dashboard does not show; \
    it is below nought where the dashboard shows more than there was. A belief is wrong where it lies above one half while \
    the design lost value, or below while it gained some.";

/// What every reader of the shares of loops has to know.
pub const LOOPS: &str = "A share is the whole design less the design with the loop cut, over the whole design less the \
    baseline, with the interval of simulation error. It cannot be told where the whole design cannot be told from the \
    baseline. Shares need not add up to one, and one may be below nought: then the loop held the design back.";

/// The two views and the truth, one row for each design and outcome; `None` without the figures.
pub fn table(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let all = views::views(trials, scope);
    let header =
        ["Design", "Outcome", "In truth", "Leaders saw", "Staff saw", "Staff less leaders", "Nearer the truth"];
    let rows: Vec<Vec<String>> = all.iter().map(|view| row(trials, view)).collect();
    let caption = "Relative change of each outcome, with the chance interval: in truth, on the dashboard, among staff's own \
                   people";
    (!rows.is_empty()).then(|| DataTable::new(caption, &header.map(String::from), rows))
}

fn row(trials: &Trials, view: &View) -> Vec<String> {
    let seen = |estimate: &Option<Estimate>| estimate.as_ref().map_or("no view of it".to_string(), change);
    let [leaders, staff, all] = view.nearer;
    let who = |seen: &Option<Estimate>, name: &'static str| if seen.is_some() { name } else { "to see no change" };
    let nearer = [(who(&view.leaders, "leaders"), leaders), (who(&view.staff, "staff"), staff)];
    vec![
        trials.title(view.arm).to_string(),
        view.outcome.label.clone(),
        change(&view.truth),
        seen(&view.leaders),
        seen(&view.staff),
        change(&view.gap),
        format!("{} in {}, {} in {} of {all}", nearer[0].0, nearer[0].1, nearer[1].0, nearer[1].1),
    ]
}

fn change(estimate: &Estimate) -> String {
    const PER_CENT: f64 = 100.0;
    let mean = views::per_cent(estimate.mean);
    match estimate.chance {
        Some(chance) => {
            let [low, high] = [chance.low, chance.high].map(|end| words::number(PER_CENT * end, 1));
            format!("{mean}\n({low} to {high})")
        }
        None => mean,
    }
}

/// Undervaluation and wrong beliefs by design; `None` without the figures.
pub fn judgements(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let header = ["Design", "Undervaluation", "Leaders’ belief wrong", "Staff’s belief wrong"];
    let all = views::judgements(trials, scope);
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let [leaders, staff, all] = one.wrong;
            vec![
                trials.title(one.arm).to_string(),
                loops::share_in_words(&one.undervaluation),
                format!("in {leaders} of {all}"),
                format!("in {staff} of {all}"),
            ]
        })
        .collect();
    let caption =
        "Part of the value that the dashboard does not show (simulation error), and beliefs on the wrong side";
    (!rows.is_empty()).then(|| DataTable::new(caption, &header.map(String::from), rows))
}

/// The share of each loop that an arm cuts, by outcome; `None` where none does.
pub fn shares(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let all = loops::shares(trials, scope);
    let header = ["Loop", "Cut in", "Outcome", "Whole design less cut design", "Share"];
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let difference = one.difference.as_ref().map_or(words::NO_FIGURE.to_string(), |contrast| {
                words::with_period(&one.outcome, &contrast.difference)
            });
            let (id, label) = (trials.results.arms[one.cut].id.clone(), one.outcome.label.clone());
            vec![one.name.to_string(), id, label, difference, loops::share_in_words(&one.share)]
        })
        .collect();
    let caption = "What went round each loop, with the chance interval, and its share of what the design did";
    (!rows.is_empty()).then(|| DataTable::new(caption, &header.map(String::from), rows))
}
