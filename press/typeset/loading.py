"""Loading WeasyPrint in half the time that it takes by itself.

Four things cost most of it, and a page needs none of them: a search for libraries that starts gcc, ld and ldconfig
dozens of times; fontTools, which is needed for variable fonts and pictures in fonts only; looking for garbage among
objects that all stay; and reading three hundred C type names anew for each type that is asked for.
"""

from __future__ import annotations

import ctypes.util
import gc
import importlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

#: What WeasyPrint 70.0 takes from fontTools (pdf/fonts.py, text/fonts.py).
_LATE = {
    "fontTools.subset": (),
    "fontTools.ttLib": ("TTFont", "TTLibError", "ttFont", "woff2"),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}


@contextmanager
def quickly() -> Iterator[None]:
    """Import WeasyPrint inside."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        with _without_library_search(), _with_late_fonttools():
            yield
        _with_few_type_names(importlib.import_module("weasyprint.text.ffi").ffi)
    finally:
        if collecting:
            gc.enable()


@contextmanager
def _without_library_search() -> Iterator[None]:
    """On Linux the loader finds the libraries by their names; ctypes need not ask a compiler.

    The other names that WeasyPrint tries first do not exist there, and each search for one costs 10 ms.
    """
    original = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original


def _with_few_type_names(ffi: Any) -> None:
    """Have cffi read a C type with the names that stand in it, not with all three hundred: that costs 2 to 5 ms a type."""
    parser = ffi._parser
    original = parser._parse
    if "press_few" in vars(parser):
        return
    parser.press_few = True

    def parse(source: str) -> Any:
        known, words = parser._declarations, {f"typedef {word}" for word in re.findall(r"\w+", source)}
        parser._declarations = {name: what for name, what in known.items() if name in words}
        try:
            return original(source)
        finally:
            parser._declarations = known

    parser._parse = parse


class _Late:
    """Stands for something of fontTools until it is needed; then it is loaded, in the place of all who stand in."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _real(self) -> Any:
        for module in [one for name, one in sys.modules.items() if name.startswith("weasyprint.")]:
            for name, value in list(vars(module).items()):
                if isinstance(value, _Late):
                    setattr(module, name, value._loaded())
        return self._loaded()

    def _loaded(self) -> Any:
        module = importlib.import_module(self._module)
        if self._name and not hasattr(module, self._name):
            return importlib.import_module(f"{self._module}.{self._name}")
        return getattr(module, self._name) if self._name else module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __call__(self, *values: Any, **more: Any) -> Any:
        return self._real()(*values, **more)


@contextmanager
def _with_late_fonttools() -> Iterator[None]:
    """While WeasyPrint is imported, its imports of fontTools get stand-ins; whoever loaded fontTools before keeps it."""
    put: list[str] = []
    parents: list[tuple[Any, str]] = []
    package = importlib.import_module("fontTools")
    for name, contents in _LATE.items():
        if name in sys.modules:
            continue
        stand_in = ModuleType(name)
        for inner in contents:
            setattr(stand_in, inner, _Late(name, inner))
        sys.modules[name] = stand_in
        put.append(name)
        if name == "fontTools.subset" and not hasattr(package, "subset"):
            package.subset = _Late(name, "")  # type: ignore[attr-defined]
            parents.append((package, "subset"))
    if "fontTools.varLib" not in sys.modules and "fontTools.varLib.instancer" in put:
        sys.modules["fontTools.varLib"] = ModuleType("fontTools.varLib")
        put.append("fontTools.varLib")
    try:
        yield
    finally:
        for name in put:
            del sys.modules[name]
        for parent, name in parents:
            delattr(parent, name)
