//! Reading what a place knows of itself: its name or figures, and targets with the year they are of.

use super::layers::open;
use super::place;
use super::problem::{Problems, Report};
use super::section::Section;
use super::source::{Origin, Sources};
use super::tree::{Node, Value, parse_document};
use super::values::{choice, positive, whole, wrong_type};
use crate::model::place_figures::PlaceFigures;
use crate::units::{Choice, Ratio, Refusal};
use std::path::Path;

const SCHEMA_VERSION: u32 = 1;
/// A target without an interval is known to about this part of itself.
const ABOUT: f64 = 0.05;

/// What a place may know of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Emergency admissions of people aged 65 and over.
    EmergencyAdmissions,
    /// Attendances of people aged 65 and over at a type 1 department.
    Attendances,
    /// Mean delay of those who leave hospital, those without delay included.
    MeanDelay,
    /// Occupancy of adult general and acute beds.
    BedOccupancy,
    /// Urgent responses within two hours.
    TwoHourShare,
    /// Vacant posts of community nurses.
    VacancyNurse,
    /// Vacant posts of physiotherapists.
    VacancyPhysiotherapist,
    /// Vacant posts of occupational therapists.
    VacancyOccupationalTherapist,
    /// Vacant posts of social workers.
    VacancySocialWorker,
    /// Vacant posts of home-care workers.
    VacancyHomeCareWorker,
}

impl Choice for Known {
    const ALL: &'static [Self] = &[
        Self::EmergencyAdmissions,
        Self::Attendances,
        Self::MeanDelay,
        Self::BedOccupancy,
        Self::TwoHourShare,
        Self::VacancyNurse,
        Self::VacancyPhysiotherapist,
        Self::VacancyOccupationalTherapist,
        Self::VacancySocialWorker,
        Self::VacancyHomeCareWorker,
    ];

    fn word(self) -> &'static str {
        self.key()
    }
}

impl Known {
    /// The word in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::EmergencyAdmissions => "emergency-admissions-per-1000",
            Self::Attendances => "attendances-per-1000",
            Self::MeanDelay => "mean-delay-days",
            Self::BedOccupancy => "bed-occupancy",
            Self::TwoHourShare => "two-hour-share",
            Self::VacancyNurse => "vacancy-community-nurse",
            Self::VacancyPhysiotherapist => "vacancy-physiotherapist",
            Self::VacancyOccupationalTherapist => "vacancy-occupational-therapist",
            Self::VacancySocialWorker => "vacancy-social-worker",
            Self::VacancyHomeCareWorker => "vacancy-home-care-worker",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::EmergencyAdmissions => "Emergency admissions of people aged 65 and over",
            Self::Attendances => "Attendances of people aged 65 and over",
            Self::MeanDelay => "Mean delay in leaving hospital",
            Self::BedOccupancy => "Occupancy of adult beds",
            Self::TwoHourShare => "Urgent responses within two hours",
            Self::VacancyNurse => "Vacant posts of community nurses",
            Self::VacancyPhysiotherapist => "Vacant posts of physiotherapists",
            Self::VacancyOccupationalTherapist => "Vacant posts of occupational therapists",
            Self::VacancySocialWorker => "Vacant posts of social workers",
            Self::VacancyHomeCareWorker => "Vacant posts of home-care workers",
        }
    }

    fn is_share(self) -> bool {
        !matches!(self, Self::EmergencyAdmissions | Self::Attendances | Self::MeanDelay)
    }
}

/// One thing that a place knows of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalTarget {
    /// What.
    pub what: Known,
    /// The figure.
    pub value: f64,
    /// Lower end of what it may be.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The year it is of.
    pub year: u16,
}

/// What a place knows of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalFile {
    /// The place.
    pub place: PlaceFigures,
    /// Its targets, at least one, each thing once.
    pub targets: Vec<LocalTarget>,
}

/// Reads a file of local targets.
///
/// # Errors
/// A report of everything that is wrong, each problem with file, line and column.
pub fn read_local(path: &Path) -> Result<LocalFile, Report> {
    let mut sources = Sources::default();
    let problems = Problems::default();
    let found = open(path, &mut sources, &problems).and_then(|file| {
        let start = Origin::new(file, 0..0);
        let text = sources.source(start).text.clone();
        let root = parse_document(&text, file, &problems);
        (!problems.is_broken()).then(|| local(&root, start, &problems))?
    });
    match found.filter(|_| problems.is_empty()) {
        Some(local) => Ok(local),
        None => Err(Report::new(sources, problems.into_sorted())),
    }
}

fn local(root: &Node, start: Origin, problems: &Problems) -> Option<LocalFile> {
    let root = Section::of(root, "the file", problems)?;
    let version = root.required("schema_version", whole::<1, u32>, "schema_version = 1");
    if version.is_some_and(|version| version != SCHEMA_VERSION) {
        let help = format!("write schema_version = {SCHEMA_VERSION}");
        problems.add(root.origin_of("schema_version"), "this program does not read that version", help);
    }
    if root.item("place").is_none() {
        problems.add(start, "there is no [place]", "add [place] with name = \"Leicester\"".to_string());
    }
    let place = root.section("place", "[place]").and_then(|section| {
        let place = place::read(&section, problems);
        section.finish();
        place
    });
    let targets = targets(&root, start, problems);
    root.finish();
    Some(LocalFile { place: place?, targets })
}

fn targets(root: &Section, start: Origin, problems: &Problems) -> Vec<LocalTarget> {
    let help = "add [[target]] with what = \"bed-occupancy\", value = 0.94 and year = 2025".to_string();
    let nodes = match root.item("target").map(|item| &item.node) {
        Some(Node { value: Value::List(nodes), .. }) if !nodes.is_empty() => nodes,
        Some(node) => {
            problems.refuse(node.origin, wrong_type(node, "[[target]] in double brackets"));
            return Vec::new();
        }
        None => {
            problems.add(start, "there is no [[target]]", help);
            return Vec::new();
        }
    };
    let mut found: Vec<LocalTarget> = Vec::new();
    for node in nodes {
        let Some(target) = Section::of(node, "[[target]]", problems).and_then(|section| target(&section, problems))
        else {
            continue;
        };
        if found.iter().any(|earlier| earlier.what == target.what) {
            let help = "keep the one that is nearer the time you ask about".to_string();
            problems.add(node.origin_of("what"), format!("a second target `{}`", target.what.key()), help);
        }
        found.push(target);
    }
    found
}

fn target(section: &Section, problems: &Problems) -> Option<LocalTarget> {
    let what: Option<Known> = section.required("what", choice, "what = \"bed-occupancy\"");
    let value = section.required("value", number, "value = 0.94");
    let year = section.required("year", year, "year = 2025");
    let (low, high) = (section.optional("low", number), section.optional("high", number));
    section.finish();
    let (what, value, year) = (what?, value?, year?);
    let (low, high) = (low.unwrap_or(value * (1.0 - ABOUT)), high.unwrap_or(value * (1.0 + ABOUT)));
    let high = if what.is_share() { high.min(1.0) } else { high };
    if what.is_share() && value >= 1.0 {
        let help = "a share lies between 0 and 1; write 0.94 for 94 %".to_string();
        problems.add(section.origin_of("value"), format!("{value} is no share"), help);
    } else if !(low..=high).contains(&value) {
        let key = if value < low { "low" } else { "high" };
        let help = "`low` and `high` are the ends of an interval about `value`".to_string();
        problems.add(section.origin_of(key), format!("the value {value} does not lie between {low} and {high}"), help);
    }
    Some(LocalTarget { what, value, low, high, year })
}

/// A number that is more than zero.
fn number(node: &Node) -> Result<f64, Refusal> {
    positive::<Ratio>(node).map(Ratio::get)
}

fn year(node: &Node) -> Result<u16, Refusal> {
    const YEARS: std::ops::RangeInclusive<u16> = 2000..=2100;
    let year = whole::<0, u16>(node)?;
    if YEARS.contains(&year) {
        return Ok(year);
    }
    let right = format!("a year from {} to {}", YEARS.start(), YEARS.end());
    Err(Refusal { reason: format!("{year} is no year of the figures that this model is about"), right })
}
