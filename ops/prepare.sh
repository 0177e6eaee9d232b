#!/bin/sh
# Sets up the environment: prepare.sh core|dev PYTHON VENV. Installs through apt what is missing when root, else says what.
set -eu
kind=$1 python=$2 venv=$3

need() { # need COMMAND PACKAGE...
    command -v "$1" >/dev/null 2>&1 && return 0
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        if [ -z "${updated:-}" ]; then apt-get update -q >/dev/null; updated=1; fi
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
    else
        echo "missing: $*. Install it as root: apt-get install $*" >&2
        exit 1
    fi
}

need "$python" python3
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; $python is older. Give another one: make PYTHON=python3.12 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then need no-such-command python3-venv; fi
if [ "$kind" = dev ]; then
    need chromium chromium
    fc-list 2>/dev/null | grep -qiE 'noto.*cjk|wqy|source han' || need no-such-command fontconfig fonts-wqy-microhei
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "installing the requirements ($kind) …"
"$venv/bin/python" -m pip install -q --disable-pip-version-check -r "requirements/$kind.txt" 2>&1 | grep -v '^WARNING: Location' || true
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -e . 2>&1 | grep -v '^WARNING: Location' || true
"$venv/bin/python" -c 'import zuoxi.app.command' || { echo "the installation is incomplete; see the lines above" >&2; exit 1; }
