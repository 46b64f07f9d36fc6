#!/bin/sh
# Write requirements/*.txt anew: one universal lock with hashes for Python 3.11 and later.
#
# Usage: scripts/lock.sh UV [--upgrade]
#
# Versions that stand in the locks are kept unless --upgrade is given. The files hold names,
# versions, markers and hashes, and no address: whoever installs chooses the index, and the
# hashes hold whatever the index is.
set -eu

uv=$1
upgrade=${2:-}
cd "$(dirname "$0")/.."

lock() {
    out=requirements/$1.txt
    shift
    "$uv" --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" $upgrade "$@" --output-file "$out"
    if grep -nE '://|^-|/[a-z]+/|file:' "$out"; then
        echo "scripts/lock.sh: $out holds an address, an option or a path (above)" >&2
        exit 1
    fi
}

lock bootstrap --group bootstrap
lock node --group node
lock lock --group lock
lock gazetteer --group gazetteer
lock train --group train --no-deps
lock peers --group peers --no-emit-package jiojio
lock core pyproject.toml
# The dev lock takes core's pins, so that tests run on what users install.
lock dev pyproject.toml --extra postgres --group dev --constraint requirements/core.txt
