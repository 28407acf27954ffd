//! One life while it is followed: since when each stretch of days that is counted has been open.

use crate::model::people::traits::{Frailty, Needs};
use crate::outcomes::felt::Felt;
use crate::outcomes::from_need::Came;

/// A day since the start of the run; 179 years are days enough.
pub(super) type Day = u16;
/// No stretch of days is open, or no service has come yet.
pub(super) const NONE: Day = Day::MAX;

/// One life while it is followed. A stretch of days is open from the first midnight that it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    pub(super) alive_from: Day,
    pub(super) home_from: Day,
    pub(super) needs_from: Day,
    /// Since when some need has been unmet, without a break.
    pub(super) in_need_from: Day,
    /// What has come since then.
    pub(super) came: Came,
    /// Since when nobody has come while a need was unmet.
    pub(super) alone_from: Day,
    /// Since when a coordinator has been in touch, and until when the last contact holds.
    pub(super) coordinated_from: Day,
    pub(super) coordinated_until: Day,
    pub(super) last_visit_by: u16,
    pub(super) felt: Felt,
    pub(super) unmet: Needs,
    pub(super) frailty: Frailty,
    pub(super) on_list: bool,
    pub(super) in_care_home: bool,
    pub(super) in_need: bool,
    pub(super) reached: bool,
    pub(super) listed: bool,
    pub(super) assessed: bool,
    pub(super) told_again: bool,
}

impl Life {
    /// Nobody yet.
    pub(super) const NOBODY: Life = Life {
        alive_from: NONE,
        home_from: NONE,
        needs_from: NONE,
        in_need_from: NONE,
        came: Came::NOTHING,
        alone_from: NONE,
        coordinated_from: NONE,
        coordinated_until: NONE,
        last_visit_by: NONE,
        felt: Felt::NOTHING,
        unmet: Needs(0),
        frailty: Frailty::Fit,
        on_list: false,
        in_care_home: false,
        in_need: false,
        reached: false,
        listed: false,
        assessed: false,
        told_again: false,
    };
}
