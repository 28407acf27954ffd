//! The manifest: what was run, by what, on what, and how far it got. It is outside the promise of equal bytes.

use crate::experiment::fingerprint;
use crate::experiment::plan::Plan;
use crate::experiment::results::Results;
use crate::experiment::threads;
use crate::random;
use crate::scenario::Scenario;
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Commit it was built from, where the build knew it.
pub const COMMIT: Option<&str> = option_env!("MDTSIM_COMMIT");

/// What a run leaves on record.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// Name and version of this format.
    pub format: &'static str,
    /// Version of the program.
    pub version: &'static str,
    /// Commit it was built from, where the build knew it.
    pub commit: Option<&'static str>,
    /// What was asked of the program.
    pub command: String,
    /// Scenario name.
    pub scenario: String,
    /// Hash of the scenario with all its layers, comments left out.
    pub scenario_hash: String,
    /// Hash of the data that are built in.
    pub data_hash: String,
    /// Seed of all luck.
    pub seed: u64,
    /// Whether nobody chose the seed, so that the program's default stands.
    pub seed_automatic: bool,
    /// Version of the keyed draws: the same key gives the same luck within one version.
    pub luck_version: u32,
    /// Threads.
    pub threads: usize,
    /// Operating system and processor family.
    pub machine: String,
    /// Processors that the machine offers.
    pub processors: usize,
    /// When the run began, universal time.
    pub began: String,
    /// When it ended, universal time.
    pub ended: String,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Most memory used at once, in bytes; absent where the system does not say.
    pub peak_memory_bytes: Option<u64>,
    /// Design points.
    pub points: usize,
    /// Replications asked for.
    pub replications: u32,
    /// Draws of the uncertain parameters, each with all replications; left out where every parameter stood at one value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<u32>,
    /// Trials, each an arm in a replication at a point in all places: asked for.
    pub trials_asked: usize,
    /// Of these, done in all places.
    pub trials_done: usize,
    /// Of these, failed in at least one place.
    pub trials_failed: usize,
    /// How the run ended: `complete`, `trials failed` or `interrupted`.
    pub state: &'static str,
}

/// What a manifest needs to know besides the plan and its results.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// What was asked of the program.
    pub command: String,
    /// Threads.
    pub threads: usize,
    /// When the run began.
    pub began: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
    /// Whether somebody stopped it.
    pub stopped: bool,
}

impl Manifest {
    /// The manifest of a run.
    pub fn of(scenario: &Scenario, plan: &Plan, results: &Results, circumstances: Circumstances) -> Self {
        let Circumstances { command, threads, began, ended, stopped } = circumstances;
        let done = results.rows.iter().filter(|row| row.place.is_none()).count();
        let failed: std::collections::BTreeSet<_> = results
            .failed
            .iter()
            .map(|failure| (failure.point, failure.draw, &failure.arm, failure.replication))
            .collect();
        Self {
            format: "mdtsim-manifest-1",
            version: VERSION,
            commit: COMMIT,
            command,
            scenario: scenario.id.clone(),
            scenario_hash: fingerprint::of_scenario(scenario),
            data_hash: fingerprint::of_data(),
            seed: scenario.seed,
            seed_automatic: scenario.is_default("experiment.seed"),
            luck_version: random::VERSION,
            threads,
            machine: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            processors: threads::all(),
            began: began.to_string(),
            ended: ended.to_string(),
            seconds: ended.duration_since(began).as_secs_f64(),
            peak_memory_bytes: peak_memory(),
            points: plan.study.points.len(),
            replications: plan.study.replications,
            draws: Some(plan.study.draws).filter(|&draws| draws > 0),
            trials_asked: plan.trials(),
            trials_done: done,
            trials_failed: failed.len(),
            state: match (stopped, failed.is_empty()) {
                (true, _) => "interrupted",
                (_, false) => "trials failed",
                _ => "complete",
            },
        }
    }

    /// Writes `manifest.json` into a folder.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        std::fs::write(folder.join("manifest.json"), json)
    }
}

/// The most memory that the process has held at once, where the system keeps count.
fn peak_memory() -> Option<u64> {
    const KIBIBYTE: u64 = 1024;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kibibytes| kibibytes * KIBIBYTE)
}
