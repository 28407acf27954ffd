//! Spill-over on the page: a design's own effect, what comes about through shared queues, and what the order matters.

use crate::analysis::outcome::Outcome;
use crate::analysis::spill::SpillOver;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::report::figures::DataTable;

/// What every reader of this table has to know.
pub const NOTE: &str = "A design acts on the people whom its team cares for, and on everybody through the queues that \
    all share: crews, the emergency department, beds, home care, community services. A further world runs its team as \
    if capacity were untouched: in every shared queue each person waits as long, and is turned away as often, as they \
    would have at that moment in the baseline, and takes nothing from anybody. What differs there from the baseline is \
    the design’s own effect; what the arm then adds comes through the queues. On that side counts what a design takes \
    from a shared queue, what it frees there, the staff it hires away, and whatever it adds to a shared service (people \
    for two-hour response, places in hospital at home, hours of home care).";

/// Why the order is shown.
pub const ORDER: &str = "The split depends on which step is taken first. In the other order the baseline’s people meet \
    the arm’s queues first, and the team comes second. The last column says by how much the own effect is higher in \
    that order, and the effect through queues lower; where it is not small beside the two, only their sum may be quoted.";

/// The split by design and leading outcome; `None` where nobody asked for it.
pub fn table(trials: &Trials, scope: Scope) -> Option<DataTable> {
    let outcomes = Outcome::leading(trials.results);
    let cells = |arm: usize, outcome: &Outcome| {
        let split = SpillOver::of(trials, arm, scope, outcome)?;
        let parts = [split.total, split.own, split.queues, split.gap];
        let mut row = vec![trials.title(arm).to_string(), super::outcomes::with_unit(outcome)];
        row.extend(parts.map(|part| words::with_period(outcome, &part.difference)));
        Some(row)
    };
    let outcomes = &outcomes;
    let of_design = |arm: usize| outcomes.iter().filter_map(move |outcome| cells(arm, outcome));
    let rows: Vec<_> = trials.designs().into_iter().flat_map(of_design).collect();
    if rows.is_empty() {
        return None;
    }
    let header = [
        "Design",
        "Outcome",
        "Difference from the baseline",
        "Own effect, as if capacity were untouched",
        "Through shared queues",
        "Gap between the two orders",
    ];
    Some(DataTable::new("Own effect and effect through shared queues, with chance", &header, rows))
}
