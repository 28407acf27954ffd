//! The parameters of the model: every number that is not a definition, as a typed tree.
//!
//! Defaults come from the evidence register by dotted path (`falls.rate.age_65_69`); nothing here holds a value.

pub mod care;
pub mod hours;
pub mod judgement;
pub mod life;
pub mod people;
pub mod process;
pub mod reactive;
pub mod shapes;
pub mod teams;
pub mod visits;
pub mod workforce;
pub mod worth;

use serde::{Deserialize, Serialize};

/// All parameters of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Who lives in a place at the start, and who enters it.
    pub people: people::People,
    /// Passing spells in which a person is hidden from registers and several times more at risk.
    pub destabilised: people::Destabilised,
    /// Falls of people at home and in care homes.
    pub falls: people::Falls,
    /// Acute illness, told apart by cause.
    pub illness: people::Illness,
    /// Needs that stay unmet until somebody finds and meets them.
    pub needs: people::Needs,
    /// Long-term conditions.
    pub conditions: people::Conditions,
    /// Steps between the four bands of the electronic frailty index.
    pub frailty: people::Frailty,
    /// Carer breakdown, social crisis and moves away.
    pub crisis: people::Crisis,
    /// Death, one hazard.
    pub death: people::Death,
    /// Seeking help in a crisis.
    pub contact: care::Contact,
    /// Ambulance crews.
    pub ambulance: care::Ambulance,
    /// The emergency department.
    pub emergency: care::Emergency,
    /// Adult beds, stays and harm.
    pub hospital: care::Hospital,
    /// Ways out of hospital.
    pub discharge: care::Discharge,
    /// Home care and care homes.
    pub social_care: care::SocialCare,
    /// Base supply of community services, in every arm.
    pub services: care::Services,
    /// What urgent community response does.
    pub urgent: care::Urgent,
    /// How long work takes, with travel, records and search for information.
    pub work: teams::Work,
    /// Working time, absence, leaving and hiring.
    pub staff: teams::Staff,
    /// Satisfaction of post-holders, in standard deviations above usual, and what it listens to.
    pub satisfaction: workforce::Satisfaction,
    /// Hiring, step by step after approval.
    pub hiring: workforce::Hiring,
    /// Sickness absence of post-holders, at the share that `staff.sickness` gives.
    pub absence: workforce::Absence,
    /// Cover of vacant posts by the employer's bank.
    pub bank: workforce::Bank,
    /// Cover by an agency of those to which the bank sends nobody.
    pub agency: workforce::Agency,
    /// Lending of staff between employers.
    pub secondment: workforce::Secondment,
    /// Home-care workers, whose number sets the hours that can be supplied.
    pub care_workers: workforce::CareWorkers,
    /// The money of posts.
    pub funding: workforce::Funding,
    /// What a pandemic of full size does.
    pub pandemic: workforce::Pandemic,
    /// The labour market of a region.
    pub market: workforce::Market,
    /// How a team works.
    pub team: teams::Team,
    /// Planned visits and contacts: when nobody is at home, and how long a contact holds.
    pub visits: visits::Visits,
    /// Paramedic practitioners.
    pub practitioners: reactive::Practitioners,
    /// Support of care homes.
    pub care_homes: reactive::CareHomes,
    /// What makes staff a team.
    pub process: process::Process,
    /// Effects of single actions that a person has actually received, besides meeting a need.
    pub effects: teams::Effects,
    /// Everyone else: people under 65 and from elsewhere, who use the same ambulances, spaces and beds.
    pub others: care::Others,
    /// Hours of the day: when the background load comes, and what runs by day or by night.
    pub hours: hours::Hours,
    /// What the care system writes down.
    pub records: care::Records,
    /// Unit costs, price year 2023/24.
    pub prices: teams::Prices,
    /// How years differ, besides their winters.
    pub years: life::Years,
    /// How the load of people under 65 varies.
    pub load: life::Load,
    /// Advice by telephone (NHS 111) as first contact.
    pub advice: life::Advice,
    /// Unpaid carers, and what they bear.
    pub carers: life::Carers,
    /// The last days.
    pub dying: life::Dying,
    /// Delirium in hospital.
    pub delirium: life::Delirium,
    /// The course of illness and injury.
    pub course: life::Course,
    /// Who is noticed later and reached less.
    pub reach: life::Reach,
    /// Health-related quality of life; acts on nothing.
    pub utility: worth::Utility,
    /// How outcomes are weighed against money; acts on nothing.
    pub evaluation: worth::Evaluation,
    /// What organisations write down, late, incomplete and in part miscoded.
    pub recording: judgement::Recording,
    /// What a dashboard shows of that, and the weights of the national framework.
    pub indicators: judgement::Indicators,
    /// How leaders and staff come to believe that a team helps.
    pub belief: judgement::Belief,
}
