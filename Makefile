# Each target makes what it needs first; `make` alone says what there is.
# PYTHON=/path/to/python3 chooses the interpreter (3.11 or newer) that .venv is made with.
# ARGS="..." is handed on: make test ARGS="tests/test_page.py -k charset".

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test bench lint setup core dev lock clean

bin := .venv/bin
export PYTHON

help:  ## say what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: core  ## read the sources of config.toml; write feeds and today's digest
	$(bin)/digest run $(ARGS)

demo: core  ## show all of it on four small sites that it serves itself; no network
	$(bin)/digest demo $(ARGS)

test: dev  ## run the tests, in random order, warnings as errors
	$(bin)/python -m pytest -n auto $(ARGS)

bench: dev  ## measure it beside its peers, on ../shared or the folder DIGEST_SHARED
	$(bin)/python -m benchmarks table $(ARGS)

lint: dev  ## check format, rules, types, imports, sizes and locks
	bash .ci/run lint

setup: dev  ## make .venv with all that the other targets need

lock:  ## resolve the requirements again (needs uv)
	sh requirements/lock.sh $(ARGS)

clean:  ## remove .venv and what tools left behind
	rm -rf .venv .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist

core dev:
	@sh requirements/install.sh $@
