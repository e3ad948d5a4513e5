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
# Compiled modules are kept, whatever the shell says: compiling ours takes longer than most tests.
export PYTHONDONTWRITEBYTECODE :=

PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime-installed
TOOLS := $(VENV)/.tools-installed

# How many generated papers `make sweep` judges.
PAPERS ?= 350

.PHONY: help run test browser office report bench sweep lint lock pictures messages capture seeded
.DEFAULT_GOAL := help

help:
	@echo "make run              start with the sample office on http://$(ADDRESS)/"
	@echo "make report OUT=file  write the sample office's report as PDF (default: $(OUT))"
	@echo "make test             the test suite; DATABASE_URL chooses the database"
	@echo "make browser          the tests that drive a real Chromium"
	@echo "make office           the tests that print Word documents with LibreOffice"
	@echo "make lint             style, types, import order, missing migrations"
	@echo "make bench            how long the report and the busiest pages take"
	@echo "make lock             the packages of a production installation with their hashes"
	@echo "make sweep            hundreds of generated papers, judged as PDF/A; PAPERS says how many"
	@echo "make capture OUT=dir  write down every paper of the sample office, to compare two states of the code"
	@echo "make seeded           seed faults into the product and tell which of them the tests catch"
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
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_sample --if-empty --sign-ins
	@echo "Open http://$(ADDRESS)/ and sign in with one of these. Ctrl+C ends it."
	@$(PY) manage.py runserver --noreload $(ADDRESS)

report: $(RUNTIME)
	@$(PY) manage.py sample_report "$(OUT)" --settings=office_culture.project.settings.scratch

test: $(TOOLS)
	$(PY) -m pytest -q -n $(WORKERS) --dist worksteal --durations 20 $(ARGS)

browser: $(TOOLS)
	$(PY) -m pytest -q -m browser -n $(WORKERS) --dist worksteal --durations 20 $(ARGS)

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
