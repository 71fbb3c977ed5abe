"""job-ticket.xjdf: the order for a machine (CIP4 XJDF 2.1), and its check against CIP4's schema where that is given.

The schema is not bundled: https://schema.cip4.org has it. The only lxml of the project.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from press import __version__
from press.order.manifest import Manifest, Row
from press.pdf.measured import MM
from press.problem import Place, Problem

NAMESPACE = "http://www.CIP4.org/JDFSchema_2_0"
_AT_NOON = "T12:00:00Z"  # XJDF asks for a time of day; an order names a day
_FOLDS = {"folded in half": "F4-1", "letter fold": "F6-1", "z-fold": "F6-4"}  # CIP4 fold catalogue
_STAPLES = {"corner staple": "CornerStitch", "side stapled": "SideStitch", "saddle stitched": "SaddleStitch"}


def as_xjdf(manifest: Manifest) -> bytes:
    """The ticket. The same manifest gives the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}XJDF", nsmap={None: NAMESPACE})
    name = f"PROOF, not for printing: {manifest.name}" if manifest.proof else manifest.name
    _set(root, JobID=manifest.job, Types="Product", Version="2.1", DescriptiveName=name)
    created = _add(_add(root, "AuditPool"), "AuditCreated")
    _add(created, "Header", AgentName="Handout Press", AgentVersion=__version__, DeviceID="handouts", Time=manifest.made + _AT_NOON)
    for note in [manifest.note, *manifest.notes]:
        if note:
            _add(root, "Comment").text = note
    _add(root, "GeneralID", IDUsage="PackCode", IDValue=manifest.code)
    products = _add(root, "ProductList")
    for number, row in enumerate(manifest.rows, 1):
        _product(products, _id(number), row)
    sets: dict[str, Any] = {}
    _set(_resource(sets, root, "NodeInfo", {}), End=manifest.due + _AT_NOON)
    _contact(sets, root, manifest)
    _files(sets, root, manifest)
    _drops(sets, root, manifest)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _id(number: int) -> str:
    return f"P{number:04d}"


def _add(parent: Any, name: str, **attributes: object) -> Any:
    return _set(etree.SubElement(parent, f"{{{NAMESPACE}}}{name}"), **attributes)


def _set(element: Any, **attributes: object) -> Any:
    for key, value in attributes.items():
        if value not in ("", None):
            element.set(key, str(value))
    return element


def _resource(sets: dict[str, Any], root: Any, name: str, part: dict[str, str]) -> Any:
    """A resource in the set of its name (one set for all of a kind); ``part`` says what it concerns."""
    if name not in sets:
        sets[name] = _add(root, "ResourceSet", Name=name, Usage="Input")
    resource = _add(sets[name], "Resource")
    if part:
        _add(resource, "Part", **part)
    return _add(resource, name)


def _product(products: Any, number: str, row: Row) -> None:
    title = f"{row.title} ({row.language}, {row.variant})"
    product = _add(products, "Product", Amount=row.quantity, ID=number, IsRoot="true", DescriptiveName=title)
    if row.note:
        _add(product, "Comment").text = row.note
    _add(product, "GeneralID", IDUsage="EditionFingerprint", IDValue=row.fingerprint)
    _add(product, "GeneralID", IDUsage="SHA256", IDValue=row.sha256)
    said = row.binding.split(", ")
    staple = next((_STAPLES[one] for one in said if one in _STAPLES), "")
    if staple:
        _add(_intent(product, "BindingIntent"), "BindingIntent", BindingType=staple)
    colours = _add(_intent(product, "ColorIntent"), "ColorIntent")
    for surface, count in zip(("Front", "Back"), row.colours.split("/"), strict=True):
        inks = {"4": "Cyan Magenta Yellow Black", "1": "Black"}.get(count)
        if inks:
            _add(colours, "SurfaceColor", ColorsUsed=inks, Surface=surface)
    fold = next((_FOLDS[one] for one in said if one in _FOLDS), "")
    if fold:
        _add(_intent(product, "FoldingIntent"), "FoldingIntent", FoldCatalog=fold)
    wide, high = (float(part) / MM for part in row.trim.split(" x "))
    layout = _add(_intent(product, "LayoutIntent"), "LayoutIntent", FinishedDimensions=f"{wide:.2f} {high:.2f} 0.0")
    sides = "OneSided" if row.sides == 1 else "TwoSidedHeadToHead"
    _set(layout, Bleed=f"{float(row.bleed) / MM:.2f}", Pages=row.pages, Sides=sides)
    media = _add(_intent(product, "MediaIntent"), "MediaIntent", MediaQuality=row.stock, MediaType="Paper")
    grams = "".join(part for part in row.stock.split("gsm")[0].split()[-1:] if part.isdigit()) if "gsm" in row.stock else ""
    _set(media, Weight=grams)


def _intent(product: Any, name: str) -> Any:
    return _add(product, "Intent", Name=name)


def _contact(sets: dict[str, Any], root: Any, manifest: Manifest) -> None:
    contact = _resource(sets, root, "Contact", {"ContactType": "Customer"})
    said = manifest.contact
    for key, kind, scheme in (("email", "Email", "mailto:"), ("phone", "Phone", "tel:")):
        if said.get(key):
            _add(contact, "ComChannel", ChannelType=kind, Locator=scheme + said[key].replace(" ", "-"))
    if said.get("organisation"):
        _add(contact, "Company", OrganizationName=said["organisation"])
    _add(contact, "Person", DescriptiveName=said.get("name", ""))


def _files(sets: dict[str, Any], root: Any, manifest: Manifest) -> None:
    for number, row in enumerate(manifest.rows, 1):
        runs = _resource(sets, root, "RunList", {"Product": _id(number)})
        _set(runs, NPage=row.pages)
        _add(runs, "FileSpec", FileSize=row.bytes, MimeType="application/pdf", URL=row.file)


def _drops(sets: dict[str, Any], root: Any, manifest: Manifest) -> None:
    """Where the copies go: one delivery each, with the copies of each piece."""
    for place in manifest.deliveries:
        params = _resource(sets, root, "DeliveryParams", {"DropID": place["id"]})
        _set(params, Required=manifest.due + _AT_NOON)
        for number, row in enumerate(manifest.rows, 1):
            amount = dict(part.split("=") for part in row.deliver.split("; ") if part).get(place["id"])
            if amount:
                _add(params, "DropItem", Amount=amount, ItemRef=_id(number))
    for place in manifest.deliveries:
        contact = _resource(sets, root, "Contact", {"ContactType": "Delivery", "DropID": place["id"]})
        _add(_add(contact, "Address"), "AddressLine").text = place["address"]
        _add(contact, "Company", OrganizationName=place["to"])


def read_amounts(data: bytes) -> dict[str, int]:
    """File name -> copies, as the ticket says. Raises ValueError where it cannot be read."""
    root = _parsed(data)
    amounts = {one.get("ID"): int(one.get("Amount", "0")) for one in root.iter(f"{{{NAMESPACE}}}Product")}
    found: dict[str, int] = {}
    for resource in root.iter(f"{{{NAMESPACE}}}Resource"):
        part, spec = resource.find(f"{{{NAMESPACE}}}Part"), resource.find(f".//{{{NAMESPACE}}}FileSpec")
        if part is not None and spec is not None:
            found[str(spec.get("URL"))] = amounts.get(part.get("Product"), 0)
    return found


def _parsed(data: bytes) -> Any:
    # Nothing outside the file is read, no entity is expanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


class NotASchemaError(ValueError):
    """The file that was given is no XML schema."""


def schema_of(path: Path) -> Any:
    """CIP4's XML schema out of a file. Raises NotASchemaError."""
    try:
        return etree.XMLSchema(etree.parse(str(path), etree.XMLParser(no_network=True, resolve_entities=False)))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise NotASchemaError(f"is not an XML schema ({str(error)[:120]}). Take xjdf.xsd from schema.cip4.org.") from error


def validate(data: bytes, known: Any, shown: str) -> list[Problem]:
    """Check a ticket against a schema (see :func:`schema_of`)."""
    try:
        known.validate(_parsed(data))
    except ValueError as error:
        return [Problem(Place(shown), "xjdf-broken", f"the ticket is not XML ({error})", "Make the pack again.")]
    remedy = "The file was changed, or the schema is of another version."
    return [
        Problem(Place(shown, one.line), "xjdf-invalid", str(one.message).replace(f"{{{NAMESPACE}}}", ""), remedy)
        for one in known.error_log
    ]
