# What a developer does with the project, in one place; CI runs the same targets. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help setup test lint format docs bench mutants

PYTHON ?= python3
BIN := .venv/bin
CORPUS ?=

help: ## List the targets.
	@grep -hE '^[a-z]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

setup: $(BIN)/pytest ## Make .venv with everything that development needs, pinned with hashes.

$(BIN)/pytest: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv --without-pip .venv
	$(PYTHON) -m pip --python .venv install --quiet --require-hashes -r requirements-dev.txt
	$(PYTHON) -m pip --python .venv install --quiet --no-deps --no-build-isolation --editable .
	touch $@

test: ## Run the whole suite, on all cores.
	$(BIN)/pytest -n auto

lint: ## Check style and types; change nothing.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: ## Sort imports and format the code.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: ## Check that commands, examples, links and tables in the documentation are true.
	$(BIN)/pytest -q tests/test_readme.py tests/test_docs.py tests/test_archive_docs.py tests/test_schedules_doc.py tests/test_contributing.py

bench: ## Measure what needs no corpus; with CORPUS=FOLDER also extraction over its pages (docs/extraction.md).
	$(BIN)/python bench/story/scale.py
	$(if $(CORPUS),$(BIN)/python bench/extract/public.py $(CORPUS))
	$(if $(CORPUS),$(BIN)/python bench/extract/stability.py $(CORPUS))

mutants: .mutants/bin/cosmic-ray ## Plant faults in the code that decides, and see which of them no test notices (hours).
	nice -n 19 .mutants/bin/python bench/mutants.py --touched .mutants/touched.json

.mutants/bin/cosmic-ray: bench/requirements-mutants.txt
	$(PYTHON) -m venv --without-pip .mutants
	$(PYTHON) -m pip --python .mutants install --quiet --require-hashes -r bench/requirements-mutants.txt
	touch $@
