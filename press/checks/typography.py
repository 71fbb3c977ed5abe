"""Rules about signs: brackets, quotes, spaces, doubled words, lists and trademarks typed into the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.prose import Line, around, quoted, read
from press.checks.rule import Finding, Subject, rule
from press.problem import Severity

_PAIRS = {
    ")": "(",
    "]": "[",
    "）": "（",
    "」": "「",
    "』": "『",
    "】": "【",
    "》": "《",
    "〉": "〈",
    "］": "［",
    "»": "«",
}
_OPENS = {opening: closing for closing, opening in _PAIRS.items()}
_COUNTS = re.compile(r"^\s*\w{1,2}[)）]|(?<=\s)\w[)）]")  # "a) first", "2) second"
_REVERSED = re.compile("»\\w[^«»]*«")
_LOW_CLOSES = frozenset("“”")  # of the low quote, in a language whose quotation marks are not known
_NARROW = str.maketrans("（）［］", "()[]")  # a wide bracket is often closed by a narrow one: the eye misses nothing
_BRACKETS = re.compile("[][()（）「」『』【】《》〈〉［］«»]")
_QUOTES = re.compile('["“”„]')
# Not a number's inches, and not the gershayim of a Hebrew abbreviation, which stand before its last letter.
_STRAIGHT = re.compile(
    r'(?<!\d)(?!(?<=[\u05d0-\u05ea])"[\u05d0-\u05ea](?![\u05d0-\u05ea"]))"|(?<=\d)"(?=[\s.,;:!?)]*$)'
)


@rule(Severity.ERROR)
def brackets_unbalanced(subject: Subject) -> Iterator[Finding]:
    """A bracket without its partner is a sign that words were lost, or that more stands in brackets than was meant.

    Round and square brackets, those of Chinese and Japanese, and « ». A bracket after a number or letter that counts, as
    in "a)", has no partner. Source: good editing; lost brackets are among the commonest traces of copied text.
    """
    reading = read(subject)
    quotes = reading.tables.marks.quotes
    reversed_guillemets = "»«" in quotes or (not quotes and bool(_REVERSED.search(reading.raw)))
    for line in reading.lines if _BRACKETS.search(reading.raw) else ():
        fault = _bracket_fault(line.text, reversed_guillemets)
        if fault is not None:
            at, sign = fault
            around = line.text[max(0, at - 24) : at + 24].strip()
            wanted = _OPENS.get(sign) or _PAIRS[sign]
            say = f'closes with "{wanted}" nowhere' if sign in _OPENS else f'was never opened with "{wanted}"'
            yield (
                line.at(_whole_words(line.text, at)),
                f'"{sign}" {say}: "… {around} …"',
                f'Add the "{wanted}" that is missing, or delete this one. Were words lost in copying?',
            )


def _bracket_fault(text: str, reversed_guillemets: bool) -> tuple[int, str] | None:
    """Where the first bracket without a partner stands."""
    if not _BRACKETS.search(text):
        return None
    if reversed_guillemets:
        text = text.translate(str.maketrans("«»", "»«"))
    text = text.translate(_NARROW)
    counting = {hit.end() - 1 for hit in _COUNTS.finditer(text)}
    open_ones: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char in _OPENS:
            open_ones.append((at, char))
        elif char in _PAIRS:
            if open_ones and open_ones[-1][1] == _PAIRS[char]:
                open_ones.pop()
            elif at not in counting:
                return at, char
    return open_ones[0] if open_ones else None


def _whole_words(text: str, at: int) -> str:
    """The words around a place, for finding it in the file."""
    start = text.rfind(" ", 0, max(0, at - 1)) + 1
    end = text.find(" ", at)
    return text[start : end if end >= 0 else len(text)]


@rule(Severity.ERROR)
def quotes_unbalanced(subject: Subject) -> Iterator[Finding]:
    """A quotation that never ends: which words are somebody else's, or the name on the label?

    Double quotes, straight and curly, by the language's own pairs („…“, “…”, 「…」 with the brackets). A mark after a
    number is inches. Single quotes are left alone, because an apostrophe looks the same. Source: good editing.
    """
    reading = read(subject)
    closes = frozenset(pair[1] for pair in reading.tables.marks.quotes if pair[0] == "„") or _LOW_CLOSES
    for line in reading.lines if _QUOTES.search(reading.raw) else ():
        text = line.text
        straight = [hit.start() for hit in _STRAIGHT.finditer(text)]
        if len(straight) % 2 and not re.search(r'\d"', text):
            yield (
                line.at(_whole_words(text, straight[-1])),
                f"a quotation mark without its partner: {quoted(text[max(0, straight[-1] - 24) : straight[-1] + 24]).strip()}",
                "Add or delete one.",
            )
        elif _curly_fault(text, closes):
            at = _curly_fault(text, closes)
            assert at is not None
            yield line.at(_whole_words(text, at - 1)), f'"{text[at - 1]}" has no partner', "Add or delete one."


def _curly_fault(text: str, closes: frozenset[str]) -> int | None:
    """One past the place of the first curly quotation mark without a partner."""
    if not any(char in text for char in "“”„"):
        return None
    depth: list[int] = []
    for at, char in enumerate(text):
        opens = (
            char == "„"
            or (char == "“" and not ("“" in closes and depth))
            or (char == "”" and closes == {"”"} and not depth and "„" not in text)
        )
        if char in "“”„":
            if opens and not depth:
                depth.append(at)
            elif depth:
                depth.pop()
            else:
                return at + 1
    return depth[0] + 1 if depth else None


@rule(Severity.REVIEW)
def quotes_mixed(subject: Subject) -> Iterator[Finding]:
    """Straight and curly marks side by side look like a mistake, and are one: the text was pasted together.

    Told once, at the first mark of the rarer kind; apostrophes and double quotes each by themselves, in texts of Latin
    script. Source: good typesetting; ``check --fix`` can mend it.
    """
    reading = read(subject)
    for straight, curly, name in (("'", "’", "apostrophes"), ('"', "“", "quotation marks")):
        if straight not in reading.raw or curly not in reading.raw:
            continue
        first: dict[str, Line] = {}
        count = {straight: 0, curly: 0}
        for line in reading.seen:
            if line.written is not subject.written:
                continue
            for mark in (straight, curly):
                found = len(re.findall(rf"(?<=[^\W\d_]){mark}" if mark in "'’" else mark, line.text))
                if found:
                    count[mark] += found
                    first.setdefault(mark, line)
        if all(count.values()):
            rare = min(count, key=lambda mark: count[mark])
            line = first[rare]
            yield (
                line.at(_whole_words(line.text, line.text.find(rare))),
                f"{count[straight]} straight and {count[curly]} curly {name}",
                "Use one kind throughout.",
            )


_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)


@rule(Severity.REVIEW)
def word_twice(subject: Subject) -> Iterator[Finding]:
    """ "The the": the eye skips it, the screen reader does not.

    In languages where doubling is no grammar; "that that" and "had had" may be right. In many others it is (Vietnamese,
    Hindi, Tagalog, Swahili). Source: good editing; ``style:`` in the language's file.
    """
    reading = read(subject)
    if reading.tables.style.doubled_words != "slip":
        return
    may = frozenset(reading.tables.style.may_double)
    for line in reading.lines if _DOUBLED.search(reading.raw) else ():
        for hit in _DOUBLED.finditer(line.text):
            if hit[1].lower() not in may and not (hit[1][0].isupper() and hit[0].split()[-1][0].isupper()):
                yield line.at(hit[0]), f'"{hit[0]}"', f'Delete one "{hit[1]}".'


_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_SPACE_BEFORE = re.compile(r"(?<=[^\W\d_]) +[,;.!?](?=\s|$)")
_SMALL = r"a-z\u00e0-\u00f6\u00f8-\u00ff\u0430-\u044f"  # Latin and Cyrillic letters, small and large
_LARGE = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0410-\u042f"
_JOINED = re.compile(f"[{_SMALL}][.!?;,][{_LARGE}]")
_NO_SPACE_AFTER = re.compile(rf"[^\W\d_]{{2,}}[{_SMALL}][.!?;,](?=[{_LARGE}][^\W\d_]+)")


@rule(Severity.REVIEW)
def spacing(subject: Subject) -> Iterator[Finding]:
    """Two spaces, a space before a full stop, or none after it: traces of copying that a reader stumbles over.

    French keeps its space before ; ! and ?. Addresses are left alone. Source: good typesetting; ``check --fix`` mends two
    spaces.
    """
    reading = read(subject)
    spaced = reading.tables.style.space_before  # a space before ; : ! ? is right in French
    raw = reading.raw
    suspect = "  " in raw or "\u00a0" in raw or _SPACE_BEFORE.search(raw) or _JOINED.search(raw)
    for line in reading.lines if suspect else ():
        text = line.text
        if "  " in text or "\u00a0" in text:
            for hit in _SPACES.finditer(text):
                said = around(text, hit.start(), hit.end())
                yield line.at(said), f"two spaces in {quoted(said)}", "Delete one."
        for hit in _SPACE_BEFORE.finditer(text):
            if hit[0][-1] not in spaced:
                said = around(text, hit.start(), hit.end())
                yield line.at(said), f'a space before "{hit[0][-1]}" in {quoted(said)}', "Delete the space."
        for hit in _NO_SPACE_AFTER.finditer(text):
            if not re.search(r"https?:|www\.|@", around(text, hit.start(), hit.end())):
                said = around(text, hit.start(), hit.end())
                yield line.at(said), f'no space after "{hit[0][-1]}" in {quoted(said)}', "Add a space."


_STRAY = re.compile(
    r"[¶§†‡■□▪▫◆◇●○★☆►▸➢➤✔✓✗←→⇒|~^]|(?<!\w)[*_#=]{2,}(?!\w)|(?<=\s)[–—-]\s*$|\?{2,}|!{2,}|,{2,}|\.{4,}|(?<!\.)\.\.(?!\.)",
    re.MULTILINE,
)
_TYPED_LIST = re.compile(r"^\s*(?:[•·▪‣◦●○–—*-]|\d{1,2}[.)]|[a-h]\))\s+\S")


@rule(Severity.REVIEW)
def stray_sign(subject: Subject) -> Iterator[Finding]:
    """Footnote crosses, boxes and doubled marks are left from another document: here they point to nothing.

    Source: good editing; NHS content guide (punctuation).
    """
    reading = read(subject)
    asian = reading.tag.split("-")[0] in ("ko", "ja", "zh")  # where "~" stands between two numbers
    for line in reading.seen if _STRAY.search(reading.whole) else ():
        for hit in _STRAY.finditer(line.text):
            if hit[0] == "~" and asian:
                continue
            yield (
                line.at(around(line.text, hit.start(), hit.end())),
                f'"{hit[0]}" is a stray sign',
                "Delete it, or write the word.",
            )


@rule(Severity.REVIEW)
def list_typed_as_text(subject: Subject) -> Iterator[Finding]:
    """A bullet or number typed into the text prints beside the real one, and is no list to a screen reader.

    Source: WCAG 2.2, 1.3.1 (info and relationships), failure of lists made by typed characters.
    """
    reading = read(subject)
    lines = reading.of("paragraph", "item", "step", "answer", "callout", "cell")
    for line in lines if re.search(_TYPED_LIST.pattern, reading.raw, re.MULTILINE) else ():
        hit = _TYPED_LIST.match(line.raw)
        if hit and not re.match(r"\s*\*\*", line.raw):
            yield (
                line.at(),
                f"a list sign is typed into the text: {quoted(line.raw, 30)}",
                'Delete it. Lists are "points:", "steps:" and "checklist:".',
            )


_TRADEMARK = re.compile(r"[®™℠©]|\((?:R|TM|r|tm)\)")


@rule(Severity.REVIEW)
def trademark_sign(subject: Subject) -> Iterator[Finding]:
    """® and ™ are for advertisers. In patients' words they are noise that a screen reader says out loud each time.

    The sign may stand once, where a name stands first; each further one is told. A space before it is told always.
    Source: Federal Plain Language Guidelines and NHS content guide name medicines without signs; good sense.
    """
    seen: set[str] = set()
    reading = read(subject)
    for line in reading.seen if _TRADEMARK.search(reading.whole) else ():
        for hit in _TRADEMARK.finditer(line.text):
            name = re.findall(r"[\w'-]+", line.text[: hit.start()])[-1:] or [""]
            said = around(line.text, hit.start(), hit.end())
            if hit.start() and line.text[hit.start() - 1] == " ":
                yield line.at(said), f'a space before "{hit[0]}"', "Delete the sign."
            elif name[0].lower() in seen:
                yield line.at(said), f'"{said}" carries its sign again', "Delete the sign: once is enough."
            seen.add(name[0].lower())
