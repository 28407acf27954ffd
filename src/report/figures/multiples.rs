//! Key outcomes side by side: for each, the difference that every design made, with both intervals.

use crate::analysis::contrast::Contrast;
use crate::analysis::outcome::{KEY_OUTCOMES, Outcome};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::outcomes::metric::Direction;
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters, wrapped};
use crate::report::figures::parts::{Shown, difference, difference_key, heading, level_axis, no_figure, zero_line};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{MARGIN, NOTE, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

const TOP: f64 = 74.0;
const ACROSS: usize = 4;
const NAMES: f64 = 200.0;
const GAP: f64 = 22.0;
/// Room above the words of a panel's head, and below them.
const ABOVE_HEAD: f64 = 26.0;
const BELOW_HEAD: f64 = 12.0;
const ROW: f64 = 40.0;
const LEFT: f64 = MARGIN + NAMES + 16.0;
const PANEL: f64 = (WIDTH - MARGIN - LEFT + GAP) / ACROSS as f64 - GAP;
const FOOT: f64 = 62.0;

/// Panels of one outcome each.
#[derive(Clone, Debug)]
pub struct Multiples {
    title: String,
    subtitle: String,
    designs: Vec<String>,
    drawn: bool,
    panels: Vec<(Outcome, Vec<Option<Contrast>>)>,
}

/// The figure, when any of the key outcomes exists and there is a design to compare.
pub fn figure(trials: &Trials, scope: Scope) -> Option<Figure> {
    let designs = trials.designs();
    let outcomes: Vec<Outcome> = KEY_OUTCOMES.iter().filter_map(|key| Outcome::find(trials.results, key)).collect();
    if designs.is_empty() || outcomes.is_empty() {
        return None;
    }
    let pair = |arm| Pair { arm, against: trials.baseline() };
    let panels = outcomes.into_iter().map(|outcome| {
        let contrasts = designs.iter().map(|arm| Contrast::of(trials, pair(*arm), scope, &outcome).ok()).collect();
        (outcome, contrasts)
    });
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let picture = Multiples {
        title: format!("Key outcomes: difference from {baseline}"),
        subtitle: format!("Design minus {baseline}, {}; every panel has its own scale", trials.place_name(scope.place)),
        drawn: trials.are_drawn(),
        panels: panels.collect(),
        designs: designs.iter().map(|arm| trials.title(*arm).to_string()).collect(),
    };
    Some(Figure {
        name: "key-outcomes",
        title: picture.title.clone(),
        sentence: format!(
            "Design minus {baseline} for each outcome; the arrow under a panel points to the better side, and {} \
             that crosses zero means that one period could not tell.",
            if trials.are_drawn() { "a pale band" } else { "a thin line" }
        ),
        table: picture.table(),
        picture: Picture::Multiples(picture),
    })
}

impl Multiples {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        let down = self.panels.len().div_ceil(ACROSS) as f64;
        (WIDTH, TOP + down * self.panel_height() + 40.0)
    }

    fn panel_height(&self) -> f64 {
        self.head() + ROW * self.designs.len() as f64 + FOOT
    }

    /// As high as the panel with most words above it needs.
    fn head(&self) -> f64 {
        self.panels.iter().map(|(outcome, _)| Head::of(outcome).height()).fold(0.0, f64::max) + ABOVE_HEAD + BELOW_HEAD
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        for (index, (outcome, contrasts)) in self.panels.iter().enumerate() {
            let top = TOP + (index / ACROSS) as f64 * self.panel_height() + self.head();
            let start = LEFT + (index % ACROSS) as f64 * (PANEL + GAP);
            let bottom = top + ROW * self.designs.len() as f64;
            let frame = Frame { left: start, top, right: start + PANEL, bottom };
            if index % ACROSS == 0 {
                for (row, design) in self.designs.iter().enumerate() {
                    let middle = top + ROW * (row as f64 + 0.5);
                    small_name(canvas, (MARGIN, MARGIN + NAMES), middle, design)?;
                }
            }
            panel(canvas, frame, outcome, contrasts)?;
        }
        let contrasts = self.panels.iter().flat_map(|(_, contrasts)| contrasts).flatten();
        difference_key(canvas, self.size().1 - 24.0, "", Shown::of(contrasts.map(|contrast| contrast.difference)))
    }

    fn table(&self) -> DataTable {
        let mut header = vec!["Outcome", "Unit"];
        header.extend(self.designs.iter().map(String::as_str));
        let rows = self.panels.iter().map(|(outcome, contrasts)| {
            let mut row = vec![outcome.label.clone(), words::axis_unit(outcome)];
            row.extend(contrasts.iter().map(|contrast| {
                contrast.map_or(words::NO_FIGURE.to_string(), |c| words::with_period(outcome, &c.difference))
            }));
            row
        });
        let doubt = words::in_doubt(self.drawn);
        DataTable::new(&format!("{}, with the interval of single periods ({doubt})", self.title), &header, rows)
    }
}

/// What stands above a panel: the outcome and its unit.
struct Head {
    label: Vec<String>,
    unit: Vec<String>,
}

impl Head {
    const LABEL_LINE: f64 = 1.3 * NOTE;
    const UNIT_LINE: f64 = 1.35 * NOTE;

    fn of(outcome: &Outcome) -> Self {
        Self {
            label: wrapped(&outcome.label, Self::letters(), PANEL, 4),
            unit: wrapped(&words::axis_unit(outcome), Letters::note(), PANEL, 2),
        }
    }

    fn letters() -> Letters {
        Letters::plain(NOTE + 0.5).bold()
    }

    fn height(&self) -> f64 {
        Self::LABEL_LINE * self.label.len() as f64 + Self::UNIT_LINE * self.unit.len() as f64
    }

    fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, frame: Frame) -> Result<(), DrawError> {
        let mut y = frame.top - BELOW_HEAD;
        for line in self.unit.iter().rev() {
            canvas.text(frame.left, y, line, Letters::note())?;
            y -= Self::UNIT_LINE;
        }
        for line in self.label.iter().rev() {
            canvas.text(frame.left, y, line, Self::letters())?;
            y -= Self::LABEL_LINE;
        }
        Ok(())
    }
}

fn panel<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    frame: Frame,
    outcome: &Outcome,
    contrasts: &[Option<Contrast>],
) -> Result<(), DrawError> {
    let factor = words::axis_factor(outcome);
    let ends = contrasts.iter().flatten().flat_map(|contrast| {
        let d = contrast.difference;
        [Some(d.mean), d.period().map(|c| c.low), d.period().map(|c| c.high)].into_iter().flatten()
    });
    let scale = Scale::covering(ends.map(|value| factor * value), frame.left, frame.right);
    Head::of(outcome).draw(canvas, frame)?;
    level_axis(canvas, frame, &scale, 3, words::signed)?;
    zero_line(canvas, frame, &scale)?;
    for (row, contrast) in contrasts.iter().enumerate() {
        let middle = frame.top + ROW * (row as f64 + 0.5);
        match contrast {
            Some(contrast) => difference(canvas, &scale, middle, &contrast.difference, factor)?,
            None => no_figure(canvas, scale.at(0.0) + 8.0, middle, "no figure")?,
        }
    }
    let y = frame.bottom + 2.9 * NOTE;
    match outcome.direction {
        Direction::Higher => canvas.text(frame.right, y, "better →", Letters::note().align(Align::Right)),
        Direction::Lower => canvas.text(frame.left, y, "← better", Letters::note()),
        Direction::Neither => Ok(()),
    }
}

fn small_name<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    span: (f64, f64),
    middle: f64,
    name: &str,
) -> Result<(), DrawError> {
    let letters = Letters::plain(NOTE).align(Align::Right);
    canvas.block(span.1, middle, &wrapped(name, letters, span.1 - span.0, 2), letters)
}
