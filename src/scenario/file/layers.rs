//! The layers of a scenario: built-in defaults, the file, overlays and `--set`, laid on top of one another.

use super::problem::{Problem, Problems, Report};
use super::source::{Origin, SourceKind, Sources};
use super::tree::{Item, Node, Table, Value, parse_document, parse_value};
use crate::scenario::suggest::did_you_mean;
use std::path::{Path, PathBuf};

const DEFAULTS: &str = include_str!("../data/defaults.toml");
const LIBRARY: &str = include_str!("../data/designs.toml");

/// More parts than any path of a scenario has.
const DEEPEST: usize = 12;

/// All layers of a scenario in one tree, every part of which remembers where it was written.
#[derive(Clone, Debug)]
pub struct Layers {
    /// The texts.
    pub sources: Sources,
    /// The merged tree of defaults, file, overlays and settings.
    pub root: Node,
    /// The designs that are built in, by id.
    pub library: Table,
    /// The beginning of the scenario file, where what is missing is reported.
    pub start: Origin,
    /// Paths that were set one by one, and where that was written.
    pub settings: Vec<(String, Origin)>,
    /// What could not be read on the way; checking adds to it.
    unread: Vec<Problem>,
    /// Whether a file broke off, so that nothing beyond can be checked.
    pub broken: bool,
}

impl Layers {
    /// Reads the scenario file, lays overlays over it and then applies the settings (`path=value`).
    ///
    /// # Errors
    /// When a file cannot be read at all, or is empty. Lesser problems wait for the check.
    pub fn read(path: &Path, overlays: &[PathBuf], sets: &[String]) -> Result<Self, Report> {
        let mut sources = Sources::default();
        let problems = Problems::default();
        let paths = std::iter::once(path).chain(overlays.iter().map(PathBuf::as_path));
        let files: Vec<_> = paths.filter_map(|path| open(path, &mut sources, &problems)).collect();
        if files.len() <= overlays.len() {
            return Err(Report::new(sources, problems.into_sorted()));
        }
        Ok(Self::stack(sources, &files, sets, problems))
    }

    /// As [`Self::read`], for a scenario file whose text is at hand.
    ///
    /// # Errors
    /// When the text is empty.
    pub fn of_text(name: &str, text: &str, sets: &[String]) -> Result<Self, Report> {
        let mut sources = Sources::default();
        let problems = Problems::default();
        match accept(name, text, &mut sources, &problems) {
            Some(file) => Ok(Self::stack(sources, &[file], sets, problems)),
            None => Err(Report::new(sources, problems.into_sorted())),
        }
    }

    fn stack(mut sources: Sources, files: &[usize], sets: &[String], problems: Problems) -> Self {
        let start = Origin::new(files[0], 0..0);
        let library = built_in("built-in designs", LIBRARY, &mut sources);
        let library = library.table().and_then(|table| table.get("design")).and_then(|item| item.node.table());
        let library = library.cloned().unwrap_or_default();
        let mut root = built_in("built-in defaults", DEFAULTS, &mut sources);
        for &file in files {
            let text = sources.source(Origin::new(file, 0..0)).text.clone();
            root = root.overlaid(with_flat_parameters(parse_document(&text, file, &problems), &problems));
        }
        let mut layers =
            Self { sources, root, library, start, settings: Vec::new(), unread: Vec::new(), broken: false };
        if problems.is_broken() {
            layers.broken = true;
            layers.unread = problems.into_sorted();
            return layers;
        }
        for set in sets {
            layers.apply(set, &problems);
        }
        super::changes::complete(&mut layers.root);
        layers.unread = problems.into_sorted();
        layers
    }

    /// The problems met so far, to which a check adds its own.
    pub fn problems(&self) -> Problems {
        let problems = Problems::default();
        for problem in &self.unread {
            problems.add(problem.origin, problem.reason.clone(), problem.help.clone());
        }
        problems
    }

    /// Whether something is a default, written in no file.
    pub fn is_built_in(&self, origin: Origin) -> bool {
        self.sources.source(origin).kind == SourceKind::BuiltIn
    }

    /// Whether something was written in a file that was laid over the scenario's own.
    pub fn is_overlay(&self, origin: Origin) -> bool {
        self.sources.source(origin).kind == SourceKind::File && !origin.is_of_the_text_of(self.start)
    }

    /// Whether the value at a dotted path of tables is a default.
    pub fn is_default(&self, path: &str) -> bool {
        let mut node = &self.root;
        for part in path.split('.') {
            let Some(item) = node.table().and_then(|table| table.get(part)) else { return false };
            node = &item.node;
        }
        self.is_built_in(node.origin)
    }

    /// Applies one `path=value`.
    fn apply(&mut self, set: &str, problems: &Problems) {
        let source = self.sources.add("--set", set, SourceKind::Setting);
        let whole = Origin::new(source, 0..set.len());
        let Some((path, value)) = set.split_once('=') else {
            let help = "write PATH=VALUE, such as experiment.horizon=\"12 months\"".to_string();
            return problems.add(whole, format!("`{set}` has no `=`"), help);
        };
        let offset = path.len() + 1;
        let as_text = || {
            let origin = Origin::new(source, offset..set.len());
            Node { value: Value::Text(value.trim().to_string()), origin }
        };
        let node = parse_value(value.trim_end(), source, offset, problems).unwrap_or_else(as_text);
        let key = Origin::new(source, 0..path.len());
        if let Err((reason, help)) = self.put(path.trim(), node, key) {
            problems.add(key, reason, help);
        }
    }

    /// Puts `node` at a dotted path of the tree. Entries of lists are addressed by their `id` (or `name`).
    ///
    /// # Errors
    /// The reason and, if possible, a suggestion, when the path leads nowhere.
    pub fn put(&mut self, path: &str, node: Node, key: Origin) -> Result<(), (String, Option<String>)> {
        let mut parts: Vec<&str> = path.split('.').collect();
        let parameter = path.strip_prefix("parameters.");
        if let Some(parameter) = parameter {
            parts = vec!["parameters", parameter];
        }
        if parts.len() > DEEPEST {
            return Err((format!("no path has more than {DEEPEST} parts"), None));
        }
        if let ["design", id, ..] = parts[..] {
            self.known_design(id)?;
        }
        self.settings.push((path.to_string(), key));
        descend(&mut self.root, &parts, node, key)
    }

    fn known_design(&self, id: &str) -> Result<(), (String, Option<String>)> {
        let defined = self.root.table().and_then(|root| root.get("design")).and_then(|item| item.node.table());
        if self.library.contains_key(id) || defined.is_some_and(|designs| designs.contains_key(id)) {
            return Ok(());
        }
        let known = self.library.keys().chain(defined.into_iter().flat_map(Table::keys));
        Err((format!("there is no design `{id}`"), did_you_mean(id, known.map(String::as_str))))
    }
}

/// Reads a file into the sources; `None`, with a problem noted, when it cannot be used.
pub(super) fn open(path: &Path, sources: &mut Sources, problems: &Problems) -> Option<usize> {
    let name = path.display().to_string();
    let mut refuse = |reason: &str, help: Option<String>| {
        let source = sources.add(&name, "", SourceKind::File);
        problems.add(Origin::new(source, 0..0), reason, help);
    };
    if path.is_dir() {
        let inside = files_like(path, "");
        let help = inside.first().map(|file| format!("name a file in it, such as {}", path.join(file).display()));
        refuse("this is a directory, not a scenario file", help);
        return None;
    }
    match std::fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            refuse("there is no such file", like_named(path));
            None
        }
        Err(error) => {
            refuse(&format!("the file cannot be read: {error}"), None);
            None
        }
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(text) => accept(&name, text, sources, problems),
            Err(error) => {
                let good = error.valid_up_to();
                let source = sources.add(&name, &String::from_utf8_lossy(&bytes), SourceKind::File);
                let reason = format!("byte {:#04x} is not UTF-8 text", bytes[good]);
                let help = "save the file as UTF-8 (plain text)".to_string();
                problems.add(Origin::new(source, good..good + '\u{fffd}'.len_utf8()), reason, help);
                None
            }
        },
    }
}

fn accept(name: &str, text: &str, sources: &mut Sources, problems: &Problems) -> Option<usize> {
    let source = sources.add(name, text, SourceKind::File);
    if text.trim().is_empty() {
        let help = "begin with `schema_version = 1`, then [experiment], [[place]] and [[arm]]".to_string();
        problems.add(Origin::new(source, 0..0), "the file is empty", help);
        return None;
    }
    Some(source)
}

fn built_in(name: &str, text: &str, sources: &mut Sources) -> Node {
    let source = sources.add(name, text, SourceKind::BuiltIn);
    parse_document(text, source, &Problems::default())
}

/// A suggestion for a file that is not there: the nearest name in its folder.
fn like_named(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name()?.to_string_lossy();
    let near = files_like(folder, &name).into_iter().next()?;
    Some(format!("did you mean {}?", path.with_file_name(near).display()))
}

/// TOML files in a folder, nearest in name first; all of them for an empty name.
fn files_like(folder: &Path, name: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".toml"));
    names.sort();
    if name.is_empty() {
        return names;
    }
    let near = crate::scenario::suggest::nearest(name, names.iter().map(String::as_str), 1);
    near.into_iter().map(str::to_string).collect()
}

/// Writes nested tables below `[parameters]` as dotted keys, so that layers agree on how a parameter is called.
fn with_flat_parameters(mut root: Node, problems: &Problems) -> Node {
    if let Value::Table(table) = &mut root.value
        && let Some(item) = table.get_mut("parameters")
        && let Value::Table(nested) = &mut item.node.value
    {
        let mut flat = Table::new();
        flatten("", std::mem::take(nested), &mut flat, problems);
        *nested = flat;
    }
    root
}

fn flatten(prefix: &str, table: Table, flat: &mut Table, problems: &Problems) {
    for (key, item) in table {
        let key = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        if let Value::Table(below) = item.node.value {
            flatten(&key, below, flat, problems);
            continue;
        }
        let origin = item.key;
        if flat.insert(key.clone(), item).is_some() {
            problems.add(origin, format!("`{key}` is given twice"), "keep one of the two".to_string());
        }
    }
}

fn descend(node: &mut Node, path: &[&str], value: Node, key: Origin) -> Result<(), (String, Option<String>)> {
    let Some((&part, rest)) = path.split_first() else {
        *node = value;
        return Ok(());
    };
    match &mut node.value {
        Value::Table(table) if rest.is_empty() => {
            table.insert(part.to_string(), Item { key, node: value });
            Ok(())
        }
        Value::Table(table) => {
            let empty = || Item { key, node: Node { value: Value::Table(Table::new()), origin: key } };
            descend(&mut table.entry(part.to_string()).or_insert_with(empty).node, rest, value, key)
        }
        Value::List(nodes) => {
            let names: Vec<_> = nodes.iter().filter_map(|node| called(node).map(str::to_string)).collect();
            match nodes.iter_mut().find(|node| called(node) == Some(part)) {
                Some(entry) => descend(entry, rest, value, key),
                None => Err((
                    format!("nothing in this list is called `{part}`"),
                    Some(format!("there are: {}", names.join(", "))),
                )),
            }
        }
        _ => Err((format!("`{part}` cannot be set below {}", node.kind()), None)),
    }
}

/// The `id` (or `name`) of an entry of a list.
pub(super) fn called(node: &Node) -> Option<&str> {
    let table = node.table()?;
    match table.get("id").or_else(|| table.get("name")).map(|item| &item.node.value) {
        Some(Value::Text(name)) => Some(name),
        _ => None,
    }
}
