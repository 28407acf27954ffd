//! The model as a whole, on small invented places: what must always hold, and what must never differ.

mod care;
mod conservation;
mod contexts;
mod courses;
mod journeys;
mod lapsing;
mod life;
mod marginals;
mod mechanisms;
mod money;
mod null_arms;
mod pandemic;
mod parameters;
mod patterns;
mod reactive;
mod records;
mod shocks;
mod sittings;
mod staffing;
mod substitution;
mod support;
mod together;
mod untouched;
mod views;
mod workforce;
mod years;
