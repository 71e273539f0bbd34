"""Parse numbers in figures and words: 1,200, twenty-one, one hundred and twenty, 2.5 million."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from briefing.model.parsers.words import Token, TokenType, low_at

_HUNDREDS: Final = frozenset(("hundred", "cent", "cents"))
_POWERS: Final = {"thousand": 10**3, "mille": 10**3, "million": 10**6, "millions": 10**6}
_SEVERAL: Final = {"several": 3, "plusieurs": 2}
"""The least these can mean: "several" is more than two (OED), "plusieurs" more than one."""
_MANY_THOUSANDS: Final = {"tens": 10, "dizaines": 10, "hundreds": 100, "centaines": 100}
_AND: Final = frozenset(("and", "et"))
_OF: Final = frozenset(("of", "de"))
_ARTICLES: Final = frozenset(("a", "an"))
_ONE: Final = _ARTICLES | {"un", "une"}
_GROUPS: Final = re.compile(r"\d{1,3}([,.'’\u00a0\u2009\u202f ])\d{3}(?:\1\d{3})*")
_MOST_WORDS: Final = 24
_LARGEST: Final = 10**12
_ROUGH: Final = frozenset((100, *_POWERS.values()))


class Sense(Enum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, how exactly it is meant, and its tokens."""

    value: int
    sense: Sense
    start: int
    end: int


def _sized(table: str) -> dict[str, int]:
    """Words, each with the size after it."""
    words = table.split()
    return dict(zip(words[::2], map(int, words[1::2]), strict=True))


# "UN" in capitals is the United Nations, not a French one.
UNITS: Final = _sized(
    "zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11"
    " twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19"
    " zéro 0 un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12"
    " treize 13 quatorze 14 quinze 15 seize 16"
)
"""The numbers below twenty that are one word, in English and French."""
_TENS: Final = _sized(
    "twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90"
    " vingt 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 octante 80 nonante 90"
)
_ROUNDS: Final = _sized(
    "dozen 12 douzaine 12 douzaines 12 score 20 couple 2 dizaine 10 quinzaine 15 vingtaine 20"
    " trentaine 30 quarantaine 40 cinquantaine 50 soixantaine 60 centaine 100 millier 1000"
)
"""Words that count in round numbers: two dozen is about 24."""
_VAGUE: Final = _sized(
    "dozens 12 scores 20 hundreds 100 thousands 1000 douzaines 12 dizaines 10 vingtaines 20"
    " centaines 100 milliers 1000 millions 1000000"
)
"""The least that a plural without a number can mean.

ACLED codebook, "Fatalities": *dozens* is coded as 12, *hundreds* as 100. The others follow the same
rule: one of the unit named.
"""
_SPOKEN: Final = frozenset((*UNITS, *_TENS, "vingts", *_HUNDREDS, *_POWERS, *_AND, *_ARTICLES))


def read_number(found: Sequence[Token], at: int) -> Number | None:
    """Parse the longest number that begins at a token; None if there is none."""
    for read in (_vague, _rounds, _digits, _spoken):
        number = read(found, at)
        if number is not None:
            return number if number.value < _LARGEST else None
    return None


def unit_of(found: Sequence[Token], number: Number) -> int:
    """The unit a number ends with: 1,000 in "twelve thousand"; 1 if it ends with none."""
    word = low_at(found, number.end - 1)
    size = 100 if word in _HUNDREDS else _POWERS.get(word) or _ROUNDS.get(word) or 1
    before = low_at(found, number.end - 2) if number.end - 2 >= number.start else ""
    is_compound = before in _HUNDREDS or before in _POWERS
    return 1 if is_compound else size


def is_number_word(word: str) -> bool:
    """Whether a lower-case word is a number, or part of one."""
    return (
        word in _ROUNDS or word in _VAGUE or word in _SEVERAL or word in _SPOKEN - _AND - _ARTICLES
    )


def _vague(found: Sequence[Token], at: int) -> Number | None:
    """Dozens, hundreds, tens of thousands, several: a plural without a number."""
    first = low_at(found, at)
    place = at + (first in _SEVERAL)
    word = low_at(found, place)
    if low_at(found, place + 1) in _OF and low_at(found, place + 2) in ("thousands", "milliers"):
        many = _MANY_THOUSANDS.get(word)
        return Number(1_000 * many, Sense.AT_LEAST, at, place + 3) if many else None
    least = _VAGUE.get(word)
    if place > at and not least:
        # "Several hundred" means no more than "hundreds".
        least = 100 if word == "hundred" else _ROUNDS.get(word) or _POWERS.get(word)
        if not least:
            return Number(_SEVERAL[first], Sense.AT_LEAST, at, place)
    return Number(least, Sense.AT_LEAST, at, place + 1) if least else None


def _rounds(found: Sequence[Token], at: int) -> Number | None:
    """Half a dozen, two dozen, a score of, a couple of, une dizaine, half a million."""
    first, count, place = low_at(found, at), 1.0, at
    if first == "half" and low_at(found, at + 1) in _ARTICLES:
        count, place = 0.5, at + 2
    elif first in _ONE and found[at].text != "UN":
        place = at + 1
    elif number := _digits(found, at) or _spoken(found, at):
        count, place = float(number.value), number.end
    word = low_at(found, place)
    size = _ROUNDS.get(word) or (_POWERS.get(word) if count < 1 else None)
    if not size or (place == at and word != "dozen"):
        return None
    is_article = place == at + 1 and first in _ONE
    is_alone = low_at(found, place + 1) != "of"
    if is_alone and (word == "couple" or (word == "score" and is_article)):
        return None
    return Number(int(count * size), Sense.ABOUT, at, place + 1)


def _digits(found: Sequence[Token], at: int) -> Number | None:
    """12, 1,200, 1’200, 2.5 million."""
    if at >= len(found) or found[at].type is not TokenType.NUMBER:
        return None
    text = found[at].text
    power = _POWERS.get(low_at(found, at + 1), 1)
    end = at + 1 + (power > 1)
    if _GROUPS.fullmatch(text):
        return Number(power * int(re.sub(r"\D", "", text)), Sense.EXACT, at, end)
    if text.isdecimal():
        return Number(power * int(text), Sense.EXACT, at, end)
    value = float(text.replace(",", ".")) * power
    return Number(int(value), Sense.EXACT, at, end) if power > 1 and value.is_integer() else None


def _spoken(found: Sequence[Token], at: int) -> Number | None:
    """Twenty-one, one hundred and twenty, two thousand, quatre-vingt-dix-sept."""
    words, ends = _spoken_words(found, at)
    total, place, power_before = 0, 0, _LARGEST
    while power_before > 1:
        group, after = _under_thousand(words, place)
        power = _POWERS.get(words[after], 1)
        is_bare = after == place and words[after] == "mille"
        if power > 1 and (after > place or is_bare or not total):
            if power >= power_before:
                return None
            total += (group if after > place else 1) * power
            place = after + 1
            joined = place + (words[place] in _AND)
            rest, after = _under_hundred(words, joined)
            if joined > place and after > joined:
                total, place = total + rest, after
                break
        elif after > place:
            total, place = total + group, after
        else:
            break
        power_before = power
    if not place or not ends[place - 1] or words[place - 1] in _ARTICLES:
        return None
    # "A hundred" is a round number, "one hundred" a figure.
    is_rough = words[0] in _ARTICLES | _HUNDREDS | _POWERS.keys() and total in _ROUGH
    return Number(total, Sense.ABOUT if is_rough else Sense.EXACT, at, ends[place - 1])


def _spoken_words(found: Sequence[Token], at: int) -> tuple[list[str], list[int]]:
    """Consecutive number words, and for each the token after it, if it ends one."""
    words: list[str] = []
    ends: list[int] = []
    while at < len(found) and len(words) < _MOST_WORDS:
        parts = found[at].low.split("-")
        if found[at].text == "UN" or not all(part in _SPOKEN for part in parts):
            break
        at += 1
        words += parts
        ends += [0] * (len(parts) - 1) + [at]
    # Padding, so that looking ahead never runs past the end.
    return [*words, "", "", "", ""], ends


def _under_thousand(words: Sequence[str], at: int) -> tuple[int, int]:
    """The value up to 999 that begins at a word, and the word after it."""
    count, place = (1, at + 1) if words[at] in _ARTICLES else _under_hundred(words, at)
    if words[place] not in _HUNDREDS:
        is_power = words[place] in _POWERS
        return (count, place) if is_power or words[at] not in _ARTICLES else (0, at)
    place += 1
    total = 100 * (count if place - 1 > at else 1)
    rest, after = _under_hundred(words, place + (words[place] in _AND))
    return (total + rest, after) if after > place + (words[place] in _AND) else (total, place)


def _under_hundred(words: Sequence[str], at: int) -> tuple[int, int]:
    """The value up to 99 that begins at a word, and the word after it."""
    word = words[at]
    if word == "quatre" and words[at + 1] in ("vingt", "vingts"):
        base, place, most = 80, at + 2, 19
    elif word in _TENS:
        base, place, most = _TENS[word], at + 1, 19 if word == "soixante" else 9
        place += words[place] == "et" and words[place + 1] in ("un", "une", "onze")
    else:
        return _under_twenty(words, at)
    rest, after = _under_twenty(words, place)
    return (base + rest, after) if 0 < rest <= most else (base, place)


def _under_twenty(words: Sequence[str], at: int) -> tuple[int, int]:
    value = UNITS.get(words[at])
    if value is None:
        return 0, at
    if words[at] == "dix" and (more := UNITS.get(words[at + 1], 0)) in (7, 8, 9):
        return 10 + more, at + 2
    return value, at + 1
