//! W3: so many pending plans; each that is carried out makes another after an exponential delay, and one in four touches
//! another entity's counter. The figure is the number of holds an entity and mean delay.

use crate::{Done, Luck, delay};
use ixa::prelude::*;

const HOLDS: u64 = 4_000_000;

#[derive(Default)]
struct Holds {
    counters: Vec<u32>,
    left: u64,
}

define_data_plugin!(HoldPlugin, Holds, Holds::default());

pub fn run(mut context: Context, pending: u32) -> Done {
    *context.get_data_mut(HoldPlugin) = Holds { counters: vec![0; pending as usize], left: HOLDS };
    for entity in 0..pending {
        context.add_plan(delay(&context, 1.0), move |context| hold(context, entity));
    }
    context.execute();
    std::hint::black_box(&context.get_data(HoldPlugin).counters);
    (HOLDS, HOLDS as f64 / f64::from(pending) / context.get_current_time())
}

#[expect(clippy::only_used_in_recursion, reason = "a pending event is somebody's, whether or not that is looked at")]
fn hold(context: &mut Context, entity: u32) {
    let again = context.get_current_time() + delay(context, 1.0);
    context.add_plan(again, move |context| hold(context, entity));
    let word: u32 = context.sample(Luck, rand::Rng::next_u32);
    let holds = context.get_data_mut(HoldPlugin);
    if word & 3 == 0 {
        let other = ((u64::from(word >> 2) * holds.counters.len() as u64) >> 30) as usize;
        holds.counters[other] += 1;
    }
    holds.left -= 1;
    if holds.left == 0 {
        context.abort();
    }
}
