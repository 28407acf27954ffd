//! What the rows of the validation come to when single values are changed, and comments on misses that quote it.
//!
//! A comment holds `{probe}` for its own row in that probe and `{probe|row}` for another row, so that its figures are
//! those that were measured last; `{the fit|target}` is what the fit comes to in one of its targets and `{the fit|parameter}` the
//! value that it gives a parameter. This file must not know what is said of them.

use crate::scenario::fit::Fit;
use crate::scenario::validation::lines;
use std::collections::BTreeMap;

const PROBED: &str = include_str!("../../docs/probed.csv");

/// What is quoted beside the probes.
const THE_FIT: &str = "the fit";

/// What rows come to in probes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Probed {
    figures: BTreeMap<(String, String), f64>,
}

impl Probed {
    /// What was measured last.
    ///
    /// # Errors
    /// In words, when the table cannot be read.
    pub fn built_in() -> Result<Self, String> {
        let Fit { targets, parameters, .. } = Fit::built_in();
        let met = targets.iter().map(|target| (&target.id, target.after));
        let fitted = parameters.iter().map(|parameter| (&parameter.key, parameter.value));
        let fit = met.chain(fitted).map(|(of, figure)| ((THE_FIT.to_string(), of.clone()), figure));
        let mut probed = Self::read(PROBED)?;
        probed.figures.extend(fit);
        Ok(probed)
    }

    fn read(text: &str) -> Result<Self, String> {
        let figures = lines::<(String, String, f64)>(text)?.into_iter();
        Ok(Self { figures: figures.map(|(probe, row, figure)| ((probe, row), figure)).collect() })
    }

    /// A comment on a row with the figures that it quotes.
    ///
    /// # Errors
    /// In words, when it quotes what was not measured, or a brace is open.
    pub fn fill(&self, row: &str, comment: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = comment;
        while let Some((before, after)) = rest.split_once('{') {
            let (quoted, after) = after
                .split_once('}')
                .ok_or_else(|| format!("the comment on {row} opens a brace and does not close it"))?;
            let (probe, of) = quoted.split_once('|').unwrap_or((quoted, row));
            let figure = self.figures.get(&(probe.to_string(), of.to_string()));
            let figure = figure.ok_or_else(|| format!("the comment on {row} quotes {of} in the probe `{probe}`"))?;
            filled.push_str(before);
            filled.push_str(&written(*figure));
            rest = after;
        }
        Ok(filled + rest)
    }
}

/// A figure to three places that count, with commas in thousands.
fn written(figure: f64) -> String {
    const THOUSAND: f64 = 1000.0;
    if figure == 0.0 {
        return "0".to_string();
    }
    let rounded = format!("{figure:.2e}");
    let exponent: i32 = rounded.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or_default();
    if figure.abs() < THOUSAND {
        let after = (2 - exponent).max(0) as usize;
        return format!("{figure:.after$}");
    }
    let rounded: f64 = rounded.parse().unwrap_or(figure);
    let digits = format!("{:.0}", rounded.abs());
    let sign = if figure < 0.0 { "−" } else { "" };
    let from_the_end = |(index, digit): (usize, char)| {
        let left = digits.len() - index - 1;
        if left > 0 && left % 3 == 0 { format!("{digit},") } else { digit.to_string() }
    };
    format!("{sign}{}", digits.chars().enumerate().map(from_the_end).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_quotes_its_own_row_or_another() {
        let table = "# of some inputs\nprobe,row,model\nno fear,val_one,0.12345\nno fear,val_two,317548\n";
        let probed = Probed::read(table).unwrap();
        let filled = probed.fill("val_one", "Without fear {no fear}, and {no fear|val_two} people.").unwrap();
        assert_eq!(filled, "Without fear 0.123, and 318,000 people.");
        let unknown = probed.fill("val_one", "{no hope}").unwrap_err();
        assert_eq!(unknown, "the comment on val_one quotes val_one in the probe `no hope`");
        assert!(probed.fill("val_one", "{no fear").is_err());
        assert_eq!(probed.fill("val_one", "Nothing quoted.").unwrap(), "Nothing quoted.");
    }

    #[test]
    fn figures_are_written_to_three_places_that_count() {
        let all = [0.0, 0.00301, 0.3, 4.56, 39.16, 391.6, 2954.7, 730_587.0, -1234.0].map(written);
        assert_eq!(all, ["0", "0.00301", "0.300", "4.56", "39.2", "392", "2,950", "731,000", "−1,230"]);
    }
}
