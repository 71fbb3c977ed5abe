"""Lays a translation beside its source text, piece by piece; where the structure differs, says so.

Texts of the same shape are paired by position. Where an item is missing or too many, the rest is paired by what it holds
(see ``align``), so that the missing one can be named and the others still be compared.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from press.checks.rule import Subject
from press.checks.translation.align import Couples, align, said
from press.checks.translation.pairs import Comparison, short
from press.content import (
    Block,
    Callout,
    Figure,
    Include,
    PacketText,
    Passage,
    Questions,
    Section,
    Table,
    Translation,
    Written,
)
from press.language import Lexicon
from press.library import Library
from press.problem import counted
from press.source import TreePath

_kept: OrderedDict[tuple[int, int], Comparison] = OrderedDict()


def comparisons(subject: Subject) -> list[Comparison]:
    """The text beside its source, and each shared passage that it prints beside its own; the same for every rule that asks."""
    return subject.once(_all_laid)


def _all_laid(subject: Subject) -> list[Comparison]:
    return list(_laid(subject))


def _laid(subject: Subject) -> Iterator[Comparison]:
    if subject.is_source:
        return
    source = subject.piece.texts.get(subject.piece.facts.source_language)
    if source is not None:
        yield _compared(subject.library, source, subject.written)
    for shared, written in subject.library.included(subject.piece, subject.written.tag):
        original = shared.texts.get(subject.piece.facts.source_language) or next(
            (w for w in shared.texts.values() if w.text.version is not None), None
        )
        if original is not None and original is not written:
            yield _compared(subject.library, original, written)


def _compared(library: Library, source: Written, target: Written) -> Comparison:
    """The comparison of two texts, remembered while the rules run over them one after the other."""
    key = (id(source), id(target))
    lexicons = library.lexicon(source.tag), library.lexicon(target.tag)
    kept = _kept.get(key)
    if kept is None or kept.source is not source or kept.target is not target or kept.lexicons != lexicons:
        kept = _kept[key] = compare(source, target, lexicons)
        while len(_kept) > 256:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(key)
    return kept


def compare(source: Written, target: Written, lexicons: tuple[Lexicon, Lexicon]) -> Comparison:
    """Lay ``target`` beside ``source``; ``lexicons`` are the tables of their languages."""
    made = Comparison(source, target, lexicons)
    one, other = source.text, target.text
    for name in ("title", "summary", "main_message", "introduction"):
        made.pair(getattr(one, name, None), getattr(other, name, None), (name,), (name,))
    if isinstance(one, Translation) and isinstance(other, Translation):
        _sections(made, one.sections, other.sections)
    elif isinstance(one, Passage) and isinstance(other, Passage):
        _blocks(made, one.blocks, other.blocks, ("blocks",), ("blocks",))
    elif not (isinstance(one, PacketText) and isinstance(other, PacketText)):
        made.structure.clear()  # kinds of file that cannot stand for each other: the library says so
    return made


_keys: dict[type[Any], str] = {}


def _key(block: Any) -> str:
    """The key of a block; its class works it out anew each time."""
    kind = type(block)
    if kind not in _keys:
        _keys[kind] = str(block.key())
    return _keys[kind]


def _sections(made: Comparison, one: Sequence[Section], other: Sequence[Section]) -> None:
    if len(one) == len(other):
        couples: Couples = [(i, i) for i in range(len(one))]
    else:
        couples, sure = align(
            [said(s) for s in one],
            [said(s) for s in other],
            made.lexicons,
            lambda i, j: 0.4 * _kinds_apart(one[i], other[j]),
        )
        fault = f"{counted(len(other), 'section')} here, {len(one)} in {made.source_name}"
        remedy = _items_remedy(
            made, couples, sure, "section", [s.heading for s in one], [s.heading for s in other], ("sections",)
        )
        made.differs("sections-differ", made.target.located.key_place(("sections",)), fault, remedy)
    for i, j in couples:
        if i is not None and j is not None:
            here, there = ("sections", i), ("sections", j)
            made.pair(one[i].heading, other[j].heading, (*here, "heading"), (*there, "heading"))
            _blocks(made, one[i].blocks, other[j].blocks, (*here, "blocks"), (*there, "blocks"))


def _kinds_apart(one: Section, other: Section) -> int:
    first, second = [_key(b) for b in one.blocks], [_key(b) for b in other.blocks]
    return abs(len(first) - len(second)) + sum(a != b for a, b in zip(first, second, strict=False))


def _blocks(made: Comparison, one: Sequence[Block], other: Sequence[Block], here: TreePath, there: TreePath) -> None:
    kinds, found = [_key(b) for b in one], [_key(b) for b in other]
    if kinds == found:
        couples: Couples = [(i, i) for i in range(len(one))]
    else:
        couples, _ = align(
            [said(b) for b in one],
            [said(b) for b in other],
            made.lexicons,
            lambda i, j: 0.0 if kinds[i] == found[j] else 9.0,
        )
        _report_blocks(made, couples, one, other, here, there)
    for i, j in couples:
        if i is not None and j is not None and type(one[i]) is type(other[j]):
            _block(made, one[i], other[j], (*here, i), (*there, j))


def _report_blocks(
    made: Comparison, couples: Couples, one: Sequence[Block], other: Sequence[Block], here: TreePath, there: TreePath
) -> None:
    """Each block that is missing or too many. One that stands where another kind should is named with both."""
    missing = [i for i, j in couples if j is None and i is not None]
    extra = [j for i, j in couples if i is None and j is not None]
    for i in list(missing):
        if i in extra:  # another kind at the same position
            missing.remove(i)
            extra.remove(i)
            fault = f'"{other[i].key()}" here, "{one[i].key()}" in {made.source_name}'
            made.differs(
                "blocks-differ", made.target.located.place((*there, i)), fault, f'Use "{one[i].key()}:" here, too.'
            )
    for i in missing:
        before = max((j for a, j in couples if a is not None and j is not None and a < i), default=-1)
        place = made.target.located.place((*there, before) if before >= 0 else there[:-1])
        text = short(said(one[i])[0])
        fault = (
            f"the {_named(one[i])} of {made.source_name}:{made.source.located.place((*here, i)).line} is missing here"
        )
        made.differs(
            "blocks-differ",
            place,
            fault,
            f'Translate it after this place: "{text}"' if text else "Add it after this place.",
        )
    for j in extra:
        fault = f"this {_named(other[j])} is not in {made.source_name}"
        made.differs(
            "blocks-differ",
            made.target.located.place((*there, j)),
            fault,
            f"Delete it, or write it in {made.source_name} first.",
        )


def _named(block: Block) -> str:
    if isinstance(block, Callout):
        return f'call-out "{block.callout.kind}"'
    return f'include of "{block.include}"' if isinstance(block, Include) else f'block "{block.key()}"'


def _block(made: Comparison, one: Any, other: Any, here: TreePath, there: TreePath) -> None:
    if isinstance(one, Include):
        if one.include != other.include:
            place = made.target.located.place((*there, "include"))
            made.differs(
                "blocks-differ",
                place,
                f'"{other.include}" is included here, "{one.include}" in {made.source_name}',
                f'Write "include: {one.include}".',
            )
    elif isinstance(one, Callout):
        _callout(made, one, other, here, there)
    elif isinstance(one, Table):
        _table(made, one, other, here, there)
    elif isinstance(one, Figure):
        for name in ("alt", "caption", "credit"):
            _part(made, one.figure, other.figure, name, (*here, "figure"), (*there, "figure"))
    elif isinstance(one, Questions) or _key(one) in ("glossary", "write-in"):
        _entries(made, one, other, here, there)
    else:
        key = _key(one)
        value, opposite = getattr(one, key), getattr(other, key)
        if isinstance(value, str):
            made.pair(value, opposite, (*here, key), (*there, key))
        else:
            _list(made, value, opposite, key, (*here, key), (*there, key))


_ITEM = {
    "steps": "step",
    "points": "point",
    "checklist": "line to tick",
    "questions": "question",
    "glossary": "term",
    "write-in": "line",
}


def _list(
    made: Comparison, one: Sequence[str], other: Sequence[str], key: str, here: TreePath, there: TreePath
) -> None:
    for i, j in _items(made, [(v, v) for v in one], [(v, v) for v in other], key, here, there):
        made.pair(one[i], other[j], (*here, i), (*there, j))


def _items(
    made: Comparison,
    one: Sequence[tuple[str, str]],
    other: Sequence[tuple[str, str]],
    key: str,
    here: TreePath,
    there: TreePath,
) -> list[tuple[int, int]]:
    """The items that stand for each other; a difference in number is noted. Each item: its name, and all that it says."""
    if len(one) == len(other):
        return [(i, i) for i in range(len(one))]
    couples, sure = align([(text,) for _, text in one], [(text,) for _, text in other], made.lexicons)
    item = _ITEM[key]
    many = f"{item}s" if item != "line to tick" else "lines to tick"
    fault = f"{counted(len(other), item, many)} here, {len(one)} in {made.source_name}"
    remedy = _items_remedy(made, couples, sure, item, [name for name, _ in one], [name for name, _ in other], here)
    rule = (
        "checklist-differs"
        if key == "checklist"
        else "entries-differ"
        if key in ("glossary", "write-in")
        else f"{key}-differ"
    )
    made.differs(rule, made.target.located.key_place(there), fault, remedy)
    return [(i, j) for i, j in couples if i is not None and j is not None]


def _items_remedy(
    made: Comparison, couples: Couples, sure: bool, item: str, one: Sequence[str], other: Sequence[str], here: TreePath
) -> str:
    del here
    lines = []
    perhaps = "" if sure else "Perhaps: "
    for i, j in couples:
        if j is None and i is not None:
            lines.append(f'{perhaps}Translate {item} {i + 1}: "{short(one[i])}"')
        elif i is None and j is not None:
            lines.append(
                f'{perhaps}Delete {item} {j + 1}, "{short(other[j])}", or write it in {made.source_name} first.'
            )
    return "\n".join(lines)


def _part(made: Comparison, one: Any, other: Any, name: str, here: TreePath, there: TreePath) -> None:
    """A part that a block may have: both have it, or neither."""
    value, opposite = getattr(one, name), getattr(other, name)
    if bool(value) != bool(opposite):
        place = made.target.located.key_place((*there, name)) if opposite else made.target.located.place(there)
        if value:
            made.differs(
                "parts-differ",
                place,
                f'"{name}" is missing here; {made.source_name} has it',
                f'Translate it: "{short(value)}"',
            )
        else:
            made.differs(
                "parts-differ",
                place,
                f'"{name}" is not in {made.source_name}',
                f"Delete it, or write it in {made.source_name} first.",
            )
    elif value:
        made.pair(value, opposite, (*here, name), (*there, name))


def _callout(made: Comparison, one: Callout, other: Callout, here: TreePath, there: TreePath) -> None:
    here, there = (*here, "callout"), (*there, "callout")
    body, opposite = one.callout, other.callout
    if body.kind != opposite.kind:
        place = made.target.located.place((*there, "kind"))
        made.differs(
            "callout-differs",
            place,
            f'the call-out is "{opposite.kind}" here, "{body.kind}" in {made.source_name}',
            f'Write "kind: {body.kind}".',
        )
    for name in ("heading", "text"):
        _part(made, body, opposite, name, here, there)
    if body.points or opposite.points:
        _list(made, body.points, opposite.points, "points", (*here, "points"), (*there, "points"))
    _part(made, body, opposite, "closing", here, there)


def _table(made: Comparison, one: Table, other: Table, here: TreePath, there: TreePath) -> None:
    here, there = (*here, "table"), (*there, "table")
    table, opposite = one.table, other.table
    made.pair(table.caption, opposite.caption, (*here, "caption"), (*there, "caption"))
    shape = [(len(t.columns) or len(t.rows[0]), bool(t.columns), t.row_headers) for t in (table, opposite)]
    place = made.target.located.place(there)
    if shape[0] != shape[1]:
        (width, columns, headers), (found, has_columns, has_headers) = shape
        if width != found:
            fault, remedy = (
                f"{counted(found, 'column')} here, {width} in {made.source_name}",
                "Give the table the same columns, in the same order.",
            )
        elif columns != has_columns:
            fault, remedy = (
                f'"columns" is {"missing here" if columns else "too many here"}',
                f"{made.source_name} {'has column headings' if columns else 'has none'}.",
            )
        else:
            fault, remedy = (
                f'"row_headers" is {str(has_headers).lower()} here, {str(headers).lower()} in {made.source_name}',
                f'Write "row_headers: {str(headers).lower()}".',
            )
        made.differs("table-differs", place, fault, remedy)
        if width != found:
            return
    for i, (a, b) in enumerate(zip(table.columns, opposite.columns, strict=False)):
        made.pair(a, b, (*here, "columns", i), (*there, "columns", i))
    couples: Couples = [(i, i) for i in range(len(table.rows))]
    if len(table.rows) != len(opposite.rows):
        couples, sure = align(table.rows, opposite.rows, made.lexicons)
        remedy = _items_remedy(
            made,
            couples,
            sure,
            "row",
            [" | ".join(r) for r in table.rows],
            [" | ".join(r) for r in opposite.rows],
            here,
        )
        made.differs(
            "table-differs",
            made.target.located.key_place((*there, "rows")),
            f"{counted(len(opposite.rows), 'row')} here, {len(table.rows)} in {made.source_name}",
            remedy,
        )
    for r, s in couples:
        if r is not None and s is not None:
            for c, (a, b) in enumerate(zip(table.rows[r], opposite.rows[s], strict=True)):
                made.pair(a, b, (*here, "rows", r, c), (*there, "rows", s, c))


_ENTRY_PARTS = {"questions": ("question", "answer"), "glossary": ("term", "meaning"), "write-in": ("label",)}


def _entries(made: Comparison, one: Block, other: Block, here: TreePath, there: TreePath) -> None:
    key = _key(one)
    parts = _ENTRY_PARTS[key]
    attribute = key.replace("-", "_")
    first, second = getattr(one, attribute), getattr(other, attribute)
    here, there = (*here, key), (*there, key)

    def named(entries: Any) -> list[tuple[str, str]]:
        return [(getattr(entry, parts[0]), " ".join(getattr(entry, part) for part in parts)) for entry in entries]

    for i, j in _items(made, named(first), named(second), key, here, there):
        for part in parts:
            made.pair(getattr(first[i], part), getattr(second[j], part), (*here, i, part), (*there, j, part))
