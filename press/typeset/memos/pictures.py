"""Pictures: read, decoded and encoded once for all documents that show them."""

from __future__ import annotations

import functools
import hashlib
from copy import copy
from typing import Any

import pydyf
from weasyprint import images

from press.typeset.memos.memory import Memory

_PICTURES_KEPT = 24

_pictures: Memory[Any, Any] = Memory(_PICTURES_KEPT)


def forget() -> None:
    """Forget all pictures."""
    _pictures.clear()


def remember_pictures(original: Any, original_object: Any) -> tuple[Any, Any]:
    """Share bitmaps between documents, by address and content. Each document still asks for the file: it is an input."""

    def get_image_from_uri(
        cache: Any,
        url_fetcher: Any,
        options: Any,
        url: str,
        forced_mime_type: str | None = None,
        context: Any = None,
        orientation: Any = "from-image",
    ) -> Any:
        content = None if url in cache else _content(url_fetcher, url)
        if content is None:
            return original(cache, url_fetcher, options, url, forced_mime_type, context, orientation)
        chosen = tuple(options[name] for name in ("jpeg_quality", "dpi", "optimize_images"))
        key = (url, hashlib.sha256(content).digest(), forced_mime_type, str(orientation), chosen)
        known = _pictures.get(key)
        if known is None:
            # With a cache of its own: the document's holds drawings, and these hold the document.
            known = original({}, url_fetcher, options, url, forced_mime_type, context, orientation)
            if isinstance(known, images.RasterImage):  # a drawing may hold its document
                known.press_objects = {}
                _pictures.put(key, known)
        cache[url] = known = copy(known)  # print finishing changes it
        return known

    @functools.wraps(original_object)
    def get_x_object(self: Any, interpolate: bool, dpi_ratio: float) -> Any:
        if dpi_ratio != 1 or "press_objects" not in self.__dict__:
            return original_object(self, interpolate, dpi_ratio)
        made = self.__dict__["press_objects"]
        if interpolate not in made:
            made[interpolate] = original_object(self, interpolate, dpi_ratio)
        return _fresh(made[interpolate])

    return get_image_from_uri, get_x_object


def _content(url_fetcher: Any, url: str) -> bytes | None:
    """What the project's fetcher has for an address; None for other fetchers and addresses."""
    peek = getattr(url_fetcher, "peek", None)
    return None if peek is None else peek(url)


def _fresh(item: Any) -> Any:
    """A picture's PDF object without the number that a document gave it."""
    if isinstance(item, pydyf.Stream):
        return pydyf.Stream(list(item.stream), _fresh(item.extra), item.compress)
    if isinstance(item, dict):
        return pydyf.Dictionary({name: _fresh(value) for name, value in item.items()})
    return pydyf.Array([_fresh(value) for value in item]) if isinstance(item, pydyf.Array) else item
