//! What a person is at one moment, as far as others sort people by it: who they are, how they live, what they need.
//!
//! A profile is taken when somebody enters or when counting begins, and does not follow the person's life.

use crate::model::people::traits::{Frailty, Needs, Residence, Sex, Whereabouts};

/// A person at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Sex.
    pub sex: Sex,
    /// Fifth of deprivation, 0 the most deprived.
    pub fifth: u8,
    /// Lives alone.
    pub alone: bool,
    /// Has an unpaid carer.
    pub carer: bool,
    /// Lives with dementia.
    pub dementia: bool,
    /// Home or care home.
    pub residence: Residence,
    /// Where they are.
    pub whereabouts: Whereabouts,
    /// Frailty band.
    pub frailty: Frailty,
    /// Needs that are there and unmet.
    pub needs: Needs,
    /// Does not use the internet.
    pub offline: bool,
}
