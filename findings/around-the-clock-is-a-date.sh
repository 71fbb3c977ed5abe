#!/usr/bin/env bash
# Version:   dateparser 1.5.0 (PyPI)
# Guess:     a parser of dates for one language reads all dates in one order, and leaves what is no date alone.
# Behaviour: asked for English it reads 05/06/2027 as 6 May and 13/02/2027, which that order does not allow, silently as 13 February: one
#            list, two orders. "24/7" is 24 July of this year, "2 weeks" a day two weeks ago, so "next review: 2 weeks" lies in the past.
# Here:      dates are read in ISO form only; what looks like another is named with the form to write.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check dateparser==1.5.0
"$here/venv/bin/python" - <<'PY'
import datetime
import dateparser
now = datetime.datetime(2026, 11, 30)
def read(text):
    found = dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": now})
    return found.date().isoformat() if found else None
seen = {text: read(text) for text in ("05/06/2027", "13/02/2027", "24/7", "2 weeks", "in 2 weeks")}
print(seen)
assert seen == {"05/06/2027": "2027-05-06", "13/02/2027": "2027-02-13", "24/7": "2026-07-24", "2 weeks": "2026-11-16", "in 2 weeks": "2026-12-14"}
PY
