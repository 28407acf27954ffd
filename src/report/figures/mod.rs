//! Figures: one drawing for both pixels and vectors, each with a sentence and a table of what it shows.
//!
//! The only room that knows the drawing library. A figure is made of plain data first and drawn afterwards.

pub mod acceptability;
pub mod account;
pub mod canvas;
pub mod fit;
pub mod forest;
pub mod multiples;
mod parts;
pub mod response;
pub mod scale;
pub mod style;
pub mod timeline;
pub mod tornado;
pub mod warm_up;

use crate::analysis::trials::{Scope, Trials};
use crate::experiment::threads::side_by_side;
use crate::report::error::{ReportError, make_folder, write_file};
use crate::report::figures::canvas::{Canvas, DrawError, Medium};
use plotters::prelude::{BitMapBackend, DrawingBackend, IntoDrawingArea, SVGBackend};
use std::path::Path;

/// Device pixels for one unit: sharp on paper and on dense screens.
const SCALE: f64 = 2.0;

/// What a figure shows, as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct DataTable {
    /// Caption.
    pub caption: String,
    /// Heading of each column; the first column names the row.
    pub header: Vec<String>,
    /// Cells as they are shown.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    /// A table; short rows are filled with empty cells.
    pub fn new<S: AsRef<str>>(caption: &str, header: &[S], rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        let header: Vec<String> = header.iter().map(|text| text.as_ref().to_string()).collect();
        let filled = |mut row: Vec<String>| {
            row.resize(header.len(), String::new());
            row
        };
        Self { caption: caption.to_string(), rows: rows.into_iter().map(filled).collect(), header }
    }
}

/// A figure with its words.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Name of its files.
    pub name: &'static str,
    /// Title.
    pub title: String,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// The same as a table.
    pub table: DataTable,
    /// The drawing.
    pub picture: Picture,
}

/// The kinds of drawing.
#[derive(Clone, Debug)]
pub enum Picture {
    /// Admissions avoided by design.
    Forest(forest::Forest),
    /// Times to urgent response.
    Response(response::Response),
    /// Month by month.
    Timeline(timeline::Timeline),
    /// The ledger.
    Account(Box<account::Account>),
    /// Key outcomes.
    Multiples(multiples::Multiples),
    /// How a place settles.
    WarmUp(warm_up::WarmUp),
    /// One parameter at a time.
    Tornado(tornado::Tornado),
    /// How often a design is worth its cost.
    Acceptability(acceptability::Acceptability),
    /// A fit and its targets.
    Fit(fit::Targets),
}

/// All figures that the results allow, in the order of the page.
pub fn all(trials: &Trials, scope: Scope) -> Vec<Figure> {
    let figures = [
        forest::figure,
        multiples::figure,
        tornado::figure,
        response::figure,
        timeline::figure,
        account::figure,
        acceptability::figure,
    ];
    figures.iter().filter_map(|figure| figure(trials, scope)).collect()
}

impl Picture {
    /// Width and height, in units.
    pub fn size(&self) -> (f64, f64) {
        match self {
            Self::Forest(picture) => picture.size(),
            Self::Response(picture) => picture.size(),
            Self::Timeline(picture) => picture.size(),
            Self::Account(picture) => picture.size(),
            Self::Multiples(picture) => picture.size(),
            Self::Acceptability(picture) => picture.size(),
            Self::Fit(picture) => picture.size(),
            Self::Tornado(picture) => picture.size(),
            Self::WarmUp(picture) => picture.size(),
        }
    }

    fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        match self {
            Self::Forest(picture) => picture.draw(canvas),
            Self::Response(picture) => picture.draw(canvas),
            Self::Timeline(picture) => picture.draw(canvas),
            Self::Account(picture) => picture.draw(canvas),
            Self::Multiples(picture) => picture.draw(canvas),
            Self::Acceptability(picture) => picture.draw(canvas),
            Self::Fit(picture) => picture.draw(canvas),
            Self::Tornado(picture) => picture.draw(canvas),
            Self::WarmUp(picture) => picture.draw(canvas),
        }
    }

    fn pixels(&self) -> (u32, u32) {
        let (width, height) = self.size();
        ((SCALE * width).round() as u32, (SCALE * height).round() as u32)
    }
}

impl Figure {
    /// The figure as an SVG document with title and description for those who cannot see it.
    ///
    /// # Errors
    /// [`ReportError::Figure`], naming the figure.
    pub fn svg(&self) -> Result<String, ReportError> {
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, self.picture.pixels()).into_drawing_area();
        style::register_fonts();
        self.drawn(Canvas::new(area, Medium::vector(SCALE)))?;
        Ok(self.described(&text))
    }

    /// Writes the figure as PNG.
    ///
    /// # Errors
    /// [`ReportError::Figure`], naming the figure.
    pub fn write_png(&self, path: &Path) -> Result<(), ReportError> {
        let area = BitMapBackend::new(path, self.picture.pixels()).into_drawing_area();
        style::register_fonts();
        self.drawn(Canvas::new(area, Medium::bitmap(SCALE)))
    }

    fn drawn<DB: DrawingBackend>(&self, canvas: Result<Canvas<DB>, DrawError>) -> Result<(), ReportError> {
        let draw = |canvas: Canvas<DB>| {
            self.picture.draw(&canvas)?;
            canvas.finish()
        };
        canvas
            .and_then(draw)
            .map_err(|error| ReportError::Figure { name: self.name.to_string(), reason: error.to_string() })
    }

    /// Puts title, description and the size in units into the opening tag.
    fn described(&self, svg: &str) -> String {
        let body = svg.split_once('>').map_or("", |(_, body)| body);
        let (width, height) = self.picture.pixels();
        let (wide, high) = self.picture.size();
        let name = self.name;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {width} \
             {height}\" role=\"img\" aria-labelledby=\"{name}-title {name}-description\">\n<title \
             id=\"{name}-title\">{}</title>\n<desc id=\"{name}-description\">{}</desc>{body}",
            escaped(&self.title),
            escaped(&self.sentence)
        )
    }
}

/// Writes every figure as `NAME.png` and `NAME.svg` into `folder`, which is made when it is missing.
///
/// # Errors
/// [`ReportError`], naming what could not be drawn or written.
pub fn write(figures: &[Figure], folder: &Path) -> Result<(), ReportError> {
    make_folder(folder)?;
    let write = |figure: &Figure| {
        figure.write_png(&folder.join(format!("{}.png", figure.name)))?;
        write_file(&folder.join(format!("{}.svg", figure.name)), figure.svg()?.as_bytes())
    };
    side_by_side(figures, write).into_iter().collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
