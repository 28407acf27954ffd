//! What care costs and who pays for it.
//!
//! Days are charged, or events, never both for the same care: an emergency spell is charged by its bed-days alone
//! (midnights in hospital, a night in the department among them); the attendance and the ambulance before it are
//! services of their own. Base community services are the same establishment in every arm and are not charged; a
//! team is charged by its filled posts.

use crate::model::parameters::Parameters;
use crate::outcomes::event_kind::EventKind;
use crate::outcomes::figures::Figures;
use crate::time::{DAY, WEEK};

/// Prices (GBP of the price year) and the shares that households pay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tariff {
    attendance: f64,
    conveyed: f64,
    not_conveyed: f64,
    consultation: f64,
    bed_day: f64,
    rehabilitation_day: f64,
    hospital_at_home_day: f64,
    reablement_day: f64,
    home_care_hour: f64,
    care_home_day: f64,
    home_care_by_household: f64,
    care_home_by_household: f64,
}

/// A bill by payer, GBP.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bill {
    /// National Health Service.
    pub nhs: f64,
    /// Council.
    pub council: f64,
    /// People and their families.
    pub household: f64,
    /// Others, such as charities.
    pub other: f64,
    /// Of all these, for the team.
    pub team: f64,
    /// Of all these, what is not spent when it is not used: staff of the team, cover, hours of home care, places in
    /// care homes. Beds, departments, crews and other places stay open, and cost the same, whoever uses them.
    pub cashable: f64,
}

impl Bill {
    /// All payers together.
    pub fn total(&self) -> f64 {
        self.nhs + self.council + self.household + self.other
    }
}

impl Tariff {
    /// The tariff of a set of parameters.
    pub fn new(parameters: &Parameters) -> Self {
        let (prices, social) = (&parameters.prices, &parameters.social_care);
        Self {
            attendance: prices.attendance.gbp(),
            conveyed: prices.conveyed.gbp(),
            not_conveyed: prices.not_conveyed.gbp(),
            consultation: prices.consultation.gbp(),
            bed_day: prices.bed_day.gbp_per_day(),
            rehabilitation_day: prices.rehabilitation_day.gbp_per_day(),
            hospital_at_home_day: prices.hospital_at_home_day.gbp_per_day(),
            reablement_day: prices.reablement_day.gbp_per_day(),
            home_care_hour: prices.home_care_hour.gbp_per_hour(),
            care_home_day: prices.care_home_day.gbp_per_day(),
            home_care_by_household: social.self_funded_home_care.get(),
            care_home_by_household: social.self_funded_care_home.get(),
        }
    }

    /// The bill for what was counted. Councils pay for reablement; a care-home place is paid for while its resident
    /// is in hospital.
    pub fn bill(&self, figures: &Figures) -> Bill {
        const DAYS_A_WEEK: f64 = (WEEK / DAY) as f64;
        let (events, nights) = (&figures.events, &figures.nights);
        let events = |kind: EventKind, price: f64| events.of(kind) as f64 * price;
        let home_care = nights.home_care_hours as f64 / DAYS_A_WEEK * self.home_care_hour;
        let care_homes = nights.care_home_residents as f64 * self.care_home_day;
        let household = home_care * self.home_care_by_household + care_homes * self.care_home_by_household;
        let reablement = nights.in_reablement as f64 * self.reablement_day;
        let [team_nhs, team_council, team_other, team_household] = nights.team_cost;
        let [cover_nhs, cover_council, cover_other, cover_household] = nights.cover_cost;
        let beds = nights.in_hospital as f64 * self.bed_day + nights.in_rehabilitation as f64 * self.rehabilitation_day;
        Bill {
            nhs: events(EventKind::Attended, self.attendance)
                + events(EventKind::CrewConveyed, self.conveyed)
                + events(EventKind::CrewTreatedAtHome, self.not_conveyed)
                + events(EventKind::Consulted, self.consultation)
                + beds
                + nights.in_hospital_at_home as f64 * self.hospital_at_home_day
                + team_nhs
                + cover_nhs,
            council: home_care + care_homes - household + reablement + team_council + cover_council,
            household: household + team_household + cover_household,
            other: team_other + cover_other,
            team: team_nhs + team_council + team_other + team_household,
            cashable: home_care
                + care_homes
                + nights.team_cost.iter().sum::<f64>()
                + nights.cover_cost.iter().sum::<f64>(),
        }
    }
}
