"""A Bundle of DocumentReference, one for each released sheet, with the PDF in it (FHIR R4, 4.0.1).

https://hl7.org/fhir/R4/documentreference.html. Sheets are no patient's: there is no subject. The hash is SHA-1 as R4 says
(2.24.0.2), for integrity alone; who wants SHA-256 has the whole file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from press.content import Handout
from press.export.stock import Released, Stock
from press.qr import plain

#: LOINC's kind of document for what a patient is told, as it is used for leaflets.
EDUCATION: Final = {"system": "http://loinc.org", "code": "34895-3", "display": "Education note"}
SYSTEMS: Final = {
    "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10": "http://hl7.org/fhir/sid/icd-10",
    "ICD-11": "http://id.who.int/icd/release/11/mms", "SNOMED CT": "http://snomed.info/sct",
    "RxNorm": "http://www.nlm.nih.gov/research/umls/rxnorm", "LOINC": "http://loinc.org", "ATC": "http://www.whocc.no/atc",
}  # fmt: skip
_MADE: Final = {"system": "urn:handout-press", "code": "export"}


def bundle(stock: Stock) -> bytes:
    """The bundle as JSON, in a fixed order: the same sheets make the same bytes."""
    entries = [{"fullUrl": f"urn:handout-press:{plain(one.code)}", "resource": _document(stock, one)} for one in stock.sheets]
    said = {
        "resourceType": "Bundle",
        "meta": {"tag": [_MADE]},
        "type": "collection",
        **({"entry": entries} if entries else {}),  # an empty array is not allowed (R4, JSON representation)
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def is_ours(path: Path) -> bool:
    """Whether a file is a bundle that an export wrote."""
    try:
        said = json.loads(path.read_bytes())
        return bool(said["resourceType"] == "Bundle" and _MADE in said["meta"]["tag"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _document(stock: Stock, sheet: Released) -> dict[str, Any]:
    brand, language = stock.library.brands[stock.brand], stock.library.languages[sheet.edition.language]
    variant = stock.library.variants[sheet.edition.variant]
    approved = sheet.standing.approved
    codes = _codes(stock, sheet)
    return {
        "resourceType": "DocumentReference",
        "id": plain(sheet.code),
        "masterIdentifier": {"system": "urn:handout-press", "value": plain(sheet.code)},
        "identifier": [{"system": f"urn:handout-press:{quote(stock.brand)}", "value": str(sheet.edition.file_name)}],
        "status": "current",
        "docStatus": "final",
        "type": {"coding": [EDUCATION], "text": "Patient handout"},
        **({"date": f"{approved.isoformat()}T00:00:00Z"} if approved else {}),
        "custodian": {"display": brand.name},
        "description": f"{sheet.title} ({language.name}, {variant.name})",
        "content": [{"attachment": _attachment(sheet)}],
        **({"context": {"event": codes}} if codes else {}),
    }


def _attachment(sheet: Released) -> dict[str, Any]:
    approved = sheet.standing.approved
    return {
        "contentType": "application/pdf",
        "language": sheet.edition.language,
        "data": base64.b64encode(sheet.pdf).decode("ascii"),
        "size": len(sheet.pdf),
        "hash": base64.b64encode(hashlib.sha1(sheet.pdf, usedforsecurity=False).digest()).decode("ascii"),
        "title": sheet.title,
        **({"creation": approved.isoformat()} if approved else {}),
    }


def _codes(stock: Stock, sheet: Released) -> list[dict[str, Any]]:
    """What it is about, where R4 lets a document be found by a code: the "event" that it belongs to."""
    piece = stock.piece(sheet)
    if not isinstance(piece, Handout):
        return []
    return [
        {"coding": [{"system": SYSTEMS[one.system], "code": one.code, **({"display": one.display} if one.display else {})}]}
        for one in piece.facts.codes
    ]
