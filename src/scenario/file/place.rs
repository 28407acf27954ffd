//! Reading `[[place]]`: a built-in place by its name, or one with figures of its own.

use super::problem::Problems;
use super::section::Section;
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

fn own_figures(table: &Section, name: Option<String>, problems: &Problems) -> Option<PlaceFigures> {
    let figures = FIGURES.map(|key| table.required(key, whole::<1, u32>, &format!("{key} = 12000")));
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
