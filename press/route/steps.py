"""One edition on its way from YAML to a kept PDF: six steps."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from press import fonts, markup, preflight, printing, receipt, typeset
from press.content import Facts, PacketFacts
from press.content.wording import NOTHING
from press.edition import Edition
from press.library import Library
from press.problem import Place, Problem, Severity, errors, in_order, problem_from
from press.qr import plain
from press.route import patience
from press.route.known import checks_key, parts, snapshot, source_key, texts, words_key
from press.route.outcome import Outcome, Run, State
from press.route.verdict import Grounds, Verdict, decide, findings, found_already, grounds, problems_of
from press.route.verdict import verdict as judged


def make(library: Library, edition: Edition, run: Run) -> Outcome:
    """Make one edition: every step of the route, in this process. Never raises for a mistake in content."""
    snapshot(library).forget_approvals()  # somebody may have signed something since
    return alone(library, edition, run)


def alone(library: Library, edition: Edition, run: Run, known: Grounds | None = None) -> Outcome:
    """One edition in this process, with no more patience than a worker is given. ``known`` as for ``made``."""
    try:
        with patience.limited(run.patience):
            return made(library, edition, run, known)
    except patience.OutOfPatienceError:
        typeset.forget()  # it may have been stopped while it remembered something
        fault = f"the typesetter did not end within {run.patience:g} seconds while making {edition}"
        remedy = "Take out what was added last, such as a large picture or a style sheet, or report it."
        problem = Problem(Place(edition.slug), "worker-died", fault, remedy)
        return Outcome(edition, State.FAILED, problems=(problem,), step=4, seconds=run.patience)


def made(library: Library, edition: Edition, run: Run, known: Grounds | None = None) -> Outcome:
    """The same within a run, which sees approvals as they were when it began.

    ``known`` is what the verdict rests on where somebody else decides: a worker has no say in approvals.
    """
    started = time.perf_counter()
    outcome = _Making(library, edition, run, known).outcome()
    return replace(outcome, seconds=time.perf_counter() - started)


_HASH = 16  # letters: what is shorter is a version, which a person can read


class _Making:
    """One edition on its way along the route."""

    def __init__(self, library: Library, edition: Edition, run: Run, known: Grounds | None = None) -> None:
        self.library, self.edition, self.run = library, edition, run
        self.piece = snapshot(library).pieces[edition.slug]
        self.known = known
        self.problems: list[Problem] = []
        self.found: list[Problem] = []
        self.shapes: Mapping[str, str] = {}
        self.fingerprint = ""
        self.released = False

    def outcome(self) -> Outcome:
        """The steps in order; the first that cannot go on ends the route."""
        library, edition, run = self.library, self.edition, self.run
        # 1 read
        self.problems += problems_of(library, edition)
        if errors(self.problems) or edition.language not in self.piece.texts:
            return self._ended(State.FAILED, 1)
        # 2 check
        verdict = self.verdict()
        self.released = verdict.released and not run.as_draft
        if run.release and not verdict.released:
            self.problems += verdict.reasons
            return self._ended(State.REFUSED, 2)
        path = run.out / edition.path(self.released)
        key = words_key(library, edition, verdict.standing)
        known = None if run.force else run.kept.recall(key)
        if known is not None and (outcome := self.as_kept(known, path)):
            return outcome
        # 3 mark up
        sheet, more = markup.sheet(library, edition, verdict.standing)
        self.problems += more
        if sheet is None or errors(more):
            return self._ended(State.FAILED, 3)
        self.fingerprint, self.shapes = sheet.fingerprint, sheet.shapes
        html = self.html_digest(sheet)
        self._remember(key, receipt.Known(html, sheet.fingerprint, tuple(p.as_json() for p in more), sheet.shapes))
        if not run.force and (fresh := self._fresh(html, path)):
            return self._ended(State.FRESH, 3, path, fresh.pages)
        return self._printed(sheet, html, path)

    def verdict(self) -> Verdict:
        """The verdict, and what the rules found along the way among the problems.

        In a hurry, the words of what is a draft anyway are not checked: nobody reads the findings.
        """
        known = self.known or grounds(self.library, self.edition, self.run.today)
        hurried = self.run.in_a_hurry and not self.run.release and not decide(known, ()).released
        kept = self.run.kept
        found = found_already(self.library, self.edition, kept) if hurried else findings(self.library, self.edition, kept)
        self.found = found or []
        self.problems += self.found
        return decide(known, self.found, self.run.as_draft)

    def as_kept(self, known: receipt.Known, path: Path) -> Outcome | None:
        """The outcome where the PDF that is kept would be made again; None where it must be made."""
        if any(self.library.digest_of(name) != then for name, then in known.shapes.items()):
            return None
        self.fingerprint, self.shapes = known.fingerprint, known.shapes
        kept = self._fresh(known.html, path)
        if kept is None:
            return None
        self.problems += [problem_from(said) for said in known.problems]
        return self._ended(State.FRESH, 3, path, kept.pages)

    def html_digest(self, sheet: markup.Sheet) -> str:
        """The hash of the HTML and of what its PDF must prove: a smaller budget of sheets must be measured anew."""
        must = repr(replace(expected(self.library, self.edition, sheet), reading=NOTHING, font_names=frozenset()))
        return receipt.digest(f"{sheet.html}\0{must}".encode())

    def _fresh(self, html: str, path: Path) -> receipt.Receipt | None:
        """The receipt of the PDF that would be made again; the PDF stands at ``path`` then, out of the store if need be."""
        code = plain(self.fingerprint)
        found, _ = self.run.kept.find(html, receipt.tools(), self.library.digest_of, code)
        if found is None:
            return None
        try:
            if path.is_file() and receipt.digest(data := path.read_bytes()) == found.pdf and receipt.bears(data, code):
                return found
            kept = self.run.kept.pdf(found.pdf, code)
            if kept is None:
                return None
            receipt.keep(path, kept)
        except OSError:
            return None  # the route goes on, and says at its end why the PDF cannot be kept
        return found

    def _printed(self, sheet: markup.Sheet, html: str, path: Path) -> Outcome:
        library, edition = self.library, self.edition
        # 4 typeset
        proof = self._typeset(sheet, sheet.html, {}, preflight.load)
        if proof.pdf is None or errors(proof.problems):
            self.problems += self._blamed(sheet, proof.problems, 4)
            return self._ended(State.FAILED, 4)
        self.problems += proof.problems
        self.problems += self._otherwise(sheet, proof)
        if errors(self.problems) and self.released:
            return self._ended(State.FAILED, 4)
        # 5 preflight
        more = self._measured(sheet, proof)
        if errors(more):
            self.problems += self._blamed(sheet, more, 5)
            return self._ended(State.FAILED, 5)
        self.problems += more
        # 6 keep
        inputs = {item.name: item.sha256 for item in proof.inputs}
        code = plain(sheet.fingerprint)
        slip = receipt.Receipt(html, inputs, receipt.tools(), receipt.digest(proof.pdf), proof.pages, code)
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
            _note(library, edition, self.run, sheet.shapes)
        return self._ended(State.BUILT, 6, path, proof.pages)

    def _otherwise(self, sheet: markup.Sheet, proof: typeset.Proof) -> Iterator[Problem]:
        """Files that the typesetter read otherwise than the verdict and the page's code, or that the code knows nothing of."""
        severity = Severity.ERROR if self.released else Severity.REVIEW
        inks = printing.inks_of(self.library, self.edition)
        for item in proof.inputs:
            if self.library.digest_of(item.name) != item.sha256:
                fault = "the file changed while the sheet was being made: nobody has seen the two together"
                yield Problem(Place(item.name), "changed-while-made", fault, "Run it again.", severity)
            elif item.name not in sheet.shapes and (inks is None or item.name not in inks.files):
                fault = f'"{item.name}" shapes this page and is named in a way that the code at its foot cannot follow'
                remedy = 'Name it whole where it is used, without escapes: url("press:…").'
                yield Problem(self.place, "file-not-in-code", fault, remedy, severity)

    @property
    def place(self) -> Place:
        """The text that the sheet is made from."""
        return Place(self.piece.texts[self.edition.language].located.shown)

    def _typeset(
        self, sheet: markup.Sheet, html: str, instead: Mapping[str, Path], meanwhile: Callable[[], Any] = lambda: None
    ) -> typeset.Proof:
        """The page as a PDF; ``instead`` holds files that stand in for the project's."""
        inks = printing.inks_of(self.library, self.edition)
        resolve = lambda name: instead.get(name) or self.library.resolve(name)  # noqa: E731
        locate = lambda key: sheet.places.get(key, self.place)  # noqa: E731
        return typeset.typeset(html, place=self.place, resolve=resolve, locate=locate, inks=inks, meanwhile=meanwhile)

    def _measured(self, sheet: markup.Sheet, proof: typeset.Proof) -> list[Problem]:
        """What is wrong with a PDF; nothing where there is none."""
        if proof.pdf is None:
            return []
        must = printing.counted(expected(self.library, self.edition, sheet), proof.pages)
        return preflight.preflight(proof.pdf, must, self.place)

    def _blamed(self, sheet: markup.Sheet, found: Sequence[Problem], step: int) -> list[Problem]:
        """The problems of a step, at the style or template that makes them where that can be found."""
        from press.route.blame import Blame

        library, edition = self.library, self.edition
        known = self.known or grounds(library, edition, self.run.today)
        standing = decide(known, self.found, self.run.as_draft).standing

        def attempt(html: str, instead: Mapping[str, Path]) -> list[Problem]:
            tried = self._typeset(sheet, html, instead)
            if step == 4 and tried.pdf is not None:
                return [*tried.problems]
            if tried.pdf is None or errors(tried.problems):
                return [*tried.problems, *found]  # what cannot be measured is not known to be gone
            return self._measured(sheet, tried)

        return Blame(library, sheet.html, attempt, lambda name: markup.refilled(library, edition, standing, name)).named(found)

    def _remember(self, key: str, known: receipt.Known) -> None:
        with contextlib.suppress(OSError):
            self.run.kept.remember(key, known)

    def _ended(self, state: State, step: int, path: Path | None = None, pages: int = 0) -> Outcome:
        found = tuple(in_order(self.problems))
        key = source_key(self.library, self.edition) if self.released else ""
        released = self.released and path is not None
        if released:
            no_draft_beside(self.run, self.edition)
        more = (self.fingerprint, released, key, tuple(self.found), self.shapes)
        return Outcome(self.edition, state, path, pages, found, step, 0.0, *more)


def no_draft_beside(run: Run, edition: Edition) -> None:
    """Take away the draft of what is released now: two papers of one name, and one of them outdated."""
    with contextlib.suppress(OSError):  # it is marked on every page, and the next build tries again
        (run.out / edition.path(released=False)).unlink(missing_ok=True)


Task = tuple[Grounds, str]
"""What whoever decides knows of an edition: what its verdict rests on, and the key of all that it is made from."""


def task(library: Library, edition: Edition, run: Run) -> Task:
    """What a worker is told, and held to: it has no say in approvals, and must print what the verdict was about."""
    return grounds(library, edition, run.today), source_key(library, edition)


def agreed(outcome: Outcome, task: Task) -> Outcome:
    """What a worker made, where it is a release here, too, and made from what the verdict was about; else a failure.

    A draft is marked on every page: it may be of newer words.
    """
    known, key = task
    if not outcome.released or (outcome.made_from == key and decide(known, outcome.findings).released):
        return outcome
    fault = f"the files of {outcome.edition} changed while it was being made: nobody has approved the two together"
    problem = Problem(Place(outcome.edition.slug), "changed-while-made", fault, "Run it again.")
    return replace(outcome, state=State.FAILED, path=None, pages=0, released=False, problems=(*outcome.problems, problem))


def sorted_out(library: Library, editions: Iterable[Edition], run: Run) -> Iterator[tuple[Edition, Outcome | None]]:
    """Each edition with its outcome if it need not be made: what a run begins with."""
    snapshot(library).forget_approvals()
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
    found = found_already(library, edition, run.kept)
    if found is None:
        return None
    verdict = decide(grounds(library, edition, run.today), found, run.as_draft)
    making.released = verdict.released and not run.as_draft
    known = run.kept.recall(words_key(library, edition, verdict.standing))
    if known is None or (run.release and not verdict.released):
        return None
    making.found = found
    making.problems += found
    return making.as_kept(known, run.out / edition.path(making.released))


def remember(library: Library, outcome: Outcome, html: str, run: Run) -> None:
    """Keep what steps 2 and 3 made of an edition that was made elsewhere, so that it counts as known here."""
    edition = outcome.edition
    run.kept.remember_findings(checks_key(library, edition), [problem.as_json() for problem in outcome.findings])
    rest = tuple(problem.as_json() for problem in outcome.problems if problem not in outcome.findings)
    known = receipt.Known(html, outcome.fingerprint, rest, outcome.shapes)
    run.kept.remember(words_key(library, edition, of_run(library, edition, run).standing), known)
    _note(library, edition, run, outcome.shapes)


def of_run(library: Library, edition: Edition, run: Run) -> Verdict:
    """The verdict within a run, whose store may know what the rules find, and which may want drafts of all."""
    found = judged(library, edition, run.today, run.kept)
    return replace(found, standing=found.standing.as_draft) if run.as_draft else found


def _note(library: Library, edition: Edition, run: Run, shapes: Mapping[str, str]) -> None:
    standing = of_run(library, edition, run).standing
    run.kept.note(repr(edition), {**parts(library, edition, standing), **shapes, **receipt.tools()})


def inputs(library: Library, edition: Edition, run: Run) -> dict[str, str]:
    """What a kept edition was made from, by name: the hash of each text and of each file that its typesetting read."""
    found = texts(library, edition)
    known = run.kept.recall(words_key(library, edition, of_run(library, edition, run).standing))
    if known is None:
        return found
    kept, _ = run.kept.find(known.html, receipt.tools(), library.digest_of, plain(known.fingerprint))
    return {**found, **(kept.inputs if kept is not None else {})}


def freshness(library: Library, edition: Edition, run: Run) -> str:
    """Why the kept PDF of an edition is fresh, or what changed since it was made; in words. Makes nothing."""
    piece = snapshot(library).pieces[edition.slug]
    if errors(problems_of(library, edition)) or edition.language not in piece.texts:
        return "cannot be made: handouts check says why"
    verdict = of_run(library, edition, run)
    sheet, problems = markup.sheet(library, edition, verdict.standing)
    if sheet is None or errors(problems):
        return "cannot be made: handouts build says why"
    making = _Making(library, edition, run)
    code = plain(sheet.fingerprint)
    found, why = run.kept.find(making.html_digest(sheet), receipt.tools(), library.digest_of, code)
    if found is None:
        now = {**parts(library, edition, verdict.standing), **sheet.shapes, **receipt.tools()}
        reasons = [_changes(run.kept.noted(repr(edition)), now), why if why != receipt.NOT_MADE else ""]
        return f"not fresh: {'; '.join(reason for reason in reasons if reason) or why}"
    path = run.out / edition.path(verdict.standing.released)
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
        native={one.tag: tuple(one.native_order.items()) for one in library.languages.values() if one.native_digits},
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
