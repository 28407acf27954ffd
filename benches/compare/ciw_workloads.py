"""W1 and W3 written for Ciw: `ciw_workloads.py W1 200000 SEED` prints events, seconds and a figure to check.

In W3 the entities are customers of a closed node with a server for each of them, who come to it again. Ciw is for networks
of queues: the people of W4 have several clocks that run beside each other and are drawn anew when one of them strikes,
and no service at a node is that. This programme must not know how the other simulators are written, nor what the figure
should be.
"""

import math
import random
import sys
import time

import ciw

ARRIVALS = 0.9
HOLDS = 20_000


class Waits(ciw.Node):
    """A node that counts and adds up waits when service begins, so that no record of a customer need be kept."""

    served = 0
    waited = 0.0

    def write_individual_record(self, individual):
        self.served += 1
        self.waited += individual.service_start_date - individual.arrival_date


class Holds(ciw.Node):
    """A node that counts delays that are over, and in one of four adds to the counter of some entity."""

    over = 0
    counters = []

    def write_individual_record(self, individual):
        self.over += 1
        word = random.getrandbits(32)
        if word & 3 == 0:
            self.counters[(word >> 2) * len(self.counters) >> 30] += 1


def line(customers):
    """W1: one server at nine tenths of its capacity; the figure is the mean wait in services."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(ARRIVALS)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[1],
    )
    simulation = ciw.Simulation(network, node_class=Waits)
    simulation.simulate_until_max_customers(customers)
    node = simulation.nodes[1]
    return 2 * node.served, node.waited / node.served


def hold(pending):
    """W3: so many pending delays; the figure is the number of holds an entity and mean delay."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([0.0, math.inf])],
        batching_distributions=[ciw.dists.Deterministic(pending)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[math.inf],
        routing=[[1.0]],
    )
    simulation = ciw.Simulation(network, node_class=Holds)
    node, until = simulation.nodes[1], HOLDS / pending
    node.counters = [0] * pending
    simulation.simulate_until_max_time(until)
    return node.over, node.over / pending / until


def main():
    workload, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    began = time.perf_counter()
    ciw.seed(seed)
    events, figure = {"W1": line, "W3": hold}[workload](size)
    print(f"{events},{time.perf_counter() - began},{figure}")


main()
