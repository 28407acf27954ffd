//! The plain-English answer: sentences built from contrasts, the uncertainty first and net before gross.
//!
//! Every number in a sentence comes from the results; no design is praised on a gross figure.

use crate::analysis::contrast::Contrast;
use crate::analysis::felt;
use crate::analysis::lead;
use crate::analysis::loops;
use crate::analysis::outcome::{ADMISSIONS, Outcome};
use crate::analysis::precision;
use crate::analysis::ranking::{by_admissions, told_apart};
use crate::analysis::short;
use crate::analysis::standing::{self, grouped};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::views::nearer;
use crate::analysis::words;
use crate::experiment::results::Study;

/// Money of two arms within this share of each other counts as the same.
const SAME_MONEY: f64 = 0.005;
/// The setting of an arm that says what it spends.
const MONEY: &str = "money";

/// The answer to the leader's question for one scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The answer in one paragraph: the outcomes that the question is about, and how sure that is.
    pub short: Vec<String>,
    /// What that paragraph had no room for.
    pub further: Vec<String>,
    /// What must be known before any figure: how sure, from how much.
    pub before: Vec<String>,
    /// The other findings, one outcome or thought a sentence.
    pub findings: Vec<String>,
    /// Each design in turn.
    pub designs: Vec<DesignAnswer>,
}

/// What one design did.
#[derive(Clone, Debug, PartialEq)]
pub struct DesignAnswer {
    /// The design's name.
    pub title: String,
    /// Against the baseline, then against more of the same where there is such an arm: heading and sentences.
    pub against: Vec<(String, Vec<String>)>,
}

impl Answer {
    /// Builds the answer for one scope.
    pub fn of(trials: &Trials, scope: Scope) -> Self {
        let outcomes = Outcome::leading(trials.results);
        let mut findings = vec![money(trials)];
        findings.extend(ranking(trials, scope));
        findings.extend(noticing(trials, scope));
        findings.extend(loops::sentences(trials, scope));
        findings.extend(nearer(trials, scope));
        findings.extend(felt::sentences(trials, scope));
        let (short, count) = lead::answer(trials, scope);
        let further = if short.is_empty() { Vec::new() } else { short::answer(trials, scope, &short, count) };
        let told = outcomes.iter().filter_map(|outcome| grouped(trials, scope, outcome, trials.baseline()));
        findings.extend(told.filter(|sentence| !further.contains(sentence)));
        if let Some(same) = trials.more_of_the_same() {
            let admissions = outcomes.iter().filter(|outcome| outcome.key == ADMISSIONS);
            findings.extend(admissions.filter_map(|outcome| grouped(trials, scope, outcome, same)));
        }
        let designs = trials.choices().into_iter().map(|arm| design(trials, scope, &outcomes, arm)).collect();
        Self { short, further, before: before(trials, scope), findings, designs }
    }
}

fn before(trials: &Trials, scope: Scope) -> Vec<String> {
    let study = &trials.results.study;
    let months = words::months(study.horizon_days);
    let twice = match trials.is_alone() {
        true => "",
        false => {
            " Every difference is between the same lives lived twice with the same luck, which only a model can do."
        }
    };
    let mut sentences = vec![
        uncertainty(trials),
        format!(
            "The answer rests on {} of {months} from {} in {}; “one period” means one such stretch of time, \
             and a chance interval is where {} of single periods fall.{twice}",
            replications(study),
            study.start,
            trials.place_name(scope.place),
            words::coverage(),
        ),
    ];
    sentences.extend(precision::sentence(trials));
    sentences.extend(shares(trials, scope));
    if !trials.results.failed.is_empty() {
        let lost = words::counted(trials.results.failed.len(), "failed trial");
        sentences.push(format!("The figures lack {lost}, listed by name further down."));
    }
    sentences
}

/// What the intervals hold, and what they do not.
fn uncertainty(trials: &Trials) -> String {
    let study = &trials.results.study;
    if !trials.are_drawn() {
        return "True uncertainty is wider than shown: every parameter was held at one value and none was drawn from its \
                range, so the intervals below hold chance and simulation error but not what is unknown about the world."
            .to_string();
    }
    let [jointly, both] = match trials.is_alone() {
        true => [""; 2],
        false => ["jointly for all designs, ", " A difference counts as told apart only where it holds against both."],
    };
    format!(
        "Intervals hold knowledge and chance: {} parameters were drawn {} times from the ranges of the register, {jointly}\
         fitted ones together as the fit has them, so that they follow the others and levels stay near what was \
         published, and each other for itself; what is known of several others \
         together is not in it, and the structure of the model stood as it is, so true uncertainty is wider still.{both}",
        words::number(study.drawn.len() as f64, 0),
        words::number(f64::from(study.draws), 0),
    )
}

fn replications(study: &Study) -> String {
    let each = words::counted(study.replications as usize, "replication");
    match (study.draws, study.draws_in_turn) {
        (0, _) => each,
        (_, true) => format!("{each}, which took the draws in turn,"),
        (_, false) => format!("{each} of each draw,"),
    }
}

/// For each outcome of the question, of what the spread of its largest difference is made; `None` where nothing was drawn.
pub fn shares(trials: &Trials, scope: Scope) -> Option<String> {
    let of_outcome = |outcome: &Outcome| {
        let compared = standing::compared(trials, scope, outcome, trials.baseline());
        let by_size = |(_, one): &&(usize, Contrast), (_, other): &&(usize, Contrast)| {
            one.difference.mean.abs().total_cmp(&other.difference.mean.abs())
        };
        let (arm, contrast) = compared.iter().max_by(by_size)?;
        let shares = contrast.difference.shares?;
        let percent = |share: f64| format!("{} %", words::number(100.0 * share, 0));
        let what = format!("{} with {}", words::within_sentence(&outcome.label), trials.title(*arm));
        let simulation = percent(shares.simulation);
        if shares.rough {
            return Some((format!("{what}: simulation {simulation}"), true));
        }
        let cut = if shares.cut { " (a part below zero was taken as zero)" } else { "" };
        let [knowledge, chance] = [shares.knowledge, shares.chance].map(percent);
        Some((format!("{what}: knowledge {knowledge}, chance {chance}, simulation {simulation}{cut}"), false))
    };
    let told = Outcome::leading(trials.results);
    let told = told.iter().filter_map(of_outcome);
    let (parts, rough): (Vec<String>, Vec<bool>) = told.unzip();
    let rest = match rough.contains(&true) {
        true => ". The rest is chance and what is not known, which so few draws do not tell apart",
        false => "",
    };
    let head = "Where the doubt about the largest difference comes from";
    (!parts.is_empty()).then(|| format!("{head}: {}{rest}.", parts.join("; ")))
}

fn money(trials: &Trials) -> String {
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let arms = &trials.results.arms;
    let own = arms[trials.baseline()].money;
    let amounts: Vec<f64> = trials.choices().into_iter().map(|arm| arms[arm].money).collect();
    let Some(first) = amounts.first() else { return format!("Nothing was compared with {baseline}.") };
    if study_varies(&trials.results.study, MONEY) {
        return "What designs spend differs from point to point of the sweep.".to_string();
    }
    let above = if own > 0.0 { "what there is".to_string() } else { baseline.clone() };
    if amounts.iter().all(|amount| (amount - first).abs() <= SAME_MONEY * first.abs()) {
        let designs = match amounts.len() {
            1 => "The one design".to_string(),
            many => format!("Each of the {many} designs"),
        };
        let beside = if own > 0.0 { format!("; {baseline} spends {}", words::pounds(own)) } else { String::new() };
        return format!(
            "{designs} spends {} a year for every resident aged 65 and over above {above}, before turnover{beside}.{}",
            words::pounds(*first),
            shocked(trials)
        );
    }
    let spending = trials.choices().into_iter().chain((own > 0.0).then_some(trials.baseline()));
    let named: Vec<String> =
        spending.map(|arm| format!("{} {}", trials.title(arm), words::pounds(arms[arm].money))).collect();
    format!(
        "The designs do not spend the same, so their results are not a comparison at equal cost: a year for every \
         resident aged 65 and over above {above}, {}.",
        words::list(&named)
    )
}

/// Whether the points of a sweep differ in a setting whose path ends so.
fn study_varies(study: &Study, name: &str) -> bool {
    let named = |(path, _): &(String, String)| path.rsplit('.').next() == Some(name);
    study.points.len() > 1 && study.points.iter().flatten().any(named)
}

/// That what happens on the way may leave the designs with different money.
fn shocked(trials: &Trials) -> String {
    let study = &trials.results.study;
    let spending = |arm: &usize| trials.results.arms[*arm].money > 0.0;
    let designs: Vec<usize> = std::iter::once(trials.baseline()).filter(spending).chain(trials.choices()).collect();
    let one = |(label, day): &(String, u32)| {
        let befallen: Vec<&str> = designs
            .iter()
            .filter(|&&arm| trials.results.arms[arm].is_befallen_by(label))
            .map(|&arm| trials.title(arm))
            .collect();
        let of = if befallen.len() < designs.len() { format!(" of {}", words::list(&befallen)) } else { String::new() };
        (!befallen.is_empty()).then(|| format!("“{label}”{of} after {}", words::counted(*day as usize, "day")))
    };
    let shocks: Vec<String> = study.shocks.iter().filter_map(one).collect();
    if shocks.is_empty() {
        return String::new();
    }
    format!(" That is the money at the start; {} may change it, and not for every design alike.", words::list(&shocks))
}

fn ranking(trials: &Trials, scope: Scope) -> Vec<String> {
    let ranked = by_admissions(trials, scope);
    let Some(first) = ranked.first().filter(|first| ranked.len() > 1 && first.admissions.difference.count > 1) else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    if first.raises_deaths {
        sentences.push("Every design raises deaths, so none is ranked first on admissions.".to_string());
        return sentences;
    }
    let beyond = |other: usize| told_apart(trials, Pair { arm: first.arm, against: other }, scope) == Some(true);
    let not_apart: Vec<&str> = ranked[1..]
        .iter()
        .filter(|other| !other.raises_deaths && !beyond(other.arm))
        .map(|other| trials.title(other.arm))
        .collect();
    let title = trials.title(first.arm);
    sentences.push(if not_apart.is_empty() {
        format!(
            "{title} had the fewest emergency admissions of the designs, net, and fewer than each of the others in \
             nearly every period."
        )
    } else {
        format!(
            "{title} had the fewest emergency admissions of the designs on average, net, but not in nearly every \
             period against {}.",
            words::list(&not_apart)
        )
    });
    let fewer_by_death: Vec<&str> = ranked
        .iter()
        .filter(|other| other.raises_deaths && other.admissions.difference.mean < first.admissions.difference.mean)
        .map(|other| trials.title(other.arm))
        .collect();
    if !fewer_by_death.is_empty() {
        sentences.push(format!(
            "{} had fewer still, but more deaths on average; since the dead are not admitted, this is not ranked first.",
            words::list(&fewer_by_death)
        ));
    }
    sentences
}

/// Whether somebody who watches admissions in one world would notice: luck from period to period against the effect.
fn noticing(trials: &Trials, scope: Scope) -> Option<String> {
    let admissions = Outcome::find(trials.results, ADMISSIONS)?;
    let luck = short::luck(trials, scope, &admissions)?;
    let largest = standing::largest(trials, scope, &admissions)?;
    let shown = if largest > luck {
        "is more than that"
    } else {
        "could not be told from that, however surely it \
         holds between the two worlds"
    };
    Some(format!(
        "Would it be noticed from outside, where only one world is seen: two periods of {} can differ by {} {} by luck alone ({} of them differ by less); the \
         largest mean difference that any design made is {}, which {shown}.",
        words::within_sentence(trials.title(trials.baseline())),
        words::value(&admissions, luck),
        words::unit(&admissions),
        words::coverage(),
        words::value(&admissions, largest),
    ))
}

fn design(trials: &Trials, scope: Scope, outcomes: &[Outcome], arm: usize) -> DesignAnswer {
    let comparators = [Some(trials.baseline()), trials.more_of_the_same().filter(|same| *same != arm)];
    let against = comparators
        .into_iter()
        .flatten()
        .map(|against| {
            let heading = format!("Against {}", words::within_sentence(trials.title(against)));
            (heading, outcomes.iter().map(|outcome| sentence(trials, Pair { arm, against }, scope, outcome)).collect())
        })
        .collect();
    DesignAnswer { title: trials.title(arm).to_string(), against }
}

fn sentence(trials: &Trials, pair: Pair, scope: Scope, outcome: &Outcome) -> String {
    match Contrast::of(trials, pair, scope, outcome) {
        Ok(contrast) => format!("{}: {}.", outcome.label, words::contrast(outcome, &contrast)),
        Err(reason) => format!("{}: no comparison, because {reason}.", outcome.label),
    }
}
