# One word for each thing that is done here; `make` alone lists them.
# Everything below works on relative paths, so a clone may stand anywhere.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?=
PORT ?=
export PYTHON PORT

py := .venv/bin/python
built := src/walkout/publish/explorer
explorer_files := $(shell find explorer -type d -name node_modules -prune -o -type f -print)

.PHONY: help setup demo test check lock explorer evaluate gate peers bench model golden-update clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: .venv/ready-dev ## install everything that tests and checks need into .venv
	@echo "Ready: .venv/bin/walkout --help"

demo: .venv/ready-core $(built)/.ready ## build the sample record and serve its public site on 127.0.0.1 (PORT=8000 for that port)
	@.venv/bin/walkout demo $(if $(PORT),--port $(PORT))

test: check explorer ## check, then every test
	@scripts/node.sh npm test
	@$(py) -m pytest -n 2

check: .venv/ready-dev ## format, lint, types, layers, spelling
	@$(py) -m ruff format --check --quiet .
	@$(py) -m ruff check --quiet .
	@$(py) -m mypy
	@.venv/bin/lint-imports
	@.venv/bin/codespell
	@echo "check: nothing to mend"

explorer: $(built)/.ready ## build the public site's front end into the package

lock: .venv/ready-dev ## write requirements/*.txt anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@$(py) -m pip install -qq --require-hashes --no-deps -r requirements/lock.txt
	@scripts/lock.sh .venv/bin/uv $(if $(UPGRADE),--upgrade)

evaluate: .venv/ready-dev ## measure quality (V=1 by case, CONFUSIONS=1, DATA=FOLDER, UNSEEN=1)
	@$(py) -m benchmarks.evaluate $(if $(V),-v) $(if $(CONFUSIONS),--confusions) $(if $(UNSEEN),--unseen)

gate: .venv/ready-dev ## hold quality against its floors (PIN=1 raises them; ALLOW=DECISION.md lowers)
	@$(py) -m benchmarks.gate $(if $(PIN),--pin) $(if $(ALLOW),--allow-regression $(ALLOW))

peers: .peers-venv/.ready ## install what the bench compares with, in an environment of its own

bench: .venv/ready-dev explorer ## measure speed and memory (DATA=FOLDER for real tables; ONLY=extraction)
	@$(MAKE) peers || echo "bench: going on without peers; the reason stands above"
	@$(py) -m benchmarks.bench $(ONLY)

model: .train-venv/.ready ## train the bundled models anew; their bytes, cards and versions go together
	@.train-venv/bin/python scripts/train_trades.py
	@.train-venv/bin/python scripts/train_clauses.py

golden-update: .venv/ready-dev explorer ## write the golden files anew; read the diff before you commit
	@$(py) -m pytest -q -m golden --golden-update
	@git status --short -- tests

clean: ## remove what was built and cached; .venv stays
	@rm -rf $(built) explorer/node_modules build dist benchmarks/out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find . -type d \( -name .git -o -name .venv -o -name .node-venv -o -name .peers-venv -o -name .train-venv \) -prune -o -type d -name __pycache__ -print0 | xargs -0 rm -rf

# Stamps: newer than what they were made from, so that a second make has nothing to do.
# The reason why a machine cannot go on is make's own error, so that it stays one line.
installed_from := pyproject.toml requirements/bootstrap.txt scripts/setup.sh

.venv/ready-core: $(installed_from) requirements/core.txt
	$(if $(problem),$(error $(problem)))
	@scripts/setup.sh core
	@touch $@

.venv/ready-dev: $(installed_from) requirements/dev.txt
	$(if $(problem),$(error $(problem)))
	@scripts/setup.sh dev
	@touch $@ .venv/ready-core

problem = $(shell PYTHON='$(PYTHON)' scripts/setup.sh problem)

# An environment does not survive a move of its folder.
ifneq "$(shell cat .venv/made-in 2>/dev/null)" "$(shell pwd -P)"
.venv/ready-core .venv/ready-dev: moved
.PHONY: moved
moved:
endif

# Peers: their own environment, made anew whenever their lock changes.
.train-venv/.ready: requirements/train.txt | .venv/ready-core
	@rm -rf .train-venv
	@.venv/bin/python -m venv .train-venv
	@.train-venv/bin/python -m pip install -qq --no-deps --require-hashes -r requirements/bootstrap.txt
	@.train-venv/bin/python -m pip install -qq --no-compile --no-deps --require-hashes -r requirements/train.txt
	@touch $@

.peers-venv/.ready: requirements/peers.txt | .venv/ready-core
	@rm -rf .peers-venv
	@.venv/bin/python -m venv .peers-venv
	@.peers-venv/bin/python -m pip install -qq --no-deps --require-hashes -r requirements/bootstrap.txt
	@.peers-venv/bin/python -m pip install -qq --no-compile --no-deps --require-hashes -r requirements/peers.txt
	@touch $@

explorer/node_modules/.ready: explorer/package-lock.json explorer/.npmrc scripts/node.sh requirements/node.txt | .venv/ready-core
	@scripts/node.sh npm ci
	@touch $@

$(built)/.ready: $(explorer_files) explorer/node_modules/.ready
	@scripts/node.sh npm run build
	@touch $@
