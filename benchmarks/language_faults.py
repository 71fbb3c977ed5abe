"""How many seeded faults the check finds in each language: ``python benchmarks/language_faults.py [--write] [--tell] [TAG …]``.

The sentences stand in ``benchmarks/faults/<tag>.yaml``; whoever wrote them had not seen the tables (see the README there).
Silent means that neither an error nor a review is said; the unfaulted twin of each fault must pass.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from translation_checks import problems_by_passage, table  # noqa: E402

from press.problem import Severity  # noqa: E402
from press.source import parse, plain  # noqa: E402

FOLDER = ROOT / "benchmarks" / "faults"
RESULTS = ROOT / "benchmarks" / "results" / "languages.md"
#: Every kind, and whether it is one of numbers, units, phones and weekdays: of those most must be errors.
KINDS = {
    **dict.fromkeys(
        ["digit-changed", "tenfold", "decimal-lost", "number-dropped", "unit-mass", "unit-volume", "unit-time", "unit-dropped", "number-in-words", "half-quarter", "once-twice", "times-a-day", "amount-period", "weekday", "phone-digit", "range-swapped", "slashed-pair"], True),
    **dict.fromkeys(
        ["bare-frequency", "every-other", "fortnightly", "month", "am-pm", "time-of-day", "relative-day", "doses-change-places", "at-least-at-most", "not-dropped", "not-added", "not-past", "not-other-words", "left-right", "before-after", "with-without", "raise-lower", "stop-continue", "hot-cold", "only-also", "empty-full-stomach", "within-after", "inside-outside", "above-below"], False),
}  # fmt: skip
#: "Not" and opposites: of those at least 95 % must be found.
MEANINGS = frozenset(
    ["not-dropped", "not-added", "not-past", "not-other-words", "left-right", "before-after", "with-without", "raise-lower", "stop-continue", "hot-cold", "only-also", "empty-full-stomach", "within-after", "inside-outside", "above-below"]
)
#: Rules about a sentence as a whole, which a seeded fault does not touch.
ASIDE = frozenset({"length-unusual", "final-mark-differs", "label-not-translated"})


@dataclass(slots=True)
class Result:
    """One language."""

    faults: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    twins: int = 0
    blamed: int = 0  # right translations with an error
    asked: int = 0  # right translations with a review and no error


def sentences(tag: str) -> list[dict[str, str]]:
    """The sentences of one language; a mistake in the file ends the program."""
    path = FOLDER / f"{tag}.yaml"
    located, problems = parse(path.read_text(encoding="utf-8"), path.name)
    if problems:
        sys.exit("\n".join(map(str, problems)))
    found: list[dict[str, str]] = plain(located.tree)
    for number, one in enumerate(found):
        if set(one) != {"kind", "source", "right", "wrong"} or one["kind"] not in KINDS or one["right"] == one["wrong"]:
            sys.exit(f"{located.place((number,))}: kind, source, right and wrong; the kind must be in the README")
    return found


def run(tag: str, tell: bool) -> Result:
    """Run the sentences of one language."""
    result = Result()
    rows = sentences(tag)
    for start in range(0, len(rows), 40):
        part = rows[start : start + 40]
        source = [row["source"] for row in part]
        right, _ = problems_by_passage(source, [row["right"] for row in part], tag)
        wrong, _ = problems_by_passage(source, [row["wrong"] for row in part], tag)
        for number, row in enumerate(part):
            twin = [p for p in right.get(number, []) if p.rule not in ASIDE]
            found = [p for p in wrong.get(number, []) if p.rule not in ASIDE]
            worst, of_twin = {p.severity for p in found}, {p.severity for p in twin}
            result.faults[row["kind"]] += 1
            result.silent[row["kind"]] += not found
            result.errors[row["kind"]] += Severity.ERROR in worst
            result.twins += 1
            result.blamed += Severity.ERROR in of_twin
            result.asked += of_twin == {Severity.REVIEW}
            if tell and (not found or twin):
                print(f"{tag} {row['kind']}: {row['source']}\n    right {row['right']}\n    wrong {row['wrong']}")
                print("".join(f"      {'blamed' if one in twin else 'found'}: {one.rule}: {one.fault}\n" for one in twin), end="")
                print("      SILENT\n" if not found else "", end="")
    return result


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def report(results: dict[str, Result]) -> str:
    """The tables, as Markdown."""
    rows = []
    for tag, one in results.items():
        hard = [kind for kind, counted in KINDS.items() if counted]
        rows.append((
            tag, sum(one.faults.values()), len(one.faults), _share(sum(one.silent.values()), sum(one.faults.values())),
            _share(sum(one.errors[k] for k in hard), sum(one.faults[k] for k in hard)),
            _share(sum(one.faults[k] - one.silent[k] for k in MEANINGS), sum(one.faults[k] for k in MEANINGS)),
            _share(one.blamed, one.twins), _share(one.asked, one.twins),
        ))  # fmt: skip
    total, silent, errors = Counter[str](), Counter[str](), Counter[str]()
    for one in results.values():
        total, silent, errors = total + one.faults, silent + one.silent, errors + one.errors
    kinds = [(k, total[k], _share(silent[k], total[k]), _share(errors[k], total[k])) for k in KINDS if total[k]]
    whole = f"{sum(total.values())} faults in {len(results)} languages: {_share(sum(silent.values()), sum(total.values()))} silent."
    head = ("language", "faults", "kinds", "silent", "errors of numbers, units, phones, weekdays", '"not" and opposites found', "twins with an error", "with a review")  # fmt: skip
    return f"""# Seeded faults in every language

Measured on {datetime.datetime.now(datetime.UTC).date().isoformat()} by `python benchmarks/language_faults.py --write`. The sentences were written without
knowledge of the tables ([README](../faults/README.md)); no dose in them is a real one.

{whole}

{table(head, rows)}

{table(("kind", "faults", "silent", "as an error"), kinds)}
"""


def main() -> None:
    """Run and print; ``--write`` keeps the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tags", nargs="*")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--tell", action="store_true", help="print what is silent, and which twins are blamed")
    chosen = parser.parse_args()
    tags = chosen.tags or sorted(path.stem for path in FOLDER.glob("*.yaml"))
    results = {tag: run(tag, chosen.tell) for tag in tags}
    print(report(results))
    if chosen.write:
        RESULTS.write_text(report(results), encoding="utf-8")


if __name__ == "__main__":
    main()
