//! `places`: the authorities that are built in, or the figures of one of them.

use crate::analysis::words::number;
use crate::cli::ending::{Ending, Trouble};
use crate::cli::terminal;
use crate::model::place_figures::{AGE_BANDS, PlaceFigures};
use crate::scenario::places;
use serde::Serialize;
use std::fmt::Write;

/// List the places that are built in, or show the figures of one
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Name or code of a place, such as Leicester or E06000016, or part of a name
    name: Option<String>,
    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

const SOURCE: &str = "Population: ONS mid-2020 estimates, Open Government Licence v3.0. Populations only; nothing here \
                      describes the services of a place.";

#[derive(Serialize)]
struct Listing<'a> {
    format: &'static str,
    source: &'static str,
    places: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    code: &'a str,
    name: &'a str,
    region: &'a str,
    icb: &'a str,
    population: u32,
    people_65: u32,
    by_age: [u32; 6],
    imd_2019_score: f64,
    rural_share: f64,
    rural_known: bool,
}

/// Lists places.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Trouble> {
    let found = match &arguments.name {
        None => places::all().iter().collect(),
        Some(name) => called(name)?,
    };
    if arguments.json {
        let places = found.into_iter().map(Listed::of).collect();
        terminal::json(&Listing { format: "mdtsim-places-1", source: SOURCE, places })?;
    } else if let [place] = found[..] {
        terminal::data(&details(place))?;
    } else {
        terminal::data(&table(&found))?;
    }
    Ok(Ending::Done)
}

/// The place of this name or code, else all whose names contain it.
fn called(name: &str) -> Result<Vec<&'static PlaceFigures>, Trouble> {
    let near = match places::find(name) {
        Ok(place) => return Ok(vec![place]),
        Err(near) => near,
    };
    let part = name.trim().to_lowercase();
    let containing = |place: &&PlaceFigures| !part.is_empty() && place.name.to_lowercase().contains(&part);
    let containing: Vec<_> = places::all().iter().filter(containing).collect();
    if !containing.is_empty() {
        return Ok(containing);
    }
    let help = match near[..] {
        [] => "`mdtsim places` lists all".to_string(),
        _ => format!("did you mean {}?", near.join(" or ")),
    };
    Err(Trouble::input(format!("unknown place `{name}`; {help}")))
}

impl<'a> Listed<'a> {
    fn of(place: &'a PlaceFigures) -> Self {
        Self {
            code: &place.code,
            name: &place.name,
            region: &place.region,
            icb: &place.icb,
            population: place.population,
            people_65: place.older_residents(),
            by_age: place.by_age,
            imd_2019_score: place.imd_score,
            rural_share: place.rural_share,
            rural_known: place.rural_known,
        }
    }
}

fn table(found: &[&PlaceFigures]) -> String {
    let width = found.iter().map(|place| place.name.chars().count()).max().unwrap_or_default();
    let region = found.iter().map(|place| place.region.chars().count()).max().unwrap_or_default();
    let mut text = format!(
        "{:9}  {:width$}  {:region$}  {:>10}  {:>8}  {:>5}  {:>5}\n",
        "Code", "Name", "Region", "Population", "Aged 65+", "IMD", "Rural"
    );
    for place in found {
        let _ = writeln!(
            text,
            "{:9}  {:width$}  {:region$}  {:>10}  {:>8}  {:>5}  {:>5}",
            place.code,
            place.name,
            place.region,
            number(place.population.into(), 0),
            number(place.older_residents().into(), 0),
            number(place.imd_score, 1),
            share(place.rural_share),
        );
    }
    text
}

fn details(place: &PlaceFigures) -> String {
    let mut text = format!("{} ({})\n", place.name, place.code);
    let mut line = |what: &str, value: String| {
        let _ = writeln!(text, "  {what:28} {value:>12}");
    };
    line("Residents of all ages", number(place.population.into(), 0));
    line("Aged 65 and over", number(place.older_residents().into(), 0));
    for (band, (&from, &people)) in AGE_BANDS.iter().zip(&place.by_age).enumerate() {
        let until = AGE_BANDS.get(band + 1).map_or(" and over".to_string(), |next| format!(" to {}", next - 1));
        line(&format!("  {from}{until}"), number(people.into(), 0));
    }
    line("Deprivation (IMD 2019 score)", number(place.imd_score, 1));
    line("Living in rural districts", share(place.rural_share));
    if !place.rural_known {
        line("  (not known; the mean of its region is used, `rural_share` in [[place]] sets another)", String::new());
    }
    let _ = writeln!(text, "  {:28} {}", "Region", place.region);
    let _ = writeln!(text, "  {:28} {}", "Integrated care board", place.icb);
    text + SOURCE + "\n"
}

fn share(share: f64) -> String {
    const PER_CENT: f64 = 100.0;
    format!("{} %", number(share * PER_CENT, 0))
}
