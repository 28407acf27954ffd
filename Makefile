# Tasks. `make check` is what CI runs; `make long` is run before an issue is called resolved.
.PHONY: check long format bench compare

check:
	.ci/run

long:
	.ci/long

format:
	cargo fmt

bench:
	cargo bench --bench event_list --bench workloads

compare:
	benches/compare/compare.py
