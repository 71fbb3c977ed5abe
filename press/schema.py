"""JSON Schemas for editors, made from the content models: they complete keys and underline mistakes while one types.

Every YAML file begins with ``# yaml-language-server: $schema=…``, which VS Code, Neovim, Zed, Helix, Kate and IntelliJ
understand. The models stay the one definition: ``handouts schema --write`` writes what they say, a test compares.
The press itself never reads these files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from press.content import Facts, PacketFacts, PacketText, Passage, Translation
from press.language import LanguageFile
from press.library import Brand, Policy, Printer, Variant

FOLDER = ".schema"

# Name of the schema -> the model, and what the file is called in an editor.
MODELS: Mapping[str, tuple[type[BaseModel], str]] = {
    "handout": (Facts, "handout.yaml: what is the same in every language"),
    "text": (Translation, "One language of a handout"),
    "passage": (Passage, "One language of a shared passage"),
    "packet": (PacketFacts, "packet.yaml: the handouts of a packet"),
    "packet-text": (PacketText, "One language of a packet"),
    "language": (LanguageFile, "A language: direction, fonts and fixed words"),
    "brand": (Brand, "brand.yaml: one clinic's identity"),
    "variant": (Variant, "variant.yaml: a print size and what it must prove"),
    "printer": (Printer, "printer.yaml: what one print shop's press needs"),
    "policy": (Policy, "policy.yaml: what the project itself decides"),
}

# What a key is for, where the model's type does not say it. Shown when the pointer rests on the key.
HINTS: Mapping[str, Mapping[str, str]] = {
    "Translation": {
        "title": "At most 65 characters.",
        "summary": "One sentence, for lists.",
        "main_message": "The one thing to remember; printed in a box on page 1.",
        "keywords": "Words that people search by, synonyms too.",
        "sections": "Headings with their blocks, in reading order.",
    },
    "PacketText": {
        "title": "At most 65 characters.",
        "summary": "One sentence, for lists.",
        "keywords": "Words that people search by.",
        "introduction": "Printed on the first page, before the handouts.",
    },
    "Passage": {
        "title": "For lists; it does not print.",
        "sources": "What the passage rests on; source text only.",
        "blocks": "Printed in every handout that includes this passage.",
    },
    "Provenance": {
        "method": "How it was translated. Machine translation is never released without a qualified reviewer.",
        "from_version": "The version of the source text that it was made from.",
        "translator": "Who translated it.",
        "reviewer": "Who reviewed the translation.",
    },
    "Section": {"heading": "A question or a few words.", "blocks": "The pieces of the section, each with a “-”."},
    "Text": {"text": "**bold**, [words](https://…), [term]{en}, {clinic.phone}."},
    "Points": {"points": "One short sentence each, in quotes if in [brackets]."},
    "Steps": {"steps": "One action each, in order; numbered on the page. In quotes if in [brackets]."},
    "Checklist": {"checklist": "One thing to tick each, in quotes if in [brackets]."},
    "Callout": {"callout": "Frame, icon and heading follow from the kind."},
    "CalloutBody": {
        "kind": "emergency: call now · call-clinic: call soon · caution: take care · note: good to know.",
        "heading": "Replaces the usual heading of this kind.",
        "text": "One paragraph.",
        "points": "A list below the text.",
        "closing": "One sentence after the list.",
    },
    "Table": {"table": "Small: at most four columns."},
    "TableBody": {
        "caption": "What the table shows.",
        "columns": "The headers, at most four.",
        "row_headers": "true: the first cell of each row is its header.",
        "rows": "Each row a list of cells, all of the same length.",
    },
    "Figure": {"figure": "A picture from the handout's folder figures/."},
    "FigureBody": {
        "file": "The file's name in figures/: .svg, .png or .jpg.",
        "alt": "What the picture shows, for those who cannot see it.",
        "caption": "Printed below the picture.",
        "credit": "Who made it.",
    },
    "Questions": {"questions": "What patients ask, with answers."},
    "QuestionAndAnswer": {"question": "In the patient's words.", "answer": "Short, first the answer itself."},
    "Glossary": {"glossary": "Words to know."},
    "Term": {"term": "The word.", "meaning": "What it means, in plain words."},
    "WriteIn": {"write-in": "Blank lines to write on by hand."},
    "WriteInLine": {"label": "What is to be written.", "lines": "How many blank lines."},
    "Include": {"include": "The folder's name of a passage in handouts/_shared/."},
    "Gap": {"gap": "What the clinic must still decide. It keeps the handout from being released."},
    "Waiver": {"rule": "The rule that is excused.", "reason": "Why."},
    "Facts": {
        "audience": "For whom it is written.",
        "source_language": "The language it is written in first.",
        "codes": "Codes by which records and staff find it.",
        "sources": "The public sources it rests on.",
        "related": "Handouts to read next, by folder name.",
    },
    "PacketFacts": {
        "handouts": "Folder names, in the order in which they print.",
        "source_language": "The language its own text is written in first.",
        "languages": "The languages that are promised.",
    },
    "Code": {"system": "The code system.", "code": "The code, as in the system.", "display": "What the code means."},
    "Source": {
        "id": "A short name to refer to it by, under sources:.",
        "title": "The source's own title.",
        "publisher": "Who publishes it.",
        "year": "Year of publication.",
        "link": "Its address, https only.",
        "note": "What a reader must know of it, such as that it shows no date.",
    },
    "LanguageFile": {
        "direction": "ltr: left to right · rtl: right to left.",
        "dates": "Only where Unicode's data do not know how dates are written.",
        "lists": "Only where Unicode's data do not know how lists are joined.",
        "words": "The words that the press itself prints.",
    },
    "Painted": {"runs": "ltr: from left to right, as it is written · rtl: from right to left."},
    "Compares": {
        "cldr": "Written by a script; add your own words to the tables below.",
        "writing": "How the language writes its words.",
        "marks": "How numbers and quotations are written.",
        "units": "Each unit with its written forms.",
        "unit_before": "Units that stand before their number.",
        "counted": "Words that hold the number and the unit: twice, half-tablet, a dual.",
        "scales": "Thousand, million, lakh …",
        "times_of_day": "Morning, noon, afternoon, evening, night, midnight, bedtime.",
        "clock": "Before and after noon, beside an hour.",
        "weekdays": "The seven days, with their cases.",
        "months": "1 to 12, with their cases.",
        "calendar": "Another calendar that is in use.",
        "every": "Each of a period: daily, every day, a day; weekly …",
        "every_other": "Every other day, on alternate nights …",
        "comparisons": "At least, more than; at most, less than.",
        "negation": "What denies or forbids, and what may answer it.",
        "opposites": "Left and right, before and after …; a word that may mean either stands under both, joined by a slash.",
        "relative": "Today, tomorrow, yesterday.",
        "ranges": "Words of a range.",
        "telling": "By what a text is told to be in this language.",
        "style": "What good writing is here, as far as rules ask.",
        "measured": "Written by a benchmark.",
        "examples": "Sentences with a right and a wrong translation: tests of the tables.",
    },
    "Cldr": {
        "decimal": "The decimal mark.", "units": "Names of units.", "weekdays": "Names of days.", "months": "Names of months.",
        "times_of_day": "Day periods.", "am": "Before noon.", "pm": "After noon.", "scales": "Thousand, million …",
    },
    "Counted": {"numbers": "Values with their words.", "before": "The words that they must stand before."},
    "Measured": {"sentences": "Real sentences.", "false": "Of these, blamed wrongly."},
    "Example": {
        "of": "The table that it is an example of.", "source": "A sentence.", "right": "Its right translation.",
        "wrong": "The same with the fault that the table is for.",
    },
    "Dates": {"pattern": "Holds {day}, {month} and {year}.", "months": "The twelve months."},
    "Lists": {"comma": "Between items, spaces included.", "last": "Before the last item, spaces included."},
    "Brand": {
        "name": "As it prints.",
        "tagline": "Prints below the name.",
        "region": "ISO 3166, two capital letters: picks regional words.",
        "emergency_number": "In quotes, such as \"911\".",
        "paper": "The sheet's size.",
        "clinic": "How patients reach the clinic.",
        "colours": "Two colours, each for the screen and for the press.",
        "languages": "The languages that this brand offers.",
        "working_language": "What the staff read: draft marks are also in this language.",
        "levels": "Rules made stricter or looser for this brand.",
        "logo": "A file in the brand's folder.",
    },
    "Clinic": {
        "name": "{clinic.name} in texts.",
        "phone": "{clinic.phone} in texts.",
        "after_hours": "{clinic.after_hours} in texts.",
        "address": "{clinic.address} in texts.",
        "web": "{clinic.web} in texts; https only.",
        "email": "{clinic.email} in texts.",
    },
    "Colours": {"primary": "Head, headings and rules.", "accent": "Emphasis."},
    "Colour": {"screen": "Such as \"#0B5563\", in quotes.", "cmyk": "Cyan, magenta, yellow, black, in per cent."},
    "Level": {
        "rule": "The rule's name.",
        "level": "error, review or off.",
        "reason": "Why.",
        "by": "Who decided it.",
        "on": "When: year-month-day.",
    },
    "Policy": {
        "stale_translations": "What becomes of a translation whose source has changed: refuse, mark or allow.",
        "levels": "Rules made stricter or looser in this project.",
    },
    "Variant": {
        "name": "As staff read it.",
        "profile": "The named profile that the numbers come from.",
        "note": "Where the numbers come from.",
        "order": "Its place in lists, the smallest print first.",
        "proves": "What preflight measures in every finished PDF.",
        "fit": "What a page may give up to end better.",
    },
    "Proves": {
        "one_column": "No text beside other text.",
        "italics": "Whether italics may occur.",
        "underline": "Whether underlines may occur.",
        "hyphens": "Whether words may be divided.",
    },
}  # fmt: skip

# What the models check by themselves and JSON Schema can say too.
_EITHER = [{"required": ["version"]}, {"required": ["translation"]}]
_ALSO: Mapping[str, Mapping[str, Any]] = {
    "Translation": {"oneOf": _EITHER},
    "Passage": {"oneOf": _EITHER},
    "PacketText": {"oneOf": _EITHER},
    "CalloutBody": {"anyOf": [{"required": ["text"]}, {"required": ["points"]}]},
    "TableBody": {"anyOf": [{"required": ["columns"]}, {"required": ["row_headers"]}]},
}


def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file, by its name in ``MODELS``."""
    model, title = MODELS[name]
    made = model.model_json_schema(by_alias=True)
    defs = made.pop("$defs", {})
    # Draft 7 is what every editor's YAML support reads; nothing here needs a later one.
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", **_friendly(made, model.__name__), "title": title}
    if defs:
        whole["$defs"] = {key: _friendly(value, key) for key, value in sorted(defs.items())}
    return whole


def _friendly(made: dict[str, Any], model: str) -> dict[str, Any]:
    """A model's schema as an editor wants it: no titles that repeat the key, no nulls, a hint for every key."""
    made = _walk(made)
    made.pop("title", None)
    for key, prop in made.get("properties", {}).items():
        hint = HINTS.get(model, {}).get(key)
        if hint:
            prop["description"] = hint
    return {**made, **_ALSO.get(model, {})}


def _walk(value: Any) -> Any:
    if isinstance(value, list):
        return [_walk(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _walk(item) for key, item in value.items() if not (key == "default" and item in (None, []))}
    if isinstance(kept.get("title"), str) and "properties" not in kept:
        del kept["title"]
    choices = kept.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:  # a key without a value is a mistake here
        rest = [choice for choice in choices if choice != {"type": "null"}]
        kept.pop("anyOf")
        kept |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    if kept.get("type") == "string" and not kept.keys() & {"pattern", "enum", "format"}:
        kept["type"] = [
            "string",
            "number",
            "boolean",
        ]  # the press reads every scalar as text: 12 and yes are words here
    return kept


def render(name: str) -> str:
    """The text of a schema file."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def file_name(name: str) -> str:
    """``handout.schema.json``."""
    return f"{name}.schema.json"


def files() -> dict[str, str]:
    """Every schema file: its path in a project, and its text."""
    return {f"{FOLDER}/{file_name(name)}": render(name) for name in MODELS}


def write(root: Path, keep: Callable[[Path, bytes], None]) -> list[Path]:
    """Write every schema that is missing or old below ``root``, with ``keep``; returns what was written."""
    written = []
    for name, text in files().items():
        path, data = root / name, text.encode()
        if not path.is_file() or path.read_bytes() != data:
            keep(path, data)
            written.append(path)
    return written
