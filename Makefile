# What a newcomer needs, and little else. Every target sets up what it needs first (scripts/setup.py); a second time that
# takes no time. ARGS goes on to the command: make test ARGS="tests/ground -k ledger", make demo ARGS="--port 8001".

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SETUP := $(PYTHON) scripts/setup.py
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

.PHONY: help demo test check fix break bench wheel lock
.DEFAULT_GOAL := help

help: ## List what there is
	@sed -n 's/^\([a-z]*\): ## /  make \1\t/p' $(MAKEFILE_LIST)

demo: ## Show five invented providers at http://127.0.0.1:8000
	@$(SETUP) demo
	@$(BIN)/dueregard demo $(ARGS)

test: ## Run every test, on SQLite and on PostgreSQL
	@$(SETUP) test
	@$(BIN)/python scripts/run_tests.py $(ARGS)

check: ## Check style, types and floors; changes nothing
	@$(SETUP) check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: ## Put style right where a tool can
	@$(SETUP) check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

break: ## Take away each check of permission in turn and name the test that dies; for the night
	@$(SETUP) check
	@$(BIN)/python scripts/break_walls.py $(ARGS)

bench: ## Measure speed (bench/), as ratios within one run
	@$(SETUP) check
	@$(BIN)/python -m bench $(ARGS)

wheel: ## Make what is installed elsewhere: the wheel, its locked requirements and the files of deploy/, in dist/
	@$(SETUP) wheel
	@rm -rf dist
	@$(BIN)/python -m hatchling build --target wheel
	@cp -r deploy requirements.lock dist/

lock: ## Write requirements*.lock anew from pyproject.toml; versions stay unless UPGRADE=1
	@$(SETUP) check
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --group test --group lint -o requirements-dev.lock
	$(COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock
	$(COMPILE) --group setup -c requirements-dev.lock -o requirements-setup.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) --group node -o requirements-node.lock
