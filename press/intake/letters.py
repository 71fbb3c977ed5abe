"""Bytes -> letters. No letter is ever deleted: what cannot be one is refused at its line, with the likely encoding.

Separators (form feed, line and paragraph separator, vertical tab) are spaces or line ends. Marks that nobody sees (soft hyphens,
joiners of no script, direction marks) are taken out, since the check of texts refuses them; where one stands at a digit,
or sets the order of what is read, that is a doubt.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from press.problem import Place, Problem
from press.source import character_name

_LINE_ENDS = re.compile("\r\n|\r")
_SEPARATOR = re.compile("[\x0b\x0c\x1c-\x1e\u2028\u2029]+")
_REFUSED = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufff9-\ufffb\ufffd-\uffff\U000e0000-\U000e007f\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_C1 = re.compile("[\x80-\x9f]")
_DIRECTIONS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(
    f"[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u3164\ufeff\uffa0\ufe0e\ufe0f{_DIRECTIONS}]"
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A break mark or joiner is a letter's own in the scripts that have no spaces, or that join.
_BETWEEN_LETTERS = re.compile(
    "(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b|\u200b(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])|"
    "(?<![\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\u200d\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[\u200c\u200d]"
)
_BETWEEN_DIGITS = re.compile("(?<=\\d)[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0](?=\\d)")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# "â€“" for "–": UTF-8 that was read as Windows-1252 and saved so.
_CP1252_TAIL = "\u0080-\u00bf" + "".join(
    re.escape(bytes([n]).decode("cp1252")) for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
)
_USUAL = re.compile("[\u00a0-\u00ff\u0391-\u03c9\u2010-\u2044\u20ac\u2122\u2190-\u2194\u2212\u2248\u2260-\u2265]")
_GARBLED = re.compile(
    f"[\u00c2-\u00df][{_CP1252_TAIL}]|[\u00e0-\u00ef][{_CP1252_TAIL}]{{2}}|\u00f0[{_CP1252_TAIL}]{{3}}"
)


def decoded(data: bytes, shown: str, encoding: str | None) -> tuple[str | None, list[Problem]]:
    """The text of a file; ``encoding`` is what the caller says, None where nothing was said (UTF-8, or its mark)."""
    try:
        text = data.decode(_codec(data, encoding))
    except LookupError:
        fault, remedy = f'there is no encoding "{encoding}"', "Try cp1252 (Windows) or latin-1."
        return None, [Problem(Place(shown), "encoding-unknown", fault, remedy)]
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        before = data[:start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        fault = f"a byte that is not {(encoding or 'UTF-8').upper()}"
        return None, [Problem(Place(shown, line), "not-utf-8", fault, f"Save it as UTF-8, or {_likely(data)}")]
    return checked(text, shown, data)


def _codec(data: bytes, encoding: str | None) -> str:
    if encoding and codecs.lookup(encoding).name not in ("utf-8", "utf-16"):
        return encoding
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return encoding if encoding and codecs.lookup(encoding).name == "utf-16" else "utf-8-sig"


def _likely(data: bytes) -> str:
    """Which encoding a file is likely in: what to type."""
    if data[:4000].count(0) > len(data[:4000]) // 4:
        return "say what it is: --encoding utf-16."
    best = max(("cp1252", "mac-roman"), key=lambda name: _letters(data, name))
    name = "older Windows" if best == "cp1252" else "an old Mac"
    return f"say what it is: --encoding {best} ({name})."


def _letters(data: bytes, name: str) -> float:
    """How much a decoding reads like words: marks inside words count for it, signs inside words against it."""
    try:
        text = data[:200_000].decode(name)
    except UnicodeDecodeError:
        return -1.0
    within = len(re.findall(r"(?<=[a-z])[à-öø-ÿ]|[à-öø-ÿ](?=[a-z])|(?<=\w)’(?=\w)|(?<=\d) ?[–°](?= ?[\dCF])", text))
    within += len(re.findall(r"“\w|\w”|(?<=\s)[•–](?=\s)", text))
    broken = len(re.findall(r"[^\x00-\x7f\w\s“”‘’–—…•°®©™½¼¾µ€£]|(?<=[a-zà-ÿ])[A-ZÀ-ÖØ-ÞŽŠŸŒ]", text))
    return within - broken + 0.5


def checked(text: str, shown: str, data: bytes = b"") -> tuple[str | None, list[Problem]]:
    """The text of a leaflet once every character in it is one that can be kept; else where and why not."""
    text = _separated(text.removeprefix("\ufeff"))
    problems = list(_refused(text, shown, data))
    if problems:
        return None, problems
    return text, []


def _separated(text: str) -> str:
    """A text with line feeds only. A separator inside a sentence is a space; one before a new line's words ends a line."""
    text = _LINE_ENDS.sub("\n", text)

    def one(hit: re.Match[str]) -> str:
        after = text[hit.end() :].lstrip(" \t")[:1]
        ends = (
            "\u2029" in hit[0]
            or not after
            or after == "\n"
            or (after.isalpha() and not after.islower())
            or not after.isalnum()
        )
        return "\n" if ends else " "

    return _SEPARATOR.sub(one, text)


def _refused(text: str, shown: str, data: bytes) -> Iterator[Problem]:
    hits = list(_REFUSED.finditer(text))
    if text.count("\0") > 3:  # the whole file is of another encoding: once is enough
        hits = hits[:1]
    for hit in hits[:5]:
        yield Problem(_place(text, hit.start(), shown), "character-lost", *_why(text, hit, data))
    if len(hits) > 5:
        yield Problem(
            _place(text, hits[5].start(), shown), "character-lost", f"{len(hits) - 5} more of such", "See above."
        )
    if not hits:
        yield from _garbled(text, shown)


def _garbled(text: str, shown: str) -> Iterator[Problem]:
    """Letters that are the bytes of another letter in Windows' encoding: "5â€“10" for "5–10".

    For a dash, a sign or a letter of western Europe one is enough. What would stand for a letter of any other script can be
    a word of a language ("ášš"): there most letters beyond ASCII must be of that kind.
    """
    found: list[tuple[re.Match[str], str]] = []
    for hit in _GARBLED.finditer(text):
        try:
            meant = hit[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        if meant.isprintable() or meant == "\u00a0":
            found.append((hit, meant))
    sure = next((one for one in found if _USUAL.fullmatch(one[1])), None)
    if sure is None and len(found) >= 3 and 5 * sum(len(hit[0]) for hit, _ in found) > 3 * sum(c > "\x7f" for c in text):
        sure = found[0]
    if sure is not None:
        hit, meant = sure
        fault = f'"{hit[0]}" stands for "{meant}": the text went through a wrong encoding'
        remedy = "Export it again from where it was written, as UTF-8. A changed sign can change a dose."
        yield Problem(_place(text, hit.start(), shown), "text-garbled", fault, remedy)


def _why(text: str, hit: re.Match[str], data: bytes) -> tuple[str, str]:
    char = hit[0]
    line = text[text.rfind("\n", 0, hit.start()) + 1 :].split("\n", 1)[0]
    near = "".join(c if c.isprintable() else "?" for c in line)[:60].strip()
    if char == "\ufffd":
        fault = f'a character was lost before the file came here: "{near}"'
        return fault, "Look up what stands there in the original, and type it."
    if _C1.match(char):
        fault = f'the character {character_name(char)} in "{near}" is no letter'
        return fault, "The file is likely Windows-1252: --encoding cp1252."
    if char == "\0":
        likely = _likely(data) if data else ""
        return f'a NUL byte in "{near}"', f"The file is damaged, or no text. If it is text, {likely}".strip()
    return f'the character {character_name(char)} in "{near}"', "Delete it, or type the sign that belongs there."


def _place(text: str, at: int, shown: str) -> Place:
    return Place(shown, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def line_doubts(line: str) -> Iterator[str]:
    """What a person must settle about the characters of one line."""
    shown = _UNSEEN.sub("", line).strip()
    if _TURNING.search(line):
        yield f"marks that turn the order of words were left out. Compare the order of “{shown[:300]}” with the leaflet."
    for hit in _BETWEEN_DIGITS.finditer(line):
        seen = clean(f"{line[max(0, hit.start() - 20) : hit.start()]}|{line[hit.end() : hit.end() + 20]}").strip()
        yield f"at “|” in “{seen}” stands {character_name(hit[0])}, which nobody sees. Is a sign missing there?"
    for hit in _PRIVATE.finditer(line):
        seen = " ".join(line[max(0, hit.start() - 20) : hit.end() + 20].split())
        yield f"a sign that only its own font knows (U+{ord(hit[0]):04X}) in “{seen}”. Type the sign that the leaflet shows."
    if "\ufffc" in line:
        yield f"a picture or another object stood in “{shown[:300]}”. Compare with the leaflet."


def clean(text: str) -> str:
    """A text without the marks that nobody sees; line ends as line feeds."""
    return _BETWEEN_LETTERS.sub("", _UNSEEN.sub("", _separated(text))).replace("\ufffc", " ")
