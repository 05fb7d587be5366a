#!/bin/sh
# Brings a bare checkout to the point where .venv/bin/watchbook exists.
# Usage: tools/bootstrap.sh product|test
# Needs: a Python 3 with its venv module, or uv on PATH. Everything else is installed here, by hash.
set -eu
cd "$(dirname "$0")/.."
what=${1:-product}

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$1" >&2; }

find_uv() {
    if [ -x .boot/bin/uv ]; then UV=.boot/bin/uv; return; fi
    if command -v uv >/dev/null 2>&1; then UV=uv; return; fi
    python=$(command -v python3 || true)
    if [ -z "$python" ] || ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        python=/usr/bin/python3
    fi
    if [ ! -x "$python" ] || ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "Python's venv module is missing. Install it with:  sudo apt-get install -y make python3-venv" >&2
        exit 1
    fi
    say "[1/4] making the installer (.boot)"
    # Python's own pip, out of its wheel: to install that pip first takes longer than all that it is needed for.
    beside=$("$python" -c 'import ensurepip, os; print(os.path.dirname(ensurepip.__file__))')
    pip=$(ls "$beside"/_bundled/pip-*.whl /usr/share/python-wheels/pip-*.whl 2>/dev/null | tail -n 1)
    if [ -n "$pip" ]; then "$python" -m venv --without-pip .boot; set -- "$pip/pip"; else "$python" -m venv .boot; set -- -m pip; fi
    .boot/bin/python "$@" install --quiet --disable-pip-version-check --require-hashes -r requirements/boot.txt
    UV=.boot/bin/uv
}

# An older interpreter would silently resolve to an older Django, so the version is asked for by number.
make_venv() {
    [ -x .venv/bin/python ] && return
    say "[2/4] making the environment (.venv)"
    for version in 3.13 3.12 3.14 3.15; do
        if "$UV" venv --quiet --no-python-downloads --python "$version" .venv 2>/dev/null; then return; fi
    done
    "$UV" venv --quiet --python 3.13 .venv || {
        echo "Watchbook needs Python 3.12 or later and none was found. Debian 13 and Ubuntu 24.04 have one: sudo apt-get install -y python3-venv" >&2
        exit 1
    }
}

# Installed again only when the lists, the version or the place of the checkout changed.
stamp() { { cat requirements/"$what".txt requirements/build.txt pyproject.toml package-lock.json; pwd; } | sha256sum | cut -c1-16; }
is_installed() { [ "$(cat .venv/."$what" 2>/dev/null || true)" = "$(stamp)" ]; }

install() {
    if is_installed; then return; fi
    say "[3/4] installing locked dependencies ($what)"
    "$UV" pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/"$what".txt -r requirements/build.txt
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline -e .
    if [ -n "$building" ]; then say "[4/4] waiting for the style sheet"; wait "$building"; else assets; fi
    stamp > .venv/."$what"
}

# Where npm is there, the style sheet needs nothing of the rest and is built beside it.
begin_assets() {
    building=
    if ! is_installed && command -v npm >/dev/null 2>&1; then assets & building=$!; fi
}

# GOV.UK Frontend from npm, compiled without the Transport font and the crown into an ignored folder.
assets() {
    say "building the style sheet"
    if command -v npm >/dev/null 2>&1; then npm=npm; else
        "$UV" pip install --quiet --python .boot/bin/python --require-hashes -r requirements/node.txt 2>/dev/null \
            || { "$UV" venv --quiet .boot-node; "$UV" pip install --quiet --python .boot-node/bin/python --require-hashes -r requirements/node.txt; }
        PATH="$(pwd)/.boot/bin:$(pwd)/.boot-node/bin:$PATH"; export PATH; npm=npm
    fi
    "$npm" ci --silent >/dev/null
    sh tools/assets.sh
}

# The style sheet, again only when what it is made of changed.
styles() {
    [ -z "$(find watchbook/web/scss tools/assets.sh -newer watchbook/web/static/vendor/watchbook.css)" ] \
        || PATH="$PATH:$(pwd)/.boot/bin:$(pwd)/.boot-node/bin" sh tools/assets.sh
}

# What Python reads of each catalogue, again only when the catalogue changed.
translations() {
    for po in watchbook/locale/*/LC_MESSAGES/django.po; do
        [ "${po%.po}.mo" -nt "$po" ] || .venv/bin/pybabel --quiet compile --input-file "$po" --output-file "${po%.po}.mo"
    done
}

begin_assets
find_uv
make_venv
install
styles
translations
