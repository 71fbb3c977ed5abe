"""What a sheet says when it is read aloud: the words of its HTML in reading order."""

from __future__ import annotations

from html.parser import HTMLParser

_SILENT = frozenset({"head", "style", "script"})
_INLINE = frozenset({"a", "bdi", "span", "strong", "svg", "title"})  # all others stand on lines of their own
_RUNNING = frozenset({"band", "band-first"})
_VOID = frozenset({"meta", "link", "img", "br", "wbr", "path"})
# Marks for the eye or the typesetter only.
_INVISIBLE = str.maketrans(
    {"\u200b": None, "\u2066": None, "\u2067": None, "\u2068": None, "\u2069": None, "\u00a0": " "}
)


def heard(html: str) -> tuple[str, ...]:
    """The texts of the body, one for each element that stands on lines of its own; alternative texts where pictures are."""
    parser = _Listener()
    parser.feed(html)
    parser.close()
    parser.flush()
    return tuple(parser.found)


class _Listener(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._words: list[str] = []
        self._silent = 0  # depth of elements below one that is not heard

    def flush(self) -> None:
        text = " ".join("".join(self._words).translate(_INVISIBLE).split())
        if text:
            self.found.append(text)
        self._words.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if self._silent:
            self._silent += tag not in _VOID
            return
        # Running heads are artifacts of the page, hidden icons are decoration.
        if tag in _SILENT or known.get("aria-hidden") == "true" or known.get("class") in _RUNNING:
            self._silent = 1
        elif tag not in _INLINE | _VOID:
            self.flush()
        elif tag == "br":
            self._words.append(" ")
        elif tag == "img" and known.get("alt"):
            self.flush()
            self.found.append(" ".join(str(known["alt"]).split()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent -= tag not in _VOID
        elif tag not in _INLINE | _VOID:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)
