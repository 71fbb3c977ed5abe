#!/usr/bin/env bash
# Makes this checkout ready: system libraries, .venv from the lock, the fonts. Run by `make setup` and `make setup-dev`.
#
#   scripts/setup.sh          what printing needs
#   scripts/setup.sh --dev    and what the tests need
#
# A second run does nothing: .venv keeps the hash of the lock it was made from.
set -euo pipefail
cd "$(dirname "$0")/.."

lock=requirements.txt
debian=(libpango-1.0-0 libpangoft2-1.0-0)
if [ "${1:-}" = --dev ]; then
    lock=requirements-dev.txt
    debian+=(git poppler-utils default-jre-headless ghostscript cups cups-filters)
    # The preview is tested in a real browser. Ubuntu has Chromium as a snap only; there Google Chrome serves as well.
    if grep -qsx ID=debian /etc/os-release; then debian+=(chromium chromium-driver); fi
fi

say() { printf '%s\n' "$*" >&2; }

# A name on the PATH is not enough: version managers leave names there that start nothing.
suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
        if suits "$name"; then
            command -v "$name"
            return
        fi
    done
    if command -v apt-get >/dev/null && ! command -v python3 >/dev/null; then # a bare Debian or Ubuntu
        say "Installing with apt-get: python3 python3-venv"
        if as_root apt-get update -q >&2 && as_root apt-get install -y -q --no-install-recommends python3 python3-venv >&2 &&
            suits python3; then
            command -v python3
            return
        fi
    fi
    say "Python 3.11 or newer is needed, and none was found. To install it, type:"
    say "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv"
    say "  Fedora:          sudo dnf install python3"
    say "  macOS:           brew install python@3.13"
    say "  Windows:         wsl --install -d Debian   (then work inside it, as on Debian)"
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 1
    fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

system_packages() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 0 # elsewhere the doctor says what to type
    local package missing=()
    "$python" -c 'import ensurepip, venv' 2>/dev/null || debian+=(python3-venv)
    for package in "${debian[@]}"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing with apt-get: ${missing[*]}"
    if as_root apt-get update -q && as_root apt-get install -y -q --no-install-recommends "${missing[@]}"; then
        return 0
    fi
    say "These packages are missing and could not be installed from here. Type:"
    say "  sudo apt-get update && sudo apt-get install ${missing[*]}"
    return 1
}

# Where the checkout lies is part of the stamp: a .venv does not survive being moved.
stamp() { printf '%s %s\n' "$(cat "$1" pyproject.toml | cksum)" "$PWD"; }

python_packages() {
    if [ -x .venv/bin/handouts ] && [ "$(cat ".venv/installed-from-$lock" 2>/dev/null)" = "$(stamp "$lock")" ]; then
        return 0
    fi
    if ! suits .venv/bin/python; then
        "$python" -m venv --clear .venv
    fi
    say "Installing Python packages from $lock into .venv (once; a minute or two)"
    rm -f .venv/installed-from-*
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
    stamp "$lock" > ".venv/installed-from-$lock"
    # The tests' lock holds everything of the other one in the same versions.
    stamp requirements.txt > .venv/installed-from-requirements.txt
    fresh=yes
}

# What the tests take from npm, each at one version: pdf.js, which is Firefox's reader; axe and the Nu checker, which judge
# web pages. Where npm or the network is not, the tests say what was left out.
from_npm() {
    local list=$1 there=.venv/$2
    cmp -s "$list" "$there/package.json" && [ -d "$there/node_modules" ] && return 0
    command -v npm >/dev/null || return 0
    mkdir -p "$there"
    cp "$list" "$there/package.json"
    (cd "$there" && npm install --silent --omit=optional --no-package-lock --no-audit --no-fund >&2) || rm -rf "$there"
}

fresh=
python=$(find_python)
system_packages
python_packages
if [ "$lock" = requirements-dev.txt ]; then
    from_npm benchmarks/pdfjs/package.json pdfjs
    from_npm tests/webpages/package.json webpages
fi
.venv/bin/python -m press.fonts
if [ -n "$fresh" ]; then
    if ! report=$(.venv/bin/python -m press.doctor); then
        say "$report"
        exit 1
    fi
fi
