"""Style sheets, parsed once for all documents of a process.

A run prints hundreds of sheets with one set of style sheets; parsing them anew each time costs a fifth of a page.
What is kept is tied to the content of every file that was read for it: an edited style sheet is parsed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from weasyprint import css as weasy_css

from press.typeset import witness
from press.typeset.fetch import ProjectFetcher

_KEPT = 64  # sets of style sheets (a set is a brand x a variant x a language), and as many single sheets

_original: Callable[..., Iterator[Any]] = weasy_css.find_stylesheets


@dataclass(frozen=True, slots=True)
class _Parsed:
    """Style sheets of a document's head, and all that parsing them read and defined."""

    sheets: list[Any]
    files: dict[str, bytes]
    counter_styles: dict[str, Any]
    colour_profiles: dict[str, Any]
    page_rules: list[Any]
    layers: list[Any]


_sets: dict[tuple[Any, ...], _Parsed] = {}
_single: dict[tuple[Any, ...], _Parsed] = {}


class _Head:
    """A document's head with one style sheet."""

    def __init__(self, wrapper: Any) -> None:
        self._wrapper = wrapper

    def query_all(self, *selectors: str) -> list[Any]:
        """The one element that may hold or link a style sheet."""
        return [self._wrapper]


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
    if not isinstance(url_fetcher, ProjectFetcher):
        rest = counter_style, color_profiles, page_rules, layers
        yield from _original(wrapper_element, device_media_type, url_fetcher, base_url, font_config, *rest)
        return
    about = device_media_type, url_fetcher, base_url, font_config
    wrappers = list(wrapper_element.query_all("style", "link"))
    key = (device_media_type, id(font_config), *map(_said, wrappers))
    parsed = _remembered(_sets, key, url_fetcher, lambda: _parse_all(wrappers, about))
    counter_style.update(parsed.counter_styles)
    color_profiles.update(parsed.colour_profiles)
    yield from parsed.sheets


def forget() -> None:
    """Parse everything anew: a fault that shows only where a style is used is remarked once for each parsing."""
    _sets.clear()
    _single.clear()


def _remembered(
    memory: dict[tuple[Any, ...], _Parsed], key: tuple[Any, ...], fetcher: ProjectFetcher, parse: Callable[[], _Parsed]
) -> _Parsed:
    """What is in memory if its files are as they were; else parsed, and kept if there was nothing to complain about."""
    parsed = memory.get(key)
    if parsed is None or any(fetcher.read(name) != content for name, content in parsed.files.items()):
        before = witness.count(), len(fetcher.refusals)
        parsed = parse()
        if before == (witness.count(), len(fetcher.refusals)):  # a faulty style sheet must complain every time
            if len(memory) >= _KEPT:
                memory.clear()
            memory[key] = parsed
    return parsed


def _parse_all(wrappers: list[Any], about: tuple[Any, ...]) -> _Parsed:
    """All style sheets of a head. WeasyPrint gives them one list of page rules and one of layers."""
    whole = _Parsed([], {}, {}, {}, [], [])
    for wrapper in wrappers:
        key = (about[0], id(about[3]), _said(wrapper), tuple(whole.layers))
        layers = list(whole.layers)
        one = _remembered(_single, key, about[1], lambda w=wrapper, ls=layers: _parse(w, about, ls))  # type: ignore[misc]
        whole.page_rules.extend(one.page_rules)
        whole.layers[:] = one.layers
        for sheet in one.sheets:
            shared = copy(sheet)
            shared.page_rules, shared.layers = whole.page_rules, whole.layers
            whole.sheets.append(shared)
        whole.files.update(one.files)
        whole.counter_styles.update(one.counter_styles)
        whole.colour_profiles.update(one.colour_profiles)
    return whole


def _parse(wrapper: Any, about: tuple[Any, ...], layers: list[Any]) -> _Parsed:
    """One style sheet, parsed behind those that named these layers."""
    medium, fetcher, base_url, fonts = about
    counters, profiles, page_rules = weasy_css.counters.CounterStyle(), dict[str, Any](), list[Any]()
    with fetcher.listing() as files:
        sheets = list(
            _original(_Head(wrapper), medium, fetcher, base_url, fonts, counters, profiles, page_rules, layers)
        )
    return _Parsed(sheets, files, dict(counters), profiles, page_rules, layers)


def _said(wrapper: Any) -> tuple[Any, ...]:
    """What an element says about a style sheet, as far as it decides what is parsed."""
    element = wrapper.etree_element
    return element.tag, "".join(element.itertext()), *sorted(element.items())
