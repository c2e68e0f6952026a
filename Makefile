# The tasks of the project; `make` alone lists them.
# The system's own Python where it will do: it is built for speed, which one that a version manager
# has built by itself seldom is (docs/benchmarks.md). PYTHON=… chooses another.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo /usr/bin/python3 || echo python3)
RUN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup demo test quality soak bench fix lock messages clean

help: ## list the tasks
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 — \2/p' $(firstword $(MAKEFILE_LIST))

setup: ## prepare the environment, tests included
	@$(PYTHON) tools/setup.py dev

demo: ## prepare what is needed and serve a small made-up fund
	@$(PYTHON) tools/setup.py && exec .venv/bin/guichet demo

test: ## install what the tests need, then check and test everything
	@$(PYTHON) tools/system.py && $(PYTHON) tools/setup.py dev && exec $(RUN) tools/test.py

quality: ## style, types, floors and the rules of the house
	@$(PYTHON) tools/setup.py dev && exec $(RUN) tools/quality.py

soak: ## the long tests: a process killed at hundreds of moments, on both databases
	@$(PYTHON) tools/system.py && $(PYTHON) tools/setup.py dev && exec $(RUN) tools/test.py --soak

bench: ## files decided a second, pages of figures, an agent's gestures and a year lived; the law and DSN beside their peers, and over millions
	@$(PYTHON) tools/system.py && $(PYTHON) tools/setup.py dev && $(RUN) tools/bench.py && $(RUN) tools/bench_dashboard.py && $(RUN) tools/bench_gestures.py && $(RUN) tools/bench_year.py && $(RUN) tools/bench_forecast.py && $(RUN) tools/bench_law.py && $(RUN) tools/bench_dsn.py --large && exec $(RUN) tools/bench_law_batches.py

fix: ## put the style right where a tool can
	@$(PYTHON) tools/setup.py dev && $(RUN) -m ruff check --fix && $(RUN) -m ruff format

lock: ## choose the versions anew from requirements/*.in
	@exec $(PYTHON) tools/lock.py

messages: ## gather the texts to translate into the catalogues
	@$(PYTHON) tools/setup.py dev && exec $(RUN) tools/messages.py extract

clean: ## remove the environment and the caches, never the data
	@rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
