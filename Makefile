# The one list of checks. `make` runs them all; `make help` prints this list.

PYTHON ?= python
.DEFAULT_GOAL := all

.PHONY: all help setup format lint types layers test test-all bench bench-import fuzz docs statements

all: lint types layers test  ## everything that must be green

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup:  ## install tfquiz and its tools into the current environment
	$(PYTHON) -m pip install -e '.[dev]'

format:  ## rewrite the code in the house format
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix-only .

lint:  ## format and lint, changing nothing
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:  ## mypy, strict
	$(PYTHON) -m mypy

layers:  ## who may import whom
	lint-imports

test:  ## the README's test command
	$(PYTHON) -m pytest

test-all:  ## the same with the long runs: a thousand draws a template, the whole kill test
	$(PYTHON) -m pytest -m 'long or not long' --long

bench:  ## measure speed and memory; prints figures, fails on nothing
	$(PYTHON) bench/run.py

fuzz:  ## attack the language check and the reply reader for an hour; needs atheris for the latter
	$(PYTHON) tests/fuzz/fuzz_policy.py 2400
	$(PYTHON) tests/fuzz/fuzz_reply.py 1200

bench-import:  ## how far the importer reaches, over documentation and notes
	$(PYTHON) bench/importing.py

docs:  ## make the reference part of the docs and the pictures from the program itself
	$(PYTHON) tools/reference.py
	$(PYTHON) tools/screenshots.py

statements:  ## compile the statements of the store's hot path anew
	$(PYTHON) tools/statements.py
