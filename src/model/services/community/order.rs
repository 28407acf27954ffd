//! Orders: what is asked of a service, where the person must be for it, and when it is ready.

use crate::model::people::traits::Whereabouts;
use crate::model::services::community::ServiceKind;
use crate::time::Span;

/// Where somebody must be for a piece of work to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkPlace {
    /// Where they live.
    Home,
    /// Where they live, or in a bed to which the staff go.
    HomeOrWard,
    /// In an acute bed; whoever has left it no longer needs it.
    Ward,
    /// Anywhere: it is done at a desk, or wherever they are found.
    Anywhere,
}

impl WorkPlace {
    /// Whether it can be done for somebody who is there now.
    pub(super) fn chance(self, whereabouts: Whereabouts) -> Chance {
        match self {
            WorkPlace::Home if whereabouts != Whereabouts::Residence => Chance::NotThere,
            WorkPlace::HomeOrWard if whereabouts == Whereabouts::EmergencyCare => Chance::NotThere,
            WorkPlace::Ward if whereabouts != Whereabouts::Hospital => Chance::Never,
            _ => Chance::Now,
        }
    }
}

/// Whether a piece of work can be begun.
pub(super) enum Chance {
    Now,
    /// The person is not where the work is done.
    NotThere,
    /// The person has died, moved away, or left the ward on which it was to be done.
    Never,
}

/// Staff time of a piece of work.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    /// All of it.
    pub whole: Span,
    /// The part in which staff look for what others know already.
    pub searched: Span,
}

impl Length {
    /// So much of it (0 to 1).
    pub fn of(self, part: f64) -> Self {
        let of = |span: Span| Span::seconds((span.ticks() as f64 * part) as u64);
        Self { whole: of(self.whole), searched: of(self.searched) }
    }
}

/// Work in which nothing is looked for.
impl From<Span> for Length {
    fn from(whole: Span) -> Self {
        Self { whole, searched: Span::ZERO }
    }
}

/// Where, how urgently, for how long and from when on.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Index of the service.
    pub service: usize,
    /// Class in its line, 0 the most urgent (and kept for work that has begun).
    pub class: u8,
    /// Staff time it takes.
    pub length: Length,
    /// Where the person must be.
    pub place: WorkPlace,
    /// Time until it reaches the line.
    pub delay: Span,
    /// Whether it is asked for now and on its way for so long, or asked for only then.
    pub on_its_way: bool,
    /// What draws about it are keyed by: a root, or a need and the attempt at it.
    pub luck: u64,
}

impl Order {
    /// Work of a base service that is ready now.
    pub fn of(kind: ServiceKind, class: u8, length: impl Into<Length>, luck: u64) -> Self {
        Self::to(kind as usize, class, length, luck)
    }

    /// Work of any service, by its index, that is ready now.
    pub fn to(service: usize, class: u8, length: impl Into<Length>, luck: u64) -> Self {
        let length = length.into();
        Self { service, class, length, place: WorkPlace::Anywhere, delay: Span::ZERO, on_its_way: false, luck }
    }

    /// The same, for which the person must be in a certain place.
    pub fn at(self, place: WorkPlace) -> Self {
        Self { place, ..self }
    }

    /// The same, asked for only after `delay`.
    pub fn after(self, delay: Span) -> Self {
        Self { delay, ..self }
    }

    /// The same, asked for now and so long on its way to the service.
    pub fn on_its_way(self, delay: Span) -> Self {
        Self { delay, on_its_way: true, ..self }
    }
}
