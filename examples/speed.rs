use mdtsim::model::{parameters::Parameters, start};
use mdtsim::random::luck::Luck;
use mdtsim::scenario::{places, register::Register};
use mdtsim::time::*;
fn main() {
    let name = std::env::args().nth(1).unwrap_or("Wiltshire".into());
    let years: u64 = std::env::args().nth(2).and_then(|s| s.parse().ok()).unwrap_or(2);
    let p: Parameters = Register::built_in().to_parameters(&Default::default()).unwrap();
    let fig = places::find(&name).unwrap();
    let spans = start::Spans { warm_up: Span::days(365), horizon: Span::days(365 * years) };
    let cal = Calendar::new(jiff::civil::date(2026, 4, 1), 365 * (years as usize + 1) + 120);
    let ctx = start::context(&p, fig, &cal, spans, Luck::new(1, 0));
    let mut place = start::place(ctx.clone());
    let mut facts = Vec::new();
    let mut n = 0usize;
    let mut t = 0;
    while t < 365 * (years + 1) {
        t += 28;
        facts.clear();
        place.run_until(SimTime::START + Span::days(t), &mut facts);
        n += facts.len();
    }
    println!("{n} facts, {} people", place.people().residents().count());
}
