#!/usr/bin/env bash
# Version:   fhir.resources 8.3.0 (PyPI)
# Guess:     a library that validates FHIR refuses an Attachment whose hash is not base64, whose size is negative, or whose language is
#            no language tag; and DocumentReference is R4's, which record systems speak.
# Behaviour: a SHA-256 in hexadecimal is accepted, because its 64 digits are good base64 (who decodes them gets 48 other bytes); size -1, language
#            "english" and contentType "pdf" pass; the class at the top is R5's, without R4's masterIdentifier.
# Here:      the exported bundle is checked by this library and by our own assertions on hash, size, language and type.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install -q --disable-pip-version-check fhir.resources==8.3.0
"$here/venv/bin/python" - <<'PY'
import hashlib
import fhir.resources
from fhir.resources.attachment import Attachment
from fhir.resources.documentreference import DocumentReference
digest = hashlib.sha256(b"a sheet").hexdigest()
made = Attachment(contentType="pdf", language="english", size=-1, hash=digest)
print("accepted:", made.model_dump(), "| R4's masterIdentifier:", "masterIdentifier" in DocumentReference.model_fields, "|", fhir.resources.__fhir_version__)
said = {name: str(value) for name, value in made.model_dump().items()}
assert (said["contentType"], said["language"], said["size"]) == ("pdf", "english", "-1")
assert digest in said["hash"]
assert "masterIdentifier" not in DocumentReference.model_fields
assert fhir.resources.__fhir_version__.startswith("5.")
PY
