//! Luck: a uniform number for every named decision, the same whenever and however often it is asked for.
//!
//! A draw is keyed by (seed, replication, place, purpose, subject, occasion) and by nothing else: not by the arm,
//! not by how many draws came before. The first three are mixed once into a 64-bit key; purpose goes into the
//! generator's key with it, subject and occasion fill its 128-bit counter, so that no two draws of one place share an
//! input. This file must not know what is decided.

use crate::random::philox::philox2x64_7;
pub use crate::random::purpose::Purpose;

/// What a generator call is for, set apart in the key so that no kind of call meets another.
/// Purposes have 16 bits; these lie above them.
const FOR_DRAWS: u64 = 0;
const FOR_KEYS: u64 = 1 << 16;
const FOR_POINTS: u64 = 2 << 16;
/// The generator's key for lucks themselves.
const FOR_LUCKS: u64 = 0x696D_0001_6D64_7473;

/// The luck of a replication, or of one place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    key: u64,
}

/// The two random words of one draw. Two doubles or four coarser numbers can be read off; they overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw([u64; 2]);

impl Luck {
    /// The luck of one replication, common to all its arms and places.
    pub const fn new(seed: u64, replication: u32) -> Self {
        let [key, _] = philox2x64_7([seed, replication as u64], FOR_LUCKS);
        Self { key }
    }

    /// The luck of the place with this code in the same replication. It does not depend on other places.
    pub fn of_place(self, code: &str) -> Self {
        Self { key: mix(self.key, subject_of_name(code)) }
    }

    /// A 64-bit key for a thing that has luck of its own, such as a person from a birth-cohort number.
    pub const fn key(self, purpose: Purpose, subject: u64) -> u64 {
        let [key, _] = self.words(FOR_KEYS | purpose as u64, subject, 0);
        key
    }

    /// The draw for this decision about this subject on this occasion.
    #[inline]
    pub const fn draw(self, purpose: Purpose, subject: u64, occasion: u64) -> Draw {
        Draw(self.words(FOR_DRAWS | purpose as u64, subject, occasion))
    }

    /// A uniform number in the open interval (0, 1).
    #[inline]
    pub const fn uniform(self, purpose: Purpose, subject: u64, occasion: u64) -> f64 {
        self.draw(purpose, subject, occasion).uniform(0)
    }

    /// Yes with probability `p`: never at 0 or below (or if not a number), always at 1 or above. A higher
    /// probability turns answers from no to yes and none the other way.
    #[inline]
    pub const fn chance(self, purpose: Purpose, subject: u64, occasion: u64, p: f64) -> bool {
        self.uniform(purpose, subject, occasion) < p
    }

    /// Sixty-four random bits.
    #[inline]
    pub const fn hash(self, purpose: Purpose, subject: u64, occasion: u64) -> u64 {
        let Draw([word, _]) = self.draw(purpose, subject, occasion);
        word
    }

    /// The words of one call for the points of a process; what a call's number means is said in `embedding`.
    #[inline]
    pub const fn point_words(self, owner: u64, call: u64) -> [u32; 4] {
        let [w0, w1] = self.words(FOR_POINTS, owner, call);
        [low(w0), high(w0), low(w1), high(w1)]
    }

    #[inline]
    const fn words(self, domain: u64, subject: u64, occasion: u64) -> [u64; 2] {
        philox2x64_7([subject, occasion], self.key ^ domain)
    }
}

impl Draw {
    /// Uniform in the open interval (0, 1) from 64 random bits; `i` is 0 or 1.
    ///
    /// # Panics
    /// If `i` is above 1.
    #[inline]
    pub const fn uniform(self, i: usize) -> f64 {
        open_unit(self.0[i])
    }

    /// Uniform in the open interval (0, 1) from 32 random bits, for choices that need no more; `i` is 0 to 3.
    ///
    /// # Panics
    /// If `i` is above 3.
    #[inline]
    pub const fn uniform32(self, i: usize) -> f64 {
        let word = self.0[i / 2];
        open_unit32(if i & 1 == 0 { low(word) } else { high(word) })
    }
}

/// A strong mixer of two words into one, for subjects made of two parts, such as (root point, stage). For a fixed
/// first word it is one to one in the second, and the other way round; `mix(a, b)` is not `mix(b, a)`.
#[inline]
pub const fn mix(a: u64, b: u64) -> u64 {
    finish(finish(a ^ 0x9E37_79B9_7F4A_7C15).wrapping_add(b))
}

/// A subject from a name: two names that differ give, but for one chance in 2^64, two subjects.
pub fn subject_of_name(name: &str) -> u64 {
    let mut hash = name.len() as u64;
    for bytes in name.as_bytes().chunks(8) {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        hash = mix(hash, u64::from_le_bytes(word));
    }
    hash
}

/// A one-to-one scrambling of 64 bits in which every input bit moves every output bit with probability close to a
/// half: Stafford's thirteenth set of constants for the murmur finaliser.
const fn finish(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The middle of one of 2^52 equal cells of (0, 1): exact, never 0 and never 1.
#[inline]
pub const fn open_unit(bits: u64) -> f64 {
    const CELL: f64 = 1.0 / (1_u64 << 52) as f64;
    ((bits >> 12) as f64 + 0.5) * CELL
}

/// The middle of one of 2^32 equal cells of (0, 1): exact, never 0 and never 1.
#[inline]
pub(in crate::random) const fn open_unit32(bits: u32) -> f64 {
    const CELL: f64 = 1.0 / (1_u64 << 32) as f64;
    (bits as f64 + 0.5) * CELL
}

#[inline]
const fn low(word: u64) -> u32 {
    word as u32
}

#[inline]
const fn high(word: u64) -> u32 {
    (word >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uniforms_stay_inside_the_open_interval() {
        for bits in [0, 1, u64::MAX - 1, u64::MAX] {
            assert!(open_unit(bits) > 0.0 && open_unit(bits) < 1.0);
        }
        assert!(open_unit32(0) > 0.0 && open_unit32(u32::MAX) < 1.0);
    }

    #[test]
    fn the_ends_of_the_scale_are_certain() {
        let luck = Luck::new(1, 0);
        for subject in 0..1_000 {
            assert!(!luck.chance(Purpose::Sex, subject, 0, 0.0));
            assert!(luck.chance(Purpose::Sex, subject, 0, 1.0));
            assert!(!luck.chance(Purpose::Sex, subject, 0, f64::NAN));
        }
    }

    #[test]
    fn every_part_of_the_key_changes_the_draw() {
        let luck = Luck::new(7, 3).of_place("E06000016");
        let draw = luck.draw(Purpose::Sex, 11, 13);
        assert_eq!(draw, luck.draw(Purpose::Sex, 11, 13), "asking twice");
        for other in [
            Luck::new(8, 3).of_place("E06000016").draw(Purpose::Sex, 11, 13),
            Luck::new(7, 4).of_place("E06000016").draw(Purpose::Sex, 11, 13),
            Luck::new(7, 3).of_place("E06000017").draw(Purpose::Sex, 11, 13),
            Luck::new(7, 3).draw(Purpose::Sex, 11, 13),
            luck.draw(Purpose::Age, 11, 13),
            luck.draw(Purpose::Sex, 13, 11),
            luck.draw(Purpose::Sex, 11, 14),
            luck.draw(Purpose::Sex, 11 + (1 << 32), 13),
        ] {
            assert_ne!(draw, other);
        }
        assert_ne!(luck.key(Purpose::Sex, 11), luck.hash(Purpose::Sex, 11, 0), "keys are not draws");
        assert_ne!(luck.of_place("a"), luck.of_place("a\0"), "a code's length counts");
    }
}
