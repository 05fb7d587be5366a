# Watchbook. `make` lists what can be made; CI runs `make check test` and nothing else.
SHELL := /bin/sh
VENV := .venv/bin
DEMO := WATCHBOOK_MODE=demo WATCHBOOK_HOME=$(CURDIR)/var/demo
.DEFAULT_GOAL := help
# Hundreds of processes are started here; containers often forbid Python to keep what it compiled.
unexport PYTHONDONTWRITEBYTECODE
# Types keep one processor busy while the tests are collected: as CI asks for both, they go side by side.
ifeq ($(MAKECMDGOALS),check test)
MAKEFLAGS += -j2
endif

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## from a bare checkout to a fictional council in the browser, its request answered
	@sh tools/bootstrap.sh product
	@$(DEMO) sh tools/demo.sh

stop: ## stop what `make demo` started
	@$(DEMO) sh tools/demo.sh stop

setup: ## install everything that runs it: afterwards .venv/bin/watchbook exists
	@sh tools/bootstrap.sh product

tools: # what check, test, proof and bench need on top of setup
	@sh tools/bootstrap.sh test

check: tools ## lint, types, who may import whom, architecture
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	WATCHBOOK_MODE=test $(VENV)/mypy
	$(VENV)/lint-imports --no-cache
	$(if $(filter test,$(MAKECMDGOALS)),,$(VENV)/python -m pytest tests/architecture -q -m "not database") # with `test`, it runs them

test: tools ## every test, journeys in a real Chromium included
	@$(VENV)/python -m watchbook.machine.chromium --install >/dev/null
	@sh tools/headless_shell.sh >/dev/null 2>&1
	$(VENV)/python -m pytest -q -n 3 --dist worksteal -p tests.again

coverage: tools ## every test in its long form, and what of the code they reach (docs/explanation/architecture.md)
	TESTS_EVERY_ROW=1 $(VENV)/python -m pytest -q -n 3 --dist worksteal --cov=watchbook --cov-branch --cov-report=
	$(VENV)/python tools/coverage_gate.py

proof: tools ## every line of “What it must show”, with today's figures, into docs/reference/proof.md
	@$(VENV)/python -m watchbook.machine.chromium --install >/dev/null
	@sh tools/headless_shell.sh >/dev/null 2>&1
	$(VENV)/python tools/proof.py $(if $(SECTION),"$(SECTION)") $(if $(CLAIM),"--claim=$(CLAIM)")

bench: tools ## ratios to the floor, measured side by side in one run
	$(VENV)/python tools/bench.py

messages: tools ## every marked sentence for a translator, into watchbook/locale/django.pot
	$(VENV)/python tools/messages.py

docs: tools ## write the generated pages of docs/reference again
	$(VENV)/python tools/docs.py

site: tools ## the documents as a folder of HTML without a server, into dist/site
	$(VENV)/python tools/static_site.py

pictures: tools # of README and of help, from the demonstration that `make demo` leaves running
	$(VENV)/python tools/pictures.py

fix: tools ## let the formatter and the linter mend what they can
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .
	$(VENV)/python tools/messages.py --tidy
	$(VENV)/python -m tools.words

clean: ## forget the environment and caches; var/, which holds data, stays
	rm -rf .boot .boot-node .venv node_modules watchbook/web/static/vendor .mypy_cache .ruff_cache .hypothesis .coverage* .watchbook-test-*

.PHONY: help demo stop setup tools check test proof bench messages docs site pictures fix clean
