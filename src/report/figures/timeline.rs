//! Month by month: posts funded and filled, caseload, and admissions beside the baseline's, shocks marked.

use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::Month;
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters, wrapped};
use crate::report::figures::parts::{corner, heading, key_entry, plain_tick};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{BLUE, GREEN, GREY, INK, MARGIN, MID_GREY, NOTE, PALE_GREY, VERMILION, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

/// At most so many designs beside each other; more go below.
const ACROSS: usize = 6;
const AXIS: f64 = 62.0;
const GAP: f64 = 18.0;
const TITLES: f64 = 62.0;
const PANEL: f64 = 128.0;
const BETWEEN: f64 = 38.0;
const FOOT: f64 = 66.0;
const KEY: f64 = 46.0;
const SHOCK_LINE: f64 = 20.0;

/// Means over replications by month.
#[derive(Clone, Debug)]
pub struct Timeline {
    title: String,
    subtitle: String,
    baseline: (String, Vec<Means>),
    designs: Vec<(String, Vec<Means>)>,
    /// Label and month (with fraction) of each shock.
    shocks: Vec<(String, f64)>,
}

/// One month, mean over replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Means {
    funded: f64,
    filled: f64,
    caseload: f64,
    admissions: f64,
}

/// The figure, when there are months and a design.
pub fn figure(trials: &Trials, scope: Scope) -> Option<Figure> {
    let series = |arm: usize| (trials.title(arm).to_string(), means(trials, arm, scope));
    let baseline = series(trials.baseline());
    let designs: Vec<(String, Vec<Means>)> = trials.designs().into_iter().map(series).collect();
    let months = baseline.1.len();
    if months < 2 || designs.is_empty() {
        return None;
    }
    let study = &trials.results.study;
    let month_of = |day: u32| f64::from(day) / f64::from(study.horizon_days.max(1)) * months as f64;
    let picture = Timeline {
        title: "Staff, caseload and admissions, month by month".to_string(),
        subtitle: format!(
            "Mean of {}, {}; months from {}",
            words::counted(study.replications as usize, "replication"),
            trials.place_name(scope.place),
            study.start
        ),
        shocks: study.shocks.iter().map(|(label, day)| (label.clone(), month_of(*day))).collect(),
        baseline,
        designs,
    };
    let shocked = if picture.shocks.is_empty() {
        ""
    } else {
        "; a dashed line marks what happens on the way, such as the end of a fund"
    };
    Some(Figure {
        name: "over-time",
        title: picture.title.clone(),
        sentence: format!(
            "Posts are funded before they are filled; meanwhile agency and bank staff may cover some of them, who are not \
             drawn{shocked}. Admissions of each design are drawn over those of {} in grey.",
            words::within_sentence(&picture.baseline.0)
        ),
        table: picture.table(),
        picture: Picture::Timeline(picture),
    })
}

fn means(trials: &Trials, arm: usize, scope: Scope) -> Vec<Means> {
    let rows = trials.rows(arm, scope);
    let months = rows.iter().map(|row| row.months.len()).min().unwrap_or(0);
    let mean = |month: usize, of: &dyn Fn(&Month) -> f64| {
        rows.iter().map(|row| of(&row.months[month])).sum::<f64>() / rows.len() as f64
    };
    (0..months)
        .map(|month| Means {
            funded: mean(month, &|m| f64::from(m.funded_wte)),
            filled: mean(month, &|m| f64::from(m.filled_wte)),
            caseload: mean(month, &|m| f64::from(m.caseload)),
            admissions: mean(month, &|m| f64::from(m.admissions)),
        })
        .collect()
}

impl Timeline {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        (WIDTH, self.top() + self.bands() as f64 * self.band() + KEY)
    }

    fn bands(&self) -> usize {
        self.designs.len().div_ceil(ACROSS)
    }

    fn across(&self) -> usize {
        self.designs.len().div_ceil(self.bands())
    }

    fn top(&self) -> f64 {
        92.0 + SHOCK_LINE * self.shocks.len() as f64
    }

    fn band(&self) -> f64 {
        TITLES + 3.0 * (PANEL + BETWEEN) + FOOT - BETWEEN
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        let below = heading(canvas, &self.title, &self.subtitle)?;
        for (index, (label, month)) in self.shocks.iter().enumerate() {
            let y = below + SHOCK_LINE * index as f64 + 2.0;
            canvas.dashes(MARGIN + 5.0, y - 9.0, y + 11.0, VERMILION, 2.2)?;
            let text = format!("{}  {label}, in month {}", letter(index), month.floor() as u32 + 1);
            canvas.text(MARGIN + 16.0, y + 0.36 * NOTE, &text, Letters::plain(NOTE).bold().colour(VERMILION))?;
        }
        let pitch = (WIDTH - 2.0 * MARGIN - AXIS + GAP) / self.across() as f64;
        for (index, (title, series)) in self.designs.iter().enumerate() {
            let top = self.top() + (index / self.across()) as f64 * self.band();
            let left = MARGIN + AXIS + (index % self.across()) as f64 * pitch;
            let column = Frame { left, top, right: left + pitch - GAP, bottom: top + self.band() };
            let letters = Letters::plain(NOTE + 0.5).bold();
            let lines = wrapped(title, letters, column.right - column.left, 2);
            for (line, text) in lines.iter().enumerate() {
                canvas.text(left, top + 14.0 + 1.25 * NOTE * line as f64, text, letters)?;
            }
            self.column(canvas, column, series, index % self.across() == 0)?;
        }
        self.key(canvas, self.size().1 - 22.0)
    }

    fn column<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        column: Frame,
        series: &[Means],
        first: bool,
    ) -> Result<(), DrawError> {
        let months = series.len();
        let across = Scale::exact(0.0, months as f64, column.left, column.right);
        let has_team = series.iter().any(|month| month.funded > 0.0 || month.filled > 0.0 || month.caseload > 0.0);
        for (row, (name, of)) in PANELS.iter().enumerate() {
            let top = column.top + TITLES + row as f64 * (PANEL + BETWEEN);
            let frame = Frame { left: column.left, top, right: column.right, bottom: top + PANEL };
            let scale = self.upright(row, *of, frame);
            let (ticks, digits) = scale.ticks(4);
            for tick in ticks {
                let y = scale.at(tick);
                canvas.rule((frame.left, y), (frame.right, y), PALE_GREY, 1.0)?;
                if first {
                    let letters = Letters::note().align(Align::Right);
                    canvas.text(frame.left - 8.0, y + 0.36 * NOTE, &plain_tick(tick, digits), letters)?;
                }
            }
            if first {
                canvas.text(MARGIN, top - 10.0, name, Letters::plain(NOTE).colour(INK))?;
            }
            corner(canvas, frame)?;
            if row < ADMISSIONS && !has_team {
                let letters = Letters::note().align(Align::Centre);
                canvas.text((frame.left + frame.right) / 2.0, frame.bottom - PANEL / 2.0, "no team", letters)?;
            } else {
                self.shock_lines(canvas, frame, &across, row == 0)?;
                self.lines(canvas, row, series, &across, &scale)?;
            }
            month_ticks(canvas, frame, &across, months, row == ADMISSIONS)?;
        }
        Ok(())
    }

    fn lines<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        row: usize,
        series: &[Means],
        across: &Scale,
        scale: &Scale,
    ) -> Result<(), DrawError> {
        let line = |series: &[Means], of: fn(&Means) -> f64| -> Vec<(f64, f64)> {
            let at = |(month, means): (usize, &Means)| (across.at(month as f64 + 0.5), scale.at(of(means)));
            series.iter().enumerate().map(at).collect()
        };
        match row {
            0 => {
                canvas.dashed_path(&line(series, |m| m.funded), GREY, 2.0)?;
                canvas.path(&line(series, |m| m.filled), BLUE, 2.4)
            }
            1 => canvas.path(&line(series, |m| m.caseload), GREEN, 2.4),
            _ => {
                canvas.path(&line(&self.baseline.1, |m| m.admissions), MID_GREY, 3.4)?;
                canvas.path(&line(series, |m| m.admissions), INK, 1.4)
            }
        }
    }

    fn shock_lines<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        frame: Frame,
        across: &Scale,
        lettered: bool,
    ) -> Result<(), DrawError> {
        for (index, (_, month)) in self.shocks.iter().enumerate() {
            let x = across.at(*month);
            canvas.dashes(x, frame.top, frame.bottom, VERMILION, 1.8)?;
            if lettered {
                let letters = Letters::plain(NOTE).bold().colour(VERMILION);
                canvas.text(x + 5.0, frame.top + 12.0, &letter(index), letters)?;
            }
        }
        Ok(())
    }

    /// The upright scale of a row of panels: from zero, but for admissions, whose differences would not be seen.
    fn upright(&self, row: usize, of: Of, frame: Frame) -> Scale {
        let all = self.designs.iter().map(|(_, series)| series).chain([&self.baseline.1]);
        let ends = all.flatten().map(of).fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let lowest = if row == ADMISSIONS { ends.0 } else { 0.0 };
        let air = 0.06 * (ends.1 - lowest);
        let from = if row == ADMISSIONS { (lowest - air).max(0.0) } else { 0.0 };
        Scale::exact(from, ends.1 + air, frame.bottom, frame.top)
    }

    fn key<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, y: f64) -> Result<(), DrawError> {
        let x = key_entry(canvas, (MARGIN, y), "posts funded", |f| {
            canvas.rule((f.left, y), (f.left + 10.0, y), GREY, 2.0)?;
            canvas.rule((f.left + 16.0, y), (f.right, y), GREY, 2.0)
        })?;
        let x = key_entry(canvas, (x, y), "posts filled", |f| canvas.rule((f.left, y), (f.right, y), BLUE, 2.6))?;
        let x = key_entry(canvas, (x, y), "caseload", |f| canvas.rule((f.left, y), (f.right, y), GREEN, 2.6))?;
        let x = key_entry(canvas, (x, y), "admissions", |f| canvas.rule((f.left, y), (f.right, y), INK, 1.4))?;
        let name = format!("admissions, {}", words::within_sentence(&self.baseline.0));
        key_entry(canvas, (x, y), &name, |f| canvas.rule((f.left, y), (f.right, y), MID_GREY, 3.4))?;
        Ok(())
    }

    fn table(&self) -> DataTable {
        let header = ["Arm", "Month", "Funded, WTE", "Filled, WTE", "Caseload, people", "Emergency admissions"];
        let arms = std::iter::once(&self.baseline).chain(&self.designs);
        let rows = arms.flat_map(|(title, series)| {
            series.iter().enumerate().map(move |(month, m)| {
                let figures = [m.funded, m.filled, m.caseload, m.admissions];
                let mut row = vec![title.clone(), (month + 1).to_string()];
                row.extend(figures.iter().map(|figure| words::number(*figure, 1)));
                row
            })
        });
        DataTable::new("Month by month, mean over replications", &header, rows)
    }
}

type Of = fn(&Means) -> f64;

/// Name of each panel and the figure that sets its height.
const PANELS: [(&str, Of); 3] = [
    ("Team posts, WTE", |m| m.funded.max(m.filled)),
    ("People on the caseload", |m| m.caseload),
    ("Emergency admissions a month (this axis does not start at zero)", |m| m.admissions),
];

/// The row of panels that shows admissions.
const ADMISSIONS: usize = 2;

fn letter(index: usize) -> String {
    char::from_u32('A' as u32 + index as u32 % 26).unwrap_or('A').to_string()
}

fn month_ticks<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    frame: Frame,
    across: &Scale,
    months: usize,
    named: bool,
) -> Result<(), DrawError> {
    let every = if months > 48 { 24 } else { 12 };
    for month in (0..=months).step_by(every) {
        let x = across.at(month as f64);
        canvas.rule((x, frame.bottom), (x, frame.bottom + 4.0), MID_GREY, 1.0)?;
        // The last one would run into the first of the next panel.
        if named && month < months {
            let letters = Letters::note().align(Align::Centre);
            canvas.text(x, frame.bottom + 1.5 * NOTE, &month.to_string(), letters)?;
        }
    }
    if named {
        let middle = (frame.left + frame.right) / 2.0;
        canvas.text(middle, frame.bottom + 2.9 * NOTE, "months", Letters::note().align(Align::Centre))?;
    }
    Ok(())
}
