//! What the model cannot say, and what every reader should know: what the run shows of it first, then what holds
//! for every run.

use crate::analysis::trials::Trials;

/// What this run cannot say, then what no run of this version can.
pub fn cannot_say(trials: &Trials) -> Vec<String> {
    let mut sentences = Vec::new();
    if !trials.are_drawn() {
        sentences.push(NOT_DRAWN.to_string());
    }
    sentences.extend(ALWAYS.iter().map(|sentence| sentence.to_string()));
    sentences
}

const NOT_DRAWN: &str = "How far the results would move if what is unknown about the world were let loose: every parameter was held at \
     one value, so what is shown is chance and simulation error only.";

/// What this version leaves out or cannot know.
const ALWAYS: [&str; 6] = [
    "Anything about people who are frail before they turn 65, who are not among the simulated residents.",
    "How well the services of a named place do, or would do under a design: only the make-up of its population is \
     taken from it.",
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
