"""Templates cannot change words: each of these prints another page under the same approval, and is named."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import every_block
import pytest

from press import markup
from press.edition import Edition
from press.library import ENGINE, Library, open_library
from press.problem import Problem, errors
from press.review import Standing

DRAFT = Standing(released=False, marks=("not_reviewed",))
RELEASED = Standing(released=True, approved=datetime.date(2026, 11, 1), review_by=datetime.date(2028, 11, 1))

#: Template -> what is written in it, and in place of it. "" in front: the template ends with the second.
FAULTS: list[tuple[str, str, str]] = [
    # dropped
    ("blocks/text", "{{ block.text }}", ""),
    ("blocks/text", "{{ block.text }}", "Something else entirely."),
    ("blocks/points", "in block.points", "in block.points[1:]"),
    ("blocks/points", "in block.points", "in block.points[:-1]"),
    ("blocks/steps", "in block.steps", "in block.steps if item.at != block.steps[1].at"),
    ("blocks/checklist", "words.tick_true", "words.tick_done"),
    ("blocks/checklist", "{{ words.your_name }}", ""),
    ("blocks/callout", "{% if callout.text %}", "{% if callout.text and not callout.points %}"),
    ("blocks/callout", "{% if callout.closing %}", "{% if callout.closing and page.tag == 'es' %}"),
    ("blocks/callout", "{{ callout.heading or words.kinds[callout.kind] }}", ""),
    ("blocks/table", "in table.rows", "in table.rows[:1]"),
    ("blocks/table", "{% if table.columns -%}\n<thead>", "{% if false -%}\n<thead>"),
    ("blocks/figure", 'alt="{{ figure.alt.text }}"', 'alt=""'),
    ("blocks/figure", "{% if figure.credit %}", "{% if not draft %}"),
    ("blocks/questions", "{{ item.answer }}", "{{ item.answer.text|truncate(4) }}"),
    ("blocks/glossary", '<dd data-at="{{ item.meaning.at }}">{{ item.meaning }}</dd>', ""),
    ("blocks/write-in", "{{ field.label }}", "{{ field.label if field.lines > 1 }}"),
    ("blocks/include", "in block.blocks", "in block.blocks[1:]"),
    ("blocks/gap", "{{ block.gaps[0] }}", ""),
    ("section", "{{ section.heading }}", ""),
    ("piece", "in piece.sections", "in piece.sections[:-1]"),
    ("section", "in section.blocks", "in section.blocks if block.kind != 'callout'"),
    ("section", "in section.blocks", "in section.blocks|rejectattr('kind', 'in', ['checklist'])"),
    ("piece", "in piece.front", "in piece.front[1:]"),
    ("piece", "{{ piece.main_message }}", "{{ piece.main_message.text[:20] }}"),
    ("piece", "{% if piece.audience %}", "{% if not draft %}"),
    ("sources", "in piece.sources", "in piece.sources[:1]"),
    ("status", "in status", "in []"),
    ("masthead", "{{ clinic.phone }}", ""),
    ("masthead", "{% if clinic.after_hours %}", "{% if false %}"),
    # changed
    ("blocks/text", "{{ block.text }}", '{{ block.text.text|replace("5-10", "50-100") }}'),
    ("blocks/text", "{{ block.text }}", "{{ block.text.text|upper }}"),
    ("blocks/text", "{{ block.text }}", "{{ block.text.text|reverse }}"),
    ("blocks/text", "{{ block.text }}", "{{ block.text.html|striptags|title }}"),
    ("blocks/text", "{{ block.text }}", "{{ block.text.text|wordwrap(10)|replace(' ', '')|safe }}"),
    ("blocks/text", "{{ block.text }}", '{{ block.text.html|replace("mg", "g")|safe }}'),
    ("blocks/text", "{{ block.text }}", '{{ block.text.html|replace("10 mg", "1 0 mg")|safe }}'),
    ("blocks/text", "{{ block.text }}", '{{ block.text.html|replace("Take ", "Take</p><p>", 1)|safe }}'),
    ("blocks/text", "{{ block.text }}", '{{ block.text.html|replace("example.org/pain", "example.org/gain")|safe }}'),
    ("blocks/text", "{{ block.text }}", '{{ block.text.html|replace("https://example.org/pain", "https://evil.example/")|safe }}'),
    ("blocks/text", "{{ block.text }}", '{{ block.text.html|replace("<bdi lang=\\"es\\"", "<bdi lang=\\"fr\\"")|safe }}'),
    ("blocks/callout", "words.kinds[callout.kind] }}</h", "words.kinds['note'] }}</h"),
    ("blocks/gap", "{{ words.gap }}:</strong>", "{{ words.note }}:</strong>"),
    ("masthead", "{{ words.phone }}", "{{ words.after_hours }}"),
    ("masthead", "{{ clinic.phone }}", "{{ clinic.after_hours }}"),
    ("masthead", "{{ clinic.phone }}", "503-555-9999"),
    # added
    ("blocks/steps", "{{ item }}", "Do not {{ item }}"),
    ("blocks/steps", "{{ item }}", "{{ item }}0"),
    ("blocks/steps", "{{ item }}", "{{ loop.index }}. {{ item }}"),
    ("blocks/steps", "{{ item }}", "-{{ item }}"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }} {{ clinic.phone }}"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }} · {{ words.call_clinic }}"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }}&#48;"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }}<span aria-hidden=\"true\">0</span>"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }}<svg viewBox='0 0 9 9' aria-hidden='true'><text>0</text></svg>"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }}<svg viewBox='0 0 9 9'><title>0</title><path d='M0 0h9v9H0z'/></svg>"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }}<img src='press:styles/zero.svg' alt='0'>"),
    ("blocks/text", "{{ block.text }}", "{{ block.text }}<img src='press:styles/zero.svg' alt=''>"),
    ("handout", "{% include \"sources.html\" %}", "<p>Take two every day.</p>{% include \"sources.html\" %}"),
    ("page", "{% block content %}", "<p>Call 119.</p>{% block content %}"),
    # repeated
    ("blocks/text", "{{ block.text }}", "{{ block.text }} {{ block.text }}"),
    ("blocks/text", "", "<p>{{ block.text }}</p>"),
    ("blocks/steps", "</ol>", "<li>{{ block.steps[0] }}</li></ol>"),
    ("piece", "{% for section in piece.sections -%}", "{% for section in piece.sections + piece.sections[:1] -%}"),
    # in another order
    ("blocks/steps", "in block.steps", "in block.steps|reverse"),
    ("blocks/steps", "in block.steps", "in block.steps|sort(attribute='text')"),
    ("blocks/points", "in block.points", "in block.points[::-1]"),
    ("blocks/table", "for column in table.columns", "for column in table.columns|reverse"),
    ("blocks/table", "in row %}{% if loop.first", "in row|reverse %}{% if loop.first"),
    ("blocks/table", "in table.rows", "in table.rows|reverse"),
    ("blocks/glossary", "{{ item.term }}", "{{ item.meaning }}"),
    ("blocks/questions", "{{ item.question }}", "{{ block.questions[-1].question }}"),
    ("section", "in section.blocks", "in section.blocks|sort(attribute='kind')"),
    ("piece", "in piece.sections", "in piece.sections|reverse"),
    ("sources", "in piece.sources", "in piece.sources|reverse"),
    # hidden, covered, numbered otherwise
    ("blocks/text", '<p class="block text', '<p hidden class="block text'),
    ("blocks/text", '<p class="block text', '<p aria-hidden="true" class="block text'),
    ("blocks/text", "{{ block.text }}", "<!-- {{ block.text }} -->"),
    ("blocks/text", "{{ block.text }}", "<template>{{ block.text }}</template>"),
    ("blocks/text", "{{ block.text }}", "<del>{{ block.text }}</del>"),
    ("blocks/text", "{{ block.text }}", "<s>{{ block.text }}</s>"),
    ("blocks/text", "{{ block.text }}", "<u>{{ block.text }}</u>"),
    ("blocks/text", "{{ block.text }}", "<sup>{{ block.text }}</sup>"),
    ("blocks/text", "{{ block.text }}", "<q>{{ block.text }}</q>"),
    ("blocks/text", "{{ block.text }}", "<ruby>{{ block.text }}<rt>0</rt></ruby>"),
    ("blocks/text", "{{ block.text }}", "<bdo dir='rtl'>{{ block.text }}</bdo>"),
    ("blocks/text", "{{ block.text }}", "<span dir='rtl'>{{ block.text }}</span>"),
    ("blocks/text", "{{ block.text }}", "<span lang='ar'>{{ block.text }}</span>"),
    ("blocks/text", "{{ block.text }}", "<details>{{ block.text }}</details>"),
    ("blocks/text", "{{ block.text }}", "<input value='{{ block.text.text }}'>"),
    ("blocks/text", "{{ block.text }}", "<noscript>{{ block.text }}</noscript>"),
    ("blocks/text", "{{ block.text }}", "<div class='band'>{{ block.text }}</div>"),
    ("blocks/steps", '<ol class="block steps">', '<ol class="block steps" start="0">'),
    ("blocks/steps", '<ol class="block steps">', '<ol class="block steps" reversed>'),
    ("blocks/steps", '<li data-at', '<li value="7" data-at'),
    ("blocks/figure", "{{ figure.source }}", "press:handouts/neurology/every-block/figures/other.svg"),
    ("blocks/figure", "{{ figure.source }}", "{{ page.logo }}"),
    # heads, feet and the marks of a draft
    ("page", '<div class="band">{% include "draft.html" %}</div>', ""),
    ("page", '<div class="band-first">{% include "draft.html" %}</div>', ""),
    ("page", "{% if draft -%}\n<div", "{% if false -%}\n<div"),
    ("draft", "{{ mark.warning }}", ""),
    ("draft", "{{ mark.reasons }}", "{{ words.expired }}"),
    ("page", "{{ page.foot[1] }}", "{{ page.foot[0] }}"),
    ("page", "{{ page.foot[0] }}", "Version 7"),
    ("page", "{{ page.head }}", "{{ page.author }}"),
    ("page", 'data-identity="{{ page.foot[1] }}"', ""),
]  # fmt: skip


#: What a designer may do: templates of a project's own that print the same words.
FREE: list[tuple[str, str, str]] = [
    ("blocks/text", '<p class="block text{{ " lead" if block.lead }}" data-at="{{ block.text.at }}">{{ block.text }}</p>', "<div class='own'><p>{{ block.text }}</p></div>"),
    ("blocks/steps", "{{ item }}", '<div class="own"><span>{{ item }}</span></div>'),
    ("blocks/questions", "{{ item.answer }}", "<strong>{{ item.answer }}</strong>"),
    ("piece", '<p class="message"', '<p class="label">{{ words.main_message }}</p><p class="message"'),
    ("section", "<section>", '<section class="own" id="part-{{ section.blocks|length }}">'),
    ("languages", "{% if languages -%}", "{% if false -%}"),
    ("end", "{{ words.not_a_substitute }}", ""),
    ("end", "{{ clinic.address }} · ", "<br>{{ clinic.address }}<br>"),
    ("end", '<p class="contact">', '<p><strong>{{ clinic.phone }}</strong></p><p>{{ clinic.name }}</p><p class="contact">'),
    ("handout", '{% include "sources.html" %}\n{% include "end.html" %}', '{% include "end.html" %}\n{% include "sources.html" %}'),
    ("handout", '<main>\n{% include "piece.html" %}\n</main>\n{% include "sources.html" %}\n{% include "end.html" %}', '{% include "end.html" %}<main>\n{% include "piece.html" %}\n</main>\n{% include "sources.html" %}'),
    ("handout", '{% include "end.html" %}', ''),
    ("sources", "{{ words.sources }}", ""),
    ("page", "<body ", '<body class="own" '),
]  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(every_block.write(tmp_path_factory.mktemp("every-block")))


def filled(library: Library, root: Path, template: str, old: str, new: str) -> list[Problem]:
    """The problems of a sheet for which a project has one template of its own."""
    path = root / "templates" / f"{template}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (ENGINE / "templates" / f"{template}.html").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    edition = Edition("every-block", "en", "standard", "example-neurology")
    sheet, problems = markup.sheet(replace(library, root=root), edition, DRAFT)
    assert (sheet is None) == bool(errors(problems))
    return errors(problems)


@pytest.mark.parametrize(("template", "old", "new"), FAULTS, ids=[f"{one[0]}: {one[2] or one[1]}" for one in FAULTS])
def test_a_template_that_changes_words_is_named(library: Library, tmp_path: Path, template: str, old: str, new: str) -> None:
    problems = filled(library, tmp_path, template, old, new)
    assert problems, "silent"
    assert {problem.rule for problem in problems} == {"template-changes-words"}
    assert {problem.place.path for problem in problems} == {f"templates/{template}.html"}, [str(one) for one in problems]


@pytest.mark.parametrize(("template", "old", "new"), FREE, ids=[f"{one[0]}: {one[2] or one[1]}" for one in FREE])
def test_a_template_that_prints_the_same_words_is_free(library: Library, tmp_path: Path, template: str, old: str, new: str) -> None:
    assert filled(library, tmp_path, template, old, new) == []
