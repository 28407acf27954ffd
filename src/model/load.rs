//! Work asked of the community services against the time of their staff, as can be read off a place from outside.
//!
//! Looking changes nothing in a world. This file knows nobody who looks.

use crate::model::place::Place;
use crate::model::services::community::ServiceKind;
use crate::time::SimTime;

/// Seconds of one base service since the place began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The service.
    pub kind: ServiceKind,
    /// Of work that was asked for.
    pub asked: u64,
    /// Of staff time that there was for it.
    pub offered: u64,
}

impl Place {
    /// The load of every base service until now.
    pub fn loads(&self, now: SimTime) -> [Load; ServiceKind::ALL.len()] {
        let community = &self.locality.community;
        ServiceKind::ALL.map(|kind| {
            let service = kind as usize;
            Load { kind, asked: community.work_asked(service), offered: community.staff_time(service, now).offered }
        })
    }
}
