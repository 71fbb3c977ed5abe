"""What refers to what: every name that one file uses of another must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from press import fonts
from press.content import Handout, Include, Passage, Shared, Translation, Written, blocks_of
from press.library.figures import figure_problems, picture_problems
from press.library.printers import profile_problems
from press.library.project import Library
from press.problem import Problem, did_you_mean
from press.source import Located, TreePath


def references(library: Library) -> Iterator[Problem]:
    """Every name in the library that leads nowhere."""
    for handout in library.handouts.values():
        yield from _of_handout(library, handout)
    for packet in library.packets.values():
        yield from _languages(
            library, packet.located, packet.facts.languages, packet.facts.source_language, packet.texts
        )
        yield from _unknown(library, packet.located, ("handouts",), packet.facts.handouts, "handout", library.handouts)
    for shared in library.shared.values():
        for written in shared.texts.values():
            yield from _of_passage(library, shared, written)
    for name in library.brands:
        yield from _of_brand(library, name)
    chosen = library.policy.default_brand
    if chosen and library.brands and chosen not in library.brands and not library.broken("brand", chosen):
        place = library.located["policy.yaml"].place(("default_brand",))
        yield Problem(place, "unknown-brand", f'there is no brand "{chosen}"', did_you_mean(chosen, library.brands))
    for name, printer in library.printers.items():
        shown = f"styles/printers/{name}/printer.yaml"
        path = library.resolve(shown)
        if path is not None:
            yield from profile_problems(printer, library.located[shown], path.parent)
    for tag, language in library.languages.items():
        located = library.located[f"handouts/_languages/{tag}.yaml"]
        yield from _unknown(library, located, ("fonts",), language.fonts, "font", fonts.families())


def _unknown(
    library: Library, located: Located, path: TreePath, names: Iterable[str], what: str, known: Iterable[str]
) -> Iterator[Problem]:
    there = list(known)
    for number, name in enumerate(names):
        if name not in there:
            place = located.place((*path, number))
            broken = library.broken(what, name) if what in ("handout", "language") else []
            fault, remedy = f'there is no {what} "{name}"', did_you_mean(name, there)
            if broken:
                fault, remedy = f'the {what} "{name}" cannot be read', f"Mend {broken[0].place}: {broken[0].fault}."
            yield Problem(place, f"unknown-{what}", fault, remedy)


def _of_handout(library: Library, handout: Handout) -> Iterator[Problem]:
    facts = handout.facts
    yield from _languages(library, handout.located, facts.languages, facts.source_language, handout.texts)
    yield from _unknown(library, handout.located, ("related",), facts.related, "handout", library.slugs)
    yield from _unknown_variants(library, handout.located, facts.sheets)
    known = [*(source.id for source in facts.sources), "clinic"]
    for written in handout.texts.values():
        yield from _blocks(library, written, known, f"{handout.folder}/figures")


def _unknown_variants(library: Library, located: Located, sheets: Mapping[str, int]) -> Iterator[Problem]:
    for name in sheets:
        if name not in library.variants:
            remedy = did_you_mean(name, library.variants)
            yield Problem(
                located.key_place(("sheets", name)), "unknown-variant", f'there is no variant "{name}"', remedy
            )


def _languages(
    library: Library, located: Located, promised: tuple[str, ...], source: str, texts: Mapping[str, Written]
) -> Iterator[Problem]:
    yield from _unknown(library, located, ("languages",), promised, "language", library.languages)
    path = f"{PurePosixPath(located.shown).parent}/{source}.yaml"
    if source not in texts and not _broken(library, path):
        fault = f'the source text "{source}.yaml" is missing'
        yield Problem(
            located.place(("source_language",)), "source-missing", fault, f"Write {path} first; translations follow it."
        )
    for tag, written in texts.items():
        yield from _role(written, tag == source)


def _broken(library: Library, path: str) -> bool:
    return any(problem.place.path == path for problem in library.problems)


def _role(written: Written, is_source: bool) -> Iterator[Problem]:
    if is_source and written.text.version is None:
        place = written.located.key_place(("translation",))
        remedy = 'Write "version: 1" in place of "translation:".'
        yield Problem(place, "version-missing", "this is the source text, so it has a version", remedy)
    elif not is_source and written.text.translation is None:
        place = written.located.key_place(("version",))
        remedy = 'Write "translation: {method: …, from_version: 1}" in place of "version:".'
        yield Problem(place, "translation-missing", "this is a translation, so it says what it was made from", remedy)


def _of_passage(library: Library, shared: Shared, written: Written) -> Iterator[Problem]:
    texts = [other.text for other in shared.texts.values() if isinstance(other.text, Passage)]
    known = [*(source.id for text in texts for source in text.sources), "clinic"]
    yield from _blocks(library, written, known, f"handouts/_shared/{shared.slug}/figures")


def _blocks(library: Library, written: Written, known: list[str], figures: str) -> Iterator[Problem]:
    for path, block in blocks_of(written.text):
        yield from _unknown(library, written.located, (*path, "sources"), block.sources, "source", known)
        yield from figure_problems(block, written.located, path, library.root / figures, figures)
        if isinstance(block, Include):
            yield from _include(library, block, written, path)


def _include(library: Library, block: Include, written: Written, path: TreePath) -> Iterator[Problem]:
    place = written.located.place((*path, "include"))
    if not isinstance(written.text, Translation):
        yield Problem(
            place, "include-nested", "a shared passage cannot include another", "Include both in the handout."
        )
    elif block.include not in library.shared:
        remedy = did_you_mean(block.include, library.shared)
        yield Problem(place, "unknown-passage", f'there is no shared passage "{block.include}"', remedy)
    elif written.tag not in library.shared[block.include].texts:
        file = f"handouts/_shared/{block.include}/{written.tag}.yaml"
        state, todo = ("cannot be read", "Mend") if _broken(library, file) else ("does not exist", "Write")
        fault = f'the shared passage "{block.include}" {state} in this language'
        yield Problem(place, "passage-missing", fault, f"{todo} {file}.")


def _of_brand(library: Library, name: str) -> Iterator[Problem]:
    brand, located = library.brands[name], library.located[f"styles/brands/{name}/brand.yaml"]
    logo = library.resolve(f"styles/brands/{name}/{brand.logo}")
    if logo is None:
        fault = f'the logo "{brand.logo}" is missing'
        yield Problem(located.place(("logo",)), "figure-missing", fault, f"Put it into styles/brands/{name}/.")
    else:
        yield from picture_problems(logo, located.place(("logo",)), f'the logo "{brand.logo}"')
    yield from _unknown(library, located, ("languages",), brand.languages, "language", library.languages)
    if brand.working_language not in library.languages:
        broken = library.broken("language", brand.working_language)
        remedy = f"Mend {broken[0].place}." if broken else did_you_mean(brand.working_language, library.languages)
        fault = f'{"nobody can read" if broken else "there is no"} language "{brand.working_language}"'
        yield Problem(located.place(("working_language",)), "unknown-language", fault, remedy)
