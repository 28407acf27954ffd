//! Keyed luck: every random decision has a name, and its draw is a pure function of that name.
//!
//! Nothing here holds a stream or a state that moves. `luck` turns (seed, replication, place, purpose, subject,
//! occasion) into uniform numbers, `samplers` turn one uniform into one draw of a distribution, and `embedding`
//! gives every process of every person a fixed set of points in time and intensity. Arms of a comparison share
//! all of it, so that they differ only by what was done. This room knows no person and no service.

pub mod embedding;
pub mod luck;
pub mod philox;
pub mod purpose;
pub mod samplers;

/// Version of the luck: within one version the same key gives the same draw. It goes into every manifest.
pub const VERSION: u32 = 2;
