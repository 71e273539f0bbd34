"""Figures: 11, at least 90, nearly 100, 10 to 15, 95 (90 to 100), dozens.

What each phrase means, where two readings could be defended:

* "More than ninety" is 91 at least, "under 40" is 39 at most; "up to" and "as many as" give only
  the highest figure.
* "About", "some", "nearly", "almost", "an estimated 100" and round words ("a hundred", "two dozen")
  give a best figure and no limits: how far off they are is unknown.
* A plural without a number gives the least it can mean (ACLED codebook: dozens 12, hundreds 100;
  several 3), and the word is kept beside it. "Many" and "a few" are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from briefing.model.parsers.numbers import Number, Sense, read_number, unit_of
from briefing.model.parsers.words import NotUnderstood, Token, low_at, shortened

_TO: Final = frozenset(("-", "to", "or", "à", "ou"))
_BETWEEN: Final = {"between": "and", "entre": "et"}
_MOST_INSIDE: Final = 24
"""Words in a bracket that limits a figure."""
_BUT: Final = frozenset((",", "and", "but", "et", "mais"))
_MARKS: Final = frozenset('“”"')


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people.

    Attributes:
        low: The fewest it can be.
        best: The figure to print.
        high: The most it can be.
        as_said: The word the figure was derived from, if not a number, such as "dozens".
        end: The token after it.
    """

    low: int | None
    best: int | None
    high: int | None
    as_said: str
    end: int

    def fields(self) -> dict[str, Any]:
        """The known values, by the names of the fields of casualties."""
        known = {"low": self.low, "best": self.best, "high": self.high, "as_said": self.as_said}
        return {name: value for name, value in known.items() if value not in (None, "")}


class _Bound(Enum):
    LEAST = auto()
    MOST = auto()
    OVER = auto()
    UNDER = auto()
    ABOUT = auto()


_BEFORE: Final[Mapping[_Bound, str]] = {
    _Bound.LEAST: "at least|no fewer than|no less than|not fewer than|not less than|a minimum of"
    "|minimum|at the very least|at a minimum|au moins|pas moins de|≥|> =",
    _Bound.MOST: "at most|up to|as many as|no more than|not more than|a maximum of|maximum"
    "|at the most|au plus|au maximum|jusqu'à|pas plus de|≤|< =",
    _Bound.OVER: "more than|over|above|upwards of|upward of|in excess of|well over|plus de|plus d'"
    "|>",
    _Bound.UNDER: "fewer than|less than|under|below|just under|moins de|moins d'|<",
    _Bound.ABOUT: "about|around|some|roughly|approximately|approx|approx .|circa|ca|ca .|c ."
    "|an estimated|estimated|nearly|almost|close to|near|just about|environ|quelque|près de|près d'"
    "|presque|à peu près|autour de|~|≈",
}
_BOUNDS: Final = {
    tuple(words.split()): bound for bound in _BEFORE for words in _BEFORE[bound].split("|")
}
_LONGEST: Final = max(map(len, _BOUNDS))
_BEHIND: Final = {
    ("or", "more"): _Bound.LEAST,
    ("ou", "plus"): _Bound.LEAST,
    ("+",): _Bound.LEAST,
    ("or", "fewer"): _Bound.MOST,
    ("or", "less"): _Bound.MOST,
    ("or", "so"): _Bound.ABOUT,
    ("?",): _Bound.ABOUT,
}


def read_figure(found: Sequence[Token], at: int) -> Figure | None:
    """Parse the figure that begins at a token; None for none, refused if it contradicts itself."""
    bound, place = _bound(found, at)
    if closing := _BETWEEN.get(low_at(found, place)):
        return _pair(found, place + 1, frozenset((closing,)))
    number = read_number(found, place)
    if number is None:
        return None
    if bound is None and (figure := _pair(found, place, _TO) or _bracketed(found, number)):
        return figure
    if bound is _Bound.LEAST and (figure := _worded(found, number)):
        return figure
    after, end = _behind(found, number.end)
    if bound is not None and after is not None:
        raise NotUnderstood(
            f"{shortened(_text(found, at, end))} limits the figure twice; do it once"
        )
    figure = _bounded(found, bound or after, number, max(end, number.end))
    return _capped(found, figure) if bound in (_Bound.LEAST, _Bound.OVER) else figure


def _pair(found: Sequence[Token], at: int, between: frozenset[str]) -> Figure | None:
    """A range of two numbers: 10 to 15, two or three."""
    first = read_number(found, at)
    if first is None or low_at(found, first.end) not in between:
        return None
    last = read_number(found, first.end + 1)
    if last is None:
        return None
    first = _of_one_unit(found, first, last)
    if first.value > last.value:
        raise NotUnderstood(f"{first.value} to {last.value}: put the lower figure first")
    return Figure(first.value, None, last.value, "", last.end)


def _of_one_unit(found: Sequence[Token], first: Number, last: Number) -> Number:
    """The first of two numbers, with the unit of the second: two to three hundred."""
    if unit_of(found, first) > 1 or first.value >= 1_000:
        return first
    unit = unit_of(found, last)
    if unit > 1:
        is_shared = first.value < last.value // unit
        return replace(first, value=first.value * unit) if is_shared else first
    if last.value % 1_000 == 0 and 0 < first.value < last.value // 1_000:
        raise NotUnderstood(
            f"{first.value:,} or {first.value * 1_000:,} to {last.value:,}? write both out"
        )
    return first


def _bracketed(found: Sequence[Token], number: Number) -> Figure | None:
    """A figure with its limits in brackets: 95 (90 to 100), 95 (at least 90)."""
    if low_at(found, number.end) != "(" or number.sense is not Sense.EXACT:
        return None
    inside = [token.low for token in found[number.end + 1 : number.end + _MOST_INSIDE]]
    if ")" not in inside or "(" in inside[: inside.index(")")]:
        return None
    within = read_figure(found, number.end + 1)
    if within is None or within.best is not None or low_at(found, within.end) != ")":
        return None
    is_low = within.low is not None and number.value < within.low
    if is_low or (within.high is not None and number.value > within.high):
        raise NotUnderstood(f"{number.value} is outside its own limits")
    return replace(within, best=number.value, end=within.end + 1)


def _worded(found: Sequence[Token], number: Number) -> Figure | None:
    """A figure with its original word in brackets: at least 12 (“dozens”)."""
    at = number.end
    if low_at(found, at) != "(" or low_at(found, at + 1) not in _MARKS:
        return None
    vague = read_number(found, at + 2)
    if vague is None or vague.sense is not Sense.AT_LEAST:
        return None
    if low_at(found, vague.end) not in _MARKS or low_at(found, vague.end + 1) != ")":
        return None
    words = _text(found, at + 2, vague.end)
    return Figure(number.value, None, None, words, vague.end + 2)


def _capped(found: Sequence[Token], figure: Figure) -> Figure:
    """A figure with both limits: at least 10 and up to 15, more than 10 but fewer than 20."""
    at = figure.end + (low_at(found, figure.end) in _BUT)
    bound, place = _bound(found, at)
    number = read_number(found, place)
    if bound not in (_Bound.MOST, _Bound.UNDER) or number is None:
        return figure
    cap = _bounded(found, bound, number, number.end)
    if cap.high is not None and figure.low is not None and cap.high < figure.low:
        raise NotUnderstood(f"{figure.low} to {cap.high}: put the lower figure first")
    return replace(cap, low=figure.low, as_said=figure.as_said)


def _bounded(found: Sequence[Token], bound: _Bound | None, number: Number, end: int) -> Figure:
    value = number.value
    words = ""
    if number.sense is Sense.AT_LEAST:
        words = _text(found, number.start, number.end).casefold()
        if bound not in (None, _Bound.LEAST, _Bound.OVER):
            raise NotUnderstood(f"{shortened(words)} cannot be limited; give a number")
        bound = _Bound.LEAST
    if bound is None and number.sense is Sense.ABOUT:
        bound = _Bound.ABOUT
    match bound:
        case _Bound.LEAST:
            return Figure(value, None, None, words, end)
        case _Bound.OVER:
            return Figure(value + 1, None, None, "", end)
        case _Bound.MOST:
            return Figure(None, None, value, "", end)
        case _Bound.UNDER if value == 0:
            raise NotUnderstood("fewer than zero is impossible")
        case _Bound.UNDER:
            return Figure(None, None, value - 1, "", end)
        case _Bound.ABOUT:
            return Figure(None, value, None, "", end)
        case _:
            return Figure(value, value, value, "", end)


def _bound(found: Sequence[Token], at: int) -> tuple[_Bound | None, int]:
    """The words before a number that limit it; "at least some 20" is at least 20."""
    known, place = None, at
    for _ in range(2):
        for length in range(_LONGEST, 0, -1):
            words = tuple(token.low for token in found[place : place + length])
            bound = _BOUNDS.get(words)
            if bound is not None and (known is None or bound is _Bound.ABOUT):
                known, place = known or bound, place + len(words)
                break
    return known, place


def _behind(found: Sequence[Token], at: int) -> tuple[_Bound | None, int]:
    for length in (2, 1):
        words = tuple(token.low for token in found[at : at + length])
        if words in _BEHIND:
            return _BEHIND[words], at + len(words)
    return None, at


def _text(found: Sequence[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in found[start:end])
