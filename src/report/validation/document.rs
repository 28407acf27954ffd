//! The comparison as a document in Markdown.

use crate::analysis::validation::{Row, Verdict};
use crate::report::validation::{Made, checks, words};
use std::fmt::Write;

/// The whole document.
pub(super) fn text(rows: &[Row], besides: &[(String, f64)], made: &Made) -> String {
    let mut text =
        String::from("# The model beside published figures\n\nWritten by `mdtsim validate`; not edited by hand.\n\n");
    // Writing to a string cannot fail.
    if made.quick {
        let _ = writeln!(text, "> **{}** {}\n", words::ROUGH, words::ROUGH_MEANS);
    }
    for line in words::made(made) {
        let _ = writeln!(text, "- {line}");
    }
    let _ = writeln!(text, "\n{}\n\n{}\n", words::summary(rows), words::RULE);
    text += "| | inside | in scope | rows |\n| --- | --- | --- | --- |\n";
    for counted in words::counts(rows) {
        let count = counted.count;
        let _ = writeln!(text, "| {} | {} | {} | {} |", counted.what, count.inside, count.in_scope, count.all);
    }
    text += "\n## Rows\n\n| row | what | published | model | | kind | comment |\n| --- | --- | --- | --- | --- | --- | --- |\n";
    for row in rows.iter().filter(|row| row.verdict != Verdict::OutOfScope) {
        let what = format!("{} ({}; {})", row.target.description, row.target.unit, row.target.population);
        let cells = [
            format!("`{}`", row.target.id),
            what,
            words::target(row),
            words::model(row),
            row.verdict.word().into(),
            words::kind(row),
            words::comment(row, made).into(),
        ];
        let _ = writeln!(text, "| {} |", cells.map(|cell| cell.replace('|', "/")).join(" | "));
    }
    text += &checks::section(besides);
    text += "\n## What the model cannot say\n\n";
    for limit in words::cannot_say(rows, made) {
        text += &limit.markdown();
    }
    text += "\n## Out of scope\n\n";
    for row in rows.iter().filter(|row| row.verdict == Verdict::OutOfScope) {
        let _ = writeln!(text, "- `{}` ({}): {}", row.target.id, row.target.description, row.measured);
    }
    text += "\n## Sources\n\n";
    for row in rows {
        let target = &row.target;
        let _ = writeln!(text, "- `{}`: {}, {} ({})", target.id, target.source, target.link, target.status);
    }
    text
}
