//! One parameter at a time: how far the difference of a design moves from the lower to the upper end of each range.

use crate::analysis::tornado::{self, Swing, Tornado as Found};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::report::figures::canvas::{Canvas, DrawError, Frame, Letters, wrapped};
use crate::report::figures::parts::{heading, key_entry, level_axis};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{BLUE, GREY, INK, MARGIN, NOTE, ORANGE, PALE_GREY, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

/// So many bars are drawn; the table has all.
const DRAWN: usize = 20;
const TOP: f64 = 92.0;
const ROW: f64 = 34.0;
const FOOT: f64 = 84.0;
const PLOT: (f64, f64) = (420.0, 960.0);
const HALF_BAR: f64 = 9.0;

/// Bars, the widest on top.
#[derive(Clone, Debug)]
pub struct Tornado {
    title: String,
    subtitle: String,
    found: Found,
}

/// The figure, when a sweep changed one thing at a time.
pub fn figure(trials: &Trials, _: Scope) -> Option<Figure> {
    let found = tornado::of(trials)?;
    let design = trials.title(found.arm);
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let label = words::within_sentence(&found.outcome.label);
    let subtitle = format!("{design} minus {baseline}, {}; the line is where nothing is changed", found.outcome.unit);
    let picture = Tornado { title: format!("One at a time: the difference in {label}"), subtitle, found };
    Some(Figure {
        name: "tornado",
        title: picture.title.clone(),
        sentence: format!(
            "Each bar shows how far the difference that {design} makes in {label} moves when one parameter is taken to the \
             ends of its range and all others stay. Pale bars could be simulation error. What happens when several are \
             other than assumed at once is not in it."
        ),
        table: picture.table(),
        picture: Picture::Tornado(picture),
    })
}

impl Tornado {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + ROW * self.shown().len() as f64 + FOOT)
    }

    fn shown(&self) -> &[Swing] {
        &self.found.swings[..self.found.swings.len().min(DRAWN)]
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        let bottom = TOP + ROW * self.shown().len() as f64;
        let frame = Frame { left: PLOT.0, top: TOP, right: PLOT.1, bottom };
        let factor = words::axis_factor(&self.found.outcome);
        let ends = self.shown().iter().flat_map(|swing| swing.ends.iter().map(|end| factor * end.1));
        let scale = Scale::covering(ends.chain([factor * self.found.usual]), PLOT.0, PLOT.1);
        level_axis(canvas, frame, &scale, 7, words::signed)?;
        for (index, swing) in self.shown().iter().enumerate() {
            self.bar(canvas, &scale, TOP + ROW * (index as f64 + 0.5), swing)?;
        }
        let usual = scale.at(factor * self.found.usual);
        canvas.rule((usual, TOP), (usual, bottom), INK, 1.6)?;
        let y = bottom + FOOT - 26.0;
        let x = key_entry(canvas, (MARGIN, y), "at the lower end of the range", |f| canvas.bar(f, ORANGE))?;
        let x = key_entry(canvas, (x, y), "at the upper end", |f| canvas.bar(f, BLUE))?;
        key_entry(canvas, (x, y), "could be simulation error", |f| canvas.bar(f, PALE_GREY))?;
        Ok(())
    }

    fn bar<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        scale: &Scale,
        middle: f64,
        swing: &Swing,
    ) -> Result<(), DrawError> {
        let letters = Letters::plain(NOTE);
        let name = swing.path.strip_prefix("parameters.").unwrap_or(&swing.path);
        canvas.block(MARGIN, middle, &wrapped(name, letters, PLOT.0 - MARGIN - 16.0, 2), letters)?;
        let factor = words::axis_factor(&self.found.outcome);
        let usual = scale.at(factor * self.found.usual);
        for ((_, value, shift), colour) in swing.ends.iter().zip([ORANGE, BLUE].into_iter().cycle()) {
            let at = scale.at(factor * value);
            let clear = shift.simulation.is_some_and(|interval| !interval.contains(0.0));
            let frame =
                Frame { left: at.min(usual), top: middle - HALF_BAR, right: at.max(usual), bottom: middle + HALF_BAR };
            canvas.bar(frame, if clear { colour } else { PALE_GREY })?;
        }
        let values: Vec<&str> = swing.ends.iter().map(|end| end.0.as_str()).collect();
        let text = wrapped(&values.join(" to "), Letters::note(), WIDTH - MARGIN - PLOT.1 - 20.0, 1);
        canvas.block(PLOT.1 + 20.0, middle, &text, Letters::note().colour(GREY))
    }

    fn table(&self) -> DataTable {
        let outcome = &self.found.outcome;
        let header = ["What is changed", "To", "Difference there", "Shift from where nothing is changed", "Clear"];
        let rows = self.found.swings.iter().flat_map(|swing| {
            swing.ends.iter().map(|(value, difference, shift)| {
                let digits = words::difference_digits(outcome, shift);
                let clear = shift.simulation.is_some_and(|interval| !interval.contains(0.0));
                vec![
                    swing.path.clone(),
                    value.clone(),
                    words::signed(words::axis_factor(outcome) * difference, digits),
                    words::with_simulation(outcome, shift),
                    if clear { "yes" } else { "could be simulation error" }.to_string(),
                ]
            })
        });
        let caption = format!("{}, {}, with the simulation error of the shift", self.title, words::axis_unit(outcome));
        DataTable::new(&caption, &header, rows)
    }
}
