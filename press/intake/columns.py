"""Tables in typed text: columns held apart by spaces, tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.intake.marks import sentence_ends
from press.intake.pieces import Cell, Doubt, Grid, Paragraph, Piece, words

_GAP = re.compile(r"(?<=[^\s.!?:]) {2,}(?=\S)|(?<=\S) {3,}(?=\S)|\t+")
_BARS = re.compile(r"^\s*[|│┃].*[|│┃]\s*$|[^|│]+[|│][^|│]+[|│]|\S\s+[|│]\s+\S")
_RULER = re.compile(r"^\s*(?:-{2,}(?:\s+-{2,})+|={2,}(?:\s+={2,})+)\s*$")
_RULE = re.compile(r"^[\s|│┃:+\-=–—_─━┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═║╪╞╡]+$")


def is_rule(line: str) -> bool:
    """Whether a line is drawn, not written. A line of underscores is one to write on."""
    text = line.strip()
    return (
        len(text) >= 3
        and bool(_RULE.match(text) or re.fullmatch(r"[*~#.·•\s]{3,}|([=*~#-])(?:\s?\1)+", text))
        and ("_" not in text and not re.fullmatch(r"\.{3,}", text))
    )


def table_at(lines: Sequence[str], start: int) -> tuple[int, list[Piece]] | None:
    """The table that begins at a line: how many lines it takes, and its pieces; None where none begins."""
    if _BARS.search(lines[start]):
        return _barred(lines, start)
    if start + 1 < len(lines) and _RULER.match(lines[start + 1]):
        return _ruled(lines, start)
    end = start
    while end < len(lines) and lines[end].strip() and not is_rule(lines[end]):
        end += 1
    region = list(lines[start:end])
    gaps = [bool(_GAP.search(line.strip("\n"))) for line in region]
    if (
        not gaps
        or (not gaps[0] and not (region[0].startswith("      ") and len(gaps) > 1 and gaps[1]))
        or sum(gaps) < 2
    ):
        return None
    last = max(n for n, gap in enumerate(gaps) if gap)
    if sum(gaps[: last + 1]) * 3 < (last + 1) * 2:
        return None
    region = region[: _with_empty_rows(region, last) + 1]
    found = _tabbed(region) if any("\t" in line.strip() for line in region) else _aligned(region)
    return (len(region), found) if found else None


def _with_empty_rows(region: Sequence[str], last: int) -> int:
    """The last line of a table: after the last with a gap may come rows of which only the first column is filled."""
    seconds = [chunks[1][0] for line in region[: last + 1] if len(chunks := _chunks(line)) > 1]
    while last + 1 < len(region) and seconds and len(region[last + 1].rstrip()) < min(seconds) - 1:
        if sentence_ends(region[last + 1]):
            break
        last += 1
    return last


def _ruled(lines: Sequence[str], start: int) -> tuple[int, list[Piece]] | None:
    """Names, and below them a line drawn under each column, which tells exactly where it begins and ends."""
    spans = [hit.span() for hit in re.finditer(r"-+|=+", lines[start + 1].expandtabs(8))]
    edges = [0, *(begin for begin, _ in spans[1:])]
    end = start + 2
    while end < len(lines) and lines[end].strip() and not is_rule(lines[end]):
        end += 1
    rows, sure = [], True
    for line in (lines[start], *lines[start + 2 : end]):
        text = line.expandtabs(8)
        rows.append([text[a:b].strip() for a, b in zip(edges, [*edges[1:], len(text)], strict=True)])
        sure = sure and not any(text[edge - 1 : edge].strip() for edge in edges[1:])
    if len(rows) < 2 or not all(rows[0][1:]):
        return None
    found = _grid(rows, True)
    if not sure or any(not row[0] for row in rows[1:]):
        found.append(
            Doubt("These lines look like columns. Compare which words stand in which column with the leaflet.")
        )
    return end - start, found


def _barred(lines: Sequence[str], start: int) -> tuple[int, list[Piece]] | None:
    end, rows, ruled = start, list[list[str]](), False
    groups: list[list[list[str]]] = [[]]  # rows between lines that are drawn
    while end < len(lines) and lines[end].strip() and (_BARS.search(lines[end]) or _RULE.match(lines[end])):
        if _RULE.match(lines[end]):
            ruled = ruled or len(rows) == 1
            groups.append([])
        else:
            line = re.sub(r"[│┃]", "|", lines[end].strip())
            line = line[1:] if line.startswith("|") else line
            line = line[:-1] if line.endswith("|") else line
            rows.append([cell.strip() for cell in line.split("|")])
            groups[-1].append(rows[-1])
        end += 1
    groups = [group for group in groups if group]
    if len(groups) > 2 and len(groups) < len(rows):  # a line is drawn under every row: a row may have several lines
        rows = [_joined(group) for group in groups]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return end - start, _grid(rows, ruled or _names(rows))


def _joined(group: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row as one, each cell with its lines."""
    width = max(map(len, group))
    return ["\n".join(row[x] for row in group if x < len(row) and row[x]) for x in range(width)]


def _tabbed(region: Sequence[str]) -> list[Piece]:
    rows = [[cell.strip() for cell in line.rstrip().split("\t")] for line in region]
    widest = max(map(len, rows))
    even = sum(len(row) == widest for row in rows) * 2 > len(rows)
    found = _grid(rows, _names(rows))
    if not even and widest > 2:
        found.append(
            Doubt("This table was typed with tabs. Compare which value stands in which column with the leaflet.")
        )
    return found


def _aligned(region: Sequence[str]) -> list[Piece]:
    """Columns by the line that has most of them; every other word stands in the column that it stands under."""
    parts = [_chunks(line) for line in region]
    columns = [(start, end) for start, end, _ in max(parts, key=len)]
    if any(end <= columns[0][0] for line in parts for _, end, _ in line[:1]):
        columns.insert(0, (0, max(end for line in parts for _, end, _ in line[:1] if end <= columns[0][0])))
    if len(columns) < 2:
        return []
    sure = True
    rows = []
    for line in parts:
        row = [""] * len(columns)
        for start, end, text in line:
            overlaps = [min(end, b) - max(start, a) for a, b in columns]
            best = max(range(len(columns)), key=lambda n: overlaps[n])
            sure = sure and sum(overlap > 0 for overlap in overlaps) == 1 and not row[best]
            row[best] = f"{row[best]} {text}".strip()
        rows.append(row)
    found = _grid(rows, _names(rows))
    hanging = any(not row[0] for row in rows[1:])
    if not sure or hanging or _side_by_side(rows):
        found.append(
            Doubt("These lines look like columns. Compare which words stand in which column with the leaflet.")
        )
    return found


def _chunks(line: str) -> list[tuple[int, int, str]]:
    """The words of a line between its gaps: where each begins and ends."""
    found, at = [], len(line) - len(line.lstrip())
    for gap in (*_GAP.finditer(line, at), None):
        end = gap.start() if gap else len(line.rstrip())
        if line[at:end].strip():
            found.append((at, end, line[at:end].strip()))
        at = gap.end() if gap else end
    return found


def _side_by_side(rows: list[list[str]]) -> bool:
    return len(rows[0]) == 2 and all(len(row[0]) > 25 and len(row[1]) > 25 for row in rows if all(row))


def _names(rows: list[list[str]]) -> bool:
    """Whether the first row names the columns."""
    first, body = rows[0], rows[1:]
    if not body or not all(first[1:]) or any(char.isdigit() for cell in first for char in cell):
        return False
    return not first[0] or any(char.isdigit() for row in body for cell in row for char in cell)


def _grid(rows: list[list[str]], header: bool) -> list[Piece]:
    width = max(map(len, rows))
    cells = tuple(tuple(_cell(row[x] if x < len(row) else "") for x in range(width)) for row in rows)
    return [Grid(cells, int(header), row_headers=header and not rows[0][0], typed=True)]


def _cell(text: str) -> Cell:
    return Cell((Paragraph(words(text)),) if text else ())
