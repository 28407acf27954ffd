//! The words, tables and pictures that people read, tried on an invented experiment.

mod synthetic;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::finding::Seen;
use mdtsim::analysis::outcome::Outcome;
use mdtsim::analysis::short::brief;
use mdtsim::analysis::standing::Standing;
use mdtsim::analysis::trials::{Pair, Scope, Trials};
use mdtsim::experiment::results::Results;
use mdtsim::outcomes::ledger::Ledger;
use mdtsim::report::{self, figures, tables};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

fn in_words(answer: &Answer) -> String {
    let mut text = String::new();
    for sentence in answer.short.iter().chain(&answer.further).chain(&answer.before).chain(&answer.findings) {
        text.push_str(&format!("{sentence}\n"));
    }
    for design in &answer.designs {
        text.push_str(&format!("\n{}\n", design.title));
        for (heading, sentences) in &design.against {
            text.push_str(&format!("  {heading}\n"));
            sentences.iter().for_each(|sentence| text.push_str(&format!("  - {sentence}\n")));
        }
    }
    text
}

#[test]
fn the_answer_to_eight_arms() {
    let results = synthetic::results(8);
    insta::assert_snapshot!(in_words(&Answer::of(&Trials::of(&results), Scope::default())));
}

#[test]
fn the_table_for_a_terminal_fits_a_hundred_columns() {
    let text = tables::terminal(&synthetic::results(8));
    assert!(text.is_ascii());
    assert!(text.lines().all(|line| line.len() <= 100));
    insta::assert_snapshot!(text);
}

#[test]
fn one_replication_and_a_single_place_are_told_without_intervals() {
    let mut results = synthetic::results(1);
    results.places.truncate(1);
    results.rows.retain(|row| row.place == Some(0));
    results.rows.iter_mut().for_each(|row| row.place = None);
    let text = tables::terminal(&results);
    assert!(text.contains("Leicester, 1 replication"));
    assert!(text.contains("no interval"));
}

#[test]
fn absent_outcomes_are_left_out_or_said_to_be_absent() {
    let mut results = synthetic::results(3);
    results.metrics.retain(|metric| !metric.key.starts_with("cost") && metric.key != "deaths_per_1000");
    let text = tables::terminal(&results);
    assert!(text.contains("Days at home") && !text.contains("Deaths"));
    results.metrics.clear();
    assert!(tables::terminal(&results).contains("Integrated care team"));
}

#[test]
fn tables_read_back_as_they_were_written() {
    let results = synthetic::results_with_failure(2);
    let table = tables::trials::rows(&results);
    let bytes = table.to_parquet("mdtsim 0.1.0").unwrap();
    assert_eq!(bytes, table.to_parquet("mdtsim 0.1.0").unwrap());
    let folder = tempfile::tempdir().unwrap();
    tables::trials::write(&results, "0.1.0", folder.path()).unwrap();
    assert_eq!(bytes, std::fs::read(folder.path().join("rows.parquet")).unwrap());
    let file = std::fs::File::open(folder.path().join("rows.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    assert_eq!(reader.metadata().file_metadata().created_by(), Some("mdtsim 0.1.0"));
    assert_eq!(reader.metadata().file_metadata().num_rows() as usize, results.rows.len());
    assert!(reader.metadata().file_metadata().key_value_metadata().is_none());
    for (row, parquet_row) in results.rows.iter().zip(reader.get_row_iter(None).unwrap()) {
        let columns: Vec<(String, Field)> =
            parquet_row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect();
        let find = |name: &str| columns.iter().find(|(column, _)| column == name).unwrap().1.clone();
        assert_eq!(find("arm"), Field::Str(results.arms[row.arm].id.clone()));
        assert_eq!(find("ledger_net"), Field::Long(row.ledger.net()));
        let plan = results.metrics.iter().position(|metric| metric.key == "days_to_plan_median").unwrap();
        let expected = if row.values[plan].is_nan() { Field::Null } else { Field::Double(row.values[plan]) };
        assert_eq!(find("days_to_plan_median"), expected);
    }
}

#[test]
fn comma_separated_values_hold_the_same_bits() {
    let results = synthetic::results(2);
    let bytes = tables::trials::metrics(&results).to_csv().unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let values: Vec<f64> =
        reader.records().map(|record| record.unwrap().get(5).unwrap().parse().unwrap_or(f64::NAN)).collect();
    let expected: Vec<f64> = results.rows.iter().flat_map(|row| row.values.clone()).collect();
    assert_eq!(values.len(), expected.len());
    let same = |(read, wrote): (&f64, &f64)| read == wrote || (read.is_nan() && wrote.is_nan());
    assert!(values.iter().zip(&expected).all(same));
}

#[test]
fn the_table_of_ledgers_has_every_longest_deferral_with_the_same_net() {
    let results = synthetic::results(1);
    let table = tables::trials::ledger(&results);
    assert_eq!(table.len(), 3 * results.rows.len());
    let column = |name: &str| &table.columns.iter().find(|(column, _)| column == name).unwrap().1;
    let days: Vec<i32> = results.rows.iter().flat_map(|_| [30, 90, 180]).collect();
    assert_eq!(*column("deferral_days"), tables::flat::Column::Int32(days));
    let counts = |count: fn(&Ledger) -> i64| {
        tables::flat::Column::Int64(results.rows.iter().flat_map(|row| row.ledgers().map(|(_, l)| count(l))).collect())
    };
    assert_eq!(
        *column("net"),
        tables::flat::Column::Int64(results.rows.iter().flat_map(|row| [row.ledger.net(); 3]).collect())
    );
    assert_eq!(*column("deferred"), counts(|ledger| ledger.deferred as i64));
    assert_eq!(*column("deferred_after_substitution"), counts(|ledger| ledger.deferred_after_substitution as i64));
}

#[test]
fn a_sweep_has_its_settings_beside_every_trial() {
    let mut results = synthetic::results(1);
    results.study.points = vec![vec![("design.a.meeting.every".to_string(), "7 days".to_string())]];
    let table = tables::trials::rows(&results);
    let (_, column) = table.columns.iter().find(|(name, _)| name == "design.a.meeting.every").unwrap();
    assert_eq!(*column, tables::flat::Column::Text(vec!["7 days".to_string(); results.rows.len()]));
}

#[test]
fn the_summary_for_machines_says_the_same_as_the_contrast() {
    let results = synthetic::results(4);
    let rows = tables::summary::rows(&Trials::of(&results));
    let find = |arm: &str, metric: &str| {
        rows.iter().find(|row| row.arm == arm && row.metric == metric && row.place == "all places").unwrap()
    };
    let hub = find("urgent-frailty-hub", "unplanned_admissions_per_1000");
    let usual = find("usual-care", "unplanned_admissions_per_1000");
    let difference = hub.mean.unwrap() - usual.mean.unwrap();
    assert!((hub.difference.unwrap() - difference).abs() < 1e-5);
    assert_eq!(hub.verdict, "fewer");
    assert_eq!(usual.difference, None);
    assert_eq!(find("ripple", "caseload_per_1000").verdict, "no contrast: neither arm has such a figure");
    assert!(find("ripple", "cost_public_per_person").mean.is_some());
}

#[test]
fn every_figure_is_drawn_as_pixels_and_as_vectors() {
    let results = synthetic::results(8);
    let folder = tempfile::tempdir().unwrap();
    let figures = figures::all(&Trials::of(&results), Scope::default());
    let names: Vec<&str> = figures.iter().map(|figure| figure.name).collect();
    assert_eq!(names, ["admissions-avoided", "key-outcomes", "urgent-response", "over-time", "ledger"]);
    figures::write(&figures, folder.path()).unwrap();
    if let Ok(keep) = std::env::var("MDTSIM_KEEP_FIGURES") {
        figures::write(&figures, std::path::Path::new(&keep)).unwrap();
    }
    for name in names {
        let png = std::fs::read(folder.path().join(format!("{name}.png"))).unwrap();
        assert!(png.starts_with(b"\x89PNG") && png.len() > 20_000);
        let svg = std::fs::read_to_string(folder.path().join(format!("{name}.svg"))).unwrap();
        assert!(svg.contains("role=\"img\"") && svg.contains("<title") && svg.trim_end().ends_with("</svg>"));
        assert!(!svg.contains("Sham") && !svg.contains("Ripple</"));
    }
}

/// Eight designs with long titles beside the baseline, some without a team or without urgent response.
fn crowded() -> mdtsim::experiment::results::Results {
    let mut results = synthetic::results(8);
    let titles = [
        "Usual care as it is today in both of the places",
        "The same money spent on more of what there is already",
        "Neighbourhood multidisciplinary group of the practices",
        "Integrated care team with a community matron and a social worker",
        "Urgent frailty hub with two-hour response and hospital at home",
        "Integrated neighbourhood team of teams across the primary care networks",
        "Virtual ward led by a geriatrician for acute episodes",
        "Supercalifragilisticexpialidocious team",
    ];
    for (arm, title) in results.arms.iter_mut().zip(titles) {
        arm.title = title.to_string();
        arm.kind = mdtsim::experiment::results::ArmKind::Design;
    }
    let urgent = results.rows.iter_mut().filter(|row| row.arm == 7);
    urgent.for_each(|row| row.response.fill(0));
    results.study.shocks.push(("Council savings of eight per cent across all lines".to_string(), 731));
    results
}

#[test]
fn long_titles_and_many_designs_are_drawn_too() {
    let results = crowded();
    let figures = figures::all(&Trials::of(&results), Scope::default());
    assert_eq!(figures.len(), 5);
    let folder = tempfile::tempdir().unwrap();
    figures::write(&figures, folder.path()).unwrap();
    if let Ok(keep) = std::env::var("MDTSIM_KEEP_FIGURES") {
        figures::write(&figures, &std::path::Path::new(&keep).join("crowded")).unwrap();
    }
}

fn page(results: &mdtsim::experiment::results::Results) -> String {
    let trials = Trials::of(results);
    let figures = figures::all(&trials, Scope::default());
    report::page::html(&trials, &figures, &synthetic::parameters(), &synthetic::provenance()).unwrap()
}

#[test]
fn a_whole_report_is_written_and_is_the_same_every_time() {
    let results = synthetic::results(8);
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for folder in &folders {
        let written =
            report::write(&results, &synthetic::parameters(), &synthetic::provenance(), folder.path()).unwrap();
        assert!(written.page.is_file() && written.summary.is_file());
    }
    let names = [
        "report.html",
        "summary.csv",
        "summary.json",
        "scenario.resolved.toml",
        "tables/rows.parquet",
        "tables/rows.csv",
        "tables/metrics.parquet",
        "tables/metrics.csv",
        "tables/ledger.parquet",
        "tables/ledger.csv",
        "figures/ledger.png",
        "figures/over-time.svg",
    ];
    for name in names {
        let [one, other] = folders.each_ref().map(|folder| std::fs::read(folder.path().join(name)).unwrap());
        assert!(!one.is_empty() && one == other, "{name}");
    }
    if let Ok(keep) = std::env::var("MDTSIM_KEEP_FIGURES") {
        let folder = std::path::Path::new(&keep).join("report");
        std::fs::create_dir_all(&folder).unwrap();
        report::write(&results, &synthetic::parameters(), &synthetic::provenance(), &folder).unwrap();
    }
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error =
        report::write(&synthetic::results(1), &[], &synthetic::provenance(), std::path::Path::new("/dev/null/nowhere"));
    assert!(error.unwrap_err().to_string().contains("/dev/null/nowhere"));
}

#[test]
fn the_page_needs_nothing_from_outside() {
    let page = page(&synthetic::results(4));
    for outside in ["<script", "<link", "src=", "url(", "@import", "<iframe", "<img"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let addresses = page.matches("http").count();
    let expected =
        page.matches("xmlns=\"http://www.w3.org/2000/svg\"").count() + page.matches("href=\"https://").count();
    assert_eq!(addresses, expected);
}

#[test]
fn the_page_escapes_what_it_is_given() {
    let page = page(&synthetic::results_with_failure(4));
    assert!(page.contains("&#60;b&#62;overflowed&#60;/b&#62; &#38; nothing was saved"));
    assert!(page.contains("# &#60;luck&#62;") && page.contains("triage &#60;decision&#62;"));
    assert!(!page.contains("javascript:") && page.contains("Quoted in a review"));
    assert!(page.contains("The figures lack 1 failed trial"));
    assert!(page.contains("32 asked, 31 done, 1 failed"));
}

#[test]
fn the_page_is_in_order_and_its_headings_do_not_jump() {
    let page = page(&synthetic::results(4));
    let places: Vec<usize> =
        ["answer", "figures", "outcomes", "ledger-table", "events", "places", "parameters", "limits", "notes", "made"]
            .iter()
            .map(|id| page.find(&format!("<section id=\"{id}\"")).expect(id))
            .collect();
    assert!(places.is_sorted());
    assert!(page.find("True uncertainty is wider").unwrap() < page.find("<svg").unwrap());
    let levels: Vec<u8> = page
        .match_indices("<h")
        .filter_map(|(at, _)| page.as_bytes().get(at + 2).copied())
        .filter(u8::is_ascii_digit)
        .collect();
    assert_eq!(levels.first(), Some(&b'1'));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1));
    assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count());
    assert_eq!(page.matches("<svg").count(), page.matches("<title id=").count());
}

#[test]
fn the_parts_of_the_page_that_people_read_first() {
    let page = page(&synthetic::results(8));
    let part = |from: &str, to: &str| {
        let start = page.find(from).unwrap();
        page[start..start + page[start..].find(to).unwrap()].to_string()
    };
    insta::assert_snapshot!("page_answer", part("<section id=\"answer\"", "<details"));
    insta::assert_snapshot!("page_ledger", part("<section id=\"ledger-table\"", "</section>"));
    insta::assert_snapshot!("page_parameters", part("<section id=\"parameters\"", "</section>"));
    insta::assert_snapshot!("page_made", part("<section id=\"made\"", "</section>"));
}

#[test]
fn a_sweep_shows_its_design_points() {
    let mut results = synthetic::results(2);
    let second: Vec<_> = results
        .rows
        .iter()
        .cloned()
        .map(|mut row| {
            row.point = 1;
            row
        })
        .collect();
    results.rows.extend(second);
    let setting = |value: &str| vec![("design.hub.meeting.every".to_string(), value.to_string())];
    results.study.points = vec![setting("7 days"), setting("14 days")];
    let page = page(&results);
    assert!(page.contains("Design points of the sweep") && page.contains("14 days"));
    assert!(page.contains("32 asked, 32 done, 0 failed"));
}

#[test]
fn a_sham_that_does_something_is_shouted_about() {
    let mut results = synthetic::results(2);
    let row = results.rows.iter_mut().find(|row| row.arm == 6 && row.place.is_none()).unwrap();
    row.ledger.avoided += 3;
    let page = page(&results);
    assert!(page.contains("Sham team: FAILS. A team that does nothing changed admissions: avoided 3."));
}

#[test]
fn a_design_that_raises_deaths_is_not_ranked_first() {
    let mut results = synthetic::results(8);
    let deaths = results.metrics.iter().position(|metric| metric.key == "deaths_per_1000").unwrap();
    results.rows.iter_mut().filter(|row| row.arm == 4).for_each(|row| row.values[deaths] += 5.0);
    let answer = Answer::of(&Trials::of(&results), Scope::default()).findings.join("\n");
    assert!(answer.contains("Integrated care team had the fewest emergency admissions of the designs"));
    assert!(answer.contains("Urgent frailty hub had fewer still, but more deaths on average"));
}

#[test]
fn the_answer_when_nothing_differs_and_when_little_is_known() {
    let mut results = synthetic::results(1);
    results.arms.truncate(4);
    results.rows.retain(|row| row.arm < 4);
    results.arms[2].money = 20.0;
    insta::assert_snapshot!("answer_one_replication", in_words(&Answer::of(&Trials::of(&results), Scope::default())));
    let mut results = synthetic::results(6);
    let usual: Vec<_> = results.rows.iter().filter(|row| row.arm == 0).cloned().collect();
    results.rows.retain(|row| row.arm == 0);
    results.rows.extend(usual.into_iter().map(|mut row| {
        row.arm = 1;
        row
    }));
    results.arms.truncate(2);
    insta::assert_snapshot!("answer_identical_arms", in_words(&Answer::of(&Trials::of(&results), Scope::default())));
}

#[test]
fn findings_come_before_the_outcomes_without_one_and_crowd_them_out() {
    let mut results = synthetic::results(8);
    results.places.truncate(1);
    results.rows.retain(|row| row.place.is_none());
    for metric in 0..3 {
        results.rows.iter_mut().for_each(|row| row.values[metric] = 7.0);
    }
    let keys = {
        let trials = Trials::of(&results);
        let outcomes = Outcome::all(&results);
        let seen: Vec<Seen> = outcomes.iter().filter_map(|o| Seen::of(&trials, Scope::default(), o)).collect();
        let (found, alike): (Vec<&Seen>, Vec<&Seen>) = seen.iter().partition(|s| s.standing() != Standing::Alike);
        let key = |seen: &&Seen| seen.outcome.key.clone();
        (alike.iter().map(key).collect::<Vec<_>>(), found.iter().map(key).take(2).collect::<Vec<_>>())
    };
    let (alike, found) = keys;
    assert!(alike.len() > 2 && found.len() == 2, "{alike:?} {found:?}");
    results.study.outcomes = [alike, found.clone()].concat();
    let notice = "whoever compares one period with another";
    let asked = Answer::of(&Trials::of(&results), Scope::default()).short.join(" ");
    assert!(asked.contains(notice), "whether we would notice is asked, and answered: {asked}");
    results.study.question = Some("Which team is used?".into());
    let told = Answer::of(&Trials::of(&results), Scope::default()).short.join(" ");
    let before = &told[..told.find("No difference").expect("outcomes without a finding are told too")];
    for key in found {
        let outcome = Outcome::find(&results, &key).unwrap();
        let label = brief(&outcome.label).to_lowercase();
        assert!(before.to_lowercase().contains(&label), "nothing of {label}: {told}");
    }
}

#[test]
fn the_outcomes_of_the_question_come_first_and_deaths_are_never_passed_over() {
    let mut results = synthetic::results(8);
    results.study.outcomes = vec!["falls_per_1000".into(), "two_hour_share".into()];
    fn answer(results: &Results) -> Vec<String> {
        let answer = Answer::of(&Trials::of(results), Scope::default());
        [answer.short, answer.further].concat()
    }
    let short = answer(&results);
    assert!(
        short[1].starts_with("Falls place by place: in Leicester (")
            && short[1].contains(" per 1,000 people 65+ a year with usual care"),
        "{short:?}"
    );
    assert!(!short.join(" ").contains("mergency admissions"), "{short:?}");
    assert!(short.iter().any(|s| s.starts_with("The range of falls place by place: in Leicester ")), "{short:?}");
    let table = tables::terminal(&results);
    let head = table.lines().find(|line| line.contains("Falls")).unwrap();
    assert!(head.find("Falls") < head.find("missions").or(Some(usize::MAX)), "{table}");
    assert!(!short.join(" ").contains("more deaths"), "{short:?}");
    let deaths = results.metrics.iter().position(|metric| metric.key == "deaths_per_1000").unwrap();
    results.rows.iter_mut().filter(|row| row.arm == 4).for_each(|row| row.values[deaths] += 5.0);
    let said = answer(&results).join(" ");
    assert!(said.contains("There were more deaths on average with Urgent frailty hub."), "{said}");
}

#[test]
fn what_is_better_and_worse_follows_the_direction_of_an_outcome() {
    let mut results = synthetic::results(8);
    results.study.outcomes = vec!["two_hour_share".into()];
    let share = results.metrics.iter().position(|metric| metric.key == "two_hour_share").unwrap();
    for row in &mut results.rows {
        let shift = [0.0, 0.0, 0.0, 0.1, -0.1][row.arm.min(4)] * f64::from(u8::from(row.arm < 5));
        row.values[share] = 0.5 + shift;
    }
    let short = Answer::of(&Trials::of(&results), Scope::default()).further.join(" ");
    assert!(short.contains("Better than usual care in nearly every period: Integrated care team ("), "{short}");
    assert!(short.contains("Worse than usual care in nearly every period: Urgent frailty hub ("), "{short}");
}

#[test]
fn nothing_at_all_still_makes_a_page() {
    let mut results = synthetic::results(1);
    results.rows.clear();
    results.metrics.clear();
    results.places.clear();
    results.arms.truncate(1);
    let page = page(&results);
    assert!(page.contains("Nothing was compared with usual care."));
    assert!(tables::terminal(&results).contains("no interval") || !tables::terminal(&results).is_empty());
}

/// Words of a page or a terminal that speak of another world.
const COMPARED: [&str; 11] = [
    "ifference",
    "each design",
    "two worlds",
    "other world",
    "baseline",
    "under comparison",
    "cannot be told apart",
    "admission of one world",
    "Sham",
    "ripple",
    "every arm",
];

#[test]
fn a_page_on_one_world_speaks_of_no_other() {
    let mut results = synthetic::results(4);
    let both = page(&results);
    let idle: Vec<&&str> = COMPARED.iter().filter(|words| !both.contains(**words)).collect();
    assert!(idle.is_empty(), "no page has these words: {idle:?}");
    results.arms.truncate(1);
    results.rows.retain(|row| row.arm == 0);
    results.failed.clear();
    results.study.question = None;
    let page = page(&results);
    let (text, made) = page.split_once("<section id=\"parameters\"").unwrap();
    let (_, limits) = made.split_once("<section id=\"limits\"").unwrap();
    let text = text.split_once("<body>").unwrap().1;
    for words in COMPARED {
        assert!(!text.contains(words) && !limits.contains(words), "{words}: {text}");
        assert!(!tables::terminal(&results).contains(words), "{words}: {}", tables::terminal(&results));
    }
    assert!(text.contains("<p class=\"short-answer\">Leicester and Wiltshire together, 36 months from"), "{text}");
    assert!(text.contains("class=\"further\">How fast help comes") && text.contains("Usual care: "));
    let levels =
        "<caption>Levels with usual care, with the interval in which 95 % of single periods fall (chance)</caption>";
    assert!(text.contains(levels));
}

#[test]
fn a_failed_trial_is_left_out_in_pairs_and_said_so() {
    let whole = synthetic::results(4);
    let lacking = synthetic::results_with_failure(4);
    let hub = |results| in_words(&Answer::of(&Trials::of(results), Scope::default()));
    assert!(!hub(&whole).contains("from 3 replications only"));
    assert!(hub(&lacking).contains("from 3 replications only"));
    let (whole, lacking) = (Trials::of(&whole), Trials::of(&lacking));
    let pair = Pair { arm: 4, against: 0 };
    let replications = |trials: &Trials| -> Vec<(u32, u32)> {
        let pairs = trials.pairs(pair, Scope::default());
        pairs.iter().map(|(arm, against)| (arm.replication, against.replication)).collect()
    };
    assert_eq!(replications(&whole), [(0, 0), (1, 1), (2, 2), (3, 3)]);
    assert_eq!(replications(&lacking), [(0, 0), (2, 2), (3, 3)]);
}
