#!/bin/sh
# Prints the interpreter to set up with: $PYTHON, else the first Python >= 3.11 that has pip.
set -u
fits() {
    "$1" -c 'import sys, pip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}
if [ -n "${PYTHON:-}" ]; then
    fits "$PYTHON" && echo "$PYTHON" && exit
    echo "PYTHON=$PYTHON is not a Python >= 3.11 with the modules pip and venv." >&2
    exit 1
fi
for candidate in python3 /usr/bin/python3 /usr/local/bin/python3 python3.14 python3.13 python3.12 python3.11; do
    fits "$candidate" && echo "$candidate" && exit
done
echo "No Python >= 3.11 with the modules pip and venv was found." >&2
echo "Install one (Debian: apt-get install python3 python3-pip python3-venv), or name it: make setup PYTHON=..." >&2
exit 1
