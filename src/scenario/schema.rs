//! The shape of a scenario file as a JSON Schema, from which editors complete and check while somebody types.
//!
//! The reader in `file/` decides what is right and says why; this only mirrors its keys, words and units. A test keeps
//! the two in step.

use super::register::Register;
use super::structure as alternatives;
use crate::model::design::working::Chair;
use crate::model::design::{Contract, ExitWhen, MeetingMode, NeedDomain, Organisation, Role, Start};
use crate::model::shock::{Payer, ShockKind};
use crate::scenario::SweepMethod;
use crate::units::{
    Choice, Count, HoursPerWeek, MoneyPerPersonYear, Period, Probability, Quantity, Rate, Ratio, Share, Wte,
};
use serde_json::{Map, Value, json};

/// The name of the file that the first line of a scenario (`#:schema`) points to.
pub const FILE: &str = "mdtsim.schema.json";

/// The schema of a scenario file.
pub fn of_scenario() -> Value {
    let mut schema = table(
        "A scenario of mdtsim",
        &[
            ("schema_version", json!({"const": 1})),
            ("report", report()),
            ("experiment", experiment()),
            ("place", list_of(place())),
            ("structure", structure()),
            ("parameters", parameters()),
            ("design", named("Team designs by id", design())),
            ("arm", list_of(arm())),
            ("shock", list_of(shock())),
            ("sweep", sweep()),
        ],
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema
}

fn report() -> Value {
    let outcomes = list_of(text("Key of an outcome, as `summary.csv` has it"));
    let matters = json!({
        "type": "object",
        "description": "The smallest difference that matters, by key of the outcome, in its unit",
        "additionalProperties": { "type": "number", "exclusiveMinimum": 0 },
    });
    let keys = [
        ("question", text("The question in the leader's words")),
        ("outcomes", outcomes),
        ("matters", matters),
        ("interviews", whole(1, "Staff of teams interviewed in every arm, in the first replication")),
    ];
    table("What the page answers", &keys)
}

fn half_width() -> Value {
    table(
        "How narrow the simulation error is to be; replications are added until it is",
        &[
            ("outcome", text("Key of an outcome")),
            ("of", json!({ "type": "number", "exclusiveMinimum": 0, "description": "Half-width, in its unit" })),
            ("most", whole(2, "So many replications at most")),
        ],
    )
}

fn experiment() -> Value {
    table(
        "How the arms are compared",
        &[
            ("seed", whole(0, "Seed of all luck")),
            ("replications", whole(1, "How often every arm is run")),
            ("draws", whole(2, "Draws of the uncertain parameters, each with all replications")),
            ("draws_in_turn", truth("Whether replications take the draws in turn, each living with one of them")),
            ("half_width", half_width()),
            ("start", text("Time zero, a date such as 2027-04-01")),
            ("warm_up", quantity::<Period>("Time under usual care before time zero")),
            ("horizon", quantity::<Period>("Time that is counted after time zero")),
            ("baseline", text("Id of the arm with which all others are compared")),
            ("spill_over", truth("Whether effects are split into a design's own and those through shared queues")),
        ],
    )
}

fn place() -> Value {
    let residents = |what: &str| whole(1, what);
    table(
        "A built-in place by its name, or one with figures of its own",
        &[
            ("name", text("Name, such as Leicester; `mdtsim places` lists all")),
            ("code", text("Code, which keys the luck of the place")),
            ("region", text("Region")),
            ("icb", text("Integrated care board")),
            ("population", residents("Residents of all ages")),
            ("age_65_69", residents("Residents aged 65 to 69")),
            ("age_70_74", residents("Residents aged 70 to 74")),
            ("age_75_79", residents("Residents aged 75 to 79")),
            ("age_80_84", residents("Residents aged 80 to 84")),
            ("age_85_89", residents("Residents aged 85 to 89")),
            ("age_90_plus", residents("Residents aged 90 and over")),
            ("imd_score", quantity::<Ratio>("Average score of the Index of Multiple Deprivation")),
            ("rural_share", quantity::<Share>("Share of residents in rural areas")),
        ],
    )
}

/// The questions on which sources differ, each with its choices.
fn structure() -> Value {
    let topics = alternatives::topics().iter().map(|topic| {
        let choices: Vec<&str> = topic.choice.iter().map(|choice| choice.id.as_str()).collect();
        (topic.id.clone(), json!({ "description": topic.question, "enum": choices }))
    });
    json!({
        "type": "object",
        "description": "Choices on questions that sources differ on; the first of each is the default",
        "properties": topics.collect::<Map<_, _>>(),
        "additionalProperties": false,
    })
}

/// Every parameter of the register by its dotted key; nested tables are allowed too, and left to the reader.
fn parameters() -> Value {
    let entries = Register::built_in().entries().iter().map(|entry| {
        let said = match entry.fitted {
            // A fit is not to change what editors know of a scenario.
            Some(_) => format!("{} Default: fitted, in {}.", entry.meaning, entry.unit),
            None => format!("{} Default: {} {}.", entry.meaning, entry.value, entry.unit),
        };
        (entry.key.clone(), json!({ "description": said }))
    });
    json!({
        "type": "object",
        "description": "Parameters that differ from the register, by key",
        "properties": entries.collect::<Map<_, _>>(),
        "additionalProperties": { "type": "object" },
    })
}

fn design() -> Value {
    let shares = |what: &str, keys: &[&str]| {
        table(what, &keys.iter().map(|key| (*key, quantity::<Share>("Share"))).collect::<Vec<_>>())
    };
    table(
        "A team design; what is not said comes from `extends`, or from the library",
        &[
            ("extends", text("Id of the design from which this one inherits")),
            ("title", text("Name for people")),
            (
                "purpose",
                shares(
                    "What the team is for",
                    &["avoid-admission", "discharge", "plan-ahead", "independence", "end-of-life"],
                ),
            ),
            (
                "entry",
                shares(
                    "How people reach it",
                    &["risk-list", "professional", "single-point", "in-reach", "self-or-carer"],
                ),
            ),
            ("entry_score", quantity::<Count>("Recorded risk score below which nobody is picked from its list")),
            ("proactive_share", quantity::<Share>("Share of its time for planned work that it seeks out")),
            ("caseload_cap", whole(0, "People on the list per 40,000 residents")),
            ("episode", quantity::<Period>("Usual length of an episode")),
            ("start", choice::<Start>("Whether its posts begin filled")),
            ("hours", text("Days and whole hours, such as Mon-Fri 08:00-18:00")),
            ("urgent_hours", text("The same of its part that answers crises, if not `hours`")),
            ("named_coordinator", truth("Whether everybody on the list has a named coordinator")),
            ("contact_every", quantity::<Period>("Time between contacts")),
            ("tiers", tiers()),
            ("exit", exit()),
            ("urgent_share", quantity::<Share>("Share of clinical time for urgent response")),
            ("hospital_at_home", quantity::<Share>("Share of clinical time for hospital at home")),
            ("practitioner_share", quantity::<Share>("Share of paramedics' time for calls answered instead of a crew")),
            ("care_home_share", quantity::<Share>("Share of clinical time for the support of care homes")),
            ("roster", roster()),
            ("budget", budget()),
            ("pooled", shares("The part of all its money that each puts into a common budget", &["nhs", "council"])),
            ("delegated_home_care", quantity::<HoursPerWeek>("The largest package that the team may agree to itself")),
            ("meeting", meeting("The team's meeting")),
            ("board", meeting("A shorter one beside it, such as a daily board, on days without the meeting")),
            ("working", working()),
            ("sharing", sharing()),
            ("trusted_assessor", list_of(choice::<NeedDomain>("A domain of need"))),
            ("in_reach", truth("Whether its staff go into the hospital")),
            ("extra_money_as", shares("What money beyond the roster buys", &["home-care", "community-nurses"])),
        ],
    )
}

fn tiers() -> Value {
    let bands = ["fit", "mild", "moderate", "severe"];
    table(
        "Time between contacts by frailty on record, where it is not `contact_every`",
        &bands.map(|band| (band, quantity::<Period>("Time between contacts"))),
    )
}

fn exit() -> Value {
    table(
        "When people leave the list",
        &[
            ("review_after", quantity::<Period>("Time to a review")),
            ("when", choice::<ExitWhen>("What ends an episode")),
        ],
    )
}

fn meeting(what: &str) -> Value {
    table(
        what,
        &[
            ("every", quantity::<Period>("Time from one meeting to the next")),
            ("length", quantity::<Period>("Length")),
            ("cases", whole(1, "People discussed at a meeting, at most")),
            ("mode", choice::<MeetingMode>("How its members meet")),
        ],
    )
}

fn working() -> Value {
    let guests: Vec<_> =
        Role::ALL.iter().map(|role| (role.word(), quantity::<Share>("Chance of being drawn in"))).collect();
    table(
        "How the team works together",
        &[
            ("chair", choice::<Chair>("Who chairs meetings")),
            ("reflection", quantity::<Share>("Part of a meeting given to how the team works")),
            ("guests", table("Professions of other services that are drawn into meetings", &guests)),
            ("adapts", truth("Whether the team changes cadence, attendance and threshold by its own records")),
            ("dyads", truth("Whether simple cases are settled between two people")),
            ("outcome_set", truth("Whether a small set of outcomes is collected at reviews")),
            ("reorganised_after", quantity::<Period>("When the team is reorganised, from time zero")),
            ("drift", quantity::<Rate>("Rate at which practice drifts away from the design")),
        ],
    )
}

fn roster() -> Value {
    let line = table(
        "The posts of one role",
        &[
            ("wte", quantity::<Wte>("Establishment per 40,000 residents")),
            ("employer", choice::<Organisation>("Who employs the posts")),
            ("contract", choice::<Contract>("Kind of contract")),
            ("ends", quantity::<Period>("When a fixed contract or secondment ends, from time zero")),
            ("funding", text("The funding line that pays, which a shock can name")),
            ("attends", quantity::<Share>("Share of meetings attended")),
        ],
    );
    let roles: Vec<_> = Role::ALL.iter().map(|role| (role.word(), line.clone())).collect();
    table("The roster, by role", &roles)
}

fn budget() -> Value {
    let line = table(
        "The terms of a funding line; without them it is recurrent and each post's employer pays",
        &[
            ("payer", choice::<Payer>("Who pays")),
            ("years", whole(1, "Financial years for which it is agreed at a time")),
            ("announced", quantity::<Period>("How long before its end it is announced whether it goes on")),
            ("renewed", quantity::<Probability>("Chance that it goes on")),
        ],
    );
    let what = "Terms of funding lines, by the names that the roster gives them";
    json!({ "type": "object", "description": what, "additionalProperties": line })
}

fn sharing() -> Value {
    let pairs = Organisation::ALL.iter().flat_map(|one| {
        let others = Organisation::ALL.iter().filter(move |other| *other != one);
        others.map(move |other| format!("{}-{}", one.word(), other.word()))
    });
    let share = quantity::<Share>("Share of one organisation's records that the other sees");
    let pairs: Map<_, _> = pairs.map(|pair| (pair, share.clone())).collect();
    json!({ "type": "object", "properties": pairs, "additionalProperties": false })
}

fn arm() -> Value {
    table(
        "A design, or a change, under comparison",
        &[
            ("id", text("Name in results, kebab-case")),
            ("design", text("Id of a design; an arm with `set` or `shocks` may leave it to the baseline's")),
            ("designs", list_of(text("Ids of designs that work side by side, instead of `design`"))),
            ("teams", teams()),
            ("shocks", list_of(text("Ids of the shocks that befall this arm; without it all of them do"))),
            ("money", quantity::<MoneyPerPersonYear>("Money to which the roster is scaled")),
            ("sham", truth("A check: the design's list and referrals, without care")),
            ("ripple", truth("A check: one queue inertly reordered")),
            ("replications", whole(1, "Replications in which a check takes part")),
            ("set", json!({"type": "object", "description": "Settings for this arm alone: PATH = VALUE"})),
        ],
    )
}

/// Any place by its name, and any design by its id.
fn teams() -> Value {
    let place = json!({ "type": "object", "additionalProperties": whole(0, "Teams of this design") });
    json!({ "type": "object", "description": "Teams of each design by place", "additionalProperties": place })
}

fn shock() -> Value {
    table(
        "A change of money",
        &[
            ("id", text("Name in results, kebab-case")),
            ("kind", choice::<ShockKind>("What happens to the money")),
            ("funding", text("The funding line that is hit, as rosters name it")),
            ("at", text("The date of the change")),
            ("size", quantity::<Share>("The part of the line that goes")),
            ("warning", quantity::<Period>("How long before it is known")),
            ("length", quantity::<Period>("How long it lasts; without it for good")),
            ("until_saved", quantity::<Period>("A freeze: until it has saved what a cut of its size saves in so long")),
        ],
    )
}

fn sweep() -> Value {
    let axis = table(
        "What is varied: a list of values, or a range",
        &[
            ("path", text("Dotted path in the scenario")),
            ("values", json!({"type": "array", "minItems": 1})),
            ("from", json!({"type": ["number", "string"], "description": "First value of a range"})),
            ("to", json!({"type": ["number", "string"], "description": "Last value of a range"})),
            ("step", json!({"type": ["number", "string"], "description": "From one value to the next"})),
            ("steps", whole(1, "Steps from the first value to the last")),
        ],
    );
    let method = choice::<SweepMethod>("How points are laid out");
    table("A plan to run the scenario at many points", &[("method", method), ("axis", list_of(axis))])
}

/// A table that has these keys and no others.
fn table(what: &str, keys: &[(&str, Value)]) -> Value {
    let properties: Map<_, _> = keys.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
    json!({ "type": "object", "description": what, "properties": properties, "additionalProperties": false })
}

fn named(what: &str, each: Value) -> Value {
    let names = "^[a-z0-9]+(-[a-z0-9]+)*$";
    json!({ "type": "object", "description": what, "patternProperties": { names: each }, "additionalProperties": false })
}

fn list_of(each: Value) -> Value {
    json!({ "type": "array", "items": each })
}

fn text(what: &str) -> Value {
    json!({ "type": "string", "description": what })
}

fn truth(what: &str) -> Value {
    json!({ "type": "boolean", "description": what })
}

fn whole(least: u64, what: &str) -> Value {
    json!({ "type": "integer", "minimum": least, "description": what })
}

fn choice<C: Choice>(what: &str) -> Value {
    let words: Vec<_> = C::ALL.iter().map(|choice| choice.word()).collect();
    json!({ "enum": words, "description": what })
}

/// A bare number, or text that ends in one of the units.
fn quantity<Q: Quantity>(what: &str) -> Value {
    let said = format!("{what}: {}", Q::FORM);
    if Q::UNITS.is_empty() {
        let mut schema = json!({ "type": "number", "minimum": Q::RANGE.start(), "description": said });
        if *Q::RANGE.end() < f64::MAX {
            schema["maximum"] = json!(Q::RANGE.end());
        }
        return schema;
    }
    let units: Vec<_> = Q::UNITS.iter().map(|unit| unit.spelling).collect();
    json!({ "type": "string", "pattern": format!("^ *[0-9.eE+-]+ +({}) *$", units.join("|")), "description": said })
}
