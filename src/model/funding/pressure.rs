//! What a pandemic asks of a place beyond its posts, as numbers that others read.

use crate::model::funding::Scheduled;
use crate::model::shock::ShockKind;
use crate::model::step::Step;

/// What is unusual today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pressure {
    /// Sickness absence, relative to that of the year.
    pub absence: f64,
    /// Part of the places in care homes to which nobody may move.
    pub care_homes_closed: f64,
    /// Part of those with a crisis that is not severe who do not seek help.
    pub stay_away: f64,
    /// Whether teams meet on screens.
    pub on_screens: bool,
    /// How far services are reached by telephone and video alone, 0 to 1.
    pub afar: f64,
}

impl Pressure {
    /// A day like any other.
    pub const NONE: Pressure =
        Pressure { absence: 1.0, care_homes_closed: 0.0, stay_away: 0.0, on_screens: false, afar: 0.0 };

    /// What the shocks that are on come to today.
    pub fn of(step: &Step, shocks: &[Scheduled]) -> Self {
        let pandemic = &step.parameters().pandemic;
        let on = shocks.iter().filter(|s| s.shock.kind == ShockKind::Pandemic && s.is_on(step.now));
        on.fold(Self::NONE, |so_far, shock| {
            let size = shock.shock.size.get();
            let early = step.now.since(shock.falls) < pandemic.early.span();
            let stay_away = if early { pandemic.stay_away.get() * size } else { 0.0 };
            Self {
                absence: so_far.absence * (1.0 + (pandemic.absence.get() - 1.0) * size),
                care_homes_closed: so_far.care_homes_closed.max(pandemic.care_homes_closed.get() * size),
                stay_away: so_far.stay_away.max(stay_away),
                on_screens: so_far.on_screens || size > 0.0,
                afar: so_far.afar.max(size),
            }
        })
    }
}
