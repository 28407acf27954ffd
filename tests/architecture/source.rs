//! Reading the source of the house: which file mentions what. It knows no rule.

use std::path::Path;

/// A source file.
pub struct File {
    /// Path below `src`, such as `model/people/mod.rs`.
    pub path: String,
    /// Module, such as `model/people` (`main` and `lib` for the roots).
    pub module: String,
    /// As it was written.
    pub text: String,
    /// Its lines without comments.
    code: Vec<String>,
}

/// A file that mentions something of the house.
#[derive(Clone, Debug)]
pub struct Arrow {
    /// The file, for people.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The module that mentions.
    pub from: String,
    /// The module or item that is mentioned, such as `model/people/traits/Sex`.
    pub to: String,
}

impl Arrow {
    /// The room that mentions.
    pub fn leaving_room(&self) -> &str {
        room(&self.from)
    }

    /// The room that is mentioned.
    pub fn to_room(&self) -> &str {
        room(&self.to)
    }
}

fn room(module: &str) -> &str {
    module.split('/').next().unwrap_or_default()
}

/// All files below `src`, in the order of their paths.
pub fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(files.len() > 50, "the source was found");
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let below = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.push(File::new(below, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

impl File {
    fn new(path: String, text: String) -> Self {
        let module = path.trim_end_matches(".rs").trim_end_matches("/mod").to_string();
        let code = text.lines().map(|line| line.split("//").next().unwrap_or_default().to_string()).collect();
        Self { path, module, text, code }
    }

    /// The room it belongs to.
    pub fn room(&self) -> &str {
        room(&self.module)
    }

    /// Everything of the house that it mentions, grouped imports taken apart.
    pub fn arrows(&self) -> Vec<Arrow> {
        let root = if self.module == "main" { "mdtsim::" } else { "crate::" };
        let code = self.code.join("\n");
        let mut arrows = Vec::new();
        for (at, _) in code.match_indices(root).filter(|(at, _)| !code[..*at].ends_with(name_character)) {
            let line = code[..at].matches('\n').count() + 1;
            let mut ends = Vec::new();
            mentioned(&code[at + root.len()..], "", &mut ends);
            arrows.extend(ends.into_iter().map(|to| Arrow {
                file: format!("src/{}", self.path),
                line,
                from: self.module.clone(),
                to,
            }));
        }
        arrows
    }

    /// Imports from the root of the crate, and `super` where it leaves the room. A module of tests may look at its file.
    pub fn back_stairs(&self) -> Vec<String> {
        let top = self.path == format!("{}/mod.rs", self.module) || !self.path.contains('/');
        let top = top && !self.module.contains('/');
        let of_tests = self.code.iter().position(|line| line.trim() == "#[cfg(test)]").unwrap_or(usize::MAX);
        let climbs = |at: usize, line: &str| {
            line.contains("crate::{")
                || line.contains("crate::*")
                || line.contains("super::super")
                || (top && at < of_tests && line.contains("super::"))
        };
        let faults = self.code.iter().enumerate().filter(|(at, line)| climbs(*at, line));
        faults.map(|(at, line)| format!("src/{}:{}: {}", self.path, at + 1, line.trim())).collect()
    }

    /// Mentions of these crates, each with its line.
    pub fn outside(&self, crates: &[String]) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (at, line) in self.code.iter().enumerate() {
            for name in crates {
                let mentions = line.match_indices(name.as_str()).any(|(from, _)| {
                    let after = &line[from + name.len()..];
                    // A path of our own, such as `crate::random` or `super::csv`, is no crate.
                    !line[..from].ends_with(|c: char| name_character(c) || c == ':')
                        && (after.starts_with("::")
                            || (line.trim_start().starts_with("use ") && after.starts_with(';')))
                });
                if mentions {
                    found.push((at + 1, name.clone()));
                }
            }
        }
        found
    }

    /// All names in the code, each with its line.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .iter()
            .enumerate()
            .flat_map(|(at, line)| line.split(|c: char| !name_character(c)).map(move |word| (at + 1, word)))
    }
}

fn name_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Takes a path apart, `a::{b, c::d}` into `a/b` and `a/c/d`; gives what follows it.
fn mentioned<'a>(text: &'a str, before: &str, ends: &mut Vec<String>) -> &'a str {
    let text = text.trim_start();
    let name = &text[..text.find(|c| !name_character(c)).unwrap_or(text.len())];
    let rest = &text[name.len()..];
    let here = match (before, name) {
        (_, "" | "self") => before.to_string(),
        ("", _) => name.to_string(),
        _ => format!("{before}/{name}"),
    };
    if let Some(inside) = rest.strip_prefix("::{") {
        return group(inside, &here, ends);
    }
    if let Some(further) = rest.strip_prefix("::").filter(|further| further.starts_with(name_character)) {
        return mentioned(further, &here, ends);
    }
    ends.push(here);
    rest
}

/// The members of a group, up to and without what follows its brace.
fn group<'a>(mut text: &'a str, before: &str, ends: &mut Vec<String>) -> &'a str {
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if text.is_empty() {
            return text;
        }
        if let Some(after) = text.strip_prefix('}') {
            return after;
        }
        let rest = mentioned(text, before, ends);
        // What is none of our names (`*`, `as x`) is passed over.
        let next = rest.find([',', '}']).unwrap_or(rest.len());
        text = &rest[next..];
    }
}

/// The names of the crates that the program depends on, as code spells them.
pub fn dependencies(manifest: &str) -> Vec<String> {
    let table: toml::Table = manifest.parse().unwrap();
    let names = table["dependencies"].as_table().unwrap().keys();
    names.map(|name| name.replace('-', "_")).collect()
}

#[test]
fn grouped_imports_are_taken_apart() {
    let text =
        "use crate::model::{people::{self, traits::Sex}, step as moment, tables::*};\nlet x = crate::ids::PersonId(0);";
    let file = File::new("cli/mod.rs".into(), text.into());
    let to: Vec<(usize, String)> = file.arrows().into_iter().map(|arrow| (arrow.line, arrow.to)).collect();
    let expected =
        ["model/people", "model/people/traits/Sex", "model/step", "model/tables"].map(|to| (1, to.to_string()));
    assert_eq!(to[..4], expected);
    assert_eq!(to[4..], [(2, "ids/PersonId".to_string())]);
    assert_eq!(file.module, "cli");
}

#[test]
fn comments_and_names_within_names_are_passed_over() {
    let text = "//! [`crate::model::place`]\nlet operand = my_crate::x; let csv = self.csv; // crate::ids\nuse csv::Reader;\nuse crate::csv;";
    let file = File::new("cli/log.rs".into(), text.into());
    assert_eq!(file.arrows().into_iter().map(|arrow| arrow.to).collect::<Vec<_>>(), ["csv"]);
    assert_eq!(file.outside(&["csv".into(), "rand".into()]), [(3, "csv".to_string())]);
}
