//! The report as one self-contained HTML page that opens anywhere, offline and in print.
//!
//! The answer comes first, with its uncertainty; then pictures, tables, parameters, limits and origin. The page is
//! filled from the results alone: no number is typed in here.

pub mod account;
pub mod doubt;
pub mod fairness;
pub mod limits;
pub mod outcomes;
pub mod parameters;
pub mod spill;
pub mod variation;
pub mod views;
pub mod worth;

use crate::analysis::answer::{Answer, DesignAnswer};
use crate::analysis::felt;
use crate::analysis::influence;
use crate::analysis::ledger::sham_check;
use crate::analysis::spill::{BRACKETS, sentences};
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::views::nearer;
use crate::analysis::words;
use crate::experiment::results::Failure;
use crate::report::error::ReportError;
use crate::report::figures::{DataTable, Figure};
use crate::report::limit::Limit;
use crate::report::page::doubt::DoubtView;
use crate::report::page::parameters::ParameterGroup;
use crate::scenario::register::Status;
use crate::scenario::validation;
use askama::Template;

/// One parameter as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Key in the scenario.
    pub key: String,
    /// Value used.
    pub value: String,
    /// Range thought possible, in words.
    pub range: String,
    /// Unit.
    pub unit: String,
    /// State of the evidence: `verified`, `unchecked`, `assumption` and the like.
    pub status: String,
    /// Sources as (text, link); a link may be empty.
    pub sources: Vec<(String, String)>,
    /// What it means.
    pub meaning: String,
}

impl ParameterRow {
    /// Whether the reader should be wary of it: nobody has checked it, it is an assumption, or it was set by hand.
    pub fn is_weak(&self) -> bool {
        let status = self.status.to_lowercase();
        status.starts_with("unchecked") || status.starts_with("assum") || self.status == Status::ByHand.word()
    }
}

/// Where a report comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Commit it was built from, where known.
    pub commit: Option<String>,
    /// The scenario with every default filled in, TOML.
    pub scenario_toml_resolved: String,
    /// Hash of the resolved scenario.
    pub scenario_hash: String,
    /// Hash of the built-in data and register.
    pub data_hash: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    title: String,
    scenario: &'a str,
    short: String,
    further: String,
    before: Vec<String>,
    findings: Vec<(String, String)>,
    designs: Vec<DesignAnswer>,
    leading: DataTable,
    coverage: String,
    figures: Vec<FigureView<'a>>,
    by_place: Option<DataTable>,
    by_point: Option<DataTable>,
    first_point: Option<String>,
    outcomes: Vec<(&'static str, String, DataTable)>,
    alone: bool,
    fairness: Option<FairnessView>,
    variation: Vec<DataTable>,
    variation_note: &'static str,
    worth: Option<DataTable>,
    worth_note: &'static str,
    views: Option<ViewsSection>,
    shares: Option<DataTable>,
    shares_note: &'static str,
    thresholds: String,
    beds: Option<DataTable>,
    beds_note: &'static str,
    spill_over: Option<DataTable>,
    spill_note: &'static str,
    spill_order: &'static str,
    spill_brackets: &'static str,
    spill_sentences: Vec<String>,
    account: Option<AccountView>,
    events: Option<DataTable>,
    places: DataTable,
    arms: DataTable,
    parameter_state: String,
    parameters: Vec<ParameterGroup>,
    doubt: Option<DoubtView>,
    cannot_say: Vec<Limit>,
    in_doubt: &'static str,
    notes: &'static [&'static str],
    made: Vec<(&'static str, String)>,
    failed: &'a [Failure],
    toml: &'a str,
}

struct FigureView<'a> {
    name: &'static str,
    title: &'a str,
    sentence: &'a str,
    svg: String,
    table: &'a DataTable,
}

/// What became of each admission in another world, where there is one.
struct AccountView {
    floor: String,
    sham: String,
    ledger: DataTable,
    bed_days: DataTable,
    classes: DataTable,
    deferral: String,
    deferrals: DataTable,
}

fn account_view(trials: &Trials, scope: Scope) -> Option<AccountView> {
    (trials.results.arms.len() > 1).then(|| AccountView {
        floor: account::floor_sentence(trials, scope),
        sham: sham_check(trials).to_string(),
        ledger: account::ledger(trials, scope),
        bed_days: account::bed_days(trials, scope),
        classes: account::classes(),
        deferral: account::deferral_sentence(trials),
        deferrals: account::deferrals(trials, scope),
    })
}

/// Outcomes by group, as far as they were counted.
struct FairnessView {
    note: String,
    sentence: String,
    reached: DataTable,
    gaps: DataTable,
    all: Vec<DataTable>,
}

/// What leaders and staff saw, as far as any design has a team.
struct ViewsSection {
    note: &'static str,
    nearer: Vec<String>,
    table: DataTable,
    judgements: Option<DataTable>,
}

fn views_section(trials: &Trials, scope: Scope) -> Option<ViewsSection> {
    let table = views::table(trials, scope)?;
    let nearer = [nearer(trials, scope), felt::sentences(trials, scope)].concat();
    Some(ViewsSection { note: views::NOTE, nearer, table, judgements: views::judgements(trials, scope) })
}

fn fairness_view(trials: &Trials, scope: Scope) -> Option<FairnessView> {
    let (sentence, reached) = fairness::never_reached(trials, scope)?;
    let (gaps, all) = (fairness::leading(trials, scope)?, fairness::all(trials, scope));
    Some(FairnessView { note: fairness::note(trials), sentence, reached, gaps, all })
}

/// Fills the page.
///
/// # Errors
/// [`ReportError`], when a figure cannot be drawn or the page cannot be filled.
pub fn html(
    trials: &Trials,
    figures: &[Figure],
    parameters: &[ParameterRow],
    provenance: &Provenance,
) -> Result<String, ReportError> {
    let results = trials.results;
    let scope = Scope::default();
    let Answer { short, further, before, findings, designs } = Answer::of(trials, scope);
    let influences = influence::leading(trials, scope);
    let page = Page {
        title: title(trials),
        scenario: &results.study.id,
        short: short.join(" "),
        further: further.join(" "),
        before,
        findings: findings.into_iter().map(headed).collect(),
        designs,
        leading: outcomes::leading(trials, scope),
        coverage: words::coverage(),
        figures: figures.iter().map(figure_view).collect::<Result<_, _>>()?,
        by_place: outcomes::by_place(trials, scope.point),
        by_point: outcomes::by_point(trials),
        first_point: trials.first_of_several_points(),
        outcomes: outcomes::by_heading(trials, scope),
        alone: trials.is_alone(),
        fairness: fairness_view(trials, scope),
        variation: variation::tables(trials, scope),
        variation_note: variation::NOTE,
        worth: worth::table(trials, scope),
        worth_note: worth::NOTE,
        views: views_section(trials, scope),
        shares: views::shares(trials, scope),
        shares_note: views::LOOPS,
        thresholds: parameters::thresholds(parameters),
        beds: worth::beds(trials, scope),
        beds_note: worth::BEDS,
        spill_over: spill::table(trials, scope),
        spill_note: spill::NOTE,
        spill_order: spill::ORDER,
        spill_brackets: BRACKETS,
        spill_sentences: sentences(trials, scope),
        account: account_view(trials, scope),
        events: account::events(trials, scope),
        places: account::places(trials),
        arms: account::arms(trials),
        parameter_state: parameters::state(parameters),
        parameters: parameters::grouped(parameters),
        doubt: doubt::view(trials, scope, &influences, parameters),
        cannot_say: limits::cannot_say(
            trials,
            scope,
            &influences,
            parameters,
            &validation::validated().unwrap_or_default(),
        ),
        in_doubt: words::in_doubt(trials.are_drawn()),
        notes: &limits::NOTES,
        made: made(trials, provenance),
        failed: &results.failed,
        toml: &provenance.scenario_toml_resolved,
    };
    Ok(page.render()?)
}

fn title(trials: &Trials) -> String {
    let results = trials.results;
    let what = if trials.is_alone() { trials.title(trials.baseline()) } else { "Team designs compared" };
    let compared = || format!("{what}: {}", results.study.id);
    results.study.question.clone().filter(|question| !question.trim().is_empty()).unwrap_or_else(compared)
}

/// A finding split at its colon into what it is about and what was found.
fn headed(finding: String) -> (String, String) {
    match finding.split_once(": ") {
        Some((head, rest)) => (format!("{head}:"), words::at_start(rest)),
        None => (String::new(), finding),
    }
}

fn figure_view(figure: &Figure) -> Result<FigureView<'_>, ReportError> {
    Ok(FigureView {
        name: figure.name,
        title: &figure.title,
        sentence: &figure.sentence,
        svg: figure.svg()?,
        table: &figure.table,
    })
}

fn made(trials: &Trials, provenance: &Provenance) -> Vec<(&'static str, String)> {
    let study = &trials.results.study;
    let version = match &provenance.commit {
        Some(commit) => format!("mdtsim {}, commit {commit}", provenance.version),
        None => format!("mdtsim {}", provenance.version),
    };
    let drawn = match study.draws {
        0 => "no: every parameter stood at one value".to_string(),
        draws => format!("{} parameters, {draws} times", words::number(study.drawn.len() as f64, 0)),
    };
    let trials_run = format!(
        "{} asked, {} done, {} failed",
        words::number(trials.trials_asked() as f64, 0),
        words::number(trials.trials_done() as f64, 0),
        trials.results.failed.len()
    );
    let period = format!(
        "{} days counted from {}, after a warm-up of {} days",
        study.horizon_days, study.start, study.warm_up_days
    );
    vec![
        ("Program", version),
        ("Scenario", study.id.clone()),
        ("Seed of all luck", study.seed.to_string()),
        ("Replications asked for", study.replications.to_string()),
        ("Parameters drawn", drawn),
        ("Trials", trials_run),
        ("Period", period),
        ("Hash of the resolved scenario", provenance.scenario_hash.clone()),
        ("Hash of the built-in data", provenance.data_hash.clone()),
    ]
}
