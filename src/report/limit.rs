//! One thing that cannot be said: a sentence, and below it, folded by subject, what it names where that is too much for
//! a sentence. Knows neither what is limited nor where it is shown.

use std::fmt::Write;

/// So many things a sentence may name; more of them are listed below it.
const MANY: usize = 10;

/// One thing that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// In a sentence.
    pub sentence: String,
    /// What it names, where that is much.
    pub folded: Vec<Folded>,
}

/// Things of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The subject, with how many there are.
    pub head: String,
    /// The things.
    pub items: Vec<String>,
}

impl From<String> for Limit {
    fn from(sentence: String) -> Self {
        Self { sentence, folded: Vec::new() }
    }
}

impl Limit {
    /// A sentence that begins so and names all things of all subjects, or ends with a colon above their lists.
    pub fn naming(before: &str, subjects: Vec<Folded>) -> Self {
        if are_many(&subjects) {
            return Self { sentence: format!("{before}:"), folded: subjects };
        }
        let items: Vec<&str> = subjects.iter().flat_map(|subject| &subject.items).map(String::as_str).collect();
        format!("{before}: {}.", items.join("; ")).into()
    }

    /// Without its lists: of each no more than its head.
    pub fn in_short(&self) -> String {
        let heads: Vec<&str> = self.folded.iter().map(|subject| subject.head.as_str()).collect();
        if heads.is_empty() { self.sentence.clone() } else { format!("{} {}.", self.sentence, heads.join("; ")) }
    }

    /// As an item of a list in Markdown, what it names as lists within.
    pub fn markdown(&self) -> String {
        let mut text = format!("- {}\n", self.sentence);
        for Folded { head, items } in &self.folded {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  - {head}: {}", items.join("; "));
        }
        text
    }
}

/// Whether these are more than a sentence holds.
pub fn are_many(subjects: &[Folded]) -> bool {
    subjects.iter().map(|subject| subject.items.len()).sum::<usize>() > MANY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(head: &str, number: usize) -> Folded {
        Folded { head: head.to_string(), items: (1..=number).map(|one| format!("{head} {one}")).collect() }
    }

    #[test]
    fn few_things_stand_in_the_sentence_and_many_below_it_by_subject() {
        let few = Limit::naming("Anything about these", vec![subject("a", 2), subject("b", 1)]);
        assert_eq!(few, Limit::from("Anything about these: a 1; a 2; b 1.".to_string()));
        assert_eq!(few.in_short(), few.sentence);
        let many = Limit::naming("Anything about these", vec![subject("a", 9), subject("b", 2)]);
        assert_eq!(many.sentence, "Anything about these:");
        assert_eq!(many.in_short(), "Anything about these: a; b.");
        let written = "- Anything about these:\n  - a: a 1; a 2; a 3; a 4; a 5; a 6; a 7; a 8; a 9\n  - b: b 1; b 2\n";
        assert_eq!(many.markdown(), written);
    }
}
