#![allow(clippy::disallowed_methods)] // a look at speed needs a clock
use mdtsim::model::{arm::*, fact::*, parameters::Parameters, start};
use mdtsim::random::luck::Luck;
use mdtsim::scenario::{file, places, register::Register};
use mdtsim::time::*;
use std::collections::BTreeMap;
fn main() {
    let name = std::env::args().nth(1).unwrap_or("Leicester".into());
    let years: u64 = std::env::args().nth(2).and_then(|s| s.parse().ok()).unwrap_or(3);
    let p: Parameters = Register::built_in().to_parameters(&Default::default()).unwrap();
    let fig = places::find(&name).unwrap();
    let spans = start::Spans { warm_up: Span::days(365), horizon: Span::days(365 * years) };
    let cal = Calendar::new(jiff::civil::date(2026, 4, 1), 365 * (years as usize + 1) + 120);
    let sc = file::read(std::path::Path::new("scenarios/headline.toml"), &[], &[]).unwrap();
    let ctx = start::context(&p, fig, &cal, spans, Luck::new(1, 0));
    let mut place = start::place(ctx.clone());
    let mut facts = Vec::new();
    place.run_until(ctx.zero, &mut facts);
    let mut table: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut heads = vec![];
    for (i, (id, d)) in sc.designs.iter().enumerate() {
        for sham in [false, true] {
            if sham && id != "integrated-care-team" {
                continue;
            }
            heads.push(format!("{}{id}", if sham { "sham " } else { "" }));
            let setup = Setup {
                variant: if sham { Variant::Sham(d.clone()) } else { Variant::Design(d.clone()) },
                money: if d.roster.is_empty() && id != "more-of-the-same" { None } else { Some(41.0) },
                shocks: sc.shocks.clone(),
            };
            let (w, c) = establishment(&ctx, &setup);
            println!("{id} wte {w:.1} cost {:.3} per 65+", c / ctx.residents());
            let mut world = fork(&place, &setup);
            let mut facts = Vec::new();
            let t1 = std::time::Instant::now();
            world.run_until(ctx.horizon, &mut facts);
            let dt = t1.elapsed();
            let mut n: BTreeMap<String, f64> = BTreeMap::new();
            let mut py = 0.0;
            let mut w: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
            let mut days = 0.0;
            for f in &facts {
                let s = format!("{:?}", f.kind);
                let k = s.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_string();
                *n.entry(k).or_default() += 1.0;
                match f.kind {
                    FactKind::Census(c) => {
                        days += 1.0;
                        py += c.alive as f64 / 365.2425;
                        for (k, v) in [
                            ("c_caseload", c.caseload as f64),
                            ("c_team_filled", c.team_filled as f64),
                            ("c_team_funded", c.team_funded as f64),
                            ("c_delayed", c.delayed as f64),
                            ("c_beds", c.beds_in_use as f64),
                            ("c_unmet", c.unmet_needs as f64),
                            ("c_posts_filled", c.posts_filled as f64),
                            ("c_hah", c.in_hospital_at_home as f64),
                            ("c_at_home", (c.alive - c.in_hospital - c.in_rehabilitation - c.in_care_home) as f64),
                            ("c_cost", (c.team_cost[0] + c.team_cost[1] + c.team_cost[2]) as f64 * 365.2425),
                        ] {
                            *n.entry(k.into()).or_default() += v;
                        }
                    }
                    FactKind::UrgentCame { waited } => {
                        w.entry("urgent_h").or_default().push(waited.hours());
                        if waited.hours() <= 2.0 {
                            *n.entry("urgent_2h".into()).or_default() += 1.0;
                        }
                    }
                    FactKind::FirstContact { waited } => w.entry("first_d").or_default().push(waited.in_days()),
                    FactKind::Planned { waited, .. } => w.entry("plan_d").or_default().push(waited.in_days()),
                    FactKind::HomeCareBegan { waited } => w.entry("homecare_d").or_default().push(waited.in_days()),
                    FactKind::CrewArrived { waited, .. } => w.entry("crew_m").or_default().push(waited.minutes()),
                    FactKind::ReachedBed { waited } => w.entry("bedwait_h").or_default().push(waited.hours()),
                    FactKind::LeftBed { stay, delay } => {
                        w.entry("stay_d").or_default().push(stay.in_days());
                        w.entry("delay_d").or_default().push(delay.in_days());
                    }
                    FactKind::Action(true) => {
                        *n.entry("action_done".into()).or_default() += 1.0;
                    }
                    FactKind::Assessed { repeated: true } => {
                        *n.entry("repeated".into()).or_default() += 1.0;
                    }
                    _ => {}
                }
            }
            n.insert("z_ns_per_py".into(), dt.as_nanos() as f64);
            for (k, v) in n {
                let col = table.entry(k.clone()).or_default();
                col.resize(heads.len() - 1, 0.0);
                col.push(if k.starts_with("c_") {
                    v / days
                } else if k.starts_with("z_") {
                    v / py
                } else {
                    v / py * 1000.0
                });
            }
            for (k, mut v) in w {
                v.sort_by(f64::total_cmp);
                let col = table.entry(format!("w_{k} med")).or_default();
                col.resize(heads.len() - 1, 0.0);
                col.push(v[v.len() / 2]);
                let col = table.entry(format!("w_{k} p90")).or_default();
                col.resize(heads.len() - 1, 0.0);
                col.push(v[v.len() * 9 / 10]);
            }
            let _ = i;
        }
    }
    println!("{:28} {}", "", heads.iter().map(|h| format!("{:>11}", &h[..h.len().min(11)])).collect::<String>());
    for (k, v) in table {
        println!(
            "{k:28} {}",
            (0..heads.len()).map(|i| format!("{:>11.2}", v.get(i).copied().unwrap_or(0.0))).collect::<String>()
        );
    }
}
