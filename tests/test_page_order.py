"""Roles and order: help stands first, whatever section it was written in; what was approved before keeps its order."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import every_block
import pytest
from every_block import ENGLISH

from press import markup, review
from press.content.blocks import Checklist
from press.content.roles import BY_ROLE, WRITTEN, Spot, tick_of, turned_round
from press.edition import Edition
from press.library import Library, open_library
from press.markup.heard import EDGE, heard
from press.review import Standing

DRAFT = Standing(released=False, marks=("not_reviewed",))
SLUG = "every-block"
Project = Callable[..., Library]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    def make(**texts: str) -> Library:
        return open_library(every_block.write(tmp_path, **texts))

    return make


def lines(library: Library, tag: str = "en", variant: str = "standard", standing: Standing = DRAFT) -> list[str]:
    """What a sheet says, line by line; whatever differs from its reading would be an error."""
    found, problems = markup.sheet(library, Edition(SLUG, tag, variant, "example-neurology"), standing)
    assert found is not None, problems
    return [line.strip() for line in "".join(piece.text for piece in heard(found.html).pieces).split(EDGE) if line.strip()]


@pytest.mark.parametrize("variant", ["standard", "large-print", "giant-print"])
def test_help_stands_before_the_first_section(project: Project, variant: str) -> None:
    said = " ".join(lines(project(), variant=variant))
    assert said.index("Call 911 now") < said.index("Paragraphs")
    assert said.index("503-555-0123") < said.index("Every block on one sheet")


def test_an_author_s_order_and_an_approved_one_are_kept(project: Project) -> None:
    library = project()
    approved = replace(DRAFT, orders={SLUG: WRITTEN})
    first = lines(library, standing=approved)
    assert first.index("Call-outs") < first.index("Call 911 now")
    handout = library.handouts[SLUG]
    kept = replace(handout, facts=handout.facts.model_copy(update={"order": WRITTEN}))
    assert lines(replace(library, handouts={SLUG: kept})) == first


def test_an_approval_says_its_order_and_an_older_one_none(project: Project) -> None:
    library = project()
    piece = library.handouts[SLUG]
    written, by_role = (review.fingerprint(library, piece, "en", order) for order in (WRITTEN, BY_ROLE))
    assert written.whole != by_role.whole
    assert by_role.changed_since(written.parts) == [f"{piece.folder}/en.yaml#shape"]
    settled = replace(piece, facts=piece.facts.model_copy(update={"order": WRITTEN}))
    assert review.fingerprint(library, settled, "en", BY_ROLE).whole == written.whole  # its author settled the order since


def test_sections_are_not_torn_for_anything_but_help(project: Project) -> None:
    library = project()
    arrangement = library.arrangement(library.handouts[SLUG], "en", BY_ROLE)
    sections = library.handouts[SLUG].texts["en"].text.sections
    numbers = [one for one in (*arrangement.front, *arrangement.rest) if isinstance(one, int)]
    assert sorted(numbers) == list(range(len(sections)))
    for spot in arrangement.moved:
        assert sections[spot.section].blocks[spot.block].callout.kind in ("emergency", "call-clinic")


def test_all_languages_have_one_order() -> None:
    library = open_library(Path(__file__).parent.parent)
    for handout in library.handouts.values():
        orders = {library.arrangement(handout, tag, BY_ROLE) for tag in handout.texts}
        assert len(orders) == 1, handout.slug
        assert orders.pop().moved, handout.slug


def test_a_role_that_the_author_gives_is_kept(project: Project) -> None:
    heading = "  - heading: Call-outs\n"
    assert heading in ENGLISH
    library = project(en=ENGLISH.replace(heading, f"{heading}    role: keep\n"))
    said = lines(library)
    assert said.index("Call-outs") < said.index("Call 911 now")
    assert said.index("Call-outs") > said.index("Paragraphs")


def test_a_block_whose_neighbour_went_to_its_other_side_is_found(project: Project) -> None:
    library = project()
    handout = library.handouts[SLUG]
    sections = handout.texts["en"].text.sections
    there = library.passage_blocks("en")
    assert list(turned_round(sections, there, library.arrangement(handout, "en", WRITTEN))) == []
    found = list(turned_round(sections, there, library.arrangement(handout, "en", BY_ROLE)))
    moved = library.arrangement(handout, "en", BY_ROLE).moved
    assert found
    assert all(isinstance(one.spot, Spot) for one in found)
    assert moved & {one.spot for one in found}


@pytest.mark.parametrize(
    ("items", "said", "means"),
    [
        (["I take a blood thinner.", "My leg hurts."], None, "what-is-true"),
        (["Bring your list.", "I take a pill."], None, ""),
        (["Bring your list."], "when-done", "when-done"),
        (["In the morning I cough."], None, ""),
        (["I take a pill."], "when-done", "when-done"),
    ],
)
def test_what_a_tick_means(items: list[str], said: str | None, means: str) -> None:
    block = Checklist(checklist=tuple(items), tick=said)
    assert tick_of(block, block, ("I", "My")) == means


def test_every_language_says_what_a_tick_means() -> None:
    library = open_library(Path(__file__).parent.parent)
    for tag, language in library.languages.items():
        words = language.words
        assert all((words.tick_true, words.tick_done, words.your_name, words.on_page, words.full_size, words.all_sources)), tag
        assert words.tick_true != words.tick_done, tag


def test_a_packet_keeps_the_order_of_each_of_its_handouts() -> None:
    standing = Standing(released=True, approved=datetime.date(2026, 11, 1), orders={SLUG: WRITTEN})
    assert standing.as_draft.orders == {SLUG: WRITTEN}
