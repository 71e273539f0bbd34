"""The day beside a verb of saying: on Monday, yesterday, on 23 January."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from briefing.model import dates
from briefing.model.parsers.dates.phrases import suggest
from briefing.model.parsers.quotes.grammar import words
from briefing.model.parsers.quotes.sentences import Token

_DAYS = words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs
    fri sat sun lundi mardi mercredi jeudi vendredi samedi dimanche"""
)
_MONTHS = words(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec janvier février mars avril mai juin
    juillet août septembre octobre novembre décembre"""
)
CALENDAR = _DAYS | _MONTHS
"""Names of days and months."""

_ALONE = words("yesterday today tonight hier aujourd'hui")
_PARTS = words("morning afternoon evening night matin soir après-midi")
_LEADING = words("on late early last this next the le earlier in since ce")
_SPANS = words("week month year weekend")


def day_phrase(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from a place on give a day; 0 if none does."""
    end = at
    while end < len(tokens) and end - at < 4 and tokens[end].low in _LEADING:
        end += 1
    led = end > at
    if end >= len(tokens):
        return 0
    low = tokens[end].low.rstrip(".")
    if low in _ALONE or low in _DAYS or (low in _PARTS and led and tokens[end - 1].low == "this"):
        end += 1
        if end < len(tokens) and tokens[end].low in _PARTS:
            end += 1
        if low in _DAYS:
            # Friday 24 January; but in “on Friday, 24 people” the figure counts people.
            end += _calendar_day(tokens, end)
        return end - at
    if led and low in _SPANS and tokens[end - 1].low in ("last", "this"):
        return end + 1 - at
    if day := _calendar_day(tokens, end):
        return end + day - at
    if low in _MONTHS and led and tokens[end - 1].low in ("in", "last") and tokens[end].is_capital:
        is_dated = end + 1 < len(tokens) and _is_year(tokens[end + 1])
        return end + 1 + is_dated - at
    return 0


def _calendar_day(tokens: Sequence[Token], at: int) -> int:
    """How many tokens give a day of a month, with or without its year."""
    pair = [token.low.rstrip(".") for token in tokens[at : at + 2]]
    if len(pair) < 2 or _MONTHS.isdisjoint(pair):
        return 0
    number = pair[0] if pair[1] in _MONTHS else pair[1]
    if not number.rstrip("stndrhe")[:2].isdigit() or len(number) > 4 or _is_year(tokens[at + 1]):
        return 0
    end = at + 2
    if end + 1 < len(tokens) and tokens[end].text == "," and _is_year(tokens[end + 1]):
        return 4
    return 3 if end < len(tokens) and _is_year(tokens[end]) else 2


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and token.text[:2] in ("19", "20")


@lru_cache
def day_said(phrase: str, on: date | None) -> str:
    """The date a phrase means, as stored; "" if unclear.

    Args:
        phrase: The phrase, as printed.
        on: The day of the source, which “yesterday” counts from; None if unknown.
    """
    if not phrase:
        return ""
    if on is None:
        # A phrase with its year is absolute; any day of that year will do.
        years = [
            word for word in phrase.replace(",", " ").split() if word.isdigit() and len(word) == 4
        ]
        if not years or not dates.is_date(years[-1]):
            return ""
        on = dates.parse(years[-1]).latest
    return suggest(phrase, on) or ""
