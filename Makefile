# The commands of this project. They need Python 3.11 or newer with its venv module, and nothing else.
#   make demo                   the bot in a browser page, on the Bot API of this machine; ARGS=--no-browser on a server
#   make chat                   talk to the bot here; make chat ARGS=--explain shows why it answers as it does
#   make test                   all checks and tests, as CI runs them
#   make mutants               wrong copies of the code that decides: which ones no test notices; ARGS="--most 0" for all
#   make setup PYTHON=python3.12   with another Python

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
LOCK := $(VENV)/bin/pip-compile --quiet --generate-hashes --strip-extras --no-header --annotation-style=line \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.DEFAULT_GOAL := help
.PHONY: help setup demo chat check test mutants lock

help:
	@sed -n 's/^#   //p' Makefile

setup: $(INSTALLED)

# Only when the locked requirements have changed. Every file is checked against its hash. The list is complete, so pip
# need not look for anything (--no-deps): an old pip would compare it with releases newer than the lock, and refuse.
$(INSTALLED): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make setup PYTHON=..." \
		if sys.version_info < (3, 11) else 0)'
	@echo "Installing into $(VENV), once; this takes a minute or two ..."
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --require-hashes --no-deps -r requirements-dev.txt
	@$(RUN) -m pip check --quiet
	@touch $(INSTALLED)

demo: setup
	@$(RUN) -m bot demo $(ARGS)

chat: setup
	@$(RUN) -m bot chat $(ARGS)

# The last looks for known holes in what the bot runs on, and says so when nobody can be asked.
check: setup
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m bandit --quiet --configfile pyproject.toml --recursive bot
	$(RUN) .ci/audit

# In several processes (tests/distribution.py); with ARGS="-n 0" in one, and in the order of the files. What they start
# finds the bot compiled. The coverage of bot/core is measured in the same run, while its own tests run
# (tests/core_coverage.py), and has to be complete (pyproject.toml).
test: check
	PYTHONDONTWRITEBYTECODE= $(RUN) -m pytest -n auto --cov --cov-report=term-missing:skip-covered $(ARGS)

# Takes long, so what else the machine does goes first.
mutants: setup
	nice -n 19 $(RUN) -m tests.mutants $(ARGS)

# Newest versions that pyproject.toml allows. The tools are locked first, for they narrow what the bot may use. With the
# oldest Python that is supported: a newer one would lock versions that the oldest cannot install.
lock: setup
	@$(RUN) -c 'import sys; sys.exit("Lock with Python 3.11: rm -r $(VENV); make setup PYTHON=python3.11" \
		if sys.version_info[:2] != (3, 11) else 0)'
	@$(RUN) -m pip install --quiet "pip-tools>=7.5,<8"
	$(LOCK) --upgrade --extra dev --output-file requirements-dev.txt pyproject.toml
	$(LOCK) --upgrade --constraint requirements-dev.txt --output-file requirements.txt pyproject.toml
	@! grep -nE 'file:|://|index-url|find-links' requirements.txt requirements-dev.txt
