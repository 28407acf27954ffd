//! Reading arms: which designs they try, which of them works where, and which shocks befall them.

use super::problem::Problems;
use super::section::Section;
use super::source::Origin;
use super::tree::{Item, Node, Value};
use super::values::{boolean, id, positive, text, whole, wrong_type};
use crate::model::design::Design;
use crate::model::place_figures::PlaceFigures;
use crate::model::shock::Shock;
use crate::model::start;
use crate::scenario::suggest::did_you_mean;
use crate::scenario::{Arm, ArmKind};
use crate::units::Refusal;
use std::collections::{BTreeMap, BTreeSet};

/// The key under which an arm names several designs.
pub const DESIGNS: &str = "designs";
/// The key under which an arm says which of them works where.
pub const TEAMS: &str = "teams";
/// The key under which an arm names the shocks that befall it.
pub const SHOCKS: &str = "shocks";

/// Reads one arm; what depends on designs, places and shocks is looked at when they are known.
pub fn read(table: &Section, problems: &Problems) -> Option<Arm> {
    let id = table.required("id", id, "id = \"usual-care\"");
    let designs = designs(table, problems);
    let money = table.optional("money", positive);
    let sham = table.optional("sham", boolean).unwrap_or_default();
    let ripple = table.optional("ripple", boolean).unwrap_or_default();
    if sham && ripple {
        let help = "make two arms of it".to_string();
        problems.add(table.origin_of("ripple"), "an arm is either sham or ripple", help);
    }
    let kind = match (sham, ripple) {
        (true, _) => ArmKind::Sham,
        (_, true) => ArmKind::Ripple,
        _ => ArmKind::Design,
    };
    if kind != ArmKind::Design && designs.as_ref().is_some_and(|designs| designs.len() > 1) {
        let help = "name one with `design`".to_string();
        problems.add(table.origin_of(DESIGNS), "an arm with `sham` or `ripple` is a check of one design", help);
    }
    let replications = table.optional("replications", whole::<1, u32>);
    if replications.is_some() && kind == ArmKind::Design {
        let help = "leave it out; only an arm with `sham` or `ripple`, which is a check, may run in fewer".to_string();
        problems.add(table.origin_of("replications"), "a design is run in all replications", help);
    }
    let shocks = table.optional(SHOCKS, names);
    // These are read when the whole scenario is known.
    table.item(TEAMS);
    table.item(super::changes::SET);
    let teams = BTreeMap::new();
    Some(Arm { id: id?, designs: designs?, teams, money, kind, replications, shocks, changes: None })
}

/// The one design of an arm, or several.
fn designs(table: &Section, problems: &Problems) -> Option<Vec<String>> {
    let Some(several) = table.item(DESIGNS) else {
        return table.required("design", text, "design = \"usual-care\"").map(|design| vec![design]);
    };
    if table.item("design").is_some() {
        let help = "keep `design` for one design, `designs` for several side by side".to_string();
        problems.add(several.key, "an arm has either `design` or `designs`", help);
    }
    let designs = problems.keep(several.node.origin, names(&several.node))?;
    let mut seen = BTreeSet::new();
    if designs.is_empty() || !designs.iter().all(|design| seen.insert(design)) {
        let help = "name each design once; how many teams it has is said in [arm.teams.PLACE]".to_string();
        problems.add(several.node.origin, "this list names no design, or one of them twice", help);
        return None;
    }
    Some(designs)
}

/// A list of names.
fn names(node: &Node) -> Result<Vec<String>, Refusal> {
    match &node.value {
        Value::List(nodes) => nodes.iter().map(text).collect(),
        _ => Err(wrong_type(node, "a list of names such as [\"one\", \"another\"]")),
    }
}

/// Where an arm's `which`-th design is written.
pub fn origin_of_design(node: &Node, which: usize) -> Origin {
    match node.table().and_then(|table| table.get(DESIGNS)).map(|item| &item.node) {
        Some(Node { value: Value::List(nodes), origin }) => nodes.get(which).map_or(*origin, |node| node.origin),
        _ => node.origin_of("design"),
    }
}

/// Gives arms with several designs their teams in each place.
pub fn settle_teams(arms: &mut [(&Node, Arm)], places: &[PlaceFigures], problems: &Problems) {
    for (node, arm) in arms {
        let item = node.table().and_then(|table| table.get(TEAMS));
        if let Some(item) = item {
            arm.teams = teams(item, &arm.designs, places, problems);
        }
        let shared_out = places.iter().filter(|place| !arm.teams.contains_key(&place.code));
        let small = |place: &&PlaceFigures| usize::from(start::neighbourhoods(place.population)) < arm.designs.len();
        if let Some(place) = shared_out.into_iter().find(small) {
            let room = neighbourhoods(place);
            let reason = format!("{} has {room}, too few for {} designs side by side", place.name, arm.designs.len());
            let help = format!("say which of them work there: [arm.teams.{}]", kebab(&place.name));
            problems.add(node.origin_of(DESIGNS), reason, help);
        }
    }
}

/// How many teams of each design a place has, in the order of the designs, by the code of the place.
fn teams(item: &Item, designs: &[String], places: &[PlaceFigures], problems: &Problems) -> BTreeMap<String, Vec<u32>> {
    let Some(table) = item.node.table() else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "tables such as [arm.teams.wiltshire]"));
        return BTreeMap::new();
    };
    let of_place = |(name, item): (&String, &Item)| {
        let Some(place) = places.iter().find(|place| &place.name == name || &kebab(&place.name) == name) else {
            let known: Vec<String> = places.iter().map(|place| kebab(&place.name)).collect();
            let help = did_you_mean(name, known.iter().map(String::as_str));
            let help = help.unwrap_or_else(|| format!("places of this scenario: {}", known.join(", ")));
            problems.add(item.key, format!("no place of this scenario is called `{name}`"), help);
            return None;
        };
        let counts = counts(item, designs, problems)?;
        let (asked, room): (u32, u32) = (counts.iter().sum(), start::neighbourhoods(place.population).into());
        if asked == 0 || asked > room {
            let reason = format!("{asked} teams for {}, which has {}", place.name, neighbourhoods(place));
            let help = "a neighbourhood has one team, or none; a place has at least one team".to_string();
            problems.add(item.key, reason, help);
            return None;
        }
        Some((place.code.clone(), counts))
    };
    table.iter().filter_map(of_place).collect()
}

fn counts(item: &Item, designs: &[String], problems: &Problems) -> Option<Vec<u32>> {
    let Some(table) = item.node.table() else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "a table of DESIGN = number of teams"));
        return None;
    };
    let mut counts = vec![0; designs.len()];
    let mut sound = true;
    for (name, item) in table {
        match (designs.iter().position(|design| design == name), whole::<0, u32>(&item.node)) {
            (Some(which), Ok(count)) => counts[which] = count,
            (Some(_), Err(refusal)) => {
                problems.refuse(item.node.origin, refusal);
                sound = false;
            }
            (None, _) => {
                let help = did_you_mean(name, designs.iter().map(String::as_str));
                let help = help.unwrap_or_else(|| format!("designs of this arm: {}", designs.join(", ")));
                problems.add(item.key, format!("this arm has no design `{name}`"), help);
                sound = false;
            }
        }
    }
    sound.then_some(counts)
}

fn neighbourhoods(place: &PlaceFigures) -> String {
    match start::neighbourhoods(place.population) {
        1 => "1 neighbourhood".to_string(),
        more => format!("{more} neighbourhoods"),
    }
}

/// A name as it can stand as a bare key.
fn kebab(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Notes arms whose money nothing in their designs could take.
pub fn money_has_a_use(arms: &[(&Node, Arm)], designs: &BTreeMap<String, Design>, problems: &Problems) {
    for (node, arm) in arms.iter().filter(|(_, arm)| arm.money.is_some()) {
        let known: Option<Vec<&Design>> = arm.designs.iter().map(|id| designs.get(id)).collect();
        let Some(known) = known else { continue };
        let extra =
            |design: &Design| design.extra_money_as.home_care.get() + design.extra_money_as.community_nurses.get();
        let idle = |design: &&Design| design.roster.values().all(|line| line.wte.wte() == 0.0) && extra(design) == 0.0;
        if known.iter().all(idle) {
            let reason = format!("the design `{}` has nothing to spend money on", arm.designs.join("`, `"));
            problems.add(node.origin_of("money"), reason, "leave out `money`, or give the design a roster".to_string());
        }
    }
}

/// Notes shocks that an arm names and the scenario does not have, and those that befall no arm.
pub fn shocks_exist(arms: &[(&Node, Arm)], shocks: &[(&Node, Shock)], problems: &Problems) {
    let known = || shocks.iter().map(|(_, shock)| shock.id.as_str());
    let own = |arm: &'_ Arm| arm.shocks.clone().unwrap_or_default();
    for (node, arm) in arms {
        for unknown in own(arm).iter().filter(|&id| known().all(|known| known != id)) {
            let none = format!("no shock is left: --set arm.{}.shocks='[]' takes it from the arm too", arm.id);
            let help = did_you_mean(unknown, known()).or_else(|| known().next().is_none().then_some(none));
            problems.add(node.origin_of(SHOCKS), format!("no shock is called `{unknown}`"), help);
        }
    }
    let befalls = |shock: &Shock| arms.iter().any(|(_, arm)| arm.shocks.is_none() || own(arm).contains(&shock.id));
    for (node, shock) in shocks.iter().filter(|(_, shock)| !befalls(shock)) {
        let help = "name it in the `shocks` of an arm, or leave it out".to_string();
        problems.add(node.origin, format!("the shock `{}` befalls no arm, so it would change nothing", shock.id), help);
    }
}
