//! Posts and their holders, and the diary of when something may next change about each of them.
//!
//! Nobody looks at a post on a day on which nothing can happen to it. What a holder bears of leaving and of falling
//! ill is counted in closed form between two such days.

use crate::model::design::{Contract, Organisation, Role};
use crate::model::workforce::climate::Climate;
use crate::model::workforce::exposure::Exposure;
use crate::model::workforce::market::Stall;
use crate::model::workforce::output::{Output, Standing};
use crate::random::luck::{Luck, Purpose, mix};
use crate::time::{SimTime, Span};
use std::collections::BTreeSet;

/// Who holds a post.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holder {
    /// Somebody, since a day.
    Filled {
        /// First day in the post.
        since: SimTime,
    },
    /// Nobody yet: the day on which the next holder starts.
    Vacant {
        /// First day of the next holder; `NEVER` while nobody is sought.
        until: SimTime,
    },
}

/// Who covers a vacant post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// The employer's own staff, and people whom it knows, in further shifts.
    Bank,
    /// Somebody from an agency.
    Agency,
}

/// A post in an establishment.
#[derive(Clone, Debug)]
pub struct Post {
    /// Luck key: (place, employer, role, k), so that posts of existing services are alike in all arms.
    pub key: u64,
    /// Index of the service that it works in.
    pub service: u16,
    /// Those who know one another as colleagues: a base service, or a whole team.
    pub group: u16,
    /// Whether it belongs to a team of the arm's design.
    pub team: bool,
    /// The neighbourhood of that team.
    pub neighbourhood: u16,
    /// Role.
    pub role: Role,
    /// Employer.
    pub employer: Organisation,
    /// Contract.
    pub contract: Contract,
    /// Size.
    pub wte: f64,
    /// Part of its time for the work that the model knows, 0 to 1.
    pub share: f64,
    /// Part of its time that meetings take, 0 to 1.
    pub meetings: f64,
    /// Index of the funding line that pays.
    pub line: u16,
    /// Whether the line still pays for it.
    pub funded: bool,
    /// When its contract or secondment ends.
    pub ends: SimTime,
    /// For how many reasons its money is known to be at risk.
    pub worries: u8,
    /// How far its holder doubts that it goes on while it is at risk, relative to usual.
    pub doubt: f64,
    /// Who holds it.
    pub holder: Holder,
    /// How many have left it so far, which is also the number of its present or next holder, from 0.
    pub incumbent: u32,
    /// How satisfied its holder is, standard deviations above usual.
    pub satisfaction: f64,
    /// When its holder is back from sickness; `NEVER` while at work.
    pub absent_until: SimTime,
    /// How often the holder has fallen ill in this post.
    pub spells: u32,
    /// Since when a holder is sought, while it is vacant.
    pub sought_since: SimTime,
    /// When somebody from the bank or an agency may step in while it is vacant; `NEVER` if nobody will.
    pub cover_from: SimTime,
    /// Who may step in then.
    pub asked: Cover,
    /// Who covers it.
    pub covered: Option<Cover>,
    /// The post from which its holder is lent, and to which they can be called back.
    pub lent_from: Option<usize>,
    /// What the holder still bears before leaving.
    pub leaving: Exposure,
    /// What the holder still bears before falling ill.
    pub sickness: Exposure,
    /// Up to when the two exposures are counted.
    pub counted_to: SimTime,
    /// The day in the diary, which [`Posts::note`] keeps.
    pub due: SimTime,
}

impl Post {
    /// A funded permanent post of full size that nobody holds and nobody is sought for.
    pub fn new(key: u64, service: u16, role: Role, employer: Organisation) -> Self {
        Self {
            key,
            service,
            group: service,
            team: false,
            neighbourhood: 0,
            role,
            employer,
            contract: Contract::Permanent,
            wte: 1.0,
            share: 1.0,
            meetings: 0.0,
            line: 0,
            funded: true,
            ends: SimTime::NEVER,
            worries: 0,
            doubt: 1.0,
            holder: Holder::Vacant { until: SimTime::NEVER },
            incumbent: 0,
            satisfaction: 0.0,
            absent_until: SimTime::NEVER,
            spells: 0,
            sought_since: SimTime::START,
            cover_from: SimTime::NEVER,
            asked: Cover::Bank,
            covered: None,
            lent_from: None,
            leaving: Exposure::NONE,
            sickness: Exposure::NONE,
            counted_to: SimTime::START,
            due: SimTime::NEVER,
        }
    }

    /// Whether somebody is in post.
    pub fn filled(&self) -> bool {
        matches!(self.holder, Holder::Filled { .. })
    }

    /// Whether its holder is off sick.
    pub fn absent(&self) -> bool {
        self.absent_until != SimTime::NEVER
    }

    /// Somebody holds the post from a day on. How much they will bear is settled then, by their own luck.
    pub fn fill(&mut self, luck: Luck, since: SimTime) {
        let key = self.incumbent_key();
        self.holder = Holder::Filled { since };
        self.satisfaction = 0.0;
        self.spells = 0;
        self.absent_until = SimTime::NEVER;
        self.covered = None;
        self.cover_from = SimTime::NEVER;
        self.leaving = Exposure::drawn(luck.uniform(Purpose::Leaving, key, 0));
        self.sickness = Exposure::drawn(luck.uniform(Purpose::Sickness, key, 0));
        self.counted_to = since;
    }

    /// The key of the present or next holder.
    pub fn incumbent_key(&self) -> u64 {
        mix(self.key, u64::from(self.incumbent))
    }

    /// Counts what the holder has borne up to now.
    pub fn count_to(&mut self, now: SimTime) {
        let elapsed = now.since(self.counted_to);
        self.leaving.bear(elapsed);
        self.sickness.bear(elapsed);
        self.counted_to = now;
    }
}

/// All posts of a place's community services.
#[derive(Clone, Debug)]
pub struct Posts {
    /// Posts, base services first.
    pub all: Vec<Post>,
    /// The climate of each service; plain where nothing is said.
    pub climates: Vec<Climate>,
    /// What is asked of each service against what it can do, over the last month; 1 where nothing is said.
    pub loads: Vec<f64>,
    /// Sickness absence, relative to usual: the year's level times that of a pandemic.
    pub absence: f64,
    /// When another framework last made teams begin again; `NEVER` if none did.
    pub reorganised: SimTime,
    /// Where the place meets others in a labour market; `None` while it is on its own.
    pub market: Option<Stall>,
    /// For each group, when somebody last left it.
    last_left: Vec<SimTime>,
    /// The posts of each group and of each service, in their order.
    groups: Vec<Vec<u32>>,
    services: Vec<Vec<u32>>,
    /// The day of each post on which something may happen to it.
    diary: BTreeSet<(SimTime, u32)>,
    /// Services whose posts produce something else than yesterday.
    touched: BTreeSet<u16>,
    /// Whether anything has changed that a census counts.
    changed: bool,
}

impl Default for Posts {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            climates: Vec::new(),
            loads: Vec::new(),
            absence: 1.0,
            reorganised: SimTime::NEVER,
            market: None,
            last_left: Vec::new(),
            groups: Vec::new(),
            services: Vec::new(),
            diary: BTreeSet::new(),
            touched: BTreeSet::new(),
            changed: true,
        }
    }
}

impl Posts {
    /// Adds a post to the establishment.
    pub fn add(&mut self, post: Post) -> usize {
        let index = self.all.len();
        list(&mut self.groups, post.group).push(index as u32);
        list(&mut self.services, post.service).push(index as u32);
        self.touched.insert(post.service);
        self.changed = true;
        self.all.push(post);
        index
    }

    /// Notes in the diary when something may next happen to a post.
    pub fn note(&mut self, index: usize, due: SimTime) {
        let post = &mut self.all[index];
        if post.due != due {
            self.diary.remove(&(post.due, index as u32));
            post.due = due;
            if due != SimTime::NEVER {
                self.diary.insert((due, index as u32));
            }
        }
    }

    /// Takes the next post to which something may happen by now.
    pub fn next_due(&mut self, now: SimTime) -> Option<usize> {
        let &(due, index) = self.diary.first().filter(|(due, _)| *due <= now)?;
        self.diary.remove(&(due, index));
        self.all[index as usize].due = SimTime::NEVER;
        Some(index as usize)
    }

    /// What a post produces has changed.
    pub fn touch(&mut self, index: usize) {
        self.touched.insert(self.all[index].service);
        self.changed = true;
    }

    /// Something that a census counts has changed about a post.
    pub fn recount(&mut self) {
        self.changed = true;
    }

    /// Whether a census has to count again.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// The services whose staff have to be added up again, each once.
    pub fn take_touched(&mut self) -> BTreeSet<u16> {
        std::mem::take(&mut self.touched)
    }

    /// Productive staff of a service, WTE: all their time, and their time outside meetings, which take `meetings` times
    /// what posts say.
    pub fn staff(&self, service: u16, output: Output, now: SimTime, meetings: f64) -> (f64, f64) {
        let left = output.left_by_newcomers(self.members(service), now);
        self.members(service).fold((0.0, 0.0), |(all, facing), post| {
            let supervises = output.standing(post, now) == Standing::Experienced;
            let productive = output.of(post, now) * post.share * if supervises { left } else { 1.0 };
            (all + productive, facing + productive * (1.0 - (post.meetings * meetings).min(1.0)))
        })
    }

    /// Whether somebody holds a post of a service, at work or away sick.
    pub fn anybody(&self, service: u16) -> bool {
        self.members(service).any(Post::filled)
    }

    /// What the bank covers of a service, relative to its filled posts: so much more do those in post work if the shifts
    /// are theirs. Nothing where nobody is in post.
    pub fn extra_shifts(&self, service: u16) -> f64 {
        let (filled, bank) = self.members(service).fold((0.0, 0.0), |(filled, bank), post| {
            let by_bank = post.covered == Some(Cover::Bank);
            (filled + if post.filled() { post.wte } else { 0.0 }, bank + if by_bank { post.wte } else { 0.0 })
        });
        if filled > 0.0 { bank / filled } else { 0.0 }
    }

    fn members(&self, service: u16) -> impl Iterator<Item = &Post> {
        let members = self.services.get(usize::from(service)).into_iter().flatten();
        members.map(|&index| &self.all[index as usize])
    }

    /// Funded and filled posts of teams (or of all services), WTE.
    pub fn totals(&self, teams_only: bool) -> (f64, f64) {
        let counted = self.all.iter().filter(|post| post.team || !teams_only);
        counted.fold((0.0, 0.0), |(funded, filled), post| {
            (funded + if post.funded { post.wte } else { 0.0 }, filled + if post.filled() { post.wte } else { 0.0 })
        })
    }

    /// The climate of a service.
    pub fn climate(&self, service: u16) -> Climate {
        self.climates.get(usize::from(service)).copied().unwrap_or(Climate::PLAIN)
    }

    /// What is asked of a service against what it can do.
    pub fn load(&self, service: u16) -> f64 {
        self.loads.get(usize::from(service)).copied().unwrap_or(1.0)
    }

    /// The posts of a group, by index.
    pub fn group(&self, group: u16) -> &[u32] {
        self.groups.get(usize::from(group)).map_or(&[], Vec::as_slice)
    }

    /// Somebody left this group at this moment.
    pub fn note_leaving(&mut self, group: u16, now: SimTime) {
        let index = usize::from(group);
        if self.last_left.len() <= index {
            self.last_left.resize(index + 1, SimTime::NEVER);
        }
        self.last_left[index] = now;
    }

    /// Until when those of a group feel that a colleague has left them; the start of time where nobody has.
    pub fn felt_until(&self, group: u16, window: Span) -> SimTime {
        let left = self.last_left.get(usize::from(group)).copied().unwrap_or(SimTime::NEVER);
        if left == SimTime::NEVER { SimTime::START } else { left + window }
    }
}

fn list(lists: &mut Vec<Vec<u32>>, number: u16) -> &mut Vec<u32> {
    let index = usize::from(number);
    if lists.len() <= index {
        lists.resize_with(index + 1, Vec::new);
    }
    &mut lists[index]
}
