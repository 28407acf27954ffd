//! Conservative windows: logical processes that run side by side and meet only at barriers.
//!
//! What one process does to another takes at least a window to arrive. So within a window none can change another,
//! and all run on as many threads as there are; at the barrier they exchange what they have to say, in one fixed
//! order. Threads decide nothing but the time it takes. This room must not know what a process is.

use crate::time::{SimTime, Span};
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::cmp::Reverse;

/// Runs processes from one moment to another, window by window. `advance` takes one of them to a moment; `exchange`
/// is called at each barrier within the run, when all have come to it, until it returns false. In each window the
/// processes are begun by their `size`, as work is reckoned in any unit: the largest first, each as soon as a thread
/// is free, so that none of the large is begun last while other threads have nothing left to do.
///
/// Returns whether the end was reached.
pub fn run<P: Send>(
    processes: &mut [P],
    from: SimTime,
    until: SimTime,
    window: Span,
    size: impl Fn(&P) -> u64,
    advance: impl Fn(&mut P, SimTime) + Sync,
    mut exchange: impl FnMut(&mut [P], SimTime) -> bool,
) -> bool {
    let mut now = from;
    while now < until {
        now = (now + window).min(until);
        let mut by_size: Vec<&mut P> = processes.iter_mut().collect();
        by_size.sort_by_key(|process| Reverse(size(process)));
        by_size.into_iter().par_bridge().for_each(|process| advance(process, now));
        if !exchange(processes, now) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Two counters that tell each other their number at every barrier, and add what they are told.
    #[test]
    fn processes_meet_at_barriers_and_nowhere_else() {
        let day = Span::days(1);
        let mut counters = [(1_u64, 0_u64), (10, 0)];
        let ended = run(
            &mut counters,
            SimTime::START,
            SimTime::START + Span::days(3),
            day,
            |(number, _)| *number,
            |(number, told), _| *number += std::mem::take(told),
            |counters, _| {
                let [one, other] = counters else { return false };
                (one.1, other.1) = (other.0, one.0);
                true
            },
        );
        assert!(ended);
        // 1, 10 → 11, 11 → 22, 22; what is told at the last barrier is heard by nobody.
        assert_eq!(counters.map(|(number, _)| number), [22, 22]);
    }

    #[test]
    fn the_last_window_is_cut_short_and_a_run_can_be_stopped() {
        let mut seen = Vec::new();
        let end = SimTime::START + Span::days(70);
        run(
            &mut [()],
            SimTime::START,
            end,
            Span::days(28),
            |()| 0,
            |(), _| {},
            |_, now| {
                seen.push(now.day());
                true
            },
        );
        assert_eq!(seen, [28, 56, 70]);
        assert!(!run(&mut [()], SimTime::START, end, Span::days(28), |()| 0, |(), _| {}, |_, _| false));
    }

    #[test]
    fn the_largest_is_begun_first() {
        let begun = Mutex::new(Vec::new());
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let day = Span::days(1);
        let end = SimTime::START + Span::days(2);
        let note = |size: &mut u64, _| begun.lock().unwrap().push(*size);
        alone.install(|| run(&mut [3, 40, 7], SimTime::START, end, day, |&size| size, note, |_, _| true));
        assert_eq!(begun.into_inner().unwrap(), [40, 7, 3, 40, 7, 3]);
    }
}
