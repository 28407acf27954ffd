//! Typed identities of things inside one place.
//!
//! An identity is an index into the columns of its place; it means nothing outside it. The identity of a
//! person across arms, places and slots is the 64-bit luck key of `random`.

/// A person resident in a place; slots of the dead may be used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// A journey through the crisis path: one call for help from first contact to its end, or one background patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JourneyId(pub u32);

/// A person's episode with a team, from referral to discharge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(pub u32);

/// A piece of staff work waiting for, or in, somebody's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);

/// A post in an establishment, filled or vacant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(pub u32);

/// A team of an arm's design, one in each neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TeamId(pub u16);

/// A neighbourhood of a place (about 40,000 residents).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NeighbourhoodId(pub u8);
