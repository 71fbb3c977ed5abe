"""Projects for the tests of orders: the clean library with a second handout and a packet, approved by nobody real."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from press import review
from press.library import open_library
from press.review.staleness import translated

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
BY = "TEST, not a person"

ORDER = """\
job: test
name: Test order
due: 2027-01-31
contact: {name: Test desk, phone: 503-555-0123}
deliveries:
  - {id: main, to: Test Clinic, address: 1 Test Street}
  - {id: north, to: Test Clinic North, address: 2 Test Street}
defaults: {staple: corner, stock: "100 gsm uncoated"}
separators: true
lines:
  - {handout: clean-hands, languages: [en], quantity: 500, deliver: {main: 300, north: 200}}
  - {handout: clean-hands, languages: [es, ar], deliver: {main: 50}}
  - {handout: clean-hands, languages: [ar], variants: [large-print], deliver: {north: 20}, staple: saddle, impose: booklet}
  - {handout: clean-cups, languages: [en], variants: [giant-print], deliver: {main: 5}, sides: 1}
  - {packet: clean-home, languages: [en], deliver: {main: 10}}
"""


def stock(root: Path) -> Path:
    """Add a second handout, a packet, an archive and an address for QR codes to a copy of the clean library."""
    hands, cups = root / "handouts/general/clean-hands", root / "handouts/general/clean-cups"
    cups.mkdir()
    shutil.copy(hands / "handout.yaml", cups / "handout.yaml")
    text = (hands / "en.yaml").read_text(encoding="utf-8")
    for old, new in (("Clean hands", "Clean cups"), ("your hands", "your cups"), ("Wash your cups", "Wash your cups well")):
        text = text.replace(old, new)
    (cups / "en.yaml").write_text(text, encoding="utf-8")
    facts = (cups / "handout.yaml").read_text(encoding="utf-8").replace("[en, es, ar]", "[en]")
    (cups / "handout.yaml").write_text(facts, encoding="utf-8")
    home = root / "handouts/general/clean-home"
    home.mkdir()
    (home / "packet.yaml").write_text("handouts: [clean-hands, clean-cups]\nlanguages: [en]\n", encoding="utf-8")
    (home / "en.yaml").write_text(
        "title: A clean home\nsummary: Two sheets for tests.\nversion: 1\nintroduction: Read both sheets.\n", encoding="utf-8"
    )
    (root / "policy.yaml").write_text("archive: archive\n", encoding="utf-8")
    brand = root / "styles/brands/test-clinic/brand.yaml"
    address = 'handout_address: "https://clinic.example.org/handouts/{slug}/{language}"\n'
    brand.write_text(brand.read_text(encoding="utf-8") + address, encoding="utf-8")
    (root / "orders").mkdir()
    (root / "orders/test.yaml").write_text(ORDER, encoding="utf-8")
    return root


def approve(root: Path, slug: str = "", today: datetime.date = TODAY) -> None:
    """Approve every text (or one handout's) and the fixed words of its languages, for a year, by "TEST, not a person"."""
    library = open_library(root)
    tags = set()
    for piece in library.pieces.values():
        for tag in piece.texts if slug in ("", piece.slug) else ():
            tags.add(tag)
            for source, written in translated(library, piece, tag):
                assert review.confirm(source, written, root)[1] == []
    library = open_library(root)
    until = today.replace(year=today.year + 1)
    for piece in library.pieces.values():
        for tag in piece.texts if slug in ("", piece.slug) else ():
            said = review.fingerprint(library, piece, tag)
            shown = f"{piece.folder}/approvals.yaml"
            record = review.Approval(
                language=tag, by=BY, on=today, review_by=until, fingerprint=said.whole, passages=said.parts, qualification=BY,
                brand_values=review.brand_values(library),
            )  # fmt: skip
            assert review.approve(root / shown, shown, record, today) == []
    for tag in sorted(tags):
        shown = "handouts/_languages/approvals.yaml"
        (root / shown).parent.mkdir(exist_ok=True)
        words = review.words_fingerprint(library.languages[tag])
        record = review.Approval(language=tag, by=BY, on=today, review_by=until, fingerprint=words)
        assert review.approve(root / shown, shown, record, today) == []


def project_at(folder: Path, approved: bool = True) -> Path:
    """A stocked copy of the clean library in a new folder."""
    root = folder / "project"
    shutil.copytree(HERE / "library", root)
    stock(root)
    if approved:
        approve(root)
    return root
