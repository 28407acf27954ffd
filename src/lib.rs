//! mdtsim: how should community multidisciplinary teams care for frail older people?
//!
//! A parallel discrete-event, agent-based simulation of older people, their falls and long-term conditions, the
//! teams, staff turnover, funding shocks, hospital and social care of English places, under team designs that
//! anyone can configure. Every simulated life is lived in both worlds, so the difference a design makes is a fact
//! of the run. `docs/architecture.md` walks through the rooms.

pub mod analysis;
pub mod cli;
pub mod engine;
pub mod experiment;
pub mod ids;
pub mod model;
pub mod outcomes;
pub mod random;
pub mod report;
pub mod scenario;
pub mod statistics;
pub mod time;
pub mod units;
