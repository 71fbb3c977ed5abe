"""The labels of list items, as Word counts and writes them (ECMA-376 Part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from press.intake.symbols import is_symbol_font, translated
from press.intake.word.package import Element, attribute, child, is_on, local, value
from press.intake.word.styles import Styles

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
# Where a number's digits are another script's.
_DIGITS = {
    "decimalFullWidth": "０１２３４５６７８９", "decimalFullWidth2": "０１２３４５６７８９", "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "hindiNumbers": "०१२३४५६७८९", "decimalHalfWidth": "0123456789", "decimal": "0123456789", "numberInDash": "0123456789",
    "ideographDigital": "〇一二三四五六七八九", "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
}  # fmt: skip
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz", "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя", "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת", "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}  # fmt: skip
_HAN = "〇一二三四五六七八九"


def numeral(number: int, kind: str) -> str | None:
    """A number as a list of that kind writes it; None for a kind that is not known here."""
    if kind in _DIGITS:
        text = "".join(_DIGITS[kind][int(d)] for d in str(number))
        return f"- {text} -" if kind == "numberInDash" else text
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in _LETTERS and number > 0:
        letters = _LETTERS[kind]
        turns, at = divmod(number - 1, len(letters))
        return letters[at] * (turns + 1)
    if kind in ("lowerRoman", "upperRoman") and number > 0:
        out, rest = "", number
        for worth, sign in _ROMAN:
            out += sign * (rest // worth)
            rest %= worth
        return out.upper() if kind == "upperRoman" else out
    if kind == "ordinal":
        last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
        return f"{number}{last}"
    if kind.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x245F + number)
    if kind in ("decimalEnclosedParen",):
        return f"({number})"
    if kind == "decimalEnclosedFullstop":
        return f"{number}."
    if kind in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "koreanDigital2", "taiwaneseCounting",
                "taiwaneseCountingThousand", "ideographLegalTraditional") and 0 < number < 100:  # fmt: skip
        tens, ones = divmod(number, 10)
        head = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
        return head + (_HAN[ones] if ones else "")
    return "" if kind == "none" else None


@dataclass(slots=True)
class _Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    font: str = ""
    picture: bool = False
    indent: int | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a numbered paragraph, and where it stands among the lists."""

    text: str
    list_id: str
    level: int
    indent: int
    unknown: str = ""  # a kind of number or sign that is not known here


class Numbering:
    """Counts the numbered paragraphs of a file, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._abstract = {}
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                self._abstract[attribute(one, "abstractNumId") or ""] = one
        self._nums = {
            attribute(one, "numId") or "": one for one in (root if root is not None else ()) if local(one) == "num"
        }

    def label(self, props: Element | None) -> Label | None:
        """The label of the next paragraph, None where it has none; counts on."""
        number = self._styles.paragraph(props, "numPr", "numId")
        list_id = attribute(number, "val") or "0"
        if list_id == "0" or list_id not in self._nums:
            return None
        level_at = self._styles.paragraph(props, "numPr", "ilvl")
        own = child(props, "numPr", "ilvl")
        level = self._level(own if own is not None else level_at, props, list_id)
        found = self._list(list_id)
        style = found.levels.get(level)
        if style is None:
            return None
        count = self._count(list_id, found, level, style)
        text, unknown = self._text(found, level, style, count)
        indent = self._styles.indent(props)
        if indent is None:
            indent = style.indent if style.indent is not None else level * 360
        return Label(text, list_id, level, indent, unknown)

    def _level(self, said: Element | None, props: Element | None, list_id: str) -> int:
        """The level that is said; else the one that the paragraph's style is tied to."""
        written = attribute(said, "val")
        if written and written.isdigit():
            return int(written)
        names = {attribute(style, "styleId") for style in self._styles.chain(value(props, "pStyle"))}
        abstract = self._abstract.get(value(self._nums[list_id], "abstractNumId") or "")
        for one in abstract if abstract is not None else ():
            if local(one) == "lvl" and value(one, "pStyle") in names:
                return int(attribute(one, "ilvl") or 0)
        return 0

    def _list(self, list_id: str) -> _List:
        if list_id in self._lists:
            return self._lists[list_id]
        num = self._nums[list_id]
        abstract_id = value(num, "abstractNumId") or ""
        found = _List(abstract_id)
        seen = set()
        abstract = self._abstract.get(abstract_id)
        while abstract is not None and (link := value(abstract, "numStyleLink")) and link not in seen:
            seen.add(link)
            linked = next((value(s, "pPr", "numPr", "numId") for s in self._styles.chain(link, "numbering")), None)
            abstract = self._abstract.get(value(self._nums.get(linked or ""), "abstractNumId") or "")
        for one in abstract if abstract is not None else ():
            if local(one) == "lvl":
                found.levels[int(attribute(one, "ilvl") or 0)] = _level(one)
        for override in num:
            if local(override) == "lvlOverride":
                at = int(attribute(override, "ilvl") or 0)
                inner = child(override, "lvl")
                if inner is not None:
                    found.levels[at] = _level(inner)
                start = value(override, "startOverride")
                if start and start.lstrip("-").isdigit():
                    found.starts[at] = int(start)
        self._lists[list_id] = found
        return found

    def _count(self, list_id: str, found: _List, level: int, style: _Level) -> int:
        counts = self._counts.setdefault(found.abstract, {})
        if level in found.starts and (list_id, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((list_id, level))
        counts[level] = counts[level] + 1 if level in counts else found.starts.get(level, style.start)
        for deeper in [n for n in counts if n > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or 0 < level + 1 <= restart:
                del counts[deeper]
        return counts[level]

    def _text(self, found: _List, level: int, style: _Level, count: int) -> tuple[str, str]:
        if style.kind == "bullet":
            return _bullet(style)
        counts = self._counts[found.abstract]
        unknown = ""

        def one(hit: re.Match[str]) -> str:
            nonlocal unknown
            at = int(hit[1]) - 1
            other = found.levels.get(at, _Level())
            number = count if at == level else counts.get(at, found.starts.get(at, other.start))
            kind = "decimal" if style.legal and at != level else other.kind
            text = numeral(number, kind)
            if text is None:
                unknown = f"numbers of the kind “{kind}”"
                return str(number)
            return text

        text = re.sub(r"%([1-9])", one, style.text)
        if is_symbol_font(style.font) and not re.search("%[1-9]", style.text):
            text, _ = translated(text, style.font)
        return text.strip(), unknown


def _level(element: Element) -> _Level:
    fonts = child(element, "rPr", "rFonts")
    ind = child(element, "pPr", "ind")
    left = attribute(ind, "left") or attribute(ind, "start")
    start, restart = value(element, "start"), value(element, "lvlRestart")
    return _Level(
        kind=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "" if child(element, "lvlText") is not None else "",
        start=int(start) if start and start.lstrip("-").isdigit() else 0 if start is None else 1,
        restart=int(restart) if restart and restart.isdigit() else None,
        legal=bool(is_on(value(element, "isLgl"))),
        font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "",
        picture=child(element, "lvlPicBulletId") is not None,
        indent=int(left) if left and re.fullmatch(r"-?\d+", left) else None,
    )


def _bullet(style: _Level) -> tuple[str, str]:
    """A bullet, or a box to tick where the bullet is one."""
    text = style.text
    if style.font and is_symbol_font(style.font):
        text, _ = translated(text, style.font)
    sign = text.strip()
    if style.picture or not sign:
        return ("•", "") if style.picture else ("", "")
    if sign in ("□", "☐", "◻", "❑", "❒", "🞎", "o□"):
        return "☐", ""
    return (sign, "") if sign in ("✓", "✗", "☑", "☒", "✘", "✔", "→", "☞") else ("•", "")
