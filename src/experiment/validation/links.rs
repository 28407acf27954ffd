//! What goes with what in a year of usual care, measured as cohorts did whose figures are for checking only: growing frailer
//! after emergency admissions, and admissions of those whose need for care is met or unmet.

use crate::experiment::validation::Values;
use crate::experiment::validation::usual::Year;
use crate::model::people::traits::{Frailty, Sex};
use crate::outcomes::cohort::chart::Mark;
use crate::outcomes::cohort::portrait::Portrait;
use crate::statistics::loglinear::{self, Cell};
use crate::time::Span;
use std::collections::BTreeMap;

/// An age about which ages are measured, so that the equations are well conditioned.
const MIDDLE: f64 = 78.0;
const DECADE: f64 = 10.0;
/// The youngest of the cohort in which frailty was followed through admissions (Gill 2011).
const OLD: u32 = 70;
/// So many admissions of a year are told apart; few have more.
const MOST: usize = 4;

/// Cells of people who are alike in age, sex and something else.
type Alike<T> = BTreeMap<(u32, bool, T), (f64, f64)>;

impl Year<'_> {
    /// Adds them; no row of the validation has such a name.
    pub(super) fn links(&self, values: &mut Values) {
        for (name, frailty) in
            [("also_frailer_per_stay_fit", Frailty::Fit), ("also_frailer_per_stay_mild", Frailty::Mild)]
        {
            values.insert(name.into(), self.frailer_per_stay(frailty));
        }
        let [unmet, met] = self.admissions_by_care();
        values.insert("also_admissions_care_unmet".into(), unmet);
        values.insert("also_admissions_care_met".into(), met);
    }

    /// By how much each emergency admission of the year before multiplies the rate at which people of a frailty at home become
    /// frailer, month by month, adjusted for age and sex; NaN where it cannot be told.
    fn frailer_per_stay(&self, frailty: Frailty) -> f64 {
        let (followed, mut cells) = (self.followed, Alike::<usize>::new());
        for ((from, people), (until, later)) in followed.months.iter().zip(followed.months.iter().skip(1)) {
            let at_home = |person: &Portrait| person.frailty == frailty && person.age >= OLD && !person.care_home;
            for (key, person) in people.iter().filter(|(_, person)| at_home(person)) {
                let Some(now) = later.get(key) else { continue };
                let stays = followed.charts.count(*key, *from - Span::days(YEAR_DAYS), *from, Mark::admission);
                let cell = cells.entry((person.age, person.sex == Sex::Female, stays.min(MOST))).or_default();
                cell.0 += f64::from(u8::from(now.frailty > frailty));
                cell.1 += until.since(*from).years();
            }
        }
        let ratio = fitted(&cells, |stays| vec![*stays as f64]);
        ratio.map_or(f64::NAN, |ratios| ratios[0])
    }

    /// Emergency admissions of a year of those who need help and get none, and of those with home care, over those without
    /// either, adjusted for age, sex and frailty; NaN where it cannot be told.
    fn admissions_by_care(&self) -> [f64; 2] {
        let (from, until) = self.window();
        let (charts, mut cells) = (&self.followed.charts, Alike::<(usize, Care)>::new());
        for (key, person) in self.followed.people_at(from).iter().filter(|(_, person)| !person.care_home) {
            let (end, _) = charts.follow(*key, from, until);
            let group = (person.frailty as usize, Care::of(person));
            let cell = cells.entry((person.age, person.sex == Sex::Female, group)).or_default();
            cell.0 += charts.count(*key, from, end, Mark::admission) as f64;
            cell.1 += end.since(from).years();
        }
        let ratios = fitted(&cells, |(frailty, care)| {
            let bands = [Frailty::Mild, Frailty::Moderate, Frailty::Severe].map(|band| *frailty == band as usize);
            let is = [*care == Care::Unmet, *care == Care::Met, bands[0], bands[1], bands[2]];
            is.map(|is| f64::from(u8::from(is))).to_vec()
        });
        ratios.map_or([f64::NAN; 2], |ratios| [ratios[0], ratios[1]])
    }
}

const YEAR_DAYS: u64 = 365;

/// Whether somebody who lives at home needs help with daily life, and gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Care {
    NoNeed,
    Unmet,
    Met,
}

impl Care {
    fn of(person: &Portrait) -> Self {
        match (person.home_care, person.needs_help) {
            (true, _) => Self::Met,
            (false, true) => Self::Unmet,
            (false, false) => Self::NoNeed,
        }
    }
}

/// Ratios of rates for what else cells are told apart by, in its order; `None` where they cannot be told.
fn fitted<T>(cells: &Alike<T>, numbers: impl Fn(&T) -> Vec<f64>) -> Option<Vec<f64>> {
    const BEFORE: usize = 3;
    let cells: Vec<Cell> = cells
        .iter()
        .filter(|(_, (_, time))| *time > 0.0)
        .map(|((age, female, alike), &(events, time))| {
            let age = (f64::from(*age) - MIDDLE) / DECADE;
            let covariates = [vec![1.0, age, f64::from(u8::from(*female))], numbers(alike)].concat();
            Cell { events, time, covariates }
        })
        .collect();
    Some(loglinear::fit(&cells)?.into_iter().skip(BEFORE).map(libm::exp).collect())
}
