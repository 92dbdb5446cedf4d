# `make help` says what each of these does. Needs only make and Python 3.11 to 3.14.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
ARGS ?=
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
# Compiled Python is kept, whatever the environment says: tests and commands start many processes.
unexport PYTHONDONTWRITEBYTECODE
# What a lock names and no other file, as wheels. Flask-Principal publishes none.
LOCKED := --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-binary flask-principal
# The Pythons that the locks were tried with.
COVERED := (3, 11) <= sys.version_info[:2] <= (3, 14)
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; $(COVERED) and print("$(name)")' 2>/dev/null)))

.PHONY: help
help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: run
run: .venv/run.stamp ## Set up, seed and serve on http://127.0.0.1:8000 (PORT=...)
	@$(BIN)/python -c 'import socket, sys; socket.create_server(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null || \
		{ echo "Port $(PORT) cannot be used: something else answers there, or it is no port. Try: make run PORT=8001" >&2; exit 1; }
	@.ci/pango
	@$(FLASK) seed
	@echo "The finder answers on http://127.0.0.1:$(PORT) (Ctrl-C stops it)."
	@echo "This is for one machine, not for the open internet: docs/deploying.md says how to serve that."
	@exec $(BIN)/gunicorn --bind 127.0.0.1:$(PORT) --worker-class gthread --workers 1 --threads 8 \
		--no-control-socket --log-level error wsgi:app

.PHONY: test
test: .venv/dev.stamp ## Prove everything, in a real browser too (ARGS="tests/core -x")
	@.ci/postgresql
	@.ci/pango
	@CHROMIUM="$$(.ci/browser)" && export CHROMIUM && TMPDIR="$$(.ci/scratch)" $(BIN)/pytest -n 2 --dist worksteal $(ARGS)

.PHONY: check
check: .venv/check.stamp ## Style, types, templates and data
	@$(MAKE) -j 2 types style

.PHONY: types
types:
	$(BIN)/mypy

.PHONY: style
style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(FLASK) check-data

.PHONY: check-data
check-data: .venv/run.stamp ## Report every mistake in seed_data/, with file and line
	@$(FLASK) check-data

.PHONY: bench
bench: .venv/dev.stamp ## Measure speed and sizes
	@$(BIN)/python -m bench $(ARGS)

.PHONY: soak
soak: .venv/dev.stamp ## Slow callers behind nginx, kill imports and approvals at 200 random moments, 50 editors at once, everybody of the table and axe on pages of all languages in a browser, every page in the pseudo-language, a thousand mixes of answers, and all mutants (takes half an hour)
	@.ci/nginx
	@SOAK=yes $(BIN)/pytest -q tests/behind_proxy
	@KILLS=200 EDITORS=50 CHANGES=4 LIVE_SECONDS=5 $(BIN)/pytest -q tests/feeds/test_interrupted.py tests/store/test_editing_at_once.py $(ARGS)
	@CHROMIUM="$$(.ci/browser)" EVERYBODY=yes AXE_IN_ALL_LANGUAGES=yes $(BIN)/pytest -q -n 2 tests/browser
	@PSEUDO_PAGES=all MIXES=1000 SPOILED_TEXTS=20 $(BIN)/pytest -q tests/pseudo tests/web/patient/search/test_random_answers.py tests/web/test_markup.py
	@$(BIN)/python -m bench.mutants

.PHONY: mutants
mutants: .venv/dev.stamp ## Break the code in small ways and see that tests notice (ARGS=finder/core/plan.py)
	@$(BIN)/python -m bench.mutants $(ARGS)

.PHONY: messages
messages: .venv/run.stamp ## Bring new English sentences into the catalogue of each language
	@new=$$(mktemp) && trap 'rm -f "$$new"' EXIT && \
	$(BIN)/pybabel --quiet extract --mapping babel.cfg --no-location --sort-output --output "$$new" . && \
	for folder in finder/translations/*/; do \
		$(BIN)/pybabel --quiet update --input-file "$$new" --output-dir finder/translations --locale "$$(basename "$$folder")" \
			--init-missing --width 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit 1; \
	done

.PHONY: install
install: .venv/dev.stamp ## Set up .venv with everything, tests and linters too

.PHONY: lock
lock: .venv/bin/pip ## Lock what requirements*.txt name, and all that it needs, with hashes (ARGS=--upgrade)
	@.ci/lock $(ARGS)

.PHONY: audit
audit: .venv/run.stamp ## Look for known vulnerabilities in what is locked; says so where their list cannot be reached
	@.ci/audit

.PHONY: image
image: ## Build a container image with docker, podman or buildah; says so where none is at hand
	@.ci/image

.venv/run.stamp: requirements.lock | .venv/bin/pip
	@echo "Installing what the finder needs ..."
	@$(BIN)/pip install $(LOCKED) -r requirements.lock
	@touch $@

.venv/check.stamp: requirements-check.lock .venv/run.stamp
	@echo "Installing what the checks need ..."
	@$(BIN)/pip install $(LOCKED) -r requirements-check.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/check.stamp
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install $(LOCKED) -r requirements-dev.lock
	@touch $@

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "The finder needs Python 3.11 to 3.14, and none was found. Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not $(COVERED))' || { echo "The finder needs Python 3.11 to 3.14, and $(PYTHON) is another: name one with make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
