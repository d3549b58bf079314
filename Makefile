# The commands of this project. `make help` lists them.

# The Python that makes .venv. If python3 is older than 3.11, name another: `make run PYTHON3=python3.12`.
PYTHON3 ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

# Tools are called as `python -m tool`, which also works after the clone was moved.
PY := .venv/bin/python
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
INSTALLED_MUTANTS := .venv/.installed-mutants
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run record admin test check format hooks mutants bench image-proof clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: $(INSTALLED) ## install what is needed, load the record, serve it on http://127.0.0.1:8000 (PORT, HOST)
	@$(PY) scripts/port-is-free "$(HOST)" "$(PORT)"
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_starter
	@echo
	@echo "The voting record is at http://$(HOST):$(PORT)/ (Ctrl-C stops it)."
	@echo "To edit it, make an admin user with 'make admin' and log in at http://$(HOST):$(PORT)/admin/."
	@echo
	@exec $(PY) -m gunicorn hrc.wsgi --bind "$(HOST):$(PORT)" --workers 2 --threads 4 \
		--no-control-socket --log-level warning

record: $(INSTALLED) ## fetch the whole record and import it (FROM=address or folder, ACCEPT_LICENCE=1)
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_starter
	@$(PY) manage.py fetch_record $(if $(FROM),"$(FROM)") $(if $(ACCEPT_LICENCE),--accept-licence)

admin: $(INSTALLED) ## make an admin user; asks, or takes DJANGO_SUPERUSER_USERNAME and _PASSWORD
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) scripts/make-admin

test: $(INSTALLED_DEV) ## all tests, on SQLite and PostgreSQL and in a browser (ARGS="-k word" goes to pytest)
	@$(PY) scripts/test $(ARGS)

check: $(INSTALLED_DEV) ## format, lint, types, deployment checks: what must hold before a commit
	@scripts/check

format: $(INSTALLED_DEV) ## format the Python code
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

hooks: $(INSTALLED_DEV) ## run the quick checks before each commit (git commit --no-verify skips them)
	@$(PY) -m pre_commit install

mutants: $(INSTALLED_MUTANTS) ## change the rules in small ways and count what the tests notice (ARGS names modules)
	@nice $(PY) scripts/mutants $(ARGS)

bench: $(INSTALLED) ## measure the analysis and the pages
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_starter
	@$(PY) -m benchmarks

image-proof: $(INSTALLED) ## run the Dockerfile's own commands without Docker and ask the result for a page
	@$(PY) scripts/prove-image

clean: ## remove the environment and all generated files, but not the data in var/
	rm -rf .venv node_modules mutants staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# These stamp files are newer than the requirements that were installed last.
$(INSTALLED): requirements.txt
	@echo "Installing what the site needs into .venv ..."
	@$(PYTHON3) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed")'
	@$(PYTHON3) -m venv .venv
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@echo "Installing what the tests and checks need into .venv ..."
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

$(INSTALLED_MUTANTS): requirements-mutants.txt $(INSTALLED_DEV)
	@echo "Installing what the mutation run needs into .venv ..."
	@$(PIP_INSTALL) -r requirements-mutants.txt
	@touch $@
