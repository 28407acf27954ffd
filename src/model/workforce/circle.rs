//! A circle: the members of one team, the ties between them and to other organisations, and their aims.
//!
//! A member is the holder of a post. A leaver takes ties and aims along; whoever comes next begins almost without. This
//! file knows posts, not what a team does.

use crate::model::design::aims::{Aims, blended, distance};
use crate::model::design::{Organisation, Role};
use crate::model::parameters::process::{Process, SharedPurpose, Ties};
use crate::model::workforce::posts::{Holder, Posts};
use crate::model::workforce::ties::{Tie, part_of};
use crate::time::SimTime;

/// One member: whoever holds a post.
#[derive(Clone, Debug)]
struct Member {
    post: usize,
    role: Role,
    employer: Organisation,
    /// Number of the holder whose ties these are.
    incumbent: u32,
    here: bool,
    outside: [Tie; 5],
    /// How far the member's aims are still those of the employer rather than of the team, 0 to 1.
    apart: f64,
}

/// Ties that are gone, in full ties: how strong each was beyond the tie of a stranger, all together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gone {
    /// Between members.
    pub within: f64,
    /// Of members to organisations.
    pub outside: f64,
}

/// The members of one team.
#[derive(Clone, Debug)]
pub struct Circle {
    members: Vec<Member>,
    /// Ties of members i < j, row by row.
    ties: Vec<Tie>,
}

impl Circle {
    /// A circle of strangers: the holders of these posts.
    pub fn new(posts: &Posts, indices: &[usize], rules: &Process, now: SimTime) -> Self {
        let stranger = Tie::new(rules.ties.newcomer.get(), now);
        let members: Vec<Member> = indices
            .iter()
            .map(|&post| Member {
                post,
                role: posts.all[post].role,
                employer: posts.all[post].employer,
                incumbent: posts.all[post].incumbent,
                here: posts.all[post].filled(),
                outside: [stranger; Organisation::EACH.len()],
                apart: rules.purpose.own_aim.get(),
            })
            .collect();
        let pairs = members.len() * members.len().saturating_sub(1) / 2;
        Self { ties: vec![stranger; pairs], members }
    }

    /// Brings the circle in line with its posts: who has left, who has come? Returns the ties that leavers took along.
    pub fn update(&mut self, posts: &Posts, rules: &Process, now: SimTime) -> Gone {
        let gone = self.part_with_leavers(posts, &rules.ties, now);
        for member in 0..self.members.len() {
            let post = &posts.all[self.members[member].post];
            let (incumbent, holder) = (self.members[member].incumbent, post.holder);
            self.members[member].here = post.filled();
            if let Holder::Filled { since } = holder
                && post.incumbent != incumbent
            {
                self.members[member].incumbent = post.incumbent;
                self.begin_anew(member, rules, since);
            }
        }
        gone
    }

    /// What those take along who were here and hold their posts no longer. Where two leave one another, their tie is gone once.
    fn part_with_leavers(&mut self, posts: &Posts, rules: &Ties, now: SimTime) -> Gone {
        let mut gone = Gone::default();
        for member in 0..self.members.len() {
            let Member { here, incumbent, post, .. } = self.members[member];
            if !here || posts.all[post].incumbent == incumbent {
                continue;
            }
            self.members[member].here = false;
            for other in self.here() {
                gone.within += beyond_stranger(&self.ties[self.pair(member, other)], rules, now);
            }
            gone.outside +=
                self.members[member].outside.iter().map(|tie| beyond_stranger(tie, rules, now)).sum::<f64>();
        }
        gone
    }

    fn begin_anew(&mut self, member: usize, rules: &Process, since: SimTime) {
        let stranger = Tie::new(rules.ties.newcomer.get(), since);
        self.members[member].outside = [stranger; Organisation::EACH.len()];
        self.members[member].apart = rules.purpose.own_aim.get();
        for other in (0..self.members.len()).filter(|&other| other != member) {
            let tie = self.pair(member, other);
            self.ties[tie] = stranger;
        }
    }

    /// Where the tie of two members lies.
    fn pair(&self, one: usize, other: usize) -> usize {
        let (low, high) = (one.min(other), one.max(other));
        low * (2 * self.members.len() - low - 1) / 2 + high - low - 1
    }

    /// Indices of the posts whose holders are members.
    pub fn posts(&self) -> impl Iterator<Item = usize> + '_ {
        self.members.iter().map(|member| member.post)
    }

    fn here(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.members.len()).filter(|&member| self.members[member].here)
    }

    fn pairs_of(&self, members: &[usize]) -> Vec<usize> {
        let others = |at: usize| members[at + 1..].iter().map(move |&other| (members[at], other));
        (0..members.len()).flat_map(others).map(|(one, other)| self.pair(one, other)).collect()
    }

    /// One member of each of these roles who is here: the `which`-th, counted round.
    pub fn somebody_of(&self, roles: &[Role], which: impl Fn(Role) -> u64) -> Vec<usize> {
        let of_role = |&role: &Role| {
            let holders: Vec<usize> = self.here().filter(|&member| self.members[member].role == role).collect();
            (!holders.is_empty()).then(|| holders[(which(role) % holders.len() as u64) as usize])
        };
        roles.iter().filter_map(of_role).collect()
    }

    /// These members have had so many meetings' worth of contact, each with each.
    pub fn contact(&mut self, members: &[usize], meetings: f64, rules: &Ties, now: SimTime) {
        let part = part_of(meetings, rules.meeting.get());
        for tie in self.pairs_of(members) {
            self.ties[tie].contact(now, rules.fading.per_year(), part);
        }
    }

    /// Everybody who is here has had so many meetings' worth of contact with everybody else.
    pub fn contact_of_all(&mut self, meetings: f64, rules: &Ties, now: SimTime) {
        let members: Vec<usize> = self.here().collect();
        self.contact(&members, meetings, rules, now);
    }

    /// A member of this role has had so many meetings' worth of contact with another organisation.
    pub fn contact_outside(&mut self, role: Role, with: Organisation, meetings: f64, rules: &Ties, now: SimTime) {
        let part = part_of(meetings, rules.meeting.get());
        let asks = self.here().find(|&member| self.members[member].role == role);
        if let Some(member) = asks {
            self.members[member].outside[with as usize].contact(now, rules.fading.per_year(), part);
        }
    }

    /// The ties of these members, each with each, grow (`part` above 0) or wear (below 0).
    pub fn strain(&mut self, members: &[usize], part: f64, rules: &Ties, now: SimTime) {
        let fading = rules.fading.per_year();
        for tie in self.pairs_of(members) {
            if part >= 0.0 {
                self.ties[tie].contact(now, fading, part);
            } else {
                self.ties[tie].wear(now, fading, -part);
            }
        }
    }

    /// These members go so far of the way to the team's aims.
    pub fn come_together(&mut self, members: &[usize], part: f64) {
        for &member in members {
            self.members[member].apart *= 1.0 - part;
        }
    }

    /// A reorganisation: part of every tie breaks, and everybody's aims are what they were at the start. Returns the ties
    /// that broke between those who are here.
    pub fn reorganise(&mut self, rules: &Process, now: SimTime) -> Gone {
        let (fading, broken) = (rules.ties.fading.per_year(), rules.ties.broken_by_change.get());
        let before = self.beyond_strangers(&rules.ties, now);
        for tie in &mut self.ties {
            tie.wear(now, fading, broken);
        }
        for member in &mut self.members {
            member.apart = rules.purpose.own_aim.get();
        }
        Gone { within: before - self.beyond_strangers(&rules.ties, now), outside: 0.0 }
    }

    /// All ties of those who are here, in full ties beyond those of strangers.
    fn beyond_strangers(&self, rules: &Ties, now: SimTime) -> f64 {
        let members: Vec<usize> = self.here().collect();
        self.pairs_of(&members).into_iter().map(|tie| beyond_stranger(&self.ties[tie], rules, now)).sum()
    }

    /// Mean tie of two roles, each represented by those who are here; `None` where nobody is.
    pub fn tie(&self, one: Role, other: Role, rules: &Ties, now: SimTime) -> Option<f64> {
        let of = |role| self.here().filter(move |&member| self.members[member].role == role);
        let ties = of(one).flat_map(|a| of(other).filter(move |&b| a != b).map(move |b| self.pair(a, b)));
        mean(ties.map(|tie| self.ties[tie].now(now, rules.fading.per_year())))
    }

    /// Every tie of two members who are here: the indices of their posts, and how strong it is.
    pub fn ties(&self, rules: &Ties, now: SimTime) -> Vec<([usize; 2], f64)> {
        let members: Vec<usize> = self.here().collect();
        let mut ties = Vec::new();
        for (at, &one) in members.iter().enumerate() {
            for &other in &members[at + 1..] {
                let strength = self.ties[self.pair(one, other)].now(now, rules.fading.per_year());
                ties.push(([one, other].map(|member| self.members[member].post), strength));
            }
        }
        ties
    }

    /// Cohesion: the mean tie of all pairs who are here; 0 for one alone.
    pub fn cohesion(&self, rules: &Ties, now: SimTime) -> f64 {
        let members: Vec<usize> = self.here().collect();
        mean(self.pairs_of(&members).into_iter().map(|tie| self.ties[tie].now(now, rules.fading.per_year())))
            .unwrap_or(0.0)
    }

    /// The best tie that anybody here has to an organisation.
    pub fn outside(&self, with: Organisation, rules: &Ties, now: SimTime) -> f64 {
        let tie = |member: usize| {
            let member = &self.members[member];
            let grown = member.outside[with as usize].now(now, rules.fading.per_year());
            if member.employer == with { grown.max(rules.own_employer.get()) } else { grown }
        };
        self.here().map(tie).fold(0.0, f64::max)
    }

    /// How far those who are here pull the same way: 1 less the mean distance of their aims; 1 for one alone.
    pub fn alignment(&self, team: &Aims) -> f64 {
        let aims: Vec<Aims> = self.here().map(|member| self.aims(member, team)).collect();
        let others = |at: usize| aims[at + 1..].iter().map(move |other| (at, other));
        let distances = (0..aims.len()).flat_map(others).map(|(at, other)| distance(&aims[at], other));
        1.0 - mean(distances).unwrap_or(0.0)
    }

    /// How far the aims of a role are still its employer's, mean of those who are here, 0 to 1.
    pub fn apart(&self, role: Role) -> f64 {
        mean(self.here().filter(|&member| self.members[member].role == role).map(|member| self.members[member].apart))
            .unwrap_or(0.0)
    }

    /// What the team is for in the words of those who are here: the mean of their aims; the team's own while nobody is.
    pub fn mean_aims(&self, team: &Aims) -> Aims {
        std::array::from_fn(|aim| mean(self.here().map(|member| self.aims(member, team)[aim])).unwrap_or(team[aim]))
    }

    /// Mean tie of the holder of a post to the others who are here; `None` for one alone.
    pub fn tie_of(&self, post: usize, rules: &Ties, now: SimTime) -> Option<f64> {
        let one = self.here().find(|&member| self.members[member].post == post)?;
        let others = self.here().filter(|&member| member != one);
        mean(others.map(|other| self.ties[self.pair(one, other)].now(now, rules.fading.per_year())))
    }

    fn aims(&self, member: usize, team: &Aims) -> Aims {
        blended(team, self.members[member].employer, self.members[member].apart)
    }
}

/// How strong a tie is beyond that of a stranger, so that whoever leaves as a stranger takes nothing along.
fn beyond_stranger(tie: &Tie, rules: &Ties, now: SimTime) -> f64 {
    (tie.now(now, rules.fading.per_year()) - rules.newcomer.get()).max(0.0)
}

/// The part of the way to the team's aims that one meeting brings, of which so much is given to how the team works.
pub fn convergence(rules: &SharedPurpose, reflection: f64) -> f64 {
    (rules.meeting.get() * (1.0 + (rules.reflection.get() - 1.0) * reflection)).min(1.0)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    (count > 0.0).then(|| sum / count)
}
