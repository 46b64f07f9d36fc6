#!/bin/sh
# Make the virtual environment .venv and install Walkout into it, with plain pip and by hash.
#
# Usage: scripts/setup.sh problem    print why this machine cannot, in one line; nothing if it can
#        scripts/setup.sh core       what users run
#        scripts/setup.sh dev        that, and what tests and checks need
#
# PYTHON names the interpreter; without it the first of python3, python3.14 ... python3.11 that is
# new enough is taken.
set -eu
cd "$(dirname "$0")/.."

# Read when pip looks at its settings: no question, no second opinion on the way.
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

choose() {
    for name in ${PYTHON:+"$PYTHON"} ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
}

problem() {
    python=$(choose)
    if [ -z "$python" ]; then
        found=$("${PYTHON:-python3}" -V 2>/dev/null || echo "none")
        echo "Walkout needs Python 3.11 or later (found: $found):" \
            "apt-get install python3 python3-venv, or name one with make PYTHON=/path/to/python3"
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "$python cannot make virtual environments:" \
            "apt-get install python3-venv (or python$version-venv), then run make again"
    fi
}

make_environment() {
    # An environment does not survive a move of its folder, nor the loss of its Python.
    if new_enough .venv/bin/python && [ "$(cat .venv/made-in 2>/dev/null)" = "$(pwd -P)" ]; then
        return
    fi
    echo "Making .venv with $("$(choose)" -V)"
    "$(choose)" -m venv --clear .venv
    pwd -P >.venv/made-in
}

install() {
    # Locks are complete, so pip has nothing to resolve; byte code is made when first needed.
    .venv/bin/python -m pip install -qq --no-compile --require-hashes --no-deps \
        -r "requirements/$1.txt"
}

reason=$(problem)
case $1 in
problem)
    echo "$reason"
    ;;
core | dev)
    if [ -n "$reason" ]; then
        echo "$reason" >&2
        exit 1
    fi
    make_environment
    # First pip itself: the one that old Pythons bring stops on some of today's file names.
    install bootstrap
    echo "Installing requirements/$1.txt by hash"
    install "$1"
    .venv/bin/python -m pip install -qq --no-deps --no-build-isolation --no-index --editable .
    ;;
*)
    echo "usage: scripts/setup.sh problem | core | dev" >&2
    exit 2
    ;;
esac
