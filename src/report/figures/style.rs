//! Colours, sizes and the fonts of all figures, so that they look like one family.

use plotters::style::{FontStyle, RGBColor, register_font};
use std::sync::Once;

/// The registered font, written as the list of families that a browser tries in turn.
pub const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// Width of every figure, in the figure's own units (pixels at size one).
pub const WIDTH: f64 = 1200.0;
/// Margin to the left and right.
pub const MARGIN: f64 = 28.0;

/// Letter heights (em) of headings, labels and notes.
pub const HEADING: f64 = 22.0;
/// Letter height of labels.
pub const LABEL: f64 = 15.5;
/// Letter height of notes and ticks.
pub const NOTE: f64 = 13.5;

// The palette of Okabe and Ito, told apart with every common kind of colour vision, and greys.
/// Text.
pub const INK: RGBColor = RGBColor(34, 34, 34);
/// Secondary text; contrast with white above 4.5 to 1.
pub const GREY: RGBColor = RGBColor(92, 92, 92);
/// Comparator lines.
pub const MID_GREY: RGBColor = RGBColor(150, 150, 150);
/// Rules and bands.
pub const PALE_GREY: RGBColor = RGBColor(222, 222, 222);
/// Background.
pub const PAPER: RGBColor = RGBColor(255, 255, 255);
/// First colour.
pub const BLUE: RGBColor = RGBColor(0, 114, 178);
/// Second colour.
pub const ORANGE: RGBColor = RGBColor(230, 159, 0);
/// Third colour.
pub const GREEN: RGBColor = RGBColor(0, 158, 115);
/// A line not to be crossed.
pub const VERMILION: RGBColor = RGBColor(213, 94, 0);
/// Fourth colour.
pub const SKY: RGBColor = RGBColor(86, 180, 233);

static FONTS: Once = Once::new();

/// Makes the fonts in the binary known to the drawing library, once: no system font is needed.
pub fn register_fonts() {
    FONTS.call_once(|| {
        let regular = register_font(FAMILY, FontStyle::Normal, include_bytes!("../fonts/DejaVuSans.ttf"));
        let bold = register_font(FAMILY, FontStyle::Bold, include_bytes!("../fonts/DejaVuSans-Bold.ttf"));
        assert!(regular.is_ok() && bold.is_ok(), "the fonts in the binary are readable");
    });
}
