"""``python -m press.fonts``: make the fonts, or mend them, and say how far it is."""

from __future__ import annotations

import sys
import time

from press import fonts


def main() -> int:
    """Exit code 0 when every font is in its place."""

    def report(name: str, done: int, total: int) -> None:
        print(f"  font {done:2} of {total}: {name}", flush=True)

    started = time.monotonic()
    problems = fonts.prepare(report, thorough=True)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems and time.monotonic() - started > 1:
        print(f"  {len(fonts.FAMILIES)} font families made in {time.monotonic() - started:.0f} s: {fonts.folder()}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
