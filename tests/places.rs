//! The built-in places carry the published figures, and are found by name, code or near miss.

use mdtsim::scenario::places;
use std::collections::BTreeSet;

#[test]
fn the_authorities_add_up_to_england() {
    let places = places::all();
    assert_eq!(places.len(), 152);
    assert_eq!(places.iter().map(|place| place.population).sum::<u32>(), 56_550_138);
    assert_eq!(places.iter().map(|place| place.older_residents()).sum::<u32>(), 10_464_019);
    let codes: BTreeSet<_> = places.iter().map(|place| &place.code).collect();
    let names: BTreeSet<_> = places.iter().map(|place| &place.name).collect();
    assert_eq!((codes.len(), names.len()), (152, 152));
    for place in places {
        assert!((0.0..=1.0).contains(&place.rural_share), "{}", place.name);
        assert!((1.0..60.0).contains(&place.imd_score), "{}", place.name);
        assert!(place.older_residents() < place.population && place.by_age.iter().all(|&people| people > 0));
    }
}

#[test]
fn a_place_is_found_by_name_or_code_in_any_case() {
    let leicester = places::find("leicester").unwrap();
    assert_eq!((leicester.code.as_str(), leicester.region.as_str()), ("E06000016", "East Midlands"));
    assert_eq!(places::find(" e06000016 ").unwrap().name, "Leicester");
    assert!(places::find("Wiltshire").unwrap().rural_share > 0.0);
}

#[test]
fn a_near_miss_gets_suggestions() {
    assert_eq!(places::find("Leicster").unwrap_err()[0], "Leicester");
    assert!(places::find("Bristol").unwrap_err()[0].starts_with("Bristol"));
    assert!(places::find("Xyzzy").unwrap_err().is_empty());
    assert!(places::find("").is_err());
}

#[test]
fn a_rural_share_that_is_not_known_is_the_mean_of_its_region() {
    let unknown: Vec<_> = places::all().iter().filter(|place| !place.rural_known).collect();
    assert_eq!(
        unknown.iter().map(|place| place.name.as_str()).collect::<Vec<_>>(),
        ["Cumbria", "North Yorkshire", "Somerset"]
    );
    for place in unknown {
        let others = || places::all().iter().filter(|other| other.region == place.region && other.rural_known);
        let residents: f64 = others().map(|other| f64::from(other.population)).sum();
        let rural: f64 = others().map(|other| f64::from(other.population) * other.rural_share).sum();
        assert!((place.rural_share - rural / residents).abs() < 1e-12 && place.rural_share > 0.0, "{}", place.name);
    }
}
