//! The first paragraph: the answer to the leader's question in a few words, with its doubt. What finds no room follows in the
//! second one ([`crate::analysis::short`]).

use crate::analysis::alone;
use crate::analysis::contrast::Contrast;
use crate::analysis::loops;
use crate::analysis::outcome::{ADMISSIONS, Outcome};
use crate::analysis::short;
use crate::analysis::spill;
use crate::analysis::standing::{Standing, compared};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::variation;
use crate::analysis::words;

/// As long as the paragraph may grow, in words.
pub const LONGEST: usize = 90;

/// So many designs are named for an outcome; the others are counted.
const NAMED: usize = 2;

/// Two designs are named, rather than called either, if both names together have no more words.
const BRIEF: usize = 6;

const CLAIMED: &str = "claimed_avoided_per_1000";

/// The sentences of the first paragraph, and how many outcomes of the question they give figures of; none where there are no
/// figures.
pub fn answer(trials: &Trials, scope: Scope) -> (Vec<String>, usize) {
    let outcomes = Outcome::asked(trials.results);
    if trials.is_alone() {
        return (one_world(trials, scope, &outcomes), 0);
    }
    let mut units = Units::default();
    let all: Vec<(&Outcome, Option<String>)> =
        outcomes.iter().filter_map(|outcome| Some((outcome, about(trials, scope, outcome, &mut units)?))).collect();
    let Some((first, _)) = all.first() else { return (Vec::new(), 0) };
    let mut sentences = vec![format!("{}.", where_and_when(trials, scope))];
    let apart = asked_apart(trials, scope, first);
    // What a study asks besides says more of the first outcome than its figures alone.
    let told_apart = !apart.is_empty();
    let found: Vec<&String> =
        all.iter().skip(usize::from(told_apart)).filter_map(|(_, found)| found.as_ref()).collect();
    sentences.extend(apart);
    let others = if told_apart { &all[1..] } else { &all[..] };
    let mut after: Vec<String> = nothing(trials, others).into_iter().collect();
    after.extend(short::more_deaths(trials, scope));
    after.extend(short::noticed(trials, scope, &outcomes));
    after.push(known(trials));
    let mut length: usize = sentences.iter().chain(&after).map(|sentence| length(sentence)).sum();
    // One finding is told however long it is.
    let fits = |(which, sentence): &(usize, &&String)| {
        length += self::length(sentence);
        (*which == 0 && !told_apart) || length <= LONGEST
    };
    let told: Vec<String> =
        found.iter().enumerate().take_while(fits).map(|(_, sentence)| sentence.to_string()).collect();
    let count = told.len();
    sentences.extend(told);
    sentences.extend(after);
    (sentences, count)
}

/// Where nothing is compared: what the one world is like, in as many of the outcomes as there is room for.
fn one_world(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Vec<String> {
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let here = |(index, _): &(usize, _)| scope.place.is_none_or(|place| place == *index);
    let places = trials.results.places.iter().enumerate().filter(here);
    let people: f64 = places.map(|(_, place)| f64::from(place.people_65)).sum();
    let people = words::number(people, 0);
    let world = format!("in one world of {people} people aged 65 and over: {baseline}");
    let mut opening = vec![format!("{}, {world}.", where_and_when(trials, scope))];
    opening.extend(variation::lead(trials, scope));
    let told = |count: usize| {
        let outcomes = &outcomes[..count];
        let mut sentences = opening.clone();
        sentences.push(alone::levels(trials, scope, outcomes)?);
        sentences.extend(alone::spread(trials, scope, outcomes));
        sentences.push(known(trials));
        Some(sentences)
    };
    let fits = |sentences: &Vec<String>| sentences.iter().map(|sentence| length(sentence)).sum::<usize>() <= LONGEST;
    let all: Vec<Vec<String>> = (1..=outcomes.len()).rev().filter_map(told).collect();
    all.iter().find(|sentences| fits(sentences)).or(all.last()).cloned().unwrap_or_default()
}

fn length(sentence: &str) -> usize {
    sentence.split_whitespace().count()
}

fn where_and_when(trials: &Trials, scope: Scope) -> String {
    let study = &trials.results.study;
    format!(
        "{}, {} from {}",
        words::at_start(&trials.place_name(scope.place)),
        words::months(study.horizon_days),
        study.start
    )
}

/// Outcomes in which no design can be told from the baseline, in one sentence and without figures.
fn nothing(trials: &Trials, all: &[(&Outcome, Option<String>)]) -> Option<String> {
    let alike: Vec<String> = all
        .iter()
        .filter(|(_, found)| found.is_none())
        .map(|(outcome, _)| words::within_sentence(short::brief(&outcome.label)))
        .collect();
    let designs: Vec<&str> = trials.designs().into_iter().map(|arm| trials.title(arm)).collect();
    let who = match designs.as_slice() {
        [one] => one.to_string(),
        [one, other] if length(one) + length(other) <= BRIEF => format!("{one} or {other}"),
        [_, _] => "either design".to_string(),
        many => format!("any of the {} designs", many.len()),
    };
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    (!alike.is_empty())
        .then(|| format!("No difference between {who} and {baseline} could be told in {}.", words::list(&alike)))
}

/// What a study asks besides its outcomes: where variation lies, whose effect it is, what claims are worth, what loops do.
fn asked_apart(trials: &Trials, scope: Scope, first: &Outcome) -> Vec<String> {
    let mut sentences: Vec<String> = variation::lead(trials, scope).into_iter().collect();
    sentences.extend(spill::lead(trials, scope, first));
    sentences.extend(claims(trials, scope, first));
    sentences.extend(loops::lead(trials, scope));
    sentences
}

/// Where a study asks for claims: what was claimed, and what was so.
fn claims(trials: &Trials, scope: Scope, first: &Outcome) -> Option<String> {
    let admissions = Outcome::find(trials.results, ADMISSIONS)?;
    let of_arm = |arm: usize| {
        let pair = Pair { arm, against: trials.baseline() };
        let truth = Contrast::of(trials, pair, scope, &admissions).ok()?;
        Some(format!(
            "{} with {} (in truth {}, {})",
            words::value(first, trials.level(arm, scope, first)?.mean),
            trials.title(arm),
            words::bare_difference(&admissions, &truth.difference),
            words::short_verdict(&truth)
        ))
    };
    let told: Vec<String> = trials.designs().into_iter().filter_map(of_arm).collect();
    let usual = trials.level(trials.baseline(), scope, first)?;
    (first.key == CLAIMED && !told.is_empty()).then(|| {
        format!(
            "Admissions claimed as avoided, {}: {} with {}, {}.",
            words::unit(first),
            words::value(first, usual.mean),
            words::within_sentence(trials.title(trials.baseline())),
            words::list(&told)
        )
    })
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

/// One outcome: who differs from the baseline in nearly every period, or only on average; nothing within where nobody does.
fn about(trials: &Trials, scope: Scope, outcome: &Outcome, units: &mut Units) -> Option<Option<String>> {
    let compared = compared(trials, scope, outcome, trials.baseline());
    let level = trials.level(trials.baseline(), scope, outcome).filter(|_| !compared.is_empty())?;
    let standing = |which: Standing| compared.iter().filter(move |(_, contrast)| Standing::of(contrast) == which);
    let average = standing(Standing::OnAverage).count();
    let body = match named(trials, outcome, standing(Standing::Apart)) {
        Some(apart) if average == 0 => format!("in nearly every period {apart}"),
        Some(apart) => format!("in nearly every period {apart}; only on average {}", words::counted(average, "other")),
        None => match named(trials, outcome, standing(Standing::OnAverage)) {
            Some(average) => format!("only on average over many periods {average}"),
            None => return Some(None),
        },
    };
    let unit = units.first_time(words::unit(outcome)).map(|unit| format!(" {unit}")).unwrap_or_default();
    let (level, baseline) = (words::value(outcome, level.mean), trials.title(trials.baseline()));
    let label = short::brief(&outcome.label);
    Some(Some(format!("{label} ({level}{unit} with {}): {body}.", words::within_sentence(baseline))))
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
    format!(
        "Judged on chance and on {drawn} parameters that are not known, but not on the model's structure: true uncertainty is wider."
    )
}
