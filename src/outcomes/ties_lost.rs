//! Ties of teams that have gone, summed over teams: those that leavers took along, and those that reorganisations broke.
//!
//! Counted in full ties: a tie half as strong as a full one counts one half, and that of a stranger nothing.

/// Ties that have gone in a world.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TiesLost {
    /// Between members, with those who left.
    pub with_leavers: f64,
    /// To organisations, with members who left.
    pub to_organisations: f64,
    /// Between members, by reorganisations.
    pub by_reorganisation: f64,
}

impl TiesLost {
    /// Counts ties between members and to organisations that are gone at once.
    pub fn count(&mut self, within: f32, outside: f32, reorganised: bool) {
        let of_members = if reorganised { &mut self.by_reorganisation } else { &mut self.with_leavers };
        *of_members += f64::from(within);
        self.to_organisations += f64::from(outside);
    }

    /// Adds those of another place.
    pub fn add(&mut self, other: &Self) {
        self.with_leavers += other.with_leavers;
        self.to_organisations += other.to_organisations;
        self.by_reorganisation += other.by_reorganisation;
    }
}
