//! Budgets and shocks, as plain data: who pays for how long, and what befalls the money or the place.
//!
//! This file knows what they are, not what follows from them: that is the business of funding and workforce.

use crate::units::{Choice, Period, Probability, Share};
use jiff::civil::Date;

/// Something that befalls money or staff at a date. It reaches care only through posts, hours and places.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Name of the shock in results, kebab-case.
    pub id: String,
    /// What happens.
    pub kind: ShockKind,
    /// The funding line that is hit, as named in rosters; for kinds that hit a line.
    pub funding: Option<String>,
    /// The day on which it falls.
    pub at: Date,
    /// How large it is, 0 to 1; of what, see [`ShockKind`].
    pub size: Share,
    /// How long before [`Self::at`] staff and leaders are told.
    pub warning: Period,
    /// How long the shock lasts; `None` means for good.
    pub length: Option<Period>,
    /// For a freeze: it goes on until it has given back what closing posts of its size on its day would give back in so
    /// long, and then ends; `None` means that it is over after [`Self::length`].
    pub until_saved: Option<Period>,
}

/// The kinds of shock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShockKind {
    /// Pilot or non-recurrent money is not renewed: posts worth the size of the line end with it.
    EndOfMoney,
    /// A planned saving of the size of the line: posts are chosen and closed.
    Cut,
    /// Posts that fall vacant are not filled, until posts worth the size of the line have gone; with
    /// [`Shock::until_saved`] until a sum of money has been saved.
    Freeze,
    /// The council saves the size of its posts and of the home care that it pays for.
    CouncilSavings,
    /// Late money for more home care for a while: the size of the hours that there are.
    WinterMoney,
    /// Another national framework: nobody on a team knows what will stay, and teams begin again.
    PolicyChange,
    /// A provider of home care fails: the size of the workers go at once.
    ProviderFailure,
    /// A pandemic period: absence, redeployment, meetings on screens, fewer people who seek help, care homes closed.
    Pandemic,
}

impl ShockKind {
    /// Whether it hits a funding line of rosters.
    pub fn hits_a_line(self) -> bool {
        matches!(self, Self::EndOfMoney | Self::Cut | Self::Freeze)
    }

    /// Whether it is over some day by its nature, so that it must have a length.
    pub fn passes(self) -> bool {
        matches!(self, Self::WinterMoney | Self::Pandemic)
    }

    /// Whether staff on secondment may be called back to their base when it falls.
    pub fn calls_back(self) -> bool {
        !matches!(self, Self::WinterMoney)
    }
}

impl Choice for ShockKind {
    const ALL: &'static [Self] = &[
        Self::EndOfMoney,
        Self::Cut,
        Self::Freeze,
        Self::CouncilSavings,
        Self::WinterMoney,
        Self::PolicyChange,
        Self::ProviderFailure,
        Self::Pandemic,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::EndOfMoney => "end-of-money",
            Self::Cut => "cut",
            Self::Freeze => "freeze",
            Self::CouncilSavings => "council-savings",
            Self::WinterMoney => "winter-money",
            Self::PolicyChange => "policy-change",
            Self::ProviderFailure => "provider-failure",
            Self::Pandemic => "pandemic",
        }
    }
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payer {
    /// National Health Service.
    Nhs,
    /// Council.
    Council,
    /// Voluntary, community and social enterprises with money of their own.
    Vcs,
    /// People and their families.
    Household,
}

impl Choice for Payer {
    const ALL: &'static [Self] = &[Self::Nhs, Self::Council, Self::Vcs, Self::Household];

    fn word(self) -> &'static str {
        match self {
            Self::Nhs => "nhs",
            Self::Council => "council",
            Self::Vcs => "vcs",
            Self::Household => "household",
        }
    }
}

/// The terms of a funding line of a roster. A line without them is recurrent and paid by each post's employer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Who pays; `None`: each post's employer.
    pub payer: Option<Payer>,
    /// For how many financial years it is agreed at a time; `None` means that it is recurrent.
    pub years: Option<u32>,
    /// How long before its end in April it is announced whether it goes on.
    pub announced: Period,
    /// Chance that it goes on.
    pub renewed: Probability,
}
