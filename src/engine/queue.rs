//! The waiting line in front of every service: who is served next, and who leaves unserved.
//!
//! Customers stand in priority classes (0 is the most urgent); within a class by an explicit `order` key, then by the
//! number of their ticket. The caller chooses what `order` means: the moment of arrival makes the line first come,
//! first served; a keyed hash makes an order that carries no information. Where two customers may share class and
//! order, and the order of their arrival must not count, the caller passes an order key that tells them apart.
//!
//! This room must not know who a customer is, nor what the time is.

use std::collections::VecDeque;
use std::num::NonZeroU32;

/// A place in one waiting line. It means nothing to any other line, and nothing once the customer has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket {
    class: u8,
    order: u64,
    /// From 1, so that no ticket at all takes no more room than one.
    number: NonZeroU32,
}

impl Ticket {
    /// The ticket with this number, of a customer who remembers what they asked for and when.
    pub fn numbered(class: u8, order: u64, number: NonZeroU32) -> Self {
        Self { class, order, number }
    }

    /// Its number, by which tickets of one class and order differ.
    pub fn number(self) -> NonZeroU32 {
        self.number
    }

    /// The priority class, 0 the most urgent.
    pub fn class(self) -> u8 {
        self.class
    }

    /// The key that orders customers of one class.
    pub fn order(self) -> u64 {
        self.order
    }
}

/// A waiting line of customers `T`: who stands first is served in O(1), and whoever joins at the end, as most do, joins
/// in O(1) too. Joining or leaving elsewhere takes a search of O(log n) and moves the shorter part of the line by one.
#[derive(Clone, Debug)]
pub struct Queue<T: Copy> {
    /// In the order of the tickets.
    line: VecDeque<(Ticket, T)>,
    /// The number of the next ticket.
    next_number: NonZeroU32,
}

impl<T: Copy> Queue<T> {
    /// A line with nobody in it.
    pub fn new() -> Self {
        Self { line: VecDeque::new(), next_number: NonZeroU32::MIN }
    }

    /// Puts a customer in line and hands out the ticket with which it may leave again.
    pub fn enqueue(&mut self, class: u8, order: u64, customer: T) -> Ticket {
        let ticket = Ticket { class, order, number: self.next_number };
        self.next_number = self.next_number.checked_add(1).unwrap_or(NonZeroU32::MIN);
        if self.line.back().is_none_or(|(last, _)| *last < ticket) {
            self.line.push_back((ticket, customer));
        } else {
            let place = self.line.partition_point(|(other, _)| *other < ticket);
            self.line.insert(place, (ticket, customer));
        }
        ticket
    }

    /// Takes the customer at the head of the line.
    #[expect(clippy::should_implement_trait, reason = "serving a customer is not iterating over the line")]
    pub fn next(&mut self) -> Option<(Ticket, T)> {
        self.line.pop_front()
    }

    /// The customer at the head of the line.
    pub fn peek(&self) -> Option<(Ticket, &T)> {
        self.line.front().map(|(ticket, customer)| (*ticket, customer))
    }

    /// Takes the customer with this ticket out of the line; `None` if it is no longer there.
    pub fn renege(&mut self, ticket: Ticket) -> Option<T> {
        let place = self.line.binary_search_by_key(&ticket, |(other, _)| *other).ok()?;
        self.line.remove(place).map(|(_, customer)| customer)
    }

    /// Whether somebody in line would be served before a customer who came now with this class and order.
    pub fn has_ahead_of(&self, class: u8, order: u64) -> bool {
        self.peek().is_some_and(|(head, _)| (head.class, head.order) <= (class, order))
    }

    /// The number of customers in line.
    pub fn len(&self) -> usize {
        self.line.len()
    }

    /// Whether nobody is in line.
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// The customers in the order in which they would be served.
    pub fn iter(&self) -> impl Iterator<Item = (Ticket, &T)> {
        self.line.iter().map(|(ticket, customer)| (*ticket, customer))
    }
}

impl<T: Copy> Default for Queue<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
