//! The second paragraph of the answer: what the arms did to the other outcomes that the question is about, what was better
//! and worse, and how places differ; and what of it somebody would notice who sees one world only.

use crate::analysis::alone;
use crate::analysis::by_place;
use crate::analysis::contrast::{Contrast, Turn, Verdict};
use crate::analysis::estimate::LEVEL;
use crate::analysis::outcome::Outcome;
use crate::analysis::ranking::by_admissions;
use crate::analysis::standing::{self, Standing, grouped};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::variation;
use crate::analysis::words;
use crate::outcomes::metric::Direction;
use crate::statistics::interval::t_quantile;

/// So many further outcomes are told with their figures; of all it is said which were better or worse.
const DETAILED: usize = 2;
/// How the keys of figures begin that a dashboard shows.
const DASHBOARD: &str = "dashboard_";
/// From fewer periods nobody could say how much they differ by luck.
const FEWEST_PERIODS: usize = 5;

/// The sentences of the second paragraph: what the first one had no room for.
pub fn answer(trials: &Trials, scope: Scope, lead: &[String], told: usize) -> Vec<String> {
    let outcomes = Outcome::asked(trials.results);
    let detail = |outcome: &Outcome| grouped(trials, scope, outcome, trials.baseline());
    let mut sentences: Vec<String> = variation::sentence(trials, scope).into_iter().collect();
    if trials.is_alone() {
        sentences.extend(alone::how_fast(trials, scope, lead));
        return sentences;
    }
    sentences.extend(outcomes.iter().filter_map(detail).skip(told).take(DETAILED));
    sentences.extend(verdicts(trials, scope, &outcomes));
    sentences.extend(noticed(trials, scope, &outcomes).filter(|noticed| !lead.contains(noticed)));
    sentences.extend(outcomes.first().and_then(|first| by_place::range(trials, scope, first)));
    sentences
}

/// What is better and what is worse than the baseline in nearly every period, over all outcomes of the question.
fn verdicts(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Vec<String> {
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let judged: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.direction != Direction::Neither).collect();
    let turned = |turn: Turn| -> Vec<String> {
        let of_arm = |arm: usize| {
            let pair = Pair { arm, against: trials.baseline() };
            let beyond = |outcome: &&&Outcome| {
                Contrast::of(trials, pair, scope, outcome)
                    .is_ok_and(|c| matches!(c.verdict(), Verdict::Fewer | Verdict::More) && c.turn() == turn)
            };
            let labels: Vec<_> = judged.iter().filter(beyond).map(|o| words::within_sentence(&o.label)).collect();
            (!labels.is_empty()).then(|| format!("{} ({})", trials.title(arm), labels.join("; ")))
        };
        trials.choices().into_iter().filter_map(of_arm).collect()
    };
    let (better, worse) = (turned(Turn::Better), turned(Turn::Worse));
    if judged.is_empty() || (better.is_empty() && worse.is_empty()) {
        let nothing = format!("No difference from {baseline} held in nearly every period.");
        return if judged.is_empty() { Vec::new() } else { vec![nothing] };
    }
    let say = |how: &str, arms: Vec<String>| match arms.as_slice() {
        [] => format!("Nothing was {how} than {baseline} in nearly every period."),
        arms => format!("{} than {baseline} in nearly every period: {}.", words::at_start(how), words::list(arms)),
    };
    vec![say("better", better), say("worse", worse)]
}

/// Designs with more deaths on average, whatever the question is about: the dead use no hospital.
pub fn more_deaths(trials: &Trials, scope: Scope) -> Option<String> {
    let ranked = by_admissions(trials, scope);
    let raising: Vec<_> = ranked.iter().filter(|one| one.raises_deaths).map(|one| trials.title(one.arm)).collect();
    (!raising.is_empty()).then(|| format!("There were more deaths on average with {}.", words::list(&raising)))
}

/// Which of the differences somebody would notice who compared one period with another.
pub fn noticed(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Option<String> {
    let mut seen = Vec::new();
    let mut unseen = Vec::new();
    let question = trials.results.study.question.as_deref().unwrap_or_default();
    // A dashboard sees what it shows and nothing else.
    let shown = |outcome: &Outcome| outcome.key.starts_with(DASHBOARD);
    let of_dashboard = question.contains("dashboard") && outcomes.iter().any(shown);
    for outcome in outcomes.iter().filter(|outcome| !of_dashboard || shown(outcome)) {
        let (Some(luck), Some(largest)) = (luck(trials, scope, outcome), standing::largest(trials, scope, outcome))
        else {
            continue;
        };
        let label = words::within_sentence(&outcome.label);
        let apart = |(_, contrast): &(usize, Contrast)| Standing::of(contrast) == Standing::Apart;
        let apart = standing::compared(trials, scope, outcome, trials.baseline()).iter().any(apart);
        // Where not even both worlds together tell a difference in one period, nobody would notice it in that.
        if apart && largest > luck { seen.push(label) } else { unseen.push(label) }
    }
    let dashboard = if question.contains("dashboard") { ", as a dashboard does," } else { "" };
    let notice = format!("Nobody sees both worlds; whoever compares one period with another{dashboard}");
    match (seen.is_empty(), unseen.is_empty()) {
        (true, true) => None,
        (true, false) if of_dashboard => Some(format!("{notice} could not tell {} from luck.", words::list(&unseen))),
        (true, false) => Some(format!("{notice} could tell none of this from luck.")),
        (false, true) => Some(format!("{notice} would notice the largest of these differences.")),
        (false, false) => {
            let seen: Vec<&str> = seen.iter().map(|label| brief(label)).collect();
            Some(format!(
                "{notice} would notice {}, and could tell nothing else of this from luck.",
                words::list(&seen)
            ))
        }
    }
}

/// A label without what follows a comma, a colon or a bracket.
pub fn brief(label: &str) -> &str {
    label.split([',', ':', '(']).next().unwrap_or(label).trim_end()
}

/// How far two periods of the baseline differ by luck alone, but for the rarest; `None` where so few periods were lived that
/// nobody could say.
pub fn luck(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<f64> {
    let usual = trials.level(trials.baseline(), scope, outcome).filter(|usual| usual.count >= FEWEST_PERIODS)?;
    Some(t_quantile(0.5 + LEVEL / 2.0, usual.count as f64 - 1.0)? * usual.deviation? * 2.0_f64.sqrt())
}
