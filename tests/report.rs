//! The words, tables and pictures that people read, tried on an invented experiment.

mod synthetic;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::trials::{Scope, Trials};

fn in_words(answer: &Answer) -> String {
    let mut text = String::new();
    for sentence in answer.before.iter().chain(&answer.findings) {
        text.push_str(&format!("{sentence}\n"));
    }
    for design in &answer.designs {
        text.push_str(&format!("\n{}\n", design.title));
        for (heading, sentences) in &design.against {
            text.push_str(&format!("  {heading}\n"));
            sentences.iter().for_each(|sentence| text.push_str(&format!("  - {sentence}\n")));
        }
    }
    text
}

#[test]
fn the_answer_to_eight_arms() {
    let results = synthetic::results(8);
    insta::assert_snapshot!(in_words(&Answer::of(&Trials::of(&results), Scope::default())));
}
