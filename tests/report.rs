//! The words, tables and pictures that people read, tried on an invented experiment.

mod synthetic;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::report::{figures, tables};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

fn in_words(answer: &Answer) -> String {
    let mut text = String::new();
    for sentence in answer.before.iter().chain(&answer.findings) {
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
