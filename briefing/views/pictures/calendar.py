"""Where a calendar has ticks: days, months, years, centuries."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing.model.dates.wording import MONTHS

_DAYS: Final = (1, 2, 7, 14)
_MONTHS: Final = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


class Tick(NamedTuple):
    """A day and what is written there."""

    day: dt.date
    label: str


def ticks(first: dt.date, last: dt.date, most: int) -> Sequence[Tick]:
    """The finest ticks from a first to a last day that are not too many."""
    for days in _DAYS:
        if (last - first).days <= days * most:
            return list(_labelled(_each(first, last, days), by_day=True))
    found: list[dt.date] = []
    months = _MONTHS[0]
    for months in _MONTHS:
        if len(found := list(_each_month(first, last, months))) <= most:
            break
    if months % 12 == 0:
        return [Tick(day, str(day.year)) for day in found]
    return list(_labelled(found, by_day=False))


def _each(first: dt.date, last: dt.date, days: int) -> Iterator[dt.date]:
    """Every so many days; every seventh is a Monday."""
    start = first.toordinal()
    for number in range(start + (1 - start) % days, last.toordinal() + 1, days):
        yield dt.date.fromordinal(number)


def _each_month(first: dt.date, last: dt.date, months: int) -> Iterator[dt.date]:
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    end = last.year * 12 + last.month
    for number in range(start + -start % months, end, months):
        yield dt.date(number // 12, number % 12 + 1, 1)


def _labelled(days: Iterator[dt.date] | Sequence[dt.date], *, by_day: bool) -> Iterator[Tick]:
    """Days with the year where it is a new one."""
    year = 0
    for day in days:
        month = MONTHS[day.month - 1][:3]
        label = f"{day.day} {month}" if by_day else month
        yield Tick(day, label if day.year == year else f"{label} {day.year}")
        year = day.year
