//! Carers: how much they do, and how strained they are by it.
//!
//! Both are levels of the moment, made from what the person cared for is and has; they are weighed again when that
//! changes, so that they cost nothing while nothing happens. This file must not know what strain leads to.

use crate::model::parameters::Parameters;
use crate::model::people::traits::{Condition, Mark, Residence};
use crate::model::people::{Package, State};

/// Strain is kept in hundredths.
pub const WHOLE: f64 = 100.0;

/// Whether somebody has an unpaid carer at home.
pub fn has_carer(state: &State) -> bool {
    state.carer && state.residence == Residence::Home && state.resident()
}

/// Hours a week that the carer gives: by frailty, fewer where home care comes.
pub fn hours(parameters: &Parameters, state: &State) -> f64 {
    let carers = &parameters.carers;
    let formal = f64::from(home_care(state).unwrap_or(0));
    let hours = carers.hours.all()[state.frailty as usize].hours_per_week();
    (hours - carers.replaced_by_home_care.get() * formal).max(0.0)
}

/// Hours a week of home care that comes, or will again after a stay in hospital: a stay alone changes nothing here.
fn home_care(state: &State) -> Option<u8> {
    match state.package {
        Package::Active(hours) | Package::Held(hours) => Some(hours),
        _ => None,
    }
}

/// Strain of the carer, 0 to 1: by frailty, dementia and unmet needs, less with home care or after support.
pub fn strain(parameters: &Parameters, state: &State) -> f64 {
    let carers = &parameters.carers;
    let when = |on: bool, by: f64| if on { by } else { 0.0 };
    let burden = carers.strain.all()[state.frailty as usize].get()
        + when(state.conditions.has(Condition::Dementia), carers.strain_of_dementia.get())
        + f64::from(state.needs.count()) * carers.strain_of_need.get();
    let relief = when(home_care(state).is_some(), carers.relief_by_home_care.get())
        + when(state.marks.has(Mark::CarerSupported), carers.relief_by_support.get());
    (burden - relief).clamp(0.0, 1.0)
}
