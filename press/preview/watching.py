"""Which files are watched: words, figures, styles, templates and the project's policy. The only watchfiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

from watchfiles import Change, DefaultFilter, watch

from press.library import ENGINE

_ROOMS = ("handouts", "styles", "templates")
# Editors save in several steps, some through a second file: wait until nothing has moved for _QUIET ms.
_QUIET, _LONGEST = 30, 400
_LOOK_AGAIN = 1000  # ms; after which a new folder or policy.yaml is noticed


class _Content(DefaultFilter):
    """Leaves out hidden files and what editors and the press itself write for a moment."""

    def __call__(self, change: Change, path: str) -> bool:
        name = Path(path).name
        passing = name.startswith((".", "#")) or name.endswith(("~", ".part", ".tmp", ".swp", ".bak"))
        return not passing and super().__call__(change, path)


def rooms(root: Path) -> list[Path]:
    """The folders that a project's pages are made from, its own and the engine's."""
    folders = [folder / room for folder in dict.fromkeys((root.resolve(), ENGINE)) for room in _ROOMS]
    folders.append(ENGINE / "languages")
    return [folder for folder in folders if folder.is_dir()]


def changes(root: Path, stop: Event | None = None) -> Iterator[set[str]]:
    """Yield the files that changed, as people type them, whenever some did. Ends when ``stop`` is set, or at Ctrl-C."""
    stop = stop or Event()
    policy = _policy(root)
    while not stop.is_set():
        watched = rooms(root)
        for batch in watch(
            *watched,
            watch_filter=_Content(),
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
            stop_event=stop,
        ):
            names = {_shown(root, Path(path)) for _, path in batch}
            if (now := _policy(root)) != policy:
                policy = now
                names.add("policy.yaml")
            grown = rooms(root) != watched
            if names or grown:
                yield names
            if grown:
                break
        else:
            return


def followed(root: Path) -> Callable[[], set[str]]:
    """Watch from now on, in the background. The answer waits for the next change, with all that were missed since."""
    saved: Queue[set[str]] = Queue()

    def watch_on() -> None:
        for names in changes(root):
            saved.put(names)

    Thread(target=watch_on, daemon=True).start()

    def wait() -> set[str]:
        names = saved.get()
        while not saved.empty():
            names |= saved.get()
        return names

    return wait


def _policy(root: Path) -> bytes:
    try:
        return (root / "policy.yaml").read_bytes()
    except OSError:
        return b""


def _shown(root: Path, path: Path) -> str:
    for folder in (root.resolve(), ENGINE):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name
