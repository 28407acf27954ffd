//! What a design answers when a team asks: who does what, how much is shared, who is taken on, how often.

pub mod sittings;
mod working;

use crate::model::design::aims::Aims;
use crate::model::design::{Design, ExitWhen, NeedDomain, Organisation, Role};
use crate::model::people::causes::pick;
use crate::model::people::traits::{Frailty, Needs};
use crate::model::services::team::ROLES;
use crate::model::services::team::answers::sittings::Sitting;
use crate::time::Span;
use crate::units::{Count, Rate};

/// How a person came to the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// From a list that ranks recorded risk.
    RiskList,
    /// A professional judged that it would help.
    Professional,
    /// Through a single point of access.
    SinglePoint,
    /// Found in hospital by the team.
    InReach,
    /// The person or a carer asked.
    Own,
}

/// What triage sees of somebody.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// Emergency admissions on record in the last year.
    pub admissions: u32,
    /// Frailty on record.
    pub frailty: Frailty,
    /// Needs noticed so far.
    pub noticed: Needs,
    /// Came by way of the hospital.
    pub from_hospital: bool,
}

/// A design, and the questions that a team asks it.
#[derive(Clone, Debug)]
pub struct Answers {
    design: Design,
    /// Roles of the roster, by number.
    roles: [bool; ROLES],
    /// Hours a week in meetings and at boards, for somebody who comes to all; asked before each of them.
    sitting_hours: f64,
}

impl Answers {
    /// Prepares a design to be asked.
    pub fn new(design: &Design) -> Self {
        let mut roles = [false; ROLES];
        for (&role, line) in &design.roster {
            roles[role as usize] = line.wte.wte() > 0.0;
        }
        let [meeting, board] = [design.meeting, design.board].map(|one| one.map(sittings::of));
        Self { design: design.clone(), roles, sitting_hours: sittings::hours_a_week(meeting, board) }
    }

    /// The part of referrals that the team wants by a route.
    pub fn share_of(&self, route: Route) -> f64 {
        let entry = &self.design.entry;
        match route {
            Route::RiskList => entry.risk_list.get(),
            Route::Professional => entry.professional.get(),
            Route::SinglePoint => entry.single_point.get(),
            Route::InReach => entry.in_reach.get(),
            Route::Own => entry.own.get(),
        }
    }

    /// How far somebody fits the aims by which a team triages, 0 to 1.
    pub fn fit(&self, aims: &Aims, features: &Features) -> f64 {
        let [avoid_admission, discharge, plan_ahead, independence, end_of_life] = *aims;
        let function = features.noticed.has(NeedDomain::Function as usize)
            || features.noticed.has(NeedDomain::HousingAndEquipment as usize);
        let fits = [
            (avoid_admission, features.admissions > 0),
            (discharge, features.from_hospital),
            (plan_ahead, features.frailty >= Frailty::Moderate),
            (independence, function || features.frailty == Frailty::Mild),
            (end_of_life, features.noticed.has(NeedDomain::EndOfLife as usize)),
        ];
        let weight: f64 = fits.iter().map(|(weight, _)| weight).sum();
        let fitting: f64 = fits.iter().filter(|(_, fits)| *fits).map(|(weight, _)| weight).sum();
        if weight > 0.0 { fitting / weight } else { 0.0 }
    }

    /// Whether anybody of this role belongs to the team.
    pub fn has(&self, role: Role) -> bool {
        self.roles[role as usize]
    }

    /// The profession that answers a domain in this team, among those who are there.
    pub fn profession_for(&self, domain: NeedDomain, there: impl Fn(Role) -> bool) -> Option<Role> {
        professions_of(domain).iter().copied().find(|&role| self.has(role) && there(role))
    }

    /// Whether a domain is a role's own.
    pub fn own_domain(role: Role, domain: NeedDomain) -> bool {
        professions_of(domain).contains(&role)
    }

    /// The profession that coordinates a case: shared out among those who visit and are there, in proportion to their
    /// posts; `mark` is uniform in (0, 1).
    pub fn coordinator(&self, mark: f64, there: impl Fn(Role) -> bool) -> Option<Role> {
        const VISITING: [Role; 9] = [
            Role::CommunityMatron,
            Role::CommunityNurse,
            Role::LinkWorker,
            Role::SocialWorker,
            Role::OccupationalTherapist,
            Role::Physiotherapist,
            Role::MentalHealthPractitioner,
            Role::Paramedic,
            Role::SupportWorker,
        ];
        let posts = |role| self.design.roster.get(&role).map_or(0.0, |line| line.wte.wte());
        let weights = VISITING.map(|role| if there(role) { posts(role) } else { 0.0 });
        let total: f64 = weights.iter().sum();
        (total > 0.0).then(|| VISITING[pick(mark, &weights.map(|weight| weight / total))])
    }

    /// Whether the team has an administrator, who triages and keeps the list.
    pub fn has_administrator(&self) -> bool {
        self.has(Role::Administrator)
    }

    /// Who employs a role in this team.
    pub fn employer(&self, role: Role) -> Organisation {
        self.design.roster.get(&role).map_or(Organisation::Trust, |line| line.employer)
    }

    /// How much a role sees of what other organisations know: the mean over the others.
    pub fn sees(&self, role: Role) -> f64 {
        const OTHERS: [Organisation; 4] =
            [Organisation::Gp, Organisation::Trust, Organisation::Council, Organisation::Hospital];
        let own = self.employer(role);
        let others = OTHERS.iter().filter(|&&other| other != own);
        let (sum, count) = others
            .fold((0.0, 0.0), |(sum, count), &other| (sum + self.design.sharing.between(own, other), count + 1.0));
        sum / count
    }

    /// Sharing between the employer of a role and another organisation.
    pub fn shares_with(&self, role: Role, other: Organisation) -> f64 {
        self.design.sharing.between(self.employer(role), other)
    }

    /// Whether a profession accepts others' assessments in a domain of its own.
    pub fn trusts(&self, role: Role) -> bool {
        self.design.trusted_assessor.iter().any(|&domain| Self::own_domain(role, domain))
    }

    /// Roles that come to a meeting, each with the chance that it does.
    pub fn attendance(&self) -> impl Iterator<Item = (Role, f64)> + '_ {
        self.design.roster.iter().map(|(&role, line)| (role, line.attends.get()))
    }

    /// Hours a week that somebody of a role spends in meetings and at boards.
    pub fn meeting_hours(&self, role: Role) -> f64 {
        let attends = self.design.roster.get(&role).map_or(0.0, |line| line.attends.get());
        attends * self.sitting_hours
    }

    /// Days between meetings, length, and cases in one; `None` without a meeting.
    pub fn meeting(&self) -> Option<Sitting> {
        self.design.meeting.map(sittings::of)
    }

    /// The same of the board beside it.
    pub fn board(&self) -> Option<Sitting> {
        self.design.board.map(sittings::of)
    }

    /// Whether people meet on screens.
    pub fn meets_on_screens(&self) -> bool {
        self.design.meeting.is_some_and(|meeting| sittings::on_screens(&meeting))
    }

    /// Whether their boards are on screens.
    pub fn boards_on_screens(&self) -> bool {
        self.design.board.is_some_and(|board| sittings::on_screens(&board))
    }

    /// Time between planned contacts with somebody of this frailty on record, if there is a named coordinator.
    pub fn contact_every(&self, frailty: Frailty) -> Option<Span> {
        let every = self.design.tiers.all()[frailty as usize].unwrap_or(self.design.contact_every);
        self.design.named_coordinator.then(|| every.span()).filter(|&every| every > Span::ZERO)
    }

    /// The largest package of home care that the team may agree to itself, hours a week.
    pub fn agrees_to(&self) -> f64 {
        self.design.delegated_home_care.hours_per_week()
    }

    /// Time from one review to the next.
    pub fn review_after(&self) -> Span {
        self.design.exit.review_after.span().max(Span::days(1))
    }

    /// Whether a review ends the episode.
    pub fn ends_at_review(&self, goals_met: bool) -> bool {
        match self.design.exit.when {
            ExitWhen::GoalsMet => goals_met,
            ExitWhen::AtReview => true,
            ExitWhen::Never => false,
        }
    }

    /// People whom the team wants to take from the risk list in a month, for a list of this size.
    pub fn monthly_picks(&self, cap: u32) -> usize {
        const MONTH_DAYS: f64 = 30.4;
        let turnover = f64::from(cap) / self.design.episode.days().max(1.0) * MONTH_DAYS;
        (turnover * self.share_of(Route::RiskList)).round() as usize
    }

    /// The recorded risk score below which the team picks nobody from its list.
    pub fn lowest_score(&self, usual: Count) -> f64 {
        self.design.entry_score.unwrap_or(usual).get()
    }

    /// The rate at which the team's practice drifts away from its design.
    pub fn drift(&self, usual: Rate) -> Rate {
        self.design.working.drift.unwrap_or(usual)
    }

    /// The part of planned work (actions, contacts, reviews) that does not give way to people newly referred, 0 to 1.
    pub fn kept_for_planned_work(&self) -> f64 {
        self.design.proactive_share.get()
    }

    /// Whether the team supports care homes, and then takes their residents on its list too.
    pub fn supports_care_homes(&self) -> bool {
        self.design.care_home_share.get() > 0.0
    }

    /// Whether the team comes to the ward for its people.
    pub fn in_reach(&self) -> bool {
        self.design.in_reach
    }
}

/// The professions of a domain, the most fitting first.
fn professions_of(domain: NeedDomain) -> &'static [Role] {
    use Role::{
        CommunityMatron, CommunityNurse, Geriatrician, Gp, LinkWorker, MentalHealthPractitioner, OccupationalTherapist,
        Paramedic, Pharmacist, Physiotherapist, SocialWorker, SupportWorker,
    };
    match domain {
        NeedDomain::Medical => &[CommunityMatron, Geriatrician, Gp, CommunityNurse, Paramedic],
        NeedDomain::Function => &[Physiotherapist, OccupationalTherapist, SupportWorker],
        NeedDomain::CognitionAndMood => &[MentalHealthPractitioner],
        NeedDomain::SocialAndCare => &[SocialWorker, LinkWorker],
        NeedDomain::HousingAndEquipment => &[OccupationalTherapist, Physiotherapist],
        NeedDomain::Carer => &[LinkWorker, SocialWorker],
        NeedDomain::Medicines => &[Pharmacist, Gp, CommunityMatron],
        NeedDomain::EndOfLife => &[CommunityMatron, CommunityNurse, Gp],
    }
}
