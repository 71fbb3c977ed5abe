"""A handout that holds every block and every mark, in English and Arabic, with a shared passage."""

from __future__ import annotations

from pathlib import Path

HANDOUT = """\
audience: Adults with a sample condition
languages: [en, ar, km]
sources:
  - {id: sample, title: A sample source, publisher: Example Press, year: 2026, link: "https://example.org/sample"}
"""
ENGLISH = """\
title: Every block on one sheet
summary: A sample of all that a sheet can hold.
main_message: Call {clinic.phone} if you feel worse. Call {emergency.number} if you cannot breathe.
keywords: [sample]
version: 3
sections:
  - heading: Paragraphs
    blocks:
      - text: "Take 5-10 mg if your temperature is > 38.5 °C. See [our page](https://example.org/pain), or [write](mailto:care@example.org). In Spanish, headache is [dolor de cabeza]{es}. Take {words.acetaminophen}."
        sources: [sample]
      - points: ["One point.", "A **bold** point, and a sign: \\\\* \\\\[x\\\\]."]
      - text: Rest until you feel better.
        sources: [clinic]
      - steps: ["Wash your hands.", "Open the box. Take out the leaflet, and read all of it before you do anything else.", "Sit down."]
      - checklist: ["I have a fever.", "I take a blood thinner, such as warfarin, or have a bleeding problem that my doctor knows."]
  - heading: Call-outs
    blocks:
      - callout: {kind: emergency, text: Get help if you have any of these., points: ["Trouble breathing", "Chest pain"], closing: Do not drive yourself.}
      - callout: {kind: call-clinic, text: "Call {clinic.phone} if the pain gets worse.", points: ["A fever", "A rash"]}
      - callout: {kind: caution, heading: Before you drive, text: You may feel sleepy.}
      - callout: {kind: note, text: Most people feel better in 2 weeks.}
  - heading: Tables and a picture
    blocks:
      - table: {caption: When to take it, columns: [Time, Medicine, How much], row_headers: true, rows: [[Morning, Sample one, 1 tablet], [Night, Sample two, 2 tablets with a full glass of water]]}
      - table: {caption: At a glance, row_headers: true, rows: [[How long, About 20 minutes], [Where, In the clinic]]}
      - figure: {file: box.svg, alt: A box., caption: A box., credit: Example Press}
  - heading: Questions and words
    blocks:
      - questions: [{question: Will it hurt?, answer: A little.}, {question: When can I eat?, answer: "At once, if you feel well."}]
      - glossary: [{term: Sample, meaning: A thing that stands for others.}]
      - write-in: [{label: Your name, lines: 1}, {label: What you want to ask, lines: 3}]
      - include: shared-sample
      - gap: Which leaflet do we give?
"""
ARABIC = """\
title: كل المكونات في ورقة واحدة
summary: نموذج.
main_message: اتصل بالرقم {clinic.phone} إذا ساءت حالتك.
translation: {method: machine, from_version: 3}
sections:
  - heading: فقرات
    blocks:
      - text: خذ 5-10 mg إذا بلغت الحرارة 38.5°C، أو زر https://example.org/a. هذا [headache]{en}.
      - text: استرح.
"""
SHARED = """\
title: A shared sample
version: 1
sources:
  - {id: shared-source, title: A shared source, publisher: Example Press, link: "https://example.org/shared"}
blocks:
  - text: This is shared.
    sources: [shared-source]
"""
BOX = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="#404040" d="M0 0h40v20H0z"/></svg>'


def write(root: Path, **texts: str) -> Path:
    """Write a project with this handout; texts by file name replace the usual ones."""
    folder = root / "handouts" / "neurology" / "every-block"
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    (folder / "figures" / "box.svg").write_text(BOX, encoding="utf-8")
    for name, text in {"handout": HANDOUT, "en": ENGLISH, **texts}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    shared = root / "handouts" / "_shared" / "shared-sample"
    shared.mkdir(parents=True, exist_ok=True)
    (shared / "en.yaml").write_text(SHARED, encoding="utf-8")
    return root
