//! Closed sets of words, such as roles or modes of meeting, as they are written in a file.

/// One of a closed set of words, written in kebab-case.
pub trait Choice: Copy + Eq + 'static {
    /// Every value, in the order in which people are shown them.
    const ALL: &'static [Self];

    /// The word that stands for this value in files.
    fn word(self) -> &'static str;

    /// The value for which `word` stands, or `None` when it stands for nothing.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.word() == word)
    }

    /// All words, separated by commas, for messages.
    fn words() -> String {
        Self::ALL.iter().map(|choice| choice.word()).collect::<Vec<_>>().join(", ")
    }
}
