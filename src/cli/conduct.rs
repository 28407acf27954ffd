//! From a plan to its output folder: the way that `run`, `compare` and `sweep` have in common.

use crate::analysis::precision;
use crate::analysis::trials::Trials;
use crate::analysis::words::{counted, number};
use crate::cli::Surroundings;
use crate::cli::beginning::Beginning;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::log::Log;
use crate::cli::options::StudyOptions;
use crate::cli::overload::Overload;
use crate::cli::parameters;
use crate::cli::progress::Progress;
use crate::cli::question::Question;
use crate::cli::terminal;
use crate::cli::timings::Timings;
use crate::experiment::fingerprint;
use crate::experiment::manifest::{self, Circumstances, Manifest};
use crate::experiment::plan::Plan;
use crate::experiment::results::Results;
use crate::experiment::run::{self, Finished, Trial};

use crate::experiment::threads::Threads;
use crate::experiment::watch::Watch;
use crate::report;
use crate::report::page::{ParameterRow, Provenance};
use crate::scenario::{Scenario, file};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;
use std::path::{Path, PathBuf};

/// What is to be run.
pub(super) struct Job<'a> {
    /// The verb, for the record.
    pub verb: &'static str,
    /// The scenario.
    pub scenario: Scenario,
    /// Its trials.
    pub plan: Plan,
    /// How to run them.
    pub options: &'a StudyOptions,
}

/// Runs a job and leaves tables, pictures and a page in its output folder.
pub(super) fn conduct(job: &Job, surroundings: &Surroundings) -> Result<Ending, Trouble> {
    let options = job.options;
    let questions: Result<Vec<_>, _> = options.fail_if.iter().map(|text| Question::read(text, &job.plan)).collect();
    let questions = questions?;
    let beginning = Beginning::of(job)?;
    let folder = beginning.folder.clone();
    let (finished, manifest) = run_into(beginning, job, surroundings)?;
    if finished.stopped {
        let words = format!(
            "interrupted: {} of {} are in {}; the same command with --resume {} goes on",
            counted(manifest.trials_done, "finished trial"),
            manifest.trials_asked,
            folder.join("journal").display(),
            folder.display(),
        );
        return Err(Trouble { ending: Ending::Interrupted, words });
    }
    let results = finished.results;
    let rows = parameters::of(&job.scenario);
    let provenance = provenance(&job.scenario, file::resolved(&job.scenario));
    let threads = Threads::start(options.threads()).map_err(|error| Trouble::resources(error.to_string()))?;
    threads.within(|| report::write(&results, &rows, &provenance, &folder))?;
    manifest.write(&folder).map_err(|error| cannot_write("manifest.json", &folder, &error))?;
    tell(job, &results, &rows, &manifest, &folder)?;
    if !results.failed.is_empty() {
        let failed = counted(manifest.trials_failed, "trial");
        terminal::note(&format!("{failed} of {} failed; the others are kept", manifest.trials_asked));
    }
    verdict(&questions, &results)
}

/// The trials, with a journal and a log beside them, and the manifest when they are over.
fn run_into(beginning: Beginning, job: &Job, surroundings: &Surroundings) -> Result<(Finished, Manifest), Trouble> {
    let Job { scenario, plan, options, .. } = job;
    let Beginning { folder, mut journal, log, lived } = beginning;
    announce(job, &log);

    let began = Timestamp::now();
    let progress = Progress::towards(left(plan, 0, &lived), options, &log, &surroundings.interrupt, surroundings.watch);
    let timings = options.timings.then(|| Timings::begin(options.threads(), &progress));
    let watch = timings.as_ref().map_or(&progress as &dyn Watch, |timings| timings);
    let finished = run::resume(plan, 0, &lived, options.threads(), watch, &mut |trial| journal.append(trial));
    progress.finish();
    let mut finished = finished.inspect_err(|error| log.line(&error.to_string()))?;
    if let Some(timings) = &timings {
        terminal::note(&timings.words(&finished.results.rows));
    }
    let mut plan = plan.clone();
    while let Some(more) = more_replications(&plan, &finished) {
        let words = format!("{} so far are too few for the half-width; going on to {more}", plan.study.replications);
        log.line(&words);
        if !options.quiet {
            terminal::note(&words);
        }
        let first = plan.study.replications;
        plan = plan.with_replications(more);
        let days = left(&plan, first, &lived);
        let progress = Progress::towards(days, options, &log, &surroundings.interrupt, surroundings.watch);
        let added = run::resume(&plan, first, &lived, options.threads(), &progress, &mut |trial| journal.append(trial));
        progress.finish();
        let added = added.inspect_err(|error| log.line(&error.to_string()))?;
        finished = Finished { results: finished.results.joined(added.results), stopped: added.stopped };
    }
    let circumstances = Circumstances {
        command: surroundings.command.clone(),
        threads: options.threads(),
        began,
        ended: Timestamp::now(),
        stopped: finished.stopped,
    };
    let manifest = Manifest::of(scenario, &plan, &finished.results, circumstances);
    manifest.write(&folder).map_err(|error| cannot_write("manifest.json", &folder, &error))?;
    log.line(&format!("{}: {} of {} trials done", manifest.state, manifest.trials_done, manifest.trials_asked));
    Ok((finished, manifest))
}

/// Person-days still to be lived from a replication on, by the number of trials.
fn left(plan: &Plan, first: u32, lived: &[Trial]) -> u64 {
    let asked = plan.study.replications;
    let lived = lived.iter().filter(|trial| (first..asked).contains(&trial.replication)).count();
    let share = f64::from(asked - first) / f64::from(asked.max(1)) - lived as f64 / plan.trials().max(1) as f64;
    (plan.person_days() as f64 * share.max(0.0)) as u64
}

/// Replications that the half-width asked for takes, if those so far are too few.
fn more_replications(plan: &Plan, finished: &Finished) -> Option<u32> {
    let precision = precision::of(&Trials::of(&finished.results)).filter(|_| !finished.stopped)?;
    (precision.needed > plan.study.replications).then_some(precision.needed)
}

/// Says what is about to run.
fn announce(job: &Job, log: &Log) {
    let Job { scenario, plan, options, .. } = job;
    let people: u64 = plan.places.iter().map(|place| u64::from(place.people_65)).sum();
    let points = plan.study.points.len();
    let points = if points > 1 { format!("{points} points x ") } else { String::new() };
    let draws = plan.study.draws;
    let draws = match (draws, plan.study.draws_in_turn) {
        (0, _) => String::new(),
        (draws, true) => format!("{} in turn, ", counted(draws as usize, "draw")),
        (draws, false) => format!("{} x ", counted(draws as usize, "draw")),
    };
    let words = format!(
        "{}: {} with {} people aged 65 and over; {points}{draws}{} x {} = {}; seed {}; {}",
        scenario.id,
        counted(plan.places.len(), "place"),
        number(people as f64, 0),
        counted(plan.arms.len(), "arm"),
        counted(plan.study.replications as usize, "replication"),
        counted(plan.trials(), "trial"),
        plan.study.seed,
        counted(options.threads(), "thread"),
    );
    log.line(&format!("mdtsim {} {}", manifest::VERSION, job.verb));
    log.line(&words);
    if !options.quiet {
        terminal::note(&words);
        let overload = Overload::of(scenario, options.threads());
        overload.warnings.iter().for_each(|warning| terminal::note(&format!("warning: {warning}")));
        if job.verb != "sweep" && scenario.sweep.is_some() {
            terminal::note("the scenario has a [sweep], which only the verb `sweep` runs");
        }
    }
}

/// The whole answer of a run as one JSON object.
#[derive(Serialize)]
struct Told<'a> {
    format: String,
    out: PathBuf,
    manifest: &'a Manifest,
    summary: Box<RawValue>,
}

/// Gives the answer on standard output and says where the rest lies.
fn tell(
    job: &Job,
    results: &Results,
    parameters: &[ParameterRow],
    manifest: &Manifest,
    folder: &Path,
) -> Result<(), Trouble> {
    if job.options.json {
        let path = folder.join("summary.json");
        let summary = std::fs::read_to_string(&path).and_then(|text| Ok(RawValue::from_string(text)?));
        let summary =
            summary.map_err(|error| Trouble::resources(format!("cannot read {}: {error}", path.display())))?;
        terminal::json(&Told { format: format!("mdtsim-{}-1", job.verb), out: folder.into(), manifest, summary })?;
    } else {
        terminal::data(&report::in_short(results, parameters))?;
    }
    if !job.options.quiet {
        let seconds = number(manifest.seconds, 1);
        terminal::note(&format!("report: {} ({seconds} s of running)", folder.join("report.html").display()));
    }
    Ok(())
}

/// Where a report comes from; `resolved` is the text of the scenario with all its layers.
pub(super) fn provenance(scenario: &Scenario, resolved: String) -> Provenance {
    Provenance {
        version: manifest::VERSION.to_string(),
        commit: manifest::COMMIT.map(str::to_string),
        scenario_toml_resolved: resolved,
        scenario_hash: fingerprint::of_scenario(scenario),
        data_hash: fingerprint::of_data(),
    }
}

/// Failed trials weigh more than a failed question.
fn verdict(questions: &[Question], results: &Results) -> Result<Ending, Trouble> {
    if !results.failed.is_empty() {
        return Ok(Ending::TrialFailed);
    }
    let mut ending = Ending::Done;
    for question in questions {
        if let Some(words) = question.failed(results)? {
            terminal::note(&words);
            ending = Ending::QuestionFailed;
        }
    }
    Ok(ending)
}

pub(super) fn cannot_write(what: &str, folder: &Path, error: &std::io::Error) -> Trouble {
    Trouble::resources(format!("cannot write {}: {error}", folder.join(what).display()))
}
