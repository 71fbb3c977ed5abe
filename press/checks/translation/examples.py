"""The examples of a language's tables, tried: the right translation must pass, the wrong one must be found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from press.checks.rule import Rule, Subject
from press.checks.translation import amounts, numbers, words
from press.checks.translation.language import negation_added, negation_missing
from press.content import Facts, Handout, Translation, Written
from press.language import Example
from press.library import Library
from press.problem import Problem
from press.source import check, parse

#: The rules that compare by tables; of what else differs in a lone sentence no example speaks.
COMPARING: tuple[Rule, ...] = (
    *(found for module in (amounts, numbers, words) for found in vars(module).values() if isinstance(found, Rule)),
    negation_missing,
    negation_added,
)


def failing(library: Library, tag: str) -> Iterator[Problem]:
    """The examples of a language that do not hold, at their lines."""
    language = library.languages[tag]
    examples = list(enumerate(language.lexicon.table.examples))
    for source in sorted({example.language or "en" for _, example in examples}):
        group = [(number, example) for number, example in examples if (example.language or "en") == source]
        for way in ("right", "wrong"):
            found = _found(library, source, tag, [(one.source, str(getattr(one, way))) for _, one in group])
            for (number, example), said in zip(group, found, strict=True):
                if bool(said) != (way == "wrong"):
                    fault, remedy = _words(example, way, said)
                    place = language.table_place(("compares", "examples", number, way))
                    yield Problem(place, "example-fails", fault, remedy)


def _words(example: Example, way: str, said: list[Problem]) -> tuple[str, str]:
    if way == "right":
        return f'the right translation is blamed: "{example.right}"', f"{said[0].fault} [{said[0].rule}]"
    return (
        f'the fault is not found: "{example.wrong}"',
        f"Add the words to the table {example.of}:, or mend the example.",
    )


def _found(library: Library, source: str, tag: str, pairs: list[tuple[str, str]]) -> list[list[Problem]]:
    """What the rules say of each pair of sentences."""
    one, _ = _written(source, True, [text for text, _ in pairs])
    other, lines = _written(tag, False, [text for _, text in pairs])
    facts = Facts(audience="examples", source_language=source, languages=tuple(dict.fromkeys((source, tag))))
    piece = Handout("examples", "examples", "examples", facts, other.located, {source: one, f"{tag} ": other})
    subject = Subject(Library(Path(), languages=library.languages), piece, other)
    found: list[list[Problem]] = [[] for _ in pairs]
    for rule in COMPARING:
        for problem in rule.problems(subject):
            found[lines[problem.place.line]].append(problem)
    return found


def _written(tag: str, source: bool, texts: list[str]) -> tuple[Written, dict[int, int]]:
    """A text with these passages, and which passage stands in which line."""
    role = {"version": 1} if source else {"translation": {"method": "human", "from_version": 1}}
    blocks = [{"text": text} for text in texts]
    data = {"title": "T", "summary": "S", "main_message": "M", **role, "sections": [{"heading": "H", "blocks": blocks}]}
    located, problems = parse(json.dumps(data, ensure_ascii=False, indent=1), f"{tag}.yaml")
    value, more = check(located, Translation)
    assert value is not None, (problems, more)
    lines = {located.place(("sections", 0, "blocks", number, "text")).line: number for number in range(len(texts))}
    return Written(tag, value, located), lines


# Why each problem of this module is one.
RULES: dict[str, str] = {
    "example-fails": "A language's own examples say what its tables must find and must leave alone: otherwise a table is wrong.",
}
