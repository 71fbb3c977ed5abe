"""Rules about how a handout is built: one message first, steps that begin with what to do, help in levels, headings, pictures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from press.checks.prose import Line, Reading, quoted, read
from press.checks.rule import Finding, Subject, rule
from press.content import Figure, Handout, Table, blocks_of
from press.language import Lexicon
from press.problem import Severity

LONGEST_MESSAGE = 3  # sentences (CDC Clear Communication Index: "the statement may be 1 to 3 short sentences")
LONGEST_CELL = 20  # words: a cell is no paragraph; the same number as for a sentence
SHORTEST_ALT, LONGEST_ALT = (
    3,
    60,
)  # words: ours, no guideline counts them; a screen reader cannot pause within an alt text


@rule(Severity.REVIEW)
def main_message_too_long(subject: Subject) -> Iterator[Finding]:
    """Who reads only the box on page 1 must take one thing away.

    At most 3 sentences. That the message comes first and stands in a frame is the page's work. Source: CDC Clear
    Communication Index items 1 to 3 (one main message, at the top, with visual cues), a mechanical proxy of item 1.
    """
    for line in read(subject).of("main_message"):
        if len(line.sentences) > LONGEST_MESSAGE:
            yield (
                line.at(),
                f"a main message of {len(line.sentences)} sentences",
                "Keep the one thing a patient must know. The rest has sections of its own.",
            )


_LEAD = re.compile(
    r"^(?:(?:if|when|once|before|after|on|at|for|in|every|each|while|until|as soon as|during|by)\b[^,]*, ?|(?:first|then|next|now|finally|last),? |please )",
    re.IGNORECASE,
)
_NOT_A_VERB = frozenset({
    "the", "a", "an", "your", "you", "it", "its", "this", "that", "these", "those", "there", "they", "we", "our",
    "he", "she", "his", "her", "their", "my", "i", "one", "some", "any", "all", "most", "many", "patients", "patient",
    "people", "individuals", "nobody", "everyone", "medication", "medications", "medicine", "medicines", "tablets",
    "pills",
})  # fmt: skip


@rule(Severity.REVIEW)
def step_without_verb(subject: Subject) -> Iterator[Finding]:
    """A step is something to do, so it begins with the doing: "Wash your hands", not "The hands are washed".

    Finds English steps that begin with an article, a pronoun, a noun of the list or a word in "-ing", after "If …," or
    "Then". Source: AHRQ PEMAT items 20 and 22 (identifies actions, breaks them into explicit steps), of which this is a
    mechanical proxy; Federal Plain Language Guidelines (address the reader, use the imperative).
    """
    reading = read(subject)
    for line in reading.of("step") if reading.english else ():
        text = line.text
        while True:
            shorter = _LEAD.sub("", text, count=1)
            if shorter == text or not shorter:
                break
            text = shorter
        first = re.match(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
        word = first[0].lower() if first else ""
        if word in _NOT_A_VERB or (word.endswith("ing") and word not in ("bring", "sing", "ring", "swing", "fling")):
            yield (
                line.at(),
                f"this step begins with {quoted(word)}, not with what to do",
                'Begin with the verb: "Take …", "Call …", "Do not …".',
            )


@rule(Severity.REVIEW, safety=True)
def no_call_clinic_callout(subject: Subject) -> Iterator[Finding]:
    """Between "call for an ambulance" and "wait" there is "call us": without it people do the one or the other.

    A handout that says when to call for help at once also says when to call the clinic; the routine contact is printed
    by the page. Source: NHS digital service manual, care cards (emergency, urgent, non-urgent).
    """
    if not isinstance(subject.piece, Handout):
        return
    kinds = dict(_callouts(read(subject)))
    if "emergency" in kinds and "call-clinic" not in kinds:
        yield (
            kinds["emergency"].at(),
            "there is help for emergencies, and nothing says when to call the clinic",
            'Add a "callout:" with "kind: call-clinic".',
        )


def _callouts(reading: Reading) -> Iterator[tuple[str, Line]]:
    """The kinds of the call-outs with the first line of each."""
    for lines in reading.blocks:
        if lines[0].kind == "callout":
            yield _kind(lines[0]), lines[0]


def _kind(line: Line) -> str:
    node = line.written.located.node((*line.path[: line.path.index("callout") + 1], "kind"))
    return str(getattr(node, "value", ""))


_CLINIC = re.compile(
    r"\{clinic\.(?:phone|after_hours)\}|\b[Cc]all (?:us|your (?:doctor|clinic|nurse|care team|surgeon|provider|pharmacist))\b"
)


@rule(Severity.REVIEW, safety=True)
def emergency_callout_mixed(subject: Subject) -> Iterator[Finding]:
    """In an emergency there is one number. Two in one frame make people try the wrong one first.

    Finds an emergency call-out that also tells to call the clinic. Source: NHS digital service manual, care cards (one
    level of urgency in each card).
    """
    reading = read(subject)
    for line in reading.lines if _CLINIC.search(reading.raw) else ():
        if line.in_callout and _kind(line) == "emergency":
            hit = _CLINIC.search(line.raw)
            if hit:
                yield (
                    line.at(hit[0]),
                    f'an emergency call-out says "{hit[0]}"',
                    'Move it into a call-out of its own with "kind: call-clinic".',
                )


@rule(Severity.REVIEW)
def heading_end_mark(subject: Subject) -> Iterator[Finding]:
    """A heading names what follows; a full stop or a colon at its end is a mark that says nothing.

    Question marks are welcome: a heading may be the patient's question. Source: NHS content guide (headings).
    """
    for line in read(subject).of("heading", "callout_heading", "caption"):
        end = line.text.rstrip()[-1:]
        if end in (":", ".", ";", ",", "：", "。", "،", "؛", "،", "।") and line.role == "heading":
            yield line.at(), f'the heading {quoted(line.text)} ends with "{end}"', "Delete the mark."


_MINOR = frozenset({
    "a", "an", "the", "and", "or", "but", "of", "for", "to", "in", "on", "at", "by", "with", "from", "as", "is",
    "are", "vs", "via", "your",
})  # fmt: skip


@rule(Severity.REVIEW)
def heading_in_title_case(subject: Subject) -> Iterator[Finding]:
    """Capitals On Every Word slow readers down, and hide which words are names.

    English headings in which every weighty word (and at least three) begins with a capital. Source: NHS content guide
    (sentence case for headings); Federal Plain Language Guidelines (headings). The title of the handout is a name and is
    left alone.
    """
    reading = read(subject)
    for line in reading.of("heading", "question") if reading.english else ():
        weighty = [word.text for word in line.words[1:] if word.lower not in _MINOR and word.text[0].isalpha()]
        if len(weighty) >= 2 and all(word[0].isupper() for word in weighty) and not line.text.isupper():
            yield (
                line.at(),
                f"the heading {quoted(line.text)} has a capital on every word",
                "Only the first word and names begin with a capital.",
            )


@rule(Severity.REVIEW)
def heading_twice(subject: Subject) -> Iterator[Finding]:
    """Two sections with one heading cannot be told apart in a list of contents, by ear or by eye.

    Often a sign that two handouts were joined. Source: AHRQ PEMAT item 9 (informative headers), a mechanical proxy; WCAG
    2.2, 2.4.6 (headings describe topic or purpose).
    """
    seen: dict[str, Line] = {}
    for line in read(subject).of("heading"):
        key = " ".join(word.lower for word in line.words) or line.text
        if key in seen:
            first = seen[key].at()
            yield (
                line.at(),
                f"the heading {quoted(line.text)} stands in line {first.line} already",
                "Say what is different here, or join the two sections.",
            )
        seen.setdefault(key, line)


@rule(Severity.REVIEW)
def table_is_a_list(subject: Subject) -> Iterator[Finding]:
    """A table of one column or one row only makes a list harder to read, above all by ear.

    Source: AHRQ PEMAT item 19 (simple tables); WCAG 2.2, 1.3.1 (tables are for relations between rows and columns).
    """
    for path, block in blocks_of(subject.written.text) if subject.is_source else ():
        if isinstance(block, Table):
            rows = block.table.rows
            if len(rows[0]) == 1 or (len(rows) == 1 and len(rows[0]) <= 2):
                yield (
                    subject.written.located.place((*path, "table")),
                    f"the table {quoted(block.table.caption)} has one {'column' if len(rows[0]) == 1 else 'row'}",
                    'Make it a list: "points:".',
                )


@rule(Severity.REVIEW)
def table_cell_too_long(subject: Subject) -> Iterator[Finding]:
    """A paragraph in a narrow cell becomes a tower of two words a line, and in large print a page of its own.

    At most 20 words in a cell (the same as in a sentence). Source: AHRQ PEMAT item 19 (simple tables), a proxy.
    """
    for line in read(subject).of("cell") if subject.is_source else ():
        if len(line.words) > LONGEST_CELL:
            yield (
                line.at(),
                f"a cell of {len(line.words)} words: {quoted(line.text, 50)}",
                "Shorten it, or say it in a paragraph.",
            )


@functools.cache
def _pattern(lexicon: Lexicon, forms: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds some words of a language's table, as whole words; None where it has none."""
    return re.compile(rf"(?<!\w){lexicon.pattern(forms)}") if forms else None


_FILE_NAME = re.compile(
    r"^\S+\.(?:svg|png|jpe?g|gif|webp)$|^\S*[_]\S*$|^(?:IMG|DSC|image|figure|picture|photo)[-_ ]?\d*$", re.IGNORECASE
)


@rule(Severity.ERROR)
def alt_text_is_a_file_name(subject: Subject) -> Iterator[Finding]:
    """Who listens to the page hears "I M G underscore four two" in place of the picture.

    Finds an alternative text that is a file's name, or the same as it. Source: WCAG 2.2, 1.1.1 (non-text content), failure
    F30 (alternatives that are not alternatives, such as file names).
    """
    for path, block in blocks_of(subject.written.text):
        if isinstance(block, Figure):
            alt = block.figure.alt.strip()
            stem = block.figure.file.rsplit(".", 1)[0]
            if _FILE_NAME.match(alt) or alt.lower().replace(" ", "-") in (stem.lower(), block.figure.file.lower()):
                yield (
                    subject.written.located.place((*path, "figure", "alt")),
                    f"the alternative text {quoted(alt)} is the name of a file",
                    "Say in words what the picture shows.",
                )


@rule(Severity.REVIEW)
def alt_text_says_picture(subject: Subject) -> Iterator[Finding]:
    """A screen reader says "image" by itself: "image, image of a head".

    Where the language's table says how (``style: picture_of:``). Source: W3C WAI, Images Tutorial, tips and tricks (no "image of" in alternative texts).
    """
    lexicon = subject.library.lexicon(subject.written.tag)
    pattern = _pattern(lexicon, lexicon.table.style.picture_of)
    for line in read(subject).of("alt") if pattern else ():
        hit = pattern.match(line.text) if pattern else None
        if hit:
            yield line.at(hit[0]), f'the alternative text begins with "{hit[0]}"', "Begin with what it shows."


@rule(Severity.REVIEW)
def alt_text_length(subject: Subject) -> Iterator[Finding]:
    """An alternative text of one word hides the picture; one of a hundred cannot be stopped or gone back in.

    3 to 60 words where spaces part words; the numbers are this project's. Source: WCAG 2.2, 1.1.1 (non-text content), which
    asks for an equivalent and counts nothing.
    """
    reading = read(subject)
    if reading.language is None or reading.language.word_break != "spaces":
        return
    for line in reading.of("alt"):
        length = len(line.words)
        if not SHORTEST_ALT <= length <= LONGEST_ALT:
            say = (
                "Say what the picture shows and why it is here."
                if length < SHORTEST_ALT
                else "Keep what the picture is for; say the rest in the text."
            )
            yield line.at(), f"an alternative text of {length} words: {quoted(line.text, 50)}", say


# A mark that announces: a colon at the end, in the scripts that have one of their own.
_ANNOUNCES = re.compile(r"[:：៖፦︓]\s*[\"”’»)]*$")
_LISTS = frozenset({"points", "steps", "checklist", "table", "questions", "glossary", "write-in", "figure", "callout"})


@rule(Severity.ERROR)
def announced_list_missing(subject: Subject) -> Iterator[Finding]:
    """ "The following can be seen:" and then nothing: a list was lost, and perhaps it held the side effects.

    Finds a paragraph, answer or call-out that ends with a colon (or with "the following") at the end of its section, or
    before a paragraph where a list was announced. Source: a fault of real handouts, made when a list is cut off in
    copying; no guideline needs to name it.
    """
    reading = read(subject)
    blocks = reading.blocks
    lexicon = subject.library.lexicon(subject.written.tag)
    announcing = _pattern(lexicon, lexicon.table.style.announces)
    for number, lines in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else ()
        after = following[0] if following and following[0].section == lines[0].section else None
        for line in _openings(lines):
            if _announces_nothing(line, after, announcing):
                yield (
                    line.at(_last_words(line)),
                    f"{quoted(_last_words(line))} announces something that does not follow",
                    'Add the list: "points:" below this paragraph, or end the sentence with a full stop.',
                )


def _openings(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines of a block after which nothing more of the block comes that could be the list."""
    kind = lines[0].kind
    if kind == "callout":
        last = lines[-1]
        if last.role in ("callout", "callout_heading"):
            yield last
    elif kind == "questions":
        yield from (line for line in lines if line.role == "answer")
    elif kind in ("text", "points", "checklist", "steps"):
        yield lines[-1]


def _announces_nothing(line: Line, after: Line | None, announcing: re.Pattern[str] | None) -> bool:
    colon = bool(_ANNOUNCES.search(line.text))
    last = line.sentences[-1] if line.sentences else line.text
    named = announcing is not None and bool(announcing.search(last))
    if not colon and not re.search(
        r"\b(?:the following|as follows|los siguientes|las siguientes)\s*\.?$", last, re.IGNORECASE
    ):
        return False
    if line.role == "answer" or after is None:
        return True
    return after.kind not in _LISTS and (named or after.kind == "gap")


def _last_words(line: Line) -> str:
    return " ".join(line.text.split()[-6:])
