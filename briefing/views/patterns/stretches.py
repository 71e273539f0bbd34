"""Time in stretches: years, months, weeks and days, and the weekdays and months that return.

Each is a number per day, so that a calendar of any size is one array. A date certainly lies in a
stretch only if all days it can mean do, or if it certainly lasted over one of its days; else it
possibly lies in each stretch that has one of its days. Nothing is ever spread by fractions.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from briefing.model import dates
from briefing.model.dates.wording import MONTHS
from briefing.views.filters.periods import Period, Spans, Time

Numbers: TypeAlias = NDArray[np.int64]

MOST: Final = 1500
"""Stretches of one size in a table."""

FITTING: Final = 26
"""Stretches that can be taken in at a glance: two years of months, and one more at each end."""

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Within(IntEnum):
    """How something lies in a stretch of time; what is more includes what is less."""

    NOT = 0
    POSSIBLY = 1
    PARTLY = 2
    WHOLLY = 3


class Stretch(NamedTuple):
    """One stretch of time.

    Attributes:
        key: It in EDTF; of those that return, their name.
        label: It for a reader.
        over: What stands above the headings of several: the year of months.
        under: The shortest heading below that.
        wide: A longer one, for wider columns.
        days: Its first and last day; None if it returns.
    """

    key: str
    label: str
    over: str
    under: str
    wide: str
    days: Period | None = None


class Size(NamedTuple):
    """How long stretches are.

    Attributes:
        name: What it is called.
        plural: Several of them.
        of: Gives the number of the stretch of each day; days are proleptic Gregorian ordinals.
        stretch: Gives the stretch of a number.
        returns: How many there are of those that return; 0 for those that do not.
    """

    name: str
    plural: str
    of: Callable[[Numbers], Numbers]
    stretch: Callable[[int], Stretch]
    returns: int = 0


def _months(days: Numbers) -> Numbers:
    """Months since January of the year 0."""
    at = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(at + 1970 * 12, np.int64)


def _days_of(edtf: str) -> Period:
    date = dates.parse(edtf)
    return Period(date.earliest, date.latest)


def _stretch(edtf: str, over: str, under: str, wide: str = "", label: str = "") -> Stretch:
    label = label or dates.describe(edtf)
    return Stretch(edtf, label, over, under, wide or under, _days_of(edtf))


def _decade(number: int) -> Stretch:
    name = f"{number:03}0s"
    return _stretch(f"{number:03}X", f"{number // 10:02}00", f"{number % 10}0", name, f"the {name}")


def _year(number: int) -> Stretch:
    return _stretch(f"{number:04}", f"{number // 10:03}0", f"{number % 10}", f"{number:04}")


def _quarter(number: int) -> Stretch:
    year, quarter = divmod(number, 4)
    label = f"quarter {quarter + 1} of {year:04}"
    return _stretch(
        f"{year:04}-{33 + quarter}", f"{year:04}", f"{quarter + 1}", f"Q{quarter + 1}", label
    )


def _month(number: int) -> Stretch:
    year, month = divmod(number, 12)
    return _stretch(f"{year:04}-{month + 1:02}", f"{year:04}", MONTHS[month][:1], MONTHS[month][:3])


def _week(number: int) -> Stretch:
    first = dt.date.fromordinal(number * 7 + 1)
    last = dt.date.fromordinal(min(number * 7 + 7, dt.date.max.toordinal()))
    label = f"week of {dates.describe(first.isoformat())}"
    over = f"{MONTHS[first.month - 1][:3]} {first.year:04}"
    return _stretch(f"{first.isoformat()}/{last.isoformat()}", over, f"{first.day}", label=label)


def _day(number: int) -> Stretch:
    day = dt.date.fromordinal(number)
    return _stretch(day.isoformat(), f"{MONTHS[day.month - 1][:3]} {day.year:04}", f"{day.day}")


def _calendar_month(number: int) -> Stretch:
    return Stretch(
        MONTHS[number].lower(), MONTHS[number], "", MONTHS[number][:1], MONTHS[number][:3]
    )


def _weekday(number: int) -> Stretch:
    return Stretch(
        _WEEKDAYS[number].lower(),
        _WEEKDAYS[number],
        "",
        _WEEKDAYS[number][:2],
        _WEEKDAYS[number][:3],
    )


_IN_ORDER: Final = (
    Size("day", "days", lambda days: days, _day),
    Size("week", "weeks", lambda days: (days - 1) // 7, _week),
    Size("month", "months", _months, _month),
    Size("quarter", "quarters", lambda days: _months(days) // 3, _quarter),
    Size("year", "years", lambda days: _months(days) // 12, _year),
    Size("decade", "decades", lambda days: _months(days) // 120, _decade),
)
"""From the shortest to the longest."""

SIZES: Final[Mapping[str, Size]] = {
    each.name: each
    for each in (
        *_IN_ORDER,
        Size(
            "calendar-month",
            "calendar months",
            lambda days: _months(days) % 12,
            _calendar_month,
            returns=12,
        ),
        Size("weekday", "weekdays", lambda days: (days - 1) % 7, _weekday, returns=7),
    )
}
"""Every size by name."""


def fitting(period: Period | None, *, most: int = FITTING) -> Size:
    """The shortest stretches of which some days have no more than can be taken in.

    Args:
        period: The days; None for no days, which gives months.
        most: How many that is. Where it would leave only a few, the next shorter ones are taken.
    """
    if period is None:
        return SIZES["month"]
    ends = np.array([day.toordinal() for day in period], np.int64)
    counts = [int(size.of(ends)[1] - size.of(ends)[0]) + 1 for size in _IN_ORDER]
    found = next((at for at, count in enumerate(counts) if count <= most), len(counts) - 1)
    is_few = found > 0 and counts[found] < most // 2 and counts[found - 1] <= 4 * most
    return _IN_ORDER[found - is_few]


def not_shorter(size: Size, period: Period | None) -> Size:
    """A size, or the next longer one of which there are not too many for a table."""
    return size if size.returns else max(size, _shortest(period), key=_length)


def _shortest(period: Period | None) -> Size:
    found = fitting(period, most=MOST)
    return _IN_ORDER[0] if found is SIZES["month"] and period is None else found


def _length(size: Size) -> int:
    return _IN_ORDER.index(size)


class Calendar:
    """Some days in stretches of a size.

    Args:
        size: The size.
        period: The days; None for no days.

    Attributes:
        stretches: Each stretch, the empty ones too.
        cells: The place among them of each day.
        period: The days.
    """

    def __init__(self, size: Size, period: Period | None) -> None:
        self.size = size
        self.period = period
        days = ordinals(period)
        numbers = size.of(days)
        least = 0 if size.returns or not len(numbers) else int(numbers[0])
        count = size.returns or (int(numbers[-1]) - least + 1 if len(numbers) else 0)
        self.stretches: Sequence[Stretch] = [size.stretch(least + at) for at in range(count)]
        self.cells: Numbers = numbers - least


def ordinals(period: Period | None) -> Numbers:
    """The proleptic Gregorian ordinal of each of some days."""
    if period is None:
        return np.zeros(0, np.int64)
    return np.arange(period.first.toordinal(), period.last.toordinal() + 1, dtype=np.int64)


def cells_of(
    time: Time, period: Period | None, cells: Numbers
) -> tuple[Sequence[int], Sequence[Within]]:
    """The cells of some days that a time lies in, and how.

    Args:
        time: The time.
        period: The days; None for no days.
        cells: The cell of each of these days.

    Returns:
        None at all if it is on none of the days.
    """
    if period is None:
        return (), ()
    possible = _cells(time.spans, period, cells)
    if len(possible) == 1 and _is_inside(time.spans, period):
        return possible, [Within.WHOLLY]
    certain: set[int] = set()
    if time.sure is not None:
        certain.update(_cells((time.sure,), period, cells))
    for bound in time.bounds:
        if _is_inside(bound, period) and len(found := _cells(bound, period, cells)) == 1:
            certain.update(found)
    return possible, [Within.PARTLY if each in certain else Within.POSSIBLY for each in possible]


def _cells(spans: Spans, period: Period, cells: Numbers) -> Sequence[int]:
    start = period.first.toordinal()
    slices = [
        cells[max(0, first.toordinal() - start) : max(0, last.toordinal() - start + 1)]
        for first, last in spans
    ]
    found: list[int] = np.unique(np.concatenate(slices)).tolist()
    return found


def _is_inside(spans: Spans, period: Period) -> bool:
    return all(period.first <= first and last <= period.last for first, last in spans)
