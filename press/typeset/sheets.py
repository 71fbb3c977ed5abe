"""Style sheets, parsed once for all documents of a process.

A run prints hundreds of sheets with one set of style sheets; parsing them anew each time costs a fifth of a page.
What is kept is tied to the content of every file that was read for it: an edited style sheet is parsed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import css as weasy_css

from press.typeset import witness
from press.typeset.fetch import ProjectFetcher

_KEPT = 64  # sets of style sheets; a set is a brand x a variant x a language

_original: Callable[..., Iterator[Any]] = weasy_css.find_stylesheets


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The style sheets of one document head, and all that parsing them read and defined."""

    sheets: list[Any]
    files: dict[str, bytes]
    counter_styles: dict[str, Any]
    colour_profiles: dict[str, Any]


_kept: dict[tuple[Any, ...], _Parsed] = {}


def find_stylesheets(  # WeasyPrint's signature
    wrapper_element: Any,
    device_media_type: str,
    url_fetcher: Any,
    base_url: str | None,
    font_config: Any,
    counter_style: dict[str, Any],
    color_profiles: dict[str, Any],
    page_rules: list[Any],
    layers: list[Any],
) -> Iterator[Any]:
    """Take WeasyPrint's place (same signature): the parsed style sheets of a document, from memory where possible."""
    about = wrapper_element, device_media_type, url_fetcher, base_url, font_config
    if not isinstance(url_fetcher, ProjectFetcher):
        yield from _original(*about, counter_style, color_profiles, page_rules, layers)
        return
    key = (device_media_type, id(font_config), *_links(wrapper_element))
    parsed = _kept.get(key)
    if parsed is None or any(url_fetcher.read(name) != content for name, content in parsed.files.items()):
        before = witness.count(), len(url_fetcher.refusals)
        counters, profiles = weasy_css.counters.CounterStyle(), dict[str, Any]()
        with url_fetcher.listing() as files:
            sheets = list(_original(*about, counters, profiles, [], []))
        parsed = _Parsed(sheets, files, dict(counters), profiles)
        if before == (witness.count(), len(url_fetcher.refusals)):  # a faulty style sheet must complain every time
            if len(_kept) >= _KEPT:
                _kept.clear()
            _kept[key] = parsed
    counter_style.update(parsed.counter_styles)
    color_profiles.update(parsed.colour_profiles)
    yield from parsed.sheets


def forget() -> None:
    """Parse everything anew: a fault that shows only where a style is used is remarked once for each parsing."""
    _kept.clear()


def _links(wrapper_element: Any) -> Iterator[tuple[Any, ...]]:
    """What the document's head says about style sheets, as far as it decides what is parsed."""
    for wrapper in wrapper_element.query_all("style", "link"):
        element = wrapper.etree_element
        yield element.tag, "".join(element.itertext()), *sorted(element.items())
