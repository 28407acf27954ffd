//! Keyed luck looks uniform and independent whichever part of the key is varied, on ten million keys each.

use mdtsim::random::embedding::Process;
use mdtsim::random::luck::{Luck, Purpose, mix};
use mdtsim::time::{SimTime, Span};

const KEYS: u64 = 10_000_000;
/// Largest accepted distance from expectation, in standard errors.
const LIMIT: f64 = 4.0;

/// Statistics of a sequence of 64-bit words that should be independent and uniform.
struct Examination {
    upper_bins: Vec<u64>,
    lower_bins: Vec<u64>,
    /// The upper six bits of a word and of its predecessor.
    pair_bins: Vec<u64>,
    /// Sums of products of centred words 1, 2 and 16 apart.
    products: [f64; LAGS.len()],
    count: f64,
}

const LAGS: [usize; 3] = [1, 2, 16];
const MEMORY: usize = 16;
const BIN_BITS: u32 = 12;

impl Examination {
    fn of(word: impl Fn(u64) -> u64) -> Self {
        let bins = || vec![0; 1 << BIN_BITS];
        let mut exam = Self {
            upper_bins: bins(),
            lower_bins: bins(),
            pair_bins: bins(),
            products: [0.0; LAGS.len()],
            count: KEYS as f64,
        };
        let mut recent = [0.0; MEMORY];
        let mut before = 0;
        for i in 0..KEYS {
            let word = word(i);
            exam.upper_bins[(word >> (64 - BIN_BITS)) as usize] += 1;
            exam.lower_bins[(word & ((1 << BIN_BITS) - 1)) as usize] += 1;
            exam.pair_bins[(word >> 58 << 6 | before >> 58) as usize] += 1;
            // Centred to [-1/2, 1/2); the first few products are with zeros and do not count.
            let centred = (word >> 11) as f64 / (1_u64 << 53) as f64 - 0.5;
            for (product, lag) in exam.products.iter_mut().zip(LAGS) {
                *product += centred * recent[(i as usize + MEMORY - lag) % MEMORY];
            }
            recent[i as usize % MEMORY] = centred;
            before = word;
        }
        exam
    }

    /// Every statistic as a number of standard errors from its expectation.
    fn scores(&self) -> Vec<(&'static str, f64)> {
        let chi_squared = |bins: &[u64]| {
            let expected = self.count / bins.len() as f64;
            let sum: f64 = bins.iter().map(|&n| (n as f64 - expected) * (n as f64 - expected) / expected).sum();
            let freedom = bins.len() as f64 - 1.0;
            (sum - freedom) / (2.0 * freedom).sqrt()
        };
        // A product of two independent uniforms centred at zero has mean 0 and variance 1/144.
        let correlation = |product: f64| product / (self.count / 144.0).sqrt();
        vec![
            ("chi squared of the upper bits", chi_squared(&self.upper_bins)),
            ("chi squared of the lower bits", chi_squared(&self.lower_bins)),
            ("chi squared of successive pairs", chi_squared(&self.pair_bins)),
            ("correlation at lag 1", correlation(self.products[0])),
            ("correlation at lag 2", correlation(self.products[1])),
            ("correlation at lag 16", correlation(self.products[2])),
        ]
    }

    fn worst(&self) -> f64 {
        self.scores().iter().map(|(_, z)| z.abs()).fold(0.0, f64::max)
    }
}

fn expect_random(varied: &str, word: impl Fn(u64) -> u64) {
    for (statistic, z) in Examination::of(word).scores() {
        assert!(z.abs() <= LIMIT, "{statistic}, varying {varied}: z = {z:.2}");
    }
}

fn luck() -> Luck {
    Luck::new(20_270_401, 3).of_place("E06000016")
}

#[test]
fn draws_are_random_in_the_replication_and_the_seed() {
    expect_random("the seed", |i| Luck::new(i, 0).hash(Purpose::Admit, 5, 0));
    expect_random("the seed's upper half", |i| Luck::new(i << 32, 0).hash(Purpose::Admit, 5, 0));
    expect_random("the replication", |i| Luck::new(1, i as u32).hash(Purpose::Admit, 5, 0));
}

#[test]
fn draws_are_random_in_the_place() {
    let luck = Luck::new(1, 0);
    expect_random("the place", |i| {
        let mut code = *b"E00000000";
        let mut rest = i;
        for digit in code[1..].iter_mut().rev() {
            *digit += (rest % 10) as u8;
            rest /= 10;
        }
        luck.of_place(std::str::from_utf8(&code).unwrap()).hash(Purpose::Admit, 5, 0)
    });
}

#[test]
fn draws_are_random_in_the_purpose() {
    use Purpose::*;
    let purposes = [Person, Age, Sex, Frailty, Condition, Door, Convey, Admit, LengthOfStay, Finding, Leaving, Winter];
    let number = purposes.len() as u64;
    expect_random("the purpose", |i| luck().hash(purposes[(i % number) as usize], i / number, 0));
}

#[test]
fn draws_are_random_in_the_subject() {
    expect_random("the subject", |i| luck().hash(Purpose::Finding, i, 7));
    expect_random("the subject's upper half", |i| luck().hash(Purpose::Finding, i << 32, 7));
}

#[test]
fn draws_are_random_in_the_occasion() {
    expect_random("the occasion", |i| luck().hash(Purpose::Finding, 7, i));
    expect_random("the occasion in steps of a week", |i| luck().hash(Purpose::Finding, 7, i * 604_800));
}

#[test]
fn the_later_words_of_a_draw_are_random() {
    expect_random("the subject, second uniform", |i| {
        let bits = (luck().draw(Purpose::Sex, i, 0).uniform(1) * (1_u64 << 52) as f64) as u64;
        bits << 12 | bits & 0xFFF
    });
    expect_random("the word, four to a subject", |i| {
        let bits = (luck().draw(Purpose::Sex, i / 4, 0).uniform32((i % 4) as usize) * (1_u64 << 32) as f64) as u64;
        bits << 32 | bits
    });
}

#[test]
fn keys_and_mixed_subjects_are_random() {
    expect_random("the birth-cohort number", |i| luck().key(Purpose::Person, i));
    expect_random("a stage of a point", |i| mix(0x1234_5678, i));
    expect_random("a point at one stage", |i| mix(i, 2));
    expect_random("four stages of a point", |i| mix(i / 4, i % 4));
    expect_random("call numbers of points", |i| {
        let [w0, w1, ..] = luck().point_words(99, i << 24);
        u64::from(w0) << 32 | u64::from(w1)
    });
}

#[test]
fn weak_keys_would_be_caught() {
    let golden = 0x9E37_79B9_7F4A_7C15_u64;
    assert!(Examination::of(|i| i.wrapping_mul(golden)).worst() > LIMIT, "a multiple of the counter");
    let xorshift = |mut x: u64| {
        x ^= x << 13;
        x ^= x >> 7;
        x ^ x << 17
    };
    assert!(Examination::of(|i| xorshift(i + 1)).worst() > LIMIT, "a linear scramble of the counter");
    let replication_left_out = |i: u64| luck().hash(Purpose::Admit, i / 2, 0);
    assert!(Examination::of(replication_left_out).worst() > LIMIT, "every draw twice");
}

/// Every result of every scenario hangs on these: if one moves, all pinned results move with it.
#[test]
fn the_key_schedule_is_pinned() {
    let luck = luck();
    let process = Process::new(4, Span::days(200), 1.3);
    let point = process.next(luck, 99, SimTime::from_ticks(12_345_678), SimTime::NEVER, |_, _| 6.0).unwrap();
    let found = [
        luck.hash(Purpose::Person, 1, 2),
        luck.hash(Purpose::LengthOfStay, u64::MAX, 3),
        luck.key(Purpose::Person, 77),
        luck.uniform(Purpose::Sickness, 5, 6).to_bits(),
        mix(1, 2),
        point.at.ticks(),
        point.height.to_bits(),
        point.mark.to_bits(),
        point.id.key(),
    ];
    let pinned = [
        0x1d2a6b0c6c703f87,
        0xa4d18ed7dd3fc4a5,
        0xc760dd7a841907b5,
        0x3fd158eb789fe97a,
        0x64b174495128d35e,
        0xd88b95,
        0x4010845613da0000,
        0x3fede374fe500000,
        0xb11143680081e4b7,
    ];
    assert_eq!(found, pinned, "{found:x?}");
}
