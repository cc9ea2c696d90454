# The task file. `make forecast` and `make test` need Python 3.11 or newer with pip, and make; what
# else they need goes into .venv, from the locked requirements. Another Python: make PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

# What the package is built from. The folders count too, so that deleting a file is noticed.
SOURCES := pyproject.toml README.md LICENSE \
	$(shell find srdi_sim scenarios -name __pycache__ -prune -o \( -type f -o -type d \) -print)

# A PYTHONPATH from outside could put other code before the locked packages.
unexport PYTHONPATH

.PHONY: forecast test check notebooks docs bench dashboard faults credibility golden lock clean
.NOTPARALLEL: # two pips at once would write into one .venv

forecast: .venv/package  ## the main job: forecast the shipped scenario into runs/
	@$(BIN)/srdi run ordos-2022

# The command `pytest` and not `python -m pytest`: it tests the installed package (see pyproject.toml).
# One worker takes a whole file, since its tests share compiled rules and simulated runs.
test: .venv/test .venv/package  ## all tests, against the installed package
	@$(BIN)/pytest -n 2 --dist loadfile

check: .venv/test  ## format, lint, types, layers, and nothing of one machine in the repository
	@$(BIN)/ruff format --check --quiet . || { echo "mend with: $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@layers=$$($(BIN)/lint-imports --no-logo --no-cache 2>&1) || { echo "$$layers" >&2; exit 1; }
	@$(portable)
	@echo "check: format, lint, types, layers and portability are in order"

notebooks: .venv/test .venv/package  ## run every notebook
	@$(BIN)/pytest --nbmake -n 2 notebooks

docs: .venv/package  ## write the pages made from the code and the scenarios
	@$(BIN)/python docs/build.py

bench: .venv/package  ## measure; ends with one JSON line
	@$(BIN)/python benchmarks/bench.py

dashboard: .venv/package  ## open the dashboard; its extra is not locked
	@$(PIP) install --no-build-isolation ".[dashboard]"
	@$(BIN)/srdi dashboard

faults: .venv/test .venv/package  ## the long campaign of kills, full disks and torn files
	@$(BIN)/pytest -m faults tests

credibility: .venv/test .venv/package  ## the long checks of what a forecast is worth, into docs/credibility/
	@$(BIN)/pytest -m credibility tests

golden: .venv/test .venv/package  ## refresh the golden summaries: make golden REASON="why they change"
	@test -n "$(REASON)" || { echo 'Say why: make golden REASON="..."' >&2; exit 1; }
	@$(BIN)/python tests/golden/refresh.py "$(REASON)"

# Needs uv. Pins stay as they are where they still fit; make lock UPGRADE=--upgrade takes the newest.
LOCK := uv pip compile pyproject.toml --quiet --universal --no-strip-extras --python-version 3.11 --generate-hashes --group build
lock:  ## pin the requirements anew
	@$(LOCK) $(UPGRADE) --output-file requirements/core.txt
	@$(LOCK) $(UPGRADE) --extra test --constraints requirements/core.txt --output-file requirements/test.txt

clean:  ## remove .venv; runs/ stays
	@rm -rf .venv

# Each stamp is touched when its step is complete, so that an interrupted step is done again.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "srdi_sim needs Python 3.11 or newer, and $(PYTHON) is not: name another one, as in make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) lacks venv: install it (on Debian and Ubuntu: apt install python3-venv) or name another Python, as in make PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/core: requirements/core.txt | .venv/made
	@echo "Installing the locked packages into .venv (once; about a minute)"
	@$(PIP) install --require-hashes -r requirements/core.txt
	@touch $@

.venv/test: requirements/test.txt .venv/core
	@echo "Installing the locked test packages into .venv (once)"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

# The old copy goes first: Numba leaves compiled code there that pip does not know of.
.venv/package: $(SOURCES) .venv/core
	@rm -rf .venv/lib/python3*/site-packages/srdi_sim
	@$(PIP) install --no-deps --no-build-isolation --force-reinstall .
	@touch $@

# Nothing committed may name a package index, a path of one machine or a folder outside the
# repository. The brackets keep this line from finding itself; git grep exits with 1 for "none".
define portable
git grep -nIE '[p]ypi\.org|[p]ythonhosted|[i]ndex-url|(^|[^[:alnum:]_.-])/([w]ork|[r]oot|[h]ome/[a-z]+)(/|[^[:alnum:]_-]|$$)|\.\./[s]hared'; \
	test $$? -eq 1 || { echo "these lines belong to one machine, or git grep failed" >&2; exit 1; }
endef
