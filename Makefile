# One door for tasks, used by people, hooks and CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench

.PHONY: help core setup run test quick check fuzz bench coverage coverage-page clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# make run: inspect the sample archive, print the worst findings and an address, serve the report (PORT, RUN_FOR)
run: core
	@exec $(BIN)/python -m zuoxi.app.demonstration

# make core: the environment that the product needs; nothing to do when nothing changed
core: $(VENV)/.core
$(VENV)/.core: requirements/core.txt pyproject.toml ops/prepare.sh
	@sh ops/prepare.sh core $(PYTHON) $(VENV)
	@touch $@

# make setup: the environment with everything that the tests need
setup: $(VENV)/.dev
$(VENV)/.dev: requirements/dev.txt requirements/core.txt pyproject.toml ops/prepare.sh
	@sh ops/prepare.sh dev $(PYTHON) $(VENV)
	@touch $@ $(VENV)/.core

# make test: all tests
test: setup
	$(BIN)/python -m pytest

# make quick: the core's tests with few random traces, stopping at the first that fails; under a minute
quick: setup
	ZUOXI_FUZZ=100 ZUOXI_TRACES=100 $(BIN)/python -m pytest tests/core -x

# make check: style, types, imports, the standard, the rules of the house
check: setup
	$(BIN)/ruff check src tests docs
	$(BIN)/ruff format --check src
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/zuoxi standard check telephone
	$(BIN)/zuoxi standard test telephone
	$(BIN)/python -m pytest tests/house

# make fuzz: the random and property tests with large counts
fuzz: setup
	ZUOXI_FUZZ=10000 ZUOXI_TRACES=20000 $(BIN)/python -m pytest -m fuzz

# make bench: what is measured in bench/, against the peers, in an environment of its own
bench: $(BENCH)/.ready
	$(BENCH)/bin/python bench/run.py
$(BENCH)/.ready: requirements/bench.txt requirements/core.txt pyproject.toml ops/prepare.sh
	@sh ops/prepare.sh bench $(PYTHON) $(BENCH)
	@touch $@

# make coverage-page: write docs/coverage/README.md anew
coverage-page: setup
	$(BIN)/python docs/coverage/generate.py
coverage: coverage-page

# make clean: remove the environments and what was made
clean:
	rm -rf $(VENV) $(BENCH) .zuoxi build dist
