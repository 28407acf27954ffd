//! The first paragraph: the answer to the leader's question in a few words, with its doubt. What finds no room follows in the
//! second one ([`crate::analysis::short`]).

use crate::analysis::contrast::Contrast;
use crate::analysis::loops;
use crate::analysis::outcome::Outcome;
use crate::analysis::short;
use crate::analysis::spill;
use crate::analysis::standing::{Standing, compared};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::variation;
use crate::analysis::words;

/// As long as the paragraph may grow, in words.
pub const LONGEST: usize = 90;

/// So many designs are named for an outcome; the others are counted.
const NAMED: usize = 3;

const CLAIMED: &str = "claimed_avoided_per_1000";

/// The sentences of the first paragraph, and how many outcomes of the question they tell of; none where nothing was
/// compared.
pub fn answer(trials: &Trials, scope: Scope) -> (Vec<String>, usize) {
    let outcomes = Outcome::asked(trials.results);
    let mut units = Units::default();
    let told: Vec<String> = outcomes.iter().map_while(|outcome| about(trials, scope, outcome, &mut units)).collect();
    let Some((first, others)) = told.split_first() else { return (Vec::new(), 0) };
    let mut before = vec![where_and_when(trials, scope)];
    before.extend(asked_apart(trials, scope, outcomes.first()));
    before.push(first.clone());
    let mut after: Vec<String> = short::more_deaths(trials, scope).into_iter().collect();
    after.extend(short::noticed(trials, scope, &outcomes));
    after.push(known(trials));
    let length = |sentences: &[String]| sentences.iter().map(|text| text.split_whitespace().count()).sum::<usize>();
    let mut room = LONGEST.saturating_sub(length(&before) + length(&after));
    let fits = |sentence: &&String| {
        let words = sentence.split_whitespace().count();
        let fits = words <= room;
        room = room.saturating_sub(words);
        fits
    };
    before.extend(others.iter().take_while(fits).cloned().collect::<Vec<_>>());
    let count = before.iter().filter(|sentence| told.contains(sentence)).count();
    before.extend(after);
    (before, count)
}

fn where_and_when(trials: &Trials, scope: Scope) -> String {
    let study = &trials.results.study;
    format!("{}, {} from {}.", trials.place_name(scope.place), words::months(study.horizon_days), study.start)
}

/// What a study asks besides its outcomes: where variation lies, whose effect it is, what claims are worth, what loops do.
fn asked_apart(trials: &Trials, scope: Scope, first: Option<&Outcome>) -> Vec<String> {
    let mut sentences: Vec<String> = variation::lead(trials, scope).into_iter().collect();
    if let Some(outcome) = first {
        sentences.extend(spill::lead(trials, scope, outcome));
        sentences.extend(claims(trials, scope, outcome));
        sentences.extend(loops::sentences(trials, scope).into_iter().take(1));
    }
    sentences
}

/// Where a study asks for claims: what was claimed, and what was so.
fn claims(trials: &Trials, scope: Scope, first: &Outcome) -> Option<String> {
    let admissions = Outcome::find(trials.results, crate::analysis::outcome::ADMISSIONS)?;
    let of_arm = |arm: usize| {
        let pair = Pair { arm, against: trials.baseline() };
        let truth = Contrast::of(trials, pair, scope, &admissions).ok()?;
        let claimed = trials.level(arm, scope, first)?;
        Some(format!(
            "{} claims {} and made it {}",
            trials.title(arm),
            words::value(first, claimed.mean),
            words::bare_difference(&admissions, &truth.difference)
        ))
    };
    let told: Vec<String> = trials.designs().into_iter().filter_map(of_arm).collect();
    (first.key == CLAIMED && !told.is_empty())
        .then(|| format!("Of admissions avoided {}: {}.", words::unit(first), told.join("; ")))
}

/// Units that have been told, so that none is told twice.
#[derive(Default)]
struct Units(Vec<String>);

impl Units {
    fn first_time(&mut self, unit: String) -> Option<String> {
        let new = !unit.is_empty() && !self.0.contains(&unit);
        new.then(|| {
            self.0.push(unit.clone());
            unit
        })
    }
}

/// One outcome: who differs from the baseline in nearly every period, or only on average, or that nobody does.
fn about(trials: &Trials, scope: Scope, outcome: &Outcome, units: &mut Units) -> Option<String> {
    let compared = compared(trials, scope, outcome, trials.baseline());
    let level = trials.level(trials.baseline(), scope, outcome)?;
    let standing = |which: Standing| compared.iter().filter(move |(_, contrast)| Standing::of(contrast) == which);
    let (apart, average) = (named(trials, outcome, standing(Standing::Apart)), standing(Standing::OnAverage).count());
    let unit = units.first_time(words::unit(outcome)).map(|unit| format!(" {unit}")).unwrap_or_default();
    let head = format!(
        "{} ({}{unit} with {})",
        outcome.label,
        words::value(outcome, level.mean),
        words::within_sentence(trials.title(trials.baseline()))
    );
    let body = match (apart, average) {
        _ if compared.is_empty() => return None,
        (Some(apart), 0) => apart,
        (Some(apart), average) => format!("{apart}; only on average {}", words::counted(average, "other")),
        (None, 0) => "no difference that can be told from none".to_string(),
        (None, _) => {
            let average = named(trials, outcome, standing(Standing::OnAverage))?;
            format!("only on average over many periods {average}")
        }
    };
    Some(format!("{head}: {body}."))
}

/// Designs with their differences, the largest first.
fn named<'a>(
    trials: &Trials,
    outcome: &Outcome,
    designs: impl Iterator<Item = &'a (usize, Contrast)>,
) -> Option<String> {
    let mut designs: Vec<&(usize, Contrast)> = designs.collect();
    designs.sort_by(|(_, one), (_, other)| other.difference.mean.abs().total_cmp(&one.difference.mean.abs()));
    let more = designs.len().saturating_sub(NAMED);
    let one = |(arm, contrast): &&(usize, Contrast)| {
        format!("{} with {}", words::bare_difference(outcome, &contrast.difference), trials.title(*arm))
    };
    let mut told: Vec<String> = designs.iter().take(NAMED).map(one).collect();
    if more > 0 {
        told.push(words::counted(more, "other"));
    }
    (!told.is_empty()).then(|| words::list(&told))
}

fn known(trials: &Trials) -> String {
    if !trials.are_drawn() {
        return "Parameters stood at one value each, so true uncertainty is wider.".to_string();
    }
    let drawn = words::number(trials.results.study.drawn.len() as f64, 0);
    format!("Judged on chance and on {drawn} parameters that are not known.")
}
