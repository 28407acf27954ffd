//! What the model cannot say, and what every reader should know: what the run shows of it first, then what holds
//! for every run.

use crate::analysis::contrast::{Contrast, Verdict};
use crate::analysis::influence::{Influences, fewest_draws};
use crate::analysis::outcome::Outcome;
use crate::analysis::standing::compared;
use crate::analysis::tornado::{self, Swing};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::report::limit::{Folded, Limit, are_many};
use crate::report::missed::missed;
use crate::report::page::ParameterRow;
use crate::scenario::register::Register;
use crate::scenario::validation::Validated;

/// What this run cannot say, then what no run of this version can.
pub fn cannot_say(
    trials: &Trials,
    scope: Scope,
    influences: &[Influences],
    parameters: &[ParameterRow],
    validated: &[Validated],
) -> Vec<Limit> {
    let mut limits = vec![unchecked(trials, influences, parameters)];
    limits.extend(at_an_end(trials).map(Limit::from));
    limits.extend(few_runs(trials).into_iter().map(Limit::from));
    limits.extend(not_told_apart(trials, scope));
    limits.extend(points_not_told_apart(trials).map(Limit::from));
    limits.push(missed(validated));
    limits.extend(ALWAYS.iter().map(|sentence| sentence.to_string().into()));
    limits
}

/// What weighs most of it, for a terminal: a heading, then sentences without the lists.
pub fn in_short(
    trials: &Trials,
    influences: &[Influences],
    parameters: &[ParameterRow],
    validated: &[Validated],
) -> Vec<String> {
    let mut told = vec![
        "What the model cannot say (report.html has all of it):".to_string(),
        unchecked(trials, influences, parameters).in_short(),
    ];
    told.extend(not_told_apart(trials, Scope::default()).map(|limit| limit.in_short()));
    told.push(missed(validated).in_short() + " docs/validation.md has each with what is known of the cause.");
    told
}

/// Parameters that nobody has checked and that move the answer, where runs have let them move: by draws, or one at a time.
fn unchecked(trials: &Trials, influences: &[Influences], parameters: &[ParameterRow]) -> Limit {
    let tornado = tornado::of(trials);
    let told = Outcome::leading(trials.results).len();
    let drawn = influences.iter().flat_map(|of| &of.parameters).filter(|one| one.is_clear());
    let moved = tornado.iter().flat_map(|found| &found.swings).filter(|swing| swing.is_clear());
    let mut named: Vec<String> = Vec::new();
    for key in drawn.map(|one| one.key.as_str()).chain(moved.map(Swing::key)) {
        let weak = parameters.iter().find(|row| row.key == key).filter(|row| row.is_weak());
        let text = weak.map(|row| format!("{} ({})", row.key, row.status));
        named.extend(text.filter(|text| !named.contains(text)));
    }
    match (named.is_empty(), trials.are_drawn(), &tornado) {
        (false, ..) => {
            let before =
                "Whether the answer holds if these are other than assumed, which nobody has checked and which move it";
            let head = words::counted(named.len(), "parameter");
            Limit::naming(before, vec![Folded { head, items: named }])
        }
        (true, true, _) => {
            let drawn = trials.results.study.drawn.len();
            format!("{NONE_CLEAR} {}", draws_wanted(drawn, told)).into()
        }
        (true, false, Some(_)) => NONE_MOVED.to_string().into(),
        (true, false, None) => {
            let in_doubt = Register::built_in().entries().iter().filter(|entry| entry.has_a_range()).count();
            format!("{NOT_DRAWN} {}", draws_wanted(in_doubt, told)).into()
        }
    }
}

/// What draws leave out of a doubt that is there: values that the fit took to an end of their range.
fn at_an_end(trials: &Trials) -> Option<String> {
    let still = Register::built_in().at_an_end().count();
    (still > 0 && trials.are_drawn()).then(|| {
        format!(
            "Whether the answer holds if {} that the fit took to an end of {} lay further inside: no draw moved them. A sweep \
             with method = \"one-at-a-time\" moves them over their ranges.",
            words::counted(still, "parameter"),
            if still == 1 { "its range" } else { "their ranges" }
        )
    })
}

/// How many draws would name parameters, and how to ask for them.
fn draws_wanted(parameters: usize, outcomes: usize) -> String {
    let [half, quarter] = [0.5, 0.25].map(|share| fewest_draws(share, parameters, outcomes));
    let Some((half, quarter)) = half.zip(quarter) else { return String::new() };
    format!(
        "Among {} parameters, one that alone makes half of what knowledge does to the answer is told from luck by about \
         {half} draws, and one that makes a quarter by about {quarter}: the same command with --draws {quarter} makes them. A \
         sweep with method = \"one-at-a-time\" moves those that it names with far fewer trials.",
        words::number(parameters as f64, 0)
    )
}

const NONE_CLEAR: &str = "Which of the unchecked parameters and assumptions the answer hangs on: none of those drawn could be told from luck \
with so few draws, which does not mean that none matters.";

const NONE_MOVED: &str = "Which of the unchecked parameters and assumptions the answer hangs on: none of those that were moved, one at a time, \
shifts it beyond simulation error; the others stood at one value.";

/// Trials that are missing, and a number of replications from which no interval follows.
fn few_runs(trials: &Trials) -> Vec<String> {
    let results = trials.results;
    let mut sentences = Vec::new();
    if !results.failed.is_empty() {
        sentences.push(format!(
            "What the trials would have shown that failed: {} are missing from every figure, and those that fail need not \
             be like the others.",
            words::counted(results.failed.len(), "trial")
        ));
    }
    if results.study.replications == 1 {
        let what = if trials.is_alone() { "figure" } else { "difference" };
        sentences.push(format!("How much of any {what} is luck: there was one replication."));
    }
    sentences
}

/// At which points of a sweep no design is told from the baseline in the outcome that is asked for first.
fn points_not_told_apart(trials: &Trials) -> Option<String> {
    let points = trials.results.study.points.len();
    let outcome = Outcome::asked(trials.results).into_iter().next().filter(|_| points > 1)?;
    let open = (0..points).filter(|&point| {
        let compared = compared(trials, Scope { point, place: None }, &outcome, trials.baseline());
        !compared.is_empty() && compared.iter().all(|(_, contrast)| is_open(contrast))
    });
    let open = open.count();
    (open > 0).then(|| {
        format!(
            "Whether any design differs from {} in {} at {open} of the {points} points of the sweep: the runs there do not tell \
             it from none.",
            words::within_sentence(trials.title(trials.baseline())),
            words::within_sentence(&outcome.label),
        )
    })
}

/// Whether the runs tell a difference neither from none nor as one too small to matter.
fn is_open(contrast: &Contrast) -> bool {
    matches!(contrast.verdict(), Verdict::CannotTell) && !contrast.differs_on_average()
}

/// Designs whose difference from the baseline is not told apart, outcome by outcome.
fn not_told_apart(trials: &Trials, scope: Scope) -> Option<Limit> {
    let of_outcome = |outcome: Outcome| {
        let compared = compared(trials, scope, &outcome, trials.baseline());
        let open = compared.iter().filter(|(_, contrast)| is_open(contrast));
        let designs: Vec<String> = open.map(|(arm, _)| trials.title(*arm).to_string()).collect();
        let every = designs.len() > 1 && designs.len() == compared.len();
        let items = if every { vec![EVERY.to_string()] } else { designs };
        (!items.is_empty()).then_some(Folded { head: outcome.label, items })
    };
    let open: Vec<Folded> = Outcome::leading(trials.results).into_iter().filter_map(of_outcome).collect();
    let baseline = words::within_sentence(trials.title(trials.baseline()));
    let count: usize = open.iter().map(|of| of.items.len()).sum();
    let in_one = |of: &Folded| format!("{} with {}", words::within_sentence(&of.head), words::list(&of.items));
    let (what, folded) = match are_many(&open) {
        true => (format!("these {count} cases"), open.into_iter().map(with_number).collect()),
        false => (open.iter().map(in_one).collect::<Vec<_>>().join("; "), Vec::new()),
    };
    let told = match folded.is_empty() {
        true => {
            format!("Whether there is any difference from {baseline} in {what}: the runs do not tell it from none.")
        }
        false => {
            format!("Whether there is any difference from {baseline}, which the runs do not tell from none in {what}:")
        }
    };
    (count > 0).then_some(Limit { sentence: told, folded })
}

/// An outcome with how many designs it names, for where their names are left out.
fn with_number(of: Folded) -> Folded {
    let number = match of.items.as_slice() {
        [one] if one == EVERY => one.clone(),
        several => words::counted(several.len(), "design"),
    };
    Folded { head: format!("{} ({number})", of.head), ..of }
}

/// Said instead of the names of all designs.
const EVERY: &str = "any design";

const NOT_DRAWN: &str = "How far the results would move if what is unknown about the world were let loose: every parameter was held at \
     one value, so what is shown is chance and simulation error only.";

/// What this version leaves out or cannot know.
const ALWAYS: [&str; 8] = [
    "Anything about people who are frail before they turn 65, who are not among the simulated residents.",
    "How well the services of a named place do, or would do under a design: only the make-up of its population is \
     taken from it.",
    "How long people wait for ambulances, in emergency departments and for a bed. No published wait was fitted to or held \
     against, the waits of the model are short, and what a design does through these queues rests on that.",
    "Where levels come to rest of queues that are asked for about as much as they can do: that takes years, longer than any \
     warm-up here. `mdtsim check --warm-up DIR` draws what has not settled, and says by how much levels are off.",
    "What lies beyond the period shown. Some effects of teamwork are thought to take years, and a short study misses \
     them.",
    "What the records and dashboards of a real place show. What is written down here, how late, and how leaders and staff \
     judge by it, rests on assumptions that nobody has measured; so do belief, ties, voice and tension.",
    "What leaders decide once they have seen a result, but for whether money goes on and how readily a design is taken up.",
    "How care felt to those who received it or gave it, beyond who came, how often, to whom the story was told, and how \
     workload, ties and insecure money are assumed to act on satisfaction.",
];

/// How to read any report of this program.
pub const NOTES: [&str; 6] = [
    "A named place lends its numbers of people by age, its deprivation and how rural it is, and nothing else. No place is ranked, and nothing is said about \
     how any real service performs.",
    "Everybody in here is invented. No figure may guide a decision about a person.",
    "When a design seems to change little, that is partly an assumption that went in, and no reason to close a team. \
     When it seems to do well, that is no promise of money saved.",
    "Scores of health-related quality of life give the lives of frail people less weight. Wherever such a score is \
     used, read fairness and people's own experience beside it.",
    "Figures on staff describe invented posts under stated assumptions. They are not a yardstick for managing anybody.",
    "A design that was found by searching many settings has been tried in the model only, never in life.",
];
