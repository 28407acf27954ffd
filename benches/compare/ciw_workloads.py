"""W1 written for Ciw: `ciw_workloads.py W1 200000 SEED` prints events, seconds and a figure to check.

Ciw is for networks of queues: W3 has no queue, and the people of W4 no route from node to node, so neither is written
for it. This programme must not know how the other simulators are written, nor what the figure should be.
"""

import sys
import time

import ciw

ARRIVALS = 0.9


class Waits(ciw.Node):
    """A node that counts and adds up waits when service begins, so that no record of a customer need be kept."""

    served = 0
    waited = 0.0

    def write_individual_record(self, individual):
        self.served += 1
        self.waited += individual.service_start_date - individual.arrival_date


def main():
    workload, customers, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    assert workload == "W1", f"{workload} is not written for Ciw"
    began = time.perf_counter()
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(ARRIVALS)],
        service_distributions=[ciw.dists.Exponential(1.0)],
        number_of_servers=[1],
    )
    simulation = ciw.Simulation(network, node_class=Waits)
    simulation.simulate_until_max_customers(customers)
    node = simulation.nodes[1]
    print(f"{2 * node.served},{time.perf_counter() - began},{node.waited / node.served}")


main()
