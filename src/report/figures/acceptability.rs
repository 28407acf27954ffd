//! How often a design is worth its cost, by the value put on a year of full health.

use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::analysis::worth::Worth;
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters};
use crate::report::figures::parts::{corner, heading, key_entry, plain_tick};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{BLUE, GREEN, INK, MARGIN, NOTE, PALE_GREY, SKY, VERMILION, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

/// The axis: values of a year from nothing to well above what is usual, GBP.
const HIGHEST: f64 = 50_000.0;
const STEP: f64 = 1_000.0;
/// The values that the table shows, GBP.
const SHOWN_EVERY: usize = 10;

const TOP: f64 = 92.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 70.0;
const FOOT: f64 = 66.0;
const KEY_ROW: f64 = 26.0;
/// How thick a line is, and how large the dots on it.
const LINE: f64 = 2.6;
const DOT: f64 = 5.0;
/// Every so many steps there is a dot.
const DOT_EVERY: usize = 5;
/// Lines nearer to one another than this share of all replications hide one another.
const HIDDEN: f64 = 0.008;
/// A step is drawn in so many pieces, which lines that hide one another share.
const PIECES: usize = 3;
const COLOURS: [RGBColor; 5] = [BLUE, VERMILION, GREEN, SKY, INK];
/// A key entry is given so much room.
const ENTRIES_A_ROW: usize = 3;

/// One line for each design.
#[derive(Clone, Debug)]
pub struct Acceptability {
    title: String,
    subtitle: String,
    /// Title and, step by step, the share of replications in which the design is worth its cost.
    designs: Vec<(String, Vec<f64>)>,
}

/// The figure, when quality of life and costs were counted and there is a design.
pub fn figure(trials: &Trials, scope: Scope) -> Option<Figure> {
    let steps = (HIGHEST / STEP) as usize;
    let curve = |worth: Worth| (0..=steps).map(|step| worth.acceptable_at(step as f64 * STEP)).collect();
    let designs: Vec<(String, Vec<f64>)> = trials
        .designs()
        .into_iter()
        .filter_map(|arm| {
            let worth = Worth::of(trials, Pair { arm, against: trials.baseline() }, scope)?;
            Some((trials.title(arm).to_string(), curve(worth)))
        })
        .collect();
    // Lines that all lie on the floor are told in words, under money's worth.
    if designs.iter().all(|(_, shares)| shares.iter().all(|share| *share == 0.0)) {
        return None;
    }
    let never = designs.iter().filter(|(_, shares)| shares.iter().all(|share| *share == 0.0));
    let never: Vec<&str> = never.map(|(title, _)| title.as_str()).collect();
    let flat = match never.as_slice() {
        [] => String::new(),
        never => format!(" The line of {} lies on the floor: it is worth its cost in none.", words::list(never)),
    };
    let doubt = words::in_doubt(trials.are_drawn());
    let holds = match trials.are_drawn() {
        true => "It holds chance and the parameters that were drawn.",
        false => {
            "It holds chance only; what is unknown about the world is missing, so that the lines are steeper than \
                  they should be."
        }
    };
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let picture = Acceptability {
        title: "How often a design is worth its cost".to_string(),
        subtitle: format!("Share of replications in which net benefit is above that of {baseline}; {doubt}"),
        designs,
    };
    Some(Figure {
        name: "acceptability",
        title: picture.title.clone(),
        sentence: format!(
            "For each value that might be put on a year of full health: the share of periods in which the quality of \
             life gained over {baseline} outweighs the further cost to the NHS and the council. {holds} Lines that \
             lie on one another take turns in their colours; the table has each.{flat} Such a year values frail lives less: read fairness and experience beside it."
        ),
        table: picture.table(),
        picture: Picture::Acceptability(picture),
    })
}

impl Acceptability {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        let rows = self.designs.len().div_ceil(ENTRIES_A_ROW) as f64;
        (WIDTH, TOP + HEIGHT + FOOT + rows * KEY_ROW)
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        let frame = Frame { left: MARGIN + LEFT, top: TOP, right: WIDTH - MARGIN, bottom: TOP + HEIGHT };
        let across = Scale::exact(0.0, HIGHEST, frame.left, frame.right);
        let upright = Scale::exact(0.0, 100.0, frame.bottom, frame.top);
        self.axes(canvas, frame, &across, &upright)?;
        for (index, (_, shares)) in self.designs.iter().enumerate() {
            let at = |(step, share): (usize, &f64)| (across.at(step as f64 * STEP), upright.at(100.0 * share));
            let points: Vec<(f64, f64)> = shares.iter().enumerate().map(at).collect();
            let (colour, dotted) = look(index);
            for (step, ends) in points.windows(2).enumerate() {
                for piece in (0..PIECES).filter(|&piece| self.is_its_turn(index, step, piece)) {
                    let between = |part: usize| {
                        let part = part as f64 / PIECES as f64;
                        (ends[0].0 + part * (ends[1].0 - ends[0].0), ends[0].1 + part * (ends[1].1 - ends[0].1))
                    };
                    canvas.path(&[between(piece), between(piece + 1)], colour, LINE)?;
                }
            }
            for &(x, y) in points.iter().skip(index % DOT_EVERY).step_by(DOT_EVERY).filter(|_| dotted) {
                canvas.dot(x, y, DOT, colour)?;
            }
        }
        self.key(canvas, frame.bottom + FOOT)
    }

    /// Whether a design's line is drawn over a piece of a step. Lines that lie on one another take turns, so that the colours of
    /// all of them are seen.
    fn is_its_turn(&self, index: usize, step: usize, piece: usize) -> bool {
        let ends = |shares: &[f64]| [shares[step], shares[step + 1]];
        let own = ends(&self.designs[index].1);
        let beside = |shares: &[f64]| ends(shares).iter().zip(own).all(|(there, here)| (there - here).abs() < HIDDEN);
        let together: Vec<usize> = (0..self.designs.len()).filter(|&other| beside(&self.designs[other].1)).collect();
        together[(PIECES * step + piece) % together.len()] == index
    }

    fn axes<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        frame: Frame,
        across: &Scale,
        upright: &Scale,
    ) -> Result<(), DrawError> {
        let (ticks, digits) = upright.ticks(4);
        for tick in ticks {
            let y = upright.at(tick);
            canvas.rule((frame.left, y), (frame.right, y), PALE_GREY, 1.0)?;
            let text = format!("{} %", plain_tick(tick, digits));
            canvas.text(frame.left - 8.0, y + 0.36 * NOTE, &text, Letters::note().align(Align::Right))?;
        }
        let (ticks, _) = across.ticks(5);
        for tick in ticks {
            let text = words::pounds(tick);
            let align = if tick >= HIGHEST { Align::Right } else { Align::Centre };
            canvas.text(across.at(tick), frame.bottom + 1.5 * NOTE, &text, Letters::note().align(align))?;
        }
        let middle = (frame.left + frame.right) / 2.0;
        let letters = Letters::note().align(Align::Centre);
        canvas.text(middle, frame.bottom + 2.9 * NOTE, "value of a year of full health", letters)?;
        corner(canvas, frame)
    }

    fn key<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, top: f64) -> Result<(), DrawError> {
        let pitch = (WIDTH - 2.0 * MARGIN) / ENTRIES_A_ROW as f64;
        for (index, (title, _)) in self.designs.iter().enumerate() {
            let x = MARGIN + (index % ENTRIES_A_ROW) as f64 * pitch;
            let y = top + (index / ENTRIES_A_ROW) as f64 * KEY_ROW;
            let (colour, dotted) = look(index);
            key_entry(canvas, (x, y), title, |f| {
                canvas.path(&[(f.left, y), (f.right, y)], colour, LINE)?;
                if dotted { canvas.dot((f.left + f.right) / 2.0, y, DOT, colour) } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    fn table(&self) -> DataTable {
        let mut header = vec!["Value of a year of full health".to_string()];
        header.extend(self.designs.iter().map(|(title, _)| title.clone()));
        let steps = self.designs.first().map_or(0, |(_, shares)| shares.len());
        let rows = (0..steps).step_by(SHOWN_EVERY).map(|step| {
            let shares = self.designs.iter().map(|(_, shares)| format!("{} %", words::number(100.0 * shares[step], 0)));
            std::iter::once(words::pounds(step as f64 * STEP)).chain(shares).collect()
        });
        DataTable::new("Share of replications in which a design is worth its cost", &header, rows)
    }
}

/// Colour of a design's line, and whether it bears dots because all colours are taken.
fn look(index: usize) -> (RGBColor, bool) {
    (COLOURS[index % COLOURS.len()], index >= COLOURS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_lie_on_one_another_take_turns_and_others_are_whole() {
        let picture = |designs: &[&[f64]]| Acceptability {
            title: String::new(),
            subtitle: String::new(),
            designs: designs.iter().map(|shares| (String::new(), shares.to_vec())).collect(),
        };
        // Two alike throughout, and one that leaves them after the second step.
        let shown = picture(&[&[0.0, 0.5, 0.5, 0.5, 0.5], &[0.0, 0.5, 0.5, 0.5, 0.5], &[0.0, 0.5, 0.5, 0.9, 1.0]]);
        let pieces = |index: usize, steps: std::ops::Range<usize>| {
            let all = steps.flat_map(|step| (0..PIECES).map(move |piece| (step, piece)));
            all.filter(|&(step, piece)| shown.is_its_turn(index, step, piece)).count()
        };
        for index in 0..3 {
            assert_eq!(pieces(index, 0..2), 2 * PIECES / 3, "each has a third of what three share");
        }
        assert_eq!([pieces(0, 2..4), pieces(1, 2..4)], [PIECES, PIECES], "two share the rest");
        assert_eq!(pieces(2, 2..4), 2 * PIECES, "whoever lies alone is drawn whole");
    }
}
