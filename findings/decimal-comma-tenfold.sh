#!/usr/bin/env bash
# Version:   Babel 2.19.0 (PyPI)
# Guess:     parse_decimal refuses a number that is not written in the locale's way.
# Behaviour: by default it deletes the locale's group signs wherever they stand: "1,5" in English is 15, "0,5" is 5, and
#            "1.5" in German is 15. A dose becomes ten times itself without an error; only strict=True refuses.
# Here:      Babel parses no number of a text; a comma between digits is read by the language file's own marks.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check babel==2.19.0
"$here/venv/bin/python" - <<'PY'
from babel.numbers import NumberFormatError, parse_decimal
for text, tag, seen in (("1,5", "en", 15), ("0,5", "en", 5), ("1.5", "de", 15), ("2.5", "es", 25)):
    print(f"{text!r} in {tag}: {parse_decimal(text, locale=tag)}")
    assert parse_decimal(text, locale=tag) == seen
    try:
        parse_decimal(text, locale=tag, strict=True)
    except NumberFormatError:
        pass
    else:
        raise SystemExit(f"strict takes {text} in {tag}")
PY
