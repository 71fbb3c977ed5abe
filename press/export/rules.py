"""Why each problem of an export is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "export-changed": "A sheet that was changed after it was written says what nobody approved, and no run may repair or remove it "
    "unseen: somebody has changed it on purpose.",
    "export-clash": "One file name holds one sheet: whoever looks under this code must know that there is another.",
    "export-not-ours": "A file that no export wrote may be somebody's work: it is neither replaced nor removed.",
    "export-unwritable": "What could not be written or taken away is missing, or still there, in a folder that looks complete.",
}
REVIEWS = ("export-clash",)  # a person must judge; all others are errors
