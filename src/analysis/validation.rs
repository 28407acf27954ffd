//! The model beside what others have measured: which rows are inside, by the rule that was written down beforehand.
//!
//! This room holds figures against figures. It reads no file and knows no picture.

use crate::experiment::validation::Values;
use crate::scenario::validation::{Rows, Target};
use crate::statistics::interval::{Interval, mean_interval};
use crate::statistics::moments::Moments;
use std::collections::BTreeMap;

/// The model's interval may be no wider than the target's or, if that is wider, than this share of the target's value.
pub const TOLERANCE: f64 = 0.1;
/// Coverage of the model's interval.
const LEVEL: f64 = 0.95;

/// What can be said of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The model's mean lies in the target's interval, and is known well enough.
    Inside,
    /// It lies beside it.
    Outside,
    /// The model's own interval is too wide to say.
    TooWide,
    /// Nothing could be measured.
    NotMeasured,
    /// The model cannot speak to it.
    OutOfScope,
}

impl Verdict {
    /// The word that people are shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside => "outside",
            Self::TooWide => "too few replications",
            Self::NotMeasured => "not measured",
            Self::OutOfScope => "out of scope",
        }
    }
}

/// The model's figure for a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Mean over replications; of logarithms for ratios.
    pub mean: f64,
    /// Where that mean lies with 95 % confidence; none with one replication.
    pub interval: Option<Interval>,
}

/// One row of the comparison.
#[derive(Clone, Debug)]
pub struct Row {
    /// What others have measured.
    pub target: Target,
    /// `validation` or `consistency`; empty out of scope.
    pub kind: String,
    /// How it is measured in the model, or why it cannot be.
    pub measured: String,
    /// The model's figure.
    pub model: Option<Figure>,
    /// What can be said.
    pub verdict: Verdict,
    /// What is said of a row that is not inside.
    pub comment: String,
}

/// What is said of a miss that nobody has traced.
pub const UNTRACED: &str = "cause not traced yet";

/// Holds what the replications gave against the targets, row by row.
pub fn rows(targets: Vec<Target>, known: &Rows, replications: &[Values]) -> Vec<Row> {
    targets.into_iter().map(|target| row(target, known, replications)).collect()
}

/// Means over the replications of what they gave besides the rows, in the order of its names; what one of them could not
/// give is left out.
pub fn besides(targets: &[Target], replications: &[Values]) -> Vec<(String, f64)> {
    let Some(first) = replications.first() else { return Vec::new() };
    let names = first.keys().filter(|name| targets.iter().all(|target| target.id != **name));
    let mean = |name: &String| {
        let values: Option<Vec<f64>> = replications.iter().map(|values| values.get(name).copied()).collect();
        values.and_then(|values| Moments::of(values).mean()).filter(|mean| mean.is_finite())
    };
    names.filter_map(|name| Some((name.clone(), mean(name)?))).collect()
}

fn row(target: Target, known: &Rows, replications: &[Values]) -> Row {
    let model = figure(&target, replications);
    let (kind, measured, verdict) = match (known.out_of_scope.get(&target.id), known.measures.get(&target.id)) {
        (None, Some(measure)) => {
            let words = format!("{}: {}", measure.world, measure.measured);
            (measure.kind.clone(), words, verdict(&target, model))
        }
        (reason, _) => (String::new(), reason.cloned().unwrap_or_default(), Verdict::OutOfScope),
    };
    let traced = known.comments.get(&target.id).filter(|comment| !comment.is_empty());
    let comment = match verdict {
        Verdict::Inside | Verdict::OutOfScope => traced.cloned().unwrap_or_default(),
        _ => traced.cloned().unwrap_or_else(|| UNTRACED.to_string()),
    };
    Row { target, kind, measured, model, verdict, comment }
}

/// The model's figure; a replication that could not give the row leaves it out of all.
fn figure(target: &Target, replications: &[Values]) -> Option<Figure> {
    let values: Option<Vec<f64>> = replications.iter().map(|values| values.get(&target.id).copied()).collect();
    let values = values.filter(|values| !values.is_empty() && values.iter().all(|value| value.is_finite()))?;
    if target.is_ratio() {
        let sample = Moments::of(values.iter().map(|value| libm::log(*value)));
        let interval = mean_interval(&sample, LEVEL);
        let interval =
            interval.map(|interval| Interval { low: libm::exp(interval.low), high: libm::exp(interval.high) });
        return Some(Figure { mean: libm::exp(sample.mean()?), interval }).filter(|figure| figure.mean > 0.0);
    }
    let sample = Moments::of(values);
    Some(Figure { mean: sample.mean()?, interval: mean_interval(&sample, LEVEL) })
}

fn verdict(target: &Target, model: Option<Figure>) -> Verdict {
    let (Some(model), Some(low), Some(high)) = (model, target.low, target.high) else { return Verdict::NotMeasured };
    if !(Interval { low, high }).contains(model.mean) {
        return Verdict::Outside;
    }
    let widest = (high - low).max(TOLERANCE * target.value.abs());
    let narrow = model.interval.is_some_and(|interval| interval.high - interval.low <= widest);
    if narrow { Verdict::Inside } else { Verdict::TooWide }
}

/// How many rows are inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Inside.
    pub inside: usize,
    /// That the model can speak to.
    pub in_scope: usize,
    /// In all.
    pub all: usize,
}

impl Count {
    /// Of these rows.
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        rows.fold(Self::default(), |count, row| Self {
            inside: count.inside + usize::from(row.verdict == Verdict::Inside),
            in_scope: count.in_scope + usize::from(row.verdict != Verdict::OutOfScope),
            all: count.all + 1,
        })
    }
}

/// The counts of each group, in the order in which groups first appear.
pub fn by_group(rows: &[Row]) -> Vec<(String, Count)> {
    let mut groups: Vec<&str> = Vec::new();
    let mut of: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let group = row.target.group.as_str();
        if !of.contains_key(group) {
            groups.push(group);
        }
        of.entry(group).or_default().push(row);
    }
    groups.into_iter().map(|group| (group.to_string(), Count::of(of[group].iter().copied()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(unit: &str, value: f64, low: f64, high: f64) -> Target {
        let words = || String::new();
        Target {
            id: "row".into(),
            group: "g".into(),
            description: words(),
            value,
            low: Some(low),
            high: Some(high),
            unit: unit.into(),
            population: words(),
            status: words(),
            source: words(),
            link: words(),
            note: words(),
        }
    }

    fn judged(target: Target, values: &[f64]) -> Verdict {
        let replications: Vec<Values> = values.iter().map(|&value| Values::from([("row".into(), value)])).collect();
        let model = figure(&target, &replications);
        verdict(&target, model)
    }

    #[test]
    fn inside_is_a_mean_in_the_interval_that_is_known_well_enough() {
        assert_eq!(judged(target("days", 10.0, 9.0, 11.0), &[10.0, 10.1, 10.2]), Verdict::Inside);
        assert_eq!(judged(target("days", 10.0, 9.0, 11.0), &[12.0, 12.1]), Verdict::Outside);
        assert_eq!(judged(target("days", 10.0, 9.0, 11.0), &[5.0, 15.0]), Verdict::TooWide);
        assert_eq!(
            judged(target("days", 10.0, 9.0, 11.0), &[10.0]),
            Verdict::TooWide,
            "one replication has no interval"
        );
        assert_eq!(judged(target("days", 10.0, 9.0, 11.0), &[10.0, f64::NAN]), Verdict::NotMeasured);
        assert_eq!(judged(target("days", 10.0, 9.0, 11.0), &[]), Verdict::NotMeasured);
    }

    #[test]
    fn a_narrow_target_leaves_a_tenth_of_its_value() {
        let narrow = || target("persons", 100.0, 99.9, 100.1);
        assert_eq!(judged(narrow(), &[99.0, 100.0, 101.0]), Verdict::Inside);
        assert_eq!(judged(narrow(), &[90.0, 100.0, 110.0]), Verdict::TooWide);
    }

    #[test]
    fn the_mean_of_ratios_is_taken_in_logarithms() {
        let figure = |unit| {
            let values = [0.5, 2.0].map(|value| Values::from([("row".into(), value)]));
            figure(&target(unit, 1.0, 0.9, 1.1), &values).unwrap()
        };
        assert!((figure("rate ratio").mean - 1.0).abs() < 1e-12);
        assert!((figure("proportion").mean - 1.25).abs() < 1e-12);
    }
}
