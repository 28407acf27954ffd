//! Arms, replications and sweeps: which trials to run, how they are paired, and what came of them.

pub mod results;
