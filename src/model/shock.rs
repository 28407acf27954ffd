//! Shocks to the money that pays for posts, as plain data.
//!
//! This file knows what a shock is, not what follows from it: that is the business of funding and workforce.

use crate::units::{Choice, Period, Share};
use jiff::civil::Date;

/// A change of money at a date, which reaches care only through the posts that a funding line pays for.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Name of the shock in results, kebab-case.
    pub id: String,
    /// What happens to the money.
    pub kind: ShockKind,
    /// The funding line that is hit, as named in rosters.
    pub funding: String,
    /// The day on which the money changes.
    pub at: Date,
    /// The part of the line that goes, 0 to 1.
    pub size: Share,
    /// How long before [`Self::at`] staff and leaders are told.
    pub warning: Period,
    /// How long the shock lasts; `None` means for good.
    pub length: Option<Period>,
}

/// The kinds of shock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShockKind {
    /// Pilot or non-recurrent money is not renewed: posts end with it.
    EndOfMoney,
    /// A planned saving: posts are chosen and closed.
    Cut,
    /// Posts that fall vacant are not filled.
    Freeze,
}

impl Choice for ShockKind {
    const ALL: &'static [Self] = &[Self::EndOfMoney, Self::Cut, Self::Freeze];

    fn word(self) -> &'static str {
        match self {
            Self::EndOfMoney => "end-of-money",
            Self::Cut => "cut",
            Self::Freeze => "freeze",
        }
    }
}
