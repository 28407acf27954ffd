//! The waiting line against a plain sorted list.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Enqueue {
        class: u8,
        order: u64,
    },
    Next,
    /// Uses the ticket issued `back` tickets ago, whether its customer still waits or not.
    Renege {
        back: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3u8, 0..20u64).prop_map(|(class, order)| Step::Enqueue { class, order }),
        2 => Just(Step::Next),
        1 => (0..40usize).prop_map(|back| Step::Renege { back }),
    ]
}

proptest! {
    #[test]
    fn the_line_serves_as_a_sorted_list_does(steps in prop::collection::vec(step(), 1..200)) {
        let mut queue = Queue::new();
        let mut list: Vec<(u8, u64, usize)> = Vec::new();
        let mut tickets = Vec::new();
        for step in steps {
            match step {
                Step::Enqueue { class, order } => {
                    let ahead = list.first().is_some_and(|&(c, o, _)| (c, o) <= (class, order));
                    prop_assert_eq!(queue.has_ahead_of(class, order), ahead);
                    list.push((class, order, tickets.len()));
                    list.sort_unstable();
                    tickets.push(queue.enqueue(class, order, tickets.len()));
                }
                Step::Next => {
                    let first = (!list.is_empty()).then(|| list.remove(0));
                    let served = queue.next().map(|(ticket, customer)| (ticket.class(), ticket.order(), customer));
                    prop_assert_eq!(served, first);
                }
                Step::Renege { back } => {
                    let Some(index) = tickets.len().checked_sub(back + 1) else { continue };
                    let place = list.iter().position(|&(.., customer)| customer == index);
                    prop_assert_eq!(queue.renege(tickets[index]), place.map(|place| list.remove(place).2));
                }
            }
            let line: Vec<_> = queue.iter().map(|(_, &customer)| customer).collect();
            prop_assert_eq!(&line, &list.iter().map(|&(.., customer)| customer).collect::<Vec<_>>());
            prop_assert_eq!((queue.len(), queue.is_empty()), (list.len(), list.is_empty()));
            prop_assert_eq!(queue.peek().map(|(_, &customer)| customer), line.first().copied());
        }
    }
}

#[test]
fn distinct_order_keys_make_the_line_blind_to_insertion() {
    let served = |orders: [u64; 4]| {
        let mut queue = Queue::new();
        for order in orders {
            queue.enqueue(1, order, order);
        }
        std::iter::from_fn(|| queue.next().map(|(_, customer)| customer)).collect::<Vec<_>>()
    };
    assert_eq!(served([3, 1, 4, 2]), [1, 2, 3, 4]);
    assert_eq!(served([4, 3, 2, 1]), [1, 2, 3, 4]);
}

#[test]
fn a_ticket_is_good_for_one_departure() {
    let mut queue = Queue::new();
    let ticket = queue.enqueue(0, 0, "walks out");
    assert_eq!(queue.renege(ticket), Some("walks out"));
    assert_eq!(queue.renege(ticket), None);
}
