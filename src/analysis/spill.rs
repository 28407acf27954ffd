//! Spill-over: how much of a design's effect is its own, as if capacity were untouched, and how much comes about
//! through shared queues.
//!
//! Differences have the sign of every other table: the later world minus the earlier. This file judges what the
//! further worlds left behind and must not know how they came about.

use crate::analysis::contrast::{Contrast, Turn};
use crate::analysis::outcome::Outcome;
use crate::analysis::short;
use crate::analysis::standing::Standing;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::outcomes::metric::Group;

/// The effect of a design on one outcome, in two parts that add up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpillOver {
    /// The arm minus the baseline.
    pub total: Contrast,
    /// Its own effect: the arm's team with the baseline's queues, minus the baseline.
    pub own: Contrast,
    /// Through queues: the arm minus its team with the baseline's queues.
    pub queues: Contrast,
    /// The own effect in the other order (the arm minus the baseline's people with the arm's queues) minus that in the
    /// first: how far the split depends on which of the two comes first.
    pub gap: Contrast,
}

impl SpillOver {
    /// The split for an arm and an outcome; `None` where it was not asked for or the outcome has no figure.
    pub fn of(trials: &Trials, arm: usize, scope: Scope, outcome: &Outcome) -> Option<Self> {
        let pair = Pair { arm, against: trials.baseline() };
        let worlds: Vec<[f64; 4]> = trials
            .pairs(pair, scope)
            .iter()
            .filter_map(|(row, baseline)| {
                let further = row.further.as_ref()?.map(|values| outcome.of_values(values));
                Some([outcome.value(baseline), further.untouched, further.reversed, outcome.value(row)])
            })
            .collect();
        let contrast = |of: fn(&[f64; 4]) -> (f64, f64)| {
            let pairs: Vec<_> = worlds.iter().map(of).collect();
            Contrast::of_pairs(&pairs, outcome.direction).ok()
        };
        Some(Self {
            total: contrast(|[baseline, _, _, arm]| (*arm, *baseline))?,
            own: contrast(|[baseline, untouched, _, _]| (*untouched, *baseline))?,
            queues: contrast(|[_, untouched, _, arm]| (*arm, *untouched))?,
            gap: contrast(|[baseline, untouched, reversed, arm]| (arm - reversed, untouched - baseline))?,
        })
    }
}

/// What stands in brackets in [`sentences`].
pub const BRACKETS: &str = "Own effect and effect through shared queues; in brackets chance in one period:";

/// The same in a few words, of one outcome: what is a design's own and what comes about through queues.
pub fn lead(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<String> {
    let of_arm = |arm: usize| {
        let SpillOver { total, own, queues, .. } = SpillOver::of(trials, arm, scope, outcome)?;
        let nothing = |part: &Contrast| part.difference.mean == 0.0;
        let bare = |part: &Contrast| match nothing(part) {
            true => "none".to_string(),
            false => words::bare_difference(outcome, &part.difference),
        };
        if [&total, &own, &queues].into_iter().all(nothing) {
            return Some(format!("{} none, neither by itself nor through queues", trials.title(arm)));
        }
        let (all, own, queues, verdict) = (bare(&total), bare(&own), bare(&queues), words::short_verdict(&total));
        Some(format!("{} {all} ({verdict}), {own} by itself and {queues} through queues", trials.title(arm)))
    };
    let told: Vec<String> = trials.designs().into_iter().filter_map(of_arm).collect();
    let level = trials.level(trials.baseline(), scope, outcome)?;
    let level = format!("{} {}", words::value(outcome, level.mean), words::unit(outcome));
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    (!told.is_empty()).then(|| format!("{} ({level} with {baseline}): {}.", outcome.label, told.join("; ")))
}

/// Whether [`taken`] tells of an outcome: a study that asks for the split asks what others have, which is help for which they
/// wait, and the staff who give it.
pub fn tells_of(trials: &Trials, outcome: &Outcome) -> bool {
    trials.results.study.spill_over && matches!(outcome.group, Group::Access | Group::Workforce)
}

/// From whom designs take: which outcomes of others are worse with each of them; `None` where none is asked about.
pub fn taken(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Option<String> {
    let of_others: Vec<&Outcome> = outcomes.iter().filter(|outcome| tells_of(trials, outcome)).collect();
    let of_arm = |arm: usize| {
        let pair = Pair { arm, against: trials.baseline() };
        let worse = |outcome: &&Outcome| {
            let contrast = Contrast::of(trials, pair, scope, outcome).ok()?;
            let told = contrast.turn() == Turn::Worse && Standing::of(&contrast) != Standing::Alike;
            let label = words::within_sentence(short::brief(&outcome.label));
            told.then(|| format!("{label} ({})", words::short_verdict(&contrast)))
        };
        let worse: Vec<String> = of_others.iter().filter_map(worse).collect();
        (!worse.is_empty()).then(|| format!("{} with {}", words::list(&worse), trials.title(arm)))
    };
    let designs = trials.designs();
    let told: Vec<String> = designs.iter().filter_map(|&arm| of_arm(arm)).collect();
    if of_others.is_empty() {
        return None;
    }
    let filled = filled(trials, scope);
    if told.is_empty() {
        let count = words::counted(of_others.len(), "outcome");
        return Some(format!("Nobody else could be told to lose, in {count}{filled}."));
    }
    let nothing = if told.len() < designs.len() { "; nothing else could be told" } else { "" };
    Some(format!("Worse for others: {}{nothing}{filled}.", told.join("; ")))
}

/// Whose posts begin filled, so that nobody was hired for them; empty where every design recruits. Advert, notice and checks
/// take more than a month, so that a design of which more than half is filled at the end of the first one began so.
fn filled(trials: &Trials, scope: Scope) -> String {
    const HALF: f32 = 0.5;
    let begins_filled = |arm: &usize| {
        let months = trials.rows(*arm, scope).iter().filter_map(|row| row.months.first());
        let (filled, funded) = months.fold((0.0, 0.0), |(f, g), month| (f + month.filled_wte, g + month.funded_wte));
        filled > HALF * funded
    };
    let designs = trials.designs();
    let full: Vec<&str> = designs.iter().filter(|arm| begins_filled(arm)).map(|&arm| trials.title(arm)).collect();
    match full.as_slice() {
        [] => String::new(),
        all if all.len() == designs.len() => "; posts begin filled, nobody hired away".to_string(),
        some => format!("; posts of {} begin filled, nobody hired away", words::list(some)),
    }
}

/// What is said of each design about the first outcome that leads; empty where nobody asked for it.
pub fn sentences(trials: &Trials, scope: Scope) -> Vec<String> {
    let Some(outcome) = Outcome::leading(trials.results).into_iter().next() else { return Vec::new() };
    let sentence = |arm: usize| {
        let SpillOver { total, own, queues, gap } = SpillOver::of(trials, arm, scope, &outcome)?;
        let bare = |contrast: &Contrast| words::with_period(&outcome, &contrast.difference);
        Some(format!(
            "{}: {} {} {} in all; of these {} its own, as if capacity were untouched, and {} through shared queues. Taken \
             in the other order, its own effect differs by {}.",
            trials.title(arm),
            words::within_sentence(&outcome.label),
            bare(&total),
            words::axis_unit(&outcome),
            bare(&own),
            bare(&queues),
            bare(&gap),
        ))
    };
    trials.designs().into_iter().filter_map(sentence).collect()
}
