#!/bin/sh
# Makes .venv with the packages of one requirement file: tools/setup.sh runtime|local|dev|browser
# A second run with the same file does nothing. PYTHON= names the interpreter to use.
set -eu
cd "$(dirname "$0")/.."
level=${1:-local}

sum() { cat "$@" | cksum | tr ' ' '-'; }
stamp=.venv/.set-up/$level-$(sum "requirements/$level.txt" requirements/tool.txt pyproject.toml)
[ -e "$stamp" ] && .venv/bin/python -c '' 2>/dev/null && exit 0

# Two targets may run in one clone: one of them sets up, the other waits.
if [ "${CAREPOST_SETUP_LOCKED:-}" != 1 ] && command -v flock >/dev/null; then
    CAREPOST_SETUP_LOCKED=1 exec flock .gitignore "$0" "$@"
fi
[ -e "$stamp" ] && .venv/bin/python -c '' 2>/dev/null && exit 0

if [ -e .venv ] && [ ! -w .venv ]; then
    echo ".venv belongs to another user, who must run make setup; or use a clone of your own." >&2
    exit 1
fi
python=$(tools/find_python.sh)
echo "Setting up .venv ($level) with $("$python" --version 2>&1) ..." >&2

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv --without-pip .venv
fi

pip() { PIP_ROOT_USER_ACTION=ignore PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 "$python" -m pip "$@"; }
if [ "$(cat .tool/stamp 2>/dev/null)" != "$(sum requirements/tool.txt)" ]; then
    rm -rf .tool
    pip install --quiet --no-deps --only-binary :all: --require-hashes --target .tool -r requirements/tool.txt
    sum requirements/tool.txt >.tool/stamp
fi

# uv does not read pip's settings: hand them over. Several indexes may offer a version; the hashes decide what is right.
setting() {
    pip config list 2>/dev/null | sed -n "s/^\(global\|install\|:env:\)\.$1='\(.*\)'\$/\2/p" | tail -n 1 | sed 's/\\n/ /g; s/^ *//'
}
give() {
    [ -z "$2" ] || export "$1=$2"
}
give UV_DEFAULT_INDEX "${UV_DEFAULT_INDEX:-$(setting index-url)}"
give UV_INDEX "${UV_INDEX:-$(setting extra-index-url)}"
give UV_FIND_LINKS "${UV_FIND_LINKS:-$(setting find-links | tr ' ' ,)}"
give SSL_CERT_FILE "${SSL_CERT_FILE:-$(setting cert)}"
export UV_INDEX_STRATEGY=unsafe-best-match UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_LINK_MODE=copy
export VIRTUAL_ENV="$PWD/.venv"

install() {
    .tool/bin/uv pip install --quiet "$@" && return
    echo "uv could not install; trying pip, which is slower." >&2
    pip --python .venv/bin/python install --quiet "$@"
}
install --require-hashes --only-binary :all: -r "requirements/$level.txt"
# setuptools comes from .tool: nothing is fetched without a hash.
PYTHONPATH="$PWD/.tool" install --no-deps --no-build-isolation --editable .

mkdir -p .venv/.set-up
: >"$stamp"
