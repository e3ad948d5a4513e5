# One command for each everyday need; every one prepares what it needs first, and costs nothing the second time.
# Needed from the system: Python 3.11 or newer, git, make. `make browser` also needs Chromium, `make office` LibreOffice.

PYTHON ?= python3
VENV ?= .venv
OUT ?= report.pdf
ADDRESS ?= 127.0.0.1:8000
# Further arguments for pytest, for example: make test ARGS="-k units -x"
ARGS ?=
# Processes that share the suite: as many as there are cores. `0` runs it in one, for a debugger.
WORKERS ?= auto
# With WHOLE=1 the suite has its longest walks, too, as before a change goes in: each through every page, or a whole office.
WHOLE ?=
# Compiled modules are kept, whatever the shell says: compiling ours takes longer than most tests.
export PYTHONDONTWRITEBYTECODE :=

PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime-installed
TOOLS := $(VENV)/.tools-installed

# How much `make matrix` asks: all, or one of so many shares.
SHARE ?= whole

# How many generated papers `make sweep` judges.
PAPERS ?= 350

.PHONY: help run test matrix browser office report bench sweep lint lock pictures messages capture seeded faults concurrency dump
.DEFAULT_GOAL := help

help:
	@echo "make run              start with the sample office on http://$(ADDRESS)/"
	@echo "make report OUT=file  write the sample office's report as PDF (default: $(OUT))"
	@echo "make test             the test suite, with WHOLE=1 all of it; DATABASE_URL chooses the database"
	@echo "make matrix           every address as every role with every forgery, and hostile text everywhere; SHARE=3/20"
	@echo "make browser          the tests that drive a real Chromium"
	@echo "make office           the tests that print Word documents with LibreOffice"
	@echo "make lint             style, types, import order, missing migrations"
	@echo "make bench            how long the report and the busiest pages take"
	@echo "make lock             the packages of a production installation with their hashes"
	@echo "make sweep            hundreds of generated papers, judged as PDF/A and PDF/UA; PAPERS says how many"
	@echo "make capture OUT=dir  write down every paper of the sample office, to compare two states of the code"
	@echo "make seeded           seed faults into the product and tell which of them the tests catch"
	@echo "make faults           break every step of saving, issuing, backing up and others, and tell what was lost"
	@echo "make concurrency      eight clients at a real server, on both databases if DATABASE_URL names PostgreSQL"
	@echo "make dump             the sample office of this release, for the test that migrates it forward"
	@echo "make messages         collect the strings to translate and compile the catalogues (needs gettext)"
	@echo "make pictures         the pictures of the documentation, from the sample office"

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name it with: make PYTHON=...")'
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(RUNTIME): requirements.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TOOLS): requirements.txt requirements-postgres.txt requirements-dev.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(RUNTIME)

run: $(RUNTIME)
	@echo "Preparing the database..."
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_sample --if-empty --sign-ins
	@echo "Open http://$(ADDRESS)/ and sign in with one of these. Ctrl+C ends it."
	@$(PY) manage.py worker --verbosity 0 & worker=$$!; trap 'kill $$worker 2>/dev/null' EXIT INT TERM; \
	$(PY) manage.py runserver --noreload $(ADDRESS)

report: $(RUNTIME)
	@$(PY) manage.py sample_report "$(OUT)" --settings=office_culture.project.settings.scratch

test: $(TOOLS)
	$(PY) -m pytest -q $(if $(WHOLE),,-m "not browser and not office and not long") -n $(WORKERS) --dist worksteal --durations 20 $(ARGS)

# `make matrix SHARE=3/20` asks the third of twenty shares; all twenty together are the whole.
matrix: $(TOOLS)
	MATRIX=$(SHARE) $(PY) -m pytest -q -o faulthandler_timeout=0 tests/matrix tests/guards/test_seen.py $(ARGS)

browser: $(TOOLS)
	$(PY) -m pytest -q -m browser -n $(WORKERS) --dist worksteal --durations 20 tests/browser $(ARGS)

office: $(TOOLS)
	$(PY) -m pytest -q -m office --durations 20 $(ARGS)

lint: $(TOOLS)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy office_culture campaign awards
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run

bench: $(TOOLS)
	$(PY) -m tests.bench

lock: $(TOOLS)
	$(PY) -m uv pip compile requirements-postgres.txt --generate-hashes --universal --python-version 3.11 --no-header --quiet -o requirements.lock

sweep: $(TOOLS)
	$(PY) -m tests.papers.sweep $(PAPERS)

messages: $(TOOLS)
	$(PY) manage.py makemessages -l vi --no-obsolete --add-location file -i '.venv/*' -i 'tests/*'
	$(PY) manage.py compilemessages -l vi -i '.venv/*'

pictures: $(TOOLS)
	$(PY) -m tests.browser.pictures docs/pictures

# Then: $(PY) -m tests.capture --compare BEFORE AFTER
capture: $(TOOLS)
	$(PY) -m tests.capture $(OUT)

# Then: $(PY) -m tests.seeded --compare BEFORE AFTER
seeded: $(TOOLS)
	$(PY) -m tests.seeded $(ARGS)

# On SQLite, and on PostgreSQL where DATABASE_URL names it. Further arguments: a meeting such as posts, or --few.
concurrency: $(TOOLS)
	env -u DATABASE_URL $(PY) -m tests.concurrency $(ARGS)
	@case "$$DATABASE_URL" in postgres*) $(PY) -m tests.concurrency $(ARGS);; esac

dump: $(TOOLS)
	env -u DATABASE_URL $(PY) -m tests.upgrades write

# Further arguments: an act, or --most 20 for a few deaths of each.
faults: $(TOOLS)
	$(PY) -m tests.faults $(ARGS)
