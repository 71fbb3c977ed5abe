"""Paper that can be recalled: what became of a printed sheet, who printed it, and its exact bytes again.

    history     what was released and what was ordered: one line, one record each, written once
    given       what went out from this machine: printed, opened or fetched
    archive     every released PDF, kept by its content
    lines       files to which lines are only added
    answering   current, superseded, expired, withdrawn or unknown; what changed since
"""

from press.recall.answering import Answer, Change, State, answer
from press.recall.archive import Archive, archive_of
from press.recall.history import (
    OrderedPiece,
    OrderRecord,
    Release,
    orders,
    record_order,
    record_releases,
    record_run,
    release_of,
    releases,
)

__all__ = [
    "Answer",
    "Archive",
    "Change",
    "OrderRecord",
    "OrderedPiece",
    "Release",
    "State",
    "answer",
    "archive_of",
    "orders",
    "record_order",
    "record_releases",
    "record_run",
    "release_of",
    "releases",
]
