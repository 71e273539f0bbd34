"""Split a phrase about a date into items: numbers, months, weekdays, and words by function.

English and French phrases are understood, and months and weekdays in every language of `_LOCALES`,
named as in the Unicode CLDR. Articles and prepositions that change nothing are dropped; an unknown
word is refused.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from briefing.model.parsers.numbers import UNITS, Sense, read_number
from briefing.model.parsers.words import NotUnderstood, Token, TokenType, legible, low_at, shortened

_LOCALES: Final = ("en", "en_GB", "fr", "de", "es", "pt", "ru", "tr")
_ARABIC: Final = ("ar", "ar_SY", "ar_DZ", "ar_MA")
"""Arabic has several sets of month names: Egyptian, Levantine, Algerian and Moroccan."""
_SHORT_MONTHS: Final = frozenset(("en", "en_GB", "fr", "de"))
_SHORT_WEEKDAYS: Final = frozenset(("en",))
"""Languages whose abbreviations are accepted; elsewhere they are words such as *ago*, *set*, *out*,
*mar*."""
# Accents, and the hamza and madda that many writers omit above an alef.
_ACCENTS: Final = frozenset("\u0300\u0301\u0302\u0303\u0306\u0308\u0327\u0653\u0654\u0655")
LONGEST: Final = 300
"""Characters of a phrase that is parsed as a date."""
NUMBER, YEAR, MONTH, WEEKDAY, DECADE, PERIOD, COUNT, NUMERIC = "NYMWDPCI"
PART, RELATIVE, UNIT, AGO, AHEAD, DAY_WORD, TIME = "ERUAFKT"
WEEK_OF, WEEK_ENDING, NIGHT, LAST_NIGHT, EARLIER, LATER, OVER = "VXGLelO"
IN, AT = "i@"
BETWEEN, FROM, SINCE, UNTIL, BEFORE, AFTER, BY, ON_OR = "bfsu<>yo"
TO, OR, AND, ABOUT, MAYBE, DOUBT, NOISE = "-|&~m?_"
SOME, STILL = "xz"
SHORTLY, NOW, EXACT, COMMA = "h", "p", "=", ","
EARLY, MID, LATE, BEGINNING, END = 1, 2, 3, 4, 5
LAST, THIS, NEXT = -1, 0, 1
PART_OF_DAY, CLOCK = 0, 1
DAY, WEEK, WEEKEND, A_MONTH, A_YEAR, HOUR, A_DECADE, FORTNIGHT, A_QUARTER = range(1, 10)
_WORDS: Final[Mapping[tuple[str, int], str]] = {
    (PART, EARLY): "early|early in",
    (PART, MID): "mid|middle of|the middle of|mi|milieu|milieu de|au milieu|au milieu de|middle",
    (PART, LATE): "late|late in",
    (PART, BEGINNING): "beginning of|the beginning of|start of|the start of|debut|au debut"
    "|au debut de",
    (PART, END): "end of|the end of|fin|fin de|a la fin|a la fin de|end",
    (RELATIVE, LAST): "last|past|previous|the past|the last|dernier|derniere|derniers|dernieres"
    "|passe|passee|this past",
    (RELATIVE, THIS): "this|current|the current|cet|cette",
    (RELATIVE, NEXT): "next|coming|the coming|upcoming|prochain|prochaine",
    (DAY_WORD, 0): "today|tonight|this morning|this afternoon|this evening|aujourd'hui|ce matin"
    "|ce soir|earlier today|later today",
    (DAY_WORD, -1): "yesterday|hier",
    (DAY_WORD, -2): "day before yesterday|the day before yesterday|avant-hier",
    (DAY_WORD, 1): "tomorrow|demain",
    (DAY_WORD, 2): "day after tomorrow|the day after tomorrow|apres-demain",
    (UNIT, DAY): "day|days|jour|jours",
    (UNIT, HOUR): "hour|hours|heure|heures",
    (UNIT, WEEK): "week|weeks|semaine|semaines",
    (UNIT, WEEKEND): "weekend|weekends|week-end|the weekend",
    (UNIT, A_MONTH): "month|months|mois",
    (UNIT, A_YEAR): "year|years|ans|annee|annees|l'an|l'annee|l' an|l' annee",
    (UNIT, FORTNIGHT): "fortnight|fortnights",
    (UNIT, A_QUARTER): "quarter|quarters|trimestre|trimestres",
    (UNIT, A_DECADE): "decade|decades|decennie|decennies",
    (AGO, 0): "ago|il y a",
    (AHEAD, 0): "from now|from today",
    (WEEK_OF, 0): "week of|the week of|week beginning|week starting|week commencing"
    "|the week commencing|semaine du|la semaine du",
    (WEEK_ENDING, 0): "week ending|the week ending|week to",
    (NIGHT, 0): "night of|the night of|overnight|overnight on|nuit du|dans la nuit du|la nuit du"
    "|overnight from|night from|the night from|nuit de|dans la nuit de|night between",
    (LAST_NIGHT, 0): "last night|la nuit derniere|cette nuit",
    (COUNT, 1): "a|an|un|une",
    (COUNT, 2): "couple|a couple of|couple of|a couple",
    (COUNT, 3): "few|a few|several|quelques|plusieurs",
    (EARLIER, 0): "earlier|earlier in",
    (LATER, 0): "later|later in",
    (OVER, 0): "over|for|during|throughout|within|au cours de|au cours des|ces",
    (BETWEEN, 0): "between|entre",
    (FROM, 0): "from|starting|starting on|starting from|a partir de|a partir du",
    (SINCE, 0): "since|depuis|ever since",
    (UNTIL, 0): "until|till|up to|through|thru|jusqu'a|jusqu'au|jusqu'en",
    (BEFORE, 0): "before|prior to|avant|some time before|sometime before",
    (AFTER, 0): "after|apres|some time after|sometime after|later than",
    (BY, 0): "by|no later than|not later than|d'ici",
    (ON_OR, -1): "on or before|in or before|or before",
    (ON_OR, 1): "on or after|in or after|or after|no earlier than|not before",
    (TO, 0): "to|au",
    (OR, 0): "or|ou|either",
    (AND, 0): "and|et|&",
    (ABOUT, 0): "about|on or about|circa|around|approximately|approx|roughly|c|ca|environ|vers|~",
    (MAYBE, 0): "possibly|probably|perhaps|maybe|peut-etre",
    (SOME, A_YEAR): "some year from",
    (SOME, DAY): "some day from",
    (SOME, A_MONTH): "some month of",
    (SOME, 0): "some day in",
    (SOME, A_DECADE): "some time in|sometime in",
    (STILL, 0): "ongoing|onwards|onward",
    (NOW, 0): "present|the present|present day|the present day|now",
    (STILL, 1): "end unknown|start unknown",
    (EXACT, 0): "exactly",
    (DOUBT, 0): "uncertain|?|( ? )|( uncertain )",
    (PERIOD, 21): "spring|printemps|au printemps",
    (PERIOD, 22): "summer|ete",
    (PERIOD, 23): "autumn|fall|automne",
    (PERIOD, 24): "winter|hiver",
    (PERIOD, 33): "first quarter|q1|1st quarter|premier trimestre",
    (PERIOD, 34): "second quarter|q2|2nd quarter|deuxieme trimestre",
    (PERIOD, 35): "third quarter|q3|3rd quarter|troisieme trimestre",
    (PERIOD, 36): "fourth quarter|q4|4th quarter|quatrieme trimestre",
    (PERIOD, 40): "first half|h1|1st half|premier semestre",
    (PERIOD, 41): "second half|h2|2nd half|second semestre",
    (TIME, PART_OF_DAY): "early hours of|the early hours of|small hours of|the small hours of"
    "|morning of|the morning of|in the morning of|morning|afternoon of|the afternoon of|afternoon"
    "|evening of|the evening of|evening|night|local time|gmt|utc|bst|cet|cest|est|edt|cst|pst|pdt"
    "|ist|eat|wat|in the morning|in the afternoon|in the evening|at night|early in the morning"
    "|late at night|o'clock|early morning|late morning|early afternoon|late afternoon|early evening"
    "|late evening|late night|matin|au matin|soir|au soir|apres-midi|heure locale",
    (TIME, CLOCK): "dawn|daybreak|sunrise|noon|midday|dusk|sunset|nightfall|midnight|l'aube|aube"
    "|midi|minuit|l' aube",
    (SHORTLY, 0): "shortly|just",
    (IN, 0): "in",
    (AT, 0): "at",
    (NOISE, 0): "the|of|on|de|du|le|la|les|del|do|da|der|dem|den|im|am|l'|d'|l|d|en|dans|some"
    "|some time|sometime|any time|anytime|г|года|год|в|ad|des|some day|lors de|courant",
}
"""Words and phrases, without accents, by function."""
_LONGEST_PHRASE: Final = 1 + max(
    phrase.count(" ") for words in _WORDS.values() for phrase in words.split("|")
)
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_UNITS: Final = {word: at for at, word in enumerate(_ORDINALS.split()[:9], start=1)}
_TEENS: Final = {"twenty": 20, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20}
# Each alternative is bounded, so that matching takes linear time.
_RAW: Final = re.compile(
    r"""
    (?P<clock>(?:T|(?<![\w./-]))
        # From 9:30 to 11 am, or just 18h30.
        (?:\d{1,2}(?:[:h]\d\d)?(?:\s?[apAP]\.?[mM]\b\.?)?\s?(?:-|–|to|and|till|until)\s?)?
        (?:\d{1,2}(?::\d\d){1,2}(?:\s?[apAP]\.?[mM]\b\.?)?Z?
        |\d{1,2}(?:\.\d\d)?\s?[apAP]\.?[mM]\b\.?|\d{1,2}h(?:\d\d)?(?!\w)))
    | (?P<numeric>(?<!\d)(?<!\d[-/.])
        \d{1,4}(?P<joint>\s?[-/.]\s?)\d{1,2}(?P=joint)\d{1,4}(?![-/.]?\d))
    | (?P<code>(?<!\w)[qQhH][1-4](?!\w))
    | (?P<isoweek>(?<!\w)\d{4}-?W\d\d(?:-?\d)?(?!\w))
    | (?P<decade>(?<!\w)(?:\d{3}0|['’]?\d0)['’]?s(?!\w))
    | (?P<ordinal>(?<!\w)\d{1,2}(?:st|nd|rd|th|er|[ºª])(?!\w))
    | (?P<short>['’]\d\d(?!\d))
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)
    | (?P<sign2>\S)
    """,
    re.VERBOSE,
)
_DASHES: Final = "-‐‑‒–—−"


def bare(word: str) -> str:
    """A name normalized for lookup: lower case, without points and accents."""
    lower = word.replace("İ", "i").casefold().replace(".", "").replace("ı", "i")
    parts = unicodedata.normalize("NFD", lower)
    return unicodedata.normalize("NFC", "".join(each for each in parts if each not in _ACCENTS))


@lru_cache
def months() -> Mapping[str, int]:
    """Months, 1 to 12, by their names as `bare` gives them."""
    return dict(_names("months", _SHORT_MONTHS))


@lru_cache
def weekdays() -> Mapping[str, int]:
    """Weekdays, with Monday as 0, by their names as `bare` gives them."""
    return dict(_names("days", _SHORT_WEEKDAYS)) | {"tues": 1, "thur": 3, "thurs": 3}


def named(names: Mapping[str, int], found: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The month or weekday named at a token, and the token after it; None if there is none."""
    for end in range(min(at + 2, len(found)), at, -1):
        words = bare(" ".join(token.text for token in found[at:end]))
        if words in names:
            return names[words], end
    return None


def _names(what: str, shortened: frozenset[str]) -> Iterator[tuple[str, int]]:
    from babel import Locale

    for name in (*_ARABIC, *reversed(_LOCALES)):
        table = getattr(Locale.parse(name), what)
        widths = ("abbreviated", "wide") if name in shortened else ("wide",)
        for use in ("stand-alone", "format"):
            for width in widths:
                for number, each in table[use][width].items():
                    yield bare(each), number


class NoDate(NotUnderstood):
    """Words that are not a date, or a word that no date contains."""


class DateItem(NamedTuple):
    """A part of a phrase.

    `kind` is a letter that patterns refer to, or a sign; it is close if no blank comes before it.
    """

    kind: str
    value: int
    text: str
    is_close: bool = False


def items(text: str) -> list[DateItem]:
    """Split a phrase into the items that matter.

    Raises:
        NoDate: It contains a word or a number that no date contains.
    """
    found = list(_RAW.finditer(legible(text)))
    kept = [item for item in _items_in(list(_pieces(found))) if item.kind != NOISE]
    # "Exactly" matters only after "about 2012 or".
    kept = [
        item
        for before, item in zip([None, *kept], kept, strict=False)
        if item.kind != EXACT or (before and before.kind in (OR, COMMA))
    ]
    for at, item in enumerate(kept):
        # "In two days" is ahead.
        kinds = "".join(each.kind for each in kept[at + 1 : at + 3])
        if item.kind == IN and kinds in (COUNT + UNIT, NUMBER + UNIT):
            kept[at] = item._replace(kind=AHEAD)
    kept = _with_whole_times([item for item in kept if item.kind != IN])
    for at, (before, item) in enumerate(pairwise([*kept]), start=1):
        # The "an" in "un an" is a year, not an article.
        if item.text.casefold() == "an" and before.kind in (COUNT, NUMBER):
            kept[at] = item._replace(kind=UNIT, value=A_YEAR)
    kept = _with_decades(kept)
    return [item for item in map(_beside, kept, [*kept[1:], None]) if item]


def _with_decades(found: Sequence[DateItem]) -> list[DateItem]:
    """Turn "années 1990" and "années 90" into decades; "années 1990 à 1993" are years."""
    kept: list[DateItem] = []
    for at, item in enumerate(found):
        if kept and kept[-1].kind == UNIT and bare(kept[-1].text) == "annees":
            decade = _decade(item, found[at + 1 : at + 3])
            kept[-1:] = [decade] if decade else [kept[-1], item]
        else:
            kept.append(item)
    return kept


def _decade(item: DateItem, after: Sequence[DateItem]) -> DateItem | None:
    """The decade in "années 1990" or "années 90"; None if years are meant."""
    is_round = item.value % 10 == 0 and (
        item.kind == YEAR or (item.kind == NUMBER and 30 <= item.value <= 90)
    )
    kinds = "".join(each.kind for each in after)
    if not is_round or re.fullmatch(rf"[/{OR}{AND}{TO}][{YEAR}{NUMBER}]", kinds):
        if is_round and after[1].value % 10 == 0:
            raise NotUnderstood("decades, or years? write years without “années”")
        return None
    return DateItem(
        DECADE, (item.value if item.kind == YEAR else 1900 + item.value) // 10, item.text
    )


def _with_whole_times(found: Sequence[DateItem]) -> list[DateItem]:
    """Join a time of day with the words before it.

    "Before dawn on Thursday" is a time of that day, "two days before" is not.
    """
    kept: list[DateItem] = []
    for each, after in zip(found, [*found[1:], None], strict=False):
        item = each
        is_hour = item.kind == NUMBER and not (after and after.kind == MONTH)
        if is_hour and re.search(f"{AT}{ABOUT}?$", "".join(each.kind for each in kept[-2:])):
            # At 10, at about 10.
            item = item._replace(kind=TIME, value=CLOCK)
        while item.kind == TIME and kept and _is_of_time(kept, item):
            before = kept.pop()
            item = item._replace(text=f"{before.text} {item.text}", is_close=before.is_close)
        kept.append(item)
    return kept


def _is_of_time(kept: Sequence[DateItem], time: DateItem) -> bool:
    """Whether the item before a time of day belongs to it."""
    last = kept[-1].kind
    if last in (BEFORE, AFTER):
        return time.value == CLOCK and not (len(kept) > 1 and kept[-2].kind == UNIT)
    is_at = kept[-1].text.casefold() == "à" and [each.kind for each in kept[-2:-1]] != [TIME]
    return is_at or last in (ABOUT, SHORTLY)


def _beside(item: DateItem, after: DateItem | None) -> DateItem | None:
    """Drop an item that is redundant beside the next: the *year* 2012."""
    if item.kind == AT:
        return None
    if item.kind in (FROM, BETWEEN) and after and after.kind == TIME:
        return None
    names = {A_YEAR: YEAR, A_MONTH: MONTH, DAY: WEEKDAY}
    if item.kind == UNIT and after and after.kind == names.get(item.value):
        return None
    return item


class _RawItem(NamedTuple):
    kind: str
    text: str
    low: str
    is_close: bool


def _pieces(found: Sequence[re.Match[str]]) -> Iterator[_RawItem]:
    """Split into words, numbers and signs; hyphenated words are split unless known as one."""
    end = -1
    for each in found:
        kind, text, is_close = each.lastgroup or "", each[0], each.start() == end
        end = each.end()
        if kind == "word" and bare(text) not in _known():
            for part in re.split(r"([-]|(?<=^[dlDL])['’])", text):
                if part and part not in "'’":
                    yield _RawItem(
                        "word" if part.isalpha() else "sign2", part, bare(part), is_close
                    )
                    is_close = True
        else:
            yield _RawItem(kind, text, bare(text).replace("’", "'"), is_close)


def _items_in(pieces: Sequence[_RawItem]) -> Iterator[DateItem]:
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if number := _spoken(pieces, at):
            yield number[0]
            at = number[1]
            continue
        for length in range(min(_LONGEST_PHRASE, len(pieces) - at), 0, -1):
            phrase = " ".join(each.low for each in pieces[at : at + length])
            if known := _known().get(phrase):
                said = " ".join(each.text for each in pieces[at : at + length])
                known = (TO, 1) if said.casefold() == "à" else known
                yield DateItem(*known, said, piece.is_close)
                at += length
                break
        else:
            if item := _item(piece, pieces[at - 1].low if at else ""):
                yield item
            at += 1


def _spoken(pieces: Sequence[_RawItem], at: int) -> tuple[DateItem, int] | None:
    """A day or year in words: twenty-two, two thousand and ten, nineteen ninety-six."""
    found = [Token(each.text, each.low, TokenType.WORD, 0, 0) for each in pieces[at : at + 8]]
    number = read_number(found, 0)
    if number is None or number.sense is not Sense.EXACT or pieces[at].kind != "word":
        return None
    value, end = number.value, number.end
    if value in (18, 19, 20) and (rest := read_number(found, end)) and 10 <= rest.value <= 99:
        value, end = 100 * value + rest.value, rest.end
    if value in (20, 30) and (unit := _UNITS.get(low_at(found, end))):
        value, end = value + unit, end + 1
    said = " ".join(each.text for each in pieces[at : at + end])
    if 1000 <= value <= 9999:
        return DateItem(YEAR, value, said), at + end
    if value <= 20:
        return None
    return DateItem(NUMBER if value <= 31 else COUNT, value, said), at + end


def _item(piece: _RawItem, before: str) -> DateItem | None:
    text, digits = piece.text, re.sub(r"\D", "", piece.text)
    match piece.kind:
        case "clock":
            return DateItem(TIME, CLOCK, text, piece.is_close)
        case "numeric" | "isoweek":
            return DateItem(NUMERIC, 0, re.sub(r"\s", "", text), piece.is_close)
        case "decade" if len(digits) == 4 or digits[0] in "3456789":
            return DateItem(DECADE, int(f"19{digits}"[-4:]) // 10, text, piece.is_close)
        case "ordinal":
            return DateItem(NUMBER, int(digits), text, piece.is_close)
        case "short":
            return DateItem(YEAR, int(f"{'19' if digits >= '50' else '20'}{digits}"), text)
        case "number" if len(digits) <= 2:
            return DateItem(NUMBER, int(digits), text, piece.is_close)
        case "number" if len(digits) == 4 and before != "at":
            return DateItem(YEAR, int(digits), text, piece.is_close)
        case "number" if len(digits) == 8:
            return DateItem(NUMERIC, 0, f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
        case "sign2" if text in _DASHES:
            return DateItem(TO, int(text != "-"), text, piece.is_close)
        case "sign2" if text == "/":
            return DateItem("/", 0, text, piece.is_close)
        case "sign2" if text == ",":
            return DateItem(COMMA, 0, text)
        case "sign2" if text in ".()":
            return None
    raise NoDate(f"{shortened(text)} was not understood as part of a date")


@lru_cache
def _known() -> Mapping[str, tuple[str, int]]:
    """The item each word or phrase is, without accents."""
    known = {name: (MONTH, number) for name, number in months().items()}
    known |= {name: (WEEKDAY, number) for name, number in weekdays().items()}
    twenties = [f"twenty-{unit}" for unit in _UNITS]
    ordinals = [*_ORDINALS.split(), *twenties, "thirtieth", "thirty-first"]
    known |= {word: (NUMBER, at) for at, word in enumerate(ordinals, start=1)}
    known |= {word: (COUNT, number) for word, number in (UNITS | _TEENS).items() if number}
    for (kind, value), words in _WORDS.items():
        known |= dict.fromkeys(words.split("|"), (kind, value))
    return known | {"sept": (MONTH, 9)}
