//! How a place settles during its warm-up: a few series day by day, as they are and with the season taken out, with the day
//! from which each has settled.

use crate::analysis::words;
use crate::experiment::settling::{REPLICATIONS, Series, Settling};
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters};
use crate::report::figures::parts::{corner, heading, key_entry, plain_tick};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{BLUE, GREEN, INK, MARGIN, MID_GREY, NOTE, PALE_GREY, VERMILION, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

const TOP: f64 = 92.0;
const PANEL: f64 = 120.0;
const BETWEEN: f64 = 52.0;
const LEFT: f64 = 80.0;
const FOOT: f64 = 60.0;
/// Room above and below a series, as a part of its height.
const AIR: f64 = 0.08;

/// One panel for each series.
#[derive(Clone, Debug)]
pub struct WarmUp {
    title: String,
    subtitle: String,
    settling: Settling,
}

/// The figure of one place.
pub fn figure(settling: &Settling) -> Figure {
    let title = format!("The warm-up in {}", settling.place);
    let subtitle = format!(
        "Usual care from the beginning of the warm-up, every midnight, mean of {REPLICATIONS} replications; followed beyond the \
         horizon where that is short"
    );
    let picture = WarmUp { title, subtitle, settling: settling.clone() };
    Figure {
        name: "warm-up",
        title: picture.title.clone(),
        sentence: settling.sentences().join(" "),
        table: picture.table(),
        picture: Picture::WarmUp(picture),
    }
}

impl WarmUp {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + self.settling.series.len() as f64 * (PANEL + BETWEEN) + FOOT)
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        for (index, series) in self.settling.series.iter().enumerate() {
            let top = TOP + index as f64 * (PANEL + BETWEEN) + 20.0;
            let frame = Frame { left: MARGIN + LEFT, top, right: WIDTH - MARGIN, bottom: top + PANEL };
            self.panel(canvas, frame, series)?;
        }
        let y = self.size().1 - 24.0;
        let x = key_entry(canvas, (MARGIN, y), "end of the warm-up", |f| {
            canvas.rule((f.left, y), (f.right, y), VERMILION, 2.0)
        })?;
        let x = key_entry(canvas, (x, y), "season taken out", |f| canvas.rule((f.left, y), (f.right, y), BLUE, 2.0))?;
        key_entry(canvas, (x, y), "settled from here (MSER-5, season taken out)", |f| {
            canvas.rule((f.left, y), (f.right, y), GREEN, 2.0)
        })?;
        Ok(())
    }

    fn panel<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, frame: Frame, series: &Series) -> Result<(), DrawError> {
        let ends = series
            .days
            .iter()
            .chain(&series.without_season)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
        let air = (AIR * (ends.1 - ends.0)).max(f64::MIN_POSITIVE);
        let upright = Scale::exact(ends.0 - air, ends.1 + air, frame.bottom, frame.top);
        let across = Scale::exact(0.0, series.days.len() as f64, frame.left, frame.right);
        let name = format!("{} (this axis does not start at zero)", words::at_start(series.name));
        canvas.text(frame.left, frame.top - 8.0, &name, Letters::plain(NOTE).colour(INK))?;
        let (ticks, digits) = upright.ticks(3);
        for tick in ticks {
            let y = upright.at(tick);
            canvas.rule((frame.left, y), (frame.right, y), PALE_GREY, 1.0)?;
            let letters = Letters::note().align(Align::Right);
            canvas.text(frame.left - 8.0, y + 0.36 * NOTE, &plain_tick(tick, digits), letters)?;
        }
        let path = |values: &[f64]| -> Vec<(f64, f64)> {
            values.iter().enumerate().map(|(day, value)| (across.at(day as f64), upright.at(*value))).collect()
        };
        canvas.path(&path(&series.days), MID_GREY, 1.6)?;
        canvas.path(&path(&series.without_season), BLUE, 1.6)?;
        canvas.dashes(across.at(f64::from(self.settling.warm_up)), frame.top, frame.bottom, VERMILION, 2.0)?;
        if let Some(day) = series.settled {
            let x = across.at(day as f64);
            canvas.rule((x, frame.top), (x, frame.bottom), GREEN, 2.0)?;
        }
        let (ticks, digits) = across.ticks(8);
        for tick in ticks {
            let letters = Letters::note().align(Align::Centre);
            canvas.text(
                across.at(tick),
                frame.bottom + 1.4 * NOTE,
                &format!("day {}", plain_tick(tick, digits)),
                letters,
            )?;
        }
        corner(canvas, frame)
    }

    fn table(&self) -> DataTable {
        let day = |series: &Series| match series.settled {
            Some(day) => words::number(day as f64, 0),
            None => "not settled".to_string(),
        };
        let drift = |series: &Series| series.a_year().unwrap_or_else(|| "none".to_string());
        let row = |series: &Series| vec![words::at_start(series.name), day(series), drift(series)];
        let caption = format!("{}: the day from which each series has settled, and whether it drifts", self.title);
        DataTable::new(&caption, &["Series", "Settled from day", "Drift"], self.settling.series.iter().map(row))
    }
}
