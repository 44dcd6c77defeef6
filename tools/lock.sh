#!/bin/sh
# Writes the hashed requirement files anew from pyproject.toml (they hold no host names).
set -eu
cd "$(dirname "$0")/.."
lock() { ./.tool/bin/uv pip compile pyproject.toml $2 --generate-hashes --universal --python-version 3.11 -q -o "requirements/$1.txt"; }
lock runtime ""
lock local "--extra embedded"
lock dev "--extra embedded --extra dev"
lock browser "--extra embedded --extra dev --extra browser"
