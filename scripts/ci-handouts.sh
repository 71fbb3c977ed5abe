#!/usr/bin/env bash
# Checks and builds the handouts in any CI, and says what a change does to the pages.
#
#   scripts/ci-handouts.sh            check, build what changed
#   scripts/ci-handouts.sh REVISION   and compare with REVISION, such as origin/main: out/ci/diff.html, out/ci/summary.md
#
# Keep between runs, whatever the CI calls its cache: out/.store (receipts and PDFs by content, safe to share between
# branches: a wrong or damaged entry only costs a render) and ~/.cache/handout-press (fonts, made once).
# Keep as results: out/draft, out/release, out/ci. HANDOUTS_CHECK_FORMAT: text (default) or github.
# Exit code: 0 fine, 1 problems in the handouts, 2 wrong usage. Every part runs, whatever an earlier one found.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2

base=${1:-}
format=${HANDOUTS_CHECK_FORMAT:-text}
worst=0

handouts=$(command -v handouts || true)
if [ -x scripts/setup.sh ]; then
    scripts/setup.sh || exit 2
    handouts=.venv/bin/handouts
elif [ -z "$handouts" ]; then
    echo "There is no program handouts here. Type: pip install handout-press" >&2
    exit 2
fi

part() {
    local name=$1 code
    shift
    printf '\n== %s\n' "$name"
    "$@"
    code=$?
    [ "$code" -le "$worst" ] || worst=$code
}

mkdir -p out/ci
part "Check the words" "$handouts" check --format "$format"
part "Make what changed" "$handouts" build --junit out/ci/build.xml --record out/ci/record.json
if [ -n "$base" ]; then
    part "What this change does to the pages" "$handouts" diff "$base" . --output out/ci/diff.html --summary out/ci/summary.md
fi
exit "$worst"
