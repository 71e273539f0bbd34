"""When a record was, and whether that lies in a period: certainly, possibly, or not."""

import datetime as dt
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from briefing.model import dates
from briefing.model.kinds import kind_for
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.terms import MOMENTARY_LINKS


class Holds(IntEnum):
    """Whether something holds of a record, given that dates and figures may be imprecise."""

    NOT = 0
    POSSIBLY = 1
    CERTAINLY = 2

    @classmethod
    def between(cls, possibly: bool, certainly: bool) -> "Holds":  # noqa: FBT001  a pair of facts
        """What two facts amount to."""
        return cls.CERTAINLY if certainly else cls.POSSIBLY if possibly else cls.NOT


class Period(NamedTuple):
    """The days from a first to a last one."""

    first: dt.date
    last: dt.date


class Time(NamedTuple):
    """The days in which something may lie.

    Attributes:
        spans: The days it may have been on, in runs.
        sure: The days it certainly lasted over; None for something on one of the days.
    """

    spans: tuple[tuple[dt.date, dt.date], ...]
    sure: Period | None = None

    def lies_in(self, period: Period) -> Holds:
        """Whether it was, at least in part, within a period."""
        begins, ends = period
        if not any(first <= ends and begins <= last for first, last in self.spans):
            return Holds.NOT
        if self.sure and self.sure.first <= ends and begins <= self.sure.last:
            return Holds.CERTAINLY
        is_within = all(begins <= first and last <= ends for first, last in self.spans)
        return Holds.CERTAINLY if is_within else Holds.POSSIBLY


def time_of(record: Record) -> tuple[str, str]:
    """The date or dates of a record, as `time_between` takes them; two empty texts for none."""
    if isinstance(record, Link):
        is_moment = record.type in MOMENTARY_LINKS or record.start == record.end
        return (record.start or record.end, "") if is_moment else (record.start, record.end or "/")
    return kind_for(record).date_of(record), ""


@lru_cache(maxsize=1 << 16)
def time_between(start: str, end: str = "") -> Time | None:
    """The time of a date, or from one date to another.

    Args:
        start: The date, or that of the beginning, in EDTF.
        end: That of the end; "/" if it is unknown, empty for a single date.

    Returns:
        None if there is no date.
    """
    first = _date(start)
    if not end:
        return None if first is None else _time_of(first)
    last = _date(end)
    if first is None and last is None:
        return None
    begins = first.earliest if first else dt.date.min
    ends = last.latest if last else dt.date.max
    if ends < begins:
        return None
    certain_start = first.latest if first else ends
    certain_end = last.earliest if last else begins
    # Without an end it lasted for that day at least.
    certain_end = max(certain_end, min(certain_start, ends))
    is_sure = first is not None and certain_start <= certain_end
    return Time(((begins, ends),), Period(certain_start, certain_end) if is_sure else None)


def _time_of(date: dates.Date) -> Time:
    if date.form != "interval":
        return Time(date.spans)
    start, end = date.ends[0]
    known = [_date(each) for each in (start, end)]
    first, last = known
    if first is None:
        # It lasted until then, so it was going on at the earliest day of its end.
        day = last.earliest if last else date.latest
        return Time(date.spans, Period(day, day))
    return time_between(start, end if last else "/") or Time(date.spans)


def _date(text: str) -> dates.Date | None:
    return dates.parse(text) if dates.is_date(text) else None


ALWAYS: Final = Period(dt.date.min, dt.date.max)


def period_of(sign: str, date: str) -> Period | None:
    """The period that a sign before a date stands for; None if no day is in it.

    Args:
        sign: `in`, `since`, `after`, `until` or `before`.
        date: The date, in EDTF.
    """
    meant = dates.parse(date)
    day = dt.timedelta(days=1)
    match sign:
        case "since":
            return Period(meant.earliest, dt.date.max)
        case "until":
            return Period(dt.date.min, meant.latest)
        case "after":
            is_last = meant.latest == dt.date.max
            return None if is_last else Period(meant.latest + day, dt.date.max)
        case "before":
            is_first = meant.earliest == dt.date.min
            return None if is_first else Period(dt.date.min, meant.earliest - day)
    return Period(meant.earliest, meant.latest)
