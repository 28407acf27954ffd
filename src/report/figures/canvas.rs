//! A sheet to draw on, in units of its own: text by its baseline, bars, lines, hatching and marks.
//!
//! The same drawing goes to pixels and to vectors; the two place text differently, and this is the one file that
//! knows how. It knows nothing of what is drawn.

use crate::report::figures::style::{FAMILY, GREY, INK, NOTE, PAPER, register_fonts};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor};

/// Height of a line of DejaVu Sans (ascent and descent) in em.
const LINE_IN_EM: f64 = 1.164;

/// What a drawing goes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Medium {
    /// Device pixels for one unit.
    pub scale: f64,
    /// Font size that gives letters of one em, in em.
    size_of_em: f64,
    /// Distance from the anchor at the top to the baseline, in font sizes.
    baseline: f64,
}

impl Medium {
    /// Pixels, with letters drawn from the font itself.
    pub fn bitmap(scale: f64) -> Self {
        Self { scale, size_of_em: LINE_IN_EM, baseline: 0.5 }
    }

    /// Vectors, with letters left to the viewer: the library shrinks them by 1.24 and shifts them by 0.76 em.
    pub fn vector(scale: f64) -> Self {
        Self { scale, size_of_em: 1.24, baseline: 0.76 / 1.24 }
    }
}

/// Why a drawing failed, in the words of the library.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct DrawError(String);

/// On which side of its anchor a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Begins at the anchor.
    Left,
    /// Around the anchor.
    Centre,
    /// Ends at the anchor.
    Right,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letters {
    /// Letter height, em in units of the sheet.
    pub em: f64,
    /// Bold.
    pub bold: bool,
    /// Colour.
    pub colour: RGBColor,
    /// Side of the anchor.
    pub align: Align,
}

impl Letters {
    /// Dark text from the anchor rightwards.
    pub fn plain(em: f64) -> Self {
        Self { em, bold: false, colour: INK, align: Align::Left }
    }

    /// Grey text of notes and ticks.
    pub fn note() -> Self {
        Self { colour: GREY, ..Self::plain(NOTE) }
    }

    /// The same in bold.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in another colour.
    pub fn colour(self, colour: RGBColor) -> Self {
        Self { colour, ..self }
    }

    /// The same on another side of its anchor.
    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }
}

/// A rectangle by two corners.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left.
    pub left: f64,
    /// Top.
    pub top: f64,
    /// Right.
    pub right: f64,
    /// Bottom.
    pub bottom: f64,
}

/// Width of a text in units of the sheet.
pub fn width(text: &str, letters: Letters) -> f64 {
    // Measured large, so that rounding to whole pixels does not show.
    const LARGE: f64 = 100.0;
    let font = font(LARGE * LINE_IN_EM, letters.bold);
    let pixels = font.box_size(text).map_or(0.6 * LARGE * text.chars().count() as f64, |(width, _)| f64::from(width));
    pixels / LARGE * letters.em
}

/// A text in lines no wider than `limit`, at most `most` of them; what does not fit ends in "…".
pub fn wrapped(text: &str, letters: Letters, limit: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) if width(&joined, letters) <= limit => *line = joined,
            _ => lines.push(word.to_string()),
        }
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    for line in &mut lines {
        shorten(line, letters, limit);
    }
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        last.push('…');
        shorten(last, letters, limit);
    }
    lines
}

fn shorten(line: &mut String, letters: Letters, limit: f64) {
    while width(line, letters) > limit && line.chars().count() > 1 {
        let kept: String = line.chars().take(line.chars().count() - 2).collect();
        *line = format!("{}…", kept.trim_end());
    }
}

fn font(size: f64, bold: bool) -> FontDesc<'static> {
    register_fonts();
    FontDesc::new(FontFamily::Name(FAMILY), size, if bold { FontStyle::Bold } else { FontStyle::Normal })
}

/// The sheet.
pub struct Canvas<DB: DrawingBackend> {
    area: DrawingArea<DB, Shift>,
    medium: Medium,
}

impl<DB: DrawingBackend> Canvas<DB> {
    /// An empty sheet.
    ///
    /// # Errors
    /// As the library says.
    pub fn new(area: DrawingArea<DB, Shift>, medium: Medium) -> Result<Self, DrawError> {
        area.fill(&PAPER).map_err(failed)?;
        Ok(Self { area, medium })
    }

    /// Ends the drawing and writes it.
    ///
    /// # Errors
    /// As the library says.
    pub fn finish(self) -> Result<(), DrawError> {
        self.area.present().map_err(failed)
    }

    /// A line of text whose baseline is at `y`.
    ///
    /// # Errors
    /// As the library says, here and below.
    pub fn text(&self, x: f64, y: f64, text: &str, letters: Letters) -> Result<(), DrawError> {
        let size = letters.em * self.medium.size_of_em * self.medium.scale;
        let side = match letters.align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        let style = font(size, letters.bold).color(&letters.colour).pos(Pos::new(side, VPos::Top));
        let (x, y) = (x * self.medium.scale, y * self.medium.scale - self.medium.baseline * size);
        self.area.draw_text(text, &style, (x.round() as i32, y.round() as i32)).map_err(failed)
    }

    /// Lines of text below each other, the block centred on `middle`.
    pub fn block(&self, x: f64, middle: f64, lines: &[String], letters: Letters) -> Result<(), DrawError> {
        let pitch = 1.25 * letters.em;
        let first = middle - pitch * (lines.len() as f64 - 1.0) / 2.0 + 0.36 * letters.em;
        for (index, line) in lines.iter().enumerate() {
            self.text(x, first + pitch * index as f64, line, letters)?;
        }
        Ok(())
    }

    /// A filled rectangle.
    pub fn bar(&self, frame: Frame, colour: RGBColor) -> Result<(), DrawError> {
        let corners = [self.point(frame.left, frame.top), self.point(frame.right, frame.bottom)];
        self.area.draw(&Rectangle::new(corners, colour.filled())).map_err(failed)
    }

    /// The edge of a rectangle.
    pub fn outline(&self, frame: Frame, colour: RGBColor, thickness: f64) -> Result<(), DrawError> {
        let Frame { left, top, right, bottom } = frame;
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.path(&corners, colour, thickness)
    }

    /// Slanted lines within a rectangle, `pitch` apart; falling from the left, or rising.
    pub fn hatch(&self, frame: Frame, colour: RGBColor, pitch: f64, rising: bool) -> Result<(), DrawError> {
        let (wide, high) = (frame.right - frame.left, frame.bottom - frame.top);
        let mut offset = pitch / 2.0;
        while offset < wide + high {
            // A line at 45 degrees enters at the top or left and leaves at the bottom or right.
            let start = (offset.min(wide), (offset - wide).max(0.0));
            let end = ((offset - high).max(0.0), offset.min(high));
            let place = |(x, y): (f64, f64)| {
                let y = if rising { y } else { high - y };
                (frame.left + x, frame.top + y)
            };
            self.path(&[place(start), place(end)], colour, 1.0)?;
            offset += pitch;
        }
        Ok(())
    }

    /// An upright or level line as a thin bar, crisp at any size.
    pub fn rule(&self, from: (f64, f64), to: (f64, f64), colour: RGBColor, thickness: f64) -> Result<(), DrawError> {
        let half = thickness / 2.0;
        let level = from.1 == to.1;
        let (dx, dy) = if level { (0.0, half) } else { (half, 0.0) };
        let frame = Frame { left: from.0 - dx, top: from.1 - dy, right: to.0 + dx, bottom: to.1 + dy };
        self.bar(frame, colour)
    }

    /// A dashed upright line.
    pub fn dashes(&self, x: f64, top: f64, bottom: f64, colour: RGBColor, thickness: f64) -> Result<(), DrawError> {
        let mut y = top;
        while y < bottom {
            self.rule((x, y), (x, (y + 6.0).min(bottom)), colour, thickness)?;
            y += 10.0;
        }
        Ok(())
    }

    /// A line through points; gaps where a point is not finite.
    pub fn path(&self, points: &[(f64, f64)], colour: RGBColor, thickness: f64) -> Result<(), DrawError> {
        let width = (thickness * self.medium.scale).round().max(1.0) as u32;
        for piece in points.split(|(x, y)| !x.is_finite() || !y.is_finite()).filter(|piece| piece.len() > 1) {
            let piece: Vec<(i32, i32)> = piece.iter().map(|(x, y)| self.point(*x, *y)).collect();
            self.area.draw(&PathElement::new(piece, colour.stroke_width(width))).map_err(failed)?;
        }
        Ok(())
    }

    /// A line of dashes through points.
    pub fn dashed_path(&self, points: &[(f64, f64)], colour: RGBColor, thickness: f64) -> Result<(), DrawError> {
        for pair in points.windows(2).step_by(2) {
            self.path(pair, colour, thickness)?;
        }
        Ok(())
    }

    /// A filled circle.
    pub fn dot(&self, x: f64, y: f64, radius: f64, colour: RGBColor) -> Result<(), DrawError> {
        let radius = (radius * self.medium.scale).round() as i32;
        self.area.draw(&Circle::new(self.point(x, y), radius, colour.filled())).map_err(failed)
    }

    /// A filled diamond with a pale edge.
    pub fn diamond(&self, x: f64, y: f64, radius: f64, colour: RGBColor) -> Result<(), DrawError> {
        for (radius, colour) in [(radius + 1.5, PAPER), (radius, colour)] {
            let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
            let corners: Vec<(i32, i32)> = corners.iter().map(|(x, y)| self.point(*x, *y)).collect();
            self.area.draw(&Polygon::new(corners, colour.filled())).map_err(failed)?;
        }
        Ok(())
    }

    fn point(&self, x: f64, y: f64) -> (i32, i32) {
        ((x * self.medium.scale).round() as i32, (y * self.medium.scale).round() as i32)
    }
}

fn failed(error: impl std::fmt::Display) -> DrawError {
    DrawError(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_measured_with_the_font_in_the_binary() {
        let letters = Letters::plain(10.0);
        // DejaVu Sans: an n is 1298 of 2048 units wide.
        assert!((width("nnnn", letters) - 40.0 * 1298.0 / 2048.0).abs() < 0.2);
        assert!(width("nnnn", letters.bold()) > width("nnnn", letters));
    }

    #[test]
    fn long_titles_are_wrapped_and_cut() {
        let letters = Letters::plain(10.0);
        let lines = wrapped("An integrated neighbourhood team with a very long title indeed", letters, 120.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| width(line, letters) <= 120.0));
        assert_eq!(wrapped("Short", letters, 120.0, 2), ["Short"]);
    }
}
