"""The native libraries that shape every page: by which names they are opened, and which versions this machine has.

They are opened with ``ctypes`` by the names WeasyPrint uses, so that they can be asked without loading WeasyPrint.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint opens: under which file names, and how to ask it for its version."""

    name: str
    files: tuple[str, ...]  # the names in WeasyPrint 70.0, text/ffi.py
    least: tuple[int, ...]
    ask: Callable[[ctypes.CDLL], str]
    breaks: str
    packages: tuple[str, str, str]  # Debian, Fedora, Homebrew


def _text(function: str, library: ctypes.CDLL) -> str:
    asked = getattr(library, function)
    asked.restype = ctypes.c_char_p
    answer = asked()
    return answer.decode() if isinstance(answer, bytes) else ""


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = int(library.FcGetVersion())  # 21401 is 2.14.1
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _unknown(library: ctypes.CDLL) -> str:
    return ""


def _names(stem: str, so: str, windows: str) -> tuple[str, ...]:
    base, _, number = so.partition(".so.")
    return (so, f"{base}.dylib", f"{base}.{number}.dylib", windows, stem)


ENGINE_DEAD = "WeasyPrint does not start: nothing can be typeset"
LIBRARIES = (
    Library(
        "GLib",
        _names("gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0-0.dll"),
        (),
        _unknown,
        ENGINE_DEAD,
        ("libpango-1.0-0", "glib2", "pango"),
    ),
    Library(
        "Pango",
        _names("pango-1.0", "libpango-1.0.so.0", "libpango-1.0-0.dll"),
        (1, 50),  # Debian 12 has 1.50; older ones break Burmese and Khmer lines otherwise
        partial(_text, "pango_version_string"),
        ENGINE_DEAD,
        ("libpango-1.0-0", "pango", "pango"),
    ),
    Library(
        "PangoFT2",
        _names("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0.dll"),
        (),
        _unknown,
        ENGINE_DEAD,
        ("libpangoft2-1.0-0", "pango", "pango"),
    ),
    Library(
        "HarfBuzz",
        _names("harfbuzz", "libharfbuzz.so.0", "libharfbuzz-0.dll"),
        (2, 6),  # Pango 1.50 needs it
        partial(_text, "hb_version_string"),
        ENGINE_DEAD,
        ("libharfbuzz0b", "harfbuzz", "harfbuzz"),
    ),
    Library(
        "Fontconfig",
        _names("fontconfig", "libfontconfig.so.1", "libfontconfig-1.dll"),
        (2, 13),
        _fontconfig_version,
        ENGINE_DEAD,
        ("libfontconfig1", "fontconfig", "fontconfig"),
    ),
)


def opened(files: Sequence[str]) -> ctypes.CDLL | None:
    """The first of these libraries that this machine has; None where it has none."""
    for file in files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    return None


@functools.cache
def versions() -> dict[str, str]:
    """Name -> version of the libraries that can say theirs and are here: part of what a PDF was made with."""
    found = {}
    for library in LIBRARIES:
        loaded = opened(library.files)
        version = library.ask(loaded) if loaded is not None else "missing"
        if version:
            found[library.name] = version
    return found
