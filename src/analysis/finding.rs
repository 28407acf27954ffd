//! What was found of one outcome: which designs differ from the baseline in nearly every period, or only on average; told in
//! full or, where room is short, briefly. Knows nothing of what else a paragraph says.

use crate::analysis::contrast::Contrast;
use crate::analysis::estimate::Estimate;
use crate::analysis::outcome::Outcome;
use crate::analysis::short;
use crate::analysis::standing::{Standing, compared};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::statistics::interval::Interval;

/// So many designs are named for an outcome that is told in full; the others are counted.
const NAMED: usize = 2;

/// One outcome of every design, held against the baseline.
pub struct Seen<'a> {
    /// Which outcome.
    pub outcome: &'a Outcome,
    compared: Vec<(usize, Contrast)>,
    level: Estimate,
}

/// Units that have been told, so that none is told twice.
#[derive(Clone, Default)]
pub struct Units(Vec<String>);

impl Units {
    /// The unit of an outcome, unless it is empty or has been told.
    pub fn first_time(&mut self, outcome: &Outcome) -> Option<String> {
        let unit = words::unit(outcome);
        let new = !unit.is_empty() && !self.0.contains(&unit);
        new.then(|| {
            self.0.push(unit.clone());
            unit
        })
    }
}

impl<'a> Seen<'a> {
    /// What there is of an outcome; `None` where no figure can be compared.
    pub fn of(trials: &Trials, scope: Scope, outcome: &'a Outcome) -> Option<Self> {
        let compared = compared(trials, scope, outcome, trials.baseline());
        let level = trials.level(trials.baseline(), scope, outcome).filter(|_| !compared.is_empty())?;
        Some(Self { outcome, compared, level })
    }

    /// How the designs that stand furthest from the baseline stand.
    pub fn standing(&self) -> Standing {
        let any = |which: Standing| self.standing_so(which).next().is_some();
        [Standing::Apart, Standing::OnAverage].into_iter().find(|which| any(*which)).unwrap_or(Standing::Alike)
    }

    /// In a sentence with the baseline's level; `None` where nothing was found. A design that the question names is in it
    /// even if nothing was found of that one; with `all_asked` none that it names is only counted.
    pub fn full(&self, trials: &Trials, units: &mut Units, all_asked: bool) -> Option<String> {
        let label = short::brief(&self.outcome.label);
        let asked = |arm: &usize| place_in_question(trials, *arm) != usize::MAX;
        let many = asked_designs(trials).max(NAMED);
        let body = if all_asked { self.every_body(trials, many)? } else { self.body(trials, NAMED)? };
        let alike = self.standing_so(Standing::Alike).map(|(arm, _)| *arm).filter(asked);
        let alike: Vec<String> = alike.map(|arm| trials.title(arm).to_string()).collect();
        let nothing = if alike.is_empty() {
            String::new()
        } else {
            format!("; with {} no difference could be told", words::list(&alike))
        };
        Some(format!("{label} ({}): {body}{nothing}.", self.level(trials, units)))
    }

    /// In a few words for a list of such findings; `None` where nothing was found.
    pub fn brief(&self, trials: &Trials, units: &mut Units) -> Option<String> {
        if self.outcome.unit.starts_with('0') {
            // Between 0 and 1: what it is said of tells more than its unit.
            units.first_time(self.outcome);
        }
        let named = named(trials, self.outcome, self.standing_so(self.standing()), 1, units)?;
        let told = self.standing() != Standing::Alike;
        told.then(|| format!("{} {named}", words::within_sentence(short::brief(&self.outcome.label))))
    }

    /// The level of the baseline: "231.4 per 1,000 people 65+ a year with usual care".
    pub fn level(&self, trials: &Trials, units: &mut Units) -> String {
        let unit = units.first_time(self.outcome).map(|unit| format!(" {unit}")).unwrap_or_default();
        let baseline = words::within_sentence(trials.title(trials.baseline()));
        format!("{}{unit} with {baseline}", words::value(self.outcome, self.level.mean))
    }

    /// Where nothing could be told: between which differences one period lies, with the one design that the question names or
    /// else with any; `None` where it cannot be said. The unit is left out where it stands in what was told before.
    pub fn bounds(&self, trials: &Trials, told: &[String]) -> Option<String> {
        let asked: Vec<_> =
            self.compared.iter().filter(|(arm, _)| place_in_question(trials, *arm) != usize::MAX).collect();
        let (of, who) = match (self.compared.as_slice(), asked.as_slice()) {
            ([_], _) => (self.compared.iter().collect(), String::new()),
            (_, [(arm, _)]) => (asked, format!(" with {}", trials.title(*arm))),
            (all, _) => (all.iter().collect(), " with any design".to_string()),
        };
        let ends: Option<Vec<Interval>> = of.iter().map(|(_, contrast)| contrast.difference.period()).collect();
        let hull =
            |one: Interval, other: Interval| Interval { low: one.low.min(other.low), high: one.high.max(other.high) };
        let ends = ends?.into_iter().reduce(hull)?;
        let digits = of.iter().map(|(_, c)| words::difference_digits(self.outcome, &c.difference)).min()?;
        let unit = words::unit(self.outcome);
        let known = unit.is_empty() || unit.contains(' ') && told.iter().any(|told| told.contains(&unit));
        let unit = if known { String::new() } else { format!(" {unit}") };
        let range = words::range(self.outcome, ends, digits);
        (ends.low < ends.high).then(|| format!("{range}{unit}{who}"))
    }

    /// Who differs, of whom no more than `most` are named; `None` where nobody does.
    pub fn body(&self, trials: &Trials, most: usize) -> Option<String> {
        let named = |which| {
            let mut told = Units(vec![words::unit(self.outcome)]);
            named(trials, self.outcome, self.standing_so(which), most, &mut told)
        };
        let average = self.standing_so(Standing::OnAverage).count();
        match named(Standing::Apart) {
            Some(apart) if average == 0 => Some(format!("in nearly every period {apart}")),
            Some(apart) => {
                Some(format!("in nearly every period {apart}; only on average {}", words::counted(average, "other")))
            }
            None => named(Standing::OnAverage).map(|average| format!("only on average over many periods {average}")),
        }
    }

    /// The same, with those named too that differ only on average while others do in nearly every period.
    fn every_body(&self, trials: &Trials, most: usize) -> Option<String> {
        let named = |which, when: &str| {
            let mut told = Units(vec![words::unit(self.outcome)]);
            named(trials, self.outcome, self.standing_so(which), most, &mut told).map(|of| format!("{when} {of}"))
        };
        let apart = named(Standing::Apart, "in nearly every period");
        let average = named(Standing::OnAverage, "only on average over many periods");
        let told: Vec<String> = apart.into_iter().chain(average).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    fn standing_so(&self, which: Standing) -> impl Iterator<Item = &(usize, Contrast)> {
        self.compared.iter().filter(move |(_, contrast)| Standing::of(contrast) == which)
    }
}

/// How many designs the question names.
pub fn asked_designs(trials: &Trials) -> usize {
    trials.choices().into_iter().filter(|&arm| place_in_question(trials, arm) != usize::MAX).count()
}

/// Where a question speaks of a design by its name, up to a comma or bracket; those of which it does not speak come last.
fn place_in_question(trials: &Trials, arm: usize) -> usize {
    let question = trials.results.study.question.as_deref().unwrap_or_default().to_lowercase();
    question.find(&short::brief(trials.title(arm)).to_lowercase()).unwrap_or(usize::MAX)
}

/// Designs with their differences: those that the question names in its own order, then the others, the largest first.
fn named<'a>(
    trials: &Trials,
    outcome: &Outcome,
    designs: impl Iterator<Item = &'a (usize, Contrast)>,
    most: usize,
    units: &mut Units,
) -> Option<String> {
    let mut designs: Vec<&(usize, Contrast)> = designs.collect();
    designs.sort_by(|(_, one), (_, other)| other.difference.mean.abs().total_cmp(&one.difference.mean.abs()));
    designs.sort_by_key(|(arm, _)| place_in_question(trials, *arm));
    let more = designs.len().saturating_sub(most);
    let one = |(arm, contrast): &&(usize, Contrast)| {
        let unit = units.first_time(outcome).map(|unit| format!(" {unit}")).unwrap_or_default();
        format!("{}{unit} with {}", words::bare_difference(outcome, &contrast.difference), trials.title(*arm))
    };
    let mut told: Vec<String> = designs.iter().take(most).map(one).collect();
    if more > 0 {
        told.push(words::counted(more, "other"));
    }
    (!told.is_empty()).then(|| words::list(&told))
}
