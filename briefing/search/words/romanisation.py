"""Names in other scripts, read as they are usually romanised.

A reading is only ever a resemblance, because many names share one; names in their own script are
still found exactly as written. In scripts that leave out vowels, consonants are upper case: `MHMD`
may be Muhammad, Mahmud or Mehmed, and is compared by its consonants (`vocabulary`).

- Arabic, including Persian, Kurdish, Pashto and Urdu: the article and the parts of joined names are
  separated, and common names, which any reader knows, get their vowels.
- Hebrew: its consonants.
- Hangul: the Revised Romanization of 2000, syllable by syllable, as the parts of a name are
  written; `lexicon` has the other spellings.
- Han: Hanyu Pinyin and Wade-Giles, with the surname apart from the given name. Korean and Japanese
  names in Han characters are read as Chinese, so their own readings do not find them.
- All others as `anyascii` has them. For the scripts of India only the consonants are used, because
  `anyascii` omits the vowel that these scripts do not write.

The tables list names that no rule can read. Arabic names are the most common ones, each with one
usual spelling that leads to the others through `lexicon` and `sounds`. Chinese surnames are those
of the Hundred Family Surnames that have a special reading, or two characters. Korean surnames are
listed where usage differs from the romanisation.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from briefing.search.words.folding import fold
from briefing.search.words.lexicon import word_set


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
"""Keyed by spelling with the Persian letters for ya and kaf, and without hamza on a seat."""

DOUBLE_SURNAMES: Final = word_set("""
欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 令狐 宇文
长孙 長孫 夏侯 轩辕 軒轅 端木 独孤 獨孤 南宫 南宮 拓跋 赫连 赫連 澹台 澹臺 呼延 闻人 聞人
申屠 太史
""")

SURNAME_READINGS: Final = _pairs("""
曾 zeng 单 shan 單 shan 翟 zhai 仇 qiu 查 zha 朴 piao 解 xie 区 ou 區 ou 盖 ge 蓋 ge 任 ren 尉 wei
乐 yue 樂 yue 缪 miao 繆 miao 覃 qin 员 yun 員 yun 繁 po 召 shao 逄 pang 冼 xian 种 chong 折 she
""")

KOREAN_SURNAMES: Final = _pairs("""
이 yi 오 oh 우 woo 유 yoo 육 yook 박 pak 노 roh 임 im 백 paek 신 shin 안 ahn 문 moon 조 cho
최 choe 김 kim
""")


# Letters other than Latin, Cyrillic (which `fold` covers) and marks.
_OTHER: Final = re.compile(
    "[\u0370-\u03ff\u0530-\u1cff\u1f00-\u1fff\u2d00-\u2ddf\u3005-\ufaff\ufb13-\ufeff\U00010000-\U0003ffff]"
)
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_RUNS: Final = re.compile(
    "(?P<arabic>[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c\u0300-\u036f]+)"
    "|(?P<hebrew>[\u0590-\u05ff]+)"
    "|(?P<indic>[\u0900-\u0dff]+)"
    "|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<han>[\u3005\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+)"
    "|(?P<word>(?:[^\\W\\d_]|[\u0300-\u036f\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0fbc\u102b-\u103e\u17b4-\u17d3])+)"
    "|(?P<number>\\d+)"
)


def romanised(text: str) -> tuple[str, ...]:
    """Return how a name in another script is romanised, the likeliest way first; else nothing."""
    if text.isascii() or not _OTHER.search(text):
        return ()
    composed = unicodedata.normalize("NFKC", text)
    ways = (False, True) if _HAN.search(composed) else (False,)
    read = (" ".join(filter(None, _read(composed, giles=giles))) for giles in ways)
    return tuple(dict.fromkeys(filter(None, read)))


def _read(text: str, *, giles: bool) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        written, script = run.group(), run.lastgroup
        if script == "arabic":
            yield from _arabic(written)
        elif script == "hebrew":
            yield fold(written.translate(_HEBREW)).upper()
        elif script == "indic":
            yield _NASAL.sub("n", _ascii(written)).upper()
        elif script == "hangul":
            yield from _hangul(written)
        elif script == "han":
            yield from _han(written, giles=giles)
        else:
            folded = fold(written)
            yield folded if folded.isascii() else _ascii(written)


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return fold(anyascii(text))


# The nasal mark is m alone, n before these.
_NASAL: Final = re.compile("m(?=[dtkgjc])")

_HEBREW: Final = str.maketrans("אבגדהוזחטיךכלםמןנסעףפץצקרשת", "abgdhwzhtykklmmnnsafpzzkrst") | {
    ord("ש"): "sh"
}


_UNMARKED: Final = str.maketrans("أإآٱىيكہھة", "اااایی" + "ک" + "ههه") | {ord("ـ"): None}
_SILENT: Final = re.compile("ه\u200c(?=ا)")
_STARTS: Final = (("ال", "al"), ("عبد", "abd"), ("ابو", "abu"))
_ENDS: Final = (("الدین", ("al", "din")), ("الله", ("allah",)))
_LEAST_REST: Final = 2
_MOST_JOINED: Final = 5


def _arabic(written: str) -> Iterator[str]:
    """Yield the words of a run of Arabic letters, joined names divided."""
    bare = "".join(letter for letter in written if unicodedata.category(letter) != "Mn")
    for word in _SILENT.sub("", bare).split("\u200c"):
        yield from _arabic_word(word)


def _arabic_word(word: str, room: int = _MOST_JOINED) -> Iterator[str]:
    """Yield the parts of a word, dividing it `room` times at most."""
    plain = word.translate(_UNMARKED)
    if plain in ARABIC_NAMES:
        yield ARABIC_NAMES[plain]
        return
    for start, part in _STARTS if room else ():
        rest = word[len(start) :]
        # A hamza marks a name that only begins like the article: ألفريد.
        if plain.startswith(start) and len(rest) > _LEAST_REST and not word.startswith("أل"):
            yield part
            yield from _arabic_word(rest, room - 1)
            return
    for end, parts in _ENDS if room else ():
        if plain.endswith(end) and len(plain) > len(end):
            yield from _arabic_word(word[: -len(end)], room - 1)
            yield from parts
            return
    folded = fold(word)
    if folded:
        yield folded.upper() if folded.isascii() else folded


# Finals are unvoiced: bak, not bag.
_FINALS: Final = str.maketrans("gdb", "ktp")


def _hangul(written: str) -> Iterator[str]:
    for at, syllable in enumerate(written):
        if at == 0 and len(written) > 1 and syllable in KOREAN_SURNAMES:
            yield KOREAN_SURNAMES[syllable]
            continue
        latin = _ascii(syllable)
        is_plain = len(latin) < 2 or latin.endswith("ng")
        yield latin if is_plain else latin[:-1] + latin[-1].translate(_FINALS)


_NAME_LENGTH: Final = 3


def _han(written: str, *, giles: bool) -> Iterator[str]:
    """Yield surname and given name; longer text in pairs of characters, as most words are."""
    syllables = [_ascii(character) for character in written]
    surname = 2 if written[:2] in DOUBLE_SURNAMES and len(written) > 2 else 1
    if len(written) <= _NAME_LENGTH + surname - 1:
        if written[0] in SURNAME_READINGS:
            syllables[0] = SURNAME_READINGS[written[0]]
        ends = [surname, len(written)]
    else:
        ends = [*range(2, len(written), 2), len(written)]
    if giles:
        syllables = list(map(_giles, syllables))
    start = 0
    for end in ends:
        yield "".join(syllables[start:end])
        start = end


# In this order: the first that fits counts.
_INITIALS: Final = _pairs("zh ch ch ch sh sh x hs q ch j ch z ts c ts b p d t g k r j")
_RIMES: Final = _pairs("iong iung ong ung ian ien yan yen yong yung ie ieh ye yeh ue ueh you yu")


def _giles(syllable: str) -> str:
    """Return a syllable of Hanyu Pinyin in Wade-Giles, without apostrophes."""
    for rime, other in _RIMES.items():
        if syllable.endswith(rime):
            syllable = syllable[: -len(rime)] + other
            break
    for initial, other in _INITIALS.items():
        if syllable.startswith(initial):
            rest = syllable[len(initial) :]
            if rest == "i" and initial in ("zh", "ch", "sh", "r"):
                return other + "ih"
            if rest == "i" and initial in ("z", "c"):
                return other[:-1] + "zu" if initial == "z" else "tzu"
            return other + rest
    return syllable
