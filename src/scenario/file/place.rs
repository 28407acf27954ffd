//! Reading `[[place]]`: a built-in place by its name, or one with figures of its own.

use super::problem::Problems;
use super::section::Section;
use super::tree::Value;
use super::values::{quantity, text, whole};
use crate::model::place_figures::PlaceFigures;
use crate::scenario::places;
use crate::units::{Ratio, Share};

const FIGURES: [&str; 7] =
    ["population", "age_65_69", "age_70_74", "age_75_79", "age_80_84", "age_85_89", "age_90_plus"];

/// A built-in place by name, or one with figures of its own.
pub fn read(table: &Section, problems: &Problems) -> Option<PlaceFigures> {
    let name = table.required("name", text, "name = \"Leicester\"");
    if FIGURES.iter().any(|key| table.item(key).is_some()) {
        return own_figures(table, name, problems);
    }
    let name = name?;
    match places::find(&name) {
        Ok(place) => {
            let rural = table.optional("rural_share", quantity::<Share>).map(Share::get);
            Some(PlaceFigures {
                rural_share: rural.unwrap_or(place.rural_share),
                rural_known: place.rural_known || rural.is_some(),
                ..place.clone()
            })
        }
        Err(near) => {
            let near: Vec<_> = near.iter().map(|name| format!("`{name}`")).collect();
            let help = if near.is_empty() {
                "the command `places` lists all; another place needs population, ages and deprivation".to_string()
            } else {
                format!("did you mean {}?", near.join(" or "))
            };
            problems.add(table.origin_of("name"), format!("unknown place `{name}`"), help);
            None
        }
    }
}

/// What to write for each figure: as many people as England has in a place of this size, as the figures that are given
/// tell it; without any, in one of average size.
fn examples(table: &Section) -> [String; 7] {
    /// Older people of a place of average size.
    const AVERAGE: u32 = 69_000;
    let england = places::england(AVERAGE);
    let usual: [f64; 7] = std::array::from_fn(|at| match at {
        0 => england.population.into(),
        band => england.by_age[band - 1].into(),
    });
    let given = |at: usize| match table.item(FIGURES[at]).map(|item| &item.node.value) {
        Some(&Value::Integer(people)) if people > 0 => Some(people as f64),
        _ => None,
    };
    let bands: Vec<(f64, f64)> = (1..FIGURES.len()).filter_map(|band| Some((given(band)?, usual[band]))).collect();
    let (people, of) = bands.iter().fold((0.0, 0.0), |sum, band| (sum.0 + band.0, sum.1 + band.1));
    let size = given(0).map(|people| people / usual[0]).unwrap_or(if of > 0.0 { people / of } else { 1.0 });
    std::array::from_fn(|at| format!("{} = {}", FIGURES[at], two_digits(usual[at] * size)))
}

/// Rounded to two digits, at least 1.
fn two_digits(number: f64) -> u64 {
    let mut unit = 1.0;
    while number / unit >= 100.0 {
        unit *= 10.0;
    }
    ((number / unit).round() * unit).max(1.0) as u64
}

fn own_figures(table: &Section, name: Option<String>, problems: &Problems) -> Option<PlaceFigures> {
    let examples = examples(table);
    let figures: [Option<u32>; 7] =
        std::array::from_fn(|at| table.required(FIGURES[at], whole::<1, u32>, &examples[at]));
    let code = table.optional("code", text);
    let region = table.required("region", text, "region = \"East Midlands\"");
    let icb = table.optional("icb", text).unwrap_or_default();
    let imd_score = table.required("imd_score", quantity::<Ratio>, "imd_score = 21.7");
    let rural_share = table.required("rural_share", quantity::<Share>, "rural_share = 0.2");
    let [population, a, b, c, d, e, f] = figures;
    let (population, by_age) = (population?, [a?, b?, c?, d?, e?, f?]);
    let older: u64 = by_age.iter().map(|&people| u64::from(people)).sum();
    if older > u64::from(population) {
        let help = "`population` counts residents of all ages".to_string();
        problems.add(table.origin_of("population"), format!("{older} older residents are more than all"), help);
        return None;
    }
    let name = name?;
    Some(PlaceFigures {
        code: code.unwrap_or_else(|| format!("own:{name}")),
        name,
        region: region?,
        icb,
        population,
        by_age,
        imd_score: imd_score?.get(),
        rural_share: rural_share?.get(),
        rural_known: true,
    })
}
