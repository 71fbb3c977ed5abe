"""Markdown: CommonMark with tables and struck-out words, read as the web page that it makes; and its lines, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape, unescape
from pathlib import Path

from press.intake.marks import Line, accepted, possible
from press.intake.pieces import Doubt, Items, Notes, Paragraph, Piece, Span, Words, everything, lines_of
from press.intake.web import Page
from press.intake.witness import Atom, atoms

_DEFINITION = re.compile(r"^( {0,3})\[(?P<name>[^\]\n]+)\]:[ \t]*(?P<rest>\S.*)?$", re.MULTILINE)
_ADDRESS = re.compile(
    r"<?(?:(?:https?|mailto|tel|ftp):|www\.|/|\.{1,2}/|#|[\w./-]+\.(?:html?|md|pdf|png|jpe?g|gif|svg)\b)", re.IGNORECASE
)
_SETTINGS = re.compile(r"---[ \t]*\n((?:[\w-]+:.*\n|[ \t#-].*\n|\n)+)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_NOTE_TEXT = re.compile(r"\[\^(?P<name>[^\]\s]+)\]:\s*")
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LIKE_A_TAG = re.compile(r"<(?:/\s*)?([A-Za-z][\w:-]*)?(?:[^<>]*>)?")
_TAGS = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "main",
        "mark",
        "math",
        "menu",
        "mfrac",
        "mi",
        "mn",
        "mo",
        "mrow",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtext",
        "nav",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "section",
        "select",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ]
)
_INSIDE_WORDS = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u", "wbr"]
)
# A note, and the paragraphs of it that are set in below.
_LONG_NOTE = re.compile(
    r"^( {0,3}\[\^[^\]\n]+\]:.*(?:\n[ \t]*\S.*)*)((?:\n[ \t]*\n(?: {4}|\t)[^\n]+(?:\n[ \t]*\S.*)*)+)", re.MULTILINE
)
_SIGNS = frozenset("%°±≤≥×÷€$£½¼¾⅓⅔☐☒☑")
_HIGH = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def page_of(text: str) -> str:
    """The web page that a Markdown text makes. HTML in it counts; what merely looks like a tag, ``<dose>``, stays text."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for kind in ("html_inline", "html_block"):
        reader.add_render_rule(kind, lambda _self, tokens, at, *_: _tags_kept(tokens[at].content))
    return str(reader.render(_kept(text)))


def _tags_kept(html: str) -> str:
    """HTML in a Markdown text: its tags, and as text what is none; a comment is something hidden."""
    html = _COMMENT.sub(lambda hit: f"<span hidden>{escape(hit[1])}</span>" if hit[1].strip() else "", html)
    return _LIKE_A_TAG.sub(lambda hit: hit[0] if hit[1].lower() in _TAGS else escape(hit[0]), html)


def pieces_of(text: str, folder: Path | None = None) -> list[Piece]:
    """The pieces of a Markdown text that lies in a folder. Raises TooDeepError."""
    head = _SETTINGS.match(text)
    begin: list[Piece] = []
    if head:
        said = " ".join(head[1].split())
        begin = [Doubt(f"The file begins with settings, which no reader sees: “{said}”.", holds=said)]
        text = text[head.end() :]
    return [*begin, *_notes(Page(page_of(text), folder).read())]


def _kept(text: str) -> str:
    """A text in which nothing vanishes and no number at a line's start is taken for a list's that is none."""
    text = _LONG_NOTE.sub(lambda hit: hit[1] + re.sub(r"\n[ \t]*\n[ \t]+", "\n", hit[2]), text)
    lines = text.split("\n")
    fenced = _fenced(lines)
    used = {
        hit.lower()
        for n, line in enumerate(lines)
        if not _DEFINITION.match(line)
        for hit in re.findall(r"\[([^\]]+)\]", line)
    }
    plain = [
        Line(n, line.strip(), 0, n == 0 or not lines[n - 1].strip()) for n, line in enumerate(lines) if line.strip()
    ]
    marks = accepted(plain)
    for n, line in enumerate(lines):
        if n in fenced:
            continue
        hit = _DEFINITION.match(line)
        if hit and not (_ADDRESS.match(hit["rest"] or "") and hit["name"].lower() in used and "^" not in hit["name"]):
            lines[n] = f"{hit[1]}\\{line[len(hit[1]) :]}"
            if n and lines[n - 1].strip() and _DEFINITION.match(text.split("\n")[n - 1]):
                lines[n - 1] += "\\" if not lines[n - 1].endswith("\\") else ""
        elif n and lines[n - 1].strip() and n not in marks and (wrong := _wrong_mark(line)):
            lines[n] = wrong
        lines[n] = _scripts(lines[n])
    return "\n".join(lines)


def _fenced(lines: Sequence[str]) -> set[int]:
    """The lines inside fences."""
    found: set[int] = set()
    fence = ""
    for n, line in enumerate(lines):
        hit = _FENCE.match(line)
        if fence:
            found.add(n)
            if hit and hit[1].startswith(fence):
                fence = ""
        elif hit:
            fence = hit[1]
    return found


def _wrong_mark(line: str) -> str:
    """A line whose mark is a wrapped sentence's number or dash, with the mark made plain; empty for others."""
    text = line.lstrip()
    if not possible(text) or len(line) - len(text) > 3:
        return ""
    hit = re.match(r"(\d{1,9})([.)])(?=\s)", text)
    if hit:
        return line.replace(hit[0], f"{hit[1]}\\{hit[2]}", 1)
    return line.replace(text[0], f"\\{text[0]}", 1) if text[0] in "-*+" and text[1:2].isspace() else ""


def _scripts(line: str) -> str:
    """``10^9^`` and ``H~2~O``, as many write powers in Markdown."""
    line = re.sub(r"(?<=[\w)])\^([\d+\-n]{1,6})\^", lambda hit: hit[1].translate(_HIGH), line)
    return re.sub(r"(?<=[A-Za-z)])~([\d+\-]{1,4})~(?!~)", lambda hit: hit[1].translate(_LOW), line)


def _notes(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """``[^1]`` and ``[^1]: The note.`` as a note and its place."""
    names = set()
    for piece in pieces:
        if isinstance(piece, Paragraph):
            names |= {hit["name"] for line in lines_of(piece.words) if (hit := _NOTE_TEXT.match(everything(line)))}
    for piece in pieces:
        yield from _noted(piece, names) if names else [piece]


def _noted(piece: Piece, names: set[str]) -> Iterator[Piece]:
    if isinstance(piece, Items):
        items = tuple(
            replace(item, pieces=tuple(one for part in item.pieces for one in _noted(part, names)))
            for item in piece.items
        )
        yield Items(items)
    elif not isinstance(piece, Paragraph):
        yield piece
    elif _NOTE_TEXT.match(everything(piece.words).lstrip()):
        for name, spans in _definitions(lines_of(piece.words)):
            yield Notes(((name, (Paragraph(tuple(_marked(spans, names))),)),))
    else:
        yield Paragraph(tuple(_marked(piece.words, names)))


def _definitions(lines: Iterable[Words]) -> list[tuple[str, list[Span]]]:
    """The notes that the lines of one paragraph define, each with its words."""
    found: list[tuple[str, list[Span]]] = []
    for line in lines:
        hit = _NOTE_TEXT.match(everything(line))
        if not hit:
            found[-1][1].extend([Span(" "), *line])
            continue
        count, rest = hit.end(), list[Span]()
        for span in line:
            rest.append(replace(span, text=span.text[count:]))
            count = max(0, count - len(span.text))
        found.append((hit["name"], [Span(hit[0], state="mark"), *rest]))
    return found


def _marked(spans: Iterable[Span], names: set[str]) -> Iterator[Span]:
    for span in spans:
        at = 0
        for hit in _NOTE.finditer(span.text) if span.state == "" else ():
            if hit["name"] in names:
                yield replace(span, text=span.text[at : hit.start()])
                yield Span(hit[0], state="mark", note=hit["name"])
                at = hit.end()
        yield replace(span, text=span.text[at:])


# -------------------------------------------------------------------------------------------------- the second reading


def second_reading(text: str) -> list[str]:
    """The words and figures of a Markdown text, line by line; the signs that Markdown uses itself are left out."""
    lines = _without_tags(text).split("\n")
    used = {hit.lower() for line in lines if not _DEFINITION.match(line) for hit in re.findall(r"\[([^\]]+)\]", line)}
    found: list[str] = []
    counts: dict[int, tuple[int, int]] = {}
    for line in lines:
        hit = _DEFINITION.match(line)
        if hit and _ADDRESS.match(hit["rest"] or "") and hit["name"].lower() in used and "^" not in hit["name"]:
            continue
        fence = re.match(r"\s*(?:`{3,}|~{3,})\s*(\S*)\s*$", line)
        if fence:
            continue
        line = _counted(_scripts(line), counts)
        line = re.sub(r"\]\(\s*<?[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*>?(?:\s+[\"'][^\"']*[\"'])?\s*\)", "] ", line)
        line = re.sub(r"!\[[^\]]*\]", " ", line)
        line = re.sub(
            r"\](\[[^\]]*\])(?!\()", lambda m: "] " if m[1][1:-1].lower() in used and m[1] != "[]" else m[0], line
        )
        line = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", line)
        line = re.sub(r"(?<=\d)[*~](?=\d)", " ", line)
        found += atoms(re.sub(r"[*~`]|(?<!\w)_+|_+(?!\w)", "", unescape(line)))
    return heard(found)


def _without_tags(text: str) -> str:
    """A text without its HTML: what tags raise is raised, a tag that no page knows is text."""
    if "<" not in text:
        return text
    text = re.sub(r"<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"(?i)<sup>([\d+\-n]+)</sup>", lambda hit: hit[1].translate(_HIGH), text)
    text = re.sub(r"(?i)<sub>([\d+\-]+)</sub>", lambda hit: hit[1].translate(_LOW), text)

    def gone(hit: re.Match[str]) -> str:
        name = hit[1].lower()
        if name not in _TAGS:
            return hit[0]
        return "" if name in _INSIDE_WORDS else " "

    return re.sub(r"</?([A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>", gone, text)


def _counted(line: str, counts: dict[int, tuple[int, int]]) -> str:
    """A list of ones counts up by itself: "1. 1. 1." shows 1, 2, 3."""
    hit = re.match(r"(\s*)(\d{1,9})([.)]) ", line)
    if not hit:
        if line.strip() and not line.startswith((" ", "\t")):
            counts.clear()
        return line
    indent, number = len(hit[1]), int(hit[2])
    for deeper in [n for n in counts if n > indent]:
        del counts[deeper]
    typed, shown = counts.get(indent, (-1, 0))
    shown = shown + 1 if typed == number else number
    counts[indent] = (number, shown)
    return f"{hit[1]}{shown}{hit[3]} {line[hit.end() :]}"


def heard(found: Iterable[str]) -> list[str]:
    """The atoms that both readings of Markdown have: words, figures, and signs that Markdown never uses."""
    return [atom for atom in found if atom[-1:].isalnum() or atom in _SIGNS]


def first_reading(found: Sequence[Atom]) -> list[Atom]:
    """The same of the first reading."""
    out = []
    for atom in found:
        text = atom.text.lstrip("~")
        if not atom.text.startswith("\0") and (text[-1:].isalnum() or text in _SIGNS):
            out.append(replace(atom, text=text))
    return out
