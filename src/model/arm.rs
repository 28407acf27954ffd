//! Arms: how a warmed-up place parts into the worlds that are compared.

use crate::model::design::Design;
use crate::model::place::Place;
use crate::model::shock::Shock;

/// What an arm changes at time zero.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The kind of arm.
    pub variant: Variant,
    /// Money above usual care, GBP per resident aged 65+ a year, to which the roster is scaled; `None`: as designed.
    pub money: Option<f64>,
    /// What happens to funding lines.
    pub shocks: Vec<Shock>,
}

/// The kind of arm.
#[derive(Clone, Debug)]
pub enum Variant {
    /// A design (usual care is a design without a roster).
    Design(Design),
    /// The referrals and the list of a design, with no staff taken and no care given.
    Sham(Design),
    /// Usual care with one queue inertly reordered.
    Ripple,
}

/// The world of an arm, from the place at time zero.
pub fn fork(warmed_up: &Place, setup: &Setup) -> Place {
    let mut place = warmed_up.clone();
    place.adopt(setup);
    place
}
