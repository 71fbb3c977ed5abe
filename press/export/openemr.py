"""A folder for OpenEMR's local leaflets: one PDF for each diagnosis code, in its names.

OpenEMR (interface/patient_file/education.php) looks for ``<type>_<code>_<language>.pdf`` in small letters, the very code,
and knows two languages: ``es`` for Spanish, ``en`` for everybody else. So each code's children get a file, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from press.content import Handout
from press.export.codes import below
from press.export.stock import Released, Stock
from press.problem import Place, Problem, Severity

KIND: Final = "openemr"
LANGUAGES: Final = ("en", "es")
#: Systems of codes by the names that OpenEMR has for them. One that may stand for two is written under both.
TYPES: Final = {
    "ICD-10-CM": ("icd10",), "ICD-10": ("icd10",), "SNOMED CT": ("snomed", "snomed-ct"), "RxNorm": ("rxcui",), "LOINC": ("loinc",),
}  # fmt: skip


def files(stock: Stock, variant: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Name to PDF, and a problem for each name that two sheets want: the nearer code has it, else the first by name."""
    taken: dict[str, tuple[int, Released]] = {}
    clashes: dict[tuple[str, str], list[str]] = {}
    for sheet in stock.sheets:
        if sheet.edition.variant != variant or sheet.edition.language not in LANGUAGES:
            continue
        for name, distance in _names(stock, sheet):
            before = taken.get(name)
            if before is None or distance < before[0]:
                taken[name] = distance, sheet
            elif distance == before[0] and before[1].edition.slug != sheet.edition.slug:
                clashes.setdefault((before[1].edition.slug, sheet.edition.slug), []).append(name)
    notes = [_clash(first, stock.library.pieces[second].folder, names) for (first, second), names in clashes.items()]
    return {name: sheet.pdf for name, (_, sheet) in taken.items()}, notes


def _names(stock: Stock, sheet: Released) -> Iterator[tuple[str, int]]:
    """The names under which a sheet may be looked for, each with how far its code is from the sheet's own."""
    piece = stock.piece(sheet)
    if not isinstance(piece, Handout):
        return
    nearest: dict[str, int] = {}
    for code in piece.facts.codes:
        own = _dotted(code.code) if code.system.startswith("ICD-10") else code.code
        for one in (own, *(below(own) if code.system == "ICD-10-CM" else ())):
            for kind in TYPES.get(code.system, ()):
                name = f"{kind}_{one}_{sheet.edition.language}.pdf".lower()
                nearest[name] = min(nearest.get(name, 99), len(one) - len(own))
    yield from nearest.items()


def _dotted(code: str) -> str:
    """A code of ICD-10 as records hold it: ``g43709`` is ``G43.709``."""
    plain = code.upper().replace(".", "")
    return f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain


def _clash(first: str, folder: str, names: list[str]) -> Problem:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    fault = f"{names[0]}{more}: {first} has the same code, and the file is that sheet"
    remedy = "OpenEMR shows one sheet for a code: take the code from one of the two."
    return Problem(Place(f"{folder}/handout.yaml"), "export-clash", fault, remedy, Severity.REVIEW)
