"""Drawing instructions -> text and paint, each with its place, size and colour (ISO 32000-1, 8 and 9).

A small interpreter: it follows the graphics state as far as it decides where something is, how large and in which
colour. Curves count as the box around their points. Written for what WeasyPrint and common tools write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, cast

import pikepdf

from press.pdf.fonts import FontCache
from press.pdf.graphics import (
    BLACK,
    SAME,
    Mark,
    Matrix,
    OpenRun,
    State,
    around,
    colour_of,
    dpi_of,
    family_of,
    is_rectangle,
    said_of,
    text_said,
    times,
)
from press.pdf.measured import MM, Colour, Page, Paint, Rectangle, Said, Shape, TextRun
from press.pdf.stretches import Stretches

_DEEPEST, _UNIT = 12, ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))  # forms within forms; the corners of a picture


def read_page(number: int, page: pikepdf.Page, fonts: FontCache) -> Page:
    """Measure one page, from the top left corner of what remains of it after trimming."""
    sheet = [float(edge) for edge in page.mediabox]
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    canvas = _Canvas((left, top), fonts)
    canvas.draw(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), 0)
    return Page(
        number=number,
        width=(right - left) * MM,
        height=(top - bottom) * MM,
        media=Rectangle((sheet[0] - left) * MM, (top - sheet[3]) * MM, (sheet[2] - left) * MM, (top - sheet[1]) * MM),
        turned=int(page.obj.get("/Rotate", 0)) % 360,
        runs=tuple(canvas.runs),
        paints=tuple(canvas.paints),
        words=canvas.words,
    )


class _Canvas:
    """Follows the instructions of one page."""

    def __init__(self, corner: tuple[float, float], fonts: FontCache) -> None:
        self._corner = corner
        self._fonts = fonts
        self._state = State()
        self._stack: list[State] = []
        self._text: Matrix = SAME
        self._line: Matrix = SAME
        self._outlines: list[list[tuple[float, float]]] = []
        self._clipping: bool | None = None  # the path also clips: by the even-odd rule or not
        self._marks: list[Mark] = []
        self._run: OpenRun | None = None
        self._resources: Any = None
        self._depth = 0
        self._order = 0
        self._stretches = Stretches()
        self.runs: list[TextRun] = []
        self.paints: list[Paint] = []
        self.words: dict[int, str] = {}

    def draw(self, stream: Any, resources: Any, depth: int) -> None:
        """Follow a page's or a form's instructions."""
        before = self._resources, self._depth
        self._resources, self._depth = resources, depth
        for operands, operator in cast(Any, pikepdf.parse_content_stream(self._stretches.shortened(stream))):
            name = str(operator)
            if self._run is not None and name not in _WITHIN_RUN:
                self._close_run()
            if (act := _ACTS.get(name)) is not None:
                act(self, operands)
        self._close_run()
        self._resources, self._depth = before

    # Places

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the paper."""
        a, b, c, d, e, f = self._state.matrix
        return self._on_paper(x * a + y * c + e, x * b + y * d + f)

    def _on_paper(self, x: float, y: float) -> tuple[float, float]:
        """A point of default user space in millimetres from the page's top left corner."""
        return (x - self._corner[0]) * MM, (self._corner[1] - y) * MM

    # Graphics state

    def push(self, _: Any) -> None:
        self._stack.append(replace(self._state))

    def pop(self, _: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def concatenate(self, operands: Any) -> None:
        self._state.matrix = times(tuple(float(one) for one in operands), self._state.matrix)  # type: ignore[arg-type]

    def line_width(self, operands: Any) -> None:
        self._state.line_width = float(operands[0])

    def settings(self, operands: Any) -> None:
        found = self._resource("/ExtGState", operands[0])
        if found is not None:
            self._state.take(found)

    def _resource(self, kind: str, name: Any) -> Any:
        return self._resources.get(kind, pikepdf.Dictionary()).get(str(name))

    # Colour

    def fill_space(self, operands: Any) -> None:
        self._state.fill_space, self._state.fill = str(operands[0]), BLACK
        self._state.fill_said = Said(self._family(operands[0]))

    def stroke_space(self, operands: Any) -> None:
        self._state.stroke_space, self._state.stroke = str(operands[0]), BLACK
        self._state.stroke_said = Said(self._family(operands[0]))

    def fill_colour(self, operands: Any) -> None:
        self._state.fill = colour_of(self._state.fill_space, operands)
        self._state.fill_said = said_of(self._state.fill_space, operands, self._state.fill_said.space)

    def stroke_colour(self, operands: Any) -> None:
        self._state.stroke = colour_of(self._state.stroke_space, operands)
        self._state.stroke_said = said_of(self._state.stroke_space, operands, self._state.stroke_said.space)

    def fill_device(self, operands: Any) -> None:
        self._state.fill, self._state.fill_said = colour_of("", operands), said_of("", operands)

    def stroke_device(self, operands: Any) -> None:
        self._state.stroke, self._state.stroke_said = colour_of("", operands), said_of("", operands)

    def _family(self, name: Any) -> str:
        found = self._resource("/ColorSpace", name) if isinstance(name, pikepdf.Name) else None
        return family_of(name if found is None else found)

    # Paths

    def move(self, operands: Any) -> None:
        self._outlines.append([])
        self.points(operands)

    def points(self, operands: Any) -> None:
        numbers = [float(one) for one in operands]
        if not self._outlines:
            self._outlines.append([])
        self._outlines[-1] += [self._place(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(one) for one in operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._outlines.append([self._place(*corner) for corner in corners])

    def clip(self, _: Any) -> None:
        self._clipping = False

    def clip_even_odd(self, _: Any) -> None:
        self._clipping = True

    def end_path(self, _: Any) -> None:
        if self._clipping is not None:
            self._state.clip = self._state.clip.common(self._area())
            self._state.frames += self._shape(self._clipping)
            self._clipping = None
        self._outlines.clear()

    def fill(self, operands: Any, even_odd: bool = False) -> None:
        self._paint("fill", self._area(), self._state.fill, self._state.fill_alpha, self._shape(even_odd))
        self.end_path(operands)

    def fill_even_odd(self, operands: Any) -> None:
        self.fill(operands, even_odd=True)

    def stroke(self, operands: Any) -> None:
        a, b, c, d, _e, _f = self._state.matrix
        line = self._state.line_width * abs(a * d - b * c) ** 0.5
        state = self._state
        self._paint(
            "stroke", self._area(line * MM / 2), state.stroke, state.stroke_alpha, said=state.stroke_said, line=line
        )
        self.end_path(operands)

    def fill_and_stroke(self, operands: Any) -> None:
        self._paint("fill", self._area(), self._state.fill, self._state.fill_alpha, self._shape(False))
        self.stroke(operands)

    def shade(self, operands: Any) -> None:
        found = self._resource("/Shading", operands[0])
        said = Said(self._family(found["/ColorSpace"]) if found is not None else "")
        self._paint("shading", self._state.clip, None, self._state.fill_alpha, said=said)

    def _area(self, more: float = 0.0) -> Rectangle:
        return around([point for outline in self._outlines for point in outline], more)

    def _shape(self, even_odd: bool) -> tuple[Shape, ...]:
        """The path that was drawn, unless it is one upright rectangle, which its area says as well."""
        outlines = tuple(tuple(outline) for outline in self._outlines if outline)
        if len(outlines) == 1 and is_rectangle(outlines[0]):
            return ()
        return (Shape(outlines, even_odd),)

    def _paint(
        self, kind: str, area: Rectangle, colour: Colour | None, alpha: float, shape: tuple[Shape, ...] = (),
        said: Said | None = None, line: float = 0.0, dpi: float = 0.0,
    ) -> None:  # fmt: skip
        self._order += 1
        area = area.common(self._state.clip)
        thin = Rectangle(area.left - 1e-6, area.top - 1e-6, area.right + 1e-6, area.bottom + 1e-6)
        if not thin.is_empty:
            shapes = self._state.frames + shape
            said, artifact = said or self._state.fill_said, self._in_artifact()
            self.paints.append(Paint(kind, area, colour, alpha, self._order, artifact, shapes, said, line, dpi))

    # Pictures and forms

    def show_object(self, operands: Any) -> None:
        found = self._resource("/XObject", operands[0])
        if found is None:
            return
        if str(found.get("/Subtype")) != "/Form":
            area, state = around([self._place(*corner) for corner in _UNIT]), self._state
            mask = bool(found.get("/ImageMask", False))
            said = state.fill_said if mask else Said(self._family(found.get("/ColorSpace", pikepdf.Name.DeviceGray)))
            self._paint("image", area, None, state.fill_alpha, said=said, dpi=dpi_of(found, state.matrix))
        elif self._depth < _DEEPEST:
            self.push(operands)
            if "/Matrix" in found:
                self.concatenate(found.Matrix)
            x1, y1, x2, y2 = (float(edge) for edge in found.get("/BBox", (0, 0, 0, 0)))
            frame = around([self._place(x, y) for x, y in ((x1, y1), (x2, y1), (x1, y2), (x2, y2))])
            self._state.clip = self._state.clip.common(frame)
            if "/Group" in found:  # painted apart, then laid down as a whole, as see-through as the state says
                self._state.group_alpha = self._state.stroke_alpha = self._state.fill_alpha
            self.draw(found, found.get("/Resources", self._resources), self._depth + 1)
            self.pop(operands)

    def inline_picture(self, operands: Any) -> None:
        self._paint("image", around([self._place(*corner) for corner in _UNIT]), None, self._state.fill_alpha, said=Said("inline picture"))

    # Marked content

    def begin_marked(self, operands: Any) -> None:
        properties: Any = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = self._resource("/Properties", properties)
        if not isinstance(properties, pikepdf.Dictionary):
            properties = pikepdf.Dictionary()
        mcid = int(properties["/MCID"]) if "/MCID" in properties else None
        actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
        tag = str(operands[0])
        self._marks.append(Mark(mcid, tag == "/Artifact", actual, tag == "/ReversedChars"))

    def end_marked(self, _: Any) -> None:
        if not self._marks:
            return
        mark = self._marks.pop()
        text = "".join(mark.parts) if mark.actual is None else mark.actual
        if mark.mcid is not None:
            self.words[mark.mcid] = self.words.get(mark.mcid, "") + text
        elif self._marks and not mark.artifact:
            self._marks[-1].parts.append(text)

    def _in_artifact(self) -> bool:
        return any(mark.artifact for mark in self._marks)

    # Text

    def begin_text(self, _: Any) -> None:
        self._text = self._line = SAME

    def font(self, operands: Any) -> None:
        found = self._resource("/Font", operands[0])
        self._state.font = None if found is None else self._fonts.codes(found)
        self._state.size = float(operands[1])

    def text_matrix(self, operands: Any) -> None:
        self._text = self._line = tuple(float(one) for one in operands)  # type: ignore[assignment]

    def next_line(self, operands: Any) -> None:
        self._text = self._line = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._line)

    def next_line_leading(self, operands: Any) -> None:
        self._state.leading = -float(operands[1])
        self.next_line(operands)

    def new_line(self, _: Any) -> None:
        self.next_line((0, -self._state.leading))

    def text_setting(self, name: str, scale: float, operands: Any) -> None:
        setattr(self._state, name, float(operands[0]) * scale)

    def text_mode(self, operands: Any) -> None:
        self._state.mode = int(operands[0])

    def show(self, operands: Any) -> None:
        self._show([bytes(operands[0])])

    def show_array(self, operands: Any) -> None:
        self._show(self._stretches.items(operands[0]))

    def show_next_line(self, operands: Any) -> None:
        self.new_line(operands)
        self._show([bytes(operands[-1])])

    def show_spaced(self, operands: Any) -> None:
        self._state.word_space, self._state.letter_space = float(operands[0]), float(operands[1])
        self.show_next_line(operands)

    def _show(self, items: Iterable[bytes | float]) -> None:
        if self._run is None:
            self._run = OpenRun(times(self._text, self._state.matrix))
        self._text = times((1, 0, 0, 1, self._run.show(items, self._state), 0), self._text)

    def _close_run(self) -> None:
        """End the text that is being shown: what comes next has another font, line or colour."""
        run, self._run = self._run, None
        if run is None or not run.glyphs:
            return
        state = self._state
        # ISO 32000-1, 14.8.2.3.3: a text that runs from right to left is shown from left to right, and marked so.
        turned = bool(self._marks) and self._marks[-1].reversed
        text = "".join(run.letters[::-1] if turned else run.letters)
        if self._marks:
            self._marks[-1].parts.append(text)
        self._order += 1
        a, b, c, d, e, _ = run.matrix
        size = state.size * (c * c + d * d) ** 0.5
        area = around([self._on_paper(*corner) for corner in run.corners(state.size)])
        mark = next((one for one in reversed(self._marks) if one.mcid is not None), None)
        self.runs.append(
            TextRun(
                text=text,
                font=state.font.name if state.font else "",
                size=size,
                area=area,
                clip=state.clip,
                colour=state.fill,
                alpha=state.fill_alpha,
                order=self._order,
                mcid=mark.mcid if mark else None,
                artifact=self._in_artifact(),
                upright=abs(b) < 1e-6 and abs(c) < 1e-6 and d > 0 and 0.8 < a / d < 1.25,
                visible=state.mode in {0, 1, 2, 4, 5, 6} and not state.masked,
                glyphs=run.glyphs,
                unknown_glyphs=run.unknown,
                said=text_said(state),
                letters=tuple(run.letters), starts=tuple(run.starts), pen=((e - self._corner[0]) * MM, a * MM),
            )
        )


def _setting(name: str, scale: float = 1.0) -> Callable[[_Canvas, Any], None]:
    return lambda canvas, operands: canvas.text_setting(name, scale, operands)


#: Operators that do not end a run of text: more text, a shift up and back (WeasyPrint places vowel signs with it).
_WITHIN_RUN = {"Tj", "TJ", "Ts"}

#: Operator -> what it does here (ISO 32000-1, annex A). Operators that are not listed change nothing that matters.
_ACTS: dict[str, Callable[[_Canvas, Any], None]] = {
    "q": _Canvas.push,
    "Q": _Canvas.pop,
    "cm": _Canvas.concatenate,
    "w": _Canvas.line_width,
    "gs": _Canvas.settings,
    "cs": _Canvas.fill_space,
    "CS": _Canvas.stroke_space,
    "sc": _Canvas.fill_colour,
    "scn": _Canvas.fill_colour,
    "SC": _Canvas.stroke_colour,
    "SCN": _Canvas.stroke_colour,
    **dict.fromkeys(("g", "rg", "k"), _Canvas.fill_device),
    **dict.fromkeys(("G", "RG", "K"), _Canvas.stroke_device),
    "m": _Canvas.move,
    **dict.fromkeys(("l", "c", "v", "y"), _Canvas.points),
    "re": _Canvas.rectangle,
    "W": _Canvas.clip,
    "W*": _Canvas.clip_even_odd,
    "n": _Canvas.end_path,
    **dict.fromkeys(("f", "F"), _Canvas.fill),
    "f*": _Canvas.fill_even_odd,
    **dict.fromkeys(("S", "s"), _Canvas.stroke),
    **dict.fromkeys(("B", "B*", "b", "b*"), _Canvas.fill_and_stroke),
    "sh": _Canvas.shade,
    "Do": _Canvas.show_object,
    "INLINE IMAGE": _Canvas.inline_picture,
    **dict.fromkeys(("BMC", "BDC"), _Canvas.begin_marked),
    "EMC": _Canvas.end_marked,
    "BT": _Canvas.begin_text,
    "Tf": _Canvas.font,
    "Tm": _Canvas.text_matrix,
    "Td": _Canvas.next_line,
    "TD": _Canvas.next_line_leading,
    "T*": _Canvas.new_line,
    "Tc": _setting("letter_space"),
    "Tw": _setting("word_space"),
    "Tz": _setting("stretch", 0.01),
    "TL": _setting("leading"),
    "Tr": _Canvas.text_mode,
    "Tj": _Canvas.show,
    "TJ": _Canvas.show_array,
    "'": _Canvas.show_next_line,
    '"': _Canvas.show_spaced,
}
