# What a person types here. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help handouts test prove check bench docs lock clean setup setup-dev doctor

BIN := .venv/bin
UV := uv==0.13.9

help: ## this list
	@echo "Handout Press: type make and one of these words"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14

handouts: setup ## print every sample handout into out/
	$(BIN)/handouts build

test: setup-dev ## lint, types and all tests
	$(BIN)/ruff check .
	$(BIN)/mypy --strict press cli.py
	$(BIN)/python -m pytest -n 2

prove: setup-dev ## the long forms of tests: 20,000 texts read as typed, every sample's bytes (half an hour)
	PROVE_EXAMPLES=20000 $(BIN)/python -m pytest -q -n 2 tests/test_source_words.py
	HANDOUTS_TEST_ALL=1 $(BIN)/python -m pytest -q tests/test_memos.py

check: setup ## look for mistakes in all handouts; prints nothing on paper
	$(BIN)/handouts check

bench: setup-dev ## measure how long things take, and how often the rules are right (an hour)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python benchmarks/drawings.py --page
	for name in press_ready translation_checks language_faults reading_level coherence; do $(BIN)/python benchmarks/$$name.py || exit 1; done

docs: setup ## write the pages of docs/ that are made from the code
	$(BIN)/handouts docs

doctor: setup ## say what this machine has and lacks
	$(BIN)/python -m press.doctor

setup: ## install what printing needs (done by itself before the others)
	@scripts/setup.sh

setup-dev: ## install what the tests need (done by itself before the others)
	@scripts/setup.sh --dev

# One lock for Python 3.11 and newer on every system; hashes and no addresses in it.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

lock: setup ## refresh requirements.txt and requirements-dev.txt to the newest versions allowed
	$(BIN)/python -m pip install --quiet $(UV)
	$(COMPILE) --group build --output-file requirements.txt
	$(COMPILE) --group build --group dev --extra cluster --constraints requirements.txt --output-file requirements-dev.txt

clean: ## remove what was made, and .venv; the fonts stay in the user's cache
	rm -rf .venv out dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
