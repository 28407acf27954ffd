//! The names of all random decisions.
//!
//! One flat list. A number, once given, is never changed or used again: it is part of the draw's key, so moving it
//! would change every result. New purposes take the next free number of their hundred. The list must not know how
//! a decision is made; beside each purpose stand the (subject, occasion) that key it.

/// Why a number is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Purpose {
    // 100: births, residents at the start, those who turn 65 and those who move in.
    /// A person's luck key: (birth-cohort number, -).
    Person = 100,
    /// Age within the band, in seconds: (person, -).
    Age = 101,
    /// Sex: (person, -).
    Sex = 102,
    /// Neighbourhood of residence: (person, -).
    Neighbourhood = 103,
    /// Deprivation fifth: (person, -).
    Deprivation = 104,
    /// Whether the person lives alone: (person, -).
    LivesAlone = 105,
    /// Whether there is an unpaid carer: (person, -).
    Carer = 106,
    /// Frailty band at entry: (person, -).
    Frailty = 107,
    /// Each long-term condition at entry: (person, four of the conditions).
    Condition = 108,
    /// Hidden severity: (person, -).
    Severity = 109,
    /// Whether destabilised at entry, and for how long: (person, -).
    DestabilisedAtEntry = 110,
    /// Each unmet need at entry: (person, four of the domains).
    NeedAtEntry = 111,
    /// Residence, own home or care home: (person, -).
    Residence = 112,
    /// Self-funder or council-funded: (person, -).
    SelfFunder = 113,
    /// Home-care package at entry: (person, -).
    PackageAtEntry = 114,
    /// How fast traits that nobody records make a person seek help: (person, -).
    HelpSeeking = 115,
    /// Moment of entry of those who turn 65 or move in: (cohort, ordinal).
    Entry = 116,
    /// Ethnicity, as far as it acts: (person, -).
    Ethnicity = 117,
    /// Whether the person uses the internet: (person, -).
    DigitalAccess = 118,
    /// Which care home the person lives in: (person, -).
    CareHome = 119,

    // 200: what happens to people beyond the marks of their points.
    /// Length of a destabilised spell: (root point, -).
    DestabilisedSpell = 200,
    /// Whether a fall injures, and how: (root point, -).
    FallInjury = 201,
    /// How severe an acute illness is: (root point, -).
    IllnessSeverity = 202,
    /// Functional loss in hospital: (root point, stage).
    FunctionalLoss = 203,
    /// Death attributed to a crisis or a stay: (root point, stage).
    DeathInCrisis = 204,
    /// Delirium in hospital: (root point, stage).
    Delirium = 205,
    /// A carer's own crisis: (root point, -).
    CarerCrisis = 206,
    /// Moving out of the place: (person, year).
    MoveOut = 207,
    /// Whether and how long a need lasts if nobody meets it: (need, -).
    NeedCourse = 208,
    /// Where somebody wishes to die: (person, -).
    PreferredPlace = 209,
    /// Length of convalescence after treatment: (root point, -).
    Convalescence = 210,

    // 300: the crisis path, keyed by the root point and the stage of its journey.
    /// Who notices an event or a need: (root point, -).
    NoticedBy = 300,
    /// How long until it is noticed: (root point, -).
    NoticeLag = 301,
    /// Which door is tried: GP, 111, 999, urgent response: (root point, stage).
    Door = 302,
    /// Category of an ambulance call: (root point, stage).
    AmbulanceCategory = 303,
    /// Ambulance travel to the scene: (root point, stage).
    AmbulanceTravel = 304,
    /// Time on scene: (root point, stage).
    OnScene = 305,
    /// See and treat, or convey: (root point, stage).
    Convey = 306,
    /// Travel to hospital and handover work: (root point, stage).
    Handover = 307,
    /// Treatment time in the emergency department: (root point, stage).
    EmergencyTreatment = 308,
    /// Admit or not: (root point, stage).
    Admit = 309,
    /// Leaving the emergency department unseen: (root point, stage).
    LeaveUnseen = 310,
    /// Whether a crisis comes back after it was answered at home: (root point, stage).
    Escalate = 311,

    // 400: hospital, social care and base supply.
    /// Length of stay until ready to leave: (root point, stage).
    LengthOfStay = 400,
    /// Discharge pathway 0 to 3: (root point, stage).
    DischargePathway = 401,
    /// Length of reablement: (root point, stage).
    Reablement = 402,
    /// Length of a stay in a rehabilitation bed: (root point, stage).
    RehabilitationBed = 403,
    /// Minutes of an assessment for discharge: (root point, stage).
    DischargeAssessment = 404,
    /// Hours of a home-care package: (root point, stage).
    PackageHours = 405,
    /// How long a package or care-home place lasts: (root point, stage).
    PlacementLength = 406,
    /// Minutes of a GP appointment: (root point, stage).
    GpMinutes = 407,
    /// What a GP decides: (root point, stage).
    GpDecision = 408,
    /// Minutes of a community nurse's, therapist's or social worker's visit: (root point, stage).
    VisitMinutes = 409,
    /// Travel to a visit: (root point, stage).
    VisitTravel = 410,
    /// Whether urgent community response or hospital at home takes a case: (root point, stage).
    UrgentAccept = 411,
    /// Whether urgent community response settles a case: (root point, stage).
    UrgentOutcome = 412,
    /// Days on hospital at home or a virtual ward: (root point, stage).
    HospitalAtHomeLength = 413,
    /// Patience of somebody who waits: (root point, stage).
    Patience = 414,
    /// What a round of a care home brings, and whether a home calls its line first: (person, round) or (root point, -).
    HomeRound = 415,

    // 500: the team.
    /// Whether a worker refers a person: (person, week).
    Referral = 500,
    /// Bounce, waitlist or accept: (person, referral).
    Triage = 501,
    /// Whether an assessment finds a need: (need, role and week).
    Finding = 502,
    /// Minutes of an assessment: (person, role and week).
    AssessmentMinutes = 503,
    /// Who attends a meeting: (team and date, post).
    Attendance = 504,
    /// Minutes a case takes in a meeting: (person, date).
    CaseMinutes = 505,
    /// Whether a plan is told to the person: (person, plan).
    PlanTold = 506,
    /// Whether an action is carried out: (need, kind and attempt).
    ActionDone = 507,
    /// Minutes of an action or contact: (need or person, kind and attempt).
    ContactMinutes = 508,
    /// Travel to a contact: (need or person, kind and attempt).
    ContactTravel = 509,
    /// Whether an action closes its need or takes hold: (need, kind and attempt).
    ActionEffect = 510,
    /// Minutes spent looking for information: (person, role and week).
    SearchMinutes = 511,
    /// Whether a hand-off is lost: (person, referral or stage).
    HandOffLost = 512,
    /// Whether an assessment repeats one that another organisation holds: (person, role and week).
    DuplicateAssessment = 513,
    /// Who becomes named coordinator: (person, referral).
    Coordinator = 514,
    /// Who speaks and is heard: (person and date, post).
    Voice = 515,
    /// Discharge from the caseload at a review: (person, review).
    CaseloadExit = 516,
    /// Tension and how it is met: (team, date).
    Tension = 517,
    /// Consent to join: (person, referral).
    Consent = 518,
    /// Whether two or three people see what to do, and who they are: (referral, round and need).
    Decision = 519,
    /// Whether a story is told again: (referral, role).
    Retold = 520,
    /// Whether an action rests on a fact that is out of date: (need, kind and attempt).
    StaleFact = 521,
    /// Whether a team learns that somebody has left hospital: (root point and stage, -).
    Alert = 522,
    /// Whether a case is dealt with as the design says: (referral, round).
    Adoption = 523,
    /// How ready a place is for new ways of working: (-, -).
    Readiness = 524,
    /// How leaders of a place read the national framework: (-, -).
    FrameworkReading = 525,
    /// Whether planned work is served in turn with first assessments: (piece of work, -).
    KeptTime = 529,
    /// For how long a referral waits in a line before it lapses: (need, attempt).
    ReferralLapse = 530,

    // 600: the workforce; a post is (place, employer, role, k).
    /// Whether and when an incumbent leaves: (post, incumbent number).
    Leaving = 600,
    /// Where a leaver goes: (post, incumbent number).
    LeaverDestination = 601,
    /// Sickness absence: (post and incumbent number, day or spell).
    Sickness = 602,
    /// Weeks to approve, advertise, give notice and check: (post, vacancy number).
    RecruitmentLag = 603,
    /// Whether an advert finds somebody: (post, advert number).
    Applicant = 604,
    /// Experience and skill of a joiner: (post, incumbent number).
    JoinerSkill = 605,
    /// Order in a labour-market match: (applicant, barrier).
    LabourMatch = 606,
    /// Agency or bank cover: (post, day or week).
    AgencyCover = 607,
    /// Which filled or vacant posts a funding cut takes first: (shock, post).
    CutOrder = 608,
    /// Minutes lost or gained in a day by one worker: (post, day).
    WorkingDay = 609,
    /// Whether the employer's bank sends somebody to a vacant post: (post and number of its next holder, -).
    BankCover = 610,
    /// Where in its turns of holders and vacancies a post of a base service is met when the world begins: (post, -).
    PostAtStart = 611,

    // 700: everyone else, the background load.
    /// Number of background arrivals in an hour or day: (kind, hour or day).
    BackgroundCount = 700,
    /// Moment of a background arrival: (kind and day, ordinal).
    BackgroundMoment = 701,
    /// What a background arrival is: (arrival, -).
    BackgroundKind = 702,
    /// Length of a background stay or job: (arrival, stage).
    BackgroundStay = 703,
    /// Whether a background arrival is conveyed or admitted: (arrival, stage).
    BackgroundAdmit = 704,
    /// Place in an inertly reordered queue: (root point or arrival, -).
    Ripple = 705,

    // 800: years and money, common to places and arms (drawn before a place is mixed in).
    /// Winter severity: (year, -).
    Winter = 800,
    /// Heat: (year, -).
    Heat = 801,
    /// Sickness absence of the year: (year, -).
    SicknessYear = 802,
    /// When a renewal is announced: (budget line, year).
    Renewal = 803,

    // 900: records and indicators.
    /// Whether a contact is written down: (fact, organisation).
    Recorded = 900,
    /// How late it is written down: (fact, organisation).
    RecordLag = 901,
    /// Whether it is miscoded: (fact, organisation).
    Miscoded = 902,
    /// Whether what was miscoded is ever put right: (fact, organisation).
    Corrected = 903,
    /// How long after it was coded it is put right: (fact, organisation).
    CorrectionLag = 904,
    /// Who is interviewed, and when: (holder of a post, day).
    Interview = 910,

    // 1000: what is not known, common to replications, places and arms (drawn before a place is mixed in).
    /// The value of an uncertain parameter: (parameter by its name, draw).
    UncertainParameter = 1000,
}

#[cfg(test)]
mod tests {
    /// The compiler refuses a number given twice; it does not refuse one left out, which would make later numbers
    /// depend on the order of the list.
    #[test]
    fn every_purpose_has_a_number_of_its_own_and_says_what_keys_it() {
        let source = include_str!("purpose.rs");
        let list = source.split("pub enum Purpose {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
        let lines: Vec<&str> = list.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut numbers = Vec::new();
        for (line, before) in lines.iter().skip(1).zip(&lines).filter(|(line, _)| !line.starts_with("//")) {
            let number = line.trim_end_matches(',').split(" = ").nth(1).and_then(|n| n.parse::<u16>().ok());
            numbers.push(number.unwrap_or_else(|| panic!("`{line}` has no number")));
            assert!(before.starts_with("///") && before.contains('('), "`{line}` does not say what keys it");
        }
        assert!(numbers.len() > 50, "the list was read");
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "numbers rise and none comes twice");
    }
}
