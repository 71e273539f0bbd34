"""What stands on the axis: for each record the days it may have been on, and those it was.

A record has a mark of its own, and one more for each source that gives another date which
contradicts it. Nothing is drawn for what has no date.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.model import dates
from briefing.model.contradictions import SET_ASIDE, contradicting, field_name
from briefing.model.dates.wording import OPEN, UNKNOWN
from briefing.model.kinds import kind_for
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf
from briefing.views.filters.periods import time_between

NEVER = 0
"""The ordinal of no day: that of 1 January of the year 1 is 1."""

_DOUBTS = frozenset("~?%")
"""The signs of EDTF for a date that is approximate or uncertain (ISO 8601-2:2019, 8)."""


class Extent(NamedTuple):
    """The days of a date, as ordinals of the proleptic Gregorian calendar.

    Attributes:
        first: The first day it may have been on; the first of all if it has no start.
        last: The last one; that of all if it has no end.
        sure_first: The first day it certainly was on; `NEVER` if no day is certain.
        sure_last: The last one.
        before: What is known of its start: `OPEN`, unknown (`?`), or empty if it is given.
        after: The same of its end.
        known_first: The first day to show it on: a start that nobody knows is not drawn out.
        known_last: The last one, likewise.
    """

    first: int
    last: int
    sure_first: int = NEVER
    sure_last: int = NEVER
    before: str = ""
    after: str = ""
    known_first: int = NEVER
    known_last: int = NEVER


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
    time = time_between(start, end)
    if time is None:
        return None
    first, last = min(span[0] for span in time.spans), max(span[1] for span in time.spans)
    before, after = _open_ends(start, end)
    sure = time.sure
    if sure is None and first == last and _DOUBTS.isdisjoint(start):
        sure_first = sure_last = first.toordinal()
    else:
        sure_first, sure_last = (sure.first.toordinal(), sure.last.toordinal()) if sure else (0, 0)
    known = [day for spans in time.bounds for span in spans for day in span]
    return Extent(
        first.toordinal(),
        last.toordinal(),
        sure_first,
        sure_last,
        before,
        after,
        (min(known) if before == "?" else first).toordinal(),
        (max(known) if after == "?" else last).toordinal(),
    )


def _open_ends(start: str, end: str) -> tuple[str, str]:
    """What is known of start and end where they are not given."""
    if end:
        ends = (start, "" if end == "/" else end)
    else:
        date = dates.parse(start)
        ends = (date.ends[0][0], date.ends[-1][1])
    before, after = (OPEN if each == OPEN else "?" if each == UNKNOWN else "" for each in ends)
    return before, after


def date_text(start: str, end: str = "") -> str:
    """A date in EDTF, or an interval from one to another, as `time_of` gives them."""
    if not end:
        return start
    return f"{start}/{'' if end == '/' else end}" if start or end != "/" else ""


def claims(record: Record, label_of: LabelOf) -> Iterator[tuple[str, str]]:
    """Other dates that sources give for a record, and the sources, unless they were set aside.

    A date that is only finer or coarser than that of the record contradicts nothing.
    """
    dated_by = kind_for(record).dated_by
    # Most cites give no other value: 100,000 records are gone through.
    given = [field_name(cite) for cite in record.cites if cite.value]
    if not given or isinstance(record, Link) or not any(name in dated_by for name in given):
        return
    for name, numbers in contradicting(record, label_of).items():
        for number in numbers if name in dated_by else ():
            cite = record.cites[number - 1]
            if dates.is_date(cite.value) and cite.verdict != SET_ASIDE:
                yield cite.value, cite.source
