"""Paper that can be recalled: what became of a printed sheet, who printed it, and its exact bytes again.

    history     what was released and what was ordered: one line, one record each, written once
    given       what went out from this machine: printed, opened or fetched
    archive     every released PDF, kept by its content
    sets        what was put together for a patient, by code
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
from press.recall.sets import SetRecord, record_set, set_of

__all__ = [
    "Answer",
    "Archive",
    "Change",
    "OrderRecord",
    "OrderedPiece",
    "Release",
    "SetRecord",
    "State",
    "answer",
    "archive_of",
    "orders",
    "record_order",
    "record_releases",
    "record_run",
    "record_set",
    "release_of",
    "releases",
    "set_of",
]
