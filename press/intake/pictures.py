"""Pictures of a leaflet -> ``figures/``, each with a gap for what it shows in words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from press.content import STILL_TO_WRITE as STILL
from press.intake.grammar import escaped
from press.intake.pieces import Picture

LONGEST_ALT = 1500  # letters
MOST = 60  # pictures: a leaflet with more is an album


@dataclass(slots=True)
class Taken:
    """The pictures that were taken over: name in ``figures/`` -> bytes."""

    files: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def blocks(self, picture: Picture) -> Iterator[dict[str, Any]]:
        """A figure and the gap for its words; only a gap where the picture could not be had."""
        alt = " ".join(picture.alt.split())[:LONGEST_ALT]
        about = f" The leaflet says of it: “{alt}”." if alt else ""
        name, fault = self._take(picture)
        if not name:
            yield {"gap": escaped(f"A picture stood here ({picture.name}): {fault}.{about} Add it as a figure.")}
            return
        yield {"figure": {"file": name, "alt": alt or f"{STILL}: what the picture shows, in words."}}
        yield {
            "gap": escaped(
                picture.told
                or f"The picture {name} stands here.{about} Write what it shows in words, also every word in it."
            )
        }

    def _take(self, picture: Picture) -> tuple[str, str]:
        """The name of a picture in ``figures/``; else what is wrong with it."""
        if picture.fault or not picture.data:
            return "", picture.fault or "it is empty"
        key = hashlib.sha256(picture.data).hexdigest()
        if key in self._names:
            return self._names[key], ""
        if len(self.files) >= MOST:
            return "", f"the leaflet has more than {MOST} pictures"
        from press.library.pictures import as_figure

        made, suffix, fault = as_figure(picture.data)
        if fault:
            return "", fault
        stem = unicodedata.normalize("NFKD", picture.name.rpartition(".")[0] or picture.name)
        stem = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").lower()[:40] or "picture"
        name, number = f"{stem}{suffix}", 1
        while name in self.files:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self.files[name] = made
        self._names[key] = name
        return name, ""
