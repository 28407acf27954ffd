//! The short answer: the one paragraph that says what the arms did to the outcomes that the question is about.
//!
//! It holds its own uncertainty, so that nobody who reads no further is told more than is known.

use crate::analysis::contrast::{Contrast, Turn, Verdict};
use crate::analysis::estimate::LEVEL;
use crate::analysis::outcome::Outcome;
use crate::analysis::ranking::by_admissions;
use crate::analysis::standing::{self, grouped};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::variation;
use crate::analysis::words;
use crate::outcomes::metric::Direction;
use crate::statistics::interval::t_quantile;

/// So many outcomes are told with their figures; of the others it is said which were better or worse.
const DETAILED: usize = 2;

/// The sentences of the short answer; none when nothing was compared.
pub fn answer(trials: &Trials, scope: Scope) -> Vec<String> {
    let outcomes = Outcome::asked(trials.results);
    let detail = |outcome: &Outcome| grouped(trials, scope, outcome, trials.baseline());
    let details: Vec<String> = outcomes.iter().filter_map(detail).take(DETAILED).collect();
    let Some(first) = outcomes.first().filter(|_| !details.is_empty()) else { return Vec::new() };
    let mut sentences = vec![where_and_when(trials, scope)];
    sentences.extend(variation::sentence(trials, scope));
    sentences.extend(details);
    sentences.extend(verdicts(trials, scope, &outcomes));
    sentences.extend(more_deaths(trials, scope));
    sentences.extend(place_by_place(trials, scope, first));
    sentences.extend(noticed(trials, scope, &outcomes));
    sentences
}

fn where_and_when(trials: &Trials, scope: Scope) -> String {
    let study = &trials.results.study;
    let known = if trials.are_drawn() {
        format!(
            "judged on chance and on {} parameters that are not known, drawn {} times from their ranges",
            words::number(study.drawn.len() as f64, 0),
            study.draws
        )
    } else {
        "with every parameter held at one value, so that true uncertainty is wider".to_string()
    };
    let months = words::months(study.horizon_days);
    format!("In {}, over {months} from {}, {known}.", trials.place_name(scope.place), study.start)
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
        trials.designs().into_iter().filter_map(of_arm).collect()
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
fn more_deaths(trials: &Trials, scope: Scope) -> Option<String> {
    let ranked = by_admissions(trials, scope);
    let raising: Vec<_> = ranked.iter().filter(|one| one.raises_deaths).map(|one| trials.title(one.arm)).collect();
    (!raising.is_empty()).then(|| format!("There were more deaths on average with {}.", words::list(&raising)))
}

/// From which design to which the first outcome goes in each place, where a study names its outcomes and has several.
fn place_by_place(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<String> {
    let scopes = trials.scopes(scope.point);
    if trials.results.study.outcomes.is_empty() || scope.place.is_some() || scopes.len() < 2 {
        return None;
    }
    let in_place = |scope: &Scope| {
        let compared = standing::compared(trials, *scope, outcome, trials.baseline());
        let by_mean = |(_, one): &&(usize, Contrast), (_, other): &&(usize, Contrast)| {
            one.difference.mean.total_cmp(&other.difference.mean)
        };
        let (low, high) = (compared.iter().min_by(by_mean)?, compared.iter().max_by(by_mean)?);
        let end = |(arm, contrast): &(usize, Contrast)| {
            let difference = words::bare_difference(outcome, &contrast.difference);
            format!("{difference} with {} ({})", trials.title(*arm), words::short_verdict(contrast))
        };
        let span = if low.0 == high.0 { end(low) } else { format!("from {} to {}", end(low), end(high)) };
        Some(format!("in {} {span}", trials.place_name(scope.place)))
    };
    let places: Vec<String> = scopes.iter().skip(1).filter_map(in_place).collect();
    Some(format!("{} place by place: {}.", outcome.label, places.join("; ")))
}

/// Which of the differences somebody would notice who compared one period with another.
fn noticed(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Option<String> {
    let mut seen = Vec::new();
    let mut unseen = Vec::new();
    for outcome in outcomes {
        let (Some(luck), Some(largest)) = (luck(trials, scope, outcome), standing::largest(trials, scope, outcome))
        else {
            continue;
        };
        let label = words::within_sentence(&outcome.label);
        if largest > luck { seen.push(label) } else { unseen.push(label) }
    }
    const NOTICE: &str = "From outside, where one world is seen and one period is held against another,";
    match (seen.is_empty(), unseen.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("{NOTICE} none of this could be told from luck.")),
        (false, true) => Some(format!("{NOTICE} the largest of these differences would be noticed in every outcome.")),
        (false, false) => Some(format!(
            "{NOTICE} the largest of these differences would be noticed in {}, and those in {} could not be told from luck.",
            words::list(&seen),
            words::list(&unseen),
        )),
    }
}

/// How far two periods of the baseline differ by luck alone, but for the rarest.
pub fn luck(trials: &Trials, scope: Scope, outcome: &Outcome) -> Option<f64> {
    let usual = trials.level(trials.baseline(), scope, outcome)?;
    Some(t_quantile(0.5 + LEVEL / 2.0, usual.count as f64 - 1.0)? * usual.deviation? * 2.0_f64.sqrt())
}
