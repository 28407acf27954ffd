//! Pieces that several figures share: heading, level axis, key, and a difference with its two intervals.

use crate::analysis::estimate::Estimate;
use crate::analysis::words;
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters, wrapped};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{BLUE, HEADING, INK, LABEL, MARGIN, MID_GREY, NOTE, PALE_GREY, VERMILION, WIDTH};
use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

/// Draws title and subtitle and gives the height below them.
///
/// # Errors
/// As the canvas says, here and below.
pub fn heading<DB: DrawingBackend>(canvas: &Canvas<DB>, title: &str, subtitle: &str) -> Result<f64, DrawError> {
    let mut y = 20.0;
    let letters = Letters::plain(HEADING).bold();
    for line in wrapped(title, letters, WIDTH - 2.0 * MARGIN, 1) {
        y += 1.2 * HEADING;
        canvas.text(MARGIN, y - 0.4 * HEADING, &line, letters)?;
    }
    y += 0.2 * HEADING;
    let letters = Letters::note();
    for line in wrapped(subtitle, letters, WIDTH - 2.0 * MARGIN, 1) {
        y += 1.35 * NOTE;
        canvas.text(MARGIN, y - 0.4 * NOTE, &line, letters)?;
    }
    Ok(y + NOTE)
}

/// Draws a level axis with pale upright lines through `frame` and numbers below it.
pub fn level_axis<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    frame: Frame,
    scale: &Scale,
    wanted: usize,
    write: impl Fn(f64, usize) -> String,
) -> Result<(), DrawError> {
    let (ticks, digits) = scale.ticks(wanted);
    let letters = Letters::note().align(Align::Centre);
    for tick in ticks {
        let x = scale.at(tick);
        canvas.rule((x, frame.top), (x, frame.bottom), PALE_GREY, 1.0)?;
        canvas.text(x, frame.bottom + 1.4 * NOTE, &write(tick, digits), letters)?;
    }
    Ok(())
}

/// The line where nothing differs.
pub fn zero_line<DB: DrawingBackend>(canvas: &Canvas<DB>, frame: Frame, scale: &Scale) -> Result<(), DrawError> {
    canvas.rule((scale.at(0.0), frame.top), (scale.at(0.0), frame.bottom), INK, 1.6)
}

/// Half the height of the pale band of knowledge and chance together.
const BAND: f64 = 11.0;
/// How far apart the lines of chance and of knowledge lie.
const APART: f64 = 7.0;

/// A difference: thin line with caps for chance, thick line for simulation error, a dot for the mean; where parameters
/// were drawn, another thin line below for knowledge, and a pale band for both together.
pub fn difference<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    scale: &Scale,
    y: f64,
    estimate: &Estimate,
    factor: f64,
) -> Result<(), DrawError> {
    let at = |value: f64| scale.at(factor * value);
    if let Some(both) = estimate.both {
        let frame = Frame { left: at(both.low), top: y - BAND, right: at(both.high), bottom: y + BAND };
        canvas.bar(frame, PALE_GREY)?;
    }
    let above = if estimate.both.is_some() { APART } else { 0.0 };
    let (chance, knowledge) = estimate.parts();
    if let Some(chance) = chance {
        capped(canvas, (at(chance.low), at(chance.high)), y - above, BLUE)?;
    }
    if let Some(knowledge) = knowledge {
        capped(canvas, (at(knowledge.low), at(knowledge.high)), y + APART, VERMILION)?;
    }
    if let Some(simulation) = estimate.simulation {
        let thickness = if estimate.both.is_some() { 7.0 } else { 10.0 };
        canvas.rule((at(simulation.low), y), (at(simulation.high), y), BLUE, thickness)?;
    }
    canvas.dot(at(estimate.mean), y, 4.5, INK)
}

fn capped<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    (low, high): (f64, f64),
    y: f64,
    colour: RGBColor,
) -> Result<(), DrawError> {
    canvas.rule((low, y), (high, y), colour, 1.6)?;
    for end in [low, high] {
        canvas.rule((end, y - 5.0), (end, y + 5.0), colour, 1.6)?;
    }
    Ok(())
}

/// Which intervals a picture of differences has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Chance alone: no parameter was drawn.
    Chance,
    /// Knowledge and chance, together only.
    Together,
    /// Knowledge and chance, together and each by itself.
    Parts,
}

impl Shown {
    /// What is shown of these.
    pub fn of(differences: impl Iterator<Item = Estimate>) -> Self {
        differences.fold(Shown::Chance, |shown, difference| match (difference.both, difference.parts()) {
            (None, _) => shown,
            (Some(_), (None, None)) if shown == Shown::Chance => Shown::Together,
            (Some(_), (None, None)) => shown,
            _ => Shown::Parts,
        })
    }
}

/// The key to `difference`, at height `y`.
pub fn difference_key<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    y: f64,
    right: &str,
    shown: Shown,
) -> Result<(), DrawError> {
    if shown != Shown::Chance {
        return drawn_key(canvas, y, shown);
    }
    let letters = Letters::note();
    let x = MARGIN;
    canvas.rule((x, y), (x + 40.0, y), BLUE, 1.6)?;
    for end in [x, x + 40.0] {
        canvas.rule((end, y - 5.0), (end, y + 5.0), BLUE, 1.6)?;
    }
    canvas.text(x + 50.0, y + 0.36 * NOTE, &format!("chance: {} of single periods", words::coverage()), letters)?;
    let x = x + 320.0;
    canvas.rule((x, y), (x + 40.0, y), BLUE, 10.0)?;
    canvas.text(x + 50.0, y + 0.36 * NOTE, &format!("simulation error of the mean, {}", words::coverage()), letters)?;
    let x = x + 350.0;
    canvas.dot(x, y, 4.5, INK)?;
    canvas.text(x + 14.0, y + 0.36 * NOTE, "mean", letters)?;
    canvas.text(WIDTH - MARGIN, y + 0.36 * NOTE, right, letters.align(Align::Right))
}

/// The key where parameters were drawn: the intervals and what is judged on.
fn drawn_key<DB: DrawingBackend>(canvas: &Canvas<DB>, y: f64, shown: Shown) -> Result<(), DrawError> {
    let mut x = MARGIN;
    if shown == Shown::Parts {
        x = key_entry(canvas, (x, y), "chance, one period", |f| capped(canvas, (f.left, f.right), y, BLUE))?;
        x = key_entry(canvas, (x, y), "knowledge (parameters)", |f| capped(canvas, (f.left, f.right), y, VERMILION))?;
    }
    let name = if shown == Shown::Parts { "both" } else { "knowledge and chance, one period" };
    let both = |f: Frame| canvas.bar(Frame { top: y - BAND, bottom: y + BAND, ..f }, PALE_GREY);
    let x = key_entry(canvas, (x, y), name, both)?;
    let x = key_entry(canvas, (x, y), "simulation error of the mean", |f| {
        canvas.rule((f.left, y), (f.right, y), BLUE, 7.0)
    })?;
    canvas.dot(x + 8.0, y, 4.5, INK)?;
    let text = format!("mean; each interval {}", words::coverage());
    canvas.text(x + 20.0, y + 0.36 * NOTE, &text, Letters::note())
}

/// Name of a row, in up to three lines that end at `right`.
pub fn row_name<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    (left, right): (f64, f64),
    middle: f64,
    name: &str,
) -> Result<(), DrawError> {
    let letters = Letters::plain(LABEL).align(Align::Right);
    canvas.block(right, middle, &wrapped(name, letters, right - left, 3), letters)
}

/// A sample of a fill or a line with its name; gives the place after it.
pub fn key_entry<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    (x, y): (f64, f64),
    name: &str,
    sample: impl Fn(Frame) -> Result<(), DrawError>,
) -> Result<f64, DrawError> {
    sample(Frame { left: x, top: y - 7.0, right: x + 26.0, bottom: y + 7.0 })?;
    canvas.text(x + 34.0, y + 0.36 * NOTE, name, Letters::note())?;
    Ok(x + 34.0 + crate::report::figures::canvas::width(name, Letters::note()) + 26.0)
}

/// The words that stand where a design has no figure.
pub fn no_figure<DB: DrawingBackend>(canvas: &Canvas<DB>, x: f64, y: f64, why: &str) -> Result<(), DrawError> {
    canvas.text(x, y + 0.36 * NOTE, why, Letters::note().colour(MID_GREY_TEXT))
}

/// Grey that is still readable as text.
const MID_GREY_TEXT: RGBColor = RGBColor(110, 110, 110);

/// A frame's edge at the bottom and left.
pub fn corner<DB: DrawingBackend>(canvas: &Canvas<DB>, frame: Frame) -> Result<(), DrawError> {
    canvas.rule((frame.left, frame.bottom), (frame.right, frame.bottom), MID_GREY, 1.0)?;
    canvas.rule((frame.left, frame.top), (frame.left, frame.bottom), MID_GREY, 1.0)
}

/// Ticks as numbers without a sign of plus.
pub fn plain_tick(value: f64, digits: usize) -> String {
    words::number(value, digits)
}
