//! Running counts of the residents of a place, kept in step by whoever changes a person. It knows no single person.

use crate::model::people::State;
use crate::model::people::traits::{DOMAINS, Residence, Whereabouts};

/// Running counts of residents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Residents by where they live and where they are.
    cells: [[u32; 5]; 2],
    /// Needs that are there and unmet, all people together.
    pub unmet_needs: u32,
    /// People living at home with a carer.
    pub carers: u32,
    /// Hours a week of unpaid care, all of them together.
    pub carer_hours: u32,
    /// Strain of their carers in hundredths, all together.
    pub carer_strain: u32,
    /// The same by domain.
    pub unmet_by_domain: [u32; DOMAINS],
    /// Residents by frailty band, fittest first.
    pub by_frailty: [u32; 4],
}

impl Tally {
    /// Residents who live in `residence` and are at `whereabouts`.
    pub fn count(&self, residence: Residence, whereabouts: Whereabouts) -> u32 {
        self.cells[residence as usize][whereabouts as usize]
    }

    /// Residents who are at `whereabouts`.
    pub fn at(&self, whereabouts: Whereabouts) -> u32 {
        self.cells.iter().map(|row| row[whereabouts as usize]).sum()
    }

    /// All residents.
    pub fn alive(&self) -> u32 {
        self.cells.iter().flatten().sum()
    }

    /// Residents of care homes.
    pub fn care_home_residents(&self) -> u32 {
        self.cells[Residence::CareHome as usize].iter().sum()
    }

    /// The count that somebody belongs to.
    pub(super) fn cell(&mut self, state: &State) -> &mut u32 {
        &mut self.cells[state.residence as usize][state.whereabouts as usize]
    }
}
