"""The only way in: files of the project through ``press:`` addresses. Everything else is refused and reported.

WeasyPrint by itself reads local files and the network wherever a style sheet, a picture, an SVG or an attachment
names them (CVE-2026-55073 is one of several ways round a fetcher made as a function). And it goes on without what it
could not read: a refusal raised here is caught and logged at most, inside an inline SVG not even that.
So refusals are kept in a list, and whoever asked for the page looks at the list afterwards.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from press.typeset.proof import Input, Resolve

SCHEME = "press:"
_BITMAPS = ("image/png", "image/jpeg")
_KINDS = mimetypes.MimeTypes()  # without the machine's own tables: the same answer everywhere


@dataclass(frozen=True, slots=True)
class Refusal:
    """An address that was asked for and not served."""

    url: str
    why: str


class ProjectFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves ``press:`` addresses through ``resolve``; keeps what was read and what was refused."""

    _fail_on_errors = False

    def __init__(self, resolve: Resolve) -> None:
        # Not URLFetcher.__init__: it would set up handlers for http, ftp and file.
        self._resolve = resolve
        self._contents: dict[str, bytes] = {}
        self._asked: set[str] = set()
        self.refusals: list[Refusal] = []

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every file that was read, sorted by name."""
        return tuple(Input(name, hashlib.sha256(data).hexdigest()) for name, data in sorted(self._contents.items()))

    def text(self, name: str) -> str:
        """The text of a file that was read."""
        return self._contents[name].decode("utf-8", "replace")

    def read(self, name: str) -> bytes | None:
        """The content of a project file, read at most once for each document; None where there is none."""
        self._asked.add(name)
        if name not in self._contents:
            path = self._resolve(name)
            try:
                if path is None or not path.is_file():
                    return None
                self._contents[name] = path.read_bytes()
            except OSError:
                return None
        return self._contents[name]

    def peek(self, url: str) -> bytes | None:
        """The content behind an address; None where it would be refused. Whoever peeks has read: it is an input."""
        name = project_name(url)
        return None if name is None else self.read(name)

    @contextmanager
    def listing(self) -> Iterator[dict[str, bytes]]:
        """List the files that are asked for meanwhile, with their content."""
        files: dict[str, bytes] = {}
        self._asked.clear()
        yield files
        files.update((name, self._contents[name]) for name in self._asked if name in self._contents)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # WeasyPrint's signature
        """Serve one address. Raises ValueError for a refused one, which WeasyPrint swallows."""
        name = project_name(url)
        if name is None:
            raise self._refuse(url, "only files of this project may be used on a page")
        content = self.read(name)
        if content is None:
            raise self._refuse(url, f'there is no file "{name}"')
        kind = _KINDS.guess_type(name)[0] or "application/octet-stream"
        if kind in _BITMAPS:
            from press.library import pictures  # few pages have one, and it brings the whole library along

            content = pictures.prepared(content)
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def _refuse(self, url: str, why: str) -> ValueError:
        self.refusals.append(Refusal(url, why))
        return ValueError(why)


def project_name(url: str) -> str | None:
    """``styles/handout.css`` for ``press:styles/handout.css``; None for anything that is not a plain project path."""
    if not url.startswith(SCHEME):
        return None
    name = unquote(url.removeprefix(SCHEME))
    parts = name.split("/")
    if "\\" in name or "\0" in name or any(part in {"", ".", ".."} for part in parts):
        return None
    return name
