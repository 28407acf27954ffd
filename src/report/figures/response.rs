//! How soon urgent referrals were seen: one distribution for each arm against the two-hour line.

use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::{ArmKind, RESPONSE_BIN_MINUTES, RESPONSE_BINS};
use crate::report::figures::canvas::{Align, Canvas, DrawError, Frame, Letters};
use crate::report::figures::parts::{heading, key_entry, no_figure, row_name};
use crate::report::figures::scale::Scale;
use crate::report::figures::style::{
    BLUE, GREY, INK, LABEL, MARGIN, MID_GREY, NOTE, ORANGE, PALE_GREY, VERMILION, WIDTH,
};
use crate::report::figures::{DataTable, Figure, Picture};
use plotters::prelude::DrawingBackend;

const TARGET_MINUTES: f64 = 120.0;
const TOP: f64 = 124.0;
const ROW: f64 = 84.0;
const FOOT: f64 = 104.0;
const PLOT: (f64, f64) = (260.0, 900.0);
const AIR: f64 = 16.0;

/// At least so many hours are drawn, and as many more as it takes to leave out less than `OFF_PICTURE` of any arm.
const FEWEST_HOURS: usize = 4;
const OFF_PICTURE: f64 = 0.02;
const BINS_AN_HOUR: usize = 60 / RESPONSE_BIN_MINUTES as usize;

/// Key of the median that the tables give.
const MEDIAN: &str = "urgent_response_median_minutes";

/// Minutes to the first visit, pooled over replications, by arm.
#[derive(Clone, Debug)]
pub struct Response {
    title: String,
    subtitle: String,
    arms: Vec<(String, Waits)>,
    /// The median of each arm as all tables give it, minutes: the mean over replications of their medians.
    medians: Vec<Option<f64>>,
}

/// Counts in bins of `RESPONSE_BIN_MINUTES`; the last bin is open.
#[derive(Clone, Debug, PartialEq)]
struct Waits(Vec<u64>);

impl Waits {
    fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    fn share(&self, bin: usize) -> f64 {
        self.0[bin] as f64 / self.total() as f64
    }

    /// Share seen before the target.
    fn in_time(&self) -> f64 {
        let bins = (TARGET_MINUTES / f64::from(RESPONSE_BIN_MINUTES)) as usize;
        self.0.iter().take(bins).sum::<u64>() as f64 / self.total() as f64
    }

    /// Share from a bin on.
    fn from(&self, bin: usize) -> f64 {
        self.0[bin..].iter().sum::<u64>() as f64 / self.total() as f64
    }

    /// Minutes by which `share` were seen, interpolated within a bin; `None` when that lies in the open bin.
    fn quantile(&self, share: f64) -> Option<f64> {
        let wanted = share * self.total() as f64;
        let mut before = 0.0;
        for (bin, count) in self.0.iter().enumerate().take(self.0.len() - 1) {
            let after = before + *count as f64;
            if after >= wanted && *count > 0 {
                let within = (wanted - before) / *count as f64;
                return Some((bin as f64 + within) * f64::from(RESPONSE_BIN_MINUTES));
            }
            before = after;
        }
        None
    }
}

/// The figure, when anybody was referred for urgent response.
pub fn figure(trials: &Trials, scope: Scope) -> Option<Figure> {
    let arms: Vec<usize> =
        (0..trials.results.arms.len()).filter(|arm| trials.results.arms[*arm].kind == ArmKind::Design).collect();
    let key = Outcome::find(trials.results, MEDIAN);
    let median = |arm: &usize| Some(trials.level(*arm, scope, key.as_ref()?)?.mean);
    let medians = arms.iter().map(median).collect();
    let arms: Vec<(String, Waits)> =
        arms.into_iter().map(|arm| (trials.title(arm).to_string(), pooled(trials, arm, scope))).collect();
    if arms.iter().all(|(_, waits)| waits.total() == 0) {
        return None;
    }
    let picture = Response {
        title: "Urgent referral to first visit, against the two-hour line".to_string(),
        subtitle: format!(
            "Share of visits in each {RESPONSE_BIN_MINUTES} minutes, all replications pooled, {}",
            trials.place_name(scope.place)
        ),
        arms,
        medians,
    };
    Some(Figure {
        name: "urgent-response",
        title: picture.title.clone(),
        sentence: sentence(trials),
        table: picture.table(),
        picture: Picture::Response(picture),
    })
}

fn sentence(trials: &Trials) -> String {
    let every_arm = match trials.is_alone() {
        true => "",
        false => " Urgent response exists in every arm, so usual care has waits too.",
    };
    format!(
        "The filled part to the left of the dashed line was seen within two hours; the diamond marks the median, by which \
         half were seen.{every_arm}"
    )
}

fn pooled(trials: &Trials, arm: usize, scope: Scope) -> Waits {
    let mut bins = vec![0; RESPONSE_BINS];
    for row in trials.rows(arm, scope) {
        bins.iter_mut().zip(&row.response).for_each(|(sum, count)| *sum += u64::from(*count));
    }
    Waits(bins)
}

impl Response {
    /// Width and height.
    pub fn size(&self) -> (f64, f64) {
        (WIDTH, TOP + ROW * self.arms.len() as f64 + FOOT)
    }

    /// Draws it.
    ///
    /// # Errors
    /// As the canvas says.
    pub fn draw<DB: DrawingBackend>(&self, canvas: &Canvas<DB>) -> Result<(), DrawError> {
        heading(canvas, &self.title, &self.subtitle)?;
        let bottom = TOP + ROW * self.arms.len() as f64;
        let hours = self.hours();
        let scale = Scale::exact(0.0, 60.0 * hours as f64, PLOT.0, PLOT.1);
        let target = scale.at(TARGET_MINUTES);
        for hour in 0..=hours {
            let x = scale.at(60.0 * hour as f64);
            canvas.rule((x, TOP), (x, bottom), PALE_GREY, 1.0)?;
            let letters = Letters::note().align(Align::Centre);
            canvas.text(x, bottom + 1.4 * NOTE, &hour.to_string(), letters)?;
        }
        let middle = (PLOT.0 + PLOT.1) / 2.0;
        canvas.text(middle, bottom + 3.0 * NOTE, "hours from referral", Letters::note().align(Align::Centre))?;
        let highest = self.highest();
        for (index, (title, waits)) in self.arms.iter().enumerate() {
            let base = TOP + ROW * (index + 1) as f64;
            row_name(canvas, (MARGIN, PLOT.0 - 18.0), base - ROW / 2.0, title)?;
            strip(canvas, &scale, base, waits, self.median(index), (hours, highest))?;
        }
        canvas.dashes(target, TOP - 6.0, bottom, VERMILION, 2.2)?;
        let letters = Letters::plain(NOTE).bold().colour(VERMILION);
        canvas.text(target, TOP - 12.0, "two hours", letters.align(Align::Centre))?;
        self.key(canvas, bottom + FOOT - 26.0)
    }

    /// The median of an arm: the tables' own where there is one.
    fn median(&self, index: usize) -> Option<f64> {
        self.medians[index].or_else(|| self.arms[index].1.quantile(0.5))
    }

    /// Hours drawn.
    fn hours(&self) -> usize {
        let most = (RESPONSE_BINS - 1) / BINS_AN_HOUR;
        let holds = |hours: &usize| {
            let arms = self.arms.iter().filter(|(_, waits)| waits.total() > 0);
            arms.map(|(_, waits)| waits.from(hours * BINS_AN_HOUR)).all(|off| off < OFF_PICTURE)
        };
        (FEWEST_HOURS..most).find(holds).unwrap_or(most)
    }

    fn highest(&self) -> f64 {
        let shares = self.arms.iter().filter(|(_, waits)| waits.total() > 0);
        shares.flat_map(|(_, waits)| (0..RESPONSE_BINS - 1).map(|bin| waits.share(bin))).fold(0.0, f64::max)
    }

    fn key<DB: DrawingBackend>(&self, canvas: &Canvas<DB>, y: f64) -> Result<(), DrawError> {
        let x = key_entry(canvas, (MARGIN, y), "within two hours", |frame| canvas.bar(frame, BLUE))?;
        let x = key_entry(canvas, (x, y), "later", |frame| {
            canvas.bar(frame, PALE_ORANGE)?;
            canvas.hatch(frame, ORANGE, 6.0, true)
        })?;
        let sample = |frame: Frame| canvas.diamond(frame.left + 13.0, y, 7.0, INK);
        key_entry(canvas, (x, y), "median", sample)?;
        Ok(())
    }

    fn table(&self) -> DataTable {
        let header = ["Arm", "Visits", "Within two hours", "Median", "Nine in ten within"];
        let last = clock(f64::from(RESPONSE_BIN_MINUTES) * (RESPONSE_BINS - 1) as f64);
        let rows = self.arms.iter().enumerate().map(|(index, (title, waits))| {
            if waits.total() == 0 {
                return vec![title.clone(), "0".to_string()];
            }
            let quantile = |share| waits.quantile(share).map_or(format!("over {last}"), clock);
            vec![
                title.clone(),
                words::number(waits.total() as f64, 0),
                percent(waits.in_time()),
                self.median(index).map_or(format!("over {last}"), clock),
                quantile(0.9),
            ]
        });
        let caption = "Urgent referral to first visit: all replications pooled, the median as their mean";
        DataTable::new(caption, &header, rows)
    }
}

const PALE_ORANGE: plotters::style::RGBColor = plotters::style::RGBColor(252, 236, 200);

fn strip<DB: DrawingBackend>(
    canvas: &Canvas<DB>,
    scale: &Scale,
    base: f64,
    waits: &Waits,
    median: Option<f64>,
    (hours, highest): (usize, f64),
) -> Result<(), DrawError> {
    let x = PLOT.1 + 24.0;
    canvas.rule((PLOT.0, base), (PLOT.1, base), MID_GREY, 1.0)?;
    if waits.total() == 0 {
        return no_figure(canvas, PLOT.0 + 12.0, base - ROW / 2.0, "nobody was referred");
    }
    for bin in 0..hours * BINS_AN_HOUR {
        let minutes = |edge: usize| f64::from(RESPONSE_BIN_MINUTES) * edge as f64;
        let high = (ROW - AIR) * waits.share(bin) / highest;
        let right = scale.at(minutes(bin + 1)) - 1.0;
        let frame = Frame { left: scale.at(minutes(bin)), top: base - high, right, bottom: base };
        if minutes(bin) < TARGET_MINUTES {
            canvas.bar(frame, BLUE)?;
        } else {
            canvas.bar(frame, PALE_ORANGE)?;
            canvas.hatch(frame, ORANGE, 6.0, true)?;
        }
    }
    if let Some(median) = median.filter(|median| *median <= 60.0 * hours as f64) {
        canvas.diamond(scale.at(median), base, 7.0, INK)?;
    }
    let middle = base - ROW / 2.0;
    canvas.text(x, middle - 6.0, &percent(waits.in_time()), Letters::plain(LABEL).bold())?;
    canvas.text(x + 62.0, middle - 6.0, "within two hours", Letters::note())?;
    let median = median.map_or("beyond the picture".to_string(), clock);
    canvas.text(x, middle + 13.0, &format!("median {median}"), Letters::note().colour(GREY))?;
    let off = waits.from(hours * BINS_AN_HOUR);
    let rest = if off > 0.0 { format!("{} after {hours} h", percent(off)) } else { String::new() };
    canvas.text(x, middle + 31.0, &rest, Letters::note().colour(GREY))
}

fn percent(share: f64) -> String {
    let per_cent = 100.0 * share;
    if per_cent > 0.0 && per_cent < 0.5 { "under 1 %".to_string() } else { format!("{} %", words::number(per_cent, 0)) }
}

/// Minutes as people say them: "45 min", "1 h 25 min".
fn clock(minutes: f64) -> String {
    let minutes = minutes.round() as u64;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_binned_waits() {
        let mut bins = vec![0; RESPONSE_BINS];
        bins[0] = 10; // 0 to 15 min
        bins[8] = 20; // 120 to 135 min
        bins[RESPONSE_BINS - 1] = 10;
        let waits = Waits(bins);
        assert_eq!(waits.in_time(), 0.25);
        assert_eq!(waits.quantile(0.125), Some(7.5));
        assert_eq!(waits.quantile(0.5), Some(127.5));
        assert_eq!(waits.quantile(0.9), None);
        assert_eq!(waits.from(RESPONSE_BINS - 1), 0.25);
    }

    #[test]
    fn minutes_as_people_say_them() {
        assert_eq!(clock(44.6), "45 min");
        assert_eq!(clock(85.0), "1 h 25 min");
        assert_eq!(clock(720.0), "12 h");
    }
}
