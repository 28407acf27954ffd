//! What care costs and who pays for it.
//!
//! Days are charged, or events, never both for the same care: an emergency spell is charged by its bed-days alone
//! (midnights in hospital, a night in the department among them); the attendance and the ambulance before it are
//! services of their own. Base community services are the same establishment in every arm and are not charged; a
//! team is charged by its filled posts. A night in hospital at home is charged with its staff in the places of usual
//! care, and without them in places that a team's posts carry.

use crate::model::fact::views::Indicator;
use crate::model::parameters::Parameters;
use crate::outcomes::event_kind::{EventCounts, EventKind};
use crate::outcomes::figures::{Figures, Nights};
use crate::outcomes::used::Use;
use crate::outcomes::utility::Utility;
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
    hospital_at_home_day_without_staff: f64,
    reablement_day: f64,
    home_care_hour: f64,
    care_home_day: f64,
    home_care_by_household: f64,
    care_home_by_household: f64,
    elective_stay: f64,
    marginal: Marginal,
    discount: f64,
    thresholds: [f64; 2],
    utility: Utility,
    claimed_if_avoided: f64,
    claimed_if_not: f64,
    shown_stay: f64,
}

/// The part of each price that follows use at once.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Marginal {
    attendance: f64,
    ambulance: f64,
    consultation: f64,
    bed_day: f64,
    intermediate_day: f64,
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
    /// Of the public part, what follows use at once: staff and buildings that stay are left out.
    pub marginal: f64,
    /// Of the public part, what leaves a budget when it is not used: care bought by the hour or the day, the team,
    /// and the cover of posts. Beds, departments, crews and other places stay open whoever uses them.
    pub cashable: f64,
    /// Of the public part, acute beds.
    pub beds: f64,
    /// Stays of electives for which the emergency bed-days would have been enough.
    pub electives: f64,
    /// The public part, each year discounted to the first.
    pub public_present: f64,
    /// Years of life weighted with their quality, each year discounted to the first.
    pub quality_years: f64,
    /// The lower and the higher value of such a year.
    pub thresholds: [f64; 2],
    /// Unpaid care at the price of home care. It is paid by nobody and stands in no total.
    pub unpaid: f64,
    /// The team, each year discounted to the first.
    pub team_present: f64,
    /// What the dashboard showed, as money that is not spent, for each person a year: admissions at a usual stay, and
    /// delayed days. Below 0, as use is a cost; NaN where nothing was shown.
    pub shown: f64,
    /// Crises and days in hospital beyond the baseline's, a year for each of those alive in both worlds; NaN where nothing was
    /// paired.
    pub of_alive_in_both: f64,
    /// Admissions that staff would claim to have avoided. It is no money, but weighed like money by the reader's own
    /// parameters.
    pub claimed: f64,
}

impl Bill {
    /// NHS and council together.
    pub fn public(&self) -> f64 {
        self.nhs + self.council
    }

    /// What quality of life is worth at the lower (0) or higher (1) threshold, less what NHS and council pay for it.
    pub fn net_benefit(&self, threshold: usize) -> f64 {
        self.thresholds[threshold] * self.quality_years - self.public_present
    }

    /// All payers together.
    pub fn total(&self) -> f64 {
        self.nhs + self.council + self.household + self.other
    }
}

impl Tariff {
    /// The tariff of a set of parameters.
    pub fn new(parameters: &Parameters) -> Self {
        let (prices, social) = (&parameters.prices, &parameters.social_care);
        let evaluation = &parameters.evaluation;
        Self {
            attendance: prices.attendance.gbp(),
            conveyed: prices.conveyed.gbp(),
            not_conveyed: prices.not_conveyed.gbp(),
            consultation: prices.consultation.gbp(),
            bed_day: prices.bed_day.gbp_per_day(),
            rehabilitation_day: prices.rehabilitation_day.gbp_per_day(),
            hospital_at_home_day: prices.hospital_at_home_day.gbp_per_day(),
            hospital_at_home_day_without_staff: prices.hospital_at_home_day_without_staff.gbp_per_day(),
            reablement_day: prices.reablement_day.gbp_per_day(),
            home_care_hour: prices.home_care_hour.gbp_per_hour(),
            care_home_day: prices.care_home_day.gbp_per_day(),
            home_care_by_household: social.self_funded_home_care.get(),
            care_home_by_household: social.self_funded_care_home.get(),
            elective_stay: parameters.others.elective_stay.days(),
            marginal: Marginal {
                attendance: evaluation.marginal_attendance.get(),
                ambulance: evaluation.marginal_ambulance.get(),
                consultation: evaluation.marginal_consultation.get(),
                bed_day: evaluation.marginal_bed_day.get(),
                intermediate_day: evaluation.marginal_intermediate_day.get(),
            },
            discount: evaluation.discount_rate.get(),
            thresholds: [evaluation.threshold_low.gbp(), evaluation.threshold_high.gbp()],
            utility: Utility::new(parameters),
            claimed_if_avoided: evaluation.claimed_if_avoided.get(),
            claimed_if_not: evaluation.claimed_if_not.get(),
            shown_stay: evaluation.shown_stay.days(),
        }
    }

    /// The bill for what was counted, with what is discounted year by year.
    pub fn bill(&self, figures: &Figures) -> Bill {
        let mut bill = self.undiscounted(&figures.events, &figures.nights);
        bill.claimed = self.claimed(figures);
        bill.of_alive_in_both = figures.alive_in_both.beyond_the_baseline(|used| self.crises(used));
        let shown = |indicator| figures.nights.views.shown(indicator);
        let days = shown(Indicator::EmergencyAdmissions) * self.shown_stay + shown(Indicator::DelayedDays);
        bill.shown = -days * self.bed_day;
        let mut factor = 1.0;
        for year in &figures.years {
            let of_year = self.undiscounted(&year.events, &year.nights);
            bill.public_present += factor * of_year.public();
            bill.team_present += factor * of_year.team;
            bill.quality_years += factor * self.utility.years(year);
            factor /= 1.0 + self.discount;
        }
        bill
    }

    /// How many admissions are expected to be ticked as avoided, one box for every crisis that urgent response or
    /// hospital at home answered: often where one was avoided in truth, and too often where none was.
    fn claimed(&self, figures: &Figures) -> f64 {
        let boxes = figures.events.of(EventKind::AnsweredBySubstitute) as f64;
        let avoided = (figures.substituted as f64).min(boxes);
        self.claimed_if_avoided * avoided + self.claimed_if_not * (boxes - avoided)
    }

    /// What crises and days in hospital cost that somebody used.
    fn crises(&self, used: &Use) -> f64 {
        used.attendances as f64 * self.attendance
            + used.conveyed as f64 * self.conveyed
            + used.not_conveyed as f64 * self.not_conveyed
            + used.consultations as f64 * self.consultation
            + used.hospital_days as f64 * self.bed_day
    }

    /// The bill by payer. Councils pay for reablement; a care-home place is paid for while its resident is in
    /// hospital.
    fn undiscounted(&self, events: &EventCounts, nights: &Nights) -> Bill {
        const DAYS_A_WEEK: f64 = (WEEK / DAY) as f64;
        let part = &self.marginal;
        let events = |kind: EventKind, price: f64| events.of(kind) as f64 * price;
        let home_care = nights.home_care_hours as f64 / DAYS_A_WEEK * self.home_care_hour;
        let care_homes = nights.care_home_residents as f64 * self.care_home_day;
        let household = home_care * self.home_care_by_household + care_homes * self.care_home_by_household;
        let bought = home_care + care_homes - household;
        let reablement = nights.in_reablement as f64 * self.reablement_day;
        let attendances = events(EventKind::Attended, self.attendance);
        let ambulances =
            events(EventKind::CrewConveyed, self.conveyed) + events(EventKind::CrewTreatedAtHome, self.not_conveyed);
        let consultations = events(EventKind::Consulted, self.consultation);
        let beds = nights.in_hospital as f64 * self.bed_day;
        let rehabilitation = nights.in_rehabilitation as f64 * self.rehabilitation_day;
        // Whoever carries a place beyond those of usual care is a post of the team, and charged as one.
        let own = nights.at_home_with_own_staff;
        let at_home = (nights.in_hospital_at_home - own) as f64 * self.hospital_at_home_day;
        let supplies = own as f64 * self.hospital_at_home_day_without_staff;
        let staff: [f64; 4] = std::array::from_fn(|payer| nights.team_cost[payer] + nights.cover_cost[payer]);
        let [staff_nhs, staff_council, staff_other, staff_household] = staff;
        let cashable = bought + staff_nhs + staff_council;
        Bill {
            nhs: attendances + ambulances + consultations + beds + rehabilitation + at_home + supplies + staff_nhs,
            council: bought + reablement + staff_council,
            household: household + staff_household,
            other: staff_other,
            team: nights.team_cost.iter().sum(),
            marginal: cashable
                + part.attendance * attendances
                + part.ambulance * ambulances
                + part.consultation * consultations
                + part.bed_day * beds
                + part.intermediate_day * (rehabilitation + at_home + reablement)
                + supplies,
            cashable,
            beds,
            electives: nights.in_hospital as f64 / self.elective_stay,
            thresholds: self.thresholds,
            unpaid: nights.carer_hours as f64 / DAYS_A_WEEK * self.home_care_hour,
            ..Bill::default()
        }
    }
}
