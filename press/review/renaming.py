"""A handout under another name: its words are those that were approved, and the approval is for what it was called then."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from press.library import Piece


def former_folder(piece: Piece, approved: Mapping[str, str]) -> str:
    """The folder that a piece had when its passages (``file#path``) were approved; empty where it has that name still."""
    folders = {PurePosixPath(where.partition("#")[0]).parent.as_posix() for where in approved}
    own = {
        name
        for name in folders
        if not name.startswith(("handouts/_shared/", "handouts/_languages")) and not name.endswith("/figures")
    }
    return own.pop() if len(own) == 1 and piece.folder not in own else ""
