"""Every word of a YAML file comes in: what its author typed is read exactly, or there is an error at its place."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from press import mend
from press.content import Facts, Translation
from press.language.file import LanguageFile
from press.library import Brand, open_library
from press.order.form import OrderForm
from press.problem import Problem
from press.source import Located, Mapping, Node, Sequence, check, load, parse
from press.source.second import lost
from press.source.writer import dump, quoted, scalar

# 20,000 of each were tried when this was written; a proof of every day is shorter.
EXAMPLES = int(os.environ.get("PROVE_EXAMPLES", "400"))
_HEAD = "title: T\nsummary: S.\nversion: 1\n"
_MESSAGE = "main_message: M.\n"


def read(text: str) -> tuple[Translation | None, list[Problem]]:
    located, problems = parse(text, "en.yaml")
    if problems or located.tree is None:
        return None, problems
    value, more = check(located, Translation)
    return value, [*problems, *more]


def _block(value: Translation, number: int = 0) -> object:
    return value.sections[0].blocks[number]


# Each place of a file: the lines around a text, the column of its key or "-", and the way to it in what was read.
PLACES: dict[str, tuple[str, int, Callable[[Translation], object]]] = {
    "main_message": (_HEAD + "main_message:{}\nsections: [{{heading: H, blocks: [{{text: T}}]}}]\n", 0, lambda v: v.main_message),
    "heading": (_HEAD + _MESSAGE + "sections:\n  - heading:{}\n    blocks:\n      - text: T.\n", 4, lambda v: v.sections[0].heading),
    "text, last": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - text:{}\n", 8, lambda v: _block(v).text),  # type: ignore[attr-defined]
    "text, sources below": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - text:{}\n        sources: [s]\n", 8, lambda v: _block(v).text),  # type: ignore[attr-defined]
    "point": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - points:\n          - Rest.\n          -{}\n          - Drink.\n", 10, lambda v: _two(_block(v).points, "Rest.", "Drink.")),  # type: ignore[attr-defined]
    "last step": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - steps:\n          - Rest.\n          -{}\n", 10, lambda v: _two(_block(v).steps, "Rest.")),  # type: ignore[attr-defined]
    "answer": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - questions:\n          - question: Q?\n            answer:{}\n", 12, lambda v: _block(v).questions[0].answer),  # type: ignore[attr-defined]
    "cell": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - table:\n          caption: C\n          columns: [A, B]\n          rows:\n            - - One\n              -{}\n", 14, lambda v: _two(_block(v).table.rows[0], "One")),  # type: ignore[attr-defined]
}  # fmt: skip
BRACKETS: dict[str, tuple[str, Callable[[Translation], object]]] = {
    "point": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - points: [{}, \"Rest.\"]\n", lambda v: _two(_block(v).points, "Rest.")),  # type: ignore[attr-defined]
    "last point": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - points: [Rest., {}]\n", lambda v: _two(_block(v).points, "Rest.")),  # type: ignore[attr-defined]
    "cell": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - table: {{caption: C, row_headers: true, rows: [[One, {}]]}}\n", lambda v: _two(_block(v).table.rows[0], "One")),  # type: ignore[attr-defined]
    "keyword": (_HEAD + _MESSAGE + "keywords: [one, {}, two]\nsections: [{{heading: H, blocks: [{{text: T}}]}}]\n", lambda v: _two(v.keywords, "one", "two")),
    "label": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - write-in:\n          - {{label: {}, lines: 2}}\n", lambda v: _block(v).write_in[0].label),  # type: ignore[attr-defined]
    "alone": (_HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n      - {{text: {}}}\n", lambda v: _block(v).text),  # type: ignore[attr-defined]
}  # fmt: skip


def _two(items: tuple[str, ...], *others: str) -> object:
    """The one item that is not among ``others``; all of them where they are not there as they should be."""
    rest = list(items)
    for other in others:
        if other in rest:
            rest.remove(other)
    return rest[0] if len(rest) == 1 and len(items) == len(others) + 1 else items


NASTY = [
    " #", "# ", "#2", "#", ": ", ":", " - ", "- ", "-", "--- ", "...", "? ", "! ", "!", "&", "* ", "*", "%", "@", "`", "|", ">", ">5",
    "|2", "[", "]", "{", "}", ", ", ",", "'", '"', "''", '""', "~", "null", "4,000", "2,5", "<<", "= ", "\t", "  ", "—", "–", "·",
    "5", "mg", "10", "5-10", "µg", "½", "≥", "é", "不", "क्ष", "ع", "٥", "a", "Z", "Not", "take", ".", "?", "(", ")", "/", "<", "=", "$", "^",
    "_", "+", ";",
]  # fmt: skip
prose = st.lists(st.one_of(st.sampled_from(NASTY), st.sampled_from([" "]), st.text(string.printable[:95], max_size=3)), min_size=1, max_size=12).map("".join).map(str.strip).filter(lambda t: re.search(r"\w", t) and len(t) < 110 and not t.endswith(" # <-"))  # fmt: skip


def _same(typed: str, read: object) -> bool:
    return isinstance(read, str) and read.split() == typed.split()


def _wrapped(text: str, at: int, pad: str) -> str:
    """A text with a line break at one of its spaces."""
    spaces = [hit.start() for hit in re.finditer(r"(?<=\S) (?=\S)", text)]
    if not spaces:
        return text
    cut = spaces[at % len(spaces)]
    return text[:cut] + "\n" + pad + text[cut + 1 :]


@settings(max_examples=EXAMPLES, deadline=None)
@given(text=prose, place=st.sampled_from(sorted(PLACES)), style=st.sampled_from(["plain", "'", '"', ">-", ">", "|", "|-", ">2-", "below"]), at=st.integers(0, 9), deeper=st.sampled_from([1, 2, 4]), wrap=st.booleans())  # fmt: skip
@example(text="Use inhaler #2 only", place="main_message", style="plain", at=0, deeper=2, wrap=False)
@example(text="Use inhaler #2 only", place="main_message", style="plain", at=1, deeper=2, wrap=True)
@example(text="Then press #", place="text, last", style="plain", at=0, deeper=2, wrap=False)
@example(text="Rest # now", place="text, last", style="|", at=0, deeper=1, wrap=True)
@example(text="# 2 only", place="point", style="below", at=0, deeper=2, wrap=True)
def test_a_text_is_read_as_it_is_typed_or_there_is_an_error(text: str, place: str, style: str, at: int, deeper: int, wrap: bool) -> None:
    frame, indent, found = PLACES[place]
    pad = " " * (indent + deeper)
    body = _wrapped(text, at, pad) if wrap else text
    if style in ("plain", "below"):
        if text[0] in "'\"":
            return  # quoted, for every eye
        if body.partition("\n")[0].rstrip() in ("|", ">", "|-", ">-"):
            return  # the sign of a text in the lines below, for every eye
        typed = f" {body}" if style == "plain" else f"\n{pad}{body}"
    elif style in ("'", '"'):
        if (style == '"' and "\\" in text) or (style == "'" and "''" in text):
            return  # a test of its own
        typed = f" {style}{body}{style}"
    else:
        typed = f" {style}\n{pad}{body}"
    value, problems = read(frame.format(typed))
    assert problems or (value is not None and _same(text, found(value))), (typed, value and found(value))


@settings(max_examples=EXAMPLES, deadline=None)
@given(text=prose, place=st.sampled_from(sorted(BRACKETS)), style=st.sampled_from(["plain", "'", '"']), wrap=st.booleans())  # fmt: skip
@example(text="Never take more than 4,000 mg", place="point", style="plain", wrap=False)
@example(text="2,500 mg", place="cell", style="plain", wrap=False)
@example(text="4,000", place="label", style="plain", wrap=False)
def test_a_text_in_brackets_is_read_as_it_is_typed_or_there_is_an_error(text: str, place: str, style: str, wrap: bool) -> None:
    frame, found = BRACKETS[place]
    body = _wrapped(text, 0, " " * 12) if wrap else text
    if style == "plain":
        # A comma before a space parts the cells and keywords of a list, for every eye; quotation marks are YAML's.
        if text[0] in "'\"" or (place in ("cell", "keyword") and re.search(r",\s", text)) or text.endswith(","):
            return
    elif (style == '"' and "\\" in text) or (style == "'" and "''" in text):
        return
    quote = style if style != "plain" else ""
    value, problems = read(frame.format(f"{quote}{body}{quote}"))
    assert problems or (value is not None and _same(text, found(value))), (body, value and found(value))


# --------------------------------------------------------------------------------------------------- one case for each kind

_BODY = _HEAD + _MESSAGE + "sections:\n  - heading: H\n    blocks:\n"
_ERRORS: dict[str, tuple[str, str]] = {
    # a "#"
    "behind a text": (_BODY + "      - text: Use inhaler #2 only if you cannot breathe.\n", 'en.yaml:8:27: error: what follows a "#" is left out: "#2 only if you cannot breathe." [words-after-hash]'),
    "both readings": (_BODY + "      - text: Rest # and drink\n", 'Does it belong to the text? Then write: "Rest # and drink"'),
    "a sign alone": (_BODY + "      - text: Then press #\n", "en.yaml:8:26: error: what follows"),
    "behind a tab": (_BODY + "      - text: Use inhaler\t#2 only.\n", "en.yaml:8:27: error: what follows"),
    "behind a quoted text": (_BODY + '      - text: "Use the inhaler" #2 only.\n', "Then put it inside the quotation marks."),
    "behind a sign of lines below": (_BODY + "      - text: >- #2 only\n          Rest.\n", "en.yaml:8:18: error: what follows"),
    "behind the sign at once": (_BODY + "      - text: >#2 only\n          Rest.\n", "en.yaml:8:16: error: what follows"),
    "in the next line": (_BODY + "      - text: Go to room\n          #4 and ask.\n", "en.yaml:9:11: error: what follows"),
    "in the next line of a list": (_BODY + "      - points:\n          - Go to room\n            # 4 and ask.\n          - Rest.\n", "en.yaml:10:13: error: what follows"),
    "below lines that go on": (_BODY + "      - text: >-\n            Take one.\n          # Never two.\n", "en.yaml:10:11: error: what follows"),
    "between the lines of a text": (_BODY + "      - text: Take one\n          # only if\n          now.\n", "the remark in line 9 cuts the text above it in two"),
    "above a text": (_BODY + "      - text:\n          # Never\n          take two.\n", "en.yaml:9:11: error: what follows"),
    "above an item": (_BODY + "      - points:\n          -\n            # Never\n            take two.\n", "en.yaml:10:13: error: what follows"),
    "behind a row": (_BODY + "      - table: {caption: C, row_headers: true, rows: [[One, Two]]} # 3 at night\n", "error: what follows"),
    "in brackets": (_BODY + "      - table:\n          caption: C\n          columns: [A, B]\n          rows:\n            - [One #2, at night,\n              Two]\n", 'What follows a " #" is left out'),
    # commas
    "a thousand": (_BODY + "      - points: [Never take more than 4,000 mg in 1 day, Rest]\n", 'If 2 texts are meant: ["Never take more than 4,000 mg in 1 day", "Rest"]'),
    "a thousand, as it is read": (_BODY + "      - points: [Never take more than 4,000 mg in 1 day, Rest]\n", 'If 3 texts are meant: ["Never take more than 4", "000 mg in 1 day", "Rest"]'),
    "a thousand in a cell": (_BODY + "      - table:\n          caption: C\n          columns: [A, B, C]\n          rows:\n            - [Prednisone, 2,500 mg]\n", "en.yaml:12:30: error: a comma without a space"),
    "a decimal comma in a cell": (_BODY + "      - table:\n          caption: C\n          columns: [A, B, C]\n          rows:\n            - [Prednison, 2,5 mg]\n", "en.yaml:12:29: error: a comma without a space"),
    "a comma behind a space": (_BODY + "      - table: {caption: C, row_headers: true, rows: [[One, 0 ,5]]}\n", "a comma without a space"),
    "a keyword": (_HEAD + _MESSAGE + "keywords: [N,N-dimethyl, gout]\nsections: [{heading: H, blocks: [{text: T}]}]\n", "en.yaml:5:14: error: a comma without a space"),
    "sentences without quotes": (_BODY + "      - steps: [Rest, drink water, Call us]\n", 'If 2 texts are meant: ["Rest, drink water", "Call us"]'),
    "a callout's points": (_BODY + '      - callout: {kind: note, points: ["Rest.", Drink]}\n', "commas part these sentences"),
    "one without quotes": (_BODY + '      - checklist: ["Rest, or sleep.", Drink]\n', "commas part these sentences"),
    "a value of the brand first": (_BODY + "      - text: {clinic.phone}\n", 'a text cannot begin with "{": "{clinic.phone}"'),
    "a bracket first": (_BODY + "      - text: [Note] rest\n", 'Put it in quotation marks: "[Note] rest"'),
    "a sentence in braces": (_BODY + "      - write-in:\n          - {label: Rest, then walk, lines: 2}\n", 'en.yaml:9:27: error: a comma parts "then walk" from the text before it'),
    "a thousand in braces": (_BODY + "      - {text: Take 4,000 mg}\n", 'a comma parts "000 mg" from the text before it'),
    "no space behind the colon": (_BODY + "      - {text:Rest}\n", 'a space is missing after the ":" of "text:Rest"'),
    # quotation marks and escapes
    "words behind quotes": (_BODY + '      - text: "Rest" and drink.\n', r'Write: "\"Rest\" and drink."'),
    "doubled quotes": (_BODY + '      - text: "Say ""stop"" now."\n', r'Write: "Say \"stop\" now."'),
    "an apostrophe in single quotes": (_BODY + "      - text: 'Don't rest.'\n", 'Write: "Don\'t rest."'),
    "inches in single quotes": (_BODY + "      - text: 'A wound of 2'' or more'\n", "inches become feet"),
    "a letter by its number": (_BODY + '      - text: "5\\x20mg"\n', r'en.yaml:8:17: error: "\x" in double quotes is read as another character'),
    "a line's end in a name": (_BODY + '      - text: "day\\night"\n', r'"\n" in double quotes'),
    "a tab in a name": (_BODY + '      - text: "per\\tablet"\n', r'"\t" in double quotes'),
    "no space between": (_BODY + '      - text: "left\\_right"\n', r'"\_" in double quotes'),
    "joined lines": (_BODY + '      - text: "Take 5\\\n          0 mg"\n', "a backslash at a line's end joins two words"),
    "an unknown escape": (_BODY + '      - text: "1\\2 tablet"\n', "a backslash in double quotes"),
    # lines that are joined or lost
    "a paragraph in a paragraph": (_BODY + "      - text: >-\n          One.\n\n          Two.\n", "a line break inside a text"),
    "lines as typed": (_BODY + "      - text: |\n          One.\n          Two.\n", "a line break inside a text"),
    "lines as typed, one deeper": (_BODY + "      - text: |\n          One.\n            Two.\n", "a line break inside a text"),
    "more than 5": (_BODY + "      - text: >5\n              days\n", "en.yaml:8:16: error: \"5\" is not read as it stands here"),
    "an item that slipped": (_BODY + "      - points:\n          - Take one.\n           - Take two.\n", 'en.yaml:10:12: error: "- Take two." is read as a part of the text above it'),
    "an item without its space": (_BODY + "      - points:\n          - Take one.\n            -Take two.\n", '"-Take two." is read as a part of the text above it'),
    # signs at the beginning
    "a dash": (_BODY + "      - text: - 5 mg\n", 'Put it in quotation marks: "- 5 mg"'),
    "a question mark": (_BODY + "      - points:\n          - ? is it\n", "en.yaml:9:13: error"),
    "a colon": (_BODY + "      - points:\n          - : rest\n", "en.yaml:9:13: error"),
    "an asterisk": (_BODY + "      - text: *5 mg\n", "en.yaml:8:15: error"),
    "an ampersand": (_BODY + "      - text: &5 mg\n", "en.yaml:8:15: error"),
    "an exclamation mark": (_BODY + "      - text: ! stop\n", 'en.yaml:8:15: error: "!" is a type mark'),
    "an exclamation mark at a word": (_BODY + "      - text: !stop now\n", "is a type mark"),
    "a percent sign": (_BODY + "      - text: %5\n", "en.yaml:8:15: error"),
    "an at sign": (_BODY + "      - text: @home\n", "en.yaml:8:15: error"),
    "a backtick": (_BODY + "      - text: `5`\n", "en.yaml:8:15: error"),
    "a bar": (_BODY + "      - text: | 5 mg\n", "en.yaml:8:"),
    "greater than": (_BODY + "      - text: > 5 mg\n", 'Put it in quotation marks: "> 5 mg"'),
    "a comma": (_BODY + "      - text: ,5 mg\n", "en.yaml:8:"),
    "nothing": (_BODY + "      - text: ~\n", 'en.yaml:8:15: error: "~" means "nothing" in YAML'),
    "null": (_BODY + "      - text: null\n", '"null" means "nothing" in YAML'),
    "a colon in a point": (_BODY + "      - points:\n          - Note: rest\n", "en.yaml:9:13: error"),
    # documents
    "a second document": (_BODY + "      - text: T.\n---\ntitle: B\n", "en.yaml:9:1: error: a second document"),
    "an empty second document": (_BODY + "      - text: T.\n---\n", "en.yaml:9:1: error: a second document"),
    "words behind the end": (_BODY + "      - text: T.\n...\nTake two.\n", "en.yaml:10:1: error"),
    "a directive": ("%TAKE 2\n---\n" + _BODY + "      - text: T.\n", 'en.yaml:1:6: error: a line begins with "%"'),
    "a directive of YAML": ("%TAG ! tag:5,2000:\n---\n" + _BODY + "      - text: T.\n", "en.yaml:1:"),
    "two equal keys": (_BODY + "      - text: Take one.\n        text: Take two.\n", "en.yaml:9:9: error: the key"),
    "a next line": (_BODY + "      - text: Take 5\u0085mg\n", "U+0085"),
    "a line separator": (_BODY + "      - text: Take 5\u2028mg\n", "U+2028"),
    "a byte order mark inside": (_BODY + "      - text: Take 5\ufeffmg\n", "U+FEFF"),
}  # fmt: skip


@pytest.mark.parametrize("name", _ERRORS)
def test_what_would_lose_a_word_is_an_error_at_its_place(name: str) -> None:
    text, expected = _ERRORS[name]
    value, problems = read(text)
    assert value is None
    assert expected in "\n".join(map(str, problems)), problems
    # Told once: a second problem about the same place would only confuse.
    assert len({problem.place for problem in problems}) == len(problems) or name == "a value of the brand first", problems


_RIGHT = {
    "a remark behind a number": ("version: 1  # raised in May\n", "version: 1\n"),
    "a remark at the top": ("# From the clinic's leaflet of 2019\n" + _HEAD, _HEAD),
    "a remark behind a list of names": ("      - text: T.\n        sources: [s, t]  # see page 4\n", ""),
    "a remark behind a kind": ("      - callout:\n          kind: note  # or caution\n          text: T.\n", ""),
    "a remark behind a key": ("      - points:  # most important first\n          - Rest.\n", ""),
    "a remark in the column of the key": ("      - text: Rest.\n        # label of 2010\n        sources: [s]\n", ""),
    "a remark in the column of the dash": ("      - points:\n          - Rest.\n          # only in winter\n          - Drink.\n", ""),
    "a remark below an empty line": ("      - text: Rest.\n\n          # only in winter\n      - text: Drink.\n", ""),
    "a remark below quotes": ('      - text: "Rest."\n          # only in winter\n      - text: Drink.\n', ""),
    "a remark above items": ("      - points:\n            # most important first\n          - Rest.\n", ""),
    "an arrow that points at its line": ("      - text: Rest.  # <-\n", ""),
    "a number sign in a word": ("      - text: C#5 and A#.\n", ""),
    "a number sign in quotes": ('      - text: "Use #2, then #3."\n', ""),
    "a number sign in a line of a text": ("      - text: >-\n          Use inhaler\n          #2 now.\n", ""),
    "quoted items": ('      - points: ["Never more than 4,000 mg, please.", \'Rest, or sleep.\']\n', ""),
    "quoted items side by side": ('      - points: ["4,000 mg","Rest."]\n', ""),
    "one item alone": ("      - points: [Rest.]\n", ""),
    "names side by side": ("      - text: T.\n        sources: [s,t]\n", ""),
    "a comma and a space in a row": ("      - table: {caption: C, columns: [A, B], rows: [[One, Two]]}\n", ""),
    "no space in braces": ("      - write-in: [{label: Your name,lines: 2}]\n", ""),
    "characters that programs escape": ('      - text: "Jab\\xf3n, \\u0445\\u043b\\u0435\\u0431, \\U0001f600"\n', ""),
    "lines that programs break": ('      - text: "Take 5 mg \\\n          every\\\n          \\ day."\n', ""),
    "a backslash in single quotes": ("      - text: 'Press \\* twice.'\n", ""),
    "quotes in quotes": ('      - text: "Say \\"stop\\"."\n      - text: \'It\'\'s fine.\'\n', ""),
    "a text over lines": ("      - text: Take one tablet\n          - or two -\n".replace("- or two -", "or two"), ""),
    "an end": ("      - text: T.\n...\n# over\n", ""),
    "a minus": ("      - text: -5 °C or 10-20 mg\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", _RIGHT)
def test_what_is_right_passes(name: str) -> None:
    new, old = _RIGHT[name]
    text = (_BODY + "      - text: T.\n").replace(old, new) if old else _BODY + new
    value, problems = read(text)
    assert problems == []
    assert value is not None


def test_a_version_of_yaml_and_a_document_start_are_no_words() -> None:
    assert read("%YAML 1.2\n---\n" + _BODY + "      - text: T.\n")[1] == []


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        (Brand, "name: Clinic #2\n", "x.yaml:1:14: error: what follows"),
        (Brand, "clinic:\n  name: N\n  phone: 503-555-0123\n  address: Suite #200, Portland\n", "x.yaml:4:18: error: what follows"),
        (Brand, "clinic:\n  name: N\n  phone: 503-555-0123 #4\n", "x.yaml:3:23: error: what follows"),
        (LanguageFile, "endonym: Español #2\n", "x.yaml:1:18: error: what follows"),
        (LanguageFile, "words:\n  draft: Borrador # 2\n", "x.yaml:2:19: error: what follows"),
        (LanguageFile, "abbreviations: [z.B.,d.h.]\n", "x.yaml:1:22: error: a comma without a space"),
        (LanguageFile, "regional:\n  pill: {US: a, b, other: c}\n", 'a comma parts "b" from the text before it'),
        (Facts, "audience: Adults #18 and over\n", "x.yaml:1:18: error: what follows"),
        (OrderForm, "deliveries:\n  - {id: a, to: Desk, address: Suite #4}\n", "x.yaml:2"),
        (OrderForm, "note: Press #2\n", "x.yaml:1:13: error: what follows"),
        (OrderForm, "lines:\n  - {handout: x, deliver: {main: 1,000}}\n", 'a comma parts "000" from the text before it'),
    ],
)  # fmt: skip
def test_every_kind_of_file(model: type, text: str, expected: str) -> None:
    located, problems = parse(text, "x.yaml")
    problems += check(located, model)[1] if located.tree is not None else []
    assert expected in "\n".join(map(str, problems))


@pytest.mark.parametrize(
    ("model", "text"),
    [
        (Brand, "languages: [en,es]  # more to come\n"),
        (Brand, "paper: a4  # or letter\n"),
        (Brand, "colours:\n  primary: {screen: '#112233', cmyk: [1,2,3,4]}  # the logo's blue\n"),
        (LanguageFile, "script: Latn  # ISO 15924\nfonts: [Noto Sans,Noto Sans Symbols]  # in this order\n"),
        (OrderForm, "due: 2036-03-01                # far away\n"),
        (OrderForm, "defaults:\n  languages: en, es  # both\n  variants: [standard,large-print]\n"),
        (OrderForm, "lines:\n  - {handout: x, quantity: 5}  # for the north office\n"),
        (Facts, "source_language: en  # the clinic's\ncodes:\n  - {system: ICD-10-CM, code: G43.709}  # chronic migraine\n"),
    ],
)
def test_a_remark_where_nothing_else_can_be_meant_is_none_of_our_business(model: type, text: str) -> None:
    located, problems = parse(text, "x.yaml")
    problems += check(located, model)[1]
    assert [p for p in problems if p.rule in ("words-after-hash", "comma-in-list", "words-not-read")] == []


# ------------------------------------------------------------------------------------------------------ the second reading


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("a: take one\nb: never two\n", ["a", "take one", "b", "two"], "never two"),
        ("a: take 5-10 mg\n", ["a", "take 510 mg"], "5-10 mg"),
        ("a: take 5 mg\n", ["a", "take 5 mg", "b"], "a: take 5 mg"),
        ("a: take 5 mg\n  and rest\n", ["a", "take 5 mg"], "and rest"),
        ("a: क्षय\n", ["a", "कषय"], "क्षय"),
    ],
)
def test_the_second_reading_disagrees_with_a_first_that_loses_words(text: str, found: list[str], words: str) -> None:
    assert [one.words for one in lost(text, found)] == [words]


def test_the_second_reading_takes_part_in_every_file_that_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Proof that it is asked at all: it would notice a first reader that forgets a text."""
    path = tmp_path / "en.yaml"
    path.write_text(_BODY + "      - text: T.\n", encoding="utf-8")
    assert load(path, "en.yaml", Translation)[2] == []
    from press.source import reader

    forgetful = reader.lost
    monkeypatch.setattr(reader, "lost", lambda text, found: forgetful(text, found[:-1]))
    value, _, problems = load(path, "en.yaml", Translation)
    assert value is None
    assert [problem.rule for problem in problems] == ["words-not-read"]


def test_a_file_of_a_hundred_thousand_signs_is_read_in_time() -> None:
    for line in ("  - a " + "# " * 60_000, "  - a" + " #b" * 40_000, '  - "' + "\\u00e9" * 20_000 + '"', "  # x\n" * 20_000 + "  - a", "  - a\n    # x\n" * 9_000, "  - a\n" + "    # x\n     # y\n" * 9_000 + "  - b"):
        parse(f"k:\n{line}\n", "x.yaml")


# ------------------------------------------------------------------------------------------------------------- what we write


def _texts(node: Node | None) -> list[str]:
    if isinstance(node, Mapping):
        return [text for _, value in node.entries for text in _texts(value)]
    if isinstance(node, Sequence):
        return [text for item in node.items for text in _texts(item)]
    return [node.value] if node else []


@settings(max_examples=EXAMPLES, deadline=None)
@given(texts=st.lists(st.one_of(prose, prose.map(lambda text: " ".join([text] * 4)[:600].strip())), min_size=1, max_size=4))
@example(texts=["~", "null", "Rest", "5 - 6", "a #2", "4,000"])
@example(texts=["- " + "five mg - or " * 20])
@example(texts=["4,000\t#", "null\t#", "a:\tb", "five\tmg " + "or so " * 30 + "rest"])
def test_what_the_press_writes_it_reads(texts: list[str]) -> None:
    written = dump({"a": texts[0], "b": texts, "c": [{"d": text, "e": [texts, texts]} for text in texts]})
    located, problems = parse(written, "x.yaml")
    assert problems == []
    assert not [doubt for doubt in located.doubts if doubt.kind != "list"]
    assert _texts(located.tree) == [texts[0], *texts, *(one for text in texts for one in [text, *texts, *texts])]
    for text in texts:
        assert parse(f"a: {scalar(text, 2)}\n", "")[0].tree.get("a").value == text  # type: ignore[union-attr]
        assert parse(f"[{quoted(text)}]", "")[0].tree.items[0].value == text  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------------------- check --fix

TEXT = "handouts/general/clean-hands/en.yaml"


def _spoil(project: Path, old: str, new: str) -> Path:
    path = project / TEXT
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_fix_writes_the_quotes_that_nobody_can_doubt(project: Path) -> None:
    path = _spoil(project, "Wet your hands with clean water.", "Use tap #2, not \"tap\" #1: wet your hands.".replace(": wet", ", wet"))
    before = path.read_text(encoding="utf-8")
    assert [(made.shown, made.count) for made in mend.fix(project, (), ())] == [(TEXT, 1)]
    assert path.read_text(encoding="utf-8") == before.replace(
        'Use tap #2, not "tap" #1, wet your hands.', r'"Use tap #2, not \"tap\" #1, wet your hands."'
    )
    assert list(open_library(project).problems) == []
    assert list(mend.fix(project, (), ())) == []


def test_fix_keeps_line_ends_and_leaves_what_it_cannot_know(project: Path) -> None:
    path = _spoil(project, "Wet your hands with clean water.", "Use tap #2.\n          - Wash # and dry")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [made.count for made in mend.fix(project, ["clean-hands"], ["en"])] == [1]
    data = path.read_bytes()
    assert b'- "Use tap #2."\r\n' in data
    assert b"- Wash # and dry\r\n" in data
    assert data.count(b"\r\n") == data.count(b"\n")
    assert [problem.rule for problem in open_library(project).problems if problem.place.path == TEXT] == ["words-after-hash"]
    assert list(mend.fix(project, ["clean-hands"], ["en"])) == []
    assert list(mend.fix(project, ["clean-hands"], ["es"])) == []


def test_fix_can_be_taken_back(project: Path) -> None:
    """It shows each line that it changed; ends of lines, the first mark, permissions and a link stay as they were."""
    path = _spoil(project, "Wet your hands with clean water.", "Use tap #2.")
    lines = path.read_bytes().decode().splitlines()
    spoiled = "\ufeff" + "".join(line + ("\r\n" if number % 3 else "\n") for number, line in enumerate(lines))
    elsewhere = project / "elsewhere.yaml"
    elsewhere.write_bytes(spoiled.encode())
    elsewhere.chmod(0o640)
    path.unlink()
    path.symlink_to(elsewhere)
    (made,) = mend.fix(project, ["clean-hands"], ["en"])
    (change,) = made.changes
    assert (change.old, change.new) == (("          - Use tap #2.",), ('          - "Use tap #2."',))
    assert lines[change.line - 1] == change.old[0]
    assert path.is_symlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o640
    assert elsewhere.read_bytes().decode().replace(change.new[0], change.old[0]) == spoiled


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("points: [Take up to 4,000 mg. Not more., Rest]", 'points: ["Take up to 4,000 mg. Not more.", "Rest"]'),
        ("points: [Rest., Drink water.]", 'points: ["Rest.", "Drink water."]'),
        ('points: ["Rest.", Drink]', 'points: ["Rest.", "Drink"]'),
        ("points: [استرح, اتصل بنا]", 'points: ["استرح", "اتصل بنا"]'),
        ("points: [Rest, Drink]", None),
        ("points: [Take up to 2,500 mg., Rest]", None),
        ("table: {caption: C, columns: [A, B], rows: [[One, 2,000 mg]]}", 'table: {caption: C, columns: [A, B], rows: [["One", "2,000 mg"]]}'),
        ("table: {caption: C, columns: [A, B], rows: [[One, 2,500 mg]]}", None),
    ],
)  # fmt: skip
def test_quotes_in_brackets(typed: str, mended: str | None, tmp_path: Path) -> None:
    path = tmp_path / "en.yaml"
    path.write_text(_BODY + f"      - {typed}\n", encoding="utf-8")
    _, located, problems = load(path, "en.yaml", Translation)
    assert "comma-in-list" in [problem.rule for problem in problems]
    made = mend.quote(path, located)
    assert path.read_text(encoding="utf-8") == _BODY + f"      - {mended or typed}\n"
    assert (made is None) == (mended is None)


def test_fix_does_not_write_over_what_somebody_just_saved(project: Path) -> None:
    path = _spoil(project, "Wet your hands with clean water.", "Use tap #2.")
    located: Located = open_library(project).located[TEXT]
    path.write_text("title: another\n", encoding="utf-8")
    made = mend.quote(path, located)
    assert made is not None
    assert [problem.rule for problem in made.problems] == ["file-changed"]
    assert path.read_text(encoding="utf-8") == "title: another\n"
