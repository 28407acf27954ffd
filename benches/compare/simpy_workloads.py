"""W1, W3 and W4 written for SimPy: `simpy_workloads.py W1 200000 SEED` prints events, seconds and a figure to check.

Customers, entities and people are processes; servers and beds are resources. This programme must not know how the
other simulators are written, nor what the figure should be.
"""

import random
import sys
import time

import simpy

ARRIVALS = 0.9
HOLDS = 1_000_000
YEARS = 5
# Yearly rates by state: the next state, a fall, acute illness, death.
RATES = [(0.20, 0.30, 0.10, 0.01), (0.25, 0.60, 0.25, 0.03), (0.0, 1.50, 0.60, 0.12)]
STARTS = (0.7, 0.9)
FALLS_TO_BED = 0.1
BEDS_PER_PERSON = 0.006
STAY = 7 / 365.2425
DIE_LEAVING, WORSE_LEAVING = 0.04, 0.15


class Tally:
    """What has happened so far."""

    events = 0
    figure = 0.0


def line(env, luck, customers):
    """W1: one server at nine tenths of its capacity; the figure is the mean wait in services."""
    server, tally = simpy.Resource(env), Tally()

    def customer():
        came = env.now
        with server.request() as turn:
            yield turn
            tally.figure += env.now - came
            yield env.timeout(luck.expovariate(1.0))
        tally.events += 2

    def door():
        for _ in range(customers):
            env.process(customer())
            yield env.timeout(luck.expovariate(ARRIVALS))

    env.process(door())
    env.run()
    return tally.events, tally.figure / customers


def hold(env, luck, pending):
    """W3: so many pending delays; the figure is the number of holds an entity and mean delay."""
    counters, tally, enough = [0] * pending, Tally(), env.event()

    def entity():
        while True:
            yield env.timeout(luck.expovariate(1.0))
            tally.events += 1
            word = luck.getrandbits(32)
            if word & 3 == 0:
                counters[(word >> 2) * pending >> 30] += 1
            if tally.events == HOLDS:
                enough.succeed()

    for _ in range(pending):
        env.process(entity())
    env.run(until=enough)
    return tally.events, tally.events / pending / env.now


def population(env, luck, number):
    """W4: people who progress, fall, fall ill, die and wait for beds; the figure is falls a person-year."""
    beds, tally = simpy.Resource(env, int(number * BEDS_PER_PERSON)), Tally()

    def person():
        state = sum(mark >= start for mark in [luck.random()] for start in STARTS)
        while True:
            rates = RATES[state]
            total = sum(rates)
            yield env.timeout(luck.expovariate(total))
            tally.events += 1
            mark, kind = luck.random() * total - rates[0], 0
            while mark >= 0 and kind < 3:
                kind += 1
                mark -= rates[kind]
            if kind == 0:
                state += 1
            elif kind == 1:
                tally.figure += 1
            elif kind == 3:
                return
            if kind == 2 or kind == 1 and luck.random() < FALLS_TO_BED:
                with beds.request() as bed:
                    yield bed
                    yield env.timeout(luck.expovariate(1 / STAY))
                tally.events += 1
                mark = luck.random()
                if mark < DIE_LEAVING:
                    return
                if mark < DIE_LEAVING + WORSE_LEAVING and state < 2:
                    state += 1

    for _ in range(number):
        env.process(person())
    env.run(until=YEARS)
    return tally.events, tally.figure / number / YEARS


def main():
    workload, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    began = time.perf_counter()
    run = {"W1": line, "W3": hold, "W4": population}[workload]
    events, value = run(simpy.Environment(), random.Random(seed), size)
    print(f"{events},{time.perf_counter() - began},{value}")


main()
