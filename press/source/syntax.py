"""The parser's errors, said in an author's words: what is wrong in the line, and what to type instead."""

from __future__ import annotations

import re

import yaml

from press.problem import Place, Problem
from press.source.writer import quoted

# What the parser says (a part of it) -> the fault, the remedy. First match wins.
_SYNTAX = (
    ("character '\\t'", "a tab stands where spaces must stand", "Indent with spaces: two for each level."),
    (
        "mapping values are not allowed",
        'a second ": " stands in this line',
        'Put the whole text in "double quotes", or check the line above.',
    ),
    (
        "could not find expected ':'",
        'a ":" is missing',
        'A key is followed by ": " and its text. Text of several lines starts with ">-" after the key.',
    ),
    (
        "did not find expected key",
        "a key does not fit here",
        "Check the indentation: keys of one level start in the same column.",
    ),
    ("did not find expected '-'", 'a "-" is missing', "The items of one list all start in the same column."),
    (
        "block sequence entries are not allowed",
        "a list cannot begin here",
        'Begin the list in the next line: each item with "- ".',
    ),
    ("found unexpected end of stream", "a quote is opened and not closed", "Close the quotation mark."),
    ("unknown escape character", "a backslash in double quotes", "Use single quotes, or write the backslash twice."),
    ("cannot start any token", "this character cannot begin a text", 'Put the text in "double quotes".'),
    (
        "did not find expected ',' or",
        "a bracket is opened and not closed",
        'Close it, or put the text in "double quotes".',
    ),
    ("undefined alias", "this place has no name", 'Put text that begins with "*" in "double quotes".'),
    ("did not find expected alphabetic", 'a text begins with "*" or "&"', 'Put the text in "double quotes".'),
    (
        "did not find expected whitespace or line break",
        "a text begins with a special mark",
        'Put the text in "double quotes".',
    ),
    (
        "did not find expected <document start>",
        "the text goes on where the file should end",
        "Check the indentation of this line.",
    ),
    ("did not find URI", 'a text begins with "!"', 'Put the text in "double quotes".'),
    (
        "did not find expected node content",
        "a bracket is opened and not closed",
        'Close it, or put the text in "double quotes".',
    ),
    (
        "directive",
        'a line begins with "%"',
        'A file begins with its first key. Put a text that begins with "%" in "double quotes".',
    ),
    ("found character", "this character cannot begin a text", 'Put the text in "double quotes".'),
)


def syntax_problem(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    """The parser's error as a located problem."""
    said = str(error)
    at = getattr(error, "problem_mark", None)
    if at is not None and text[at.index : at.index + 1] == "\t":
        said = "found character '\\t'"  # libyaml does not name the character
    if at is not None and (nearer := _nearer(text.split("\n"), at.line)):
        return Problem(Place(shown, at.line + 1, at.column + 1), "yaml-syntax", *nearer)
    for part, fault, remedy in _SYNTAX:  # noqa: B007
        if part in said:
            break
    else:
        fault, remedy = (
            "this line cannot be understood",
            f"The parser says: {getattr(error, 'problem', None) or said.splitlines()[0]}",
        )
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        place = Place(shown, mark.line + 1, mark.column + 1)
    else:
        offset = min(int(getattr(error, "position", 0) or 0), len(text))
        place = Place(shown, text.count("\n", 0, offset) + 1, 1)
    opened = getattr(error, "context_mark", None)
    if opened is not None and "not closed" in fault:
        place, remedy = (
            Place(shown, opened.line + 1, opened.column + 1),
            f"{remedy} The file was read on to line {place.line}.",
        )
        if re.search(r"[ \t]#", text[opened.index :].partition("\n")[0]):
            remedy += ' What follows a " #" is left out: put each text that holds one in "double quotes".'
    return Problem(place, "yaml-syntax", fault, remedy)


# A line of YAML: its spaces, dashes and key, and the text behind them.
_LINE = re.compile(r"""\s*(?:-[ \t]+)*(?:(?:[\w-]+|"[^"]*"|'[^']*')[ \t]*:[ \t]+)?(?P<text>\S.*?)\s*""")
_BEHIND_QUOTES = re.compile(r""""(?:[^"\\]|\\.)*"(?=\s*[^\s,\]}:#])|'(?:[^']|'')*'(?=\s*[^\s,\]}:#])""")
_NO_BEGINNING = "-?:*&!%@`|>,]}"


def _nearer(lines: list[str], number: int) -> tuple[str, str] | None:
    """Fault and remedy where the line itself shows them: the parser says what it missed, not what was meant."""
    line = lines[number] if number < len(lines) else ""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    text = found["text"]
    if number and lines[number - 1].lstrip().startswith("#") and not re.search(r":(?:\s|$)|^\s*-\s", line):
        fault = f"the remark in line {number} cuts the text above it in two"
        return (
            fault,
            'Give the remark a line above the text. If it belongs to the text, put the whole text in "double quotes".',
        )
    if text[0] in "\"'[{":
        behind = _BEHIND_QUOTES.search(text)
        if behind is not None:
            return "a text goes on after its closing quotation mark", f"Write: {_in_quotes(text)}" if text[
                0
            ] in "\"'" else (
                "Put the whole text in quotation marks; inside double quotes a quotation mark is typed with a backslash."
            )
        closing = text.find("]" if text[0] == "[" else "}")
        if text[0] in "[{" and re.match(r"\s*[^\s,\]}#:]", text[closing + 1 :]) and closing > 0:
            return f'a text cannot begin with "{text[0]}"', f"Put it in quotation marks: {quoted(text)}"
        return None
    if text[0] in _NO_BEGINNING and found.start("text") > 0:
        return f'a text cannot begin with "{text[0]}"', f"Put it in quotation marks: {quoted(text)}"
    return None


def _in_quotes(text: str) -> str:
    """A text that was typed with quotes of its own inside, as YAML wants it."""
    mark = text[0]
    inner = text[1:-1].replace(mark * 2, mark) if text.endswith(mark) and len(text) > 1 else text
    return quoted(inner)
