"""An order from a spreadsheet (``.csv``) -> the same located tree that YAML gives.

Above the table stand the facts of the job, one a row (``job``, ``due``, ``contact`` …); the table begins with the row that
names the columns. Spreadsheet programs change what people typed: the delimiter, a byte order mark, quotes, "1,000" for
a thousand. What has one meaning is understood; what has two is refused; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from press.problem import Place, Problem, did_you_mean
from press.source import Located, Mapping, Node, Sequence, Text

MAX_BYTES = 2_000_000
SUFFIXES = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers")
"""Files that are read here: tables, and those that must be saved as one first."""
FACTS = ("job", "name", "due", "printer", "note", "separators")
CONTACT = {"contact": "name", "organisation": "organisation", "organization": "organisation", "phone": "phone", "email": "email"}
MAKING = ("brand", "sides", "colours", "stock", "fold", "staple", "impose", "languages", "variants")
COLUMNS = ("handout", "packet", "specialty", "quantity", "deliver", "label", "note", *MAKING)
SAME = {"language": "languages", "variant": "variants", "copies": "quantity", "qty": "quantity", "colors": "colours"}
_GROUPS = "\u00a0\u202f '’"


def read(path: Path, shown: str) -> tuple[Located, list[Problem]]:
    """Read a spreadsheet's order; what could be read and every problem met."""
    text, problems = _decoded(path, shown)
    return _Sheet(text, shown).located() if text is not None else (Located(shown), problems)


def _decoded(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    place = Place(shown)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [Problem(place, "file-too-large", "the order is larger than 2 MB", "Split it.")]
        data = path.read_bytes()
    except OSError as error:
        return None, [Problem(place, "file-unreadable", f"the file cannot be read ({error.strerror})", "Check its name.")]
    save = 'In the spreadsheet: Save as, "CSV UTF-8".'
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None, [Problem(place, "not-csv", "this is a spreadsheet file, not a CSV file", save)]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return None, [Problem(place, "not-utf-8", "the file is saved as UTF-16", save)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(shown, line), "not-utf-8", "a byte that is not UTF-8", save)]
    if not text.strip(" \r\n\t;,"):
        return None, [Problem(place, "file-empty", "the file is empty", 'Begin with: "handouts order new NAME".')]
    return text, []


class _Sheet:
    """One CSV text on its way to a tree."""

    def __init__(self, text: str, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        first, _, rest = text.partition("\n")
        told = re.fullmatch(r"\"?sep=(.)\"?\s*", first.strip())  # a habit of Excel's: the first line names the delimiter
        self.skipped = 1 if told else 0
        self.text = rest if told else text
        self.delimiter = told[1] if told and told[1] in ",;\t|" else _delimiter(self.text)

    def located(self) -> tuple[Located, list[Problem]]:
        """The tree, and every problem met."""
        rows = self._rows()
        head = next((n for n, (_, cells) in enumerate(rows) if _is_head([c.casefold() for c in cells])), None)
        if head is None:
            if not self.problems:
                fault = "no row names the columns"
                remedy = "A row must name them: handout, languages, variants, quantity …"
                self.problems.append(Problem(Place(self.shown), "columns-missing", fault, remedy))
            return Located(self.shown, None, self.text), self.problems
        entries = self._facts(rows[:head])
        lines = self._lines(rows[head], rows[head + 1 :])
        here = Place(self.shown, rows[head][0])
        entries.append((Text("lines", here), Sequence(tuple(lines), here)))
        tree = Mapping(tuple(entries), Place(self.shown, 1))
        broken = any(problem.rule == "csv-broken" for problem in self.problems)
        return Located(self.shown, None if broken else tree, self.text), self.problems

    def _rows(self) -> list[tuple[int, list[str]]]:
        """Each row that holds something, with the number of its first line; empty cells at its end are dropped."""
        found = []
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)
        line = 1 + self.skipped
        try:
            for cells in reader:
                kept = [self._cell(cell, line) for cell in cells]
                while kept and not kept[-1]:
                    kept.pop()
                if kept:
                    found.append((line, kept))
                line = reader.line_num + 1 + self.skipped
        except csv.Error:
            fault = "a quotation mark is opened and not closed"
            self._say(line, "csv-broken", fault, "Look at the quotation marks of this line.")
        return found

    def _cell(self, cell: str, line: int) -> str:
        """What a cell says; a formula is what the spreadsheet would have counted, not what anybody can check."""
        text = cell.strip().strip("\u00a0")
        quoted = re.fullmatch(r'="([^"]*)"', text)  # Excel's way to keep a text a text
        if quoted:
            return quoted[1].strip()
        if text.startswith(("=", "@")) or re.match(r"\+\s*[A-Z(]", text):
            fault = f'a formula stands in a cell ("{text[:30]}")'
            self._say(line, "formula", fault, "Save the values: copy the column, and paste it as values.")
        elif re.fullmatch(r"#(REF|VALUE|N/A|NAME|DIV/0|NUM|NULL)[!?]?|#+", text, re.IGNORECASE):
            self._say(line, "formula", f'a cell says "{text}"', "Correct it in the spreadsheet, or make the column wider.")
        return text.removeprefix("'")

    def _say(self, line: int, rule: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem(Place(self.shown, line), rule, fault, remedy))

    def _facts(self, rows: list[tuple[int, list[str]]]) -> list[tuple[Text, Node]]:
        """The rows above the table: a word and its value."""
        found: dict[str, tuple[Text, Node]] = {}
        contact: list[tuple[Text, Node]] = []
        deliveries: list[Node] = []
        defaults: list[tuple[Text, Node]] = []
        for line, cells in rows:
            place, key = Place(self.shown, line), cells[0].casefold().rstrip(":").strip()
            value, word = " ".join(cells[1:2]), Text(key, Place(self.shown, line))
            known = [*(one.value for one, _ in defaults), *(one.value for one, _ in contact)]
            if key in found or CONTACT.get(key, key) in known:
                self._say(line, "duplicate-key", f'"{key}" stands twice', "Keep one of the two rows.")
            elif key in CONTACT:
                contact.append((Text(CONTACT[key], place), Text(value, place)))
            elif key == "delivery":
                names = ("id", "to", "address", "note")
                pairs = zip(names, cells[1:], strict=False)
                deliveries.append(Mapping(tuple((Text(n, place), Text(v, place)) for n, v in pairs if v), place))
            elif key in FACTS:
                found[key] = (word, Text(self._day(value, line) if key == "due" else value, place))
            elif key in MAKING:
                defaults.append((word, Text(value, place)))
            else:
                words = [*FACTS, *CONTACT, "delivery", *MAKING]
                self._say(line, "unknown-key", f'"{cells[0][:40]}" is not known here', did_you_mean(key, words))
        entries = list(found.values())
        for name, group in (("contact", contact), ("defaults", defaults)):
            if group:
                entries.append((Text(name, group[0][0].place), Mapping(tuple(group), group[0][0].place)))
        if deliveries:
            at = deliveries[0].place
            entries.append((Text("deliveries", at), Sequence(tuple(deliveries), at)))
        return entries

    def _day(self, cell: str, line: int) -> str:
        """A day as spreadsheets rewrite it: "1.3.2027" and "3/31/2027" mean one day; "3/1/2027" means two."""
        said = re.fullmatch(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})", cell)
        if not said:
            return cell
        one, two = int(said[1]), int(said[3])
        if said[2] == "/" and max(one, two) <= 12 and one != two:
            remedy = "Write it as year-month-day. If the spreadsheet turns it round, type an apostrophe before it: '2027-03-01."
            self._say(line, "day-unclear", f'"{cell}" can mean two days', remedy)
            return f"{said[4]}-{one:02d}-{two:02d}"  # an error already: a second one about its form would only confuse
        day, month = (two, one) if said[2] == "/" and two > 12 else (one, two)
        return f"{said[4]}-{month:02d}-{day:02d}"

    def _lines(self, head: tuple[int, list[str]], rows: list[tuple[int, list[str]]]) -> list[Node]:
        """The table, a mapping for each row."""
        names = [SAME.get(name.casefold(), name.casefold()) for name in head[1]]
        for name in names:
            if name and name not in COLUMNS:
                fault = f'there is no column "{name}"'
                self._say(head[0], "unknown-column", fault, did_you_mean(name, COLUMNS))
            elif name and names.count(name) > 1:
                self._say(head[0], "duplicate-key", f'the column "{name}" stands twice', "Keep one.")
                break
        found: list[Node] = []
        for line, cells in rows:
            place = Place(self.shown, line)
            loose = next((cell for number, cell in enumerate(cells) if cell and not "".join(names[number : number + 1])), None)
            if loose is not None:
                self._say(line, "unknown-column", f'"{loose[:40]}" stands in a column without a name', "Name it, or delete it.")
            pairs = [(name, cell) for name, cell in zip(names, cells, strict=False) if name in COLUMNS and cell]
            pairs = [(name, numeral(cell, self.delimiter) if name in ("quantity", "sides") else cell) for name, cell in pairs]
            found.append(Mapping(tuple((Text(name, place), Text(cell, place)) for name, cell in pairs), place))
        return found


def _is_head(cells: list[str]) -> bool:
    names = {SAME.get(cell, cell) for cell in cells}
    return bool(names & {"quantity", "deliver"}) and bool(names & {"handout", "packet", "specialty"})


def _delimiter(text: str) -> str:
    """The delimiter of the row that names the columns, else of the whole text."""
    lines = text.splitlines()
    heads = [line for line in lines if re.search(r"\b(quantity|copies|qty|deliver)\b", line, re.IGNORECASE)]
    for line in [*heads, text]:
        best = max(";\t,|", key=line.count)
        if line.count(best):
            return best
    return ","


def numeral(cell: str, delimiter: str) -> str:
    """A whole number as spreadsheets write it, in plain digits; a cell that can mean two numbers stays as it is.

    Where commas part the cells, a point is the decimal mark and "1,000" a thousand; where semicolons do, it is the other
    way round (Germany, France, Spain …). "1.000" is thus a thousand in the second and unclear in the first.
    """
    text = cell.strip().strip('"')
    group, point = (",", r"\.") if delimiter == "," else (r"\.", ",")
    if re.fullmatch(rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?:{point}0{{1,2}})?", text):
        return re.sub(r"\D", "", re.sub(rf"{point}0{{1,2}}$", "", text))
    if re.fullmatch(rf"[0-9]+{point}0{{1,2}}", text):
        return re.split(point, text)[0]
    if re.fullmatch(rf"[0-9]{{1,3}}(?:[{_GROUPS}][0-9]{{3}})+", text):
        return re.sub(r"\D", "", text)
    return cell
