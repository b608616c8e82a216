# Frontdesk. `make` alone says what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
STAGE ?= dev
AWS ?= aws
TEMPLATE ?= build/package/sam.json
SETTINGS ?= .chalice/stage-$(STAGE).txt
VENV := .venv
CONSOLE := chalicelib/web/assets/console/index.html
SOURCES := $(shell find console 2>/dev/null)
BIN := $(VENV)/bin
export PORT DATA

help:  ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: setup  ## run everything on this machine, with sample data: PORT=8000 DATA=data
	@exec $(BIN)/python -m local.run

reset:  ## forget the data of `make run`
	@$(PYTHON) -m local.reset

demo: setup  ## carry two repairs through their lives against the running server
	@$(BIN)/python -m local.demo

test: setup  ## the tests, but for those in a browser
	$(BIN)/python -m pytest -n auto --dist loadfile --ignore tests/console

browse: setup  ## the console by clicking, in Chromium: CHROMIUM=/usr/bin/chromium; screenshots in build/screens
	$(BIN)/python -m pytest -n auto --dist loadfile -o cache_dir=.pytest_cache/browse tests/console $(AGAIN)

check: lint test package  ## everything that must hold before a commit

lint: setup  ## format, lint, strict types, import contracts, pages and templates drawn from the code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ops.resources --check
	$(BIN)/python -m ops.pictures --check

clauses: setup  ## every clause of the rulebook with its tests, the uncovered ones marked
	@$(BIN)/python -m pytest --collect-only --clauses -p no:randomly -n 0

cost: setup  ## what every route costs in round trips and capacity units
	@$(BIN)/python -m tests.bench.costs

bench: setup build/bench/.made  ## beside django-helpdesk, overhead, jobs at scale, imports: SIZES="100 1000"
	@$(BIN)/python -m tests.bench.imports
	@$(BIN)/python -m tests.bench.overhead
	@$(BIN)/python -m tests.bench.scale
	@$(BIN)/python -m tests.bench.leaving
	@$(BIN)/python -m tests.bench.reporting
	@$(BIN)/python -m tests.bench.finding
	@$(BIN)/python -m tests.bench.closing
	@$(BIN)/python -m tests.bench.beside $(SIZES)
	@$(BIN)/python -m tests.bench.page --write

pages: setup  ## the console's pages among few records and many, in Chromium: COUNTS="100 100000"
	@$(BIN)/python -m tests.bench.pages $(COUNTS)
	@$(BIN)/python -m tests.bench.page --write

simulate: setup  ## a year of an estate, a house and a hospital, checked every day: SEED=1 DAYS=365 HOUSEHOLDS=2000 HOUSE=60 HOSPITAL=300
	@$(BIN)/python -m tests.simulate

package: setup  ## the package that is deployed, with its checks: STAGE=dev
	@$(BIN)/python -m ops.package $(STAGE)

deploy: package send  ## deploy a stage: STAGE=dev BUCKET=where packages go (needs AWS's own CLI)

send:  ## deploy what was packaged before, without packaging anew
	$(AWS) cloudformation package --template-file $(TEMPLATE) --s3-bucket $(BUCKET) \
	  --use-json --output-template-file build/package/packaged.json
	$(PYTHON) -m json.tool --compact build/package/packaged.json build/package/deployed.json
	$(AWS) cloudformation deploy --template-file build/package/deployed.json --s3-bucket $(BUCKET) \
	  --stack-name frontdesk-$(STAGE) --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset \
	  --parameter-overrides $$(grep -v '^#' $(SETTINGS))

e2e: setup .venv-release/.made  ## deploy the package into an emulator of AWS, and use it
	@$(BIN)/python -m tests.e2e

sbom: .venv-release/.made  ## what the package is made of, as build/sbom.json (CycloneDX)
	@mkdir -p build
	.venv-release/bin/cyclonedx-py requirements requirements.txt --output-reproducible -o build/sbom.json

vulnerabilities: .venv-release/.made  ## known vulnerabilities of what is run and built with (asks the network)
	.venv-release/bin/pip-audit --disable-pip --require-hashes -r requirements.txt -r requirements-dev.txt

fuzz: setup  ## requests made from the API description, for a long time: FUZZ=3000 a route
	FRONTDESK_FUZZ=$(or $(FUZZ),3000) $(BIN)/python -m pytest -n auto --timeout 0 tests/harness/test_fuzz.py

linear: setup  ## eight clients want the same few beds, some order explains it: SEEDS=100 OPERATIONS=500
	@$(BIN)/python -m tests.linear

bank: setup  ## the ledger under faults, zero at every read: POSTINGS=100000
	@$(BIN)/python -m tests.bank

planted: setup  ## take each condition out of `commit` in turn, and put faults into the beds: all are found
	@$(BIN)/python -m tests.linear.planted
	@PLANTED=all $(BIN)/python -m pytest -q -n auto tests/simulate -k planted
	@$(BIN)/python -m tests.support.planted

audit: setup  ## verify the data of the running server: histories, records, numbers
	@$(BIN)/python -m local.audit

pictures: setup  ## draw the pages that are drawn from the code
	$(BIN)/python -m ops.pictures

resources: setup  ## write .chalice/resources.json and the policies anew
	$(BIN)/python -m ops.resources

lock:  ## pin the dependencies anew, with hashes (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links -c requirements.txt requirements-dev.in -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links requirements-release.in -o requirements-release.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links requirements-bench.in -o requirements-bench.txt

setup: $(VENV)/.made node_modules/.made $(if $(SOURCES),$(CONSOLE))  ## make the environment (the others do it by themselves)

$(VENV)/.made: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Frontdesk needs Python 3.11 or newer; say which with PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Frontdesk needs Python's venv (on Debian: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv-release/.made: requirements-release.txt
	$(PYTHON) -m venv .venv-release
	.venv-release/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.txt
	@touch $@

build/bench/.made: requirements-bench.txt
	$(PYTHON) -m venv build/bench
	build/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

node_modules/.made: package-lock.json
	@command -v npm >/dev/null \
	  || { echo "Frontdesk needs Node.js with npm: it brings the embedded engine"; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --silent
	@mkdir -p chalicelib/web/assets
	@cp node_modules/swagger-ui-dist/swagger-ui.css node_modules/swagger-ui-dist/swagger-ui-bundle.js chalicelib/web/assets/
	@touch $@

$(CONSOLE): node_modules/.made $(SOURCES)
	npm run --silent build -- --logLevel warn
	@touch $@

.PHONY: audit bank bench browse check clauses cost demo deploy e2e fuzz help linear lint lock package pages pictures planted reset resources run sbom send setup simulate test vulnerabilities
