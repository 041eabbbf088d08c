# What a clone needs: Python 3.11 or newer, make and a package index. Everything else is set up here.
#
#   make demo    settle the rebates of an example distributor, with the reasons
#   make test    every gate: lint, types, and the suite against the built wheel
#   make check   lint and types only
#   make clean   remove what the other targets made

PYTHON  ?= python3
WORKERS ?= 2

DEMO := .venv
TEST := .venv-test
BIN  := $(TEST)/bin
PIP  := -m pip --disable-pip-version-check

EXAMPLE := examples/handset-distributor

.PHONY: demo test check clean always
.DELETE_ON_ERROR:

demo: $(DEMO)/installed
	$(DEMO)/bin/dealerkit rebate settle $(EXAMPLE)/policy $(EXAMPLE)/book --as-of 2026-03-31 --accept-rejects 8

# Every gate runs even when an earlier one found something: all findings in one run, the suite's summary last.
test: $(TEST)/installed
	@failed=; \
	for gate in "ruff check" "ruff format --check" "mypy"; do \
	  echo "== $$gate"; \
	  $(BIN)/$$gate || failed="$$failed [$$gate]"; \
	done; \
	if [ -n "$$failed" ]; then echo "== make test will fail because of:$$failed"; fi; \
	echo "== pytest, against $$(ls .build/wheel/*.whl)"; \
	DEALERKIT_WHEEL="$$(ls .build/wheel/*.whl)" \
	  $(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal --cov --cov-report term || exit $$?; \
	[ -z "$$failed" ]

check: $(TEST)/tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

clean:
	rm -rf .build $(TEST) $(DEMO) .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache

# The demo runs the sources in place, so that a change in them shows at once.
$(DEMO)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dealerkit needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/python $(PIP) install --quiet --editable .
	@touch $@

# A checksum of what goes into the wheel: its file changes only when a source does, whatever the clock says, and
# also when a source is deleted.
.build/sources: always
	@mkdir -p .build
	@find src pyproject.toml README.md LICENSE -type f ! -name '*.pyc' -exec cksum {} + | sort > $@.now
	@if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

.build/built: .build/sources $(TEST)/created
	rm -rf .build/wheel
	$(BIN)/python $(PIP) wheel --quiet --no-deps --wheel-dir .build/wheel .
	@touch $@

$(TEST)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dealerkit needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(TEST)
	@touch $@

$(TEST)/tools: pyproject.toml $(TEST)/created | .build/built
	$(BIN)/python $(PIP) install --quiet "$$(ls .build/wheel/*.whl)[dev]"
	@touch $@

$(TEST)/installed: .build/built $(TEST)/tools
	$(BIN)/python $(PIP) install --quiet --no-deps --force-reinstall .build/wheel/*.whl
	@touch $@
