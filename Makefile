# Two commands matter: `make serve` and `make test`. Each sets up what it needs.
.POSIX:
.SUFFIXES:
.DEFAULT_GOAL = help

PYTHON = python3
PORT = 8000
MINUTES = 10
EDITS = 500
TESTS = tests/engine/core
ENGINE = tests/engine/core tests/engine/exports tests/engine/site $(wildcard tests/engine/test_*.py)
EDITION = tests/engine/browser tests/edition tests/test_commands.py
BIN = .venv/bin
READY = .venv/.ready
REST = .venv/.rest
BROWSER = .venv/.browser
NODE = .venv/.node
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
# An option for a variable of the command line; some systems have a LANGUAGE of their own.
said = $(if $(filter command,$(origin $1)),$2 "$$$1")

export NO_MKDOCS_2_WARNING = 1

.PHONY: help serve build report import new fingerprint overlay-check plugins test words guide card bench fuzz lighthouse lowest lock clean

help: ## Show these commands
	@grep -h '^[a-z-]*:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-13s %s\n", $$1, $$2 }'

serve: $(READY) ## Serve the site at http://127.0.0.1:8000/ and rebuild it at each save (PORT= for another port)
	$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

build: $(READY) ## Build the site into site/ (SITE_URL= where it will be published)
	$(BIN)/mkdocs build --strict --clean

report: $(READY) ## Say what is missing: entries, mentions, notes, citations, and how thickly pages are linked
	REPORT=.cache/report.txt $(BIN)/mkdocs build --quiet --site-dir .cache/site
	@cat .cache/report.txt

import: $(READY) ## Bring notes and entries of other tools into data/ (FILE=, and LAYER= for notes)
	PYTHONPATH=hooks $(BIN)/python -m apparatus import "$(FILE)" --layer "$(LAYER)"

new: $(READY) ## Begin an edition of your own in a folder (TARGET=; TITLE=, LANGUAGE=, KIND= or it asks)
	@PYTHONPATH=hooks $(BIN)/python -m apparatus new "$$TARGET" $(call said,TITLE,--title) \
		$(call said,LANGUAGE,--language) $(call said,KIND,--kind)

fingerprint: $(READY) ## Write what readers' copies are compared with, from a lawful copy (SOURCE=, SPANS= for words of notes)
	PYTHONPATH=hooks $(BIN)/python -m apparatus overlay fingerprint "$$SOURCE" $(call said,SPANS,--spans)

overlay-check: $(READY) ## Compare a copy as the page for readers does, and say what it has (SOURCE=)
	PYTHONPATH=hooks $(BIN)/python -m apparatus overlay check "$$SOURCE"

test: $(REST) $(BROWSER) $(NODE) ## Check style, types and everything else
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist worksteal --cov -- $(ENGINE)
	CHROME="$$(cat $(BROWSER))" $(BIN)/pytest --numprocesses auto --dist worksteal -- $(EDITION)

words: $(REST) ## Bring the catalogues of the engine's words up to date (LANGUAGE= to begin another)
	PYTHONPATH=hooks:tests $(BIN)/python tests/catalogues.py $(LANGUAGE)

guide: $(REST) ## Write the guide's pages of all messages and all keys anew
	PYTHONPATH=hooks:tests $(BIN)/python tests/guide.py

card: $(REST) $(BROWSER) ## Draw the picture for previews of links anew, from the opening page
	CHROME="$$(cat $(BROWSER))" $(BIN)/python tests/card.py

bench: $(REST) ## Measure speed and correctness beside other tools (ROUNDS=, CELLS=, SERVED=, SAVES= for shorter runs)
	$(BIN)/python tests/bench/run.py

fuzz: $(REST) ## Build what no author can have meant, and edit served sites at random, to find faults (MINUTES=, EDITS=)
	$(BIN)/python tests/fuzz/run.py $(MINUTES)
	$(BIN)/python tests/trials/run.py $(EDITS)

lighthouse: $(REST) $(BROWSER) ## Let Lighthouse judge five pages on a slow phone (ROUNDS=, KINDS= for shorter runs)
	PATH="$$(cd $(BIN) && pwd):$$PATH" CHROME="$$(cat $(BROWSER))" $(BIN)/python tests/lighthouse.py

lowest: $(REST) ## Try the core with the lowest versions that pyproject.toml allows (TESTS= for fewer tests)
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .cache/lowest
	$(BIN)/uv pip install --quiet --python .cache/lowest --resolution lowest-direct \
		--requirements pyproject.toml --group core
	.cache/lowest/bin/python -m pytest $(TESTS)

plugins: $(REST) ## Build a small site beside plugins of other people, in an environment of its own
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .cache/plugins
	$(BIN)/uv pip install --quiet --python .cache/plugins --requirements pyproject.toml \
		--requirements tests/plugins.txt beautifulsoup4
	.cache/plugins/bin/python tests/plugins.py

lock: $(REST) ## Write both locks anew from pyproject.toml
	$(LOCK) --upgrade --output-file requirements.lock pyproject.toml
	$(LOCK) --upgrade --group dev --constraints requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## Delete what the other commands have made
	rm -rf .venv site .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
	find hooks tests -name __pycache__ -type d -exec rm -rf {} +

# What an author needs is a third of what developers do.
$(READY): requirements.lock
	@sh tests/tools/venv $(PYTHON)
	$(INSTALL) --requirement requirements.lock
	@touch $@

$(REST): $(READY) requirements-dev.lock
	$(INSTALL) --requirement requirements-dev.lock
	@touch $@

$(BROWSER): $(REST) tests/tools/browser
	@sh tests/tools/browser $(BIN)/playwright > $@.new && mv $@.new $@

# Programs that read what we write: see tests/node.py. Node trusts what the system trusts, as pip does.
$(NODE): $(REST) tests/node/package.json tests/node/package-lock.json
	@mkdir -p .venv/node && cp tests/node/package.json tests/node/package-lock.json .venv/node
	@npm="$$(cd $(BIN) && pwd)/npm" && cd .venv/node && \
		NODE_USE_SYSTEM_CA=1 "$$npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
