"""The commented order that ``handouts order new`` writes: it can be made as it stands."""

from __future__ import annotations

from datetime import date, timedelta

from press.library import Library
from press.source.writer import scalar

_TEXT = """\
# An order for a print shop or an in-house press. Check it: handouts order quote orders/{name}.yaml
# Make it:  handouts order make orders/{name}.yaml -o DIR     Proofs: the same with --proof
job: {name}                    # short, plain letters: every file's name begins with it
name: {title}
due: {due}                # year-month-day
contact:                       # whom the print shop asks
  name: {clinic}
  phone: {phone}
# printer: my-print-shop       # a folder of styles/printers/: its ICC profile, bleed and marks
deliveries:                    # with several, each line says how many go to each: deliver: {{main: 300, north: 200}}
  - id: main
    to: {clinic}
    address: {address}
defaults:                      # for every line that does not say otherwise
  brand: {brand}
  variants: [standard]         # {variants}
  sides: 2                     # 2: both sides of the paper; 1: one side
  colours: 4/4                 # 4/4 in colour, 1/1 in black
  stock: 100 gsm uncoated, white
  fold: none                   # none, half, letter, z
  staple: corner               # none, corner, side, saddle
separators: false              # true: a sheet to lay before each piece
# note: Please call before you change anything.
lines:                         # handout, packet or specialty (all its handouts)
  - handout: {slug}
    languages: [{language}]    # or: all
    quantity: 100              # copies of each piece: each language in each print size
    # label: north             # tells two lines apart whose files would have one name
    # impose: booklet          # besides: half-size booklet; booklet-full; two-up
"""


def example(library: Library, name: str, today: date) -> str:
    """A commented order for this project, due in four weeks."""
    brand_name, brand = next(iter(library.brands.items()))
    handout = next(iter(library.handouts.values()))
    return _TEXT.format(
        name=name,
        title=name.replace("-", " ").capitalize(),
        due=min(today, date.max - timedelta(days=28)) + timedelta(days=28),
        clinic=scalar(brand.clinic.name, 4),
        phone=scalar(brand.clinic.phone, 4),
        address=scalar(brand.clinic.address or "street and town", 4),
        brand=brand_name,
        variants=", ".join(sorted(library.variants, key=lambda one: library.variants[one].order)),
        slug=handout.slug,
        language=handout.facts.source_language,
    )
