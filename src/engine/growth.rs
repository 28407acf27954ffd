//! Lists that grow by an eighth at a time, because a country has so many of them: doubling would leave a third of their
//! room unused.

const GROWTH_BITS: u32 = 3;
const LEAST: usize = 32;

/// Adds one thing to a list.
pub fn push_tightly<T>(list: &mut Vec<T>, thing: T) {
    make_room(list, 1);
    list.push(thing);
}

/// Adds the things of another list.
pub fn extend_tightly<T: Copy>(list: &mut Vec<T>, things: &[T]) {
    make_room(list, things.len());
    list.extend_from_slice(things);
}

fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact((list.len() >> GROWTH_BITS).max(LEAST).max(more));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_room_is_left_unused() {
        let mut list: Vec<u32> = Vec::new();
        (0..10_000).for_each(|number| push_tightly(&mut list, number));
        extend_tightly(&mut list, &[7; 5_000]);
        assert_eq!((list.len(), list[9_999], list[14_999]), (15_000, 9_999, 7));
        assert!(list.capacity() < 15_000 * 9 / 8 + 1, "{} for 15,000", list.capacity());
    }
}
