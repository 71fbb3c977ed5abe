"""The versions of all that shapes a page, for the receipt: a PDF made by other tools is not fresh."""

from __future__ import annotations

import ctypes
import functools
import hashlib
import importlib.metadata
from collections.abc import Mapping
from pathlib import Path

from press import fonts

_DISTRIBUTIONS = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pillow", "cffi")
#: Library -> file names on Linux, macOS and Windows, and the function that tells its version.
_LIBRARIES = {
    "pango": (("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version_string"),
    "harfbuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
}


@functools.cache
def tools() -> Mapping[str, str]:
    """Name -> version, worked out once for a process and without loading WeasyPrint."""
    found = {name: _distribution(name) for name in _DISTRIBUTIONS}
    found |= {name: _library(*how) for name, how in _LIBRARIES.items()}
    found["fonts"] = _fonts()
    found["press.typeset"] = _own_code()
    return found


def _distribution(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _library(names: tuple[str, ...], function: str) -> str:
    for name in names:
        try:
            tell = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_char_p
        return str(tell().decode())
    return "unknown"


def _fonts() -> str:
    try:
        return fonts.digest()
    except OSError:
        return "none"


def _own_code() -> str:
    """A digest of this package: what it does to a PDF decides its bytes."""
    folder = Path(__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()[:16]
