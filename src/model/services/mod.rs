//! Services: the crisis path, hospital, social care, community services and teams, as queues in front of finite
//! staff, spaces, beds, places and hours.

pub mod ambulance;
pub mod background;
pub mod care_homes;
pub mod community;
pub mod contact;
pub mod discharge;
pub mod emergency;
pub mod home_care;
pub mod hospital;
pub mod journey;
pub mod lines;
pub mod practitioner;
pub mod recovery;
pub mod slab;
pub mod team;
pub mod trusted;
pub mod urgent;
pub mod usual;
pub mod work;
pub mod worse;
