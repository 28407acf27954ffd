//! What somebody would say of their care, read off their own life: five statements, each agreed with or not.
//!
//! Gratitude, temper and what was hoped for are not known here; whoever lives through the same says the same.

/// The statements: a coordinator was in touch; the story had to be told once; the plan is known; those who came were
/// mostly the same; nobody was left alone with a need.
pub const STATEMENTS: u64 = 5;

/// What somebody has lived through so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Felt {
    /// A coordinator has been in touch.
    pub coordinated: bool,
    /// Told of a plan.
    pub knows_plan: bool,
    /// Has waited for too long, with a need, for anybody to come.
    pub left_alone: bool,
    visits: u16,
    by_same: u16,
}

impl Felt {
    /// Of somebody who has lived through nothing yet.
    pub const NOTHING: Felt = Felt { coordinated: false, knows_plan: false, left_alone: false, visits: 0, by_same: 0 };

    /// A visit by a service or team that made the visit before, or by another; nobody had come before the first.
    pub fn visited(&mut self, by_same: bool) {
        self.visits = self.visits.saturating_add(1);
        self.by_same = self.by_same.saturating_add(by_same.into());
    }

    /// How many of the statements the person agrees with, who has been assessed and told the story once or not.
    pub fn agreed(&self, story_told_once: bool) -> u64 {
        let later = self.visits.saturating_sub(1);
        let mostly_the_same = self.visits > 0 && 2 * u32::from(self.by_same) >= u32::from(later);
        let said = [self.coordinated, story_told_once, self.knows_plan, mostly_the_same, !self.left_alone];
        said.into_iter().map(u64::from).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_statement_counts_once_and_continuity_needs_a_visit() {
        let mut felt = Felt::NOTHING;
        assert_eq!(felt.agreed(false), 1, "nobody was left alone so far");
        felt.visited(false);
        assert_eq!(felt.agreed(false), 2, "one visit is by the same");
        (0..3).for_each(|_| felt.visited(false));
        assert_eq!(felt.agreed(false), 1);
        (0..3).for_each(|_| felt.visited(true));
        assert_eq!(felt.agreed(true), 3, "half of the later ones are most");
        felt = Felt { coordinated: true, knows_plan: true, ..felt };
        assert_eq!(felt.agreed(true), STATEMENTS);
        assert_eq!(Felt { left_alone: true, ..felt }.agreed(true), STATEMENTS - 1);
    }
}
