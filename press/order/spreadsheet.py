"""An order from a spreadsheet (``.csv``, ``.xlsx``) -> the same located tree that YAML gives.

Above the table stand the facts of the job, one a row (``job``, ``due``, ``contact`` …); the table begins with the row that
names the columns. Spreadsheet programs change what people typed: the delimiter, a byte order mark, quotes, "1,000" for
a thousand. What has one meaning is understood; what has two is refused; nothing is guessed, and nothing is left out: a cell
for which there is no name is an error.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

from press.order import csv_table, workbook
from press.order.cells import AS_TEXT, Cell, Row, changed
from press.problem import Place, Problem, counted, did_you_mean
from press.quantities.telephones import lacks
from press.source import REFUSED, Located, Mapping, Node, Sequence, Text, character_name

MAX_BYTES = 2_000_000
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
"""Files that are read here: tables and workbooks, and those that must be saved as one first."""
FACTS = ("job", "name", "due", "printer", "note", "separators")
CONTACT = {"contact": "name", "organisation": "organisation", "organization": "organisation", "phone": "phone", "email": "email"}
DELIVERY = ("id", "to", "address", "note")
MAKING = ("brand", "sides", "colours", "stock", "fold", "staple", "impose", "languages", "variants")
COLUMNS = ("handout", "packet", "specialty", "quantity", "deliver", "label", "note", *MAKING)
SAME = {"language": "languages", "variant": "variants", "copies": "quantity", "qty": "quantity", "colors": "colours"}
# Words for what a spreadsheet takes for the fourth of April.
WORDS = {"colours": {"colour": "4/4", "color": "4/4", "black": "1/1", "black and white": "1/1"}}
_GROUPS = "\u00a0\u202f '’"


def read(path: Path, shown: str) -> tuple[Located, list[Problem]]:
    """Read a spreadsheet's order; what could be read and every problem met."""
    data, problems = csv_table.load(path, shown, MAX_BYTES)
    if data is None:
        return Located(shown), problems
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        rows, problems = workbook.rows(data, shown)
        return _Table(rows, shown, "", problems).located()
    if path.suffix.lower() in (".xls", ".xlsb", ".ods", ".numbers"):
        fault = f'a "{path.suffix}" file is not read'
        return Located(shown), [Problem(Place(shown), "not-csv", fault, 'Save it as "Excel Workbook (.xlsx)" or "CSV UTF-8".')]
    text, problems = csv_table.decoded(data, shown)
    if text is None:
        return Located(shown), problems
    rows, delimiter, problems = csv_table.rows(text, shown, _is_head)
    return _Table(rows, shown, delimiter, problems, text).located()


def phone_problem(phone: str, place: Place, regions: Collection[str]) -> Problem | None:
    """What a spreadsheet took from a telephone number of digits alone; None where it is whole in one of the countries."""
    if not re.fullmatch(r"[0-9]{7,}", phone) or not regions:
        return None  # typed with signs, which no spreadsheet puts there; or an extension of the house
    missing = [lacks(phone, region) for region in regions]
    if "" in missing:
        return None
    what = {"+": 'lacks its "+"', "0": 'lacks the "0" before it'}.get(missing[0], "has not the digits of one")
    fault = f'the phone "{phone}" {what}: a spreadsheet makes a number of it'
    return Problem(place, "cell-changed", fault, f"{AS_TEXT} Or write it in groups: 503-555-0123.")


class _Table:
    """Rows of cells on their way to a tree. ``delimiter`` is that of a CSV file; a workbook has none."""

    def __init__(self, rows: list[Row], shown: str, delimiter: str, problems: list[Problem], text: str = "") -> None:
        self.rows, self.shown, self.delimiter, self.problems, self.text = rows, shown, delimiter, problems, text

    def located(self) -> tuple[Located, list[Problem]]:
        """The tree, and every problem met."""
        head = next((n for n, row in enumerate(self.rows) if _is_head([c.text.casefold() for c in row.cells])), None)
        if head is None:
            if not self.problems:
                fault = "no row names the columns"
                remedy = "A row must name them: handout, languages, variants, quantity …"
                self.problems.append(Problem(Place(self.shown), "columns-missing", fault, remedy))
            return Located(self.shown, None, self.text), self.problems
        entries = self._facts(self.rows[:head])
        lines = self._lines(self.rows[head], self.rows[head + 1 :])
        here = Place(self.shown, self.rows[head].line)
        entries.append((Text("lines", here), Sequence(tuple(lines), here)))
        tree = Mapping(tuple(entries), Place(self.shown, 1))
        broken = any(problem.rule == "csv-broken" for problem in self.problems)
        return Located(self.shown, None if broken else tree, self.text), self.problems

    def _say(self, line: int, rule: str, fault: str, remedy: str) -> None:
        self.problems.append(Problem(Place(self.shown, line), rule, fault, remedy))

    def _read(self, cell: Cell, key: str, line: int) -> str:
        """What a cell says for ``key``; what a program did to it is told."""
        place = Place(self.shown, line)
        problem = changed(cell, key, place)
        if problem is not None:
            self.problems.append(problem)
        hit = REFUSED.search(cell.text)
        if hit:
            fault = f"{cell.name} holds the character {character_name(hit[0])}"
            self.problems.append(Problem(place, "invisible-character", fault, "Delete it: it cannot be seen."))
        if key == "due":
            return self._day(cell.text, line)
        if key in ("quantity", "sides") and self.delimiter:
            return numeral(cell.text, self.delimiter)
        return WORDS.get(key, {}).get(cell.text.casefold(), cell.text)

    def _facts(self, rows: list[Row]) -> list[tuple[Text, Node]]:
        """The rows above the table: a word and its value."""
        found: dict[str, tuple[Text, Node]] = {}
        contact: list[tuple[Text, Node]] = []
        deliveries: list[Node] = []
        defaults: list[tuple[Text, Node]] = []
        for row in rows:
            place, key = Place(self.shown, row.line), row.cells[0].text.casefold().rstrip(":").strip()
            known = [*(one.value for one, _ in defaults), *(one.value for one, _ in contact)]
            if key in found or CONTACT.get(key, key) in known:
                self._say(row.line, "duplicate-key", f'"{key}" stands twice', "Keep one of the two rows.")
                continue
            names = DELIVERY if key == "delivery" else (key,)
            pairs = [
                (Text(name, place), Text(self._read(cell, name, row.line), place))
                for name, cell in zip(names, row.cells[1:], strict=False)
                if cell.text or key != "delivery"
            ]
            word, value = pairs[0] if pairs else (Text(key, place), Text("", place))
            if key == "delivery":
                deliveries.append(Mapping(tuple(pairs), place))
            elif key in CONTACT:
                contact.append((Text(CONTACT[key], place), value))
            elif key in FACTS:
                found[key] = (word, value)
            elif key in MAKING:
                defaults.append((word, value))
            else:
                words = [*FACTS, *CONTACT, "delivery", *MAKING]
                self._say(row.line, "unknown-key", f'"{row.cells[0].text[:40]}" is not known here', did_you_mean(key, words))
                continue
            self._too_many(row, names)
        entries = list(found.values())
        for name, group in (("contact", contact), ("defaults", defaults)):
            if group:
                entries.append((Text(name, group[0][0].place), Mapping(tuple(group), group[0][0].place)))
        if deliveries:
            at = deliveries[0].place
            entries.append((Text("deliveries", at), Sequence(tuple(deliveries), at)))
        return entries

    def _too_many(self, row: Row, names: Collection[str]) -> None:
        """Cells of a row that have no name: mostly the rest of a text that a comma parted."""
        extra = [cell for cell in row.cells[len(names) + 1 :] if cell.text]
        if extra:
            said = ", ".join(f'"{cell.text[:40]}" ({cell.name})' for cell in extra[:5])
            fault = f"{counted(len(extra), 'cell')} more than there are names for: {said}"
            first = row.cells[list(names).index("address") + 1 if "address" in names else 1 :]
            whole = f"{self.delimiter} ".join(cell.text for cell in first if cell.text)
            remedy = f'A text that holds "{self.delimiter}" stands in double quotes: "{whole[:80]}".'
            self._say(row.line, "more-cells", fault, remedy if self.delimiter.strip() else "Delete them, or put them into one cell.")

    def _day(self, cell: str, line: int) -> str:
        """A day as spreadsheets rewrite it: "1.3.2027" and "3/31/2027" mean one day; "3/1/2027" means two."""
        if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", cell):  # days since 30 December 1899, as the programs count
            meant = date(1899, 12, 30) + timedelta(days=int(float(cell)))
            fault = f'"{cell}" is how a spreadsheet stores a day ({meant})'
            self._say(line, "day-unclear", fault, f"Write the day itself: {meant}.")
            return str(meant)  # an error already: a second one about its form would only confuse
        said = re.fullmatch(r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})", cell)
        if not said:
            return re.sub(r"[ T]00:00(?::00(?:\.0+)?)?$", "", cell)
        one, two = int(said[1]), int(said[3])
        if said[2] == "/" and max(one, two) <= 12 and one != two:
            remedy = "Write it as year-month-day. If the spreadsheet turns it round, type an apostrophe before it: '2027-03-01."
            self._say(line, "day-unclear", f'"{cell}" can mean two days', remedy)
            return f"{said[4]}-{one:02d}-{two:02d}"
        day, month = (two, one) if said[2] == "/" and two > 12 else (one, two)
        return f"{said[4]}-{month:02d}-{day:02d}"

    def _lines(self, head: Row, rows: list[Row]) -> list[Node]:
        """The table, a mapping for each row."""
        names = [SAME.get(cell.text.casefold(), cell.text.casefold()) for cell in head.cells]
        for name in names:
            if name and name not in COLUMNS:
                fault = f'there is no column "{name}"'
                self._say(head.line, "unknown-column", fault, did_you_mean(name, COLUMNS))
            elif name and names.count(name) > 1:
                self._say(head.line, "duplicate-key", f'the column "{name}" stands twice', "Keep one.")
                break
        found: list[Node] = []
        for row in rows:
            place = Place(self.shown, row.line)
            loose = [cell for number, cell in enumerate(row.cells) if cell.text and not "".join(names[number : number + 1])]
            if loose:
                said = ", ".join(f'"{cell.text[:40]}" ({cell.name})' for cell in loose[:5])
                fault = f"{said} {'stands' if len(loose) == 1 else 'stand'} in a column without a name"
                remedy = "Name it, or delete it. A text that holds a comma stands in double quotes."
                self._say(row.line, "unknown-column", fault, remedy)
            pairs = [
                (Text(name, place), Text(self._read(cell, name, row.line), place))
                for name, cell in zip(names, row.cells, strict=False)
                if name in COLUMNS and cell.text
            ]
            found.append(Mapping(tuple(pairs), place))
        return found


def _is_head(cells: list[str]) -> bool:
    names = {SAME.get(cell, cell) for cell in cells}
    return bool(names & {"quantity", "deliver"}) and bool(names & {"handout", "packet", "specialty"})


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
