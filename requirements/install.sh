#!/bin/sh
# Make the environment .venv from the locks beside this file.
#
#   sh requirements/install.sh core      what `digest` needs
#   sh requirements/install.sh dev       that, and what tests and checks need
#
# PYTHON=... chooses the interpreter. Done already is done: .venv keeps what it was made
# from, so a second call compares and ends. Every package comes by its hash; the project
# itself is linked (an editable install), so that its sources are used as they stand.
set -eu
cd "$(dirname "$0")/.."
what=${1:-core}
venv=.venv
python=$venv/bin/python

say() { printf '%s\n' "$*" >&2; }

# Both print one line that changes when the environment, or the link, must be made again.
locked() { echo "$(pwd -P) $(cat requirements/build.txt "requirements/$1.txt" | cksum)"; }
linked() { echo "$(pwd -P) $(cksum < pyproject.toml)"; }

# Is the environment there, by the interpreter asked for, with the packages of $1?
fits() {
    [ "$(cat "$venv/locked-$1" 2>/dev/null)" = "$(locked "$1")" ] || return 1
    [ "$(identity "$python" 2>/dev/null)" ] || return 1
    [ -z "${PYTHON:-}" ] || [ "$(identity "$PYTHON" 2>/dev/null)" = "$(identity "$python")" ]
}

identity() { "$1" -c 'import sys; print(sys.version_info[:3], sys.base_prefix)'; }

version() { "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Print the interpreter to use, or say why there is none.
choose() {
    if [ -n "${PYTHON:-}" ]; then
        if new_enough "$PYTHON"; then echo "$PYTHON"; return; fi
        found=$(version "$PYTHON") || found="not there, or does not run"
        say "digest needs Python 3.11 or newer, and PYTHON=$PYTHON is ${found}."
        return 1
    fi
    for name in python3.13 python3.12 python3.11 python3; do
        if new_enough "$name"; then echo "$name"; return; fi
    done
    found=
    for name in python3 python; do
        if seen=$(version "$name"); then found="$found $(command -v "$name") is $seen;"; fi
    done
    say "digest needs Python 3.11 or newer. Found:${found:- no Python at all;} name one with PYTHON=/path/to/python3."
    return 1
}

# Make an empty environment with a pip in it, however little the system gives for that.
make_empty() {
    rm -rf "$venv"
    if "$1" -c 'import ensurepip, venv' 2>/dev/null && "$1" -m venv "$venv"; then return; fi
    if "$1" -c 'import pip, venv' 2>/dev/null; then
        rm -rf "$venv"
        "$1" -m venv --without-pip "$venv"
        folder=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
        # --target, since it is the one way into another environment that each pip knows.
        PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 "$1" -m pip -qq --disable-pip-version-check \
            install --target "$folder" --require-hashes --only-binary :all: \
            -r requirements/build.txt
        return
    fi
    say "$1 can make no environment: it lacks ensurepip (or venv) and pip. Type this, then try again:"
    sudo=$([ "$(id -u)" = 0 ] || echo "sudo ")
    minor=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if command -v apt-get >/dev/null; then say "    ${sudo}apt-get install python$minor-venv"
    elif command -v dnf >/dev/null; then say "    ${sudo}dnf install python3-pip"
    else say "    (your system's command that installs pip for Python $minor)"
    fi
    return 1
}

pip_install() {
    "$python" -m pip -qq --disable-pip-version-check install "$@"
}

if ! fits "$what" && ! fits dev; then
    if ! fits core; then
        chosen=$(choose)
        say "Making $venv with $chosen ($(version "$chosen")); this takes a minute, once."
        make_empty "$chosen"
        pip_install --require-hashes --only-binary :all: -r requirements/build.txt
    fi
    # Without isolation, since an isolated build would fetch its tools without a hash.
    pip_install --require-hashes --no-build-isolation -r "requirements/$what.txt"
    locked "$what" > "$venv/locked-$what"
fi
if [ "$(cat "$venv/linked" 2>/dev/null)" != "$(linked)" ]; then
    pip_install --no-deps --no-build-isolation --editable .
    linked > "$venv/linked"
fi
