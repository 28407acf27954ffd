//! How much of what a design did went round each of the three loops: the design less the same design with the loop cut,
//! over the design less the baseline. Shares of loops need not add up.

use crate::analysis::contrast::{Contrast, NoContrast};
use crate::analysis::cuts::{self, LOOPS, Loop};
use crate::analysis::outcome::Outcome;
use crate::analysis::short::brief;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::views::share;
use crate::analysis::words;
use crate::statistics::interval::Interval;

/// So many shares are told in a few words.
const LEAD: usize = 2;

/// What one cut arm says of a loop, for one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopShare {
    /// The arm in which the loop is cut.
    pub cut: usize,
    /// The loop's name.
    pub name: &'static str,
    /// The outcome.
    pub outcome: Outcome,
    /// The whole design less the cut one.
    pub difference: Result<Contrast, NoContrast>,
    /// That over the whole design less the baseline, with its interval (simulation error); `None` where the latter
    /// cannot be told from nothing.
    pub share: Option<(f64, Option<Interval>)>,
}

/// The shares of all loops that arms cut, arm by arm, for the outcomes that lead.
pub fn shares(trials: &Trials, scope: Scope) -> Vec<LoopShare> {
    let outcomes = Outcome::leading(trials.results);
    let cut = |arm: usize| cuts::cut(trials.results, arm).map(|(the_loop, whole)| (arm, the_loop, whole));
    let cuts = trials.designs().into_iter().filter_map(cut);
    cuts.flat_map(|(cut, the_loop, whole)| {
        outcomes.iter().map(move |outcome| of(trials, scope, [cut, whole], the_loop.name, outcome))
    })
    .collect()
}

fn of(trials: &Trials, scope: Scope, [cut, whole]: [usize; 2], name: &'static str, outcome: &Outcome) -> LoopShare {
    let against = |other: usize| trials.pairs(Pair { arm: whole, against: other }, scope);
    let through: Vec<(u32, f64)> = against(cut)
        .iter()
        .map(|(whole, cut)| (whole.replication, outcome.value(whole) - outcome.value(cut)))
        .collect();
    let pairs: Vec<(f64, f64)> = against(trials.baseline())
        .iter()
        .filter_map(|(whole, base)| {
            let (_, through) = through.iter().find(|(replication, _)| *replication == whole.replication)?;
            Some((*through, outcome.value(whole) - outcome.value(base)))
        })
        .collect();
    let difference = Contrast::of(trials, Pair { arm: whole, against: cut }, scope, outcome);
    LoopShare { cut, name, outcome: outcome.clone(), difference, share: share(&pairs) }
}

/// A share in words, per cent, with its interval.
pub fn share_in_words(share: &Option<(f64, Option<Interval>)>) -> String {
    const PER_CENT: f64 = 100.0;
    let per_cent = |value: f64| words::number(PER_CENT * value, 0);
    match share {
        None => "cannot be told".to_string(),
        Some((share, None)) => format!("{} %", per_cent(*share)),
        Some((share, Some(range))) => {
            format!("{} % ({} to {})", per_cent(*share), per_cent(range.low), per_cent(range.high))
        }
    }
}

/// In a few words: the loops of which a share can be told from none in any outcome, and those of which none could be told,
/// which says nothing of how large it is; `None` where no arm cuts a loop.
pub fn lead(trials: &Trials, scope: Scope) -> Option<String> {
    let all = shares(trials, scope);
    let is_told =
        |one: &&LoopShare| one.share.as_ref().is_some_and(|(_, range)| range.is_some_and(|range| !range.contains(0.0)));
    let part = |one: &LoopShare| {
        let outcome = words::within_sentence(brief(&one.outcome.label));
        let of_loop = LOOPS.iter().find(|known| known.name == one.name).map_or(one.name, |known| known.brief);
        let share = share_in_words(&one.share);
        format!("{of_loop} {share} of {outcome} (cut in {})", trials.results.arms[one.cut].id)
    };
    let told: Vec<String> = all.iter().filter(is_told).take(LEAD).map(part).collect();
    let cut = |one: &&Loop| all.iter().any(|share| share.name == one.name);
    let looked_at: Vec<&str> = LOOPS.iter().filter(cut).map(|one| one.brief).collect();
    let has_share = |one: &&Loop| all.iter().filter(is_told).any(|share| share.name == one.name);
    let without: Vec<&str> = LOOPS.iter().filter(cut).filter(|one| !has_share(one)).map(|one| one.brief).collect();
    (!all.is_empty()).then(|| match told.as_slice() {
        [] => format!(
            "No part of the effect that goes round a loop could be told from none: {}.",
            words::list(&looked_at)
        ),
        told if without.is_empty() => format!("Parts of the effect that go round loops: {}.", words::list(told)),
        told => format!(
            "Parts of the effect that go round loops: {}; of {} none could be told.",
            words::list(told),
            words::list(&without)
        ),
    })
}

/// One sentence for each outcome of which the shares of loops can be told, and one for all others.
pub fn sentences(trials: &Trials, scope: Scope) -> Vec<String> {
    let all = shares(trials, scope);
    let outcomes = Outcome::leading(trials.results);
    let of = |outcome: &Outcome| all.iter().filter(|one| one.outcome == *outcome).collect::<Vec<_>>();
    let (told, untold): (Vec<&Outcome>, Vec<&Outcome>) =
        outcomes.iter().filter(|outcome| !of(outcome).is_empty()).partition(|outcome| of(outcome)[0].share.is_some());
    let part = |one: &LoopShare| {
        let (number, _) = one.name.split_once(' ').unwrap_or((one.name, ""));
        format!("{number} as cut in {} {}", trials.results.arms[one.cut].id, share_in_words(&one.share))
    };
    let label = |outcome: &Outcome| words::within_sentence(&outcome.label);
    let mut sentences: Vec<String> = told
        .iter()
        .map(|outcome| {
            let parts: Vec<String> = of(outcome).into_iter().map(part).collect();
            format!("Share of each loop in {}: {}.", label(outcome), parts.join("; "))
        })
        .collect();
    if !untold.is_empty() {
        let labels: Vec<String> = untold.into_iter().map(label).collect();
        sentences.push(format!(
            "Share of each loop in {}: cannot be told, because the whole design cannot be told from the baseline.",
            words::list(&labels)
        ));
    }
    sentences
}
