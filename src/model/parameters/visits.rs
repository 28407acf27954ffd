//! Parameters of planned visits and contacts: what becomes of them when nobody is at home, and how long they hold.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use crate::units::Period;
use serde::{Deserialize, Serialize};

/// Planned visits and contacts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visits {
    /// Time after which planned work is tried again for somebody who is in hospital or in a bed for rehabilitation.
    pub try_again: Period,
    /// Time after a contact actually made for which a coordinator counts as keeping in touch.
    pub contact_holds: Period,
}
