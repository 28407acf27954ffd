#![allow(clippy::disallowed_methods)] // a look at speed needs a clock
use mdtsim::model::{fact::*, parameters::Parameters, start};
use mdtsim::random::luck::Luck;
use mdtsim::scenario::{places, register::Register};
use mdtsim::time::*;
use std::collections::BTreeMap;
fn main() {
    let name = std::env::args().nth(1).unwrap_or("Leicester".into());
    let years: u64 = std::env::args().nth(2).and_then(|s| s.parse().ok()).unwrap_or(3);
    let mut over = BTreeMap::new();
    for a in std::env::args().skip(3) {
        let (k, v) = a.split_once('=').unwrap();
        over.insert(k.to_string(), toml::Value::String(v.to_string()));
        if let Ok(x) = v.parse::<f64>() {
            over.insert(k.to_string(), toml::Value::Float(x));
        }
    }
    let p: Parameters = Register::built_in().to_parameters(&over).unwrap();
    let fig = places::find(&name).unwrap();
    let spans = start::Spans { warm_up: Span::days(365), horizon: Span::days(365 * years) };
    let cal = Calendar::new(jiff::civil::date(2026, 4, 1), 365 * (years as usize + 1) + 120);
    let t0 = std::time::Instant::now();
    let ctx = start::context(&p, fig, &cal, spans, Luck::new(1, 0));
    let mut place = start::place(ctx.clone());
    println!("built {:?}", t0.elapsed());
    let mut facts = Vec::new();
    place.run_until(ctx.zero, &mut facts);
    println!("warm {:?} facts {}", t0.elapsed(), facts.len());
    facts.clear();
    let mut band: std::collections::HashMap<u64, (usize, usize)> = Default::default();
    let mut cnt = [0f64; 3];
    let mut fr = [[0f64; 4]; 3];
    for p in place.people().residents() {
        let st = place.people().state(p);
        let a = match st.age(ctx.zero) {
            0..=74 => 0,
            75..=84 => 1,
            _ => 2,
        };
        cnt[a] += 1.0;
        fr[a][st.frailty as usize] += 1.0;
        band.insert(place.people().key(p), (a, st.frailty as usize));
    }
    let t1 = std::time::Instant::now();
    place.run_until(ctx.horizon, &mut facts);
    let dt = t1.elapsed();
    let mut n: BTreeMap<String, u64> = BTreeMap::new();
    let mut py = 0.0;
    let mut c_sum: BTreeMap<&str, f64> = BTreeMap::new();
    let mut days = 0.0;
    let mut w: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for f in &facts {
        let s = format!("{:?}", f.kind);
        let k = s.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_string();
        *n.entry(k).or_default() += 1;
        match f.kind {
            FactKind::Census(c) => {
                days += 1.0;
                py += c.alive as f64 / 365.2425;
                for (k, v) in [
                    ("alive", c.alive as f64),
                    ("in_hospital", c.in_hospital as f64),
                    ("rehab", c.in_rehabilitation as f64),
                    ("care_home_res", c.care_home_residents as f64),
                    ("delayed", c.delayed as f64),
                    ("unmet", c.unmet_needs as f64),
                    ("beds", c.beds_in_use as f64),
                    ("hc_hours", c.home_care_hours as f64),
                    ("reablement", c.in_reablement as f64),
                    ("hah", c.in_hospital_at_home as f64),
                    ("posts_funded", c.posts_funded as f64),
                    ("posts_filled", c.posts_filled as f64),
                ] {
                    *c_sum.entry(k).or_default() += v;
                }
            }
            FactKind::CrewArrived { waited, .. } => w.entry("crew_min").or_default().push(waited.minutes()),
            FactKind::ReachedBed { waited } => w.entry("bed_wait_h").or_default().push(waited.hours()),
            FactKind::UrgentCame { waited } => w.entry("urgent_h").or_default().push(waited.hours()),
            FactKind::LeftBed { stay, delay } => {
                w.entry("stay_d").or_default().push(stay.in_days());
                w.entry("delay_d").or_default().push(delay.in_days());
            }
            FactKind::Consulted { waited } => w.entry("gp_h").or_default().push(waited.hours()),
            FactKind::HomeCareBegan { waited } => w.entry("homecare_d").or_default().push(waited.in_days()),
            FactKind::Admitted { trigger, .. } => {
                *n.entry(format!("adm_{trigger:?}")).or_default() += 1;
            }
            FactKind::SoughtHelp { acuity, trigger } => {
                *n.entry(format!("sought_{trigger:?}_{acuity:?}")).or_default() += 1;
            }
            FactKind::Died(p) => {
                *n.entry(format!("died_{p:?}")).or_default() += 1;
            }
            _ => {}
        }
    }
    println!(
        "ran {dt:?} = {:.0} person-years, {:.0} ns/py, {:.2} M py/s; facts/py {:.1}",
        py,
        dt.as_nanos() as f64 / py,
        py / dt.as_secs_f64() / 1e6,
        facts.len() as f64 / py
    );
    let mut by = [[0f64; 6]; 3];
    let mut byf = [[0f64; 6]; 4];
    let yr = years as f64;
    let mut cf = [0f64; 4];
    for a in 0..3 {
        for q in 0..4 {
            cf[q] += fr[a][q];
        }
    }
    for f in &facts {
        if let Some(&(b, q)) = band.get(&f.key) {
            let i = match f.kind {
                FactKind::Admitted { .. } => 0,
                FactKind::Attended => 1,
                FactKind::Died(_) => 2,
                FactKind::Fell => 3,
                FactKind::CrewArrived { conveyed: true, .. } => 4,
                FactKind::FellIll(_) => 5,
                _ => continue,
            };
            by[b][i] += 1.0;
            byf[q][i] += 1.0;
        }
    }
    println!(
        "by age   admitted(145/265/497) attended(248/402/701) died(~14/40/130) fell(450/750/1300) conveyed(101/226/521) ill"
    );
    for b in 0..3 {
        let py = (cnt[b] - by[b][2] / 2.0) * yr;
        println!(
            "  band {b} n {:6} {:?} frail {:?}",
            cnt[b],
            by[b].map(|x| (x / py * 1000.0).round()),
            fr[b].map(|x| (x / cnt[b] * 100.0).round())
        );
    }
    for q in 0..4 {
        let py = (cf[q] - byf[q][2] / 2.0) * yr;
        println!("  frailty {q} n {:6} {:?}", cf[q], byf[q].map(|x| (x / py * 1000.0).round()));
    }
    for (k, v) in &n {
        println!("{k:32} {:10} {:9.2} per 1000 py", v, *v as f64 / py * 1000.0);
    }
    for (k, v) in &c_sum {
        println!("{k:20} {:10.1}  per 1000: {:.2}", v / days, v / days / (py / days * 365.2425) * 1000.0);
    }
    for (k, v) in &mut w {
        v.sort_by(f64::total_cmp);
        let m = v.iter().sum::<f64>() / v.len() as f64;
        println!(
            "{k:12} n {} mean {:.2} median {:.2} p90 {:.2} max {:.1}",
            v.len(),
            m,
            v[v.len() / 2],
            v[v.len() * 9 / 10],
            v[v.len() - 1]
        );
    }
}
