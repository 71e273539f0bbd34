"""Names in other scripts whose reading no rule gives: vowels left out, characters read otherwise.

Arabic given names and parts of names are those most often borne, each with one usual spelling, from
which `lexicon` and `sounds` lead to the others. Chinese surnames are those of the Hundred Family
Surnames that are read otherwise than the same character elsewhere, and those of two characters.
Korean surnames stand as they are usually written where the romanisation is not.
"""

from typing import Final


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


ARABIC_NAMES: Final = _pairs("""
الله allah عبد abd ابو abu ابی abi ابا aba ابن ibn بن bin بنت bint ام umm ال al ذو dhu
ولد ould ولی wali اغ ag و wa فی fi من min شیخ sheikh الشیخ sheikh سید sayyid السید sayyid
حاج haj الحاج haj ملا mullah ایت ayat ایه ayat دکتر dr امیر amir خان khan شاه shah
محمد mohammed محمود mahmud احمد ahmad حامد hamid حمید hamid حماد hammad حمد hamad
حمدان hamdan علی ali عمر omar عمرو amr عثمان othman حسن hasan حسین hussein حسنی hosni
محسن mohsen یوسف yusuf ابراهیم ibrahim اسماعیل ismail اسحاق ishaq یعقوب yaqub موسی musa
عیسی isa مریم maryam داود dawud سلیمان suleiman ایوب ayyub یونس yunus هارون harun
زکریا zakariya یحیی yahya نوح nuh جبریل jibril جبرائیل jibril ادریس idris الیاس elias
صالح salih صلاح salah جمال jamal کمال kamal خالد khalid خلیل khalil خلیفه khalifa حمزه hamza
طلحه talha زبیر zubair بلال bilal جعفر jafar سعید said سعد saad سعود saud مسعود masoud
سالم salim سلیم salim سلمان salman سلام salam ناصر nasir نصر nasr منصور mansur نصار nassar
نبیل nabil نجیب najib نوری nuri نور nur انور anwar کریم karim کاظم kazim قاسم qasim قیس qais
لیث laith لقمان luqman ماهر mahir مالک malik مبارک mubarak مجید majid مصطفی mustafa
مختار mukhtar مراد murad مرتضی mortada مروان marwan معاذ muadh معمر muammar مقتدی muqtada
مهدی mahdi هادی hadi هشام hisham هاشم hashim هیثم haitham وائل wail ولید walid یاسر yasir
یاسین yasin یزید yazid طارق tariq طاهر tahir طه taha ظاهر zahir عادل adil عارف arif
عباس abbas عدنان adnan عزیز aziz عزت izzat عصام isam عطا ata عماد imad عمار ammar فؤاد fuad
فائز fayez فاروق faruq فاضل fadil فتحی fathi فرید farid فهد fahd فیصل faisal بشار bashar
بشیر bashir بدر badr بکر bakr توفیق tawfiq ثامر thamir جابر jabir جلال jalal جواد jawad
حاتم hatim حافظ hafiz حبیب habib حسام husam حکیم hakim حیدر haider رشید rashid راشد rashid
رضا reza رفیق rafiq رمضان ramadan ریاض riyad زاید zayed زید zaid زین zein زیاد ziyad
سامی sami سمیر samir سیف saif شریف sharif شفیق shafiq صدام saddam صادق sadiq صدیق siddiq
ضیاء diya غسان ghassan قادر qadir القادر qadir رحمن rahman رحیم rahim قدوس quddus
غفور ghafur لطیف latif ملک malik وهاب wahhab رب rabb حق haqq دین din اسلام islam رجب rajab
طیب tayyib میشال michel میشیل michel جورج george جوزیف joseph بطرس boutros فاطمه fatima
عائشه aisha خدیجه khadija زینب zeinab حزب hizb حرکه harakat جبهه jabhat جیش jaish جند jund
انصار ansar کتائب kataib کتیبه katibat لواء liwa جماعه jamaat جهاد jihad دوله dawla
شباب shabab مجاهدین mujahidin مجاهدون mujahidun لشکر lashkar طالبان taliban تنظیم tanzim
تحریک tehrik قاعده qaida شریعه sharia سنه sunna مسلمین muslimin
""")
"""By the letters Persian has for ya and kaf, and without hamza on a seat."""

DOUBLE_SURNAMES: Final = frozenset(
    """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 令狐 宇文
    长孙 長孫 夏侯 轩辕 軒轅 端木 独孤 獨孤 南宫 南宮 拓跋 赫连 赫連 澹台 澹臺 呼延 闻人 聞人
    申屠 太史
    """.split()  # noqa: SIM905  a list of words reads best as words
)

SURNAME_READINGS: Final = _pairs("""
曾 zeng 单 shan 單 shan 翟 zhai 仇 qiu 查 zha 朴 piao 解 xie 区 ou 區 ou 盖 ge 蓋 ge 任 ren 尉 wei
乐 yue 樂 yue 缪 miao 繆 miao 覃 qin 员 yun 員 yun 繁 po 召 shao 逄 pang 冼 xian 种 chong 折 she
""")

KOREAN_SURNAMES: Final = _pairs("""
이 yi 오 oh 우 woo 유 yoo 육 yook 박 pak 노 roh 임 im 백 paek 신 shin 안 ahn 문 moon 조 cho
최 choe 김 kim
""")
