#!/usr/bin/env python3
"""Writes docs/scaling.md: how time and memory grow with people, years and arms, what two threads gain against two
processes, what 64 cores would do, all of England, and what was asked of the simulator beside what it does, with the
profile of what is missing.

Runs ./target/release/mdtsim (build it first) on one thread, so that processor time is meant throughout, but for England
and the comparison of threads with processes; what else the machine does disturbs it less than wall time. `--people N`
leaves out larger populations, and all of England with them; `--print` writes to standard output instead of the file.
Standard library only; the profile needs valgrind and is left out where there is none.
"""

import argparse
import bisect
import contextlib
import datetime
import heapq
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
import tomllib
from pathlib import Path

PROGRAM = "./target/release/mdtsim"
PAGE = Path("docs/scaling.md")
WINDOW_DAYS = 28
THREADS = [1, 2, 4, 8, 16, 32, 64]
SIZES = [10**4, 10**5, 10**6, 10**7]
# Single places of about so many people, from which the cost of every other place is told.
ALONE = [10**3, 10**4, 3 * 10**4, 10**5, 3 * 10**5]
ROUNDS = 3
# Threads and processes differ by hundredths, and so do rounds.
GAIN_ROUNDS = 7
LINE = 125
# About so many people, in places of England's sizes, are timed event by event.
EVENTS_OF = 10**6
ENGLAND = "scenarios/england.toml"
# More than the largest place has, so that there are several.
MANY = 500_000
# The place that is one neighbourhood.
NEIGHBOURHOOD = "Rutland"
SMALL_REPLICATIONS = 20
# So many of them are enough to see where instructions go.
PROFILED = 4
# Rooms by the names of functions; what is written into its caller counts for the caller.
ROOMS = [
    ("people: clocks and the search for points", r"mdtsim::(model::people::(clocks|intensity)|random::embedding)"),
    ("people: who they are and what befalls them", r"mdtsim::model::people"),
    ("luck and samplers", r"mdtsim::(random|model::step)"),
    ("services, hospital and home care", r"mdtsim::model::services"),
    ("place: events to rooms, hours and days", r"mdtsim::model::(place|turning|start|arm)|model::place::"),
    ("staff, money and records", r"mdtsim::model::(workforce|funding|recording)|mdtsim::model::"),
    ("event list and queues", r"mdtsim::engine"),
    ("counting", r"mdtsim::outcomes"),
    ("report and the rest of the program", r"mdtsim::"),
    ("pictures of the report", r"png::|plotters|ttf_parser|ab_glyph|deflate|adler|crc32"),
    (
        "text, dates and files: scenario, data, results",
        r"toml|serde|csv|parquet|arrow|zstd|ZSTD|HUF_|FSE_|HIST_|fmt|flt2dec|dec2flt|ryu|zmij|jiff|askama|blake3|clap",
    ),
    ("mathematics", r"libm|__ieee754|statrs|^(round|floor|ceil|trunc|sqrt|exp|log|pow)\b"),
    ("memory", r"alloc\b(?!::)|free|mem(cpy|move|set)|unlink_chunk|raw_vec|RawVec"),
    ("standard library: sorting, maps, lists", r"core::|alloc::|std::|hashbrown|memcmp"),
    ("the system: loading the program, threads", r"ld-linux|libc\.so|libpthread|rayon|crossbeam"),
]
# Seven rounds of a multiplication, exclusive ors and additions.
CALL = 40
# So much may belong to functions that no room names.
MOST_UNNAMED = 0.05
# What W5 spends its instructions on, by the file in which they are written.
SOURCES = [
    ("calls of the generator", r"random/(philox|luck)|num/uint_macros"),
    ("going through cells", r"random/embedding|core/src/(iter|cmp|option|slice)"),
    ("event list", r"engine/|binary_heap"),
    ("the workload itself", r"benches/"),
]
# What lists belong to, by the function that makes them grow.
HOLDERS = [
    ("rows of residents", r"mdtsim::model::people"),
    ("work of staff, journeys and home care", r"mdtsim::model::services|mdtsim::model::place"),
    ("event lists", r"mdtsim::engine::event_list"),
    ("lives that are followed, and who entered", r"mdtsim::outcomes::lives"),
    ("who lived there at time zero", r"mdtsim::outcomes::roster"),
    ("waits, one by one", r"mdtsim::outcomes::waits"),
    ("other counts", r"mdtsim::outcomes"),
    ("staff, money and the rest of a place", r"mdtsim::model"),
    ("the scenario, its data and the report", r"mdtsim::"),
]
# Places of the memory profile; several, so that a list on the move between two rooms weighs little.
SEVERAL = ["Leicester", "Nottingham", "Derby", "Rutland"]
HORIZON_DAYS, WARM_UP_DAYS, TAIL_DAYS = 365, 31, 90
# What was asked.
RATE, PERSON_EVENTS, CRISIS_STEPS, ROW, PEAK, ENGLAND_SECONDS = 500_000, 4, 3, 128, 190, 90


def places():
    told = subprocess.run([PROGRAM, "places", "--json"], check=True, capture_output=True, text=True).stdout
    told = json.loads(told)
    rows = told["places"] if isinstance(told, dict) else told
    return [(row["name"], row["people_65"]) for row in rows]


def scenario(names, months=12, arms=1, meet=False, replications=1, staffed=False):
    """A study of these places under usual care, with further arms of the same design beside it, whose posts begin filled if
    that is asked for."""
    lines = ["schema_version = 1", "[experiment]", "seed = 64", f"replications = {replications}", 'start = "2027-04-01"']
    lines += ['warm_up = "1 months"', f'horizon = "{months} months"', 'baseline = "usual-care"']
    lines += ["[parameters]", f"market.open = {str(meet).lower()}"]
    lines += ['[[arm]]\nid = "usual-care"\ndesign = "usual-care"']
    if staffed:
        lines += ['[design.staffed]\nextends = "integrated-care-team"\ntitle = "Staffed team"\nstart = "staffed"']
    design = "staffed" if staffed else "integrated-care-team"
    for number in range(1, arms):
        lines += [f'[[arm]]\nid = "team-{number}"\ndesign = "{design}"']
        lines += ['money = "41 GBP per person per year"']
    lines += [f'[[place]]\nname = "{name}"' for name in names]
    return "\n".join(lines) + "\n"


def command(text, folder, threads=1):
    """A run of a study in a folder of its own."""
    path = Path(folder, "study.toml")
    path.write_text(text)
    return [PROGRAM, "compare", str(path), "--threads", str(threads), "--quiet", "--out", str(Path(folder, "out"))]


def begin(text, folder, threads=1):
    return subprocess.Popen(command(text, folder, threads), stdout=subprocess.DEVNULL)


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


def typical(text):
    """The median of some runs: processor seconds, and peak memory in bytes."""
    return [statistics.median(column) for column in zip(*(run(text) for _ in range(ROUNDS)))]


def wall_time(text, processes, threads):
    """Seconds until so many runs that were begun at once have all come to their end."""
    with contextlib.ExitStack() as stack:
        folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(processes)]
        began = time.perf_counter()
        for child in [begin(text, folder, threads) for folder in folders]:
            end(child)
        return time.perf_counter() - began


def chosen(all_places, people):
    """The places of about so many people: the one nearest to them, or every so many-th by size, which are as unlike as
    England's."""
    if people <= max(number for _, number in all_places):
        return [min(all_places, key=lambda place: abs(place[1] - people))]
    by_size = sorted(all_places, key=lambda place: place[1])
    every = max(round(sum(number for _, number in all_places) / people), 1)
    return by_size[every // 2 :: every]


def told_of_places(taken):
    """How many places, how many people, and how many of them each has."""
    numbers = [number for _, number in taken]
    return (
        f"{len(taken)} places with {sum(numbers):,} people, from {min(numbers):,} to {max(numbers):,} and "
        f"{statistics.mean(numbers):,.0f} on average"
    )


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
    grown = [(people, seconds, memory) for people, _, seconds, _, memory, _ in rows]
    return f"{table(head, cells)}\n\n{further(grown, 'person', 'people')}"


def growth(one, many, values, text):
    rows = [(value, *typical(text(value))) for value in values]
    cells = [[str(v), f"{s:.2f}", f"{s / v:.2f}", f"{m / 1e6:,.0f}"] for v, s, m in rows]
    told = table([many, "processor s", f"for each of the {many}", "peak MB"], cells)
    return f"{told}\n\n{further(rows, one, many)}"


def further(rows, one, many):
    """What each further one costs, from differences between neighbouring rows, and how straight that line is."""
    if len(rows) < 2:
        return "One row does not tell how it grows."

    def slope(low, high, column):
        return (high[column] - low[column]) / (high[0] - low[0])

    mean = slope(rows[0], rows[-1], 1)
    steps, sizes = ([slope(low, high, column) for low, high in zip(rows, rows[1:])] for column in (1, 2))
    off = max(abs(step / mean - 1) for step in steps)
    first = f"The first {one}" if rows[0][0] == 1 else f"The first {rows[0][0]:,} {many}"
    return (
        f"{first} took {seconds_told(rows[0][1])}, start, warm-up and report included. Each further {one} takes "
        f"{seconds_told(mean)}: {seconds_told(min(steps))} to {seconds_told(max(steps))} between neighbouring rows, at "
        f"most {100 * off:.0f} % from the mean over all. At the peak each takes {bytes_told(min(sizes))} to "
        f"{bytes_told(max(sizes))}."
    )


def seconds_told(seconds):
    return f"{seconds:.2f} s" if abs(seconds) >= 0.05 else f"{1e6 * seconds:.1f} microseconds"


def bytes_told(number):
    return f"{number / 1e6:.1f} MB" if abs(number) >= 1e5 else f"{number:,.0f} bytes"


def gains(text):
    """What two processes of one thread and one process of two threads gain over one of one, in interleaved rounds."""
    rounds = []
    for _ in range(GAIN_ROUNDS):
        one, pair, two = wall_time(text, 1, 1), wall_time(text, 2, 1), wall_time(text, 1, 2)
        rounds.append((2 * one / pair, one / two, pair / (2 * two)))
    return [(statistics.median(column), min(column), max(column)) for column in zip(*rounds)]


def two_threads(all_places):
    worlds = {
        "one world of many places": scenario([name for name, _ in chosen(all_places, MANY)], meet=True),
        "trials of one place": scenario(["Leicester"], replications=8),
    }
    gained = {what: gains(text) for what, text in worlds.items()}
    rows = [
        [what, *(f"{middle:.2f} ({least:.2f} to {most:.2f})" for middle, least, most in each)]
        for what, each in gained.items()
    ]
    told = table(["work", "two processes gain", "two threads gain", "threads over processes"], rows)
    return f"{told}\n\n{idle(worlds['one world of many places'])}", [[middle for middle, _, _ in each] for each in gained.values()]


def idle(text):
    """Where two threads of one world wait, from --timings."""
    with tempfile.TemporaryDirectory() as folder:
        timed = command(text, folder, threads=2) + ["--timings"]
        began = time.perf_counter()
        told = subprocess.run(timed, check=True, capture_output=True, text=True).stderr
        took = time.perf_counter() - began
    barriers = re.search(r"barriers +([\d.]+) s", told).group(1)
    waits = re.findall(r"thread \d+ +idle for +([\d.]+) s", told)
    windows, busiest = re.search(r"([\d,]+) windows: the busiest thread took ([\d.]+) times", told).groups()
    return (
        f"Of the world of many places on two threads: {windows} windows, in which the busiest thread took {busiest} times "
        f"the mean of all; {barriers} s at barriers; threads idle for {' and '.join(waits)} s of {took:.2f} s, reading, the "
        "look at the load beforehand, adding up and writing included. What two threads lack is what one of them does alone, "
        "and the busiest of each window."
    )


def wall(costs, threads, worlds):
    """The length of a window: whichever thread is free takes the next place, largest first, of any world."""
    free = [0.0] * threads
    for cost in sorted(costs * worlds, reverse=True):
        heapq.heappush(free, heapq.heappop(free) + cost)
    return max(free)


def alone(all_places, largest):
    """Processor seconds of single places of some sizes, from small to large, by their people."""
    nearest = [min(all_places, key=lambda place: abs(place[1] - size)) for size in ALONE if size <= largest]
    return [(people, typical(scenario([name]))[0]) for name, people in nearest]


def cost(measured, people):
    """What a place of so many people costs: on the line through the two measured places on either side of it."""
    above = min(max(bisect.bisect_left(measured, (people, 0.0)), 1), len(measured) - 1)
    (fewer, less), (more, most) = measured[above - 1 : above + 1]
    return less + (most - less) * (people - fewer) / (more - fewer)


def schedule(all_places, measured):
    """Speed-up in one window of all of England, from the measured cost of places by size."""
    costs = [cost(measured, people) for _, people in all_places]
    gained = {
        threads: [sum(costs) * worlds / wall(costs, threads, worlds) for worlds in (1, 8)] for threads in THREADS
    }
    rows = [[str(threads), f"{one:.1f}", f"{eight:.1f}"] for threads, (one, eight) in gained.items()]
    return table(["threads", "one world", "eight worlds at once"], rows), gained[2][0], sum(costs) / max(costs)


BY_KIND = "events of persons by kind"


def rates(told):
    """Person-years a second and nanoseconds an event, from --timings."""
    return re.search(r"([\d,]+) person-years .*?, ([\d,]+) ns", told).groups()


def events(taken):
    """Person-years a second, nanoseconds an event, and how many events of each kind there are a person-year."""
    names = [name for name, _ in taken]
    with tempfile.TemporaryDirectory() as folder:
        timed = command(scenario(names, meet=True), folder) + ["--timings"]
        told = subprocess.run(timed, check=True, capture_output=True, text=True).stderr
    rate, each = rates(told)
    by_nature, by_kind = ([found for found in counted(part)] for part in told.split(BY_KIND))
    first = next(number for number, (_, what, _) in enumerate(by_nature) if what == "events that came up")
    rows = [[what if len(indent) == 2 else f"… {what}", number] for indent, what, number in by_nature[first:]]
    kinds = table([BY_KIND, "a person-year"], [[what, number] for _, what, number in by_kind])
    mix = {what: float(number) for _, what, number in by_nature[first:]}
    return rate, each, mix, f"{table(['events', 'a person-year'], rows)}\n\n{kinds}"


def counted(told):
    """Indent, words and number of the lines of --timings that count events."""
    return re.findall(r"^( {2,4})(\S.*?) {2,}([\d.]+)(?: a person-year)?$", told, re.MULTILINE)


def with_team(all_places):
    """How fast a world with a team is beside one under usual care: what two more years of either cost, so that start,
    warm-up and report are in neither. The posts begin filled, as a team that recruits has little to do."""
    place, _ = chosen(all_places, 10**5)[0]

    def two_years(arms):
        short, long = (typical(scenario([place], months=months, arms=arms, staffed=arms > 1))[0] for months in (12, 36))
        return long - short

    usual, both = two_years(1), two_years(2)
    return usual / (both - usual)


def england(all_places):
    """Wall time, processor time and peak memory of the scenario of England on two threads, its person-years and what
    --timings says of it."""
    with tempfile.TemporaryDirectory() as folder:
        with open(Path(folder, "timings"), "w") as timings:
            began = time.perf_counter()
            options = ["--threads", "2", "--quiet", "--timings", "--out", str(Path(folder, "out"))]
            child = subprocess.Popen([PROGRAM, "compare", ENGLAND] + options, stdout=subprocess.DEVNULL, stderr=timings)
            usage = end(child)
            wall_seconds = time.perf_counter() - began
        told = Path(folder, "timings").read_text()
    people = sum(number for _, number in all_places)
    study = tomllib.loads(Path(ENGLAND).read_text())["experiment"]
    months = sum(int(study[span].split()[0]) for span in ("warm_up", "horizon"))
    years = people * (months / 12 + TAIL_DAYS / 365.25)
    return wall_seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, people, years, told


def told_by_timings(country):
    """England's own account of its time, as far as it is of England and not of what happens in it."""
    if country is None:
        return "Left out of this run."
    told = country[-1]
    lines = told[told.index("timings:") :].splitlines()
    last = next(number for number, line in enumerate(lines) if "events that came up" in line)
    return (
        "```text\n" + "\n".join(lines[: last + 1]) + "\n```\n\nTimes of parts are of both threads together. What the "
        "threads were idle for is the reading of the study, the look at the load beforehand, adding up, the report, and "
        "waits for the last places of a window."
    )


def small_case():
    """Seconds for one neighbourhood, two arms, 20 replications and a year, on two threads."""
    text = scenario([NEIGHBOURHOOD], arms=2, replications=SMALL_REPLICATIONS)
    return statistics.median(wall_time(text, 1, 2) for _ in range(ROUNDS))


NO_VALGRIND = "There is no valgrind here."


def instructions(program):
    """How many instructions a program spends in each room. `program` makes its command from a folder."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder, "callgrind"))
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
        subprocess.run(valgrind + program(folder), check=True, capture_output=True)
        told = subprocess.run(["callgrind_annotate", "--threshold=100", out], check=True, capture_output=True, text=True)
    total, spent = 0, dict.fromkeys([room for room, _ in ROOMS] + ["the rest"], 0)
    for line in told.stdout.splitlines():
        found = re.match(r"\s*([\d,]+) \(\s*[\d.]+%\)\s+\S*?:(.*)", line)
        if not found or found.group(2).startswith("PROGRAM"):
            continue
        number, what = int(found.group(1).replace(",", "")), found.group(2)
        room = next((room for room, pattern in ROOMS if re.search(pattern, what)), "the rest")
        spent[room] += number
        total += number
    return spent, total


def profile(all_places):
    """Which rooms two years of a place spend their instructions in, and the small case, start and report included."""
    if shutil.which("valgrind") is None:
        return NO_VALGRIND
    years, total_years = instructions(lambda folder: command(scenario(["Leicester"], months=24), folder))
    small, total_small = instructions(
        lambda folder: command(scenario([NEIGHBOURHOOD], arms=2, replications=PROFILED), folder)
    )
    rows = [
        [room, f"{100 * years[room] / total_years:.0f} %", f"{100 * small[room] / total_small:.0f} %"] for room in years
    ]
    people = dict(all_places)
    lived = (people["Leicester"] * (730 + WARM_UP_DAYS + TAIL_DAYS)) / 365.25
    each = HORIZON_DAYS + TAIL_DAYS
    lived_small = people[NEIGHBOURHOOD] * PROFILED * (WARM_UP_DAYS + 2 * each) / 365.25
    rows.append(["in all, a person-year", f"{total_years / lived:,.0f}", f"{total_small / lived_small:,.0f}"])
    rest = max(years["the rest"] / total_years, small["the rest"] / total_small)
    if rest > MOST_UNNAMED:
        print(f"the rest has {100 * rest:.0f} % of all instructions: name its rooms in ROOMS", file=sys.stderr)
    return table(["room", "two years of one place", "the small case"], rows)


def held(all_places, country):
    """What memory is made of at the peak of some places in one and in five years after one, from massif."""
    if shutil.which("valgrind") is None:
        return NO_VALGRIND
    people = sum(dict(all_places)[name] for name in SEVERAL)
    short, long = ({what: number / people for what, number in peak(months).items()} for months in (12, 60))
    rows = [[what, f"{short[what]:,.0f}", f"{number:,.0f}"] for what, number in long.items()]
    rows.append(["in all", f"{sum(short.values()):,.0f}", f"{sum(long.values()):,.0f}"])
    most = sorted(long, key=lambda what: short[what] - long[what])[:3]
    grown = "; ".join(f"{what} ({long[what] - short[what]:.0f})" for what in most)
    told = table(["bytes a person", "in one year", "in five years"], rows)
    return (
        f"{told}\n\nOf the bytes that four more years add, most belong to these: {grown}. {PEAK} bytes a person were "
        f"asked for at the peak of England; the rows alone take {long[HOLDERS[0][0]]:.0f} here, of which {ROW} are a "
        "person's own, and the rest is for growth: more people, room for the next, a list on the move."
        f"{beside(long, country)}"
    )


def beside(long, country):
    """What England takes a person, beside what these places take."""
    if country is None:
        return ""
    _, _, memory, number, _, _ = country
    here, there = sum(long.values()), memory / number
    return (
        f" England takes {there:,.0f} bytes a person by the system's own count, {abs(there - here):,.0f} "
        f"{'fewer' if there < here else 'more'} than these places by massif's: the scenario, its data and the program are "
        "shared there by many more people, and what the heap holds free counts there and not here."
    )


def peak(months):
    """Bytes at the peak of some places in so many months after a year, by what they belong to."""
    text = scenario(SEVERAL, months=months, meet=True).replace('warm_up = "1 months"', 'warm_up = "12 months"')
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "massif")
        options = ["--detailed-freq=1", "--max-snapshots=40", "--threshold=0.2", f"--massif-out-file={out}"]
        subprocess.run(["valgrind", "--tool=massif"] + options + command(text, folder), check=True, capture_output=True)
        snapshots = out.read_text().split("#-----------\nsnapshot=")[1:]
    highest = max(snapshots, key=lambda snapshot: int(re.search(r"mem_heap_B=(\d+)", snapshot).group(1)))
    spent, frames = dict.fromkeys([what for what, _ in HOLDERS] + ["too small to be told apart"], 0), []
    for line in highest.splitlines():
        found = re.match(r"( *)n(\d+): (\d+) (?:0x[0-9A-F]+: )?(.*)", line)
        if not found:
            continue
        indent, below, number, frame = len(found.group(1)), int(found.group(2)), int(found.group(3)), found.group(4)
        frames = frames[:indent] + [frame]
        if below == 0:
            own = next((f for f in frames if "mdtsim::" in f and "slab" not in f and "growth" not in f), "")
            holder = next((what for what, pattern in HOLDERS if re.search(pattern, own)), "too small to be told apart")
            spent[holder] += number
    return spent


def workloads(lines):
    """The benchmark of the workloads, with or without the lines of its source."""
    built = ["cargo", "bench", "--quiet", "--bench", "workloads", "--no-run", "--message-format=json"]
    environment = dict(os.environ)
    if lines:
        built += ["--target-dir", "target/with-lines"]
        environment |= {"CARGO_PROFILE_BENCH_DEBUG": "line-tables-only", "CARGO_PROFILE_BENCH_STRIP": "none"}
    told = subprocess.run(built, check=True, capture_output=True, text=True, env=environment).stdout
    found = [json.loads(line) for line in told.splitlines() if '"name":"workloads"' in line]
    return next(line["executable"] for line in found if line.get("executable"))


def by_source(program):
    """How many instructions come from which file, whatever function they were written into."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder, "callgrind"))
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
        subprocess.run(valgrind + program, check=True, capture_output=True)
        told = subprocess.run(["callgrind_annotate", "--threshold=100", out], check=True, capture_output=True, text=True)
    spent = dict.fromkeys([what for what, _ in SOURCES] + ["other"], 0)
    for number, source in re.findall(r"^\s*([\d,]+) \(\s*[\d.]+%\)\s+(\S*?):", told.stdout, re.M):
        what = next((what for what, pattern in SOURCES if re.search(pattern, source)), "other")
        spent[what] += int(number.replace(",", ""))
    return spent


def embedding():
    """What a candidate point costs by itself: W5 of benches/workloads."""
    lines = subprocess.run([workloads(False), "W5"], check=True, capture_output=True, text=True).stdout.splitlines()[1:]
    runs = [line.split(",") for line in lines]
    times = {name: [float(run[4]) for run in runs if run[0] == name] for name in ("W5-1e4", "W5-1e5")}
    rows = [
        [f"{10 ** int(name[-1]):,}", f"{statistics.median(each):.0f}", f"{min(each):.0f} to {max(each):.0f}"]
        for name, each in times.items()
    ]
    text = table(["people", "ns a candidate", "range"], rows)
    if shutil.which("valgrind") is None:
        return text
    program = workloads(True)
    spent, idle = by_source([program, "W5-1e4", "--round=1"]), by_source([program, "no-such-workload"])
    candidates = next(int(run[2]) for run in runs if run[0] == "W5-1e4")
    each = [[what, f"{(number - idle[what]) / candidates:,.0f}"] for what, number in spent.items()]
    in_all = (sum(spent.values()) - sum(idle.values())) / candidates
    calls = (spent[SOURCES[0][0]] - idle[SOURCES[0][0]]) / candidates / CALL
    return (
        f"{text}\n\n{table(['what', 'instructions a candidate'], each + [['in all', f'{in_all:,.0f}']])}\n\nAt some {CALL} "
        f"instructions a call the generator is called {calls:.1f} times a candidate: a search goes through several cells, "
        "two of them at a time, the start has searches that no candidate comes before, and each candidate has the cells of "
        "its second looked at once more. A processor waits for each call whose outcome it could not foretell, so that the "
        "time is not that of the instructions alone."
    )


def asked(rate, mix, team, country, small, gain):
    """What was asked, beside what is so."""
    wall_seconds, processor, memory, people, _, told = country
    rows = [
        ["person-years a second and core, usual care, places of England's sizes", f"{RATE:,}", rate],
        ["the same in England's own run, six years of all places on two threads", f"{RATE:,}", rates(told)[0]],
        ["events of persons a person-year", f"{PERSON_EVENTS}", f"{mix['events of persons']:.1f}"],
        ["steps of crises a person-year", f"{CRISIS_STEPS}", f"{mix['steps of crises']:.1f}"],
        ["speed with a team, of that without", "0.5", f"{team:.2f}"],
        ["bytes of a resident's row", f"{ROW}", f"{ROW}, asserted where it is defined"],
        ["bytes a person at the peak, England", f"{PEAK}", f"{memory / people:,.0f}"],
        ["all of England, peak GB", "2.0", f"{memory / 1e9:.2f}"],
        [
            "England, five years after one, s on two cores",
            f"{ENGLAND_SECONDS}",
            f"{wall_seconds:,.0f} ({processor:,.0f} of processors)",
        ],
        ["two threads, of what two processes gain", "0.95", f"{gain:.2f}"],
        ["one neighbourhood, two arms, 20 replications, a year, s", "1.0", f"{small:.2f}"],
    ]
    return table(["what", "asked", "found"], rows)


def gap(each, mix, country):
    """What the time of a person-year is made of, beside what was asked."""
    each, came, wanted = float(each.replace(",", "")), mix["events that came up"], 1e6 / RATE
    told = (
        f"An event took {each:,.0f} ns and {came:.2f} came up in a person-year, which therefore took "
        f"{each * came / 1000:.1f} microseconds; {wanted:.0f} were asked, and with so many events that is "
        f"{1000 * wanted / came:,.0f} ns for each."
    )
    if country is not None:
        _, processor, _, _, years, _ = country
        told += (
            f" England took {1e6 * processor / years:.1f} microseconds of a processor for each person-year, start and "
            f"report included; {ENGLAND_SECONDS} s on two cores would be {1e6 * 2 * ENGLAND_SECONDS / years:.1f}."
        )
    return f"{told} What the time goes into is told by room below."


def happened(mix):
    """Why there are as many events as there are."""
    told = []
    if mix["events of persons"] < PERSON_EVENTS:
        told.append(
            "Persons have fewer events a year than was asked: falls, illness, needs, conditions, frailty, spells and death "
            "come at the rates to which the model is fitted, and none is left out for speed."
        )
    if mix["steps of crises"] > CRISIS_STEPS:
        told.append("Steps in crises are more than was asked.")
    return " ".join(told)


def two(plan, gained):
    """The schedule's gain with two threads beside what two threads gain."""
    if not gained:
        return ""
    processes, threads, _ = gained[0]
    return (
        f"With two threads the schedule gains {plan:.2f} times; the world of many places above gained {threads:.2f}, start "
        f"and report included, and two processes {processes:.2f}. The plan for more threads is to be read with that in mind."
    )


def wrapped(text):
    """The same page with paragraphs broken into lines of one length, which sentences with figures in them are not."""
    parts = text.strip().split("\n\n")
    filled = [
        part if part.startswith(("|", "#", "```")) else textwrap.fill(" ".join(part.split()), LINE, break_on_hyphens=False)
        for part in parts
    ]
    return "\n\n".join(part for part in filled if part) + "\n"


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def stamp():
    """Of what this page is: commit, model, compiler and day."""
    commit = output("git", "rev-parse", "HEAD")
    changed = output("git", "status", "--porcelain", "--", "src", "Cargo.toml", "Cargo.lock")
    changed = " with changes that were not committed" if changed else ""
    inputs, compiler = output(".ci/inputs-hash", "model"), output("rustc", "--version")
    return (
        f"Commit {commit}{changed}; hash of the model's inputs (`.ci/inputs-hash model`) `{inputs}`; {compiler}; "
        f"{datetime.datetime.now(datetime.UTC).date()}."
    )


def page(largest):
    of_what, all_places = stamp(), places()
    by_people = growth_in_people(all_places, largest)
    by_years = growth("year", "years", [1, 2, 4, 8], lambda years: scenario(["Leicester"], months=12 * years))
    by_arms = growth("arm", "arms", [1, 2, 4, 8], lambda arms: scenario(["Leicester"], arms=arms))
    threads, gained = two_threads(all_places) if (os.cpu_count() or 1) > 1 else ("There is one core here.", [])
    measured = alone(all_places, largest)
    (fewest, least), (most, longest) = measured[0], measured[-1]
    plan, plan_of_two, cap = schedule(all_places, measured)
    name, people = max(all_places, key=lambda place: place[1])
    timed = chosen(all_places, EVENTS_OF)
    rate, each, mix, by_kind = events(timed)
    country = england(all_places) if largest >= SIZES[-1] else None
    gain = min((ratios[-1] for ratios in gained), default=float("nan"))
    met = "Left out of this run." if country is None else asked(
        rate, mix, with_team(all_places), country, small_case(), gain
    )
    load = os.getloadavg()[0]
    return wrapped(f"""# Scaling

Written by `benches/scaling.py`; not to be edited by hand. {platform.machine()}, {os.cpu_count()} cores, Linux; load
{load:.1f} at the end. One thread, processor time, start and report included; usual care unless arms are named; a year
after a month of warm-up, with the tail in which admissions are still paired. Tables of years and arms and the cost of single
places are medians of {ROUNDS} runs.

{of_what}

## What was asked, and what is so

{met}

England is `scenarios/england.toml` on two threads. The first speed is that of {told_of_places(timed)}, every so many-th by
size (England: {sum(number for _, number in all_places) / len(all_places):,.0f} on average), which share a labour market, in
the first year after a month of warm-up; the second that of all places in their own mix and over all their years. Neither has
the start or the report in it. Speed with a team is what two more years of usual care in Leicester cost over what two more
years with a team cost whose posts begin filled, so that it has no start, warm-up or report in it either.
{gap(each, mix, country)}

### What England's time is made of

{told_by_timings(country)}

### What happens

{by_kind}

What came up are entries of the event lists, those of people under 65 and those that were stale included. {happened(mix)}

### Where the time goes

Instructions by room, from callgrind, of two years of Leicester under usual care, and of the small case: {NEIGHBOURHOOD} with
two arms for a year, {PROFILED} of its {SMALL_REPLICATIONS} replications. The start and the report are in both.

{profile(all_places)}

No room stands out that could be left out. Each entry of the event list is handled by several rooms, and after some of
them a person's clocks are looked at again. The search for the next points is the largest part: each look at a cell takes a
call of the counter-based generator, and a search looks at several cells. It would be cheaper with fewer points to hold
against intensities, that is with fewer clocks or tighter tiles, and the start with fewer draws a person; both would change
what is simulated or the luck of every world. What is left is a small gain in each of many places. The small case is
{SMALL_REPLICATIONS} starts and few years after each, so that the start weighs more in it.

### What a candidate costs

W5 has nothing but the embedding: five processes a person, each candidate found, filed, held against the intensity of its
moment and followed by a search for the next. The prototype that was asked to be matched took 130 to 150 ns.

{embedding()}

### What memory is made of

At the peak of {", ".join(SEVERAL[:-1])} and {SEVERAL[-1]} in one year and in five after one, by the function that makes a
list grow, from massif. The scenario and its data weigh more here than among many places; a list that grows is for a moment
there twice.

{held(all_places, country)}

## People

{by_people}

## Years

Leicester. Facts are dropped at the end of each window. What grows with the years is told above by whom it belongs to: lives
of those who have come, waits, which are kept one by one so that those of several places are pooled exactly, and rows where
there are more people. Worlds that are held against each other keep the ledger's account of spells and crises besides; here
is one arm, which keeps none.

{by_years}

## Arms

Leicester. The warm-up is lived once for all arms; the first arm is usual care, and each further one has a team, whose work
comes on top.

{by_arms}

## Two threads against two processes

Wall time, start and report included, medians and ranges of {GAIN_ROUNDS} rounds in which all three ran one after another. Processes that
know nothing of each other share the machine's memory and heat as threads do, so that threads can be expected to gain about
what these gain.

{threads}

## Sixty-four cores

All {len(all_places)} places in one world meet every {WINDOW_DAYS} days. The cost of a place lies on the line between those
of places of other sizes, each run alone: {", ".join(f"{people:,}" for people, _ in measured)} people. Start and report are
in it, so that a person costs more in a small place: {seconds_told(least / fewest)} in the smallest of these and
{seconds_told(longest / most)} in the largest. Whichever thread is free takes the next place, the largest first. This is a
simulation of the schedule: times for memory and barriers are left out.

{plan}

{two(plan_of_two, gained)}

{name} has {people:,} of {sum(number for _, number in all_places):,} people. One world can therefore gain {cap:.1f} times at
most, however many threads there are. Arms and replications are worlds of their own: run them side by side and the other
threads have work.
""")


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
