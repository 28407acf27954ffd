//! A fit: for each target its interval and the model before and after, all over the target's value.

use crate::analysis::words;
use crate::report::figures::canvas::{Canvas, DrawError, Frame, Letters, wrapped};
use crate::report::figures::parts::{heading, level_axis};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{BLUE, INK, MARGIN, MID_GREY, NOTE, ORANGE, PALE_GREY, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

const TOP: f64 = 96.0;
const ROW: f64 = 26.0;
const FOOT: f64 = 84.0;
const PLOT: (f64, f64) = (560.0, 1080.0);
/// What lies further from the target than this is drawn at the edge.
const EDGES: (f64, f64) = (0.4, 1.6);

/// A target with the model before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct FitRow {
    /// What is measured, with its unit.
    pub name: String,
    /// Target.
    pub value: f64,
    /// Its interval.
    pub interval: [f64; 2],
    /// The model before and after.
    pub model: [f64; 2],
}

/// All targets of a fit.
#[derive(Clone, Debug)]
pub struct Targets {
    title: String,
    subtitle: String,
    rows: Vec<FitRow>,
}

/// The figure of a fit.
pub fn figure(title: &str, rows: Vec<FitRow>) -> Figure {
    let inside = rows.iter().filter(|row| holds(row)).count();
    let subtitle = format!("model over target; {inside} of {} targets lie in their interval after the fit", rows.len());
    let table = DataTable::new(title, &["Target", "Value", "Interval", "Before", "After"], rows.iter().map(cells));
    let picture = Targets { title: title.to_string(), subtitle, rows };
    Figure {
        name: "fit",
        title: title.to_string(),
        sentence: "Each line is a target: the bar is its interval, the open mark the model before the fit and the dot \
                   the model after it, all over the target's value."
            .to_string(),
        table,
        picture: Picture::Fit(picture),
    }
}

fn holds(row: &FitRow) -> bool {
    (row.interval[0]..=row.interval[1]).contains(&row.model[1])
}

fn cells(row: &FitRow) -> Vec<String> {
    let shown = |value: f64| words::number(value, digits(row.value));
    let [low, high] = row.interval.map(shown);
    vec![row.name.clone(), shown(row.value), format!("{low} to {high}"), shown(row.model[0]), shown(row.model[1])]
}

/// Digits after the point that show a value to about three figures.
pub fn digits(value: f64) -> usize {
    const MOST: usize = 5;
    const THREE_FIGURES: f64 = 100.0;
    let mut shown = value.abs();
    let mut digits = 0;
    while shown < THREE_FIGURES && digits < MOST {
        shown *= 10.0;
        digits += 1;
    }
    digits
}

impl Targets {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + ROW * self.rows.len() as f64 + FOOT)
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        let frame = Frame { left: PLOT.0, top: TOP, right: PLOT.1, bottom: TOP + ROW * self.rows.len() as f64 };
        let scale = Scale::exact(EDGES.0, EDGES.1, PLOT.0, PLOT.1);
        level_axis(canvas, frame, &scale, 6, words::number)?;
        canvas.rule((scale.at(1.0), frame.top), (scale.at(1.0), frame.bottom), INK, 1.6)?;
        for (index, row) in self.rows.iter().enumerate() {
            self.row(canvas, &scale, TOP + ROW * (index as f64 + 0.5), row)?;
        }
        let y = frame.bottom + FOOT - 26.0;
        canvas.rule((MARGIN, y), (MARGIN + 40.0, y), PALE_GREY, 12.0)?;
        canvas.text(MARGIN + 50.0, y + 5.0, "interval of the target", Letters::note())?;
        canvas.diamond(MARGIN + 262.0, y, 5.0, ORANGE)?;
        canvas.text(MARGIN + 276.0, y + 5.0, "model before", Letters::note())?;
        canvas.dot(MARGIN + 424.0, y, 5.0, BLUE)?;
        canvas.text(MARGIN + 438.0, y + 5.0, "model after; at an edge: further away", Letters::note())
    }

    fn row<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        scale: &Scale,
        y: f64,
        row: &FitRow,
    ) -> Result<(), DrawError> {
        let at = |value: f64| scale.at((value / row.value).clamp(EDGES.0, EDGES.1));
        for line in wrapped(&row.name, Letters::plain(NOTE), PLOT.0 - MARGIN - 16.0, 1) {
            canvas.text(MARGIN, y + 5.0, &line, Letters::plain(NOTE))?;
        }
        canvas.rule((at(row.interval[0]), y), (at(row.interval[1]), y), PALE_GREY, 14.0)?;
        canvas.rule((at(row.value), y - 7.0), (at(row.value), y + 7.0), MID_GREY, 1.6)?;
        canvas.diamond(at(row.model[0]), y, 5.0, ORANGE)?;
        canvas.dot(at(row.model[1]), y, 5.0, BLUE)?;
        let shown = words::number(row.model[1], digits(row.value));
        let letters = if holds(row) { Letters::note() } else { Letters::note().bold() };
        canvas.text(PLOT.1 + 16.0, y + 5.0, &shown, letters)
    }
}
