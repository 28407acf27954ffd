//! The paired ledger as a picture: classes to the left and right of zero, the net, and the floor behind them.

use crate::analysis::ledger::{LedgerSum, floor};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::outcomes::ledger_class::{CLASSES, Class, Side};
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters, width};
use crate::report::figures::parts::{heading, key_entry, level_axis, row_name, zero_line};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{
    BLUE, GREEN, GREY, INK, LABEL, MARGIN, MID_GREY, NOTE, ORANGE, PALE_GREY, SKY, VERMILION, WIDTH,
};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

const TOP: f64 = 120.0;
const ROW: f64 = 64.0;
const BAR: f64 = 26.0;
const PLOT: (f64, f64) = (260.0, 900.0);
const AXIS: f64 = 58.0;
const KEY_LINE: f64 = 26.0;

/// How a class is filled: colour, and hatching for those that share it.
#[derive(Clone, Copy, Debug)]
enum Fill {
    Solid,
    Rising,
    Falling,
}

/// Classes beside zero, from zero outwards, with their fills; the two sides of a pair share a colour.
const FILLS: [(&str, RGBColor, Fill); 11] = [
    ("avoided", BLUE, Fill::Solid),
    ("substituted", SKY, Fill::Rising),
    ("answered_otherwise", GREEN, Fill::Falling),
    ("precluded", MID_GREY, Fill::Solid),
    ("deferred_out", MID_GREY, Fill::Rising),
    ("induced", BLUE, Fill::Solid),
    ("unsubstituted", SKY, Fill::Rising),
    ("substitution_failed", ORANGE, Fill::Solid),
    ("admitted_instead", GREEN, Fill::Falling),
    ("enabled", MID_GREY, Fill::Solid),
    ("brought_in", MID_GREY, Fill::Rising),
];

/// The ledger of every design with the floor.
#[derive(Clone, Debug)]
pub struct Account {
    title: String,
    subtitle: String,
    rows: Vec<(String, LedgerSum)>,
    floor: Option<LedgerSum>,
}

/// The figure, when there is a design to compare.
pub fn figure(trials: &Trials, scope: Scope) -> Option<Figure> {
    let rows: Vec<(String, LedgerSum)> = trials
        .designs()
        .into_iter()
        .filter_map(|arm| Some((trials.title(arm).to_string(), LedgerSum::of(trials, arm, scope)?)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let floor = floor(trials, scope);
    let floored = match &floor {
        Some(_) => "the grey band is what shuffling one queue makes on its own, so no class within it means anything",
        None => "no ripple arm was run, so how much of it mere shuffling makes is not known",
    };
    let picture = Account {
        title: format!("What became of each emergency admission, against {baseline}"),
        subtitle: format!(
            "Admissions per 1,000 people 65+ a year found in one of the two worlds only; net with its chance interval to the right; {}",
            trials.place_name(scope.place)
        ),
        rows,
        floor,
    };
    Some(Figure {
        name: "ledger",
        title: picture.title.clone(),
        sentence: format!(
            "Admissions that only {baseline} had stand to the right, those that only the design had to the left, and \
             the diamond is the difference, which alone says what the design achieved; {floored}."
        ),
        table: picture.table(),
        picture: Picture::Account(Box::new(picture)),
    })
}

impl Account {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + ROW * self.rows.len() as f64 + AXIS + 4.0 * KEY_LINE)
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        let bottom = TOP + ROW * self.rows.len() as f64;
        let frame = Frame { left: PLOT.0, top: TOP, right: PLOT.1, bottom };
        let sums = self.rows.iter().map(|(_, sum)| sum).chain(&self.floor);
        let ends = sums.flat_map(|sum| [sum.gross(Side::Fewer), -sum.gross(Side::More)]);
        let scale = Scale::covering(ends, PLOT.0, PLOT.1);
        level_axis(canvas, frame, &scale, 9, |tick, digits| words::number(tick.abs(), digits))?;
        self.band(canvas, frame, &scale)?;
        for (index, (title, sum)) in self.rows.iter().enumerate() {
            let middle = TOP + ROW * (index as f64 + 0.5);
            row_name(canvas, (MARGIN, PLOT.0 - 18.0), middle, title)?;
            bars(canvas, &scale, middle, sum)?;
            canvas.diamond(scale.at(sum.net.mean), middle, 8.5, INK)?;
            beside(canvas, middle, sum)?;
        }
        zero_line(canvas, frame, &scale)?;
        let note = Letters::note();
        let y = bottom + 3.0 * NOTE;
        canvas.text(PLOT.0, y, "← only with the design (more)", note)?;
        canvas.text(PLOT.1, y, "only in the comparator (fewer) →", note.align(Align::Right))?;
        self.key(canvas, bottom + AXIS + KEY_LINE)
    }

    fn band<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, frame: Frame, scale: &Scale) -> Result<(), DrawError> {
        let Some(floor) = &self.floor else { return Ok(()) };
        let (left, right) = (scale.at(-floor.gross(Side::More)), scale.at(floor.gross(Side::Fewer)));
        let band = Frame { left, right, ..frame };
        canvas.bar(band, PALE_GREY)?;
        canvas.hatch(band, MID_GREY, 9.0, true)?;
        canvas.text(scale.at(0.0), frame.top - 9.0, "floor: shuffling alone", Letters::note().align(Align::Centre))
    }

    fn key<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, top: f64) -> Result<(), DrawError> {
        let label = |key: &str| class(key).map_or(key, |class| class.label).to_lowercase();
        let entries = [
            (format!("{} | {}", label("induced"), label("avoided")), BLUE, Fill::Solid),
            (format!("{} | {}", label("unsubstituted"), label("substituted")), SKY, Fill::Rising),
            (label("substitution_failed"), ORANGE, Fill::Solid),
            (format!("{} | {}", label("admitted_instead"), label("answered_otherwise")), GREEN, Fill::Falling),
            (format!("{} | {}", label("enabled"), label("precluded")), MID_GREY, Fill::Solid),
            (format!("{} | {}", label("brought_in"), label("deferred_out")), MID_GREY, Fill::Rising),
        ];
        canvas.text(MARGIN, top + 0.36 * NOTE, "Left | right of zero:", Letters::note().bold())?;
        let (mut x, mut y) = (MARGIN + 170.0, top);
        for (name, colour, fill) in entries {
            if x + 60.0 + width(&name, Letters::note()) > WIDTH - MARGIN {
                (x, y) = (MARGIN + 170.0, y + KEY_LINE);
            }
            x = key_entry(canvas, (x, y), &name, |frame| filled(canvas, frame, colour, fill))?;
        }
        if x + 80.0 > WIDTH - MARGIN {
            (x, y) = (MARGIN + 170.0, y + KEY_LINE);
        }
        key_entry(canvas, (x, y), "net", |frame| canvas.diamond(frame.left + 13.0, y, 7.0, INK))?;
        Ok(())
    }

    fn table(&self) -> DataTable {
        let mut header = vec!["Class"];
        header.extend(self.rows.iter().map(|(title, _)| title.as_str()));
        if self.floor.is_some() {
            header.push("Floor (ripple)");
        }
        let sums: Vec<&LedgerSum> = self.rows.iter().map(|(_, sum)| sum).chain(&self.floor).collect();
        let net = std::iter::once(("Net, fewer (+)".to_string(), sums.iter().map(|s| words::signed(s.net.mean, 2))));
        let mut rows: Vec<Vec<String>> =
            net.map(|(name, cells)| std::iter::once(name).chain(cells).collect()).collect();
        for class in &CLASSES {
            let cells = sums.iter().map(|sum| words::number(sum.rate(class), 2));
            rows.push(std::iter::once(class.label.to_string()).chain(cells).collect());
        }
        DataTable::new("Classes of the ledger per 1,000 people 65+ a year", &header, rows)
    }
}

fn class(key: &str) -> Option<&'static Class> {
    CLASSES.iter().find(|class| class.key == key)
}

fn bars<DB: DrawingBackend>(canvas: &Canvas<DB>, scale: &Scale, middle: f64, sum: &LedgerSum) -> Result<(), DrawError> {
    let (mut left, mut right) = (0.0, 0.0);
    for (key, colour, fill) in FILLS {
        let Some(class) = class(key) else { continue };
        let rate = sum.rate(class);
        let (from, to) = match class.side {
            Side::Fewer => (right, right + rate),
            _ => (left - rate, left),
        };
        if class.side == Side::Fewer {
            right = to
        } else {
            left = from
        }
        let (top, bottom) = (middle - BAR / 2.0, middle + BAR / 2.0);
        filled(canvas, Frame { left: scale.at(from), top, right: scale.at(to), bottom }, colour, fill)?;
    }
    Ok(())
}

fn filled<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    frame: Frame,
    colour: RGBColor,
    fill: Fill,
) -> Result<(), DrawError> {
    if frame.right - frame.left < 0.5 {
        return Ok(());
    }
    canvas.bar(frame, colour)?;
    match fill {
        Fill::Solid => {}
        Fill::Rising => canvas.hatch(frame, WHITE, 6.0, true)?,
        Fill::Falling => canvas.hatch(frame, WHITE, 6.0, false)?,
    }
    canvas.outline(frame, WHITE, 1.0)
}

const WHITE: RGBColor = RGBColor(255, 255, 255);

fn beside<DB: DrawingBackend>(canvas: &Canvas<DB>, middle: f64, sum: &LedgerSum) -> Result<(), DrawError> {
    let x = PLOT.1 + 24.0;
    let size = words::number(sum.net.mean.abs(), 1);
    let (direction, colour) = match words::signed(sum.net.mean, 1).chars().next() {
        Some('−') => (" more", VERMILION),
        Some('+') => (" fewer", INK),
        _ => ("", INK),
    };
    let net = format!("net {size}{direction}");
    let letters = Letters::plain(LABEL).bold().colour(colour);
    canvas.text(x, middle - 4.0, &net, letters)?;
    let range = words::signed_range(sum.net.period(), 1);
    canvas.text(x + width(&net, letters) + 10.0, middle - 4.0, &range, Letters::note())?;
    let rate = |key: &str| class(key).map_or(0.0, |class| sum.rate(class));
    let moved =
        format!("{} later, {} earlier", words::number(rate("deferred"), 1), words::number(rate("brought_forward"), 1));
    canvas.text(x, middle + 15.0, &moved, Letters::note().colour(GREY))
}
