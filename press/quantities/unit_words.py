"""The words for units, language by language: data for :mod:`press.quantities.units`.

Entries stand between bars: the canonical unit, then its forms. A form ending in ``~`` is a stem (any ending may follow); ``_`` stands for
a space. The names of mass, volume, time and temperature follow CLDR 44; dosage forms and counting words were written for
this project.
"""

from __future__ import annotations

SYMBOLS = """mcg mcg µg μg ug | mg mg | g g | kg kg | ml ml mls cc | dl dl | l l | unit iu | mmol mmol | meq meq
celsius °c ℃ º_c ºc °_c | fahrenheit °f ℉ º_f ºf °_f | degree ° | percent % ٪ ％ | hour h hr hrs | minute min
mm mm | cm cm | m m | km km | mmhg mmhg mm_hg | kcal kcal | lb lb lbs | oz oz | foot ft"""

UNIT_WORDS: dict[str, str] = {
    "en": """mg milligram milligrams | mcg microgram micrograms | g gram grams | kg kilogram kilograms kilo kilos
ml milliliter milliliters millilitre millilitres | l liter liters litre litres
unit unit units international_unit international_units
form tablet tablets pill pills capsule capsules drop drops puff puffs spray sprays patch patches dose doses injection injections shot shots vial vials lozenge lozenges suppository suppositories ampule ampules sachet sachets caplet caplets
tsp teaspoon teaspoons teaspoonful teaspoonfuls tsp | tbsp tablespoon tablespoons tbsp
cup cup cups glass glasses | celsius degrees_celsius degrees_c degree_celsius celsius
fahrenheit degrees_fahrenheit degrees_f degree_fahrenheit fahrenheit | degree degree degrees
second second seconds sec | minute minute minutes mins | hour hour hours | day day days | week week weeks wk wks
month month months mth mths | year year years yr yrs | times time times | percent percent per_cent
foot foot feet | inch inch inches | mile mile miles | m meter meters metre metres
km kilometer kilometers kilometre kilometres | cm centimeter centimeters centimetre centimetres
lb pound pounds lb lbs | oz ounce ounces oz""",
    "es": """mg miligramo~ | mcg microgramo~ | g gramo~ gr | kg kilogramo~ kilo kilos | ml mililitro~ | l litro~
unit unidad unidades unidades_internacionales ui u.i.
form tableta~ pastilla~ comprimido~ píldora~ cápsula~ gota gotas inhalaci~ aplicaci~ pulverizaci~ rociada~ disparo~ parche~ dosis inyecci~ vial~ ampolla~ sobre sobres supositorio~
tsp cucharadita~ cdta | tbsp cucharada cucharadas cda | cup taza~ vaso~
celsius grados_celsius grados_c grados_centígrados centígrados grado_celsius
fahrenheit grados_fahrenheit grados_f grado_fahrenheit | degree grado~ | second segundo~ | minute minuto~
hour hora~ | day día~ dia dias | week semana~ sem | month mes meses | year año~ | times vez veces
percent por_ciento | foot pie pies | inch pulgada~ | mile milla~ | m metro~ | km kilómetro~ | cm centímetro~
lb libra~ | oz onza~""",
    "fr": """mg milligramme~ | mcg microgramme~ | g gramme~ | kg kilogramme~ kilo kilos | ml millilitre~ | l litre~
unit unité~ ui u.i.
form comprimé~ pilule~ cachet~ gélule~ capsule~ goutte~ bouffée~ inhalation~ pulvérisation~ patch patchs timbre~ dose~ injection~ piqûre~ ampoule~ sachet~ suppositoire~ flacon~ pastille~
tsp cuillère~_à_café cuillères_à_café cuillerée~_à_café cuillerées_à_café c._à_c c._à_café
tbsp cuillère_à_soupe cuillères_à_soupe cuillerée_à_soupe cuillerées_à_soupe c._à_s | cup tasse~ verre~
celsius degrés_celsius degré_celsius | fahrenheit degrés_fahrenheit degré_fahrenheit | degree degré~
second seconde~ | minute minute~ | hour heure~ | day jour jours journée~ j | week semaine~ sem | month mois
year an ans année~ | times fois | percent pour_cent | foot pied~ | inch pouce~ | mile mile~ | m mètre~
km kilomètre~ | cm centimètre~ | lb livre~ | oz once onces""",
    "pt": """mg miligrama~ | mcg micrograma~ | g grama~ | kg quilograma~ quilo quilos | ml mililitro~ | l litro~
unit unidade~ ui u.i.
form comprimido~ pílula~ cápsula~ gota gotas inalaç~ jato~ borrifada~ borrifo~ aplicaç~ adesivo~ dose~ injeç~ ampola~ frasco~ supositório~ sachê~ pastilha~
tsp colher_de_chá colheres_de_chá colherinha~ c._chá | tbsp colher_de_sopa colheres_de_sopa c._sopa
cup xícara~ copo~ | celsius graus_celsius grau_celsius | fahrenheit graus_fahrenheit grau_fahrenheit
degree grau~ | second segundo~ | minute minuto~ | hour hora~ | day dia dias | week semana~ sem
month mês mes meses | year ano anos | times vez vezes | percent por_cento | foot pé pés | inch polegada~ pol
mile milha~ | m metro~ | km quilômetro~ | cm centímetro~ | lb libra~ | oz onça~""",
    "de": """mg milligramm | mcg mikrogramm | g gramm | kg kilogramm kilo | ml milliliter~ | l liter~ | unit einheit~ ie i.e.
form tablette~ pille~ kapsel~ tropfen hub hübe sprühst~ pflaster~ dosis dosen spritze~ injektion~ ampulle~ beutel zäpfchen
tsp teelöffel~ tl | tbsp esslöffel~ el | cup tasse~ glas gläser | celsius grad_celsius
fahrenheit grad_fahrenheit | degree grad | second sekunde~ sek s | minute minute~ | hour stunde~ std
day tag tage tagen tages tg | week woche~ wo | month monat~ mon | year jahr~ | times mal | percent prozent
foot fuß | inch zoll | mile meile~ | m meter~ | km kilometer~ | cm zentimeter~ | lb pfund | oz unze~""",
    "it": """mg milligramm~ | mcg microgramm~ | g grammi grammo | kg chilogramm~ chilo chili | ml millilitr~ | l litro litri
unit unità ui u.i.
form compress~ pillol~ pastigli~ capsul~ gocc~ spruzz~ inalazion~ erogazion~ puff cerott~ dose dosi iniezion~ puntur~ fial~ bustin~ suppost~
tsp cucchiaino cucchiaini cucchiaio_da_tè cucchiai_da_tè | tbsp cucchiaio cucchiai | cup tazza tazze bicchier~
celsius gradi_celsius grado_celsius | fahrenheit gradi_fahrenheit grado_fahrenheit | degree grad~
second second~ | minute minut~ | hour ora ore | day giorn~ | week settiman~ sett | month mese mesi | year ann~
times volta volte | percent per_cento | foot piede piedi | inch pollic~ | mile miglio miglia | m metro metri
km chilometr~ | cm centimetr~ | lb libbra libbre | oz oncia once""",
    "ru": """mg мг миллиграмм~ | mcg мкг микрограмм~ | g г гр грамм~ | kg кг килограмм~ | ml мл миллилитр~ | l л литр~
unit ед ме единиц~ международн~_единиц~
form таблет~ капсул~ капл~ капель доз~ инъекци~ укол~ пласты~ впрыск~ ингаляци~ вдох~ нажати~ ампул~ пилюл~ свеч~ флакон~ пакетик~
tsp чайн~_лож~ ч._л. | tbsp столов~_лож~ ст._л. | cup стакан~ чаш~ | celsius градус~_цельсия °с
fahrenheit градус~_фаренгейта | degree градус~ | second секунд~ сек | minute минут~ мин | hour час~ ч
day день дня дней дню днём дни дн суток сутки | week недел~ нед | month месяц~ мес | year год года году лет
times раз раза | percent процент~ | foot фут~ фт | inch дюйм~ | mile мил~ | mm мм | cm см сантиметр~ | m м метр~
km км километр~ | lb фунт~ фнт | mmhg мм_рт~ | oz унци~ унц""",
    "vi": """mg miligam miligram mi-li-gam | mcg microgam microgram micrôgam | g gam gram | kg kilôgam ki-lô kg ký cân
ml mililit mi-li-lít mililít | l lít | unit đơn_vị đơn_vị_quốc_tế
form viên viên_thuốc viên_nén viên_nang giọt liều mũi mũi_tiêm lần_xịt nhát nhát_xịt miếng_dán ống lọ gói lần_hít nhát_hít
tsp thìa_cà_phê muỗng_cà_phê thìa_cafe | tbsp thìa_canh muỗng_canh muỗng_súp | cup cốc ly tách | celsius độ_c
fahrenheit độ_f | degree độ | second giây | minute phút | hour giờ tiếng | day ngày hôm | week tuần
month tháng | year năm tuổi | times lần | percent phần_trăm | foot foot feet bộ | inch inch | mile dặm | m mét
km kilômét cây_số | cm xentimét | lb pound pao | oz aoxơ""",
    "tl": """mg miligramo~ milligram~ miligram~ | mcg mikrogramo~ microgram~ mikrogram~ | g gramo~ gram grams
kg kilo kilogramo~ | ml mililitro~ milliliter~ | l litro~ | unit unit units yunit yunits unidad
form tableta~ tablet tablets pildora~ kapsula~ kapsul capsule~ patak puff puffs spray singhot hinga patch patches dosis dose doses iniksyon ineksyon iniksiyon injection injections turok bakuna
tsp kutsarita kutsaritang kutsarang_pantsaa | tbsp kutsara kutsarang | cup tasa baso
celsius degrees_celsius digri_celsius degree_celsius
fahrenheit degrees_fahrenheit digri_fahrenheit degree_fahrenheit | degree digri degree~ | second segundo~ seg
minute minuto~ | hour oras | day araw | week linggo linggong | month buwan buwang | year taon taong
times beses ulit | percent porsiyento porsyento | foot talampakan | inch pulgada | mile milya | m metro
km kilometro | cm sentimetro | lb libra | oz onsa""",
    "ht": """mg miligram | mcg mikwogram | g gram | kg kilo kilogram | ml mililit | l lit | unit inite
form grenn konprime tablèt pilil kapsil gout dòz piki patch pach espre pouf flakon anpoul
tsp ti_kiyè kiyè_kafe kiyè_te | tbsp gwo_kiyè kiyè_soup | cup tas vè
celsius degre_sèlsiyis degre_celsius degre_c | fahrenheit degre_farennayt degre_fahrenheit degre_f
degree degre | second segonn | minute minit | hour èdtan è | day jou | week semèn | month mwa
year an ane lane ane | times fwa | percent pousan | foot pye | inch pous | mile mil | m mèt | km kilomèt
lb liv""",
    "ar": """mg ملغ مغ ملجم مجم ملغم ملليغرام~ مليغرام~ ملليجرام~ مليجرام~ ميليغرام~ ميلليغرام~ ميليجرام~ ميلليجرام~ مغم
mcg ميكروغرام~ ميكروجرام~ مكغ مكجم ميكروغ مكغم | g غ غم جم غرام~ جرام~ جرامات
kg كغ كجم كلغ كيلوغرام~ كيلوجرام~ كيلو كغم | ml مل ملل مليلتر~ ملليلتر~ ميليلتر~ ميلليلتر~ ملي_لتر ملتر
l لتر~ لترات ليتر~ | unit وحدة وحدات وحدةً وحده
form قرص أقراص قرصا قرصًا اقراص حبة حبات حبوب كبسولة كبسولات قطرة قطرات جرعة جرعات حقنة حقن لصقة لصقات بخة بخات رشة رشات أمبولة تحميلة
tsp ملعقة_صغيرة ملاعق_صغيرة ملعقة_شاي ملاعق_شاي | tbsp ملعقة_كبيرة ملاعق_كبيرة ملعقة_طعام ملاعق_طعام
cup كوب أكواب | celsius درجة_مئوية درجات_مئوية درجة_سيليزية °م مئوية
fahrenheit درجة_فهرنهايت درجات_فهرنهايت فهرنهايت °ف | degree درجة درجات | second ثانية ثوان ثواني
minute دقيقة دقائق | hour ساعة ساعات | day يوم أيام يوما يومًا ايام يوماً
week أسبوع أسابيع أسبوعا أسبوعًا أسبوعاً اسبوع | month شهر أشهر شهور شهرا شهرًا شهراً
year سنة سنوات عام أعوام عاما عامًا عاماً | times مرة مرات | percent بالمئة بالمائة في_المئة في_المائة
mm ملم مم | cm سم سنتيمتر~ | m متر~ أمتار | km كم كيلومتر~ | foot قدم أقدام قدما قدمًا | inch بوصة بوصات
mile ميل أميال ميلا ميلاً | lb رطل أرطال رطلًا | oz أونصة""",
    "fa": """mg میلی_گرم میلیگرم م‌گ | mcg میکروگرم میکرو_گرم | g گرم | kg کیلوگرم کیلو_گرم کیلو
ml میلی_لیتر میلیلیتر سی_سی سیسی | l لیتر | unit واحد واحد_بین_المللی
form قرص کپسول قطره دوز تزریق آمپول پاف اسپری برچسب چسب پچ شیاف حب نوبت پیمانه
tsp قاشق_چای_خوری قاشق_چایخوری قاشق_مرباخوری | tbsp قاشق_غذاخوری قاشق_سوپ_خوری | cup فنجان لیوان
celsius درجه_سانتی_گراد درجه_سانتیگراد درجه_سلسیوس درجۀ_سانتی_گراد درجهٔ_سانتی_گراد درجهٔ_سلسیوس درجۀ_سلسیوس
fahrenheit درجه_فارنهایت درجۀ_فارنهایت درجهٔ_فارنهایت | degree درجه | second ثانیه | minute دقیقه | hour ساعت
day روز | week هفته | month ماه | year سال | times بار مرتبه دفعه | percent درصد | mm میلی_متر
cm سانتی_متر سانتیمتر | m متر | km کیلومتر | foot فوت پا | inch اینچ | mile مایل | lb پوند | oz اونس""",
    "hi": """mg मिलीग्राम मिली_ग्राम मि.ग्रा मि._ग्रा मिग्रा एमजी मि॰ग्रा मिलिग्राम मि॰ग्रा॰ मि॰_ग्रा॰ मि.ग्रा.
mcg माइक्रोग्राम एमसीजी माइक्रो_ग्राम मा॰ग्रा॰ | g ग्राम ग्रा | kg किलोग्राम किलो किग्रा कि.ग्रा कि॰ग्रा॰
ml मिलीलीटर मिली_लीटर मिलीलिटर मि.ली मि._ली मिली एमएल मिलिलीटर मि॰_ली॰ मि॰ली॰ | l लीटर लिटर ली॰
unit यूनिट यूनिटें यूनिट्स इकाई इकाइयां इकाइयाँ इकाइयों
form गोली गोलियां गोलियाँ गोलियों टैबलेट टैबलेटें टेबलेट कैप्सूल कैप्सूलों बूंद बूंदें बूँद बूँदें बूंदों खुराक खुराकें खुराकों इंजेक्शन टीके सुई सुइयां पैच पफ स्प्रे
tsp छोटा_चम्मच छोटे_चम्मच चाय_का_चम्मच चाय_के_चम्मच टीस्पून टी_स्पून
tbsp बड़ा_चम्मच बड़े_चम्मच बड़ा_चम्मच बड़े_चम्मच टेबलस्पून टे॰_स्पून | cup कप गिलास
celsius डिग्री_सेल्सियस डिग्री_सेल्शियस डिग्री_से °से॰ °से
fahrenheit डिग्री_फ़ारेनहाइट डिग्री_फारेनहाइट डिग्री_फ़ारेनहाइट डिग्री_फॉरेनहाइट डिग्री_फ़ेरनहाइट °फ़ेरन
degree डिग्री | second सेकंड सेकेंड सेकण्ड | minute मिनट मिनटों मि॰ | hour घंटे घंटा घंटों घण्टे घं॰
day दिन दिनों | week सप्ताह सप्ताहों हफ्ते हफ़्ते हफ्तों हफ़्तों हफ्ता | month महीने महीना महीनों माह
year साल सालों वर्ष वर्षों बरस | times बार | percent प्रतिशत फीसदी फ़ीसदी | mm मिमी | cm सेमी सेंटीमीटर सें॰मी॰
m मीटर | km किमी किलोमीटर कि॰मी॰ | foot फुट फीट फ़ीट फ़ुट | inch इंच | mile मील | lb पाउंड पौंड | oz औंस""",
    "km": """mg មីលីក្រាម មក ម.ក្រ មក្រ មិល្លីក្រាម | mcg មីក្រូក្រាម | g ក្រាម ក្រ | kg គីឡូក្រាម គីឡូ គក្រ
ml មីលីលីត្រ ម.ល មល មិល្លីលីត្រ | l លីត្រ | unit ឯកតា យូនីត
form គ្រាប់ គ្រាប់ថ្នាំ កន្សោម តំណក់ ដំណក់ ដូស កម្រិត ម្ជុល បន្ទះ ការចាក់ ប៉ូហ្វ ដង_បាញ់ បំពង់
tsp ស្លាបព្រាកាហ្វេ ស្លាបព្រាតូច ស្លាបព្រា_កាហ្វេ | tbsp ស្លាបព្រាបាយ ស្លាបព្រាធំ ស្លាបព្រា_បាយ | cup ពែង កែវ
celsius អង្សាសេ អង្សា_សេ អង្សាC ដឺក្រេសេ អង្សាសេលស៊ីស អង្សាសែលស៊ីស
fahrenheit អង្សាហ្វារិនហៃ អង្សាហ្វារ៉ិនហៃ អង្សា_ហ្វារិនហៃ អង្សាF | degree អង្សា ដឺក្រេ | second វិនាទី
minute នាទី | hour ម៉ោង | day ថ្ងៃ | week សប្តាហ៍ សប្ដាហ៍ អាទិត្យ | month ខែ | year ឆ្នាំ | times ដង លើក
percent ភាគរយ | cm សង់ទីម៉ែត្រ សម | m ម៉ែត្រ ម | km គីឡូម៉ែត្រ គម | foot ហ្វីត | inch អ៊ីញ | mile ម៉ាយ | lb ផោន
oz អោន""",
    "zh": """mg 毫克 | mcg 微克 | g 克 | kg 公斤 千克 | ml 毫升 | l 升 公升 | unit 单位 單位 国际单位 國際單位
form 片 粒 颗 顆 丸 滴 喷 噴 揿 撳 吸 贴 貼 支 剂 劑 针 針 枚 瓶 包 片剂 胶囊 膠囊 锭 錠 处 處 | tsp 茶匙 小匙 | tbsp 汤匙 湯匙 大匙 | cup 杯
celsius 摄氏度 攝氏度 度C | fahrenheit 华氏度 華氏度 | degree 度 | second 秒 | minute 分钟 分鐘 | hour 小时 小時 个小时 個小時 个钟头 | day 天 日
week 周 週 星期 个星期 個星期 礼拜 禮拜 个礼拜 個禮拜 | month 个月 個月 月 | year 年 岁 歲 周岁 | times 次 回 遍 倍 | mm 毫米 | cm 厘米 公分 | m 米 公尺
km 公里 千米 | foot 英尺 英呎 | inch 英寸 英吋 | mile 英里 | lb 磅 | oz 盎司 | mmhg 毫米汞柱 | kcal 千卡 大卡""",
    "ko": """mg 밀리그램 밀리그람 | mcg 마이크로그램 | g 그램 | kg 킬로그램 킬로 | ml 밀리리터 미리리터 | l 리터 | unit 단위 유닛 국제단위
form 정 알 캡슐 방울 회분 도스 패치 앰플 바이알 모금 환 포 매 | tsp 티스푼 작은술 찻숟가락 차숟가락 | tbsp 테이블스푼 큰술 밥숟가락 | cup 컵 잔 | fahrenheit 화씨
degree 도 | second 초 | minute 분 | hour 시간 | day 일 | week 주 주일 | month 개월 달 월 | year 년 세 살 | times 번 회 차례 배
percent 퍼센트 | mm 밀리미터 | cm 센티미터 | m 미터 | km 킬로미터 | foot 피트 | inch 인치 | mile 마일 | lb 파운드 | oz 온스""",
}
