#!/bin/sh
# Run a command of Node's, such as npm, in explorer/.
#
# Usage: scripts/node.sh npm ci
#
# The machine's own Node is used when it is 20 or newer. Otherwise, or with WALKOUT_NODE=wheel, one
# comes from a Python wheel by hash, in .node-venv: never among Walkout's own packages.
set -eu
cd "$(dirname "$0")/.."

system_node() {
    [ "${WALKOUT_NODE:-system}" != wheel ] && command -v npm >/dev/null 2>&1 &&
        [ "$(node -p 'parseInt(process.versions.node)' 2>/dev/null || echo 0)" -ge 20 ]
}

if ! system_node; then
    made_from="$(pwd -P) $(cksum <requirements/node.txt)"
    if [ "$(cat .node-venv/made-from 2>/dev/null)" != "$made_from" ]; then
        echo "Installing Node from a Python wheel (this machine has no Node 20 or newer)"
        .venv/bin/python -m venv --clear --without-pip .node-venv
        .venv/bin/python -m pip --python .node-venv/bin/python install -qq --no-compile \
            --disable-pip-version-check --require-hashes --no-deps -r requirements/node.txt
        echo "$made_from" >.node-venv/made-from
    fi
    PATH="$(pwd -P)/.node-venv/bin:$PATH"
    export PATH
fi
cd explorer
exec "$@"
