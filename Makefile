# One door for tasks, used by people, hooks and CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup core run test quick check fuzz bench coverage clean

# the core only: what `make run` needs
core: $(VENV)/.core
$(VENV)/.core: requirements/core.txt pyproject.toml ops/prepare.sh
	@sh ops/prepare.sh core $(PYTHON) $(VENV)
	@touch $@

# everything for the tests
setup: $(VENV)/.dev
$(VENV)/.dev: requirements/dev.txt requirements/core.txt pyproject.toml ops/prepare.sh
	@sh ops/prepare.sh dev $(PYTHON) $(VENV)
	@touch $@ $(VENV)/.core

run: core
	@exec $(BIN)/python -m zuoxi.app.demonstration

test: setup
	$(BIN)/python -m pytest

quick: setup
	$(BIN)/python -m pytest tests/core -x

check: setup
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zuoxi standard check telephone
	$(BIN)/zuoxi standard test telephone
	$(BIN)/python -m pytest tests/house

fuzz: setup
	ZUOXI_FUZZ=10000 ZUOXI_TRACES=20000 $(BIN)/python -m pytest tests/core tests/ports -k "fuzz or kernel or damage or random"

bench: setup
	$(BIN)/python bench/run.py

coverage: setup
	$(BIN)/python docs/coverage/generate.py

clean:
	rm -rf $(VENV) .zuoxi build dist
