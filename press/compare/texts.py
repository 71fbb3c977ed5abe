"""The texts of a project as passages, each named in its author's words: ``step 3`` under ``How it works``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press import receipt
from press.compare.redline import Passage
from press.content import Callout, Figure, Handout, Include, PacketText, Phrase, Translation, Written, phrases
from press.content import Passage as SharedText
from press.library import Library
from press.problem import Place
from press.source import Located, TreePath

# The last word of a passage's path -> what authors call it.
_NAMES = {
    "main_message": "main message",
    "keywords": "search word",
    "text": "paragraph",
    "points": "point",
    "steps": "step",
    "checklist": "box to tick",
    "caption": "caption",
    "columns": "column heading",
    "rows": "table row",
    "alt": "words for the picture",
    "credit": "picture credit",
    "term": "word to know",
    "label": "line to write on",
    "gap": "open question to the clinic",
}
_COUNTED = frozenset({"points", "steps", "checklist", "columns", "rows"})


@dataclass(frozen=True, slots=True)
class Text:
    """Everything that one file or brand says in one language. ``printed_in`` are the handouts that print it."""

    key: tuple[str, ...]
    title: str
    language: str
    printed_in: tuple[str, ...]
    passages: tuple[Passage, ...]


def texts(library: Library) -> dict[tuple[str, ...], Text]:
    """Every text of a project: handouts, packets, shared passages, what prints from handout.yaml, fixed words, brands."""
    found = [*_pieces(library), *_shared(library), *_fixed_words(library), *_brands(library)]
    return {text.key: text for text in found}


def _pieces(library: Library) -> Iterator[Text]:
    for slug, piece in library.pieces.items():
        source = piece.facts.source_language
        for tag, written in piece.texts.items():
            title = written.text.title
            figures = f"{piece.folder}/figures"
            yield Text(("handout", slug, tag), title, tag, (slug,), tuple(_of(library, written, figures)))
        title = piece.texts[source].text.title if source in piece.texts else slug
        if isinstance(piece, Handout):
            yield Text(("facts", slug), title, source, (slug,), tuple(_facts(piece)))
        else:
            names = ", ".join(piece.facts.handouts)
            inside = Passage("handouts inside", "handouts inside", "", names, piece.located.place(("handouts",)))
            yield Text(("facts", slug), title, source, (slug,), (inside,))


def _shared(library: Library) -> Iterator[Text]:
    for name, shared in library.shared.items():
        for tag, written in shared.texts.items():
            users = [
                slug
                for slug, piece in library.pieces.items()
                if any(one.slug == name for one, _ in library.included(piece, tag))
            ]
            figures = f"handouts/_shared/{name}/figures"
            passages = tuple(_of(library, written, figures))
            yield Text(("shared", name, tag), written.text.title, tag, tuple(users), passages)


def _facts(piece: Handout) -> Iterator[Passage]:
    """What prints from handout.yaml."""
    facts, located = piece.facts, piece.located
    yield Passage("audience", "for whom", "", facts.audience, located.place(("audience",)))
    for number, source in enumerate(facts.sources):
        cited = f"{source.title}. {source.publisher}{f', {source.year}' if source.year else ''}. {source.link}"
        yield Passage("source", f"source {source.id}", "", cited, located.place(("sources", number)))


def _fixed_words(library: Library) -> Iterator[Text]:
    for tag, language in library.languages.items():
        shown = f"handouts/_languages/{tag}.yaml"
        located = library.located.get(shown, Located(shown))
        passages = [
            Passage(f"fixed word {key}", key.replace("_", " "), "", str(word), located.place(("words", key)))
            for key, word in language.words.model_dump().items()
        ]
        for key, by_region in language.regional.items():
            passages += [
                Passage(f"regional {key}", f"{key} ({region})", "", word, located.place(("regional", key)))
                for region, word in by_region.items()
            ]
        yield Text(("words", tag), f"Fixed words, {language.name}", tag, (), tuple(passages))


def _brands(library: Library) -> Iterator[Text]:
    for name, brand in library.brands.items():
        shown = f"styles/brands/{name}/brand.yaml"
        located = library.located.get(shown, Located(shown))
        said = {"name": brand.name, "tagline": brand.tagline, "emergency_number": brand.emergency_number}
        said |= {f"clinic.{key}": value for key, value in brand.clinic.model_dump().items()}
        passages = [
            Passage(key, key.replace("clinic.", "").replace("_", " "), "", str(value), located.place(tuple(key.split("."))))
            for key, value in said.items()
            if value is not None
        ]
        yield Text(("brand", name), f"Brand {brand.name}", brand.working_language, (), tuple(passages))


# ------------------------------------------------------------------------------------------------------------ one file


def _of(library: Library, written: Written, figures: str) -> Iterator[Passage]:
    """The passages of one language file, in reading order."""
    text, located = written.text, written.located
    if text.version is not None:
        yield Passage("version", "version", "", str(text.version), located.place(("version",)))
    elif text.translation is not None:
        said = f"{text.translation.method}, from version {text.translation.from_version}"
        yield Passage("translation", "how it was translated", "", said, located.place(("translation",)))
    for field in ("title", "summary", "main_message", "introduction", "keywords"):
        for phrase in phrases(getattr(text, field, None), (field,)):
            yield _passage(phrase, "", located)
    if isinstance(text, Translation):
        for number, section in enumerate(text.sections):
            path: TreePath = ("sections", number, "heading")
            yield Passage("heading", "heading", section.heading, section.heading, located.place(path))
            for position, block in enumerate(section.blocks):
                below = ("sections", number, "blocks", position)
                yield from _block(library, block, below, section.heading, located, figures)
    elif not isinstance(text, PacketText):
        for position, block in enumerate(text.blocks):
            yield from _block(library, block, ("blocks", position), "", located, figures)
        yield from _sources(text, located)


def _sources(text: SharedText, located: Located) -> Iterator[Passage]:
    for number, source in enumerate(text.sources):
        cited = f"{source.title}. {source.publisher}. {source.link}"
        yield Passage("source", f"source {source.id}", "", cited, located.place(("sources", number)))


def _block(
    library: Library, block: object, path: TreePath, heading: str, located: Located, figures: str
) -> Iterator[Passage]:
    """The passages of one block. What it is counts like its words: an emergency is not a note."""
    if isinstance(block, Callout):
        yield Passage("call-out kind", "kind of call-out", heading, block.callout.kind, located.place((*path, "callout")))
    elif isinstance(block, Include):
        yield Passage("include", "shared passage", heading, block.include, located.place((*path, "include")))
    elif isinstance(block, Figure):
        yield _picture(library, block.figure.file, f"{figures}/{block.figure.file}", heading, located.place(path))
    for phrase in phrases(block, path):
        yield _passage(phrase, heading, located)


def _picture(library: Library, file: str, name: str, heading: str, place: Place) -> Passage:
    """A picture counts by its content: the short hash changes when the drawing does."""
    path = library.resolve(name)
    content = receipt.digest(path.read_bytes())[:8] if path else "missing"
    return Passage("picture", "picture", heading, f"{file} (content {content})", place)


def _passage(phrase: Phrase, heading: str, located: Located) -> Passage:
    kind, name = _called(phrase.path)
    return Passage(kind, name, heading, phrase.text, located.place(phrase.path))


def _called(path: TreePath) -> tuple[str, str]:
    """A passage's kind without its number, and its name with it: ``step`` and ``step 3``."""
    names = [step for step in path if isinstance(step, str)]
    last = names[-1]
    kind = _NAMES.get(last, last)
    if "callout" in names:
        kind = f"call-out {kind}" if last != "callout" else "call-out"
    counts = [step for step in path[path.index(last) + 1 :] if isinstance(step, int)]
    if last in _COUNTED and counts:
        return kind, f"{kind} {counts[0] + 1}" + (f", column {counts[1] + 1}" if len(counts) > 1 else "")
    return kind, kind
