"""Every file that shapes a page: the style sheets and pictures that its HTML names, and what those name in turn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from press.library import Library
from press.receipt import digest

_ADDRESS = re.compile(r"""press:([^\s"'<>()\\]+)""")
_named: dict[str, tuple[str, ...]] = {}  # what a style sheet of that content names
_MOST = 256


def shapes(library: Library, page: str, more: Iterable[str] = ()) -> dict[str, str]:
    """The files that a page is shaped by and SHA-256 of each, by project-relative name; ``more`` are not in its HTML.

    What is missing is left out: the typesetter says so. A file that is named in no such way is found when the page is
    typeset, and refused there: the page's code would not cover it.
    """
    found: dict[str, str] = {}
    todo = [*more, *(unquote(html.unescape(name)) for name in _ADDRESS.findall(page))]
    while todo:
        name = todo.pop()
        content = library.digest_of(name) if name not in found else None
        if content is not None:
            found[name] = content
            todo += _in_style_sheet(library, name, content) if name.endswith(".css") else ()
    return dict(sorted(found.items()))


def _in_style_sheet(library: Library, name: str, content: str) -> tuple[str, ...]:
    if content not in _named:
        path = library.resolve(name)
        data = path.read_bytes() if path is not None else b""
        if digest(data) != content:
            return ()  # another one already: the typesetter will see that, too
        if len(_named) >= _MOST:
            _named.clear()
        text = data.decode("utf-8", "replace")
        _named[content] = tuple(dict.fromkeys(unquote(one) for one in _ADDRESS.findall(text)))
    return _named[content]
