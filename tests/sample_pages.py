"""Pages like those that the press prints, for the tests of typesetting and preflight: seven languages, every kind of block.

Sentences: TICO-19 translation memories (CC0), tico-19.github.io; Korean: Universal Declaration of Human Rights, 1 and 3.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from press.content.wording import Reading, Wording
from press.problem import Place

#: Six sentences a language; "|" marks a word boundary in Khmer, as the press puts a zero width space there.
SENTENCES = {
    "en": (
        "Effective hand washing requires rubbing your hands for at least 20 seconds.",
        "If you do wear a mask, make sure to use it correctly.",
        "Remove it from the back, throw it away, and then wash your hands.",
        "Soap lifts germs from the skin, and studies show that people tend to wash their hands more thoroughly when soap is used rather than water alone.",
        "Since germs may remain in the water on the hands, it is important to rinse well and wipe dry with a clean towel.",
        "Some patients have very mild symptoms, similar to a cold.",
    ),
    "ar": (
        "يتطلب غسل اليدين الفعال فرك يديك لمدة 20 ثانية على الأقل.",
        "إذا كنت ترتدي قناعًا، فتأكد من استخدامه بشكل صحيح.",
        "أزله من الجزء الخلفي وتخلص منه، واغسل يديك بعد ذلك.",
        "يزيل الصابون الجراثيم من الجلد، وتُظهر الدراسات أن الأشخاص يميلون إلى غسل أيديهم جيدًا عند استخدام الصابون بدلًا من الماء فقط.",
        "نظرًا لأن الجراثيم قد تبقى في الماء الذي على اليدين، فمن المهم شطفهما جيدًا وتجفيفهما بمنشفة نظيفة.",
        "يعاني بعض المرضى من أعراض خفيفة للغاية تشبه أعراض نزلة البرد.",
    ),
    "fa": (
        "برای شستن موثر دست نیاز است که دست های خود را برای حداقل 20 ثانیه بهم بمالید.",
        "اگر ماسک می زنید، مطمئن شوید به طور درست از آن استفاده می کنید.",
        "آن را از سمت پشت بردارید، دور بیندازید، و سپس دستان خود را بشویید.",
        "صابون میکروب های روی پوست را از بین می‌برد و مطالعات نشان می دهد که افراد تمایل دارند وقتی که از صابون استفاده می کنند در مقایسه با وقتی که تنها از آب استفاده می کنند، دست های خود را با دقت بیشتری بشویند.",
        "از آنجایی که ممکن است میکروب ها در آبی که روی دست ها هست باقی بمانند، خیلی مهم است که دست‌ها به خوبی آب کشیده شده و با یک حوله تمیز خشک شوند.",
        "برخی از بیماران علائم بسیار خفیفی مشابه به سرماخوردگی دارند.",
    ),
    "hi": (
        "प्रभावी रूप से हाथ धोने के लिए कम से कम 20 सेकंड के लिए अपने हाथों को रगड़ने की आवश्यकता होती है।",
        "यदि आप एक मास्क पहनते हैं, तो इसे सही ढंग से उपयोग करना सुनिश्चित करें।",
        "इसे पीछे से निकालें, फेंक दें, और फिर अपने हाथों को धो लें।",
        "साबुन त्वचा से कीटाणुओं को हटाता है, और अध्ययनों से पता चलता है कि लोग अकेले पानी के बजाय साबुन का उपयोग करने पर अपने हाथों को अधिक संपूर्णता से धोते हैं।",
        "चूंकि कीटाणु हाथों पर पानी में रह सकते हैं, इसलिए अच्छी तरह से धोना और एक साफ तौलिए के साथ पोंछकर सुखाना महत्वपूर्ण है।",
        "कुछ रोगियों में सर्दी के समान बहुत हल्के लक्षण होते हैं।",
    ),
    "km": (
        "ការ|លាងដៃ|ដែល|មានប្រសិទ្ធភាព|ទាមទារ|ឱ្យ|ត្រដុស|ដៃ|របស់|អ្នក|យ៉ាងហោចណាស់ 20 វិនាទី។",
        "ប្រសិនបើ|អ្នក|ពាក់|ម៉ាស់ ចូរ|ប្រាកដ|ថា អ្នក|ពាក់|វា|ឱ្យ|បាន|ត្រឹមត្រូវ។",
        "ដោះ|វា|ចេញពី|ខាងក្រោយ បោះ|វា|ចោល ហើយ|បន្ទាប់មក|លាងដៃ|របស់|អ្នក។",
        "សាប៊ូ|អាច|កំចាត់|មេរោគ|ពី|ស្បែក|បាន ហើយ|ការសិក្សា|បាន|បង្ហាញថា មនុស្សជា|ច្រើន|មាន|ទំនោរ|ទៅ|លាងដៃ|យ៉ាង|បាន|ហ្មត់ចត់ នៅពេល|លាង|ជាមួយនឹង|សាប៊ូ ជាជាង|ការ|លាង|នឹង|ទឹក|ទទេ។",
        "វា|គឺ|មាន|សា|រះ|សំខាន់ណាស់|ក្នុង|ការដែល|ត្រូវ|លាង|ជម្រះ|ដៃ|ឱ្យ|បាន|ល្អ ហើយ|ជូត|ឲ្យ|ស្ងួត|ដោយ|កន្សែង|ស្អាត ដោយសារ|មេរោគ|អាច|មាននៅ|សេសសល់|នៅក្នុង|ទឹកដែល|មាន|លើ|ដៃ។",
        "អ្នកជំងឺ|ខ្លះ|មាន|រោគសញ្ញា|ស្រាល ដែល|ស្រដៀងនឹង|ជំងឺ|ផ្តាសាយ។",
    ),
    "zh-Hans": (
        "搓洗至少 20 秒才能达到洗手的效果。",
        "如果佩戴口罩，请确保正确佩戴。",
        "从后面取下口罩并丢弃，然后洗手。",
        "肥皂可去除皮肤上的细菌，研究显示，人们在使用肥皂而不是单独用水洗手时，往往会更彻底地洗手。",
        "由于手上残留的水分可能仍有细菌，因此，必须充分清洗并用干净的毛巾擦干。",
        "有些患者症状较轻，类似感冒。",
    ),
    "ko": (
        "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
        "인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
        "모든 사람은 생명과 신체의 자유와 안전에 대한 권리를 가진다.",
        "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
        "인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.",
        "모든 사람은 생명과 신체의 자유와 안전에 대한 권리를 가진다.",
    ),
}
STACKS = {
    "ar": '"Noto Sans Arabic", "Noto Sans", "Atkinson Hyperlegible"',
    "en": '"Atkinson Hyperlegible", "Noto Sans"',
    "fa": '"Noto Sans Arabic", "Noto Sans", "Atkinson Hyperlegible"',
    "hi": '"Noto Sans Devanagari", "Noto Sans", "Atkinson Hyperlegible"',
    "km": '"Noto Sans Khmer", "Noto Sans", "Atkinson Hyperlegible"',
    "ko": '"Noto Sans KR"',
    "zh-Hans": '"Noto Sans SC"',
}
PHONE = "503-555-0123"

STYLES = """
@layer base, language;
@page {
  size: letter; margin: 25.4mm 20mm;
  @top-left { content: element(head); }
  @bottom-left { content: string(topic); font-size: 12pt; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 12pt; }
}
@layer base {
  html { font: 12pt/1.5 var(--stack); color: #111; }
  .head { position: running(head); }
  h1, h2, p, ul, ol, dl, dd, figure, table { margin: 0 0 3mm; }
  h1 { font-size: 24pt; line-height: 1.3; string-set: topic content(); }
  h2 { font-size: 18pt; line-height: 1.3; break-after: avoid; }
  .message { border: 1.5pt solid #0b5563; border-radius: 2mm; background: #eef6f7; padding: 3mm 4mm; margin: 0 0 3mm; }
  ul, ol { padding-inline-start: 8mm; }
  .steps { list-style: none; counter-reset: step; padding: 0; }
  .steps > li { counter-increment: step; position: relative; padding-inline-start: 12mm; break-inside: avoid; }
  .steps > li::before { content: counter(step); position: absolute; inset-inline-start: 0; font-size: 18pt; font-weight: bold; }
  .checklist { list-style: none; padding: 0; }
  .checklist > li { position: relative; padding-inline-start: 10mm; }
  .checklist > li::before { content: ""; position: absolute; inset-inline-start: 0; width: 5mm; height: 5mm; border: 1pt solid #111; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 0.5pt solid #444; padding: 1.5mm 2mm; text-align: start; vertical-align: top; }
  a { color: #0b5563; text-decoration: none; }
  dt { font-weight: bold; }
  .write-in span { display: block; border-bottom: 0.75pt solid #111; height: 9mm; }
}
"""

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40" width="200" height="80"{}>{}<rect width="100" height="40" fill="#0b5563"/></svg>'


def reading(*texts: str, **more: Any) -> Reading:
    """What must stand on a page of these texts, in this order."""
    place = Place("en.yaml", 1)
    more = {"language": "en", "direction": "ltr", **more}
    return Reading(tuple(Wording(text=text, place=place, mark=getattr(text, "mark", ""), **more) for text in texts))


class Marked(str):
    """A text with what stands before it: a bullet, a box, a number."""

    mark: str


def marked(text: str, mark: str) -> Marked:
    one = Marked(text)
    one.mark = mark
    return one


def body_reading(tag: str) -> Reading:
    """What must stand on a page of the usual body."""
    texts = [text for text in body(tag)[1] if not text.isdecimal()]
    return reading(*texts, language=tag, direction="rtl" if is_rtl(tag) else "ltr")


def sentences(tag: str) -> list[str]:
    return [unicodedata.normalize("NFC", one.replace("|", "\u200b")) for one in SENTENCES[tag]]


def is_rtl(tag: str) -> bool:
    return tag in {"ar", "fa"}


def body(tag: str, repeat: int = 1) -> tuple[str, list[str]]:
    """The body of a page, and its texts in the order in which they should be heard."""
    texts = sentences(tag)
    a, b, c, d, e, f = texts
    heard: list[str] = []

    def say(text: str, mark: str = "") -> str:
        heard.append(marked(text, mark))
        return escape(text)

    def number(text: str) -> str:
        heard.append(text)
        return text

    parts = [f"<h1 data-at='title'>{say(f)}</h1>"]
    parts.append(f"<div class='message'><p data-at='main'>{say(a)}</p></div>")
    for i in range(repeat):
        at = f"s{i}"
        foreign = "es" if tag == "en" else "en"
        word = "hola" if foreign == "es" else "soap"
        parts += [
            f"<section><h2 data-at='{at}h'>{say(b)}</h2>",
            f"<p data-at='{at}p'>{escape(d)} <strong>{escape(c)}</strong> {escape(e)} <span lang='{foreign}'><bdi>{word}</bdi></span></p>",
        ]
        heard += [" ".join((d, c, e, word))]
        bullets = "".join(f"<li data-at={at}b{n}>{say(t, 'bullet')}</li>" for n, t in enumerate((a, b, d)))
        parts.append(f"<ul>{bullets}</ul>")
        numbered = "".join(
            f"<li data-at={at}n{n}><p>{number(str(n + 1)) and say(t, f'number {n + 1}')}</p></li>" for n, t in enumerate((b, c, d))
        )
        parts.append(f"<ol class='steps'>{numbered}</ol>")
        boxes = "".join(f"<li data-at={at}c{n}>{say(t, 'box')}</li>" for n, t in enumerate((c, f)))
        parts.append(f"<ul class='checklist'>{boxes}</ul>")
        parts.append(
            f"<table data-at='{at}t'><caption>{say(f)}</caption><thead><tr><th>{say(b)}</th><th>{say(c)}</th></tr></thead><tbody>"
            + "".join(f"<tr><th scope='row'>{say(c)}</th><td>{say(a)}</td></tr>" for _ in range(3))
            + "</tbody></table>"
        )
        title = f"<title>{say(f)}</title>"
        parts.append(f"<figure data-at='{at}f'>{DRAWING.format('', title)}<figcaption>{say(b)}</figcaption></figure>")
        icon = DRAWING.format(" aria-hidden='true'", "")
        parts.append(f"<aside><p data-at='{at}a'>{icon} {say(e, 'icon')}</p></aside>")
        parts.append(f"<dl data-at='{at}d'><dt>{say(c)}</dt><dd>{say(d)}</dd><dt>{say(f)}</dt><dd>{say(a)}</dd></dl>")
        parts.append(
            f"<p data-at='{at}l'><a href='tel:+15035550123'><bdi dir='ltr'>{PHONE}</bdi></a> "
            f"<a href='https://www.example.org/soap'>{escape(a)}</a></p>"
        )
        heard.append(f"{PHONE} {a}")
        parts.append(f"<div class='write-in' data-at='{at}w'>{say(c)}<span></span></div></section>")
    return "".join(parts), heard


def page(tag: str, content: str | None = None, head: str = "") -> str:
    """A whole page; ``content`` takes the place of the usual body."""
    direction = "rtl" if is_rtl(tag) else "ltr"
    title = escape(sentences(tag)[5])
    logo = DRAWING.format(" aria-hidden='true'", "").replace("200", "50").replace("80", "20")
    inside = body(tag)[0] if content is None else content
    return (
        f"<!doctype html><html lang='{tag}' dir='{direction}' style='--stack: {STACKS[tag]}'>"
        f"<head><meta charset='utf-8'><title>{title}</title><link rel='stylesheet' href='press:styles/page.css'>{head}</head>"
        f"<body><header class='head'>{logo} {title}</header><main>{inside}</main></body></html>"
    ).replace(f"style='--stack: {STACKS[tag]}'", f"style='--stack: {escape(STACKS[tag])}'")


def project(folder: Path, **files: str) -> Callable[[str], Path | None]:
    """A small project on disk; returns its ``resolve``. Keyword ``page_css`` is more style for ``styles/page.css``."""
    (folder / "styles").mkdir(parents=True, exist_ok=True)
    (folder / "styles/page.css").write_text(STYLES + files.pop("page_css", ""), encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")

    def resolve(name: str) -> Path | None:
        path = folder / name
        return path if path.is_file() else None

    return resolve
