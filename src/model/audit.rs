//! An audit of a place: whether its books agree, at any moment between two steps.
//!
//! Units of every line are held by somebody who is still here, caseloads are the cases on the list, hours of home
//! care are the packages that take them, staff time is the work that took it. This file sees everything and changes nothing.

use crate::ids::CaseId;
use crate::model::funding::Funding;
use crate::model::people::carers::has_carer;
use crate::model::people::clocks::Rescan;
use crate::model::people::traits::{DOMAINS, Whereabouts};
use crate::model::people::{NEVER, NONE, Package};
use crate::model::place::{Locality, Place};
use crate::model::services::community::StaffTime;
use crate::model::services::journey::Stage;
use crate::model::services::lines::Line;
use crate::model::services::team::CaseStage;
use crate::model::workforce::care_workers::CareWorkers;
use crate::model::workforce::circle::Circle;
use crate::model::workforce::posts::Posts;
use crate::time::SimTime;

/// What was found, or nothing.
type Finding = Result<(), String>;

impl Place {
    /// Holds the books of the place against one another at the moment up to which it has been run.
    ///
    /// # Errors
    /// The first disagreement, in words.
    pub fn audit(&self, now: SimTime) -> Finding {
        let books = &self.locality;
        books.people_agree()?;
        books.journeys_agree()?;
        books.lines_agree()?;
        books.home_care_agrees()?;
        books.recoveries_agree()?;
        books.cases_agree()?;
        books.posts_agree()?;
        books.community.agree(now, self.context.parameters.work.chunk.span())
    }

    /// Staff time of each community service since the place began, and whether its staff are posts.
    pub fn staff_time(&self, now: SimTime) -> impl Iterator<Item = (StaffTime, bool)> {
        let community = &self.locality.community;
        (0..community.services.len())
            .map(move |index| (community.staff_time(index, now), community.services[index].posted))
    }

    /// The members of each team of the arm's design, and the ties between them.
    pub fn circles(&self) -> &[Circle] {
        &self.locality.circles
    }

    /// The posts of the community services, teams included.
    pub fn posts(&self) -> &Posts {
        &self.locality.posts
    }

    /// Home-care workers.
    pub fn care_workers(&self) -> &CareWorkers {
        &self.locality.care_workers
    }

    /// Hours of home care a week: those that can be supplied, those taken (delivered, or kept for somebody about to start or in
    /// hospital), and those delivered.
    pub fn hours_of_home_care(&self) -> [u32; 3] {
        let home_care = &self.locality.home_care;
        [home_care.supply(), home_care.taken(), home_care.delivered]
    }

    /// Shocks, terms and payers.
    pub fn funding(&self) -> &Funding {
        &self.locality.funding
    }

    /// Hours of home care a week that can be supplied.
    pub fn home_care_supply(&self) -> u32 {
        self.locality.home_care.supply()
    }

    /// Adult beds open.
    pub fn beds(&self) -> u32 {
        self.locality.lines.resource(Line::Beds).capacity()
    }

    /// Looks again at every clock of everybody, the second before `until`, up to which the place has just been run.
    /// It changes no fact if every change of an intensity has had its clock looked at in its own step.
    pub fn look_again_at_everybody(&mut self, until: SimTime) {
        let now = SimTime::from_ticks(until.ticks() - 1);
        self.step(now, &mut Vec::new(), |locality, step| {
            for person in locality.people.residents() {
                step.look_again(person, Rescan::ALL);
            }
        });
    }
}

impl Locality {
    fn people_agree(&self) -> Finding {
        let people = &self.people;
        let (mut residents, mut unmet, mut by_frailty) = (0, [0; DOMAINS], [0; 4]);
        for person in people.residents() {
            let (state, clocks) = (people.state(person), people.clocks(person));
            residents += 1;
            state.needs.iter().for_each(|domain| unmet[domain] += 1);
            by_frailty[state.frailty as usize] += 1;
            let first = clocks.next.iter().copied().min().unwrap_or(NEVER);
            same("the pending event of a person and the first of their clocks", clocks.due, first)?;
            let somebody_acts = state.case != NONE || state.package != Package::None;
            let stranded = state.in_hand.count() > 0 && !somebody_acts;
            fault(stranded, || format!("{person:?} has a need in hand that nobody acts on"))?;
        }
        same("residents", people.tally().alive(), residents)?;
        same("people by frailty band", people.tally().by_frailty, by_frailty)?;
        same("unmet needs by domain", people.tally().unmet_by_domain, unmet)?;
        same("unmet needs", people.tally().unmet_needs, unmet.iter().sum())?;
        self.carers_agree()
    }

    /// Carers, their hours and their strain are what the people they care for say.
    fn carers_agree(&self) -> Finding {
        let people = &self.people;
        let (mut carers, mut hours, mut strain) = (0, 0, 0);
        for person in people.residents() {
            let state = people.state(person);
            carers += u32::from(has_carer(state));
            hours += u32::from(state.care_hours);
            strain += u32::from(state.strain);
        }
        same("carers", people.tally().carers, carers)?;
        same("hours of unpaid care", people.tally().carer_hours, hours)?;
        same("strain of carers", people.tally().carer_strain, strain)
    }

    /// Every journey of a person points back at them, and where they are agrees with its stage.
    fn journeys_agree(&self) -> Finding {
        let mut delayed = 0;
        for person in self.people.residents() {
            let state = self.people.state(person);
            let stage = state.journey().map(|id| (self.journeys.get(id).person, self.journeys.get(id).stage));
            let Some((owner, stage)) = stage else {
                let away = matches!(state.whereabouts, Whereabouts::Hospital | Whereabouts::EmergencyCare);
                fault(away, || format!("{person:?} is in hospital without a journey"))?;
                continue;
            };
            same("the owner of a journey", owner, Some(person))?;
            let in_bed = matches!(stage, Stage::Stay | Stage::AwaitingExit | Stage::Leaving);
            let in_department =
                matches!(stage, Stage::AwaitingSpace | Stage::Handover | Stage::Treating | Stage::AwaitingBed);
            let expected = match state.whereabouts {
                Whereabouts::Hospital => in_bed,
                Whereabouts::EmergencyCare => in_department,
                _ => !in_bed && !in_department,
            };
            fault(!expected, || format!("{person:?} is at {:?} in stage {stage:?}", state.whereabouts))?;
            delayed += u32::from(in_bed && stage != Stage::Stay);
        }
        same("people ready to leave a bed", self.journeys.delayed, delayed)
    }

    /// Units in use are the units that journeys, recoveries, residents of care homes and others hold.
    fn lines_agree(&self) -> Finding {
        let mut held = [0_u32; Line::ALL.len()];
        let mut waiting = [0_usize; Line::ALL.len()];
        for (_, journey) in self.journeys.all() {
            for line in Line::ALL {
                held[line as usize] += u32::from(journey.holds & (1 << line as u8) != 0);
            }
            if let Some(waits) = journey.waits {
                waiting[waits.line() as usize] += 1;
            }
        }
        for (_, _, line) in self.recoveries.all() {
            held[line as usize] += 1;
        }
        held[Line::CareHomes as usize] += self.people.tally().care_home_residents() + self.lines.care_homes_of_others();
        for line in Line::ALL {
            let resource = self.lines.resource(line);
            same(&format!("{line:?} in use"), resource.in_use(), held[line as usize])?;
            same(&format!("waiting for {line:?}"), resource.waiting(), waiting[line as usize])?;
        }
        let beds = self.lines.resource(Line::Beds);
        fault(beds.in_use() > beds.capacity(), || "more beds in use than there are".into())
    }

    fn home_care_agrees(&self) -> Finding {
        let (mut accounts, mut taken, mut delivered) = (0, 0, 0);
        for (person, hours, in_line) in self.home_care.accounts() {
            accounts += 1;
            taken += if in_line { 0 } else { u32::from(hours) };
            let state = self.people.state(person);
            let package = state.package;
            let fits = match package {
                Package::None | Package::Lapsed => false,
                Package::Waiting => in_line,
                Package::Starting => !in_line,
                Package::Active(of_person) | Package::Held(of_person) => !in_line && of_person == hours,
            };
            delivered += if let Package::Active(hours) = package { u32::from(hours) } else { 0 };
            fault(!fits || !state.resident(), || format!("{person:?} has {package:?}, in line: {in_line}"))?;
        }
        let packages = self.people.residents().filter(|&person| {
            let package = self.people.state(person).package;
            !matches!(package, Package::None | Package::Lapsed)
        });
        same("packages", packages.count(), accounts)?;
        same("hours of home care taken", self.home_care.taken(), taken)?;
        same("hours of home care delivered", self.home_care.delivered, delivered)?;
        // When workers leave, packages in place go on, and nobody new starts until there are hours again.
        let workers = &self.care_workers;
        let counted = 0 <= workers.workers && workers.workers <= workers.posts.max(0);
        fault(!counted, || format!("{} home-care workers in {} posts", workers.workers, workers.posts))?;
        same("hours that workers can deliver", self.home_care.supply(), workers.hours())
    }

    fn recoveries_agree(&self) -> Finding {
        let (mut recoveries, mut in_reablement) = (0, 0);
        for (number, person, line) in self.recoveries.all() {
            let state = self.people.state(person);
            recoveries += 1;
            in_reablement += u32::from(line == Line::Reablement);
            fault(!state.resident() || state.recovery != number, || format!("{person:?} has left a place behind"))?;
        }
        let people = &self.people;
        let recovering = people.residents().filter(|&person| people.state(person).recovery != NONE).count();
        same("recoveries", recovering, recoveries)?;
        same("people in reablement", self.recoveries.in_reablement, in_reablement)?;
        let in_beds = self.recoveries.all().filter(|&(_, _, line)| line == Line::Rehabilitation);
        let there = in_beds.filter(|&(_, person, _)| people.state(person).whereabouts == Whereabouts::Rehabilitation);
        same("people in rehabilitation", people.tally().at(Whereabouts::Rehabilitation) as usize, there.count())
    }

    /// Every case has a person who points back at it, and every list holds its cases and no more than its cap.
    fn cases_agree(&self) -> Finding {
        let mut on_list = vec![0_u32; self.teams.teams.len()];
        let mut cases = 0;
        for person in self.people.residents().filter(|&person| self.people.state(person).case != NONE) {
            let id = CaseId(self.people.state(person).case);
            let case = self.teams.cases.get(id.0);
            cases += 1;
            same("the owner of a case", (case.person, case.key), (person, self.people.key(person)))?;
            let team = &self.teams.teams[usize::from(case.team)];
            same("waits for the list", team.waiting.contains(&id), case.stage == CaseStage::OnWaitingList)?;
            same("waits for the meeting", team.to_discuss.contains(&id), case.stage == CaseStage::AwaitingMeeting)?;
            let listed = !matches!(case.stage, CaseStage::Referred | CaseStage::OnWaitingList);
            on_list[usize::from(case.team)] += u32::from(listed);
        }
        same("cases", self.teams.cases.in_use(), cases)?;
        for (team, on_list) in self.teams.teams.iter().zip(on_list) {
            same("people on a list", team.on_list, on_list)?;
            fault(team.on_list > team.cap, || format!("{on_list} people on a list of {}", team.cap))?;
        }
        Ok(())
    }

    fn posts_agree(&self) -> Finding {
        for post in &self.posts.all {
            fault(post.covered.is_some() && (post.filled() || !post.funded), || {
                format!("cover for {:?} in post", post.role)
            })?;
            fault(post.absent() && !post.filled(), || format!("nobody is off sick from a post of {:?}", post.role))?;
            fault(post.filled() && !post.funded, || format!("nobody pays for a filled post of {:?}", post.role))?;
            fault(post.wte <= 0.0 || post.wte > 1.0, || format!("a post of {} WTE", post.wte))?;
        }
        let (funded, filled) = self.posts.totals(false);
        fault(filled > funded, || format!("{filled} WTE filled of {funded} funded"))
    }
}

fn fault(found: bool, words: impl FnOnce() -> String) -> Finding {
    if found { Err(words()) } else { Ok(()) }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, one: T, other: T) -> Finding {
    fault(one != other, || format!("{what}: {one:?} and {other:?}"))
}
