//! Charts: the events of each person that a cohort study would have from registers, in order of time.

use crate::model::fact::{Fact, FactKind};
use crate::model::people::traits::{Trigger, Whereabouts};
use crate::time::SimTime;
use std::collections::BTreeMap;

/// What a chart notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Died.
    Died,
    /// Moved away: nothing is known from then on.
    MovedAway,
    /// Fell.
    Fell,
    /// Sought help; the flag says whether because of a fall.
    Sought(bool),
    /// An ambulance crew came.
    CrewCame,
    /// Came to the emergency department.
    Attended,
    /// Was admitted in an emergency; the flag says whether because of a fall.
    Admitted(bool),
    /// Left an acute bed; the flag says whether the way out had taken a day or longer.
    LeftBed(bool),
    /// Came into a bed for rehabilitation, or back to one.
    InRehabilitation,
    /// Came back to where they live.
    CameBack,
    /// Moved into a care home.
    EnteredCareHome,
    /// Began to have home care.
    HomeCareBegan,
    /// Was taken on a team's list.
    Accepted,
}

/// One entry of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: SimTime,
    /// What.
    pub mark: Mark,
}

/// The charts of a place, by luck key.
#[derive(Clone, Debug, Default)]
pub struct Charts(BTreeMap<u64, Vec<Entry>>);

impl Charts {
    /// Notes what is worth noting; facts come in the order of time.
    pub fn see(&mut self, facts: &[Fact]) {
        for fact in facts {
            if let Some(mark) = mark(&fact.kind) {
                self.0.entry(fact.key).or_default().push(Entry { at: fact.at, mark });
            }
        }
    }

    /// The entries of a person from a moment (included) to another (not included).
    pub fn of(&self, key: u64, from: SimTime, until: SimTime) -> &[Entry] {
        let entries = self.0.get(&key).map_or(&[][..], Vec::as_slice);
        let begin = entries.partition_point(|entry| entry.at < from);
        let end = entries.partition_point(|entry| entry.at < until);
        &entries[begin.min(end)..end]
    }

    /// How many entries of a person in that time are of a kind.
    pub fn count(&self, key: u64, from: SimTime, until: SimTime, is: impl Fn(Mark) -> bool) -> usize {
        self.of(key, from, until).iter().filter(|entry| is(entry.mark)).count()
    }

    /// Until when a person can be followed from `from` on, at the latest until `until`; and whether it ends in death.
    pub fn follow(&self, key: u64, from: SimTime, until: SimTime) -> (SimTime, bool) {
        let ends = |entry: &&Entry| matches!(entry.mark, Mark::Died | Mark::MovedAway);
        let end = self.of(key, from, until).iter().find(ends);
        end.map_or((until, false), |entry| (entry.at, entry.mark == Mark::Died))
    }

    /// Everybody with a chart, in the order of their keys.
    pub fn all(&self) -> impl Iterator<Item = (u64, &[Entry])> {
        self.0.iter().map(|(&key, entries)| (key, entries.as_slice()))
    }
}

/// Whether an admission or a call for help with this trigger is because of a fall.
fn of_fall(trigger: Trigger) -> bool {
    matches!(trigger, Trigger::Fall | Trigger::OnFloor | Trigger::Fracture | Trigger::HipFracture)
}

fn mark(kind: &FactKind) -> Option<Mark> {
    const WHOLE_DAY: f64 = 1.0;
    Some(match kind {
        FactKind::Died(_) => Mark::Died,
        FactKind::MovedAway => Mark::MovedAway,
        FactKind::Fell => Mark::Fell,
        FactKind::SoughtHelp { trigger, .. } => Mark::Sought(of_fall(*trigger)),
        FactKind::CrewArrived { .. } => Mark::CrewCame,
        FactKind::Attended => Mark::Attended,
        FactKind::Admitted { trigger, .. } => Mark::Admitted(of_fall(*trigger)),
        FactKind::LeftBed { delay, .. } => Mark::LeftBed(delay.in_days() >= WHOLE_DAY),
        FactKind::WentBack(Whereabouts::Rehabilitation) => Mark::InRehabilitation,
        FactKind::WentBack(_) => Mark::CameBack,
        FactKind::EnteredCareHome => Mark::EnteredCareHome,
        FactKind::HomeCareBegan { .. } => Mark::HomeCareBegan,
        FactKind::Accepted => Mark::Accepted,
        _ => return None,
    })
}

impl Mark {
    /// Whether it is an emergency admission.
    pub fn admission(self) -> bool {
        matches!(self, Self::Admitted(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fact::DeathPlace;
    use crate::time::Span;

    fn day(day: u64) -> SimTime {
        SimTime::START + Span::days(day)
    }

    #[test]
    fn a_chart_has_what_happened_in_a_time_and_ends_with_the_life() {
        let fact = |at: u64, kind| Fact { at: day(at), key: 7, kind };
        let mut charts = Charts::default();
        charts.see(&[
            fact(1, FactKind::Fell),
            fact(2, FactKind::Admitted { root: 1, ordinal: 0, trigger: Trigger::HipFracture }),
            fact(5, FactKind::LeftBed { stay: Span::days(3), delay: Span::days(1) }),
            fact(9, FactKind::Died(DeathPlace::Home)),
        ]);
        assert_eq!(charts.count(7, day(1), day(9), |mark| mark == Mark::Admitted(true)), 1);
        assert_eq!(charts.of(7, day(2), day(5)).len(), 1, "the end of the time is not in it");
        assert_eq!(charts.of(7, day(3), day(6))[0].mark, Mark::LeftBed(true));
        assert_eq!(charts.follow(7, day(0), day(365)), (day(9), true));
        assert_eq!(charts.follow(7, day(0), day(9)), (day(9), false));
        assert_eq!(charts.follow(8, day(0), day(4)), (day(4), false), "nobody knows of anything");
    }
}
