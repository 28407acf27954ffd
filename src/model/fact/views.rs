//! What leaders and staff see of a place, in numbers, as a census tells of it. This file does not know how either
//! view comes about, nor how near it is to what happened.

/// Indicators of a dashboard, in the order of `parameters::judgement::ByIndicator`.
pub const INDICATORS: usize = 7;

/// An indicator of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indicator {
    /// Emergency admissions for every 1,000 registered people aged 65+ a year.
    EmergencyAdmissions,
    /// Delayed days for every 1,000 registered people a year.
    DelayedDays,
    /// Urgent response within two hours, of those who asked.
    TwoHourShare,
    /// Days from referral to a team's first contact.
    FirstContact,
    /// People with a plan for every 1,000 registered people a year.
    Plans,
    /// Contacts of teams for every 1,000 registered people a year.
    Contacts,
    /// Admissions claimed as avoided for every 1,000 registered people a year.
    Claimed,
}

impl Indicator {
    /// All indicators, in their order.
    pub const ALL: [Indicator; INDICATORS] = [
        Self::EmergencyAdmissions,
        Self::DelayedDays,
        Self::TwoHourShare,
        Self::FirstContact,
        Self::Plans,
        Self::Contacts,
        Self::Claimed,
    ];
}

/// A figure as it is shown: so much of so much. Nothing is shown while `of` is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shown {
    /// The numerator.
    pub count: f32,
    /// The denominator.
    pub of: f32,
}

impl Shown {
    /// The figure, where there is one.
    pub fn value(self) -> Option<f64> {
        (self.of > 0.0).then(|| f64::from(self.count) / f64::from(self.of))
    }

    /// The sum of two figures: of two places, or two teams.
    pub fn plus(self, other: Self) -> Self {
        Self { count: self.count + other.count, of: self.of + other.of }
    }
}

/// What a dashboard shows tonight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dashboard {
    /// The last months that are shown.
    pub now: [Shown; INDICATORS],
    /// The same months of the year before the design began.
    pub before: [Shown; INDICATORS],
}

/// What the staff of teams saw of their own people in the month before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OwnPeople {
    /// Taken on.
    pub joined: f32,
    /// Their emergency admissions in the year before, as written down.
    pub admissions_before: f32,
    /// Days of people on lists.
    pub list_days: f32,
    /// Emergency admissions from lists.
    pub admissions: f32,
    /// Needs found in those whose case was reviewed.
    pub found: f32,
    /// Of these, still unmet.
    pub unmet: f32,
}

impl OwnPeople {
    /// The sum of what two teams saw.
    pub fn plus(self, other: Self) -> Self {
        Self {
            joined: self.joined + other.joined,
            admissions_before: self.admissions_before + other.admissions_before,
            list_days: self.list_days + other.list_days,
            admissions: self.admissions + other.admissions,
            found: self.found + other.found,
            unmet: self.unmet + other.unmet,
        }
    }
}

/// The two views of a place tonight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Views {
    /// Leaders: the dashboard.
    pub dashboard: Dashboard,
    /// Staff: their own people.
    pub own: OwnPeople,
}
