//! Figures, intervals and counts of the comparison in words. Knows no page.

use crate::analysis::validation::{Count, Figure, Row, Verdict, by_group};
use crate::analysis::words::{counted, list, number};
use crate::report::limit::{Folded, Limit};
use crate::report::validation::Made;
use crate::scenario::validation::rows as known_rows;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A figure with as many digits as its size needs.
pub fn figure(value: f64) -> String {
    let size = value.abs();
    let digits = match size {
        _ if size >= 1000.0 => 0,
        _ if size >= 10.0 => 1,
        _ if size >= 1.0 => 2,
        _ if size >= 0.01 || size == 0.0 => 3,
        _ => 5,
    };
    number(value, digits)
}

/// "19.2 (18.6 to 18.9)".
fn with_interval(value: f64, ends: Option<(f64, f64)>) -> String {
    let ends = ends.map(|(low, high)| format!(" ({} to {})", figure(low), figure(high)));
    figure(value) + &ends.unwrap_or_default()
}

/// The target with its interval.
pub(super) fn target(row: &Row) -> String {
    with_interval(row.target.value, row.target.low.zip(row.target.high))
}

/// The model's figure with its interval.
pub(super) fn model(row: &Row) -> String {
    let shown = |figure: Figure| with_interval(figure.mean, figure.interval.map(|ends| (ends.low, ends.high)));
    row.model.map_or_else(|| "–".into(), shown)
}

/// What was run and with what, in sentences.
pub(super) fn made(made: &Made) -> Vec<String> {
    let mut words = vec![format!(
        "mdtsim {}, {} replications of two places with {} people aged 65 and over each.",
        made.version,
        made.replications,
        number(f64::from(made.people), 0),
    )];
    match &made.inputs {
        Some(hash) => words.push(format!("Hash of the model's inputs (`.ci/inputs-hash model`): `{hash}`.")),
        None => words.push(UNSTAMPED.into()),
    }
    if !made.quick {
        words.extend([PROBES, FITS].map(String::from));
    }
    if !made.set.is_empty() {
        let set: Vec<String> = made.set.iter().map(|setting| format!("`{setting}`")).collect();
        words.push(format!("The worlds are not those of the page in docs/: {} was set.", list(&set)));
    }
    if made.own_targets {
        words.push("The figures are not the published ones that are built in.".into());
    }
    words
}

/// Where the figures in comments come from.
const PROBES: &str = "A figure in a comment is what the row comes to with one thing changed (`docs/probes.csv`), in fewer replications \
than here; `make probes` measures them.";

/// That the parameters were not all fitted before the first look.
const FITS: &str = "Parameters were fitted before the first validation, and again after faults that it showed were mended; never to a row of \
this table (`docs/decisions.md`).";

/// What is said of a comparison that nobody can hold against the model as it stands.
const UNSTAMPED: &str = "Not stamped: the hash of the model's inputs was not given, so that nobody can tell of which state of the model this \
is. `make validate` stamps.";

/// What is said of a quick run before anything else.
pub(super) const ROUGH: &str = "QUICK RUN, ROUGH NUMBERS: these are not the figures of docs/validation.md.";
/// And what that means.
pub(super) const ROUGH_MEANS: &str = "So few people and replications show whether the comparison runs, not what the model gives: what is \
inside or outside here need not be so in a full run. Comments on misses are left out, since they were written about the \
figures of a full run.";

/// The comment beside a row; none in a quick run, whose figures it was not written about.
pub(super) fn comment<'a>(row: &'a Row, made: &Made) -> &'a str {
    if made.quick { "" } else { &row.comment }
}

/// The rule by which a row is inside.
pub(super) const RULE: &str = "A row is inside when the mean of the model over replications lies in the interval of the \
published figure and the model's own 95 % interval is no wider than that interval or 10 % of the figure. Rows marked \
consistency follow in part from what went into the model, so that being inside shows little. Nothing was tuned to any row; \
docs/validation_plan.md says how each is measured and what was known beforehand. Faults of the model that the first validation \
uncovered have been mended since, by people who had seen the rows; docs/decisions.md names the mends and the rows that are \
weaker evidence for it.";

/// One line of the counts.
pub(super) struct Counted {
    pub what: String,
    pub count: Count,
}

/// The counts: all rows, those of each kind, each group.
pub(super) fn counts(rows: &[Row]) -> Vec<Counted> {
    let of_kind = |kind: &str| Count::of(rows.iter().filter(|row| row.kind == kind));
    let mut counts = vec![
        Counted { what: "All rows".into(), count: Count::of(rows.iter()) },
        Counted { what: "Validation".into(), count: of_kind("validation") },
        Counted { what: "Consistency".into(), count: of_kind("consistency") },
    ];
    let groups = by_group(rows).into_iter();
    counts.extend(groups.map(|(group, count)| Counted { what: group.replace('_', " "), count }));
    counts
}

/// Rows that came inside with mends of the model by people who had seen them.
static MENDED: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| known_rows().map(|rows| rows.inside_after_mends).unwrap_or_default());

fn came_in_mended(row: &Row) -> bool {
    row.verdict == Verdict::Inside && MENDED.contains(&row.target.id)
}

/// The kind of a row, and whether it came inside with a mend.
pub(super) fn kind(row: &Row) -> String {
    format!("{}{}", row.kind, if came_in_mended(row) { ", after mends" } else { "" })
}

/// "21 of the 43 rows that the model can speak to are inside, 3 of them after mends …".
pub(super) fn summary(rows: &[Row]) -> String {
    let all = Count::of(rows.iter());
    let mended = match rows.iter().filter(|row| came_in_mended(row)).count() {
        0 => String::new(),
        mended => format!(", {mended} of them after mends by people who had seen the rows"),
    };
    let wide = rows.iter().filter(|row| row.verdict == Verdict::TooWide).count();
    let rest = all.all - all.in_scope;
    let wide = if wide == 0 { String::new() } else { format!("; {wide} want more replications") };
    format!(
        "{} of the {} rows that the model can speak to are inside{mended}{wide}. {rest} are out of scope.",
        all.inside, all.in_scope
    )
}

/// What the comparison leaves open, from its rows.
pub(super) fn cannot_say(rows: &[Row], made: &Made) -> Vec<Limit> {
    let mut limits = Vec::new();
    if made.quick {
        limits.push(
            "What the model meets and misses: that is told by a full run, and not by these figures.".to_string().into(),
        );
    }
    limits.extend(of_verdict(rows, Verdict::Outside, "Anything that rests on what it misses"));
    limits.extend(of_verdict(rows, Verdict::TooWide, "Whether it meets these, for which there were too few runs"));
    limits.extend(of_verdict(rows, Verdict::NotMeasured, "Anything about these, which the runs did not show"));
    let weak: Vec<String> = by_group(rows)
        .into_iter()
        .filter(|(_, count)| count.in_scope > 0 && 2 * count.inside < count.in_scope)
        .map(|(group, count)| format!("{} ({} of {})", group.replace('_', " "), count.inside, count.in_scope))
        .collect();
    if !weak.is_empty() {
        limits.push(format!("Least of all in these groups, of which fewer than half are met: {}.", list(&weak)).into());
    }
    let outside = rows.iter().filter(|row| row.verdict == Verdict::OutOfScope).count();
    if outside > 0 {
        limits.push(format!("Anything about the {} out of scope, named below.", counted(outside, "row")).into());
    }
    limits.push(MET_FOR_WHAT.to_string().into());
    limits
}

const MET_FOR_WHAT: &str = "Whether a row that is met is met for the right reason. These are figures of levels, and of teams in their first \
years; that a level is right does not show that a change of it would be.";

/// The rows with a verdict by group, after a few words; none if there is no such row.
fn of_verdict(rows: &[Row], verdict: Verdict, before: &str) -> Option<Limit> {
    let of_group = |(group, count): (String, Count)| {
        let here = rows.iter().filter(|row| row.target.group == group && row.verdict == verdict);
        let items: Vec<String> = here.map(|row| format!("{} (`{}`)", row.target.description, row.target.id)).collect();
        let head = format!("{} ({} of {})", group.replace('_', " "), items.len(), count.in_scope);
        (!items.is_empty()).then_some(Folded { head, items })
    };
    let groups: Vec<Folded> = by_group(rows).into_iter().filter_map(of_group).collect();
    (!groups.is_empty()).then(|| Limit::naming(before, groups))
}

/// The table for reports.
pub(super) fn table(rows: &[Row]) -> String {
    let mut text = "id,description,target,low,high,model,model_low,model_high,inside\n".to_string();
    let or_nothing = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for row in rows.iter().filter(|row| row.verdict != Verdict::OutOfScope) {
        let target = &row.target;
        let interval = row.model.and_then(|figure| figure.interval);
        let cells = [
            target.id.clone(),
            quoted(&target.description),
            target.value.to_string(),
            or_nothing(target.low),
            or_nothing(target.high),
            or_nothing(row.model.map(|figure| figure.mean)),
            or_nothing(interval.map(|interval| interval.low)),
            or_nothing(interval.map(|interval| interval.high)),
            (row.verdict == Verdict::Inside).to_string(),
        ];
        text += &cells.join(",");
        text.push('\n');
    }
    text
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_digits_that_they_need() {
        let shown = [209_989.0, 39.46, 4.52, 0.437, -0.0291, 0.0].map(figure);
        assert_eq!(shown, ["209,989", "39.5", "4.52", "0.437", "−0.029", "0.000"]);
        assert_eq!(figure(0.0012), "0.00120");
    }

    #[test]
    fn a_cell_with_a_comma_is_quoted() {
        assert_eq!(quoted("care; or review"), "care; or review");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
    }

    #[test]
    fn other_worlds_are_named() {
        let set = vec!["parameters.services.nurses=9 per 1000".to_string()];
        let mut of = Made {
            version: "0".into(),
            inputs: None,
            quick: false,
            replications: 2,
            people: 1_000,
            own_targets: false,
            set,
        };
        let told = made(&of).join(" ");
        assert!(
            told.contains("not those of the page in docs/: `parameters.services.nurses=9 per 1000` was set"),
            "{told}"
        );
        of.set.clear();
        assert!(!made(&of).join(" ").contains("was set"));
    }
}
