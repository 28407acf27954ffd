//! A fit in words: the table for a terminal, the page for the documents, the file that is kept, and a place's overlay.

use crate::analysis::words::{self, number};
use crate::experiment::calibration::follow::{Following, SCORE};
use crate::experiment::calibration::knobs::Stand;
use crate::experiment::calibration::{Fit, Met, Moved, why};
use crate::report::figures::fit::{self, FitRow, digits};
use crate::report::figures::{self, Figure};
use crate::report::missed::{in_short, of_every_run};
use crate::scenario::fit::{Fit as Kept, Follows, Joint, Parameter, Provenance, Target};
use crate::scenario::register::{Entry, Register, Status};
use crate::scenario::unfitted::{Unfitted, unfitted};
use std::fmt::Write;

/// The fit as it is kept.
pub fn kept(fit: &Fit, provenance: Provenance) -> Kept {
    let parameter = |moved: &Moved| Parameter {
        key: moved.key.clone(),
        value: moved.value,
        low: moved.interval[0],
        high: moved.interval[1],
        moved_by: moved.knob.clone(),
        at_bound: moved.stand != Stand::Inside,
    };
    let target = |met: &Met| Target {
        id: met.target.id.clone(),
        rows: met.target.rows.clone(),
        meaning: met.target.meaning.clone(),
        unit: met.target.unit.to_string(),
        value: significant(met.target.value),
        low: significant(met.target.low),
        high: significant(met.target.high),
        before: significant(met.before),
        after: significant(met.after),
    };
    let joint = |joint: &Joint| Joint {
        moved_by: joint.moved_by.clone(),
        deviation: significant(joint.deviation),
        correlations: joint.correlations.iter().map(|&correlation| significant(correlation)).collect(),
    };
    let follows = |follows: &Follows| Follows {
        parameter: follows.parameter.clone(),
        shifts: follows.shifts.iter().map(|(name, &shift)| (name.clone(), significant(shift))).collect(),
    };
    Kept {
        provenance: Some(provenance),
        parameters: fit.parameters.iter().map(parameter).collect(),
        joint: fit.joint.iter().map(joint).collect(),
        follows: fit.following.iter().flat_map(|following| &following.follows).map(follows).collect(),
        targets: fit.targets.iter().map(target).collect(),
    }
}

/// Six significant digits: what a run can say.
fn significant(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

/// The figure of a fit.
pub fn figure(title: &str, fit: &Fit) -> Figure {
    let row = |met: &Met| FitRow {
        name: format!("{}, {}", met.target.meaning, met.target.unit),
        value: met.target.value,
        interval: [met.target.low, met.target.high],
        model: [met.before, met.after],
    };
    fit::figure(title, fit.targets.iter().map(row).collect())
}

/// The table of a fit for a terminal, and below it why targets are missed.
pub fn table(fit: &Fit) -> String {
    let figures::DataTable { header, rows, .. } = figure("", fit).table;
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.chain([header[at].chars().count()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: &[String]| {
        let mut line = format!("{:1$}", cells[0], widths[0]);
        cells.iter().zip(&widths).skip(1).for_each(|(cell, &width)| {
            let _ = write!(line, "  {cell:>width$}");
        });
        line
    };
    let mut text = line(&header) + "\n";
    text += &"-".repeat(widths.iter().sum::<usize>() + 2 * (widths.len() - 1));
    text.push('\n');
    for (row, met) in rows.iter().zip(&fit.targets) {
        text += &line(row);
        text += if met.target.holds(met.after) { "\n" } else { "  missed\n" };
    }
    rough(fit) + &text + "\n" + &missed(fit)
}

/// What a quick fit says before anything else.
fn rough(fit: &Fit) -> String {
    if fit.rough { format!("{}\n\n", roughly(fit)) } else { String::new() }
}

/// That it is rough, and how many of its misses may be luck.
fn roughly(fit: &Fit) -> String {
    let missed = || fit.targets.iter().filter(|met| !met.target.holds(met.after));
    let (all, chance) = (missed().count(), missed().filter(|met| met.is_chance()).count());
    let luck = match (all, chance) {
        (0, _) => String::new(),
        (_, 0) => " What it misses it misses by more than luck.".to_string(),
        (all, chance) if all == chance => " What it misses may be luck.".to_string(),
        _ => format!(" Of {}, {chance} may be luck.", words::counted(all, "missed target")),
    };
    format!("{ROUGH}{luck}")
}

const ROUGH: &str = "QUICK FIT, ROUGH NUMBERS: so few and small worlds show whether a fit works, not what it comes to.";

/// Which targets are missed and why, a sentence each.
fn missed(fit: &Fit) -> String {
    let misses = why::misses(fit);
    if misses.is_empty() {
        return "Every target is met.\n".to_string();
    }
    let mut text = String::new();
    for (index, reason) in misses {
        let met = &fit.targets[index];
        let shown = |value| number(value, digits(met.target.value));
        let _ = writeln!(
            text,
            "- {} is not met ({} instead of {}, and {} to {} with other luck): {reason}.",
            met.target.meaning,
            shown(met.after),
            shown(met.target.value),
            shown(met.luck[0]),
            shown(met.luck[1]),
        );
    }
    text
}

/// The page about a fit of the base model, for the documents.
pub fn page(fit: &Fit, kept: &Kept) -> String {
    let mut text = String::from(PREFACE);
    if fit.rough {
        let _ = write!(text, "\n> **{}**\n", roughly(fit));
    }
    if let Some(from) = &kept.provenance {
        let _ = writeln!(
            text,
            "\nFitted by mdtsim {} with seed {}: {} at every point, each of {} residents aged 65 and over of an England \
             in small over {} days after a warm-up of {}. Sum of squared distances from the targets, in their standard \
             deviations: {} with the values typed into the register, {} with the fitted ones{}. \
             Fingerprint of the data: `{}`.",
            from.version,
            from.seed,
            words::counted(from.replications as usize, "world"),
            number(from.people.into(), 0),
            from.days,
            from.warm_up_days,
            number(from.objective_before, 1),
            number(from.objective_after, 1),
            how(from),
            from.data.get(..16).unwrap_or(&from.data),
        );
    }
    let _ = write!(text, "\n## Targets\n\n{}\n\n", counted(fit));
    text += "| Target | Source | Value | Interval | Before | After | In it |\n|---|---|---|---|---|---|---|\n";
    for (met, row) in fit.targets.iter().zip(figure("", fit).table.rows) {
        let source = sources(&met.target.rows);
        let inside = if met.target.holds(met.after) { "yes" } else { "no" };
        let _ =
            writeln!(text, "| {} | {source} | {} | {} | {} | {} | {inside} |", row[0], row[1], row[2], row[3], row[4]);
    }
    let _ = write!(text, "\n## Targets that are missed\n\n{}", missed(fit));
    text += &cannot_say(fit);
    text += &fit.following.as_ref().map(followed).unwrap_or_default();
    text += &unused(fit);
    text += &set_by_hand();
    text +=
        "\n## Parameters\n\nIntervals hold 95 % given the targets, their widths and the ranges of the register.\n\n";
    text += "| Parameter | Typed | Fitted | Interval | |\n|---|---|---|---|---|\n";
    for moved in &fit.parameters {
        let typed = Register::typed().entry(&moved.key);
        let (value, unit) = typed.map_or((f64::NAN, ""), |entry| (entry.value, entry.unit.as_str()));
        let bound = if moved.stand == Stand::Inside { "" } else { "at the end of its range" };
        let [low, high] = moved.interval;
        let _ = writeln!(text, "| `{}` ({unit}) | {value} | {} | {low} to {high} | {bound} |", moved.key, moved.value);
    }
    text
}

/// How many targets are met, those apart that stand on rows of the role *calibration*: the others keep what was put in, and that
/// they are met says nothing of the model.
fn counted(fit: &Fit) -> String {
    let of_rows = |met: &&Met| Register::built_in().of_role("calibration").any(|row| met.target.rows.contains(&row.id));
    let holds = |met: &&Met| met.target.holds(met.after);
    let (all, rows) = (fit.targets.len(), fit.targets.iter().filter(of_rows).count());
    let met = fit.targets.iter().filter(holds).count();
    let of_them = fit.targets.iter().filter(of_rows).filter(holds).count();
    let apart = match all - rows {
        0 => String::new(),
        kept => format!(
            ": of {rows} that rest on rows of the role *calibration* {of_them}, and of {kept} that keep an input {} \
             ([decisions.md](decisions.md), *Three targets of the fit keep an input*)",
            met - of_them
        ),
    };
    format!("{met} of {all} targets lie in their intervals{apart}.")
}

/// How the fitted values were come by.
fn how(from: &Provenance) -> String {
    match (from.rounds, from.settled) {
        (0, _) => ", which were kept as an earlier search had left them".to_string(),
        (rounds, true) => format!(", in {}; the search came to rest", words::counted(rounds as usize, "round")),
        (rounds, false) => {
            format!(", in {}; the search did not come to rest", words::counted(rounds as usize, "round"))
        }
    }
}

/// What the fit of the base model leaves open.
fn cannot_say(fit: &Fit) -> String {
    let text = String::from("\n## What the model cannot say\n\n") + &left_open(fit) + &of_every_run();
    text + "- How sure the fitted values are beyond the fit's own account of it: spreads and correlations (`calibration.toml`) follow \
            from slopes about the fitted point, the widths of the targets and the ranges of the register. `--draws` draws from \
            them; what lies at an end of its range stays there, which makes what is not known too small.\n"
}

/// What any fit leaves open, for a terminal, where lists are left to the page.
pub fn cannot_say_in_short(fit: &Fit) -> String {
    let of_every_run = in_short().into_iter().map(|sentence| format!("- {sentence}\n")).collect::<String>();
    String::from("What the model cannot say\n") + &left_open(fit) + &of_every_run
}

/// What the fit of a place leaves open, for the terminal and the head of its overlay.
pub fn place_cannot_say(fit: &Fit) -> String {
    cannot_say_in_short(fit)
        + "- Anything of the place that was not given: it stays as it was fitted for England.\n\
           - How sure the fitted values are: other values may meet these figures as well.\n\
           - Whether the figures are right, or mean what they mean here: they were taken as given.\n"
}

/// What any fit leaves open: targets that are missed, values at an end of their range, a search that goes on.
fn left_open(fit: &Fit) -> String {
    let mut text = String::new();
    let misses = fit.targets.iter().filter(|met| !met.target.holds(met.after)).count();
    if misses > 0 {
        let _ = writeln!(
            text,
            "- Anything that rests on the levels that are missed: {misses} of {} targets lie outside their intervals, {} of them \
             by no more than chance may do to one by itself.",
            fit.targets.len(),
            fit.targets.iter().filter(|met| met.is_chance()).count(),
        );
    }
    let stuck: Vec<&str> =
        fit.knobs.iter().filter(|knob| knob.stand != Stand::Inside).map(|knob| knob.name.as_str()).collect();
    if !stuck.is_empty() {
        let _ = writeln!(
            text,
            "- Whether the sources, the ranges or the mechanisms are wrong where a fit would go further than it may: {}.",
            words::list(&stuck)
        );
    }
    if !fit.settled && fit.rounds > 0 {
        let rounds = words::counted(fit.rounds, "round");
        let _ = writeln!(text, "- Whether this is the nearest fit: the search did not come to rest in {rounds}.");
    }
    text
}

/// What is drawn beside the fitted values, and what that does with and without their following.
fn followed(following: &Following) -> String {
    let Following { follows, moved, held: [alone, together] } = following;
    let mut text = format!(
        "\n## What the fitted values follow\n\n{moved} parameters that were not fitted are in doubt and act on usual care. Each was moved by \
         {SCORE} of its standard deviations to either side; {} move some target beyond noise, and when they are drawn the fitted \
         values follow, so that the targets are left as little as may be. Over some draws of all of them, {} targets in \
         the median hold what the model shows where each is drawn alone, {} where the fitted values follow. The \
         parameters that move the fitted values most:\n\n| Parameter | For each standard deviation of it |\n|---|---|\n",
        follows.len(),
        number(*alone, 1),
        number(*together, 1),
    );
    /// So many parameters, and so many of what follows each.
    const SHOWN: [usize; 2] = [15, 3];
    let mut largest: Vec<(f64, &Follows)> =
        follows.iter().map(|one| (one.shifts.values().map(|shift| shift * shift).sum(), one)).collect();
    largest.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    for (_, one) in largest.iter().take(SHOWN[0]) {
        let mut shifts: Vec<(&String, f64)> = one.shifts.iter().map(|(name, &shift)| (name, shift)).collect();
        shifts.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
        let told: Vec<String> =
            shifts.iter().take(SHOWN[1]).map(|(name, shift)| format!("{name} {shift:+.2}")).collect();
        let _ = writeln!(text, "| `{}` | {} |", one.parameter, told.join("; "));
    }
    text + "\nShifts are on the scale on which a value is moved: logarithms of rates and ratios, log-odds of shares.\n"
}

/// How many rows with the role *calibration* stand behind targets, and why the others do not.
fn unused(fit: &Fit) -> String {
    let used = |id: &String| fit.targets.iter().any(|met| met.target.rows.contains(id));
    let rows = || Register::built_in().of_role("calibration");
    let behind = rows().filter(|row| used(&row.id)).count();
    let mut text = format!(
        "\n## Rows that could be fitted to and are not\n\nOf {} rows with the role *calibration*, {behind} stand behind {} of \
         the {} targets; the other targets keep what was put in. No target is made of the remaining {}:\n\n",
        rows().count(),
        fit.targets.iter().filter(|met| rows().any(|row| met.target.rows.contains(&row.id))).count(),
        fit.targets.len(),
        rows().count() - behind,
    );
    for Unfitted { rows, reason } in unfitted() {
        let names: Vec<String> = rows.iter().map(|row| format!("`{row}`")).collect();
        let _ = writeln!(text, "- {reason} ({}: {})", rows.len(), names.join(", "));
    }
    text
}

/// What no fit has moved and was chosen by hand to return a row of the evidence.
pub fn set_by_hand() -> String {
    let by_hand = || Register::typed().entries().iter().filter(|entry| entry.status == Status::ByHand);
    let mut text = format!(
        "\n## Parameters that were set by hand\n\n{} were chosen so that the model returns a row of the evidence, where the fit \
         does not reach. They have no spread of a fit: each is drawn from the range that the row leaves open, and what was \
         fitted follows ([decisions.md](decisions.md), *Values set by hand are drawn from what their rows leave open*).\n\n\
         | Parameter | Value | Range | Returns |\n|---|---|---|---|\n",
        words::counted(by_hand().count(), "parameter"),
    );
    for Entry { key, unit, value, low, high, evidence, .. } in by_hand() {
        let [low, high] = [low, high].map(|end| end.unwrap_or(*value));
        let rows: Vec<String> = evidence.iter().map(|row| format!("`{row}`")).collect();
        let _ = writeln!(text, "| `{key}` ({unit}) | {value} | {low} to {high} | {} |", rows.join(", "));
    }
    text
}

const PREFACE: &str = "# The fit of the base model

Written by `mdtsim calibrate`; a further run replaces this page. What is fitted to what, and how clashes between sources
were settled, is told in [model.md](model.md) and [decisions.md](decisions.md). Only rows of the evidence with the role
*calibration* are targets, but for falls, which are to come out at the rates that were put in; rows of the role *check* are for holding against the model's output and are not read here.
";

fn sources(rows: &[String]) -> String {
    let mut names: Vec<&str> =
        rows.iter().filter_map(|row| Register::built_in().evidence(row)).map(|row| row.source.as_str()).collect();
    names.dedup();
    names.join("; ").replace('|', "/")
}

/// The overlay that gives a scenario a place's fitted parameters, and the choices (`topic=choice`) they were fitted under;
/// what is not met and why stands at its head, what is doubtful about the years of its figures (a line each, or nothing), and what
/// the model cannot say.
pub fn overlay(place: &str, fit: &Fit, (years, doubts): (&str, &str), structure: &[String]) -> String {
    let mut text = format!(
        "# What {place} knows of itself ({years}), as parameters: written by `mdtsim calibrate --targets`.\n\
         # Lay it over a scenario with --overlay.\n"
    );
    (rough(fit) + &missed(fit) + doubts + "\n" + &place_cannot_say(fit))
        .lines()
        .for_each(|line| text += &format!("{}\n", format!("# {line}").trim_end()));
    if !structure.is_empty() {
        text += "\n[structure]\n";
    }
    for (topic, choice) in structure.iter().filter_map(|choice| choice.split_once('=')) {
        let _ = writeln!(text, "{} = \"{}\"", topic.trim(), choice.trim());
    }
    text += "\n[parameters]\n";
    for moved in &fit.parameters {
        let unit = Register::typed().entry(&moved.key).map_or("", |entry| entry.unit.as_str());
        let Some(value) = Register::built_in().written(&moved.key, moved.value) else { continue };
        let [low, high] = moved.interval;
        let _ = writeln!(text, "{} = {value}  # {low} to {high} {unit}; {}", moved.key, moved.knob);
    }
    text
}
