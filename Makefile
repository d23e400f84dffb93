# `make` lists what there is to make. Needs only Python 3.11 to 3.14 and make; everything else goes into .venv.
PYTHON ?= $(shell for p in python3.13 python3.14 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
FAILED = echo "The packages could not be installed. Look at the last lines above; with a network, say make again."

.PHONY: help lab hub test access shuffle handouts stick bench mutants tables format unchecked pictures lock clean
.DEFAULT_GOAL := help

help:
	@echo "make lab        open the seminar in JupyterLab, in your browser"
	@echo "make hub        start a JupyterHub here, with a class board and trial accounts (needs Node)"
	@echo "make test       run every test, the notebooks and the browser included"
	@echo "make access     have axe look at every page in every form, and press everything in it; says how much it looked at"
	@echo "make shuffle    run every test in three random orders; SEEDS=1906 repeats one of them"
	@echo "make handouts   write every notebook, both texts, sheets of passages, maps and ballots, and an answer key, as pages to print, into handouts/"
	@echo "make stick      fill the folder stick/ for a room without a network: the seminar, its packages for Windows, macOS and Linux, and a start"
	@echo "make bench      time what must be fast, beside the peers, each in an environment of its own"
	@echo "make mutants    change the models in some four hundred places and say which changes no test notices; half an hour"
	@echo "make tables     compute anew how stable topics are, after a text or the stop list has changed"
	@echo "make format     put code and notebooks into their one form"
	@echo "make unchecked  print what nobody has looked up, and bring the list in texts/README.md up to date"
	@echo "make pictures   take pictures of what every page draws, and those of the README, into tests/pictures/"
	@echo "make lock       resolve requirements.lock and requirements-dev.lock anew, after a pin has changed"
	@echo "make clean      delete .venv and all that was made; answers/ stays"

# What a student needs. The file is written last, so a run that was interrupted is made again from the beginning.
# The packages' own tests, which nobody runs here, are not compiled: 70 MB.
.venv/complete: requirements.lock
	@test -n "$(PYTHON)" || { echo "No Python from 3.11 to 3.14 was found. Install one from python.org or your system, or say make PYTHON=/the/path/of/python."; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "$(PYTHON) cannot make an environment: its venv is missing. On Debian or Ubuntu: sudo apt install python3-venv. Then say make again."; exit 1; }
	@$(INSTALL) --no-compile -r requirements.lock || { $(FAILED); exit 1; }
	@$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' .venv/lib || true
	@touch $@

# What tests and tools need, into the same place. Where that was begun before, and interrupted or done with another list,
# everything is made again from the beginning. Where pip gives up by itself, the seminar still opens: it was offline.
.venv/complete-dev: .venv/complete requirements-dev.lock
	@test ! -e .venv/begun-dev || { rm -rf .venv; $(MAKE) --silent --no-print-directory .venv/complete; }
	@touch .venv/begun-dev
	@trap 'exit 1' INT TERM; $(INSTALL) -r requirements.lock -r requirements-dev.lock || { rm .venv/begun-dev; $(FAILED); exit 1; }
	@touch $@

lab: .venv/complete
	$(BIN)/python -m jupyterlab --LabApp.default_url=/lab/tree/notebooks/index.ipynb $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB)

# The proxy of the hub, pinned beside it.
hub/node_modules/.package-lock.json: hub/package-lock.json
	@command -v npm >/dev/null || { echo "A hub needs Node and npm. On Debian or Ubuntu: sudo apt install nodejs npm."; exit 1; }
	@npm ci --prefix hub --no-audit --no-fund --silent
	@touch $@

hub: .venv/complete-dev hub/node_modules/.package-lock.json
	$(BIN)/python -m jupyterhub --config hub/jupyterhub_config.py $(HUB)

test: .venv/complete-dev
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest $(TESTS)

access: .venv/complete-dev
	$(BIN)/python tests/browser.py
	SEMINAR_ACCESS=1 $(BIN)/python -m pytest -q -s -n0 tests/access.py tests/test_browser_access.py tests/test_browser_access_pages.py $(ACCESS)

# The three seeds are drawn anew each time, and printed, so that an order that failed can be repeated.
SEEDS ?= $(shell $(PYTHON) -c 'import random; print(*random.sample(range(10000), 3))')
shuffle: .venv/complete-dev
	$(BIN)/python tests/browser.py
	@for seed in $(SEEDS); do echo "make shuffle SEEDS=$$seed"; \
		$(BIN)/python -m pytest -p randomly --randomly-seed=$$seed --no-loadscope-reorder $(TESTS) || exit 1; done

# Where the seminar runs already (Binder, a hub, conda) no second environment is made: the Python that is called python is used.
RUNNING = python -c 'import anywidget, jupyterlab, nbclient, nbconvert, pandas, sklearn, yaml' 2>/dev/null
handouts:
	@if test ! -e .venv/complete && $(RUNNING); then python -m tools.handouts; \
	else $(MAKE) --no-print-directory .venv/complete && $(BIN)/python -m tools.handouts; fi

# With a network; for a room without one.
stick: .venv/complete
	$(BIN)/python -m tools.stick $(STICK)

bench: .venv/complete-dev
	$(BIN)/python -m tools.bench
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -q -s -n0 tests/bench_clicks.py tests/bench_board.py

mutants: .venv/complete-dev
	$(BIN)/python -m tools.mutants $(MUTANTS)

tables: .venv/complete
	$(BIN)/python -m tools.tables

format: .venv/complete-dev
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .
	$(BIN)/jupyter nbconvert --clear-output --inplace --log-level=ERROR notebooks/*.ipynb
	$(BIN)/python -m tools.pages lock

unchecked: .venv/complete
	$(BIN)/python -m tools.unchecked

pictures: .venv/complete-dev
	$(BIN)/python tests/browser.py
	$(BIN)/python -m pytest -q -n0 tests/take_pictures.py

lock: .venv/complete-dev
	$(BIN)/python -m tools.lock

clean:
	rm -rf .venv .bench handouts stick test-results tests/typescript/node_modules hub/node_modules hub/trial
