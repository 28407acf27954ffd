//! How places meet: at a barrier each says who looks for a post and which posts are open, and hears who was found.
//!
//! Places of one region share a labour market. What is said at one barrier acts no earlier than the next.

use crate::model::place::Place;
use crate::model::workforce::market::{self, Market, Match, Stall};
use crate::time::SimTime;
use std::collections::BTreeMap;

/// The labour markets of the regions of some places.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    markets: BTreeMap<String, Market>,
}

impl Place {
    /// Lets the place take part in the labour market of its region, as the one with this number.
    pub fn join_market(&mut self, number: u32) {
        self.locality.posts.market.get_or_insert(Stall::new(number));
    }

    fn hear(&mut self, now: SimTime, matches: &[Match]) {
        self.step(now, &mut Vec::new(), |locality, step| {
            for found in matches {
                market::take_on(step, &mut locality.posts, found);
            }
        });
    }
}

impl Regions {
    /// Lets those places take part that share their region with another one. (Whoever is alone hires from outside.)
    pub fn open(places: &mut [&mut Place]) -> Self {
        let regions: Vec<String> = places.iter().map(|place| place.context.figures.region.clone()).collect();
        for (number, place) in places.iter_mut().enumerate() {
            if regions.iter().filter(|region| **region == regions[number]).count() > 1 {
                place.join_market(number as u32);
            }
        }
        Self::default()
    }

    /// All places have come to a barrier: what they say is put in order, matched, and told to those concerned.
    pub fn meet(&mut self, places: &mut [&mut Place], now: SimTime) {
        for place in places.iter_mut() {
            let region = place.context.figures.region.clone();
            let parameters = &place.context.parameters;
            if let Some(said) = market::say(parameters, &mut place.locality.posts, now) {
                self.markets.entry(region).or_default().hear(said);
            }
        }
        for (region, market) in &mut self.markets {
            let of_region = |place: &&mut Place| place.context.figures.region == *region;
            let Some(parameters) = places.iter().find(|p| of_region(p)).map(|p| &p.context.parameters) else {
                continue;
            };
            let matches = market.meet(now, parameters.market.patience.span());
            for (number, place) in places.iter_mut().enumerate() {
                let here: Vec<Match> = matches.iter().filter(|found| found.place == number as u32).copied().collect();
                place.hear(now, &here);
            }
        }
    }
}
