"""A translation beside its source: what each rule finds, what it leaves alone, and ten faults in ten translations."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from press.checks import translation
from press.checks.rule import Rule, Subject
from press.content import Facts, Handout, Passage, Shared, Translation, Written, phrases
from press.language import Lexicon, own_tables
from press.library import Library, open_library
from press.problem import Problem, Severity, errors, in_order
from press.quantities import number_words, read
from press.source import Sequence, Text, TreePath, check, parse

ROOT = Path(__file__).resolve().parent.parent
RULES = {found.name: found for found in vars(translation).values() if isinstance(found, Rule)}


def lexicon(base: str) -> Lexicon:
    return own_tables({"zh": "zh-Hans", "pt": "pt-BR"}.get(base, base))



@pytest.fixture(scope="session")
def library() -> Library:
    """The project's own library: its languages, and the ten sample translations."""
    return open_library(ROOT)


def written(tag: str, source: bool, data: dict[str, Any], model: type = Translation, path: str = "") -> Written:
    role = {"version": 1} if source else {"translation": {"method": "human", "from_version": 1}}
    base = {"title": "T", "summary": "S", "main_message": "M"} if model is Translation else {"title": "T"}
    text = json.dumps({**base, **role, **data}, ensure_ascii=False, indent=1)
    located, problems = parse(text, path or f"{tag}.yaml")
    value, more = check(located, model)
    assert value is not None, (problems, more)
    return Written(tag, value, located)


def one_section(blocks: list[Any]) -> dict[str, Any]:
    return {"sections": [{"heading": "H", "blocks": [b if isinstance(b, dict) else {"text": b} for b in blocks]}]}


def compared(library: Library, source: dict[str, Any], target: dict[str, Any], tag: str) -> list[Problem]:
    """Every problem of a translation, in order."""
    one, other = written("en", True, source), written(tag, False, target)
    piece = Handout("t", "t", "t", Facts(audience="test", languages=("en", tag)), one.located, {"en": one, tag: other})
    subject = Subject(library, piece, other)
    return in_order(problem for rule in RULES.values() for problem in rule.problems(subject))


def of_sentences(library: Library, source: str, target: str, tag: str) -> list[str]:
    """The names of the rules that blame one sentence."""
    return [problem.rule for problem in compared(library, one_section([source]), one_section([target]), tag)]


# ------------------------------------------------------------------------------------------- sentences: one fault, no fault

# rule, language, source, a true translation, one with a fault
SENTENCES = [
    ("amount-in-words-differs", "es", "Take it twice a day.", "Tómelo dos veces al día.", "Tómelo tres veces al día."),
    ("amount-in-words-differs", "es", "Take 10 mg a week.", "Tome 10 mg a la semana.", "Tome 10 mg al día."),
    ("amount-in-words-differs", "ar", "Take it once a day.", "تناوله مرة في اليوم.", "تناوله مرتين في اليوم."),
    ("amount-in-words-differs", "zh-Hans", "Take half a tablet.", "请服用半片。", "请服用一片。"),
    ("amount-in-words-differs", "ru", "Take it twice a day for 7 days.", "Принимайте два раза в день 7 дней.", "Принимайте два раза в неделю 7 дней."),
    ("amount-in-words-differs", "hi", "Take it twice a day.", "इसे दिन में दो बार लें।", "इसे हफ़्ते में दो बार लें।"),
    ("amount-in-words-differs", "ko", "Take it twice a day.", "하루에 두 번 드십시오.", "하루에 네 번 드십시오."),
    ("amount-in-words-differs", "es", "Take two tablets twice a day.", "Tome dos tabletas dos veces al día.", "Tome dos tabletas tres veces al día."),
    ("ranges-swapped", "es", "Your goal is below 130/80.", "Su meta es menos de 130/80.", "Su meta es menos de 80/130."),
    ("amounts-change-places", "es", "Take 2 tablets in the morning and 1 tablet at night.", "Tome por la noche 1 tableta y por la mañana 2 tabletas.", "Tome 1 tableta por la mañana y 2 tabletas por la noche."),
    ("amounts-change-places", "es", "Take 10 mg of A and 20 mg of B.", "Tome 20 mg de B y 10 mg de A.", "Tome 20 mg de A y 10 mg de B."),
    ("doses-differ", "es", "Take .5 mg.", "Tome 0.5 mg.", "Tome 5 mg."),
    ("negation-added", "es", "Take it with milk.", "Tómelo con leche.", "No lo tome con leche."),
    ("negation-missing", "es", "The test did not show cancer.", "La prueba no mostró cáncer.", "La prueba mostró cáncer."),
    ("negation-missing", "es", "Take no food for 6 hours.", "No coma nada durante 6 horas.", "Coma durante 6 horas."),
    ("weekday-differs", "es", "Take it on Mondays.", "Tómelo los lunes.", "Tómelo los viernes."),
    ("frequency-differs", "es", "Take it weekly.", "Tómelo cada semana.", "Tómelo diariamente."),
    ("frequency-differs", "es", "Take it every other day.", "Tómelo cada 2 días.", "Tómelo todos los días."),
    ("opposite-differs", "es", "Put the drops in your left eye.", "Ponga las gotas en el ojo izquierdo.", "Ponga las gotas en el ojo derecho."),
    ("opposite-differs", "es", "Do not eat before the test.", "Coma solo después de la prueba.", "No coma después de la prueba."),
    ("time-of-day-differs", "es", "Take it in the evening.", "Tómelo por la noche.", "Tómelo por la mañana."),
    ("day-differs", "es", "Call us today.", "Llámenos hoy.", "Llámenos mañana."),
    ("word-missing", "es", "Take it on an empty stomach.", "Tómelo en ayunas.", "Tómelo."),
    ("phones-differ", "es", "Call 503-555-0123.", "Llame al +1 503-555-0123.", "Llame al +44 503-555-0123."),
    ("phones-differ", "es", "Call 01 555 0123.", "Llame al +353 1 555 0123.", "Llame al +353 1 555 0132."),
    ("amount-in-words-missing", "vi", "Take it twice a day.", "Uống hai lần mỗi ngày.", "Uống mỗi ngày."),
    ("amounts-differ", "zh-Hans", "Take it for 7 days.", "请服用七天。", "请服用七周。"),
    ("half-day-differs", "es", "Call before 5 pm.", "Llame antes de las 5 p. m.", "Llame antes de las 5 a. m."),
    ("half-day-differs", "ru", "Call before 5 pm.", "Звоните до 17:00.", "Звоните до 5:00."),
    ("half-day-differs", "zh-Hans", "Call before 5 pm.", "请在下午 5 点前打电话。", "请在上午 5 点前打电话。"),
    ("dates-differ", "hi", "Come on 4 May 2026.", "4 मई 2026 को आइए।", "4 मार्च 2026 को आइए।"),
    ("comparison-differs", "es", "Do not take more than 8.", "No tome más de 8.", "No tome menos de 8."),
    ("comparison-differs", "ru", "Do not take more than 8 tablets.", "Принимайте не более 8 таблеток.", "Принимайте не менее 8 таблеток."),
    ("negation-missing", "ru", "Wait at least 4 hours, and do not drink alcohol.", "Ждите не менее 4 часов и не пейте алкоголь.", "Ждите не менее 4 часов и пейте алкоголь."),
    ("names-differ", "es", "Take 5 mg of Testol.", "Tome 5 mg de Testol.", "Tome 5 mg de Testal."),
    ("doses-differ", "es", "Take 20 mg with food.", "Tome 20 mg con comida.", "Tome 200 mg con comida."),
    ("doses-differ", "zh-Hans", "Take 20 mg with food.", "请随餐服用 20 毫克。", "请随餐服用 20 克。"),
    ("doses-differ", "ru", "Take 1.5 mg.", "Принимайте 1,5 мг.", "Принимайте 15 мг."),
    ("doses-differ", "fa", "Take 20 mg with food.", "۲۰ میلی‌گرم با غذا مصرف کنید.", "با غذا مصرف کنید."),
    ("doses-differ", "ar", "Take 2 tablets.", "تناول قرصين.", "تناول ٣ أقراص."),
    ("doses-differ", "hi", "Take 1,500 mg.", "1,500 मिलीग्राम लें।", "1.5 मिलीग्राम लें।"),
    ("doses-differ", "es", "Take ½ tablet.", "Tome media tableta.", "Tome 2 tabletas."),
    ("doses-differ", "es", "Take two tablets.", "Tome 2 tabletas.", "Tome 3 tabletas."),
    ("doses-differ", "vi", "Use 5 mg/mL drops.", "Dùng thuốc nhỏ 5 mg/ml.", "Dùng thuốc nhỏ 5 mg/l."),
    ("doses-differ", "ht", "Take 20 mg.", "Pran 20 mg.", "Pran 20."),
    ("amounts-differ", "ko", "Come back in 12 weeks.", "12주 후에 다시 오십시오.", "12일 후에 다시 오십시오."),
    ("amounts-differ", "km", "Rest for 4 hours.", "សម្រាក ៤ ម៉ោង។", "សម្រាក ១៤ ម៉ោង។"),
    ("amounts-differ", "zh-Hans", "Rest for 24 hours.", "休息 1 天。", "休息 2 天。"),
    ("numbers-differ", "es", "Of 100 people, 47 felt better.", "De 100 personas, 47 mejoraron.", "De 100 personas, algunas mejoraron."),
    ("ranges-swapped", "ar", "It takes 5 to 10 minutes.", "يستغرق 5 إلى 10 دقائق.", "يستغرق 10 إلى 5 دقائق."),
    ("ranges-swapped", "fa", "Take 5–10 mg.", "۵ تا ۱۰ میلی‌گرم مصرف کنید.", "۱۰ تا ۵ میلی‌گرم مصرف کنید."),
    ("dates-differ", "es", "Come on March 5.", "Venga el 5 de marzo.", "Venga el 5 de abril."),
    ("phones-differ", "vi", "Call 503-555-0123.", "Gọi (503) 555-0123.", "Gọi 503-555-0132."),
    ("phones-differ", "ht", "Call 911 now.", "Rele 911 kounye a.", "Rele 912 kounye a."),
    ("comparison-differs", "es", "Call us if it is 38 °C or higher.", "Llámenos si es de 38 °C o más.", "Llámenos si es de 38 °C o menos."),
    ("comparison-differs", "ru", "Wait at least 4 hours.", "Подождите не менее 4 часов.", "Подождите 4 часа."),
    ("placeholders-differ", "es", "Call {clinic.phone} today.", "Llame hoy al {clinic.phone}.", "Llame hoy al 555-0123."),
    ("links-differ", "es", "See [this](https://example.org/a).", "Vea [esto](https://example.org/a).", "Vea [esto](https://example.com/a)."),
    ("link-page-differs", "es", "See [this](https://example.org/a).", "Vea [esto](https://example.org/a).", "Vea [esto](https://example.org/es/a)."),
    ("terms-differ", "es", "Read the Medication Guide.", "Lea la guía ([Medication Guide]{en}).", "Lea la guía ([Medicine Guide]{en})."),
    ("not-translated", "ru", "Do not start a new medicine until you call us.", "Не начинайте новое лекарство, пока не позвоните нам.", "Do not start a new medicine until you call us."),
    ("not-translated", "es", "Do not start a new medicine until you call us.", "No empiece otro medicamento hasta llamarnos.", "No empiece. Do not start a new medicine until you call us."),
    ("label-not-translated", "ht", "Next appointment", "Pwochen randevou", "Next appointment"),
    ("wrong-script", "ar", "You may feel sick or vomit for some days.", "قد تشعر بالغثيان أو تتقيأ بضعة أيام.", "Puede tener náuseas o vomitar unos días."),
    ("final-mark-differs", "zh-Hans", "How does it help?", "它怎样起作用？", "它怎样起作用。"),
    ("names-differ", "es", "It is onabotulinumtoxinA.", "Es onabotulinumtoxinA.", "Es abobotulinumtoxina."),
    ("names-differ", "ru", "Tell us if you had Dysport or Xeomin.", "Скажите нам, если вам вводили Dysport или Xeomin.", "Скажите нам, если вам вводили Disport или Xeomin."),
    ("names-differ", "ko", "The code is G43.709.", "코드는 G43.709입니다.", "코드는 G43.719입니다."),
    ("negation-missing", "es", "Do not drive.", "No maneje.", "Maneje."),
    ("negation-missing", "vi", "Rest today. Do not drive.", "Hôm nay hãy nghỉ ngơi. Đừng lái xe.", "Hôm nay hãy nghỉ ngơi. Hãy lái xe."),
    (
        "length-unusual", "es", "Your risk is highest if you already have trouble swallowing or breathing. Tell us about it.",
        "Su riesgo es mayor si ya tiene problemas para tragar o respirar. Avísenos.", "Su riesgo es mayor. Avísenos.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "tag", "source", "true", "false"), SENTENCES, ids=lambda value: str(value)[:24])
def test_a_fault_is_found_and_a_true_translation_is_not_blamed(
    library: Library, rule: str, tag: str, source: str, true: str, false: str
) -> None:
    assert of_sentences(library, source, true, tag) == []
    assert rule in of_sentences(library, source, false, tag)


def test_every_rule_has_a_case() -> None:
    elsewhere = {"wrong-language"} | {name for name in RULES if name in STRUCTURE}
    assert {case[0] for case in SENTENCES} | elsewhere == set(RULES)


@pytest.mark.parametrize(
    ("tag", "source", "target"),
    [
        ("es", "Take 1,500 mg.", "Tome 1.500 mg."),
        ("es", "Take 1,500 mg.", "Tome 1,500 mg."),
        ("fr", "About 122,653 people.", "Environ 122 653 personnes."),
        ("zh-Hans", "About 6.48 million people.", "约 648 万人。"),
        ("hi", "About 1.5 million people.", "लगभग 15 लाख लोग।"),
        ("ar", "Take 2 tablets twice a day for 2 weeks.", "تناول قرصين مرتين يوميًا لمدة أسبوعين."),
        ("ko", "Take 2 tablets 3 times a day.", "하루 세 번 두 알씩 드십시오."),
        ("km", "Take 12 tablets.", "លេបដប់ពីរគ្រាប់។"),
        ("zh-Hans", "On November 22, 2026.", "2026 年 11 月 22 日。"),
        ("fr", "Come at 2:30 p.m. on Monday.", "Venez lundi à 14h30."),
        ("ru", "Open 8 a.m. to 5 p.m. today.", "Сегодня открыто с 8:00 до 17:00."),
        ("vi", "COVID-19 and vitamin B12.", "COVID-19 và vitamin B12."),
        ("ar", "Call +1 503-555-0123.", "اتصل على ‎503-555-0123."),
        ("es", "Do not take more than 4 in 24 hours.", "Tome como máximo 4 en 24 horas. No tome más."),
        ("fa", "About 47 of every 100 people.", "حدود ۴۷ نفر از هر ۱۰۰ نفر."),
        ("zh-Hans", "About 47 of every 100 people.", "每 100 人中约有 47 人。"),
    ],
)
def test_numbers_are_understood_as_each_language_writes_them(
    library: Library, tag: str, source: str, target: str
) -> None:
    numeric = {
        "doses-differ",
        "amounts-differ",
        "numbers-differ",
        "phones-differ",
        "ranges-swapped",
        "dates-differ",
        "comparison-differs",
    }
    assert numeric.isdisjoint(of_sentences(library, source, target, tag))


def test_a_swapped_range_is_told_from_both_numbers(library: Library) -> None:
    found = compared(library, one_section(["Take 5 to 10 mg."]), one_section(["Tome de 10 a 5 mg."]), "es")
    assert [(p.rule, p.severity) for p in found] == [("ranges-swapped", Severity.ERROR)]
    assert "10" in found[0].fault
    assert "5 mg" in found[0].fault


def test_a_place_is_that_of_the_offending_words(library: Library) -> None:
    source, target = one_section(["Rest. Take 20 mg."]), one_section(["Descanse. Tome 200 mg."])
    (problem,) = compared(library, source, target, "es")
    line = (written("es", False, target).located.text.split("\n"))[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("200 mg")
    assert problem.fault == '"200 mg" here, "20 mg" in en.yaml'
    assert problem.remedy.startswith("en.yaml:")


def test_a_text_in_another_language_than_its_file(library: Library) -> None:
    english = ["Rest at home for some days and drink water.", "Ask a friend to drive you home after the visit."] * 4
    spanish = [
        "Descanse en casa unos días y beba agua.",
        "Pida a una amistad que le lleve a casa después de la visita.",
    ] * 4
    portuguese = [
        "Descanse em casa alguns dias e beba água.",
        "Peça a uma amizade que leve você para casa depois da consulta.",
    ] * 4
    assert compared(library, one_section(english), one_section(spanish), "es") == []
    found = compared(library, one_section(english), one_section(portuguese), "es")
    assert [p.rule for p in found] == ["wrong-language"]
    assert '"pt"' in found[0].fault


def test_traditional_characters_in_a_simplified_text(library: Library) -> None:
    found = compared(
        library,
        one_section(["Tell the doctor about your head and neck."]),
        one_section(["請對醫生說您的頭頸問題。"]),
        "zh-Hans",
    )
    assert [p.rule for p in found] == ["wrong-script"]


# ----------------------------------------------------------------------------------------------------------- structure

STEPS = ["Show us your diary.", "Point to the pain.", "Expect 31 injections.", "Rest for 4 hours."]
PASOS = ["Muéstrenos su diario.", "Señale el dolor.", "Espere 31 inyecciones.", "Descanse 4 horas."]
TABLE = {"caption": "Days", "columns": ["What", "Days"], "rows": [["Aspirin", "15"], ["Triptans", "10"]]}
TABLA = {"caption": "Días", "columns": ["Qué", "Días"], "rows": [["Aspirina", "15"], ["Triptanes", "10"]]}
CALLOUT = {"kind": "emergency", "text": "Get help now.", "points": ["Trouble breathing", "Trouble swallowing"]}
LLAMADA = {
    "kind": "emergency",
    "text": "Pida ayuda ya.",
    "points": ["Problemas para respirar", "Problemas para tragar"],
}
TERMS = [{"term": "Spasm", "meaning": "A muscle tightens."}, {"term": "Unit", "meaning": "How it is measured."}]
TERMINOS = [{"term": "Espasmo", "meaning": "Un músculo se tensa."}, {"term": "Unidad", "meaning": "Cómo se mide."}]
ASKED = [{"question": "How often?", "answer": "Every 12 weeks."}, {"question": "Is it safe?", "answer": "Ask us."}]
PREGUNTAS = [
    {"question": "¿Cada cuánto?", "answer": "Cada 12 semanas."},
    {"question": "¿Es seguro?", "answer": "Pregúntenos."},
]

# rule -> source block, true block, block with the fault, words of the message
STRUCTURE: dict[str, tuple[Any, Any, Any, str]] = {
    "sections-differ": (None, None, None, ""),
    "blocks-differ": ({"steps": STEPS}, {"steps": PASOS}, {"points": PASOS}, '"points" here, "steps" in en.yaml'),
    "steps-differ": ({"steps": STEPS}, {"steps": PASOS}, {"steps": PASOS[:2] + PASOS[3:]}, "3 steps here, 4 in en.yaml"),
    "points-differ": ({"callout": CALLOUT}, {"callout": LLAMADA}, {"callout": {**LLAMADA, "points": LLAMADA["points"][:1]}}, "1 point here, 2 in en.yaml"),
    "checklist-differs": ({"checklist": STEPS}, {"checklist": PASOS}, {"checklist": PASOS[:3]}, "3 lines to tick here, 4 in en.yaml"),
    "questions-differ": ({"questions": ASKED}, {"questions": PREGUNTAS}, {"questions": PREGUNTAS[1:]}, "1 question here, 2 in en.yaml"),
    "entries-differ": ({"glossary": TERMS}, {"glossary": TERMINOS}, {"glossary": TERMINOS[:1]}, "1 term here, 2 in en.yaml"),
    "table-differs": ({"table": TABLE}, {"table": TABLA}, {"table": {**TABLA, "rows": TABLA["rows"][1:]}}, "1 row here, 2 in en.yaml"),
    "callout-differs": ({"callout": CALLOUT}, {"callout": LLAMADA}, {"callout": {**LLAMADA, "kind": "call-clinic"}}, 'the call-out is "call-clinic" here, "emergency" in en.yaml'),
    "parts-differ": (
        {"callout": {**CALLOUT, "closing": "Call {emergency.number}."}}, {"callout": {**LLAMADA, "closing": "Llame al {emergency.number}."}},
        {"callout": LLAMADA}, '"closing" is missing here; en.yaml has it',
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", [name for name in STRUCTURE if name != "sections-differ"])
def test_a_difference_of_structure_is_an_error_and_the_same_structure_is_not(library: Library, rule: str) -> None:
    source, true, false, words = STRUCTURE[rule]
    assert compared(library, one_section([source]), one_section([true]), "es") == []
    found = compared(library, one_section([source]), one_section([false]), "es")
    assert [(p.rule, p.fault, p.severity) for p in found] == [(rule, words, Severity.ERROR)]


def test_the_dropped_step_is_named_and_the_others_are_still_compared(library: Library) -> None:
    found = compared(library, one_section([{"steps": STEPS}]), one_section([{"steps": [*PASOS[:2], PASOS[3]]}]), "es")
    assert [p.remedy for p in found] == ['Translate step 3: "Expect 31 injections."']
    fewer = [PASOS[0], PASOS[1], "Descanse 14 horas."]
    found = compared(library, one_section([{"steps": STEPS}]), one_section([{"steps": fewer}]), "es")
    assert [p.rule for p in found] == ["steps-differ", "amounts-differ"]
    assert found[0].remedy.endswith('Translate step 3: "Expect 31 injections."')


def test_where_it_is_not_clear_which_one_is_missing_the_remedy_says_perhaps(library: Library) -> None:
    source = {"points": ["Neck pain", "Back pain", "Head pain"]}
    found = compared(library, one_section([source]), one_section([{"points": ["Dolor aquí", "Dolor allá"]}]), "es")
    assert [p.rule for p in found] == ["points-differ"]
    assert found[0].remedy.startswith("Perhaps: ")


def test_an_added_step_has_no_source(library: Library) -> None:
    more = [*PASOS[:2], "Beba 2 vasos de agua.", *PASOS[2:]]
    found = compared(library, one_section([{"steps": STEPS}]), one_section([{"steps": more}]), "es")
    assert [p.rule for p in found] == ["steps-differ"]
    assert found[0].remedy == 'Delete step 3, "Beba 2 vasos de agua.", or write it in en.yaml first.'


def test_a_missing_section_is_named(library: Library) -> None:
    def three(headings: list[str], texts: list[str]) -> dict[str, Any]:
        return {"sections": [{"heading": h, "blocks": [{"text": t}]} for h, t in zip(headings, texts, strict=True)]}

    source = three(
        ["What it is", "Your visit", "After"], ["It helps 20 of 100 people.", "Plan 31 minutes.", "Rest for 4 hours."]
    )
    true = three(
        ["Qué es", "Su visita", "Después"], ["Ayuda a 20 de 100 personas.", "Calcule 31 minutos.", "Descanse 4 horas."]
    )
    fewer = three(["Qué es", "Después"], ["Ayuda a 20 de 100 personas.", "Descanse 4 horas."])
    assert compared(library, source, true, "es") == []
    found = compared(library, source, fewer, "es")
    assert [(p.rule, p.fault) for p in found] == [("sections-differ", "2 sections here, 3 in en.yaml")]
    assert found[0].remedy == 'Translate section 2: "Your visit"'
    found = compared(library, fewer | {}, true, "es")
    assert [p.rule for p in found if p.severity is Severity.ERROR] == ["sections-differ"]


def test_a_missing_block_is_named_where_it_should_stand(library: Library) -> None:
    source = one_section(["Rest today.", {"callout": CALLOUT}, "Drink 2 glasses of water."])
    found = compared(library, source, one_section(["Descanse hoy.", "Beba 2 vasos de agua."]), "es")
    assert [p.rule for p in found] == ["blocks-differ"]
    assert found[0].fault.startswith('the call-out "emergency" of en.yaml:')
    assert found[0].remedy == 'Translate it after this place: "Get help now."'


def test_shared_passages_are_compared_with_their_own_source(library: Library) -> None:
    def passage(tag: str, text: str) -> Written:
        return written(tag, tag == "en", {"blocks": [{"text": text}]}, Passage, f"handouts/_shared/p/{tag}.yaml")

    shared = Shared("p", {"en": passage("en", "Rest for 4 hours."), "es": passage("es", "Descanse 40 horas.")})
    blocks = one_section([{"include": "p"}])
    one, other = written("en", True, blocks), written("es", False, blocks)
    piece = Handout(
        "t", "t", "t", Facts(audience="test", languages=("en", "es")), one.located, {"en": one, "es": other}
    )
    subject = Subject(Library(Path(), shared={"p": shared}, languages=library.languages), piece, other)
    found = [p for rule in RULES.values() for p in rule.problems(subject)]
    assert [(p.rule, p.place.path) for p in found] == [("amounts-differ", "handouts/_shared/p/es.yaml")]
    blocks = one_section([{"include": "q"}])
    found = compared(library, one_section([{"include": "p"}]), blocks, "es")
    assert [p.fault for p in found] == ['"q" is included here, "p" in en.yaml']


# ------------------------------------------------------------------------------------------------- the real translations

EditText = Callable[[str], str]


def test_the_sample_translations_raise_no_error(library: Library) -> None:
    found = []
    for piece in library.pieces.values():
        for text in piece.texts.values():
            subject = Subject(library, piece, text)
            found += errors(problem for rule in RULES.values() for problem in rule.problems(subject))
    assert found == []


class Spoiler:
    """Puts a fault into a translation at the place where the English text says something."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.library = open_library(root)

    def find(self, english: str) -> tuple[dict[str, Written], TreePath]:
        """The texts of the handout or passage that says ``english``, and where it says it."""
        texts = [piece.texts for piece in self.library.pieces.values()]
        texts += [shared.texts for shared in self.library.shared.values()]
        for by_tag in texts:
            for phrase in phrases(by_tag["en"].text):
                if english in phrase.text:
                    return by_tag, phrase.path
        raise AssertionError(f"no English text says {english!r} any more")

    def edit(self, tag: str, english: str, change: EditText) -> tuple[str, int]:
        """Change the translated passage; its file and line."""
        by_tag, path = self.find(english)
        located = by_tag[tag].located
        node = located.node(path)
        assert isinstance(node, Text)
        spoiled = change(located.text[node.start : node.end])
        assert spoiled != located.text[node.start : node.end]
        self._write(located.shown, located.text[: node.start] + spoiled + located.text[node.end :])
        return located.shown, node.place.line

    def drop(self, tag: str, english: str) -> tuple[str, int]:
        """Delete the list item; its file and the line of the list's key."""
        by_tag, path = self.find(english)
        located = by_tag[tag].located
        items, key = located.node(path[:-1]), located.key_place(path[:-1])
        assert isinstance(items, Sequence)
        assert isinstance(path[-1], int)
        lines = located.text.split("\n")
        first = items.items[path[-1]].place.line
        last = items.items[path[-1] + 1].place.line if path[-1] + 1 < len(items.items) else first + 1
        self._write(located.shown, "\n".join(lines[: first - 1] + lines[last - 1 :]))
        return located.shown, key.line

    def _write(self, shown: str, text: str) -> None:
        (self.root / shown).write_text(text, encoding="utf-8")


def number(old: int, new: str) -> EditText:
    """Change a number, whatever digits it is written in."""

    def change(text: str) -> str:
        hit = next(hit for hit in re.finditer(r"\d+", text) if int(hit[0]) == old)
        zero = ord(hit[0][0]) - int(hit[0][0])
        return text[: hit.start()] + "".join(chr(zero + int(c)) for c in new) + text[hit.end() :]

    return change


def swapped(text: str) -> str:
    """Exchange the first two numbers."""
    first, second = list(re.finditer(r"\d+", text))[:2]
    return text[: first.start()] + second[0] + text[first.end() : second.start()] + first[0] + text[second.end() :]


PHONE = "503-555-0123"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the library's texts, with a telephone number added to one passage in every language."""
    shutil.copytree(ROOT / "handouts", tmp_path / "handouts")
    for file in (tmp_path / "handouts" / "_shared" / "botox-side-effects").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert "{clinic.after_hours}" in text
        file.write_text(text.replace("{clinic.after_hours}", PHONE), encoding="utf-8")
    return tmp_path


def test_ten_faults_in_ten_translations_are_ten_errors_at_their_lines(project: Path) -> None:
    spoil = Spoiler(project)
    expected = {
        "es": ("amounts-differ", spoil.edit("es", "2 fewer migraine days", number(2, "20"))),
        "zh-Hans": ("steps-differ", spoil.drop("zh-Hans", "Expect 31 small injections")),
        "vi": ("phones-differ", spoil.edit("vi", PHONE, lambda text: text.replace(PHONE, "503-555-0132"))),
        "ar": ("ranges-swapped", spoil.edit("ar", "About 5 to 10 minutes", swapped)),
        "ru": ("not-translated", spoil.edit("ru", "Do not start a new medicine", lambda _: "Do not start a new medicine until you tell your doctor that you had Botox.")),
        "ht": ("amounts-differ", spoil.edit("ht", "Every 12 weeks. Botox works slowly.", number(12, "120"))),
        "hi": ("points-differ", spoil.drop("hi", "Double vision, or loss of bladder control")),
        "ko": ("doses-differ", spoil.edit("ko", "155 units in all", number(155, "515"))),
        "fa": ("placeholders-differ", spoil.edit("fa", "If you cannot reach us, call {emergency.number}", lambda text: text.replace("{emergency.number}", "۹۱۱"))),
        "km": ("amounts-differ", spoil.edit("km", "This goes on for more than 3 months", number(3, "8"))),
    }  # fmt: skip
    library = open_library(project)
    for tag, (rule, (path, line)) in expected.items():
        found = {p for piece in library.pieces.values() if tag in piece.texts for p in _errors(library, piece, tag)}
        assert {(p.place.path, p.place.line) for p in found} == {(path, line)}, tag
        also = {"phones-differ"} if tag == "fa" else set()  # a number in place of a placeholder is a number, too
        assert {p.rule for p in found} - also == {rule}, tag


def _errors(library: Library, piece: Any, tag: str) -> Iterator[Problem]:
    subject = Subject(library, piece, piece.texts[tag])
    yield from errors(problem for rule in RULES.values() for problem in rule.problems(subject))


# ----------------------------------------------------------------------------------------------------------- calibration


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """The benchmark, as a module."""
    spec = importlib.util.spec_from_file_location("translation_checks", ROOT / "benchmarks" / "translation_checks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["translation_checks"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["es-LA", "zh", "ar", "ru", "hi", "fa", "km", "pt-BR"])
def test_true_pairs_are_seldom_blamed(benchmark: ModuleType, language: str) -> None:
    tally = benchmark.true_pairs(1, language)[language]
    assert tally.errors < 0.01 * tally.pairs
    assert tally.reviews < 0.05 * tally.pairs
    assert tally.texts_in_another_language == 0


def test_seeded_dose_and_phone_faults_are_found(benchmark: ModuleType) -> None:
    for language, result in benchmark.seeded(2).items():
        assert result.found["dose"] >= 0.95 * result.total["dose"], language
        assert result.found["phone"] >= 0.95 * result.total["phone"], language
        assert result.blamed == 0, language


def test_every_number_of_the_sample_translations_is_guarded(benchmark: ModuleType) -> None:
    for tag, counts in benchmark.spoiled_samples().items():
        assert counts["changed found"] >= 0.95 * counts["changed"] > 0, tag
        assert counts["dropped noticed"] >= 0.9 * counts["dropped"] > 0, tag


# ------------------------------------------------------------------------------------------------------------ quantities


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("1.234,5 mg", "de", [(1234.5, "mg")]),
        ("1.500 mg", "fr", [(1500, "mg")]),
        ("0.125 mg", "en", [(0.125, "mg")]),
        ("1½ tablets", "en", [(1.5, "form")]),
        ("٢٠٫٥ ملغ", "ar", [(20.5, "mg")]),
        ("१२ घंटे", "hi", [(12, "hour")]),
        ("38/5 درجه سانتی‌گراد", "fa", [(38.5, "celsius")]),
        ("섭씨 38.5도", "ko", [(38.5, "celsius")]),
        ("120/80", "en", [(120, ""), (80, "")]),
        ("5 to 10 mL", "en", [(5, "ml"), (10, "ml")]),
        ("Mix 5 g in 90 mL", "en", [(5, "g"), (90, "ml")]),
        ("31 small injections", "en", [(31, "form")]),
        ("a 7-day course", "en", [(7, "day")]),
        ("2019–20", "en", [(2019, ""), (20, "")]),
        ("B12, G43.709 and COVID-19", "en", []),
        ("nobody", "en", []),
    ],
)
def test_quantities_are_read(text: str, base: str, expected: list[tuple[float, str]]) -> None:
    assert [(number.values[0], number.unit) for number in read(text, lexicon(base)).numbers] == expected


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Call 503-555-0123 now", ["5035550123"]),
        ("+44 20 7946 0018", ["442079460018"]),
        ("(503) 555-0123", ["5035550123"]),
        ("dial 911", ["911"]),
        ("from 2019-2020", []),
        ("1 000 000 people", []),
        ("1500-2000 mg", []),
    ],
)
def test_phones_are_told_from_numbers(text: str, phones: list[str]) -> None:
    assert [phone.digits for phone in read(text, lexicon("en")).phones] == phones


@pytest.mark.parametrize(
    ("text", "base", "value"),
    [("二十四", "zh", 24), ("一百五十五", "zh", 155), ("半片", "zh", 0.5), ("двенадцати", "ru", 12), ("twenty-four", "en", 24),
     ("ดี", "th", None), ("ប្រាំពីរ", "km", 7), ("두 번", "ko", 2), ("hai mươi", "vi", 20), ("trois cents", "fr", 300)],
)  # fmt: skip
def test_number_words(text: str, base: str, value: float | None) -> None:
    values = [found for found, _, _ in number_words(text, lexicon(base))]
    assert value in values if value is not None else values == []
