"""What is in the project now: read again when its files change; what is released of it; how it is found."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from press import receipt, route
from press.edition import Edition
from press.library import Library, Piece, open_library
from press.problem import Problem, errors
from press.search import Hit, Index

LOOKED = 2.0  # seconds between two looks at the files
_FOLDERS: Final = ("handouts", "styles", "templates", "policy.yaml")

@dataclass(frozen=True, slots=True)
class Stock:
    """The project as it was read at one moment. ``number`` counts these moments."""

    number: int
    library: Library
    pieces: Mapping[str, Piece]  # of the library, which sorts them anew whenever it is asked
    find: Callable[[str], list[Hit]]
    stamp: int
    verdicts: dict[tuple[Edition, date], route.Verdict] = field(default_factory=dict, compare=False, repr=False)

    def offered(self, piece: Piece, brand: str) -> list[str]:
        """The languages in which a brand prints a piece, whether released or not."""
        known = self.library.brands.get(brand)
        regions = self.library.regions_of(piece)
        if known is None or (regions and known.region not in regions):
            return []
        return [tag for tag in piece.texts if tag in known.languages]

    def verdict(self, edition: Edition, today: date, store: receipt.Store) -> route.Verdict:
        """Whether an edition is released today. Print sizes share the words, so the first is asked for all."""
        first = min(self.library.variants, key=lambda name: self.library.variants[name].order)
        asked = Edition(edition.slug, edition.language, first, edition.brand)
        if (asked, today) not in self.verdicts:
            self.verdicts[asked, today] = route.verdict(self.library, asked, today, store)
        return self.verdicts[asked, today]

    def broken(self) -> list[Problem]:
        """The mistakes that keep something of the project from being read."""
        return errors(self.library.problems)


def _stamp(root: Path) -> int:
    """One number for names, sizes and times of all files that a sheet may be made from."""
    return hash(tuple(_files(root)))


def _files(root: Path) -> Iterator[tuple[str, int, int]]:
    stack = [root / name for name in _FOLDERS]
    while stack:
        path = stack.pop()
        try:
            if path.is_dir():
                with os.scandir(path) as found:
                    for entry in sorted(found, key=lambda one: one.name):
                        if entry.is_dir():
                            stack.append(Path(entry.path))
                        elif not entry.name.startswith("."):
                            about = entry.stat()
                            yield entry.path, about.st_mtime_ns, about.st_size
            else:
                about = path.stat()
                yield str(path), about.st_mtime_ns, about.st_size
        except OSError:
            continue  # gone while we looked; the next look sees it


@dataclass(eq=False)
class Catalogue:
    """Keeps a project's stock up to date. A folder that is gone for a moment leaves the last stock in service.

    The files are looked at, not watched as the preview does: a share in the network tells nobody what changes.
    """

    root: Path
    stock: Stock | None = None
    trouble: str = ""
    _reading: threading.Lock = field(default_factory=threading.Lock)

    def read(self) -> Stock:
        """The stock as the files are now. Raises OSError where there is no project any more."""
        with self._reading:
            stamp = _stamp(self.root)
            if self.stock is not None and self.stock.stamp == stamp:
                return self.stock
            if not (self.root / "handouts").is_dir():
                raise FileNotFoundError(self.root / "handouts")
            library = open_library(self.root)
            number = self.stock.number + 1 if self.stock else 1
            self.stock = Stock(number, library, library.pieces, Index(library).find, stamp)
            return self.stock

    async def watch(self) -> None:
        """Look at the files now and then, for as long as the service runs."""
        while True:
            await asyncio.sleep(LOOKED)
            try:
                await asyncio.to_thread(self.read)
                self.trouble = ""
            except OSError as error:
                self.trouble = f"the project's files cannot be read: {error.strerror or error}"
