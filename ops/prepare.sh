#!/bin/sh
# Sets up an environment: prepare.sh core|dev|bench PYTHON VENV.
#
# As root it installs missing system packages through apt; otherwise it says which are missing and how to get them. It
# changes nothing outside VENV but those packages, and it stops at the first thing that did not work.
set -eu
kind=$1 python=$2 venv=$3
log=$venv/pip.log

system() { # system WHY PACKAGE...: installs system packages; status 1 when that is not possible here
    why=$1
    shift
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing $* ($why) …"
        if [ -z "${updated:-}" ]; then apt-get update -q >/dev/null; updated=1; fi
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
    else
        echo "missing: $* ($why). As root: apt-get install $*" >&2
        return 1
    fi
}

packages() { # packages ARGUMENT...: pip, quiet unless it fails
    if ! "$venv/bin/python" -m pip install -q --disable-pip-version-check "$@" >"$log" 2>&1; then
        cat "$log" >&2
        echo "pip could not install $*; the lines above say why" >&2
        exit 1
    fi
    rm -f "$log"
}

command -v "$python" >/dev/null 2>&1 || system "Python itself" python3 python3-venv || exit 1
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed; $python is older. Name another one: make PYTHON=python3.12 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    system "to make the environment $venv" python3-venv || exit 1
fi
if [ "$kind" = dev ]; then # only the tests of the report's page need these: go on without, they say so themselves
    command -v chromium >/dev/null 2>&1 || system "the tests that look at the report in a browser" chromium || true
    fc-list 2>/dev/null | grep -qiE 'noto.*cjk|wqy|source han' ||
        system "Chinese letters in those tests" fontconfig fonts-wqy-microhei || true
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "installing the $kind requirements into $venv …"
case $kind in
bench) packages -r requirements/core.txt -r requirements/bench.txt ;;
*) packages -r "requirements/$kind.txt" ;;
esac
packages --no-deps -e .
"$venv/bin/python" -c 'import zuoxi.app.command'
