//! The first paragraph: the answer to the leader's question in a few words, with its doubt. What finds no room follows in the
//! second one ([`crate::analysis::short`]).

use crate::analysis::alone;
use crate::analysis::by_place;
use crate::analysis::by_point;
use crate::analysis::contrast::Contrast;
use crate::analysis::finding::{Seen, Units, asked_designs};
use crate::analysis::influence;
use crate::analysis::loops;
use crate::analysis::outcome::{ADMISSIONS, Outcome};
use crate::analysis::short;
use crate::analysis::spill;
use crate::analysis::standing::Standing;
use crate::analysis::tornado;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::variation;
use crate::analysis::words;
use std::iter;
use std::ops::Range;

/// As long as the paragraph may grow, in words.
pub const LONGEST: usize = 90;

/// Two designs are named, rather than called either, if both names together have no more words.
const BRIEF: usize = 5;

const CLAIMED: &str = "claimed_avoided_per_1000";

/// The sentences of the first paragraph, and how many outcomes of the question they give figures of; none where there are no
/// figures.
pub fn answer(trials: &Trials, scope: Scope) -> (Vec<String>, usize) {
    let outcomes = Outcome::asked(trials.results);
    if trials.is_alone() {
        return (one_world(trials, scope, &outcomes), 0);
    }
    let by_point = by_point::lead(trials, scope.place, &outcomes);
    if !by_point.is_empty() {
        return (over_points(trials, scope, by_point), 0);
    }
    let all: Vec<Seen> = outcomes.iter().filter_map(|outcome| Seen::of(trials, scope, outcome)).collect();
    let Some(first) = all.first() else { return (Vec::new(), 0) };
    let mut sentences = vec![format!("{}.", where_and_when(trials, scope))];
    let apart = asked_apart(trials, scope, first.outcome, &outcomes);
    // What a study asks besides says more of the first outcome than its figures alone.
    let told_apart = !apart.is_empty();
    sentences.extend(apart);
    let (found, alike): (Vec<&Seen>, Vec<&Seen>) = all
        .iter()
        .skip(usize::from(told_apart))
        .filter(|seen| !spill::tells_of(trials, seen.outcome))
        .partition(|seen| seen.standing() != Standing::Alike);
    let before_known: Vec<String> = short::more_deaths(trials, scope).into_iter().collect();
    let noticed = short::noticed(trials, scope, &outcomes);
    let known = known(trials);
    let room = LONGEST.saturating_sub(length_of(&sentences) + length_of(&before_known) + length(&known));
    let room = Room { words: room, in_full: usize::from(!told_apart) };
    let (told, noticed, count) = findings(trials, &found, &alike, noticed, room);
    sentences.extend(told);
    sentences.extend(before_known);
    sentences.extend(noticed);
    sentences.push(known);
    (sentences, count)
}

/// What a sweep shows over its points: as many sentences as there is room for, at least one.
fn over_points(trials: &Trials, scope: Scope, told: Vec<String>) -> Vec<String> {
    let (opening, known) = (format!("{}.", where_and_when(trials, scope)), known(trials));
    let mut room = LONGEST.saturating_sub(length(&opening) + length(&known));
    let mut sentences = vec![opening];
    for (number, sentence) in told.into_iter().enumerate() {
        if number > 0 && length(&sentence) > room {
            break;
        }
        room = room.saturating_sub(length(&sentence));
        sentences.push(sentence);
    }
    sentences.push(known);
    sentences
}

/// How much may be said: so many words, of which the first findings are told in full however long they are.
struct Room {
    words: usize,
    in_full: usize,
}

/// What was found and where nothing was, then what would be noticed, and how many findings are told in full. Findings come
/// first: where room is short, those after the first ones are told briefly, then what would be noticed is left to the second
/// paragraph, and only then a finding. At each step outcomes without a finding are named or, with less room, some are counted;
/// none of those that a question of its own asks about is only counted for what would be noticed.
fn findings(
    trials: &Trials,
    found: &[&Seen],
    alike: &[&Seen],
    noticed: Option<String>,
    room: Room,
) -> (Vec<String>, Option<String>, usize) {
    let least = room.in_full.min(found.len());
    let mut tellings = Vec::new();
    // To name all designs of which the question speaks matters more than a further outcome.
    let generous = (asked_designs(trials) > 0).then_some(true);
    for all_asked in generous.into_iter().chain([false]) {
        let mut units = Units::default();
        let full: Vec<String> = found.iter().filter_map(|seen| seen.full(trials, &mut units, all_asked)).collect();
        tellings.push((full.clone(), full.len()));
        let shorter = |most| ([&full[..least], &briefly(trials, found, least..most)].concat(), least);
        tellings.extend((least..=found.len()).rev().map(shorter));
    }
    let how_much = asks(trials, &["how much", "how many"]);
    if how_much {
        tellings.extend((1..=found.len()).rev().map(|most| (briefly(trials, found, 0..most), 0)));
    }
    // Of a question of its own a study has more to tell; else what nobody sees matters more than a further outcome.
    let may_wait = !trials.results.study.outcomes.is_empty() && !asks(trials, &["luck", "notice", "dashboard"]);
    let mut ways = Vec::new();
    for (told, count) in tellings {
        let nothing = nothing(trials, alike, &told, how_much);
        let with = |noticed: &Option<String>, one: &Nothing| {
            let told = [told.as_slice(), one.sentence.as_slice()].concat();
            (one.sized, (told, noticed.clone(), count))
        };
        ways.extend(nothing.iter().filter(|one| one.names_all || !may_wait).map(|one| with(&noticed, one)));
        ways.extend(nothing.iter().filter(|_| may_wait).map(|one| with(&None, one)));
    }
    ways.sort_by_key(|(sized, _)| how_much && !sized);
    let length = |told: &[String], noticed: &Option<String>| length_of(told) + length_of(noticed.as_slice());
    let fits = ways.iter().position(|(_, (told, noticed, _))| length(told, noticed) <= room.words);
    ways.swap_remove(fits.unwrap_or(ways.len() - 1)).1
}

/// One way to say in which outcomes nothing was found.
struct Nothing {
    sentence: Option<String>,
    names_all: bool,
    sized: bool,
}

/// The ways to say it after what is told, those that say most first: outcomes are named, or some are counted, and of the
/// first that the question is about it is said how large a difference may be. That takes the place of names only where a
/// question asks how much.
fn nothing(trials: &Trials, alike: &[&Seen], told: &[String], how_much: bool) -> Vec<Nothing> {
    let first = alike.first().filter(|seen| Outcome::asked(trials.results).first() == Some(seen.outcome));
    let size = first.and_then(|seen| seen.bounds(trials, told));
    let fewer = (1..=alike.len()).rev().map(|named| (named, told.is_empty()));
    let ways: Vec<(usize, bool)> = iter::once((alike.len(), true)).chain(fewer).collect();
    let with = |size: Option<&str>| {
        let way = |&(named, who): &(usize, bool)| Nothing {
            sentence: told_alike(trials, alike, named, who, size),
            names_all: named == alike.len(),
            sized: size.is_some(),
        };
        ways.iter().map(way).collect::<Vec<_>>()
    };
    let sized = size.map(|size| with(Some(&size))).unwrap_or_default();
    sized.into_iter().filter(|one| one.names_all || how_much).chain(with(None)).collect()
}

/// Whether one of some words stands in the question: whether it is about what somebody would see who looks at one period, or
/// about how large something is.
fn asks(trials: &Trials, words: &[&str]) -> bool {
    let question = trials.results.study.question.as_deref().unwrap_or_default().to_lowercase();
    words.iter().any(|word| question.contains(word))
}

/// Some findings in few words: those of nearly every period, then those on average.
fn briefly(trials: &Trials, found: &[&Seen], which: Range<usize>) -> Vec<String> {
    let mut units = Units::default();
    // Told in full, the first finding says what designs are held against.
    let mut against = match which.start {
        0 => format!(" against {}", words::within_sentence(trials.title(trials.baseline()))),
        _ => String::new(),
    };
    for seen in &found[..which.start] {
        seen.full(trials, &mut units, false);
    }
    let mut of_standing = |standing: Standing, when: &str| {
        let here = found[which.clone()].iter().filter(|seen| seen.standing() == standing);
        let told: Vec<String> = here.filter_map(|seen| seen.brief(trials, &mut units)).collect();
        (!told.is_empty()).then(|| format!("{when}{}: {}.", std::mem::take(&mut against), told.join("; ")))
    };
    let apart = of_standing(Standing::Apart, "In nearly every period");
    apart.into_iter().chain(of_standing(Standing::OnAverage, "Only on average over many periods")).collect()
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
    let fits = |sentences: &Vec<String>| length_of(sentences) <= LONGEST;
    let all: Vec<Vec<String>> = (1..=outcomes.len()).rev().filter_map(told).collect();
    all.iter().find(|sentences| fits(sentences)).or(all.last()).cloned().unwrap_or_default()
}

fn length(sentence: &str) -> usize {
    sentence.split_whitespace().count()
}

fn length_of(sentences: &[String]) -> usize {
    sentences.iter().map(|sentence| length(sentence)).sum()
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

/// Outcomes in which no design can be told from the baseline, in one sentence and without figures: the first ones, which the
/// question is about before the others, by name, and how large a difference may be in the first of them. Between whom there
/// is none is known after a finding.
fn told_alike(
    trials: &Trials,
    alike: &[&Seen],
    named: usize,
    between_whom: bool,
    size: Option<&str>,
) -> Option<String> {
    let name = |seen: &&Seen| words::within_sentence(short::brief(&seen.outcome.label));
    let mut labels: Vec<String> = alike.iter().take(named).map(name).collect();
    if let (Some(first), Some(size)) = (labels.first_mut(), size) {
        first.push_str(&format!(" ({size})"));
    }
    let others = alike.len() - labels.len();
    labels.extend((others > 0).then(|| words::counted(others, "other outcome")));
    match between_whom {
        true => no_difference(trials, &labels),
        false => Some(format!("No difference could be told in {}.", words::list(&labels))),
    }
}

/// Names of designs that have no more words than this together are told, as the question knows the designs by them.
const FEW_WORDS: usize = 12;

fn no_difference(trials: &Trials, alike: &[String]) -> Option<String> {
    let designs: Vec<&str> = trials.choices().into_iter().map(|arm| trials.title(arm)).collect();
    let who = match designs.as_slice() {
        [one] => one.to_string(),
        [one, other] if length(one) + length(other) <= BRIEF => words::either(&[one, other]),
        several if several.len() > 2 && several.iter().map(|one| length(one)).sum::<usize>() <= FEW_WORDS => {
            words::either(several)
        }
        [_, _] => "either design".to_string(),
        many => format!("any of the {} designs", many.len()),
    };
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    (!alike.is_empty())
        .then(|| format!("No difference between {who} and {baseline} could be told in {}.", words::list(alike)))
}

/// What a study asks besides its outcomes: where variation lies, whose effect it is, what claims are worth, what loops do, what
/// the answer hangs on; or else how the first outcome stands in each of a few places.
fn asked_apart(trials: &Trials, scope: Scope, first: &Outcome, outcomes: &[Outcome]) -> Vec<String> {
    let mut sentences: Vec<String> = variation::lead(trials, scope).into_iter().collect();
    sentences.extend(spill::lead(trials, scope, first));
    sentences.extend(spill::taken(trials, scope, outcomes));
    sentences.extend(claims(trials, scope, first));
    sentences.extend(loops::lead(trials, scope));
    sentences.extend(influence::lead(trials, scope, first));
    sentences.extend(by_point::one_at_a_time(trials));
    if sentences.is_empty() {
        sentences.extend(by_place::lead(trials, scope, first));
    }
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
    let told: Vec<String> = trials.choices().into_iter().filter_map(of_arm).collect();
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

fn known(trials: &Trials) -> String {
    if tornado::of(trials).is_some() && !trials.are_drawn() {
        return "All else stood at one value, and no two were moved together, so true uncertainty is wider."
            .to_string();
    }
    if !trials.are_drawn() {
        return "Parameters stood at one value each, so true uncertainty is wider.".to_string();
    }
    let drawn = words::number(trials.results.study.drawn.len() as f64, 0);
    format!(
        "Judged on chance and {drawn} parameters that are not known, but not on the model's structure: true uncertainty is wider."
    )
}
