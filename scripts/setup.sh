#!/bin/sh
# Makes .venv and fills it from the locks: `setup.sh run` or `setup.sh test`. Does nothing when the lock has not changed.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
fail() { printf '\nNod cannot be set up: %s\n' "$1" >&2; exit 1; }

[ -w . ] || fail "this folder is read-only. Copy Nod to a folder that you may write to."

# Where the home folder is not ours to write to, uv keeps its files here.
[ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="$PWD/var/cache/uv"

usable() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; }
find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && usable "$name"; then echo "$name"; return; fi
  done
}
if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
  python=$(find_python)
  [ -n "$python" ] || fail "it needs Python 3.11, 3.12 or 3.13 with venv.
  Debian or Ubuntu:  sudo apt-get install python3 python3-venv
  macOS:             brew install python@3.13
Then run the same command again (PYTHON=/path/to/python3 chooses one)."
  echo "Nod: making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv || fail "'$python -m venv' did not work; see the lines above."
fi

lock=requirements/$what.txt
stamp=.venv/.installed-$what
want=$(cat requirements/uv.txt "$lock" | cksum)
# The test set holds everything of the run set, so either stamp will do for running.
[ "$what" = run ] && [ -f .venv/.installed-test ] && [ "$(cat .venv/.installed-test)" = "$(cat requirements/uv.txt requirements/test.txt | cksum)" ] && exit 0
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && exit 0
echo "Nod: installing Python packages ($lock)"
offline="the Python packages could not be installed. Nod needs the Python package index once.
Check the network (or your proxy and certificate settings), then run the same command again."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt || fail "$offline"
rm -f .venv/.installed-*
# Compiled at once, not by whoever imports a module first: on a full disk Python leaves half a compiled module behind,
# which breaks every later start.
.venv/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python "$lock" || fail "$offline"
echo "$want" > "$stamp"
