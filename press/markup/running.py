"""What runs along with the pages: head, foot, the marks of a draft; and how tall they make the margins."""

from __future__ import annotations

from dataclasses import dataclass

from press.language import Language
from press.library import Brand, Variant
from press.markup import bidi, margins
from press.markup.margins import Margins
from press.markup.prose import Passage, Voice
from press.review import Standing

SLOT = "\uf8f0"  # stands for the fingerprint until it is known; a private character, which no text that prints can hold
_MARK = "AAAAA AAAAA"  # wider than all but one in some thousand fingerprints: capitals are wider than digits


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a draft, for the head of every page: the warning to patients, and the reasons for the clinic."""

    warning: Passage
    reasons: Passage
    working: Language
    one_line: bool  # whether both fit beside each other


@dataclass(frozen=True, slots=True)
class Running:
    """Heads, feet and marks of one edition."""

    voice: Voice
    working: Voice
    brand: Brand
    variant: Variant
    standing: Standing
    slug: str
    version: int

    @property
    def size(self) -> float:
        """Type size in points: the variant's smallest."""
        return max(self.variant.proves.smallest_type, 12.0)

    @property
    def width(self) -> float:
        """Width of head and foot in millimetres."""
        return self.brand.page_size[0] - 2 * margins.side_of(self.variant)

    @property
    def leading(self) -> float:
        """Line height: closer than text, but never so close that a tall script touches itself."""
        return max(margins.LEADING, self.voice.language.line_height - 0.2)

    @property
    def stacked(self) -> bool:
        """Whether the page number leads the foot's first line: large print has no room beside it."""
        return self.size > 14

    def head(self, title: str) -> str:
        """``Topic · Clinic`` on one line; where both do not fit, the topic alone."""
        direction = self.voice.language.direction
        topic = bidi.isolated(bidi.marked(title, direction, self.voice.language.native_order), direction)
        if self._lines(f"{title} · {self.brand.name}") > 1:
            return topic
        return f"{topic} · {bidi.isolated(self.brand.name)}"

    def foot(self) -> tuple[str, str]:
        """``Version 1 · English`` and ``botox-chronic-migraine · 7K3M9 QXA2C``."""
        language = self.voice.language
        version = language.words.version.replace("{version}", str(self.version))
        said = f"{bidi.isolated(version, language.direction)} · {language.endonym}"
        return said, f"{bidi.isolated(self.slug, 'ltr')} · {bidi.isolated(SLOT, 'ltr')}"

    def measure(self, title: str) -> Margins:
        """The margins of every page, from the lines that head and foot need at most."""
        head = margins.height(self._lines(self.head(title)), self.size, self.leading)
        top = margins.EDGE + head + margins.GAP
        least = self.variant.proves.margin
        first = max(16.0, least)
        top = max(top, least)
        mark = self.mark()
        if mark:
            first = max(margins.PAPER + self._mark_height(mark) + margins.GAP, least)
            top = first  # no room for both: the foot names the sheet; a draft has the pages of its release
        said, named = self.foot()
        folio = self.voice.language.words.page.format(page=88, pages=88)
        named = named.replace(SLOT, _MARK)
        if self.stacked:
            foot = self._lines(f"{folio} · {said}\n{named}")
        else:
            foot = self._lines(f"{said} · {named}", self.width * 0.75)
        bottom = margins.EDGE + 2 + margins.height(foot, self.size, self.leading) + margins.GAP
        return Margins(margins.side_of(self.variant), first, top, max(bottom, least), self.size, self.leading)

    def mark(self) -> Mark | None:
        """The mark of a draft, short enough to leave room for the text; every reason stands at the end of the sheet."""
        if self.standing.released:
            return None
        reasons = self.reasons(self.working)
        shown = reasons[:1]
        for reason in reasons[1:]:
            longer = self.together(self.working, [*shown, reason])
            if self._bold_lines(longer, self.working) > 1:
                break
            shown.append(reason)
        warning, said = self.voice.fixed("draft_warning", bold=True), self.together(self.working, shown)
        beside = f"{warning.text} {said.text}"
        room = self.width - 2 * margins.FRAME
        one_line = margins.lines(beside, self.size, room, self.voice.language, bold=True) == 1
        return Mark(warning, said, self.working.language, one_line)

    def together(self, voice: Voice, reasons: list[Passage]) -> Passage:
        """``DRAFT · Not clinically reviewed``."""
        return voice.listed([voice.fixed("draft", bold=True), *reasons])

    def _mark_height(self, mark: Mark) -> float:
        count = (
            1
            if mark.one_line
            else self._bold_lines(mark.warning, self.voice) + self._bold_lines(mark.reasons, self.working)
        )
        return margins.FRAME / 2 + margins.height(count, self.size, self.leading)

    def _bold_lines(self, passage: Passage, voice: Voice) -> int:
        return margins.lines(passage.text, self.size, self.width - margins.FRAME, voice.language, bold=True)

    def _lines(self, text: str, width: float = 0.0) -> int:
        return margins.lines(text, self.size, width or self.width, self.voice.language)

    def reasons(self, voice: Voice) -> list[Passage]:
        """Why this is a draft, the weightiest reason first."""
        return [voice.fixed(mark, bold=True) for mark in self.standing.marks if mark != "draft"]
