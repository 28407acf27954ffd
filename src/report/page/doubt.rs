//! What is not known: where the doubt about a difference comes from, and which parameters it hangs on.

use crate::analysis::influence::{Influence, Influences};
use crate::analysis::outcome::Outcome;
use crate::analysis::standing::compared;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::report::figures::DataTable;
use crate::report::page::ParameterRow;

/// The section; only where parameters were drawn.
pub struct DoubtView {
    /// What was drawn and how.
    pub sentence: String,
    /// Of what each difference's variance is made.
    pub shares: DataTable,
    /// What can be told of single parameters.
    pub influence: String,
    /// The parameters that matter most, outcome by outcome.
    pub parameters: DataTable,
}

/// The section, from the strongest influences as the analysis found them.
pub fn view(
    trials: &Trials,
    scope: Scope,
    influences: &[Influences],
    parameters: &[ParameterRow],
) -> Option<DoubtView> {
    trials.are_drawn().then(|| DoubtView {
        sentence: sentence(trials),
        shares: shares(trials, scope),
        influence: influence(trials, influences),
        parameters: strongest(trials, influences, parameters),
    })
}

fn sentence(trials: &Trials) -> String {
    let study = &trials.results.study;
    let replications = words::counted(study.replications as usize, "replication");
    let (lived, apart) = if study.draws_in_turn {
        let lived =
            format!("{replications} took the draws in turn, each with luck of its own and the same in all designs");
        (
            lived,
            "replications within draws; where a draw was hardly ever lived twice it cannot tell knowledge from chance",
        )
    } else {
        (
            format!("every draw was run with the same {replications} of luck in all designs"),
            "draws crossed with replications",
        )
    };
    format!(
        "{} parameters were drawn {} times; {lived}. Chance is what differs between periods at one set of parameters, \
         knowledge what differs between sets of parameters over many periods, and simulation what more draws and \
         replications would take away. The three are told apart by an analysis of variance of {apart}; a part that comes \
         out below zero, as a small one can by luck, counts as zero. The values that were drawn are in \
         tables/parameters.csv.",
        words::number(study.drawn.len() as f64, 0),
        study.draws,
    )
}

fn shares(trials: &Trials, scope: Scope) -> DataTable {
    let mut rows = Vec::new();
    for outcome in Outcome::leading(trials.results) {
        for (arm, contrast) in compared(trials, scope, &outcome, trials.baseline()) {
            let percent = |share: f64| format!("{} %", words::number(100.0 * share, 0));
            let mut row = vec![outcome.label.clone(), trials.title(arm).to_string()];
            row.push(words::difference(&outcome, &contrast.difference));
            match contrast.difference.shares {
                Some(shares) if shares.rough => {
                    row.extend([
                        words::NO_FIGURE.to_string(),
                        words::NO_FIGURE.to_string(),
                        percent(shares.simulation),
                    ]);
                    row.push("too few draws to tell knowledge from chance".to_string());
                }
                Some(shares) => {
                    row.extend([shares.knowledge, shares.chance, shares.simulation].map(percent));
                    row.push(if shares.cut { "a part was below zero" } else { "" }.to_string());
                }
                None => row.extend(std::iter::repeat_n(words::NO_FIGURE.to_string(), 4)),
            }
            rows.push(row);
        }
    }
    let header = ["Outcome", "Design", "Difference", "Knowledge", "Chance", "Simulation", ""];
    DataTable::new("Where the doubt comes from: shares of the variance of one forecast period", &header, rows)
}

fn influence(trials: &Trials, influences: &[Influences]) -> String {
    let noise = influences.iter().filter_map(|of| of.parameters.first()).map(|first| first.noise);
    let Some(noise) = noise.max_by(f64::total_cmp) else {
        return "Too few draws were made to say which parameters matter.".to_string();
    };
    if noise >= 1.0 {
        return format!(
            "With {} draws of {} parameters luck alone makes some of them go with a difference exactly, so that none is named. \
             How many draws would name some stands under what the model cannot say.",
            trials.results.study.draws,
            words::number(trials.results.study.drawn.len() as f64, 0),
        );
    }
    let clear = influences.iter().flat_map(|of| &of.parameters).filter(|one| one.is_clear()).count();
    let told = match clear {
        0 => {
            "No single parameter stands out from that: more draws would be needed to say which matter, and those named \
              below are no more than the likeliest"
        }
        _ => "Those below that stand out from it are marked as clear",
    };
    format!(
        "With {} draws of {} parameters, luck alone gives the strongest of them a rank correlation of up to {} with a \
         difference. {told}.",
        trials.results.study.draws,
        words::number(trials.results.study.drawn.len() as f64, 0),
        words::number(noise, 2),
    )
}

fn strongest(trials: &Trials, influences: &[Influences], parameters: &[ParameterRow]) -> DataTable {
    let mut rows = Vec::new();
    let is_told = |of: &&Influences| of.parameters.first().is_some_and(|strongest| !strongest.is_hopeless());
    for of in influences.iter().filter(is_told) {
        for one in &of.parameters {
            let known = parameters.iter().find(|row| row.key == one.key);
            let text = |of: fn(&ParameterRow) -> String| known.map(of).unwrap_or_default();
            rows.push(vec![
                format!("{}, {}", of.outcome.label, trials.title(of.arm)),
                format!("{}\n{}", one.key, text(|row| row.meaning.clone())),
                text(|row| format!("{} ({}) {}", row.value, row.range, row.unit)),
                correlation(one),
                text(|row| row.status.clone()),
                text(|row| row.sources.iter().map(|(source, _)| source.as_str()).collect::<Vec<_>>().join("; ")),
            ]);
        }
    }
    let header = ["Difference", "Parameter", "Value and range", "Rank correlation", "State of its evidence", "Source"];
    DataTable::new(
        "The parameters that matter most, strongest first, for the design that makes most difference",
        &header,
        rows,
    )
}

fn correlation(one: &Influence) -> String {
    let clear = if one.is_clear() { "clear" } else { "could be luck" };
    format!("{}, {clear}", words::signed(one.correlation, 2))
}
