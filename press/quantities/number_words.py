"""Numbers that are written in words: one to twelve, tens, halves, "once" and "twice", in the languages we have tables for.

They excuse a digit that the other text has in words ("2 tablets", "dos tabletas"). A language without a table is
compared by its digits alone. Inflected and multiplicative forms are in ("dvazhdy", "marratayn", Arabic duals of the
nouns that health texts count).
"""

from __future__ import annotations

import functools
import itertools
import re

from press.quantities.units import spellings

# Entries stand between bars: a value, then the words for it. "+" joins words of one number ("mười+hai").
_TABLES: dict[str, str] = {
    "en": """0.5 half halves | 1 one once single first | 2 two twice both double second couple | 3 three thrice third triple
4 four fourth | 5 five fifth | 6 six sixth | 7 seven seventh | 8 eight eighth | 9 nine ninth | 10 ten tenth
11 eleven | 12 twelve dozen | 13 thirteen | 14 fourteen fortnight | 15 fifteen | 16 sixteen | 17 seventeen
18 eighteen | 19 nineteen | 20 twenty | 30 thirty | 40 forty | 50 fifty | 60 sixty | 70 seventy | 80 eighty
90 ninety | 100 hundred | 1000 thousand""",
    "es": """0.5 medio media mitad | 1.5 uno+y+medio una+y+media | 1 un uno una primer primera primero
2 dos ambos ambas doble segundo segunda par | 3 tres tercer tercera tercero triple | 4 cuatro cuarto cuarta
5 cinco quinto quinta | 6 seis sexto sexta | 7 siete séptimo séptima | 8 ocho octavo octava | 9 nueve noveno
10 diez décimo | 11 once | 12 doce docena | 13 trece | 14 catorce | 15 quince quincena | 16 dieciséis
17 diecisiete | 18 dieciocho | 19 diecinueve | 20 veinte | 21 veintiún veintiuno veintiuna | 24 veinticuatro
30 treinta | 40 cuarenta | 50 cincuenta | 60 sesenta | 70 setenta | 80 ochenta | 90 noventa
100 cien ciento cientos | 1000 mil miles""",
    "fr": """0.5 demi demie moitié | 1 un une premier première | 2 deux double second seconde deuxième
3 trois troisième triple tiers | 4 quatre quatrième quart | 5 cinq cinquième | 6 six sixième | 7 sept septième
8 huit huitième | 9 neuf neuvième | 10 dix dixième | 11 onze | 12 douze douzaine | 13 treize | 14 quatorze
15 quinze quinzaine | 16 seize | 20 vingt vingts | 30 trente | 40 quarante | 50 cinquante | 60 soixante
70 soixante-dix | 80 quatre-vingt quatre-vingts | 90 quatre-vingt-dix | 100 cent cents
1000 mille milliers millier""",
    "pt": """0.5 meio meia metade | 1 um uma primeiro primeira | 2 dois duas ambos ambas dobro segundo segunda
3 três terceiro terceira triplo | 4 quatro quarto quarta | 5 cinco quinto quinta | 6 seis sexto sexta
7 sete sétimo sétima | 8 oito oitavo oitava | 9 nove nono | 10 dez décimo | 11 onze | 12 doze dúzia | 13 treze
14 quatorze catorze | 15 quinze | 16 dezesseis | 17 dezessete | 18 dezoito | 19 dezenove | 20 vinte | 30 trinta
40 quarenta | 50 cinquenta | 60 sessenta | 70 setenta | 80 oitenta | 90 noventa | 100 cem cento centenas
1000 mil milhares""",
    "de": """0.5 halb halbe halben halber halbes hälfte | 1.5 anderthalb eineinhalb
1 ein eine einen einem einer eines einmal erste ersten erster erstes
2 zwei zweimal zweite zweiten beide beiden doppelt | 3 drei dreimal dritte dritten drittel
4 vier viermal vierte vierten viertel | 5 fünf fünfmal | 6 sechs sechsmal | 7 sieben | 8 acht | 9 neun | 10 zehn
11 elf | 12 zwölf dutzend | 13 dreizehn | 14 vierzehn | 15 fünfzehn | 20 zwanzig | 24 vierundzwanzig
30 dreißig | 40 vierzig | 50 fünfzig | 60 sechzig | 70 siebzig | 80 achtzig | 90 neunzig | 100 hundert hunderte
1000 tausend tausende""",
    "it": """0.5 mezzo mezza metà | 1 un uno una primo prima | 2 due entrambi entrambe doppio secondo seconda
3 tre terzo terza triplo | 4 quattro quarto quarta | 5 cinque quinto quinta | 6 sei sesto | 7 sette | 8 otto
9 nove | 10 dieci | 11 undici | 12 dodici dozzina | 13 tredici | 14 quattordici | 15 quindici | 20 venti
24 ventiquattro | 30 trenta | 40 quaranta | 50 cinquanta | 60 sessanta | 70 settanta | 80 ottanta | 90 novanta
100 cento | 1000 mille mila""",
    "ru": """0.5 половина половину половины половине пол полтаблетки | 1.5 полтора полторы полутора
1 один одна одно одну одного одной одному одним раз однократно первый первого первая первую первой первые первых
2 два две двух двум двумя дважды двое двоих двойной второй вторая второго вторую
3 три трех трёх трем трём тремя трижды трое третий третья третьего третью треть трети
4 четыре четырех четырёх четырем четырём четырьмя четверо четвертый четвёртый четверть
5 пять пяти пятью пятый пятая | 6 шесть шести шестью шестой | 7 семь семи семью седьмой
8 восемь восьми восьмой | 9 девять девяти девятый | 10 десять десяти десятью десятый
11 одиннадцать одиннадцати | 12 двенадцать двенадцати | 13 тринадцать тринадцати | 14 четырнадцать четырнадцати
15 пятнадцать пятнадцати | 16 шестнадцать шестнадцати | 17 семнадцать семнадцати | 18 восемнадцать восемнадцати
19 девятнадцать девятнадцати | 20 двадцать двадцати | 30 тридцать тридцати | 40 сорок сорока
50 пятьдесят пятидесяти | 60 шестьдесят шестидесяти | 70 семьдесят семидесяти | 80 восемьдесят восьмидесяти
90 девяносто девяноста | 100 сто ста | 1000 тысяча тысячи тысяч тысячу | 24 сутки суток""",
    "vi": """0.5 nửa rưỡi phân+nửa | 1 một mỗi nhất đơn | 2 hai đôi nhì cả+hai | 3 ba | 4 bốn tư | 5 năm lăm | 6 sáu
7 bảy bẩy | 8 tám | 9 chín | 10 mười | 11 mười+một | 12 mười+hai tá | 15 mười+lăm | 20 hai+mươi | 30 ba+mươi
40 bốn+mươi | 50 năm+mươi | 60 sáu+mươi | 70 bảy+mươi | 80 tám+mươi | 90 chín+mươi | 100 trăm một+trăm
1000 nghìn ngàn""",
    "tl": """0.5 kalahati kalahating | 1 isa isang iisa una unang uno minsan
2 dalawa dalawang pangalawa pangalawang ikalawa ikalawang makalawa dos parehong
3 tatlo tatlong pangatlo ikatlo ikatlong tres makatlo | 4 apat ikaapat kuwatro | 5 lima limang ikalima singko
6 anim ika-anim sais | 7 pito pitong siyete | 8 walo walong otso | 9 siyam nuwebe | 10 sampu sampung diyes
11 labing-isa labing-isang onse | 12 labindalawa labindalawang labing-dalawa labing-dalawang dose
14 labing-apat katorse | 15 labinlima labinlimang labing-lima labing-limang kinse
20 dalawampu dalawampung beynte | 30 tatlumpu tatlumpung | 40 apatnapu apatnapung | 50 limampu limampung
60 animnapu animnapung | 70 pitumpu pitumpung | 80 walumpu walumpung | 90 siyamnapu siyamnapung
100 daan sandaan isang+daan daang | 1000 libo libong isang+libo""",
    "ht": """0.5 mwatye demi | 1 youn yon yonn en premye | 2 de toulède toude dezyèm | 3 twa twazyèm | 4 kat katriyèm
5 senk senkyèm | 6 sis sizyèm | 7 sèt setyèm | 8 uit wit | 9 nèf | 10 dis | 11 onz | 12 douz douzèn | 13 trèz
14 katòz | 15 kenz | 16 sèz | 17 disèt | 18 dizuit | 19 diznèf | 20 ven | 24 vennkat | 30 trant | 40 karant
50 senkant | 60 swasant | 70 swasanndis | 80 katreven | 90 katrevendis | 100 san | 1000 mil""",
    "ar": """0.5 نصف | 1 واحد واحدة مرة إحدى أحد أول أولى يوميا
2 اثنان اثنين اثنتان اثنتين إثنان إثنين اثنتي مرتان مرتين يومان يومين أسبوعان أسبوعين اسبوعين شهران شهرين ساعتان ساعتين سنتان سنتين عامان عامين دقيقتان دقيقتين حبتان حبتين قرصان قرصين جرعتان جرعتين كبسولتان كبسولتين قطرتان قطرتين بختان بختين حقنتان حقنتين ملعقتان ملعقتين وحدتان وحدتين مترين متران قدمين كلا كلتا ثاني ثانية ضعف
3 ثلاث ثلاثة ثلاثا ثالث ثالثة ثلث | 4 أربع أربعة اربع اربعة رابع رابعة ربع | 5 خمس خمسة خامس خامسة
6 ست ستة سادس سادسة | 7 سبع سبعة سابع | 8 ثمان ثماني ثمانية ثامن | 9 تسع تسعة تاسع | 10 عشر عشرة عاشر
11 أحد+عشر إحدى+عشرة | 12 اثنا+عشر اثني+عشر اثنتا+عشرة اثنتي+عشرة | 15 خمسة+عشر خمس+عشرة | 20 عشرون عشرين
30 ثلاثون ثلاثين | 40 أربعون أربعين | 50 خمسون خمسين | 60 ستون ستين | 70 سبعون سبعين | 80 ثمانون ثمانين
90 تسعون تسعين | 100 مئة مائة | 200 مئتان مئتين مائتان مائتين | 1000 ألف آلاف | 24 يوم+كامل""",
    "fa": """0.5 نیم نصف نیمی | 1 یک یکی یکبار اول اولین | 2 دو دوبار دوم دومین هردو | 3 سه سوم سومین | 4 چهار چهارم
5 پنج پنجم | 6 شش ششم | 7 هفت هفتم | 8 هشت هشتم | 9 نه نهم | 10 ده دهم | 11 یازده | 12 دوازده | 13 سیزده
14 چهارده | 15 پانزده | 18 هجده | 20 بیست | 24 شبانه+روز شبانه‌روز | 30 سی | 40 چهل | 50 پنجاه | 60 شصت
70 هفتاد | 80 هشتاد | 90 نود | 100 صد یکصد | 1000 هزار""",
    "hi": """0.5 आधा आधी आधे | 1.5 डेढ़ डेढ | 2.5 ढाई | 1 एक पहला पहली पहले | 2 दो दोनों दूसरा दूसरी दूसरे दोहरा
3 तीन तीनों तीसरा तीसरी तीसरे | 4 चार चारों चौथा चौथी चौथाई | 5 पांच पाँच पांचवां | 6 छह छः छ: छे | 7 सात | 8 आठ
9 नौ | 10 दस | 11 ग्यारह | 12 बारह | 14 चौदह | 15 पंद्रह पन्द्रह | 20 बीस | 24 चौबीस | 30 तीस | 40 चालीस
50 पचास | 60 साठ | 70 सत्तर | 80 अस्सी | 90 नब्बे | 100 सौ | 1000 हज़ार हजार""",
}
# Scripts without spaces: the words are looked for wherever they stand, the longest first. In Korean one syllable is a number
# only before the word that counts (below).
_UNSPACED: dict[str, str] = {
    "km": """0.5 កន្លះ ពាក់កណ្តាល ពាក់កណ្ដាល | 1 មួយ ម្តង ម្ដង ដំបូង | 2 ពីរ ទាំងពីរ | 3 បី | 4 បួន | 5 ប្រាំ | 6 ប្រាំមួយ
7 ប្រាំពីរ | 8 ប្រាំបី | 9 ប្រាំបួន | 10 ដប់ | 11 ដប់មួយ | 12 ដប់ពីរ | 15 ដប់ប្រាំ | 20 ម្ភៃ | 24 ម្ភៃបួន
30 សាមសិប | 40 សែសិប | 50 ហាសិប | 60 ហុកសិប | 70 ចិតសិប | 80 ប៉ែតសិប | 90 កៅសិប | 100 មួយរយ រយ
1000 មួយពាន់ ពាន់""",
    "ko": """0.5 반 절반 | 1 첫 하루 하나 | 2 이틀 둘 두번째 양쪽 | 3 사흘 셋 | 4 나흘 넷 | 5 닷새 다섯 | 6 엿새 여섯 | 7 이레 일곱 일주일 | 8 여드레 여덟 | 9 아흐레 아홉
10 열흘 | 12 열두 | 15 보름 | 20 스무 스물 | 100 백 | 1000 천""",
}
_KOREAN_NATIVE = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4, "열": 10, "열한": 11, "열두": 12}
_KOREAN_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
_KOREAN = re.compile(
    "(열한|열두|[한두세석네넉열])\\s?(?:번|알|정|개|시간|주|달|가지|살|명|차례|방울|잔|배|쪽|분|군데|곳|시|사람|숟|스푼|모금|포|캡슐|배로|째)"
    "|([일이삼사오육칠팔구십])\\s?(?:주|개월|년|회|일|분|차|배|정|세|인분)"
)
_CHINESE = re.compile("[零一二两兩三四五六七八九十百千半双雙]+")
_CHINESE_DIGITS = {c: n for n, group in enumerate(("零", "一", "二两兩双雙", *"三四五六七八九")) for c in group}
_CHINESE_POWERS = {"十": 10, "百": 100, "千": 1000}
_ARABIC_PREFIX = "(?:[وفبلك]?(?:ال|لل)?)"


def _entries(table: str) -> dict[str, float]:
    found = {}
    for entry in table.replace("\n", "|").split("|"):
        value, *words = entry.split()
        found.update({spelt: float(value) for word in words for spelt in spellings(word.replace("+", " "))})
    return found


@functools.cache
def _compiled(base: str) -> tuple[re.Pattern[str], dict[str, float]] | None:
    spaced = base in _TABLES
    table = _TABLES.get(base) or _UNSPACED.get(base)
    if table is None:
        return None
    words = _entries(table)
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    prefix = _ARABIC_PREFIX if base == "ar" else ""
    pattern = rf"(?<!\w){prefix}({longest_first})(?!\w)" if spaced else f"({longest_first})"
    return re.compile(pattern, re.IGNORECASE), words


def _chinese(word: str) -> float | None:
    """The value of a Chinese numeral: 一百五十五 is 155, 半 is 0.5."""
    if word == "半":
        return 0.5
    total, digit = 0, 0
    for char in word.rstrip("半"):
        if char in _CHINESE_POWERS:
            total, digit = total + (digit or 1) * _CHINESE_POWERS[char], 0
        else:
            digit = digit * 10 + _CHINESE_DIGITS.get(char, 0)
    return total + digit + (0.5 if word.endswith("半") else 0)


def known(base: str) -> bool:
    """Whether there is a table of number words for a language (its primary subtag)."""
    return base in _TABLES or base in _UNSPACED or base in ("zh", "ja", "ko")


@functools.lru_cache(maxsize=4096)
def number_words(text: str, base: str) -> tuple[tuple[float, int, int], ...]:
    """Values that ``text`` writes in words, each with its start and end; compounds ("twenty-four") count as one more."""
    if base in ("zh", "ja"):
        return tuple((v, m.start(), m.end()) for m in _CHINESE.finditer(text) if (v := _chinese(m[0])) is not None)
    compiled = _compiled(base)
    if compiled is None:
        return ()
    pattern, words = compiled
    found = [(words[hit[1].lower()], hit.start(1), hit.end(1)) for hit in pattern.finditer(text)]
    if base == "ko":
        for hit in _KOREAN.finditer(text):
            value = _KOREAN_NATIVE[hit[1]] if hit[1] else _KOREAN_SINO[hit[2]]
            found.append((float(value), hit.start(), hit.end()))
    compounds = []
    for (first, start, end), (second, begin, stop) in itertools.pairwise(found):
        if (
            first >= 20
            and first % 10 == 0
            and second < first
            and re.fullmatch(r"[\s\-]*(?:y|e|et|and|و)?[\s\-]*", text[end:begin])
        ):
            compounds.append((first + second, start, stop))
        elif second in (100, 1000) and first < second and text[end:begin].strip() in ("", "-"):
            compounds.append((first * second, start, stop))
    return tuple(sorted([*found, *compounds], key=lambda one: one[1]))
