"""One list of problems, five ways to say it: for people, tools, pull requests, code scanning and CI."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from press import __version__
from press.problem import Problem, Severity, counted, errors

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# What no XML file may hold, not even escaped (XML 1.0, "Characters"): a broken handout may, and its report names it.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Explain = Callable[[str], str]


def summary(problems: Sequence[Problem], handouts: int) -> str:
    """``2 errors and 1 for review, in 2 of 48 handouts``."""
    touched = {handout_of(problem.place.path) for problem in problems}
    wrong, look = len(errors(problems)), sum(problem.severity is Severity.REVIEW for problem in problems)
    if not problems:
        return f"{counted(handouts, 'handout')}: nothing to mend"
    said = " and ".join(
        part for part in (counted(wrong, "error") if wrong else "", f"{look} for review" if look else "") if part
    )
    return f"{said}, in {len(touched)} of {counted(handouts, 'handout')}"


def handout_of(path: str) -> str:
    """The folder that a problem belongs to, for grouping: a handout's, or the file's own."""
    return str(PurePosixPath(path).parent) if path.startswith("handouts/") else path


def grouped(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Problems by handout, in the order given."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(handout_of(problem.place.path), []).append(problem)
    return groups


def as_json(problems: Sequence[Problem], handouts: int) -> str:
    """For tools: ``{"summary", "problems": [{path, line, column, severity, rule, fault, remedy}]}``."""
    said = {
        "summary": summary(problems, handouts),
        "handouts": handouts,
        "problems": [problem.as_json() for problem in problems],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the line (GitHub Docs, "Workflow commands for GitHub Actions")."""
    lines = []
    for problem in problems:
        kind = "error" if problem.severity is Severity.ERROR else "warning"
        values = {
            "file": problem.place.path,
            "line": max(problem.place.line, 1),
            "col": max(problem.place.column, 1),
            "title": problem.rule,
        }
        head = ",".join(f"{key}={_escaped(str(value), also=':,')}" for key, value in values.items())
        text = f"{problem.fault}\n{problem.remedy}" if problem.remedy else problem.fault
        lines.append(f"::{kind} {head}::{_escaped(text)}")
    return "\n".join(lines)


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def as_sarif(problems: Sequence[Problem], explain: Explain) -> str:
    """SARIF 2.1.0 (OASIS), for code scanning. Columns are 1-based and count Unicode code points."""
    names = sorted({problem.rule for problem in problems})
    rules = []
    for name in names:
        rule: dict[str, Any] = {"id": name, "shortDescription": {"text": name.replace("-", " ").capitalize() + "."}}
        why = explain(name)
        rules.append({**rule, "fullDescription": {"text": why}} if why else rule)
    driver = {"name": "Handout Press", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(p, names.index(p.rule)) for p in problems],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(problem: Problem, index: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": problem.place.path}}
    if problem.place.line:
        location["region"] = {"startLine": problem.place.line, "startColumn": max(problem.place.column, 1)}
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": "error" if problem.severity is Severity.ERROR else "warning",
        "message": {"text": f"{problem.fault}. {problem.remedy}".strip()},
        "locations": [{"physicalLocation": location}],
    }


@dataclass(frozen=True, slots=True)
class Case:
    """A test case of JUnit: its name, what was found, how many seconds it took."""

    name: str
    problems: Sequence[Problem] = ()
    seconds: float = 0.0


def as_junit(problems: Sequence[Problem], checked: Iterable[str]) -> str:
    """JUnit XML of a check: a test case a handout."""
    groups = grouped(problems)
    return junit("check", [Case(name, groups.get(name, [])) for name in sorted({*groups, *checked})])


def junit(suite_name: str, cases: Sequence[Case]) -> str:
    """JUnit XML, as CI servers read it: errors are failures, reviews are system-out."""
    count, failed = str(len(cases)), str(sum(bool(errors(case.problems)) for case in cases))
    root = ElementTree.Element("testsuites", name="handouts", tests=count, failures=failed, errors="0")
    suite = ElementTree.SubElement(
        root, "testsuite", name=suite_name, tests=count, failures=failed, errors="0", skipped="0"
    )
    for one in cases:
        about = {"classname": f"handouts.{suite_name}", "name": one.name, "time": f"{one.seconds:.3f}".rstrip("0").rstrip(".")}
        case, found = ElementTree.SubElement(suite, "testcase", about), one.problems
        wrong = errors(found)
        if wrong:
            failure = ElementTree.SubElement(case, "failure", message=wrong[0].fault, type=wrong[0].rule)
            failure.text = "\n".join(map(str, wrong))
        look = [str(problem) for problem in found if problem.severity is Severity.REVIEW]
        if look:
            ElementTree.SubElement(case, "system-out").text = "\n".join(look)
    ElementTree.indent(root)
    return xml_text(root)


def xml_text(root: ElementTree.Element) -> str:
    """An XML document as text, without what no such file may hold."""
    text = ElementTree.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


FORMATS: Mapping[str, str] = {
    "text": "for people",
    "json": "for tools",
    "github": "annotations in a pull request",
    "sarif": "code scanning",
    "junit": "CI servers",
}
