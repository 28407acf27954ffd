//! The comparison for a terminal: plain ASCII, aligned, at most 100 columns, intervals always shown.

use crate::analysis::answer;
use crate::analysis::contrast::{Contrast, Verdict};
use crate::analysis::ledger::{LedgerSum, floor, sham_check};
use crate::analysis::loops;
use crate::analysis::outcome::{Outcome, TWO_HOUR};
use crate::analysis::spill;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::views::nearer;
use crate::analysis::words;
use crate::experiment::results::Results;
use crate::outcomes::ledger_class::Side;
use crate::statistics::interval::Interval;

/// Columns of a terminal that the table keeps to.
pub const WIDTH: usize = 100;
const NAME: usize = 24;
const GAP: usize = 2;
const HEAD: usize = 14;

/// The comparison of all designs over all places together, as text that ends with a line break.
pub fn terminal(results: &Results) -> String {
    let trials = Trials::of(results);
    let scope = Scope::default();
    let blocks: Vec<Block> = blocks(&trials, scope);
    let mut lines = wrapped(&title(&trials), WIDTH);
    lines.push(String::new());
    lines.extend(fitting(blocks).unwrap_or_default());
    lines.push(String::new());
    lines.extend(notes(&trials, scope).iter().flat_map(|note| wrapped(note, WIDTH)));
    let mut text = ascii(&lines.join("\n"));
    text.push('\n');
    text
}

/// A heading and items below it for a terminal, each line ending with a line break.
pub fn listed(sentences: &[String]) -> String {
    const BULLET: &str = "- ";
    let mut text = String::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for (line, words) in wrapped(sentence, WIDTH - BULLET.len()).iter().enumerate() {
            let before = match (number, line) {
                (0, _) => "",
                (_, 0) => BULLET,
                _ => "  ",
            };
            text += &format!("{before}{words}\n");
        }
    }
    ascii(&text)
}

/// One column: its heading lines and its cells of two lines, one a design, the baseline first.
struct Block {
    head: Vec<String>,
    cells: Vec<[String; 2]>,
}

fn title(trials: &Trials) -> String {
    let study = &trials.results.study;
    let replications = words::counted(study.replications as usize, "replication");
    let places = trials.place_name(None);
    let title = format!("{}: {places}, {replications} of {} days, seed {}", study.id, study.horizon_days, study.seed);
    match trials.first_of_several_points() {
        Some(settings) => format!("{title}; the first of {} design points: {settings}", study.points.len()),
        None => title,
    }
}

fn blocks(trials: &Trials, scope: Scope) -> Vec<Block> {
    let mut outcomes = Outcome::leading(trials.results);
    outcomes.extend(Outcome::find(trials.results, TWO_HOUR));
    let mut names = vec![two_lines(trials.title(trials.baseline()), NAME)];
    names.extend(trials.designs().iter().map(|arm| two_lines(trials.title(*arm), NAME)));
    let head = match trials.is_alone() {
        true => vec!["Level".into()],
        false => vec!["Difference from".into(), names[0][0].clone()],
    };
    let mut blocks = vec![Block { head, cells: names }];
    blocks.extend(outcomes.iter().map(|outcome| column(trials, scope, outcome)));
    blocks
}

fn column(trials: &Trials, scope: Scope, outcome: &Outcome) -> Block {
    let mut head = wrapped(&outcome.label, HEAD);
    head.extend(wrapped(&words::axis_unit(outcome), HEAD));
    let level = trials.level(trials.baseline(), scope, outcome);
    let mean = level.map_or(f64::NAN, |level| level.mean);
    let chance = level.and_then(|level| level.period());
    let mut cells =
        vec![[format!("{}  ", words::axis_value(outcome, mean)), range(outcome, chance, words::axis_digits(outcome))]];
    for arm in trials.designs() {
        let pair = Pair { arm, against: trials.baseline() };
        cells.push(match Contrast::of(trials, pair, scope, outcome) {
            Ok(contrast) => cell(outcome, &contrast),
            Err(_) => ["none".to_string(), String::new()],
        });
    }
    Block { head, cells }
}

fn cell(outcome: &Outcome, contrast: &Contrast) -> [String; 2] {
    let digits = words::difference_digits(outcome, &contrast.difference);
    let factor = words::axis_factor(outcome);
    let mark = match contrast.verdict() {
        Verdict::Fewer | Verdict::More => " *",
        Verdict::CannotTell if contrast.differs_on_average() => " ~",
        _ => "  ",
    };
    let mean = words::signed(factor * contrast.difference.mean, digits);
    [format!("{mean}{mark}"), range(outcome, contrast.difference.period(), digits)]
}

fn range(outcome: &Outcome, interval: Option<Interval>, digits: usize) -> String {
    let end = |value: f64| words::number(words::axis_factor(outcome) * value, digits);
    interval.map_or("no interval".to_string(), |interval| format!("{} to {}", end(interval.low), end(interval.high)))
}

/// Lines of the blocks side by side; the last outcomes are left out where they do not fit.
fn fitting(blocks: Vec<Block>) -> Option<Vec<String>> {
    let width = |block: &Block| {
        let cells = block.cells.iter().flatten().chain(&block.head).map(|text| text.chars().count());
        cells.max().unwrap_or(0) + GAP
    };
    let mut taken = 0;
    let fits = |block: &&Block| {
        taken += width(block);
        taken <= WIDTH + GAP
    };
    let blocks: Vec<&Block> = blocks.iter().take_while(fits).collect();
    let widths: Vec<usize> = blocks.iter().map(|block| width(block)).collect();
    let line = |text: &dyn Fn(&Block) -> String| {
        let padded = blocks.iter().zip(&widths).enumerate().map(|(index, (block, width))| {
            let text = text(block);
            let fill = " ".repeat((width - GAP).saturating_sub(text.chars().count()));
            if index == 0 { format!("{text}{fill}") } else { format!("{}{fill}{text}", " ".repeat(GAP)) }
        });
        padded.collect::<String>().trim_end().to_string()
    };
    let rows = blocks.first()?.cells.len();
    let height = blocks.iter().map(|block| block.head.len()).max()?;
    let head = |block: &Block, at: usize| {
        let above = height - block.head.len();
        at.checked_sub(above).and_then(|at| block.head.get(at)).cloned().unwrap_or_default()
    };
    let mut lines: Vec<String> = (0..height).map(|at| line(&|block| head(block, at))).collect();
    lines.push("-".repeat(widths.iter().sum::<usize>() - GAP));
    for row in 0..rows {
        lines.extend((0..2).map(|half| line(&|block| block.cells[row][half].clone())));
    }
    Some(lines)
}

fn notes(trials: &Trials, scope: Scope) -> Vec<String> {
    let mut notes = vec![if trials.is_alone() {
        format!(
            "Below each figure: where {} of single periods fall ({}). True uncertainty is wider.",
            words::coverage(),
            words::in_doubt(trials.are_drawn())
        )
    } else if trials.are_drawn() {
        format!(
            "Below each figure: where {} of single periods fall, by chance and by what is not known of {} parameters, \
             drawn {} times. * in nearly every such period; ~ only on average; otherwise not to be told apart.",
            words::coverage(),
            trials.results.study.drawn.len(),
            trials.results.study.draws,
        )
    } else {
        format!(
            "Below each figure: where {} of single periods fall (chance). * in nearly every period; ~ only on average over \
             many periods; otherwise the two cannot be told apart. No parameter was drawn from its range, \
             so true uncertainty is wider.",
            words::coverage()
        )
    }];
    notes.extend(answer::shares(trials, scope));
    if let Some(floor) = floor(trials, scope) {
        notes.push(format!("Ledger floor (ripple arm): {}", gross(&floor)));
    }
    notes.extend(nearer(trials, scope));
    notes.extend(loops::sentences(trials, scope));
    if trials.results.arms.len() > 1 {
        notes.push(sham_check(trials).to_string());
    }
    let split = spill::sentences(trials, scope);
    notes.extend(split.first().map(|_| spill::BRACKETS.to_string()));
    notes.extend(split);
    if !trials.results.failed.is_empty() {
        notes.push(format!("{} failed; the report names them.", words::counted(trials.results.failed.len(), "trial")));
    }
    notes
}

fn gross(floor: &LedgerSum) -> String {
    let net = words::number(floor.net.mean.abs(), 1);
    // The account counts what is avoided, so that above zero there are fewer.
    let net = match floor.net.mean {
        _ if net == "0.0" => "as many".to_string(),
        mean if mean < 0.0 => format!("{net} more"),
        _ => format!("{net} fewer"),
    };
    format!(
        "shuffling one queue alone makes {} admissions fewer and {} more per 1,000 people 65+ a year, in all {net}.",
        words::number(floor.gross(Side::Fewer), 1),
        words::number(floor.gross(Side::More), 1),
    )
}

fn two_lines(text: &str, width: usize) -> [String; 2] {
    let mut lines = wrapped(text, width).into_iter();
    let first = lines.next().unwrap_or_default();
    let rest = lines.collect::<Vec<_>>().join(" ");
    let second =
        if rest.chars().count() > width { rest.chars().take(width - 3).chain("...".chars()).collect() } else { rest };
    [first, second]
}

/// Text broken at spaces into lines of at most `width` characters; a longer word stands alone.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

/// Signs that some terminals cannot show, in ASCII.
fn ascii(text: &str) -> String {
    text.replace(['−', '–'], "-").replace("£ ", "GBP ").replace('£', "GBP ").replace(['“', '”'], "\"").replace('’', "'")
}
