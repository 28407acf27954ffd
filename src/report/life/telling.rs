//! A traced life put in order for readers: who it is, in short, the chain of the first difference, and date by date.

use crate::analysis::words::{at_start, counted, list, number, pounds};
use crate::experiment::lives::{Chosen, Traced};
use crate::model::fact::{Errand, Fact, FactKind};
use crate::model::people::State;
use crate::model::people::traits::{Condition, Residence, Sex};
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::life::strands::Strand;
use crate::outcomes::life::why::Why;
use crate::report::figures::DataTable;
use crate::report::life::causes::{Reasons, date};
use crate::report::life::limits::cannot_say;
use crate::report::life::words;
use crate::report::limit::Limit;
use std::collections::BTreeMap;

/// Where a traced life comes from, in words.
#[derive(Clone, Debug)]
pub struct Source {
    /// The scenario.
    pub scenario: String,
    /// The place.
    pub place: String,
    /// The replication, from 0.
    pub replication: u32,
    /// The seed of all luck.
    pub seed: u64,
    /// The two worlds, the baseline first.
    pub names: [String; 2],
}

/// A life told in two worlds, in words.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Who, where and between which worlds.
    pub title: String,
    /// The person at the beginning.
    pub person: String,
    /// How the person was chosen.
    pub chosen: &'static str,
    /// The two worlds.
    pub names: [String; 2],
    /// The answer in a sentence.
    pub answer: String,
    /// Counts, days and costs.
    pub summary: DataTable,
    /// Who came, how often and for how long.
    pub visitors: DataTable,
    /// What the chain leads to, and its links from the first to the last; empty where nothing differs.
    pub chain: Option<(String, Vec<String>)>,
    /// Date by date.
    pub rows: Vec<Row>,
    /// What this telling cannot say.
    pub cannot_say: Vec<Limit>,
    /// How to read it.
    pub notes: Vec<&'static str>,
}

/// One thing that happened in either life.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// When, or when first.
    pub date: String,
    /// The same in both lives; otherwise one of them, or each in its own way.
    pub same: bool,
    /// What happened in each life, if anything did.
    pub cells: [Option<String>; 2],
    /// Why it differs.
    pub why: Option<String>,
}

const NOTES: [&str; 6] = [
    "The person is invented. One life shows how the model works and proves nothing: on average the two worlds may be \
     alike, or differ the other way.",
    "Both lives have the same luck. A fall, an illness or another event lies in wait at one moment with one height; it \
     happens in every world whose rate at that moment is above the height.",
    "Costs are those of this person's care at the prices of the scenario. Posts of teams and of community services are \
     paid for whoever is seen, so their minutes are shown and not priced.",
    "Places in hospital at home of usual care are a capacity without staff of its own, so that a stay there shows no minutes.",
    "A staff minute of casework is counted when the work is done. Work for the team that is handed to another service \
     is shown with that service's profession.",
    "What is said to differ is what the model knows. A cause within a queue is named as such and not followed through \
     the other people in it.",
];

impl Telling {
    /// Puts a traced life into words.
    pub fn of(traced: &Traced, source: &Source) -> Self {
        let names = [source.names[0].as_str(), source.names[1].as_str()];
        let reasons = Reasons { lives: &traced.lives, names, calendar: &traced.calendar };
        let same = traced.lives.are_the_same();
        Self {
            title: format!(
                "Person {} of {}: {} beside {}",
                number(traced.person as f64, 0),
                source.place,
                names[0],
                names[1]
            ),
            person: person(traced),
            chosen: chosen(traced.chosen),
            names: source.names.clone(),
            answer: answer(traced, names),
            summary: summary(traced, names),
            visitors: visitors(traced, names),
            chain: if same { None } else { chain(traced, &reasons) },
            rows: rows(traced, &reasons),
            cannot_say: cannot_say(names, same),
            notes: NOTES.to_vec(),
        }
    }
}

fn chosen(chosen: Chosen) -> &'static str {
    match chosen {
        Chosen::Asked => "Chosen by number.",
        Chosen::Admission => {
            "Picked by this rule: of all residents who were admitted to hospital in the first world for something that \
             did not happen in the second, after a team had acted on a plan there, the one whose two lives hold the \
             fewest facts. So the example shows the mechanism at work; it is not typical."
        }
        Chosen::Answer => {
            "Picked by this rule: nobody was spared an admission after a team had acted on a plan, so of all residents \
             who were admitted to hospital in the first world for a crisis that was answered without an admission in \
             the second, the one was taken whose two lives hold the fewest facts. It is not typical."
        }
        Chosen::Something => {
            "Picked by this rule: no admission of the first world is missing in the second, so the resident was \
             taken whose two lives differ at all and hold the fewest facts."
        }
        Chosen::First => "No resident's two lives differ, so the first resident was taken.",
    }
}

fn person(traced: &Traced) -> String {
    let (state, at) = (&traced.first.state, traced.first.at);
    let sex = if state.sex == Sex::Female { "woman" } else { "man" };
    let home = match (state.residence, state.alone) {
        (Residence::CareHome, _) => "living in a care home",
        (_, true) => "living alone",
        (_, false) => "living with others",
    };
    let conditions: Vec<_> = Condition::ALL.into_iter().filter(|&condition| state.conditions.has(condition)).collect();
    let conditions: Vec<_> = conditions.into_iter().map(words::long_term).collect();
    let carer = if state.carer { ", with an unpaid carer" } else { "" };
    let with = if conditions.is_empty() { "no long-term condition".into() } else { list(&conditions) };
    format!(
        "On {}: a {sex} of {}, {}, {home}{carer}; {with}. {}",
        date(&traced.calendar, at),
        state.age(at),
        words::frailty(state.frailty as usize),
        needs(state)
    )
}

fn needs(state: &State) -> String {
    let needs: Vec<_> = state.needs.iter().map(words::need).collect();
    if needs.is_empty() { "No need was unmet.".into() } else { format!("Unmet needs: {}.", list(&needs)) }
}

fn answer(traced: &Traced, names: [&str; 2]) -> String {
    let lives = &traced.lives;
    if lives.are_the_same() {
        return format!(
            "The two lives are the same: nothing that happened to this person differs between {} and {}.",
            names[0], names[1]
        );
    }
    let first = lives.strands.iter().find(|strand| !strand.is_the_same());
    let when = first.map(|strand| date(&traced.calendar, strand.at())).unwrap_or_default();
    let [one, other] = [0, 1].map(|side: usize| lives.accounts[side].figures.events.of(Kind::Admitted));
    format!(
        "The two lives are the same until {when}. Emergency admissions in the whole period: {one} with {}, {other} with {}.",
        names[0], names[1]
    )
}

fn summary(traced: &Traced, names: [&str; 2]) -> DataTable {
    let mut rows = Vec::new();
    let mut row = |label: &str, of: &dyn Fn(usize) -> String| rows.push(vec![label.to_string(), of(0), of(1)]);
    let accounts = &traced.lives.accounts;
    let events = |kinds: &'static [Kind]| move |side: usize| accounts[side].figures.events.sum(kinds).to_string();
    row("Falls", &events(&[Kind::Fell]));
    row("Acute illnesses", &events(&[Kind::FellIll]));
    row("Ambulance crews", &events(&[Kind::CrewConveyed, Kind::CrewTreatedAtHome]));
    row("Emergency department attendances", &events(&[Kind::Attended]));
    row("Emergency admissions", &events(&[Kind::Admitted]));
    row("Nights in hospital", &|side| number(accounts[side].figures.nights.in_hospital as f64, 0));
    row("Nights alive", &|side| number(accounts[side].figures.nights.alive as f64, 0));
    row("Days with an unmet need, need by need", &|side| number(accounts[side].figures.nights.unmet_needs as f64, 0));
    row("Minutes of staff in contacts", &|side| number(accounts[side].figures.contact_minutes, 0));
    row("Of these, of the team", &|side| number(accounts[side].team_minutes, 0));
    let gbp = |amount: f64| pounds(amount.round());
    row("Cost to the NHS, without posts", &|side| gbp(accounts[side].bill.nhs));
    row("Cost to the council, without posts", &|side| gbp(accounts[side].bill.council));
    row("Cost to the household", &|side| gbp(accounts[side].bill.household));
    let days = traced.window[1].since(traced.window[0]).in_days();
    table(format!("In short: {} days from {}", number(days, 0), date(&traced.calendar, traced.window[0])), names, rows)
}

fn table(caption: String, names: [&str; 2], rows: Vec<Vec<String>>) -> DataTable {
    let header = ["", names[0], names[1]].map(str::to_string).to_vec();
    DataTable { caption, header, rows }
}

/// Who came and how often; contacts by base services in a crisis have no minutes of their own.
fn visitors(traced: &Traced, names: [&str; 2]) -> DataTable {
    let mut seen: BTreeMap<String, [(usize, f64); 2]> = BTreeMap::new();
    for strand in &traced.lives.strands {
        for (side, fact) in strand.facts.iter().enumerate() {
            if let Some(Fact { kind: FactKind::Contact { minutes, by, .. }, .. }) = fact {
                let (times, sum) = &mut seen.entry(words::caller(*by)).or_default()[side];
                *times += 1;
                *sum += f64::from(*minutes);
            }
        }
    }
    let told = |&(times, minutes): &(usize, f64)| match times {
        0 => "–".to_string(),
        _ => format!("{}, {} min", counted(times, "time"), number(minutes, 0)),
    };
    let row = |(who, sides): (String, [(usize, f64); 2])| vec![at_start(&who), told(&sides[0]), told(&sides[1])];
    table("Who came, or worked on the case".into(), names, seen.into_iter().map(row).collect())
}

/// The way to the first admission in one life only, or to the first event that differs.
fn chain(traced: &Traced, reasons: &Reasons) -> Option<(String, Vec<String>)> {
    let lives = &traced.lives;
    let differing = || (0..lives.strands.len()).filter(|&index| !lives.strands[index].is_the_same());
    let once = |index: &usize| !lives.strands[*index].is_in_both();
    let admitted = |index: &usize| matches!(lives.strands[*index].kind(), FactKind::Admitted { .. });
    let weighed = |index: &usize| matches!(lives.whys[*index], Some(Why::Point(_)));
    let end = differing().find(|index| once(index) && admitted(index)).or_else(|| differing().find(weighed));
    let end = end.or_else(|| differing().next())?;
    let mut links: Vec<usize> = lives.lineage(end);
    links.reverse();
    links.push(end);
    let told = |index: usize| {
        let strand = &lives.strands[index];
        let side = strand.side();
        let happened = strand.facts[side].as_ref().and_then(words::told)?;
        let whose = if strand.is_in_both() { "sooner" } else { "only" };
        let why = reasons.of(index).map(|why| format!(" {why}")).unwrap_or_default();
        Some(format!("{}, with {} {whose}: {happened}.{why}", reasons.date(strand.at()), reasons.names[side]))
    };
    let strand = &lives.strands[end];
    let what = match strand.kind() {
        FactKind::Admitted { .. } => "How an admission came to be in one life only",
        _ => "How the first such difference came about",
    };
    Some((what.into(), links.into_iter().filter_map(told).collect()))
}

/// Date by date; planned contacts that follow one another are told in one row.
fn rows(traced: &Traced, reasons: &Reasons) -> Vec<Row> {
    let strands = &traced.lives.strands;
    let mut rows: Vec<Row> = Vec::new();
    let mut index = 0;
    while index < strands.len() {
        let run = strands[index..].iter().take_while(|strand| keeps_in_touch(strand, &strands[index])).count();
        if run > 1 {
            rows.push(in_touch(&strands[index..index + run], reasons));
            index += run;
            continue;
        }
        let cells = cells(&strands[index], reasons);
        if cells.iter().any(Option::is_some) {
            let same = strands[index].is_the_same();
            rows.push(Row { date: reasons.date(strands[index].at()), same, cells, why: reasons.of(index) });
        }
        index += 1;
    }
    rows
}

fn cells(strand: &Strand, reasons: &Reasons) -> [Option<String>; 2] {
    let first = reasons.date(strand.at());
    strand.facts.each_ref().map(|fact| {
        let fact = fact.as_ref()?;
        let words = words::told(fact)?;
        let date = reasons.date(fact.at);
        Some(if date == first { words } else { format!("{words} (on {date})") })
    })
}

/// Whether a strand is a planned contact in the same life as another.
fn keeps_in_touch(strand: &Strand, as_in: &Strand) -> bool {
    let is = |fact: &Option<Fact>| {
        fact.as_ref().is_some_and(|fact| matches!(fact.kind, FactKind::Contact { errand: Errand::KeepInTouch, .. }))
    };
    let one_sided = |strand: &Strand| !strand.is_in_both() && strand.facts.iter().any(is);
    one_sided(strand) && one_sided(as_in) && strand.side() == as_in.side()
}

fn in_touch(run: &[Strand], reasons: &Reasons) -> Row {
    let side = run[0].side();
    let minutes = |strand: &Strand| match strand.kind() {
        FactKind::Contact { minutes, .. } => f64::from(minutes),
        _ => 0.0,
    };
    let sum: f64 = run.iter().map(minutes).sum();
    let until = run.last().map(|strand| reasons.date(strand.at())).unwrap_or_default();
    let words =
        format!("{} until {until} ({} min of staff time)", counted(run.len(), "planned contact"), number(sum, 0));
    let mut cells = [None, None];
    cells[side] = Some(words);
    Row { date: reasons.date(run[0].at()), same: false, cells, why: None }
}
