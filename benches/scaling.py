#!/usr/bin/env python3
"""Writes docs/scaling.md: how time and memory grow with people, years and arms, what two threads gain against two
processes, and what 64 cores would do.

Runs ./target/release/mdtsim (build it first) on one thread, so that processor time is meant throughout, but for the
comparison of threads with processes; what else the machine does disturbs it less than wall time. `--people N` leaves out larger populations, `--print` writes to
standard output instead of the file. Standard library only.
"""

import argparse
import contextlib
import heapq
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = "./target/release/mdtsim"
PAGE = Path("docs/scaling.md")
WINDOW_DAYS = 28
THREADS = [1, 2, 4, 8, 16, 32, 64]
SIZES = [10**4, 10**5, 10**6, 10**7]
ROUNDS = 3
HORIZON_DAYS, WARM_UP_DAYS, TAIL_DAYS = 365, 31, 90


def places():
    told = subprocess.run([PROGRAM, "places", "--json"], check=True, capture_output=True, text=True).stdout
    told = json.loads(told)
    rows = told["places"] if isinstance(told, dict) else told
    return [(row["name"], row["people_65"]) for row in rows]


def scenario(names, months=12, arms=1, meet=False, replications=1):
    """A study of these places under usual care, with further arms of the same design beside it."""
    lines = ["schema_version = 1", "[experiment]", "seed = 64", f"replications = {replications}", 'start = "2027-04-01"']
    lines += ['warm_up = "1 months"', f'horizon = "{months} months"', 'baseline = "usual-care"']
    lines += ["[parameters]", f"market.open = {str(meet).lower()}"]
    lines += ['[[arm]]\nid = "usual-care"\ndesign = "usual-care"']
    for number in range(1, arms):
        lines += [f'[[arm]]\nid = "team-{number}"\ndesign = "integrated-care-team"']
        lines += ['money = "41 GBP per person per year"']
    lines += [f'[[place]]\nname = "{name}"' for name in names]
    return "\n".join(lines) + "\n"


def begin(text, folder, threads=1):
    """Begins a run in a folder of its own."""
    path = Path(folder, "study.toml")
    path.write_text(text)
    command = [PROGRAM, "compare", str(path), "--threads", str(threads), "--quiet", "--out", str(Path(folder, "out"))]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def end(child):
    """Waits for a run and gives what it has used."""
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(child.args)} failed")
    return usage


def run(text):
    """Processor seconds and peak memory in bytes of one run on one thread."""
    with tempfile.TemporaryDirectory() as folder:
        usage = end(begin(text, folder))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def wall_time(text, processes, threads):
    """Seconds until so many runs that were begun at once have all come to their end."""
    with contextlib.ExitStack() as stack:
        folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(processes)]
        began = time.perf_counter()
        for child in [begin(text, folder, threads) for folder in folders]:
            end(child)
        return time.perf_counter() - began


def chosen(all_places, people):
    """The places of about so many people: the one nearest to them, or as many as make them up, in their order."""
    nearest = min(all_places, key=lambda place: abs(place[1] - people))
    if people <= max(number for _, number in all_places):
        return [nearest]
    taken, total = [], 0
    for place in all_places:
        if total >= people:
            break
        taken.append(place)
        total += place[1]
    return taken


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " ---: |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def growth_in_people(all_places, largest):
    rows = []
    for size in [size for size in SIZES if size <= largest]:
        names = chosen(all_places, size)
        people = sum(number for _, number in names)
        seconds, memory = run(scenario([name for name, _ in names], meet=len(names) > 1))
        years = people * (HORIZON_DAYS + WARM_UP_DAYS + TAIL_DAYS) / 365.25
        rows.append((people, len(names), seconds, years / seconds, memory, memory / people))
    head = ["people 65+", "places", "processor s", "person-years a second", "peak MB", "bytes a person"]
    cells = [[f"{p:,}", str(n), f"{s:.1f}", f"{r:,.0f}", f"{m / 1e6:,.0f}", f"{b:,.0f}"] for p, n, s, r, m, b in rows]
    return table(head, cells), rows


def growth(what, values, text):
    rows = [(value, *run(text(value))) for value in values]
    cells = [[str(v), f"{s:.2f}", f"{s / v:.2f}", f"{m / 1e6:,.0f}"] for v, s, m in rows]
    return table([what, "processor s", f"for each of the {what}", "peak MB"], cells)


def gains(text):
    """What two processes of one thread and one process of two threads gain over one of one, in interleaved rounds."""
    rounds = []
    for _ in range(ROUNDS):
        one, pair, two = wall_time(text, 1, 1), wall_time(text, 2, 1), wall_time(text, 1, 2)
        rounds.append((2 * one / pair, one / two, pair / (2 * two)))
    return [statistics.median(column) for column in zip(*rounds)]


def two_threads(all_places):
    worlds = {
        "one world of many places": scenario([name for name, _ in chosen(all_places, 200_000)], meet=True),
        "trials of one place": scenario(["Leicester"], replications=8),
    }
    rows = [[what, *(f"{gain:.2f}" for gain in gains(text))] for what, text in worlds.items()]
    return table(["work", "two processes gain", "two threads gain", "threads over processes"], rows)


def wall(costs, threads, worlds):
    """The length of a window: whichever thread is free takes the next place, largest first, of any world."""
    free = [0.0] * threads
    for cost in sorted(costs * worlds, reverse=True):
        heapq.heappush(free, heapq.heappop(free) + cost)
    return max(free)


def schedule(all_places, rate):
    """Speed-up in one window of all of England, from the measured cost of a person-day."""
    costs = [people * WINDOW_DAYS / 365.25 / rate for _, people in all_places]
    rows = []
    for threads in THREADS:
        one, eight = (sum(costs) * worlds / wall(costs, threads, worlds) for worlds in (1, 8))
        rows.append([str(threads), f"{one:.1f}", f"{eight:.1f}"])
    return table(["threads", "one world", "eight worlds at once"], rows), sum(costs) / max(costs)


def page(largest):
    all_places = places()
    by_people, rows = growth_in_people(all_places, largest)
    by_years = growth("years", [1, 2, 4, 8], lambda years: scenario(["Leicester"], months=12 * years))
    by_arms = growth("arms", [1, 2, 4, 8], lambda arms: scenario(["Leicester"], arms=arms))
    threads = two_threads(all_places) if (os.cpu_count() or 1) > 1 else "There is one core here."
    plan, cap = schedule(all_places, rows[-1][3])
    name, people = max(all_places, key=lambda place: place[1])
    load = os.getloadavg()[0]
    return f"""# Scaling

Written by `benches/scaling.py`; not to be edited by hand. {platform.machine()}, {os.cpu_count()} cores, Linux; load
{load:.1f} at the end. One thread, processor time, start and report included; usual care unless arms are named; a year
after a month of warm-up, with the tail in which admissions are still paired.

## People

{by_people}

## Years

Leicester. Facts are dropped at the end of each window; what memory grows by with years is the account of admissions that
the ledger keeps.

{by_years}

## Arms

Leicester. The warm-up is lived once for all arms, so that the first costs more than each further one; a team's work
comes on top of usual care.

{by_arms}

## Two threads against two processes

Wall time, start and report included, medians of {ROUNDS} rounds in which all three ran one after another. Processes that
know nothing of each other share the machine's memory and heat as threads do; more than they gain, threads cannot.

{threads}

## Sixty-four cores

All {len(all_places)} places in one world meet every {WINDOW_DAYS} days. The cost of a place in a window is its people times
the measured cost of a person-day above; whichever thread is free takes the next place, the largest first. This is a
simulation of the schedule: times for memory and barriers are left out.

{plan}

{name} has {people:,} of {sum(number for _, number in all_places):,} people. One world can therefore gain {cap:.1f} times at
most, however many threads there are. Arms and replications are worlds of their own: run them side by side and the other
threads have work.
"""


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=SIZES[-1], help="leave out larger populations")
    options.add_argument("--print", action="store_true", help="write to standard output")
    given = options.parse_args()
    text = page(given.people)
    if getattr(given, "print"):
        sys.stdout.write(text)
    else:
        PAGE.write_text(text)


if __name__ == "__main__":
    main()
