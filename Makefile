# Two commands matter: `make serve` and `make test`. Each sets up what it needs.
.POSIX:
.SUFFIXES:
.DEFAULT_GOAL = help

PYTHON = python3
PORT = 8000
BIN = .venv/bin
READY = .venv/.ready
BROWSER = .venv/.browser

export NO_MKDOCS_2_WARNING = 1

.PHONY: help serve build report test bench lock clean

help: ## Show these commands
	@grep -h '^[a-z]*:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-8s %s\n", $$1, $$2 }'

serve: $(READY) ## Serve the site at http://127.0.0.1:8000/ and rebuild it at each save (PORT= for another port)
	$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

build: $(READY) ## Build the site into site/ (SITE_URL= where it will be published)
	$(BIN)/mkdocs build --strict --clean

report: $(READY) ## Say which names never appear, which phrases lack an entry, how thickly pages are linked
	REPORT=.cache/report.txt $(BIN)/mkdocs build --quiet --site-dir .cache/site
	@cat .cache/report.txt

test: $(READY) $(BROWSER) ## Check style, types and everything else
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	CHROME="$$(cat $(BROWSER))" $(BIN)/pytest --numprocesses auto

bench: $(READY) ## Measure speed and correctness beside other tools (ROUNDS=, CELLS= for shorter runs)
	$(BIN)/python tests/bench/run.py

lock: $(READY) ## Write requirements.lock anew from pyproject.toml
	$(BIN)/python -m pip install --quiet 'uv>=0.9'
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
		--group dev --output-file requirements.lock pyproject.toml

clean: ## Delete what the other commands have made
	rm -rf .venv site .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find hooks tests -name __pycache__ -type d -exec rm -rf {} +

$(READY): requirements.lock
	@sh tests/tools/venv $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@touch $@

$(BROWSER): $(READY) tests/tools/browser
	@sh tests/tools/browser $(BIN)/playwright > $@.new && mv $@.new $@
