//! Philox 2x64-7: a counter-based generator, two random words of 64 bits for each (counter, key) and no state.
//!
//! After Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11). The counter passes
//! through seven rounds of multiplication and exchange under a key that moves on by a Weyl constant each round. Of their
//! generators this one gives the most for a processor's work: a round is one multiplication of 64 by 64 bits, where
//! Philox 4x32 takes two of 32 by 32. Seven is the lesser of the two numbers of rounds for which known answers are
//! published, and passes all of BigCrush; ten, their default, would only leave more room.
//!
//! This file must not know what the numbers are for.

/// Multiplier of the first half of the counter.
const MULTIPLIER: u64 = 0xD2B7_4407_B1CE_6E93;
/// Weyl constant of the key: the golden ratio, less one, in 64 bits.
const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;
const ROUNDS: usize = 7;

/// Two words that look independent and uniform for any two inputs that differ anywhere.
#[inline(always)]
pub const fn philox2x64_7(counter: [u64; 2], mut key: u64) -> [u64; 2] {
    let [mut x0, mut x1] = counter;
    let mut round = 0;
    while round < ROUNDS {
        let product = MULTIPLIER as u128 * x0 as u128;
        [x0, x1] = [(product >> 64) as u64 ^ x1 ^ key, product as u64];
        key = key.wrapping_add(WEYL);
        round += 1;
    }
    [x0, x1]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers that Random123 publishes for philox2x64, 7 rounds.
    #[test]
    fn the_published_known_answers_come_out() {
        assert_eq!(philox2x64_7([0; 2], 0), [0xb41d_a69f_bfef_c666, 0x511e_9ce1_a553_4056]);
        assert_eq!(philox2x64_7([u64::MAX; 2], u64::MAX), [0xa469_6cc0_4462_015d, 0x7247_82da_e171_69e9]);
        let digits_of_pi = philox2x64_7([0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344], 0xa409_3822_299f_31d0);
        assert_eq!(digits_of_pi, [0x98ed_1534_392b_f372, 0x6752_8b15_6888_2fd5]);
    }
}
