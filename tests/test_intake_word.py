"""Word files: constructs of every kind that a reader can lose, each written as XML. What is said is said right, or a gap holds it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

import pytest
from leaflets import draft_of, gaps, said
from word_files import HEADER, cell, par, picture, row, run, table, word_file

from press.intake import intake
from press.intake.word import numbering

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
VANISH, STRIKE = "<w:vanish/>", "<w:strike/>"
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
HIGH, LOW = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
FRAME = "<w:pBdr>" + "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right")) + "</w:pBdr>"


def deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2" w:author="x">{run(text)}</w:ins>'


def mark(what: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{what}"/></w:r>'


def field(instruction: str, result: str | None = None) -> str:
    shown = "" if result is None else mark("separate") + run(result)
    return f'{mark("begin")}<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>{shown}{mark("end")}'


def maths(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def over(above: str, below: str) -> str:
    return f"<m:f><m:num>{m(above)}</m:num><m:den>{m(below)}</m:den></m:f>"


def drawn(inner: str) -> str:
    return (
        f'<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="d"/><a:graphic><a:graphicData uri="x">{inner}'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def box(text: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{par(text)}</w:txbxContent></wps:txbx></wps:wsp>"


def items(*lines: tuple[str, int], list_id: int = 1) -> list[str]:
    return [par(text, item=(list_id, level)) for text, level in lines]


def styled(name: str, look: str, kind: str = "character") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'


CHECK = '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>'

# Body; what it must say; what only gaps may hold; what stands nowhere in the text.
Case = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[str]]
CASES: dict[str, Case] = {
    # lists
    "three deep": (items(("A:", 0), ("a1", 1), ("i1", 2), ("i2", 2), ("a2", 1), ("B", 0)), ["1. A: a. a1 (i. i1; ii. i2); b. a2", "2. B"], [], []),
    "bullets of another list, set further in": (
        [par("Do not take:", item=(1, 0), props='<w:ind w:left="360"/>'), par("aspirin", item=(2, 0), props='<w:ind w:left="720"/>'),
         par("You can take:", item=(1, 0), props='<w:ind w:left="360"/>'), par("paracetamol", item=(2, 0), props='<w:ind w:left="720"/>')],
        ["1. Do not take: aspirin", "2. You can take: paracetamol"], [], [],
    ),
    "restart": ([*items(("one", 0), ("two", 0)), par("Later."), *items(("anew", 0), list_id=5)], ["1. one", "2. two", "Later.", "1. anew"], [], []),
    "begins at 4": (items(("four", 0), ("five", 0), list_id=3), ["4. four", "5. five"], [], []),
    "letters in brackets": (items(("x", 0), ("y", 0), list_id=4), ["(A) x", "(B) y"], [], []),
    "goes on under a heading": ([*items(("one", 0)), par("More", style="Heading2"), *items(("two", 0))], ["1. one", "2. two"], [], []),
    "goes on after a table": ([*items(("one", 0)), table(row("a", "b")), *items(("two", 0))], ["1. one", "2. two"], [], []),
    "numbered headings": ([par("What", style="Heading2", item=(1, 0)), par("x"), par("How", style="Heading2", item=(1, 0)), par("y")], ["1. What", "2. How"], [], []),
    "typed": ([par("1. Wash."), par("2. Dry."), par("• a"), par("• b"), par("a) x"), par("b) y"), par("8. alone")],
              ["1. Wash.", "2. Dry.", "a", "b", "a) x", "b) y", "8. alone"], [], []),
    "bullets set in no further than their number": (
        [par("Do not take:", item=(1, 0)), par("aspirin", item=(2, 0)), par("ibuprofen", item=(2, 0)), par("You may take:", item=(1, 0)),
         par("paracetamol", item=(2, 0)), par("Rest", item=(1, 0)), par("in bed", item=(2, 0)), par("Drink", item=(1, 0))],
        ["1. Do not take: aspirin; ibuprofen", "2. You may take: paracetamol", "3. Rest: in bed", "4. Drink"], [], [],
    ),
    "bullets after the last number": ([*items(("one", 0), ("two", 0)), *items(("a", 0), ("b", 0), list_id=2)], ["1. one", "2. two", "a", "b"], [], []),
    "lists of other looks, one after another": ([*items(("one", 0)), *items(("x", 0), ("y", 0), list_id=4), *items(("four", 0), list_id=3)],
                                                ["1. one", "(A) x", "(B) y", "4. four"], [], []),
    "an item's second paragraph, in a list without labels": (
        [*items(("Open.", 0)), par("Wait 30 minutes.", item=(6, 0)), *items(("Push.", 0), ("hard", 1)), par("More of it.", item=(6, 0)), *items(("Rest.", 0))],
        ["1. Open. Wait 30 minutes.", "2. Push. a. hard; More of it.", "3. Rest."], [], [],
    ),
    "typed, and set in by hand": (
        [par("1.", "<w:r><w:tab/></w:r>", "Do not take:", props='<w:ind w:left="360" w:hanging="360"/>'), par("•", "<w:r><w:tab/></w:r>", "aspirin", props='<w:ind w:left="720" w:hanging="360"/>'),
         par("•", "<w:r><w:tab/></w:r>", "ibuprofen", props='<w:ind w:left="720" w:hanging="360"/>'), par("– 200 mg", props='<w:ind w:left="1080"/>'), par("– 400 mg", props='<w:ind w:left="1080"/>'),
         par("Not even once.", props='<w:ind w:left="360"/>'), par("2. You may take:", props='<w:ind w:left="360"/>'), par("• paracetamol", props='<w:ind w:left="720"/>'), par("After.")],
        ["1. Do not take: aspirin; ibuprofen (200 mg; 400 mg); Not even once.", "2. You may take: paracetamol", "After."], [], [],
    ),
    "typed, set in no further": ([par("1. Do not take:"), par("• aspirin"), par("• ibuprofen"), par("2. You may take:"), par("• paracetamol"), par("After.")],
                                 ["1. Do not take: aspirin; ibuprofen", "2. You may take: paracetamol", "After."], [], []),
    "typed, and set in anyhow": ([par("1. Wash."), par("2. Dry.", props='<w:ind w:left="700"/>'), par("3. Rest.", props='<w:ind w:left="200"/>')], ["1. Wash.", "2. Dry.", "3. Rest."], [], []),
    "bold names of columns": ([table(row(*(cell(par(run(text, "<w:b/>"))) for text in ("Drug", "Dose")), props=HEADER), row("A", "5 mg"))], ["Drug | Dose", "A | 5 mg"], [], []),
    "a bold heading": ([par(run("How ", "<w:b/>"), run("to", "<w:b/>"), style="Heading2"), par("x")], ["How to"], [], []),
    "an equation in TeX": ([par("Take $\\frac{1}{2}$ tablet.")], ["Take $\\frac{1}{2}$ tablet."], ["typed in TeX"], []),
    "an empty item counts": ([*items(("one", 0)), par("", item=(1, 0)), *items(("three", 0))], ["1. one", "3. three"], [], []),
    # struck out, hidden, changed
    "struck in two ways, and by styles": (
        [par("Take ", run("4", STRIKE), run("5", "<w:dstrike/>"), run("6", '<w:rStyle w:val="Struck"/>'), " 2."), par("All gone 7", style="Gone")],
        ["Take 2."], ["456", "All gone 7"], ["4", "5", "6", "gone"],
    ),
    "a strike that is switched off": ([par("Take ", run("2", '<w:strike w:val="0"/>'), run(" tablets", '<w:dstrike w:val="false"/>'))], ["Take 2 tablets"], [], []),
    "hidden in many ways": (
        [par(run("H1 ", VANISH), run("H2 ", '<w:vanish w:val="on"/>'), run("H3 ", '<w:rStyle w:val="Unseen"/>'), run("H4 ", '<w:color w:val="FFFFFF"/>'),
             run("H5 ", '<w:sz w:val="2"/>'), "seen")],
        ["seen"], ["H1 H2 H3 H4 H5"], ["H1", "H2", "H3", "H4", "H5"],
    ),
    "tracked": ([par("Take ", deleted("5"), inserted("10"), " mg.")], ["Take 10 mg."], ["“5”", "“10”"], ["510", "5"]),
    "moved": ([par(f"<w:moveFrom>{run('Stop at 38.')}</w:moveFrom>", "Rest."), par(f"<w:moveTo>{run('Stop at 38.')}</w:moveTo>", " End.")],
              ["Rest.", "Stop at 38. End."], ["Moved away"], []),
    "deleted inside inserted": ([par("Take ", f"<w:ins>{deleted('9')}{run('2')}</w:ins>", " a day.")], ["Take 2 a day."], ["“9”"], ["9"]),
    "moved inside moved": ([par(f"<w:moveFrom><w:moveFrom>{run('Never 9.')}</w:moveFrom></w:moveFrom>", "Rest.")], ["Rest."], ["Never 9."], ["9"]),
    "a deleted end of a paragraph": ([par("Take 2 ", props="<w:rPr><w:del/></w:rPr>"), par("tablets.")], ["Take 2 tablets."], [], []),
    "a hidden end of a paragraph": ([par("Take 2", props="<w:rPr><w:vanish/></w:rPr>"), par(" tablets.")], ["Take 2 tablets."], [], []),
    # line ends and hyphens
    "breaks between numbers": (
        [par("5", '<w:r><w:br w:type="page"/></w:r>', "10 mg"), par("6", "<w:r><w:ptab/></w:r>", "11 mg"), par("7", "<w:r><w:cr/></w:r>", "12 mg"),
         par("8", "<w:r><w:noBreakHyphen/></w:r>", "13 mg"), par("9", "<w:r><w:tab/></w:r>", "14 mg")],
        ["5", "10 mg", "6 11 mg", "7", "12 mg", "8-13 mg", "9 14 mg"], [], ["510", "611", "712", "813"],
    ),
    "a hyphen that shows at a line's end only": ([par("Take 2", "<w:r><w:softHyphen/></w:r>", "3 tab\u00adlets.")], ["Take 23 tablets."], ["After “Take 2”"], []),
    "a drop cap": ([par("T", props='<w:framePr w:dropCap="drop"/>'), par("ake 2 tablets.")], ["Take 2 tablets."], [], []),
    # raised, equations, signs
    "raised and lowered": (
        [par("10", run("9", HIGH), "/L, CO", run("2", LOW), ", 38", run("o", HIGH), "C, 4", run("th", HIGH), " day, weak", run("a", HIGH), ", 3",
             run("1", HIGH), "/", run("4", LOW), ", 1", run("0", HIGH), run("8", HIGH), ", E", run("9", '<w:position w:val="6"/>'))],
        ["10⁹/L, CO₂, 38°C, 4th day, weak^(a), 3¼, 1⁰⁸, E⁹"], [], [],
    ),
    "equations": (
        [par("A ", maths(f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('9')}</m:sup></m:sSup>"), " B ", maths(f"<m:rad><m:deg/><m:e>{m('x')}</m:e></m:rad>"),
             " C ", maths(over("weight", "height")), " D 3", maths(over("3", "16")), " E 2", maths(over("1", "2"))), par(f"<m:oMathPara>{maths(m('a+b'))}</m:oMathPara>")],
        ["A 10⁹ B √(x) C weight/height D 3 ³⁄₁₆ E 2½", "a+b"], ["differ"], [],
    ),
    "a field of an equation, a field of a sign": ([par("Take ", field(r" EQ \f(1,2) "), " at ", field(r' SYMBOL 179 \f "Symbol" '), " 38.")], ["Take ½ at ≥ 38."], [], []),
    "signs of fonts": (
        [par("Take ", run("\uf0b3", '<w:rFonts w:ascii="Symbol"/>'), " 5 ", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " 50 ",
             run("m", '<w:rStyle w:val="Greek"/>'), "g")],
        ["Take ≥ 5 [x] 50 μg"], [], ["50 mg"],
    ),
    "signs that nobody knows": ([par("Take ", '<w:r><w:sym w:font="Wingdings 2" w:char="F0FF"/></w:r>', run("z", '<w:rFonts w:ascii="Marlett"/>'), " \ue123 5")],
                                ["Take [?][?] \ue123 5"], ["0xFF of Wingdings 2", "0x7A of Marlett", "U+E123"], ["z"]),
    "ruby": ([par(f"<w:r><w:ruby><w:rt>{run('くすり')}</w:rt><w:rubyBase>{run('薬')}</w:rubyBase></w:ruby></w:r>", "を飲む")], ["薬 (くすり)を飲む"], [], []),
    "directions": ([par("A ", f'<w:dir w:val="rtl">{run("خذ 5-10")}</w:dir>', " ", f'<w:bdo w:val="rtl">{run("gm 6")}</w:bdo>')], ["A خذ 5-10 gm 6"], ["right to left"], []),
    # fields and controls
    "fields": ([par("On ", field(" DATE ", "1 May 2026"), " take ", f'<w:fldSimple w:instr="MERGEFIELD D">{run("«Dose»")}</w:fldSimple>', ".")],
               ["On 1 May 2026 take «Dose»."], ["«"], []),
    "a field inside a field's instruction": (
        [par("See ", f'{mark("begin")}<w:r><w:instrText> IF </w:instrText></w:r>{field(" PAGE ", "2")}<w:r><w:instrText> = 2 </w:instrText></w:r>'
             f'{mark("separate")}{run("page two")}{mark("end")}', ".")],
        ["See page two."], [], [],
    ),
    "links": ([par("Read ", f'<w:hyperlink r:id="web">{run("more")}</w:hyperlink>', " or ", field(' HYPERLINK "http://old.example.org/x" ', "old"), ".")],
              ["Read [more](https://example.org/gout) or old (http://old.example.org/x)."], [], []),
    "boxes": ([par(CHECK.format(0, "☐"), " yes"), par(CHECK.format(0, "☐"), " no")], ["yes", "no"], [], []),
    "a choice, an empty field": (
        [par('<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="1" w:value="1"/><w:listItem w:displayText="2" w:value="2"/></w:dropDownList></w:sdtPr>'
             f'<w:sdtContent>{run("2")}</w:sdtContent></w:sdt>', " a day"),
         par(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click to enter 5 mg')}</w:sdtContent></w:sdt>", " at night")],
        ["2 a day", "____ at night"], ["1; 2", "Click to enter 5 mg"], ["Click"],
    ),
    "an element of the future": ([par("Take ", "<w:zork><w:r><w:t>7</w:t></w:r></w:zork>", " mg")], ["Take 7 mg"], ["not known here"], []),
    "another file put in": (['<w:altChunk r:id="web"/>', par("x")], ["x"], ["Another file is put in"], []),
    # tables
    "heads in two rows": (
        [table(row("Medicine", cell("Dose", props='<w:gridSpan w:val="2"/>'), props=HEADER), row("", "Morning", "Night", props=HEADER),
               row(cell("A", props=RESTART), "1 mg", "2 mg"), row(cell("", props=GOES_ON), "3 mg", ""))],
        ["Medicine | Dose – Morning | Dose – Night", "A | 1 mg | 2 mg", "A | 3 mg | –"], [], [],
    ),
    "a row that begins later": ([table(row("Drug", "AM", "PM", props=HEADER), row("5 mg", "10 mg", props='<w:gridBefore w:val="1"/>'))], ["– | 5 mg | 10 mg"], ["column 2"], []),
    "a short row": ([table(row("Drug", "AM", "PM", props=HEADER), row("X", "5 mg"))], ["X | 5 mg | –"], [], []),
    "six columns, merged": (
        [table(row("Day", "Mon", "Tue", "Wed", "Thu", "Fri", props=HEADER), row("Folic", cell("5 mg", props='<w:gridSpan w:val="2"/>'), "", "1 mg", ""))],
        ["Day: Folic – Mon: 5 mg – Tue: 5 mg – Wed: – – Thu: 1 mg – Fri: –"], [], [],
    ),
    "one cell is a frame": ([table(row("Warning: never with alcohol."))], ["Warning", "never with alcohol."], [], []),
    "passages side by side": ([table(row(cell(par("Do", style="Heading2"), *items(("walk", 0), list_id=2)), cell(par("Do not"), *items(("run", 0), list_id=2))))],
                              ["Do", "walk", "Do not", "run"], [], []),
    "lists in cells": ([table(row("Do", "Do not", props=HEADER), row(cell(*items(("walk", 0), ("swim", 0), list_id=2)), cell(*items(("run", 0), list_id=2))))],
                       ["Do | Do not", "walk; swim | run"], [], []),
    "changed rows": ([table(row("Drug", "Dose", props=HEADER), row("A", "5 mg", props="<w:del/>"), row("A", "2 mg", props="<w:ins/>"))],
                     ["A | 2 mg"], ["A | 5 mg", "A | 2 mg"], ["5 mg"]),
    "a changed cell": ([table(row("Drug", "Dose", props=HEADER), row("A", cell(par(deleted("5"), inserted("10"), " mg"))))], ["A | 10 mg"], ["“5”"], ["510"]),
    "words under a merged cell": ([table(row("Drug", "Dose", props=HEADER), row(cell("A", props=RESTART), "5 mg"), row(cell("under 99 mg", props=GOES_ON), "6 mg"))],
                                  ["A | 5 mg", "A | 6 mg"], ["under 99 mg"], ["99"]),
    "rows in controls": ([f"<w:sdt><w:sdtContent>{table(row('Drug', 'Dose', props=HEADER), f'<w:sdt><w:sdtContent>{row(chr(65), chr(53))}</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>"],
                         ["Drug | Dose", "A | 5"], [], []),
    "two tables that touch, made one": (
        [table(row("Day", "Mon", "Tue", props=HEADER), row("A", "5 mg", "10 mg"), *(row(one, cell(two, props='<w:gridSpan w:val="2"/>')) for one, two in
               (("Drug", "Until"), ("B", "7 days"), ("C", "2 days"))))],
        ["Day | Mon | Tue", "A | 5 mg | 10 mg", "Drug | Until", "B | 7 days"], ["taken for a second table"], ["B | 7 days | 7 days"],
    ),
    "one cell over a whole row": (
        [table(row("Drug", "AM", props=HEADER), row(cell("Adults", props='<w:gridSpan w:val="2"/>')), row("A", "1"), row(cell("Children", props='<w:gridSpan w:val="2"/>')), row("A", "2"))],
        ["Adults", "A | 1", "Children", "A | 2"], [], [],
    ),
    # boxes, pictures
    "a box with its fall-back": (
        [par(f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData uri='x'>{box('STOP at 38.')}</a:graphicData></a:graphic>"
             f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{par('STOP at 38.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
             "</mc:Fallback></mc:AlternateContent></w:r>", "Body.")],
        ["Body.", "STOP at 38."], [], [],
    ),
    "drawn letters": ([par('<w:r><w:pict><v:shape><v:textpath string="NEVER DRIVE"/></v:shape></w:pict></w:r>', "x")], ["x", "NEVER DRIVE"], [], []),
    "framed paragraphs": ([par("Stop if it bleeds.", props=FRAME), par("Call us.", props=FRAME), par("after")], ["Stop if it bleeds. Call us.", "after"], [], []),
    "an embedded sheet": ([par('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>', "x")], ["x"], ["Excel.Sheet.12"], []),
    # shapes of plain paragraphs
    "lines to write on, questions": ([par("Name: ____________"), par("Q: May I drive?"), par("A: No.")], ["Name", "May I drive?", "No."], [], []),
    "lines of an address": ([par("1 Elm Road", "<w:r><w:br/></w:r>", "Suite 5")], ["1 Elm Road", "Suite 5"], [], []),
    "a wrapped line": ([par("Take two tablets with water every", "<w:r><w:br/></w:r>", "morning.")], ["Take two tablets with water every morning."], [], []),
}  # fmt: skip
STYLES = styled("Struck", "<w:dstrike/>") + styled("Gone", STRIKE, "paragraph") + styled("Unseen", VANISH) + styled("Greek", '<w:rFonts w:ascii="Symbol"/>')


@pytest.mark.parametrize("name", CASES)
def test_a_construct(name: str, tmp_path: Path) -> None:
    body, must, held, nowhere = CASES[name]
    draft = draft_of(word_file(tmp_path / "a.docx", *body, styles=STYLES))
    texts = said(draft)
    for text in must:
        assert text in texts, (text, texts)
    for text in held:
        assert text in gaps(draft), (text, gaps(draft))
    for text in nowhere:
        assert not any(text in one for one in texts), text
    assert "This draft does not say" not in gaps(draft)
    assert "this draft has nowhere" not in gaps(draft)


def test_what_both_readers_read_alike_is_no_doubt(tmp_path: Path) -> None:
    """Of the constructs above these are read whole by mammoth, too."""
    clear = ["three deep", "restart", "begins at 4", "letters in brackets", "numbered headings", "typed", "an empty item counts",
             "links", "boxes", "heads in two rows", "a short row", "six columns, merged", "one cell is a frame", "lists in cells", "rows in controls",
             "one cell over a whole row", "a box with its fall-back", "framed paragraphs", "lines to write on, questions", "a wrapped line",
             "a strike that is switched off", "a deleted end of a paragraph"]  # fmt: skip
    found = {name: draft_of(word_file(tmp_path / "a.docx", *CASES[name][0], styles=STYLES)).gaps for name in clear}
    gone = {"Nothing stands under this heading in the leaflet."}
    assert {name: one for name, one in found.items() if set(one) - gone} == {}


def test_heads_feet_notes_and_comments(tmp_path: Path) -> None:
    ranged = f'<w:commentRangeStart w:id="3"/>{deleted("Take 9.")}<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'
    path = word_file(
        tmp_path / "a.docx",
        par(ranged, "Take 2", '<w:r><w:footnoteReference w:id="7"/></w:r>', " a day."),
        footnotes=f'<w:footnote w:id="7">{par("Not with ", run("milk", "<w:b/>"))}{par("or tea.")}</w:footnote>',
        comments=f'<w:comment w:id="3">{par("why 9?")}</w:comment><w:comment w:id="4">{par("whose 7?")}</w:comment>',
        header1=par("Riverside Ward 7"),
        footer1=par("Page ", field(" PAGE ", "1")),
    )
    draft = draft_of(path)
    assert "Take 2 (Not with milk or tea.) a day." in said(draft)
    for text in ("on “Take 9.”: “why 9?”", "place is gone: “whose 7?”", "Riverside Ward 7", "Page 1"):
        assert text in gaps(draft), text


def test_the_number_of_the_page_alone_is_no_word(tmp_path: Path) -> None:
    assert draft_of(word_file(tmp_path / "a.docx", par("Take 2."), footer1=par(field(" PAGE ", "1")))).gaps == []


def test_words_that_only_other_parts_hold(tmp_path: Path) -> None:
    smart = drawn('<dgm:relIds r:dm="rId4"/>')
    chart = drawn('<c:chart r:id="rId3"/>')
    path = word_file(
        tmp_path / "a.docx", par(smart), par(chart),
        chart1="<c:ser><c:tx><c:v>Dose</c:v></c:tx><c:val><c:v>5</c:v><c:v>10</c:v></c:val></c:ser>",
        data1="<a:p><a:r><a:t>First call us</a:t></a:r></a:p><a:p><a:r><a:t>Then rest</a:t></a:r></a:p>",
    )  # fmt: skip
    draft = draft_of(path)
    assert "“First call us; Then rest”" in gaps(draft)
    assert "“Dose; 5; 10”" in gaps(draft)


def test_pictures_go_to_figures(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", par("Before."), par(picture("rId3", "two drops")), par("After."), files={"Eye drops (1).png": PNG})
    draft = draft_of(path)
    blocks = draft.text["sections"][0]["blocks"]
    assert [next(iter(block)) for block in blocks] == ["text", "figure", "gap", "text"]
    assert blocks[1]["figure"] == {"file": "eye-drops-1.png", "alt": "two drops"}
    assert draft.figures == {"eye-drops-1.png": PNG}
    assert "two drops" in blocks[2]["gap"]
    broken = draft_of(word_file(tmp_path / "b.docx", par(picture("rId3")), par("x"), files={"a.png": b"no picture"}))
    assert broken.figures == {}
    assert "A picture stood here (a.png): it cannot be read as a picture" in gaps(broken)


def test_the_title_is_what_word_calls_so(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", par("Ward leaflet"), par("Gout", style="Title"), par("Use", style="Heading1"), par("x"), heading=False)
    draft = draft_of(path)
    assert draft.text["title"] == "Gout"
    assert [section["heading"] for section in draft.text["sections"]][1:] == ["Use"]


def test_headings_below_the_first_level_stay_under_it(tmp_path: Path) -> None:
    draft = draft_of(word_file(tmp_path / "a.docx", par("Morning", style="Heading3"), par("1 tablet")))
    assert draft.text["sections"][0]["blocks"] == [{"text": "**Morning**"}, {"text": "1 tablet"}]


def test_strict_word_files_and_other_places_of_the_document(tmp_path: Path) -> None:
    """Word's strict format has other namespaces; Word on the web puts the text elsewhere."""
    import zipfile

    good = word_file(tmp_path / "good.docx", par("Take ", run("4", STRIKE), " 2."), *items(("one", 0), ("two", 0)))
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            data = data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            data = data.replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("document.xml", "document2.xml"), data)
    texts = said(draft_of(path))
    assert [text for text in texts if "Take" in text or "one" in text] == ["Take 2.", "1. one"]


def test_a_lost_character_in_a_word_file_is_refused(tmp_path: Path) -> None:
    draft, problems = intake(word_file(tmp_path / "a.docx", par("Take 50 \ufffdg.")))
    assert draft is None
    assert [problem.rule for problem in problems] == ["character-lost"]
    assert "Take 50 \ufffdg." in problems[0].fault


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("decimal", ["1", "2", "27"]), ("lowerLetter", ["a", "b", "aa"]), ("upperRoman", ["I", "II", "XXVII"]), ("decimalZero", ["01", "02", "27"]),
        ("ordinal", ["1st", "2nd", "27th"]), ("thaiNumbers", ["๑", "๒", "๒๗"]), ("arabicAlpha", ["أ", "ب", "ي"]), ("hindiNumbers", ["१", "२", "२७"]),
        ("chineseCounting", ["一", "二", "二十七"]), ("russianLower", ["а", "б", "ъ"]), ("none", ["", "", ""]), ("mystery", [None, None, None]),
    ],
)  # fmt: skip
def test_kinds_of_numbers(kind: str, labels: list[str | None]) -> None:
    assert [numbering.numeral(n, kind) for n in (1, 2)] == labels[:2]
    if kind not in ("russianLower", "arabicAlpha"):
        assert numbering.numeral(27, kind) == labels[2]


def test_labels_that_hold_the_numbers_above_them(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("Step %1:", "%1.%2", "%1.%2.%3"))
    )
    numbers = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = items(("Wash.", 0), ("hands", 1), ("arms", 1), ("Dry.", 0), ("hands", 1))
    draft = draft_of(word_file(tmp_path / "a.docx", *body, numbering=numbers))
    assert said(draft)[-2:] == ["Step 1: Wash. 1.1 hands; 1.2 arms", "Step 2: Dry. 2.1 hands"]


def test_the_second_reader_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one reader cannot read at all is told, and the other's reading stands."""
    import mammoth

    def fails(*_: object, **__: object) -> None:
        raise KeyError("rId9")

    monkeypatch.setattr(mammoth, "convert_to_html", fails)
    draft = draft_of(word_file(tmp_path / "a.docx", par("Take 2.")))
    assert "Take 2." in said(draft)
    assert "second reader of Word files could not read this leaflet" in gaps(draft)


def test_a_reader_that_loses_a_word_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Break each reader on purpose: the other tells."""
    from press.intake.word import runs

    path = word_file(tmp_path / "a.docx", par("Take 5 mg."), par("Never more than 20 mg."))
    assert draft_of(path).gaps == []
    say = runs.Runs._say

    def deaf(self: runs.Runs, out: runs.Inline, span: runs.Span) -> None:
        if "20" not in span.text:
            say(self, out, span)

    monkeypatch.setattr(runs.Runs, "_say", deaf)
    assert "Never more than 20 mg." in gaps(draft_of(path))

