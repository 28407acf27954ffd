//! The journal of a running experiment: one checksummed line of JSON for each finished trial.
//!
//! A line is written in one piece as soon as its trial is finished, so that killing the process loses at most what is
//! in hand. Each line carries the hash of its content; a line that was cut off or changed is told apart and left out.
//! Numbers read back as the same bits.

use crate::experiment::fingerprint;
use crate::experiment::gather::{self, Trial};
use crate::experiment::plan::Plan;
use crate::experiment::results::{
    ArmInfo, Failure, Further, Month, PlaceInfo, Results, Row, StaffRows, Study, is_zero,
};
use crate::outcomes::catalogue;
use crate::outcomes::event_kind::EventCounts;
use crate::outcomes::ledger::Ledger;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Version of the lines.
pub const FORMAT: u32 = 2;
const FOLDER: &str = "journal";
const FILE: &str = "trials.jsonl";

/// The first line: which experiment this is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// Version of the lines.
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// Hash of the scenario with all its layers.
    pub scenario_hash: String,
    /// Hash of the data that are built in.
    #[serde(default)]
    pub data_hash: String,
    /// Keys of the outcomes, in the order of every row's values.
    pub metrics: Vec<String>,
    /// What is asked.
    pub study: Study,
    /// The arms.
    pub arms: Vec<ArmInfo>,
    /// The places.
    pub places: Vec<PlaceInfo>,
}

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    file: File,
}

/// A journal as it was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// Which experiment it is.
    pub head: Head,
    /// The trials that stand in it whole.
    pub trials: Vec<Trial>,
    /// Lines that were cut off or changed.
    pub damaged: usize,
}

/// Why a journal cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is no readable file.
    #[error("cannot read {path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The first line is damaged.
    #[error("the first line of {0} is damaged, so nothing is known about the experiment")]
    Head(PathBuf),
    /// Another version of the program wrote it.
    #[error("the journal was written by mdtsim {0}, whose outcomes differ from those of this version")]
    Version(String),
    /// It cannot be gone on with, because its trials are not those that would be run now.
    #[error(
        "the journal is of {0}; a run goes on only with the same scenario, settings and program (its manifest.json has the command)"
    )]
    Other(&'static str),
}

/// One line: the content as it was written, and its hash.
#[derive(Serialize, Deserialize)]
struct Line {
    check: String,
    entry: Box<RawValue>,
}

impl Head {
    /// The head of a plan's journal.
    pub fn of(plan: &Plan, version: &str, scenario_hash: &str) -> Self {
        Self {
            format: FORMAT,
            version: version.to_string(),
            scenario_hash: scenario_hash.to_string(),
            data_hash: fingerprint::of_data(),
            metrics: keys(),
            study: plan.study.clone(),
            arms: plan.arms.clone(),
            places: plan.places.clone(),
        }
    }
}

impl Head {
    /// Whether trials of the other journal may stand beside those of this one.
    ///
    /// # Errors
    /// What the other one is of.
    pub fn goes_on(&self, other: &Self) -> Result<(), JournalError> {
        let differs = [
            (self.version != other.version, "another version of the program"),
            (self.scenario_hash != other.scenario_hash, "another scenario, or of this one with other settings"),
            (self.data_hash != other.data_hash, "a program with other built-in data"),
            ((&self.study, &self.arms, &self.places) != (&other.study, &other.arms, &other.places), "other trials"),
        ];
        let found = differs.into_iter().find(|(differs, _)| *differs);
        found.map_or(Ok(()), |(_, of)| Err(JournalError::Other(of)))
    }
}

impl Journal {
    /// Begins a journal in an output folder.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn begin(folder: &Path, head: &Head) -> io::Result<Self> {
        std::fs::create_dir_all(folder.join(FOLDER))?;
        let file = OpenOptions::new().append(true).create_new(true).open(path(folder))?;
        let mut journal = Self { file };
        journal.line(head)?;
        Ok(journal)
    }

    /// Goes on with the journal of an output folder, from the end of its last whole line.
    ///
    /// # Errors
    /// When there is none or it cannot be written.
    pub fn go_on(folder: &Path) -> io::Result<Self> {
        let path = path(folder);
        let written = std::fs::read(&path)?;
        let whole = written.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last + 1);
        let file = OpenOptions::new().append(true).open(&path)?;
        file.set_len(whole as u64)?;
        Ok(Self { file })
    }

    /// Appends a finished trial.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, trial: &Trial) -> io::Result<()> {
        self.line(&Entry::from(trial))
    }

    fn line(&mut self, entry: &impl Serialize) -> io::Result<()> {
        let entry = serde_json::value::to_raw_value(entry)?;
        let mut line = serde_json::to_vec(&Line { check: check(entry.get()), entry })?;
        line.push(b'\n');
        self.file.write_all(&line)
    }
}

impl Read {
    /// The trials as results. Of a trial that stands in the journal twice, the first one counts.
    pub fn into_results(self) -> Results {
        let Head { study, arms, places, .. } = self.head;
        gather::results(study, arms, places, self.trials)
    }
}

/// Reads the journal of an output folder.
///
/// # Errors
/// When there is none, its head is damaged, or another version wrote it.
pub fn read(folder: &Path) -> Result<Read, JournalError> {
    let path = path(folder);
    let text = std::fs::read(&path).map_err(|source| JournalError::File { path: path.clone(), source })?;
    let mut lines = text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let head: Head = lines.next().and_then(sound).ok_or(JournalError::Head(path))?;
    if head.format != FORMAT || head.metrics != keys() {
        return Err(JournalError::Version(head.version));
    }
    let mut read = Read { head, trials: Vec::new(), damaged: 0 };
    for line in lines {
        match sound::<Entry>(line) {
            Some(entry) => read.trials.push(entry.into()),
            None => read.damaged += 1,
        }
    }
    Ok(read)
}

fn path(folder: &Path) -> PathBuf {
    folder.join(FOLDER).join(FILE)
}

fn keys() -> Vec<String> {
    catalogue::metrics().iter().map(|metric| metric.key.to_string()).collect()
}

fn check(content: &str) -> String {
    fingerprint::of(content.as_bytes())
}

/// The content of a line, if it is whole and unchanged.
fn sound<T: for<'de> Deserialize<'de>>(line: &[u8]) -> Option<T> {
    let line: Line = serde_json::from_slice(line).ok()?;
    if line.check == check(line.entry.get()) { serde_json::from_str(line.entry.get()).ok() } else { None }
}

/// A trial as it is written.
#[derive(Serialize, Deserialize)]
struct Entry {
    point: usize,
    #[serde(default, skip_serializing_if = "is_zero")]
    draw: u32,
    arm: usize,
    replication: u32,
    rows: Vec<WrittenRow>,
    failed: Vec<Failure>,
}

/// A row as it is written: what does not exist is null.
#[derive(Serialize, Deserialize)]
struct WrittenRow {
    place: Option<usize>,
    values: Vec<Option<f64>>,
    ledger: Ledger,
    ledger_beside: [Ledger; 2],
    by_group: Vec<Ledger>,
    months: Vec<Month>,
    response: Vec<u32>,
    events: Vec<(String, u64)>,
    person_years: f64,
    #[serde(default)]
    staff: StaffRows,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    further: Option<[Vec<Option<f64>>; 2]>,
}

impl From<&Trial> for Entry {
    fn from(trial: &Trial) -> Self {
        let written = |row: &Row| WrittenRow {
            place: row.place,
            values: written_values(&row.values),
            ledger: row.ledger,
            ledger_beside: row.ledger_beside,
            by_group: row.by_group.clone(),
            months: row.months.clone(),
            response: row.response.clone(),
            events: row.events.iter().map(|&(kind, count)| (kind.to_string(), count)).collect(),
            person_years: row.person_years,
            staff: row.staff.clone(),
            further: row.further.as_ref().map(|further| {
                let Further { untouched, reversed } = further.map(|values| written_values(values));
                [untouched, reversed]
            }),
        };
        Self {
            point: trial.point,
            draw: trial.draw,
            arm: trial.arm,
            replication: trial.replication,
            rows: trial.rows.iter().map(written).collect(),
            failed: trial.failed.clone(),
        }
    }
}

impl From<Entry> for Trial {
    fn from(entry: Entry) -> Self {
        let Entry { point, draw, arm, replication, rows, failed } = entry;
        let row = |row: WrittenRow| Row {
            point,
            draw,
            arm,
            replication,
            place: row.place,
            values: read_values(row.values),
            ledger: row.ledger,
            ledger_beside: row.ledger_beside,
            by_group: row.by_group,
            months: row.months,
            response: row.response,
            events: row.events.iter().filter_map(|(kind, count)| Some((known(kind)?, *count))).collect(),
            person_years: row.person_years,
            staff: row.staff,
            further: row.further.map(|[untouched, reversed]| Further {
                untouched: read_values(untouched),
                reversed: read_values(reversed),
            }),
        };
        Self { point, draw, arm, replication, rows: rows.into_iter().map(row).collect(), failed }
    }
}

fn written_values(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().map(|&value| Some(value).filter(|value| value.is_finite())).collect()
}

fn read_values(written: Vec<Option<f64>>) -> Vec<f64> {
    written.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
}

/// The label of a kind of event, as this program has it.
fn known(kind: &str) -> Option<&'static str> {
    EventCounts::default().table().into_iter().map(|(label, _)| label).find(|&label| label == kind)
}

/// How many bytes a trial takes in a journal.
pub(super) fn written_bytes(trial: &Trial) -> usize {
    serde_json::to_vec(&Entry::from(trial)).map_or(0, |json| json.len())
}
