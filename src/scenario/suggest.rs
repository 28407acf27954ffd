//! "Did you mean": the known words nearest to an unknown one.

/// Words less alike than this are not worth suggesting (Jaro-Winkler similarity, 0 to 1).
const WORTH_SUGGESTING: f64 = 0.8;
/// Words further behind the nearest than this only distract from it.
const NEARLY_AS_NEAR: f64 = 0.05;

/// Up to `most` of `known`, nearest to `word` first, letter case ignored. Words that contain `word` count as near.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let score = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        let contained = !word.is_empty() && candidate.contains(&word);
        if contained { 1.0 } else { strsim::jaro_winkler(&word, &candidate) }
    };
    let mut scored: Vec<_> = known.into_iter().map(|known| (score(known), known)).collect();
    scored.retain(|&(score, _)| score >= WORTH_SUGGESTING);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup();
    let bar = scored.first().map_or(0.0, |&(best, _)| best - NEARLY_AS_NEAR);
    scored.into_iter().filter(|&(score, _)| score >= bar).take(most).map(|(_, known)| known).collect()
}

/// "did you mean `a` or `b`?", or `None` when nothing is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const MOST: usize = 3;
    let near = nearest(word, known, MOST);
    let quoted: Vec<_> = near.iter().map(|word| format!("`{word}`")).collect();
    (!quoted.is_empty()).then(|| format!("did you mean {}?", quoted.join(" or ")))
}
