//! What an event costs on the project's own engine, in the four workloads by which simulators are compared.
//!
//! W1 and W2 are waiting lines, W3 is the hold model, W4 is a population that progresses, falls and waits for beds; W4
//! with contacts has 24 events more a person-year that only count. W5 is the Poisson embedding by itself, where an event is
//! a candidate; no other simulator has it. Each line printed is one run: the median over
//! rounds is for whoever runs it to take (`benches/compare` does). With a name as argument, only workloads whose name
//! contains it are run; with `--round=N`, only round N. A round's number is the seed of its luck.

mod embedded;
mod hold;
mod lines;
mod population;

use std::time::Instant;

/// What a workload did.
pub struct Done {
    /// Events handled.
    pub events: u64,
    /// A figure that theory or another programme can check, and its name.
    pub check: (&'static str, f64),
}

/// Name of a workload, rounds, and one run of it with a seed.
type Workload = (&'static str, u64, fn(u64) -> Done);

const WORKLOADS: [Workload; 12] = [
    ("W1", 5, |seed| lines::Line::W1.run(1_000_000, seed)),
    ("W2", 5, |seed| lines::Line::W2.run(1_000_000, seed)),
    ("W3-1e3", 5, |seed| hold::run(1_000, seed)),
    ("W3-1e5", 5, |seed| hold::run(100_000, seed)),
    ("W3-1e6", 5, |seed| hold::run(1_000_000, seed)),
    ("W4-1e4", 5, |seed| population::run(10_000, 0.0, seed)),
    ("W4-1e5", 5, |seed| population::run(100_000, 0.0, seed)),
    ("W4-1e6", 3, |seed| population::run(1_000_000, 0.0, seed)),
    ("W4+24-1e4", 5, |seed| population::run(10_000, 24.0, seed)),
    ("W4+24-1e5", 3, |seed| population::run(100_000, 24.0, seed)),
    ("W5-1e4", 5, |seed| embedded::run(10_000, seed)),
    ("W5-1e5", 5, |seed| embedded::run(100_000, seed)),
];

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn main() {
    let only: Option<u64> = std::env::args().find_map(|argument| argument.strip_prefix("--round=")?.parse().ok());
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("workload,round,events,seconds,ns_per_event,check,value");
    for (name, rounds, run) in WORKLOADS {
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        for round in only.map_or(1..=rounds, |round| round..=round) {
            let began = Instant::now();
            let done = run(round);
            let seconds = began.elapsed().as_secs_f64();
            let nanoseconds = seconds * 1e9 / done.events as f64;
            let (check, value) = done.check;
            println!("{name},{round},{},{seconds:.4},{nanoseconds:.1},{check},{value:.4}", done.events);
        }
    }
}
