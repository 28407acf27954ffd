//! What it is like to work in a service: what satisfaction and leaving listen to. This room does not know how it comes about.

/// The climate of a service on a day; each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Climate {
    /// Mean strength of the ties between its members.
    pub cohesion: f32,
    /// Tension that nobody has worked through.
    pub tension: f32,
    /// How far quiet voices are heard.
    pub voice: f32,
    /// How far its members pull the same way.
    pub purpose: f32,
    /// How far its members settle their own ways.
    pub autonomy: f32,
    /// How often they see that it helped.
    pub wins: f32,
    /// How little they see of what other organisations know.
    pub friction: f32,
}

impl Climate {
    /// A service about which nothing is known: satisfaction and leaving stay as they are.
    pub const PLAIN: Climate =
        Climate { cohesion: 0.5, tension: 0.0, voice: 0.5, purpose: 0.5, autonomy: 0.5, wins: 0.5, friction: 0.5 };
}
