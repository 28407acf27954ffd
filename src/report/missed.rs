//! What the model missed when it was held against published figures: what every report says of it, by subject.

use crate::analysis::words;
use crate::report::limit::{Folded, Limit};
use crate::report::validation::figure;
use crate::scenario::register::Register;
use crate::scenario::validation::{Validated, subjects as subjects_of_rows, validated};

/// Published figures of one subject that the model was held against.
struct Subject<'a> {
    name: String,
    compared: usize,
    missed: Vec<&'a Validated>,
}

/// The subjects of which any figure is missed, in the order of the figures.
fn subjects(validated: &[Validated]) -> Vec<Subject<'_>> {
    let names = subjects_of_rows().unwrap_or_default();
    let mut subjects: Vec<Subject> = Vec::new();
    for row in validated.iter().filter(|row| row.model.is_some()) {
        let name = names.get(&row.id).cloned().unwrap_or_else(|| "others".to_string());
        let at = subjects.iter().position(|subject| subject.name == name).unwrap_or_else(|| {
            subjects.push(Subject { name, compared: 0, missed: Vec::new() });
            subjects.len() - 1
        });
        subjects[at].compared += 1;
        subjects[at].missed.extend(Some(row).filter(|row| row.is_missed()));
    }
    subjects.retain(|subject| !subject.missed.is_empty());
    subjects
}

/// What the model missed when it was held against figures that it was not fitted to.
pub fn missed(validated: &[Validated]) -> Limit {
    let compared = validated.iter().filter(|row| row.model.is_some()).count();
    if compared == 0 {
        return NEVER_COMPARED.to_string().into();
    }
    let subjects = subjects(validated);
    if subjects.is_empty() {
        return format!("Of {compared} published figures that it was not fitted to, the model missed none.").into();
    }
    let shown = |value: Option<f64>| value.map_or(words::NO_FIGURE.to_string(), figure);
    let item = |row: &&Validated| {
        format!("{} (published {}, model {})", row.description, figure(row.target), shown(row.model))
    };
    let folded = |subject: &Subject| Folded {
        head: format!("{} ({} of {})", subject.name, subject.missed.len(), subject.compared),
        items: subject.missed.iter().map(item).collect(),
    };
    let before = format!(
        "Anything that rests on what the model misses. Of {compared} published figures that it was not fitted to, it lies \
         outside {}, by subject",
        subjects.iter().map(|subject| subject.missed.len()).sum::<usize>()
    );
    Limit::naming(&before, subjects.iter().map(folded).collect())
}

/// What no run can say that writes no report of a study, as items of a list in Markdown, for documents that are kept: what rests
/// on parameters that nobody has checked, and where the figures are that were missed, which the next comparison may change.
pub fn of_every_run() -> String {
    format!("- {}\n- {MISSED_THERE}\n", unchecked())
}

/// The same for a terminal, with what was missed by subject, without lists.
pub fn in_short() -> Vec<String> {
    limits().iter().map(Limit::in_short).collect()
}

fn limits() -> [Limit; 2] {
    [unchecked().into(), missed(&validated().unwrap_or_default())]
}

fn unchecked() -> String {
    let entries = Register::built_in().entries();
    let weak = entries.iter().filter(|entry| entry.status.is_weak()).count();
    format!(
        "Whether it would come to the same with other values of what nobody has checked: {weak} of {} parameters are \
         unchecked, assumptions or set by hand (`mdtsim parameters` lists them).",
        entries.len()
    )
}

const MISSED_THERE: &str = "Anything that rests on published figures that the model misses when it is held against them: docs/validation.md has \
each, with what is known of the cause.";

const NEVER_COMPARED: &str = "How near the model comes to published figures that it was not fitted to: this version has not been held against any.";
