//! A desk to work at: a folder of one's own in which commands are run.
#![allow(dead_code)] // each test uses a part

use crate::small::text;
use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with the small scenario in it, in which commands are run.
pub struct Desk(pub TempDir);

/// What a command left behind.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A folder with nothing but `small.toml` in it.
    pub fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("small.toml", &text());
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).unwrap()
    }

    pub fn names(&self) -> Vec<String> {
        names(self.0.path())
    }

    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("mdtsim").unwrap();
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "TERM"] {
            command.env_remove(variable);
        }
        command.current_dir(self.0.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command().args(arguments))
    }
}

pub fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
