"""The little grammar that sentences about records need: number, articles, lists, dates.

Names come from records, so that nothing is known of them but their spelling. Where that does not
decide, a wording is chosen that is right either way.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from briefing.model import dates


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNITS: Final = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = (
    "",
    "",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)

_PREPOSITIONS: Final = _word_set("at for from in of on to under with")

_COMMON: Final = _word_set(
    "agency alliance armies army authority battalion branch brigade brigades brotherhood caliphate "
    "cell coalition command committee "
    "committees congress coordination corps council emirate faction federation fighters force "
    "forces front government group guard guards gendarmerie junta kingdom league legion liberation "
    "militia militias ministry mission movement nations navy network organisation organization "
    "parliament party platform police presidency rally regiment republic signatories state states "
    "squadron union unit wing"
)
"""Common nouns that a body is called by; before one that is a name, English sets “the”."""

_BARE: Final = _word_set(
    "activists bandits civilians dissidents extremists fighters gunmen insurgents islamists "
    "jihadists kidnappers militants militiamen police prisoners protesters rebels refugees "
    "residents separatists smugglers soldiers traffickers troops villagers"
)
"""Common nouns for people of no named body: written small, and without an article."""

_REMEMBERED: Final = 10_000
"""Names whose wording is remembered: reports have the same ones again and again."""

_SINGULAR_ENDS: Final = ("ss", "is", "us", "os", "as")


def head_of(name: str) -> str:
    """The words of a name before its first preposition, which decide its number and article."""
    words = name.split()
    end = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words))
    return " ".join(words[:end])


def is_plural(name: str) -> bool:
    """Whether a name is that of several: “Tuareg separatists”, “Fighters loyal to Abou Zeid”."""
    words = head_of(name).split()
    if " ".join(words[-2:]).casefold() in ("united states", "united nations"):
        return False
    return any(
        word.casefold() in _BARE
        or (word.casefold() in _COMMON and _ends_in_s(word))
        or (word is words[-1] and word.islower() and _ends_in_s(word))
        for word in words
    )


def _ends_in_s(word: str) -> bool:
    return word.endswith("s") and not word.endswith(_SINGULAR_ENDS)


@lru_cache(_REMEMBERED)
def article_for(name: str) -> str:
    """“the” before the name of a body that takes it, such as “French army”; else nothing."""
    words = head_of(name).split()
    if not words or words[0].casefold() in ("the", "al", "el") or is_bare(name):
        return ""
    return "the" if words[-1].casefold() in _COMMON else ""


def is_bare(name: str) -> bool:
    """Whether a name is a common noun for people, such as “Islamist militants”."""
    return any(word.casefold() in _BARE for word in head_of(name).split())


@lru_cache(_REMEMBERED)
def in_sentence(name: str) -> str:
    """A name within a sentence: “the French army”, “fighters loyal to Abou Zeid”."""
    first, _, rest = name.partition(" ")
    if first.casefold() in _BARE or first.casefold() == "the":
        name = f"{first[:1].lower()}{first[1:]} {rest}".strip()
    article = article_for(name)
    return f"{article} {name}".strip()


def has_words(text: str, words: str) -> bool:
    """Whether a text has some words, whole and in that order: “Niger” is not in “Nigeria”."""
    pattern = rf"(?<!\w){re.escape(words.casefold())}(?!\w)"
    return re.search(pattern, text.casefold()) is not None


def capitalised(text: str) -> str:
    """A text at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], last: str = "and") -> str:
    """Items in a row: “A, B and C”."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def counted(number: int) -> str:
    """A number within a sentence: words up to nine, then digits.

    Source: The Economist Style Guide, 12th edition, "figures".
    """
    if 0 < number < 10:
        return _UNITS[number]
    return "no" if number == 0 else f"{number:,}"


def counted_first(number: int) -> str:
    """A number at the beginning of a sentence, which never begins with a digit."""
    if 0 < number < 20:
        return capitalised(_UNITS[number])
    if 0 < number < 100:
        tens, units = divmod(number, 10)
        return capitalised("-".join(filter(None, (_TENS[tens], _UNITS[units]))))
    return "No" if number == 0 else f"A total of {number:,}"


_SAID: Final = re.compile(r"(about|between|from|until|on|in) ")


def when(text: str) -> str:
    """A date with its preposition: “on 24 January 2014”, “in late February 2013”."""
    words = dates.describe(text)
    if not dates.is_date(text) or _SAID.match(words):
        return words
    if dates.parse(text).form == "interval":
        return f"from {words}" if " to " in words else _on_or_in(words)
    return _on_or_in(words)


def bound(text: str) -> str:
    """A date after “since” or “until”: “2012 or earlier”, “some time between 2012 and 2013”."""
    words = dates.describe(text)
    if not dates.is_date(text):
        return words
    date = dates.parse(text)
    if date.form == "interval":
        return f"some time {when(text)}"
    if date.form == "set" and len(date.ends) == 1 and date.ends[0][0] != date.ends[0][1]:
        start, end = date.ends[0]
        if "" in (start.strip("."), end.strip(".")):
            known, way = (end, "earlier") if not start.strip(".") else (start, "later")
            return f"{bound(known)} or {way}"
        return f"some time {words}"
    words = f"the {words}" if _ORDINAL.match(words) else words
    return f"{words.removesuffix(', uncertain')} (uncertain)" if ", uncertain" in words else words


_ORDINAL: Final = re.compile("(first|second|third|fourth) ")


def _on_or_in(words: str) -> str:
    if re.match(r"\d{1,2}\b(?!\d)", words) or words.startswith("some day"):
        return f"on {words}"
    return f"in the {words}" if _ORDINAL.match(words) else f"in {words}"
