"""Plain text, Markdown and web pages: constructs of every kind that a reader can lose or move."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leaflets import draft_of, gaps, said

from press.intake.letters import decoded
from press.intake.text import pieces_of_text, wrapping
from press.intake.witness import atoms, differences, stream

# Text; what it must say; what gaps must hold; what stands in no text.
Case = tuple[str, Sequence[str], Sequence[str], Sequence[str]]
TEXTS: dict[str, Case] = {
    "steps with empty lines and a passage between": ("1. Wash.\n\n2. Open.\n\nWait 30 minutes.\n\n3. Push.\n\n4. Go back to step 2.",
                                                     ["1. Wash.", "2. Open. Wait 30 minutes.", "3. Push.", "4. Go back to step 2."], [], []),
    "bullets under numbers": ("1. Do not take:\n   - aspirin\n   - ibuprofen\n2. You may take:\n   - paracetamol",
                              ["1. Do not take: aspirin; ibuprofen", "2. You may take: paracetamol"], [], []),
    "bullets under numbers, set in no further": ("1. Do not take:\n- aspirin\n- ibuprofen\n2. You may take:\n- paracetamol",
                                                 ["1. Do not take: aspirin; ibuprofen", "2. You may take: paracetamol"], [], []),
    "Word's bullets": ("•\tDo not take:\no\taspirin\no\tibuprofen\n•\tRest", ["Do not take: aspirin; ibuprofen", "Rest"], [], []),
    "three deep": ("- A\n  - a1\n    - i1\n    - i2\n  - a2\n- B", ["A: a1 (i1; i2); a2", "B"], [], []),
    "letters that begin at d": ("d) Stop:\n   a) one\n   b) two\ne) Go", ["d) Stop: a. one; b. two", "e) Go"], [], []),
    "numbers in two levels": ("1.1 Wash\n1.2 Dry\n2.1 Open", ["1.1 Wash", "1.2 Dry", "2.1 Open"], [], []),
    "numbers that begin again": ("1. a\n2. b\n\n1. c\n2. d", ["1. a", "2. b", "1. c", "2. d"], [], []),
    "numbers with holes": ("3. a\n5. b\n9. c", ["3. a", "5. b", "9. c"], [], []),
    "steps in words": ("Step 1: Wash.\nStep 2: Open.", ["Step 1: Wash.", "Step 2: Open."], [], []),
    "romans and letters": ("i. one\nii. two\niii. three\n\nA. Smith wrote it.", ["i. one", "ii. two", "iii. three", "A. Smith wrote it."], [], []),
    "a year, a date": ("1986. A great one.\n\n12. December: visit.", ["1986. A great one.", "12. December: visit."], [], []),
    "a wrapped item": ("- Take one tablet in the morning with a glass of water and\n  food, never more than\n  8 in a day.\n- Rest",
                       ["Take one tablet in the morning with a glass of water and food, never more than 8 in a day.", "Rest"], [], []),
    "ranges over line ends": ("Keep it between 2\n– 8 degrees for 5\n-10 days or up to 38\n°C.", ["Keep it between 2 – 8 degrees for 5 -10 days or up to 38 °C."], [], []),
    "lines that stay apart": ("Morning: 2 tablets\nEvening: 1 tablet\nNever more than 3", ["Morning: 2 tablets", "Evening: 1 tablet", "Never more than 3"], [], []),
    "an address": ("Mountain Hut\n12 Elm Road\nPortland\n\nCall us.", ["Mountain Hut", "12 Elm Road", "Portland", "Call us."], ["12 Elm Road"], []),
    "bars": ("| Drug | AM | PM |\n|------|----|----|\n| A | 5 mg | |\n| B | | 20 mg |", ["Drug | AM | PM", "A | 5 mg | –", "B | – | 20 mg"], [], []),
    "tabs": ("Drug\tAM\tPM\nA\t5\t10\nB\t\t20", ["Drug | AM | PM", "A | 5 | 10", "B | – | 20"], [], []),
    "columns, a short last row": ("Drug     AM      PM\nA        5 mg    10 mg\nAspirin", ["A | 5 mg | 10 mg", "Aspirin | – | –"], [], []),
    "names with a line drawn under each": ("  Drug      AM        PM\n  ------ ------   -------\n  A        5 mg\n  B                 20 mg", ["Drug | AM | PM", "A | 5 mg | –", "B | – | 20 mg"], [], []),
    "lines drawn over and under names": ("=====  =====  =====\nDrug   AM     PM\n=====  =====  =====\nA      5 mg\nB             20 mg\n=====  =====  =====\n\nAfter that, rest.",
                                         ["Drug | AM | PM", "A | 5 mg | –", "B | – | 20 mg", "After that, rest."], [], []),
    "rows of several lines": ("+------+------------+\n| Drug | How        |\n+======+============+\n| A    | with food, |\n|      | at night   |\n+------+------------+\n| B    | - never    |\n|      | - nowhere  |\n+------+------------+",
                              ["Drug | How", "A | with food, at night", "B | - never; - nowhere"], [], []),
    "two columns of prose": ("Take it in the morning with food    Do not take it with alcohol or\nand a full glass of water daily     grapefruit, and do not drive on", [], ["look like columns"], []),
    "words apart in one line": ("Dose    5 mg", ["Dose 5 mg"], ["Dose | 5 mg"], []),
    "underlined headings, drawn lines": ("Use\n===\n\nTake it.\n\n-----\n\nRest.\n* * *\nEnd.", ["Use", "Take it.", "Rest.", "End."], [], ["==", "--"]),
    "lines to write on": ("Name: ____________\nDate: ____________\n\n_______________\n\nDose ........ mg", ["Name", "Date", "Dose ........ mg"], [], []),
    "boxes": ("[ ] with food\n[x] at night", ["[ ] with food", "[x] at night"], ["☒ at night"], []),
    "empty boxes": ("☐ yes\n☐ no", ["yes", "no"], [], ["☐"]),
    "questions": ("Q: May I drive?\nA: No.\n\nQ: May I eat?\nA: Yes.", ["May I drive?", "No.", "May I eat?", "Yes."], [], []),
    "call-outs": ("WARNING: never with alcohol.\nNote: keep it.", ["WARNING", "never with alcohol.", "Note", "keep it."], [], []),
    "signs of the grammar": ("Take 5*2 mg [of it] {now} \\ x.", ["Take 5*2 mg [of it] {now} \\ x."], [], []),
    "Arabic": ("خذ ٥ ملغ كل ٤ ساعات.\n\n١. اغسل يديك.\n٢. افتح القلم.\n\n• لا تقد\n• استرح", ["خذ ٥ ملغ كل ٤ ساعات.", "1. اغسل يديك.", "2. افتح القلم.", "لا تقد"], [], []),
    "Chinese": ("1、洗手。\n2、打开。", ["1. 洗手。", "2. 打开。"], [], []),
    "marks that nobody sees": ("Take 2\u00ad3 tab\u00adlets, 5\u200b0 mg.", ["Take 23 tablets, 50 mg."], ["U+00AD", "U+200B"], []),
    "marks that turn the order": ("Take \u202eGM 5\u202c now.", ["Take GM 5 now."], ["turn the order"], []),
    "a letter of a font's own": ("Take \uf06d 5.", ["Take \uf06d 5."], ["U+F06D"], []),
    "another kind of dash": ("-aspirin\n-ibuprofen", ["aspirin", "ibuprofen"], [], []),
    "a dash that is a range": ("Take 2\n- 3 tablets\nat night.", ["Take 2 - 3 tablets at night."], [], []),
}  # fmt: skip
MARKDOWN: dict[str, Case] = {
    "definitions that are none": ("[WARNING]: Stop now\n[Dose]: 5-mg \"daily\"\n\nRead [more][x].\n\n[x]: https://e.org/a \"title\"",
                                  ["[WARNING]: Stop now", "[Dose]: 5-mg \"daily\"", "Read [more](https://e.org/a)."], [], []),
    "wrapped numbers": ("Never more than\n8. Call us on extension\n12. And at 2\n- 8 degrees\n+ 5 more", ["Never more than 8. Call us on extension 12. And at 2 - 8 degrees + 5 more"], [], []),
    "all ones": ("1. a\n1. b\n1. c", ["1. a", "2. b", "3. c"], [], []),
    "numbers that Markdown changes": ("3. a\n5. b\n9. c", ["3. a", "4. b"], ["3 a 5 b 9 c"], []),
    "emphasis": ("Take **2** *tablets* __now__. un*believ*able 5*10 a_b_c", ["Take **2** tablets **now**. unbelievable 5*10 a_b_c"], [], []),
    "HTML in it": ("Take <b>5</b> mg &frac12; at 10<sup>9</sup>, H<sub>2</sub>O<br>now. un<i>believ</i>able", ["Take **5** mg ½ at 10⁹, H₂O now. unbelievable"], [], []),
    "what looks like HTML": ("Take <dose> mg if < 5 and > 3, a<5, <your name>.\n\n<dose>\n7 mg", ["Take <dose> mg if < 5 and > 3, a<5, <your name>.", "<dose> 7 mg"], [], []),
    "hidden in HTML": ("Take <del>4</del> 2. <!-- was 50 mg -->\n\n<!-- -->\n\nEnd.", ["Take 2.", "End."], ["“4”", "was 50 mg"], ["4", "50"]),
    "a table in HTML": ("<div class=\"warning\">\n\nNever **9**.\n\n</div>\n\n<table><tr><th>Drug</th><th>AM</th></tr><tr><td>A</td><td></td></tr><tr><td>B</td><td>5 mg</td></tr></table>",
                        ["Never **9**.", "Drug | AM", "A | –", "B | 5 mg"], [], []),
    "a note of two paragraphs": ("Take it.[^1]\n\n[^1]: With food.\n\n    And *water*.\n\nEnd.", ["Take it. (With food. And water.)", "End."], [], []),
    "code": ("```\nDrug  AM\nA     5\n```\n\n``` do not drive\nx\n```", ["Drug | AM", "A | 5", "x"], ["do not drive"], []),
    "notes": ("Take it.[^1] And[^n].\n\n[^1]: With food.\n[^n]: Not *after* 8 pm.\n    More.", ["Take it. (With food.) And (Not after 8 pm. More.)."], [], []),
    "quotations": ("> **Warning** rest now\n\n> [!CAUTION]\n> Never 5.\n\n> plain\n> on", ["Warning", "rest now", "CAUTION", "Never 5.", "plain on"], [], []),
    "items with more": ("1. A\n   1. a1\n      - x\n   2. a2\n2. B\n\n   more of B", ["1. A: 1. a1 (x); 2. a2", "2. B; more of B"], [], []),
    "line ends": ("Morning: 2  \nNoon: 1\\\nNight: 0", ["Morning: 2", "Noon: 1", "Night: 0"], [], []),
    "escapes": ("\\*not bold\\* 1\\. x", ["*not bold* 1. x"], [], []),
    "powers": ("10^9^ H~2~O 5~10 ~~4~~ 2", ["10⁹ H₂O 5~10 2"], ["“4”"], ["4"]),
    "a bar in a table": ("| A | B |\n|---|---|\n| 10 \\| 20 | |", ["A | B", "10 | 20 | –"], [], []),
}  # fmt: skip
PAGES: dict[str, Case] = {
    "nothing closed": ("<ul><li>a<li>b</ul><p>one<p>two<table><tr><th>Drug<th>AM<tr><td>A<td>5 mg</table>", ["a", "b", "one", "two", "Drug | AM", "A | 5 mg"], [], []),
    "styles": (("<style>.x{text-decoration:line-through}.h{display:none}.w::before{content:\"Do not \"}@media print{.p{display:none}}</style>"
               "<p>Take <i class=x>4</i> 2. <i class=h>9</i></p><p class=w>drive.</p><p class=p>seen</p>"), ["Take 2.", "drive.", "seen"], ["“4”", "“9”", "“Do not”"], ["4", "9"]),
    "labels": ("<ol reversed><li>a<li>b</ol><p>-</p><ol type=A start=3><li>c<li value=7>d</ol><ol style='list-style:lower-roman'><li>e<li>f</ol>",
               ["2. a", "1. b", "C. c", "G. d", "i. e", "ii. f"], [], []),
    "a list on over a passage": ("<ol><li>Wash.</ol><p>Wait.</p><ol start=2><li>Dry.</ol>", ["1. Wash. Wait.", "2. Dry."], [], []),
    "a table in a table": ("<table><tr><th>Drug</th><th>Dose</th></tr><tr><td>A</td><td><table><tr><td>AM</td><td>1</td></tr><tr><td>PM</td><td>2</td></tr></table></td></tr></table>",
                           ["A | AM – 1; PM – 2"], [], []),
    "spans without end": ("<table><tr><td rowspan=65000 colspan=1000>x</td></tr><tr><td>y</td></tr></table>", ["x | –", "x | y"], [], []),
    "words outside cells": ("<table>stray<tr><td>1</td><td>a</td></tr><tr><td>2</td><td>b</td></tr></table>", ["stray", "1 | a", "2 | b"], [], []),
    "the foot comes last": ("<table><thead><tr><th>D<th>E</thead><tfoot><tr><td>sum<td>9</tfoot><tbody><tr><td>A<td>5</table>", ["A | 5", "sum | 9"], ["differ"], []),
    "a title over the columns": ("<table><tr><th colspan=3>Your doses</th></tr><tr><td>Drug<td>AM<td>PM</tr><tr><td>A<td>1<td>2</table>", ["Your doses", "Drug | AM | PM", "A | 1 | 2"], [], []),
    "five columns and a caption": ("<table><caption>Doses</caption><tr><th>a<th>b<th>c<th>d<th>e<tr><td>1<td>2<td><td>4<td>5</table>", ["Doses", "a: 1 – b: 2 – c: – – d: 4 – e: 5"], [], []),
    "entities": ("<p>5&nbsp;mg &#150; 10&frac12; &lt; 5 &micro;g &#x2264; 3 caf&eacute;</p>", ["5\u00a0mg – 10½ < 5 µg ≤ 3 café"], [], []),
    "a note": ("<p>Take 2<sup><a href='#f1' id=r1>1</a></sup> a day.</p><ol class=footnotes><li id=f1>Only 1 if weak. <a href='#r1'>↩</a></li></ol>", ["Take 2 (Only 1 if weak.) a day."], [], ["1. Only"]),
    "a page that Word wrote": (("<p class=MsoListParagraph><span style='font-family:Symbol'>·<span style='font:7pt Times'>&nbsp;&nbsp;</span></span>First</p>"
                               "<p class=MsoListParagraph><span style='font-family:Symbol'>·<span style='font:7pt Times'>&nbsp;</span></span>Second 5 <span style='font-family:Symbol'>m</span>g</p>"),
                               ["First", "Second 5 μg"], ["5 mg"], ["mg"]),
    "levels in a page that Word wrote": (
        ("<p class=MsoTitle>Tablets</p><p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Do not take:</p>"
         "<p style='margin-left:1.0in;mso-list:l0 level2 lfo1'>a.&nbsp; aspirin</p><p style='margin-left:1.0in;mso-list:l0 level2 lfo1'>b.&nbsp; ibuprofen</p>"
         "<p style='mso-list:l0 level1 lfo1'>2.&nbsp; Rest<span class=MsoCommentReference><a href='#_msocom_1'>[ab1]</a></span></p>"
         "<div style='mso-element:comment-list'><p>check the dose</p></div>"),
        ["Tablets", "1. Do not take: a. aspirin; b. ibuprofen", "2. Rest"], ["check the dose", "[ab1]"], ["check", "ab1"],
    ),
    "a page that Google Docs wrote": (
        ("<style>.x{text-decoration:line-through}ol{list-style-type:none}.lst-kix_2-0>li:before{content:'' counter(lst-ctn-kix_2-0,decimal) '. '}</style>"
         "<p class=title>Plan</p><ol class='lst-kix_2-0 start' start=1><li>Do NOT take:</li></ol><ul class='lst-kix_2-1 start'><li>aspirin</li></ul>"
         "<ul class='lst-kix_2-2 start'><li>not 75 mg</li></ul><ul class='lst-kix_2-1'><li>ibuprofen</li></ul><ol class='lst-kix_2-0' start=2><li>Rest</li></ol>"
         "<p>Take <span class=x>4</span>2<sup><a href='#ftnt1' id=ftnt_ref1>[1]</a></sup><sup><a href='#cmnt1' id=cmnt_ref1>[a]</a></sup> a day.</p>"
         "<hr><div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a>&nbsp;Only adults.</p></div><div><p><a href='#cmnt_ref1' id=cmnt1>[a]</a>2 or 4?</p></div>"),
        ["Plan", "1. Do NOT take: aspirin (not 75 mg); ibuprofen", "2. Rest", "Take 2 (Only adults.) a day."], ["“4”", "2 or 4?"], ["42", "2 or 4"],
    ),
    "set in by styles": ("<p>1. Take:</p><p style='margin-left: 36pt'>- aspirin</p><p style='margin-left:36pt'>- water</p><p>2. Rest</p>", ["1. Take: aspirin; water", "2. Rest"], [], []),
    "frames": ("<div class='alert alert-warning'><strong>Warning</strong><p>Never with alcohol.</p><ul><li>x</ul></div><aside>Note this.</aside>", ["Warning", "Never with alcohol.", "x", "Note this."], [], []),
    "blocks in lines": ("<a href='https://e.org'><p>Para</p></a><b><p>bold</p>text</b><span><div>dv</div></span>", ["[Para](https://e.org)", "**bold**", "**text**", "dv"], [], []),
    "maths": ("<p><math><msup><mn>10</mn><mn>9</mn></msup></math> and 3<math><mfrac><mn>3</mn><mn>16</mn></mfrac></math></p>", ["10⁹ and 3 ³⁄₁₆"], [], []),
    "deleted and inserted": ("<p>Take <del>5</del><ins>10</ins> mg</p>", ["Take 10 mg"], ["“5”"], ["510"]),
    "headings below": ("<p>intro</p><h3>Morning</h3><p>1</p>", ["intro", "**Morning**", "1"], [], []),
    "pictures, frames, films": ("<p>a</p><svg width=200 height=100><text>Press 2</text></svg><iframe src='https://e.org/v'></iframe><video src=v.mp4>No video: 5</video>",
                                ["a"], ["Press 2", "https://e.org/v", "No video: 5"], ["Press"]),
    "turned round": ("<p><bdo dir=rtl>gm 5</bdo></p>", ["gm 5"], ["turned"], []),
    "unseen until asked for": ("<template><p>not 5</p></template><details><summary>May I?</summary>No.</details>", ["May I?", "No."], ["not 5"], ["not 5"]),
    "fields": ("<p>Name <input></p><p>Dose <input type=number value=5> mg</p><p><input type=radio checked> yes <input type=radio> no</p>", ["Name", "Dose 5 mg", "[x] yes [ ] no"], ["ticked"], []),
    "terms with lists": ("<dl><dt>A<dt>B<dd>one</dl><dl><dt>X<dd>y<ul><li>z</ul></dl>", ["A", "B", "one", "X", "y", "z"], [], []),
    "ruby": ("<p><ruby>薬<rp>(</rp><rt>くすり</rt><rp>)</rp></ruby></p>", ["薬 (くすり)"], [], []),
}  # fmt: skip
ALL = [
    *((f"{name}", "txt", "Gout\n\nDose\n\n", case) for name, case in TEXTS.items()),
    *((f"{name}", "md", "# Gout\n\n## Dose\n\n", case) for name, case in MARKDOWN.items()),
    *((f"{name}", "html", "<h1>Gout</h1><h2>Dose</h2>", case) for name, case in PAGES.items()),
]


@pytest.mark.parametrize(("name", "kind", "head", "case"), ALL, ids=[f"{kind}: {name}" for name, kind, _, _ in ALL])
def test_a_construct(name: str, kind: str, head: str, case: Case, tmp_path: Path) -> None:
    text, must, held, nowhere = case
    path = tmp_path / f"a.{kind}"
    path.write_text(head + text, encoding="utf-8")
    draft = draft_of(path)
    texts = said(draft)
    for one in must:
        assert one in texts, (one, texts)
    for one in held:
        assert one in gaps(draft), (one, gaps(draft))
    for one in nowhere:
        assert not any(one in text for text in texts if text not in must), one
    if not held:
        assert draft.gaps == []
    assert "This draft does not say" not in gaps(draft)
    assert "this draft has nowhere" not in gaps(draft)


def test_pictures_beside_a_page(tmp_path: Path) -> None:
    """A picture comes along from the leaflet's own folder or out of its text, and from nowhere else."""
    png = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
    folder = tmp_path / "leaflet"
    folder.mkdir()
    (folder / "eye drops.png").write_bytes(png)
    (tmp_path / "outside.png").write_bytes(png)
    inside = base64.b64encode(png + b"\0").decode()
    (folder / "a.html").write_text(
        f'<h1>Eyes</h1><p>a<img src="eye%20drops.png" alt="two drops"></p><img src="data:image/png;base64,{inside}">'
        '<img src="../outside.png"><img src="https://example.org/x.png"><img src="/etc/hostname"><img src="a.html"><img width=1 height=1 src=z>'
    )
    draft = draft_of(folder / "a.html")
    assert sorted(draft.figures) == ["eye-drops.png", "picture.png"]
    for told in ("outside.png): it lies outside", "x.png): it is on the web only", "hostname): it lies outside", "a.html): it cannot be read as a picture"):
        assert told in gaps(draft), told
    assert "two drops" in gaps(draft)


def test_a_page_is_text_and_never_the_name_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    (tmp_path / "a.html").write_text("secret.html")
    assert said(draft_of(tmp_path / "a.html"))[-1] == "secret.html"


def test_the_width_at_which_a_text_was_wrapped() -> None:
    assert wrapping([["x" * 40 + " abc", "defg hij"], ["y" * 43, "zzzz"]])[1]
    assert not wrapping([["one", "two"], ["three", "four"]])[1]
    ragged = ["Take the blue tablets with water and never take more in one day than", "8. If you took more, call us at once on", "12. We answer."]
    assert wrapping([ragged]) == (68, False)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("ab12 .:-•*|[]()\n\t#>_~"), max_size=120))
def test_every_character_of_a_text_is_accounted_for(text: str) -> None:
    """Whatever is typed: no letter and no digit of it is missing in the pieces, and none is new."""
    found = [atom.text for atom in stream(pieces_of_text(text)) if atom.text[-1:].isalnum()]
    assert found == [atom for atom in atoms(text) if atom[-1:].isalnum()]


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=40))
def test_no_bytes_break_the_reader_of_letters(data: bytes) -> None:
    text, problems = decoded(data, "a.txt", None)
    assert (text is None) == bool(problems)


def test_two_streams_of_any_length_are_compared(tmp_path: Path) -> None:
    """Ten thousand words with three losses: found at their places, and fast."""
    del tmp_path
    lines = [f"Word{n} stands in line {n % 97} of it." for n in range(2500)]
    pieces = pieces_of_text("\n\n".join(lines))
    other = [atom for n, line in enumerate(lines) if n not in (3, 1200, 2400) for atom in atoms(line)]
    found = differences(stream(pieces), other)
    assert len(found) == 3
    for one, word in zip(found, ("Word3 ", "Word1200 ", "Word2400 "), strict=True):
        assert word in f"{one.before} {one.mine} {one.after}"
