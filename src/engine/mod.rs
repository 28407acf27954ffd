//! The engine: what happens next, who waits, what is in use, and how far processes may run side by side.
//!
//! This room knows moments, event keys, waiting lines and units of a resource. It must not know persons, models,
//! random numbers or the wall clock, nor threads outside `window`: a customer is any `Copy` value, and every order it
//! keeps is an explicit key that the caller passes in. `prefetch` has what comes next near and `growth` keeps lists
//! tight; neither changes a result.

pub mod event_list;
pub mod growth;
pub mod prefetch;
pub mod queue;
pub mod resource;
pub mod shared;
pub mod tape;
pub mod window;
