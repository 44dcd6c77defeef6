#!/bin/sh
# Writes the hashed requirement files anew from pyproject.toml and requirements/tool.in (they hold no host names).
set -eu
cd "$(dirname "$0")/.."
lock() {
    name=$1
    shift
    .tool/bin/uv pip compile "$@" --generate-hashes --universal --python-version 3.11 -q -o "requirements/$name.txt"
}
lock tool requirements/tool.in
lock runtime pyproject.toml
lock local pyproject.toml --extra embedded
lock dev pyproject.toml --extra embedded --extra dev --extra sweep --extra oracle
lock bench pyproject.toml --extra embedded --extra dev --extra sweep --extra oracle --extra bench --extra ray
lock browser pyproject.toml --extra embedded --extra dev --extra sweep --extra oracle --extra browser
.venv/bin/python -m tools.requirements
