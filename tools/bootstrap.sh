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
    "$python" -m venv .boot
    .boot/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/boot.txt
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

install() {
    if [ "$(cat .venv/."$what" 2>/dev/null || true)" = "$(stamp)" ]; then return; fi
    say "[3/4] installing locked dependencies ($what)"
    "$UV" pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/"$what".txt -r requirements/build.txt
    "$UV" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline -e .
    assets
    stamp > .venv/."$what"
}

# GOV.UK Frontend from npm, compiled without the Transport font and the crown into an ignored folder.
assets() {
    say "[4/4] building the style sheet"
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

find_uv
make_venv
install
styles
translations
