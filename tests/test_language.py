"""Every language file, and what the press knows of languages: tags, dates, digits, line breaks, sentences."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from press import fonts
from press import language as languages
from press.language import BREAK, FixedWords, Language, break_words, format_date, load_language, sentences
from press.source import Node, plain, read

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "handouts" / "_languages"
TAGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
UNSPACED = ("km", "lo", "my", "th")
PLACEHOLDERS = {
    "page": {"page", "pages"},
    "version": {"version"},
    "emergency": {"number"},
    "reviewed_on": {"date"},
    "review_by": {"date"},
    "picture_credit": {"credit"},
}


def read_language(path: Path) -> Language:
    found, _, problems = load_language(path, path.name)
    assert problems == []
    assert found is not None
    return found


@pytest.fixture(scope="module")
def all_languages() -> dict[str, Language]:
    return {tag: read_language(FOLDER / f"{tag}.yaml") for tag in TAGS}


def keys(node: Node | None) -> list[str]:
    return list(plain(node))


# ----------------------------------------------------------------------------------------------------- the language files


def test_there_are_at_least_36_languages() -> None:
    assert len(TAGS) >= 36


@pytest.mark.parametrize("tag", TAGS)
def test_file_is_whole_and_in_the_usual_order(tag: str) -> None:
    language = read_language(FOLDER / f"{tag}.yaml")
    located, _ = read(FOLDER / f"{tag}.yaml", tag)
    order = [name for name in languages.LanguageFile.model_fields if name in keys(located.tree)]
    assert keys(located.tree) == order
    assert keys(located.node(("words",))) == list(FixedWords.model_fields)
    assert located.text.startswith("# yaml-language-server: $schema=../../.schema/language.schema.json\n")
    assert unicodedata.is_normalized("NFC", located.text)
    assert language.reviewed is False


@pytest.mark.parametrize("tag", TAGS)
def test_fixed_words_hold_their_placeholders_and_no_other(tag: str) -> None:
    for key, word in read_language(FOLDER / f"{tag}.yaml").words:
        assert sorted(re.findall(r"\{(.*?)\}", word)) == sorted(PLACEHOLDERS.get(key, set())), key


def test_a_patient_can_tell_the_fixed_words_apart(all_languages: dict[str, Language]) -> None:
    for language in all_languages.values():
        words = [word for _, word in language.words]
        assert len(set(words)) == len(words), language.tag


def test_only_english_is_in_english(all_languages: dict[str, Language]) -> None:
    english = {key: word for key, word in all_languages["en"].words if len(word.split()) > 2}
    for tag, language in all_languages.items():
        same = [key for key, word in language.words if word == english.get(key)]
        assert same == [] or tag == "en", tag


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_has_its_letters_in_the_language_s_fonts(tag: str) -> None:
    assert fonts.prepare() == []
    language = read_language(FOLDER / f"{tag}.yaml")
    assert set(language.fonts) <= set(fonts.families())
    date = format_date(language, datetime.date(2026, 9, 30))
    regional = [word for forms in language.regional.values() for word in forms.values()]
    printed = "".join(
        [language.endonym, date, *regional, *(word for _, word in language.words), "0123456789().,:–-/%°≤≥"]
    )
    for bold in (False, True):
        assert fonts.uncovered(printed, language.fonts, bold) == []


# The letters of a language's alphabet beyond a-z (CLDR, main exemplar characters), for those first set in Atkinson.
ALPHABETS = {
    "de": "äöüß", "en": "", "es": "áéíñóúü¿¡", "fr": "àâæçéèêëîïôœùûüÿ", "hmn": "", "ht": "àèòé", "it": "àèéìíòóùú",
    "pl": "ąćęłńóśźż", "pt-BR": "áàâãçéêíóôõúü", "ro": "ăâîșț", "so": "’", "sq": "çë", "sw": "", "tl": "ñ",
}  # fmt: skip


def test_a_language_set_in_atkinson_has_all_its_letters_there(all_languages: dict[str, Language]) -> None:
    assert fonts.prepare() == []
    atkinson = "Atkinson Hyperlegible"
    assert {tag for tag, language in all_languages.items() if language.fonts[0] == atkinson} == set(ALPHABETS)
    for tag, letters in ALPHABETS.items():
        for bold in (False, True):
            assert fonts.uncovered(letters + letters.upper().replace("SS", ""), [atkinson], bold) == [], tag


def test_direction_agrees_with_cldr(all_languages: dict[str, Language]) -> None:
    known = {tag: languages.direction(tag) for tag in TAGS}
    assert [tag for tag, direction in known.items() if not direction] == ["hmn"]  # prs stands there as fa-AF
    for tag, direction in known.items():
        assert all_languages[tag].direction == (direction or "ltr"), tag


def test_names_and_endonyms(all_languages: dict[str, Language]) -> None:
    endonyms = [language.endonym for language in all_languages.values()]
    names = [language.name for language in all_languages.values()]
    assert len({endonym.casefold() for endonym in endonyms}) == len(TAGS)
    assert len(set(names)) == len(TAGS)
    alike = {tag for tag, language in all_languages.items() if language.endonym == language.name}
    assert alike == {"en", "tl"}  # Tagalog calls itself Tagalog


def test_regional_words_are_the_same_everywhere(all_languages: dict[str, Language]) -> None:
    for language in all_languages.values():
        assert set(language.regional) == {"acetaminophen", "emergency_room"}, language.tag
    assert all_languages["en"].regional_word("acetaminophen", "US") == "acetaminophen"
    assert all_languages["en"].regional_word("acetaminophen", "IE") == "paracetamol"
    assert all_languages["en"].regional_word("aspirin", "US") is None


def test_latin_and_unspaced_scripts_break_as_they_must(all_languages: dict[str, Language]) -> None:
    by_break = {language.tag: language.word_break for language in all_languages.values()}
    assert {tag for tag, word_break in by_break.items() if word_break == "dictionary"} == set(UNSPACED)
    assert {tag for tag, word_break in by_break.items() if word_break == "any"} == {"ja", "zh-Hans", "zh-Hant"}


# -------------------------------------------------------------------------------------------------- files with a mistake


def faults(tmp_path: Path, old: str, new: str, name: str = "es.yaml") -> list[str]:
    text = (FOLDER / "es.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new), encoding="utf-8")
    found, _, problems = load_language(path, f"handouts/_languages/{name}")
    assert found is None or name != "es.yaml"
    return [str(problem) for problem in problems]


def test_a_placeholder_that_is_missing(tmp_path: Path) -> None:
    (said,) = faults(tmp_path, "Página {page} de {pages}", "Página {page}")
    line = (FOLDER / "es.yaml").read_text(encoding="utf-8").splitlines().index('  page: "Página {page} de {pages}"') + 1
    assert said.startswith(f"handouts/_languages/es.yaml:{line}:9: error: {{pages}} is missing [placeholder-missing]")


@pytest.mark.parametrize(
    ("old", "new", "rule", "part"),
    [
        ("Llame al {number} ahora", "Llame al {nunber} ahora", "placeholder-unknown", 'Did you mean "number"?'),
        ("{page} de {pages}", "{page} de {pages} {page}", "placeholder-missing", "{page} stands twice"),
        ('"Idioma"', '"Idioma {date}"', "placeholder-unknown", "delete it"),
        ('"Idioma"', '"Idioma {"', "placeholder-unknown", "a single brace"),
        ('"Idioma"', '" Idioma"', "word-spaces", "at the edge"),
        ('"Idioma"', '""', "text-empty", "is empty"),
        ("  language:", "  langauge:", "unknown-key", 'Did you mean "language"?'),
        ("name: Spanish\n", "", "missing-key", '"name" is missing'),
        ("ltr", "left", "unknown-value", "ltr, rtl"),
        ("ltr", "rtl", "language-direction", "the script Latn runs ltr"),
        ("Latn", "Latin", "script-unknown", '"Latin" is not a script'),
        ("1.5", "1.2", "wrong-type", "greater than or equal to 1.45"),
        ("[Atkinson Hyperlegible, Noto Sans,", "[Noto Sans, Noto Sans,", "stands-twice", '"Noto Sans" stands twice'),
        ('other: "paracetamol"', 'IE: "paracetamol"', "regional-word", 'without "other"'),
        ('CA: "acetaminofén"', 'XX: "acetaminofén"', "regional-word", '"XX" is not a region'),
    ],
)  # fmt: skip
def test_a_mistake_is_located_and_says_what_to_do(tmp_path: Path, old: str, new: str, rule: str, part: str) -> None:
    said = faults(tmp_path, old, new)
    assert any(f"[{rule}]" in one and part in one for one in said), said
    assert all(re.match(r"handouts/_languages/es\.yaml:\d+:\d+: error: ", one) for one in said), said


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("es-Latn.yaml", '"es.yaml"'),
        ("spanish.yaml", '"es.yaml"'),
        ("es_MX.yaml", '"es-MX.yaml"'),
        ("xx.yaml", "BCP 47"),
    ],
)
def test_a_file_named_after_no_language(tmp_path: Path, name: str, part: str) -> None:
    (said,) = faults(tmp_path, "Spanish", "Spanish", name)
    assert "[language-tag]" in said
    assert part in said


# ------------------------------------------------------------------------------------------------------------------- tags


@pytest.mark.parametrize(
    "tag", [*TAGS, "es-419", "zh-Hant-HK", "sr-Latn", "pa-Arab", "ca-valencia", "mam", "ilo", "chk"]
)
def test_right_tags(tag: str) -> None:
    assert languages.is_tag(tag)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("es-Latn", "es"), ("ES", "es"), ("pt_BR", "pt-BR"), ("pt-br", "pt-BR"), ("eng", "en"), ("iw", "he"), ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("zh-HK", "zh-Hant-HK"), ("en-UK", "en-GB"), ("pa-Guru", "pa"), ("tgl", "tl"),
        ("Spanish", "es"), ("vietnamse", "vi"), ("xx", ""), ("und", ""), ("es-XX", ""), ("es-Abcd", ""), ("es-MX-MX", ""),
        ("x-home", ""), ("es-x-home", ""), ("es-u-nu-arab", ""), ("../es", ""), ("", ""), ("-", ""), ("e", ""), ("es\n", "es"),
    ],
)  # fmt: skip
def test_wrong_tags(wrong: str, right: str) -> None:
    assert not languages.is_tag(wrong)
    assert languages.canonical_tag(wrong) == right
    assert languages.is_tag(right) == bool(right)


# -------------------------------------------------------------------------------------------------- dates, digits, lists


def test_dates_name_the_month_and_the_gregorian_year(all_languages: dict[str, Language]) -> None:
    for language in all_languages.values():
        said = [format_date(language, datetime.date(2026, month, 4)) for month in range(1, 13)]
        assert len(set(said)) == 12, language.tag
        for month, date in enumerate(said, 1):
            numbers = re.findall(r"\d+", date)
            assert "2026" in numbers, date
            assert str(4) in [number.lstrip("0") for number in numbers], date
            if len(numbers) == 3:  # the month is a number: it must be marked as one
                assert re.search(rf"{month}[月월]|tháng {month},", date), date
            assert not re.search(r"\d[./-]\d|M\d", date), date


def test_dates_of_some_languages(all_languages: dict[str, Language]) -> None:
    day = datetime.date(2026, 5, 3)
    said = {
        tag: format_date(all_languages[tag], day) for tag in ("en", "es", "ht", "hmn", "th", "zh-Hans", "ko", "prs")
    }
    assert said == {
        "en": "May 3, 2026",
        "es": "3 de mayo de 2026",
        "ht": "3 me 2026",
        "hmn": "Lub Tsib Hlis 3, 2026",
        "th": "3 พฤษภาคม ค.ศ. 2026",
        "zh-Hans": "2026年5月3日",
        "ko": "2026년 5월 3일",
        "prs": "3 می 2026",
    }
    assert format_date("mam", day) == "2026-05-03"  # no months known: year first, never 03/05


def test_digits_of_every_script() -> None:
    for code in range(0x110000):
        if (char := chr(code)).isdecimal():
            assert languages.ascii_digits(char) == str(unicodedata.decimal(char))
    assert languages.ascii_digits("۵-१० mg, ½, ²") == "5-10 mg, ½, ²"


def test_names_are_joined_as_in_a_sentence(all_languages: dict[str, Language]) -> None:
    joined = languages.join_names
    assert joined(all_languages["en"], ["A"]) == "A"
    assert joined(all_languages["en"], ["A", "B", "C"]) == "A, B, and C"
    assert joined(all_languages["ht"], ["A", "B"]) == "A ak B"
    assert joined("mam", ["A", "B"]) == "A, B"
    for language in all_languages.values():
        said = joined(language, ["Ana", "Bo", "Cy"])
        assert [said.count(name) for name in ("Ana", "Bo", "Cy")] == [1, 1, 1]
        assert not re.search("[\u061c\u200e\u200f]", said)


# ------------------------------------------------------------------------------------------------------------ line breaks

# What the dictionaries know, as one run, with places where a break must come.
SAMPLES = {
    "km": "សូម|ទូរស័ព្ទ|ទៅ|គ្លីនិក|របស់|អ្នក",
    "lo": "ຄຳແນະນຳ|ຂອງ|ທ່ານ",
    "my": "သင့်|ဆေးခန်း|ကို",
    "th": "โปรด|โทร|หา|คลินิก|ของ|คุณ",
}


@pytest.mark.parametrize("tag", UNSPACED)
def test_words_part_where_a_reader_parts_them(tag: str, all_languages: dict[str, Language]) -> None:
    text = SAMPLES[tag].replace("|", "")
    assert break_words(text, all_languages[tag]).replace(BREAK, "|") == SAMPLES[tag]


@pytest.mark.parametrize("tag", UNSPACED)
def test_breaks_change_nothing_else(tag: str, all_languages: dict[str, Language]) -> None:
    language = all_languages[tag]
    word = SAMPLES[tag].replace("|", "")
    texts = [text for _, text in language.words]
    texts += [
        word * 3,
        f"{word}។ {word}๑๒ {word}",
        f"({word}) “{word}”",
        f"😀{word}😀{word}",
        f"{BREAK}{word[:3]}{BREAK * 2}{word}{BREAK}",
        "",
    ]
    texts += [
        f"https://example.org/{word}/{word}?{word}={word} {word}",
        f"a@example.org{word}",
        f"{word}{{clinic.phone}}{word}Botox5{word}",
    ]
    for text in texts:
        broken = break_words(text, language)
        assert broken.replace(BREAK, "") == text.replace(BREAK, "")
        assert break_words(broken, language) == broken
        assert broken.count(BREAK) >= text.count(BREAK)
        added = [hit.start() for hit in re.finditer(BREAK, broken)] if BREAK not in text else []
        for at in added:
            before, after = broken[at - 1], broken[at + 1]
            assert unicodedata.category(before)[0] in "LM", broken
            assert unicodedata.category(after) in ("Lo", "Lm"), broken
            assert not (before + after).isascii()


@pytest.mark.parametrize("tag", UNSPACED)
def test_no_break_in_addresses_placeholders_and_numbers(tag: str, all_languages: dict[str, Language]) -> None:
    word = SAMPLES[tag].replace("|", "")
    kept = [f"https://example.org/{word}", f"{{words.{word}}}", "503-555-0123", "OnabotulinumtoxinA", "៥៥៥៥៥", "๕๕๕๕๕"]
    for text in kept:
        assert text in break_words(f"{word} {text} {word}", all_languages[tag])


def test_no_break_before_marks_that_close_or_combine(all_languages: dict[str, Language]) -> None:
    assert f"{BREAK}ៗ" not in break_words("អ្នកជំងឺផ្សេងៗទៀតធម្មតាៗ", all_languages["km"])
    assert f"{BREAK}ๆ" not in break_words("เร็วๆนี้และบ่อยๆมาก", all_languages["th"])
    burmese = break_words("စောင့်ရှောက်မှုအဖွဲ့၏အကြံပြုချက်ကို", all_languages["my"])
    assert not re.search(f"{BREAK}(?:[\u1000-\u1021]\u103a|\u104f)", burmese)
    assert not re.search(f"(?:^|{BREAK})ຄ(?:{BREAK}|$)", break_words("ຫາຄລີນິກຂອງທ່ານ", all_languages["lo"]))


def test_other_languages_get_no_breaks(all_languages: dict[str, Language]) -> None:
    for language in all_languages.values():
        if language.word_break != "dictionary":
            assert break_words("សូមទូរស័ព្ទទៅគ្លីនិក", language) == "សូមទូរស័ព្ទទៅគ្លីនិក"


# -------------------------------------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("tag", "parted"),
    [
        ("en", "Take 2.5 mg. | See Dr. Smith at 8 a.m. or call 911! | Is it a fever (38.5 °C)? | Yes."),
        ("en", "1. Wash your hands. | 2. Dry them (see Fig. 2). | He said “Stop.” | Then go to www.example.org. | No."),
        ("en", "It hurts, e.g. Sundays … sometimes. | It may stop… | And then"),
        ("es", "Llame al Dr. Pérez. | ¿Tiene fiebre? | ¡Sí!"),
        ("de", "Am 3. Mai kommt Dr. Klein. | Nehmen Sie z. B. Wasser. | Nehmen Sie höchstens 2. | Dann warten Sie."),
        ("ru", "Примите 2,5 мг, см. Рис. 2 ниже. | Позвоните нам."),
        ("hi", "डॉ. शर्मा को फ़ोन करें। | 2.5 मि.ग्रा. लें। | पानी पिएँ।"),
        ("ar", "هل لديك أسئلة؟ | اتصل بنا. | تناول 2.5 مغ."),
        ("ur", "فون کریں۔ | کیا بخار ہے؟ | ہاں۔"),
        ("zh-Hans", "请立即就医。|不要等待！|体温 38.5 度吗？"),
        ("my", "ဆေးသောက်ပါ။ | ရေသောက်ပါ။"),
        ("km", "សូមផឹកទឹក។ | សូមសម្រាក។"),
        ("am", "ውሃ ይጠጡ። | ይረፉ።"),
        ("hy", "Ջուր խմեք։ | Հանգստացեք։"),
        ("el", "Έχετε πυρετό; | Καλέστε τον κ. Παππά."),
        ("th", "โปรดดื่มน้ำ และพักผ่อน"),
    ],
)  # fmt: skip
def test_sentences(tag: str, parted: str, all_languages: dict[str, Language]) -> None:
    wanted = [sentence.strip() for sentence in parted.split("|")]
    text = parted.replace("|", "") if " | " not in parted else parted.replace(" | ", " ")
    assert sentences(text, all_languages[tag]) == wanted


def test_sentences_lose_no_word(all_languages: dict[str, Language]) -> None:
    text = "... Wait! ... \n 5. Dr. B. said: “no.” (i.e. 3 mg.) ?! a.b.c... 。。 x"
    for language in all_languages.values():
        assert re.sub(r"\s", "", "".join(sentences(text, language))) == re.sub(r"\s", "", text)


# ------------------------------------------------------------------------------------------------------------------ speed


def test_babel_and_icu_are_not_loaded_before_they_are_needed() -> None:
    code = "import sys, press.language; print(sorted({'babel', 'icu4py', 'fontTools'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
