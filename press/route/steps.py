"""One edition on its way from YAML to a kept PDF: six steps."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from press import fonts, markup, preflight, printing, receipt, typeset
from press.content import Facts, PacketFacts
from press.content.wording import NOTHING
from press.edition import Edition
from press.library import Library
from press.problem import Place, Problem, errors, in_order, problem_from
from press.route import patience
from press.route.known import parts, snapshot, texts, words_key
from press.route.outcome import Outcome, Run, State


def make(library: Library, edition: Edition, run: Run) -> Outcome:
    """Make one edition: every step of the route, in this process. Never raises for a mistake in content."""
    snapshot(library).standings.clear()  # somebody may have signed something since
    return alone(library, edition, run)


def alone(library: Library, edition: Edition, run: Run) -> Outcome:
    """One edition in this process, with no more patience than a worker is given."""
    try:
        with patience.limited(run.patience):
            return made(library, edition, run)
    except patience.OutOfPatienceError:
        typeset.forget()  # it may have been stopped while it remembered something
        fault = f"the typesetter did not end within {run.patience:g} seconds while making {edition}"
        remedy = "Take out what was added last, such as a large picture or a style sheet, or report it."
        problem = Problem(Place(edition.slug), "worker-died", fault, remedy)
        return Outcome(edition, State.FAILED, problems=(problem,), step=4, seconds=run.patience)


def made(library: Library, edition: Edition, run: Run) -> Outcome:
    """The same within a run, which sees approvals as they were when it began."""
    started = time.perf_counter()
    outcome = _Making(library, edition, run).outcome()
    return replace(outcome, seconds=time.perf_counter() - started)


_HASH = 16  # letters: what is shorter is a version, which a person can read


class _Making:
    """One edition on its way along the route."""

    def __init__(self, library: Library, edition: Edition, run: Run) -> None:
        self.library, self.edition, self.run = library, edition, run
        self.piece = snapshot(library).pieces[edition.slug]
        self.problems: list[Problem] = []
        self.fingerprint = ""

    def outcome(self) -> Outcome:
        """The steps in order; the first that cannot go on ends the route."""
        library, edition = self.library, self.edition
        # 1 read
        self.problems += problems_of(library, edition)
        if errors(self.problems) or edition.language not in self.piece.texts:
            return self._ended(State.FAILED, 1)
        # 2 check
        standing = snapshot(library).standing(edition.slug, edition.language, self.run.today, self.run.as_draft)
        key = words_key(library, edition, standing)
        known = None if self.run.force else self.run.kept.recall(key)
        hurried = known is None and self.run.in_a_hurry and not self.run.release and not standing.released
        if known is not None:
            found = [problem_from(said) for said in known.problems]
        else:
            found = [] if hurried else self._checked()
        self.problems += found
        if self.run.release and (errors(found) or not standing.released):
            self.problems += [reason.problem for reason in standing.reasons]
            return self._ended(State.REFUSED, 2)
        path = self.run.out / edition.path(standing.released)
        if known is not None and (outcome := self.as_kept(known, path, [])):
            return outcome
        # 3 mark up
        sheet, more = markup.sheet(library, edition, standing)
        self.problems += more
        if sheet is None or errors(more):
            return self._ended(State.FAILED, 3)
        self.fingerprint = sheet.fingerprint
        html = self.html_digest(sheet)
        if not hurried:
            self._remember(key, receipt.Known(html, sheet.fingerprint, tuple(p.as_json() for p in [*found, *more])))
        if not self.run.force and (fresh := self._fresh(html, path)):
            return self._ended(State.FRESH, 3, path, fresh.pages)
        return self._printed(sheet, html, path)

    def _checked(self) -> list[Problem]:
        """What the editorial rules find. They are loaded here: a sheet that is known, or wanted now, needs none."""
        from press import checks

        return checks.check(self.library, self.piece, self.edition.language, self.edition.brand)

    def as_kept(self, known: receipt.Known, path: Path, found: Iterable[Problem]) -> Outcome | None:
        """The outcome where the PDF that is kept would be made again; None where it must be made."""
        kept = self._fresh(known.html, path)
        if kept is None:
            return None
        self.problems += found
        self.fingerprint = known.fingerprint
        return self._ended(State.FRESH, 3, path, kept.pages)

    def html_digest(self, sheet: markup.Sheet) -> str:
        """The hash of the HTML and of what its PDF must prove: a smaller budget of sheets must be measured anew."""
        must = repr(replace(expected(self.library, self.edition, sheet), reading=NOTHING, font_names=frozenset()))
        return receipt.digest(f"{sheet.html}\0{must}".encode())

    def _fresh(self, html: str, path: Path) -> receipt.Receipt | None:
        """The receipt of the PDF that would be made again; the PDF stands at ``path`` then, out of the store if need be."""
        found, _ = self.run.kept.find(html, receipt.tools(), snapshot(self.library).hashes)
        if found is None:
            return None
        try:
            if path.is_file() and receipt.digest(path.read_bytes()) == found.pdf:
                return found
            kept = self.run.kept.pdf(found.pdf)
            if kept is None:
                return None
            receipt.keep(path, kept)
        except OSError:
            return None  # the route goes on, and says at its end why the PDF cannot be kept
        return found

    def _printed(self, sheet: markup.Sheet, html: str, path: Path) -> Outcome:
        library, edition = self.library, self.edition
        # 4 typeset
        place = Place(self.piece.texts[edition.language].located.shown)
        locate, inks = (lambda key: sheet.places.get(key, place)), printing.inks_of(library, edition)
        proof = typeset.typeset(
            sheet.html, place=place, resolve=library.resolve, locate=locate, inks=inks, meanwhile=preflight.load
        )
        self.problems += proof.problems
        if proof.pdf is None or errors(proof.problems):
            return self._ended(State.FAILED, 4)
        # 5 preflight
        more = preflight.preflight(proof.pdf, printing.counted(expected(library, edition, sheet), proof.pages), place)
        self.problems += more
        if errors(more):
            return self._ended(State.FAILED, 5)
        # 6 keep
        inputs = {item.name: item.sha256 for item in proof.inputs}
        slip = receipt.Receipt(html, inputs, receipt.tools(), receipt.digest(proof.pdf), proof.pages)
        try:
            receipt.keep(path, proof.pdf)
        except OSError as error:
            fault = f"the PDF cannot be kept: {error.strerror or error}"
            remedy = 'Make room, or choose another folder with "--out DIR".'
            self.problems.append(Problem(Place(str(path)), "output-unwritable", fault, remedy))
            return self._ended(State.FAILED, 6)
        # A store that cannot be written (full, read-only) costs a render next time, never a sheet.
        with contextlib.suppress(OSError):
            self.run.kept.put(slip, proof.pdf)
            _note(library, edition, self.run)
        return self._ended(State.BUILT, 6, path, proof.pages)

    def _remember(self, key: str, known: receipt.Known) -> None:
        with contextlib.suppress(OSError):
            self.run.kept.remember(key, known)

    def _ended(self, state: State, step: int, path: Path | None = None, pages: int = 0) -> Outcome:
        found = tuple(in_order(self.problems))
        return Outcome(self.edition, state, path, pages, found, step, fingerprint=self.fingerprint)


def sorted_out(library: Library, editions: Iterable[Edition], run: Run) -> Iterator[tuple[Edition, Outcome | None]]:
    """Each edition with its outcome if it need not be made: what a run begins with."""
    snapshot(library).standings.clear()
    for edition in editions:
        yield edition, _fresh(library, edition, run)


def fresh(library: Library, edition: Edition, run: Run) -> Outcome | None:
    """The outcome of an edition that need not be made, without any typesetting; None where it must be looked at."""
    return next(outcome for _, outcome in sorted_out(library, [edition], run))


def _fresh(library: Library, edition: Edition, run: Run) -> Outcome | None:
    if run.force:
        return None
    making = _Making(library, edition, run)
    making.problems += problems_of(library, edition)
    if errors(making.problems) or edition.language not in making.piece.texts:
        return None
    standing = snapshot(library).standing(edition.slug, edition.language, run.today, run.as_draft)
    known = run.kept.recall(words_key(library, edition, standing))
    if known is None:
        return None
    found = [problem_from(said) for said in known.problems]
    if run.release and (errors(found) or not standing.released):
        return None
    return making.as_kept(known, run.out / edition.path(standing.released), found)


def remember(library: Library, outcome: Outcome, html: str, run: Run) -> None:
    """Keep what steps 2 and 3 made of an edition that was made elsewhere, so that it counts as known here."""
    edition = outcome.edition
    standing = snapshot(library).standing(edition.slug, edition.language, run.today, run.as_draft)
    said = tuple(problem.as_json() for problem in outcome.problems)
    run.kept.remember(words_key(library, edition, standing), receipt.Known(html, outcome.fingerprint, said))
    _note(library, edition, run)


def _note(library: Library, edition: Edition, run: Run) -> None:
    standing = snapshot(library).standing(edition.slug, edition.language, run.today, run.as_draft)
    run.kept.note(repr(edition), {**parts(library, edition, standing), **receipt.tools()})


def inputs(library: Library, edition: Edition, run: Run) -> dict[str, str]:
    """What a kept edition was made from, by name: the hash of each text and of each file that its typesetting read."""
    standing = snapshot(library).standing(edition.slug, edition.language, run.today, run.as_draft)
    found = texts(library, edition)
    known = run.kept.recall(words_key(library, edition, standing))
    html = known.html if known is not None else ""
    kept, _ = run.kept.find(html, receipt.tools(), snapshot(library).hashes)
    return {**found, **(kept.inputs if kept is not None else {})}


def freshness(library: Library, edition: Edition, run: Run) -> str:
    """Why the kept PDF of an edition is fresh, or what changed since it was made; in words. Makes nothing."""
    piece = snapshot(library).pieces[edition.slug]
    if errors(problems_of(library, edition)) or edition.language not in piece.texts:
        return "cannot be made: handouts check says why"
    standing = snapshot(library).standing(edition.slug, edition.language, run.today, run.as_draft)
    sheet, problems = markup.sheet(library, edition, standing)
    if sheet is None or errors(problems):
        return "cannot be made: handouts build says why"
    making = _Making(library, edition, run)
    found, why = run.kept.find(making.html_digest(sheet), receipt.tools(), snapshot(library).hashes)
    if found is None:
        now = {**parts(library, edition, standing), **receipt.tools()}
        reasons = [_changes(run.kept.noted(repr(edition)), now), why if why != receipt.NOT_MADE else ""]
        return f"not fresh: {'; '.join(reason for reason in reasons if reason) or why}"
    path = run.out / edition.path(standing.released)
    if not path.is_file():
        return f"fresh, and kept in the store; {path.name} is put back at the next build"
    if receipt.digest(path.read_bytes()) != found.pdf:
        return "not fresh: the PDF was altered after it was made"
    return f"fresh: {len(found.inputs)} files and {len(found.tools)} tools are as they were"


def _changes(then: dict[str, str] | None, now: dict[str, str]) -> str:
    """In words, what changed since an edition was made; empty where that is nothing of what was noted."""
    if then is None:
        return "it was never made, or nobody noted from what"
    shown = {name for name in now if len(now[name]) < _HASH}
    changed = [name for name in now if name in then and now[name] != then[name]]
    told = [f"{name} was {then[name]}, is {now[name]}" if name in shown else f"{name} changed" for name in changed]
    told += [f"{name} is new" for name in now if name not in then]
    told += [f"{name} is gone" for name in then if name not in now]
    return "; ".join(told)


def problems_of(library: Library, edition: Edition) -> list[Problem]:
    """The problems of reading (step 1) that concern one edition: those in the files it prints from."""
    piece = snapshot(library).pieces[edition.slug]
    language = f"handouts/_languages/{edition.language}.yaml"
    files = {*library.files_of(piece, edition.language), language, f"styles/brands/{edition.brand}/brand.yaml"}
    files.add(f"styles/variants/{edition.variant}/variant.yaml")
    known = snapshot(library).problems
    found = [problem for path in sorted(files) if path in known for problem in known[path]]
    return [*found, *printing.problems(library, edition)]


def expected(library: Library, edition: Edition, sheet: markup.Sheet) -> preflight.Expected:
    """What the finished PDF of an edition must prove."""
    facts: Facts | PacketFacts = snapshot(library).pieces[edition.slug].facts
    language, proves = library.languages[edition.language], library.variants[edition.variant].proves
    return preflight.Expected(
        title=sheet.title,
        language=edition.language,
        direction=language.direction,
        page_size_mm=library.brands[edition.brand].page_size,
        smallest_type=proves.smallest_type,
        leading=proves.leading,
        margin_mm=proves.margin,
        contrast=proves.contrast,
        one_column=proves.one_column,
        italics=proves.italics,
        underline=proves.underline,
        hyphens=proves.hyphens,
        max_sheets=facts.sheets.get(edition.variant),
        font_names=fonts.postscript_names(),
        reading=sheet.reading,
        press=printing.must_prove(library, edition),
    )


def withdraw(run: Run, outcome: Outcome) -> Outcome:
    """Take away what an earlier run kept for an edition that can no longer be made: it would pass for current.

    Returns the outcome, with a problem where that cannot be done.
    """
    found = []
    for released in (False, True):
        path = run.out / outcome.edition.path(released)
        if outcome.state is State.FAILED or released:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                fault = f"it cannot be taken away, and would pass for current: {error.strerror or error}"
                found.append(Problem(Place(str(path)), "output-unwritable", fault, "Remove it by hand."))
    return replace(outcome, problems=(*outcome.problems, *found))
