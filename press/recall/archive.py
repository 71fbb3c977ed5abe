"""The archive: every released PDF under its SHA-256, in the folder that policy.yaml names. Nothing in it is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press.library import Library
from press.receipt import digest, keep


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of PDFs by content."""

    folder: Path

    def place(self, sha256: str) -> Path:
        """Where the PDF of that hash stands, or would."""
        return self.folder / sha256[:2] / f"{sha256}.pdf"

    def put(self, pdf: bytes, sha256: str) -> None:
        """Keep a PDF; one that is there already and whole stays as it is. Raises OSError."""
        if self.get(sha256) is None:
            keep(self.place(sha256), pdf)

    def get(self, sha256: str) -> bytes | None:
        """The exact bytes; None where they are not kept or no longer what they were."""
        try:
            data = self.place(sha256).read_bytes()
        except OSError:
            return None
        return data if digest(data) == sha256 else None


def archive_of(library: Library) -> Archive | None:
    """The project's archive; None where policy.yaml names none."""
    named = library.policy.archive
    return Archive(library.root / Path(named).expanduser()) if named else None
