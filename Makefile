# Two commands do everything: `make serve` shows the site, `make test` checks it.
# Programs run as `$(RUN) name`, since the scripts in .venv/bin break where the folder's path has a space in it.

PORT ?= 8000
RUN := .venv/bin/python -m

# PYTHON, or else the first of these that runs (a version manager's shim may not) and is new enough.
PYTHON_NAMES = $(or $(PYTHON),python3.13 python3.12 python3.11 python3.14 python3)
BOOTSTRAP = @for python in $(PYTHON_NAMES); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
		&& exec "$$python" -I site_project/bootstrap.py $(1); \
	done; \
	echo "This needs Python 3.11 or newer: install it (Debian, Ubuntu: sudo apt install python3 python3-venv)" \
		"or name one: make PYTHON=/path/to/python3" >&2; \
	exit 1

.DEFAULT_GOAL := help
.PHONY: help serve test lint format seed fixture bench lock vendor env dev

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

serve: env ## Show the site at http://127.0.0.1:8000/ (another port: make serve PORT=8001)
	@exec .venv/bin/python manage.py serve --port="$(PORT)"

test: lint ## Check style and types, then run all tests
	$(RUN) pytest

lint: dev ## Check style and types
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) djlint --lint --quiet --use-gitignore .
	$(RUN) mypy

format: dev ## Put the Python files in order
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

seed: env ## Load the seed document (changes nothing when it is loaded already)
	@.venv/bin/python manage.py migrate --verbosity 0
	@.venv/bin/python manage.py seed_article

fixture: env ## Bring the fixture in step with the seed document, in a database of its own
	@rm -f var/fixture.sqlite3*
	@DATABASE_URL=sqlite:///var/fixture.sqlite3 .venv/bin/python manage.py migrate --verbosity 0
	@DATABASE_URL=sqlite:///var/fixture.sqlite3 .venv/bin/python manage.py write_fixture
	@rm -f var/fixture.sqlite3*

SIZES ?= 1000 100000
DATABASES ?= sqlite

bench: env ## Measure pages in large generated atlases (SIZES="1000 1000000" DATABASES="sqlite postgres" OPTIONS=--plans)
	@.venv/bin/python manage.py bench --sizes $(SIZES) --databases $(DATABASES) $(OPTIONS)

COMPILE = $(RUN) uv pip compile --quiet --universal --generate-hashes --python-version $(1) \
	--custom-compile-command "make lock" $(UPGRADE)

lock: dev ## Write the locks from requirements/*.in (newer versions: make lock UPGRADE=--upgrade)
	$(call COMPILE,3.11) requirements/base.in --constraint requirements/lts.in --output-file requirements.txt
	$(call COMPILE,3.11) requirements/dev.in --constraint requirements.txt --output-file requirements/dev.txt
	$(call COMPILE,3.12) requirements/newest.in --output-file requirements/newest.txt

vendor: env ## Fetch the libraries for browsers anew, at the versions in site_project/vendoring/packages.py
	@.venv/bin/python manage.py vendor

# The environment for serving, and the one for working on the project.
env:
	$(call BOOTSTRAP)

dev:
	$(call BOOTSTRAP,--dev)
