"""Which template, and which line of it, is at fault: asked only when a page says something that it must not.

Two ways. A page is filled once more with templates that say of each thing they print where they stand. And each template
that a project has of its own gives way to the engine's for once: where the fault goes with it, it is the one.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from press.content.wording import Reading, Wording
from press.markup.audit import Fault, audit
from press.problem import Place, Problem

RULE = "template-changes-words"
_BEGIN, _END = "\uf8f2", "\uf8f3"  # private characters, which no text that prints can hold
_MARK = re.compile(f"{_BEGIN}([^{_END}]*){_END}")


class _Tracing(jinja2.Environment):
    """An environment whose templates print before everything else where it comes from."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for output in tree.find_all(nodes.Output):
            marked: list[Any] = []
            for node in output.nodes:
                mark = nodes.TemplateData(f"{_BEGIN}{name}:{node.lineno}{_END}", lineno=node.lineno)
                marked += [mark.set_environment(self), node]
            output.nodes = marked
        return tree


class _Origins:
    """Where each part of a filled template comes from."""

    def __init__(self, marked: str) -> None:
        self.starts: list[int] = []
        self.places: list[tuple[str, int]] = []
        parts, done, length = [], 0, 0
        for hit in _MARK.finditer(marked):
            parts.append(marked[done : hit.start()])
            length += len(parts[-1])
            done = hit.end()
            name, _, line = hit[1].rpartition(":")
            self.starts.append(length)
            self.places.append((name, int(line)))
        self.html = "".join([*parts, marked[done:]])

    def at(self, offset: int) -> tuple[str, int]:
        """Template and line of what stands at an offset."""
        index = bisect.bisect_right(self.starts, offset) - 1
        if index < 0:
            return "", 0
        name, line = self.places[index]
        return name, line + self.html.count("\n", self.starts[index], offset)

    def after(self, offset: int, template: str) -> int:
        """The line of what a template prints next, at an offset or behind it; 0 if it prints nothing there."""
        index = max(0, bisect.bisect_right(self.starts, offset) - 1)
        return next((line for name, line in self.places[index:] if name == template), 0)


def named(
    faults: Sequence[Fault], folders: tuple[Path, ...], name: str, values: Mapping[str, Any], reading: Reading
) -> list[Problem]:
    """A problem for each fault, at the template and the line that it comes from."""
    traced = _Origins(filled(folders, name, values, _Tracing) or "")
    remedied = _remedied(folders, name, values, reading) if len(folders) > 1 else {}
    found = []
    for fault in faults:
        place = _place(fault, traced, remedied, folders)
        where = f" ({fault.wording.place})" if fault.wording is not None else ""
        found.append(Problem(place, RULE, f"{fault.fault}{where}", fault.remedy))
    return list(dict.fromkeys(found))


def _place(fault: Fault, traced: _Origins, remedied: Mapping[str, set[str]], folders: tuple[Path, ...]) -> Place:
    template, line = traced.at(fault.offset)
    culprits = [one for one, left in remedied.items() if fault.fault not in left]
    if culprits and template not in culprits:
        template, line = culprits[0], traced.after(fault.offset, culprits[0])
    elif not culprits and fault.wording is not None and (own := _own(fault.wording, folders)):
        template, line = own, line if own == template else 0
    return Place(f"templates/{template}", line)


def _own(wording: Wording, folders: tuple[Path, ...]) -> str:
    """The template of the block that a text belongs to; "" where none is its own."""
    name = f"blocks/{wording.block}.html"
    return name if any((folder / name).is_file() for folder in folders) else ""


def _remedied(folders: tuple[Path, ...], name: str, values: Mapping[str, Any], reading: Reading) -> dict[str, set[str]]:
    """For each template of the project's own the faults that are left when the engine's stands in for it."""
    own, engine = folders[0], folders[-1]
    found = {}
    for path in sorted(own.rglob("*.html")):
        template = path.relative_to(own).as_posix()
        if (engine / template).is_file():
            html = filled(folders, name, values, instead=(template, engine / template))
            if html is not None:
                found[template] = {fault.fault for fault in audit(html, reading)}
    return found


def filled(
    folders: tuple[Path, ...], name: str, values: Mapping[str, Any], kind: type[jinja2.Environment] = jinja2.Environment,
    instead: tuple[str, Path] | None = None,
) -> str | None:  # fmt: skip
    """The filled template; with one of its templates out of another file. None where that cannot be filled."""
    loaders: list[jinja2.BaseLoader] = [jinja2.FileSystemLoader([str(folder) for folder in folders])]
    if instead is not None:
        loaders.insert(0, jinja2.DictLoader({instead[0]: instead[1].read_text(encoding="utf-8")}))
    environment = kind(loader=jinja2.ChoiceLoader(loaders), autoescape=True, undefined=jinja2.StrictUndefined)
    try:
        return environment.get_template(name).render(values)
    except Exception:  # noqa: BLE001  # the fault is known; this was only to find where it comes from
        return None
