"""Fingerprints, approvals, translation freshness: what may be released, and why not."""

from press.review.approvals import Approval, Approvals, approve, load_approvals, withdraw
from press.review.fingerprint import Fingerprint, fingerprint, words_fingerprint
from press.review.freshness import PassageState, Snapshot, confirm, load_snapshot, passage_states
from press.review.standing import Reason, Standing, State, brand_values, standing

__all__ = [
    "Approval",
    "Approvals",
    "Fingerprint",
    "PassageState",
    "Reason",
    "Snapshot",
    "Standing",
    "State",
    "approve",
    "brand_values",
    "confirm",
    "fingerprint",
    "load_approvals",
    "load_snapshot",
    "passage_states",
    "standing",
    "withdraw",
    "words_fingerprint",
]
