"""Builds on several machines: the same editions, made by Dask workers. The only distributed.

A scheduler runs whatever code its clients send, so only loopback and TLS addresses are used: an open scheduler on a
network is an open door. Workers need this project at the same revision and the lock file; each is asked for its tools,
program, fonts and project before it takes work, and left out, by name, where they differ. PDFs come back with their hashes.

Who decides what is a release is the caller, and nobody else: a worker is told what has been approved, and what it made is
taken only where it was made from the files that the caller has seen.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from press import fonts, receipt, route
from press.edition import Edition
from press.library import Library, open_library
from press.problem import Place, Problem
from press.qr import plain
from press.route import Outcome, Run, State, pool

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MOST_AT_ONCE = 8  # editions that a worker is sent: one by one, it would wait for the next
_TURNS = 4  # as many batches for each worker at least, so that all end at about the same time
# The rooms that decide what is a release, or shape it.
_DECIDES = (
    "problem", "source", "content", "language", "library", "quantities", "receipt", "review", "checks", "edition", "qr",
    "markup", "typeset", "pdf", "preflight", "printing", "route",
)  # fmt: skip
_opened: dict[str, Library] = {}  # on a worker: its own library, opened once


def address_problem(address: str) -> Problem | None:
    """Why a scheduler's address is refused; None where it is safe to use."""
    parts = urlsplit(address)
    place = Place(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not port:
        return Problem(
            place,
            "cluster-address",
            "this is no scheduler's address",
            'Write "tls://host:8786", or "tcp://127.0.0.1:8786".',
        )
    if parts.scheme == "tcp" and parts.hostname not in _LOOPBACK:
        fault = "a scheduler without TLS, on another machine: anybody on the network could run code on it"
        return Problem(place, "cluster-open", fault, 'Set Dask up with TLS and use "tls://…" (Dask, "TLS/SSL").')
    return None


def project_digest(library: Library) -> str:
    """The hash of everything that a project prints from, and of all that decides: texts, facts, brands, pictures,
    templates, styles, approvals, what translations were made from, policy."""
    parts = [f"{name}\0{located.text}" for name, located in sorted(library.located.items())]
    for folder in library.folders:
        for room in ("handouts", "templates", "styles"):
            files = sorted(p for p in (folder / room).rglob("*") if p.is_file())
            named = ((p.relative_to(folder).as_posix(), p) for p in files)
            parts += [f"{name}\0{receipt.digest(p.read_bytes())}" for name, p in named if name not in library.located]
    return receipt.digest("\1".join(parts).encode(errors="surrogateescape"))


def _tools() -> dict[str, str]:
    """All that a worker must have as here: what shapes the page, and the program that judges it."""
    return {**receipt.tools(), "program": receipt.code_digest(*_DECIDES)}


def _introduce(root: str) -> tuple[dict[str, str], str]:
    """On a worker: its tools, and what its copy of the project holds."""
    problems = fonts.activate()
    if problems:
        return {"fonts": f"not ready: {problems[0].fault}"}, ""
    try:
        _opened[root] = open_library(Path(root))
        return _tools(), project_digest(_opened[root])
    except OSError as error:
        return {"project": str(error)}, ""


Made = tuple[Outcome, bytes | None, receipt.Receipt | None]
Work = tuple[Edition, route.Grounds]


def _make(root: str, works: list[Work], today: date, release: bool, as_draft: bool) -> list[Made | str]:
    """On a worker: some editions, each in a folder of its own; the PDFs' bytes go back, or in words what stopped one."""
    fonts.activate()
    library = _opened.get(root) or _opened.setdefault(root, open_library(Path(root)))
    made: list[Made | str] = []
    for edition, known in works:
        try:
            made.append(_made(library, edition, known, today, release, as_draft))
        except Exception as error:  # noqa: BLE001 - one that fails in any way stops no other
            made.append(f"{type(error).__name__}: {error}")
    return made


def _made(library: Library, edition: Edition, known: route.Grounds, today: date, release: bool, as_draft: bool) -> Made:
    with tempfile.TemporaryDirectory(prefix="handouts-worker-") as folder:
        run = Run(Path(folder), today, release, as_draft=as_draft)
        outcome = route.made(library, edition, run, known)
        if outcome.path is None:
            return outcome, None, None
        slips = [receipt.read(path) for path in run.kept.history()]
        pdf = outcome.path.read_bytes()
        path = outcome.path.relative_to(folder)
        return replace(outcome, path=path), pdf, next((slip for slip in slips if slip), None)


def run(
    library: Library, editions: Iterable[Edition], how: Run, address: str, say: Callable[[str], object] = lambda words: None
) -> Iterator[Outcome]:
    """Make editions on the workers of a scheduler. What is fresh here is not sent; what a lost worker had is made again.

    Where the scheduler goes away in between, the rest is made here. ``say`` is told of that, and of every worker that is
    left out. Raises ConnectionError, in words, where the scheduler cannot be used at all.
    """
    import distributed

    dask: Any = distributed  # its functions are not typed
    todo, left = [], []
    for edition in sorted(editions, key=lambda one: pool.rank(library, one)):  # like styles side by side
        known = None if how.force else route.fresh(library, edition, how)
        if known is not None:
            yield known
        else:
            todo.append(edition)
    if not todo:
        return
    tasks = {edition: route.task(library, edition, how) for edition in todo}
    try:
        client = dask.Client(address, timeout=10, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise ConnectionError(f"no scheduler answers at {address}") from error
    with client, _quiet():
        able = _able(client, library, say)
        about = (how.today, how.release, how.as_draft)
        size = max(1, min(_MOST_AT_ONCE, len(todo) // (_TURNS * len(able))))
        batches = [todo[start : start + size] for start in range(0, len(todo), size)]
        root, futures = str(library.root), dict[Any, list[Edition]]()
        for batch in batches:
            works = [(edition, tasks[edition][0]) for edition in batch]
            futures[client.submit(_make, root, works, *about, workers=able, pure=False, retries=2)] = batch
        for future in dask.as_completed(list(futures), loop=client.loop):
            batch = futures.pop(future)  # and its PDFs go, on the worker, too
            answer = _answer(future, len(batch))
            if answer is None:
                left += batch
                continue
            for edition, made in zip(batch, answer, strict=True):
                yield _received(library, made, edition, tasks[edition], how)
    if left:
        say(f"The scheduler at {address} went away: what is left ({len(left)} of {len(todo)}) is made here.")
        yield from route.run(library, left, how)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Dask's own log, which tells of a lost connection once for each thing that was asked for."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _able(client: Any, library: Library, say: Callable[[str], object]) -> list[str]:
    """The workers whose tools, fonts and texts are the same as here. Raises ConnectionError where there is none."""
    here, digest = _tools(), project_digest(library)
    answers: dict[str, tuple[dict[str, str], str]]
    try:
        answers = client.run(_introduce, str(library.root))
    except OSError as error:  # Dask's own for a lost connection is one
        raise ConnectionError(f"the connection was lost: {error}") from error
    able, refused = [], []
    for worker, (tools, project) in sorted(answers.items()):
        other = sorted(name for name in {*here, *tools} if here.get(name) != tools.get(name))
        if other:
            refused.append(
                f"{worker}: {', '.join(f'{name} is {tools.get(name)}, {here.get(name)} here' for name in other)}"
            )
        elif project != digest:
            refused.append(f"{worker}: its copy of the project is another")
        else:
            able.append(worker)
    if not able:
        raise ConnectionError("no worker can take work. " + ("; ".join(refused) or "None is connected."))
    for reason in refused:
        say(f"A worker is left out: {reason}.")
    return able


def _answer(future: Any, count: int) -> list[Made | str] | None:
    """What a worker said of each edition of a batch; why not, where it failed. None where the scheduler went away."""
    try:
        answer: list[Made | str] = future.result()
    except (CancelledError, OSError):  # nobody here takes work back; and what is finished may be out of reach, too
        return None
    except Exception as error:  # noqa: BLE001 - a worker can fail in any way; the others go on
        return [f"{type(error).__name__}: {error}"] * count
    return answer


def _received(library: Library, made: Made | str, edition: Edition, task: route.Task, how: Run) -> Outcome:
    """What came back for one edition, kept here: where it is what was asked for."""
    if isinstance(made, str):
        fault = f"{edition} was not made: {made}"
        problem = Problem(Place(edition.slug), "worker-died", fault, "Try this edition here: leave --cluster out.")
        return Outcome(edition, State.FAILED, problems=(problem,), step=4)
    outcome, pdf, slip = made
    outcome = route.agreed(outcome, task)
    if pdf is None or outcome.path is None:
        return route.withdraw(how, outcome)
    code = plain(outcome.fingerprint)
    whole = slip is not None and receipt.digest(pdf) == slip.pdf and slip.code == code and receipt.bears(pdf, code)
    if slip is None or not whole or outcome.edition != edition:
        problem = Problem(
            Place(edition.slug), "pdf-damaged", f"the PDF of {edition} was damaged on its way", "Run it again."
        )
        return route.withdraw(how, Outcome(edition, State.FAILED, problems=(problem,), step=6))
    path = how.out / edition.path(outcome.released)
    try:
        receipt.keep(path, pdf)
        if outcome.released:
            route.no_draft_beside(how, edition)
        how.kept.put(slip, pdf)
        route.remember(library, outcome, slip.html, how)
    except OSError as error:
        problem = Problem(
            Place(str(path)), "output-unwritable", f"the PDF cannot be kept: {error.strerror}", "Make room."
        )
        return Outcome(edition, State.FAILED, problems=(*outcome.problems, problem), step=6)
    return replace(outcome, path=path)


# Why each problem of this room is one.
RULES: dict[str, str] = {
    "cluster-address": "Without a scheduler's address no machine can be asked.",
    "cluster-open": "Whoever reaches a scheduler without TLS can run code on every machine of the cluster.",
    "pdf-damaged": "A PDF that was damaged on its way is not kept.",
}
