"""Every rule with its reason: what ``check --explain``, the rules page and the reports say.

Reasons stand beside their rules: in the docstrings of ``press/checks`` and ``press/preflight``, and for all other problems
in a ``RULES`` table of the room that finds them. Those tables are read from the source, not imported: to say why a rule is
there no typesetter need be loaded.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from press.problem import Severity

_PRESS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is there: its name, how much it weighs in words, the reason, and the room that finds it."""

    name: str
    weight: str
    why: str
    room: str


def reasons(of_pdfs: bool = True) -> dict[str, list[Reason]]:
    """Every rule by name with its reasons: one for each room that finds it. Without ``of_pdfs`` no PDF library is loaded."""
    from press import checks

    found: dict[str, list[Reason]] = {}
    for rule in checks.rules().values():
        found.setdefault(rule.name, []).append(Reason(rule.name, rule.weight, rule.why, "checks"))
    for reason in tables():
        found.setdefault(reason.name, []).append(reason)
    if of_pdfs:
        from press import preflight

        for name, why in preflight.rules().items():
            found.setdefault(name, []).append(Reason(name, str(Severity.ERROR), why, "preflight"))
    return found


@functools.cache
def tables() -> tuple[Reason, ...]:
    """The reasons in the rooms' own tables."""
    return tuple(reason for path in sorted(_PRESS.rglob("*.py")) for reason in _table(path))


def _table(path: Path) -> Iterator[Reason]:
    text = path.read_text(encoding="utf-8")
    if "\nRULES: dict[str, str] = {" not in text:
        return
    tree = ast.parse(text)
    said = {
        target.id: ast.literal_eval(value)
        for node in tree.body
        if (target := _target(node)) is not None and target.id in ("RULES", "REVIEWS") and (value := _value(node)) is not None
    }
    room = Path(path.relative_to(_PRESS).parts[0]).stem
    for name, why in said["RULES"].items():
        severity = Severity.REVIEW if name in said.get("REVIEWS", ()) else Severity.ERROR
        yield Reason(name, str(severity), why, room)


def _target(node: ast.stmt) -> ast.Name | None:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
    return target if isinstance(target, ast.Name) else None


def _value(node: ast.stmt) -> ast.expr | None:
    return node.value if isinstance(node, ast.AnnAssign | ast.Assign) else None
