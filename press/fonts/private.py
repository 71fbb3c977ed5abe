"""A private fontconfig: the project's fonts and no others."""

from __future__ import annotations

import html
import os
import sys
import tempfile
from pathlib import Path

from press.fonts.cache import folder, incomplete, not_ready
from press.problem import Place, Problem


def activate() -> list[Problem]:
    """Point fontconfig at the project's fonts alone. Must run before WeasyPrint is imported.

    Never with an empty folder: fontconfig without a single font makes Pango crash the process.
    """
    target = folder()
    if wrong := incomplete(target):
        return [not_ready(target, wrong)]
    configuration = target / "fonts.conf"
    if "weasyprint" in sys.modules and os.environ.get("FONTCONFIG_FILE") != str(configuration):
        fault = "WeasyPrint was loaded before the project's fonts were chosen"
        remedy = "Call press.fonts.activate() before anything imports weasyprint."
        return [Problem(Place("press/fonts/families.py"), "fonts-too-late", fault, remedy)]
    try:
        _write_configuration(configuration, _configuration(target))
    except OSError as error:
        remedy = "Give permission to write there, or set HANDOUTS_FONTS to a folder that can be written."
        fault = f"the list of the project's fonts cannot be written: {error.strerror}"
        return [Problem(Place(str(configuration)), "fonts-not-written", fault, remedy)]
    os.environ["FONTCONFIG_FILE"] = str(configuration)
    os.environ.pop("FONTCONFIG_SYSROOT", None)  # it would be put before every path
    # Without these the user's locale decides which of two fonts draws a Chinese character in an English text.
    os.environ["FC_LANG"] = os.environ["PANGO_LANGUAGE"] = "en"
    return []


def _configuration(target: Path) -> str:
    """A fontconfig file with one folder, one cache and no rules: no aliases, no made-up bold or slant, no hinting."""
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{html.escape(str(target / "files"))}</dir>
  <cachedir>{html.escape(str(target / "cache"))}</cachedir>
  <match target="pattern">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="autohint" mode="assign"><bool>false</bool></edit>
  </match>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def _write_configuration(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    handle, name = tempfile.mkstemp(prefix="fonts-", suffix=".conf", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    temporary = Path(name)
    temporary.chmod(0o644)
    temporary.replace(path)
