#!/bin/sh
# Resolve pyproject.toml and build.in into the three locks, with a hash for every file.
#
# One resolution serves every system and every Python from 3.11 on. core.txt is bound to
# what dev.txt chose, so that what was tested is what is installed. Versions that the
# locks hold already are kept; `make lock ARGS=--upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."
if ! command -v uv >/dev/null; then
    echo "make lock needs uv; type: pipx install uv" >&2
    exit 1
fi
export UV_CUSTOM_COMPILE_COMMAND="make lock"

# $1 is the file to read, $2 the lock to write; the rest goes to uv.
resolve() {
    from=$1 to=$2
    shift 2
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        "$from" --output-file "$to" "$@"
}

resolve requirements/build.in requirements/build.txt "$@"
resolve pyproject.toml requirements/dev.txt --extra dev --constraint requirements/build.txt "$@"
resolve pyproject.toml requirements/core.txt --constraint requirements/dev.txt
