# The only entry point. `make help` shows what there is.
PYTHON ?= python3
VENV := .venv/bin
unexport PYTHONDONTWRITEBYTECODE # tests that compile all of Rasa at every start take twice as long
.DEFAULT_GOAL := help
.PHONY: help env run demo test check style train evaluate ablation bench lock format fast-rasa fast-rest deep

help: ## this list
	@printf 'Lotsen\n\n'
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile
	@printf '\n  .venv/bin/lotsen --help   the same and more: chat in a terminal, the directory\n'

env:
	@$(PYTHON) lotsen/bootstrap.py

run: env ## install, build the directory, train when needed, start everything
	@$(VENV)/lotsen run

demo: env ## the same with invented example activities, each marked "Exempel"
	@$(VENV)/lotsen run --demo

style: env
	@$(VENV)/ruff check . && $(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports

check: style ## the fast tier: style, types, imports, unit and content tests (under a minute)
	@$(MAKE) --no-print-directory -j2 fast-rasa fast-rest

# Two halves side by side, of about the same length; only the first imports Rasa.
WITH_RASA := tests/bot/components tests/content tests/knowledge tests/safety
FAST := -q -m "not browser and not services and not stack and not quality and not deep"
fast-rasa:
	@$(VENV)/pytest $(FAST) $(WITH_RASA)
fast-rest:
	@$(VENV)/pytest $(FAST) $(addprefix --ignore=,$(WITH_RASA))

deep:
	@$(VENV)/pytest -q -m "deep and not services and not browser"

test: env ## everything, with a real Chromium, PostgreSQL, Redis and the trained assistant
	@$(VENV)/lotsen needs
	@$(VENV)/lotsen train
	@$(MAKE) --no-print-directory -j2 fast-rasa fast-rest
	@$(MAKE) --no-print-directory deep
	@$(VENV)/pytest -q -m "(stack or services) and not browser"
	@$(VENV)/pytest -q -m quality
	@$(VENV)/pytest -q -m browser # apart from the rest: the browser's driver keeps an event loop running

train: env ## train the model (skipped when nothing that it depends on has changed)
	@$(VENV)/lotsen train

evaluate: env ## measure understanding and safety on the development sets
	@$(VENV)/lotsen evaluate

ablation: env ## config.yml with one thing left out at a time, and the stock pipeline (hours; OPTIONS="--no-stock")
	@$(VENV)/python -m benchmarks.ablation $(OPTIONS)

bench: env ## one whole turn side by side with a stock Rasa project
	@$(VENV)/lotsen bench

format: env ## put the code into the agreed shape
	@$(VENV)/ruff format . && $(VENV)/ruff check --fix .

lock: env ## resolve the dependencies anew and write requirements.lock
	@$(VENV)/lotsen lock
