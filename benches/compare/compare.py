#!/usr/bin/env python3
"""Runs the same workloads on this simulator and on others, interleaved, and writes benches/RESULTS.md.

    benches/compare/compare.py [ROUNDS]

The others come from the package registries: SimPy and Ciw into a virtual environment in a temporary folder, ixa as a
cargo package of its own (`ixa/`), simmer from R's own library or else from CRAN. What cannot be had is skipped with a
word. Each programme's figure is checked against theory or against ours, over all rounds together, so that nobody
compares different things; a figure that is off makes the comparison fail. Ratios are medians of pairs within a round,
so that a machine's mood counts on both sides.
"""

import csv
import datetime
import io
import math
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OURS = "mdtsim"

# R's package simmer and what it needs are compiled from source where no binary is to be had, which takes minutes.
R_LIMIT_SECONDS = 900
# Where R looks for packages if nobody has told it.
CRAN = "https://cloud.r-project.org"

# Standard errors allowed between a figure and what it should be.
ALLOWED = 4
# The mean wait in W1 has the asymptotic variance r (2 + 5r - 4r^2 + r^3) / (1 - r)^4 with r = 0.9 (Daley); the relative
# spread of W2 is near it, and taken a fifth wider. A person's yearly falls in W4 spread by about 0.6.
W1_SPREAD = math.sqrt(0.9 * (2 + 5 * 0.9 - 4 * 0.9**2 + 0.9**3)) / 0.1**2
W2_WAIT = 0.668732


@dataclass
class Workload:
    """A workload at one size, as it is called by ours, and what its figure should be."""

    ours: str
    what: str
    kind: str
    size: int
    figure: str
    expected: float | None  # None: what ours says
    spread: float  # standard deviation of the figure, times the square root of the units it comes from
    units: int  # in ours; others may have fewer
    # simulator -> size, where it is not ours
    others: dict = field(default_factory=dict)


WORKLOADS = [
    Workload("W1", "M/M/1, customers", "W1", 10**6, "mean wait", 9.0, W1_SPREAD, 10**6,
             {"ixa": 10**6, "SimPy": 200_000, "simmer": 200_000, "Ciw": 200_000}),
    Workload("W2", "M/M/10 with two classes, customers", "W2", 10**6, "mean wait", W2_WAIT, W2_WAIT * W1_SPREAD / 9 * 1.2,
             10**6, {"ixa": 10**6}),
    Workload("W3-1e3", "hold, pending events", "W3", 10**3, "holds an entity and mean delay", 1.0, 1.0, 4 * 10**6,
             {"ixa": 10**3, "SimPy": 10**3, "simmer": 10**3, "Ciw": 10**3}),
    Workload("W3-1e5", "hold, pending events", "W3", 10**5, "holds an entity and mean delay", 1.0, 1.0, 4 * 10**6,
             {"ixa": 10**5, "SimPy": 10**5}),
    Workload("W3-1e6", "hold, pending events", "W3", 10**6, "holds an entity and mean delay", 1.0, 1.0, 4 * 10**6,
             {"ixa": 10**6}),
    Workload("W4-1e5", "population, people", "W4", 10**5, "falls a person-year", None, 0.6, 10**5,
             {"ixa": 10**5, "SimPy": 10**5, "simmer": 5_000}),
    Workload("W4-1e6", "population, people", "W4", 10**6, "falls a person-year", None, 0.6, 10**6, {"ixa": 10**6}),
    Workload("W4+24-1e5", "population with contacts, people", "W4", 10**5, "falls a person-year", None, 0.6, 10**5),
]


@dataclass
class Asked:
    """What was asked of one figure: nanoseconds an event of ours at most, or times ours that another takes at least."""

    what: str
    workload: str
    limit: float
    than: str | None = None  # whose cost over ours; None: ours by itself
    by: float = 1.0  # cost of the one that was asked about over that of `than`, from another run
    remark: str = ""


# Nanoseconds an event of Cimba and of ixa in W4 with 1,000,000 people, measured on another machine.
CIMBA, IXA_BESIDE = 520, 1334

ASKED = [
    Asked("W4, 1,000,000 people, exact order: ns an event, at most", "W4-1e6", 60),
    Asked("… times faster than Cimba, at least", "W4-1e6", 8, "ixa", CIMBA / IXA_BESIDE,
          f"not of one run: the ratio to ixa here, times {CIMBA} over {IXA_BESIDE:,} ns an event elsewhere"),
    Asked("… times faster than ixa, at least", "W4-1e6", 20, "ixa"),
    Asked("… times faster than SimPy, at least", "W4-1e5", 100, "SimPy",
          remark="at 100,000 people, as SimPy is run with no more"),
    Asked("W4+24, 100,000 people: ns an event, at most", "W4+24-1e5", 50,
          remark="in exact order; with windows 30 were asked"),
    Asked("W1: times faster than ixa, more than", "W1", 1, "ixa"),
    Asked("W2: times faster than ixa, more than", "W2", 1, "ixa"),
    Asked("W3 (hold), 1,000,000 pending: ns an event, at most", "W3-1e6", 75),
]


@dataclass
class Run:
    """One run of one simulator."""

    events: int
    seconds: float
    figure: float

    @property
    def nanoseconds(self):
        return self.seconds * 1e9 / self.events


class Skip(Exception):
    """A simulator that cannot be had here, with the reason."""


def output(*command, **kwargs):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **kwargs).stdout


def wanted(*command, reason, **kwargs):
    try:
        return output(*command, **kwargs)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Skip(reason) from error


class Ours:
    """The bench binary of this project."""

    def __init__(self):
        built = output("cargo", "bench", "--bench", "workloads", "--no-run", "--message-format=json", cwd=ROOT)
        executables = [line.split('"executable":"')[1].split('"')[0] for line in built.splitlines()
                       if '"executable":"' in line and '"name":"workloads"' in line]
        self.binary = executables[-1]
        self.version = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["version"]

    def run(self, workload, seed):
        rows = csv.DictReader(io.StringIO(output(self.binary, f"--round={seed}", workload.ours)))
        row = next(row for row in rows if row["workload"] == workload.ours)
        return Run(int(row["events"]), float(row["seconds"]), float(row["value"]))


class Programme:
    """A simulator whose programme takes workload, size and seed, and prints events, seconds and figure."""

    def __init__(self, name, version, *command, environment=None):
        self.name, self.version, self.command, self.environment = name, version, command, environment

    def run(self, workload, seed):
        told = output(*self.command, workload.kind, workload.others[self.name], seed, env=self.environment)
        events, seconds, figure = told.split(",")
        return Run(int(events), float(seconds), float(figure))


def python_package(work, name):
    """SimPy or Ciw in a virtual environment."""
    environment = work / "environment"
    if not environment.exists():
        wanted(sys.executable, "-m", "venv", environment, reason="no virtual environment can be made")
    python, package = environment / "bin" / "python", name.lower()
    wanted(python, "-m", "pip", "install", "--quiet", package, reason=f"{package} cannot be installed")
    version = output(python, "-c", f"from importlib.metadata import version; print(version('{package}'))").strip()
    return Programme(name, version, python, HERE / f"{package}_workloads.py")


def ixa(work):
    folder, target = HERE / "ixa", work / "ixa"
    wanted("cargo", "build", "--release", "--locked", "--target-dir", target, cwd=folder, reason="ixa cannot be built")
    packages = tomllib.loads((folder / "Cargo.lock").read_text())["package"]
    version = next(package["version"] for package in packages if package["name"] == "ixa")
    return Programme("ixa", version, target / "release" / "compare-ixa")


def simmer(work):
    """simmer from R's own library, or from CRAN into a library in the temporary folder."""
    if shutil.which("Rscript") is None:
        raise Skip("there is no R on this machine")
    library = work / "r"
    library.mkdir()
    paths = [str(library), *filter(None, [os.environ.get("R_LIBS")])]
    environment = os.environ | {"R_LIBS": os.pathsep.join(paths)}
    version = simmer_version(environment)
    if version is None:
        failure = installed(library, environment)
        version = simmer_version(environment)
        if version is None:
            raise Skip(f"R is here but not its package simmer, which comes from CRAN, and {failure}")
    return Programme("simmer", version, "Rscript", HERE / "simmer_workloads.R", environment=environment)


def simmer_version(environment):
    """The version of simmer that R finds, if it finds one that can be loaded."""
    asked = "if (requireNamespace('simmer', quietly = TRUE)) cat(as.character(packageVersion('simmer')))"
    told = wanted("Rscript", "-e", asked, env=environment, reason="Rscript cannot be run")
    return told.strip() or None


def installed(library, environment):
    """Has R install simmer, and says what may have failed: R itself only warns."""
    asked = (
        "mirror <- getOption('repos')['CRAN'];"
        f"if (is.na(mirror) || mirror == '@CRAN@') mirror <- '{CRAN}';"
        f"install.packages('simmer', lib = '{library}', repos = mirror)"
    )
    try:
        told = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, env=environment,
                              timeout=R_LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"its installation did not end within {R_LIMIT_SECONDS} s"
    if "unable to access index" in told.stderr:
        return "no mirror of CRAN can be reached from it"
    wrong = [line.strip() for line in told.stderr.splitlines() if line.startswith(("ERROR", "Error"))]
    return f"it cannot be installed ({wrong[0].rstrip('.:')})" if wrong else "it cannot be installed"


def peers(work):
    """Those that can be had, and why the rest cannot."""
    there, skipped = [], {}
    makers = {
        "ixa": lambda: ixa(work),
        "SimPy": lambda: python_package(work, "SimPy"),
        "Ciw": lambda: python_package(work, "Ciw"),
        "simmer": lambda: simmer(work),
    }
    for name, make in makers.items():
        try:
            there.append(make())
        except Skip as reason:
            skipped[name] = str(reason)
    return there, skipped


def measure(ours, others, rounds):
    """(workload, simulator) -> its runs, one a round; within a round all simulators follow one another."""
    runs = {}
    for seed in range(1, rounds + 1):
        for workload in WORKLOADS:
            runs.setdefault((workload.ours, OURS), []).append(ours.run(workload, seed))
            for peer in others:
                if peer.name in workload.others:
                    runs.setdefault((workload.ours, peer.name), []).append(peer.run(workload, seed))
        print(f"round {seed} of {rounds} done", file=sys.stderr)
    return runs


def units(workload, runs, name):
    """What the figure comes from, in all rounds: holds, customers or people."""
    if workload.kind == "W3":
        return sum(run.events for run in runs)
    return len(runs) * (workload.units if name == OURS else workload.others[name])


def mean_figure(runs):
    return statistics.fmean(run.figure for run in runs)


def judged(workload, runs, name, of_ours):
    """The figure over all rounds, what it should be, and whether it is."""
    variance = workload.spread**2 / units(workload, runs, name)
    expected = workload.expected
    if expected is None:
        expected = mean_figure(of_ours)
        variance += workload.spread**2 / units(workload, of_ours, OURS)
    figure = mean_figure(runs)
    return figure, expected, abs(figure - expected) <= ALLOWED * math.sqrt(variance)


def row(workload, name, runs, of_ours):
    """A line of the table, and whether the figure holds."""
    cost = sorted(run.nanoseconds for run in runs)
    ratio = ratio_to_ours(runs, of_ours)
    figure, expected, holds = judged(workload, runs, name, of_ours)
    size = workload.size if name == OURS else workload.others[name]
    own_check = name == OURS and workload.expected is None
    check = f"{figure:.4f}" if own_check else f"{figure:.4f} for {expected:.4f}{'' if holds else ', which it is not'}"
    cells = [workload.ours.split("-")[0], f"{size:,}", name, f"{runs[0].events:,}", f"{statistics.median(cost):,.1f}",
             f"{cost[0]:,.1f} to {cost[-1]:,.1f}", "1" if name == OURS else f"{ratio:,.1f}" if holds else "",
             f"{workload.figure}: {check}"]
    return "| " + " | ".join(cells) + " |", holds


def ratio_to_ours(runs, of_ours):
    """How many times as long an event takes as in ours: the median over pairs of one round."""
    return statistics.median(run.nanoseconds / own.nanoseconds for run, own in zip(runs, of_ours))


def asked_and_found(runs):
    """What was asked beside what this run found."""
    lines = ["| What | Asked | Found | |", "|---|---:|---:|---|"]
    for one in ASKED:
        of_ours, others = runs[one.workload, OURS], runs.get((one.workload, one.than))
        if one.than is None:
            found = f"{statistics.median(run.nanoseconds for run in of_ours):,.1f}"
        else:
            found = f"{one.by * ratio_to_ours(others, of_ours):,.1f}" if others else f"{one.than} was not run"
        lines.append(f"| {one.what} | {one.limit:g} | {found} | {one.remark} |")
    return "\n".join(lines)


def stamp():
    """Of which source this is."""
    commit = output("git", "rev-parse", "HEAD", cwd=ROOT).strip()
    changed = output("git", "status", "--porcelain", "--", "src", "benches", "Cargo.toml", "Cargo.lock", cwd=ROOT).strip()
    changed = " with changes that were not committed" if changed else ""
    inputs = output(ROOT / ".ci" / "inputs-hash", "model").strip()
    return f"Commit {commit}{changed}; hash of the model's inputs (`.ci/inputs-hash model`) `{inputs}`"


def processor():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def head(ours, others, skipped, rounds, load, of_what, met):
    versions = ", ".join(f"{name} {version}" for name, version in
                         [(OURS, ours.version), *((peer.name, peer.version) for peer in others)])
    left_out = "".join(f"- {name} is left out: {reason}.\n" for name, reason in skipped.items())
    return f"""# The same workloads on several simulators

Written by `benches/compare/compare.py {rounds}`; not to be edited by hand.

- {of_what}
- Date: {datetime.datetime.now(datetime.UTC).date()}
- Machine: {processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; load {load[0]:.1f} at the start
  and {os.getloadavg()[0]:.1f} at the end (a run takes one core)
- Simulators: {versions}
- Compilers: {output("rustc", "--version").strip()}, Python {platform.python_version()}
{left_out}
W1 is M/M/1 at nine tenths of its capacity, W2 M/M/10 with one customer in five urgent, W3 the hold model, W4 a
population over five years that progresses, falls, falls ill, dies and waits for beds; W4+24 has 24 contacts a
person-year besides. The size is customers, pending events or people. Events are those of the workload, whatever a
simulator makes of them inside. Wall time, the building of the start included, in nanoseconds an event: median and range
over {rounds} interleaved rounds, each with a seed of its own. The ratio to ours is the median over pairs of one round.
Slow simulators have smaller sizes or fewer events where the table says so. Ciw is for networks of queues: W3 is a closed
node with a server for each entity, which is not what it is made for (it looks through all customers at such a node after
each event), and W4 is not written for it, as its people have several clocks that run beside each other and are drawn anew
when one of them strikes, and no service at a node is that. Cimba is not run: it is a library
for C that the package registries do not have by itself, and for the binding that compiles models written in Python no
programme is written here. Measured earlier on another machine, it took {CIMBA} ns an event in W4 with 1,000,000 people
where ixa took {IXA_BESIDE:,}, so that no ratio to it is of one run. The last column checks that the same thing was
simulated, over all rounds, within {ALLOWED} standard errors: W1 to W3 against theory, W4 against ours.

## What was asked, and what is so

{met}

## Each of them

| Workload | Size | Simulator | Events | ns an event | Range | Times ours | Check |
|---|---:|---|---:|---:|---:|---:|---|
"""


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    of_what = stamp()
    load = os.getloadavg()
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours()
        others, skipped = peers(pathlib.Path(folder))
        for name, reason in skipped.items():
            print(f"{name} is skipped: {reason}", file=sys.stderr)
        runs = measure(ours, others, rounds)
    lines, all_hold = [], True
    for workload in WORKLOADS:
        of_ours = runs[workload.ours, OURS]
        for name in [OURS, *(peer.name for peer in others)]:
            if (workload.ours, name) in runs:
                line, holds = row(workload, name, runs[workload.ours, name], of_ours)
                lines.append(line)
                all_hold = all_hold and holds
    text = head(ours, others, skipped, rounds, load, of_what, asked_and_found(runs)) + "\n".join(lines) + "\n"
    (ROOT / "benches" / "RESULTS.md").write_text(text)
    print(text)
    if not all_hold:
        sys.exit("a figure is not what it should be: see the last column")


if __name__ == "__main__":
    main()
