//! The built-in places: the 152 upper-tier authorities of England.
//!
//! Figures are ONS mid-2020 estimates under the Open Government Licence v3.0; see the README beside the data.

use super::suggest::nearest;
use crate::model::place_figures::PlaceFigures;
use std::collections::BTreeMap;
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
    rural_share: Option<f64>,
}

impl Line {
    /// The figures of the place; a rural share that is not known is the mean of the region's other places.
    fn figures(self, regions: &BTreeMap<String, f64>) -> PlaceFigures {
        PlaceFigures {
            rural_share: self.rural_share.unwrap_or_else(|| regions[&self.region]),
            rural_known: self.rural_share.is_some(),
            by_age: [self.age_65_69, self.age_70_74, self.age_75_79, self.age_80_84, self.age_85_89, self.age_90_plus],
            code: self.code,
            name: self.name,
            region: self.region,
            icb: self.icb,
            population: self.population,
            imd_score: self.imd_2019_score,
        }
    }
}

/// All built-in places, in the order of their codes.
pub fn all() -> &'static [PlaceFigures] {
    static PLACES: LazyLock<Vec<PlaceFigures>> = LazyLock::new(|| {
        let lines = csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize::<Line>();
        let lines: Vec<_> = lines.map(|line| line.expect("the built-in table of places is tested")).collect();
        let regions = rural_by_region(&lines);
        lines.into_iter().map(|line| line.figures(&regions)).collect()
    });
    &PLACES
}

/// Mean rural share of the places of each region where it is known, weighted by residents.
fn rural_by_region(lines: &[Line]) -> BTreeMap<String, f64> {
    let mut sums: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for line in lines {
        let Some(share) = line.rural_share else { continue };
        let residents = f64::from(line.population);
        let (rural, all) = sums.entry(line.region.clone()).or_default();
        *rural += share * residents;
        *all += residents;
    }
    sums.into_iter().map(|(region, (rural, all))| (region, rural / all)).collect()
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
        rural_known: true,
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
