//! Clocks with several causes: how a point's mark picks its cause.
//!
//! A clock's points are split among causes by fixed shares, so that causes never take points from one another. The
//! shares tile luck; they change no intensity.

/// Causes of acute illness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IllnessCause {
    /// Of the lungs.
    Respiratory,
    /// Of the heart and circulation.
    Cardiac,
    /// Infection.
    Infection,
    /// Harm from medicines.
    MedicineHarm,
    /// Any other.
    Other,
}

impl IllnessCause {
    /// All causes, in the order of the parameters.
    pub const ALL: [IllnessCause; 5] = [
        IllnessCause::Respiratory,
        IllnessCause::Cardiac,
        IllnessCause::Infection,
        IllnessCause::MedicineHarm,
        IllnessCause::Other,
    ];
}

/// What a social clock can bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocialCause {
    /// The carer can no longer care.
    CarerBreakdown,
    /// The carer falls ill, and cannot care for the time being.
    CarerIllness,
    /// The carer dies.
    CarerDeath,
    /// A social crisis of another kind.
    Social,
    /// The person moves away.
    MoveAway,
}

impl SocialCause {
    /// All causes.
    pub const ALL: [SocialCause; 5] = [
        SocialCause::CarerBreakdown,
        SocialCause::CarerIllness,
        SocialCause::CarerDeath,
        SocialCause::Social,
        SocialCause::MoveAway,
    ];
    /// Their shares of the clock's points.
    pub const SHARES: [f64; 5] = [0.3, 0.25, 0.1, 0.1, 0.25];
}

/// Shares of the points of the frailty clock for steps up and steps down.
pub const STEP_SHARES: [f64; 2] = [0.75, 0.25];

/// The index of the share in which `mark` (0 to 1) falls; the last one takes what rounding leaves.
pub fn pick(mark: f64, shares: &[f64]) -> usize {
    let mut up_to = 0.0;
    for (index, share) in shares.iter().enumerate() {
        up_to += share;
        if mark < up_to {
            return index;
        }
    }
    shares.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_picks_the_share_it_falls_in() {
        assert_eq!([0.0, 0.299, 0.3, 0.56, 0.999].map(|mark| pick(mark, &SocialCause::SHARES)), [0, 0, 1, 2, 4]);
        assert_eq!(pick(0.999_999, &[0.3, 0.3, 0.3999]), 2, "rounding leaves nothing out");
    }
}
