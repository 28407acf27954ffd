//! Results pinned bit for bit: no change of results goes unseen, whether it was meant or not.
//!
//! The pins stand in `tests/pinned.csv`, one an arm, so that it shows how far a change reaches. Where a change was meant,
//! `make pins` pins anew.

mod small;

use mdtsim::experiment::results::{Results, Row};
use small::{ARMS, ASHBY, BROOK, HEAD, results};
use std::path::Path;

const PINS: &str = "tests/pinned.csv";

/// Beside the arms of every small study one that meets crises and one that loses its money: other rooms of the model.
const FURTHER: &str = r#"
[[arm]]
id = "hub"
design = "urgent-frailty-hub"
money = "80 GBP per person per year"
[[arm]]
id = "stop"
design = "integrated-neighbourhood-team"
money = "80 GBP per person per year"
shocks = ["cut"]
[[shock]]
id = "cut"
kind = "cut"
funding = "better-care-fund"
at = "2027-07-01"
size = 0.5
warning = "4 weeks"
length = "12 months"
[parameters]
"market.open" = true
"#;

/// A line for each arm: its rows, with counts, waits and ledger, of every place and replication.
fn pins(results: &Results) -> String {
    let mut lines = String::from("arm,rows,blake3\n");
    for (arm, info) in results.arms.iter().enumerate() {
        let mut hasher = blake3::Hasher::new();
        let rows: Vec<_> = results.rows.iter().filter(|row| row.arm == arm).collect();
        for row in &rows {
            // In the shortest form that reads back, so that other text is other bits; NaN stands as NaN. Labels of events are
            // words, which may change where no result does.
            let row = Row { events: row.events.iter().map(|&(_, count)| ("", count)).collect(), ..(*row).clone() };
            hasher.update(format!("{row:?}\n").as_bytes());
        }
        lines += &format!("{},{},{}\n", info.id, rows.len(), hasher.finalize().to_hex());
    }
    lines
}

#[test]
fn results_are_those_that_are_pinned() {
    let results = results(&[HEAD, ASHBY, BROOK, ARMS, FURTHER].concat(), 2);
    assert!(results.failed.is_empty(), "{:?}", results.failed);
    let now = pins(&results);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PINS);
    if std::env::var("MDTSIM_PIN").is_ok_and(|wish| wish == "update") {
        std::fs::write(&path, now).unwrap();
        return;
    }
    let then = std::fs::read_to_string(&path).unwrap_or_default().replace('\r', "");
    assert!(
        now == then,
        "results have changed. If that was meant, pin them anew with `make pins` (MDTSIM_PIN=update \
         cargo test --release --test pinned) and add a sentence to CHANGELOG.md that says what changed and why. Pinned in {PINS}:\n{then}\n\
         Now:\n{now}"
    );
}
