# Needs make and Python 3.11 or newer, nothing else: everything goes into .venv.
# Another interpreter: make PYTHON=python3.13 test

PYTHON ?= python3
WORKERS ?= auto
COUNT ?= 20000
STEPS ?= 10000

PY := .venv/bin/python
PY_LOWEST := .venv-lowest/bin/python
PY_PINS := .venv-pins/bin/python
READY := .venv/.ready
READY_LOWEST := .venv-lowest/.ready

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo samples reference test test-lowest coverage fuzz soak scale bench crash validator lint format update-golden pins clean distclean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r target does; do \
	  printf '  make %-14s %s\n' "$$target" "$$does"; done

demo: $(READY) ## build every document of the samples in inputs/ into outputs/
	.venv/bin/dossier build inputs -o outputs
	@echo
	@echo 'Done. The Word documents lie in outputs/<client>/<system>/; start with outputs/lindenhof/tenorscore/annex-iv.docx.'

test: lint ## every check: style, types, imports, tests, coverage
	@echo 'The records and the rules have to be covered line by line and branch by branch.'
	$(PY) -m pytest -n $(WORKERS) --cov --cov-report=term

coverage: $(READY) ## the tests with the coverage of the whole package, which takes about twice as long
	$(PY) -m pytest -n $(WORKERS) --cov --cov=pipeline --cov-report=term --cov-fail-under=90

test-lowest: $(READY_LOWEST) ## the tests with the lowest versions that pyproject.toml allows
	$(PY_LOWEST) -m pytest -n $(WORKERS)

fuzz: $(READY) ## read 20,000 damaged workbooks on all cores; make fuzz COUNT=100000 reads more
	$(PY) -m tests.fuzz $(COUNT)

crash: COUNT := 1000
crash: $(READY) ## kill 1,000 runs at any moment and others at every step, and have the disk refuse every step
	$(PY) -m tests.soak $(COUNT)

soak: $(READY) ## 10,000 steps of edits, changes, kills and full disks: nothing that a person saved may be lost
	$(PY) -m tests.soak.long $(STEPS)

scale: $(READY) ## 1,000 systems with 10 that crash, hang, eat memory or are no workbooks
	$(PY) benchmarks/poisoned.py 1000 10 declaration-of-conformity

validator: $(READY) ## fetch the validator of Office files for the tests marked "sdk" (35 MB, once, with npm)
	.ci/validator

bench: $(READY) ## measure speed and memory side by side with others, and write docs/benchmarks.* (10 minutes)
	$(PY) -m benchmarks.run --write

lint: $(READY) ## style, types and imports
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo

format: $(READY) ## put the code into shape
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

samples: $(READY) ## write the sample workbooks, the sample of previews and the templates from their sources
	for folder in templates/*/; do .venv/bin/dossier templates new "$$folder"; done
	$(PY) -m pipeline.build.sample
	for source in inputs/*/source/*.json; do \
	  client=$$(dirname "$$(dirname "$$source")"); name=$$(basename "$$source" .json); \
	  test "$$name" = organisation && form=--organisation || form=; \
	  .venv/bin/dossier form "$$client/$$name.xlsx" $$form --from "$$source" --confirmed --replace || exit 1; \
	done

reference: $(READY) ## write the JSON schemas and the list of findings from the code
	$(PY) -m pipeline.build.reference

update-golden: $(READY) ## rewrite the expected outputs of the golden tests; read the difference afterwards
	$(PY) -m pytest -k golden --update-golden

# The pins hold for every platform, which pip-compile cannot do from one machine: uv resolves for all of them.
COMPILE = $(PY_PINS) -m uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --upgrade --quiet \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras --custom-compile-command 'make pins'

pins: $(PY_PINS) ## renew requirements/*.txt from pyproject.toml
	$(COMPILE) --output-file requirements/dev.txt
	$(COMPILE) --output-file requirements/lowest.txt --resolution lowest-direct

clean: ## remove caches and built packages; outputs/ is a record and stays
	rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist htmlcov
	find pipeline tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## as clean, and the environments
	rm -rf .venv .venv-lowest .venv-pins

# ---------------------------------------------------------------- environments

define check-python
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
  echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing)." >&2; \
  echo "Name another one: make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; exit 1; }
endef

# An environment is made once, and brought up to date when what it holds was declared anew.
$(READY): requirements/dev.txt pyproject.toml
	$(check-python)
	$(PYTHON) -m venv .venv
	$(PY) -m pip install -qq --require-hashes -r requirements/dev.txt
	$(PY) -m pip install -qq --no-deps --no-build-isolation -e .
	@# As an installed package is; some places forbid Python to keep what it compiles at first use.
	@$(PY) -m compileall -q pipeline
	@touch $@

$(READY_LOWEST): requirements/lowest.txt pyproject.toml
	$(check-python)
	$(PYTHON) -m venv .venv-lowest
	$(PY_LOWEST) -m pip install -qq --require-hashes -r requirements/lowest.txt
	$(PY_LOWEST) -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(PY_PINS):
	$(check-python)
	$(PYTHON) -m venv .venv-pins
	$(PY_PINS) -m pip install -qq 'uv>=0.13,<0.14'
