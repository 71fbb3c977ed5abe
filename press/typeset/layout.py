"""Is every word of the page on the paper? A walk over the boxes as they were laid out.

WeasyPrint says nothing when text is cut off by ``overflow: hidden``, runs out of a fixed height or off the paper, or
lies over other text. Text extraction does not show it either: the words are all in the file. Only the boxes tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from press.problem import Problem, Severity
from press.typeset import altered
from press.typeset.places import Places

Box = Any
_SLACK = 1.0  # CSS pixels (0.26 mm): rounding, side bearings
_SVG = "{http://www.w3.org/2000/svg}"


class Area(NamedTuple):
    """A rectangle in CSS pixels from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Area) -> bool:
        """Whether it lies inside another one, give or take a pixel."""
        return (
            self.left >= other.left - _SLACK
            and self.top >= other.top - _SLACK
            and self.right <= other.right + _SLACK
            and self.bottom <= other.bottom + _SLACK
        )

    def common(self, other: Area) -> Area:
        """What two rectangles have in common (it may be inside out)."""
        return Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known about the boxes around a box."""

    clip: Area
    sides: Area | None = None  # padding box of the nearest block
    floor: float | None = None  # where the nearest fixed height ends
    element: Any = None  # the nearest element
    margin: bool = False  # inside a page margin box
    fading: bool = False
    moved: bool = False
    flexed: int = 0  # inside so many flex or grid boxes
    direction: str = ""  # as the elements say, not the styles
    turned_round: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of text on one line, or a picture."""

    box: Box
    area: Area
    around: _Around

    @property
    def words(self) -> str:
        """The first words, to recognise it by."""
        text = " ".join(getattr(self.box, "text", "").split())
        return text if len(text) <= 40 else f"{text[:37]}…"


def inspect(document: Any, root: Any, places: Places) -> list[Problem]:
    """Every fault of the layout, each at the place of its text, with the number of the page."""
    found: list[Problem] = []
    printed: dict[Any, list[str]] = {}
    for number, page in enumerate(document.pages, 1):
        page_box = page._page_box
        lines = list(_lines(page_box))
        paper = Area(0, 0, page_box.margin_width(), page_box.margin_height())
        content = _content(page_box)
        seen: set[tuple[Any, str]] = set()
        for line in lines:
            if isinstance(line.box, boxes.TextBox):
                printed.setdefault(line.box.element, []).append(line.box.text)
            if fault := _fault(line, paper, content):
                key = line.around.element, fault[0]
                if key not in seen:  # a paragraph that is cut off has many lines, and one fault
                    seen.add(key)
                    found.append(_problem(line, number, fault, places))
        found += _overlaps(lines, number, places)
        found += _nested(lines, places)
        found += _alone(lines, number, number == len(document.pages), places)
    return [*found, *_missing(root, printed, places)]


def let_go(document: Any) -> bool:
    """Allow breaks inside each box that was to be kept whole and is longer than a page; whether there was one.

    WeasyPrint keeps such a box, and the heading before it, from the rest of the page, and breaks it on the next all the
    same: the heading is left alone on a page. Let go, it begins below its heading.
    """
    pages: dict[Any, set[int]] = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if box.element is not None and isinstance(box, boxes.BlockLevelBox) and box.style["break_inside"] in _KEPT:
                pages.setdefault(box.element, set()).add(number)
    long = [element for element, numbers in pages.items() if len(numbers) > 1 and element.tag not in ("html", "body")]
    for element in long:
        element.set("style", f"{element.get('style', '').rstrip('; ')};break-inside:auto".lstrip(";"))
    return bool(long)


_KEPT = ("avoid", "avoid-page")


def _alone(lines: list[_Line], number: int, last: bool, places: Places) -> Iterator[Problem]:
    """A page on which headings stand and nothing that they announce."""
    inside = [line for line in lines if not line.around.margin]
    if inside and not last and all(_headed(line.around.element, places) for line in inside):
        remedy = "Shorten what follows it, or let it break in the style sheet."
        fault = f'page {number} holds the heading "{inside[0].words}" and nothing else'
        yield Problem(places.of_element(inside[0].around.element), "page-of-a-heading", fault, remedy, Severity.REVIEW)


def _headed(element: Any, places: Places) -> bool:
    while element is not None:
        if element.tag in ("h2", "h3", "h4", "h5", "h6"):
            return True
        element = places.parent_of(element)
    return False


def _nested(lines: list[_Line], places: Places) -> Iterator[Problem]:
    """Flex or grid inside flex or grid: each level more than doubles the time that WeasyPrint needs."""
    if line := next((line for line in lines if line.around.flexed > 1), None):
        fault = f'"{line.words}" stands in a flex or grid box inside another: that is laid out many times over'
        remedy = "Use a table, inline blocks or margins for one of the two."
        place = places.of_element(line.around.element)
        yield Problem(place, "slow-style", fault, remedy, Severity.REVIEW)


def _problem(line: _Line, number: int, fault: tuple[str, str, str], places: Places) -> Problem:
    rule, says, remedy = fault
    what = f'"{line.words}"' if line.words else "a picture"
    return Problem(places.of_element(line.around.element), rule, f"{what} on page {number} {says}", remedy)


def _fault(line: _Line, paper: Area, content: Area) -> tuple[str, str, str] | None:
    """What is wrong with one line or picture: rule, fault, remedy."""
    around, area = line.around, line.area
    shorter = "Shorten it, or change the style sheet so that the box can grow."
    wider = "Shorten it, allow a line break in it, or give it more width in the style sheet."
    is_text = isinstance(line.box, boxes.TextBox)
    if around.fading:
        return "see-through", "is made see-through", "Give it a lighter colour instead of opacity."
    if not is_text:
        outside = not area.within(paper if around.margin else content) or not area.within(around.clip)
        if outside:
            return "picture-off-page", "does not fit on the page", "Make it smaller: max-width 100%."
        return altered.picture(line.box, around.moved)
    if line.box.style["visibility"] != "visible" or line.box.style["font_size"] < 1:
        return "text-hidden", "is hidden", "Take it out of the text, or show it."
    if around.turned_round:
        return altered.TURNED_ROUND
    if fault := altered.letters(line.box.style, "" if around.margin else around.direction):
        return fault
    if around.moved and around.margin:
        return None  # its place is measured in the finished PDF
    if around.moved:
        return "text-transformed", "is turned or moved after layout", "Take the transform away from text."
    if not area.within(paper):
        return "text-off-page", "runs off the paper", wider
    if not area.within(around.clip):
        return "text-clipped", "is cut off", shorter
    if not around.margin and not area.within(content):
        return "text-in-margin", "runs into the margin of the page", wider
    if around.sides and (area.left < around.sides.left - _SLACK or area.right > around.sides.right + _SLACK):
        return "text-overflows", "is wider than its box", wider
    if around.floor is not None and area.bottom > around.floor + _SLACK:
        return "text-overflows", "is taller than its box", shorter
    return None


def _lines(page_box: Box) -> Iterator[_Line]:
    everywhere = Area(float("-inf"), float("-inf"), float("inf"), float("inf"))
    yield from _walk(page_box, _Around(everywhere))


def _walk(box: Box, around: _Around) -> Iterator[_Line]:
    box = getattr(box, "_box", box)  # an absolutely positioned box stands behind a placeholder
    around = _inside(box, around)
    if isinstance(box, boxes.TextBox):
        if box.text.strip():
            yield _Line(box, _text_area(box), around)
    elif isinstance(box, boxes.ReplacedBox):
        left, top = box.content_box_x(), box.content_box_y()
        yield _Line(box, Area(left, top, left + box.width, top + box.height), around)
    else:
        for child in box.children:
            yield from _walk(child, around)


def _inside(box: Box, around: _Around) -> _Around:
    """What is known inside a box."""
    style = box.style
    changes: dict[str, Any] = {}
    if box.element is not None and "::" not in str(box.element_tag):
        changes["element"] = box.element
        if box.element.get("dir"):
            changes["direction"] = box.element.get("dir")
    if isinstance(box, boxes.MarginBox):
        changes["margin"] = True
    if isinstance(box, boxes.FlexContainerBox | boxes.GridContainerBox):
        changes["flexed"] = around.flexed + 1
    if style["opacity"] < 1:
        changes["fading"] = True
    if style["unicode_bidi"] not in altered.ORDERLY:
        changes["turned_round"] = True
    if style["transform"]:
        changes["moved"] = True
    if not isinstance(box, boxes.PageBox | boxes.TextBox | boxes.LineBox) and hasattr(box, "width"):
        if style["overflow"] != "visible":
            changes["clip"] = around.clip.common(_padding(box))
        if isinstance(box, boxes.BlockContainerBox):
            changes["sides"] = None if box.is_outside_marker else _padding(box)
        if _has_fixed_height(box):
            changes["floor"] = _padding(box).bottom
    return replace(around, **changes) if changes else around


def _has_fixed_height(box: Box) -> bool:
    if not isinstance(box, boxes.BlockContainerBox) or isinstance(box, boxes.MarginBox | boxes.TableCellBox):
        return False
    limit = box.style["max_height"]
    return box.style["height"] != "auto" or (hasattr(limit, "value") and limit.value != float("inf"))


def _padding(box: Box) -> Area:
    left, top = box.padding_box_x(), box.padding_box_y()
    return Area(left, top, left + box.padding_width(), top + box.padding_height())


def _content(box: Box) -> Area:
    left, top = box.content_box_x(), box.content_box_y()
    return Area(left, top, left + box.width, top + box.height)


def _text_area(box: Box) -> Area:
    """Where the letters are: from the height of capitals to a little under the base line."""
    base = box.position_y + box.baseline
    size = box.style["font_size"]
    left = box.position_x + getattr(box, "press_hang", 0)
    return Area(left, base - 0.7 * size, left + box.width, base + 0.1 * size)


def _overlaps(lines: list[_Line], number: int, places: Places) -> Iterator[Problem]:
    """Texts that lie over each other: negative margins, fixed heights, absolute positions, crowded running heads."""
    still = [line for line in lines if isinstance(line.box, boxes.TextBox) and not line.around.moved]
    texts = sorted(still, key=lambda line: line.area.top)
    reported: set[Any] = set()
    for i, one in enumerate(texts):
        for other in texts[i + 1 :]:
            if other.area.top >= one.area.bottom - _SLACK:
                break
            common = one.area.common(other.area)
            if common.right - common.left > _SLACK and common.bottom - common.top > _SLACK:
                late = max(one, other, key=lambda line: (line.around.margin is False, line.area.top))
                if late.around.element in reported:
                    continue
                reported.add(late.around.element)
                early = other if late is one else one
                fault = f'lies over "{early.words}"'
                yield _problem(late, number, ("text-overlaps", fault, "Give it more room in the style sheet."), places)


def _missing(root: Any, printed: dict[Any, list[str]], places: Places) -> Iterator[Problem]:
    """Passages with a ``data-at`` of which not every letter is on some page."""
    body = root.find("body")
    todo = [] if body is None else [(body, False)]
    while todo:
        element, wanted = todo.pop()
        if not isinstance(element.tag, str) or element.tag.startswith(_SVG) or element.tag in {"style", "script"}:
            continue
        wanted = wanted or element.get("data-at") is not None
        todo += [(child, wanted) for child in element]
        own = _squeeze((element.text or "") + "".join(child.tail or "" for child in element))
        if wanted and own and Counter(own) - Counter(_squeeze("".join(printed.get(element, ())))):
            words = " ".join("".join(element.itertext()).split())
            shown = words if len(words) <= 40 else f"{words[:37]}…"
            remedy = "A style sheet hides it, or drops the end of it. Every word of the text must be printed."
            yield Problem(places.of_element(element), "text-missing", f'"{shown}" is not wholly on any page', remedy)


def _squeeze(text: str) -> str:
    """Letters only, as far as style sheets cannot change them: no spaces, no break marks, no capitals."""
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split()).casefold()
