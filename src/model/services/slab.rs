//! Numbered storage whose numbers are used again.

use crate::engine::growth::push_tightly;

/// Things by number. Numbers are handed out lowest-last-freed first, so the same history gives the same numbers.
#[derive(Clone, Debug)]
pub struct Slab<T> {
    things: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { things: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slab<T> {
    /// Stores a thing and returns its number.
    pub fn add(&mut self, thing: T) -> u32 {
        match self.free.pop() {
            Some(number) => {
                self.things[number as usize] = thing;
                number
            }
            None => {
                push_tightly(&mut self.things, thing);
                self.things.len() as u32 - 1
            }
        }
    }

    /// Frees a number. What lies there stays readable until the number is used again.
    pub fn free(&mut self, number: u32) {
        self.free.push(number);
    }

    /// The thing with this number.
    #[inline]
    pub fn get(&self, number: u32) -> &T {
        &self.things[number as usize]
    }

    /// The thing with this number, to be changed.
    #[inline]
    pub fn get_mut(&mut self, number: u32) -> &mut T {
        &mut self.things[number as usize]
    }

    /// Everything that lies in storage by number, what was freed and not yet written over included.
    pub fn all(&self) -> impl Iterator<Item = (u32, &T)> {
        (0..).zip(&self.things)
    }

    /// How many things are stored.
    pub fn in_use(&self) -> usize {
        self.things.len() - self.free.len()
    }
}
