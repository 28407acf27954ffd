//! The labour market of a region: who looks for a post, which posts are open, and who finds which.
//!
//! Places put people and posts before the market at a barrier; the market matches them in an order that depends on
//! nothing else than when they came, from which place, and which number they have there.

use crate::model::parameters::Parameters;
use crate::model::step::Step;
use crate::model::workforce::hiring;
use crate::model::workforce::posts::{Holder, Posts};
use crate::random::luck::Purpose;
use crate::time::{DAY, SimTime, Span};

/// The time between two barriers, at which places meet: what is agreed at one acts no earlier than the next.
pub const LOOKAHEAD: Span = Span::days(28);

/// Tells the question of looking in the region apart from others about a leaver.
const IN_REGION: u64 = 2;

/// What a place has to say at the next barrier.
#[derive(Clone, Debug)]
pub struct Stall {
    /// The number of the place in its scenario.
    place: u32,
    /// Those who have begun to look for a post since the last barrier.
    seekers: Vec<Seeker>,
}

/// Somebody who has left a post and looks for another. Ordered by moment, place and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seeker {
    /// Since when.
    at: SimTime,
    /// The place that they left.
    place: u32,
    /// Their number there since the last barrier.
    number: u32,
    role: u8,
}

/// A post for which a holder is sought. Ordered by moment, place and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// Since when.
    at: SimTime,
    place: u32,
    /// Index of the post in its place.
    post: u32,
    role: u8,
}

/// Somebody has found a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The place of the post.
    pub place: u32,
    /// Index of the post in its place.
    pub post: u32,
    /// The barrier at which they met.
    pub at: SimTime,
}

/// What a place says at a barrier.
pub type Said = (Vec<Seeker>, Vec<Opening>);

impl Stall {
    /// A place that has nothing to say yet.
    pub fn new(place: u32) -> Self {
        Self { place, seekers: Vec::new() }
    }
}

/// Somebody is about to leave a post: do they look for another in the region?
pub fn look(step: &Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    let stays = step.parameters().market.stays.get();
    let (role, key) = (post.role as u8, post.incumbent_key());
    if let Some(stall) = &mut posts.market
        && step.luck().chance(Purpose::LeaverDestination, key, IN_REGION, stays)
    {
        let number = stall.seekers.len() as u32;
        stall.seekers.push(Seeker { at: step.now, place: stall.place, number, role });
    }
}

/// What a place says at a barrier: those who look since the last one, and all approved posts for which nobody has been
/// found yet.
pub fn say(parameters: &Parameters, posts: &mut Posts, now: SimTime) -> Option<Said> {
    let approval = parameters.staff.approval.span();
    let stall = posts.market.as_mut()?;
    let (place, seekers) = (stall.place, std::mem::take(&mut stall.seekers));
    let open = posts.all.iter().enumerate().filter_map(|(index, post)| match post.holder {
        Holder::Vacant { until } if post.funded && post.sought_since + approval <= now => {
            let nobody_yet = until - hiring::notice(parameters, post.role) > now;
            nobody_yet.then_some(Opening { at: post.sought_since, place, post: index as u32, role: post.role as u8 })
        }
        _ => None,
    });
    Some((seekers, open.collect()))
}

/// The market of a region.
#[derive(Clone, Debug, Default)]
pub struct Market {
    seekers: Vec<Seeker>,
    openings: Vec<Opening>,
    /// Who have found a post so far.
    pub matched: u64,
}

impl Market {
    /// Hears what a place says.
    pub fn hear(&mut self, (seekers, openings): Said) {
        self.seekers.extend(seekers);
        self.openings.extend(openings);
    }

    /// Those who have looked longest take the posts of their role that have been open longest, in another place than
    /// the one they left. Who has looked for longer than `patience` gives up; posts are said anew at each barrier.
    pub fn meet(&mut self, now: SimTime, patience: Span) -> Vec<Match> {
        self.seekers.retain(|seeker| now.since(seeker.at) <= patience);
        self.seekers.sort_unstable();
        self.openings.sort_unstable();
        let mut matches = Vec::new();
        let mut still = Vec::new();
        for seeker in self.seekers.drain(..) {
            let fits = |opening: &Opening| opening.role == seeker.role && opening.place != seeker.place;
            match self.openings.iter().position(fits) {
                Some(position) => {
                    let Opening { place, post, .. } = self.openings.remove(position);
                    matches.push(Match { place, post, at: now });
                }
                None => still.push(seeker),
            }
        }
        self.seekers = still;
        self.openings.clear();
        self.matched += matches.len() as u64;
        matches
    }
}

/// A place takes on somebody from the region: they start after checks and notice, and no earlier than a barrier on.
pub fn take_on(step: &Step, posts: &mut Posts, found: &Match) {
    let index = found.post as usize;
    let post = &posts.all[index];
    let first = found.at + hiring::notice(step.parameters(), post.role).max(LOOKAHEAD);
    let first = (first + Span::seconds(DAY - 1)).start_of_day();
    if let Holder::Vacant { until } = post.holder
        && first < until
    {
        posts.all[index].holder = Holder::Vacant { until: first };
        let due = first.min(posts.all[index].cover_from);
        posts.note(index, due);
    }
}
