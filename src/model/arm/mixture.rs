//! Several designs in one place: which of them works in which neighbourhood.

use crate::model::design::Design;
use std::collections::BTreeMap;

/// Designs that work side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    /// The designs, at least one.
    pub designs: Vec<Design>,
    /// By the code of a place, how many teams of each design it has. A place that is not named has its neighbourhoods
    /// shared out among the designs in turn.
    pub teams: BTreeMap<String, Vec<u32>>,
}

impl Mixture {
    /// The design of each neighbourhood of a place, first to last, by its place in [`Self::designs`]; `None` where no
    /// team is left for it. Teams beyond the neighbourhoods are not placed.
    pub fn of_place(&self, code: &str, neighbourhoods: usize) -> Vec<Option<u16>> {
        let designs = self.designs.len();
        let Some(teams) = self.teams.get(code) else {
            return (0..neighbourhoods).map(|at| Some((at % designs) as u16)).collect();
        };
        let placed = teams.iter().enumerate().flat_map(|(design, &teams)| (0..teams).map(move |_| Some(design as u16)));
        placed.chain(std::iter::repeat(None)).take(neighbourhoods).collect()
    }
}
