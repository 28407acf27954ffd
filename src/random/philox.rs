//! Philox 2x64-10: a counter-based generator, two random words of 64 bits for each (counter, key) and no state.
//!
//! After Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11). The counter passes
//! through ten rounds of multiplication and exchange under a key that moves on by a Weyl constant each round. Of their
//! generators this one gives the most for a processor's work: a round is one multiplication of 64 by 64 bits, where
//! Philox 4x32 takes two of 32 by 32, and it needs as many rounds. This file must not know what the numbers are for.

/// Multiplier of the first half of the counter.
const MULTIPLIER: u64 = 0xD2B7_4407_B1CE_6E93;
/// Weyl constant of the key: the golden ratio, less one, in 64 bits.
const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;
const ROUNDS: usize = 10;

/// Two words that look independent and uniform for any two inputs that differ anywhere.
#[inline(always)]
pub const fn philox2x64_10(counter: [u64; 2], mut key: u64) -> [u64; 2] {
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

    /// The known answers that Random123 publishes for philox2x64, 10 rounds.
    #[test]
    fn the_published_known_answers_come_out() {
        assert_eq!(philox2x64_10([0; 2], 0), [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]);
        assert_eq!(philox2x64_10([u64::MAX; 2], u64::MAX), [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]);
        let digits_of_pi = philox2x64_10([0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344], 0xa409_3822_299f_31d0);
        assert_eq!(digits_of_pi, [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d]);
    }
}
