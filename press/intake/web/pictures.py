"""Pictures of a web page: beside it on disk, inside it, or only somewhere on the web."""

from __future__ import annotations

import base64
import binascii
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from press.intake.pieces import Doubt, Picture, Piece

MAX_BYTES = 32 * 1024 * 1024
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}


def picture(element: ElementTree.Element, folder: Path | None) -> Picture | None:
    """The picture of an ``img``; None for a dot that only counts readers."""
    alt = " ".join((element.get("alt") or element.get("title") or "").split())
    size = (element.get("width") or "", element.get("height") or "")
    if not alt and all(re.fullmatch(r"[01](?:px)?", side.strip()) for side in size):
        return None
    source = (element.get("src") or element.get("data-src") or "").strip()
    if source.startswith("data:"):
        return _inside(source, alt)
    parts = urlsplit(source.replace("\\", "/"))
    name = Path(unquote(parts.path)).name or "picture"
    if not source:
        return Picture("picture", alt=alt, fault="the leaflet does not say where it is")
    if parts.scheme not in ("", "file") or parts.netloc:
        return Picture(name, alt=alt, fault=f"it is on the web only ({source[:300]})")
    return _beside(unquote(parts.path), name, alt, folder)


def _inside(source: str, alt: str) -> Picture:
    head, _, data = source.partition(",")
    kind = head[5:].split(";")[0].lower()
    name = f"picture{_SUFFIXES.get(kind, '')}"
    try:
        content = base64.b64decode(re.sub(r"\s", "", unquote(data))) if ";base64" in head else unquote_to_bytes(data)
    except (binascii.Error, ValueError):
        return Picture(name, alt=alt, fault="it is damaged")
    return Picture(name, content[:MAX_BYTES], alt)


def _beside(path: str, name: str, alt: str, folder: Path | None) -> Picture:
    """A file beside the leaflet: never one outside its folder, whatever the leaflet says."""
    if folder is None:
        return Picture(name, alt=alt, fault="it is not in the leaflet")
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()):
            return Picture(name, alt=alt, fault=f"it lies outside the leaflet's folder ({path[:200]})")
        if not file.is_file():
            return Picture(name, alt=alt, fault=f"there is no file {path[:200]}")
        if file.stat().st_size > MAX_BYTES:
            return Picture(name, alt=alt, fault="it is larger than 32 MB")
        return Picture(name, file.read_bytes(), alt)
    except (OSError, ValueError):
        return Picture(name, alt=alt, fault=f"{path[:200]} cannot be read")


def drawn(element: ElementTree.Element) -> Piece | None:
    """A drawing inside the page: a doubt with the words in it; None for a mere sign without words."""
    said = []
    for one in element.iter():
        name = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if name in ("text", "title", "desc") or name == "foreignObject":
            said.append(" ".join("".join(one.itertext()).split()))
    named = element.get("aria-label") or ""
    words = "; ".join(dict.fromkeys(filter(None, [*said, named])))
    if words:
        return Doubt(f"A drawing stood here. Its words: “{words}”. Add it as a figure.", holds=words)
    sizes = [re.match(r"\s*(\d+)", element.get(side) or "") for side in ("width", "height")]
    small = element.get("aria-hidden") == "true" or any(hit and int(hit[1]) < 64 for hit in sizes)
    return None if small else Doubt("A drawing stood here. Add it as a figure.")
