"""What stands on the axis: for each record the days it may have been on, and those it was.

A record has a mark of its own, and one more for each source that gives another date which
contradicts it. Nothing is drawn for what has no date.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from briefing.model import dates
from briefing.model.contradictions import SET_ASIDE, contradicting, field_name
from briefing.model.dates.wording import OPEN, UNKNOWN
from briefing.model.kinds import kind_for
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf
from briefing.views.filters.periods import time_between, time_of

NEVER = 0
"""The ordinal of no day: that of 1 January of the year 1 is 1."""

_NONE = (NEVER, NEVER)

UNKNOWN_END = "?"
"""Stands for a start or an end that nobody knows, as opposed to one that is open."""

_DOUBTS = frozenset("~?%")
"""The signs of EDTF for a date that is approximate or uncertain (ISO 8601-2:2019, 8)."""


Days: TypeAlias = tuple[int, int]
"""A first and a last day, as ordinals of the proleptic Gregorian calendar."""


class Extent(NamedTuple):
    """The days of a date.

    Attributes:
        spans: The days it may have been on: one run of days, but of a set with gaps several.
        sure: The days it certainly was on; None if no day is certain.
        bounds: The days on one of which it began, and on one of which it ended, as far as known.
        before: What is known of its start: `OPEN`, `UNKNOWN_END`, or empty if it is given.
        after: The same of its end.
    """

    spans: tuple[Days, ...]
    sure: Days | None = None
    bounds: tuple[Days, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def first(self) -> int:
        """The first day it may have been on; the first of all if it has no start."""
        return min(self.spans)[0]

    @property
    def last(self) -> int:
        """The last day it may have been on; the last of all if it has no end."""
        return max(last for _, last in self.spans)

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def drawn(self) -> Sequence[Days]:
        """The days to draw: a start or an end that nobody knows is not drawn out to the edge."""
        if UNKNOWN_END not in (self.before, self.after):
            return self.spans
        first = min(day for day, _ in self.bounds) if self.before == UNKNOWN_END else self.first
        last = max(day for _, day in self.bounds) if self.after == UNKNOWN_END else self.last
        return [(first, last)]

    def is_possible_in(self, first: int, last: int) -> bool:
        """Whether it was, or may have been, on one of some days."""
        return any(start <= last and first <= end for start, end in self.spans)

    def is_certain_in(self, first: int, last: int) -> bool:
        """Whether it certainly was on one of some days, or began or ended on one."""
        hulls = [(self.first, self.last), *self.bounds]
        if any(first <= start and end <= last for start, end in hulls):
            return True
        return self.sure is not None and self.sure[0] <= last and first <= self.sure[1]

    def row(self) -> tuple[int, ...]:
        """It in numbers: hull, certain days, when it began and when it ended; `NEVER` for none."""
        began, ended, *_ = (*self.bounds, _NONE, _NONE)
        return (self.first, self.last, *(self.sure or _NONE), *began, *ended)


class Mark(NamedTuple):
    """One mark on the axis.

    Attributes:
        ref: The record.
        extent: Its days.
        date: Them as written, in EDTF.
        source: The source that gives another date than the record has; empty for its own.
    """

    ref: str
    extent: Extent
    date: str
    source: str = ""


@lru_cache(maxsize=1 << 16)
def extent_of(start: str, end: str = "") -> Extent | None:
    """The days of a date, or from one date to another, as `time_between` takes them.

    Returns:
        None if there is no date.
    """
    if not end and (date := dates.day_of(start)):
        day = (date.toordinal(), date.toordinal())
        return Extent((day,), day)
    time = time_between(start, end)
    if time is None:
        return None
    spans = tuple((first.toordinal(), last.toordinal()) for first, last in time.spans)
    sure = (time.sure.first.toordinal(), time.sure.last.toordinal()) if time.sure else None
    if sure is None and spans[0][0] == spans[-1][1] and _DOUBTS.isdisjoint(start):
        sure = spans[0]
    hulls = [
        (min(first for first, _ in each), max(last for _, last in each)) for each in time.bounds
    ]
    bounds = tuple((first.toordinal(), last.toordinal()) for first, last in hulls)
    return Extent(spans, sure, bounds, *_open_ends(start, end))


def _open_ends(start: str, end: str) -> tuple[str, str]:
    """What is known of start and end where they are not given."""
    if end:
        ends = (start, "" if end == "/" else end)
    else:
        date = dates.parse(start)
        ends = (date.ends[0][0], date.ends[-1][1])
    before, after = (
        OPEN if each == OPEN else UNKNOWN_END if each == UNKNOWN else "" for each in ends
    )
    return before, after


def date_text(start: str, end: str = "") -> str:
    """A date in EDTF, or an interval from one to another, as `time_of` gives them."""
    if not end:
        return start
    return f"{start}/{'' if end == '/' else end}" if start or end != "/" else ""


def claims(record: Record, label_of: LabelOf) -> Iterator[tuple[tuple[str, str], str]]:
    """Other dates that sources give for a record, and the sources, unless they were set aside.

    A date that is only finer or coarser than that of the record contradicts nothing. Of a link it
    is from when to when it was, one of which is another; the other one alone if they do not agree.

    Yields:
        The dates as `time_of` gives them, and the source.
    """
    dated_by = kind_for(record).dated_by
    given = (field_name(cite) for cite in record.cites if cite.value)
    if not any(name in dated_by for name in given):
        return
    for name, numbers in contradicting(record, label_of).items():
        for number in numbers if name in dated_by else ():
            cite = record.cites[number - 1]
            if dates.is_date(cite.value) and cite.verdict != SET_ASIDE:
                yield _otherwise(record, name, cite.value), cite.source


def _otherwise(record: Record, name: str, value: str) -> tuple[str, str]:
    """The date or dates of a record with another value in one field."""
    if not isinstance(record, Link):
        return value, ""
    time = time_of(replace(record, **{name: value}))
    if extent_of(*time):
        return time
    return time_of(replace(record, **{"start": "", "end": "", name: value}))
