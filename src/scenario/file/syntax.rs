//! What is wrong with a line that is no TOML, in words that say what would be right.

/// A line after which nothing can be told of the text, because it is not known to which table the next lines belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken<'a> {
    /// The header of a table without one of its brackets, and whether it is of a list of tables.
    Header(&'a str, bool),
    /// A key and something after it, without `=` between them.
    NoValue(&'a str),
}

/// The line of a text in which this byte is, without a comment behind a header.
pub fn line_at(text: &str, at: usize) -> Option<&str> {
    let at = at.min(text.len());
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = text.get(at..)?.find('\n').map_or(text.len(), |end| at + end);
    text.get(start..end).map(str::trim)
}

impl<'a> Broken<'a> {
    /// What is broken of a line that is no TOML; `None` where it is the value alone.
    pub fn of(line: &'a str) -> Option<Self> {
        let line = line.split('#').next().unwrap_or(line).trim();
        if line.contains('=') {
            return None;
        }
        let name = line.trim_matches(|letter| letter == '[' || letter == ']').trim();
        let is_name =
            !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
        match line.starts_with('[') || line.ends_with(']') {
            true if is_name => Some(Self::Header(name, line.starts_with("[[") || line.ends_with("]]"))),
            true => None,
            false => {
                let key = line.split_whitespace().next()?;
                let is_key = key.starts_with(|letter: char| letter.is_ascii_alphabetic());
                is_key.then_some(Self::NoValue(key))
            }
        }
    }

    /// The reason and what would be right.
    pub fn told(&self) -> (String, String) {
        const THEN: &str = "what comes after it is read once this is right";
        match self {
            Self::Header(name, list) => {
                let whole = if *list { format!("[[{name}]]") } else { format!("[{name}]") };
                ("a bracket is missing around the name of this table".to_string(), format!("write {whole}; {THEN}"))
            }
            Self::NoValue(key) => (
                format!("there is no `=` between the key `{key}` and its value"),
                format!("write {key} = VALUE, with text and quantities in quotes; {THEN}"),
            ),
        }
    }
}

/// What would be right where a value is wrong, by the parser's message.
pub fn help(message: &str) -> String {
    let help = if message.contains("extra `=`") {
        "one `=` stands between a key and its value, such as seed = 20261122"
    } else if message.contains("duplicate key") {
        "a key stands once in its table: keep one of the two"
    } else if message.contains("invalid basic string") {
        "text ends with the quotes with which it begins, on the same line, such as horizon = \"36 months\""
    } else if message.contains("array") {
        "a list stands in brackets with commas between its values, such as values = [\"7 days\", \"14 days\"]"
    } else {
        "text, quantities and names of places stand in quotes, such as horizon = \"36 months\""
    };
    help.to_string()
}
