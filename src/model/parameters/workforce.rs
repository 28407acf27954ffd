//! Parameters of what moves staff: satisfaction, hiring, sickness, cover, home-care workers, the labour market.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use super::shapes::ByRole;
use crate::units::{Coefficient, HoursPerWeek, OddsRatio, Period, Probability, Rate, Ratio, Share};
use serde::{Deserialize, Serialize};

/// Satisfaction of post-holders, in standard deviations above usual, and what it listens to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Satisfaction {
    /// Log hazard of leaving for each standard deviation below usual; 0 switches the effect off.
    pub on_leaving: Coefficient,
    /// Time over which it follows what it listens to.
    pub slow: Period,
    /// Fall when twice as much is asked of a service as it can do.
    pub overload: Coefficient,
    /// Rise with the cohesion of the service, from none to whole.
    pub cohesion: Coefficient,
    /// Fall with tension that nobody works through, from none to whole.
    pub tension: Coefficient,
    /// Rise with voice, from none to whole.
    pub voice: Coefficient,
    /// Rise with shared purpose, from none to whole.
    pub purpose: Coefficient,
    /// Fall while the money of the post is known to be at risk.
    pub uncertainty: Coefficient,
    /// Fall while nobody else of the group is in post.
    pub isolation: Coefficient,
    /// Rise with autonomy, from a blueprint in everything to a team that settles its own ways.
    pub autonomy: Coefficient,
    /// Rise with visible wins, from reviews none of which finds the goals met to reviews all of which do.
    pub wins: Coefficient,
    /// Fall with the friction of records, from all that others know at hand to nothing of it.
    pub friction: Coefficient,
}

/// Hiring, step by step after approval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hiring {
    /// One round of advertising: advert, shortlist, interviews.
    pub round: Period,
    /// Chance that a round finds somebody.
    pub found: ByRole<Probability>,
    /// Notice that somebody who is found has to serve.
    pub notice: ByRole<Period>,
    /// Checks and agreeing on a first day, which run before notice is given.
    pub checks: Period,
}

/// Sickness absence of post-holders, at the share that `staff.sickness` gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Whether it comes in spells of each post-holder; if not, every service lacks its share evenly.
    pub spells: bool,
    /// Mean length of a spell.
    pub length: Period,
}

/// Cover of vacant posts by the employer's bank: its own staff and people whom it knows, who take further shifts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// Chance that the bank has somebody for a post that falls vacant; 0 switches it off.
    pub cover: Probability,
    /// Time until they step in.
    pub after: Period,
    /// Price of an hour, relative to staff.
    pub price: Ratio,
    /// Output, relative to a full member of staff.
    pub output: Ratio,
    /// Most cover that the bank of an employer can give, as a share of its funded posts.
    pub cap: Share,
    /// Part of these shifts that those in post of the same service work, who feel them as work; 0: nobody feels them.
    pub by_holders: Share,
}

/// Cover by an agency of vacant posts to which the bank sends nobody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Chance that an agency is asked for such a post; 0 switches it off.
    pub cover: Probability,
    /// Time until cover is found, once the bank has nobody.
    pub after: Period,
    /// Price of an hour, relative to staff.
    pub price: Ratio,
    /// Output, relative to a full member of staff.
    pub output: Ratio,
    /// Most cover by agencies that an employer takes, as a share of its funded posts.
    pub cap: Share,
}

/// Home-care workers, whose number sets the hours that can be supplied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareWorkers {
    /// Hours of care a week that one worker delivers.
    pub hours: HoursPerWeek,
    /// Leaving; 0 keeps the supply of hours fixed.
    pub leaving: Rate,
    /// Mean time to fill a post.
    pub hire: Period,
}

/// The money of posts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// How long before the end of a term holders begin to worry while nothing is announced.
    pub worry: Period,
    /// Change of the log odds that a line goes on, and that its holders expect it to, when leaders believe wholly in the
    /// team instead of as much as at the start; 0: neither depends on what they believe.
    pub by_belief: Coefficient,
    /// Chance that a line goes on as its holders see it while leaders believe as much as at the start.
    pub expected: Probability,
}

/// What a pandemic of full size does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pandemic {
    /// Sickness absence, relative to usual (odds of being away).
    pub absence: Ratio,
    /// Part of the time of team posts that goes to other work.
    pub redeployed: Share,
    /// Part of the places in care homes to which nobody may move.
    pub care_homes_closed: Share,
    /// Chance, in its first part, that somebody in a crisis that is not severe puts off seeking help.
    pub stay_away: Probability,
    /// Length of that first part.
    pub early: Period,
    /// Mean time for which they put it off.
    pub put_off: Period,
    /// While services are reached from afar: time until usual care notices a need of somebody who does not use the
    /// internet, relative to usual times.
    pub offline_on_notice: Ratio,
    /// While services are reached from afar: odds that a professional refers somebody who does not use the internet to a
    /// team, relative to usual times.
    pub offline_on_referral: OddsRatio,
}

/// Lending of staff between employers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secondment {
    /// Chance that somebody on secondment is called back to their base when a shock falls on its employer.
    pub recalled: Probability,
}

/// The labour market of a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// Whether places of a region compete for the same people; if not, each hires from outside alone.
    pub open: bool,
    /// Chance that somebody who leaves a post looks for one in the region.
    pub stays: Probability,
    /// How long they look in the region before they look elsewhere or give up.
    pub patience: Period,
    /// Part of those hired who come from the region when each place is on its own.
    pub from_region: Share,
}
