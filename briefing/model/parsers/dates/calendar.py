"""Names of months and weekdays in the languages of the field, from the Unicode CLDR."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from briefing.model.parsers.words import Token

if TYPE_CHECKING:
    from babel import Locale

_LOCALES: Final = ("en", "en_GB", "fr", "de", "es", "pt", "ru", "tr")
_ARABIC: Final = ("ar", "ar_SY", "ar_DZ", "ar_MA")
"""Arabic has several sets of month names: Egyptian, Levantine, Algerian and Moroccan."""
_SHORT_MONTHS: Final = frozenset(("en", "en_GB", "fr", "de"))
_SHORT_WEEKDAYS: Final = frozenset(("en",))
"""Languages whose abbreviations are accepted; elsewhere they are words such as *ago*, *set*, *out*,
*mar*."""
# Accents, and the hamza and madda that many writers omit above an alef.
_ACCENTS: Final = frozenset("\u0300\u0301\u0302\u0303\u0306\u0308\u0327\u0653\u0654\u0655")


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
    """The month or weekday named at a token, and the token after it; None if there is none.

    Args:
        names: `months()` or `weekdays()`.
        found: The tokens of a text.
        at: Where the name may begin.
    """
    for end in range(min(at + 2, len(found)), at, -1):
        words = bare(" ".join(token.text for token in found[at:end]))
        if words in names:
            return names[words], end
    return None


def _names(what: str, shortened: frozenset[str]) -> Iterator[tuple[str, int]]:
    from babel import Locale

    for name in (*_ARABIC, *reversed(_LOCALES)):
        locale = Locale.parse(name)
        widths = ("abbreviated", "wide") if name in shortened else ("wide",)
        for use in ("stand-alone", "format"):
            for width in widths:
                for number, each in _table(locale, what)[use][width].items():
                    yield bare(each), number


def _table(locale: "Locale", what: str) -> Mapping[str, Mapping[str, Mapping[int, str]]]:
    return cast(Mapping[str, Mapping[str, Mapping[int, str]]], getattr(locale, what))
