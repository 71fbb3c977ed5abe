"""Fingerprints, approvals, translation freshness: what may be released, and why not."""

from press.content.roles import WRITTEN
from press.review.approvals import Answer, Approval, Approvals, approve, load_approvals, withdraw
from press.review.brands import Signed, brand_reasons, brand_values, confirm_brand, withdraw_brand
from press.review.fingerprint import Fingerprint, fingerprint, order_wanted, words_fingerprint
from press.review.freshness import PassageState, Snapshot, confirm, load_snapshot, passage_states
from press.review.reasons import Reason, State
from press.review.standing import Standing, standing

__all__ = [
    "WRITTEN",
    "Answer",
    "Approval",
    "Approvals",
    "Fingerprint",
    "PassageState",
    "Reason",
    "Signed",
    "Snapshot",
    "Standing",
    "State",
    "approve",
    "brand_reasons",
    "brand_values",
    "confirm",
    "confirm_brand",
    "fingerprint",
    "load_approvals",
    "load_snapshot",
    "order_wanted",
    "passage_states",
    "standing",
    "withdraw",
    "withdraw_brand",
    "words_fingerprint",
]
