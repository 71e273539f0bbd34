"""When a record was, and whether that lies in a period: certainly, possibly, or not."""

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from briefing.model import dates
from briefing.model.dates.bounds import Span
from briefing.model.dates.wording import OPEN
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


Spans: TypeAlias = tuple[Span, ...]
"""Runs of days, each from a first to a last one."""


class Time(NamedTuple):
    """The days in which something may lie.

    Attributes:
        spans: The days it may have been on.
        sure: The days it certainly lasted over; None if no day is certain.
        bounds: The days on one of which it began, and those on one of which it ended, as far as
            known; empty for something on one day.
    """

    spans: Spans
    sure: Period | None = None
    bounds: tuple[Spans, ...] = ()

    def lies_in(self, periods: Sequence[Period]) -> Holds:
        """Whether it was, at least in part, within one of some periods."""
        if not any(_overlap(span, period) for span in self.spans for period in periods):
            return Holds.NOT
        is_sure = self.sure is not None and any(_overlap(self.sure, each) for each in periods)
        is_within = any(_lie_in(each, periods) for each in (self.spans, *self.bounds))
        return Holds.CERTAINLY if is_sure or is_within else Holds.POSSIBLY


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _lie_in(spans: Spans, periods: Sequence[Period]) -> bool:
    return all(
        any(begins <= first and last <= ends for begins, ends in periods) for first, last in spans
    )


def time_of(record: Record) -> tuple[str, str]:
    """The date or dates of a record, as `time_between` takes them; two empty texts for none."""
    if isinstance(record, Link):
        is_moment = record.type in MOMENTARY_LINKS or record.start == record.end
        return (record.start or record.end, "") if is_moment else (record.start, record.end or "/")
    return kind_for(record).date_of(record), ""


@lru_cache(maxsize=1 << 16)
def time_between(start: str, end: str = "") -> Time | None:
    """The time of a date, or from one date to another.

    It certainly lasted from the last day it can have begun to the first it can have ended. An
    unknown end may be the day it began. An open end says that it went on, so it still lasted on
    the last day it can have begun, but not until when; likewise for a start.

    Args:
        start: The date, or that of the beginning, in EDTF; ".." if it is open, empty if unknown.
        end: That of the end; ".." if it is open, "/" if it is unknown, empty for a single date.

    Returns:
        None if there is no date.
    """
    if not end and (day := dates.day_of(start)):
        return Time(((day, day),))
    first = _date(start)
    if not end:
        return None if first is None else _time_of(first)
    last = _date(end)
    known = [each for each in (first, last) if each]
    if not known:
        return None
    begins = first.earliest if first else dt.date.min
    ends = last.latest if last else dt.date.max
    if ends < begins:
        return None
    sure_from = first.latest if first else known[0].earliest if start == OPEN else ends
    sure_until = last.earliest if last else known[0].latest if end == OPEN else begins
    sure = Period(sure_from, sure_until) if sure_from <= sure_until else None
    return Time(((begins, ends),), sure, tuple(each.spans for each in known))


def _time_of(date: dates.Date) -> Time:
    if date.form != "interval":
        return Time(date.spans)
    start, end = date.ends[0]
    return time_between(start, end or "/") or Time(date.spans)


def _date(text: str) -> dates.Date | None:
    return dates.parse(text) if dates.is_date(text) else None


def periods_of(sign: str, date: str) -> Sequence[Period]:
    """The periods that a sign before a date stands for; none if no day is in them.

    Args:
        sign: `in`, `since`, `after`, `until` or `before`.
        date: The date, in EDTF; with alternatives, `in` stands for each of them.
    """
    meant = dates.parse(date)
    day = dt.timedelta(days=1)
    match sign:
        case "since":
            return [Period(meant.earliest, dt.date.max)]
        case "until":
            return [Period(dt.date.min, meant.latest)]
        case "after":
            is_last = meant.latest == dt.date.max
            return [] if is_last else [Period(meant.latest + day, dt.date.max)]
        case "before":
            is_first = meant.earliest == dt.date.min
            return [] if is_first else [Period(dt.date.min, meant.earliest - day)]
    return [Period(first, last) for first, last in meant.spans]
