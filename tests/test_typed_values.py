"""What must not be typed into a text: emergency numbers, brand values, and words that wait to be filled in.

The sentences are made up for the rules: each right or wrong one stands for a way of writing, in the project's languages.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press import checks
from press.checks.leftovers import _found, _marks_in, _programs, _squeezed
from press.checks.names import typed
from press.checks.phones import emergencies
from press.checks.printed import Printed
from press.language import Language
from press.library import Library, open_library
from press.library.brand import Brand
from press.problem import Place
from press.quantities import emergency_numbers

HERE = Path(__file__).parent
ROOT = HERE.parent

# fmt: off
EMERGENCIES = [
    ('Call 911 now.', 'en', 'US IE'),
    ('Call 999 if you cannot breathe.', 'en', 'US IE'),
    ('Dial 9-1-1.', 'en', 'US IE'),
    ('Call 9 1 1 for help.', 'en', 'US IE'),
    ('call nine-one-one', 'en', 'US IE'),
    ('Call nine one one now', 'en', 'US IE'),
    ('Call ９１１', 'en', 'US IE'),
    ('Call ٩١١', 'en', 'US IE'),
    ('call (911)', 'en', 'US IE'),
    ('Call “911”', 'en', 'US IE'),
    ('Text or call 112', 'en', 'US IE'),
    ('In an emergency, 911.', 'en', 'US IE'),
    ('the emergency number (112)', 'en', 'US IE'),
    ('Phone 999 or go to A&E', 'en', 'US IE'),
    ('Get help from a 911 operator', 'en', 'US IE'),
    ('If you pass out: 911', 'en', 'US IE'),
    ('Ring for an ambulance on 999.', 'en', 'US IE'),
    ('Call your doctor or 911', 'en', 'US IE'),
    ('Call 911/112', 'en', 'US IE'),
    ('Call one hundred twelve', 'en', 'US IE'),
    ('Emergency: 112', 'en', 'US IE'),
    ('Call an ambulance (112).', 'en', 'US IE'),
    ('Call 000', 'en', 'US IE'),
    ('Call 119 in Japan?', 'en', 'US IE'),
    ('Call 9‑1‑1', 'en', 'US IE'),
    ('Call 9.1.1', 'en', 'US IE'),
    ('Dial 1-1-2', 'en', 'US IE'),
    ('Call triple zero', 'en', 'US IE'),
    ('Llame al 911 ahora', 'es', 'US IE'),
    ('Marque el 112.', 'es', 'US IE'),
    ('llame al nueve uno uno', 'es', 'US IE'),
    ('Llame al ciento doce', 'es', 'US IE'),
    ('Appelez le 112', 'fr', 'US IE'),
    ('appelez le cent douze', 'fr', 'US IE'),
    ('Rufen Sie 112 an', 'de', 'US IE'),
    ('Wählen Sie die 112.', 'de', 'US IE'),
    ('Notruf 112', 'de', 'US IE'),
    ('Den Notruf (112) anrufen', 'de', 'US IE'),
    ('Ligue para o 112', 'pt-BR', 'US IE'),
    ('Chiami il 112', 'it', 'US IE'),
    ('Звоните 112', 'ru', 'US IE'),
    ('Звоните по номеру 911', 'ru', 'US IE'),
    ('请拨打911', 'zh-Hans', 'US IE'),
    ('拨打九一一', 'zh-Hans', 'US IE'),
    ('请立即拨打 120。', 'zh-Hans', 'US IE'),
    ('打911', 'zh-Hant', 'US IE'),
    ('911に電話してください', 'ja', 'US IE'),
    ('119番に電話', 'ja', 'US IE'),
    ('911로 전화하십시오', 'ko', 'US IE'),
    ('119에 신고', 'ko', 'US IE'),
    ("112'yi arayın", 'tr', 'US IE'),
    ('Hemen 112 numarasını arayın', 'tr', 'US IE'),
    ('اتصل بالرقم ٩١١', 'ar', 'US IE'),
    ('با ۱۱۲ تماس بگیرید', 'fa', 'US IE'),
    ('با ۹۱۱ تماس', 'fa', 'US IE'),
    ('911 पर कॉल करें', 'hi', 'US IE'),
    ('112 पर फ़ोन करें', 'hi', 'US IE'),
    ('९११ मा फोन गर्नुहोस्', 'ne', 'US IE'),
    ('Gọi 911', 'vi', 'US IE'),
    ('gọi số 112', 'vi', 'US IE'),
    ('Rele 911', 'ht', 'US IE'),
    ('Tumawag sa 911', 'tl', 'US IE'),
    ('Hu 911', 'hmn', 'US IE'),
    ('Wac 911', 'so', 'US IE'),
    ('Piga simu 112', 'sw', 'US IE'),
    ('ទូរសព្ទទៅ 911', 'km', 'US IE'),
    ('ទូរសព្ទទៅ ៩១១', 'km', 'US IE'),
    ('โทร 911', 'th', 'US IE'),
    ('โทร ๙๑๑', 'th', 'US IE'),
    ('ໂທຫາ 911', 'lo', 'US IE'),
    ('911 ကို ဖုန်းခေါ်ပါ', 'my', 'US IE'),
    ('Zadzwoń pod 112', 'pl', 'US IE'),
    ('Zadzwoń pod numer alarmowy 112', 'pl', 'US IE'),
    ('Sunați la 112', 'ro', 'US IE'),
    ('Зателефонуйте 112', 'uk', 'US IE'),
    ('התקשרו ל-911', 'he', 'US IE'),
    ('911 پر فون کریں', 'ur', 'US IE'),
    ('৯১১ নম্বরে ফোন করুন', 'bn', 'US IE'),
    ("911 'ਤੇ ਫ਼ੋਨ ਕਰੋ", 'pa', 'US IE'),
    ('Καλέστε το 112', 'el', 'US IE'),
    ('Զանգահարեք 911', 'hy', 'US IE'),
    ('911 ላይ ይደውሉ', 'am', 'US IE'),
    ('Telefononi në 112', 'sq', 'US IE'),
    ('911 ஐ அழைக்கவும்', 'ta', 'US IE'),
    ('911కి కాల్ చేయండి', 'te', 'US IE'),
    ('911 ಗೆ ಕರೆ ಮಾಡಿ', 'kn', 'US IE'),
    ('911 ൽ വിളിക്കുക', 'ml', 'US IE'),
    ('911 પર કૉલ કરો', 'gu', 'US IE'),
    ('۹۱۱ ته زنګ ووهئ', 'ps', 'US IE'),
    ('به ۱۱۹ زنگ بزنید', 'prs', 'US IE'),
    ('Call 911, then rest.', 'en', 'US IE'),
    ('Call 911 (or 112) at once', 'en', 'US IE'),
    ('999!', 'en', 'US IE'),
    ('911', 'en', 'US IE'),
    ('Call\xa0911', 'en', 'US IE'),
    ('CALL 911', 'en', 'US IE'),
    ('Call 9‑1‑1 right away', 'en', 'US IE'),
    ('Appelez le 15', 'fr', 'FR'),
    ('faites le 15', 'fr', 'FR'),
    ('Call 111', 'en', 'NZ'),
    ('Звоните 103', 'ru', 'KZ'),
]
NO_EMERGENCIES = [
    ('Take 911 mg', 'en', 'US IE'),
    ('in the year 1122', 'en', 'US IE'),
    ('You weigh 112 kg', 'en', 'US IE'),
    ('Come to room 999.', 'en', 'US IE'),
    ('112.5 mg', 'en', 'US IE'),
    ('110-112', 'en', 'US IE'),
    ('ICD-10 code G43.911', 'en', 'US IE'),
    ('I99.9', 'en', 'US IE'),
    ('112 people', 'en', 'US IE'),
    ('Call us if your sugar is over 112.', 'en', 'US IE'),
    ('Call us if your sugar is 112 or higher', 'en', 'US IE'),
    ('a heart rate of 112', 'en', 'US IE'),
    ('1,112 steps', 'en', 'US IE'),
    ('Call within 112 hours', 'en', 'US IE'),
    ('Call the clinic if your fever is 102°F.', 'en', 'US IE'),
    ('Call if fever over 101', 'en', 'US IE'),
    ('100 of 100 people', 'en', 'US IE'),
    ('Call room 112', 'en', 'US IE'),
    ('Call 24/7', 'en', 'US IE'),
    ('between 100 and 112', 'en', 'US IE'),
    ('112/80', 'en', 'US IE'),
    ('page 112', 'en', 'US IE'),
    ('$112', 'en', 'US IE'),
    ('112%', 'en', 'US IE'),
    ('Call us 15 minutes before', 'en', 'US IE'),
    ('Phone: 503-911-0123', 'en', 'US IE'),
    ('1-800-911-0000', 'en', 'US IE'),
    ('step 1, 1, 2', 'en', 'US IE'),
    ('Call 111 for advice', 'en', 'GB'),
    ('Call 988', 'en', 'US IE'),
    ('one one two', 'en', 'US IE'),
    ('Take one, one, two tablets', 'en', 'US IE'),
    ('1-1-2 tablets', 'en', 'US IE'),
    ('Box 999', 'en', 'US IE'),
    ('#911', 'en', 'US IE'),
    ('9/11', 'en', 'US IE'),
    ('version 1.1.2', 'en', 'US IE'),
    ('Version 9.1.1', 'en', 'US IE'),
    ('The 112 people who called', 'en', 'US IE'),
    ('112 pacientes', 'es', 'US IE'),
    ('un total de 112', 'es', 'US IE'),
    ('112 mg de ibuprofeno', 'es', 'US IE'),
    ('tome 112 tabletas', 'es', 'US IE'),
    ('112 Menschen', 'de', 'US IE'),
    ('112片', 'zh-Hans', 'US IE'),
    ('112人', 'zh-Hans', 'US IE'),
    ('一一二次', 'zh-Hans', 'US IE'),
    ('112 таблеток', 'ru', 'US IE'),
    ('112 मिलीग्राम', 'hi', 'US IE'),
    ('١١٢ ملغ', 'ar', 'US IE'),
    ('۱۱۲ میلی\u200cگرم', 'fa', 'US IE'),
    ('E112', 'en', 'US IE'),
    ('COVID-112', 'en', 'US IE'),
    ('the 112th day', 'en', 'US IE'),
    ('Call after 112 days', 'en', 'US IE'),
    ('call us at 112 Main Street', 'en', 'US IE'),
    ('Visit us at 911 Oak Avenue.', 'en', 'US IE'),
    ('A score of 999', 'en', 'US IE'),
    ('about 112 calories', 'en', 'US IE'),
    ('18 or older', 'en', 'US IE'),
    ('Call if you are 18 or older', 'en', 'US IE'),
    ('Call 5 to 15 minutes early', 'en', 'US IE'),
    ('Call us: 100 ml bottles', 'en', 'US IE'),
    ('It costs 112.', 'en', 'US IE'),
    ('Blood sugar: 112', 'en', 'US IE'),
    ('nine to one', 'en', 'US IE'),
    ('twelve', 'en', 'US IE'),
    ('Un 15 % des gens', 'fr', 'US IE'),
    ('Prenez 15 gouttes', 'fr', 'US IE'),
    ('Appelez 15 jours avant', 'fr', 'FR'),
]
WAITING = [
    ('Call us on [insert phone number] today.', 'en'),
    ('Dear «FirstName», rest well.', 'en'),
    ('Ask Dr XXX at the clinic.', 'en'),
    ('Call 0XX XXX XXXX for help.', 'en'),
    ('Error! Reference source not found.', 'en'),
    ('Lorem ipsum dolor sit amet.', 'en'),
    ('Call [phone].', 'en'),
    ('See you on [date]', 'en'),
    ('[DATE]', 'en'),
    ('[CLINIC NAME]', 'en'),
    ('(insert phone number)', 'en'),
    ('<insert name>', 'en'),
    ('< name >', 'en'),
    ('<<Name>>', 'en'),
    ('«First_Name»', 'en'),
    ('«Nom_Patient»', 'fr'),
    ('Take XX mg', 'en'),
    ('20XX', 'en'),
    ('XX/XX/XXXX', 'en'),
    ('555-XXXX', 'en'),
    ('on ____ at', 'en'),
    ('Call ....... for help', 'en'),
    ('TBD', 'en'),
    ('TBC', 'en'),
    ('TODO', 'en'),
    ('TK', 'en'),
    ('dose TBC by the team', 'en'),
    ('Ask Dr ???', 'en'),
    ('Call 000-000-0000', 'en'),
    ('(555) 555-5555', 'en'),
    ('123-456-7890', 'en'),
    ('Date: dd/mm/yyyy', 'en'),
    ('#REF!', 'en'),
    ('Click or tap here to enter text.', 'en'),
    ('Choose an item.', 'en'),
    ('¡Error! No se encuentra el origen de la referencia.', 'es'),
    ('Fehler! Verweisquelle konnte nicht gefunden werden.', 'de'),
    ('Erreur ! Source du renvoi introuvable.', 'fr'),
    ('错误!未找到引用源。', 'zh-Hans'),
    ('エラー! 参照元が見つかりません。', 'ja'),
    ('오류! 참조 원본을 찾을 수 없습니다.', 'ko'),
    ('Ошибка! Источник ссылки не найден.', 'ru'),
    ('{ MERGEFIELD Name \\* MERGEFORMAT }', 'en'),
    ('[nombre del paciente]', 'es'),
    ('[insérer le numéro]', 'fr'),
    ('[Datum einfügen]', 'de'),
    ('[Datum]', 'de'),
    ('[дата]', 'ru'),
    ('[вставить номер]', 'ru'),
    ('[插入电话]', 'zh-Hans'),
    ('［電話番号］', 'ja'),
    ('【请填写】', 'zh-Hans'),
    ('[تاریخ]', 'fa'),
    ('[الاسم]', 'ar'),
    ('[तारीख]', 'hi'),
    ('${name}', 'en'),
    ('%s tablets', 'en'),
    ('[[name]]', 'en'),
    ('Max Mustermann', 'de'),
    ('John Doe', 'en'),
    ('[____]', 'en'),
    ('[X]', 'en'),
    ('[xx]', 'en'),
    ("Ask [Doctor's name]", 'en'),
    ("[Your clinic's phone]", 'en'),
    ('XXX', 'en'),
    ('##/##/####', 'en'),
    ('Dr. N.N.', 'de'),
    ('[insert]', 'en'),
    ('[TBC]', 'en'),
    ('xxx', 'en'),
    ('ХХХ', 'ru'),
    ('[enter dose here]', 'en'),
    ('Take … mg daily.', 'en'),
    ('Take ... tablets', 'en'),
    ('Take # tablets', 'en'),
    ('Take N tablets twice', 'en'),
    ('%NAME%', 'en'),
    ('$FIRST_NAME$', 'en'),
    ('⟨name⟩', 'en'),
    ('Insert logo here', 'en'),
    ('INSERT CLINIC ADDRESS', 'en'),
    ('Call (insert local number).', 'en'),
    ('REPLACE ME', 'en'),
    ('Take it daily (dose to be confirmed).', 'en'),
    ('To be confirmed.', 'en'),
    ('Placeholder', 'en'),
    ('Rest. Sample text. Sleep.', 'en'),
    ('undefined', 'en'),
    ('[Delete as appropriate]', 'en'),
]
NOT_WAITING = [
    ('Botox [brand name of onabotulinumtoxinA] is a medicine', 'en', False),
    ('[1]', 'en', False),
    ('He said […] rest.', 'en', False),
    ('the level of [Na+]', 'en', False),
    ('[see page 2]', 'en', False),
    ('(insert the needle slowly)', 'en', False),
    ('Insert the medicine.', 'en', False),
    ('Insert the text strip into the meter.', 'en', False),
    ('The cause has to be confirmed by a test.', 'en', False),
    ('Rest … then walk.', 'en', False),
    ('A placebo is no placeholder.', 'en', False),
    ('〈药典〉', 'zh-Hans', False),
    ('Insert the tampon (fill in the diary)', 'en', False),
    ('«Botox» est un médicament', 'fr', False),
    ('le mot « date »', 'fr', False),
    ('слово «дата»', 'ru', False),
    ('XX chromosomes', 'en', False),
    ('XX and XY', 'en', False),
    ('XXX syndrome', 'en', False),
    ('TODO está bien', 'es', False),
    ('la TBC es una infección', 'es', False),
    ('Wait… then rest.', 'en', False),
    ('Wait... then rest', 'en', False),
    ('at 00:00', 'en', False),
    ('Why??', 'en', False),
    ('What?', 'en', False),
    ('Call 503-555-0123', 'en', False),
    ('Choose an item from the menu.', 'en', False),
    ('< 5 mg', 'en', False),
    ('5 < 10 and 12 > 8', 'en', False),
    ('《药典》', 'zh-Hans', False),
    ('【注意】', 'zh-Hans', False),
    ('【用法】', 'ja', False),
    ('Date (DD/MM/YYYY)', 'en', True),
    ('Name: ____', 'en', True),
    ('the placebo', 'en', False),
    ('error in the dose', 'en', False),
    ('Errors happen', 'en', False),
    ('100%', 'en', False),
    ('The reference source was not found in time', 'en', False),
    ('size XXL', 'en', False),
    ('20 x 30 cm', 'en', False),
    ('Type 2 diabetes', 'en', False),
    ('Add salt', 'en', False),
    ('T4 (TK) test', 'de', False),
    ('[sic]', 'en', False),
    ('vitamin B[12]', 'en', False),
    ('[it] hurts', 'en', False),
    ('X-ray', 'en', False),
    ('x 2', 'en', False),
    ('100,000', 'en', False),
    ('1111', 'en', False),
    ('Take 3 x 2 tablets', 'en', False),
    ('Hiba! a', 'en', False),
    ('Your name', 'en', False),
    ('Type text messages', 'en', False),
    ('Put ice on it', 'en', False),
    ('2 x 500 mg', 'en', False),
    ('Section XX', 'en', False),
    ('20x magnification', 'en', False),
    ('Xanax XR', 'en', False),
    ('111 111 people', 'en', False),
]
# fmt: on


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return dict(open_library(ROOT, frozenset()).languages)


def said(text: str, label: bool = False) -> Printed:
    return Printed(text, text, lambda _: Place("x"), True, label=label)


def dialled(text: str, tag: str, regions: str, languages: dict[str, Language]) -> list[str]:
    there = tuple(regions.split())
    own = frozenset(number for region in there for number in emergency_numbers(region))
    return [one.digits for one in emergencies(said(text), tag, languages[tag].words.emergency, own, there)]


def test_an_emergency_number_is_found_however_it_is_written(languages: dict[str, Language]) -> None:
    missed = [row for row in EMERGENCIES if not dialled(*row, languages)]
    assert missed == []
    assert {tag for _, tag, _ in EMERGENCIES} == set(languages), "each language of the project has a sentence"


def test_a_number_that_is_no_call_for_help_is_left_alone(languages: dict[str, Language]) -> None:
    wrong = [row for row in NO_EMERGENCIES if dialled(*row, languages)]
    assert wrong == []


def test_the_fixed_words_of_every_language_are_understood_as_a_call(languages: dict[str, Language]) -> None:
    for tag, language in languages.items():
        sentence = language.words.emergency.replace("{number}", "112")
        assert dialled(sentence, tag, "IE", languages) == ["112"], f"{tag}: {sentence}"


def waiting(text: str, tag: str, label: bool = False) -> list[str]:
    programs = [phrase for phrase in _programs() if phrase.lstrip("=") in _squeezed(text)]
    return [
        text[start:end]
        for start, end, *_ in _found(said(text, label), tag, programs, _marks_in(text, tag.split("-")[0]))
    ]


def test_words_that_wait_to_be_filled_in_are_found() -> None:
    assert [row for row in WAITING if not waiting(*row)] == []


def test_brackets_and_letters_that_say_something_are_left_alone() -> None:
    assert [(row, waiting(*row)) for row in NOT_WAITING if waiting(*row)] == []


def brand(name: str) -> Brand:
    known = open_library(HERE / "library").brands["test-clinic"]
    clinic = known.clinic.model_copy(
        update={
            "name": name,
            "web": "https://care.example.org",
            "email": "care@example.org",
            "address": "9 Elm Street, Oslo",
        }
    )
    return known.model_copy(update={"name": name, "clinic": clinic})


NAMED = [
    ("Northside Regional Medical Center", "at northside regional medical center"),
    ("Northside Regional Medical Center", "NORTHSIDE REGIONAL MEDICAL CENTRE"),
    ("Northside Regional Medical Center", "Northside Regional is open"),
    ("Northside Regional Medical Center", "Northside Medical Center is open"),
    ("Northside Regional Medical Center", "Northside Reg. Med. Center is open"),
    ("Northside Regional Medical Center", "ask NRMC"),
    ("St. Mary's Hospital", "at St Mary’s"),
    ("St. Mary's Hospital", "at Saint Mary's Hospital"),
    ("Example Head and Neck Clinic", "the Example Head & Neck Clinic"),
    ("Clínica San José", "en la clinica san jose"),
    ("東京神経クリニック", "東京神経クリニックへ来てください"),
    ("Pain Clinic", "Come to the Pain Clinic today"),
    ("Any Name Here", "see www.care.example.org for more"),
    ("Any Name Here", "write to Care@Example.org"),
    ("Any Name Here", "we are at 9 Elm St., Oslo"),
]
NOT_NAMED = [
    ("Example Head and Neck Clinic", "for example, head and neck pain"),
    ("Example Head and Neck Clinic", "Head and neck pain is treated at a clinic"),
    ("Pain Clinic", "ask your pain clinic"),
    ("Hope", "Hope you feel well soon. I hope so."),
    ("Northside Regional Medical Center", "on the north side of a regional medical center"),
    ("Marion Regional Institute", "an MRI scan"),
    ("Any Name Here", "see care.example.org/map or daycare.example.org"),
]


def test_a_brand_is_found_by_its_name_and_addresses() -> None:
    assert [row for row in NAMED if not list(typed(row[1], [brand(row[0])]))] == []


def test_words_that_only_resemble_a_name_are_left_alone() -> None:
    assert [(row, found) for row in NOT_NAMED if (found := list(typed(row[1], [brand(row[0])])))] == []


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<title>A sign</title>
<rect width="9" height="9" fill="#eeeeee"/>
<text x="1" y="4" font-size="2"><tspan>Call</tspan><tspan dy="2" x="1">911</tspan></text></svg>"""
PASSAGE = """title: Shared
version: 1
blocks:
  - text: Call 503 555 0123 at Test Clinic, or 911.
    sources: [clinic]
"""
PACKET = """title: Two sheets from Test Clinic
summary: Call 911.
version: 1
introduction: Dial 503-555-0199, or ask [name].
"""


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The test project with values typed into a drawing, a passage, a packet, the facts and a fixed word."""
    root = tmp_path_factory.mktemp("typed") / "p"
    shutil.copytree(HERE / "library", root)
    handout = root / "handouts/general/clean-hands"
    (handout / "figures").mkdir(exist_ok=True)
    (handout / "figures/sign.svg").write_text(DRAWING, encoding="utf-8")
    shared = root / "handouts/_shared/typed-in"
    shared.mkdir()
    (shared / "en.yaml").write_text(PASSAGE, encoding="utf-8")
    text = (handout / "en.yaml").read_text(encoding="utf-8").rstrip("\n")
    more = """
  - heading: Signs
    blocks:
      - include: typed-in
      - figure: {file: sign.svg, alt: A sign by the sink.}
        sources: [clinic]
"""
    (handout / "en.yaml").write_text(text + more, encoding="utf-8")
    packet = root / "handouts/general/both"
    packet.mkdir()
    facts = "handouts: [clean-hands, quiet-night]\nlanguages: [en]\n"
    (packet / "packet.yaml").write_text(facts, encoding="utf-8")
    (packet / "en.yaml").write_text(PACKET, encoding="utf-8")
    languages = root / "handouts/_languages"
    languages.mkdir(exist_ok=True)
    fixed = (ROOT / "handouts/_languages/en.yaml").read_text(encoding="utf-8")
    (languages / "en.yaml").write_text(
        fixed.replace('contact: "', 'contact: "In an emergency call 999. '), encoding="utf-8"
    )
    return open_library(root)


def told(library: Library, slug: str) -> set[tuple[str, str, str]]:
    found = checks.check(library, library.pieces[slug], "en")
    rules = ("emergency-number-typed", "brand-value-typed", "left-over-placeholder")
    return {(p.rule, f"{p.place.path}:{p.place.line}", p.fault.split('"')[1]) for p in found if p.rule in rules}


def test_values_are_found_wherever_they_are_printed(everywhere: Library) -> None:
    found = told(everywhere, "clean-hands")
    passage, sign = "handouts/_shared/typed-in/en.yaml:4", "handouts/general/clean-hands/figures/sign.svg:4"
    assert ("emergency-number-typed", sign, "911") in found
    assert ("emergency-number-typed", passage, "911") in found
    assert ("brand-value-typed", passage, "503 555 0123") in found
    assert ("brand-value-typed", passage, "Test Clinic") in found
    assert any(rule == "emergency-number-typed" and "_languages/en.yaml" in place for rule, place, _ in found)


def test_a_packet_types_nothing_either(everywhere: Library) -> None:
    found = {(rule, words) for rule, place, words in told(everywhere, "both") if "/both/" in place}
    assert found == {
        ("brand-value-typed", "Test Clinic"),
        ("emergency-number-typed", "911"),
        ("brand-value-typed", "503-555-0199"),
        ("left-over-placeholder", "[name]"),
    }
