"""A sheet's HTML as a Typst document with the same words: headings, points, steps, boxes, questions, head and foot.

The looks are like ours, not the same: same page, margins, fonts, sizes and order; no icons, no numbers in circles.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

EMPTY = {"meta", "link", "img", "br", "hr", "path", "circle", "rect"}
BOXES = {"main-message", "callout", "contact"}
WRAPPED = {"strong": "#strong", "em": "#emph", "h1": "#heading(level: 1)", "h2": "#heading(level: 2)", "h3": "#heading(level: 3)"}


def typst(html: str) -> str:
    """The Typst document of a sheet."""
    reader = _Reader()
    reader.feed(html)
    root = reader.top[1]
    width, height = re.findall(r"size: ([\d.]+mm) ([\d.]+mm)", html)[0]
    family = re.findall(r"html \{ font-family: ([^;]+);", html)[0]
    language, _, script = root["lang"].partition("-")
    region = ', region: "cn"' if script == "Hans" else ""
    before, between, after = (re.findall(r'content: "([^"]*)" counter\(page\) "([^"]*)" counter\(pages\)(?: "([^"]*)")?', html) or [("", " / ", "")])[0]
    number = f'#counter(page).display((page, pages) => {_string(before)} + str(page) + {_string(between)} + str(pages) + {_string(after)}, both: true)'
    foot = f"{reader.body.get('data-foot', '')} · {reader.body.get('data-identity', '')}"
    return "\n".join(
        [
            f"#set document(title: {_string(reader.title)})",
            f'#set text(font: ({family}), size: 12pt, lang: "{language}"{region}, dir: {root["dir"]})',
            f"#set page(width: {width}, height: {height}, margin: (x: 22mm, y: 20mm), header: [{reader.head}],",
            f"  footer: context grid(columns: (76%, 24%), [#{_string(foot)}], align(end)[#strong[{number}]]))",
            "#set par(leading: 0.65em, spacing: 1em)",
            "#show heading.where(level: 1): set text(size: 24pt)",
            "#show heading.where(level: 2): set text(size: 16pt)",
            reader.made,
        ]
    )  # fmt: skip


def _string(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Reader(HTMLParser):
    """Turns elements into Typst as they end."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str], list[str]]] = [("", {}, [])]
        self.title = self.head = self.made = ""
        self.top: tuple[str, dict[str, str]] = ("", {})
        self.body: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        about = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.top = (tag, about)
        elif tag == "body":
            self.body = about
        if tag == "img" and about.get("src", "").startswith("file://"):
            path = _string(unquote(about["src"].removeprefix("file://")))
            self.stack[-1][2].append(f"#image({path}, height: 12mm, alt: {_string(about.get('alt', ''))})")
        if tag not in EMPTY:
            self.stack.append((tag, about, []))

    def handle_data(self, data: str) -> None:
        """Words."""
        words = re.sub(r"\s+", " ", data)
        if words.strip():
            self.stack[-1][2].append(f"#{_string(words)};")
        elif self.stack[-1][2]:
            self.stack[-1][2].append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in EMPTY or len(self.stack) == 1:
            return
        name, about, parts = self.stack.pop()
        inner = "".join(parts)
        classes = set(about.get("class", "").split())
        if name == "title":
            self.title = re.sub(r'^#"|";$', "", inner).replace('\\"', '"')
        elif "band" in classes:
            self.head = inner.replace("\n", " ")
        elif name == "body":
            self.made = inner
        elif name not in ("head", "style", "svg", "html") and "band-first" not in classes:
            self.stack[-1][2].append(_made(name, about, classes, inner, parts))


def _made(name: str, about: dict[str, str], classes: set[str], inner: str, parts: list[str]) -> str:
    if name in WRAPPED:
        return f"{WRAPPED[name]}[{inner}]"
    if name == "li":
        return f"[{inner}],"
    if name in ("ul", "ol"):
        return f"#{'list' if name == 'ul' else 'enum'}({''.join(parts).strip()})\n"
    if name in ("bdi", "span") and (direction := about.get("dir")):
        return f"#text(dir: {direction})[{inner}]"
    if name == "a" and about.get("href"):
        return f"#link({_string(about['href'])})[{inner}]"
    if classes & BOXES:
        return f"#block(stroke: 1.5pt, inset: 8pt, width: 100%)[{inner}]\n"
    return f"\n\n{inner}\n\n" if name in ("p", "div", "section", "header", "main", "dt", "dd") else inner
