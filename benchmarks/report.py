"""Tables, and the machine that they were taken on."""

from __future__ import annotations

import datetime
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def machine() -> str:
    """Processor, cores, Python, day, and how busy the machine was with other things."""
    name = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        names = [line for line in information.read_text().splitlines() if line.startswith("model name")]
        name = names[0].partition(":")[2].strip() if names else name
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    day = datetime.datetime.now(tz=datetime.UTC).date()
    return (
        f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {day}; "
        f"load average {load:.1f} at the start"
    )


def _tree(pid: int) -> list[tuple[int, list[str]]]:
    """A process and all below it: numbers, and what ``/proc/…/stat`` says of each from its third field on (Linux)."""
    children: dict[int, list[int]] = {}
    said: dict[int, list[str]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
        said[int(path.parent.name)] = fields
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        todo += children.get(one, [])
        if one in said:
            found.append((one, said[one]))
    return found


def tree_memory(pid: int) -> int:
    """Bytes of memory of a process and all below it, shared pages counted in parts (Linux: Pss)."""
    total = 0
    for one, _ in _tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def tree_processor(pid: int) -> float:
    """Seconds of processor time that a process and all below it have used, those that have ended included (Linux)."""
    ticks = sum(int(fields[number]) for _, fields in _tree(pid) for number in (11, 12, 13, 14))
    return ticks / os.sysconf("SC_CLK_TCK")
