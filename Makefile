# Everything is installed below this folder: .venv, frontend/node_modules, and the state in .leye.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
SERVE ?= 1
ONLY ?=
TARGET ?=
# A part of the tests runs in one process, all of them in two.
WORKERS ?= $(if $(TARGET),0,2)
LEVEL ?= base
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11 --quiet

.PHONY: help demo setup test lint fix bench lock clean

help: ## Show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-8s %s\n", $$1, $$2}'

demo: ## Install, build the demo world, serve on 127.0.0.1 (PORT=8000; SERVE=0: all but serve)
	@$(PYTHON) tools/setup.py --steps 9
	@exec $(BIN)/leye demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

setup: ## Install what running needs, and build the pages (LEVEL=spark: with Spark for the night; LEVEL=sms: with the clouds for text messages)
	@$(PYTHON) tools/setup.py --level $(LEVEL)

test: ## Install what the tests need (Chromium too) and run them all (TARGET=tests/web: some; WORKERS=4: on more cores)
	@$(PYTHON) tools/setup.py --level bench --steps 4
	@$(PYTHON) tools/debian.py --steps 4
	@$(BIN)/pytest $(TARGET) -n $(WORKERS) --dist loadfile $(if $(filter 1,$(LEYE_NO_BROWSER)),-m 'not browser')

lint: ## Style, types, floors, lengths, and no machine's traces in the repository
	@$(PYTHON) tools/setup.py --level dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p leye
	$(BIN)/lint-imports
	$(BIN)/python tools/check_lengths.py
	$(BIN)/python tools/check_traces.py
	$(BIN)/python tools/node.py run check

fix: ## Put the code in the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: ## Measure, and write benchmarks/results.json and RESULTS.md (ONLY=rules: one part)
	@$(PYTHON) tools/setup.py --level bench
	@$(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY))

lock: ## Compile requirements/*.txt from pyproject.toml (UPGRADE=1: newest versions)
	@$(PYTHON) tools/setup.py --level dev
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra front -o requirements/base.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev -c requirements/base.txt -o requirements/dev.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev --extra spark --extra sms --extra bench \
		-c requirements/dev.txt -o requirements/bench.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra front --extra spark -c requirements/bench.txt \
		-o requirements/spark.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra front --extra sms -c requirements/bench.txt \
		-o requirements/sms.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/build.in -c requirements/bench.txt -o requirements/build.txt

clean: ## Remove what was installed and built; the state folder with its database and keys stays
	rm -rf .venv frontend/node_modules leye/web/static/dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
