//! W1 to W4 written for ixa: `compare-ixa W1 1000000 SEED` prints events, seconds and a figure to check.
//!
//! Happenings are plans; what they change is a data container, and in W4 properties of people. This programme must not
//! know how the other simulators are written, nor what the figure should be.

mod hold;
mod line;
mod population;

use ixa::prelude::*;
use rand_distr::{Exp1, StandardUniform};
use std::time::Instant;

define_rng!(Luck);

/// Events handled, and the figure to check.
type Done = (u64, f64);

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [workload, size, seed] = arguments.as_slice() else { panic!("usage: compare-ixa WORKLOAD SIZE SEED") };
    let size: u32 = size.parse().expect("the size is a whole number");
    let began = Instant::now();
    let mut context = Context::new();
    context.init_random(seed.parse().expect("the seed is a whole number"));
    let (events, value) = match workload.as_str() {
        "W1" => line::run(context, &line::Line::W1, size),
        "W2" => line::run(context, &line::Line::W2, size),
        "W3" => hold::run(context, size),
        "W4" => population::run(context, size),
        other => panic!("no workload is called {other}"),
    };
    println!("{events},{},{value}", began.elapsed().as_secs_f64());
}

/// An exponential delay.
fn delay(context: &Context, mean: f64) -> f64 {
    let units: f64 = context.sample_distr(Luck, Exp1);
    units * mean
}

/// A number from 0 up to 1.
fn uniform(context: &Context) -> f64 {
    context.sample_distr(Luck, StandardUniform)
}
