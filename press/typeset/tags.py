"""Structure tags: what WeasyPrint leaves undone in a PDF/UA-1 file, done right before the file is written.

Validators do not see most of it: a running head read aloud on every page, a table that becomes two tables at a page
break, a list whose numbering is not said. References: ISO 32000-1 (PDF 1.7) 14.7 and 14.8, ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from typing import Any

import pydyf

from press.typeset.tag_tree import Box, Element, Structure

#: CSS list-style-type -> ListNumbering (ISO 32000-1, table 347).
_NUMBERING = {
    "none": "/None",
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "upper-roman": "/UpperRoman",
    "lower-roman": "/LowerRoman",
    "upper-alpha": "/UpperAlpha",
    "upper-latin": "/UpperAlpha",
    "lower-alpha": "/LowerAlpha",
    "lower-latin": "/LowerAlpha",
}


def finish_structure(structure: Structure) -> None:
    """All that is done to the structure tree, in the order in which it must be done."""
    drop_running_heads(structure)
    drop_doubled_links(structure)
    drop_decorations(structure)
    join_pages(structure)
    unwrap_list_groups(structure)
    pair_definitions(structure)
    name_list_labels(structure)
    wrap_list_bodies(structure)
    number_lists(structure)
    scope_headers(structure)
    name_languages(structure)
    place_figures(structure)
    set_direction(structure)
    structure.empty()


def drop_running_heads(structure: Structure) -> None:
    """Running heads and feet are pagination artifacts: they must not be read aloud on every page.

    WeasyPrint tags them as content that no element of the tree holds (ISO 14289-1, 7.8; Matterhorn 1.1, 04-001).
    """
    held = {element.number for element in structure.walk()}
    for page in structure.pages:
        for mcid, owner in enumerate(page.owners):
            if owner != "null" and structure.get(owner).number not in held:
                page.as_artifact(mcid)
    for item in structure.pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem" and item.number not in held:
            structure.discard(item)


def drop_doubled_links(structure: Structure) -> None:
    """A link is held by a Link element, once (ISO 14289-1, 7.18.5).

    WeasyPrint makes a second link of each ``<bdi>`` or ``<strong>`` inside a link, and links of those in running heads,
    where the address is only printed.
    """
    kept = set()
    for element in structure.walk():
        for kid in list(element["K"]):
            item = structure.get(kid) if isinstance(kid, bytes) else None
            if item is None or item.get("Type") != "/OBJR":
                continue
            if element["S"] in {"/Link", "/Form"}:
                kept.add(item["Obj"])
            else:
                element["K"].remove(kid)
                structure.discard(item)
    for reference in structure.pdf.page_references:
        page = structure.get(reference)
        for link in list(page.get("Annots", ())):
            if link not in kept:
                page["Annots"].remove(link)
                structure.discard(structure.get(link))
        if not page.get("Annots", True):
            del page["Annots"]
    first = 2 * len(structure.pages)
    pairs = list(zip(structure.numbers[first::2], structure.numbers[first + 1 :: 2], strict=True))
    links = {structure.get(kept_link)["StructParent"] for kept_link in kept}
    structure.numbers[first:] = [part for pair in pairs if pair[0] in links for part in pair]


def is_decoration(box: Box) -> bool:
    """Whether a picture says nothing: ``alt=""``, or ``aria-hidden="true"`` on a picture or an inline SVG."""
    element = box.element
    return bool(element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == ""))


def drop_decorations(structure: Structure) -> None:
    """Decorative pictures are artifacts (ISO 14289-1, 7.1 and 7.3)."""
    for parent in list(structure.walk()):
        for kid in structure.kids(parent):
            box = structure.source(kid)
            if kid["S"] == "/Figure" and box is not None and is_decoration(box):
                structure.drop(kid, structure.pages[structure.page_number(kid)])
                parent["K"].remove(kid.reference)


def join_pages(structure: Structure) -> None:
    """A paragraph, list or table that goes on overleaf is one element, not two; a table's repeated head is an artifact.

    ISO 32000-1, 14.7.2: a structure element may hold content of several pages.
    """
    roots = structure.kids(structure.document)
    for i in range(len(roots) - 1, 0, -1):
        _join(structure, structure.document, roots[i - 1], roots[i])


def _join(structure: Structure, parent: Element, first: Element, second: Element) -> None:
    """Move what is in ``second`` to the end of ``first`` if both were made from one HTML element."""
    a, b = structure.source(first), structure.source(second)
    if a is None or b is None or a.element is None or first["Pg"] == second["Pg"]:
        return
    if (a.element, a.element_tag, first["S"]) != (b.element, b.element_tag, second["S"]):
        return
    for name in ("/THead", "/TFoot"):
        _drop_repeated(structure, first, second, name)
    own, kids = structure.kids(first), structure.kids(second)
    if own and kids:
        _join(structure, second, own[-1], kids[0])
    for kid in second["K"]:
        if isinstance(kid, int):
            structure.pages[structure.page_number(second)].owners[kid] = first.reference
            kid = pydyf.Dictionary({"Type": "/MCR", "Pg": second["Pg"], "MCID": kid})
        elif isinstance(kid, bytes) and structure.get(kid).get("Type") == "/StructElem":
            structure.get(kid)["P"] = first.reference
        first["K"].append(kid)
    for i, owner in enumerate(structure.numbers):
        if owner == second.reference:
            structure.numbers[i] = first.reference
    parent["K"].remove(second.reference)
    structure.discard(second)


def _drop_repeated(structure: Structure, first: Element, second: Element, name: str) -> None:
    """Of a table's head (or foot) that is printed on both pages only the first is read."""
    if not any(kid["S"] == name for kid in structure.kids(first)):
        return
    for kid in structure.kids(second):
        if kid["S"] == name:
            structure.drop(kid, structure.pages[structure.page_number(kid)])
            second["K"].remove(kid.reference)


def unwrap_list_groups(structure: Structure) -> None:
    """``<dl><div>…</div></dl>``: the group is no element of the list (ISO 32000-1, table 336)."""
    for item_list in list(structure.walk()):
        if item_list["S"] != "/L":
            continue
        for group in structure.kids(item_list):
            if group["S"] in {"/Div", "/NonStruct"}:
                index = item_list["K"].index(group.reference)
                item_list["K"][index : index + 1] = group["K"]
                for kid in structure.kids(group):
                    kid["P"] = item_list.reference
                structure.discard(group)


def wrap_list_bodies(structure: Structure) -> None:
    """What is in a list item beside its label is in its body (ISO 32000-1, table 336)."""
    for item in list(structure.walk()):
        loose = [kid for kid in structure.kids(item) if kid["S"] not in {"/Lbl", "/LBody"}]
        if item["S"] != "/LI" or not loose:
            continue
        bodies = [kid for kid in structure.kids(item) if kid["S"] == "/LBody"]
        body = bodies[0] if bodies else pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array()})
        if not bodies:
            body["Pg"] = item["Pg"]
            structure.pdf.add_object(body)
            structure.adopt(item, body)
        rest = [kid for kid in structure.kids(item) if kid["S"] != "/Lbl" and kid is not body]
        body["K"][0:0] = [kid.reference for kid in rest if _before(item, kid, body)]
        body["K"].extend([kid.reference for kid in rest if not _before(item, kid, body)])
        for kid in rest:
            item["K"].remove(kid.reference)
            kid["P"] = body.reference


def _before(item: Element, one: Element, other: Element) -> bool:
    return bool(item["K"].index(one.reference) < item["K"].index(other.reference))


def pair_definitions(structure: Structure) -> None:
    """A term and its meaning are one list item: the term is the label (ISO 32000-1, table 336)."""
    for item_list in list(structure.walk()):
        box = structure.source(item_list)
        if item_list["S"] != "/L" or box is None or box.element_tag != "dl":
            continue
        term = None
        for item in structure.kids(item_list):
            body = structure.kids(item)[0]
            box = structure.source(body) or structure.source(item)
            if box is not None and box.element_tag == "dt":
                body["S"] = "/Lbl"
                term = item
            elif term is not None:
                structure.adopt(term, body)
                item_list["K"].remove(item.reference)
                structure.discard(item)
                term = None


def name_list_labels(structure: Structure) -> None:
    """A number that a style sheet puts before a list item (``li::before``) is the item's label."""
    for item in list(structure.walk()):
        if item["S"] != "/LI":
            continue
        kids = structure.kids(item)
        if not kids or kids[0]["S"] != "/LBody":
            continue
        before = next((kid for kid in structure.kids(kids[0]) if _tag(structure, kid) == "li::before"), None)
        if before is None or structure.kids(kids[0])[0] is not before:
            continue
        kids[0]["K"].remove(before.reference)
        if any(isinstance(kid, int) for one in structure.walk(before) for kid in one["K"]):
            before["S"], before["P"] = "/Lbl", item.reference
            item["K"].insert(0, before.reference)
        else:  # a box to tick, drawn with a border: nothing to say
            structure.discard(before)


def _tag(structure: Structure, element: Element) -> str:
    box = structure.source(element)
    return "" if box is None else str(box.element_tag)


def number_lists(structure: Structure) -> None:
    """Say how a list with labels is numbered (ISO 14289-1, 7.6; Matterhorn 1.1, 16-001)."""
    for element in structure.walk():
        if element["S"] == "/L":
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": _numbering(structure, element)})


def _numbering(structure: Structure, element: Element) -> str:
    box = structure.source(element)
    labels = [kid for item in structure.kids(element) for kid in structure.kids(item) if kid["S"] == "/Lbl"]
    if box is None or not labels or box.element_tag == "dl":
        return "/None"
    if _tag(structure, labels[0]) == "li::before":
        return "/Decimal" if box.element_tag == "ol" else "/None"
    style = box.style["list_style_type"]
    return _NUMBERING.get(style, "/Decimal" if box.element_tag == "ol" else "/Disc")


def scope_headers(structure: Structure) -> None:
    """Say of each header cell whether it heads a row or a column (ISO 14289-1, 7.5; Matterhorn 1.1, 15-003).

    WeasyPrint's ``Headers`` and ``ID`` entries go: they work only with an IDTree, which it does not write, and after
    a page break they name the cells of a head that is no longer there.
    """
    for element in structure.walk():
        if element["S"] not in {"/TH", "/TD"}:
            continue
        element.pop("ID", None)
        element["A"].pop("Headers", None)
        if element["S"] == "/TH":
            box = structure.source(element)
            scope = "" if box is None else box.element.get("scope", "")
            element["A"]["Scope"] = "/Row" if scope in {"row", "rowgroup"} else "/Column"
        elif len(element["A"]) == 1:
            del element["A"]


def name_languages(structure: Structure) -> None:
    """A passage in another language says which (ISO 14289-1, 7.2; WCAG 2.2, 3.1.2)."""
    for element in structure.walk():
        box = structure.source(element)
        if box is None or box.element is None or "::" in str(box.element_tag):
            continue
        above = structure.source(structure.get(element["P"]))
        if box.element.get("lang") and (above is None or above.element is not box.element):
            element["Lang"] = pydyf.String(box.element.get("lang"))


def place_figures(structure: Structure) -> None:
    """The BBox of a figure is in PDF units from the foot of the page (ISO 32000-1, 14.8.5.4.3).

    WeasyPrint writes CSS pixels from the head of the page.
    """
    for element in structure.walk():
        box = structure.source(element)
        if element["S"] != "/Figure" or box is None:
            continue
        height = structure.page_boxes[structure.page_number(element)].margin_height()
        left, top = box.content_box_x(), box.content_box_y()
        edges = (left, height - top - box.height, left + box.width, height - top)
        element["A"]["BBox"] = pydyf.Array([round(edge * 0.75, 3) for edge in edges])
        if "Alt" not in element and (text := _description(box.element)):
            element["Alt"] = pydyf.String(text)


def _description(element: Any) -> str:
    """What a picture shows, in words: ``alt``, ``aria-label``, or the title and description of an SVG."""
    svg = "{http://www.w3.org/2000/svg}"
    parts = [element.get("alt"), element.get("aria-label"), element.findtext(f"{svg}title")]
    return next((" ".join(part.split()) for part in parts if part and part.strip()), "")


def figures_without_words(structure: Structure) -> list[Box]:
    """The boxes of pictures that no text stands for."""
    found = [element for element in structure.walk() if element["S"] == "/Figure" and "Alt" not in element]
    return [box for element in found if (box := structure.source(element)) is not None]


def set_direction(structure: Structure) -> None:
    """Pages of a right-to-left document follow each other from right to left; viewers print at true size, on both sides
    (ISO 32000-1, 12.2: Direction, PrintScaling, Duplex)."""
    preferences = structure.pdf.catalog["ViewerPreferences"]
    preferences["PrintScaling"] = "/None"
    if len(structure.page_boxes) > 1:
        preferences["Duplex"] = "/DuplexFlipLongEdge"
    if structure.page_boxes and structure.page_boxes[0].style["direction"] == "rtl":
        preferences["Direction"] = "/R2L"


def finish_annotations(pdf: Any) -> None:
    """Links are printed (flag 4) like the rest of the page, and the tab key follows the structure (ISO 14289-1, 7.18)."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Annot":
            item["F"] = 4
    for reference in pdf.page_references:
        pdf.objects[int(reference.split()[0])]["Tabs"] = "/S"
