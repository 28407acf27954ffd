# Tasks. `make check` is what CI runs; `make long` is run before an issue is called resolved.
.PHONY: check long calibrate probes validate patterns format bench compare counts pins scaling

check:
	.ci/run

long:
	.ci/long

# Fit the base model to published figures and keep the fit; a quarter of an hour and more.
calibrate:
	cargo run --release -- calibrate --into .

# What single values do to the rows of the validation; build and validate again afterwards, as comments quote it.
probes:
	cargo build --release
	.ci/probes

validate:
	cargo run --release -- validate --stamp "$$(.ci/inputs-hash model)"

patterns:
	cargo run --release -- patterns --stamp "$$(.ci/inputs-hash model)"

format:
	cargo fmt

bench:
	cargo bench --bench event_list --bench parts --bench workloads

compare:
	benches/compare/compare.py

# Instruction counts against those that are pinned; `make counts UPDATE=--update` pins them anew.
counts:
	benches/counts $(UPDATE)

# Results of a small study, bit for bit, against which tests/pinned.rs holds every change; say in CHANGELOG.md what changed.
pins:
	MDTSIM_PIN=update cargo test --release --test pinned

scaling:
	cargo build --release
	benches/scaling.py
