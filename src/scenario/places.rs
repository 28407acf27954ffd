//! The built-in places: the 152 upper-tier authorities of England.
//!
//! Figures are ONS mid-2020 estimates under the Open Government Licence v3.0; see the README beside the data.

use super::suggest::nearest;
use crate::model::place_figures::PlaceFigures;
use std::sync::LazyLock;

const TABLE: &str = include_str!("data/places_england.csv");

/// One line of the table, named as its columns.
#[derive(serde::Deserialize)]
struct Line {
    code: String,
    name: String,
    region: String,
    icb: String,
    population: u32,
    age_65_69: u32,
    age_70_74: u32,
    age_75_79: u32,
    age_80_84: u32,
    age_85_89: u32,
    age_90_plus: u32,
    imd_2019_score: f64,
    rural_share: f64,
}

impl From<Line> for PlaceFigures {
    fn from(line: Line) -> Self {
        Self {
            by_age: [line.age_65_69, line.age_70_74, line.age_75_79, line.age_80_84, line.age_85_89, line.age_90_plus],
            code: line.code,
            name: line.name,
            region: line.region,
            icb: line.icb,
            population: line.population,
            imd_score: line.imd_2019_score,
            rural_share: line.rural_share,
        }
    }
}

/// All built-in places, in the order of their codes.
pub fn all() -> &'static [PlaceFigures] {
    static PLACES: LazyLock<Vec<PlaceFigures>> = LazyLock::new(|| {
        let lines = csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize::<Line>();
        lines.map(|line| line.expect("the built-in table of places is tested").into()).collect()
    });
    &PLACES
}

/// England in small: a place of so many residents aged 65 and over that is made up as the country is.
pub fn england(older: u32) -> PlaceFigures {
    let sum = |of: &dyn Fn(&PlaceFigures) -> f64| all().iter().map(of).sum::<f64>();
    let (people, whole) = (sum(&|place| place.population.into()), sum(&|place| place.older_residents().into()));
    let part = f64::from(older) / whole;
    let scaled = |number: f64| (number * part).round() as u32;
    let mean = |of: &dyn Fn(&PlaceFigures) -> f64| sum(&|place| of(place) * f64::from(place.population)) / people;
    PlaceFigures {
        code: "england-in-small".to_string(),
        name: "England in small".to_string(),
        region: "England".to_string(),
        icb: String::new(),
        population: scaled(people),
        by_age: std::array::from_fn(|band| scaled(sum(&|place| place.by_age[band].into()))),
        imd_score: mean(&|place| place.imd_score),
        rural_share: mean(&|place| place.rural_share),
    }
}

/// The place with this name or code, letter case ignored.
///
/// # Errors
/// The nearest names, when no place is called so; possibly none.
pub fn find(name_or_code: &str) -> Result<&'static PlaceFigures, Vec<&'static str>> {
    const MOST_SUGGESTIONS: usize = 3;
    let wanted = name_or_code.trim().to_lowercase();
    let called_so = |place: &&PlaceFigures| place.name.to_lowercase() == wanted || place.code.to_lowercase() == wanted;
    let names = || all().iter().map(|place| place.name.as_str());
    all().iter().find(called_so).ok_or_else(|| nearest(&wanted, names(), MOST_SUGGESTIONS))
}
