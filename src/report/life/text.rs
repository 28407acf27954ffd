//! A telling as text for a terminal: two columns, and the reasons beneath.

use crate::report::figures::DataTable;
use crate::report::life::telling::{Row, Telling};
use std::fmt::Write;

/// Columns of the text.
const WIDTH: usize = 100;
/// Columns of a date.
const DATE: usize = 18;
/// Columns of one life.
const LIFE: usize = (WIDTH - DATE - 2) / 2;

/// The whole telling.
pub fn text(telling: &Telling) -> String {
    let mut out = format!("{}\n\n", telling.title);
    for paragraph in [&telling.person, telling.chosen, &telling.answer] {
        out += &indented(paragraph, 0);
        out.push('\n');
    }
    out += &table(&telling.summary);
    out += &table(&telling.visitors);
    if let Some((what, links)) = &telling.chain {
        let _ = writeln!(out, "{what}");
        for (number, link) in (1..).zip(links) {
            let link = format!("{number}. {link}");
            out += &indented(&link, 2);
        }
        out.push('\n');
    }
    out += "Date by date\n";
    let [one, other] = &telling.names;
    let _ = writeln!(out, "{:DATE$}{:LIFE$}  {}", "", cut(one), cut(other));
    let _ = writeln!(out, "{}", "-".repeat(WIDTH));
    telling.rows.iter().for_each(|told| out += &row(told));
    out += "\nWhat the model cannot say (the page has all of it)\n";
    telling.cannot_say.iter().for_each(|limit| out += &indented(&limit.in_short(), 0));
    out.push('\n');
    telling.notes.iter().for_each(|note| out += &indented(note, 0));
    out
}

fn cut(name: &str) -> String {
    name.chars().take(LIFE).collect()
}

fn row(row: &Row) -> String {
    let mut out = String::new();
    let why = row.why.as_ref().map(|why| indented(&format!("> {why}"), DATE)).unwrap_or_default();
    if row.same {
        let words = row.cells[0].as_deref().unwrap_or_default();
        for (number, line) in wrapped(words, WIDTH - DATE).iter().enumerate() {
            let _ = writeln!(out, "{:DATE$}{line}", if number == 0 { row.date.as_str() } else { "" });
        }
        return out;
    }
    let cells = [0, 1].map(|side: usize| wrapped(row.cells[side].as_deref().unwrap_or("–"), LIFE));
    for number in 0..cells[0].len().max(cells[1].len()) {
        let cell = |side: usize| cells[side].get(number).map(String::as_str).unwrap_or_default();
        let date = if number == 0 { row.date.as_str() } else { "" };
        let line = format!("{date:DATE$}{:LIFE$}  {}", cell(0), cell(1));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out + &why
}

fn table(table: &DataTable) -> String {
    let width = |column: usize| {
        let cells = table.rows.iter().chain([&table.header]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..table.header.len()).map(width).collect();
    let mut out = format!("{}\n", table.caption);
    for row in std::iter::once(&table.header).chain(&table.rows) {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let wide = widths[column];
            let _ = if column == 0 { write!(line, "  {cell:wide$}") } else { write!(line, "  {cell:>wide$}") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out + "\n"
}

fn indented(text: &str, by: usize) -> String {
    let lines = wrapped(text, WIDTH - by);
    lines.iter().map(|line| format!("{:by$}{line}\n", "")).collect()
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > width {
            lines.push(word.to_string());
        } else if let Some(last) = lines.last_mut() {
            if line > 0 {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
