//! How long staff work takes: the work itself, travel, records and the search for information.

use crate::model::services::community::Length;
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::Span;
use crate::units::Period;

/// Staff time of a visit at home: the time with the person, spread by luck, with travel, records and the minutes of
/// looking for what others know (`sharing` 0 to 1: how much of it is on the screen already).
pub fn visit(step: &Step, key: u64, stage: u64, with_person: Period, sharing: f64) -> Length {
    let work = &step.parameters().work;
    let search = work.search.minutes() * (1.0 - sharing);
    let around = travel(step).minutes() + work.record.minutes() + search;
    let whole = spread(step, key, stage, with_person) + Span::from_minutes(around);
    Length { whole, searched: Span::from_minutes(search) }
}

/// The way to a person's home.
pub fn travel(step: &Step) -> Span {
    let work = &step.parameters().work;
    Span::from_minutes(step.context.rural_blend(work.travel_urban.minutes(), work.travel_rural.minutes()))
}

/// Staff time of work that needs no travel.
pub fn spread(step: &Step, key: u64, stage: u64, length: Period) -> Span {
    let sigma = step.parameters().work.spread.get();
    step.context.lognormal(Purpose::VisitMinutes, key, stage, length.span(), sigma)
}
