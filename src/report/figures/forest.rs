//! Emergency admissions avoided by design: net differences with both intervals about the zero line.

use crate::analysis::contrast::Contrast;
use crate::analysis::outcome::{ADMISSIONS, Outcome};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters};
use crate::report::figures::parts::{
    Shown, difference, difference_key, heading, level_axis, no_figure, row_name, zero_line,
};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{GREY, LABEL, MARGIN, NOTE, PALE_GREY, WIDTH};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

const TOP: f64 = 116.0;
const ROW: f64 = 62.0;
const FOOT: f64 = 108.0;
const PLOT: (f64, f64) = (300.0, 830.0);

/// Admissions avoided by each design.
#[derive(Clone, Debug)]
pub struct Forest {
    title: String,
    subtitle: String,
    outcome: Outcome,
    baseline: String,
    rows: Vec<(String, Option<Contrast>)>,
}

/// The figure, when admissions are among the outcomes and there is a design to compare.
pub fn figure(trials: &Trials, scope: Scope) -> Option<Figure> {
    let outcome = Outcome::find(trials.results, ADMISSIONS)?;
    let contrast = |arm| Contrast::of(trials, Pair { arm, against: trials.baseline() }, scope, &outcome).ok();
    let rows: Vec<(String, Option<Contrast>)> =
        trials.designs().into_iter().map(|arm| (trials.title(arm).to_string(), contrast(arm))).collect();
    if rows.is_empty() {
        return None;
    }
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let replications = words::counted(trials.results.study.replications as usize, "replication");
    let picture = Forest {
        title: format!("Emergency admissions avoided, net, against {baseline}"),
        subtitle: format!("{}; mean of {replications}; {}", outcome.unit, trials.place_name(scope.place)),
        outcome,
        baseline,
        rows,
    };
    Some(Figure {
        name: "admissions-avoided",
        title: picture.title.clone(),
        sentence: picture.sentence(),
        table: picture.table(),
        picture: Picture::Forest(picture),
    })
}

impl Forest {
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
        let avoided = self.rows.iter().flat_map(|(_, contrast)| contrast.map(|c| c.difference.negated()));
        let ends = avoided.flat_map(|d| [Some(d.mean), d.period().map(|c| c.low), d.period().map(|c| c.high)]);
        let scale = Scale::covering(ends.flatten(), PLOT.0, PLOT.1);
        level_axis(canvas, frame, &scale, 9, words::signed)?;
        zero_line(canvas, frame, &scale)?;
        let note = Letters::note();
        canvas.text(scale.at(0.0), TOP - 8.0, &self.baseline, note.align(Align::Centre))?;
        canvas.text(frame.right, frame.bottom + 3.2 * NOTE, "fewer admissions →", note.align(Align::Right))?;
        canvas.text(frame.left, frame.bottom + 3.2 * NOTE, "← more admissions", note)?;
        for (index, (title, contrast)) in self.rows.iter().enumerate() {
            let middle = TOP + ROW * (index as f64 + 0.5);
            if index > 0 {
                canvas.rule((MARGIN, middle - ROW / 2.0), (WIDTH - MARGIN, middle - ROW / 2.0), PALE_GREY, 1.0)?;
            }
            row_name(canvas, (MARGIN, PLOT.0 - 18.0), middle, title)?;
            self.row(canvas, &scale, middle, contrast.as_ref())?;
        }
        difference_key(
            canvas,
            frame.bottom + FOOT - 24.0,
            "positive: fewer admissions than in the comparator",
            Shown::of(self.rows.iter().flat_map(|(_, contrast)| contrast.map(|contrast| contrast.difference))),
        )
    }

    fn row<DB: DrawingBackend>(
        &self,
        canvas: &Canvas<DB>,
        scale: &Scale,
        middle: f64,
        contrast: Option<&Contrast>,
    ) -> Result<(), DrawError> {
        let x = PLOT.1 + 26.0;
        let Some(contrast) = contrast else { return no_figure(canvas, x, middle, "no figure in both arms") };
        let avoided = contrast.difference.negated();
        let digits = words::difference_digits(&self.outcome, &avoided);
        difference(canvas, scale, middle, &avoided, 1.0)?;
        let mean = words::signed(avoided.mean, digits);
        let name = if avoided.both.is_some() { "both" } else { "chance" };
        let chance = avoided.period().map_or("no interval".to_string(), |period| {
            format!("{name} {} to {}", words::signed(period.low, digits), words::signed(period.high, digits))
        });
        canvas.text(x, middle - 4.0, &mean, Letters::plain(LABEL).bold())?;
        canvas.text(x + 70.0, middle - 4.0, &chance, Letters::note())?;
        canvas.text(x, middle + 15.0, words::short_verdict(contrast), Letters::note().colour(GREY))
    }

    /// Whether parameters were drawn.
    fn drawn(&self) -> bool {
        self.rows.iter().any(|(_, contrast)| contrast.is_some_and(|c| c.difference.both.is_some()))
    }

    fn sentence(&self) -> String {
        format!(
            "Each line is the net difference in emergency admissions {} between the same lives under a design and under \
             {}: to the right of zero there are fewer with the design, and where the {} crosses zero one period \
             could not tell the two apart.",
            self.outcome.unit,
            self.baseline,
            if self.drawn() { "pale band" } else { "thin line" }
        )
    }

    fn table(&self) -> DataTable {
        let mut header = vec!["Design", "Fewer (+) or more (−)", "Simulation error", "Chance"];
        header.extend(self.drawn().then_some(["Knowledge", "Knowledge and chance"]).into_iter().flatten());
        header.push("Verdict");
        let rows = self.rows.iter().map(|(title, contrast)| {
            let Some(contrast) = contrast else { return vec![title.clone(), words::NO_FIGURE.to_string()] };
            let avoided = contrast.difference.negated();
            let digits = words::difference_digits(&self.outcome, &avoided);
            let range = |interval| words::signed_range(interval, digits);
            let mut row = vec![title.clone(), words::signed(avoided.mean, digits)];
            row.extend([avoided.simulation, avoided.chance].map(range));
            row.extend(self.drawn().then(|| [avoided.knowledge, avoided.both].map(range)).into_iter().flatten());
            row.push(words::verdict(contrast).to_string());
            row
        });
        DataTable::new(
            &format!("Emergency admissions avoided, net, {}; {} intervals", self.outcome.unit, words::coverage()),
            &header,
            rows,
        )
    }
}
