"""Things with numbers and Latin letters in them that handouts hold, for right-to-left pages: each is read as it is typed.

Collected from leaflets' ways of writing and from bug reports of other software. A construct is what an author types in a
text, marks and all. ``said`` is what must be read on paper, from left to right, without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: Words round a construct, of which no letter is Latin and no sign is one of a construct's.
CARRIERS = {
    "ar": ("قل", "هنا"),
    "fa": ("بگو", "اینجا"),
    "he": ("אמרו", "כאן"),
    "prs": ("بگویید", "اینجا"),
    "ps": ("ووایه", "دلته"),
    "ur": ("کہیں", "یہاں"),
}
NATIVE = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "fa": "۰۱۲۳۴۵۶۷۸۹",
    "prs": "۰۱۲۳۴۵۶۷۸۹",
    "ps": "۰۱۲۳۴۵۶۷۸۹",
    "ur": "۰۱۲۳۴۵۶۷۸۹",
}  # Hebrew has the ASCII digits
#: Native ranges that run with the text, and signs that stand on the left, by the language's file.
RANGES_FROM_THE_RIGHT = frozenset({"ar", "ur"})

KINDS = {
    "a name with its amount": (
        "Ibuprofen 200–400 mg", "Tylenol 500-1000 mg", "Paracetamol 500 mg", "Metformin XR 500 mg", "Vitamin D3 1000 IU",
        "Botox 155-195 units", "Amoxicillin/Clavulanate 875/125 mg", "Co-codamol 30/500", "Augmentin 625 mg x 3",
        "Insulin glargine 100 units/mL", "HbA1c 7.0", "Vitamin B12 1,000 mcg", "Omega-3 1 g", "Trimethoprim-Sulfamethoxazole 160/800 mg",
        "Aspirin® 81 mg", "Tylenol® Extra Strength 500 mg", "MMR II", "Tdap (0.5 mL)", "COVID-19 mRNA", "Pfizer-BioNTech 30 mcg",
    ),
    "an amount": (
        "5 mg", "5mg", "0.5 mL", ".5 mL", "1,000 mg", "1 000 mg", "2.5 mg/kg", "5 mg/kg/day", "100 mg/5 mL", "10 µg", "38 °C", "38.5°C",
        "98.6 °F", "50 %", "50%", "12.5 %", "−5 °C", "-5 °C", "+5 kg", "± 2 kg", "5 ± 2", "~ 10 mL", "10⁹/L", "4.5 × 10⁹/L", "150 x 10^9/L",
        "1.73 m²", "m/s²", "5 g NaCl", "6 ft 2 in", "5′10″", "5'10\"", "12 h", "2 L/min",
    ),
    "a range": (
        "5-10 mg", "5–10 mg", "5 – 10 mg", "5 mg–10 mg", "5 mg - 10 mg", "5 to 10 mg", "2.0-3.0", "INR 2.0-3.0", "INR 2.0–3.0",
        "SpO2 92-95 %", "SpO₂ 92–95%", "pH 7.35–7.45", "70-130 mg/dL", "3.9–7.2 mmol/L", "18-25", "5–10", "36.5–37.5 °C", "38.5°C / 101.3°F",
        "37 °C (98.6 °F)", "BMI 18.5–24.9", "A–C", "M–F", "Mon–Fri 8:00–16:30", "9 am - 5 pm", "1½–2", "½–1",
    ),
    "a ratio or a fraction": (
        "BP 120/80", "120/80 mmHg", "120/80", "1½", "2½ mL", "1¾", "1 1/2", "1/2", "¾ cup", "3:1", "1 : 10", "1:1000", "20/20", "24/7", "50/50",
        "4/6", "T 1/2",
    ),
    "a sum": (
        "5 mg x 2", "5 mg × 2", "2 x 500 mg", "2 × 3", "60 x 40 mm", "3x/day", "5+5", "5 + 5", "10-5", "10 − 5", "A + B", "A → B", "2 x 2 = 4",
        "1+1=2", "10 mg b.i.d.",
    ),
    "a phone": (
        "503-555-0123", "(503) 555-0123", "+1 503 555 0123", "+1-503-555-0123", "1-800-222-1222", "1-800-QUIT-NOW", "1-800-FLOWERS", "503.555.0123",
        "555-0123", "Tel 503-555-0123", "Tel. 503-555-0123", "Fax: 503-555-0199", "503-555-0123 ext. 45", "503-555-0123 x45", "9-1-1", "*67", "#31#",
        "+49 (0)30 901820", "0800 1111", "TTY 711", "988",
    ),
    "a date or a time": (
        "2026-05-03", "05/03/2026", "3/5/2026", "03.05.2026", "May 3, 2026", "3 May 2026", "8:30", "08:30-10:00", "8:30 am", "8 a.m. – 5 p.m.",
        "2026-05-03T08:30", "12/2026", "2025–2026",
    ),
    "money": ("$5", "$5-$10", "US$ 20", "€ 12.50", "12,50 €", "£9.35", "20 USD", "$1,250.00"),
    "a code or an address": (
        "G43.709", "ICD-10", "A4-B7", "NDC 0023-1145-01", "AB-123/45", "7K3M9 QXA2C", "ISO 14289-1", "care@example.org", "example.org/a-b?c=d",
        "https://example.org/page", "www.example.org", "1234 NW Example St, Suite 5", "Portland, OR 97209", "P.O. Box 12-345", "Lot #A12-9", "v2.0.1",
    ),
    "signs of chemistry": (
        "H2O", "CO₂", "Na+", "Ca2+", "Na+/K+", "Cl−", "NaCl 0.9 %", "D5W", "A+", "O-", "Rh-", "CD4+", "IgG/IgM", "omega-3/-6", "Ca²⁺ 2.2–2.6",
    ),
    "words": (
        "Botox", "Botox®", "C++", "onabotulinumtoxinA (Botox)", "Crohn's disease", "\"Botox\"", "(Medication Guide)", "St. John's wort", "Ctrl+C",
        "AT&T", "e-mail", "N/A", "R&D 24/7", "MRI, CT, X-ray",
    ),
    "marks inside": (
        "BP 120/**80**", "**BP** 120/80", "Ibuprofen **200–400** mg", "**Ibuprofen** 200–400 **mg**", "**5**-10 mg", "5 mg **x 2**",
        "[ibuprofen]{en} 200–400 mg", "Tel {clinic.phone}", "{clinic.phone} / 503-555-0199", "Tel **{clinic.phone}**", "1-800-**QUIT**-NOW",
        "[503-555-0123](tel:503-555-0123)", "[example.org](https://example.org)", "**[503-555-0123](tel:503-555-0123)**",
    ),
}  # fmt: skip
#: In the language's own digits: as typed, but for ranges and percentages.
NATIVES = (
    "503-555-0123", "1-800-222-1222", "(503) 555-0123", "503 555 0123", "2026-05-03", "3/5/2026", "120/80", "1/2", "1½", "2½", "8:30", "1:10",
    "-5", "−5", "+5", "37.5°", "€12.3", "1,000", "5 mg", "5-10 mg", "BP 120/80", "555-0123", "24/7", "5+5", "2 x 3", "5-10-15", "1،000", "100،000 mg",
)  # fmt: skip
NATIVE_RANGES = ("5-10", "5–10", "5 – 10", "1990-2000", "1½–2")
NATIVE_PERCENTAGES = ("10٪", "1.5٪")


class Construct(NamedTuple):
    """``typed`` in a text, with its marks; ``said`` on paper from left to right, without spaces."""

    kind: str
    typed: str
    said: str


def constructs(tag: str) -> Iterator[Construct]:
    """All constructs of a language."""
    for kind, all_typed in KINDS.items():
        for typed in all_typed:
            yield Construct(kind, _escaped(typed), plain(typed))
    for typed in NATIVES if tag in NATIVE else ():
        own = native(typed, tag)
        yield Construct("native digits", own, squeeze(own))
    for typed in NATIVE_RANGES if tag in NATIVE else ():
        own = native(typed, tag)
        first, sign, second = re.split(r"\s?([-–])\s?", own)
        turned = f"{second}{sign}{first}" if tag in RANGES_FROM_THE_RIGHT else own
        yield Construct("native range", own, squeeze(turned))
    for typed in NATIVE_PERCENTAGES if tag in NATIVE else ():
        own = native(typed, tag)
        yield Construct("native percentage", own, f"٪{own[:-1]}")


def native(text: str, tag: str) -> str:
    """The text with the language's own digits."""
    return text.translate({ord(str(value)): digit for value, digit in enumerate(NATIVE[tag])})


def plain(typed: str, phone: str = "503-555-0123") -> str:
    """What is read: marks and spaces left out, the clinic's phone filled in."""
    said = typed.replace("{clinic.phone}", phone).replace("**", "")
    return squeeze(re.sub(r"\[([^]]*)\](?:\{\w+\}|\([^)]*\))", r"\1", said))


def squeeze(text: str) -> str:
    """Without spaces."""
    return "".join(text.split()).replace("\u00a0", "")


def _escaped(typed: str) -> str:
    """A single asterisk is written with a backslash."""
    return re.sub(r"(?<!\*)\*(?!\*)", r"\\*", typed)
