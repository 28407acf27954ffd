//! Ranks of a sample. Knows no model.

/// The rank of each value from 1, ties sharing the mean of theirs. NaN ranks last.
pub fn ranks(sample: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..sample.len()).collect();
    order.sort_by(|&one, &other| sample[one].total_cmp(&sample[other]));
    let mut ranks = vec![0.0; sample.len()];
    let mut begin = 0;
    while begin < order.len() {
        let same = order[begin..].iter().take_while(|&&index| sample[index] == sample[order[begin]]).count().max(1);
        let shared = begin as f64 + (same as f64 + 1.0) / 2.0;
        order[begin..begin + same].iter().for_each(|&index| ranks[index] = shared);
        begin += same;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(ranks(&[]), Vec::<f64>::new());
        assert_eq!(ranks(&[f64::NAN, 0.0]), [2.0, 1.0]);
    }
}
