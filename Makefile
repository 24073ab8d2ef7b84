# Type `make` to see what there is. `make run` and `make test` need nothing typed before.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
EMULATOR := .venv-bigquery
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run test proofs lint types gate soak kills emulator bigquery kill-warehouse bench-warehouse lock clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml setup.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 …")'
	@echo "Making the environment in $(VENV) (about two minutes, once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -e .
	@mkdir -p .types && ln -sfn .. .types/dateline
	@echo "Building the gazetteer (half a minute, once) …"
	@$(BIN)/python -W ignore::RuntimeWarning -m dateline.transforms.coder.gazetteer_build > /dev/null
	@touch $(READY)

run: $(READY) ## Run the main job: the bundled news site, or FEEDS="https://… feeds.opml"
	@$(BIN)/dateline $(if $(FEEDS),run --feeds $(FEEDS),demo)

test: $(READY) lint types ## Lint, types and every test
	@$(MAKE) -s emulator || echo "So the tests of BigQuery are skipped."
	@$(BIN)/python -m pytest -n 2 -q -m "not slow"

proofs: $(READY) ## The longer proofs: whole runs over hostile sites, and others
	@$(BIN)/python -m pytest -q -m slow

lint: $(READY) ## ruff
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .

types: $(READY) ## mypy, strict
	@set -o pipefail; $(BIN)/mypy | sed 's#^\.types/dateline/##'

gate: $(READY) ## Score the coder on our own gold against its floors (RAISE=1 raises them)
	@$(BIN)/python tests/quality/gate.py $(if $(RAISE),--raise)

soak: $(READY) ## The continuous job for 30 minutes: lag, memory, readers
	@$(BIN)/python benchmarks/stream.py soak --minutes 30 --feeds 200 --rate 5

kills: $(READY) ## The continuous job killed 50 times: losses, doubles, repeated requests
	@$(BIN)/python benchmarks/stream.py kills --minutes 20 --kills 50

emulator: $(EMULATOR)/.ready ## Install a BigQuery emulator for the tests (Python 3.13, an environment of its own)

$(EMULATOR)/.ready: tests/emulator/requirements.lock
	@python=$$(for one in $(PYTHON313) python3.13 python3.14 $(PYTHON) $$HOME/.pyenv/versions/3.13.*/bin/python; do \
	    "$$one" -c 'import sys; sys.exit(sys.version_info < (3, 13))' 2> /dev/null && echo "$$one" && break; done); \
	if [ -z "$$python" ]; then \
	    echo "The BigQuery emulator needs Python 3.13, and there is none. Name one: make emulator PYTHON313=…"; exit 1; fi; \
	echo "Making the environment of the BigQuery emulator in $(EMULATOR) (half a minute, once) …"; \
	"$$python" -m venv --clear $(EMULATOR)
	@$(EMULATOR)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r $<
	@$(EMULATOR)/bin/python tests/emulator/extensions.py
	@touch $@

bigquery: $(READY) emulator ## The tests of the BigQuery warehouse
	@$(BIN)/python -m pytest -q tests/pipeline/sinks/test_bigquery.py

kill-warehouse: $(READY) ## Kill a writer 50 times; the rows must be as if nobody had
	@$(BIN)/python benchmarks/warehouse_kill.py --kills 50

bench-warehouse: $(READY) ## A million mentions: the usual questions, against plain Parquet
	@$(BIN)/python benchmarks/warehouse_speed.py

lock: $(READY) ## Pin every dependency again, by hash
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --extra dev --extra gcp --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	@cd tests/emulator && ../../$(BIN)/uv pip compile -q --universal --python-version 3.13 --override overrides.txt --generate-hashes --no-annotate --no-header requirements.in -o requirements.lock

clean: ## Remove the environment and what tools left
	@rm -rf $(VENV) $(EMULATOR) .types build *.egg-info .pytest_cache .mypy_cache .ruff_cache
