"""The tables of one language from their layers: the press's own file, a project's over it, and the language that it is like.

Tables are many and long: those of a language are read when its texts are first compared. So ``compares:`` stands last in a
language file, and the part before it is read by itself.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from press import source
from press.content import Strict
from press.language import cldr
from press.language.lexicon import Lexicon
from press.language.tables import PLURALS, Compares, contradictions
from press.problem import Place, Problem, did_you_mean
from press.source import Located, Node

_ROOT = Path(__file__).resolve().parent.parent
#: The press's own language files: a wheel carries them along, a checkout has them among its handouts.
OWN = _ROOT / "_bundled" / "languages" if (_ROOT / "_bundled").is_dir() else _ROOT.parent / "handouts" / "_languages"
MOST_LAYERS = 8  # a language may be like one that is like another one …


class _Tail(Strict):
    """What stands last in a language file."""

    compares: Compares


@dataclass(frozen=True, slots=True)
class Layer:
    """One file that holds tables of a language, and what it is called in messages."""

    path: Path
    shown: str


def split(text: str) -> tuple[str, str]:
    """A language file's text without its tables, and the tables alone with every line at its place.

    Where ``compares:`` does not stand last, the whole is in the first part.
    """
    begin = re.search(r"^compares:", text, re.MULTILINE)
    if begin is None or re.search(r"^[^\s#]", text[begin.end() :], re.MULTILINE):
        return text, ""
    return text[: begin.start()], "\n" * text.count("\n", 0, begin.start()) + text[begin.start() :]


@dataclass(slots=True)
class _Read:
    """The tables of one layer: as plain values, checked, with what is wrong in them."""

    plain: dict[str, Any] = field(default_factory=dict)
    located: Located | None = None
    problems: tuple[Problem, ...] = ()


_read: dict[tuple[str, str, str], _Read] = {}  # by shown path, tag and content: the same file is not read twice


def _tables_of(layer: Layer, tag: str) -> _Read:
    text, problems = source.text_of(layer.path, layer.shown)
    if text is None:
        return _Read(problems=tuple(problems))
    _, tail = split(text)
    if not tail:  # there are none, or they do not stand last
        tail = text if re.search(r"^compares:", text, re.MULTILINE) else ""
    if not tail:
        return _Read()
    key = layer.shown, tag, tail
    if key not in _read:
        _read[key] = _parsed(tail, layer.shown, tag)
    return _read[key]


def _parsed(text: str, shown: str, tag: str) -> _Read:
    located, problems = source.parse(text, shown)
    if located.tree is None or problems:
        return _Read(located=located, problems=tuple(problems))
    given = located.node(("compares",))
    plain = source.plain(given) if given is not None else None
    whole = Located(shown, source.Mapping(_only(located, "compares"), located.place()), located.text, located.doubts)
    value, problems = source.check(whole, _Tail)
    problems += _plurals(whole, tag)
    if value is None or problems or not isinstance(plain, dict):
        return _Read(located=whole, problems=tuple(problems))
    return _Read(plain, whole)


def _only(located: Located, key: str) -> tuple[tuple[source.Text, Node], ...]:
    tree = located.tree
    return tuple(pair for pair in tree.entries if pair[0].value == key) if isinstance(tree, source.Mapping) else ()


def _plurals(located: Located, tag: str) -> list[Problem]:
    """Plural categories that the language does not have: ``few`` in English."""
    known = cldr.plural_forms(tag)
    found = []
    for node in _mappings(located.tree):
        keys = [key for key, _ in node.entries]
        if not any(key.value in PLURALS for key in keys):
            continue
        for key in keys:
            if key.value not in known:
                remedy = f"{did_you_mean(key.value, known)} This language has: {', '.join(known)}."
                found.append(
                    Problem(key.place, "plural-form", f'"{key.value}" is no plural form of this language', remedy)
                )
    return found


def _mappings(node: Node | None) -> Iterator[source.Mapping]:
    if isinstance(node, source.Mapping):
        yield node
        for _, value in node.entries:
            yield from _mappings(value)
    elif isinstance(node, source.Sequence):
        for item in node.items:
            yield from _mappings(item)


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One set of tables over another: mappings entry by entry, everything else as a whole."""
    found = dict(below)
    for key, value in above.items():
        under = found.get(key)
        found[key] = laid_over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return found


class Shelf:
    """The tables of all languages of a project; each language is read when it is first asked for."""

    def __init__(self, layers: Mapping[str, tuple[Layer, ...]], scripts: Mapping[str, str]) -> None:
        """``layers``: for each tag its files, the press's own first. ``scripts``: the script of each tag (ISO 15924)."""
        self.layers, self._scripts = layers, scripts
        self._lexicons: dict[str, Lexicon] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}

    def lexicon(self, tag: str) -> Lexicon:
        """The tables of a language, ready; those of its nearest relative, or none, where it has none of its own."""
        if tag not in self._lexicons:
            plain, problems = self._resolved(tag, 0)
            self._problems[tag] = tuple(problems)
            self._lexicons[tag] = lexicon(tag, self._scripts.get(tag, ""), plain)
        return self._lexicons[tag]

    def problems(self, tag: str) -> tuple[Problem, ...]:
        """What is wrong with the tables of a language. A layer with a mistake is left out as a whole."""
        self.lexicon(tag)
        return self._problems[tag]

    def place(self, tag: str, path: tuple[str | int, ...]) -> Place:
        """Where an entry of a language's tables stands: in the uppermost layer that has it."""
        found = [read.located for layer in self.layers.get(tag, ()) if (read := _tables_of(layer, tag)).located]
        having = [located for located in found if located is not None and located.node(path) is not None]
        return (
            (having or [located for located in found if located is not None])[-1].place(path) if found else Place(tag)
        )

    def _resolved(self, tag: str, depth: int) -> tuple[dict[str, Any], list[Problem]]:
        problems: list[Problem] = []
        own: dict[str, Any] = {}
        places: list[Located] = []
        for layer in self.layers.get(tag, ()):
            read = _tables_of(layer, tag)
            problems += read.problems
            tried = laid_over(own, read.plain)
            faults = _contradictions(tried, read.located) if read.plain else []
            problems += faults
            if not faults:
                own = tried
                places += [read.located] if read.located else []
        like = str(own.get("like", "")) or self._relative(tag)
        if not like:
            return own, problems
        if like not in self.layers or like == tag or depth > MOST_LAYERS:
            place = places[-1].place(("compares", "like")) if places else None
            if place is not None:
                fault = (
                    f'there are no tables for "{like}"'
                    if like not in self.layers
                    else f'"{like}" is like this language'
                )
                problems.append(Problem(place, "unknown-language", fault, did_you_mean(like, self.layers)))
            return own, problems
        below, _ = self._resolved(like, depth + 1)
        return laid_over(
            {key: value for key, value in below.items() if key not in ("like", "examples", "names")}, own
        ), problems

    def _relative(self, tag: str) -> str:
        """The language whose tables a regional one has by nature: that of ``es-MX`` is ``es``, that of ``pt-PT`` ``pt-BR``."""
        base, script = tag.split("-")[0], self._scripts.get(tag, "")
        kin = [
            other
            for other in self.layers
            if other != tag and other.split("-")[0] == base and self._scripts.get(other) == script
        ]
        shorter = [other for other in kin if tag.startswith(f"{other}-")]
        if shorter:
            return max(shorter, key=len)
        ours = any(_tables_of(layer, tag).plain for layer in self.layers.get(tag, ()))
        filled = [other for other in kin if any(_tables_of(layer, other).plain for layer in self.layers[other])]
        return min(filled, default="") if not ours else ""


def _contradictions(plain: Mapping[str, Any], located: Located | None) -> list[Problem]:
    table = Compares.model_validate(plain)
    return [
        Problem(located.place(("compares", *path)), "tables-contradict", fault, remedy)
        for path, fault, remedy in contradictions(table)
        if located is not None
    ]


_lexicons: dict[tuple[str, str, str], Lexicon] = {}


def lexicon(tag: str, script: str, plain: Mapping[str, Any]) -> Lexicon:
    """Tables ready to be looked for; the same object for the same tables, so that what was found stays found."""
    key = tag, script, repr(plain)
    if key not in _lexicons:
        table = Compares.model_validate(plain)
        if not plain.get("marks") and table.cldr is None:
            table = table.model_copy(
                update={"marks": table.marks.model_copy(update={"decimal": cldr.decimal_mark(tag)})}
            )
        _lexicons[key] = Lexicon(tag, script, table)
    return _lexicons[key]


@functools.cache
def own_tables(tag: str) -> Lexicon:
    """The press's own tables of a language, whatever a project says; none where it has no such language.

    For questions that no project's file should change, such as whether a passage holds a number at all.
    """
    path = OWN / f"{tag}.yaml"
    if not path.is_file():
        return own_tables(tag.rpartition("-")[0]) if "-" in tag else no_tables(tag)
    layers = {one.stem: (Layer(one, one.name),) for one in OWN.glob("*.yaml") if one.name != "approvals.yaml"}
    return Shelf(layers, {}).lexicon(tag)


def no_tables(tag: str) -> Lexicon:
    """What is known of a language without tables: international symbols, and the decimal mark that CLDR names."""
    return lexicon(tag, "", {})
