//! The tiles of a process's half-plane: where each lies, and what the generator's calls for it are numbered.
//!
//! This file must not know how many points a tile holds.

/// One tile: a layer of intensity over a stretch of time.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) layer: u32,
    /// Its first second.
    pub(super) start: u64,
    /// It lasts 2^bits seconds.
    pub(super) bits: u32,
}

impl Cell {
    /// The next cell of the layer.
    #[inline]
    pub(super) const fn following(self) -> Self {
        Self { start: self.start + (1 << self.bits), ..self }
    }

    /// The second that a word picks.
    #[inline]
    pub(super) const fn tick(self, word: u32) -> u64 {
        self.start + ((word as u64) >> (u32::BITS - self.bits))
    }

    /// One number for (cell, clock, index): 40 bits of start, 8 of layer, 8 of index, 8 of clock.
    #[inline]
    pub(super) const fn call(self, clock: u8, index: u32) -> u64 {
        self.start | (self.layer as u64) << 40 | (index as u64) << 48 | (clock as u64) << 56
    }
}
