"""Real text in every language that has a file: no box for a letter, nothing clipped, and a screen reader hears it exactly."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from press import pdf
from press.route import Outcome, State
from press.source.writer import dump

HERE = Path(__file__).parent
UDHR: dict[str, dict[str, Any]] = json.loads((HERE / "corpora/udhr.json").read_text(encoding="utf-8"))
# Marks for the typesetter and for direction: they are not words.
UNHEARD = re.compile("[\u200b\u00ad\u2066-\u2069\u200e\u200f]")


def normal(text: str) -> str:
    return " ".join(UNHEARD.sub("", unicodedata.normalize("NFC", text)).split())


def escaped(text: str) -> str:
    return re.sub(r"([\\*\[\]{}])", r"\\\1", normal(text))


def write(root: Path, tag: str) -> list[str]:
    """The declaration as a handout in its own language; its sentences, as they must be heard."""
    declared = UDHR[tag]
    paragraphs = [*declared["preamble"], *(p for _, ps in declared["articles"] for p in ps)]
    title = escaped(declared["title"])[:110]
    blocks: list[dict[str, Any]] = [{"text": escaped(p)} for p in paragraphs[:3]]
    blocks.append({"points": [escaped(p) for p in paragraphs[3:6]]})
    blocks.append({"steps": [escaped(p) for p in paragraphs[6:9]]})
    cells = [escaped(p)[:40].strip() for p in paragraphs[:4]]
    blocks.append({"table": {"caption": title, "columns": cells[:2], "rows": [cells[2:4]]}})
    text = {
        "title": title,
        "summary": title,
        "main_message": escaped(paragraphs[0]),
        "version": "1",
        "sections": [{"heading": title, "blocks": blocks}],
    }
    folder = root / "handouts/general/declaration"
    folder.mkdir()
    (folder / "handout.yaml").write_text(f"audience: Everybody\nsource_language: {tag}\nlanguages: [{tag}]\n")
    (folder / f"{tag}.yaml").write_text(dump(text) + "\n", encoding="utf-8")
    brand = root / "styles/brands/test-clinic/brand.yaml"
    brand.write_text(
        re.sub(r"languages: \[.*\]", f"languages: [{tag}, en]", brand.read_text(encoding="utf-8")), encoding="utf-8"
    )
    return [normal(p) for p in paragraphs[:9]]


LARGE = ("ar", "hi", "km", "my", "ru", "ta", "ur", "zh-Hans")  # one of each kind of script
EDITIONS = [(tag, "standard") for tag in sorted(UDHR)] + [(tag, "large-print") for tag in LARGE]


@pytest.mark.parametrize(("tag", "variant"), EDITIONS)
def test_a_script_prints_and_reads_right(
    tag: str, variant: str, project: Path, make_one: Callable[..., Outcome]
) -> None:
    """Preflight measured the glyphs and the clipping; the words are compared here once more, from the finished file."""
    words = write(project, tag)
    outcome = make_one(project, "declaration", tag, variant)
    assert outcome.state is State.BUILT, "\n".join(map(str, outcome.problems))  # editorial problems do not stop a draft
    assert outcome.path is not None
    heard = normal(pdf.structure_text(outcome.path.read_bytes()))
    missing = [paragraph for paragraph in words if paragraph not in heard]
    assert missing == []
