"""The pack: editions made by the one route, measured, named, listed; whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from press import checks, markup, qr, route
from press.edition import Edition
from press.library import DEFAULT_PRINTER, Library
from press.order import folder, proof_sheet
from press.order.folder import Target
from press.order.imposition import TypeTooSmallError, imposed
from press.order.manifest import (
    CSV,
    JSON,
    PROOF,
    SEPARATORS,
    SUMS,
    TICKET,
    XJDF,
    Manifest,
    Row,
    Sheets,
    as_csv,
    as_json,
    dated,
    file_name,
    measured,
    sums,
)
from press.order.request import Item, Request, edition_of, file_start, title_of, version_of
from press.order.ticket import ticket
from press.order.xjdf import as_xjdf
from press.pdf.printed import Printed, printed
from press.problem import Place, Problem, Severity, errors, in_order
from press.receipt import Store, digest, keep
from press.route import Outcome, State


@dataclass(frozen=True, slots=True)
class Options:
    """How a pack is to be made. ``since`` holds the rows of an earlier pack: what is the same is not printed again.

    ``executor`` makes the editions; without one, ``jobs`` processes here do.
    """

    where: Path
    today: date
    proof: bool = False
    zipped: bool = False
    leave_out: bool = False
    replace: bool = False
    since: tuple[Row, ...] | None = None
    jobs: int | None = None
    executor: route.Executor | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """What came of it. ``path`` is the complete pack, None where there is none; ``built`` and ``fresh`` count editions.

    ``items`` are the pieces of the manifest's rows, in their order.
    """

    path: Path | None = None
    manifest: Manifest | None = None
    problems: tuple[Problem, ...] = ()
    built: int = 0
    fresh: int = 0
    items: tuple[Item, ...] = ()


Keep = Callable[[bytes, str], None]
"""Takes the bytes of a finished release and their SHA-256, before the pack gets its name (the archive)."""
Last = Callable[[Packed], list[Problem]]
"""The last word on a whole pack before it gets its name: an error among what it says keeps it from that."""


def make(
    library: Library,
    request: Request,
    options: Options,
    watch: Callable[[int, int], None] = lambda done, total: None,
    archive: Keep | None = None,
    last: Last = lambda packed: [],
) -> Packed:
    """Make a pack, or say why there is none. ``watch`` hears how many editions are done, of how many.

    A run that was stopped is taken up where it ended: an edition whose receipt still holds is not made again.
    """
    goal = folder.target(options.where, options.zipped)
    problems = folder.refused(goal, options.replace)
    if problems:
        return Packed(problems=tuple(problems))
    wanted, left_out, unchanged, problems = choose(library, request, options)
    if errors(problems) or not wanted:
        return Packed(problems=tuple(problems))
    try:
        with folder.working(goal, request.job) as busy:
            if busy:
                return Packed(problems=tuple(busy))
            making = _Making(library, replace(request, items=tuple(wanted)), options, goal, watch)
            making.problems += problems
            packed = making.packed(left_out, unchanged, archive)
            if packed.manifest is None:
                return packed
            packed = replace(packed, problems=(*packed.problems, *last(packed)))
            if errors(packed.problems):
                return replace(packed, manifest=None)
            folder.finish(goal)
    except OSError as error:
        fault = f"the pack cannot be written: {error.strerror or error}"
        remedy = f"Make room or choose another folder, then run the same command: what is finished is kept in {goal.work.name}."
        return Packed(problems=(*problems, Problem(Place(str(goal.final)), "output-unwritable", fault, remedy)))
    return replace(packed, path=goal.final)


def choose(
    library: Library, request: Request, options: Options
) -> tuple[list[Item], list[str], list[str], list[Problem]]:
    """The pieces to print, those left out, those unchanged since the earlier pack, and what is wrong with the rest."""
    wanted: list[Item] = []
    left_out: list[str] = []
    unchanged: list[str] = []
    problems: list[Problem] = []
    kept = Store(library.root / "out" / ".store")
    before = {(row.slug, row.language, row.variant, row.brand, row.fingerprint) for row in options.since or ()}
    for item in request.items:
        verdict = route.verdict(library, edition_of(item), options.today, kept)
        standing = verdict.standing.as_draft if options.proof else verdict.standing
        if not verdict.released and not options.proof:
            what = f"{item.slug} ({item.language})"
            left_out.append(f"{what}, {item.variant}")
            severity = Severity.REVIEW if options.leave_out else Severity.ERROR
            remedy = 'Approve it, take it out of the order, or say "--leave-out"; "--proof" makes a marked proof pack.'
            problems.append(Problem(item.place, "not-released", f"{what} may not be printed: {verdict.why}", remedy, severity))
            continue
        if before:
            sheet, _ = markup.sheet(library, edition_of(item), standing)
            mark = qr.plain(sheet.fingerprint) if sheet else ""
            if (item.slug, item.language, item.variant, item.brand, mark) in before:
                unchanged.append("_".join(file_start(library, request.job, item)))
                continue
        wanted.append(item)
    return wanted, left_out, unchanged, in_order(problems)


@dataclass
class _Making:
    """One pack on its way."""

    library: Library
    request: Request
    options: Options
    goal: Target
    watch: Callable[[int, int], None]
    problems: list[Problem] = field(default_factory=list)
    outcomes: dict[tuple[Edition, str], Outcome] = field(default_factory=dict)
    intents: set[str] = field(default_factory=set)
    measures: dict[str, Printed] = field(default_factory=dict)  # by SHA-256
    built: int = 0
    fresh: int = 0

    def packed(self, left_out: Sequence[str], unchanged: Sequence[str], archive: Keep | None) -> Packed:
        """Every step; the first that fails ends it, and what is finished stays in the work folder."""
        self._make_editions()
        if errors(self.problems):
            return self._failed()
        folder.clear(self.goal)
        rows = [row for item in self.request.items if (row := self._piece(item, archive)) is not None]
        if errors(self.problems):
            return self._failed()
        manifest = self._manifest(rows, left_out, unchanged)
        manifest = replace(manifest, imposed=tuple(self._imposed(rows)))
        if errors(self.problems):
            return self._failed()
        others = self._others(manifest)
        if errors(self.problems):
            return self._failed()
        self._list(manifest, others)
        problems = tuple(in_order(self.problems))
        return Packed(None, manifest, problems, self.built, self.fresh, self.request.items)

    def _failed(self) -> Packed:
        return Packed(problems=tuple(in_order(self.problems)), built=self.built, fresh=self.fresh)

    # ---- editions --------------------------------------------------------------------------------------------------

    def _make_editions(self) -> None:
        """Each edition once, however many lines ask for it; black and colour apart, because they are other files."""
        asked: dict[str, set[Edition]] = {}
        for item in self.request.items:
            asked.setdefault(item.colours.replace("/", "-"), set()).add(edition_of(item))
        total = sum(map(len, asked.values()))
        self.watch(0, total)
        execute = self.options.executor or (lambda library, those, run: route.run(library, those, run, self.options.jobs))
        for colours, editions in sorted(asked.items()):
            out = self.goal.made / colours
            run = route.Run(out, self.options.today, release=not self.options.proof, store=self._store(), as_draft=self.options.proof)
            for outcome in execute(self.library, editions, run):
                self._take(colours, outcome)
                self.watch(len(self.outcomes), total)

    def _store(self) -> Path:
        """The project's own store, where the next order finds what this one made; where it may not be written, a passing one."""
        out = self.library.root / "out"
        writable = os.access(out if out.is_dir() else self.library.root, os.W_OK)
        return out / ".store" if writable else self.goal.work / "store"

    def _take(self, colours: str, outcome: Outcome) -> None:
        self.outcomes[outcome.edition, colours] = outcome
        self.built += outcome.state is State.BUILT
        self.fresh += outcome.state is State.FRESH
        if outcome.path is not None:  # measured and pictured while the workers make the next ones
            data = outcome.path.read_bytes()
            self.measures[digest(data)] = printed(data)
            proof_sheet.pictures(data, self.goal.pictures)
        else:
            # What the rules say of the words keeps no proof from being printed: it is not why this one failed.
            found = [p for p in errors(outcome.problems) if outcome.step == 2 or p.rule not in checks.rules()]
            full = next((p for p in found if p.rule == "output-unwritable"), None)
            if full is not None:  # the folder's fault: one piece's is that of all
                raise OSError(full.fault)
            fault = f"{outcome.edition} cannot be printed"
            remedy = "\n".join(str(problem) for problem in found[:3]) or "See: handouts check."
            places = [item.place for item in self.request.items if edition_of(item) == outcome.edition]
            self.problems.append(Problem(places[0], f"piece-{outcome.state}", fault, remedy))

    # ---- pieces ----------------------------------------------------------------------------------------------------

    def _piece(self, item: Item, archive: Keep | None) -> Row | None:
        """One finished PDF: measured, named, put into the pack."""
        outcome = self.outcomes[edition_of(item), item.colours.replace("/", "-")]
        assert outcome.path is not None
        data = outcome.path.read_bytes()
        sha256 = digest(data)
        found = self.measures.get(sha256) or printed(data)
        said = measured(found, item.sides)
        self.problems += self._not_as_ordered(item, said) + self._not_for_press(item, found)
        if found.output_intent:
            self.intents.add(found.output_intent)
        library, language = self.library, self.library.languages[item.language]
        standing = route.grounds(library, edition_of(item), self.options.today).standing
        start, version = file_start(library, self.request.job, item), version_of(library, item)
        name = file_name(start, version, said["pages"], self.options.proof)
        folder.put(self.goal, name, outcome.path, sha256)
        if archive is not None:
            try:
                archive(data, sha256)
            except OSError as error:
                fault = f"a release cannot be kept in the archive that policy.yaml names ({error.strerror or error})"
                raise OSError(fault) from error
        return Row(
            file=name, sha256=sha256, bytes=len(data), stock=item.stock, binding=item.binding, quantity=item.quantity,
            endonym=language.endonym, variant=item.variant, version=version, sides=item.sides,
            review_by=dated(standing.review_by), fingerprint=qr.plain(outcome.fingerprint), slug=item.slug, brand=item.brand,
            paper=library.brands[item.brand].paper, note=item.note,
            deliver="; ".join(f"{place}={number}" for place, number in item.deliver), **said,
        )  # fmt: skip

    def _not_as_ordered(self, item: Item, said: dict[str, object]) -> list[Problem]:
        """What was measured and is not what was ordered: it would be noticed at the press, or never."""
        what, found = f"{item.slug} ({item.language}, {item.variant})", []
        again = "Tell a developer: the file is not what was ordered."
        wide, high = self.library.brands[item.brand].page_size
        if said["trim"] != f"{wide:.1f} x {high:.1f}":
            found.append((f"{what}: the finished size is {said['trim']} mm", "wrong-size"))
        if item.colours == "1/1" and "4" in str(said["colours"]):
            found.append((f"{what}: ordered in black, the file prints {said['colours']}", "wrong-colours"))
        if not str(said["title"]).endswith(title_of(self.library, item)):  # a draft's title begins with the mark of a draft
            found.append((f'{what}: the file is titled "{said["title"]}"', "wrong-title"))
        if said["language"] != item.language:  # a file for the press says it, too: a mixed-up pile is sorted by it
            found.append((f'{what}: the file says its language is "{said["language"]}"', "wrong-language"))
        return [Problem(item.place, rule, fault, again) for fault, rule in found]

    def _not_for_press(self, item: Item, found: Printed) -> list[Problem]:
        """What a press-ready file must have, looked at once more in the finished file."""
        edition = edition_of(item)
        profile = self.library.printers.get(edition.printer or DEFAULT_PRINTER)
        if edition.purpose == "screen" or profile is None:
            return []
        faults = []
        least = min(leaf.bleed_mm for leaf in found.leaves)
        if least < profile.bleed_mm - 0.05:
            faults.append(("wrong-bleed", f"the bleed is {least:.1f} mm, the printer asks for {profile.bleed_mm:g} mm"))
        if not found.output_intent:
            faults.append(("no-output-intent", "the file does not say for which printing condition it was made"))
        strange = sorted({ink for leaf in found.leaves for ink in leaf.inks} - {"C", "M", "Y", "K"})
        if strange:
            faults.append(("wrong-colours", f"the file prints {', '.join(strange)}, not process inks alone"))
        what = f"{item.slug} ({item.language}, {item.variant})"
        again = "Tell a developer: the file is not ready for a press."
        return [Problem(item.place, rule, f"{what}: {fault}", again) for rule, fault in faults]

    # ---- what goes with them ---------------------------------------------------------------------------------------

    def _manifest(self, rows: Sequence[Row], left_out: Sequence[str], unchanged: Sequence[str]) -> Manifest:
        request, purposes = self.request, {edition_of(item).purpose for item in self.request.items}
        printer = request.printer or (DEFAULT_PRINTER if "print" in purposes else "")
        return Manifest(
            request.job, request.name, self.options.proof, "+".join(sorted(purposes)), dated(self.options.today),
            dated(request.due), printer, Path(request.shown).name, digest(request.data),
            contact={key: value or "" for key, value in request.contact.model_dump().items()},
            deliveries=[{k: v or "" for k, v in place.model_dump().items()} for place in request.deliveries],
            rows=tuple(rows), left_out=tuple(left_out), unchanged=tuple(unchanged), notes=request.notes,
            note=request.note, output_intents=tuple(sorted(self.intents)),
        )  # fmt: skip

    def _imposed(self, rows: Sequence[Row]) -> Iterable[Sheets]:
        for item, row in zip(self.request.items, rows, strict=True):
            if item.impose == "none":
                continue
            least = self.library.variants[item.variant].proves.smallest_type
            rtl = self.library.languages[item.language].direction == "rtl"
            data = (self.goal.pack / row.file).read_bytes()
            name = f"imposed/{row.file.removesuffix('.pdf')}_{item.impose}.pdf"
            try:
                made = imposed(data, item.impose, row.pages, row.paper, least, rtl, item.gsm, row.title, row.sides)
            except TypeTooSmallError as error:
                remedy = 'Order a larger print size for the booklet, or "impose: booklet-full" on larger paper.'
                self.problems.append(Problem(item.place, "type-too-small", str(error), remedy))
                continue
            keep(self.goal.pack / name, made.pdf)
            size = f"{made.size[0]:.1f} x {made.size[1]:.1f}"
            yield Sheets(name, row.file, made.sheets, size, round(made.scale, 4), made.words)

    def _others(self, manifest: Manifest) -> dict[str, bytes]:
        """Ticket, proof sheet, separator sheets, XJDF and the order itself."""
        library, goal = self.library, self.goal
        found: dict[str, bytes] = {XJDF: as_xjdf(manifest), f"order{self.request.suffix}": self.request.data}
        shown = {
            row.file: proof_sheet.pictures((goal.pack / row.file).read_bytes(), goal.pictures) for row in manifest.rows
        }
        made = {TICKET: ticket(library, manifest), PROOF: proof_sheet.proof_sheet(library, manifest, shown, goal.pictures)}
        if self.request.separators:
            made[SEPARATORS] = proof_sheet.separators(library, manifest)
        for name, (pdf, problems) in made.items():
            self.problems += problems
            if pdf is not None:
                found[name] = pdf
        return found

    def _list(self, manifest: Manifest, others: dict[str, bytes]) -> None:
        """Write what goes with the pieces; the manifest last, because a pack without one is not complete."""
        pack = self.goal.pack
        others = {**others, **{one.file: (pack / one.file).read_bytes() for one in manifest.imposed}}
        listed, table = as_json(manifest, others), as_csv(manifest.rows)
        for name, data in others.items():
            if not (pack / name).exists():
                keep(pack / name, data)
        hashes = {row.file: row.sha256 for row in manifest.rows}
        hashes |= {name: digest(data) for name, data in others.items()}
        hashes |= {CSV: digest(table), JSON: digest(listed)}
        keep(pack / SUMS, sums(hashes))
        keep(pack / CSV, table)
        keep(pack / JSON, listed)

