"""Dates in EDTF (ISO 8601-2:2019), stored as written.

Reports say "late February", "about 2012", "between the 10th and the 12th", and an analyst must be
able to record exactly that. A date keeps its text and has the first and last day it can mean, for
sorting and comparison.

Supported notation (sections of ISO 8601-2:2019 in parentheses):

* `2013`, `2013-01`, `2013-01-16`: years 0001 to 9999 (ISO 8601-1, 5.2.2)
* `~` approximate, `?` uncertain, `%` both, at the end of a date (8)
* unspecified digits: `201X`, `20XX`, `2013-XX`, `2013-XX-XX`, `2013-02-XX`, `2013-02-2X` (9)
* in place of a month: 21-24 spring to winter, 33-36 quarters, 37-39 thirds, 40-41 halves (4.8)
* `a/b` lasted from a to b; at one end, `..` is open and an empty end unknown (10.2)
* `[a..b]`, `[a,b]`, `[..b]`, `[a..]`, `[a,b..c]` happened once, at some point in there (6)

Decisions where the standard leaves room:

* `~` and `?` do not widen `earliest` and `latest`: any margin would be invented. They are shown.
* Open and unknown ends both reach to the first or last possible day: neither excludes any day.
* Seasons are northern and meteorological, spring being March to May; winter 2013 is December 2013
  to February 2014. Codes 25-32 (other hemispheres) are refused: a typing error is likelier than
  their use. The thirds of a year are "early", "mid-" and "late 2013".
* An unspecified digit comes last (`2013-02-2X`), where it leaves one unbroken run of days.
* Times of day are refused, as is `{...}` (all of these): each date belongs to one record.

The wording choices are explained in `briefing.model.dates.wording`.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from briefing.model.dates import wording as date_wording
from briefing.model.dates.bounds import DateFault, Span, UnreadError, bounds
from briefing.model.dates.wording import OPEN, UNKNOWN, Ends, Form

__all__ = [
    "SHORT",
    "Date",
    "DateFault",
    "UnreadError",
    "day_of",
    "describe",
    "is_date",
    "parse",
    "short",
    "sort_key",
]

SortKey: TypeAlias = tuple[int, int, str]

_REMEMBERED: Final = 1 << 16
SHORT: Final = 15
"""Characters of a date in a list."""

_NEVER: Final = dt.date.max.toordinal() + 1


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Date:
    """A date as written, with the days it can mean. Made by `parse`.

    Dates are equal when written alike. They sort by `earliest`, then `latest`, then text.

    Attributes:
        earliest: The first day it can mean; `datetime.date.min` when the start is open or unknown.
        latest: The last day it can mean; `datetime.date.max` when the end is open or unknown.
        text: The date as written.
        form: Whether it is a single date, an interval or a set.
        ends: The written start and end of each of its elements.
        spans: The first and last day of each of its elements.
    """

    earliest: dt.date
    latest: dt.date
    text: str
    form: Form = field(compare=False)
    ends: Ends = field(compare=False)
    spans: tuple[Span, ...] = field(compare=False)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Date({self.text!r})"

    def overlaps(self, other: "Date") -> bool:
        """Whether some day is possible for both; days between the elements of a set are not."""
        return any(
            first <= end and start <= last
            for first, last in self.spans
            for start, end in other.spans
        )


def day_of(text: str) -> dt.date | None:
    """The day that a text is; None if it is another date, or none.

    Most dates are days, and the standard library parses these much faster.
    """
    if len(text) == 10 and text[4] == text[7] == "-":
        with suppress(ValueError):
            return dt.date.fromisoformat(text)
    return None


def parse(text: str) -> Date:
    """Parse EDTF text; results are cached.

    Raises:
        DateFault: The text is not a date, or the date does not exist.
    """
    date = _read(text)
    return _build(text) if date is None else date


def is_date(text: str) -> bool:
    """Whether a text is a date in EDTF."""
    return _read(text) is not None


def describe(date: Date | str) -> str:
    """Word a date for a reader, such as "between 10 and 12 January 2013".

    Args:
        date: A date, or text that may be one.

    Returns:
        Plain English; text that is not a date is returned unchanged.
    """
    known = _read(date) if isinstance(date, str) else date
    return str(date) if known is None else date_wording.say(known.form, known.ends)


@lru_cache(maxsize=_REMEMBERED)
def short(date: Date | str) -> str:
    """Shorten a date, or any text, to a list column of `SHORT` characters.

    As `describe` has it, with short months: "24 Jan 2012", "late Feb 2013", "Jan 2013 →" for one
    that goes on. What does not fit is cut to months or years, and ends in "…".
    """
    known = _read(date) if isinstance(date, str) else date
    if known is None:
        return str(date)[:SHORT]
    words = date_wording.abbreviate(date_wording.say(known.form, known.ends))
    return words if len(words) <= SHORT else _months_of(known)


def _months_of(date: Date) -> str:
    """The months that a date spans, else its years, with the mark of what was cut."""
    months = [date_wording.MONTHS[day.month - 1][:3] for day in (date.earliest, date.latest)]
    years = [f"{day.year:04}" for day in (date.earliest, date.latest)]
    first, last = map(" ".join, zip(months, years, strict=True))
    start, end = date.ends[0][0], date.ends[-1][1]
    if date.earliest == dt.date.min:
        if date.form == "set":
            return f"by {last}…"
        return f"{'? ' if start == UNKNOWN else ''}→ {last}…"
    if date.latest == dt.date.max:
        if date.form == "set":
            return f"from {first}…"
        return f"{first}… →{' ?' if end == UNKNOWN else ''}"
    if first == last:
        return f"{first}…"
    both = [months[0], last] if years[0] == years[1] else years
    return f"{('..' if date.form == 'set' else '–').join(both)}…"


@lru_cache(maxsize=_REMEMBERED)
def sort_key(text: str) -> SortKey:
    """A key that sorts texts as dates in the order of `Date`, and other texts after them.

    A date with an open start sorts by its last day: "by February 2013" belongs there in a
    chronology, not before the year 1.
    """
    if day := day_of(text):
        ordinal = day.toordinal()
        return (ordinal, ordinal, text)
    date = _read(text)
    if date is None:
        return (_NEVER, _NEVER, text)
    first = date.latest if date.earliest == dt.date.min else date.earliest
    return (first.toordinal(), date.latest.toordinal(), text)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> Date | None:
    """Parse EDTF text, or return None; cached either way."""
    if day := day_of(text):
        return Date(day, day, text, "point", ((text, text),), ((day, day),))
    try:
        return _build(text)
    except DateFault:
        return None


def _build(text: str) -> Date:
    form, ends = _split(text)
    spans = tuple(_span(start, end, form) for start, end in ends)
    earliest = min(first for first, _ in spans)
    latest = max(last for _, last in spans)
    return Date(earliest, latest, text, form, ends, spans)


def _split(text: str) -> tuple[Form, Ends]:
    """Split EDTF text into the written ends of its elements (ISO 8601-2, 6 and 10.2)."""
    if text.startswith("[") and text.endswith("]"):
        return "set", tuple(_element(item) for item in text[1:-1].split(","))
    if "/" in text:
        # A second slash stays in the end, which then fails to parse.
        start, _, end = text.partition("/")
        return "interval", ((start, end),)
    return "point", ((text, text),)


def _element(item: str) -> tuple[str, str]:
    """Split one element of a set; a missing side is open."""
    if OPEN not in item:
        return item, item
    start, _, end = item.partition(OPEN)
    if OPEN in (start, end):
        # More than two dots, which would pass for an open side.
        raise UnreadError(item)
    return start or OPEN, end or OPEN


def _span(start: str, end: str, form: Form) -> Span:
    if start == end and start not in (OPEN, UNKNOWN):
        return bounds(start)
    has_start, has_end = start not in (OPEN, UNKNOWN), end not in (OPEN, UNKNOWN)
    if not has_start and not has_end:
        raise DateFault(
            "neither its start nor its end is given", "2012/.." if form == "interval" else "2012"
        )
    first = bounds(start)[0] if has_start else dt.date.min
    last = bounds(end)[1] if has_end else dt.date.max
    if last < first:
        raise DateFault(
            f"the end, {end}, is before the start, {start}",
            f"{end}/{start}" if form == "interval" else f"[{end}..{start}]",
        )
    return first, last
