//! What one life told in two worlds cannot say.

use crate::analysis::words::number;
use crate::report::limit::Limit;
use crate::report::missed::missed;
use crate::scenario::register::Register;
use crate::scenario::validation::validated;

/// What the telling of this life leaves open: other lives, other values of what nobody has checked, and what the model
/// misses.
pub fn cannot_say([base, design]: [&str; 2], same: bool) -> Vec<Limit> {
    let other_lives = match same {
        true => format!("Whether {design} changes any life: that this one is the same shows nothing of the others."),
        false => format!(
            "How often {design} changes a life so, and whether for better or worse on average: this is one life of one \
             replication. `mdtsim compare` counts all of them."
        ),
    };
    let entries = Register::built_in().entries();
    let weak = entries.iter().filter(|entry| entry.status.is_weak()).count();
    let other_values = format!(
        "How the lives with {base} and with {design} would have gone if parameters were other than assumed: each stood at one \
         value, and {} of {} are unchecked, assumptions or set by hand.",
        number(weak as f64, 0),
        number(entries.len() as f64, 0)
    );
    let missed = missed(&validated().unwrap_or_default());
    vec![other_lives.into(), other_values.into(), missed]
}
