"""Leaflets made at random come in whole. The benchmark does this five hundred times for each format."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from benchmarks import leaflets_made as made
from benchmarks.words_in import WRITERS, changed, lost, many
from press.intake import intake


@pytest.mark.parametrize("kind", WRITERS)
def test_every_word_and_its_place_come_in(kind: str, tmp_path: Path) -> None:
    tally = many(kind, 24, tmp_path)
    assert tally.faults == []
    assert tally.leaflets >= 20
    assert max(tally.clear) <= 3


@pytest.mark.parametrize("kind", ["docx", "txt"])
def test_what_the_benchmark_counts_can_fail(kind: str, tmp_path: Path) -> None:
    """Drop a text from a draft, or put two items of a list in the place of each other: it is counted."""
    seen = {"dropped": 0, "moved": 0}

    @settings(max_examples=15, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(made.leaflets(kind, False))
    def one(leaflet: made.Leaflet) -> None:
        path = tmp_path / f"a.{kind}"
        WRITERS[kind](leaflet, path)
        draft, _ = intake(path)
        assert draft is not None
        for section in range(len(draft.text["sections"])):
            blocks = draft.text["sections"][section]["blocks"]
            for n, block in enumerate(blocks):
                text = copy.deepcopy(draft.text)
                if "text" in block:
                    del text["sections"][section]["blocks"][n]
                    assert lost(leaflet, dataclasses.replace(draft, text=text))
                    seen["dropped"] += 1
                if "steps" in block:
                    text["sections"][section]["blocks"][n]["steps"].reverse()
                    assert changed(leaflet, dataclasses.replace(draft, text=text))
                    seen["moved"] += 1

    one()
    assert min(seen.values()) > 0, seen
