#!/bin/sh
# Writes requirements/*.txt anew from pyproject.toml: exact versions with hashes, no registry address.
set -eu
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 "$@"; }
compile requirements/uv.in -o requirements/uv.txt
compile pyproject.toml -o requirements/run.txt
compile pyproject.toml --group test -o requirements/test.txt -c requirements/run.txt
compile pyproject.toml --group test --group mutation -o requirements/mutation.txt -c requirements/test.txt
compile pyproject.toml --group test --group bench -o requirements/bench.txt -c requirements/test.txt
compile --group pyproject.toml:frontend -o requirements/frontend.txt
