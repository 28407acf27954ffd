//! Figures for checking only: what the worlds of the validation show of links between one thing and another, beside what cohorts
//! found. None of them is a row, and none is called inside or outside.

use crate::report::validation::words::figure;
use crate::scenario::register::Register;
use std::fmt::Write;

/// What the worlds give besides the rows, with the row of the evidence that is like it.
const CHECKS: [(&str, &str); 4] = [
    ("also_admissions_care_unmet", "lnk_eng_unmet_adm"),
    ("also_admissions_care_met", "lnk_eng_met_adm"),
    ("also_frailer_per_stay_fit", "lnk_fra_hosp_nf_f"),
    ("also_frailer_per_stay_mild", "lnk_fra_hosp_pf_f"),
];

/// The section of the document: what each published figure is, and what the model comes to; empty where nothing was measured.
pub(super) fn section(besides: &[(String, f64)]) -> String {
    let model =
        |name: &str| besides.iter().find(|(given, value)| given == name && value.is_finite()).map(|(_, value)| *value);
    let mut lines = String::new();
    for (name, id) in CHECKS {
        let Some((row, value)) = Register::built_in().evidence(id).zip(model(name)) else { continue };
        let range = if row.low.is_empty() { String::new() } else { format!(" ({} to {})", row.low, row.high) };
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "| `{id}` | {} ({}; {}) | {}{range} | {} | {} ({}) |",
            row.description,
            row.unit,
            row.population,
            row.value,
            figure(value),
            row.source,
            row.status,
        );
    }
    if lines.is_empty() { lines } else { format!("{HEAD}{lines}\n{MEANS}\n") }
}

const HEAD: &str = "\n## For checking only\n\nWhat goes with what, in the same worlds: beside figures that are no rows, since other people, \
other indices or unadjusted differences make them no target.\n\n| evidence | what | published | model | source |\n| --- | --- | --- | --- | --- |\n";

const MEANS: &str = "People at home who need help with mobility or daily life and get none, and people with home care, are held against people \
with neither, adjusted for age, sex and frailty. That those who are helped are admitted more often than those who are not is what \
English cohorts find; no parameter says so. Why it comes out was not measured. Growing frailer is a step of the \
index from one month to the next for each emergency admission of the year before, at 70 and over and at home: in the model a stay acts on frailty through the \
need that it leaves and in no other way.";
