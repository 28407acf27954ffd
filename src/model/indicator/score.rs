//! How good a dashboard looks: each indicator against the year before or a standard, weighed by the national framework.

use crate::model::fact::views::{Dashboard, Indicator};
use crate::model::parameters::judgement::{Belief, Indicators};

/// How good a dashboard looks, 0 to 1; one half where nothing has changed and every standard is just met, `None` where
/// nothing is shown that the framework looks at.
pub fn score(rules: &Indicators, belief: &Belief, dashboard: &Dashboard, changed: bool) -> Option<f64> {
    let weights = if changed { rules.after_change } else { rules.weight };
    let (mut sum, mut all) = (0.0, 0.0);
    for indicator in Indicator::ALL {
        let weight = weights.all()[indicator as usize].get();
        let Some(better) = better(rules, dashboard, indicator).filter(|_| weight > 0.0) else { continue };
        sum += weight / (1.0 + libm::exp(-belief.steepness.get() * better));
        all += weight;
    }
    (all > 0.0).then(|| sum / all)
}

/// By how much an indicator is better than what it is held against: the logarithm of the factor.
fn better(rules: &Indicators, dashboard: &Dashboard, indicator: Indicator) -> Option<f64> {
    let now = dashboard.now[indicator as usize].value()?;
    let reference = reference(rules, dashboard, indicator).filter(|&reference| reference > 0.0)?;
    let more = libm::log(now / reference);
    Some(match indicator {
        Indicator::EmergencyAdmissions | Indicator::DelayedDays | Indicator::FirstContact => -more,
        Indicator::TwoHourShare | Indicator::Plans | Indicator::Contacts | Indicator::Claimed => more,
    })
}

fn reference(rules: &Indicators, dashboard: &Dashboard, indicator: Indicator) -> Option<f64> {
    let standard = &rules.standard;
    match indicator {
        Indicator::EmergencyAdmissions | Indicator::DelayedDays => dashboard.before[indicator as usize].value(),
        Indicator::TwoHourShare => Some(standard.two_hour_share.get()),
        Indicator::FirstContact => Some(standard.first_contact.days()),
        Indicator::Plans => Some(standard.plans.per_year()),
        Indicator::Contacts => Some(standard.contacts.per_year()),
        Indicator::Claimed => Some(standard.claimed.per_year()),
    }
}
