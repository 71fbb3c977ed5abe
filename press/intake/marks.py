"""The marks that begin a list item in typed text, and which of them are marks at all.

"8. If you took more" at the start of a line is an item where a list runs 7, 8, 9; in a wrapped sentence ("never more in
one day than / 8. If you took more") it is a number. So a numbered line is an item only where its neighbours count on,
and a dash only where dashes stand in a row, or where a line, a colon or a full stop ends before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_STRONG = "•●▪◦‣■◆◇►▶➢➤❖○⁃∙❍❑❒▫⚫⬤"
_SAYING = "✓✔✗✘☞→✅❌⚠"
_BOXES = "☐☑☒□◻⬜☑"
_BULLET = re.compile(rf"(?P<sign>[{_STRONG}])\s*(?=\S)|(?P<saying>[{_SAYING}])\ufe0f?\s+(?=\S)|(?P<dot>·)\s+(?=\S)")
_WEAK = re.compile(r"(?P<sign>[-–—*+]|o(?=\s{2}|\t))\s+(?=\S)")
_BOX = re.compile(rf"(?P<sign>[{_BOXES}]|\[[ xX_✓]?\])\s*(?=\S)")
_NUMBER = re.compile(r"(?P<open>[(（]?)(?P<number>\d{1,3})(?P<end>[.)．）、:](?=\s|[^\d\s.,:])|[-–](?=\s))\s*(?=\S)")
_CIRCLED = re.compile(r"(?P<number>[①-⑳❶-❿])\s*(?=\S)")
_MULTI = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)(?P<end>[.)]?)\s+(?=\S)")
_LETTER = re.compile(r"(?P<open>\(?)(?P<letter>[A-Za-z])(?P<end>[.)])\s+(?=\S)")
_ROMAN = re.compile(r"(?P<open>\(?)(?P<roman>[ivx]{1,5}|[IVX]{1,5})(?P<end>[.)])\s+(?=\S)")
_WORD = re.compile(r"(?P<word>[^\W\d_]{2,12}) (?P<number>\d{1,3})(?P<end>[:.)]| ?[–-])\s+(?=\S)")
_TIGHT = re.compile(r"(?P<sign>[-–—])(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?:;。！？؟।։…]['\"”’)\]]*$|:$")
_ROMANS = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible mark: how it looks (``style``), which one it is (``value``; 0 for bullets), its label, and where it ends."""

    style: str
    value: int
    label: str
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its number, its words, how far it is set in, and whether nothing stands right above it."""

    number: int
    text: str
    indent: int
    first: bool


def possible(text: str) -> list[Mark]:
    """The marks that a line may begin with."""
    hit = _BOX.match(text)
    if hit:
        ticked = hit["sign"].strip("[]") in ("x", "X", "✓", "☑", "☒")
        return [Mark("box", 0, "☒" if ticked else "☐", hit.end())]
    hit = _BULLET.match(text)
    if hit:
        sign = hit["saying"]
        return [Mark("•", 0, sign or hit["sign"] or "·", hit.end())]
    hit = _WEAK.match(text)
    if hit and hit["sign"] == "o":
        return [Mark("•o", 0, "o", hit.end())]
    if hit:
        return [Mark(f"weak {hit['sign']}", 0, hit["sign"], hit.end())]
    hit = _TIGHT.match(text)
    if hit:
        return [Mark(f"weak tight {hit['sign']}", 0, hit["sign"], hit.end())]
    found = []
    for pattern in (_MULTI, _NUMBER, _CIRCLED, _LETTER, _ROMAN, _WORD):
        hit = pattern.match(text)
        if hit:
            found.append(_numbered(hit))
    return found


def _numbered(hit: re.Match[str]) -> Mark:
    given = hit.groupdict()
    label = hit[0].strip()
    ends = f"{given.get('open') or ''}#{given.get('end') or ''}"
    if given.get("letter"):
        case = "A" if given["letter"].isupper() else "a"
        return Mark(f"{case}{ends}", ord(given["letter"].lower()) - 96, label, hit.end())
    if given.get("roman"):
        case = "I" if given["roman"].isupper() else "i"
        return Mark(f"{case}{ends}", _roman(given["roman"].lower()), label, hit.end())
    if given.get("word"):
        return Mark(f"word {given['word']}{ends}", int(given["number"]), label, hit.end())
    number = str(given["number"])
    if "." in number:
        return Mark(f"multi {ends}", int(number.rpartition(".")[2]), label, hit.end())
    value = (
        int(number)
        if number.isdigit() and not "①" <= number <= "❿"
        else ord(number) - (0x245F if number < "❶" else 0x2775)
    )
    return Mark(f"1{ends}", value, label, hit.end())


def _roman(text: str) -> int:
    worths = [_ROMANS[char] for char in text]
    return sum(-a if a < b else a for a, b in zip(worths, [*worths[1:], 0], strict=True))


def accepted(lines: Sequence[Line]) -> dict[int, Mark]:
    """Line number -> its mark, for the lines that begin an item."""
    marks = [(line, mark) for line in lines for mark in possible(line.text)]
    by_style: dict[str, list[tuple[Line, Mark]]] = {}
    for line, mark in marks:
        by_style.setdefault(mark.style, []).append((line, mark))
    at = {line.number: n for n, line in enumerate(lines)}
    found: dict[int, Mark] = {}
    for style, group in by_style.items():
        if style in ("•", "•o", "box"):
            found.update((line.number, mark) for line, mark in group)
    for style, group in by_style.items():
        if style not in ("•", "•o", "box") and not style.startswith("weak "):
            _take_runs(group, lines, at, found)
    for style, group in by_style.items():
        if style.startswith("weak "):
            _take_weak(group, lines, at, found)
    return found


def _take_runs(
    group: list[tuple[Line, Mark]], lines: Sequence[Line], at: dict[int, int], found: dict[int, Mark]
) -> None:
    """Numbered lines that count on: each run that begins where a list can begin."""
    runs: list[list[tuple[Line, Mark]]] = []
    for line, mark in group:
        level = [run for run in runs[-8:] if abs(run[-1][0].indent - line.indent) <= 1]
        runs_on = next((run for run in reversed(level) if _follows(run[-1][1], mark)), None)
        last = runs[-1] if runs else None
        if runs_on is None and last and last[0][0].first and line.number == last[-1][0].number + 1:
            runs_on = last if mark.value > last[-1][1].value else None  # 3. 5. 9. on lines of their own
        if runs_on is not None:
            runs_on.append((line, mark))
        else:
            runs.append([(line, mark)])
    for run in runs:
        line, mark = run[0]
        starts = line.first or _ends_before(lines, at[line.number], found)
        listed = len(run) > 1 and (starts or mark.value == 1)
        alone = len(run) == 1 and mark.value == 1 and starts and mark.style[0] == "1"
        if mark.style.startswith("word "):
            listed = listed and len(run) > 1
        if not (listed or alone):
            continue
        for one, its in run:
            longer = found.get(one.number)
            if longer is None or (longer.style[0] in "iI" and its.style[0] in "aA" and run[0][1].value == 1):
                found[one.number] = its


def _follows(mark: Mark, other: Mark) -> bool:
    """Whether a mark counts on from another: 3 after 2, 2.1 after 1.4, 1.1.1 after 1.1."""
    if not mark.style.startswith("multi"):
        return other.value == mark.value + 1
    before, after = ([int(part) for part in re.findall(r"\d+", one.label)] for one in (mark, other))
    ways = [[*before[:n], before[n] + 1] for n in range(len(before))]
    return after in [*ways, *([*way, 1] for way in ways), [*before, 1]]


def _ends_before(lines: Sequence[Line], n: int, found: dict[int, Mark]) -> bool:
    """Whether the line before ends something: a sentence, an announcement, another item."""
    before = lines[n - 1] if n else None
    return before is None or bool(_SENTENCE_END.search(before.text.rstrip())) or before.number in found


def _take_weak(
    group: list[tuple[Line, Mark]], lines: Sequence[Line], at: dict[int, int], found: dict[int, Mark]
) -> None:
    ranges = {line.number for line, mark in group if _in_a_range(line, mark, lines, at)}
    numbers = {line.number for line, _ in group} - ranges
    for line, mark in group:
        if "tight" in mark.style and not {line.number - 1, line.number + 1} & numbers:
            continue
        n = at[line.number]
        before = lines[n - 1] if n else None
        rest = line.text[mark.end :]
        if line.first or before is None:
            alone = not any(abs(other - line.number) <= 3 and other != line.number for other in numbers)
            if mark.label == "—" and alone and not before:
                continue
            found[line.number] = mark
            continue
        # "at a temperature of 2 / - 8 degrees": the end of a range, not an item
        range_goes_on = before.text.rstrip()[-1:].isdigit() and rest[:1].isdigit()
        beside = [other for other in numbers if other != line.number and abs(other - line.number) <= 4]
        ended = bool(_SENTENCE_END.search(before.text.rstrip())) or before.number in found
        if range_goes_on and before.number not in found:
            continue
        if range_goes_on and not _short_item(before, found):
            continue
        if ended or beside:
            found[line.number] = mark


def _in_a_range(line: Line, mark: Mark, lines: Sequence[Line], at: dict[int, int]) -> bool:
    """Whether a dash stands between the two figures of a range: "2 / - 8 degrees"."""
    n = at[line.number]
    before = lines[n - 1] if n and not line.first else None
    return before is not None and before.text.rstrip()[-1:].isdigit() and line.text[mark.end : mark.end + 1].isdigit()


def _short_item(line: Line, found: dict[int, Mark]) -> bool:
    """Whether an item is one of figures: "- 2 / - 4" are items, "- open for 7 / - 10 days" is a range."""
    return len(line.text[found[line.number].end :]) <= 12


def sentence_ends(text: str) -> bool:
    """Whether a line ends with the end of a sentence or an announcement."""
    return bool(_SENTENCE_END.search(text.rstrip()))
