# `make run` shows the demo study, `make test` proves the program. Each makes what it needs first; a second time it starts at once.

PYTHON ?= python3
ARGS ?=
WORKERS ?= 2

BIN := .venv/bin
RUN := .venv/.installed-run
TEST := .venv/.installed-test
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run venv test lint types bench demo lock
.DELETE_ON_ERROR:
.NOTPARALLEL:

help: ## say what can be typed here
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

run: $(RUN) ## start the monitor on the demo study; ARGS="--data FOLDER" for another
	@$(BIN)/python app.py serve $(ARGS)

venv: $(TEST) ## make or update .venv, to run and to test, and nothing else

test: $(TEST) lint types ## lint, types, import contracts and every test; WORKERS=0 for one process
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

lint: $(TEST) ## style, format and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: $(TEST) ## mypy, strict
	$(BIN)/mypy

bench: $(TEST) ## measure speed, as ratios to a floor
	$(BIN)/python -m benchmarks $(ARGS)

demo: $(RUN) ## write the demo study anew
	$(BIN)/python -m data_access.synthetic --demo --out data_access/demo $(ARGS)

lock: ## resolve the dependencies anew (needs uv); ARGS=--upgrade for newer ones
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --python-version 3.11 --quiet $(ARGS) -o requirements/run.lock
	uv pip compile pyproject.toml --extra test --universal --generate-hashes --no-header --python-version 3.11 --quiet $(ARGS) -o requirements/test.lock

# The stamps: newer than the lock they were made from. What serves to test also serves to run.
$(RUN): requirements/run.lock | $(BIN)/pip
	@echo "Installing what the monitor runs on, about a minute ..."
	@$(PIP) -r $<
	@touch $@

$(TEST): requirements/test.lock requirements/run.lock | $(BIN)/pip
	@echo "Installing what the monitor runs on and is tested with, about a minute ..."
	@$(PIP) -r $<
	@touch $(RUN) $@

# pip is the last thing an environment gets, so one that was broken off is made again.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, and '$(PYTHON)' is not that. Name one: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make environments. On Debian or Ubuntu type: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
